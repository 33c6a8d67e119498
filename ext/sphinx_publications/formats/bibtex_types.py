"""The entry types that can be written for BibTeX and for biblatex at once, one row each.

BibTeX's styles know fourteen types, all of which biblatex knows, too. The fields of a type
have the names that BibTeX's styles read, and are in biblatex's data model for it
(blx-dm.def), for biber reports all others.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_publications.model.fields import FIELDS as KNOWN_FIELDS

__all__ = ["BIBTEX_TYPES", "EDITED", "FIELDS", "LAST", "THESES", "BibtexType"]


class BibtexType(NamedTuple):
    """An entry type of BibTeX; columns with several names hold words with spaces between."""

    name: str
    #: Its families, beside "all": the rows of :mod:`~sphinx_publications.model.fields` name
    #: types, or families of types, that have a field.
    families: str = ""
    #: The field that it needs; a work without the field is copied as "misc".
    needed: str = ""
    #: Its fields, and the names that other types have for them. Of these the first that an
    #: entry has becomes the field.
    other_names: tuple[tuple[str, str], ...] = ()
    #: The fields by which readers find the work, as far as plain.bst prints them: without one
    #: of these a note says an identifier or an address. None for types that need no such note.
    locators: str | None = None
    #: The fields by which references are sorted.
    headed_by: str = "author"
    #: Its styles print editors, if it has any in biblatex's data model.
    has_editors: bool = True
    #: A book, of which styles print a volume or a number, not both.
    is_book: bool = False


_HOUSES: Final = ("publisher", "organization institution")
_SERIES: Final = ("series", "journal")
_SCHOOL: Final = (("school", "institution organization publisher"),)
#: A book with editors and without authors. BibTeX has no collections, biblatex no books
#: without authors; both have this.
EDITED: Final = "proceedings"
_ROWS: Final = (
    BibtexType("article", "", "journal", (("number", "issue"),), "pages volume"),
    BibtexType("book", "books", "", (_HOUSES, _SERIES), None, "author editor", is_book=True),
    BibtexType("booklet", "papers", has_editors=False),
    BibtexType("inbook", "books parts", "", (_HOUSES, _SERIES), None, "author editor",
               is_book=True),
    BibtexType("incollection", "books parts", "booktitle", (_HOUSES, _SERIES),
               "pages chapter volume", "author editor", is_book=True),
    BibtexType("inproceedings", "events", "booktitle",
               (("booktitle", "eventtitle journal"), _SERIES), "pages volume", "author editor",
               is_book=True),
    BibtexType("manual", "papers", "", (("organization", "institution"),), None,
               "author organization"),
    BibtexType("mastersthesis", "papers", "school", _SCHOOL),
    BibtexType("misc", locators="", has_editors=False),
    BibtexType("phdthesis", "papers", "school", _SCHOOL),
    BibtexType("proceedings", "events", "", (("publisher", "institution"), _SERIES), None,
               "author editor organization", is_book=True),
    BibtexType("techreport", "papers", "institution",
               (("institution", "organization publisher"),)),
)  # fmt: skip
#: Name → entry type.
BIBTEX_TYPES: Final = {row.name: row for row in _ROWS}
#: Type → the fields that it has.
FIELDS: Final = {
    row.name: frozenset(
        field.name
        for field in KNOWN_FIELDS.values()
        if {"all", row.name, *row.families.split()}.intersection(field.bibtex.split())
    ).union(filter(None, [row.needed]))
    for row in _ROWS
}
#: What the author calls a thesis, as an entry type or in words, that is no doctor's.
THESES: Final = re.compile(
    r"master|bachelor|diplom|licen[ct]i|m\.?\s?(?:sc|a|s|phil|eng)\b|b\.?\s?(?:sc|a|s|eng)\b",
    re.IGNORECASE,
)
#: The fields that come last, in this order; all others stay in the order of their author.
#: (biber takes a year that is none after the date, and reports it before.)
LAST: Final = (
    "date year month howpublished note doi eprint archivePrefix primaryClass url urldate key"
    " abstract"
).split()
