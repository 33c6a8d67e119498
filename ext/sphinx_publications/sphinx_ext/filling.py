"""References that are filled in where they are written, not where they are read.

Between reading and writing a page, Sphinx, docutils and other extensions go through all
nodes of it some sixty times, and store them twice; nodes of a reference that nobody has
to change would be most of the cost of a list. So an item is only its words until a
writer comes to it, in one text: a paragraph around it took 7 % of a long list's build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.nodes import Text
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_publications.nodes.elements import publication_item
from sphinx_publications.nodes.finder_nodes import item_attributes
from sphinx_publications.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_publications.listing.settings import Detail, Settings
    from sphinx_publications.model.library import Library


def fill(
    item: publication_item, library: Library, settings: Settings, details: Iterable[Detail]
) -> None:
    """Put the reference in the place of the words of *item*, with *details*."""
    from sphinx_publications.nodes.list_nodes import contents

    publication = library.by_key.get(item["key"])
    if publication is not None and isinstance(item.children[0], Text):
        item.children = []
        item += list(contents(publication, item["number"], settings, details))


class FillTransform(SphinxPostTransform):
    """Fill all items in, for builders that are not known to fill them in one by one."""

    # Before any other looks for links.
    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        # The EPUB builder writes addresses behind links before it writes anything else.
        if self.app.builder.format != "html" or self.app.builder.name == "epub":
            domain = domain_of(self.env)
            for item in list(self.document.findall(publication_item)):
                # Only a book folds abstracts; what else folds out is for pages.
                is_book = self.app.builder.name == "epub"
                fill(item, domain.library, domain.settings, item["details"] if is_book else ())


def visit_item_html(self: HTML5Translator, node: publication_item) -> None:
    domain = domain_of(self.builder.env)
    publication = domain.library.by_key.get(node["key"])
    attributes: dict[str, Any] = {}
    if publication is not None and node.parent.get("finder"):
        from sphinx_publications.listing.facets import traits

        attributes = item_attributes(node["key"], traits(publication, domain.settings.kinds))
    self.body.append(self.starttag(node, "li", "", **attributes))
    node.words = node.children
    fill(node, domain.library, domain.settings, node["details"])


def depart_item_html(self: HTML5Translator, node: publication_item) -> None:
    # A page of a thousand references needs one of them at a time.
    node.children = node.words
    self.body.append("</li>\n")


def setup(app: Sphinx) -> None:
    """Register the transform, and what HTML writers do."""
    app.add_post_transform(FillTransform)
    app.add_node(publication_item, override=True, html=(visit_item_html, depart_item_html))
