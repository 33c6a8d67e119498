"""Persons as pybtex has them: as written, where pybtex reads the same name as we do."""

from __future__ import annotations

from typing import Final

import pybtex.database
from pybtex.bibtex.utils import split_name_list
from pybtex.richtext import Text
from pybtex.textutils import normalize_whitespace

from sphinx_publications.formats.pybtex_tex import is_printable
from sphinx_publications.model.persons import Person, is_east_asian
from sphinx_publications.model.publication import Publication

__all__ = ["Nobody", "PlainPerson", "persons_in"]

#: LaTeX in a name, which pybtex reads in its own way.
_LATEX: Final = frozenset("\\{}'`")


def persons_in(
    publication: Publication, *, as_written: bool = False
) -> dict[str, list[pybtex.database.Person]]:
    """Return role → the persons in it; "and others" is a person to pybtex.

    :param as_written: as the field names them, so far as pybtex reads that alike.
    """
    persons = {}
    for role, people, more in (
        ("author", publication.authors, publication.more_authors),
        ("editor", publication.editors, publication.more_editors),
    ):
        source = publication.fields.get(role, "") if as_written else ""
        names = [""] * len(people)
        if _is_read_otherwise(source) and is_printable(source):
            split = split_name_list(normalize_whitespace(source))
            if len(split) == len(people) + more:
                names = split
        if people:
            others = [pybtex.database.Person(last="others")] if more else []
            persons[role] = [*map(_person, people, names), *others]
    return persons


def _is_read_otherwise(name: str) -> bool:
    """Tell whether *name* has LaTeX or East Asian letters, which pybtex reads in its own way."""
    return any(sign in _LATEX or "\u2e80" <= sign <= "\ud7ff" for sign in name)


def _person(person: Person, source: str) -> pybtex.database.Person:
    r"""Return a person as pybtex reads the name *source*, or else as we have read it.

    Labels depend on the LaTeX: "Ünver" becomes [Unv] if it was written ``{\"U}nver``.
    """
    if _is_read_otherwise(source):
        try:
            written = pybtex.database.Person(source)
            if is_east_asian(f"{person.family}{person.given}"):
                return written  # pybtex prints "山田 太郎" in that order, as we do
            first = [*written.rich_first_names, *written.rich_middle_names]
            last, prefix = written.rich_last_names, written.rich_prelast_names
            parts = (last, first, prefix, written.rich_lineage_names)
            # We have made its apostrophes typographic ones.
            read = f"{person.family}|{person.given}|{person.prefix}|{person.suffix}"
            if "|".join(" ".join(map(str, part)) for part in parts).replace("'", "’") == read:
                return written
        except Exception:  # whatever pybtex says, we have read the name  # noqa: S110
            pass
    return PlainPerson(person)


def _texts(names: str) -> property:
    """Return the property of a person that has *names* as pybtex's text."""
    return property(lambda person: [Text(name) for name in getattr(person, names)])


class PlainPerson(pybtex.database.Person):  # type: ignore[misc] # it is untyped
    """A person whose names are plain text: pybtex need not look for LaTeX in them."""

    def __init__(self, person: Person) -> None:
        # pybtex's own sets these five lists, too, and takes 25 times as long to fill them.
        given = person.given.split()
        self.first_names, self.middle_names = given[:1], given[1:]
        self.prelast_names = person.prefix.split()
        self.last_names = person.family.split()
        self.lineage_names = person.suffix.split()

    rich_first_names = _texts("first_names")
    rich_middle_names = _texts("middle_names")
    rich_prelast_names = _texts("prelast_names")
    rich_last_names = _texts("last_names")
    rich_lineage_names = _texts("lineage_names")


class Nobody(pybtex.database.Person):  # type: ignore[misc] # it is untyped
    """An author for entries without one: nothing is printed, and the cite key makes the label."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.last_names = [key[:3]]

    rich_last_names: tuple[Text, ...] = ()

    def __str__(self) -> str:
        return ""
