"""A publication → the BibTeX that visitors copy.

Authors write BibTeX or biblatex, and fields for their own site. The copied entry works with
BibTeX's styles and with biblatex alike. Fields that both print say what the work is, its
status and where it is found. Inherited fields are written out. If an entry names its
published record (``related``), visitors copy the record.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_publications.formats.bibtex_fields import converted
from sphinx_publications.model.months import MONTHS
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.public_fields import public_fields
from sphinx_publications.reading.relations import record_of
from sphinx_publications.text.scanner import is_balanced

__all__ = ["BibtexEntry", "as_bibtex", "bibtex_entry"]

_MONTHS: Final = frozenset(month.macro for month in MONTHS)
#: Characters that no cite key of BibTeX has.
_NO_KEY: Final = re.compile(r"[\s{}()\[\],=\"#%~\\']+")
#: A backslash before a brace or the end; two of them are a line break.
_BEFORE_BRACE: Final = re.compile(r"(\\\\)|\\(?=[{}]|\Z)")


class BibtexEntry(NamedTuple):
    """An entry that visitors take along."""

    kind: str
    key: str
    #: Field → its value with the braces around it.
    fields: dict[str, str]

    def text(self, *, abstract: bool) -> str:
        """Return the entry, ready to be pasted into another ``.bib`` file; no line behind it."""
        fields = {name: it for name, it in self.fields.items() if abstract or name != "abstract"}
        width = max(map(len, fields), default=0)
        lines = [f"  {name:{width}} = {value},\n" for name, value in fields.items()]
        return f"@{self.kind}{{{self.key},\n{''.join(lines)}}}"


def bibtex_entry(publication: Publication) -> BibtexEntry:
    """Return the entry of *publication*, with its abstract."""
    record = record_of(publication)
    kind, values = converted(record, dict(public_fields(record, abstract=True)))
    # Months are macros, which styles translate.
    fields = {
        name: value if name == "month" and value in _MONTHS else f"{{{_closed(value)}}}"
        for name, value in values.items()
        if is_balanced(value, tex=False)
    }
    return BibtexEntry(kind, _NO_KEY.sub("-", publication.key), fields)


def as_bibtex(publication: Publication, *, abstract: bool = False) -> str:
    """Return the entry of *publication* as text."""
    return bibtex_entry(publication).text(abstract=abstract)


def _closed(value: str) -> str:
    """Return *value* such that no backslash takes the brace behind it: BibTeX counts that brace."""
    if is_balanced(value, tex=True) and not value.endswith("\\"):
        return value
    return _BEFORE_BRACE.sub(r"\1", value)
