"""The ``publications`` directive: a list, put on a page."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from sphinx_publications.listing.options import LIST_OPTIONS, ListRequest
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.nodes.elements import publication_chart, publication_take_all
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.pages.list_files import rows_of
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["PublicationsDirective"]


class DeclaredOptions(dict[str, Any]):
    """The ``option_spec`` of a directive that reports its bad options itself.

    docutils leaves out a whole directive if a converter fails, or if there is none for an
    option. So all converters return the text as it is, and unknown options have one, too.
    """

    def __missing__(self, name: str) -> Any:
        return directives.unchanged


class PublicationsDirective(SphinxDirective):
    """A list of publications, chosen, sorted, grouped and numbered as its options say."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = DeclaredOptions(
        dict.fromkeys(LIST_OPTIONS, directives.unchanged)
    )

    def run(self) -> list[nodes.Node]:
        domain = domain_of(self.env)
        temp = self.env.temp_data
        numbers = temp.get("publications_numbers") or lazy_printing.PageNumbers()
        temp["publications_numbers"] = numbers
        made = lazy_printing.make_list(
            self.options, self.content, domain.library, domain.composer, numbers
        )
        log_reports(made.reports, location=(self.env.docname, self.lineno))
        lists = cast("list[ListRequest]", self.env.temp_data.setdefault("publications_lists", []))
        is_title = isinstance(self.state_machine.node, nodes.document)
        renderer = lazy_printing.Renderer(
            docname=self.env.docname,
            place=len(lists),
            composer=domain.composer,
            details=made.request.details,
            finder=made.finder,
            # A heading that is the title of its page has no count: other pages show it, too, and
            # would have to be written again whenever the count changes.
            counted=made.finder is not None and not is_title,
            sections=isinstance(self.state_machine.node, (nodes.document, nodes.section)),
        )
        result = renderer.render(made.root)
        if made.chart:
            # The address of a page chooses in its first finder.
            is_first = not self.env.temp_data.get("publications_finder")
            linked = made.finder is not None and is_first
            chart = publication_chart(chart=made.chart, linked=linked, classes=["pub-chart"])
            # One HTML file may have the charts of all pages.
            chart["wanted_id"] = nodes.make_id(f"pub-chart-{self.env.docname}-{len(lists)}")
            # The finder comes first: it is for visitors who know what they look for.
            result.insert(int(made.finder is not None), chart)
        if rows := rows_of(domain, made.request, made.root, self.env.docname, len(lists)):
            count = len({item.publication.key for item in made.root.walk()})
            take_all = publication_take_all(
                count=count, rows=rows, has_all=made.request.has_all, classes=["pub-take-all"]
            )
            result.insert(bool(made.finder) + bool(made.chart), take_all)
        if made.finder:
            self.env.temp_data["publications_finder"] = True
        lists.append(made.request)
        classes = self._classes(made.options.class_)
        for node in result:
            if isinstance(node, nodes.Element):
                node["classes"] += classes
                for group in node.findall(nodes.section):
                    self.set_source_info(group)
        return result

    def _classes(self, text: str) -> list[str]:
        """Return the CSS classes in the option ``class``."""
        try:
            return directives.class_option(text) if text else []
        except ValueError as error:
            report = Report(Subtype.OPTION, f":class: {error}; it is ignored")
            log_reports([report], location=(self.env.docname, self.lineno))
            return []


def setup(app: Sphinx) -> None:
    app.add_directive("publications", PublicationsDirective)
