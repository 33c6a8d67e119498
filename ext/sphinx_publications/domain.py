"""The domain ``pub``: who is listed where, and what a cite key links to."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_publications import diagnostics
from sphinx_publications.library import Library
from sphinx_publications.nodes import make_label
from sphinx_publications.render import inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_publications.model import Publication


class ListedItem(NamedTuple):
    """A publication on a page."""

    key: str
    #: The id of its item on the page.
    node_id: str
    #: Its number, without brackets.
    number: str


class ListRecord(NamedTuple):
    """What a ``publications`` directive put on a page."""

    docname: str
    #: The list does not want to own addresses (``:no-index:``).
    no_index: bool
    #: A selection (hand-picked, limited) rather than a full list.
    excerpt: bool
    #: How many items the list has; those that another list of the page has the address
    #: of are not among the following.
    length: int
    items: tuple[ListedItem, ...]


class Address(NamedTuple):
    """Where a cite key leads, and the number that stands there."""

    docname: str
    node_id: str
    number: str


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
    initial_data: ClassVar = {"lists": {}, "references": {}, "shown": {}}
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: All publications; set when the builder is ready, before pages are read.
        self.library = Library()
        self._addresses: dict[str, list[Address]] | None = None

    # -- what pages say about themselves ---------------------------------------

    @property
    def lists(self) -> dict[str, list[ListRecord]]:
        """Docname → its lists, in the order of the page."""
        return cast("dict[str, list[ListRecord]]", self.data["lists"])

    @property
    def references(self) -> dict[str, set[str]]:
        """Docname → the cite keys that its text refers to."""
        return cast("dict[str, set[str]]", self.data["references"])

    @property
    def shown(self) -> dict[str, str]:
        """Builder and docname → a digest of what its references showed when last written."""
        return cast("dict[str, str]", self.data["shown"])

    def note_list(self, record: ListRecord) -> None:
        """Remember a list of the page that is being read."""
        self.lists.setdefault(record.docname, []).append(record)
        self._addresses = None

    def note_reference(self, docname: str, key: str) -> None:
        """Remember that *docname* refers to *key*."""
        self.references.setdefault(docname, set()).add(key)

    def clear_doc(self, docname: str) -> None:
        self.lists.pop(docname, None)
        self.references.pop(docname, None)
        for name in [name for name in self.shown if name.partition(":")[2] == docname]:
            del self.shown[name]
        self._addresses = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for name in ("lists", "references"):
            for docname in docnames:
                if docname in otherdata[name]:
                    self.data[name][docname] = otherdata[name][docname]
        self._addresses = None

    # -- what follows from all pages -------------------------------------------

    @property
    def addresses(self) -> dict[str, list[Address]]:
        """Cite key → all places that show the entry; the first is its address.

        Of several lists that show an entry, full lists come before selections and
        long ones before short ones; then the name of the page decides. Lists that
        want no addresses come last, and never come first.
        """
        if self._addresses is None:
            records = [
                (record.no_index, record.excerpt, -record.length, docname, place, record)
                for docname, lists in self.lists.items()
                for place, record in enumerate(lists)
            ]
            self._addresses = {}
            for *_, record in sorted(records, key=lambda item: item[:-1]):
                for item in record.items:
                    known = self._addresses.setdefault(item.key, [])
                    if known or not record.no_index:
                        known.append(Address(record.docname, item.node_id, item.number))
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

    def outdated_references(self, references: dict[str, set[str]], builder: str) -> Iterator[str]:
        """Yield the pages whose references would show something else than they do.

        :param references: docname → cite keys, of all roles that lead to our lists.
        """
        for docname in sorted(references):
            digest = hashlib.sha256()
            for key in sorted(references[docname]):
                digest.update(repr((key, self._shown_of(key))).encode())
            # Builders that share an environment have shown different things.
            name = f"{builder}:{docname}"
            if self.shown.get(name) != digest.hexdigest():
                if name in self.shown:
                    yield docname
                self.shown[name] = digest.hexdigest()

    def _shown_of(self, key: str) -> object:
        """Return all of a publication that a reference to it may show."""
        found = self.find(key)
        if found is None:
            return None
        publication = found.publication
        return (
            publication.title,
            publication.short,
            publication.date,
            publication.creators,
            found[1:],
        )

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
        if not node.get("refexplicit"):
            contnode = nodes.inline("", "", *reference_text(publication, address, typ))
            contnode["classes"] += ["pub-ref", f"pub-ref-{typ}"]
        if not reachable:
            # A text instead of a link: Sphinx puts either into the page.
            return cast("nodes.reference", contnode)
        title = None if typ in {"title", "pub"} else publication.title_text
        return make_refnode(builder, fromdocname, address.docname, address.node_id, contnode, title)

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
        for key, places in self.addresses.items():
            if places:
                publication = self.library.by_key.get(key)
                title = publication.title_text if publication else key
                yield key, title, "publication", places[0].docname, places[0].node_id, 1

    def get_full_qualified_name(self, node: Element) -> str | None:
        target = node.get("reftarget")
        return str(target) if target else None


def reference_text(publication: Publication, address: Address, typ: str) -> list[nodes.Node]:
    """Return the text of a reference in running text, for each role."""
    if typ == "number" and address.number:
        return [nodes.Text(make_label(address.number))]
    if typ == "authors":
        return [nodes.Text(publication.short.removesuffix(f", {publication.date.text}"))]
    if typ == "year" and publication.date.text:
        return [nodes.Text(publication.date.text)]
    if typ in {"short", "number", "year"}:
        return [nodes.Text(publication.short)]
    title = list(inline(publication.title, links=False))
    if typ == "full":
        return [nodes.Text("“"), *title, nodes.Text(f"” ({publication.short})")]
    return title


def domain_of(env: BuildEnvironment) -> PublicationDomain:
    """Return our domain, typed."""
    return cast("PublicationDomain", env.get_domain(PublicationDomain.name))


def warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say more of an unknown cite key than Sphinx would: whether it is unlisted or misspelt."""
    if not isinstance(domain, PublicationDomain):
        return None
    target = node["reftarget"]
    diagnostics.emit([domain.library.missing(target)], location=node)
    return True


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(PublicationDomain)
    app.connect("warn-missing-reference", warn_missing)
