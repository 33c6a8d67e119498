"""The bridge to sphinxcontrib-bibtex: its ``cite`` roles land on our lists.

:class:`CitationDomain` answers for the keys on our lists and leaves all others to
the domain that it extends.
"""

from __future__ import annotations

import ast
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from docutils import nodes
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.foot_domain import BibtexFootDomain
from sphinxcontrib.bibtex.foot_roles import FootCiteRole
from sphinxcontrib.bibtex.roles import CiteRole
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from sphinx_publications.bib.file_bytes import IN_A_CIRCLE, NO_NAME
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext import diagnostics
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.page_records import CrossReference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pybtex.database
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.directives import BibliographyKey


#: The filter of a bibliography without options.
_CITED: Final = ast.dump(ast.parse("cited"))


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
        result, missing = self.render(fromdocname, builder, typ, target)
        library = domain_of(env).library
        diagnostics.emit(map(library.missing, missing), location=node)
        # Sphinx only puts the node into the page; as for its own domain, it is no single link.
        return cast("nodes.reference", result)

    def render(
        self, docname: str, builder: Builder, role: str, target: str
    ) -> tuple[nodes.inline, list[str]]:
        """Return what a citation on a page shows, and the keys in it that lead nowhere."""
        # In the order of the text, which is the order of the citation.
        parts = {part.key: part for part in parse_citation_targets(target)}
        known = {key: self._reference(part, builder, docname) for key, part in parts.items()}
        references = [reference for reference in known.values() if reference is not None]
        result = nodes.inline(target, classes=["bibtex-citation"])
        result += format_references(self.reference_style, role, references).render(self.backend)
        reference = CrossReference(self.name, role, target, explicit=False)
        domain_of(self.env).note_shown(docname, reference, str(result))
        return result, [key for key, found in known.items() if found is None]

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
            for citation in self._by_key.get(part.key, ())
            if self.bibliographies[citation.bibliography_key].list_ == "citation"
        ]
        local = [c for c in citations if c.bibliography_key.docname == fromdocname]
        found = domain_of(self.env).find(part.key, builder)
        if found is not None and not local:
            # Imported by who needs it: most builds resolve no citation.
            from sphinx_publications.cite.pybtex_entries import cited_entry

            publication, address, _ = found
            entry = cited_entry(publication)
            label = address.number or publication.short
            formatted = FormattedEntry(publication.key, Text(publication.title_text), label)
            todocname, node_id = address.docname, address.node_id
            title = domain_of(self.env).tooltip_of(publication)
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

    # -- bibliography directives -----------------------------------------------

    def env_updated(self) -> Iterable[str]:
        self._by_key, self._by_page = {}, {}
        # In whatever order pages were read: of two that list an entry, the last has its address.
        in_order = sorted(self.bibliographies.items(), key=lambda item: item[0].docname)
        self.data["bibliographies"] = dict(in_order)
        # Without bibliographies there is nothing that takes all of this to find out.
        result = super().env_updated() if self.bibliographies else []
        for citation in self.citations:
            self._by_key.setdefault(citation.key, []).append(citation)
            self._by_page.setdefault(citation.bibliography_key.docname, []).append(citation)
        return result

    @cached_property
    def _by_key(self) -> dict[str, list[Citation]]:
        """Cite key → its entries in bibliographies. Their domain looks through all for each."""
        return {}

    @cached_property
    def _by_page(self) -> dict[str, list[Citation]]:
        """Docname → the entries of its bibliographies."""
        return {}

    @property
    def bibliography_pages(self) -> set[str]:
        """The pages that have a bibliography."""
        return {key.docname for key in self.bibliographies}

    def entries_on(self, docname: str) -> list[object]:
        """Return all that the bibliographies of a page show, as plain data."""
        return [_content(citation) for citation in self._by_page.get(docname, ())]

    def all_of(self, key: str) -> list[object]:
        """Return all that a reference to an entry of a bibliography may show, as plain data."""
        return [_content(citation) for citation in self._by_key.get(key, ())]

    def get_all_cited_keys(self, docnames: list[str]) -> Iterator[str]:
        # As in the domain that is extended, without looking for each page among all.
        order = {docname: place for place, docname in enumerate(docnames)}
        for reference in sorted(self.citation_refs, key=lambda ref: order[ref.docname]):
            for target in reference.targets:
                yield target.key

    def get_filtered_entries(
        self, bibliography_key: BibliographyKey
    ) -> Iterable[tuple[str, pybtex.database.Entry]]:
        # As in the domain that is extended, which looks at all citations for each entry.
        bibliography = self.bibliographies[bibliography_key]
        if ast.dump(bibliography.filter_) != _CITED:
            return super().get_filtered_entries(bibliography_key)
        wanted = {target.key for reference in self.citation_refs for target in reference.targets}
        wanted.update(bibliography.keyprefix + key for key in bibliography.keys)
        return [
            (bibliography.keyprefix + key, self.bibdata.data.entries[key])
            for path in bibliography.bibfiles
            for key in self.bibdata.bibfiles[path].keys
            if bibliography.keyprefix + key in wanted
        ]


