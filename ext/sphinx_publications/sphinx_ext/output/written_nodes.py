"""Our nodes with their visitors; and references, filled in where they are written.

Between reading and writing a page, Sphinx, docutils and other extensions go through all
nodes of it some sixty times, and store them twice; nodes of a reference that nobody has
to change would be most of the cost of a list. So an item is only its words until a
writer comes to it, in one text: a paragraph around it took 7 % of a long list's build.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.html import finder
from sphinx_publications.html.details import permalink
from sphinx_publications.listing.builders import NO_PAGE, BuilderTraits, OwnPage, Writer
from sphinx_publications.listing.settings import Detail, Format
from sphinx_publications.nodes import elements
from sphinx_publications.nodes.html_visitors import HTML_VISITORS
from sphinx_publications.nodes.latex_visitors import LATEX_VISITORS
from sphinx_publications.nodes.text_visitors import MAN_VISITORS, TEXINFO_VISITORS, TEXT_VISITORS
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import PublicationDomain, domain_of
from sphinx_publications.sphinx_ext.output import html_text
from sphinx_publications.sphinx_ext.pages.addresses import LISTS, file_path
from sphinx_publications.sphinx_ext.pages.feeds import FEED, has_feed

__all__ = ["contents", "setup"]


def contents(
    item: nodes.Element,
    domain: PublicationDomain,
    details: Iterable[Detail],
    own: OwnPage = NO_PAGE,
) -> list[nodes.Node]:
    """Return what is written in *item*, with *details*: its words if the entry is no more.

    :param own: the page of the publication, and its files.
    """
    publication = domain.library.by_key.get(item["key"])
    if publication is None:
        return item.children[:1]
    source = domain.bibtex_of(publication, abstract=False) if Detail.CITE in details else ""
    title_id = title_id_of(item, domain.traits)
    # Not in books, where Sphinx writes addresses behind links.
    made = lazy_printing.item_contents(
        item,
        publication,
        domain.composer,
        details,
        own,
        source,
        title_id,
        linked=domain.traits.pages,
    )
    return list(made)


def title_id_of(item: nodes.Element, traits: BuilderTraits) -> str:
    """Return the id of the title in *item*, by which its links are described; "" outside of HTML.

    An entry may be on a page several times, so that its cite key would not do.
    """
    if traits.writer is not Writer.HTML:
        return ""
    page = f"{quote(item['docname'])}." if traits.one_page else ""
    # Neither a heading nor a label has such an id.
    return f"pub_.{page}{item['place']}.{item['index']}"


def visit_item_html(self: HTML5Translator, node: nodes.Element) -> None:
    domain = domain_of(self.builder.env)
    publication = domain.library.by_key.get(node["key"])
    attributes: dict[str, Any] = {}
    if publication is not None and node.parent.get("finder"):
        attributes = finder.item_attributes(node["key"], domain.composer.traits(publication))
    self.body.append(self.starttag(node, "li", "", **attributes))
    if not domain.traits.pages:
        return  # all of its items are filled in
    if publication is not None and html_text.writes_text(self):
        page = html_text.page_for(self, node)
        ids = lazy_printing.Place("".join(node["ids"][:1]), title_id_of(node, domain.traits))
        self.body += lazy_printing.reference_html(
            publication, node["label"], ids, node["details"], domain.composer, page
        )
        raise nodes.SkipChildren
    # A copy: a page of a thousand references needs the nodes of one at a time.
    filled = node.copy()
    filled.parent = node.parent
    own = html_text.addresses_of(self).own_page(node["key"])
    filled += contents(node, domain, node["details"], own)
    for child in filled.children:
        child.walkabout(self)
    icon = html_text.permalink_icon(self)
    if node["ids"] and icon is not None and publication is not None:
        reference = domain.composer.reference(publication)
        title_id = title_id_of(node, domain.traits) if reference.describing else ""
        self.body.append(permalink(node["ids"][0], reference.permalink, icon, title_id))
    raise nodes.SkipChildren


def visit_chart_html(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "figure"))
    words = domain_of(self.builder.env).composer.words
    chart = lazy_printing.chart_html(node["chart"], node["ids"][0], words, linked=node["linked"])
    self.body.append(f"{chart}</figure>\n")
    raise nodes.SkipNode


def visit_finder_html(self: HTML5Translator, node: nodes.Element) -> None:
    domain = domain_of(self.builder.env)
    words = domain.composer.words
    attributes: dict[str, Any] = finder.form_attributes(node["place"], node["list"], words)
    self.body.append(self.starttag(node, "form", "\n", **attributes))
    search, addresses = "", html_text.addresses_of(self)
    # Builders of one page, and of data, have no page that searches.
    if domain.traits.own_pages and self.builder.search:
        search = addresses.to(addresses.path("search"))
    self.body += finder.form_contents(node["size"], node["facets"], words, search)
    self.body.append("</form>\n")
    raise nodes.SkipNode


def visit_take_all_html(self: HTML5Translator, node: nodes.Element) -> None:
    addresses, domain = html_text.addresses_of(self), domain_of(self.builder.env)
    files = domain.settings.file_formats
    rows: list[tuple[str, dict[Format, str]]] = [
        (title, {it: addresses.to(file_path(f"{LISTS}/{name}", it)) for it in files})
        for title, name in node["rows"]
    ]
    if has_feed(addresses) and node["has_all"]:
        rows[0][1][Format.FEED] = addresses.to(FEED)
    words = domain.composer.words
    self.body.append(self.starttag(node, "details"))
    self.body.append(lazy_printing.take_all_html(node["count"], rows, words))
    self.body.append("</details>\n")
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
            elements.publication_finder: (visit_finder_html, None),
            elements.publication_take_all: (visit_take_all_html, None),
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
