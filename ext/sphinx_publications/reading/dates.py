"""BibTeX's ``year``/``month`` and biblatex's ``date`` → :class:`Date`."""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.model.months import month_number
from sphinx_publications.model.publication import Date
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode

__all__ = ["parse_date"]

#: biblatex dates are ISO 8601-2 (EDTF): a day, a range, an open or uncertain date
#: (biblatex manual, section 2.3.8). A range counts from its beginning.
_ISO: Final = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=[T/~?%]|\s*$)", re.ASCII)
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)


def parse_date(date: str = "", year: str = "", month: str = "", day: str = "") -> Date:
    """Return the date in an entry's fields, of which ``date`` comes first.

    A year that is no number ("in press", "2022a") is printed as it is written.
    """
    match = _ISO.match(date.strip())
    if match:
        first = int(match[1])
        end = _ISO.match(date.partition("/")[2].strip())
        text = f"{first}–{int(end[1])}" if end and int(end[1]) != first else str(first)
        # Months beyond 12 are seasons, and no month of the year.
        number = _within(match[2], 12)
        return Date(text, first, number, _within(match[3], 31) if number else None)
    text = plain(decode(year or date).text)
    found = _YEAR.search(text)
    number = int(found[1]) if found else None
    month = plain(decode(month).text) if "\\" in month else month
    return Date(text, number, month_number(month), _day(day, month))


def _within(digits: str | None, highest: int) -> int | None:
    return int(digits) if digits and 1 <= int(digits) <= highest else None


def _day(day: str, month: str) -> int | None:
    # BibTeX has no field for the day; authors write it into the month: "5~sep", "sep # { 5}".
    named = re.search(r"[a-z]{3}", month.lower())
    found = _NUMBER.findall(day or (month if named else ""))
    # "23--29 Jul" is no single day.
    return _within(found[0], 31) if len(found) == 1 else None
