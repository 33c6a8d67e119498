"""The domain ``pub``: what a cite key means, and what a reference to it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, cast

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_publications.bib.file_bytes import BIBFILES
from sphinx_publications.listing.builders import UNKNOWN
from sphinx_publications.listing.settings import Citations
from sphinx_publications.model.library import Library
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.nodes.inline_nodes import inline
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.config import settings_from
from sphinx_publications.sphinx_ext.page_records import (
    Address,
    CrossReference,
    ListRecord,
    PageRecords,
)
from sphinx_publications.sphinx_ext.report_logging import log_reports
from sphinx_publications.text.digests import digest
from sphinx_publications.text.inline import InlineText

if TYPE_CHECKING:
    from sphinx_publications.formats.bibtex import BibtexEntry
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.selection import Count
    from sphinx_publications.listing.settings import Settings
    from sphinx_publications.model.publication import Publication

__all__ = [
    "PAGES", "Found", "PublicationDomain", "SearchAnchor", "Shown", "domain_of",
    "publication_pages", "setup",
]  # fmt: skip

#: The folder of the pages of publications, and of the files beside them.
PAGES: Final = "publications"


class SearchAnchor(str):
    """An anchor that Sphinx's search index keeps, because it equals no name.

    The index leaves out an anchor that equals the name of its object, the cite key. In the
    browser Sphinx then uses the *displayed* name as anchor, which is the publication's title
    (https://github.com/sphinx-doc/sphinx/issues/10380). Themes that look the anchor up among
    those of the domain, as sphinx-immaterial does, find it.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SearchAnchor) and str.__eq__(self, other)

    __hash__ = str.__hash__


class Found(NamedTuple):
    """The publication that a cite key means, and where it is listed."""

    publication: Publication
    address: Address
    #: A builder has asked, and it writes the page of the address.
    reachable: bool


class Shown(NamedTuple):
    """All that a reference to a publication shows, as plain data."""

    #: None where the reference has a text of its own.
    text: InlineText | None
    #: Some list has the publication.
    listed: bool
    #: The page and the id that it links to; empty if the builder writes no such page.
    docname: str = ""
    node_id: str = ""
    tooltip: str | None = None


