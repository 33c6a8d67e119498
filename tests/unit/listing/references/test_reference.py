from __future__ import annotations

import pytest

from sphinx_publications.listing.references.composer import Composer
from sphinx_publications.listing.references.reference import Part, Reference, Sentence
from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.text.inline import Abbreviation, Span, Style, plain
from unit.helpers import entry, read_one, reference, reference_text, said

END = Part("", (".",))
#: Entry types with a layout of their own.
LAID_OUT = [row.name for row in ENTRY_TYPES.values() if row.layout]
#: Entry type → an entry with all that its kind of work has, and what a visitor reads.
COMPLETE = {
    "article": (
        "author={Zhu, Banghua and Jordan, Michael I.}, journal={Annals of Statistics}, volume=50,"
        " number=4, pages={2256--2283}, year=2022, month=aug, publisher={IMS}, issn={0090-5364}",
        "T | Banghua Zhu, Michael I. Jordan | Annals of Statistics, 50(4), pp. 2256–2283, 2022",
    ),
    "periodical": (
        "editor={Zhu, Banghua}, journal={Annals of Statistics}, volume=50, number=4,"
        " publisher={IMS}, address={Beachwood}, year=2022",
        "T | Banghua Zhu (ed.) | Annals of Statistics, 50(4), IMS, Beachwood, 2022",
    ),
    "inproceedings": (
        "author={Zhu, Banghua}, editor={Krause, Andreas and Cho, Kyunghyun}, booktitle={Proceedings"
        " of ICML}, series={PMLR}, volume=202, pages={43037--43067}, publisher={PMLR},"
        " address={Honolulu}, year=2023",
        "T | Banghua Zhu | Proceedings of ICML, 2023, edited by Andreas Krause and Kyunghyun Cho,"
        " PMLR 202, pp. 43037–43067, PMLR, Honolulu",
    ),
    "presentation": (
        "author={Zhu, Banghua}, eventtitle={Simons Workshop}, howpublished={Invited talk},"
        " institution={Simons Institute}, address={Berkeley}, year=2023",
        "T | Banghua Zhu | Simons Workshop, Invited talk, Simons Institute, Berkeley, 2023",
    ),
    "incollection": (
        "author={Zhu, Banghua}, editor={Cho, Kyunghyun}, booktitle={Handbook of Statistics},"
        " edition=2, chapter=3, series={Handbooks}, volume=5, pages={7}, publisher={Elsevier},"
        " address={Amsterdam}, year=2020",
        "T | Banghua Zhu | Handbook of Statistics, 2nd edition, edited by Kyunghyun Cho, chapter 3,"
        " Handbooks 5, p. 7, Elsevier, Amsterdam, 2020",
    ),
    "inbook": (
        "author={Zhu, Banghua}, booktitle={Statistics}, edition={Third}, chapter={IV},"
        " series={LNM}, number=5, pages={7-9}, publisher={Springer}, address={Berlin}, year=2020",
        "T | Banghua Zhu | Statistics, Third edition, chapter IV, LNM 5, pp. 7–9, Springer, Berlin,"
        " 2020",
    ),
    "book": (
        "author={Zhu, Banghua}, editor={Cho, Kyunghyun}, edition={3}, series={LNM}, volume={12},"
        " publisher={Springer}, address={Berlin}, year=2020, isbn={978-3}",
        "T | Banghua Zhu | 3rd edition, edited by Kyunghyun Cho, LNM 12, Springer, Berlin, 2020",
    ),
    "collection": (
        "editor={Zhu, Banghua and Cho, Kyunghyun}, edition={1}, series={LNM}, volume={12},"
        " publisher={Springer}, address={Berlin}, year=2020",
        "T | Banghua Zhu, Kyunghyun Cho (eds.) | 1st edition, LNM 12, Springer, Berlin, 2020",
    ),
    "proceedings": (
        "editor={Zhu, Banghua}, eventtitle={ICML 2020}, series={PMLR}, volume={12},"
        " publisher={PMLR}, address={Vienna}, year=2020",
        "T | Banghua Zhu (ed.) | ICML 2020, PMLR 12, PMLR, Vienna",
    ),
    "booklet": (
        "author={Zhu, Banghua}, howpublished={Handout}, type={Leaflet}, address={Seattle},"
        " year=2020",
        "T | Banghua Zhu | Handout, Leaflet, Seattle, 2020",
    ),
    "manual": (
        "author={Zhu, Banghua}, edition={11}, version={1.2}, organization={Nexusflow},"
        " address={Palo Alto}, year=2020",
        "T | Banghua Zhu | 11th edition, version 1.2, Nexusflow, Palo Alto, 2020",
    ),
    "report": (
        "author={Zhu, Banghua}, type={techreport}, number={42}, version={2}, institution={UC"
        " Berkeley}, address={Berkeley}, eprint={2301.11270}, year=2020",
        "T | Banghua Zhu | Technical report 42, version 2, UC Berkeley, Berkeley,"
        " arXiv:2301.11270, 2020",
    ),
    "thesis": (
        "author={Zhu, Banghua}, type={phdthesis}, institution={UC Berkeley}, address={Berkeley},"
        " year=2024",
        "T | Banghua Zhu | PhD thesis, UC Berkeley, Berkeley, 2024",
    ),
    "patent": (
        "author={Zhu, Banghua}, type={patentus}, number={10,123,456}, holder={{Nexusflow, Inc.}},"
        " location={US}, date={2020-05-17}",
        "T | Banghua Zhu | US patent 10,123,456, Nexusflow, Inc., US, May 17, 2020",
    ),
    "standard": (
        "author={Zhu, Banghua}, type={Standard}, number={9899}, edition=4, organization={ISO},"
        " address={Geneva}, year=2018",
        "T | Banghua Zhu | Standard 9899, 4th edition, ISO, Geneva, 2018",
    ),
    "software": (
        "author={Zhu, Banghua}, version={1.0.2}, howpublished={Python package}, publisher={Zenodo},"
        " eprint={2301.11270}, year=2023",
        "T | Banghua Zhu | Version 1.0.2, Python package, arXiv:2301.11270, Zenodo, 2023",
    ),
    "dataset": (
        "author={Zhu, Banghua}, edition=2, version={1.0}, howpublished={Parquet files},"
        " publisher={Hugging Face}, year=2023",
        "T | Banghua Zhu | 2nd edition, version 1.0, Parquet files, Hugging Face, 2023",
    ),
    "online": (
        "author={Zhu, Banghua}, organization={Nexusflow}, version={3}, date={2023-11-28},"
        " url={https://nexusflow.ai}, urldate={2024-01-01}",
        "T | Banghua Zhu | Nexusflow, version 3, November 28, 2023",
    ),
    "unpublished": (
        "author={Zhu, Banghua}, howpublished={Manuscript}, institution={UC Berkeley},"
        " address={Berkeley}, eprint={2301.11270}, year=2023, note={Submitted to X}",
        "T | Banghua Zhu | Manuscript, arXiv:2301.11270, UC Berkeley, Berkeley, 2023"
        " | Submitted to X",
    ),
    "misc": (
        "author={Zhu, Banghua}, type={Poster}, howpublished={At a fair}, journal={Fair News},"
        " volume=1, number=2, pages=3, publisher={X}, address={Y}, version=4, year=2023",
        "T | Banghua Zhu | Fair News, Poster, At a fair, 1(2), p. 3, X, Y, version 4, 2023",
    ),
}

