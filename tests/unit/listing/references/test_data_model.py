"""Which fields of biblatex's data model are shown and exported, and what biblatex prints."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pytest

from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.listing.references.composer import Composer
from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.publications import read_publications
from sphinx_publications.text.collation import fold
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode
from support import ROOT
from unit.helpers import read
from unit.listing.references.biblatex_fields import entry_with, marker

FACTS: Final = ROOT / "tests" / "data" / "biblatex"
#: What biblatex prints and references of ours do not; docs/fields.md says it to authors.
NOT_SHOWN: Final = {
    "isbn": "a number for shops and libraries; visitors copy it",
    "issn": "a number for shops and libraries; visitors copy it",
    "isrn": "a number for shops and libraries; visitors copy it",
    "urldate": "the link is there, and leads to what is there today",
    "eprintclass": "the page at arXiv says it",
}
#: Fields that visitors do not get with what they copy.
NOT_EXPORTED: Final = {
    "abstract": "it is in the file that they download",
    "annotation": "a note of the author's own",
    "library": "a note of the author's own",
    "file": "a path on the author's machine",
    "keywords": "the topics of this site",
    "label": "it steers a bibliography style",
    "gender": "it steers a bibliography style",
    "execute": "it steers LaTeX",
    "langidopts": "it steers LaTeX",
    "indextitle": "it steers an index",
    "indexsorttitle": "it steers an index",
    "presort": "it sorts the author's own list",
    "sortkey": "it sorts the author's own list",
    "sortname": "it sorts the author's own list",
    "sorttitle": "it sorts the author's own list",
    "sortyear": "it sorts the author's own list",
    "sortshorthand": "it sorts the author's own list",
    **dict.fromkeys(
        "usera userb userc userd usere userf lista listb listc listd liste listf verba verbb verbc"
        " namea nameb namec nameatype namebtype namectype".split(),
        "the author's own, without a meaning to others",
    ),
}
#: Fields of one type that BibTeX's type for it lacks, in BibTeX and in biblatex.
LOST: Final = {
    ("unpublished", "eventdate"), ("periodical", "issn"), ("periodical", "issuesubtitle"),
    ("periodical", "issuetitle"),
    ("periodical", "issuetitleaddon"), ("periodical", "series"), ("dataset", "series"),
    ("dataset", "number"), ("patent", "version"),
}  # fmt: skip


@cache
def facts() -> dict[tuple[str, str], list[str]]:
    """Return (entry type, "has" or "prints") → fields."""
    lines = (FACTS / "fields.txt").read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if not line.startswith("#")]
    return {(kind, verb): fields for kind, verb, *fields in words}


TYPES: Final = [kind for kind, verb in facts() if verb == "prints"]


def shown(publication: Publication) -> str:
    """Return all that a visitor sees of a publication, links and their addresses included."""
    reference = Composer(Settings()).reference(publication)
    links = (f"{link.label} {link.target}" for link in reference.links)
    return " ".join([reference.plain_line(" "), reference.badge, *links])


def publication_with(entry_type: str, field: str) -> Publication:
    publications, _ = read(entry_with("key", entry_type, field))
    return publications[0]


@pytest.mark.parametrize("entry_type", TYPES)
def test_what_biblatex_prints_is_shown(entry_type: str) -> None:
    lacking = [
        field
        for field in facts()[entry_type, "prints"]
        if field not in NOT_SHOWN
        and marker(field).lower() not in shown(publication_with(entry_type, field)).lower()
    ]
    assert lacking == []


@pytest.mark.parametrize("entry_type", TYPES)
def test_what_an_entry_type_has_is_exported(entry_type: str) -> None:
    fields = {*facts()["all", "has"], *facts()[entry_type, "has"]}
    said = {"eprintclass": "Xxeprintclass"}
    lacking = [
        field
        for field in sorted(fields - _OF_OTHER_ENTRIES - NOT_EXPORTED.keys())
        if (entry_type, field) not in LOST
        and said.get(field, marker(field)).lower()
        not in as_bibtex(publication_with(entry_type, field)).lower()
    ]
    assert lacking == []


_OF_OTHER_ENTRIES: Final = {
    "crossref", "entryset", "ids", "options", "related", "relatedoptions", "relatedstring",
    "relatedtype", "xdata", "xref",
}  # fmt: skip


@pytest.mark.parametrize("field", sorted({*NOT_SHOWN, *NOT_EXPORTED}))
def test_an_exception_is_one(field: str) -> None:
    publication = publication_with("book" if field == "isbn" else "report", field)
    said = shown(publication) if field in NOT_SHOWN else as_bibtex(publication)
    assert marker(field) not in said


def test_what_no_type_shows_is_documented() -> None:
    page = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    page = page.partition("## What references do not show")[2]
    named = {name for text in re.findall("`([^`]+)`", page) for name in _expanded(text)}
    fields = {field for (_, verb), names in facts().items() if verb == "has" for field in names}
    for field in sorted(fields - _OF_OTHER_ENTRIES):
        is_shown = any(
            marker(field).lower() in shown(publication_with(kind, field)).lower() for kind in TYPES
        )
        assert (field in named) != is_shown, field


def _expanded(text: str) -> list[str]:
    """Return the names in "usera … userf"."""
    match = re.fullmatch(r"(user|list|verb|name)([a-f])(\w*) … \1([a-f])\3", text)
    if not match:
        return [text]
    letters = range(ord(match[2]), ord(match[4]) + 1)
    return [f"{match[1]}{chr(letter)}{match[3]}" for letter in letters]


# -- sixty entries ------------------------------------------------------------------

ENTRIES: Final = {
    publication.key: publication
    for publication in read_publications(
        parse_bib((FACTS / "entries.bib").read_text(encoding="utf-8"), "entries.bib").entries
    )[0]
}
REFERENCES: Final = dict(
    line.split(": ", 1)
    for line in (FACTS / "references.txt").read_text(encoding="utf-8").splitlines()
)
#: Values that biblatex prints and references of ours do not, beside fields that none shows.
OTHERWISE: Final = {
    ("art1", "date"): "the month of an article tells nothing beside volume and number",
    ("rep1", "date"): "the month of a report tells nothing beside its number",
    ("spp1", "date"): "the month of an article tells nothing beside volume and number",
    ("onl2", "pubstate"): "a reference says “In submission”",
    ("mov2", "editortype"): "a reference says “dir.”",
    ("book1", "edition"): "a reference says “3rd edition”; the “3” of biblatex is in the ISBN",
    ("the1", "language"): "a reference says “in German”",
}


_MONTHS: Final = {"05": "May", "11": "Nov"}


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def says(text: str, value: str) -> bool:
    """Tell whether the words of *value* stand in *text*, one behind the other."""
    return f" {' '.join(words_of(value))} " in f" {' '.join(words_of(text))} "


def values_of(field: str, value: str) -> list[str]:
    """Return what of a value readers see: each name, year and month, a text."""
    text = plain(decode(value).text)
    if field.endswith("date"):
        months = [name for number, name in _MONTHS.items() if value.endswith(f"-{number}")]
        return re.findall(r"\d{4}", value) + months
    if field in {"author", "editor", "translator", "foreword", "holder", "bookauthor"}:
        return [name.split(",")[0] for name in text.split(" and ")]
    return [text]


def test_there_are_two_entries_of_each_of_thirty_types() -> None:
    types = [publication.written_type for publication in ENTRIES.values()]
    assert {types.count(kind) for kind in types} == {2}
    assert len(types) == len(REFERENCES) == 60


@pytest.mark.parametrize("key", ENTRIES)
def test_each_value_that_biblatex_prints_is_shown(key: str) -> None:
    publication, theirs = ENTRIES[key], REFERENCES[key]
    ours = shown(publication)
    lacking = [
        (field, value)
        for field, source in publication.fields.items()
        if field not in NOT_SHOWN and (key, field) not in OTHERWISE
        for value in values_of(field, source)
        if says(theirs, value) and not says(ours, value)
    ]
    assert lacking == []
