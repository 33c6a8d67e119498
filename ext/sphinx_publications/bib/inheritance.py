"""``crossref`` and ``xdata``: fields that an entry inherits.

The rules are biblatex's (biblatex manual, section 2.4.1 and appendix B); BibTeX's agree
with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten
from typing import Final

from sphinx_publications.bib.entries import Entry
from sphinx_publications.model.entry_types import ENTRY_TYPES, canonical_type
from sphinx_publications.model.fields import FIELDS, canonical_field
from sphinx_publications.model.reports import Report, Subtype

__all__ = ["inherited_fields"]

#: How many generations of parents are followed; no real file has more than three.
_DEEPEST: Final = 20
#: A field → those that say the same: an entry with one of them does not inherit the field.
_SAID_OTHERWISE: Final = {"date": ("year", "month", "day"), "year": ("date",), "month": ("date",)}


def inherited_fields(
    entry: Entry, by_key: Mapping[str, Entry], reports: list[Report]
) -> dict[str, str]:
    """Return field → LaTeX of *entry* and of its parents, without aliases of fields.

    :param by_key: all entries by cite key and alias, as written and in lower case.
    :param reports: receives reports of wrong references to parents.
    """
    fields: dict[str, str] = {}
    given: dict[str, str] = {}
    for name, field in entry.fields.items():
        known = canonical_field(name)
        # Exporters write the publisher's address beside the conference's location.
        if known not in fields or known == name == "address":
            fields[known] = field.value
            given[known] = name
        elif fields[known].casefold() != field.value.casefold() and known != "address":
            message = (
                f"field “{name}” is another name of “{given[known]}”, which is given, too;"
                f" the first is used ({shorten(fields[known], 60, placeholder='…')})"
            )
            reports.append(entry.report(Subtype.DUPLICATE_FIELD, message, name))
    done: set[str] = set()

    def inherit(heir: Entry, chain: tuple[str, ...]) -> None:
        for how, key in _parents(heir):
            parent = by_key.get(key) or by_key.get(key.casefold())
            if parent is None:
                message = f"{how} names “{key}”, which is in no .bib file"
                reports.append(entry.report(Subtype.CROSSREF, message, how))
            elif parent.key in chain:
                message = f"{how} to “{key}” goes in a circle; it is followed once"
                reports.append(entry.report(Subtype.CROSSREF, message, how))
            elif parent.key not in done and len(chain) < _DEEPEST:
                done.add(parent.key)
                _hand_on(parent, how, fields)
                inherit(parent, (*chain, parent.key))

    inherit(entry, (entry.key,))
    return fields


def _hand_on(parent: Entry, how: str, fields: dict[str, str]) -> None:
    """Add to *fields* those that *parent* hands on by "crossref" or by "xdata"."""
    parent_type = ENTRY_TYPES.get(canonical_type(parent.type), ENTRY_TYPES["misc"])
    own = set(fields)
    for raw_name, parent_field in parent.fields.items():
        name = canonical_field(raw_name)
        if how == "crossref":
            name = parent_type.title_as if name == "title" else name
            if not name or (name in FIELDS and not FIELDS[name].inherited):
                continue
        elif name == "ids":
            continue
        # An annotation ("author+an") belongs to the list of names that it annotates.
        said = "+" in name and name.partition("+")[0] in own
        if said or own.intersection(_SAID_OTHERWISE.get(name, ())):
            continue
        fields.setdefault(name, parent_field.value)


def _parents(entry: Entry) -> list[tuple[str, str]]:
    return [
        (name, key.strip())
        for name in ("xdata", "crossref")
        if name in entry.fields
        for key in entry.fields[name].value.split(",")
        if key.strip()
    ]