#: Entry type → an entry with what BibTeX asks for, and what a visitor reads.
MINIMAL = {
    "article": ("journal={Annals}, year=2022", "T | Annals, 2022"),
    "periodical": ("year=2022", "T | 2022"),
    "inproceedings": ("booktitle={Proceedings}, year=2022", "T | Proceedings, 2022"),
    "presentation": ("venue={ICML}, year=2022", "T | ICML, 2022"),
    "incollection": ("booktitle={Handbook}, year=2022", "T | Handbook, 2022"),
    "inbook": ("chapter=3, publisher={Springer}, year=2022", "T | Chapter 3, Springer, 2022"),
    "book": ("publisher={Springer}, year=2022", "T | Springer, 2022"),
    "collection": ("publisher={Springer}, year=2022", "T | Springer, 2022"),
    "proceedings": ("year=2022", "T | 2022"),
    "booklet": ("year=2022", "T | 2022"),
    "manual": ("year=2022", "T | 2022"),
    "report": ("institution={MIT}, year=2022", "T | MIT, 2022"),
    "thesis": ("school={MIT}, year=2022", "T | MIT, 2022"),
    "patent": ("number={10,123}, year=2022", "T | Patent 10,123, 2022"),
    "standard": ("organization={ISO}, year=2022", "T | ISO, 2022"),
    "software": ("year=2022", "T | 2022"),
    "dataset": ("year=2022", "T | 2022"),
    "online": ("url={https://a.b}, year=2022", "T | 2022"),
    "unpublished": ("note={In preparation}", "T | In preparation"),
    "misc": ("year=2022", "T | 2022"),
}


@pytest.mark.parametrize("kind", LAID_OUT)
def test_a_complete_entry(kind: str) -> None:
    fields, text = COMPLETE[kind]
    assert reference_text(entry(fields, kind)) == text


