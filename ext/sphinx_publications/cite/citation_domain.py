"""The domain ``cite``: citations land on our lists, or on a bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, NamedTuple, cast

import pybtex.database
from docutils import nodes
from docutils.nodes import Element
from pybtex.style import FormattedEntry
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import Citation
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from sphinx_publications.cite.citation_text import citation_text
from sphinx_publications.cite.upstream_domain import UpstreamDomain, content_of, tooltip_of
from sphinx_publications.listing.settings import Citations
from sphinx_publications.sphinx_ext.domain import Found, domain_of
from sphinx_publications.sphinx_ext.page_records import CrossReference
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["CitationDomain", "citation_domain_of", "setup"]

logger = logging.getLogger(__name__)


class InBibliography(NamedTuple):
    """The entry of a bibliography that a citation leads to; in upstream's order of citations."""

    elsewhere: bool
    place: int
    citation: Citation


class Placed(NamedTuple):
    """An entry of a bibliography, and its place among those of all bibliographies."""

    place: int
    citation: Citation


def _on(docname: str, entries: list[Placed]) -> list[Placed]:
    return [it for it in entries if it.citation.bibliography_key.docname == docname]


class CitationDomain(UpstreamDomain):
    """sphinxcontrib-bibtex's domain, which also knows the entries on our lists.

    A citation lands on a ``bibliography`` of its own page, else on one elsewhere, else on our
    list; with ``publications_citations = "lists"`` on our list before it does elsewhere.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: Cite key → its entries in bibliographies. Upstream looks through all for each key.
        self._by_key: dict[str, list[Placed]] = {}
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
        for key in missing:
            self._warn(key, node)
        # Sphinx takes any node, and puts it into the page.
        return cast("nodes.reference", result)

    def _warn(self, key: str, node: pending_xref) -> None:
        """Say that a citation leads nowhere: of lists if there are only these, else as upstream."""
        domain = domain_of(self.env)
        # In this order: the second looks at all references of the site.
        if not self.bibliographies and domain.is_asked:
            log_reports([domain.library.missing(key)], location=node)
        else:
            message = f'could not find bibtex key "{key}"'
            logger.warning("%s", message, location=node, type="bibtex", subtype="key_not_found")

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
        found = {key: self._find(key, docname, builder) for key in parts}
        known = [(place, parts[key]) for key, place in found.items() if place is not None]
        if all(isinstance(place, InBibliography) for place, _ in known):
            known.sort(key=itemgetter(0))  # upstream's order
        references = [self._reference(place, part, builder, docname) for place, part in known]
        result = nodes.inline(target, classes=["bibtex-citation"])
        result += format_references(self.reference_style, role, references).render(self.backend)
        if any(isinstance(it, Found) and it.publication.more_creators for it, _ in known):
            _say_et_al(result, domain_of(self.env).composer.words.et_al)
        return result, [parts[key].key for key, place in found.items() if place is None]

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
        if domain_of(env).answers_any(target, fromdocname):
            return []
        own = self.own_keys.get(target, target)
        return super().resolve_any_xref(env, fromdocname, builder, own, node, contnode)

    def leads_to_bibliography(self, key: str, docname: str) -> bool:
        """Tell whether citations of *key* on a page lead to a bibliography, whatever lists have."""
        placed = self._by_key.get(self.own_keys.get(key, key), [])
        if domain_of(self.env).settings.citations is not Citations.BIBLIOGRAPHIES:
            placed = _on(docname, placed)
        return bool(placed)

    def _find(self, key: str, docname: str, builder: Builder) -> InBibliography | Found | None:
        """Return where a citation of *key* on a page leads."""
        placed = self._by_key.get(key, [])
        if not self.leads_to_bibliography(key, docname):
            listed = domain_of(self.env).find(key, builder)
            if listed is not None or not placed:
                return listed
        local = _on(docname, placed)
        among = local or placed
        # Of several entries the last is shown, in the place of the first: upstream's way.
        return InBibliography(not local, among[0].place, among[-1].citation)

    def _reference(
        self, place: InBibliography | Found, part: CitationTarget, builder: Builder, docname: str
    ) -> tuple[pybtex.database.Entry, FormattedEntry, SphinxReferenceInfo]:
        title: str | None
        if isinstance(place, InBibliography):
            citation = place.citation
            entry, formatted = citation.entry, citation.formatted_entry
            todocname, node_id = citation.bibliography_key.docname, citation.citation_id
            title = tooltip_of(citation)
        else:
            domain = domain_of(self.env)
            publication = place.publication
            label = place.address.number or domain.composer.short(publication)
            entry, formatted = citation_text(publication, label)
            todocname, node_id = domain.target_of(place)
            title = domain.tooltip_of(publication)
        info = SphinxReferenceInfo(
            builder=builder,
            fromdocname=docname,
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
        for place, citation in enumerate(self.citations):
            if self.bibliographies[citation.bibliography_key].list_ == "citation":
                self._by_key.setdefault(citation.key, []).append(Placed(place, citation))
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
        return [(place, content_of(citation)) for place, citation in self._by_key.get(own, ())]


#: A last name that is no name: "Doe and others", "Doe, Roe, & others".
_OTHERS: Final = re.compile(r"(?:,\s*|\s+)(?:and\s+|&\s+)?others\b")


def _say_et_al(citation: nodes.Element, et_al: str) -> None:
    """Replace the last name "others", which pybtex has for further creators, in a citation."""
    for text in list(citation.findall(nodes.Text)):
        said = _OTHERS.sub(f" {et_al}", text)
        if said != text:
            text.parent.replace(text, nodes.Text(said))


def citation_domain_of(env: BuildEnvironment) -> CitationDomain:
    """Return the domain ``cite``, typed."""
    return cast("CitationDomain", env.get_domain(CitationDomain.name))


def keys_in(reference: CrossReference) -> list[str]:
    """Return the cite keys in a reference."""
    if reference.domain == CitationDomain.name:
        return [target.key for target in parse_citation_targets(reference.target)]
    return [reference.target]


def tell_lists(app: Sphinx) -> None:
    """Have our own domain know what citations name, and which links lead to bibliographies."""
    domain = domain_of(app.env)
    domain.is_cited_elsewhere = citation_domain_of(app.env).leads_to_bibliography
    domain.keys_in = keys_in


def setup(app: Sphinx) -> None:
    """Put our domain in the place of sphinxcontrib-bibtex's, which must be set up."""
    app.add_domain(CitationDomain, override=True)
    app.connect("builder-inited", tell_lists)
