"""Other records of a work: biblatex's ``related``, and entries that are on no list."""

from __future__ import annotations

import pytest

from sphinx_publications.check.rules import Context, check
from sphinx_publications.reading.relations import RELATIONS, record_of
from sphinx_publications.text.inline import Link, plain
from unit.helpers import line_of, read, said

OWN = "author={Roe, Jane and Doe, John}, title={A}, booktitle={C}, year=2020, pages={1--2}"


def related(own: str, other: str, kind: str = "inproceedings") -> tuple[list[str], list[str]]:
    """Return the sentences about the entry *other*, and all reports."""
    source = f"@inproceedings{{own, {OWN}, related={{other}}, {own}}}\n@{kind}{{other, {other}}}"
    publications, reports = read(source)
    sentences = [plain(text) for text in said(publications[0], "related")]
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in sentences], reports


SENTENCES = {
    "another title": (
        "relatedtype={publishedas}",
        OWN.replace("{A}", "{B \\emph{x}}"),
        "Published as “B x”",
    ),
    "other authors": (
        "relatedtype={publishedas}",
        OWN.replace("Doe, John", "Poe, Jim and Moe, Kim"),
        "Published with the authors Jane Roe, Jim Poe and Kim Moe",
    ),
    "another order": (
        "relatedtype={publishedas}",
        OWN.replace("Roe, Jane and Doe, John", "Doe, J. and Roe, Jane"),
        "Published with the authors in the order J. Doe and Jane Roe",
    ),
    "all is different": (
        "relatedtype={laterversion}",
        "author={Poe, Jim and others}, title={B}, booktitle={Conference}, abbr={Conf}, year=2021",
        "Later version: “B”, by Jim Poe et al., Conf, 2021",
    ),
    "another place": (
        "relatedtype={earlierversion}",
        "author={Roe, Jane and Doe, John}, title={A}, booktitle={D}, year=2019",
        "Earlier version: D, 2019",
    ),
    "other authors elsewhere": (
        "relatedtype={laterversion}",
        "author={Poe, Jim}, title={A}, booktitle={D}, year=2021",
        "Later version with the authors Jim Poe, D, 2021",
    ),
    "nothing is different": ("relatedtype={reprintof}", OWN, "Reprint of “A”"),
    "nobody is named": (
        "relatedtype={translationof}",
        "title={Über A?}, booktitle={D}, year=1999",
        "Translation of “Über A?”, D, 1999",
    ),
    "words of the author's own": (
        "relatedtype={publishedas}, relatedstring={Erschienen als}",
        OWN.replace("{A}", "{B}"),
        "Erschienen als “B”",
    ),
    "editors": (
        "relatedtype={laterversion}",
        "editor={Poe, Jim and Moe, Kim}, title={B}, booktitle={D}, year=2021",
        "Later version: “B”, edited by Jim Poe and Kim Moe, D, 2021",
    ),
    "editors of the same": (
        "relatedtype={laterversion}",
        "editor={Poe, Jim}, title={A}, booktitle={D}, year=2021",
        "Later version with the editors Jim Poe, D, 2021",
    ),
    "published in another place": (
        "relatedtype={publishedas}",
        OWN.replace("2020", "2021"),
        "Published as “A”, C, 2021, pp. 1–2",
    ),
    "not published": (
        "relatedtype={laterversion}",
        OWN.replace("{A}", "{B}") + ", pubstate={submitted}",
        "Later version: “B”, in submission",
    ),
    "names behind words of the author's own": (
        "relatedstring={Journal version with the authors:}",
        OWN.replace("Doe, John", "Poe, Jim"),
        "Journal version with the authors: “A”, by Jane Roe and Jim Poe",
    ),
    "words of the author's own before a place": (
        "relatedtype={reprintas}, relatedstring={Discussed in}",
        OWN.replace("2020", "2021"),
        "Discussed in C, 2021, pp. 1–2",
    ),
    "words of the author's own before a title": (
        "relatedtype={origpubin}, relatedstring={Published before as}",
        OWN.replace("2020", "2021"),
        "Published before as “A”, C, 2021, pp. 1–2",
    ),
    "our words under another type": (
        "relatedtype={origpubin}, relatedstring={Published as}",
        OWN.replace("Doe, John", "Poe, Jim"),
        "Published with the authors Jane Roe and Jim Poe",
    ),
    "no type": ("year=2020", OWN.replace("{A}", "{B}"), "Related: “B”"),
    "a type in another case": ("relatedtype={ReprintFrom}", OWN, "Reprinted from “A”"),
}


@pytest.mark.parametrize(("own", "other", "shown"), SENTENCES.values(), ids=list(SENTENCES))
def test_a_reference_says_what_another_record_has_otherwise(
    own: str, other: str, shown: str
) -> None:
    sentences, reports = related(own, other)
    assert sentences == [shown]
    assert [report for report in reports if "year" not in report] == []


@pytest.mark.parametrize("kind", RELATIONS)
def test_every_relation_has_its_words(kind: str) -> None:
    sentences, reports = related(f"relatedtype={{{kind}}}", OWN.replace("{A}", "{B}"))
    assert sentences == [f"{RELATIONS[kind].text} “B”"]
    assert reports == []


