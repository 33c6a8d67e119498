"""The parts of a reference: publication → inline text, empty if it has no such part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from sphinx_publications.listing.languages import language_names
from sphinx_publications.listing.words import ENGLISH, Words, filled
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.marks import Mark
from sphinx_publications.model.months import MONTHS
from sphinx_publications.model.persons import Contributors, Person, is_one_of
from sphinx_publications.model.publication import Date, Publication
from sphinx_publications.reading.dates import parse_date
from sphinx_publications.reading.links import is_arxiv_name, own_arxiv
from sphinx_publications.text.collation import fold
from sphinx_publications.text.inline import (
    Abbreviation,
    Inline,
    InlineText,
    Link,
    Span,
    Style,
    join,
    plain,
)
from sphinx_publications.text.integers import integer
from sphinx_publications.text.latex_source import decode_verbatim

__all__ = [
    "PARTS", "Form", "PartMaker", "chapter", "collaboration", "edition", "joined", "listed",
    "part_named", "person_name",
]  # fmt: skip


class Form(NamedTuple):
    """What holds for all parts: the words, and which of two forms they have."""

    words: Words = ENGLISH
    #: Years have their letters: "2023b".
    letters: bool = False
    #: The form of venues: "short", "full" or "both".
    venue: str = "short"
    #: Whose name is marked.
    owner: tuple[Person, ...] = ()


PartMaker: TypeAlias = Callable[[Publication, Form], InlineText]
_ENGLISH: Final = Form()
#: "130406", "e2312573121", "Article 12": no work has so many pages.
_ARTICLE_NUMBER: Final = re.compile(
    r"(?:art(?:icle|\.)\s*)?((?<=[.e\s])e?\d+|e\d+|e[a-z]{2,4}\d{3,}|e?\d{4}[A-Z]{2}\d{5,}"
    r"|\d{5,}(?:\([A-Z]\))?)",
    re.IGNORECASE,
)


def listed(persons: tuple[Person, ...], *, others: bool, words: Words = ENGLISH) -> str:
    """Return names within a sentence: "A, B and C", "A, B et al."."""
    names = [person.name for person in persons]
    if others:  # without "and", for other names follow
        return f"{words.comma.join(names)} {words.et_al}"
    return words.listed(names, words.pair)


def person_name(person: Person, owner: tuple[Person, ...]) -> InlineText:
    """Return the name of a person, with its ORCID, its marks and the mark of the owner."""
    name: Inline = person.name
    if person.orcid:
        name = Link(person.orcid_address, (name,), is_orcid=True)
    if is_one_of(person, owner):
        name = Span(Style.OWNER, (name,))
    if not person.marks:
        return (name,)
    signs = "".join(mark.sign for mark in Mark if mark in person.marks)
    return name, Span(Style.MARK, (signs,))


def _said(group: Contributors, form: Form, language: str = "") -> InlineText:
    """Return what persons did, and their names: "translated by A and B".

    :param language: the language of the original, for translators.
    """
    words = form.words
    names = [person_name(person, form.owner) for person in group.persons]
    if group.others:
        said = join([*joined(names, words.comma), f" {words.et_al}"])
    elif len(names) > 1:
        said = filled(words.pair, joined(names[:-1], words.comma), names[-1])
    else:
        said = names[0]
    if language and group.role == "translator":
        return filled(words.translated_from, (language,), said)
    role = words.roles.get(group.role)
    return filled(role.by, said) if role else filled(words.other_role, (group.role,), said)


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


def date(publication: Publication, form: Form) -> InlineText:
    """Return the day of a talk or a patent, or the days: "June 1–4, 2021"; else the year."""
    first, last = _first_and_last(publication, ("eventdate", "date"))
    first = first if first.iso else publication.date
    if (
        first.month is None
        or not _has_a_day(publication, first)
        or (form.letters and publication.date.extradate)
    ):
        return year(publication, form)
    return _text(_days(first, last, form.words))


#: By these readers find a work, and need no day.
_FOUND_BY: Final = frozenset(
    "volume number issue pages eid doi eprint arxiv pmid eprinttype".split()
)


def _has_a_day(publication: Publication, first: Date) -> bool:
    """Tell whether readers ask for the day: of a talk, a patent, a page on the web, of news."""
    if publication.type in {"unpublished", "misc"}:  # is it a talk, or a manuscript?
        fields = {"eventtitle", "venue", "eventdate"}
        return not fields.isdisjoint(publication.fields)
    if publication.type in {"article", "online"}:
        is_news = publication.fields.get("entrysubtype", "").lower() in _NEWS
        return first.day is not None and (is_news or _FOUND_BY.isdisjoint(publication.fields))
    return True


#: biblatex's ``entrysubtype`` of articles that have a day (biblatex-chicago and others).
_NEWS: Final = frozenset({"newspaper", "magazine", "newsarticle", "news"})


def _first_and_last(publication: Publication, names: Iterable[str]) -> tuple[Date, Date]:
    """Return the first and the last day in the first of the fields *names* that is there."""
    days = next((it for name in names if (it := publication.fields.get(name))), "")
    first, last = (parse_date(text) for text in (*days.split("/"), "", "")[:2])
    return first, last


def _days(first: Date, last: Date, words: Words) -> str:
    """Return a date, or the days from one to another, in words."""
    months = [MONTHS[(date.month or first.month or 1) - 1].name for date in (first, last)]
    if first.day is None:
        return words.month_of.format(months[0], first.year)
    if last.day is None or last.iso == first.iso:
        return words.day_of.format(months[0], first.day, first.year)
    if last.year != first.year:
        nothing = Date()
        return words.until.format(_days(first, nothing, words), _days(last, nothing, words))
    end = str(last.day)
    if last.month != first.month:
        end = words.month_of.format(months[1], end)
    return words.day_of.format(months[0], words.until.format(first.day, end), first.year)


_EVENTS: Final = frozenset({"eventtitle", "eventtitleaddon", "venue", "eventdate"})


def event(publication: Publication, form: Form) -> InlineText:
    """Return the event, its place and its days, as far as other parts do not say them."""
    if _EVENTS.isdisjoint(publication.fields):
        return ()  # as of most papers
    texts, layout = publication.texts, ENTRY_TYPES[publication.type].layout.split()
    venue = publication.venue
    known = [fold(venue.short), fold(plain((*venue.name, *venue.addon)))] if venue else []
    known += [fold(publication.text("address"))] if "address" in layout else []
    titles: list[InlineText] = []
    where: list[InlineText] = []
    for name in ("eventtitle", "eventtitleaddon", "venue"):
        text = texts.get(name, ())
        if not any(fold(plain(text)) in other for other in known):
            (where if name == "venue" else titles).append(text)
            known.append(fold(plain(text)))
    comma = form.words.comma
    if "date" in layout:
        return joined([*titles, *where], comma)
    first, last = _first_and_last(publication, ["eventdate"])
    where.append(_text(_days(first, last, form.words) if first.month else first.text))
    title, place = joined(titles, comma), joined(where, comma)
    if title and place:
        return join([*title, " ", *filled(form.words.in_brackets, place)])
    return title or place


def venue(publication: Publication, form: Form) -> InlineText:
    """Return the venue in italics: its short form, its name, or its name with the short form."""
    venue = publication.venue
    if venue is None:
        return ()
    is_whole = bool(ENTRY_TYPES[publication.type].title_as)
    if (is_whole or "title" not in publication.fields) and _is_title(venue.name, publication):
        return ()
    if _is_arxiv_alone(venue.name) and preprint(publication, form):
        return ()  # the identifier names the archive
    full = joined([venue.name, venue.addon], form.words.comma)
    name: InlineText = venue.name
    behind = venue.addon and (form.words.comma, *venue.addon)
    if venue.short and venue.short != plain(venue.name):
        if form.venue == "short":
            name, behind = (Abbreviation(venue.short, plain(full)),), ()
        elif form.venue == "both":
            behind = (*behind, f" {form.words.in_brackets.format(venue.short)}")
    return join([Span(Style.EMPHASIS, name), *behind])


def _is_title(text: InlineText, publication: Publication) -> bool:
    return plain(text) == plain(publication.title)


def volume_number(publication: Publication, form: Form) -> InlineText:
    """Return a journal's "68(12)", behind its series: "2nd ser., 68(12)"."""
    words = form.words
    volume, series = publication.text("volume"), publication.text("series")
    if fold(series) == fold(publication.text("journal")):
        series = ""
    number = publication.text("number") or publication.text("issue")
    if (ordinal := _ordinal(series, words)) is not None:
        series = words.ordinal_series.format(ordinal)
    if volume and number:
        volume = f"{volume}{words.in_brackets.format(number)}"
    numbers = volume or (words.number.format(number) if number else "")
    issue = publication.text("issue") if publication.text("number") else ""
    return joined([_text(series), _text(numbers), _text(issue)], words.comma)


