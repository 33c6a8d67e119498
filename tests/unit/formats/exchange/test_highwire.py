"""The tags by which Google Scholar and Zotero read a page."""

from __future__ import annotations

import re
from functools import cache

import pytest

from sphinx_publications.formats.exchange.highwire import highwire_tags, scholar_problems
from sphinx_publications.formats.exchange.page_addresses import PageAddresses
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.publication import Publication
from sphinx_publications.text.control_characters import without_controls
from unit.formats.exports import made, of_files, publications_in
from unit.helpers import read

PAGE = "https://e.org/publications/k.html"
ADDRESSES = PageAddresses(page=PAGE)
BY = "author = {Roe, Jane and Doe, J.}, title = {On $K_i^2$}, year = 2020"


def tags(source: str, addresses: PageAddresses = ADDRESSES) -> list[str]:
    """Return the tags of the first entry in *source*, but for those in every page of :data:`BY`."""
    common = {"citation_title: On Kᵢ²", "citation_author: Roe, Jane", "citation_author: Doe, J.",
              "citation_publication_date: 2020", f"citation_abstract_html_url: {PAGE}"}  # fmt: skip
    found = [": ".join(tag) for tag in highwire_tags(read(source)[0][0], addresses)]
    return [tag.removeprefix("citation_") for tag in found if tag not in common]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("article: journal = {J}, volume = 3, number = 2, pages = {1--9}, issn = {1234-5679},"
         " doi = {10.1000/182}, eprint = {2301.11270v2}, pmid = 12, language = {german}",
         "z:itemType: journalArticle|journal_title: J|volume: 3|issue: 2|firstpage: 1|lastpage: 9"
         "|issn: 1234-5679|doi: 10.1000/182|arxiv_id: 2301.11270|pmid: 12|language: de"),
        ("article: journal = {arXiv preprint arXiv:2301.11270}",
         "z:itemType: preprint|arxiv_id: 2301.11270"),
        ("article: journal = {J}, eid = {e12}, pages = {7155+}",
         "z:itemType: journalArticle|journal_title: J|firstpage: 7155"),
        ("inproceedings: booktitle = {Proc. of C}, eventtitle = {C}, series = {S}, volume = 5,"
         " pages = {1--5, 9--12}, editor = {Poe, Max}, publisher = {P}",
         "z:itemType: conferencePaper|editor: Poe, Max|inbook_title: Proc. of C"
         "|conference_title: C|series_title: S|volume: 5|firstpage: 1|lastpage: 12|publisher: P"),
        ("incollection: booktitle = {B}, isbn = {978-3-16-148410-0}, publisher = {P}",
         "z:itemType: bookSection|inbook_title: B|isbn: 978-3-16-148410-0|publisher: P"),
        ("book: publisher = {P}, series = {S}, volume = 2",
         "z:itemType: book|series_title: S|volume: 2|publisher: P"),
        ("phdthesis: school = {U}",
         "z:itemType: thesis|DC.type: PhD thesis|dissertation_institution: U"),
        ("techreport: institution = {I}, number = {TR-1}",
         "z:itemType: report|DC.type: Technical report|technical_report_institution: I"
         "|technical_report_number: TR-1"),
        ("unpublished: note = {Draft}", "z:itemType: manuscript"),
        ("software: organization = {O}", "z:itemType: computerProgram|publisher: O"),
        ("dataset: doi = {10.5281/z.1}", "z:itemType: dataset|doi: 10.5281/z.1"),
        ("patent: number = {US 1}", "z:itemType: patent"),
    ],
)  # fmt: skip
def test_tags(entry: str, expected: str) -> None:
    kind, fields = entry.split(":", 1)
    assert tags(f"@{kind}{{k, {BY}, {fields}}}") == expected.split("|")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Ludwig van Beethoven and others", ["van Beethoven, Ludwig"]),
        ("King, Jr., Martin Luther", ["King, Martin Luther, Jr."]),
        ("{The ABC Team} and Roe*, Jane", ["The ABC Team", "Roe, Jane"]),
        # Zotero would take it for two names.
        ("de la Cruz, Ana María", ["de la Cruz, Ana\N{NO-BREAK SPACE}María"]),
        ("de la Cruz, Ana María and Roe, J", ["de la Cruz, Ana María", "Roe, J"]),
        ("山田, 太郎", ["山田, 太郎"]),
    ],
)
def test_authors(names: str, expected: list[str]) -> None:
    publication = read(f"@misc{{k, title = {{T}}, year = 2020, author = {{{names}}}}}")[0][0]
    found = [text for name, text in highwire_tags(publication, ADDRESSES) if "author" in name]
    assert found == expected


def test_an_orcid_follows_its_author_and_a_day_is_said() -> None:
    orcid = 'author = {Roe, Jane}, author+an:orcid = {1="0000-0002-1825-0097"}'
    assert tags(f"@misc{{k, title = {{T}}, date = {{2020-05-07}}, {orcid}}}") == [
        "z:itemType: document", "title: T", "author_orcid: https://orcid.org/0000-0002-1825-0097",
        "publication_date: 2020/5/7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("booktitle = {B}, author = {Roe, J}, year = 2020", "has no title"),
        ("title = {T}, editor = {Roe, J}, year = 2020", "names no authors"),
        ("title = {T}, author = {Roe, J}, year = {in press}", "has no year"),
    ],
)
def test_a_page_that_scholar_does_not_take_has_no_tags_of_scholars(
    fields: str, problem: str
) -> None:
    publication = read(f"@inproceedings{{k, {fields}, abstract = {{A.}}}}")[0][0]
    names = {name for name, _ in highwire_tags(publication, ADDRESSES)}
    assert names <= {"z:itemType", "DC.creator"}
    assert scholar_problems(publication) == [problem]


def test_scholar_wants_an_abstract_or_a_pdf() -> None:
    problem = "has neither an abstract nor a PDF on this site"
    source = f"@misc{{k, {BY}, pdf = {{{{}}}}}}"
    for link, problems in (("https://arxiv.org/pdf/1.pdf", [problem]), ("papers/a.pdf", [])):
        assert scholar_problems(read(source.replace("{{}}", f"{{{link}}}"))[0][0]) == problems


@cache
def everything() -> tuple[Publication, ...]:
    """Return all publications of the tests, and made ones."""
    sources = [made(), *(source for _, source in of_files())]
    return tuple(it for source in sources for it in publications_in(source))


def test_all_entries() -> None:
    for publication in everything():
        found = highwire_tags(publication, ADDRESSES._replace(pdf="https://e.org/a.pdf"))
        for name, content in found:
            assert content.strip() == content != ""
            assert without_controls(content) == content
            assert "\n" not in content
            assert re.fullmatch(r"citation_[a-z_]+|DC\.(type|creator)|z:itemType", name)
        facts = dict(found)
        is_taken = "citation_title" in facts
        assert is_taken is (not {"has no title", "names no authors", "has no year"}.intersection(
            scholar_problems(publication)
        ))  # fmt: skip
        if is_taken:
            assert re.fullmatch(r"\d{1,4}(/\d{1,2}/\d{1,2})?", facts["citation_publication_date"])
            assert facts["citation_pdf_url"] == "https://e.org/a.pdf"


@pytest.mark.parametrize("kind", ENTRY_TYPES)
def test_zotero_knows_each_type(kind: str) -> None:
    publication = read(f"@{kind}{{k, {BY}, eprint = {{2301.11270}}}}")[0][0]
    assert highwire_tags(publication, ADDRESSES)[0][0] == "z:itemType"
