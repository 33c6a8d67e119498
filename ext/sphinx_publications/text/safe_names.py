"""Names for files and ids: legal on every system, and taken by nothing else."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import count
from typing import Final
from zlib import crc32

__all__ = ["bib_file_name", "checksum", "free_name", "safe_name"]

#: A name that every file system accepts, also one that ignores case.
_GOOD_NAME: Final = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_+-]{0,79}", re.ASCII
)


def safe_name(text: str) -> str:
    """Return *text* if every file system accepts it as a name, or else a name made from it.

    >>> safe_name("zhu2023"), safe_name("Zhu:2023")
    ('zhu2023', 'Zhu-2023-850aee6d')
    """
    if _GOOD_NAME.fullmatch(text):
        return text
    stem = re.sub("[^A-Za-z0-9]+", "-", text).strip("-")[:80]
    return f"{stem or 'entry'}-{checksum(text)}"


def checksum(text: str) -> str:
    """Return the CRC-32 of *text* as eight hexadecimal digits.

    It is part of published addresses and must stay as it is.
    """
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def free_name(wanted: str, taken: Container[str], last: dict[str, int] | None = None) -> str:
    """Return *wanted*, with the first free number from 2 on behind it if it is *taken*.

    :param last: name → the last number given to it. A caller that asks for one name a
        thousand times, and frees no number, keeps it: counting from 2 each time would be
        quadratic.

    >>> free_name("zhu2023", {"zhu2023", "zhu2023-2"})
    'zhu2023-3'
    """
    if wanted not in taken:
        return wanted
    start = 2 if last is None else last.get(wanted, 2)
    number = next(number for number in count(start) if f"{wanted}-{number}" not in taken)
    if last is not None:
        last[wanted] = number
    return f"{wanted}-{number}"


def bib_file_name(key: str) -> str:
    """Return the name of the BibTeX file of the entry *key*."""
    return f"{safe_name(key)}.bib"
