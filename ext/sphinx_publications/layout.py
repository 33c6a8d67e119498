"""What a reference says, in which order, per entry type: publication → inline text.

Knows the conventions of reference lists, but neither docutils nor a builder:
:mod:`~sphinx_publications.render` turns the result into nodes. Each entry type
has one row in :data:`LAYOUTS`, the parts of its imprint in the order printed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from sphinx_publications.inline import Abbreviation, Span, Style, ends_sentence, join, plain
from sphinx_publications.integers import integer
from sphinx_publications.links import arxiv_of
from sphinx_publications.statuses import STATUS_TEXTS, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx_publications.inline import Inline, InlineText
    from sphinx_publications.model import Publication
    from sphinx_publications.names import Person

    Part: TypeAlias = Callable[[Publication], InlineText]


class Reference(NamedTuple):
    """The sentences of one reference, each without its final period."""

    title: InlineText
    #: Authors, or editors where there are none.
    creators: tuple[Person, ...]
    #: Behind the creators: "et al.", "(eds.)".
    creators_suffix: str
    #: Venue, volume, pages, year, as the entry type has it.
    imprint: InlineText
    #: Status, note, addendum, award.
    notes: tuple[InlineText, ...]


#: Types whose number is the work's own: "Technical report 42".
_NUMBERED_TYPES: Final = frozenset({"report", "patent", "standard"})
#: More names than these are not told in one line; then so many of them are.
_MOST_NAMES: Final = 12
_FIRST_NAMES: Final = 5


def reference(publication: Publication) -> Reference:
    """Return what the reference of *publication* says."""
    suffix = "et al." if publication.more_creators else ""
    if not publication.authors and publication.editors:
        several = len(publication.editors) > 1 or publication.more_editors
        suffix = f"{suffix} {'(eds.)' if several else '(ed.)'}".strip()
    if publication.text("collaboration"):
        suffix = f"{suffix} ({_collaboration(publication)})".strip()
    status = STATUS_TEXTS.get(publication.status, publication.status)
    imprint = _imprint(publication, LAYOUTS.get(publication.type, LAYOUTS["misc"]))
    # A year that is none, "in press", says it in its place.
    if status_of(publication.date.text) == publication.status and imprint:
        status = ""
    notes: list[InlineText] = [(status,) if status else ()]
    notes += [publication.texts.get(name, ()) for name in ("note", "addendum", "award")]
    return Reference(
        title=publication.title,
        creators=publication.creators,
        creators_suffix=suffix,
        imprint=imprint,
        # What already stands as the title is not said again.
        notes=tuple(note for note in notes if note and note != publication.title),
    )


def _collaboration(publication: Publication) -> str:
    """The group that the authors are: "ATLAS Collaboration"."""
    name = publication.text("collaboration")
    return (
        name
        if re.search("collab|group|team|consorti", name, re.IGNORECASE)
        else (f"{name} Collaboration")
    )


def plain_reference(said: Reference) -> str:
    """Return what a reference says as one line of plain text."""
    names = ", ".join(person.name for person in said.creators)
    creators = f"{names} {said.creators_suffix}".strip()
    texts = [said.title, (creators,) if creators else (), said.imprint, *said.notes]
    return " ".join(plain(sentence(text)) for text in texts if text)


def line_of(publication: Publication) -> str:
    """Return the reference of *publication* as one line, with a few of many names."""
    said = reference(publication)
    if len(said.creators) > _MOST_NAMES:
        said = said._replace(creators=said.creators[:_FIRST_NAMES], creators_suffix="et al.")
    return plain_reference(said)


def _imprint(publication: Publication, layout: tuple[Part, ...]) -> InlineText:
    imprint = _commas(part(publication) for part in layout)
    # The year alone of what is not published would look like that of its publication.
    alone = plain(imprint) == publication.date.text
    return () if alone and publication.status in {"submitted", "inpreparation"} else imprint


def imprint_without_year(publication: Publication) -> str:
    """Return where a publication appeared as plain text, for those who print the year apart."""
    parts = (part for part in LAYOUTS.get(publication.type, LAYOUTS["misc"]) if part is not _year)
    return plain(_commas(part(publication) for part in parts))


def sentence(text: InlineText) -> InlineText:
    """Return *text* with a period behind it, unless it ends in a mark of its own."""
    return text if not text or ends_sentence(text) else join([*text, "."])


def _commas(parts: Iterable[InlineText]) -> InlineText:
    pieces: list[Inline] = []
    for part in parts:
        if part:
            pieces += [", ", *part] if pieces else part
    return join(pieces)


def _field(name: str) -> Part:
    return lambda publication: publication.texts.get(name, ())


def _text(*pieces: str) -> InlineText:
    return join(pieces)


def _year(publication: Publication) -> InlineText:
    return _text(publication.date.text)


def _venue(publication: Publication) -> InlineText:
    """The venue in italics; its short form, which stands for the full name, where it has one."""
    venue = publication.venue
    if venue is None or plain(venue.name) == plain(publication.title):
        return ()
    name: InlineText = venue.name
    if venue.short and venue.short != plain(venue.name):
        name = (Abbreviation(venue.short, plain(venue.name)),)
    return (Span(Style.EMPHASIS, name),)


def _volume_number(publication: Publication) -> InlineText:
    """A journal's "68(12)"."""
    volume = publication.text("volume")
    number = publication.text("number") or publication.text("issue")
    if volume and number:
        return _text(f"{volume}({number})")
    return _text(volume or (f"no. {number}" if number else ""))