def _ordinal(text: str, words: Words) -> str | None:
    """Return the ordinal of a number: "2nd"; None if *text* is no number."""
    number = integer(text)
    return words.ordinal(number) if number is not None and 0 <= number < 10_000 else None


def series(publication: Publication, form: Form) -> InlineText:
    """Return a book's place in its series: "Proceedings of Machine Learning Research 235"."""
    layout = ENTRY_TYPES[publication.type].layout.split()
    series = publication.texts.get("series", ())
    if not series and "venue" not in layout:
        # Exporters write "journal" for the series of a book.
        journal = publication.texts.get("journal", ())
        series = () if _is_title(journal, publication) else journal
    volume, number = _volume(publication), publication.text("number")
    if publication.texts.get("maintitle") and "maintitle" in layout:
        volume = ""  # it is that of the whole
    if "typed_number" in layout:
        number = ""  # the layout has it behind the type of the work
    words = form.words
    if series and volume and number and not publication.texts.get("series"):
        numbers = f"{volume}{words.in_brackets.format(number)}"
        return joined([series, _text(numbers)], words.comma)  # those of a journal
    if series and volume and number:
        return join([f"{words.volume.format(volume)}{words.comma}", *series, f" {number}"])
    if series:
        return join([*series, f" {volume or number}" if volume or number else ""])
    if volume:
        number = words.in_brackets.format(number) if number else ""
        return _text(words.volume.format(f"{volume}{number}"))
    return _text(form.words.number.format(number) if number else "")


