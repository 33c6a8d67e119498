"""A publication → the ``<link>`` and Open Graph tags of its page.

Links are those of FAIR Signposting, level 1 (https://signposting.org/FAIR/), by which programs
find the files of a work. Open Graph (https://ogp.me) is what a link to the page shows when it
is shared; Zotero reads it, too.
"""

from __future__ import annotations

from typing import Final

from sphinx_publications.formats.exchange import facts
from sphinx_publications.formats.exchange.licenses import license_address
from sphinx_publications.formats.exchange.page_addresses import PageAddresses
from sphinx_publications.model.publication import Publication

__all__ = ["open_graph", "signposting_links"]

#: So many characters of an abstract are shown where a page is shared.
_DESCRIPTION: Final = 200


def signposting_links(publication: Publication, addresses: PageAddresses) -> list[dict[str, str]]:
    """Return the attributes of the ``<link>`` tags, in their order.

    A DOI is "related": "cite-as" would say that it is this page's own persistent address.
    """
    kinds = ("AboutPage", facts.work_type(publication).schema)
    links = [{"rel": "type", "href": f"https://schema.org/{kind}"} for kind in kinds]
    links += [
        {"rel": "author", "href": person.orcid_address}
        for person in publication.authors
        if person.orcid
    ]
    links += [
        {"rel": "describedby", "type": media_type, "href": address}
        for media_type, address in addresses.files
    ]
    if addresses.pdf:
        links.append({"rel": "item", "type": "application/pdf", "href": addresses.pdf})
    if license_url := license_address(publication.fields.get("license", "")):
        links.append({"rel": "license", "href": license_url})
    dois = (link.target for link in publication.links if link.target.startswith("https://doi.org/"))
    links += [{"rel": "related", "href": target} for target in dict.fromkeys(dois)]
    return links


def open_graph(publication: Publication, addresses: PageAddresses) -> list[tuple[str, str]]:
    """Return the properties and contents of the Open Graph tags, in their order.

    There is a description only of a work with an abstract: Zotero takes it for the abstract.
    """
    is_book = facts.work_type(publication).schema == "Book"
    date = publication.date
    day = date.iso if (date.year or 0) > 0 and date.day is not None else ""
    tags = {
        "og:type": "book" if is_book else "article",
        "og:title": facts.title(publication),
        "og:url": addresses.page,
        "og:site_name": addresses.site,
        "og:description": _shortened(facts.printed(publication, "abstract")),
        "og:image": addresses.picture,
        "og:image:alt": addresses.picture and addresses.picture_text,
        "book:release_date" if is_book else "article:published_time": day,
    }
    return [(name, content) for name, content in tags.items() if content]


def _shortened(text: str) -> str:
    """Return the beginning of *text*, up to the end of a word."""
    if len(text) <= _DESCRIPTION:
        return text
    words, space, _ = text[:_DESCRIPTION].rpartition(" ")
    return f"{words.rstrip(',;:.–—-') if space else text[: _DESCRIPTION - 1]}…"
