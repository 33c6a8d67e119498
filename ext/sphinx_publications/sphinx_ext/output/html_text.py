"""Whether a translator may write references as text, and what its page adds to them.

It may if the nodes of a reference would become the same text: it is Sphinx's own, and nobody has
changed how it writes one of these nodes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.nodes.html_visitors import bib_address
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.output.mathematics import formula_html

if TYPE_CHECKING:
    from sphinx_publications.html.references import Page

__all__ = ["page_for", "prints_text"]

#: The nodes of docutils and Sphinx that references are made of.
_NODES: Final = (
    "Text abbreviation emphasis inline literal paragraph reference strong subscript superscript"
).split()
_METHODS: Final = (
    *(f"{what}_{name}" for name in _NODES for what in ("visit", "depart")),
    *("attval", "dispatch_visit", "dispatch_departure", "encode"),
)
#: A class and attributes as references have them, and the tag that they become.
_SPECIMEN: Final = '<a class="pub-link reference external" href="a?b&amp;c">'


def prints_text(translator: HTML5Translator) -> bool:
    """Tell whether *translator* writes references as text."""
    traits = domain_of(translator.builder.env).traits
    if traits.one_page or not traits.scripts or not isinstance(translator, HTML5Translator):
        return False
    kind, changed = type(translator), vars(translator)
    for name in _METHODS:
        if name in changed or getattr(kind, name) is not getattr(HTML5Translator, name):
            return False
    link: dict[str, Any] = {"class": "reference external", "href": "a?b&c"}
    return translator.starttag(nodes.inline(classes=["pub-link"]), "a", "", **link) == _SPECIMEN


def page_for(translator: HTML5Translator, node: nodes.Element) -> Page | None:
    """Return what the page adds to the references of the list *node*; None if nodes are written."""
    if not prints_text(translator):
        return None
    has_links = translator.config.html_permalinks and translator.builder.add_permalinks
    return lazy_printing.Page(
        formula=partial(formula_html, translator, location=node),
        address=partial(bib_address, translator),
        css_class=nodes.make_id,
        icon=translator.config.html_permalinks_icon if has_links else "",
    )
