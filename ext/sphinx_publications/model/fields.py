"""The fields of BibTeX, biblatex and al-folio, one row each.

A field that is in no row is no mistake, but nothing shows it. Columns with several names
hold words with spaces between them. Fields that become links have their rows in
:mod:`~sphinx_publications.model.link_labels`.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

from sphinx_publications.model.link_labels import LINK_FIELDS, LinkField

__all__ = [
    "FIELDS", "FIELD_ALIASES", "NO_WORDS", "TITLES", "YES_WORDS", "KnownField", "canonical_field",
]  # fmt: skip

Kind: TypeAlias = Literal[
    "text", "names", "date", "verbatim", "identifier", "link", "keywords", "keys"
]


class KnownField(NamedTuple):
    """What is known of a field, whatever the entry type; rows may name several fields alike."""

    #: The name under which it is known here (:func:`canonical_field`).
    name: str
    #: The kind of its value. "verbatim" is no LaTeX. Neither are an "identifier", a number with
    #: an address, and a "link", an address or a file; both are linked.
    kind: Kind = "text"
    #: Other names.
    aliases: str = ""
    #: "part" for texts with a place of their own, in layouts for example; "sentence" for those
    #: that are printed behind the imprint, in the order of rows.
    printed: Literal["", "part", "sentence"] = ""
    #: False for the author's own fields, which visitors cannot copy.
    public: bool = True
    #: False for facts of the parent itself, which ``crossref`` does not hand on.
    inherited: bool = True
    #: Readers find the work by it.
    finds: bool = False
    #: The types of BibTeX that have it in biblatex's data model (blx-dm.def), or families of
    #: these: :data:`~sphinx_publications.formats.bibtex_types.BIBTEX_TYPES`.
    bibtex: str = ""


#: Words that people write for yes and for no.
YES_WORDS: Final = frozenset({"true", "yes", "1"})
NO_WORDS: Final = frozenset({"false", "no", "0"})


def _link(row: LinkField) -> KnownField:
    number = bool(row.address)
    return KnownField(
        row.name, "identifier" if number else "link", row.aliases, bibtex=row.bibtex,
        inherited=row.inherited and not number, finds=row.finds or number,
    )  # fmt: skip


_EDITED: Final = "books events article booklet manual misc"
_PART: Final = "books events papers article"
_ROWS: Final = (
    *map(_link, LINK_FIELDS),
    # -- other identifiers; "eprinttype" says whose an "eprint" is
    KnownField("eprint", "verbatim", inherited=False, finds=True, bibtex="all"),
    KnownField("eprinttype", "verbatim", "archiveprefix"),
    KnownField("eprintclass", "verbatim", "primaryclass"),
    KnownField("isbn", "verbatim", bibtex="books events manual"),
    KnownField("isrn", bibtex="techreport"),
    KnownField("issn", "verbatim", bibtex="article"),
    # -- names; the title, the first two of these and dates have a place in each publication
    KnownField("author", "names", inherited=False,
               bibtex="books papers article inproceedings misc"),
    KnownField("editor", "names", bibtex=_EDITED),
    KnownField("authortype", bibtex="all"),
    KnownField("editortype", bibtex=_EDITED),
    KnownField("annotator commentator editora editorb editorc translator", "names",
               bibtex="books article proceedings"),
    KnownField("editoratype editorbtype editorctype", bibtex="books article proceedings"),
    KnownField("afterword foreword introduction", "names", bibtex="books proceedings"),
    KnownField("shortauthor shorteditor", "names", bibtex="all"),
    KnownField("bookauthor", "names", bibtex="inbook"),
    KnownField("namea nameb namec", "names", public=False),
    # -- titles, and what a work appeared in
    KnownField("title", inherited=False, bibtex="all"),
    KnownField("subtitle", printed="part", inherited=False),
    KnownField("titleaddon", printed="part", bibtex="all"),
    KnownField("shorttitle", inherited=False, bibtex="all"),
    KnownField("alias", public=False, inherited=False),  # other titles, with semicolons between
    KnownField("journal", aliases="journaltitle", printed="part", bibtex="article"),
    KnownField("shortjournal", aliases="shortjournaltitle", bibtex="all"),
    KnownField("journalsubtitle journaltitleaddon issuetitle issuesubtitle issuetitleaddon",
               printed="part", bibtex="article"),
    KnownField("booktitle booktitleaddon", printed="part", bibtex="parts inproceedings"),
    KnownField("eventtitle", aliases="conference", printed="part", bibtex="events"),
    KnownField("eventtitleaddon", printed="part", bibtex="events"),
    KnownField("eventdate", "date", bibtex="events"),
    KnownField("series", printed="part", bibtex="books events article manual"),
    # -- publishers and places
    KnownField("publisher", printed="part", bibtex="books events manual"),
    KnownField("address", aliases="location", printed="part", bibtex="books events papers"),
    KnownField("origpublisher origlocation", printed="part", bibtex="all"),
    KnownField("institution", aliases="school", printed="part", bibtex="techreport"),
    KnownField("organization", printed="part", bibtex="events manual"),
    KnownField("howpublished", printed="part", bibtex="booklet misc"),
    # -- sentences behind the imprint
    KnownField("note addendum", printed="sentence", bibtex="all"),
    KnownField("award", printed="sentence"),
    KnownField("additional_info", printed="sentence", public=False),
    # -- which edition, volume, pages, kind
    KnownField("edition", printed="part", bibtex="books manual"),
    KnownField("volume", printed="part", bibtex="books events article"),
    KnownField("maintitle maintitleaddon part volumes", printed="part", bibtex="books events"),
    KnownField("number", printed="part", bibtex="books events article manual techreport"),
    KnownField("issue", printed="part", bibtex="article"),
    KnownField("pages", printed="part", inherited=False, finds=True, bibtex=_PART),
    KnownField("pagetotal", printed="part", bibtex="papers book proceedings"),
    KnownField("chapter", printed="part", bibtex="books events papers"),
    KnownField("eid", aliases="articleno article-number elocation-id", printed="part",
               finds=True, bibtex=_PART),
    KnownField("version", printed="part", bibtex="article manual techreport"),
    KnownField("type", printed="part", bibtex="papers"),
    KnownField("holder", "names", "assignee", printed="part"),
    KnownField("nationality", printed="part"),
    KnownField("language", printed="part", bibtex="all"),
    KnownField("origlanguage", printed="part", bibtex="books article proceedings"),
    # -- dates; a year may be a text, "in press"
    KnownField("date month origdate urldate", "date", bibtex="all"),
    KnownField("year", bibtex="all"),
    # -- fields that are shown beside references, or stand for others in them
    KnownField("keywords", "keywords", "keyword", "part", public=False, inherited=False),
    KnownField("topic topics", "keywords", public=False),
    KnownField("abbr", printed="part", public=False),
    KnownField("venue", printed="part", bibtex="events"),
    KnownField("abstract", printed="part", public=False, inherited=False, bibtex="all"),
    KnownField("collaboration", printed="part"),
    # -- fields that references do not show, but visitors may copy
    KnownField("bookpagination entrysubtype isan ismn iswc langid nameaddon pagination"
               " shorthandintro shortseries", bibtex="all"),
    KnownField("license", "verbatim", "licence copyright rights"),
    KnownField("shorthand", printed="part", bibtex="all"),
    KnownField("origtitle", printed="part", bibtex="all"),
    KnownField("booksubtitle mainsubtitle", printed="part"),
    KnownField("award_name name-affiliation pubstate reprinttitle shortbooktitle"
               " shorteventtitle"),
    # -- other entries, and the author's own: notes, and fields that steer a program
    KnownField("crossref ids related xdata xref", "keys", public=False, inherited=False),
    KnownField("key label options relatedoptions relatedstring relatedtype sorttitle",
               public=False, inherited=False),
    KnownField("annotation", aliases="annote", public=False),
    KnownField("bibtex_show dimensions file gender library preview previewalt selected",
               public=False),
    KnownField("sortname", "names", public=False, inherited=False),
    KnownField("presort sortkey sortyear", public=False, inherited=False),
)  # fmt: skip
#: Name → what is known of the field.
FIELDS: Final = {name: row._replace(name=name) for row in _ROWS for name in row.name.split()}
#: Another name of a field → the name under which it is known here.
FIELD_ALIASES: Final = {alias: row.name for row in _ROWS for alias in row.aliases.split()}

#: The field of a title → the fields of its subtitle and of what is added to it.
TITLES: Final = {
    "title": ("subtitle", "titleaddon"),
    "journal": ("journalsubtitle", "journaltitleaddon"),
    "issuetitle": ("issuesubtitle", "issuetitleaddon"),
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
    "eventtitle": ("", "eventtitleaddon"),
}


def canonical_field(name: str) -> str:
    """Return the name under which a field is known here: "journal" for "journaltitle"."""
    return FIELD_ALIASES.get(name, name)
