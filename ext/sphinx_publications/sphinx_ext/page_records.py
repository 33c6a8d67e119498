"""What the environment remembers of pages: plain data, small enough to be stored each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_publications.listing.options import ListRequest


class ListedItem(NamedTuple):
    """A publication on a page."""

    key: str
    #: The id of its item on the page.
    node_id: str
    #: Its number, without brackets.
    number: str
    #: Its title, for inventories: with it no publication need be looked at.
    title: str


class ListRecord(NamedTuple):
    """What a ``publications`` directive put on a page."""

    docname: str
    wish: ListRequest
    #: How many items the list has; those that another list of the page has the address
    #: of are not among the following.
    length: int
    items: tuple[ListedItem, ...]


class Reference(NamedTuple):
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

    Of several lists that show an entry, full lists come before selections and long ones
    before short ones; then the name of the page decides. Lists that want no addresses come
    last, and never come first.

    :param lists: docname → the lists of the page, in its order.
    """
    ranked = [
        (*record.wish.rank, -record.length, docname, place, record)
        for docname, records in lists.items()
        for place, record in enumerate(records)
    ]
    addresses: dict[str, list[Address]] = {}
    for *_, record in sorted(ranked, key=lambda item: item[:-1]):
        for item in record.items:
            known = addresses.setdefault(item.key, [])
            if known or not record.wish.no_index:
                known.append(Address(record.docname, item.node_id, item.number))
    return addresses
