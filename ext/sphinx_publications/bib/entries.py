"""BibTeX entries as their author wrote them, with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sphinx_publications.model.reports import Report, Subtype

__all__ = ["Bibliography", "Entry", "Field"]


class Field(NamedTuple):
    """One field of an entry: its LaTeX source without the braces or quotes around it."""

    value: str
    line: int


class Entry(NamedTuple):
    """One entry of a ``.bib`` file."""

    key: str
    #: The entry type in lower case, aliases not resolved.
    type: str
    #: Field name in lower case → field, in the order of the file.
    fields: Mapping[str, Field]
    #: The name of the file in reports.
    path: str
    line: int

    def report(self, subtype: Subtype, message: str, field_name: str = "") -> Report:
        """Return a report on this entry, on the line of its field *field_name* if it has it."""
        place = self.fields.get(field_name)
        line = place.line if place else self.line
        return Report(subtype, message, self.path, line, self.key)


class Bibliography(NamedTuple):
    """The entries of some files, in the order of the files, and the reports on them."""

    entries: tuple[Entry, ...] = ()
    reports: tuple[Report, ...] = ()
