"""Works, lists and the owner in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pyld import jsonld

from sphinx_publications.formats.exchange.json_ld import json_for_html
from sphinx_publications.formats.exchange.page_addresses import PageAddresses
from sphinx_publications.formats.exchange.schema_org import as_json_ld
from sphinx_publications.formats.exchange.schema_org_pages import as_item_list, profile_page
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.reading.person_names import parse_names
from sphinx_publications.text.control_characters import without_controls
from unit.formats.exchange.test_highwire import everything
from unit.helpers import entry

PAGE = "https://e.org/publications/k.html"
ADDRESSES = PageAddresses(PAGE, "https://e.org/", site="Jane Roe", owner_id="https://e.org/#owner")
OWNER = parse_names("Roe, Jane").persons
#: Type → the types above it, as far as properties differ (schema.org, release 30.0).
ABOVE = {
    "Article": "CreativeWork", "Book": "CreativeWork", "BookSeries": "CreativeWorkSeries",
    "Chapter": "CreativeWork", "CollectionPage": "CreativeWork",
    "CreativeWorkSeries": "CreativeWork", "Dataset": "CreativeWork",
    "MediaObject": "CreativeWork", "Periodical": "CreativeWorkSeries",
    "ProfilePage": "CreativeWork", "PublicationIssue": "CreativeWork",
    "PublicationVolume": "CreativeWork", "Report": "Article", "ScholarlyArticle": "Article",
    "SoftwareSourceCode": "CreativeWork", "TechArticle": "Article", "Thesis": "CreativeWork",
    "WebSite": "CreativeWork",
    **dict.fromkeys(
        ("AudioObject Legislation Message Movie MusicRecording PresentationDigitalDocument"
         " VisualArtwork WebPage").split(), "CreativeWork"),
}  # fmt: skip
#: Type → its properties, those of the types above it left out (schema.org, release 30.0).
PROPERTIES = {
    "": "name url sameAs identifier image description",
    "CreativeWork": "abstract author award contributor creativeWorkStatus dateCreated datePublished"
    " editor encoding headline inLanguage isPartOf license mainEntity publisher sourceOrganization"
    " translator version",
    "Article": "pageStart pageEnd pagination",
    "Book": "bookEdition isbn numberOfPages",
    "Chapter": "pageStart pageEnd pagination",
    "CreativeWorkSeries": "issn",
    "Dataset": "issn",
    "ItemList": "itemListElement numberOfItems",
    "ListItem": "position",
    "MediaObject": "contentUrl encodingFormat",
    "Person": "familyName givenName affiliation jobTitle",
    "PropertyValue": "propertyID value",
    "PublicationIssue": "issueNumber",
    "PublicationVolume": "volumeNumber",
    "Report": "reportNumber",
    "SoftwareSourceCode": "codeRepository",
    "Thesis": "inSupportOf",
}
BARE = {"CreativeWork", "Organization", "ItemList", "ListItem", "Person", "PropertyValue"}


def properties_of(kind: str) -> set[str]:
    assert kind in ABOVE or kind in BARE
    found = {*PROPERTIES[""].split()}
    while kind:
        found.update(PROPERTIES.get(kind, "").split())
        kind = ABOVE.get(kind, "")
    return found


def things_in(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, (dict, list)):
            yield from things_in(value)


def said(publication: Any, addresses: PageAddresses = PageAddresses()) -> dict[str, Any]:  # noqa: B008
    data = as_json_ld(publication, addresses, OWNER)
    assert data.pop("@context") == "https://schema.org"
    assert data.pop("name") == data.pop("headline", "T") == "T"
    return data


def test_an_article_is_in_an_issue_of_a_volume_of_a_journal() -> None:
    publication = entry(
        "author = {Roe, Jane and {The ABC Team} and van Doe, J.}, journal = {J}, volume = 3,"
        " number = 2, pages = {1--9}, issn = {1234-5679}, doi = {10.1000/182}, date = {2020-05},"
        ' author+an:orcid = {3="0000-0002-1825-0097"}, license = {CC0-1.0}, pubstate = {inpress},'
        " abstract = {A \\& c.}, eprint = {2301.11270}, award = {Best}, language = {german}",
        "article",
    )
    data = said(publication, ADDRESSES._replace(pdf="https://e.org/k.pdf"))
    assert data == {
        "@type": "ScholarlyArticle",
        "@id": PAGE,
        "url": PAGE,
        "author": [
            {"@type": "Person", "@id": "https://e.org/#owner", "name": "Jane Roe",
             "givenName": "Jane", "familyName": "Roe", "url": "https://e.org/"},
            {"@type": "Organization", "name": "The ABC Team"},
            {"@type": "Person", "name": "J. van Doe", "givenName": "J.", "familyName": "van Doe",
             "sameAs": "https://orcid.org/0000-0002-1825-0097"},
        ],
        "datePublished": "2020-05",
        "creativeWorkStatus": "In press",
        "isPartOf": {"@type": "PublicationIssue", "issueNumber": "2", "isPartOf": {
            "@type": "PublicationVolume", "volumeNumber": "3", "isPartOf": {
                "@type": "Periodical", "name": "J", "issn": "1234-5679"}}},
        "pagination": "1–9",
        "pageStart": "1",
        "pageEnd": "9",
        "inLanguage": "de",
        "abstract": "A & c.",
        "award": "Best",
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/182"},
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2301.11270"},
        ],
        "sameAs": ["https://doi.org/10.1000/182", "https://arxiv.org/abs/2301.11270"],
        "encoding": {"@type": "MediaObject", "contentUrl": "https://e.org/k.pdf",
                     "encodingFormat": "application/pdf"},
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    }  # fmt: skip


ISBN = "978-3-16-148410-0"
EDITOR = {"@type": "Person", "name": "M. Poe", "givenName": "M.", "familyName": "Poe"}


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("inproceedings", f"booktitle = {{B}}, series = {{S}}, volume = 5, isbn = {{{ISBN}}},"
         " editor = {Poe, M.}",
         {"@type": "ScholarlyArticle", "isPartOf": {
             "@type": "Book", "name": "B", "editor": EDITOR, "isbn": ISBN, "isPartOf": {
                 "@type": "PublicationVolume", "volumeNumber": "5", "isPartOf": {
                     "@type": "BookSeries", "name": "S"}}}}),
        ("incollection", "booktitle = {B}, bookauthor = {Poe, M.}, pages = 3",
         {"@type": "Chapter", "isPartOf": {"@type": "Book", "name": "B", "author": EDITOR},
          "pagination": "3", "pageStart": "3"}),
        ("book", f"editor = {{Poe, M.}}, publisher = {{P}}, isbn = {{{ISBN}}}, edition = {{2}}",
         {"@type": "Book", "editor": EDITOR, "isbn": ISBN, "bookEdition": "2",
          "publisher": {"@type": "Organization", "name": "P"}}),
        ("book", "translator = {Poe, M.}, foreword = {Poe, M.}",
         {"@type": "Book", "translator": EDITOR, "contributor": EDITOR}),
        ("phdthesis", "school = {U}", {"@type": "Thesis", "inSupportOf": "PhD",
         "sourceOrganization": {"@type": "Organization", "name": "U"}}),
        ("techreport", "institution = {I}, number = {TR-1}",
         {"@type": "Report", "publisher": {"@type": "Organization", "name": "I"},
          "reportNumber": "TR-1"}),
        ("software", "version = {1.0}, code = {https://e.org/c}",
         {"@type": "SoftwareSourceCode", "version": "1.0", "codeRepository": "https://e.org/c"}),
        ("dataset", "abstract = {A.}, pmcid = {PMC12}",
         {"@type": "Dataset", "abstract": "A.", "description": "A.",
          "identifier": {"@type": "PropertyValue", "propertyID": "PMCID", "value": "PMC12"},
          "sameAs": "https://pmc.ncbi.nlm.nih.gov/articles/PMC12/"}),
        ("patent", "number = {US 1}",
         {"@type": "CreativeWork",
          "identifier": {"@type": "PropertyValue", "propertyID": "Patent", "value": "US 1"}}),
        ("unpublished", "pubstate = {submitted}, year = 2020",
         {"@type": "ScholarlyArticle", "dateCreated": "2020",
          "creativeWorkStatus": "In submission"}),
    ],
)  # fmt: skip
def test_works(kind: str, fields: str, expected: dict[str, Any]) -> None:
    assert said(entry(fields, kind)) == expected


def test_a_list_and_the_profile_of_the_owner() -> None:
    assert as_item_list([(entry("year = 2020"), PAGE)], 1, ADDRESSES._replace(page="x"), "All") == {
        "@context": "https://schema.org", "@type": "CollectionPage", "@id": "x", "url": "x",
        "name": "All",
        "isPartOf": {"@type": "WebSite", "name": "Jane Roe", "url": "https://e.org/"},
        "mainEntity": {"@type": "ItemList", "numberOfItems": 1, "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": PAGE, "name": "T"}]},
    }  # fmt: skip
    assert profile_page({"affiliation": "U"}, ADDRESSES, "Jane Roe") == {
        "@context": "https://schema.org", "@type": "ProfilePage", "url": "https://e.org/",
        "name": "Jane Roe", "mainEntity": {
            "url": "https://e.org/", "name": "Jane Roe",
            "affiliation": {"@type": "Organization", "name": "U"},
            "@type": "Person", "@id": "https://e.org/#owner"},
    }  # fmt: skip


def test_data_cannot_end_its_element() -> None:
    data = {"name": "</script><!-- & \u2028\u2029 é"}
    text = json_for_html(data)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == data


def no_network(url: str, options: Any) -> dict[str, Any]:
    assert url == "https://schema.org"
    context = {"@context": {"@vocab": "https://schema.org/"}}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": context}  # fmt: skip


def test_all_entries_are_data_of_schema_org() -> None:
    for publication in everything():
        data = as_json_ld(publication, ADDRESSES, OWNER)
        assert json.loads(json_for_html(data)) == data
        assert data["@type"] in properties_of(data["@type"]) | {*ABOVE, *BARE}
        for thing in things_in(data):
            names = {name for name in thing if not name.startswith("@")}
            assert names <= properties_of(thing["@type"])
            for value in thing.values():
                assert value
                assert not isinstance(value, str) or without_controls(value) == value
        for name in ("datePublished", "dateCreated"):
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", data.get(name, "2020"))
        (expanded,) = jsonld.expand(data, {"documentLoader": no_network})
        assert expanded["@type"] == [f"https://schema.org/{data['@type']}"]


@pytest.mark.parametrize("row", ENTRY_TYPES.values(), ids=list(ENTRY_TYPES))
def test_each_type_is_one_of_schema_org(row: Any) -> None:
    assert properties_of(row.schema)