def _series(publication: Publication) -> InlineText:
    """A book's place in its series: "Proceedings of Machine Learning Research 235"."""
    series = publication.texts.get("series", ())
    volume, number = publication.text("volume"), publication.text("number")
    if publication.type in _NUMBERED_TYPES:
        number = ""  # it stands behind the type of the work
    if series:
        return join([*series, f" {volume or number}" if volume or number else ""])
    return _text(f"vol. {volume}" if volume else f"no. {number}" if number else "")


def _pages(publication: Publication) -> InlineText:
    pages, eid = publication.text("pages"), publication.text("eid")
    if re.search(r"page|pp?\.|\bart|arxiv", pages, re.IGNORECASE):
        return _text(pages)  # "10 pages", "Article 12", "arXiv:2301.11270"
    if pages:
        several = re.search("[–,+]", pages)
        return _text(f"{'pp.' if several else 'p.'}\N{NO-BREAK SPACE}{pages}")
    return _text(eid if re.match("art", eid, re.IGNORECASE) else f"article {eid}" if eid else "")


def _edition(publication: Publication) -> InlineText:
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


def _chapter(publication: Publication) -> InlineText:
    chapter = publication.text("chapter")
    says_so = re.match("ch(?:ap|\\.)", chapter, re.IGNORECASE)
    return _text(chapter if says_so else f"chapter {chapter}" if chapter else "")


def _edited_by(publication: Publication) -> InlineText:
    """The editors of the whole, where the part has authors of its own."""
    if not publication.authors or not publication.editors:
        return ()
    names = [person.name for person in publication.editors]
    if publication.more_editors:
        return _text(f"edited by {', '.join(names)} et al.")
    # An "and", for more follows behind a comma.
    *others, last = names
    return _text(f"edited by {', '.join(others)} and {last}" if others else f"edited by {last}")


def _publisher(publication: Publication) -> InlineText:
    """The publisher, or whoever else stands behind the work."""
    for name in ("publisher", "institution", "organization"):
        if publication.texts.get(name):
            return publication.texts[name]
    return ()


def _typed_number(publication: Publication) -> InlineText:
    """A report's or a patent's "Technical report 42"."""
    kind, number = publication.texts.get("type", ()), publication.texts.get("number", ())
    if plain(number).lower().startswith(plain(kind).lower()):
        return number or kind
    return join([*kind, " " if kind and number else "", *number])


def _version(publication: Publication) -> InlineText:
    version = publication.text("version")
    says_so = re.match(r"v(?:er|\.|\d)|r(?:ev|el)", version, re.IGNORECASE)
    return _text(version if says_so else f"version {version}" if version else "")


def _preprint(publication: Publication) -> InlineText:
    """Where a work without a venue can be read: "arXiv:2301.11270"."""
    if publication.venue or publication.fields.get("eprinttype", "arxiv").lower() != "arxiv":
        return ()
    arxiv = arxiv_of(publication.fields.get("eprint", publication.fields.get("arxiv", "")))
    return _text(f"arXiv:{arxiv}" if arxiv else "")


_HOW: Final = (_field("howpublished"), _preprint)
_BY: Final = (_publisher, _field("address"))

#: Entry type → the parts of its imprint. Types not named here are laid out as "misc".
LAYOUTS: Final[Mapping[str, tuple[Part, ...]]] = {
    "article": (_venue, _preprint, _volume_number, _pages, _year),
    "periodical": (_venue, _volume_number, *_BY, _year),
    "inproceedings": (_venue, _preprint, _year, _edited_by, _series, _pages, *_BY),
    "presentation": (_venue, _field("howpublished"), *_BY, _year),
    "incollection": (_venue, _edition, _edited_by, _chapter, _series, _pages, *_BY, _year),
    "inbook": (_venue, _edition, _edited_by, _chapter, _series, _pages, *_BY, _year),
    "book": (_edition, _edited_by, _series, *_BY, _year),
    "collection": (_edition, _series, *_BY, _year),
    "proceedings": (_venue, _series, *_BY, _year),
    "booklet": (_field("howpublished"), _field("type"), *_BY, _year),
    "manual": (_edition, _version, *_BY, _year),
    "report": (_typed_number, _version, _series, *_BY, _preprint, _year),
    "thesis": (_field("type"), *_BY, _year),
    "patent": (_typed_number, _field("holder"), _field("address"), _year),
    "standard": (_typed_number, _edition, *_BY, _year),
    "software": (_venue, _version, *_HOW, *_BY, _year),
    "dataset": (_venue, _edition, _version, *_HOW, *_BY, _year),
    "online": (_venue, *_HOW, *_BY, _version, _year),
    "unpublished": (_venue, *_HOW, *_BY, _year),
    "misc": (_venue, _field("type"), *_HOW, _volume_number, _pages, *_BY, _version, _year),
}
