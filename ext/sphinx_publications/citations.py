"""The bridge to sphinxcontrib-bibtex: its ``cite`` roles land on our lists.

:class:`CitationDomain` answers for the keys on our lists and leaves all others to
the domain that it extends. The entries themselves are handed over by
:mod:`~sphinx_publications.loading`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.roles import CiteRole
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from sphinx_publications import diagnostics
from sphinx_publications.domain import domain_of
from sphinx_publications.handover import to_pybtex
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pybtex.database
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


class CitationDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, which also knows the entries on our lists.

    A citation lands on a ``bibliography`` of its own page, else on our list, else
    on a ``bibliography`` elsewhere.
    """

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
        # In the order of the text, which is the order of the citation.
        targets = {part.key: part for part in parse_citation_targets(target)}
        references = []
        for key, part in targets.items():
            reference = self._reference(part, builder, fromdocname)
            if reference is None:
                diagnostics.emit([domain_of(self.env).library.missing(key)], location=node)
            else:
                references.append(reference)
        result = nodes.inline(target, classes=["bibtex-citation"])
        result += format_references(self.reference_style, typ, references).render(self.backend)
        # Sphinx only puts the node into the page; as for its own domain, it is no single link.
        return cast("nodes.reference", result)

    def resolve_any_xref(  # type: ignore[override] # the two bases disagree
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        # One of the two domains must give way, or every key would be ambiguous.
        if domain_of(env).find(target):
            return []
        return super().resolve_any_xref(env, fromdocname, builder, target, node, contnode)

    def _reference(
        self, part: CitationTarget, builder: Builder, fromdocname: str
    ) -> tuple[pybtex.database.Entry, FormattedEntry, SphinxReferenceInfo] | None:
        citations = [
            citation
            for citation in self._citations_by_key.get(part.key, ())
            if self.bibliographies[citation.bibliography_key].list_ == "citation"
        ]
        local = [c for c in citations if c.bibliography_key.docname == fromdocname]
        found = domain_of(self.env).find(part.key, builder)
        if found is not None and not local:
            publication, address, _ = found
            entry = to_pybtex(publication)
            label = address.number or publication.short
            formatted = FormattedEntry(publication.key, Text(publication.title_text), label)
            todocname, node_id = address.docname, address.node_id
            title: str | None = publication.title_text
        elif citations:
            citation = (local or citations)[-1]
            entry, formatted = citation.entry, citation.formatted_entry
            todocname, node_id = citation.bibliography_key.docname, citation.citation_id
            title = _tooltip(citation)
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

    @property
    def _citations_by_key(self) -> Mapping[str, list[Citation]]:
        """The citations of ``bibliography`` directives, by key.

        Their domain looks through all of them for every reference, which is
        quadratic; the index is made anew when their number has changed.
        """
        index: tuple[int, dict[str, list[Citation]]]
        index = self.__dict__.get("_index", (-1, {}))
        if index[0] != len(self.citations):
            by_key: dict[str, list[Citation]] = {}
            for citation in self.citations:
                by_key.setdefault(citation.key, []).append(citation)
            index = self.__dict__["_index"] = (len(self.citations), by_key)
        return index[1]


def _tooltip(citation: Citation) -> str | None:
    return str(citation.tooltip_entry.text) if citation.tooltip_entry else None


def outdated_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to be written again because a reference on them changed."""
    domain = domain_of(env)
    references = {docname: set(keys) for docname, keys in domain.references.items()}
    cite = cast("CitationDomain", env.get_domain("cite"))
    for citation in cite.citation_refs:
        keys = references.setdefault(citation.docname, set())
        keys.update(target.key for target in citation.targets)
    return list(domain.outdated_references(references, app.builder.name))


class SafeCiteRole(CiteRole):
    """A ``cite`` role that survives what ends the build in the one that it extends.

    ``{cite}`!key` `` is Sphinx's way to ask for no link; and a citation may be malformed.
    """

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not is_ref:
            return [node], []
        try:
            list(parse_citation_targets(self.target))
        except ValueError:
            message = f"“{self.target}” is no citation: keys, with commas between them"
            diagnostics.emit([Report(Subtype.KEY, message)], location=(env.docname, self.lineno))
            return [nodes.inline(self.rawtext, self.target)], []
        return super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]


def setup(app: Sphinx) -> None:
    """Extend sphinxcontrib-bibtex, which must be set up."""
    app.add_domain(CitationDomain, override=True)
    for name in CitationDomain.roles:
        app.add_role_to_domain(CitationDomain.name, name, SafeCiteRole(), override=True)
    app.add_role("cite", SafeCiteRole(), override=True)
    app.connect("env-updated", outdated_pages)
