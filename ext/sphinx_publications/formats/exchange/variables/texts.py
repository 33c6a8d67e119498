"""The texts, numbers and identifiers of a work, under CSL's names.

See the specification of CSL, appendix IV, for what each variable means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sphinx_publications.formats.exchange import facts
from sphinx_publications.formats.exchange.variables.names import group_field
from sphinx_publications.listing.references.parts import PARTS, Form, joined
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.publication import Publication
from sphinx_publications.model.statuses import STATUSES, said_status, status_row
from sphinx_publications.reading.links import is_arxiv_name
from sphinx_publications.text.collation import fold
from sphinx_publications.text.inline import InlineText, ends_sentence, join, plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_source import decode_verbatim

__all__ = ["archive_of", "identifier_variables", "short_title", "text_variables"]

_ARXIV: Final = "arXiv"
#: Variable → the printed field that says it.
_FIELDS: Final = {
    "publisher-place": "address", "volume-title": "issuetitle", "chapter-number": "chapter",
    "number-of-volumes": "volumes", "version": "version", "genre": "type",
    "jurisdiction": "nationality", "original-title": "origtitle",
    "original-publisher": "origpublisher", "original-publisher-place": "origlocation",
}  # fmt: skip
_ORDINAL: Final = re.compile(
    r"(\d{1,4})(?:st|nd|rd|th|\.)?(?:\s+ed(?:\.|ition|n\.?)?)?", re.IGNORECASE | re.ASCII
)
_ORDINALS: Final = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())


def text_variables(record: Publication) -> dict[str, InlineText]:
    """Return the texts of *record* by CSL's variable; its title is left to those who print it."""
    found: dict[str, InlineText] = {}
    for variable, text in (*_titles(record), *_numbers(record), *_houses(record)):
        if text and variable not in found:
            found[variable] = text
    for variable, field in _FIELDS.items():
        found.setdefault(variable, record.texts.get(field, ()))
    found["status"] = _status(record)
    found["abstract"] = record.texts.get("abstract", ())
    found["note"] = _note(record)
    return {variable: text for variable, text in found.items() if plain(text).strip()}


def _status(record: Publication) -> InlineText:
    """Return "in press", or the author's own words; of a preprint its type says that it is one."""
    text = status_row(record.status).text
    if record.status == "prepublished" and facts.is_preprint(record):
        return ()
    return _text(text[:1].lower() + text[1:] if record.status in STATUSES else text)


def identifier_variables(record: Publication) -> dict[str, str]:
    """Return the numbers and codes of *record* by CSL's variable; they have no markup."""
    numbers = facts.identifiers(record)
    doi, address = facts.doi(record), facts.address(record)
    found = {
        "DOI": doi,
        "ISBN": " ".join(facts.serial_numbers(record, "isbn")),
        "ISSN": ", ".join(facts.serial_numbers(record, "issn")),
        "PMID": numbers.get("pmid", ""),
        "PMCID": f"PMC{numbers['pmcid']}" if numbers.get("pmcid") else "",
        "URL": "" if doi and address in _pages_of_identifiers(record) else address,
        "language": facts.language(record),
    }
    return {variable: text for variable, text in found.items() if text}


def _pages_of_identifiers(record: Publication) -> set[str]:
    return {link.target for link in record.links if link.kind in facts.IDENTIFIERS}


def _text(text: str) -> InlineText:
    return (text,) if text else ()


def _has(record: Publication, part: str) -> bool:
    return part in ENTRY_TYPES[record.type].layout.split()


def _titles(record: Publication) -> Iterator[tuple[str, InlineText]]:
    """Yield the titles of what the work is a part of, and of its event."""
    texts, venue = record.texts, record.venue
    name = venue.name if venue and facts.venue_name(record) else ()
    if fold(plain(name)) == fold(record.title_text) or not _has(record, "venue"):
        name = ()
    if name and venue and (texts.get("journal") or texts.get("booktitle")):
        yield "container-title", joined([name, venue.addon], ", ")
        yield "container-title-short", _text("" if venue.short == plain(name) else venue.short)
    elif name:
        yield "event-title", name
    event, place = texts.get("eventtitle", ()), texts.get("venue", ())
    yield "event-title", joined([event, texts.get("eventtitleaddon", ())], ", ")
    if place != name:
        yield "event-place", place
    if facts.is_preprint(record):
        yield "publisher", texts.get("publisher", ())
        yield "publisher", _text(archive_of(record)[0])
    main = texts.get("maintitle", ())
    if main != record.title:
        yield "collection-title" if _has(record, "venue") and name else "container-title", main
    yield "collection-title", _series(record)


