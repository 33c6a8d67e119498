"""What ``make release-check`` looks for is found, and missed where it is not there."""

from __future__ import annotations

import pytest

from release.__main__ import COMPLETE, SETS, judged, missing_fact
from release.references import is_in, lacks, repeated, wanted
from release.tex import Compiled, _biber_warnings, _bibtex_warnings, _latex_warnings
from sphinx_publications.model.entry_types import ENTRY_TYPES
from unit.helpers import read, read_one

MADE = SETS[COMPLETE].read_text(encoding="utf-8")
TYPES = """article book mvbook inbook bookinbook suppbook booklet collection dataset incollection
 inproceedings conference inreference manual misc online www electronic patent periodical
 presentation proceedings reference report techreport software standard thesis phdthesis
 mastersthesis bachelorsthesis unpublished preprint""".split()


def test_forty_made_entries_have_all_types() -> None:
    publications, reports = read(MADE)
    assert reports == []
    listed = [publication for publication in publications if publication.listed]
    assert len(listed) == 40
    assert set(TYPES) <= {publication.written_type for publication in listed}
    exported = {row.name for row in ENTRY_TYPES.values() if row.bibtex != "misc"}
    assert exported <= {publication.type for publication in listed}


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("Sleep and Memory: 50 % of it", "Sleep and memory: 50% of it."),
        ("Józef Łukasik", "J´ozef Lukasik, Noise"),
        ("Naïve Bayes", "Naı̈ve bayes"),
        ("10.1000/a_b", "doi:10.1000/a b."),
        ("62405--62428", "pp. 62 405–62 428"),
        ("7155+", "66(11):7155+, 2020"),
        ("12", "volume 12 of Notes"),
        ("", "Whatever"),
    ],
)
def test_a_part_is_found_whatever_the_style_made_of_it(part: str, text: str) -> None:
    assert is_in(part, text)


@pytest.mark.parametrize(
    ("part", "text"),
    [("12", "pages 112–125"), ("9--18", "pages 9–19"), ("Roe", "Monroe"), ("2301.11270", "11270")],
)
def test_a_part_of_another_word_is_none(part: str, text: str) -> None:
    assert not is_in(part, text)


PREPRINT = """@unpublished{k, author={Doe, Jane}, title={On $x^2$ and Cats}, year=2023,
  eprint={2301.11270}, pubstate={submitted}}"""
COPIED = """@misc{k, author={Doe, Jane}, title={On $x^2$ and Cats}, year={2023},
  note={In submission. arXiv:2301.11270}, eprint={2301.11270}, archivePrefix={arXiv}}"""


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("[1] J. Doe, “On x2 and cats,” 2023, in submission. arXiv:2301.11270.", []),
        ("[2] ——, “On x2 and cats,” 2023, under review. arXiv:2301.11270.", []),
        ("Doe. On x2 and cats, 2023. In submission.", ["locator"]),
        ("Doe. On x2 and cats, 2023. arXiv:2301.11270.", ["state"]),
        ("Cats, arXiv:2301.11271", ["title", "author", "year", "locator", "state"]),
        ("", ["title", "author", "year", "locator", "state"]),
    ],
)
def test_what_a_reference_lacks(text: str, missing: list[str]) -> None:
    assert list(lacks(wanted(read_one(PREPRINT), COPIED), text)) == missing


@pytest.mark.parametrize(
    ("copied", "locators"),
    [
        ("@article{k, title={T}, journal={J}, volume={3}, number={4}}", (("3", "4"),)),
        ("@article{k, title={T}, journal={J}, volume={3}}", (("3",),)),
        ("@inproceedings{k, title={T}, booktitle={B}, series={S}}", ()),
        ("@book{k, title={T}, publisher={P \\& Q}}", (("P & Q",),)),
        ("@phdthesis{k, title={T}, school={U}, url={https://e.org/a_b}}",
         (("U",), ("https://e.org/a_b",))),
        ("@misc{k, title={T}, howpublished={Talk}}", (("Talk",),)),
        ("@misc{k, title={T}, howpublished={Talk}, doi={10.1000/1}}", (("10.1000/1",),)),
    ],
)  # fmt: skip
def test_what_a_work_is_found_by(copied: str, locators: tuple[tuple[str, ...], ...]) -> None:
    assert wanted(read_one(copied), copied).locators == locators


