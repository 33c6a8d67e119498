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
#: Names and abbreviations of months that do not begin as the English ones do.
_OTHER_LANGUAGES: Final = {
    # German
    "januar": 1, "jän": 1, "jänner": 1, "februar": 2, "märz": 3, "mär": 3, "mrz": 3, "maerz": 3,
    "mai": 5, "juni": 6, "juli": 7, "okt": 10, "oktober": 10, "dez": 12, "dezember": 12,
    # French
    "janv": 1, "janvier": 1, "févr": 2, "fév": 2, "février": 2, "fevr": 2, "fev": 2,
    "fevrier": 2, "mars": 3, "avr": 4, "avril": 4, "juin": 6, "juil": 7, "juillet": 7,
    "août": 8, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "déc": 12,
    "décembre": 12, "decembre": 12,
    # Spanish
    "ene": 1, "enero": 1, "febrero": 2, "marzo": 3, "abr": 4, "abril": 4, "mayo": 5,
    "junio": 6, "julio": 7, "ago": 8, "agosto": 8, "septiembre": 9, "setiembre": 9,
    "octubre": 10, "noviembre": 11, "dic": 12, "diciembre": 12,
}  # fmt: skip
#: biblatex dates are ISO 8601-2 (EDTF): a day, a range, an open or uncertain date
#: (biblatex manual, section 2.3.8). A range counts from its beginning.
_ISO: Final = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=[T/~?%]|\s*$)", re.ASCII)
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)


def parse_date(date: str = "", year: str = "", month: str = "", day: str = "") -> Date:
    """Return the date that an entry's raw fields give; ``date`` comes first.

    A year that is no number ("in press", "2022a") is printed as written.
    """
    match = _ISO.match(date.strip())
    if match:
        first, last = int(match[1]), _last_year(date)
        text = str(first) if last in (None, first) else f"{first}–{last}"
        # Months beyond 12 are seasons, and no month of the year.
        number = _within(match[2], 12)
        return Date(text, first, number, _within(match[3], 31) if number else None)
    text = plain(decode(year or date).text)
    found = _YEAR.search(text)
    number = int(found[1]) if found else None
    month = plain(decode(month).text) if "\\" in month else month
    return Date(text, number, month_number(month), _day(day, month))


def _last_year(date: str) -> int | None:
    _, slash, end = date.partition("/")
    match = _ISO.match(end.strip()) if slash else None
    return int(match[1]) if match else None


def _within(digits: str | None, highest: int) -> int | None:
    return int(digits) if digits and 1 <= int(digits) <= highest else None


def month_number(text: str) -> int | None:
    """Return the number of the month that *text* names, by name or number, or None."""
    word = re.search(r"[a-zäéûôç]{3,}", text.lower())
    if word:
        name = word[0]
        if name in _OTHER_LANGUAGES:
            return _OTHER_LANGUAGES[name]
        for number, english in enumerate(MONTHS, start=1):
            if english.lower().startswith(name[:3]) and name.isascii():
                return number
    match = _NUMBER.search(text)
    return _within(match[0], 12) if match else None


def _day(day: str, month: str) -> int | None:
    # "5~sep" and "sep # { 5}" are how BibTeX, which has no day, is told one.
    named = re.search(r"[a-z]{3}", month.lower())
    found = _NUMBER.findall(day or (month if named else ""))
    # "23--29 Jul" is no day.
    return _within(found[0], 31) if len(found) == 1 else None
