"""What can be written for BibTeX and for biblatex at once: entry types, and their fields.

BibTeX's styles know fourteen types, all of which biblatex knows, too. Of their fields the
names are those that BibTeX's styles read; a type has those that are in biblatex's data model
for it (blx-dm.def), for biber reports all others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A book with editors and without authors. BibTeX has no collections, biblatex no books
#: without authors; both have this.
EDITED: Final = "proceedings"
#: An entry type of ours → BibTeX's. All others are "misc", which says in "howpublished" what
#: the work is.
EXPORTED_TYPES: Final[Mapping[str, str]] = {
    "article": "article",
    "book": "book",
    "booklet": "booklet",
    "collection": EDITED,
    "inbook": "inbook",
    "incollection": "incollection",
    "inproceedings": "inproceedings",
    "manual": "manual",
    "proceedings": "proceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
#: What the author calls a thesis, as an entry type or in words, that is no doctor's.
THESES: Final = re.compile(
    r"master|bachelor|diplom|licen[ct]i|m\.?\s?(?:sc|a|s|phil|eng)\b|b\.?\s?(?:sc|a|s|eng)\b",
    re.IGNORECASE,
)
#: What BibTeX's types print by themselves.
TYPE_SAYS: Final[Mapping[str, str]] = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "techreport": "Technical report",
}
#: What is said before the number of a work whose type BibTeX has not.
NUMBER_OF: Final[Mapping[str, str]] = {
    "patent": "Patent",
    "periodical": "Volume",
    "standard": "Standard",
}
#: Type → the field without which it is none: it becomes "misc".
NEEDED: Final[Mapping[str, str]] = {
    "article": "journal",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "mastersthesis": "school",
    "phdthesis": "school",
    "techreport": "institution",
}
#: Type → its field for what another type calls otherwise: the first of these that is given.
ANOTHER_NAME: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "article": {"number": ("issue",)},
    "book": {"publisher": ("organization", "institution"), "series": ("journal",)},
    "inbook": {"publisher": ("organization", "institution"), "series": ("journal",)},
    "incollection": {"publisher": ("organization", "institution"), "series": ("journal",)},
    "inproceedings": {"booktitle": ("eventtitle", "journal"), "series": ("journal",)},
    "manual": {"organization": ("institution",)},
    "proceedings": {"publisher": ("institution",), "series": ("journal",)},
    "mastersthesis": {"school": ("institution", "organization", "publisher")},
    "phdthesis": {"school": ("institution", "organization", "publisher")},
    "techreport": {"institution": ("organization", "publisher")},
}
_ALL: Final = (
    "abstract addendum date doi eprint entrysubtype isan ismn iswc langid language month nameaddon"
    " note origdate origtitle shortauthor shorteditor shortjournal shortseries shorttitle title"
    " titleaddon url urldate year"
)
_WHOLE: Final = (
    f"{_ALL} afterword annotator author chapter commentator edition editor editora editortype eid"
    " foreword introduction isbn address maintitle number pages part publisher"
    " series translator volume volumes pagetotal"
)
_PART: Final = f"{_WHOLE.replace(' pagetotal', '')} booktitle booktitleaddon"
_EVENT: Final = (
    f"{_ALL} chapter editor editortype eid eventdate eventtitle eventtitleaddon isbn address"
    " maintitle number organization pages part publisher series venue volume"
    " volumes"
)
_PAPER: Final = f"{_ALL} author chapter eid address pages pagetotal type"
#: Type → the fields that it has.
FIELDS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "article": f"{_ALL} annotator author commentator editor editora editortype eid issn issue"
        " issuetitle journal number pages series translator version volume",
        "book": _WHOLE,
        "booklet": f"{_PAPER} editor editortype howpublished",
        "inbook": f"{_PART} bookauthor",
        "incollection": _PART,
        "inproceedings": f"{_EVENT} author booktitle booktitleaddon",
        "manual": f"{_PAPER} edition editor editortype isbn number organization publisher series"
        " version",
        "mastersthesis": f"{_PAPER} school",
        "misc": f"{_ALL} author editor editortype howpublished",
        "phdthesis": f"{_PAPER} school",
        "proceedings": f"{_EVENT} pagetotal",
        "techreport": f"{_PAPER} institution isrn number version",
    }.items()
}
#: Type → fields by which its readers find the work, as far as plain.bst prints them.
LOCATORS: Final[Mapping[str, tuple[str, ...]]] = {
    "article": ("pages", "volume"),
    "incollection": ("pages", "chapter", "volume"),
    "inproceedings": ("pages", "volume"),
    "misc": (),
}
#: The fields that come last, in this order; all others stay in the order of their author.
#: (biber takes a year that is none after the date, and reports it before.)
LAST: Final = (
    "date year month howpublished note doi eprint archivePrefix primaryClass url urldate key"
    " abstract"
).split()
#: Types of books, of which BibTeX's styles print a volume or a number, not both.
BOOKS: Final = frozenset("book inbook incollection inproceedings proceedings".split())