class PublicationDomain(PageRecords):
    """Publications as Sphinx objects, and the references to them."""

    name = "pub"
    label = "Publications"
    object_types: ClassVar = {
        "publication": ObjType(
            "publication", "title", "pub", "number", "short", "authors", "year", "full"
        )
    }
    # The module "roles" adds the roles: it imports this one.
    roles: ClassVar = {}

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._read_fingerprint: Callable[[], str] = str
        self._open_library: Callable[[], Library] = Library
        #: Tells whether links to a key on a page lead to a bibliography, and not to our lists.
        self.is_cited_elsewhere: Callable[[str, str], bool] = lambda *_: False
        #: Returns the cite keys in a reference.
        self.keys_in: Callable[[CrossReference], Iterable[str]] = lambda it: [it.target]
        #: What the builder can show; set when it is ready.
        self.traits = UNKNOWN
        self._counted: dict[str, Count] = {}
        self._bibtex: dict[str, BibtexEntry] = {}

    def provide(
        self, read_fingerprint: Callable[[], str], open_library: Callable[[], Library]
    ) -> None:
        """Take the publications of this build, when it begins.

        Both are called when somebody first asks, as many builds ask for none.

        :param read_fingerprint: returns a digest of all that decides what the publications are.
        :param open_library: returns the publications.
        """
        self._read_fingerprint, self._open_library = read_fingerprint, open_library

    @property
    def fingerprint(self) -> str:
        """A digest of all that decides what the publications are."""
        return self._read_fingerprint()

    @cached_property
    def library(self) -> Library:
        """All publications."""
        return self._open_library()

    @cached_property
    def settings(self) -> Settings:
        """The site's settings."""
        return settings_from(self.env.config)

    @cached_property
    def composer(self) -> Composer:
        """Composes the references of this build."""
        return lazy_printing.Composer(self.settings)

    def links_to_publications(self, docname: str) -> bool:
        """Tell whether a page has a role of ours, or another link that leads to one of our lists.

        Citations show nothing of ours, wherever they lead.
        """
        return any(
            domain == self.name or (domain == "any" and self.answers_any(target, docname))
            for domain, _, target, _ in self.references.get(docname, ())
        )

    def answers_any(self, target: str, docname: str) -> bool:
        """Tell whether a link on a page, which names no domain, leads to one of our lists."""
        return self.find(target) is not None and not self.is_cited_elsewhere(target, docname)

    @property
    def is_used(self) -> bool:
        """Some page has a list or a role of ours."""
        return bool(self.lists) or any(map(self.links_to_publications, self.references))

    @property
    def is_asked(self) -> bool:
        """Some page shows publications, or how many there are: what is wrong with them matters."""
        return self.is_used or bool(self.counts) or bool(self.searches)

    def linked_pages(self, docname: str) -> list[str]:
        """Return the pages of publications that the lists of a page link to."""
        if docname not in self.lists or not self.has_pages:
            return []
        records = self.lists[docname]
        keys = (key for it in records for key in (*(item.key for item in it.items), *it.others))
        return [self.page_of(key) for key in keys]

    def title_of(self, key: str) -> str:
        """Return the title of a publication, or the key itself if there is no such publication."""
        publication = self.library.find(key)
        return publication.title_text if publication else key

    def count(self, expression: str) -> Count:
        """Return how many publications a filter matches; it is evaluated once in a build."""
        if expression not in self._counted:
            self._counted[expression] = lazy_printing.count(expression, self.library)
        return self._counted[expression]

    @cached_property
    def facet_values(self) -> Mapping[str, frozenset[str]]:
        """The name of each facet → all values that publications have in it."""
        listed = (it for it in self.library.publications if it.listed)
        return lazy_printing.values(map(self.composer.traits, listed))

    def bibtex_of(self, publication: Publication, *, abstract: bool = True) -> str:
        """Return the BibTeX that visitors take along; it is made once in a build."""
        if publication.key not in self._bibtex:
            self._bibtex[publication.key] = lazy_printing.bibtex_entry(publication)
        return self._bibtex[publication.key].text(abstract=abstract)

    @property
    def has_pages(self) -> bool:
        """Publications on lists have pages of their own in the output of the builder."""
        # The settings themselves are not read for it: that loads what reads names.
        return self.traits.own_pages and bool(self.env.config.publications_pages)

    def page_of(self, key: str) -> str:
        """Return the name of the page of a publication: "publications/doe2020"; "" if it has none.

        :param key: its cite key, or another key of it.
        """
        if not self.has_pages:
            return ""
        places = self.addresses.get(self.library.aliases.get(key, key))
        name = self.library.page_names.get(key, "") if places else ""
        return name and f"{PAGES}/{name}"

    def bibtex_digest(self, record: ListRecord) -> str:
        """Return a digest of the BibTeX of a list; "" if the builder writes none."""
        if not self.traits.files:
            return ""
        found = map(self.library.by_key.get, sorted(record.offered))
        return digest([self.bibtex_of(publication) for publication in found if publication])

    def find(self, target: str, builder: Builder | None = None) -> Found | None:
        """Return the publication with the cite key *target*, and where it is listed.

        :param builder: the builder that links to it. It may write only some of the pages, as
            one that makes a manual does: of the places that show the entry, the first on a
            page that it writes is returned.
        """
        # Who has no lists is not made to read the files.
        publication = self.library.find(target) if self.lists else None
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
        """Return the tooltip of links to *publication*: the whole reference."""
        if not self.env.config.bibtex_tooltips:
            return None
        return self.composer.line(publication)

    def shown(self, target: str, role: str, builder: Builder, *, explicit: bool) -> Shown:
        """Return what a reference to *target* shows in the output of *builder*."""
        found = self.find(target, builder)
        publication = found.publication if found else self.library.find(target)
        number = found.address.number if found else ""
        text: InlineText | None = (target,)
        if explicit:
            text = None
        elif publication:
            text = self.composer.mention(publication, number, role)
        if found is None or not found.reachable:
            return Shown(text, listed=found is not None)
        docname, node_id = self.target_of(found)
        return Shown(text, True, docname, node_id, self.tooltip_of(found.publication))

    def target_of(self, found: Found) -> tuple[str, str]:
        """Return the page, and the id on it, that links to a publication lead to."""
        page = self.page_of(found.publication.key)
        if page and self.settings.citations is Citations.PAGES:
            return page, ""
        return found.address.docname, found.address.node_id

    def reference_content(self, key: str) -> object:
        """Return all that a reference to a publication may show of it, as plain data."""
        publication = self.library.find(key)
        if publication is None:
            return None
        said = publication.title, publication.creators, publication.more_creators, publication.date
        places = self.addresses.get(publication.key)
        return said, self.tooltip_of(publication), places, self.page_of(publication.key)

    # -- what Sphinx asks of a domain --------------------------------------------

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
        shown = self.shown(target, typ, builder, explicit=bool(node.get("refexplicit")))
        if not shown.listed:
            return None
        if shown.text is not None:
            classes = ["pub-ref", f"pub-ref-{typ}"]
            contnode = nodes.inline("", "", *inline(shown.text), classes=classes)
        if not shown.docname:
            # Where the builder writes no page to link to, it is a text; Sphinx takes that as well.
            return cast("nodes.reference", contnode)
        return make_refnode(
            builder, fromdocname, shown.docname, shown.node_id, contnode, shown.tooltip
        )

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        if not self.answers_any(target, fromdocname):
            return []
        reference = self.resolve_xref(env, fromdocname, builder, "title", target, node, contnode)
        return [] if reference is None else [("pub:title", reference)]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        names = {key: key for key in self.addresses}
        titles: dict[str, str] = {}
        for record in chain.from_iterable(self.lists.values()):
            names |= record.aliases
            titles |= {item.key: item.title for item in record.items}
        for name, key in names.items():
            if places := self.addresses.get(key):
                docname, node_id, _ = places[0]
                # The search leaves out what has this priority: it would show a paper twice.
                priority = 1 if name == key else -1
                yield name, titles[key], "publication", docname, SearchAnchor(node_id), priority

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002
        # The search shows it under a result: "publication", not "Publications publication".
        return type.lname

    def get_full_qualified_name(self, node: Element) -> str | None:
        target = node.get("reftarget")
        return str(target) if target else None


