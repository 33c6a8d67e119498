"""Whether a translator may write references as text, and what its page adds to them.

It may if the nodes of a reference would become the same text: it is Sphinx's own, and nobody has
changed how it writes one of these nodes.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.nodes import elements
from sphinx_publications.nodes.html_visitors import HTML_VISITORS, file_address
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.output.mathematics import publication_formula_html
from sphinx_publications.sphinx_ext.pages.addresses import Addresses

if TYPE_CHECKING:
    from sphinx_publications.html.references import Page

__all__ = ["addresses_of", "page_for", "permalink_icon", "writes_text"]

#: The nodes of docutils and Sphinx that references are made of, and how they are written.
_NODES: Final = (
    "Text abbreviation emphasis inline literal paragraph reference strong subscript superscript"
).split()
_METHODS: Final = (
    *(f"{what}_{name}" for name in _NODES for what in ("visit", "depart")),
    *("attval", "dispatch_visit", "dispatch_departure", "encode"),
)
#: Our own nodes in references, as we have them written; some are written as their bases are.
_OURS: Final = {
    kind.__name__: HTML_VISITORS.get(kind, (None, None))
    for kind in (
        elements.publication_authors, elements.publication_bibtex, elements.publication_details,
        elements.publication_download, elements.publication_file, elements.publication_fold,
        elements.publication_link, elements.publication_links, elements.publication_number,
        elements.publication_owner, elements.publication_reference,
        elements.publication_small_caps,
    )
}  # fmt: skip
#: A class and attributes as references have them, and the tag that they become.
_SPECIMEN: Final = '<a class="pub-link reference external" href="a?b&amp;c">'


@lru_cache(maxsize=1)  # the translator of one page is asked for each reference
def writes_text(translator: nodes.NodeVisitor) -> bool:
    """Tell whether *translator* writes references as text."""
    if not isinstance(translator, HTML5Translator):
        return False
    traits = domain_of(translator.builder.env).traits
    if traits.one_page or not traits.scripts:
        return False
    kind, changed = type(translator), vars(translator)
    for name in _METHODS:
        if name in changed or getattr(kind, name) is not getattr(HTML5Translator, name):
            return False
    for name, visitors in _OURS.items():
        for what, ours in zip(("visit", "depart"), visitors, strict=True):
            method = getattr(translator, f"{what}_{name}", None)
            if getattr(method, "__func__", method) is not ours:
                return False
    link: dict[str, Any] = {"class": "reference external", "href": "a?b&c"}
    return translator.starttag(nodes.inline(classes=["pub-link"]), "a", "", **link) == _SPECIMEN


def addresses_of(translator: HTML5Translator) -> Addresses:
    """Return the addresses that the page that is written has for others."""
    return Addresses(translator.builder, translator.builder.current_docname)


def permalink_icon(translator: HTML5Translator) -> str | None:
    """Return the HTML of permalinks; None if the page has none."""
    has_links = translator.config.html_permalinks and translator.builder.add_permalinks
    return translator.config.html_permalinks_icon if has_links else None


def page_for(translator: HTML5Translator, node: nodes.Element) -> Page:
    """Return what the page adds to the reference *node*."""
    domain = domain_of(translator.builder.env)
    pictures = node.findall(elements.publication_preview)
    # What Sphinx could not copy has no name.
    files = [it for it in node.findall(elements.publication_file) if "filename" in it]
    return lazy_printing.Page(
        formula=partial(publication_formula_html, location=node),
        bibtex=partial(domain.bibtex_of, abstract=False),
        css_class=nodes.make_id,
        icon=permalink_icon(translator),
        picture="".join(_drawn(picture, translator) for picture in pictures),
        files={link["reftarget"]: file_address(translator, link) for link in files},
        own=addresses_of(translator).own_page(node["key"]),
    )


def _drawn(picture: nodes.Node, translator: HTML5Translator) -> str:
    """Return a picture as the translator writes it within a paragraph."""
    begin = len(translator.body)
    for child in elements.publication_reference("", "", picture.copy()):
        child.walkabout(translator)
    drawn = "".join(translator.body[begin:])
    del translator.body[begin:]
    return drawn
