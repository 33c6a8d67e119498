"""Inline text: the content of a BibTeX field as a tree, without LaTeX and without docutils.

It is a tuple of :data:`Inline` pieces. Plain text is a plain ``str``, so most fields are a
tuple of one string. The other pieces are named tuples, the cheapest immutable records to
make, to store and to compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, TypeAlias

__all__ = [
    "Abbreviation", "Inline", "InlineText", "Link", "Math", "Span", "Style", "ends_sentence",
    "join", "plain",
]  # fmt: skip


class Style(StrEnum):
    """The style of a :class:`Span`."""

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
    """A formula: its LaTeX source without the dollar signs around it."""

    tex: str


class Link(NamedTuple):
    r"""A link within a field, from the macro ``\href`` or ``\url``."""

    url: str
    children: InlineText


class Abbreviation(NamedTuple):
    """A short form and the full form: "ICML", "International Conference on …"."""

    short: str
    full: str


Inline: TypeAlias = "str | Span | Math | Link | Abbreviation"
InlineText: TypeAlias = "tuple[Inline, ...]"


def plain(text: InlineText) -> str:
    """Return *text* as a string: a formula as its source, an abbreviation as its short form."""
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
    """Return *pieces* as inline text: neighbouring strings are joined, empty ones dropped.

    >>> join(["Deep ", "", "learning", Math("x")])
    ('Deep learning', Math(tex='x'))
    """
    result: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        elif piece != "":
            result.append(piece)
    return tuple(result)


def ends_sentence(text: InlineText) -> bool:
    """Tell whether *text* ends with a mark that no period may follow, such as ``?``."""
    return plain(text[-1:]).rstrip(" \"'”’)").endswith((".", "?", "!", "…"))
