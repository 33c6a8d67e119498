"""The links of signposting, what a shared link shows, and the addresses of licences."""

from __future__ import annotations

import pytest

from sphinx_publications.formats.exchange.licenses import license_address
from sphinx_publications.formats.exchange.page_addresses import PageAddresses
from sphinx_publications.formats.exchange.signposting import open_graph, signposting_links
from unit.formats.exchange.test_highwire import everything
from unit.helpers import entry

ADDRESSES = PageAddresses(
    "https://e.org/publications/k.html", "https://e.org/", "https://e.org/publications/k.pdf",
    "https://e.org/k.png", "A stone", (("application/x-bibtex", "k.bib"),), "Jane Roe",
)  # fmt: skip


def test_links() -> None:
    publication = entry(
        'author = {Roe, Jane}, author+an:orcid = {1="0000-0002-1825-0097"}, journal = {J},'
        " doi = {10.1000/182}, license = {CC-BY-4.0}",
        "article",
    )
    assert signposting_links(publication, ADDRESSES) == [
        {"rel": "type", "href": "https://schema.org/AboutPage"},
        {"rel": "type", "href": "https://schema.org/ScholarlyArticle"},
        {"rel": "author", "href": "https://orcid.org/0000-0002-1825-0097"},
        {"rel": "describedby", "type": "application/x-bibtex", "href": "k.bib"},
        {"rel": "item", "type": "application/pdf", "href": "https://e.org/publications/k.pdf"},
        {"rel": "license", "href": "https://creativecommons.org/licenses/by/4.0/"},
        {"rel": "related", "href": "https://doi.org/10.1000/182"},
    ]


def test_open_graph() -> None:
    fields = f"date = {{2020-05-07}}, abstract = {{{'Stones roll, ' * 20}}}"
    assert open_graph(entry(fields, "article"), ADDRESSES) == [
        ("og:type", "article"),
        ("og:title", "T"),
        ("og:url", "https://e.org/publications/k.html"),
        ("og:site_name", "Jane Roe"),
        ("og:description", f"{'Stones roll, ' * 14}Stones roll…"),
        ("og:image", "https://e.org/k.png"),
        ("og:image:alt", "A stone"),
        ("article:published_time", "2020-05-07"),
    ]


def test_a_book_is_one_and_without_an_abstract_there_is_no_description() -> None:
    assert open_graph(entry("year = 2020", "book"), PageAddresses()) == [
        ("og:type", "book"), ("og:title", "T"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("Creative Commons Attribution Non-Commercial No Derivatives 4.0 International",
         "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("Creative Commons Attribution-ShareAlike 2.0",
         "https://creativecommons.org/licenses/by-sa/2.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("Creative Commons Zero v1.0 Universal",
         "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("mit", "https://spdx.org/licenses/MIT.html"),
        ("https://e.org/license", "https://e.org/license"),
        ("CC BY", ""), ("All rights reserved", ""), ("http://", ""), ("http://a..b/", ""), ("", ""),
    ],
)  # fmt: skip
def test_licences(text: str, address: str) -> None:
    assert license_address(text) == address


def test_all_entries() -> None:
    for publication in everything():
        links = signposting_links(publication, ADDRESSES)
        assert "cite-as" not in {link["rel"] for link in links}
        assert all(link["href"] and " " not in link["href"] for link in links)
        tags = dict(open_graph(publication, ADDRESSES))
        assert len(tags.get("og:description", "")) <= 200
        assert all(content == " ".join(content.split()) != "" for content in tags.values())
