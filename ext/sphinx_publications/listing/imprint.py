"""The parts of an imprint: publication → inline text, empty if it has no such part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import arxiv_of
from sphinx_publications.text.inline import Abbreviation, InlineText, Span, Style, join, plain
from sphinx_publications.text.integers import integer

__all__ = ["PARTS", "chapter", "collaboration", "commas", "edition", "field", "listed", "year"]

Part: TypeAlias = Callable[[Publication], InlineText]


def listed(persons: tuple[Person, ...], *, others: bool) -> str:
    """Return names within a sentence: "A, B and C", "A, B et al."."""
    names = [person.name for person in persons]
    if others or len(names) < 2:
        # Without "and", for other names follow.
        return f"{', '.join(names)} et al." if others else "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def collaboration(publication: Publication) -> str:
    """Return the name of the group of authors: "ATLAS Collaboration"."""
    name = publication.text("collaboration")
    says_so = re.search("collab|group|team|consorti", name, re.IGNORECASE)
    return name if says_so else f"{name} Collaboration"


def commas(parts: Iterable[InlineText]) -> InlineText:
    """Return *parts* with commas between them; empty ones are left out."""
    pieces: InlineText = ()
    for part in filter(None, parts):
        pieces = (*pieces, ", ", *part) if pieces else part
    return join(pieces)


def field(name: str) -> Part:
    """Return the part that is the text of a field."""
    return lambda publication: publication.texts.get(name, ())


def _text(text: str) -> InlineText:
    return (text,) if text else ()


def year(publication: Publication) -> InlineText:
    """Return the year, or the words in its place: "in press"."""
    return _text(publication.date.text)


def venue(publication: Publication) -> InlineText:
    """Return the venue in italics, abbreviated if it has a short form."""
    venue = publication.venue
    if venue is None or plain(venue.name) == plain(publication.title):
        return ()
    name: InlineText = venue.name
    if venue.short and venue.short != plain(venue.name):
        name = (Abbreviation(venue.short, plain(venue.name)),)
    return (Span(Style.EMPHASIS, name),)


def volume_number(publication: Publication) -> InlineText:
    """Return a journal's "68(12)"."""
    volume = publication.text("volume")
    number = publication.text("number") or publication.text("issue")
    if volume and number:
        return _text(f"{volume}({number})")
    return _text(volume or (f"no. {number}" if number else ""))


def series(publication: Publication) -> InlineText:
    """Return a book's place in its series: "Proceedings of Machine Learning Research 235"."""
    series = publication.texts.get("series", ())
    volume, number = publication.text("volume"), publication.text("number")
    if "typed_number" in ENTRY_TYPES[publication.type].layout:
        number = ""  # the layout has it behind the type of the work
    if series:
        return join([*series, f" {volume or number}" if volume or number else ""])
    return _text(f"vol. {volume}" if volume else f"no. {number}" if number else "")


def pages(publication: Publication) -> InlineText:
    """Return the pages, or the number of the article."""
    pages, eid = publication.text("pages"), publication.text("eid")
    if re.search(r"page|pp?\.|\bart|arxiv", pages, re.IGNORECASE):
        return _text(pages)  # "10 pages", "Article 12", "arXiv:2301.11270"
    if pages:
        several = re.search("[–,+]", pages)
        return _text(f"{'pp.' if several else 'p.'}\N{NO-BREAK SPACE}{pages}")
    return _text(eid if re.match("art", eid, re.IGNORECASE) else f"article {eid}" if eid else "")


def edition(publication: Publication) -> InlineText:
    """Return the edition: "2nd edition"."""
    edition = publication.text("edition")
    if not edition:
        return ()
    number = integer(edition)
    if number is not None and 0 <= number < 10_000:
        teen = 10 <= number % 100 <= 20
        ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        edition = f"{number}{ending}"
    says_so = re.search(r"\bed(?:\.|n\.?|ition)?\b|edition", edition, re.IGNORECASE)
    return _text(edition if says_so else f"{edition} edition")


def chapter(publication: Publication) -> InlineText:
    """Return the chapter of a book: "chapter 3"."""
    return _named(publication, "chapter", r"ch(?:ap|\.)")


def version(publication: Publication) -> InlineText:
    """Return the version: "version 2.1"."""
    return _named(publication, "version", r"v(?:er|\.|\d)|r(?:ev|el)")


def _named(publication: Publication, name: str, known: str) -> InlineText:
    """Return a field behind its name, unless its text begins with the *known* pattern."""
    text = publication.text(name)
    says_so = re.match(known, text, re.IGNORECASE)
    return _text(text if says_so or not text else f"{name} {text}")


def edited_by(publication: Publication) -> InlineText:
    """Return the editors of a work that has authors, too: "edited by A and B"."""
    if not publication.authors or not publication.editors:
        return ()
    return _text(f"edited by {listed(publication.editors, others=publication.more_editors)}")


def publisher(publication: Publication) -> InlineText:
    """Return the publisher, or else the institution or the organization."""
    names = ("publisher", "institution", "organization")
    return next(filter(None, (publication.texts.get(name) for name in names)), ())


def typed_number(publication: Publication) -> InlineText:
    """Return a report's or a patent's "Technical report 42"."""
    kind, number = publication.texts.get("type", ()), publication.texts.get("number", ())
    if plain(number).lower().startswith(plain(kind).lower()):
        return number or kind
    return join([*kind, " " if kind and number else "", *number])


def preprint(publication: Publication) -> InlineText:
    """Return the arXiv identifier of a work without a venue: "arXiv:2301.11270"."""
    if publication.venue or publication.fields.get("eprinttype", "arxiv").lower() != "arxiv":
        return ()
    arxiv = arxiv_of(publication.fields.get("eprint", publication.fields.get("arxiv", "")))
    return _text(f"arXiv:{arxiv}" if arxiv else "")


#: The parts under their names in layouts.
PARTS: Final[Mapping[str, Part]] = {
    part.__name__: part
    for part in (
        venue, preprint, year, volume_number, series, pages, edition, chapter, edited_by,
        publisher, typed_number, version,
    )
}  # fmt: skip
