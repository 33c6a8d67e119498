"""Our nodes with their visitors; and references, filled in where they are written.

Between reading and writing a page, Sphinx, docutils and other extensions go through all
nodes of it some sixty times, and store them twice; nodes of a reference that nobody has
to change would be most of the cost of a list. So an item is only its words until a
writer comes to it, in one text: a paragraph around it took 7 % of a long list's build.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.html.finder import item_attributes
from sphinx_publications.listing.settings import Detail
from sphinx_publications.nodes import elements
from sphinx_publications.nodes.html_visitors import HTML_VISITORS
from sphinx_publications.nodes.latex_visitors import LATEX_VISITORS
from sphinx_publications.nodes.text_visitors import MAN_VISITORS, TEXINFO_VISITORS, TEXT_VISITORS
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import PublicationDomain, domain_of
from sphinx_publications.sphinx_ext.output import html_text

__all__ = ["fill", "setup"]


def fill(item: nodes.Element, domain: PublicationDomain, details: Iterable[Detail]) -> None:
    """Put the reference in the place of the words of *item*, with *details*.

    An item with pictures or files was filled in when the page was read.
    """
    publication = domain.library.by_key.get(item["key"])
    if publication is not None and isinstance(item.children[0], nodes.Text):
        item.children = []
        item += list(lazy_printing.contents(publication, item["number"], domain.composer, details))


def visit_item_html(self: HTML5Translator, node: nodes.Element) -> None:
    domain = domain_of(self.builder.env)
    publication = domain.library.by_key.get(node["key"])
    attributes: dict[str, Any] = {}
    if publication is not None and node.parent.get("finder"):
        attributes = item_attributes(node["key"], domain.composer.traits(publication))
    self.body.append(self.starttag(node, "li", "", **attributes))
    is_words = isinstance(node.children[0], nodes.Text)
    if publication is not None and is_words and html_text.writes_text(self):
        page = html_text.page_for(self, node)
        number, node_id = node["number"], "".join(node["ids"][:1])
        self.body += lazy_printing.reference_html(
            publication, number, node_id, node["details"], domain.composer, page
        )
        raise nodes.SkipChildren
    # A copy: a page of a thousand references needs the nodes of one at a time.
    filled = node.copy()
    filled.parent, filled.children = node.parent, node.children
    fill(filled, domain, node["details"])
    for child in filled.children:
        child.walkabout(self)
    raise nodes.SkipChildren


def visit_chart_html(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "figure"))
    chart = lazy_printing.chart_html(node["chart"], node["ids"][0], linked=node["linked"])
    self.body.append(f"{chart}</figure>\n")
    raise nodes.SkipNode


def _skip(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    raise nodes.SkipNode


#: What print has no room for, and the numbers, which are the labels of items there.
_NOT_PRINTED: Final = dict.fromkeys(
    (elements.publication_number, elements.publication_preview), (_skip, None)
)


def setup(app: Sphinx) -> None:
    writers: dict[str, dict[Any, Any]] = {
        "html": {
            **HTML_VISITORS,
            elements.publication_item: (visit_item_html, elements.writes("</li>\n")),
            elements.publication_chart: (visit_chart_html, None),
        },
        "latex": {**LATEX_VISITORS, **_NOT_PRINTED},
        "text": {**TEXT_VISITORS, **_NOT_PRINTED},
        "man": {**MAN_VISITORS, **_NOT_PRINTED},
        "texinfo": {**TEXINFO_VISITORS, **_NOT_PRINTED},
    }
    for kind in dict.fromkeys(kind for visitors in writers.values() for kind in visitors):
        visits: dict[str, Any] = {
            writer: visitors[kind] for writer, visitors in writers.items() if kind in visitors
        }
        app.add_node(kind, **visits)
