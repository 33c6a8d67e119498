"""The roles ``cite`` and ``footcite`` of sphinxcontrib-bibtex, extended by what they lack."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Element
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import pending_logging
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.foot_domain import BibtexFootDomain
from sphinxcontrib.bibtex.foot_roles import FootCiteRole
from sphinxcontrib.bibtex.roles import CiteRole

from sphinx_publications.cite.citation_domain import CitationDomain, citation_domain_of
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["DependentFootCiteRole", "SafeCiteRole", "setup"]


class SafeCiteRole(CiteRole):
    """A ``cite`` role that reports a malformed citation, which otherwise ends the build.

    So does ``{cite}`!key` ``, in which "!" is Sphinx's sign for a text without a link.
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
        log_reports([Report(Subtype.KEY, message)], location=(env.docname, self.lineno))
        return [nodes.inline(self.rawtext, self.target)], []


class DependentFootCiteRole(FootCiteRole):
    """A ``footcite`` role that has its page read again when publications change.

    Upstream only the ``footbibliography`` directive does so, and MyST shows footnotes
    without it. An entry has one footnote, whatever keys it is cited under.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        cite = citation_domain_of(self.env)
        cite.depend_on_files(self.env.docname)
        keys = [*dict.fromkeys(map(cite.written_key, map(str.strip, self.text.split(","))))]
        self.text = ",".join(keys)
        with pending_logging() as logged:
            try:
                return super().run()
            except Exception as error:
                logged.clear()
                place, style = (self.env.docname, self.lineno), self.config.bibtex_default_style
                with cite.replacing(keys, [style], place, error, lacking=True):
                    return super().run()


def setup(app: Sphinx) -> None:
    """Replace upstream's roles by those that extend them."""
    for domain, role in (
        (CitationDomain, SafeCiteRole()),
        (BibtexFootDomain, DependentFootCiteRole()),
    ):
        for name in domain.roles:
            app.add_role_to_domain(domain.name, name, role, override=True)
        app.add_role(domain.name, role, override=True)
