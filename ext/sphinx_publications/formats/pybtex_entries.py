"""A publication as an entry of pybtex: for citations of it, and where pybtex cannot read its own.

pybtex ends the build at a brace too many, and publishes "missing journal in …" for a field
that is not there. So each field of a stand-in is given as its
author wrote it where pybtex can read that, else as plain text; and each field that a style
requires is there, if need be empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

import pybtex.database
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from pybtex.style.template import FieldIsMissing
from pybtex.textutils import normalize_whitespace

from sphinx_publications.formats.pybtex_persons import Nobody, persons_in
from sphinx_publications.formats.pybtex_tex import escaped, is_printable, printable
from sphinx_publications.listing.references.composer import imprint_without_year
from sphinx_publications.model.months import MONTHS
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import UnsafeAddressError, web_address
from sphinx_publications.text.inline import ends_sentence, plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.scanner import without_braces

__all__ = ["bare_entry", "cited_entry", "to_pybtex"]

#: The fields that pybtex's styles print as text.
_PRINTED: Final = frozenset(
    "address booktitle chapter edition howpublished institution isbn journal month note number"
    " organization pages publisher school series title type urldate volume year".split()
)
#: The fields that they print as they are, without reading LaTeX in them.
_VERBATIM: Final = frozenset("doi eprint pubmed".split())
#: Entry types that pybtex has no template for → the type whose template prints most of their
#: fields, and the name of the work if the entry has no "type". All others become "misc".
_TEMPLATES: Final = {
    "collection": ("book", ""),
    "report": ("techreport", "Report"),
    "thesis": ("phdthesis", "Thesis"),
}
#: Entry types whose template prints "editor" even if the entry has neither author nor editor.
_BOOKS: Final = frozenset({"book", "inbook"})
#: Entry types whose template prints the editors after the authors, and "In" before the book.
_IN_BOOKS: Final = frozenset({"incollection", "inproceedings"})
#: A field that a template requires → the fields that can stand in for it, the best first.
_SAID_AS: Final = {
    "booktitle": ("eventtitle", "venue", "journal", "abbr"),
    "institution": ("organization", "publisher"),
    "journal": ("venue", "booktitle", "eventtitle", "abbr", "shortjournal"),
    "note": ("howpublished", "institution", "organization"),
    "publisher": ("institution", "organization"),
    "school": ("institution", "publisher", "organization"),
}


def to_pybtex(publication: Publication) -> pybtex.database.Entry:
    """Return *publication* as its author wrote it, so far as pybtex's styles can print it."""
    fields, persons = dict(_fields(publication)), persons_in(publication, as_written=True)
    kind = written = publication.written_type or publication.type
    if not _has_template(kind):
        kind, called = _TEMPLATES.get(publication.type, (publication.type, ""))
        if called or "type" in publication.texts:
            fields["type"] = escaped(publication.text("type") or called)
    is_strange = not _has_template(kind) or kind == "misc" != written
    if is_strange or _says_too_little(kind, fields, persons):
        kind = "misc"
        fields["howpublished"] = escaped(_imprint(publication))
        # Templates of books keep the capitals of titles; that of "misc" makes them small.
        fields["title"] = f"{{{fields['title']}}}"
    shape = frozenset(_PRINTED.intersection(fields))
    for name in _missing(kind, shape, frozenset(persons)):
        if name == "author":
            editors = [] if kind in _IN_BOOKS else persons.get("editor", [])
            persons[name] = editors or [Nobody(publication.key)]
        else:
            said = next((other for other in _SAID_AS.get(name, ()) if other in fields), "")
            fields[name] = fields.get(said, "")
    entry = pybtex.database.Entry(kind, fields, persons)
    entry.key = publication.key
    return entry


def _says_too_little(kind: str, fields: Mapping[str, str], persons: Collection[str]) -> bool:
    """Tell whether a template would print a word with nothing after it: "In", "editor"."""
    if kind in _BOOKS:
        return not persons
    books = ("booktitle", *_SAID_AS["booktitle"])
    return kind in _IN_BOOKS and not any(map(fields.get, books))


