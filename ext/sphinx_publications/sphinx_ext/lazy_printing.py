"""The seam before lists and references: a build that shows none loads nothing that makes one.

A name is imported when it is asked for (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_publications.formats.bibtex import as_bibtex
    from sphinx_publications.formats.pybtex_entries import bare_entry, cited_entry, to_pybtex
    from sphinx_publications.html.chart import chart_html
    from sphinx_publications.html.references import Page, reference_html
    from sphinx_publications.listing.grouping import PageNumbers
    from sphinx_publications.listing.lists import make_list
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.selection import count
    from sphinx_publications.nodes.chart_table import table_of
    from sphinx_publications.nodes.latex_signs import replace_in_formulas, replace_in_texts
    from sphinx_publications.nodes.list_nodes import Renderer, item_contents
    from sphinx_publications.nodes.standard_nodes import standardize
    from sphinx_publications.text.formulas.mathml import to_mathml
    from sphinx_publications.text.formulas.syntax_tree import FormulaError

__all__ = [
    "Composer", "FormulaError", "Page", "PageNumbers", "Renderer", "as_bibtex", "bare_entry",
    "chart_html",
    "cited_entry", "count", "item_contents", "make_list", "reference_html", "replace_in_formulas",
    "replace_in_texts", "standardize", "table_of", "to_mathml", "to_pybtex",
]  # fmt: skip

#: Module → the names that it has.
_NAMES: Final = {
    "formats.bibtex": "as_bibtex",
    "formats.pybtex_entries": "bare_entry cited_entry to_pybtex",
    "html.chart": "chart_html",
    "html.references": "Page reference_html",
    "listing.grouping": "PageNumbers",
    "listing.selection": "count",
    "listing.lists": "make_list",
    "listing.references.composer": "Composer",
    "nodes.chart_table": "table_of",
    "nodes.latex_signs": "replace_in_formulas replace_in_texts",
    "nodes.list_nodes": "Renderer item_contents",
    "nodes.standard_nodes": "standardize",
    "text.formulas.mathml": "to_mathml",
    "text.formulas.syntax_tree": "FormulaError",
}
_MODULES: Final = {name: module for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(name)
        module = import_module(f"sphinx_publications.{_MODULES[name]}")
        return globals().setdefault(name, getattr(module, name))
