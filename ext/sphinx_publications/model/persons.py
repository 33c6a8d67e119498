"""Persons, as publications name them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_publications.model.marks import Mark

__all__ = ["Person", "is_east_asian"]


class Person(NamedTuple):
    """A person or a corporate body as named on one publication, in plain Unicode text."""

    family: str
    given: str = ""
    prefix: str = ""
    suffix: str = ""
    marks: frozenset[Mark] = frozenset()
    #: The ORCID iD without its address: "0000-0002-1825-0097".
    orcid: str = ""

    @property
    def name(self) -> str:
        """The name as printed: "Ludwig van Beethoven", "Martin Luther King, Jr.", "山田太郎"."""
        if self.given and is_east_asian(f"{self.family}{self.given}"):
            return f"{self.family}{self.given}"  # family name first, no space
        name = " ".join(part for part in (self.given, self.prefix, self.family) if part)
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def last_name(self) -> str:
        """The family name with its particle: "van Beethoven"."""
        return f"{self.prefix} {self.family}" if self.prefix else self.family

    @property
    def sort_name(self) -> str:
        """BibTeX's form: "van Beethoven, Ludwig", "King, Jr., Martin Luther"."""
        parts = [self.last_name, self.suffix, self.given]
        return ", ".join(part for part in parts if part)


def is_east_asian(text: str) -> bool:
    """Tell whether *text* is in Chinese, Japanese or Korean letters."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(
        unicodedata.name(letter, "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"))
        for letter in letters
    )
