"""How references look, as data: the order of their parts, and what stands between these."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.reports import nearest
from sphinx_publications.text.control_characters import without_controls

__all__ = ["DEFAULT", "PARTS", "PRESETS", "YEARS", "SentenceStyle", "Style", "problem_of"]

#: The parts that are made of several fields, or of one with words.
PARTS: Final = frozenset(
    "archive chapter contributors date edition event holder language maintitle original pages"
    " pagetotal preprint publisher series stand_in typed_number venue version volume_number volumes"
    " year".split()
)
#: Two forms of one fact.
YEARS: Final = {"year", "date"}
#: Parts that an imprint cannot have; the last two are sentences each, and stand alone.
_OWN: Final = ("title", "authors", "imprint", "notes", "related")


class SentenceStyle(NamedTuple):
    """The parts between two periods.

    A part is one of :data:`PARTS` or a printed field; or "title", "authors"; "notes" and
    "related", which are a sentence each; or "imprint", the parts of the entry type that no other
    sentence has.
    """

    #: The CSS class: "imprint" for ``pub-imprint``.
    name: str
    #: Names with spaces between them; "" for *name*.
    parts: str = ""
    joint: str = ", "
    end: str = "."

    @property
    def names(self) -> list[str]:
        """The names of its parts."""
        return (self.parts or self.name).split()


@dataclass(frozen=True)
class Style:
    """The looks of references. Another style is this one with some of its fields replaced."""

    sentences: tuple[SentenceStyle, ...] = (
        SentenceStyle("title"), SentenceStyle("titleaddon"), SentenceStyle("authors"),
        SentenceStyle("imprint"), SentenceStyle("note", "notes"), SentenceStyle("related"),
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
        own = self.imprints.get(entry_type)
        return (ENTRY_TYPES[entry_type].layout if own is None else own).split() or (
            self.imprint("misc") if own is None and entry_type != "misc" else []
        )

    def layout(self, entry_type: str) -> list[tuple[SentenceStyle, list[str]]]:
        """Return the sentences of references to works of a type, with the names of their parts."""
        placed = {name for row in self.sentences for name in row.names}
        placed |= YEARS if placed & YEARS else set()
        imprint = [name for name in self.imprint(entry_type) if name not in placed]
        return [
            (row, [it for name in row.names for it in (imprint if name == "imprint" else [name])])
            for row in self.sentences
        ]


def problem_of(style: Style) -> str:
    """Return what is wrong with *style*, as the end of a sentence that begins with its name."""
    return next(_problems(style), "")


def _problems(style: Any) -> Iterator[str]:
    rows = style.sentences
    if not isinstance(rows, tuple) or not all(isinstance(row, SentenceStyle) for row in rows):
        yield "has sentences that are no tuple of SentenceStyle"
        return
    if not isinstance(style.imprints, dict) or not isinstance(style.around, dict):
        yield "has imprints, or signs around parts, that are no dict"
        return
    pairs = style.around.values()
    texts: list[Any] = [text for row in rows for text in row]
    texts += [style.between_names, style.between_sentences, style.between_links]
    texts += [*style.imprints.values(), *(text for pair in pairs for text in pair)]
    if not all(isinstance(text, str) and without_controls(text) == text for text in texts):
        yield "holds something that is no text, or an invisible character"
        return
    if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        yield 'has signs around a part that are no pair: ("(", ")")'
    for number in (style.most_names, style.first_names):
        if not isinstance(number, int) or number < 1:
            yield f"has “{number}” for a number of names"
    if wrong := [row.name for row in rows if not re.fullmatch("[a-z][a-z0-9-]*", row.name)]:
        yield f"has a sentence named “{wrong[0]}”, which is no CSS class"
    printed = [row.name for row in FIELDS.values() if row.printed == "part"]
    known = [*PARTS, *printed]
    placed = [name for row in rows for name in row.names]
    yield from _unknown("part", [*placed, *style.around], [*known, *_OWN])
    yield from _unknown("part", " ".join(style.imprints.values()).split(), known)
    yield from _unknown("entry type", style.imprints, ENTRY_TYPES)
    if twice := [name for name in dict.fromkeys(placed) if placed.count(name) > 1]:
        yield f"has the part “{twice[0]}” twice"
    if any({"notes", "related"} & set(row.names) and len(row.names) > 1 for row in rows):
        yield "has “notes” or “related” in a sentence with other parts; they are sentences"
    if not {"title", "authors", "imprint"} & set(placed):
        yield "has neither the title, nor the authors, nor the imprint"


def _unknown(kind: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = set(known)
    for name in names:
        if name not in known:
            guess = nearest(name, known)
            yield f"names the {kind} “{name}”, which is none" + (
                f"; did you mean “{guess}”?" if guess else ""
            )


DEFAULT: Final = Style()
#: The styles that have a name.
PRESETS: Final[Mapping[str, Style]] = {"default": DEFAULT}
