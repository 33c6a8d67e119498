"""BibTeX's ``year``/``month`` and biblatex's ``date`` → :class:`Date`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR
from typing import Final

from sphinx_publications.model.months import month_number
from sphinx_publications.model.publication import Date
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode

__all__ = ["parse_date", "wrong_day"]

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
        return Date(text, first, number, _within(match[3], _days_of(first, number)))
    text = plain(decode(year or date).text)
    found = _YEAR.search(text)
    number = int(found[1]) if found else None
    month = plain(decode(month).text) if "\\" in month else month
    month_of_year = month_number(month)
    return Date(text, number, month_of_year, _day(day, month, _days_of(number, month_of_year)))


def wrong_day(date: str) -> str:
    """Return the first date in biblatex's *date* that no calendar has: "2020-02-31"; or ""."""
    for text in date.split("/"):
        match = _ISO.match(text.strip())
        number = _within(match[2], 12) if match else None
        # Months 21 to 41 are seasons and quarters (ISO 8601-2).
        is_season = match and match[2] and 21 <= int(match[2]) <= 41
        if match and match[2] and not number and not is_season:
            return match[0]
        if match and match[3] and _within(match[3], _days_of(int(match[1]), number)) is None:
            return match[0]
    return ""


def _days_of(year: int | None, month: int | None) -> int:
    """Return how many days a month has, as far as it is known."""
    if month is None:
        return 0
    # A year that the calendar does not go back to, or none at all, may be a leap year.
    known = year if year and MINYEAR <= year <= MAXYEAR else 2000
    return monthrange(known, month)[1]


def _within(digits: str | None, highest: int) -> int | None:
    return int(digits) if digits and 1 <= int(digits) <= highest else None


def _day(day: str, month: str, most: int) -> int | None:
    # BibTeX has no field for the day; authors write it into the month: "5~sep", "sep # { 5}".
    named = re.search(r"[a-z]{3}", month.lower())
    found = _NUMBER.findall(day or (month if named else ""))
    # "23--29 Jul" is no single day.
    return _within(found[0], most or 31) if len(found) == 1 else None
