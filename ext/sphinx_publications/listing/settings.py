"""The settings of a site in the words of the rooms that use them; knows no Sphinx."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_publications.reading.local_files import FILE_TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_publications.listing.filters import Predicate
    from sphinx_publications.model.persons import Person


#: Words for no groups at all.
NONE: Final = frozenset({"none", "no"})
#: From more publications on a list does without what folds out, unless its author wants it.
_LONG: Final = 300


class Numbering(StrEnum):
    """How the references of a list are numbered."""

    GROUP = "group"
    """[1], [2]… afresh in each group."""
    PREFIXED = "prefixed"
    """The same behind the group's prefix: [J1], [J2]…, [C1]…"""
    CONTINUOUS = "continuous"
    """[1], [2]… through the whole list."""
    NONE = "none"
    """No numbers."""


class Detail(StrEnum):
    """What can fold out under a reference."""

    ABSTRACT = "abstract"
    CITE = "cite"
    """Its BibTeX, to copy or to download."""
    BIBTEX = "bibtex"
    """A link to its BibTeX: does not fold out, and costs a page next to nothing."""


class Kind(NamedTuple):
    """A group that the author has defined: ``publications_groups``."""

    name: str
    title: str
    #: Stands before the numbers of the group: "J".
    prefix: str
    matches: Predicate


class Settings(NamedTuple):
    """Checked settings."""

    owner: tuple[Person, ...] = ()
    kinds: tuple[Kind, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    #: The kinds of files that are published, by the ends of their names: "pdf".
    file_types: frozenset[str] = FILE_TYPES
    group_by: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    numbering: tuple[Numbering, bool] = (Numbering.NONE, False)
    #: None for what suits the length of a list.
    details: tuple[Detail, ...] | None = None
    #: The number of authors from which their list is folded; 0 for never.
    fold_authors: int = 0
    #: From how many publications on a list has a finder; 0 for never.
    finder: int = 0
    #: References show the letters behind years: the site cites by author and year.
    letters: bool = False


def as_list(value: Any) -> Sequence[Any]:
    """Return a setting that is a text or a list of texts as a list."""
    return [value] if isinstance(value, str) else value


def parse_list(text: str) -> tuple[str, ...]:
    """Return the names in a comma-separated option."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def parse_numbering(text: str) -> tuple[Numbering, bool]:
    """Return a numbering and whether it runs backwards: "prefixed reversed".

    :raises ValueError: if a word is none of these.
    """
    words = text.lower().split()
    reverse = "reversed" in words
    styles = [word for word in words if word != "reversed"] or ["continuous" if reverse else ""]
    known = [numbering.value for numbering in Numbering]
    if len(styles) != 1 or styles[0] not in known:
        choices = ", ".join(known)
        raise ValueError(f"is “{text}”, but is one of {choices}, or “reversed” with one of them")
    return Numbering(styles[0]), reverse


def details_for(size: int) -> tuple[Detail, ...]:
    """Return what suits a list of *size* publications.

    A page of more than a megabyte keeps its visitors waiting.
    """
    return (Detail.ABSTRACT, Detail.CITE) if size <= _LONG else (Detail.BIBTEX,)


def parse_details(text: str) -> tuple[Detail, ...]:
    """Return what shall fold out: "abstract, cite", or "none".

    :raises ValueError: if a word is none of these.
    """
    names = [name.lower() for name in parse_list(text)]
    if names in (["none"], ["no"]):
        return ()
    known = [detail.value for detail in Detail]
    if not names or set(names) - set(known):
        raise ValueError(f"is “{text}”, but is one or more of {', '.join(known)}, or none")
    return tuple(Detail(name) for name in dict.fromkeys(names))


def parse_group_by(text: str) -> tuple[str, ...]:
    """Return the fields to group by; none if *text* is "none"."""
    names = parse_list(text.lower())
    return () if len(names) == 1 and names[0] in NONE else names


def parse_default_details(text: str) -> tuple[Detail, ...] | None:
    """Return what shall fold out where a list does not say; None for "auto".

    :raises ValueError: as :func:`parse_details`.
    """
    return None if text == "auto" else parse_details(text)


def parse_switch(text: str) -> bool:
    """Return what an option says that is yes without a value.

    :raises ValueError: if it says neither yes nor no.
    """
    word = text.strip().lower()
    if word in {"", "yes", "true", "on", "1"}:
        return True
    if word in {"no", "false", "off", "0"}:
        return False
    raise ValueError(f"is “{text}”, but is yes or no")


def make_settings(values: dict[str, Any]) -> Settings:
    """Return the settings in *values*, which have been checked.

    :param values: the names of the settings without "publications_" → values.
    """
    from sphinx_publications.listing.filters import compile_filter
    from sphinx_publications.reading.person_names import parse_names

    return Settings(
        owner=tuple(
            person for name in as_list(values["owner"]) for person in parse_names(name).persons
        ),
        kinds=tuple(
            Kind(name, group["title"], group.get("prefix", ""), compile_filter(group["filter"]))
            for name, group in values["groups"].items()
        ),
        links=tuple((name.lower(), label) for name, label in values["links"].items()),
        file_types=FILE_TYPES.union(
            file_type.lower().lstrip(".") for file_type in as_list(values["file_types"])
        ),
        group_by=parse_group_by(values["group_by"]),
        sort=parse_list(values["sort"]),
        numbering=parse_numbering(values["numbering"]),
        details=parse_default_details(values["details"]),
        fold_authors=values["fold_authors"],
        finder=int(values["finder"]),
    )
