"""BibTeX's ``year``/``month`` and biblatex's ``date`` → :class:`Date`."""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.inline import plain
from sphinx_publications.latex import decode
from sphinx_publications.model import Date

MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
#: biblatex dates are ISO 8601-2 (EDTF): a day, a range, an open or uncertain date
#: (biblatex manual, section 2.3.8). A range counts from its beginning.
_ISO: Final = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_NUMBER: Final = re.compile(r"\d{1,2}")


def parse_date(date: str = "", year: str = "", month: str = "", day: str = "") -> Date:
    """Return the date that an entry's raw fields give; ``date`` comes first.

    A year that is no number ("in press", "2022a") is printed as written.
    """
    match = _ISO.match(date.strip())
    if match:
        parts = [int(part) if part else None for part in match.groups()]
        first, last = parts[0], _last_year(date)
        assert first is not None
        text = str(first) if last in (None, first) else f"{first}–{last}"
        return Date(text, first, parts[1], parts[2])
    text = plain(decode(year or date).text)
    found = _YEAR.search(text)
    number = int(found[1]) if found else None
    return Date(text, number, _month(month), _day(day, month))


def _last_year(date: str) -> int | None:
    _, slash, end = date.partition("/")
    match = _ISO.match(end.strip()) if slash else None
    return int(match[1]) if match else None


def _month(text: str) -> int | None:
    word = re.search(r"[a-z]{3}", text.lower())
    if word:
        for number, name in enumerate(MONTHS, start=1):
            if name[:3].lower() == word[0]:
                return number
    match = _NUMBER.search(text)
    return int(match[0]) if match and 1 <= int(match[0]) <= 12 else None


def _day(day: str, month: str) -> int | None:
    # "5~sep" and "sep # { 5}" are how BibTeX, which has no day, is told one.
    named = re.search(r"[a-z]{3}", month.lower())
    match = _NUMBER.search(day or (month if named else ""))
    return int(match[0]) if match and 1 <= int(match[0]) <= 31 else None
