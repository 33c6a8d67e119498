"""Text within a line → docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final

from docutils import nodes

from sphinx_publications.nodes import elements
from sphinx_publications.text.inline import (
    Abbreviation,
    Fold,
    Inline,
    InlineText,
    Link,
    Math,
    Style,
    walk,
)

__all__ = ["inline", "joined"]

_STYLES: Final = {
    Style.EMPHASIS: nodes.emphasis,
    Style.STRONG: nodes.strong,
    Style.CODE: nodes.literal,
    Style.SUPERSCRIPT: nodes.superscript,
    Style.SUBSCRIPT: nodes.subscript,
    Style.SMALL_CAPS: elements.publication_small_caps,
    Style.OWNER: elements.publication_owner,
    Style.MARK: nodes.superscript,
}
#: Style → its CSS class, for those that no element of HTML is there for.
_CLASSES: Final = {style: [f"pub-{style}"] for style in (Style.SMALL_CAPS, Style.OWNER, Style.MARK)}


def inline(text: InlineText) -> list[nodes.Node]:
    """Return *text* as docutils nodes."""
    return walk(text, _node)


def _node(piece: Inline, inner: list[nodes.Node]) -> nodes.Node:
    if isinstance(piece, str):
        return nodes.Text(piece)
    if isinstance(piece, Math):
        return elements.publication_math(piece.tex, piece.tex)
    if isinstance(piece, Abbreviation):
        return nodes.abbreviation("", piece.short, explanation=piece.full)
    if isinstance(piece, Link):
        # "reading" has kept only links with sound addresses.
        classes = ["pub-orcid"] if piece.is_orcid else []
        return nodes.reference("", "", *inner, refuri=piece.url, classes=classes)
    if isinstance(piece, Fold):
        name = piece.name
        return elements.publication_fold("", "", *inner, summary=name.text, label=name.label)
    return _STYLES[piece.style]("", "", *inner, classes=_CLASSES.get(piece.style, []))


def joined(parts: Iterable[nodes.Node], separator: str) -> list[nodes.Node]:
    """Return *parts* with *separator* between them."""
    return list(chain.from_iterable((nodes.Text(separator), part) for part in parts))[1:]
