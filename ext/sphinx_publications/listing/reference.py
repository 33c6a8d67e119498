"""A publication → the sentences of its reference, as inline text.

The layout of its entry type (:mod:`~sphinx_publications.model.entry_types`) names the parts of
the imprint (:mod:`~sphinx_publications.listing.imprint`).
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sphinx_publications.listing.imprint import PARTS, collaboration, commas, field, listed, year
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Publication, Related
from sphinx_publications.model.statuses import status_of, status_row
from sphinx_publications.reading.relations import RELATION_TEXTS
from sphinx_publications.text.collation import fold
from sphinx_publications.text.inline import (
    InlineText,
    Link,
    ends_sentence,
    join,
    plain,
    without_links,
)

__all__ = [
    "NAME_SEPARATOR", "Reference", "imprint_without_year", "line_of", "reference", "sentence",
    "words_of",
]  # fmt: skip


#: What stands between the names of authors.
NAME_SEPARATOR: Final = ", "


class Reference(NamedTuple):
    """The sentences of one reference, each without its final period."""

    title: InlineText
    #: Authors, or else editors.
    creators: tuple[Person, ...]
    #: The words behind the creators: "et al.", "(eds.)".
    creators_suffix: str
    #: Venue, volume, pages, year, in the order of the entry type.
    imprint: InlineText
    #: The status, and the fields that are sentences: note, addendum, award.
    notes: tuple[InlineText, ...]
    #: Other records of the work, and works that it comes from.
    related: tuple[InlineText, ...] = ()


#: Entry type → the parts of its imprint, in the order printed.
_LAYOUTS: Final = {
    row.name: tuple(
        PARTS.get(name) or field(name)
        for name in (row.layout or ENTRY_TYPES["misc"].layout).split()
    )
    for row in ENTRY_TYPES.values()
}
#: Fields that are printed as sentences behind the imprint.
_SENTENCES: Final = tuple(row.name for row in FIELDS.values() if row.printed == "sentence")
#: One line has up to so many names; of more names, it has the first few.
_MOST_NAMES: Final = 12
_FIRST_NAMES: Final = 5


def reference(publication: Publication, *, letters: bool = False) -> Reference:
    """Return the reference of *publication*, if need be with *letters* of years: "2023b"."""
    suffix = "et al." if publication.more_creators else ""
    if not publication.authors and publication.editors:
        several = len(publication.editors) > 1 or publication.more_editors
        suffix = f"{suffix} {'(eds.)' if several else '(ed.)'}".strip()
    if publication.text("collaboration"):
        suffix = f"{suffix} ({collaboration(publication)})".strip()
    status = status_row(publication.status).text
    imprint = _imprint(publication, letters=letters)
    # The year ("in press") or the note may say the status, too.
    is_year = status_of(publication.date.text) == publication.status and imprint
    if is_year or status.casefold() == publication.text("note").rstrip(". ").casefold():
        status = ""
    notes: list[InlineText] = [(status,) if status else ()]
    notes += [publication.texts.get(name, ()) for name in _SENTENCES]
    return Reference(
        title=publication.title,
        creators=publication.creators,
        creators_suffix=suffix,
        imprint=imprint,
        # The note of a work without a title is its title.
        notes=tuple(note for note in notes if note and note != publication.title),
        related=tuple(_relation(publication, related) for related in publication.related),
    )


def _relation(publication: Publication, related: Related) -> InlineText:
    """Return the facts of another record of a work that its own reference lacks."""
    other = related.publication
    names = listed(other.creators, others=other.more_creators)
    if names == listed(publication.creators, others=publication.more_creators):
        names = ""
    who = "authors" if other.authors else "editors"
    by = f"{'' if other.authors else 'edited '}by {names}" if names else ""
    imprint, own = _imprint(other), _imprint(publication)
    parts: list[InlineText] = [imprint] if plain(imprint) != plain(own) else []
    if other.status and other.status != publication.status:
        status = status_row(other.status).text
        parts.append((f"{status[:1].lower()}{status[1:]}",))
    text = related.text
    is_ours = text in RELATION_TEXTS.values()
    leads_on = text.endswith(" as") if not by else not is_ours
    if fold(other.title_text) != fold(publication.title_text) or leads_on or not (by or parts):
        title: InlineText = join(["“", *other.title, "”"])
        known = {link.target for link in publication.links}
        address = next((link.target for link in other.links if not link.local), "")
        linked = address and address not in known and title == without_links(title)
        parts.insert(0, (Link(address, title),) if linked else title)
        if by:
            parts.insert(1, (by,))
    elif by:
        both = (sorted(person.last_name for person in pub.creators) for pub in (other, publication))
        order = " in the order" if next(both) == next(both) else ""
        text = f"{text.rstrip(':').removesuffix(' as')} with the {who}{order} {names}"
        if not parts:
            return (text,)
        text += ","
    return join([f"{text} ", *commas(parts)])


def words_of(said: Reference) -> str:
    """Return a reference as one line of plain text."""
    names = NAME_SEPARATOR.join(person.name for person in said.creators)
    creators = f"{names} {said.creators_suffix}".strip()
    texts = [said.title, (creators,) if creators else (), said.imprint, *said.notes, *said.related]
    return " ".join(plain(sentence(text)) for text in texts if text)


def line_of(publication: Publication, *, letters: bool = False) -> str:
    """Return the reference of *publication* as one line of plain text, with a few of its names."""
    said = reference(publication, letters=letters)
    if len(said.creators) > _MOST_NAMES:
        said = said._replace(creators=said.creators[:_FIRST_NAMES], creators_suffix="et al.")
    return words_of(said)


def _imprint(publication: Publication, *, letters: bool = False) -> InlineText:
    date = join([publication.date.label]) if letters else year(publication)
    parts = _LAYOUTS[publication.type]
    imprint = commas(date if part is year else part(publication) for part in parts)
    # Alone, the year of a work that nobody has accepted looks like that of its publication.
    # With its letter it stays, for the work is cited by it.
    alone = plain(imprint) == publication.date.text
    return () if alone and not status_row(publication.status).accepted else imprint


def imprint_without_year(publication: Publication) -> str:
    """Return the imprint as plain text without the year."""
    parts = (part for part in _LAYOUTS[publication.type] if part is not year)
    return plain(commas(part(publication) for part in parts))


def sentence(text: InlineText) -> InlineText:
    """Return *text* with a period behind it, unless it ends in "?", "!" or a period."""
    return text if not text or ends_sentence(text) else join([*text, "."])