@pytest.mark.parametrize("kind", LAID_OUT)
def test_a_minimal_entry(kind: str) -> None:
    fields, text = MINIMAL[kind]
    assert reference_text(entry(fields, kind)) == text


@pytest.mark.parametrize("kind", sorted(ENTRY_TYPES))
def test_an_entry_of_a_title_is_its_title(kind: str) -> None:
    assert reference_text(read_one(f"@{kind}{{k, title = {{T}}}}")) == "T"


@pytest.mark.parametrize("kind", sorted(ENTRY_TYPES.keys() - LAID_OUT))
def test_a_type_without_a_layout_is_laid_out_as_misc(kind: str) -> None:
    fields, text = COMPLETE["misc"]
    assert reference_text(entry(fields, kind)) == text


PARTS = {
    "volume alone": ("article", "journal={J}, volume=50", "T | J, 50"),
    "number alone": ("article", "journal={J}, number=4", "T | J, no. 4"),
    "issue": ("article", "journal={J}, volume=50, issue={Spring}", "T | J, 50(Spring)"),
    "one page": ("article", "journal={J}, pages=7", "T | J, p. 7"),
    "pages from": ("article", "journal={J}, pages={7+}", "T | J, pp. 7+"),
    "pages, listed": ("article", "journal={J}, pages={7,9}", "T | J, pp. 7,9"),
    "article number": ("article", "journal={J}, eid={e12}", "T | J, article e12"),
    "preprint": ("article", "eprint={2301.11270}, year=2023", "T | arXiv:2301.11270, 2023"),
    "preprint of al-folio": ("misc", "arxiv={2301.11270}", "T | arXiv:2301.11270"),
    "preprint by another name": ("preprint", "eprint={2301.11270}", "T | arXiv:2301.11270"),
    "preprint and venue": ("article", "journal={J}, eprint={2301.11270}", "T | J"),
    "eprint elsewhere": ("misc", "eprint={123}, eprinttype={pubmed}", "T"),
    "volume without a series": ("inproceedings", "booktitle={B}, volume=3", "T | B, vol. 3"),
    "number without a series": ("inproceedings", "booktitle={B}, number=3", "T | B, no. 3"),
    "number in a series": ("book", "series={S}, number=3", "T | S 3"),
    "report's number is said once": (
        "techreport",
        "number={TR-42}, institution={MIT}",
        "T | Technical report TR-42, MIT",
    ),
    "report in a series": (
        "techreport",
        "number=42, series={Blue Reports}",
        "T | Technical report 42, Blue Reports",
    ),
    "PhD thesis": ("phdthesis", "school={MIT}", "T | PhD thesis, MIT"),
    "edition in words": ("book", "edition={third edition}", "T | Third edition"),
    "edition, abbreviated": ("book", "edition={2nd ed.}", "T | 2nd ed."),
    "edition 22": ("book", "edition=22", "T | 22nd edition"),
    "edition 113": ("book", "edition=113", "T | 113th edition"),
    "edition as a superscript": ("book", "edition={²}", "T | ² edition"),
    "organization and publisher": (
        "inproceedings",
        "booktitle={B}, organization={O}, publisher={P}",
        "T | B, O, P",
    ),
}


@pytest.mark.parametrize(("kind", "fields", "text"), PARTS.values(), ids=list(PARTS))
def test_parts(kind: str, fields: str, text: str) -> None:
    assert reference_text(entry(fields, kind)) == text


CREATORS = {
    "a group": ("collaboration={ATLAS}, year=2020", "T | ATLAS Collaboration | 2020"),
    "none": ("year=2020", "T | 2020"),
    "et al.": ("author={A, B and others}", "T | B A et al."),
    "editors and others": ("editor={A, B and others}", "T | B A et al. (eds.)"),
    "authors before editors": ("author={A, B}, editor={C, D}", "T | B A | Edited by D C"),
    "body": ("author={{Google Research}}", "T | Google Research"),
    "particle and suffix": ("author={van King, Jr., Martin}", "T | Martin van King, Jr."),
}


@pytest.mark.parametrize(("fields", "text"), CREATORS.values(), ids=list(CREATORS))
def test_creators(fields: str, text: str) -> None:
    assert reference_text(entry(fields)) == text


