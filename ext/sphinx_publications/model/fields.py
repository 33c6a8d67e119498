"""The fields of BibTeX, biblatex and al-folio, one row each, and what is known of them.

A field that is in no row is no mistake, but nothing shows it. Columns that hold several
names hold words with spaces between them. Labels are message ids: plain English, to be
translated where they are shown.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

__all__ = ["FIELDS", "FIELD_ALIASES", "NO_WORDS", "YES_WORDS", "KnownField", "canonical_field"]

Kind: TypeAlias = Literal[
    "text", "names", "date", "verbatim", "identifier", "link", "keywords", "keys"
]


class KnownField(NamedTuple):
    """What is known of a field, whatever the entry type."""

    #: Under which it is known here; see :func:`canonical_field`.
    name: str
    #: What its value is. "verbatim" is no LaTeX; "identifier" and "link" are verbatim, too,
    #: and linked: a number that has an address, or an address or a file.
    kind: Kind = "text"
    #: Its other names; those of an identifier are what ``eprinttype`` calls it, too.
    aliases: str = ""
    #: Whether its text can be shown: as a "part" of a reference that has a place of its own,
    #: in layouts for example, or as a "sentence" behind the imprint, in the order of rows.
    printed: Literal["", "part", "sentence"] = ""
    #: What its link is called. Links are shown in the order of rows.
    label: str = ""
    #: Of an identifier, with "{}" in its place.
    address: str = ""
    #: False for what is the author's own: visitors cannot copy it.
    public: bool = True
    #: False for what ``crossref`` never hands on, for it tells of the parent itself.
    inherited: bool = True
    #: It tells readers where to find the work.
    finds: bool = False
    #: The types of BibTeX's that have it in biblatex's data model (blx-dm.def), or families
    #: of them: :data:`~sphinx_publications.formats.bibtex_types.BIBTEX_TYPES`.
    bibtex: str = ""


#: Words that people write for yes and for no.
YES_WORDS: Final = frozenset({"true", "yes", "1"})
NO_WORDS: Final = frozenset({"false", "no", "0"})

_EDITED: Final = "books events article booklet manual misc"
_PART: Final = "books events papers article"
_ROWS: Final = (
    # -- links
    KnownField("pdf", "link", label="PDF", inherited=False, finds=True),
    KnownField("doi", "identifier", label="DOI", address="https://doi.org/{}",
               inherited=False, finds=True, bibtex="all"),
    KnownField("arxiv", "identifier", "arxivid", label="arXiv",
               address="https://arxiv.org/abs/{}", inherited=False, finds=True),
    KnownField("pmid", "identifier", "pubmed", label="PubMed",
               address="https://pubmed.ncbi.nlm.nih.gov/{}/", inherited=False, finds=True),
    KnownField("hal", "identifier", label="HAL", address="https://hal.science/{}",
               inherited=False, finds=True),
    KnownField("jstor", "identifier", label="JSTOR", address="https://www.jstor.org/stable/{}",
               inherited=False, finds=True),
    KnownField("hdl", "identifier", label="Handle", address="https://hdl.handle.net/{}",
               inherited=False, finds=True),
    KnownField("html", "link", label="HTML", finds=True),
    KnownField("url", "link", label="Web page", inherited=False, finds=True, bibtex="all"),
    KnownField("code", "link", label="Code"),
    KnownField("data", "link", label="Data"),
    KnownField("slides", "link", label="Slides"),
    KnownField("poster", "link", label="Poster"),
    KnownField("video", "link", label="Video"),
    KnownField("supp", "link", label="Supplement"),
    KnownField("blog", "link", label="Blog"),
    KnownField("website", "link", label="Website", finds=True),
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
    KnownField("editortype", bibtex=_EDITED),
    *(KnownField(name, "names", bibtex="books article")
      for name in ("annotator", "commentator", "editora", "translator")),
    *(KnownField(name, "names", bibtex="books")
      for name in ("afterword", "foreword", "introduction")),
    *(KnownField(name, "names", bibtex="all") for name in ("shortauthor", "shorteditor")),
    KnownField("bookauthor", "names", bibtex="inbook"),
    *(KnownField(name, "names") for name in ("editorb", "editorc")),
    *(KnownField(name, "names", public=False) for name in ("namea", "nameb", "namec")),
    # -- titles, and what a work appeared in
    KnownField("title", inherited=False, bibtex="all"),
    KnownField("subtitle", printed="part", inherited=False),
    KnownField("shorttitle", inherited=False, bibtex="all"),
    KnownField("journal", aliases="journaltitle", printed="part", bibtex="article"),
    KnownField("shortjournal", aliases="shortjournaltitle", bibtex="all"),
    KnownField("issuetitle", bibtex="article"),
    KnownField("booktitle", printed="part", bibtex="parts inproceedings"),
    KnownField("booktitleaddon", bibtex="parts inproceedings"),
    KnownField("eventtitle", aliases="conference", printed="part", bibtex="events"),
    KnownField("eventtitleaddon", bibtex="events"),
    KnownField("eventdate", "date", bibtex="events"),
    KnownField("series", printed="part", bibtex="books events article manual"),
    # -- publishers and places
    KnownField("publisher", printed="part", bibtex="books events manual"),
    KnownField("address", aliases="location", printed="part", bibtex="books events papers"),
    KnownField("institution", aliases="school", printed="part", bibtex="techreport"),
    KnownField("organization", printed="part", bibtex="events manual"),
    KnownField("howpublished", printed="part", bibtex="booklet misc"),
    # -- sentences behind the imprint
    KnownField("note", printed="sentence", bibtex="all"),
    KnownField("addendum", printed="sentence", bibtex="all"),
    KnownField("award", printed="sentence"),
    # -- which edition, volume, pages, kind
    KnownField("edition", printed="part", bibtex="books manual"),
    KnownField("volume", printed="part", bibtex="books events article"),
    *(KnownField(name, bibtex="books events") for name in ("maintitle", "part", "volumes")),
    KnownField("number", printed="part", bibtex="books events article manual techreport"),
    KnownField("issue", printed="part", bibtex="article"),
    KnownField("pages", printed="part", inherited=False, finds=True, bibtex=_PART),
    KnownField("pagetotal", bibtex="papers book proceedings"),
    KnownField("chapter", printed="part", bibtex="books events papers"),
    KnownField("eid", aliases="articleno article-number elocation-id", printed="part",
               finds=True, bibtex=_PART),
    KnownField("version", printed="part", bibtex="article manual techreport"),
    KnownField("type", printed="part", bibtex="papers"),
    KnownField("holder", "names", printed="part"),
    # -- dates; a year may be a text, "in press"
    *(KnownField(name, "date", bibtex="all") for name in ("date", "month", "origdate", "urldate")),
    KnownField("year", bibtex="all"),
    # -- what is said of a work elsewhere than in its reference
    KnownField("keywords", "keywords", "keyword", "part", public=False, inherited=False),
    *(KnownField(name, "keywords", public=False) for name in ("topic", "topics")),
    KnownField("abbr", printed="part", public=False),
    KnownField("venue", printed="part", bibtex="events"),
    KnownField("abstract", printed="part", public=False, inherited=False, bibtex="all"),
    KnownField("collaboration", printed="part"),
    # -- what nothing shows, but visitors may copy
    *(KnownField(name, bibtex="all")
      for name in "entrysubtype isan ismn iswc langid language nameaddon origtitle shortseries"
      " titleaddon".split()),
    *map(KnownField, "award_name bookpagination booksubtitle mainsubtitle name-affiliation"
         " pagination pubstate reprinttitle shortbooktitle shorteventtitle".split()),
    # -- other entries, and the author's own: what steers a program, and notes
    *(KnownField(name, "keys", public=False, inherited=False)
      for name in ("crossref", "ids", "related", "xdata", "xref")),
    *(KnownField(name, public=False, inherited=False)
      for name in "key label options relatedoptions relatedstring relatedtype sorttitle".split()),
    KnownField("annotation", aliases="annote", public=False),
    *(KnownField(name, public=False)
      for name in "bibtex_show dimensions file gender library preview previewalt selected sortkey"
      " sortname".split()),
)  # fmt: skip
#: Name → what is known of the field.
FIELDS: Final = {row.name: row for row in _ROWS}
#: Another name of a field → the name under which it is known here.
FIELD_ALIASES: Final = {alias: row.name for row in _ROWS for alias in row.aliases.split()}


def canonical_field(name: str) -> str:
    """Return the name under which a field is known here: "journal" for "journaltitle"."""
    return FIELD_ALIASES.get(name, name)