def _volume(publication: Publication) -> str:
    """Return the volume with its part: "3.2"."""
    return ".".join(filter(None, map(publication.text, ("volume", "part"))))


def maintitle(publication: Publication, form: Form) -> InlineText:
    """Return the work of several volumes that a book is one of: "vol. 2 of Big Series"."""
    title, volume = publication.texts.get("maintitle", ()), _volume(publication)
    if not title or _is_title(title, publication):
        return _text(form.words.volume.format(volume)) if title and volume else ()
    said: InlineText = (Span(Style.EMPHASIS, title),)
    said = filled(form.words.volume_of, (volume,), said) if volume else said
    return joined([said, publication.texts.get("maintitleaddon", ())], form.words.comma)


def volumes(publication: Publication, form: Form) -> InlineText:
    """Return of how many volumes a work is: "3 vols."."""
    return _counted(publication.text("volumes"), form.words.volumes)


def pagetotal(publication: Publication, form: Form) -> InlineText:
    """Return how many pages a work has: "345 pp."."""
    total, pages = publication.text("pagetotal"), publication.text("pages")
    if not total and _is_page_total(pages, publication):
        total = pages
    return _counted(total, form.words.page_total)


def _is_page_total(pages: str, publication: Publication) -> bool:
    """Tell whether the one number in ``pages`` is that of all pages, as of a book or thesis."""
    layout = ENTRY_TYPES[publication.type].layout.split()
    return pages.isdecimal() and "pagetotal" in layout and "pagetotal" not in publication.texts


def _counted(text: str, words: str) -> InlineText:
    """Return *text* with the *words* for it, unless it has words of its own."""
    return _text(words.format(text) if re.fullmatch(r"[\divxlc+, –-]+", text) else text)


def original(publication: Publication, form: Form) -> InlineText:
    """Return how a work was first published: "first published as Steine, 1901"."""
    texts, words = publication.texts, form.words
    title = texts.get("origtitle", ())
    date = parse_date(publication.fields.get("origdate", "")).text
    said: list[InlineText] = [(Span(Style.EMPHASIS, title),)] if title else []
    if not _has_translators(publication):
        languages = _languages(publication, "origlanguage", words)
        said.append(_text(words.in_language.format(languages) if languages else ""))
    said += [texts.get("origpublisher", ()), texts.get("origlocation", ()), _text(date)]
    all_said = joined(said, words.comma)
    return filled(words.original_title if title else words.original, all_said) if all_said else ()


def language(publication: Publication, form: Form) -> InlineText:
    """Return the language of a work, if it is not that of the site: "in French"."""
    words = form.words
    languages = _languages(publication, "language", words, left_out=words.locale)
    return _text(words.in_language.format(languages) if languages else "")


def _languages(publication: Publication, name: str, words: Words, left_out: str = "") -> str:
    names = language_names(publication.text(name), words.locale, left_out)
    return words.listed(names, words.pair)


def _has_translators(publication: Publication) -> bool:
    return any(it.role == "translator" for it in publication.contributors)


