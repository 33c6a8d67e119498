from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from sphinx_publications.check.rules import Rule
from sphinx_publications.cli import main
from sphinx_publications.model.reports import Subtype
from support import ROOT

PLANTED = """\
:3: nojournal2020: @article needs the field “journal” [required]
:10: lost2021: has no pages, DOI, eprint or address to find it by [findable]
:17: future: the year 2922 cannot be right [year]
:23: undated: has no year [year]
:28: backwards2019: the pages 120–112 run backwards [pages]
:44: digits2018: the ISBN 978-3-642-04898-3 is wrong: check its digits [identifier]
:44: digits2018: the ISSN 0024-9318 is wrong: check its digits [identifier]
:44: digits2018: the ORCID 0000-0002-1825-0098 is wrong: check its digits [identifier]
:54: month2023: the arXiv identifier 2313.00001 has no month 13 [identifier]
:65: badids2023: field “eprint” is no arXiv identifier: “23.1” (one looks like 2301.11270) [link]
:66: badids2023: field “doi” is no DOI: “doi.org” (a DOI looks like 10.1000/182) [link]
:75: almost2022b: has almost the title of “almost2022a” (planted.bib:69) [similar-title]
:81: pre2022: is a preprint of “post2023” (planted.bib:88) [preprint]
:88: post2023: “Bang-Hua Zhu” is “Banghua Zhu” in “nojournal2020” (planted.bib:3): one person, \
spelled in two ways? [name-variant]
:96: jordan2021: “Michael I. Jórdan” is “Michael I. Jordan” in “post2023” (planted.bib:88): \
one person, spelled in two ways? [name-variant]
:102: stranger2020: Banghua Zhu is not among the authors [owner]
:108: file2020: the file “files/missing.pdf” (pdf) does not exist [local-file]
:115: capitals2020: “GANs”, “SLoRA”, “$O(N)$” in the title would lose their capitals: \
write {GANs}, {SLoRA}, {$O(N)$} [capitals]
:125: twice2020: field “year” is given twice; the first is used (2020) [duplicate_field]
:146: renamed2020: field “ids” names “clean2020”, which is the cite key of another \
entry (line 128) and leads there: take it out of this one [duplicate_key]
"""


@pytest.fixture(autouse=True)
def _in_the_folder_of_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests" / "data")


def test_each_planted_error_is_found_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "planted.bib", "--owner", "Zhu, Banghua"]) == 1
    expected = [f"planted.bib{line}" for line in PLANTED.splitlines()]
    assert capsys.readouterr().out.splitlines() == expected


def test_the_sites_own_file_is_without_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(ROOT / "pubs.bib"), "--owner", "Zhu, Banghua"]) == 0
    assert capsys.readouterr().out == ""


#: It is asked for, and then finds much.
ASKED_FOR: Final = {Rule.SCHOLAR}