NOTES = {
    "in order": (
        "pubstate={submitted}, note={N}, addendum={A}, award={Best paper}",
        "T | In submission | N | A | Best paper",
    ),
    "submitted": ("pubstate={submitted}", "T | In submission"),
    "in preparation": ("pubstate={inpreparation}", "T | In preparation"),
    "forthcoming": ("pubstate={forthcoming}", "T | To appear"),
    "in press": ("pubstate={inpress}", "T | In press"),
    "prepublished": ("pubstate={prepublished}", "T | Pre-published"),
    "published": ("pubstate={published}", "T"),
    "in other words": ("pubstate={Withdrawn}", "T | Withdrawn"),
    "the title again": ("note={T}", "T"),
    "not to be printed": ("annotation={A}, abstract={B}, keywords={C}", "T"),
}


@pytest.mark.parametrize(("fields", "text"), NOTES.values(), ids=list(NOTES))
def test_notes(fields: str, text: str) -> None:
    assert reference_text(entry(fields)) == text


def test_a_whole_reference() -> None:
    fields = r"author={A, B}, journal={Journal of \textsc{X}}, year=2020, note={See \emph{C}}"
    publication = entry(fields, "article")
    assert reference(publication) == Reference(
        type="article",
        sentences=(
            Sentence("title", (Part("title", ("T",)), END)),
            Sentence("authors", (Part("authors", ("B A",)), END)),
            Sentence(
                "imprint",
                (
                    Part(
                        "venue",
                        (Span(Style.EMPHASIS, ("Journal of ", Span(Style.SMALL_CAPS, ("X",)))),),
                    ),
                    Part("", (", ",)),
                    Part("year", ("2020",)),
                    END,
                ),
            ),
            Sentence("note", (Part("note", ("See ", Span(Style.EMPHASIS, ("C",)))), END)),
        ),
        links=(),
        preview=None,
        permalink="Permalink",
    )


def test_a_short_form_stands_for_its_venue() -> None:
    fields = r"booktitle={Conference on \emph{Learning} Theory}, abbr={COLT}"
    assert said(entry(fields, "inproceedings"), "imprint") == [
        (Span(Style.EMPHASIS, (Abbreviation("COLT", "Conference on Learning Theory"),)),)
    ]


@pytest.mark.parametrize(
    ("title", "shown"),
    {"T": "T.", "Why?": "Why?", "Why “Now!”": "Why “Now!”", "A \\emph{b}": "A b."}.items(),
)
def test_a_sentence_ends_with_one_sign(title: str, shown: str) -> None:
    publication = read_one(f"@misc{{k, title={{{title}}}, author={{A, B and others}}}}")
    assert [plain(it.text) for it in reference(publication).sentences] == [shown, "B A et al."]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("award={true}", "T | Award"),
        ("award={Yes}", "T | Award"),
        ("award=true, award_name={Best \\emph{Paper}}", "T | Best Paper"),
        ("award={false}", "T"),
        ("award={0}, note={N}", "T | N"),
        ("award={True Paper Award}", "T | True Paper Award"),
        ("award={<a href='https://e.org'>Prize</a>}", "T | Prize"),
        ("publisher={P}, address={<a href='https://e.org'>Berlin</a>}", "T | P, Berlin"),
    ],
)
def test_an_award_may_be_a_switch_and_html_is_none(fields: str, shown: str) -> None:
    assert reference_text(entry(fields)) == shown


def test_a_title_that_is_a_link_itself_has_no_links_in_running_text() -> None:
    publication = read_one(
        r"@misc{k, title={\emph{\href{https://x.org}{A} b} \url{https://y.org}}, year=2020}"
    )
    mention = Composer(Settings()).mention(publication, "", "title")
    assert mention == (Span(Style.EMPHASIS, ("A b",)), " https://y.org")


def test_a_title_that_is_the_year_is_a_title() -> None:
    publication = read_one(
        "@unpublished{a, title={1984}, author={Doe, Jane}, year=1984, pubstate={submitted}}"
    )
    assert reference_text(publication) == "1984 | Jane Doe | In submission, 1984"


@pytest.mark.parametrize(
    ("fields", "short"),
    [
        ("author = {Zhu, Banghua}, year = 2023", "Zhu, 2023"),
        (
            "author = {Zhu, Banghua and van Beethoven, L.}, year = 2023",
            "Zhu and van Beethoven, 2023",
        ),
        ("author = {A, A and B, B and C, C}, year = 2023", "A et al., 2023"),
        ("author = {A, A and others}, year = 2023", "A et al., 2023"),
        ("author = {{Google Research}}, year = {in press}", "Google Research, in press"),
        ("editor = {A, A}, year = 2023", "A, 2023"),
        ("author = {A, A}", "A"),
        ("year = 2023", "T, 2023"),
        ("note = {N}", "T"),
    ],
)
def test_author_and_year_in_running_text(fields: str, short: str) -> None:
    assert Composer(Settings()).short(entry(fields)) == short
