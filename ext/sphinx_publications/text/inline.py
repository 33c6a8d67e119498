"""Rich text within one line: what a BibTeX field says, without LaTeX and without docutils.

A value is a tuple of :data:`Inline` pieces. Plain text is a plain ``str``, so
the great majority of fields is a tuple of one string. Pieces are named tuples: of
all immutable records they are the cheapest to make, to keep and to compare.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable


class Style(StrEnum):
    """How a :class:`Span` is set."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPS = "small-caps"
    CODE = "code"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


class Span(NamedTuple):
    """Text in one style."""

    style: Style
    children: InlineText


class Math(NamedTuple):
    """Mathematics, as LaTeX source without its delimiters."""

    tex: str


class Link(NamedTuple):
    """A link within a field, from ``href`` or ``url``."""

    url: str
    children: InlineText


class Abbreviation(NamedTuple):
    """A short form and what it stands for."""

    short: str
    full: str


Inline: TypeAlias = "str | Span | Math | Link | Abbreviation"
InlineText: TypeAlias = "tuple[Inline, ...]"


def plain(text: InlineText) -> str:
    """Return *text* without its styles; mathematics as its source, short forms short."""
    parts: list[str] = []
    for piece in text:
        if isinstance(piece, str):
            parts.append(piece)
        elif isinstance(piece, Math):
            parts.append(piece.tex)
        elif isinstance(piece, Abbreviation):
            parts.append(piece.short)
        else:
            parts.append(plain(piece.children))
    return "".join(parts)


def join(pieces: Iterable[Inline]) -> InlineText:
    """Return *pieces* with neighbouring strings made one and empty ones left out."""
    result: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, str):
            if not piece:
                continue
            if result and isinstance(result[-1], str):
                result[-1] += piece
                continue
        result.append(piece)
    return tuple(result)


def ends_sentence(text: InlineText) -> bool:
    """Tell whether *text* ends in a mark after which no period is set."""
    return plain(text[-1:]).rstrip(" \"'”’)").endswith((".", "?", "!", "…"))
