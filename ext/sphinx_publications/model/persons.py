"""Persons, as publications name them, and whether two names are one person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from sphinx_publications.model.marks import Mark
from sphinx_publications.text.collation import fold

__all__ = ["ROLE_FIELDS", "Contributors", "Person", "is_east_asian", "is_one_of", "same_person"]

#: The fields of persons who did something else than write or edit, in the order printed
#: (biblatex manual, section 2.2.2). What they did is in "editoratype", or is the field's name.
ROLE_FIELDS: Final = tuple(
    "editora editorb editorc translator annotator commentator introduction foreword afterword"
    " bookauthor holder".split()
)

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


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
    def orcid_address(self) -> str:
        """The address of the ORCID iD, or ""."""
        return self.orcid and f"https://orcid.org/{self.orcid}"

    @property
    def last_name(self) -> str:
        """The family name with its particle: "van Beethoven"."""
        return f"{self.prefix} {self.family}" if self.prefix else self.family

    @property
    def sort_name(self) -> str:
        """BibTeX's form: "van Beethoven, Ludwig", "King, Jr., Martin Luther"."""
        return ", ".join(filter(None, (self.last_name, self.suffix, self.given)))


class Contributors(NamedTuple):
    """Persons with the same part in a work."""

    #: "editor", "translator", "compiler": biblatex's name of a role, or the author's own.
    role: str
    persons: tuple[Person, ...] = ()
    #: There are more than are named.
    others: bool = False


def is_east_asian(text: str) -> bool:
    """Tell whether *text* is in Chinese, Japanese or Korean letters."""
    if text.isascii():  # as most names
        return False
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(
        unicodedata.name(letter, "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"))
        for letter in letters
    )


@lru_cache(maxsize=65_536)  # every name in a list is compared with the owner's
def _spellings(text: str) -> frozenset[str]:
    """Return the ways in which a name is written: "Müller" is "Muller" and "Mueller"."""
    texts = (text, text.casefold().translate(_UMLAUTS))
    return frozenset({re.sub(r"[^\w]", "", fold(spelling)) for spelling in texts} - {""})


def _families(person: Person) -> frozenset[str]:
    """Return the spellings of a family name, with and without its particle."""
    spellings = _spellings(person.family)
    return spellings | _spellings(person.last_name) if person.prefix else spellings


def _given_names(person: Person) -> list[str]:
    """Return the given names: two of "J.-P." and of "Jean-Pierre", two initials of "BH"."""
    names = [name for name in re.split(r"[\s.\-‐~\u00a0]+", person.given) if name]
    if not person.family.isupper():
        names = [
            part
            for name in names
            for part in (name if name.isupper() and len(name) < 4 else [name])
        ]
    return names


#: "J.-H.", "JH": initials of one name, or of two that are written as one.
_JOINED_INITIALS: Final = re.compile(r"[^\W\d_]\.?[-‐][^\W\d_]\.?|[A-Z]{2,3}")


def _are_letters_of(initials: str, name: str) -> bool:
    """Tell whether *initials* are letters of *name* in its order: "BH" of "Banghua"."""
    rest = iter(fold(name))
    letters = [letter for letter in fold(initials) if letter.isalpha()]
    return letters[:1] == [fold(name)[:1]] and all(letter in rest for letter in letters)


def _compatible(one: str, other: str) -> bool:
    """Tell whether two given names may be the same: equal, or one the other's initial."""
    if len(one) == 1 or len(other) == 1:
        return fold(one)[:1] == fold(other)[:1]
    return bool(_spellings(one) & _spellings(other))


def same_person(one: Person, other: Person) -> bool:
    """Tell whether two names can be one person's.

    Family names must agree but for accents, case, hyphens and particles. Given names must
    agree as far as both persons have them, and an initial stands for any name that begins
    with it: "B. Zhu" can be "Banghua Zhu", but not "Hanlin Zhu". A middle name may be missing
    on either side. Suffixes must agree where both persons have one.
    """
    if not _families(one) & _families(other):
        # Braces keep a name together: "{Jane Doe}".
        is_whole = bool(one.given) != bool(other.given) and not (one.suffix or other.suffix)
        return is_whole and bool(_spellings(one.name) & _spellings(other.name))
    if one.suffix and other.suffix and fold(one.suffix).strip(".") != fold(other.suffix).strip("."):
        return False
    first, second = _given_names(one), _given_names(other)
    if bool(first) != bool(second):
        return False
    if _spellings("".join(first)) & _spellings("".join(second)):  # "Bang-Hua", "Banghua"
        return True
    for initials, names in ((one, second), (other, first)):
        if _JOINED_INITIALS.fullmatch(initials.given) and len(names) == 1 and len(names[0]) > 1:
            return _are_letters_of(initials.given, names[0])
    return all(_compatible(a, b) for a, b in zip(first, second, strict=False))


def is_one_of(person: Person, others: Iterable[Person]) -> bool:
    """Tell whether *person* can be one of *others*."""
    return any(same_person(person, other) for other in others)
