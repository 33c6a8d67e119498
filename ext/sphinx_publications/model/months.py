"""The months, one row each: their names in English and in the languages that exporters write."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["MONTHS", "Month", "month_number"]


class Month(NamedTuple):
    """A month. Other languages' columns have words in lower case with spaces between them.

    They need only what does not begin as the English name does; names may be abbreviated.
    """

    #: In English: a message id. Any abbreviation to three letters or more is known.
    name: str
    german: str = ""
    french: str = ""
    spanish: str = ""

    @property
    def macro(self) -> str:
        """The name of BibTeX's macro: ``month = jan``."""
        return self.name[:3].lower()


#: From January on.
MONTHS: Final = (
    Month("January", "januar jän jänner", "janv janvier", "ene enero"),
    Month("February", "februar", "févr fév février fevr fev fevrier", "febrero"),
    Month("March", "märz mär mrz maerz", "mars", "marzo"),
    Month("April", "", "avr avril", "abr abril"),
    Month("May", "mai", "mai", "mayo"),
    Month("June", "juni", "juin", "junio"),
    Month("July", "juli", "juil juillet", "julio"),
    Month("August", "", "août aout", "ago agosto"),
    Month("September", "", "septembre", "septiembre setiembre"),
    Month("October", "okt oktober", "octobre", "octubre"),
    Month("November", "", "novembre", "noviembre"),
    Month("December", "dez dezember", "déc décembre decembre", "dic diciembre"),
)
#: A name in another language, or how an English one begins → number.
_NUMBERS: Final = {
    word: number
    for number, (_, *languages) in enumerate(MONTHS, start=1)
    for word in " ".join(languages).split()
}
_MACROS: Final = {month.macro: number for number, month in enumerate(MONTHS, start=1)}
_WORD: Final = re.compile(r"[a-zäéûôç]{3,}")
_NUMBER: Final = re.compile(r"(?<!\d)\d{1,2}(?!\d)", re.ASCII)


def month_number(text: str) -> int | None:
    """Return the number of the month that *text* names, by name or number, or None."""
    word = _WORD.search(text.lower())
    if word:
        name = word[0]
        number = _NUMBERS.get(name) or (_MACROS.get(name[:3]) if name.isascii() else None)
        if number:
            return number
    match = _NUMBER.search(text)
    number = int(match[0]) if match else 0
    return number if 1 <= number <= 12 else None
