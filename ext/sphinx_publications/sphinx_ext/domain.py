"""The domain ``pub``: who is listed where, and what a cite key links to."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_publications.model.library import Library
from sphinx_publications.nodes.inline_nodes import reference_text
from sphinx_publications.sphinx_ext import diagnostics
from sphinx_publications.sphinx_ext.config import settings_from
from sphinx_publications.sphinx_ext.page_records import Reference, addresses_of
from sphinx_publications.sphinx_ext.search_anchor import SearchAnchor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_publications.listing.counting import Count
    from sphinx_publications.listing.settings import Settings
    from sphinx_publications.model.publication import Publication
    from sphinx_publications.sphinx_ext.page_records import Address, ListRecord


#: What the domain remembers of each page.
_PER_PAGE: Final = ("lists", "references", "headings", "counts", "states")


class Found(NamedTuple):
    """What a cite key means."""

    publication: Publication
    address: Address
    #: The builder that asked writes the page of the address.
    reachable: bool


class PublicationDomain(Domain):
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
    initial_data: ClassVar = {name: {} for name in _PER_PAGE}
    data_version = 3

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: The ``.bib`` files.
        self.files: tuple[Path, ...] = ()
        #: Of all that decides what the publications are.
        self.fingerprint = ""
        self._open_library: Callable[[], Library] = Library
        #: Docname → what references on the page show, for pages that are being written.
        self.shown: dict[str, dict[Reference, str]] = {}
        self._addresses: dict[str, list[Address]] | None = None
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

    # -- what pages say about themselves ---------------------------------------

    @property
    def lists(self) -> dict[str, list[ListRecord]]:
        """Docname → its lists, in the order of the page."""
        return cast("dict[str, list[ListRecord]]", self.data["lists"])

    @property
    def references(self) -> dict[str, set[Reference]]:
        """Docname → the references on the page that may lead to publications."""
        return cast("dict[str, set[Reference]]", self.data["references"])

    @property
    def headings(self) -> dict[str, dict[str, str]]:
        """Docname → cite key → the title of it that is part of a heading, a caption, a term."""
        return cast("dict[str, dict[str, str]]", self.data["headings"])

    @property
    def counts(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Docname → filter → what the page shows and reports of the publications counted."""
        return cast("dict[str, dict[str, tuple[str, ...]]]", self.data["counts"])

    @property
    def states(self) -> dict[str, str]:
        """Docname → the fingerprint of the publications when the page was read.

        Only of pages that show something of them that nothing else keeps account of.
        """
        return cast("dict[str, str]", self.data["states"])

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
            from sphinx_publications.listing.counting import count

            self._counted[expression] = count(expression, self.library)
        return self._counted[expression]

    def note_list(self, record: ListRecord) -> None:
        """Remember a list of the page that is being read."""
        self.lists.setdefault(record.docname, []).append(record)
        self._addresses = None

    def clear_doc(self, docname: str) -> None:
        for name in _PER_PAGE:
            self.data[name].pop(docname, None)
        self._addresses = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for name in _PER_PAGE:
            for docname in docnames:
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]
        self._addresses = None

    # -- what follows from all pages -------------------------------------------

    @property
    def addresses(self) -> dict[str, list[Address]]:
        """Cite key → all places that show the entry; the first is its address."""
        if self._addresses is None:
            self._addresses = addresses_of(self.lists)
        return self._addresses

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
        # Imported by who needs it: most builds resolve no reference.
        from sphinx_publications.listing.reference import line_of

        return line_of(publication, letters=self.settings.letters)

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
        self.note_shown(fromdocname, Reference(self.name, typ, target, explicit), repr(shown))
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
        self.note_shown(docname, Reference(self.name, role, target, explicit), text)

    def note_shown(self, docname: str, reference: Reference, shown: str) -> None:
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
    diagnostics.emit([domain.library.missing(node["reftarget"])], location=node)
    return True


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(PublicationDomain)
    # Behind all others that may know the key: other sites.
    app.connect("missing-reference", show_unlisted, priority=900)
    app.connect("warn-missing-reference", warn_missing)