def _imprint(publication: Publication) -> str:
    """Return all that the template of "misc" has no field for, as one text."""
    imprint = imprint_without_year(publication)
    how, isbn = publication.text("howpublished"), publication.fields.get("isbn", "")
    parts = (how if how not in imprint else "", imprint, f"ISBN {isbn}" if isbn else "")
    return ", ".join(filter(None, parts))


def cited_entry(publication: Publication) -> pybtex.database.Entry:
    """Return *publication* as our lists show it, for citations that link to a list."""
    fields = {name: escaped(plain(text)) for name, text in publication.texts.items()}
    # In braces, so that it keeps its capitals.
    fields["title"] = f"{{{escaped(publication.title_text)}}}"
    fields["year"] = escaped(publication.date.label)
    entry = pybtex.database.Entry("misc", fields, persons_in(publication))
    entry.key = publication.key
    return entry


def bare_entry(key: str, title: str) -> pybtex.database.Entry:
    """Return an entry of which nothing but its *title*, in LaTeX, is known."""
    text = escaped(plain(decode(title).text) or key)
    entry = pybtex.database.Entry("misc", {"title": f"{{{text}}}"})
    entry.key = key
    return entry


def _has_template(kind: str) -> bool:
    return hasattr(UnsrtStyle, f"get_{kind}_template")


def _fields(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield the fields under the names that pybtex knows, and under those that were written."""
    for name, source in publication.fields.items():
        if name in {"author", "editor", "title"}:
            continue
        value = normalize_whitespace(source)
        if name in _PRINTED:
            value = printable(value) or _as_text(publication, name)
        elif name == "url":
            value = _address(value, publication)
        elif name not in _VERBATIM and not is_printable(value):  # a site's own style may print it
            value = _as_text(publication, name)
        if value or not source:
            yield name, value
            if name in publication.written:
                yield publication.written[name], value
    yield "title", _title(publication)
    if not publication.fields.get("year", "").strip() and publication.date.text:
        yield "year", escaped(publication.date.text)
        if publication.date.month and "month" not in publication.fields:
            yield "month", MONTHS[publication.date.month - 1].name


def _as_text(publication: Publication, name: str) -> str:
    return escaped(publication.text(name) or plain(decode(publication.fields[name]).text))


def _title(publication: Publication) -> str:
    title = normalize_whitespace(publication.fields.get("title", ""))
    subtitle = normalize_whitespace(publication.fields.get("subtitle", ""))
    # Plain text has no braces inside that keep capitals; so there are some around it.
    text = f"{{{escaped(publication.title_text)}}}"
    if not without_braces(title).strip():
        return text
    if subtitle:
        title += f"{' ' if ends_sentence(decode(title).text) else ': '}{subtitle}"
    return printable(title) or text


def _address(value: str, publication: Publication) -> str:
    """Return the address of the work if it is one of the web, else another that the entry has."""
    try:
        web_address(value)
    except UnsafeAddressError:
        if ":" in value:
            return next((link.target for link in publication.links if link.kind == "url"), "")
    return value


@lru_cache(maxsize=1024)
def _missing(kind: str, fields: frozenset[str], roles: frozenset[str]) -> tuple[str, ...]:
    """Return the fields that pybtex's template of an entry type requires beside those given.

    An entry of this shape is formatted to find out. Entries have few shapes: in a file of
    1,000 six, and without the cache it takes three times as long to make their entries.
    """
    missing: list[str] = []
    while True:
        roles = roles.union({"author", "editor"}.intersection(missing))
        persons = {role: [pybtex.database.Person("X")] for role in roles}
        entry = pybtex.database.Entry(kind, dict.fromkeys([*fields, *missing], "x"), persons)
        try:
            _style().format_entry("", entry)
        except FieldIsMissing as error:
            missing.append(error.field_name)
        else:
            return tuple(missing)


@cache
def _style() -> UnsrtStyle:
    # Making one takes 7 ms: it looks for plugins in all installed packages.
    return UnsrtStyle()
