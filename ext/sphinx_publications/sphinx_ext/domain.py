"""The domain ``pub``: who is listed where, and what a cite key links to."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_publications.listing.builders import UNKNOWN
from sphinx_publications.model.library import Library
from sphinx_publications.nodes.inline_nodes import reference_text
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.config import settings_from
from sphinx_publications.sphinx_ext.page_records import CrossReference, PageRecords
from sphinx_publications.sphinx_ext.report_logging import log_reports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_publications.listing.counting import Count
    from sphinx_publications.listing.settings import Settings
    from sphinx_publications.model.publication import Publication
    from sphinx_publications.sphinx_ext.page_records import Address


class SearchAnchor(str):
    """An anchor that is not equal to the name of its object, even where it is the same.

    Sphinx leaves an anchor that is equal to the name out of the search index, and makes it
    again from the name that is *displayed*, for a publication its title
    (https://github.com/sphinx-doc/sphinx/issues/10380). This one it keeps.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = str.__hash__


class Found(NamedTuple):
    """What a cite key means."""

    publication: Publication
    address: Address
    #: The builder that asked writes the page of the address.
    reachable: bool


class PublicationDomain(PageRecords):
    """Publications as Sphinx objects: their lists, and the references to them."""

    name = "pub"
    label = "Publications"
    object_types: ClassVar = {
        "publication": ObjType(
            "publication", "title", "pub", "number", "short", "authors", "year", "full"
        )
    }
    # The roles of the domain are added in roles.py, which knows the domain.
    roles: ClassVar = {}

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The ``.bib`` files.
        self.files: tuple[Path, ...] = ()
        #: Of all that decides what the publications are.
        self.fingerprint = ""
        self._open_library: Callable[[], Library] = Library
        #: What the builder can show; set when it is ready.
        self.traits = UNKNOWN
        #: Docname → what references on the page show, for pages that are being written.
        self.shown: dict[str, dict[CrossReference, str]] = {}
        self._counted: dict[str, Count] = {}

    def provide(
        self, files: tuple[Path, ...], fingerprint: str, open_library: Callable[[], Library]
    ) -> None:
        """Take the publications of a build, when it begins.

        :param open_library: returns them; called when they are asked for, for many builds
            need none.
        """
        self.files, self.fingerprint, self._open_library = files, fingerprint, open_library

    @cached_property
    def library(self) -> Library:
        """All publications."""
        return self._open_library()

    @cached_property
    def settings(self) -> Settings:
        """The site's settings."""
        return settings_from(self.env.config)

    def depend_on_all(self, docname: str) -> None:
        """Have a page read again whenever anything about the publications changes."""
        self.states[docname] = self.fingerprint

    def title_of(self, key: str) -> str:
        """Return what a reference shows that cannot be resolved: a title, or else the key."""
        publication = self.library.find(key)
        return publication.title_text if publication else key

    def count(self, expression: str) -> Count:
        """Return how many publications a filter matches; each filter counts once a build."""
        if expression not in self._counted:
            self._counted[expression] = lazy_printing.count(expression, self.library)
        return self._counted[expression]

    def find(self, target: str, builder: Builder | None = None) -> Found | None:
        """Return the publication meant by *target*, and where it is listed.

        :param builder: one that may not write all pages: a manual made of some of
            them. If it leaves the entry's address out, the next place it has serves.
        """
        publication = self.library.find(target)
        places = self.addresses.get(publication.key) if publication else None
        if publication is None or not places:
            return None
        if builder is not None:
            for place in places:
                with suppress(NoUri):
                    builder.get_target_uri(place.docname)
                    return Found(publication, place, reachable=True)
        return Found(publication, places[0], reachable=builder is None)

    def tooltip_of(self, publication: Publication) -> str | None:
        """Return what a pointer over a link to *publication* shows: the whole reference."""
        if not self.env.config.bibtex_tooltips:
            return None
        return lazy_printing.line_of(publication, letters=self.settings.letters)

    def all_of(self, key: str) -> object:
        """Return all of a publication that a reference to it may show, as plain data."""
        publication = self.library.find(key)
        if publication is None:
            return None
        said = publication.title, publication.creators, publication.more_creators, publication.date
        return said, self.tooltip_of(publication), self.addresses.get(publication.key)

    # -- Sphinx's questions ----------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        found = self.find(target, builder)
        if found is None:
            return None
        publication, address, reachable = found
        explicit = bool(node.get("refexplicit"))
        if not explicit:
            contnode = nodes.inline("", "", *reference_text(publication, address.number, typ))
            contnode["classes"] += ["pub-ref", f"pub-ref-{typ}"]
        shown = [str(contnode) if not explicit else ""]
        result = contnode
        if reachable:
            title = self.tooltip_of(publication)
            result = make_refnode(
                builder, fromdocname, address.docname, address.node_id, contnode, title
            )
            shown += [address.docname, address.node_id, title or ""]
        self.note_shown(fromdocname, CrossReference(self.name, typ, target, explicit), repr(shown))
        # A text instead of a link where there is nowhere to go: Sphinx puts in either.
        return cast("nodes.reference", result)

    def show_unresolved(self, docname: str, node: pending_xref, contnode: Element) -> None:
        """Put into *contnode* what a reference shows that leads nowhere."""
        target, role = node["reftarget"], node["reftype"]
        explicit = bool(node.get("refexplicit"))
        if not explicit:
            publication = self.library.find(target)
            contnode.clear()
            if publication is None:
                contnode += nodes.Text(target)
            else:
                contnode += reference_text(publication, "", role)
        text = "" if explicit else "".join(map(str, contnode.children))
        self.note_shown(docname, CrossReference(self.name, role, target, explicit), text)

    def note_shown(self, docname: str, reference: CrossReference, shown: str) -> None:
        """Remember what a reference on a page that is being written shows."""
        self.shown.setdefault(docname, {})[reference] = shown

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        reference = self.resolve_xref(env, fromdocname, builder, "title", target, node, contnode)
        return [] if reference is None else [("pub:title", reference)]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        titles = {
            item.key: item.title
            for lists in self.lists.values()
            for record in lists
            for item in record.items
        }
        for key, places in self.addresses.items():
            if places:
                docname, node_id, _ = places[0]
                yield key, titles[key], "publication", docname, SearchAnchor(node_id), 1

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002
        # Under a result of the search: "publication", not "Publications publication".
        return type.lname

    def get_full_qualified_name(self, node: Element) -> str | None:
        target = node.get("reftarget")
        return str(target) if target else None


def domain_of(env: BuildEnvironment) -> PublicationDomain:
    """Return our domain, typed."""
    return cast("PublicationDomain", env.get_domain(PublicationDomain.name))


def show_unlisted(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element
) -> None:
    """Have a reference that leads nowhere show what there is to show now.

    What it showed when the page was read may be another title, or that of an entry that
    is no more. Whether to warn of it is Sphinx's affair.
    """
    if node.get("refdomain") == PublicationDomain.name:
        docname = node.get("refdoc", env.docname)
        domain_of(env).show_unresolved(docname, node, contnode)


def warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say more of an unknown cite key than Sphinx would."""
    if not isinstance(domain, PublicationDomain):
        return None
    log_reports([domain.library.missing(node["reftarget"])], location=node)
    return True


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(PublicationDomain)
    # Behind all others that may know the key: other sites.
    app.connect("missing-reference", show_unlisted, priority=900)
    app.connect("warn-missing-reference", warn_missing)
