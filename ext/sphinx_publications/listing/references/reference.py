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

__all__ = ["Part", "Reference", "Sentence", "ShownDetail"]


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


class ShownDetail(NamedTuple):
    """What folds out under a reference; or, of :attr:`.Detail.BIBTEX`, a link to a file alone."""

    kind: Detail
    name: str
    #: The abstract; empty where BibTeX folds out.
    text: InlineText = ()
    #: The buttons that copy the BibTeX and the address, and the links to files.
    copy: Named = Named("", "")
    copy_link: str = ""
    downloads: Mapping[Format, str] = {}  # never changed


class Reference(NamedTuple):
    """One reference. Two that are equal look the same."""

    #: The entry type, for the stylesheet.
    type: str
    sentences: tuple[Sentence, ...]
    links: tuple[ResourceLink, ...]
    preview: ResourceLink | None
    #: What the link to itself is called.
    permalink: str
    #: A word that stands in front of the links: "Theory".
    badge: str = ""
    #: The signs behind names, which a legend explains.
    marks: frozenset[Mark] = frozenset()
    #: The words of a link to the page of the publication.
    page: str = ""
    #: What the title may lead to, the best first; None is the page of the publication.
    title_links: tuple[ResourceLink | None, ...] = ()

    @property
    def title(self) -> InlineText:
        """The text of the title."""
        parts = chain.from_iterable(sentence.parts for sentence in self.sentences)
        return next((part.text for part in parts if part.name == "title"), ())

    @property
    def describing(self) -> Part | None:
        """The part that tells which work it is: the title, or else the first."""
        parts = [part for sentence in self.sentences for part in sentence.parts]
        return next((part for part in parts if part.name == "title"), next(iter(parts), None))

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
