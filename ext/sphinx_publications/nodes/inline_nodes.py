"""Text within a line, and references in running text → docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_publications.nodes.elements import make_label, publication_math, publication_small_caps
from sphinx_publications.text.inline import Abbreviation, InlineText, Link, Math, Span, Style

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

__all__ = ["inline", "joined", "reference_text"]

_STYLES: Final = {
    Style.EMPHASIS: nodes.emphasis,
    Style.STRONG: nodes.strong,
    Style.CODE: nodes.literal,
    Style.SUPERSCRIPT: nodes.superscript,
    Style.SUBSCRIPT: nodes.subscript,
}


def inline(text: InlineText, *, links: bool = True) -> Iterator[nodes.Node]:
    """Yield *text* as docutils nodes.

    :param links: keep the links in *text*; false within a link.
    """
    for piece in text:
        if isinstance(piece, str):
            yield nodes.Text(piece)
        elif isinstance(piece, Math):
            yield publication_math(piece.tex, piece.tex)
        elif isinstance(piece, Abbreviation):
            yield nodes.abbreviation("", piece.short, explanation=piece.full)
        elif isinstance(piece, Link):
            children = list(inline(piece.children, links=False))
            # "reading" has kept only links with sound addresses.
            yield from [nodes.reference("", "", *children, refuri=piece.url)] if links else children
        elif isinstance(piece, Span):
            if piece.style is Style.SMALL_CAPS:
                node: nodes.Element = publication_small_caps(classes=["pub-small-caps"])
            else:
                node = _STYLES[piece.style]()
            node += list(inline(piece.children, links=links))
            yield node


def joined(parts: Iterable[nodes.Node], separator: str) -> list[nodes.Node]:
    """Return *parts* with *separator* between them."""
    return list(chain.from_iterable((nodes.Text(separator), part) for part in parts))[1:]


def reference_text(publication: Publication, number: str, typ: str) -> list[nodes.Node]:
    """Return the text of a reference in running text, for each role.

    :param number: the number of the publication, without brackets; or empty.
    """
    if typ == "number" and number:
        return [nodes.Text(make_label(number))]
    if typ == "authors":
        return [nodes.Text(publication.labelname)]
    if typ == "year" and publication.date.label:
        return [nodes.Text(publication.date.label)]
    if typ in {"short", "number", "year"}:
        return [nodes.Text(publication.short)]
    title = list(inline(publication.title, links=False))
    if typ == "full":
        return [nodes.Text("“"), *title, nodes.Text(f"” ({publication.short})")]
    return title
