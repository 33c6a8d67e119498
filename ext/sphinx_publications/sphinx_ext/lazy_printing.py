"""The seam before lists and references: a build that shows none loads nothing that makes one.

A name is imported when it is asked for (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_publications.formats.bibtex import bibtex_entry
    from sphinx_publications.formats.exchange.csl_json import csl_json
    from sphinx_publications.formats.exchange.facts import own_pdf
    from sphinx_publications.formats.exchange.highwire import highwire_tags
    from sphinx_publications.formats.exchange.page_addresses import PageAddresses
    from sphinx_publications.formats.exchange.ris import as_ris
    from sphinx_publications.formats.exchange.schema_org import as_json_ld
    from sphinx_publications.formats.exchange.schema_org_pages import as_item_list, profile_page
    from sphinx_publications.formats.exchange.signposting import open_graph, signposting_links
    from sphinx_publications.formats.exchange.variables.works import work_of
    from sphinx_publications.formats.pybtex_entries import bare_entry, cited_entry, to_pybtex
    from sphinx_publications.html.chart import chart_html
    from sphinx_publications.html.feed import Feed, FeedEntry, content_html, feed_xml
    from sphinx_publications.html.heads import json_ld_tag, link_tags, meta_tags
    from sphinx_publications.html.publication_pages import (
        LinkedTitle,
        Surroundings,
        page_html,
        redirection_html,
    )
    from sphinx_publications.html.references import Page, Place, reference_html
    from sphinx_publications.html.take_all import take_all_html
    from sphinx_publications.listing.facets import values
    from sphinx_publications.listing.grouping import PageNumbers, kind_of
    from sphinx_publications.listing.lists import make_list
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.selection import count
    from sphinx_publications.listing.versions import versions_of
    from sphinx_publications.nodes.chart_table import table_of
    from sphinx_publications.nodes.latex_signs import replace_in_formulas, replace_in_texts
    from sphinx_publications.nodes.list_nodes import Renderer, item_contents
    from sphinx_publications.nodes.standard_nodes import standardize
    from sphinx_publications.text.formulas.mathml import to_mathml
    from sphinx_publications.text.formulas.syntax_tree import FormulaError
    from sphinx_publications.text.formulas.unicode_text import plain_unicode

__all__ = [
    "Composer", "Feed", "FeedEntry", "FormulaError", "LinkedTitle", "Page",
    "PageAddresses", "PageNumbers", "Place", "Renderer", "Surroundings", "as_item_list",
    "as_json_ld", "as_ris", "bare_entry", "bibtex_entry", "chart_html", "cited_entry",
    "content_html", "count", "csl_json", "feed_xml", "highwire_tags", "item_contents",
    "json_ld_tag", "kind_of", "link_tags", "make_list", "meta_tags", "open_graph", "own_pdf",
    "page_html", "plain_unicode", "profile_page", "redirection_html", "reference_html",
    "replace_in_formulas", "replace_in_texts", "signposting_links", "standardize", "table_of",
    "take_all_html", "to_mathml", "to_pybtex", "values", "versions_of", "work_of",
]  # fmt: skip

#: Module → the names that it has.
_NAMES: Final = {
    "formats.bibtex": "bibtex_entry",
    "formats.exchange.csl_json": "csl_json",
    "formats.exchange.facts": "own_pdf",
    "formats.exchange.highwire": "highwire_tags",
    "formats.exchange.page_addresses": "PageAddresses",
    "formats.exchange.ris": "as_ris",
    "formats.exchange.schema_org": "as_json_ld",
    "formats.exchange.schema_org_pages": "as_item_list profile_page",
    "formats.exchange.signposting": "open_graph signposting_links",
    "formats.exchange.variables.works": "work_of",
    "formats.pybtex_entries": "bare_entry cited_entry to_pybtex",
    "html.chart": "chart_html",
    "html.feed": "Feed FeedEntry content_html feed_xml",
    "html.heads": "json_ld_tag link_tags meta_tags",
    "html.publication_pages": "LinkedTitle Surroundings page_html redirection_html",
    "html.references": "Page Place reference_html",
    "html.take_all": "take_all_html",
    "listing.facets": "values",
    "listing.grouping": "PageNumbers kind_of",
    "listing.selection": "count",
    "listing.lists": "make_list",
    "listing.versions": "versions_of",
    "listing.references.composer": "Composer",
    "nodes.chart_table": "table_of",
    "nodes.latex_signs": "replace_in_formulas replace_in_texts",
    "nodes.list_nodes": "Renderer item_contents",
    "nodes.standard_nodes": "standardize",
    "text.formulas.mathml": "to_mathml",
    "text.formulas.syntax_tree": "FormulaError",
    "text.formulas.unicode_text": "plain_unicode",
}
_MODULES: Final = {name: module for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(name)
        module = import_module(f"sphinx_publications.{_MODULES[name]}")
        return globals().setdefault(name, getattr(module, name))
