"""The entry types of BibTeX and biblatex, one row each, and the groups that lists have for them.

Columns with several names hold words with spaces between them. Headings and labels are
message ids: plain English, to be translated where they are shown.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = [
    "DEFAULT_GROUPS", "ENTRY_TYPES", "NO_PUBLICATIONS", "TYPE_ALIASES", "TYPE_HEADINGS",
    "WORK_LABELS", "EntryType", "canonical_type",
]  # fmt: skip


class EntryType(NamedTuple):
    """An entry type, or a kind of work that is one in BibTeX: "phdthesis"."""

    name: str
    #: The heading in lists that are grouped by type; "" for the name itself.
    heading: str = ""
    #: The group that lists have for it (:data:`DEFAULT_GROUPS`).
    group: str = "other"
    #: Other names (biblatex manual, section 2.1.2, and what exporters write).
    aliases: str = ""
    #: The group for those with an ``eprint``, which are preprints; "" for the same.
    eprint_group: str = ""
    #: The entry type of a kind of work: "thesis"; all but its heading and label are this type's.
    kind_of: str = ""
    #: The text for a kind of work, or for ``type = {patent}``, in a reference: "PhD thesis".
    label: str = ""
    #: The parts of the imprint in the order printed: printed fields, or those of
    #: :data:`~sphinx_publications.listing.references.parts.PARTS`; "" for as "misc".
    layout: str = ""
    #: The fields that each entry has (biblatex manual, 2.1.1): "author|editor" for one of both.
    required: str = ""
    #: Readers need its pages, a DOI or an address to find it.
    needs_locator: bool = False
    #: It appeared in a book, even where a journal is named.
    in_book: bool = False
    #: The field in which an entry that names it in ``crossref`` has its title (biblatex manual,
    #: appendix B).
    title_as: str = ""
    #: What stands before a number that is alone in BibTeX's "howpublished".
    number_called: str = ""
    #: BibTeX's type; "misc" says in "howpublished" what the work is.
    bibtex: str = "misc"
    #: The type in CSL (its specification, appendix III), in RIS, and at schema.org.
    csl: str = "document"
    ris: str = "GEN"
    schema: str = "CreativeWork"


_BY: Final = "author|editor|translator"
_HOUSE: Final = "publisher address"
_YEAR: Final = "year language archive"
_DAY: Final = "date language archive"
_CHAPTER: Final = (
    f"venue maintitle edition contributors volumes chapter series pages {_HOUSE} {_YEAR} original"
)
_BOOK: Final = (
    f"maintitle edition contributors volumes series chapter pages {_HOUSE} {_YEAR} pagetotal"
    " original"
)
#: In the order of their headings.
_ROWS: Final = (
    EntryType("article", "Journal articles", "articles", "suppperiodical review journalarticle",
              layout="venue stand_in preprint volume_number issuetitle issuetitleaddon contributors"
              f" version pages {_DAY} original",
              required=f"{_BY} journal", needs_locator=True, bibtex="article",
              csl="article-journal", ris="JOUR", schema="ScholarlyArticle"),
    EntryType("inproceedings", "Conference papers", "conference",
              layout="venue maintitle preprint event year contributors volumes series chapter pages"
              f" {_HOUSE} language archive",
              required=f"{_BY} booktitle|eventtitle|journal|series", needs_locator=True,
              in_book=True,
              bibtex="inproceedings",
              csl="paper-conference", ris="CONF", schema="ScholarlyArticle"),
    EntryType("conference", "Conference papers", kind_of="inproceedings"),
    EntryType("incollection", "Book chapters", "chapters", "suppcollection inreference",
              layout=_CHAPTER, required=f"{_BY} booktitle", needs_locator=True, in_book=True,
              bibtex="incollection",
              csl="chapter", ris="CHAP", schema="Chapter"),
    EntryType("inbook", "Book chapters", "chapters", "bookinbook suppbook",
              layout=_CHAPTER, required=f"{_BY} booktitle|chapter|pages", in_book=True,
              bibtex="inbook",
              csl="chapter", ris="CHAP", schema="Chapter"),
    EntryType("book", "Books", "books", "mvbook",
              layout=_BOOK, required=_BY,
              title_as="booktitle", bibtex="book",
              csl="book", ris="BOOK", schema="Book"),
    EntryType("collection", "Edited books", "books", "mvcollection mvreference reference",
              layout=_BOOK, required="editor",
              title_as="booktitle", bibtex="proceedings",
              csl="book", ris="EDBOOK", schema="Book"),
    EntryType("proceedings", "Proceedings", "books", "mvproceedings",
              layout="venue maintitle event contributors volumes series chapter pages"
              f" {_HOUSE} {_YEAR} pagetotal",
              title_as="booktitle", bibtex="proceedings",
              csl="book", ris="EDBOOK", schema="Book"),
    EntryType("report", "Reports", "reports",
              layout="typed_number version contributors series chapter pages"
              f" {_HOUSE} preprint {_YEAR} pagetotal",
              required=f"{_BY} institution|publisher|organization", bibtex="techreport",
              csl="report", ris="RPRT", schema="Report"),
    EntryType("techreport", "Technical reports", kind_of="report", label="Technical report"),
    EntryType("resreport", kind_of="report", label="Research report"),
    EntryType("thesis", "Theses", "theses",
              layout=f"type contributors chapter pages {_HOUSE} {_YEAR} pagetotal",
              required="author institution", bibtex="phdthesis",
              csl="thesis", ris="THES", schema="Thesis"),
    EntryType("phdthesis", "PhD theses", kind_of="thesis", label="PhD thesis"),
    EntryType("mastersthesis", "Master’s theses", kind_of="thesis", label="Master’s thesis"),
    EntryType("mathesis", "Master’s theses", kind_of="thesis", label="Master’s thesis"),
    EntryType("bachelorsthesis", kind_of="thesis", label="Bachelor’s thesis"),
    EntryType("bathesis", kind_of="thesis", label="Bachelor’s thesis"),
    EntryType("candthesis", kind_of="thesis", label="Candidate thesis"),
    EntryType("patent", "Patents", "patents", label="Patent",
              layout=f"typed_number holder contributors nationality address version {_DAY}",
              required="author number", number_called="Patent",
              csl="patent", ris="PAT"),
    EntryType("dataset", "Data sets", "software",
              layout="venue type edition contributors version howpublished preprint series"
              f" {_HOUSE} {_YEAR}",
              required=_BY,
              csl="dataset", ris="DATA", schema="Dataset"),
    EntryType("datacd", kind_of="dataset", label="Data CD"),
    EntryType("software", "Software", "software", label="Software",
              layout=f"venue type contributors version howpublished preprint {_HOUSE} {_YEAR}",
              required=_BY,
              csl="software", ris="COMP", schema="SoftwareSourceCode"),
    EntryType("online", "Online", "other", "electronic www webpage", eprint_group="preprints",
              layout=f"venue contributors howpublished preprint {_HOUSE} version {_DAY}",
              csl="webpage", ris="ELEC", schema="WebPage"),
    EntryType("unpublished", "Manuscripts", "preprints", "preprint",
              layout=f"type venue event contributors howpublished preprint {_HOUSE} {_DAY}",
              required="author",
              csl="manuscript", ris="MANSCPT", schema="ScholarlyArticle"),
    EntryType("misc", "Miscellaneous", eprint_group="preprints",
              layout="venue type event contributors howpublished preprint volume_number pages"
              f" {_HOUSE} version {_DAY}"),
    EntryType("booklet", group="books", bibtex="booklet",
              layout="contributors howpublished type chapter pages"
              f" {_HOUSE} {_YEAR} pagetotal",
              csl="pamphlet", ris="PAMP"),
    EntryType("manual", group="books", bibtex="manual",
              layout="type edition contributors version series chapter pages"
              f" {_HOUSE} {_YEAR} pagetotal",
              csl="book", ris="BOOK"),
    EntryType("periodical", group="articles",
              layout="venue contributors volume_number issuetitle issuetitleaddon pages"
              f" {_HOUSE} {_YEAR}",
              title_as="journal", number_called="Volume",
              csl="periodical", ris="JFULL", schema="Periodical"),
    EntryType("presentation", "", "talks", "talk",
              layout=f"type venue event contributors howpublished {_HOUSE} {_DAY}",
              csl="speech", ris="SLIDE", schema="PresentationDigitalDocument"),
    EntryType("standard", group="reports",
              layout="typed_number edition contributors version howpublished"
              f" {_HOUSE} {_YEAR}",
              number_called="Standard",
              csl="standard", ris="STAND", schema="TechArticle"),
    # Types of which biblatex says no more than their names.
    EntryType("artwork", csl="graphic", ris="ART", schema="VisualArtwork"),
    EntryType("audio", csl="song", ris="SOUND", schema="AudioObject"),
    EntryType("image", csl="graphic", ris="FIGURE"),
    EntryType("jurisdiction", csl="legal_case", ris="CASE"),
    EntryType("legislation", csl="legislation", ris="STAT", schema="Legislation"),
    EntryType("letter", csl="personal_communication", ris="PCOMM", schema="Message"),
    EntryType("movie", csl="motion_picture", ris="MPCT"),
    EntryType("music", csl="song", ris="MUSIC", schema="MusicRecording"),
    EntryType("performance", csl="performance"),
    EntryType("video", csl="motion_picture", ris="VIDEO"),
    *map(EntryType, "bibnote commentary legal customa customb customc customd custome customf"
         .split()),
)  # fmt: skip
#: Name → entry type.
ENTRY_TYPES: Final = {row.name: row for row in _ROWS if not row.kind_of}
#: Another name → the name of the entry type.
TYPE_ALIASES: Final = {alias: row.name for row in _ROWS for alias in row.aliases.split()} | {
    row.name: row.kind_of for row in _ROWS if row.kind_of
}
#: An entry type, or biblatex's string in ``type`` → the text of a reference for it.
WORK_LABELS: Final = {row.name: row.label for row in _ROWS if row.label}
#: What an author wrote as the entry type → the heading of such works, in their order.
TYPE_HEADINGS: Final = {row.name: row.heading for row in _ROWS if row.heading}
#: Containers of fields or of keys for other entries, and settings of a style.
NO_PUBLICATIONS: Final = frozenset({"xdata", "set", "ieeetranbstctl", "control"})


def canonical_type(name: str) -> str:
    """Return the entry type that *name*, in lower case, stands for: "thesis" for "phdthesis"."""
    return TYPE_ALIASES.get(name, name)


def _is_one_of(types: list[str]) -> str:
    names = ", ".join(f'"{name}"' for name in types)
    return f"basetype in {{{names}}}"


def _filter(group: str) -> str:
    """Return which publications are in a group, in the language of filters."""
    types = _is_one_of([row.name for row in _ROWS if row.group == group])
    preprints = [row.name for row in _ROWS if row.eprint_group == group]
    return f'{types} or ({_is_one_of(preprints)} and eprint != "")' if preprints else types


#: The groups that lists have by default, in their order: name → title, prefix of the numbers,
#: and filter, as in ``publications_groups``. The first that fits has a publication.
DEFAULT_GROUPS: Final = {
    name: {"title": title, "prefix": prefix, "filter": "True" if name == "other" else _filter(name)}
    for name, title, prefix in (
        ("articles", "Journal articles", "J"),
        ("conference", "Conference papers", "C"),
        ("books", "Books", "B"),
        ("chapters", "Book chapters", "Ch"),
        ("theses", "Theses", "T"),
        ("reports", "Reports and standards", "R"),
        ("preprints", "Preprints and manuscripts", "P"),
        ("patents", "Patents", "Pat"),
        ("software", "Software and data", "S"),
        ("talks", "Talks", "Talk"),
        ("other", "Other publications", "O"),
    )
}
