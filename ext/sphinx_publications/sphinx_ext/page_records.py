"""What the environment remembers of each page: plain data, small enough to be stored each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from sphinx_publications.listing.settings import OFFERS_BIBTEX

if TYPE_CHECKING:
    from sphinx_publications.listing.options import ListRequest

__all__ = ["Address", "CrossReference", "ListRecord", "ListedItem", "PageRecords", "addresses_of"]


class ListedItem(NamedTuple):
    """A publication on a page."""

    key: str
    #: The id of its item on the page.
    node_id: str
    #: Its number, without brackets.
    number: str
    #: Its title, for inventories: they are written without opening the library.
    title: str


class ListRecord(NamedTuple):
    """What a ``publications`` directive put on a page."""

    docname: str
    request: ListRequest
    #: The number of items in the list, those with their address in another list included.
    length: int
    #: The items that have their address in this list.
    items: tuple[ListedItem, ...]
    #: The cite keys of the items that another list of the page has the address of.
    others: tuple[str, ...] = ()
    #: Alias → cite key, of all items.
    aliases: Mapping[str, str] = {}  # never changed
    #: A digest of the BibTeX that visitors can take along from it; "" if there is none in
    #: the output of the builder for which the page was read.
    bibtex: str = ""

    @property
    def keys(self) -> set[str]:
        """The cite keys of all items, and their aliases."""
        return {*self.aliases, *self.others, *(item.key for item in self.items)}

    @property
    def offered(self) -> set[str]:
        """The cite keys, and aliases, of the items whose BibTeX visitors can take along."""
        return self.keys if OFFERS_BIBTEX.intersection(self.request.details) else set()


class CrossReference(NamedTuple):
    """A role or link that leads to a publication."""

    #: "pub" or "cite": the domain that answers; "any" if several are asked.
    domain: str
    #: The role: "title", "number", "t"…
    role: str
    #: As written: one cite key, or for "cite" several.
    target: str
    #: The author has given a text of their own.
    explicit: bool


class Address(NamedTuple):
    """Where a cite key leads, and the number that stands there."""

    docname: str
    node_id: str
    number: str


def addresses_of(lists: Mapping[str, Iterable[ListRecord]]) -> dict[str, list[Address]]:
    """Return cite key → all places that show the entry; the first is its address.

    Full lists come before selections, long lists before short ones; then the name of the
    page decides. A list with ``:no-index:`` comes after all others, and an entry that
    only such lists show has no address.

    :param lists: docname → the lists of the page, in its order.
    """
    ranked = [
        (*record.request.rank, -record.length, docname, place, record)
        for docname, records in lists.items()
        for place, record in enumerate(records)
    ]
    addresses: dict[str, list[Address]] = {}
    for *_, record in sorted(ranked, key=lambda item: item[:-1]):
        for item in record.items:
            known = addresses.setdefault(item.key, [])
            if known or not record.request.no_index:
                known.append(Address(record.docname, item.node_id, item.number))
    return addresses


#: The kinds of records; each kind is a mapping with docnames as keys.
_KINDS: Final = ("lists", "references", "headings", "counts", "searches", "states")


class PageRecords(Domain):
    """A domain that remembers what pages say about publications."""

    initial_data: ClassVar = {name: {} for name in _KINDS}
    data_version = 4

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        #: Docname → its lists, in the order of the page.
        self.lists: dict[str, list[ListRecord]] = self.data["lists"]
        #: Docname → the references on the page that may lead to publications.
        self.references: dict[str, set[CrossReference]] = self.data["references"]
        #: Docname → cite key → the title of it that is part of a heading, a caption, a term.
        self.headings: dict[str, dict[str, str]] = self.data["headings"]
        #: Docname → filter → the number that the page shows, and what it reports of the filter.
        self.counts: dict[str, dict[str, tuple[str, ...]]] = self.data["counts"]
        #: Docname → facet and value that a finder looks for → whether a publication has it.
        self.searches: dict[str, dict[tuple[str, str], bool]] = self.data["searches"]
        #: Docname → a digest of the ``.bib`` files when the page was read; only of pages that
        #: show entries as sphinxcontrib-bibtex reads them.
        self.states: dict[str, str] = self.data["states"]
        self._addresses: dict[str, list[Address]] | None = None

    @property
    def addresses(self) -> dict[str, list[Address]]:
        """Cite key → all places that show the entry; the first is its address."""
        if self._addresses is None:
            self._addresses = addresses_of(self.lists)
        return self._addresses

    @property
    def addressed(self) -> list[str]:
        """The cite keys of the entries that have an address."""
        return [key for key, places in self.addresses.items() if places]

    def note_list(self, record: ListRecord) -> None:
        """Remember a list of the page that is being read."""
        self.lists.setdefault(record.docname, []).append(record)
        self._addresses = None

    def clear_doc(self, docname: str) -> None:
        for name in _KINDS:
            self.data[name].pop(docname, None)
        self._addresses = None

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for name in _KINDS:
            theirs = otherdata[name]
            self.data[name].update({page: theirs[page] for page in docnames if page in theirs})
        self._addresses = None
