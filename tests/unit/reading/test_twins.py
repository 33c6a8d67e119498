from __future__ import annotations

from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.reading.publications import read_publications

TWINS = """
@article{a, title={On Stones}, doi={10.1000/182}, ids={z}}
@article{b, title={On {Stones}}, doi={https://doi.org/10.1000/182}, ids={y}}
@article{c, title={On Stones}, doi={10.1000/182}}
@article{d, title={On Stones}}
"""


def test_twins_are_one_publication_with_all_keys() -> None:
    entries = parse_bib(TWINS, "pubs.bib").entries
    publications, reports = read_publications(entries, fold_twins=True)
    assert [(it.key, it.aliases) for it in publications] == [("a", ("z", "b", "y", "c")), ("d", ())]
    assert reports == ()


def test_twins_are_reported_if_they_stay_apart() -> None:
    publications, reports = read_publications(parse_bib(TWINS, "pubs.bib").entries)
    assert [it.key for it in publications] == ["a", "b", "c", "d"]
    assert [str(report) for report in reports] == [
        "pubs.bib:3: b: has the DOI of “a” (pubs.bib:2): one work under two cite keys?",
        "pubs.bib:4: c: has the DOI of “a” (pubs.bib:2): one work under two cite keys?",
    ]


def test_works_of_one_doi_are_told_apart_by_their_titles() -> None:
    source = "".join(
        f"@misc{{{key}, title={{{title}}}, doi={{10.1000/182}}}}\n"
        for key, title in (("a", "One"), ("b", "One"), ("c", "Two"), ("d", "Two"))
    )
    publications, _ = read_publications(parse_bib(source, "a.bib").entries, fold_twins=True)
    assert [it.key for it in publications] == ["a", "c"]