@pytest.mark.parametrize(
    "rule",
    [*(rule for rule in Rule if rule not in ASKED_FOR), Subtype.DUPLICATE_FIELD, Subtype.LINK],
)
def test_each_rule_can_be_switched_off(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert any(f"[{rule}]" in line for line in PLANTED.splitlines())
    main(["check", "planted.bib", "--owner", "Zhu, Banghua", "--disable", rule])
    expected = [f"planted.bib{l}" for l in PLANTED.splitlines() if not l.endswith(f"[{rule}]")]  # noqa: E741
    assert capsys.readouterr().out.splitlines() == expected


def test_capitals_are_looked_for_in_both_titles_and_compared_with_the_whole_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = """\
@misc{a,
  title    = {A new approach to the Markov chains behind many small models of digital
              Education},
  subtitle = {with GANs},
  year     = 2020,
}
@misc{b,
  title    = {MARKOV CHAINS},
  abstract = {On education.},
  year     = 2020,
}
"""
    path = tmp_path / "capitals.bib"
    path.write_text(source, encoding="utf-8")
    assert main(["check", str(path), "--disable", "similar-title"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{path}:1: a: “Markov” in the title would lose its capitals: write {{Markov}} [capitals]",
        f"{path}:1: a: “GANs” in the subtitle would lose its capitals: write {{GANs}} [capitals]",
        f"{path}:7: b: “MARKOV CHAINS” in the title is in capitals: write the title as in running"
        " text, with braces around acronyms and names only [capitals]",
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("text", "twice.bib:4: a: field “year” is given twice; the first is used (2020)"
         " [duplicate_field]"),
        ("gcc", "twice.bib:4:1: warning: a: field “year” is given twice; the first is used (2020)"
         " [duplicate_field]"),
        ("github", "::warning file=twice.bib,line=4,title=duplicate_field::a: field “year” is given"
         " twice; the first is used (2020)"),
    ],
)  # fmt: skip
def test_formats(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    line: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    source = "@misc{a,\n title = {A},\n year = 2020,\n year = 2021\n}\n"
    (tmp_path / "twice.bib").write_text(source, encoding="utf-8")
    assert main(["check", "twice.bib", "--format", name]) == 1
    assert capsys.readouterr().out == f"{line}\n"


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "planted.bib", "--format", "json"])
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert first == {
        "file": "planted.bib",
        "line": 3,
        "key": "nojournal2020",
        "rule": "required",
        "message": "@article needs the field “journal”",
    }


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", str(ROOT / "pubs.bib")], 0),
        (["check", "planted.bib"], 1),
        (["check", "missing.bib"], 1),
        (["check", "planted.bib", "--disable", "nonsense"], 2),
        (["check"], 2),
        ([], 2),
    ],
    ids=["clean", "faults", "no file", "no rule", "no argument", "no command"],
)
def test_the_exit_status_serves_scripts(arguments: list[str], status: int) -> None:
    command = [sys.executable, "-m", "sphinx_publications", *arguments]
    environment = {"PYTHONPATH": str(ROOT / "ext"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode == status
    assert (b"Traceback" in done.stderr) is False


def test_the_checker_starts_without_sphinx() -> None:
    code = "import sys, sphinx_publications.cli; print('sphinx' in sys.modules)"
    environment = {"PYTHONPATH": str(ROOT / "ext")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )
    assert done.stdout == b"False\n"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("title={Moving finite elements I}", "title={Moving finite elements II}", False),
        ("title={Moving finite elements, part 1}", "title={Moving finite elements, part 2}", False),
        ("title={Moving finite elements}", "title={Moving finite element}", True),
        ("title={Editorial}", "title={Editorial}", True),
        ("title={Editorial}", "title={Editorial}, author={Roe, Bo}", False),
        ("title={Editorial}, year=2019", "title={Editorial}", False),
        ("title={Editorial}, doi={10.1000/1}", "title={Editorial}, doi={10.1000/2}", False),
    ],
)
def test_almost_the_same_title(
    first: str, second: str, found: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rest = "journal={J}, pages={1--2}"
    entries = []
    for key, fields in (("a", first), ("b", second)):
        given = {"author": "author={Doe, Jane}", "year": "year=2020"}
        added = [text for name, text in given.items() if f"{name}=" not in fields]
        entries.append(f"@article{{{key}, {fields}, {', '.join(added)}, {rest}}}")
    (tmp_path / "a.bib").write_text("\n".join(entries), encoding="utf-8")
    main(["check", str(tmp_path / "a.bib")])
    assert ("[similar-title]" in capsys.readouterr().out) == found


SCHOLAR = """\
@misc{none, title = {T}}
@misc{editors, editor = {Roe, R.}, title = {T}, year = 2020, abstract = {A.}}
@article{unnamed, author = {Roe, R.}, journal = {J}, year = 2020, abstract = {A.}}
@misc{slides, author = {Roe, R.}, title = {T}, year = 2020, slides = {a.pdf}}
@misc{elsewhere, author = {Roe, R.}, title = {T}, year = 2020, pdf = {https://arxiv.org/pdf/1}}
@misc{coming, author = {Roe, R.}, title = {T}, year = {in press}, abstract = {A.}}
@misc{abstract, author = {Roe, R.}, title = {T}, year = 2020, abstract = {A.}}
@misc{full, author = {Roe, R.}, title = {T}, year = 2020, pdf = {a.pdf}}
@misc{unlisted, title = {T}, options = {skipbib}}
"""


def test_it_is_said_what_scholar_would_not_take(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.bib").write_text(SCHOLAR, encoding="utf-8")
    (tmp_path / "a.pdf").write_text("%PDF", encoding="utf-8")
    asked = ["check", str(tmp_path / "a.bib"), "--pages", "--base-url", "https://example.org/"]
    main(asked)
    lines = [it for it in capsys.readouterr().out.splitlines() if it.endswith("[scholar]")]
    lead = "Google Scholar would not take its page: it "
    neither = "has neither an abstract nor a PDF on this site"
    assert [line.split(": ", 1)[1].removesuffix(" [scholar]") for line in lines] == [
        f"none: {lead}names no authors and has no year and {neither}",
        f"editors: {lead}names no authors",
        f"unnamed: {lead}has no title",
        f"slides: {lead}{neither}",
        f"elsewhere: {lead}{neither}",
        f"coming: {lead}has no year",
    ]
    main([*asked, "--disable", "scholar"])
    assert "[scholar]" not in capsys.readouterr().out


def test_an_address_that_is_missing_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.bib").write_text(SCHOLAR, encoding="utf-8")
    main(["check", str(tmp_path / "a.bib"), "--pages"])
    lines = capsys.readouterr().out.splitlines()
    assert sum("no --base-url is given" in line for line in lines) == 1
