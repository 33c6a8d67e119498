"""A page → schema.org (https://schema.org): the list of all works, the home page of the owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sphinx_publications.formats.exchange import facts
from sphinx_publications.formats.exchange.json_ld import CONTEXT, Data, filled, typed
from sphinx_publications.formats.exchange.page_addresses import PageAddresses
from sphinx_publications.model.publication import Publication

__all__ = ["as_item_list", "profile_page"]

#: Properties of a person whose values are organizations, which authors may give as names.
_ORGANIZATIONS: Final = frozenset({"affiliation", "alumniOf", "memberOf", "worksFor"})


def as_item_list(
    items: Iterable[tuple[Publication, str]], count: int, addresses: PageAddresses, name: str
) -> Data:
    """Return the page of a list, with all that it shows in its order.

    :param items: publications, and the addresses of their pages; of a long list none.
    :param count: how many the list has.
    :param addresses: those of the page of the list.
    :param name: the title of that page.
    """
    listed = [
        typed("ListItem", position=position, url=address, name=facts.title(publication))
        for position, (publication, address) in enumerate(items, 1)
    ]
    page = {
        **CONTEXT,
        "@type": "CollectionPage",
        "@id": addresses.page,
        "url": addresses.page,
        "name": name,
        "isPartOf": typed("WebSite", name=addresses.site, url=addresses.home),
    }
    # A list of one is a list, too.
    things = typed("ItemList", numberOfItems=count, itemListElement=[*map(filled, listed)])
    return {**filled(page), "mainEntity": things}


def profile_page(person: Mapping[str, Any], addresses: PageAddresses, name: str) -> Data:
    """Return the home page as the profile of the site's owner.

    :param name: the name of the owner, if *person* has none.
    :param person: property of schema.org's Person → value, as the author gives them.
    """
    said = {
        name: _organizations(value) if name in _ORGANIZATIONS else value
        for name, value in person.items()
    }
    owner = {
        "name": name,
        "url": addresses.home,
        **said,
        "@type": "Person",
        "@id": addresses.owner_id,
    }
    page = typed("ProfilePage", url=addresses.home, name=addresses.site, mainEntity=owner)
    return filled({**CONTEXT, **page})


def _organizations(value: Any) -> Any:
    if isinstance(value, str):
        return typed("Organization", name=value)
    return [*map(_organizations, value)] if isinstance(value, (list, tuple)) else value
