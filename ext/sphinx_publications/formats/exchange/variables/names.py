"""Who had a part in a work, under CSL's names of roles."""

from __future__ import annotations

from typing import Final, NamedTuple

from sphinx_publications.formats.exchange.facts import printed
from sphinx_publications.listing.references.parts import collaboration
from sphinx_publications.model.persons import Contributors, Person
from sphinx_publications.model.publication import Publication

__all__ = ["Names", "group_field", "name_variables"]


class Names(NamedTuple):
    """The persons of one role, and whether there are more than are named."""

    persons: tuple[Person, ...]
    others: bool = False


#: Biblatex's role, or the author's own word for it → CSL's variable (its specification,
#: appendix IV). All others are contributors, whom few styles print.
_ROLES: Final = {
    name: variable
    for variable, names in {
        "author": "author inventor writer",
        "chair": "chair",
        "collection-editor": "serieseditor",
        "compiler": "compiler",
        "composer": "composer",
        "container-author": "bookauthor",
        "curator": "curator",
        "director": "director",
        "editor": "editor redactor reviser",
        "editorial-director": "editorialdirector",
        "executive-producer": "executiveproducer",
        "host": "host moderator",
        "illustrator": "illustrator",
        "interviewer": "interviewer",
        "narrator": "narrator",
        "organizer": "organizer",
        "performer": "performer actor speaker",
        "producer": "producer",
        "script-writer": "scriptwriter",
        "translator": "translator",
    }.items()
    for name in names.split()
}
#: Who holds a patent did nothing for its text; see the publisher.
_NO_ROLES: Final = frozenset({"holder"})
#: The fields of a body that stands for the author of a work without one.
_GROUP_FIELDS: Final = ("organization", "institution")
#: The types of which styles print such a body as the author.
_BY_GROUPS: Final = frozenset(
    "dataset legislation manual misc online report software standard".split()
)


def group_field(record: Publication) -> str:
    """Return the field whose body is the author of a work without persons; or ""."""
    if record.creators or record.type not in _BY_GROUPS or record.text("collaboration"):
        return ""
    return next((name for name in _GROUP_FIELDS if record.text(name)), "")


def name_variables(record: Publication) -> dict[str, Names]:
    """Return the persons of *record* by CSL's variable: {"author": …, "editor": …}."""
    groups = [
        Contributors(record.authortype or "author", record.authors, record.more_authors),
        Contributors(record.editortype, record.editors, record.more_editors),
        *(it for it in record.contributors if it.role not in _NO_ROLES),
    ]
    found: dict[str, Names] = {}
    group = printed(record, group_field(record)) or collaboration(record)
    if group and group.casefold() not in {it.name.casefold() for it in record.authors}:
        found["author"] = Names((Person(group),))
    for role, persons, others in groups:
        # Whatever the author of a work is called, styles print no other variable first.
        is_author = persons is record.authors and role not in _ROLES
        variable = "author" if is_author else _ROLES.get(role.replace(" ", ""), "contributor")
        before = found.get(variable, Names(()))
        if persons:
            found[variable] = Names((*before.persons, *persons), before.others or others)
    # The author of a chapter may be that of the book.
    if found.get("container-author", Names(()))[0] == record.authors:
        found.pop("container-author", None)
    return found
