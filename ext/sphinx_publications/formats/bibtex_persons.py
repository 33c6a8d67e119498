"""Persons in the fields that BibTeX and biblatex print for an entry type."""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.formats.bibtex_latex import escaped
from sphinx_publications.formats.bibtex_types import BIBTEX_TYPES, FIELDS
from sphinx_publications.listing.references.parts import collaboration, listed
from sphinx_publications.model.publication import Publication

__all__ = ["move", "put_persons"]

#: The place of a person in a data annotation: "1=equal; 2=equal".
_PLACE: Final = re.compile(r"((?:^|;)\s*)(\d+)")


def put_persons(record: Publication, kind: str, fields: dict[str, str]) -> list[str]:
    """Move persons to the fields that the type *kind* prints; return sentences for the note."""
    if "collaboration" in fields:
        _add_collaboration(record, fields)
    row = BIBTEX_TYPES[kind]
    if "author" not in FIELDS[kind]:
        move(fields, "author", "editor")
    elif "editor" not in FIELDS[kind] or not row.has_editors:
        move(fields, "editor", "author")
    if kind == "misc" and "author" not in fields:
        move(fields, "organization", "author") or move(fields, "institution", "author")
        if "author" in fields:
            fields["author"] = f"{{{fields['author']}}}"
    if fields.keys().isdisjoint(row.headed_by.split()):
        fields["key"] = escaped(record.title_text)
    if kind in {"book", "inbook"} and "author" in fields and "editor" in fields:
        del fields["editor"]
        if names := listed(record.editors, others=record.more_editors):
            return [f"Edited by {escaped(names)}"]
    return []


def _add_collaboration(record: Publication, fields: dict[str, str]) -> None:
    """Add the group before the authors: no style knows the field "collaboration"."""
    name = record.text("collaboration")
    if name.casefold() in " ".join(person.name for person in record.authors).casefold():
        return
    group = f"{{{escaped(collaboration(record))}}}"
    if "author" not in fields:
        fields["author"] = group
        return
    fields["author"] = f"{group} and {fields['author']}"
    for name, annotation in fields.items():
        if name.startswith("author+"):
            fields[name] = _PLACE.sub(lambda it: f"{it[1]}{int(it[2][:6]) + 1}", annotation)


def move(fields: dict[str, str], name: str, to: str) -> bool:
    """Rename a field and its annotations unless the new name is taken; tell whether it is not."""
    if name not in fields or to in fields:
        return False
    moved = {re.sub(rf"^{name}(?=\+|$)", to, key): value for key, value in fields.items()}
    fields.clear()
    fields.update(moved)
    return True
