"""A publication → its BibTeX, for visitors to take along; written by bibtexparser.

Authors write BibTeX or biblatex, and much that is for their own site. What is copied works
with BibTeX's styles and with biblatex alike: it says in fields that both print what the work
is, what state it is in and where it is found, has what is inherited written out, and is the
record that was published, where the entry names it (``related``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat, write

from sphinx_publications.formats.bibtex_fields import converted
from sphinx_publications.model.months import MONTHS
from sphinx_publications.reading.public_fields import is_balanced, public_fields
from sphinx_publications.reading.relations import record_of

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

_MONTHS: Final = frozenset(month.macro for month in MONTHS)
#: What cannot stand in a cite key of BibTeX.
_NO_KEY: Final = re.compile(r"[\s{}()\[\],=\"#%~\\']+")


def as_bibtex(publication: Publication, *, abstract: bool = False) -> str:
    """Return the entry of *publication*, ready to be pasted into another ``.bib`` file.

    :param abstract: as for :func:`public_fields`.
    """
    style = BibtexFormat()  # type: ignore[no-untyped-call]
    style.indent, style.value_column, style.trailing_comma = "  ", "auto", True
    record = record_of(publication)
    kind, values = converted(record, dict(public_fields(record, abstract=abstract)))
    fields = [
        Field(name, _source(name, value)) for name, value in values.items() if is_balanced(value)
    ]
    entry = Entry(kind, _NO_KEY.sub("-", publication.key), fields)
    return write(Library([entry]), style).strip()


def _source(name: str, value: str) -> str:
    """Return a value as BibTeX source: months are macros, which every language knows."""
    return value if name == "month" and value in _MONTHS else f"{{{value}}}"
