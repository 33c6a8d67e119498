"""Where sphinxcontrib-bibtex's links land in LaTeX: names of its own, which our items get, too.

In LaTeX, and nowhere else, its roles do not link to the id of an entry but to
``cite.page:id``, the name that it gives the entries of its own bibliographies.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.writers.latex import LaTeXTranslator

from sphinx_publications.nodes.elements import publication_item, writes
from sphinx_publications.nodes.latex_visitors import visit_item

__all__ = ["setup"]


def visit_cited_item(self: LaTeXTranslator, node: publication_item) -> None:
    visit_item(self, node)
    for node_id in node["ids"]:
        self.body.append(rf"\hypertarget{{cite.{self.curfilestack[-1]}:{node_id}}}{{}}")


def setup(app: Sphinx) -> None:
    """Have the items of our lists written with both names."""
    app.add_node(publication_item, override=True, latex=(visit_cited_item, writes("\n")))