def archive(publication: Publication, form: Form) -> InlineText:
    """Return an ``eprint`` of an archive whose addresses nobody has told: "HEPdb: 123"."""
    kind, eprint = publication.fields.get("eprinttype", ""), publication.fields.get("eprint", "")
    linked = {kind.strip().lower(), "eprint"}
    if not eprint or not kind or any(link.kind in linked for link in publication.links):
        return ()
    return _text(form.words.identifier.format(decode_verbatim(kind), decode_verbatim(eprint)))


def pages(publication: Publication, form: Form) -> InlineText:
    """Return the pages, or the number of the article."""
    pages, eid = publication.text("pages"), publication.text("eid")
    if fold(eid) == fold(pages) or fold(eid) in fold(publication.text("howpublished")):
        eid = ""  # ADS says it twice
    if number := _ARTICLE_NUMBER.fullmatch(pages or eid):
        return _text(form.words.article.format(number[1]))
    if re.search(r"page|pp?\.|\bart|arxiv|^(?:id|paper|no\.)\s", pages, re.IGNORECASE):
        return _text(pages)  # "10 pages", "Article no. 12", "arXiv:2301.11270"
    if _is_page_total(pages, publication):
        pages = ""
    if eid and pages.startswith(f"{eid}:"):
        eid = ""  # "5:1–5:6" are pages of article 5
    is_said = not eid or re.match("art", eid, re.IGNORECASE)
    article = eid if is_said else form.words.article.format(eid)
    if pages:
        several = re.search("[–,+]", pages)
        pages = (form.words.pages if several else form.words.page).format(pages)
    return joined([_text(article), _text(pages)], form.words.comma)


def edition(publication: Publication, form: Form = _ENGLISH) -> InlineText:
    """Return the edition: "2nd edition"."""
    edition = publication.text("edition")
    if not edition:
        return ()
    edition = _ordinal(edition, form.words) or edition
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


def contributors(publication: Publication, form: Form) -> InlineText:
    """Return who else had a part in a work: "edited by A and B, translated by C"."""
    # The author of a chapter may be that of the book.
    others = [it for it in publication.other_contributors if it.persons != publication.authors]
    others = [it for it in others if it.role != "holder"]
    others.sort(key=lambda it: it.role != "bookauthor")  # it stands behind the title of the book
    languages = _languages(publication, "origlanguage", form.words)
    return joined((_said(group, form, languages) for group in others), form.words.comma)


def holder(publication: Publication, form: Form) -> InlineText:
    """Return who holds a patent."""
    found = (it for it in publication.contributors if it.role == "holder")
    said = []
    for it in found:
        said += [person_name(person, form.owner) for person in it.persons]
        said += [_text(form.words.et_al)] if it.others else []
    return joined(said, form.words.comma)


def publisher(publication: Publication, form: Form) -> InlineText:
    """Return the organization, the institution and the publisher, each that says something new."""
    said: list[InlineText] = []
    for name in ("publisher", "institution", "organization"):
        text = publication.texts.get(name, ())
        if text and not any(fold(plain(text)) in fold(plain(other)) for other in said):
            said.insert(0, text)
    return joined(said, form.words.comma)


def stand_in(publication: Publication, form: Form) -> InlineText:
    """Return the publisher of an article that names no journal: a server of preprints."""
    return () if publication.venue else publisher(publication, form)


def typed_number(publication: Publication, _: Form) -> InlineText:
    """Return a report's or a patent's "Technical report 42"."""
    kind, number = publication.texts.get("type", ()), publication.texts.get("number", ())
    if not kind and re.match(r"\d|[A-Z]{2}[\s-]?\d", plain(number)):
        kind = _text(ENTRY_TYPES[publication.type].number_called)
    if plain(number).lower().startswith(plain(kind).lower()):
        return number or kind
    return join([*kind, " " if kind and number else "", *number])


def preprint(publication: Publication, form: Form) -> InlineText:
    """Return the arXiv identifier of a work without a venue: "arXiv:2301.11270"."""
    if publication.venue and not _is_arxiv_alone(publication.venue.name):
        return ()
    arxiv = own_arxiv(publication.fields)
    return _text(form.words.arxiv.format(arxiv) if arxiv else "")


def _is_arxiv_alone(name: InlineText) -> bool:
    """Tell whether a venue is arXiv, and its name has no identifier."""
    text = plain(name)
    return is_arxiv_name(text) and not re.search(r"\d", text)


#: The parts under their names in layouts.
PARTS: Final[Mapping[str, PartMaker]] = {
    part.__name__: part
    for part in (
        archive, chapter, contributors, date, edition, event, holder, language, maintitle,
        original, pages, pagetotal, preprint, publisher, series, stand_in, typed_number,
        venue, version, volume_number, volumes, year,
    )
}  # fmt: skip
