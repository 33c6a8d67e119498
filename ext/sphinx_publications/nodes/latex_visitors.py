"""How the LaTeX writer writes our nodes."""

from __future__ import annotations

from typing import Final

from docutils.nodes import Element
from sphinx.writers.latex import LaTeXTranslator

from sphinx_publications.nodes import elements

__all__ = ["LATEX_VISITORS", "visit_item"]


def visit_list(self: LaTeXTranslator, node: Element) -> None:
    self.body.append("\n\\begin{description}\n" if node["numbered"] else "\n\\begin{itemize}\n")


def depart_list(self: LaTeXTranslator, node: Element) -> None:
    self.body.append("\\end{description}\n" if node["numbered"] else "\\end{itemize}\n")


def visit_item(self: LaTeXTranslator, node: Element) -> None:
    label = node["label"]
    self.body.append(rf"\item[{{{self.escape(label)}}}] " if label else r"\item {} ")
    self.body += [self.hypertarget(node_id) for node_id in node["ids"]]


#: Node → what is done when it begins, and when it ends.
LATEX_VISITORS: Final = {
    elements.publication_list: (visit_list, depart_list),
    elements.publication_item: (visit_item, elements.writes("\n")),
    elements.publication_small_caps: (elements.writes(r"\textsc{"), elements.writes("}")),
}
