"""A reference as data: what is said of a publication, in the order and the words of a style.

All that shows a reference prints this data, and has no words, no order and no signs of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from sphinx_publications.listing.settings import Detail, Format
from sphinx_publications.model.marks import Mark
from sphinx_publications.model.publication import ResourceLink
from sphinx_publications.text.inline import InlineText, Named, join, plain

__all__ = ["Part", "Reference", "Sentence", "ShownDetail", "ShownLink"]


class Part(NamedTuple):
    """A part of a sentence: "venue", "pages"; or the signs between two parts, without a name."""

    name: str
    text: InlineText


class Sentence(NamedTuple):
    """Parts, with the signs between them and behind them."""

    #: The CSS class without its prefix: "imprint".
    name: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> InlineText:
        """The text of all parts."""
        return join(chain.from_iterable(part.text for part in self.parts))


class ShownLink(NamedTuple):
    """A link under a reference."""

    name: Named
    source: ResourceLink


class ShownDetail(NamedTuple):
    """What folds out under a reference; or, of :attr:`.Detail.BIBTEX`, a link to a file alone."""

    kind: Detail
    name: Named
    #: The abstract; empty where BibTeX folds out.
    text: InlineText = ()
    #: The button that copies BibTeX, and the links to the files that visitors take along.
    copy: Named = Named("", "")
    downloads: Mapping[Format, Named] = {}  # never changed


class Reference(NamedTuple):
    """One reference. Two that are equal look the same."""

    #: The entry type, for the stylesheet.
    type: str
    sentences: tuple[Sentence, ...]
    links: tuple[ShownLink, ...]
    preview: ResourceLink | None
    permalink: Named
    #: A word that stands in front of the links: "Theory".
    badge: str = ""
    #: The signs behind names, which a legend explains.
    marks: frozenset[Mark] = frozenset()
    #: The words of a link to the page of the publication.
    page: Named = Named("", "")

    @property
    def title(self) -> InlineText:
        """The text of the title."""
        parts = chain.from_iterable(sentence.parts for sentence in self.sentences)
        return next((part.text for part in parts if part.name == "title"), ())

    @property
    def around_title(self) -> tuple[Sentence, ...]:
        """The sentences without the title and without the signs at their ends; authors first."""
        rest = []
        for sentence in self.sentences:
            parts = list(sentence.parts)
            place = next((it for it, part in enumerate(parts) if part.name == "title"), None)
            if place is not None:  # with the sign behind it, or else before it
                del parts[place : place + 2]
            while parts and not parts[-1].name:
                parts.pop()
            if parts:
                rest.append(Sentence(sentence.name, tuple(parts)))
        return tuple(sorted(rest, key=lambda it: all(part.name != "authors" for part in it.parts)))

    def plain_line(self, between: str) -> str:
        """Return its sentences as one line of plain text, with *between* between them."""
        return between.join(plain(sentence.text) for sentence in self.sentences)
