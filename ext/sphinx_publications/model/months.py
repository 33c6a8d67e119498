"""The months: their English names, and those that people write."""

from __future__ import annotations

import re
from typing import Final

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
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)


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
    number = int(match[0]) if match else 0
    return number if 1 <= number <= 12 else None
