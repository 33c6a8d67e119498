"""Each kind of node → an expression in Typst: a call of a function in ``elements.typ``.

A module has ``WRITERS``: the name of a node's class → a function of the translator and the node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes

from typst_pdf.syntax import array, call, string

if TYPE_CHECKING:
    from typst_pdf.translator import TypstTranslator

__all__ = ["Write", "captioned", "classes", "drawn", "first", "parts", "written"]

Write = Callable[["TypstTranslator", Any], str]
Part = TypeVar("Part", bound=nodes.Element)


def classes(node: nodes.Element) -> str:
    """Return the classes of a node, the first argument of each function."""
    return array(string(name) for name in node["classes"])


def written(function: str, node: nodes.Element, *arguments: str) -> str:
    """Return a call with the classes of a node."""
    return call(function, classes(node), *arguments)


def drawn(function: str) -> Write:
    """Return how a node is written that is its content."""
    return lambda writer, node: written(function, node, writer.content(node))


def parts(found: Iterable[nodes.Node], kind: type[Part]) -> list[Part]:
    """Return the nodes of a kind, which are those in a node, not those deep in it."""
    return [node for node in found if isinstance(node, kind)]


def first(node: nodes.Element, kind: type[Part]) -> Part | None:
    """Return the first of :func:`parts`, if there is one."""
    return next(iter(parts(node, kind)), None)


def captioned(writer: TypstTranslator, node: nodes.Element, words: nodes.Element | None) -> str:
    """Return the caption of a picture, table or listing, behind its number if it has one."""
    if words is None:
        return "none"
    env = writer.builder.env
    kind = env.domains.standard_domain.get_enumerable_node_type(node)
    pattern = writer.config.numfig_format.get(kind)
    numbers = env.toc_fignumbers.get(writer.docname, {}).get(kind or "", {})
    number = next((numbers[node_id] for node_id in node["ids"] if node_id in numbers), None)
    body = writer.content(words)
    if not number or not pattern:
        return body
    return string(pattern % ".".join(map(str, number)) + " ") + " + " + body
