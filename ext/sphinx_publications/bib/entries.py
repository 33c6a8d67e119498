"""What a ``.bib`` file says: its entries, with their fields, files and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_publications.model.reports import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_publications.model.reports import Subtype

__all__ = ["Bibliography", "Entry", "Field"]


class Field(NamedTuple):
    """One field of an entry: its LaTeX source, without braces or quotes around it."""

    value: str
    line: int


class Entry(NamedTuple):
    """One entry of a ``.bib`` file, as its author wrote it."""

    key: str
    #: The entry type in lower case, aliases not resolved.
    type: str
    #: Field name in lower case → field, in the order of the file.
    fields: Mapping[str, Field]
    #: The file, as it is shown to the author.
    path: str
    line: int

    def report(self, subtype: Subtype, message: str, field_name: str = "") -> Report:
        """Return a report about this entry, placed at *field_name* if it has that field."""
        place = self.fields.get(field_name)
        line = place.line if place else self.line
        return Report(subtype, message, self.path, line, self.key)


class Bibliography(NamedTuple):
    """The entries of some files, in file order, and what was wrong with them."""

    entries: tuple[Entry, ...] = ()
    reports: tuple[Report, ...] = ()
