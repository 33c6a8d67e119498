"""Inline text → the rich text of CSL-JSON, which has six tags of HTML and no escapes."""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.formats.exchange.facts import one_line
from sphinx_publications.text.formulas.unicode_text import inline_of
from sphinx_publications.text.inline import (
    Inline,
    InlineText,
    Math,
    Span,
    Style,
    mapped,
    plain,
    walk,
)

__all__ = ["KEPT", "KEPT_END", "escaped", "rich_text", "without_marks"]

#: Signs around words whose case no style may change. They are characters for private use, which
#: no font shows.
KEPT: Final = "\uf8f0"
KEPT_END: Final = "\uf8f1"
_MARKS: Final = re.compile(f"[{KEPT}{KEPT_END}]")
_TAGS: Final = {
    Style.EMPHASIS: ("<i>", "</i>"),
    Style.STRONG: ("<b>", "</b>"),
    Style.SUPERSCRIPT: ("<sup>", "</sup>"),
    Style.SUBSCRIPT: ("<sub>", "</sub>"),
    Style.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
}
_NOCASE: Final = {KEPT: '<span class="nocase">', KEPT_END: "</span>"}
#: What a processor may take for a tag. CSL has no escapes: to some programs "&lt;" is four
#: characters, to others one. A character without width behind "<" is seen by none of them.
_TAG: Final = re.compile(r"<(?=/?[A-Za-z][^<>]*>)")
_NO_TAG: Final = "<\N{WORD JOINER}"


def rich_text(text: InlineText, *, marked: bool = False) -> str:
    """Return *text* with CSL's tags on one line; formulas are Unicode, and scripts have tags.

    :param marked: signs around words become tags that keep their case: see :data:`KEPT`.

    >>> rich_text((Span(Style.EMPHASIS, ("E. coli",)), " and ", Math("K^2")))
    '<i>E. coli</i> and K<sup>2</sup>'
    """
    if not marked:
        text = without_marks(text)
    if len(text) != 1 or not isinstance(text[0], str):
        text = mapped(text, _spelled)
    found = one_line("".join(walk(text, _visit)))
    return _MARKS.sub(lambda sign: _NOCASE[sign[0]], found)


def escaped(text: str) -> str:
    """Return the plain *text* on one line, with nothing in it that is taken for a tag."""
    return _TAG.sub(_NO_TAG, one_line(text))


def without_marks(text: InlineText) -> InlineText:
    """Return *text* without the signs around words."""

    def bare(_: Inline, piece: Inline) -> InlineText:
        if isinstance(piece, Math):
            return (Math(_MARKS.sub("", piece.tex)),)
        return (_MARKS.sub("", piece),) if isinstance(piece, str) else (piece,)

    return mapped(text, bare)


def _spelled(_: Inline, piece: Inline) -> InlineText:
    return inline_of(piece.tex) if isinstance(piece, Math) else (piece,)


def _visit(piece: Inline, inner: list[str]) -> str:
    if isinstance(piece, str):
        return _TAG.sub(_NO_TAG, piece)
    if isinstance(piece, Span):
        before, behind = _TAGS.get(piece.style, ("", ""))
        return "" if piece.style is Style.MARK else f"{before}{''.join(inner)}{behind}"
    return "".join(inner) or _TAG.sub(_NO_TAG, plain((piece,)))
