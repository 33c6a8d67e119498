"""Names that mean the same: of entry types and of fields."""

from __future__ import annotations

from typing import Final

#: Other names of entry types (biblatex manual, section 2.1.2, and what exporters write).
TYPE_ALIASES: Final = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "techreport": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "bachelorsthesis": "thesis",
    "preprint": "unpublished",
    "bookinbook": "inbook",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "suppperiodical": "article",
    "inreference": "incollection",
    "mvbook": "book",
    "mvcollection": "collection",
    "mvproceedings": "proceedings",
    "mvreference": "collection",
    "reference": "collection",
    "review": "article",
    "journalarticle": "article",
    "talk": "presentation",
}
#: biblatex's name of a field → the name we use.
FIELD_ALIASES: Final = {
    "journaltitle": "journal",
    "shortjournaltitle": "shortjournal",
    "location": "address",
    "school": "institution",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
    "conference": "eventtitle",
    "keyword": "keywords",
    "articleno": "eid",
    "article-number": "eid",
    "elocation-id": "eid",
}
#: Fields that hold lists of names (biblatex manual, section 2.2.2).
NAME_FIELDS: Final = frozenset(
    "author editor editora editorb editorc translator annotator commentator introduction foreword"
    " afterword bookauthor holder shortauthor shorteditor namea nameb namec".split()
)  #: Words that people write for yes and for no.
YES_WORDS: Final = frozenset({"true", "yes", "1"})
NO_WORDS: Final = frozenset({"false", "no", "0"})

#: Fields of BibTeX, biblatex and al-folio: those that are no mistyped names.
KNOWN_FIELDS: Final = frozenset(
    "abbr abstract addendum address afterword annotation annote annotator arxiv author award"
    " award_name bibtex_show blog bookauthor bookpagination booksubtitle booktitle booktitleaddon"
    " chapter code collaboration commentator crossref data date dimensions doi edition editor"
    " editora editortype eid"
    " entrysubtype eprint eprintclass eprinttype archiveprefix primaryclass eventdate eventtitle"
    " file foreword gender hal holder howpublished html institution introduction isan isbn ismn"
    " isrn issn issue issuetitle iswc journal journaltitle keyword keywords label language"
    " langid library location mainsubtitle maintitle month name-affiliation nameaddon note number"
    " options organization origdate origtitle pages pagetotal pagination part pdf poster preview"
    " previewalt"
    " publisher pubstate related relatedoptions relatedstring"
    " relatedtype reprinttitle school selected series shortauthor"
    " shortbooktitle shorteditor shortjournal shortseries shorttitle slides sortkey sortname"
    " subtitle supp title titleaddon topic topics translator type url urldate venue version video"
    " volume volumes website xdata year eventtitleaddon".split()
)


def canonical_type(name: str) -> str:
    """Return the entry type that *name*, in lower case, stands for."""
    return TYPE_ALIASES.get(name, name)


def canonical_field(name: str) -> str:
    """Return the name under which a field is known here."""
    return FIELD_ALIASES.get(name, name)