def test_what_is_said_twice() -> None:
    want = wanted(read_one(PREPRINT), COPIED)
    assert list(repeated(want, "In submission. arXiv:2301.11270.")) == []
    twice = "In submission. arXiv:2301.11270. arXiv: 2301.11270 [cs.LG]."
    assert list(repeated(want, twice)) == ["2301.11270"]


def test_facts_that_the_source_has_are_no_excuse() -> None:
    source = "@inproceedings{a, title={T}, booktitle={B}, publisher={P}, year=2020}"
    listed = {"a": read_one(source)}
    asked = "BibTeX: page numbers missing in both pages and numpages fields in a"
    assert missing_fact(asked, listed) == ("a", "pages")
    assert missing_fact("BibTeX: empty address in a", listed) == ("a", "address")
    assert missing_fact("BibTeX: empty publisher in a", listed) is None
    assert missing_fact("BibTeX: empty address in b", listed) is None
    assert missing_fact("BibTeX: empty year in a", listed) is None
    asked = "biber: WARN - legacy year field 'x' in entry 'a' is not an integer - this will"
    assert missing_fact(asked, listed) is None
    listed = {"a": read_one("@article{a, title={T}, journal={J}, year={in press}}")}
    assert missing_fact(asked, listed) == ("a", "year")


def test_made_entries_have_all_facts() -> None:
    listed = {"a": read_one("@misc{a, title={T}, year=2020, url={https://e.org/abc}}")}
    copied = {"a": "@misc{a, title={T}, year={2020}, url={https://e.org/abc}}"}
    seen = Compiled(("BibTeX: empty address in a",), {"a": "T. 2020. https://e.org/abc"})
    assert judged("made x", listed, copied, seen).wrong == ["BibTeX: empty address in a"]
    real = judged("pubs x", listed, copied, seen)
    assert real.wrong == []
    assert real.unknown == ["address (1): a"]
    lost = judged("pubs x", listed, copied, Compiled((), {}))
    assert lost.wrong == ["no title: a", "no year: a", "no locator: a"]


def test_what_bibtex_complains_of() -> None:
    log = """This is BibTeX, Version 0.99d (TeX Live 2022/Debian)
The style file: plain.bst
Too many commas in name 3 of "A, B, C, D" for entry a
while executing---line 1049 of file plain.bst
I was expecting a `,' or a `}'---line 3 of file copied.bib
 :   year 2020
(Error may have been on previous line)
Warning--empty year in b
Warning--entry type for "a_very_long_key_of_an_entry_that_somebody_made" isn't
  style-file defined
(There were 2 warnings)
"""
    assert list(_bibtex_warnings(log)) == [
        'BibTeX error: Too many commas in name 3 of "A, B, C, D" for entry a',
        "BibTeX error: I was expecting a `,' or a `}'",
        "BibTeX: empty year in b",
        'BibTeX: entry type for "a_very_long_key_of_an_entry_that_somebody_made" isn\'t'
        " style-file defined",
    ]
    assert list(_bibtex_warnings("> ERROR - no log")) == ["BibTeX error: > ERROR - no log"]


def test_what_biber_complains_of() -> None:
    log = """[0] Config.pm:307> INFO - This is Biber 2.18
[5] Utils.pm:410> WARN - Datamodel: Entry 'a' (copied.bib): Field 'code' invalid
[6] Biber.pm:131> INFO - WARNINGS: 1
[7] Utils.pm:411> ERROR - BibTeX subsystem: syntax error
"""
    assert list(_biber_warnings(log)) == [
        "biber: WARN - Datamodel: Entry 'a' (copied.bib): Field 'code' invalid",
        "biber: ERROR - BibTeX subsystem: syntax error",
    ]


def test_what_latex_complains_of() -> None:
    log = r"""(./paper.bbl
./paper.bbl:12: Undefined control sequence.
l.12 \newblock \url
                   {https://e.org}
LaTeX Font Warning: Font shape `OT1/x' undefined
Package natbib Warning: Citation `a' on page 1 undefined on input line 8.
Missing character: There is no x in font cmr10!
Overfull \hbox (3.0pt too wide) in paragraph at lines 3--4
"""
    assert list(_latex_warnings(log)) == [
        r"LaTeX: Undefined control sequence. l.12 \newblock \url",
        "LaTeX: Package natbib Warning: Citation `a' on page 1 undefined on input line 8.",
        "LaTeX: Missing character: There is no x in font cmr10!",
    ]