def _series(record: Publication) -> InlineText:
    series = record.texts.get("series", ())
    if not series and not _has(record, "venue"):
        series = record.texts.get("journal", ())  # exporters write it for the series of a book
    return () if plain(series).isdecimal() or series == record.title else series


def _numbers(record: Publication) -> Iterator[tuple[str, InlineText]]:
    """Yield volumes, issues, pages and other numbers."""
    number, issue, pages = map(record.text, ("number", "issue", "pages"))
    yield "volume", _text(".".join(filter(None, map(record.text, ("volume", "part")))))
    archive, identifier = archive_of(record)
    if facts.is_preprint(record):
        yield "number", _text(f"{archive}:{identifier}" if archive == _ARXIV else identifier)
    if _has(record, "volume_number"):
        yield "issue", _text(", ".join(filter(None, (number, issue))))
    elif _has(record, "series") and not _has(record, "typed_number"):
        yield "collection-number" if _series(record) else "issue", _text(number)
    else:
        yield "number", _text(number)
    yield "issue", _text(issue)
    if _has(record, "pagetotal"):
        yield "number-of-pages", record.texts.get("pagetotal") or ()
        if pages.isdecimal():  # of a book or a thesis that is their number
            yield "number-of-pages", _text(pages)
            pages = ""
    # CSL has no variable for the number of an article that all styles print.
    yield "page", _text(pages if "-" in pages else pages.replace("–", "-"))
    if record.text("eid") not in record.text("howpublished"):  # ADS says it twice
        yield "page", record.texts.get("eid", ())
    yield "page-first", _text(pages.partition("–")[0].strip() if "–" in pages else "")
    edition = record.text("edition").strip()
    match = _ORDINAL.fullmatch(edition)
    word = edition.lower().removesuffix("edition").strip()
    place = _ORDINALS.index(word) + 1 if word in _ORDINALS else 0
    yield "edition", _text(match[1] if match else str(place or edition))


def _houses(record: Publication) -> Iterator[tuple[str, InlineText]]:
    """Yield who published a work; of a patent, who holds it."""
    left_out = group_field(record)
    texts = {name: text for name, text in record.texts.items() if name != left_out}
    form = Form()
    if record.type == "patent":
        yield "publisher", PARTS["holder"](record, form)
    yield "publisher", PARTS["publisher"](record._replace(texts=texts), form)
    yield "publisher", _how(record)


def _how(record: Publication) -> InlineText:
    """Return ``howpublished`` if it says more than that the work is on arXiv."""
    how = record.texts.get("howpublished", ())
    return () if is_arxiv_name(plain(how)) or plain(how).startswith("http") else how


def archive_of(record: Publication) -> tuple[str, str]:
    """Return the archive of a work, and its number there: "arXiv", "2301.11270"."""
    if arxiv := facts.arxiv(record) or facts.identifiers(record).get("arxiv", ""):
        return _ARXIV, arxiv
    kind, eprint = (
        decode_verbatim(record.fields.get(name, "")).strip() for name in ("eprinttype", "eprint")
    )
    row = facts.IDENTIFIERS.get(kind.lower())
    is_number = kind and eprint and "://" not in eprint
    return (row.label if row else kind, eprint) if is_number else ("", "")


def _note(record: Publication) -> InlineText:
    """Return what the author says besides, without a status, which has its own variable.

    Behind it is the preprint of a published work. In "archive" styles would print it.
    """
    has_house = any(map(record.text, ("publisher", "institution", "organization")))
    texts = [_how(record) if has_house else (), *map(record.texts.get, ("note", "addendum"))]
    said = [text for text in texts if text and not said_status(plain(text))]
    archive, number = archive_of(record)
    is_said = facts.is_preprint(record) or number in plain(_sentences(said))
    said += [] if is_said or not number else [(f"{archive}:{number}",)]
    return _sentences(said)


def _sentences(texts: Iterable[InlineText]) -> InlineText:
    result: InlineText = ()
    for text in texts:
        between = " " if ends_sentence(result) else ". "
        result = join([*result, between, *text]) if result else text
    return result


def short_title(record: Publication) -> InlineText:
    """Return the short title that the author gives; or nothing."""
    return decode(record.fields.get("shorttitle", "")).text
