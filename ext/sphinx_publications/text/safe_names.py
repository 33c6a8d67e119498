"""Names for files and ids: legal on every system, and taken by nothing else."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import count
from typing import Final
from zlib import crc32

__all__ = ["bib_file_name", "checksum", "free_name", "page_names", "safe_name"]

#: A name that every file system accepts, also one that ignores case.
_GOOD_NAME: Final = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_+-]{0,79}", re.ASCII
)
#: A name that stands in an address as it is, of a page and of the files beside it. Case counts in
#: addresses, and not in all file systems. No file beside the page of another name is called so.
_GOOD_PAGE_NAME: Final = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|index$)(?!.*\.(?:html|bib|ris|json|pdf|atom)$)"
    r"[a-z0-9](?:[a-z0-9._+-]{0,98}[a-z0-9_+-])?",
    re.ASCII | re.IGNORECASE,
)


def safe_name(text: str) -> str:
    """Return *text* if every file system accepts it as a name, or else a name made from it.

    >>> safe_name("zhu2023"), safe_name("Zhu:2023")
    ('zhu2023', 'Zhu-2023-850aee6d')
    """
    return text if _GOOD_NAME.fullmatch(text) else _made_name(text)


def _made_name(text: str) -> str:
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


def page_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the name of the page of each of the cite keys *keys*: the key itself, if it can be.

    Of keys that differ by case alone the first has its own name.

    >>> page_names(["Doe2020", "doe2020", "Doe:2020"])
    {'Doe2020': 'Doe2020', 'doe2020': 'doe2020-e42c1b9c', 'Doe:2020': 'Doe-2020-ea18cfd9'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    keys = list(dict.fromkeys(keys))
    for key in filter(_GOOD_PAGE_NAME.fullmatch, keys):
        if key.casefold() not in taken:
            names[key] = key
            taken.add(key.casefold())
    for key in keys:
        if key not in names:
            made = _made_name(key)
            while made.casefold() in taken:
                made = free_name(made, {made})
            names[key] = made
            taken.add(made.casefold())
    return names