def domain_of(env: BuildEnvironment) -> PublicationDomain:
    """Return our domain, typed."""
    return cast("PublicationDomain", env.get_domain(PublicationDomain.name))


def publication_pages(env: BuildEnvironment) -> list[str]:
    """Return the names of the pages that publications have in the output of the builder."""
    domain = domain_of(env)
    return [domain.page_of(key) for key in domain.addressed] if domain.has_pages else []


def show_unlisted(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element
) -> None:
    """Have a reference that cannot be a link show the title that the publication has now.

    The title in the page, as it was read, may have changed, or be that of an entry that was
    deleted. Sphinx decides whether to warn of the reference.
    """
    if node.get("refdomain") == PublicationDomain.name and not node.get("refexplicit"):
        shown = domain_of(env).shown(
            node["reftarget"], node["reftype"], app.builder, explicit=False
        )
        contnode.clear()
        contnode += inline(shown.text or ())


def warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Warn of a cite key that leads nowhere, in place of Sphinx, and say why."""
    if not isinstance(domain, PublicationDomain):
        return None
    log_reports([domain.library.missing(node["reftarget"])], location=node)
    return True


def expect_files(app: Sphinx, config: Config) -> None:
    """Have it reported that no ``.bib`` files are named, once a page has a list."""
    if config.bibtex_bibfiles is None:
        app.connect("env-updated", report_no_files)


def report_no_files(app: Sphinx, env: BuildEnvironment) -> None:
    if domain_of(env).lists:
        message = f'{BIBFILES} is not set; name your files: {BIBFILES} = ["pubs.bib"]'
        log_reports([Report(Subtype.CONFIG, message, "conf.py")])


def setup(app: Sphinx) -> None:
    app.add_domain(PublicationDomain)
    # Before the setting is checked, and a list.
    app.connect("config-inited", expect_files, priority=300)
    # After intersphinx, which looks the key up on other sites.
    app.connect("missing-reference", show_unlisted, priority=900)
    app.connect("warn-missing-reference", warn_missing)