def test_the_title_links_where_the_entry_itself_does_not() -> None:
    source = """
@misc{a, title={A}, url={https://e.org/a}, related={b, c, d, e}, relatedtype={laterversion}}
@misc{b, title={B}, url={https://e.org/a}}
@misc{c, title={C}, doi={10.1000/1}}
@misc{d, title={\\href{https://e.org/x}{D}}, url={https://e.org/d}}
@misc{e, title={\\emph{\\href{https://e.org/y}{E}}}, url={https://e.org/e}}
"""
    publications, reports = read(source)
    assert reports == []
    related = said(publications[0], "related")
    assert related[0] == ("Later version: “B”",)
    assert related[1] == ("Later version: ", Link("https://doi.org/10.1000/1", ("“C”",)))
    assert [piece.url for piece in related[2] if isinstance(piece, Link)] == ["https://e.org/x"]
    assert [piece for piece in related[3] if isinstance(piece, Link)] == []
    assert line_of(publications[0]).endswith(
        "A. Later version: “B”. Later version: “C”. Later version: “D”. Later version: “E”."
    )


def test_what_is_wrong_with_related_is_reported() -> None:
    source = """@misc{a, title={A},
  related     = {b, a, nobody, B, x},
  relatedtype = {publisedas},
}
@misc{b, title={B}}
@xdata{x, note={N}}
"""
    publications, reports = read(source)
    assert [one.publication.key for one in publications[0].related] == ["b"]
    assert reports == [
        "pubs.bib:3: a: field “relatedtype” says “publisedas”, which is unknown; “Related:” is"
        " written; did you mean “publishedas”?",
        "pubs.bib:2: a: related names the entry itself; it is left out",
        "pubs.bib:2: a: related names “nobody”, which is in no .bib file",
        "pubs.bib:2: a: related names “x”, which is in no .bib file",
    ]


def test_related_entries_in_a_circle_are_named_once_each() -> None:
    source = "@misc{a, title={A}, related={b}}\n@misc{b, title={B}, related={a}}\n"
    publications, reports = read(source)
    assert reports == []
    assert [line_of(publication) for publication in publications] == [
        "A. Related: “B”.",
        "B. Related: “A”.",
    ]


def test_related_is_not_handed_on_by_crossref() -> None:
    source = (
        "@inproceedings{a, author={Roe, J}, title={A}, crossref={p}}\n"
        "@proceedings{p, title={P}, year=2020, related={q}, relatedtype={reprintof}}\n"
        "@proceedings{q, title={Q}, year=2010}\n"
    )
    publications, reports = read(source)
    assert reports == []
    assert [len(publication.related) for publication in publications] == [0, 1, 0]


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        ("skipbib", False),
        ("skipbib=true", False),
        ("useprefix = true, SkipBib = true", False),
        ("dataonly, maxnames=3", False),
        ("skipbib=false", True),
        ("skipbiblist", True),
        ("useprefix=true", True),
        ("", True),
    ],
)
def test_options_keep_an_entry_off_lists(options: str, listed: bool) -> None:
    ((publication,), _) = read(f"@misc{{a, title={{A}}, options={{{options}}}}}")
    assert publication.listed is listed


RECORDS = {
    "its own": ("article", "related={p}, relatedtype={laterversion}", "own"),
    "published": ("article", "related={p}, relatedtype={publishedas}", "p"),
    "the preprint of what is published": ("article", "related={p}, relatedtype={preprint}", "own"),
    "the preprint": ("unpublished", "related={p}, relatedtype={preprint}", "p"),
    "the preprint of what is submitted": (
        "article",
        "related={p}, relatedtype={preprint}, pubstate={submitted}",
        "p",
    ),
}


@pytest.mark.parametrize(("kind", "fields", "key"), RECORDS.values(), ids=list(RECORDS))
def test_the_record_that_others_cite(kind: str, fields: str, key: str) -> None:
    publications, _ = read(
        f"@{kind}{{own, title={{T}}, {fields}}}\n@misc{{p, title={{P}}, year=2020}}"
    )
    record = record_of(publications[0])
    assert record.key == key
    assert record.status == (publications[0].status if "preprint" in fields else "")


def test_the_checker_takes_no_record_for_a_twin() -> None:
    paper = "author={Roe, Jane}, title={A long title of a paper}, booktitle={C}, pages={1}"
    source = f"""
@inproceedings{{a, {paper}, year=2020, related={{b}}, relatedtype={{publishedas}}}}
@inproceedings{{b, {paper}, year=2020}}
@inproceedings{{c, author={{Roe, Jan}}, title={{A long title of a paper}}, options={{skipbib}}}}
@inproceedings{{d, {paper}, year=2020}}
"""
    publications, _ = read(source)
    found = [str(report) for report in check(publications, Context())]
    assert found == [
        "pubs.bib:4: c: has no year",
        "pubs.bib:5: d: has almost the title of “a” (pubs.bib:2)",
        "pubs.bib:5: d: has almost the title of “b” (pubs.bib:3)",
    ]
