"""The parts of a reference: publication → inline text, empty if it has no such part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from sphinx_publications.listing.words import ENGLISH, Words
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import arxiv_of
from sphinx_publications.text.inline import Abbreviation, InlineText, Span, Style, join, plain
from sphinx_publications.text.integers import integer

__all__ = [
    "PARTS", "Form", "PartMaker", "chapter", "collaboration", "edition", "joined", "listed",
    "part_named",
]  # fmt: skip


class Form(NamedTuple):
    """What holds for all parts: the words, and which of two forms they have."""

    words: Words = ENGLISH
    #: Years have their letters: "2023b".
    letters: bool = False
    #: The form of venues: "short", "full" or "both".
    venue: str = "short"


PartMaker: TypeAlias = Callable[[Publication, Form], InlineText]
_ENGLISH: Final = Form()


def listed(persons: tuple[Person, ...], *, others: bool, words: Words = ENGLISH) -> str:
    """Return names within a sentence: "A, B and C", "A, B et al."."""
    names = [person.name for person in persons]
    if others:  # without "and", for other names follow
        return f"{words.comma.join(names)} {words.et_al}"
    return words.listed(names, words.pair)


def collaboration(publication: Publication, form: Form = _ENGLISH) -> str:
    """Return the name of the group of authors: "ATLAS Collaboration"."""
    name = publication.text("collaboration")
    says_so = re.search("collab|group|team|consorti", name, re.IGNORECASE)
    return name if says_so or not name else form.words.collaboration.format(name)


def joined(parts: Iterable[InlineText], joint: str) -> InlineText:
    """Return *parts* with *joint* between them; empty ones are left out."""
    pieces: InlineText = ()
    for part in filter(None, parts):
        pieces = (*pieces, joint, *part) if pieces else part
    return join(pieces)


def part_named(name: str) -> PartMaker:
    """Return the part *name*: one of :data:`PARTS`, or the text of a printed field."""
    return PARTS.get(name) or (lambda publication, _: publication.texts.get(name, ()))


def _text(text: str) -> InlineText:
    return (text,) if text else ()


def year(publication: Publication, form: Form) -> InlineText:
    """Return the year, or the words in its place: "in press"."""
    return _text(publication.date.label if form.letters else publication.date.text)


def venue(publication: Publication, form: Form) -> InlineText:
    """Return the venue in italics: its short form, its name, or its name with the short form."""
    venue = publication.venue
    if venue is None or plain(venue.name) == plain(publication.title):
        return ()
    name: InlineText = venue.name
    behind = ""
    if venue.short and venue.short != plain(venue.name):
        if form.venue == "short":
            name = (Abbreviation(venue.short, plain(venue.name)),)
        elif form.venue == "both":
            behind = f" {form.words.in_brackets.format(venue.short)}"
    return join([Span(Style.EMPHASIS, name), behind])


def volume_number(publication: Publication, form: Form) -> InlineText:
    """Return a journal's "68(12)"."""
    volume = publication.text("volume")
    number = publication.text("number") or publication.text("issue")
    if volume and number:
        return _text(f"{volume}{form.words.in_brackets.format(number)}")
    return _text(volume or (form.words.number.format(number) if number else ""))


def series(publication: Publication, form: Form) -> InlineText:
    """Return a book's place in its series: "Proceedings of Machine Learning Research 235"."""
    series = publication.texts.get("series", ())
    volume, number = publication.text("volume"), publication.text("number")
    if "typed_number" in ENTRY_TYPES[publication.type].layout:
        number = ""  # the layout has it behind the type of the work
    if series:
        return join([*series, f" {volume or number}" if volume or number else ""])
    if volume:
        return _text(form.words.volume.format(volume))
    return _text(form.words.number.format(number) if number else "")


def pages(publication: Publication, form: Form) -> InlineText:
    """Return the pages, or the number of the article."""
    pages, eid = publication.text("pages"), publication.text("eid")
    if re.search(r"page|pp?\.|\bart|arxiv", pages, re.IGNORECASE):
        return _text(pages)  # "10 pages", "Article 12", "arXiv:2301.11270"
    if pages:
        several = re.search("[–,+]", pages)
        return _text((form.words.pages if several else form.words.page).format(pages))
    is_said = not eid or re.match("art", eid, re.IGNORECASE)
    return _text(eid if is_said else form.words.article.format(eid))


def edition(publication: Publication, form: Form = _ENGLISH) -> InlineText:
    """Return the edition: "2nd edition"."""
    edition = publication.text("edition")
    if not edition:
        return ()
    number = integer(edition)
    if number is not None and 0 <= number < 10_000:
        edition = form.words.ordinal(number)
    says_so = re.search(r"\bed(?:\.|n\.?|ition)?\b|edition", edition, re.IGNORECASE)
    return _text(edition if says_so else form.words.edition.format(edition))


def chapter(publication: Publication, form: Form = _ENGLISH) -> InlineText:
    """Return the chapter of a book: "chapter 3"."""
    return _named(publication.text("chapter"), form.words.chapter, r"ch(?:ap|\.)")


def version(publication: Publication, form: Form = _ENGLISH) -> InlineText:
    """Return the version: "version 2.1"."""
    return _named(publication.text("version"), form.words.version, r"v(?:er|\.|\d)|r(?:ev|el)")


def _named(text: str, words: str, known: str) -> InlineText:
    """Return *text* with the *words* for it, unless it begins with the *known* pattern."""
    says_so = re.match(known, text, re.IGNORECASE)
    return _text(text if says_so or not text else words.format(text))


def edited_by(publication: Publication, form: Form) -> InlineText:
    """Return the editors of a work that has authors, too: "edited by A and B"."""
    if not publication.authors or not publication.editors:
        return ()
    editors = listed(publication.editors, others=publication.more_editors, words=form.words)
    return _text(form.words.edited_by.format(editors))


def publisher(publication: Publication, _: Form) -> InlineText:
    """Return the publisher, or else the institution or the organization."""
    names = ("publisher", "institution", "organization")
    return next(filter(None, (publication.texts.get(name) for name in names)), ())


def typed_number(publication: Publication, _: Form) -> InlineText:
    """Return a report's or a patent's "Technical report 42"."""
    kind, number = publication.texts.get("type", ()), publication.texts.get("number", ())
    if plain(number).lower().startswith(plain(kind).lower()):
        return number or kind
    return join([*kind, " " if kind and number else "", *number])


def preprint(publication: Publication, form: Form) -> InlineText:
    """Return the arXiv identifier of a work without a venue: "arXiv:2301.11270"."""
    if publication.venue or publication.fields.get("eprinttype", "arxiv").lower() != "arxiv":
        return ()
    arxiv = arxiv_of(publication.fields.get("eprint", publication.fields.get("arxiv", "")))
    return _text(form.words.arxiv.format(arxiv) if arxiv else "")


#: The parts under their names in layouts.
PARTS: Final[Mapping[str, PartMaker]] = {
    part.__name__: part
    for part in (
        venue, preprint, year, volume_number, series, pages, edition, chapter, edited_by,
        publisher, typed_number, version,
    )
}  # fmt: skip
