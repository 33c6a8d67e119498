"""``{pub}`` and its variants: a cite key in running text becomes a link.

``{pub}`key` `` shows the title, ``{pub:number}`` the number on the list,
``{pub:short}`` author and year, ``{pub:authors}``, ``{pub:year}``, ``{pub:full}``
the title with author and year. ``{pub}`text <key>` `` shows a text of your own.

``{pub:count}`type == "article"` `` is no reference: it shows how many publications there are.
``{pub:find}`robotics <papers?topic=Robotics>` `` leads to a page whose finder has found something.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import unquote, urlencode

from docutils import nodes
from docutils.nodes import Element
from docutils.utils import unescape
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.docutils import ReferenceRole, SphinxRole

from sphinx_publications.listing.settings import FACETS
from sphinx_publications.model.reports import Report, Subtype, nearest
from sphinx_publications.nodes.elements import publication_search
from sphinx_publications.sphinx_ext.domain import PublicationDomain, domain_of
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["ROLES", "CountRole", "FindRole", "PublicationRole"]

#: The roles of our domain that make a link.
ROLES: Final = ("title", "number", "short", "authors", "year", "full")


class PublicationRole(XRefRole):
    """A reference to one publication by its cite key."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        # The bare role is one of the standard domain, where it needs no prefix.
        if refnode["refdomain"] != PublicationDomain.name:
            refnode["refdomain"] = PublicationDomain.name
            refnode["reftype"] = "title"
        target = target.strip()
        publication = domain_of(env).library.find(target)
        if publication is not None and not has_explicit_title:
            # The title of a page shows this text, and so does a link that cannot be made.
            title = publication.title_text
        return title, target


class CountRole(SphinxRole):
    """The number of publications that a filter matches, as it is when the page is read."""

    def __call__(
        self, name: str, rawtext: str, text: str, *args: Any, **kwargs: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        # A regular expression needs the backslashes that reStructuredText takes out.
        self.expression = unescape(text, restore_backslashes=True)
        return super().__call__(name, rawtext, text, *args, **kwargs)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        domain, docname = domain_of(self.env), self.env.docname
        found = domain.count(self.expression)
        domain.counts.setdefault(docname, {})[self.expression] = found.state
        log_reports(found.reports, location=(docname, self.lineno))
        if found.number is None:
            return [nodes.inline(self.rawtext, self.expression, support_smartquotes=False)], []
        return [nodes.Text(str(found.number))], []


class FindRole(ReferenceRole):
    """A link to a page, as Sphinx's role ``doc`` makes it, with what the finder there looks for.

    Behind the page and "?" stand words, or the values of facets with "&" between them:
    ``papers?topic=Robotics&year=2024``. A "&" in a value is "%26", as in addresses.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        page, _, asked = self.target.partition("?")
        pairs = []
        for part in filter(None, (part.strip() for part in asked.split("&"))):
            name, is_named, value = (unquote(text.strip()) for text in part.partition("="))
            pairs.append((name, value) if is_named else ("q", name))
        unknown = [name for name, _ in pairs if name not in {"q", *FACETS}]
        reports = self._missing([pair for pair in pairs if pair[0] in FACETS])
        if unknown or not pairs:
            known = ", ".join(FACETS)
            problem = f"knows no facet “{unknown[0]}”" if unknown else "looks for nothing"
            message = f"the role pub:find {problem}; write “page?words” or “page?topic=…” ({known})"
            reports.append(Report(Subtype.OPTION, message))
        log_reports(reports, location=(self.env.docname, self.lineno))
        text = self.title if self.has_explicit_title else ", ".join(value for _, value in pairs)
        link = pending_xref(
            "",
            nodes.inline("", text, classes=["doc"]),
            refdoc=self.env.docname,
            refdomain="std",
            reftype="doc",
            reftarget=page.strip(),
            refexplicit=True,
            refwarn=True,
        )
        self.set_source_info(link)
        query = urlencode([pair for pair in pairs if pair[0] not in unknown])
        return [publication_search("", "", link, query=query)], []

    def _missing(self, pairs: list[tuple[str, str]]) -> list[Report]:
        """Return reports of the values of facets that no publication has."""
        domain = domain_of(self.env)
        reports = []
        for name, value in pairs:
            known = domain.facet_values[name]
            domain.searches.setdefault(self.env.docname, {})[name, value] = value in known
            if value not in known:
                message = f"the role pub:find looks for “{name}={value}”, which no publication has"
                suggestion = nearest(value, known)
                reports.append(Report(Subtype.OPTION, message, suggestion=suggestion))
        return reports


def setup(app: Sphinx) -> None:
    """Register the roles: eight in our domain, and the bare ``pub``."""
    for name in ROLES:
        app.add_role_to_domain(PublicationDomain.name, name, PublicationRole())
    app.add_role_to_domain(PublicationDomain.name, "count", CountRole())
    app.add_role_to_domain(PublicationDomain.name, "find", FindRole())
    # In the standard domain ``{pub}`` works in text and as ``{external+site:pub}``.
    app.add_role_to_domain("std", "pub", PublicationRole())
