"""What is done to a page for builders that cannot show all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_publications.listing.builders import Writer
from sphinx_publications.nodes import elements
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.output.written_nodes import contents

__all__ = ["setup"]


class ContentTransform(SphinxPostTransform):
    """Fill items in, and take out what the builder cannot show: folds, forms, drawings."""

    # Before any other looks for links.
    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        traits = domain_of(self.env).traits
        if traits.one_page or not traits.scripts:
            # A page that all pages are in has one address for many finders.
            for chart in self.document.findall(elements.publication_chart):
                chart["linked"] = False
        if not (traits.pages and traits.own_pages):
            _remove(self.document.findall(elements.publication_take_all))
        if not traits.scripts:
            _remove(self.document.findall(elements.publication_finder))
            for node in self.document.findall(elements.publication_list):
                node.attributes.pop("finder", None)
        # Writers of pages fill items in one by one.
        if not traits.pages:
            self.show_all()

    def show_all(self) -> None:
        """Fill in all items, with what folds; draw no charts and fold no authors."""
        domain, document = domain_of(self.env), self.document
        traits, words = domain.traits, domain.composer.words
        if not (traits.files or traits.writer is Writer.STANDARD):
            _remove(document.findall(elements.publication_file))
        for item in list(document.findall(elements.publication_item)):
            details = [detail for detail in item["details"] if detail in traits.folds]
            content = contents(item, domain, details)
            item.children = []
            item.extend(content)
        for chart in list(document.findall(elements.publication_chart)):
            chart.replace_self(lazy_printing.table_of(chart["chart"], words))
        for count in document.findall(elements.publication_count):
            count.append(nodes.Text(count["words"]))
        for fold in document.findall(elements.publication_fold):
            fold.attributes.pop("summary", None)


class LinkTransform(SphinxPostTransform):
    """Mend links that would lead nowhere."""

    # After Sphinx's ReferencesResolver (10), which makes the links.
    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        if domain_of(self.env).traits.one_page:
            self.mend_page()
        self.add_queries()

    def add_queries(self) -> None:
        """Have links to finders say what is looked for, where the output has finders."""
        traits = domain_of(self.env).traits
        for node in list(self.document.findall(elements.publication_search)):
            for link in node.findall(nodes.reference) if traits.scripts and node["query"] else ():
                if not traits.one_page:
                    path, mark, place = link.get("refuri", "").partition("#")
                    link["refuri"] = f"{path}?{node['query']}{mark}{place}"
            node.replace_self(node.children)

    def mend_page(self) -> None:
        """Have each id once, and links that land, where all pages become one.

        An entry that several pages show would have its id several times: only the item
        at its address keeps it. And Sphinx writes a link to an id on another page as
        ``#document-page#id``, which no browser follows.
        """
        addresses = filter(None, domain_of(self.env).addresses.values())
        own = {(first.docname, first.node_id) for first, *_ in addresses}
        for item in self.document.findall(elements.publication_item):
            if item["ids"] and (item["docname"], item["ids"][0]) not in own:
                item["ids"] = []
        if not domain_of(self.env).is_used:
            return
        for reference in self.document.findall(nodes.reference):
            address = reference.get("refuri", "")
            if address.startswith("#document-") and address.count("#") > 1:
                reference["refuri"] = f"#{address.rpartition('#')[2]}"


class FormulaTransform(SphinxPostTransform):
    """Give writers other than HTML's the mathematics, and at last the nodes, that they know."""

    # Behind all that puts titles of publications into a page.
    default_priority = 950

    def run(self, **kwargs: Any) -> None:
        traits = domain_of(self.env).traits
        if traits.writer is Writer.HTML:
            return
        kind = nodes.math if traits.formulas else nodes.literal
        formulas: list[nodes.Element] = []
        for node in list(self.document.findall(elements.publication_math)):
            formulas.append(kind(node.astext(), node.astext()))
            node.replace_self(formulas[-1])
        if traits.writer is Writer.LATEX:
            lazy_printing.replace_in_formulas(formulas)
            if self.config.latex_engine == "pdflatex":
                lazy_printing.replace_in_texts(self.document)
        if traits.writer is Writer.STANDARD:
            lazy_printing.standardize(self.document)


def _remove(found: Iterable[nodes.Element]) -> None:
    for node in list(found):
        node.parent.remove(node)


def standardize_contents(app: Sphinx, builder: Builder) -> None:
    """Have standard nodes in the contents of pages, which Sphinx puts in behind all transforms.

    The environment is stored by then, and keeps them as they were.
    """
    if domain_of(app.env).traits.writer is Writer.STANDARD:
        for contents in app.env.tocs.values():
            lazy_printing.standardize(contents)


def setup(app: Sphinx) -> None:
    """Register the transforms, and what is done before pages are written."""
    app.add_post_transform(ContentTransform)
    app.add_post_transform(LinkTransform)
    app.add_post_transform(FormulaTransform)
    app.connect("write-started", standardize_contents)