def _content(citation: Citation) -> object:
    entry = citation.entry
    return (
        citation.citation_id,
        citation.bibliography_key,
        citation.formatted_entry.label,
        str(citation.formatted_entry.text),
        _tooltip(citation),
        sorted(entry.fields.items()),
        [(role, [str(person) for person in people]) for role, people in entry.persons.items()],
    )


def _tooltip(citation: Citation) -> str | None:
    if citation.tooltip_entry is None:
        return None
    text: str = citation.tooltip_entry.text.render(PlainText())
    return text.replace("\\url ", "")


def citation_domain_of(env: BuildEnvironment) -> CitationDomain:
    """Return our extension of sphinxcontrib-bibtex's domain, typed."""
    return cast("CitationDomain", env.get_domain(CitationDomain.name))


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
        except RecursionError:
            message = f"“{self.target[:60]}…” has more keys than one citation can"
        else:
            return super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        diagnostics.emit([Report(Subtype.KEY, message)], location=(env.docname, self.lineno))
        return [nodes.inline(self.rawtext, self.target)], []


class DependentFootCiteRole(FootCiteRole):
    """A ``footcite`` role after which the page depends on the publications.

    In the role that it extends only the ``footbibliography`` directive says so, and
    MyST shows footnotes without one.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        domain_of(self.env).depend_on_all(self.env.docname)
        return super().run()


class SafeBibliographyDirective(BibliographyDirective):
    """A ``bibliography`` that survives the name of a file that no path leads to.

    The directive that it extends ends the build for symbolic links in a circle.
    """

    def run(self) -> Sequence[nodes.Node]:
        if self.arguments:
            names = self.arguments[0].split()
            self.arguments[0] = " ".join(filter(self._is_path, names))
        return super().run()

    def _is_path(self, name: str) -> bool:
        try:
            Path(self.env.relfn2path(name)[1]).resolve()
        except ValueError:
            problem = NO_NAME
        except RuntimeError:
            problem = IN_A_CIRCLE
        else:
            return True
        message = f"“bibliography” names “{name}”, which cannot be read: {problem}; it is left out"
        location = (self.env.docname, self.lineno)
        diagnostics.emit([Report(Subtype.FILE, message)], location=location)
        return False


def follow_bibliographies(app: Sphinx, doctree: nodes.document) -> None:
    """Have a page with a bibliography read again whenever a publication changes."""
    docname = app.env.docname
    if docname in citation_domain_of(app.env).bibliography_pages:
        domain_of(app.env).depend_on_all(docname)


def setup(app: Sphinx) -> None:
    """Extend sphinxcontrib-bibtex, which must be set up."""
    app.add_domain(CitationDomain, override=True)
    for name in CitationDomain.roles:
        app.add_role_to_domain(CitationDomain.name, name, SafeCiteRole(), override=True)
    app.add_role("cite", SafeCiteRole(), override=True)
    for name in BibtexFootDomain.roles:
        app.add_role_to_domain(BibtexFootDomain.name, name, DependentFootCiteRole(), override=True)
    app.add_directive("bibliography", SafeBibliographyDirective, override=True)
    app.add_role("footcite", DependentFootCiteRole(), override=True)
    app.connect("doctree-read", follow_bibliographies)
