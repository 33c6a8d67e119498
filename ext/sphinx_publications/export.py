"""A publication → its BibTeX, for visitors to take along.

What the author wrote, field by field, with what is inherited written out; written by
bibtexparser. Left out is what is no visitor's business.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_publications.model import Publication

#: Fields that are the author's own: notes, and what steers this site (al-folio's names,
#: too), or a program: JabRef, BibDesk, dblp. Abstracts have a place of their own.
PRIVATE: Final = frozenset(
    "abbr abstract additional_info altmetric annotation bibtex_show comment dimensions"
    " google_scholar_id inspirehep_id keywords preview previewalt selected topic topics"
    " crossref file ids options related relatedtype xdata"
    " creationdate groups modificationdate owner priority printed ranking rating readstatus"
    " timestamp username added-at interhash intrahash bibsource biburl".split()
)
_PRIVATE_PREFIXES: Final = ("bdsk-", "date-", "jabref", "mendeley", "zotero", "__")
#: A cite key that can be the name of a file everywhere.
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][\w+-]*", re.ASCII)


def public_fields(publication: Publication, *, abstract: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the fields that visitors see, under the names that the author wrote.

    :param abstract: its abstract, too, which is much longer than all else.

    White space is as BibTeX takes it: any amount of it is one space.
    """
    local = {link.kind for link in publication.files}
    for name, value in publication.fields.items():
        known = name.partition("+")[0]
        private = known in PRIVATE and not (abstract and known == "abstract")
        if private or known in local or known.startswith(_PRIVATE_PREFIXES):
            continue
        text = " ".join(value.split())
        if text and _is_balanced(text):
            yield publication.written.get(name, name), text


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
    fields = [
        Field(name, f"{{{value}}}") for name, value in public_fields(publication, abstract=abstract)
    ]
    entry = Entry(publication.written_type or publication.type, publication.key, fields)
    return write(Library([entry]), style).strip()


def file_name(key: str) -> str:
    """Return the name of the file that holds the entry *key*: "zhu2023principled.bib"."""
    if _FILE_NAME.fullmatch(key):
        return f"{key}.bib"
    stem = re.sub("[^A-Za-z0-9]+", "-", key).strip("-") or "entry"
    return f"{stem}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.bib"


def _is_balanced(value: str) -> bool:
    """Tell whether each brace in *value* has its other half, as BibTeX counts them."""
    depth = 0
    for brace in re.findall("[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
