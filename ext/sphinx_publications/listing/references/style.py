"""How references look, as data: the order of their parts, and what stands between these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sphinx_publications.model.entry_types import ENTRY_TYPES

__all__ = ["DEFAULT", "PRESETS", "Sentence", "Style"]


class Sentence(NamedTuple):
    """The parts between two periods.

    A part is one of :data:`~sphinx_publications.listing.references.parts.PARTS` or a printed
    field; or "title", "authors"; "notes" and "related", which are a sentence each; or "imprint",
    the parts of the entry type that no other sentence has.
    """

    #: The CSS class: "imprint" for ``pub-imprint``.
    name: str
    #: Names with spaces between them; "" for *name*.
    parts: str = ""
    joint: str = ", "
    end: str = "."


@dataclass(frozen=True)
class Style:
    """The looks of references. Another style is this one with some of its fields replaced."""

    sentences: tuple[Sentence, ...] = (
        Sentence("title"), Sentence("authors"), Sentence("imprint"), Sentence("note", "notes"),
        Sentence("related", "related"),
    )  # fmt: skip
    #: Entry type → the parts of its imprint, for those that are not as the entry type has them.
    imprints: Mapping[str, str] = field(default_factory=dict)
    #: Part → the signs in front of it and behind it: ("(", ")").
    around: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    between_names: str = ", "
    between_sentences: str = " "
    between_links: str = " · "
    #: A line of text, as in tooltips, has up to so many names; of more it has the first few.
    most_names: int = 12
    first_names: int = 5

    def imprint(self, entry_type: str) -> list[str]:
        """Return the names of the parts of the imprint."""
        own = self.imprints.get(entry_type) or ENTRY_TYPES[entry_type].layout
        return (own or self.imprints.get("misc") or ENTRY_TYPES["misc"].layout).split()

    def layout(self, entry_type: str) -> list[tuple[Sentence, list[str]]]:
        """Return the sentences of references to works of a type, with the names of their parts."""
        rows = [(row, (row.parts or row.name).split()) for row in self.sentences]
        placed = {name for _, names in rows for name in names}
        imprint = [name for name in self.imprint(entry_type) if name not in placed]
        return [
            (row, [part for name in names for part in (imprint if name == "imprint" else [name])])
            for row, names in rows
        ]


DEFAULT: Final = Style()
#: The styles that have a name.
PRESETS: Final[Mapping[str, Style]] = {"default": DEFAULT}
