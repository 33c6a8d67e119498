"""Names that files and ids can have: legal everywhere, and that nothing else has yet."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Container

#: A name that is good for a file everywhere, also where case does not count.
_GOOD_NAME: Final = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_+-]{0,79}", re.ASCII
)


def safe_name(text: str) -> str:
    """Return *text* if it can name a file everywhere, or else a name that only it has."""
    if _GOOD_NAME.fullmatch(text):
        return text
    stem = re.sub("[^A-Za-z0-9]+", "-", text).strip("-")[:80]
    return f"{stem or 'entry'}-{checksum(text)}"


def checksum(text: str) -> str:
    """Return eight hexadecimal digits for *text*, those that its addresses have always had."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def free_name(wanted: str, taken: Container[str], last: dict[str, int] | None = None) -> str:
    """Return *wanted* if it is not *taken*, or else it with the first free number from 2.

    :param last: name → its last number; kept by those who may want a name a thousand
        times and take no number back, for whom counting from 2 again would be quadratic.

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
