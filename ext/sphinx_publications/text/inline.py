"""Inline text: the content of a BibTeX field as a tree, without LaTeX and without docutils.

It is a tuple of :data:`Inline` pieces. Plain text is a plain ``str``, so most fields are a
tuple of one string. The other pieces are named tuples, the cheapest immutable records to
make, to store and to compare. Only this module looks for pieces within pieces: all else says
what it makes of one piece, to :func:`walk` and :func:`mapped`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from itertools import chain
from typing import Final, NamedTuple, TypeAlias, TypeVar

__all__ = [
    "Abbreviation", "Fold", "Inline", "InlineText", "Link", "Math", "Named", "Span", "Style",
    "ends_sentence", "join", "mapped", "plain", "walk", "without_links",
]  # fmt: skip


class Style(StrEnum):
    """The style of a :class:`Span`."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPS = "small-caps"
    CODE = "code"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    #: The site's owner; a sign behind a name.
    OWNER = "owner"
    MARK = "mark"


class Span(NamedTuple):
    """Text in one style."""

    style: Style
    children: InlineText


class Math(NamedTuple):
    """A formula: its LaTeX source without the dollar signs around it."""

    tex: str


class Link(NamedTuple):
    r"""A link within a field, from the macro ``\href`` or ``\url``; there is no link in it.

    Or that of a name to its ORCID iD.
    """

    url: str
    children: InlineText
    is_orcid: bool = False


class Named(NamedTuple):
    """Words that are seen, and what they are called where their surroundings are not seen."""

    text: str
    #: The accessible name: "PDF: A paper on stones".
    label: str


class Fold(NamedTuple):
    """Text that pages fold away."""

    children: InlineText
    #: The words in its place.
    name: Named


class Abbreviation(NamedTuple):
    """A short form and the full form: "ICML", "International Conference on …"."""

    short: str
    full: str


Inline: TypeAlias = "str | Span | Math | Link | Abbreviation | Fold"
InlineText: TypeAlias = "tuple[Inline, ...]"
T = TypeVar("T")
_WITH_CHILDREN: Final = (Span, Link, Fold)

#: Marks that no period may follow, and what may stand behind them: "“Why?” (1)".
_ENDS: Final = (".", "?", "!", "…", "。", "？", "！")
_CLOSINGS: Final = " \N{NO-BREAK SPACE}\"'”’“‘»«›‹)]"


def walk(text: InlineText, visit: Callable[[Inline, list[T]], T]) -> list[T]:
    """Return what *visit* returns for each piece of *text*.

    :param visit: takes a piece, and what it has returned for the pieces in it, which come first.
    """
    return [
        visit(piece, walk(piece.children, visit) if isinstance(piece, _WITH_CHILDREN) else [])
        for piece in text
    ]


def mapped(text: InlineText, change: Callable[[Inline, Inline], InlineText]) -> InlineText:
    """Return *text* with what *change* returns in the place of each piece.

    :param change: takes a piece as it was, and with the pieces in it changed.
    """

    def visit(piece: Inline, inner: list[InlineText]) -> InlineText:
        if isinstance(piece, _WITH_CHILDREN):
            return change(piece, piece._replace(children=join(chain.from_iterable(inner))))
        return change(piece, piece)

    return join(piece for changed in walk(text, visit) for piece in changed)


def plain(text: InlineText) -> str:
    """Return *text* as a string: a formula as its source, an abbreviation as its short form.

    Signs behind names are left out.
    """
    if len(text) == 1 and isinstance(text[0], str):  # as most fields
        return text[0]
    return "".join(walk(text, _shown))


def _shown(piece: Inline, inner: list[str]) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Math):
        return piece.tex
    if isinstance(piece, Abbreviation):
        return piece.short
    return "" if isinstance(piece, Span) and piece.style is Style.MARK else "".join(inner)


def without_links(text: InlineText) -> InlineText:
    """Return *text* with the texts of links in the place of the links."""
    return mapped(text, lambda _, it: it.children if isinstance(it, Link) else (it,))


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
    """Tell whether *text* ends with a mark that no period may follow, such as ``?``.

    That of a formula, as in "n!", ends no sentence.
    """
    if text and isinstance(text[-1], str) and (end := text[-1].rstrip(_CLOSINGS)):  # as most texts
        return end.endswith(_ENDS)
    words = "".join(
        walk(text, lambda it, inner: "x" if isinstance(it, Math) else _shown(it, inner))
    )
    return words.rstrip(_CLOSINGS).endswith(_ENDS)
