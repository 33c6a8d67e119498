"""The fields that an author wrote → the fields that BibTeX and biblatex print."""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.formats.bibtex_identifiers import put_date, put_identifiers
from sphinx_publications.formats.bibtex_latex import escaped, portable, portable_names
from sphinx_publications.formats.bibtex_notes import put_how, put_note, put_type
from sphinx_publications.formats.bibtex_persons import move, put_persons
from sphinx_publications.formats.bibtex_types import BIBTEX_TYPES, EDITED, FIELDS, LAST, THESES
from sphinx_publications.listing.references.parts import chapter, edition
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.fields import FIELDS as KNOWN_FIELDS
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import is_arxiv_name
from sphinx_publications.text.inline import ends_sentence, plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.scanner import INNER, unwrapped

__all__ = ["converted"]

#: The field of a title → the field of its subtitle.
_TITLES: Final = {"title": "subtitle", "booktitle": "booksubtitle", "maintitle": "mainsubtitle"}
#: Fields whose values are no LaTeX.
_VERBATIM: Final = frozenset(
    row.name
    for row in KNOWN_FIELDS.values()
    if row.kind in {"verbatim", "date", "identifier", "link"}
)
_DASH: Final = re.compile(r"(?:(?<!\s)\s++)?[–—−]\s*")
#: A "howpublished" that is nothing but an address.
_ONLY_URL: Final = re.compile(rf"\\url\s*\{{({INNER})\}}")
#: Field → words that BibTeX's styles print themselves: the "ed." of "2nd ed.".
_SAID: Final = {
    "edition": re.compile(r"(?:(?<!\s)\s++)?\bed(?:\.|ition)?\s*\Z", re.IGNORECASE),
    "chapter": re.compile(r"\A\s*ch(?:ap)?(?:\.|ter)\s*", re.IGNORECASE),
    "number": re.compile(r"\A\s*tech(?:\.|nical)?\s*rep(?:\.|ort)?\s*(?:no\.?\s*)?", re.IGNORECASE),
}


def converted(record: Publication, given: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the entry type and the fields of *record* for BibTeX and biblatex alike.

    :param given: field → LaTeX, of the fields that visitors may copy.
    """
    address = _ONLY_URL.fullmatch(unwrapped(given.get("howpublished", "")))
    if address and "url" not in given:
        given["url"] = address[1]
        del given["howpublished"]
    given = {name: _portable(name, value) for name, value in given.items()}
    kind = _type(record, given)
    fields = _renamed(given, kind)
    _titles(record, fields)
    notes = [note for say in (_part, put_persons, _numbers) for note in say(record, kind, fields)]
    put_date(record, fields)
    put_identifiers(record, fields)
    if kind == "misc":
        put_how(record, fields)
    elif "howpublished" not in FIELDS[kind]:
        notes.append(fields.get("howpublished", ""))
    put_type(record, kind, fields)
    put_note(record, kind, fields, notes)
    known = FIELDS[kind] | {"archivePrefix", "primaryClass", "key", "pubstate"}
    known &= fields.keys()
    names = [name for name in fields if fields[name] and name.partition("+")[0] in known]
    names.sort(key=lambda name: LAST.index(name) + 1 if name in LAST else 0)
    return kind, {name: fields[name] for name in names}


def _portable(name: str, value: str) -> str:
    if name in KNOWN_FIELDS and KNOWN_FIELDS[name].kind == "names":
        return portable_names(value)
    if name in _VERBATIM or "+" in name:
        return value
    return portable(value, is_title=name in _TITLES)


def _type(record: Publication, given: dict[str, str]) -> str:
    """Return BibTeX's type for *record*; "misc" if it lacks the field that the type needs."""
    kind = ENTRY_TYPES[record.type].bibtex
    if record.type == "thesis" and THESES.match(
        record.written_type if record.written_type != "thesis" else record.text("type")
    ):
        kind = "mastersthesis"
    if kind == "inbook" and "booktitle" not in given:
        kind = "book"  # biblatex's "inbook" needs the title of the whole
    elif kind == "inbook" and "editor" in given:
        kind = "incollection"  # BibTeX prints it as a part of a book
    if kind == "book" and "author" not in given and "editor" in given:
        kind = EDITED
    needed = BIBTEX_TYPES[kind].needed
    if needed and record.venue and is_arxiv_name(plain(record.venue.name)):
        return "misc"
    others = dict(BIBTEX_TYPES[kind].other_names).get(needed, "")
    return "misc" if needed and given.keys().isdisjoint([needed, *others.split()]) else kind


def _renamed(given: dict[str, str], kind: str) -> dict[str, str]:
    """Return the fields in their order, under their names in the type *kind*."""
    names: dict[str, str] = {}
    for name, others in BIBTEX_TYPES[kind].other_names:
        other = next((it for it in others.split() if it in given and it not in names), "")
        if name not in given and other:
            names[other] = name
    return {names.get(name, name): value for name, value in given.items()}


def _titles(record: Publication, fields: dict[str, str]) -> None:
    """Add subtitles to titles: BibTeX has no subtitles."""
    fields.setdefault("title", escaped(record.title_text))
    for name, below in _TITLES.items():
        if name in fields and below in fields:
            between = " " if ends_sentence(decode(fields[name]).text) else ": "
            fields[name] += f"{between}{fields[below]}"


def _part(record: Publication, kind: str, fields: dict[str, str]) -> list[str]:
    """Return sentences for the note of a part of a book."""
    if kind == "inbook":  # BibTeX takes the title of the part for the title of the book
        return [f"In {fields['booktitle']}"]
    if record.type != "inbook" or kind != "book":
        return []
    which, pages = escaped(plain(chapter(record))), fields.pop("pages", "")
    fields.pop("chapter", None)
    return [which[:1].upper() + which[1:], f"Pages {pages}" if pages else ""]


def _numbers(record: Publication, kind: str, fields: dict[str, str]) -> list[str]:
    """Write numbers as BibTeX prints them; return sentences for the note."""
    for name in ("volume", "number", "pages"):
        # Without "Vol.", which styles print themselves, and without "n/a".
        text = record.text(name)
        known = name in fields and name in record.texts
        if known and plain(decode(fields[name]).text) != text:
            fields[name] = escaped(text)
    for name in fields.keys() & {"year", "volume", "number", "pages"}:
        fields[name] = unwrapped(fields[name])
        if name != "year":
            fields[name] = _DASH.sub("--", fields[name])
    for name, said in _SAID.items():
        if name in fields and (name != "number" or kind == "techreport"):
            fields[name] = said.sub("", fields[name]) or fields[name]
    if not fields.get("pages"):
        fields.pop("pages", None)
        move(fields, "eid", "pages")
    elif fields.get("eid") == fields["pages"]:
        del fields["eid"]
    notes = []
    one_number = BIBTEX_TYPES[kind].is_book and ("volume" in fields or "series" not in fields)
    if one_number and "number" in fields:
        notes.append(f"No. {fields.pop('number')}")
    if "edition" in fields and "edition" not in FIELDS[kind] and kind != "misc":
        notes.append(escaped(plain(edition(record))))
    return notes
