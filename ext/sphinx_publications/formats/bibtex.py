"""A publication → its BibTeX, for visitors to take along; written by bibtexparser.

Authors write BibTeX or biblatex, and much that is for their own site. What is copied works
with BibTeX's styles and with biblatex alike: it says in fields that both print what the work
is, what state it is in and where it is found, has what is inherited written out, and is the
record that was published, where the entry names it (``related``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.formats.bibtex_fields import converted
from sphinx_publications.model.aliases import KNOWN_FIELDS, NAME_FIELDS
from sphinx_publications.model.months import MONTHS
from sphinx_publications.reading.links import FIELD_LABELS
from sphinx_publications.reading.name_lists import may_have_signs
from sphinx_publications.reading.name_signs import names_without_signs
from sphinx_publications.reading.relations import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_publications.model.publication import Publication

#: Fields of BibTeX and biblatex that are the author's own: notes, and what steers this
#: site or a program. Abstracts have a place of their own. What is no field of BibTeX, of
#: biblatex or of al-folio's, such as "review" or "mynote", is private, too.
PRIVATE: Final = frozenset(
    "abbr abstract annotation bibtex_show crossref dimensions file gender keywords label library"
    " options preview previewalt related relatedoptions relatedstring relatedtype selected"
    " sortkey sortname topic topics xdata".split()
)
_PUBLIC: Final = KNOWN_FIELDS - PRIVATE
_WEB_ADDRESS: Final = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_MONTHS: Final = frozenset(month[:3].lower() for month in MONTHS)
#: What cannot stand in a cite key of BibTeX.
_NO_KEY: Final = re.compile(r"[\s{}()\[\],=\"#%~\\']+")


def public_fields(publication: Publication, *, abstract: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the fields of which visitors see something, under our names.

    :param abstract: its abstract, too, which is much longer than all else.

    White space is as BibTeX takes it: any amount of it is one space. Signs around names are
    this publication's, not the names': other people's papers have no footnote for them.
    """
    for name, value in publication.fields.items():
        known = name.partition("+")[0]
        wanted = known in _PUBLIC or (abstract and known == "abstract")
        text = " ".join(value.split())
        if name in NAME_FIELDS and may_have_signs(text):
            text = names_without_signs(text)
        if not wanted or not text or not _is_balanced(text):
            continue
        # A path is of use on the author's own machine only.
        if known in FIELD_LABELS and not _WEB_ADDRESS.match(text.lstrip("<{ ")):
            continue
        yield name, text


def as_bibtex(publication: Publication, *, abstract: bool = False) -> str:
    """Return the entry of *publication*, ready to be pasted into another ``.bib`` file.

    :param abstract: as for :func:`public_fields`.
    """
    # Imported by who shows BibTeX: it takes a tenth of the time of a small build.
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat, write

    style = BibtexFormat()  # type: ignore[no-untyped-call]
    style.indent, style.value_column, style.trailing_comma = "  ", "auto", True
    record = record_of(publication)
    kind, values = converted(record, dict(public_fields(record, abstract=abstract)))
    fields = [
        Field(name, _source(name, value)) for name, value in values.items() if _is_balanced(value)
    ]
    entry = Entry(kind, _NO_KEY.sub("-", publication.key), fields)
    return write(Library([entry]), style).strip()


def _source(name: str, value: str) -> str:
    """Return a value as BibTeX source: months are macros, which every language knows."""
    return value if name == "month" and value in _MONTHS else f"{{{value}}}"


def _is_balanced(value: str) -> bool:
    """Tell whether each brace in *value* has its other half, as BibTeX counts them."""
    depth = 0
    for brace in re.findall("[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
