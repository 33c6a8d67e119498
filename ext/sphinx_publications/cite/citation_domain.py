"""The domain ``cite``: citations land on our lists, or on a bibliography."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pybtex.database
from docutils import nodes
from docutils.nodes import Element
from pybtex.style import FormattedEntry
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import Citation
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from sphinx_publications.cite.citation_text import citation_text
from sphinx_publications.cite.upstream_domain import UpstreamDomain, content_of, tooltip_of
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["CitationDomain", "citation_domain_of", "setup"]


class CitationDomain(UpstreamDomain):
    """sphinxcontrib-bibtex's domain, which also knows the entries on our lists.

    A citation lands on a ``bibliography`` of its own page, else on our list, else
    on a ``bibliography`` elsewhere.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: Cite key → its entries in bibliographies. Upstream looks through all for each key.
        self._by_key: dict[str, list[Citation]] = {}
        #: Docname → the entries of its bibliographies.
        self._by_page: dict[str, list[Citation]] = {}
        #: Page, role and target → the citation as it was drawn.
        self._drawn: dict[tuple[str, str, str], str] = {}

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference:
        result, missing = self._draw(fromdocname, builder, typ, target)
        self._drawn[fromdocname, typ, target] = str(result)
        library = domain_of(env).library
        log_reports(map(library.missing, missing), location=node)
        # Sphinx takes any node, and puts it into the page.
        return cast("nodes.reference", result)

    def shown(self, docname: str, builder: Builder, role: str, target: str) -> str:
        """Return what a citation on a page shows, as plain data."""
        # If the page was written a moment ago, most of the time of the citation is saved.
        drawn = self._drawn.pop((docname, role, target), "")
        return drawn or str(self._draw(docname, builder, role, target)[0])

    def _draw(
        self, docname: str, builder: Builder, role: str, target: str
    ) -> tuple[nodes.inline, list[str]]:
        """Return the nodes of a citation on a page, and the keys in it that lead nowhere."""
        # In the order in which the citation names them; each entry once, under whatever keys.
        targets = parse_citation_targets(target)
        parts = {self.own_keys.get(part.key, part.key): part for part in targets}
        known = {key: self._reference(part, builder, docname) for key, part in parts.items()}
        references = [reference for reference in known.values() if reference is not None]
        result = nodes.inline(target, classes=["bibtex-citation"])
        result += format_references(self.reference_style, role, references).render(self.backend)
        return result, [parts[key].key for key, found in known.items() if found is None]

    def resolve_any_xref(  # type: ignore[override] # the two bases disagree
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        # Or every cite key would be ambiguous: our domain "pub" answers, too.
        if domain_of(env).find(target):
            return []
        own = self.own_keys.get(target, target)
        return super().resolve_any_xref(env, fromdocname, builder, own, node, contnode)

    def _reference(
        self, part: CitationTarget, builder: Builder, fromdocname: str
    ) -> tuple[pybtex.database.Entry, FormattedEntry, SphinxReferenceInfo] | None:
        citations = [
            citation
            for citation in self._by_key.get(self.own_keys.get(part.key, part.key), ())
            if self.bibliographies[citation.bibliography_key].list_ == "citation"
        ]
        local = [c for c in citations if c.bibliography_key.docname == fromdocname]
        found = domain_of(self.env).find(part.key, builder)
        if found is not None and not local:
            publication, address, _ = found
            label = address.number or domain_of(self.env).composer.short(publication)
            entry, formatted = citation_text(publication, label)
            todocname, node_id = address.docname, address.node_id
            title = domain_of(self.env).tooltip_of(publication)
        elif citations:
            citation = (local or citations)[-1]
            entry, formatted = citation.entry, citation.formatted_entry
            todocname, node_id = citation.bibliography_key.docname, citation.citation_id
            title = tooltip_of(citation)
        else:
            return None
        info = SphinxReferenceInfo(
            builder=builder,
            fromdocname=fromdocname,
            todocname=todocname,
            citation_id=node_id,
            title=title,
            pre_text=part.pre,
            post_text=part.post,
        )
        return entry, formatted, info

    # -- bibliography directives -----------------------------------------------

    def env_updated(self) -> Iterable[str]:
        result = super().env_updated()
        self._by_key, self._by_page, self._drawn = {}, {}, {}
        for citation in self.citations:
            self._by_key.setdefault(citation.key, []).append(citation)
            self._by_page.setdefault(citation.bibliography_key.docname, []).append(citation)
        return result

    @property
    def bibliography_pages(self) -> set[str]:
        """The pages that have a bibliography."""
        return {key.docname for key in self.bibliographies}

    def bibliography_content(self, docname: str) -> list[object]:
        """Return all that the bibliographies of a page show, as plain data."""
        return [content_of(citation) for citation in self._by_page.get(docname, ())]

    def reference_content(self, key: str) -> list[object]:
        """Return all that a reference to an entry of a bibliography may show, as plain data."""
        own = self.own_keys.get(key, key)
        return [content_of(citation) for citation in self._by_key.get(own, ())]


def citation_domain_of(env: BuildEnvironment) -> CitationDomain:
    """Return the domain ``cite``, typed."""
    return cast("CitationDomain", env.get_domain(CitationDomain.name))


def setup(app: Sphinx) -> None:
    """Put our domain in the place of sphinxcontrib-bibtex's, which must be set up."""
    app.add_domain(CitationDomain, override=True)
