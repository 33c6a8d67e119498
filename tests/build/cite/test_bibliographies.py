"""A bibliography of sphinxcontrib-bibtex says what it says without this extension."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html
from sphinx.errors import ExtensionError

from support import ROOT, Project

if TYPE_CHECKING:
    from support import Built

BIB = (ROOT / "tests/data/bibliography.bib").read_text(encoding="utf-8")
KEYS = re.findall(r"^@\w+[{(](\w+\d),", BIB, re.MULTILINE)
STOCK, OURS = "sphinxcontrib.bibtex", "sphinx_publications"
PAGE = "Works\n=====\n\n{}.. bibliography::\n   :all:\n   :style: {}\n"


def built_with(
    extension: str, folder: Path, bib: str, page: str, builder: str = "html", **config: object
) -> Built:
    project = Project(folder / extension)
    project.config = {
        "bibtex_bibfiles": ["pubs.bib"],
        "bibtex_cite_id": "of-{key}",
        "copyright": "x",
        "extensions": [extension],
        "html_theme": "basic",
        "project": "Test",
        "today": "x",
        "version": "1",
        **config,
    }
    project.write({"index.rst": page, "pubs.bib": bib})
    return project.build(builder)


def references(built: Built) -> dict[str, str]:
    """Return the id of each entry of a bibliography, in its order → its HTML."""
    items = built.html().cssselect("div.citation")
    return {item.get("id"): lxml_html.tostring(item, encoding="unicode") for item in items}


def texts(built: Built) -> dict[str, str]:
    """Return the key of each entry of a bibliography → what is read there, without its label."""
    items = built.html().cssselect("div.citation")
    return {
        item.get("id").removeprefix("of-"): " ".join(item.cssselect("p")[0].text_content().split())
        for item in items
    }


def test_the_corpus_is_large_and_has_all_types() -> None:
    from pybtex.style.formatting.unsrt import Style

    assert len(KEYS) >= 60
    types = {name.split("_")[1] for name in dir(Style) if re.fullmatch("get_.*_template", name)}
    assert {key.rstrip("0123456789") for key in KEYS} >= types


@pytest.mark.parametrize("style", ["alpha", "plain", "unsrt", "unsrtalpha"])
@pytest.mark.parametrize("referencing", ["label", "author_year"])
def test_entries_without_fault_are_printed_as_without_us(
    tmp_path: Path, style: str, referencing: str
) -> None:
    cited = "".join(f":cite:t:`{key}` :cite:p:`{key}`\n\n" for key in KEYS)
    page = PAGE.format(cited, style)
    stock, ours = (
        built_with(extension, tmp_path, BIB, page, bibtex_reference_style=referencing)
        for extension in (STOCK, OURS)
    )
    assert ours.warnings == stock.warnings
    expected = references(stock)
    assert sorted(expected) == sorted(f"of-{key.lower()}" for key in KEYS)
    # Each for itself, for a readable failure; and their order.
    assert references(ours) == expected
    assert list(references(ours)) == list(expected)
    bodies = [
        [lxml_html.tostring(p, encoding="unicode") for p in built.html().cssselect("section > p")]
        for built in (ours, stock)
    ]
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("builder", "name"), [("text", "index.txt"), ("latex", "test.tex"), ("man", "test.1")]
)
def test_so_they_are_in_every_builder(tmp_path: Path, builder: str, name: str) -> None:
    page = PAGE.format("", "alpha")
    stock, ours = (
        built_with(extension, tmp_path, BIB, page, builder).text(name)
        for extension in (STOCK, OURS)
    )
    assert ours == stock


def test_footnotes_are_printed_as_without_us(tmp_path: Path) -> None:
    page = "Works\n=====\n\n" + "".join(f":footcite:`{key}`\n" for key in KEYS)
    page += "\n.. footbibliography::\n"
    stock, ours = (
        [
            lxml_html.tostring(note, encoding="unicode")
            for note in built_with(extension, tmp_path, BIB, page).html().cssselect("aside")
        ]
        for extension in (STOCK, OURS)
    )
    assert ours == stock


#: What stock shows, we show, with its warnings: what we would read otherwise, and fields that
#: a style requires.
ALIKE = {
    "“location” is biblatex's “address”": (
        "@book{k, author={Doe, Jane}, title={T}, publisher={P}, location={Berlin}, year=2020}"
    ),
    "“date” is biblatex's “year” and “month”": (
        "@misc{k, author={Doe, Jane}, title={T}, date={2020-05-07}}"
    ),
    "“subtitle” is biblatex's": (
        "@misc{k, author={Doe, Jane}, title={Main Title}, subtitle={The {GAN}}, year=2020}"
    ),
    "a per cent sign without a backslash hides nothing": (
        "@misc{k, author={Doe, Jane}, title={A 50% Thesis}, note={100% {open}, truly}, year=2020}"
    ),
    "signs behind names are none of them": (
        "@misc{k, author={Doe*, Jane and Zhu$^*$, Banghua}, title={T}, year=2020}"
    ),
    "a command within a name does not split it": (
        r"@misc{k, author={S\o ren Kierkegaard}, title={T}, year=2020}"
    ),
    "an address in a command is an address": (
        r"@misc{k, author={Doe, Jane}, title={T}, url={\url{https://example.org/}}}"
    ),
    "“crossref” hands on": (
        "@inproceedings{k, author={Doe, Jane}, title={T}, crossref={p}}\n"
        "@proceedings{p, title={The Conference}, year=2020, publisher={ACM}}"
    ),
    "biblatex's name of the school": (
        "@phdthesis{k, author={Doe, Jane}, title={T}, institution={MIT}, year=2020}"
    ),
    "biblatex's name of the journal": (
        "@article{k, author={Doe, Jane}, title={T}, journaltitle={J}, date={2020}}"
    ),
    "a conference without a book": (
        "@inproceedings{k, author={Doe, Jane}, title={T}, eventtitle={ICML}, year=2020}"
    ),
    "a book by nobody": (
        "@book{k, title={A B}, publisher={P}, year=2020, edition={Second}, isbn={9783642048982}}"
    ),
    "no journal": (
        "@article{k, author={Doe, Jane}, title={T}, volume=3, pages={1--2}, year=2020,"
        " doi={10.1/x}}"
    ),
    "no author": "@article{k, title={T}, journal={J}, year=2020}",
    "no author but an editor": (
        "@techreport{k, editor={Roe, Jim}, title={T}, institution={X}, year=2020}"
    ),
    "no year": "@article{k, author={Doe, Jane}, title={T}, journal={J}}",
    "no title": "@article{k, author={Doe, Jane}, journal={The J}, year=2020}",
    "no institution": "@techreport{k, author={Doe, Jane}, title={T}, number={5}, year=2020}",
    "no note": "@unpublished{k, author={Doe, Jane}, title={T}}",
    "nothing": "@inproceedings{k, note={x}}",
    "a hundred braces": (
        f"@misc{{k, author={{Doe, Jane}}, title={{{'{' * 100}T{'}' * 100}}}, year=2020}}"
    ),
}
#: Where sphinxcontrib-bibtex ends the build → the entry, what is read with
#: us, and how pybtex's problem begins.
STANDING_IN = {
    "a report": (
        "@report{k, author={Doe, Jane}, title={A Report of {NASA}}, institution={NASA},"
        " number={7}, date={2020-05}}",
        "Jane Doe. A report of NASA. Report 7, NASA, May 2020.",
        "k: pybtex cannot print it (the style has no entry type “report”)",
    ),
    "a report of a type": (
        "@report{k, author={Doe, Jane}, title={T}, institution={X}, type={techreport}, date=2020}",
        "Jane Doe. T. Technical report, X, 2020.",
        "k: pybtex cannot print it (the style has no entry type “report”)",
    ),
    "a thesis": (
        "@thesis{k, author={Doe, Jane}, title={A T}, institution={MIT}, type={mathesis},"
        " date={2020}}",
        "Jane Doe. A T. Master’s thesis, MIT, 2020.",
        "k: pybtex cannot print it (the style has no entry type “thesis”)",
    ),
    "a thesis of no type": (
        "@thesis{k, author={Doe, Jane}, title={A T}, institution={MIT}, date={2020}}",
        "Jane Doe. A T. Thesis, MIT, 2020.",
        "k: pybtex cannot print it (the style has no entry type “thesis”)",
    ),
    "a bachelor's thesis": (
        "@bachelorsthesis{k, author={Doe, Jane}, title={A T}, school={MIT}, year=2020}",
        "Jane Doe. A T. Bachelor’s thesis, MIT, 2020.",
        "k: pybtex cannot print it (the style has no entry type “bachelorsthesis”)",
    ),
    "a conference": (
        "@conference{k, author={Doe, Jane}, title={T}, booktitle={ICML}, year=2020}",
        "Jane Doe. T. In ICML. 2020.",
        "k: pybtex cannot print it (the style has no entry type “conference”)",
    ),
    "a collection": (
        "@collection{k, editor={Doe, Jane}, title={A C}, publisher={P}, location={Rome},"
        " date={2020}}",
        "Jane Doe, editor. A C. P, Rome, 2020.",
        "k: pybtex cannot print it (the style has no entry type “collection”)",
    ),
    "a periodical": (
        "@periodical{k, title={The P}, volume={3}, number={2}, date={2020}}",
        "The P. 3(2), 2020.",
        "k: pybtex cannot print it (the style has no entry type “periodical”)",
    ),
    "a standard": (
        "@standard{k, title={S}, organization={ISO}, number={9001}, type={Standard}, year=2015}",
        "S. Standard 9001, ISO, 2015.",
        "k: pybtex cannot print it (the style has no entry type “standard”)",
    ),
    "a talk": (
        "@presentation{k, author={Doe, Jane}, title={T}, eventtitle={X}, howpublished={Slides},"
        " year=2020}",
        "Jane Doe. T. X, Slides, 2020.",
        "k: pybtex cannot print it (the style has no entry type “presentation”)",
    ),
    "a type that nobody knows": (
        "@weird{k, author={Doe, Jane}, title={T}, institution={X}, year=2020}",
        "Jane Doe. T. X, 2020.",
        "k: pybtex cannot print it (the style has no entry type “weird”)",
    ),
    "a backslash at the end costs itself": (
        "@article{k, author={Doe, Jane}, title={T}, journal={The \\emph{J} \\}, year=2020}",
        "Jane Doe. T. The J, 2020.",
        "k: pybtex cannot print it ('latex' codec can't decode byte 0x5c in position 13:"
        r" unknown token '\\')",
    ),
    "a brace without a partner costs itself": (
        r"@article{k, author={Doe, Jane}, title={A \} B}, journal={\emph{J} \{ 50\%}, year=2020,"
        r" note={100\%}}",
        "Jane Doe. A B. J 50%, 2020. 100%.",
        "pybtex cannot read on here (syntax error in line 1: '}' expected)",
    ),
    "names with too many commas": (
        "@article{k, author={Doe, Jane, Roe, Jim}, title={T}, journal={J}, year=2020}",
        "Jane Roe Jim Doe. T. J, 2020.",
        "pybtex cannot read on here (Too many commas in 'Doe, Jane, Roe, Jim')",
    ),
}


def html_and_warnings(extension: str, folder: Path, bib: str) -> tuple[dict[str, str], list[str]]:
    built = built_with(extension, folder, bib, PAGE.format("", "unsrt"))
    return references(built), built.warnings


@pytest.mark.parametrize("bib", ALIKE.values(), ids=list(ALIKE))
def test_entries_are_pybtex_s_own(tmp_path: Path, bib: str) -> None:
    stock, ours = (html_and_warnings(extension, tmp_path, bib) for extension in (STOCK, OURS))
    assert ours == stock


STOOD_IN = "in bibliographies this extension's own reading stands in"


@pytest.mark.parametrize(("bib", "shown", "problem"), STANDING_IN.values(), ids=list(STANDING_IN))
def test_what_would_end_the_build_is_shown_as_lists_read_it(
    tmp_path: Path, bib: str, shown: str, problem: str
) -> None:
    page = PAGE.format("", "unsrt")
    with pytest.raises(ExtensionError):
        built_with(STOCK, tmp_path, bib, page)
    built = built_with(OURS, tmp_path, bib, page)
    assert texts(built)["k"] == shown
    assert [line.partition("; in bib")[0] for line in built.warnings] == [
        f"pubs.bib:1: WARNING: {problem}"
    ]
    assert STOOD_IN in built.warnings[0]
    assert built.html().cssselect("div.citation p a") == []


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("url={javascript:alert(1)}", "Jane Doe. T."),
        ("url={ java\tscript:alert(1)}", "Jane Doe. T."),
        ("url={DATA:text/html,x}", "Jane Doe. T."),
        (
            r"note={See \url{javascript:alert(1)} here}",
            "Jane Doe. T. See javascript:alert(1) here.",
        ),
        (r"howpublished={\URL {vbscript:x}}", "Jane Doe. T. vbscript:x."),
    ],
)
def test_no_script_is_linked(tmp_path: Path, fields: str, shown: str) -> None:
    bib = f"@misc{{k, author={{Doe, Jane}}, title={{T}}, {fields}}}"
    built = built_with(OURS, tmp_path, bib, PAGE.format("", "unsrt"))
    assert texts(built) == {"k": shown}
    assert built.html().cssselect("div.citation p a") == []
    (said,) = built.warnings
    assert re.fullmatch(
        "pubs.bib:1: WARNING: k: “.*” is a script; in bibliographies no link is made of it"
        r" \[publications.bibliography\]",
        said,
    )


def test_what_only_pybtex_reads_ends_no_build(tmp_path: Path) -> None:
    """An entry behind a per cent sign, which is none to it, is none of ours."""
    bib = "% @report{k, author={Doe, Jane}, title={The {T} \\emph{Title}}, year=2020}"
    built = built_with(OURS, tmp_path, bib, PAGE.format("", "unsrt"))
    assert texts(built) == {"k": "The T Title."}
    (said,) = built.warnings
    assert said.startswith("index.rst:4: WARNING: k: pybtex cannot print it (the style has no")


def test_one_entry_that_cannot_be_printed_changes_no_other(tmp_path: Path) -> None:
    page = PAGE.format(":cite:`strange,article1`\n\n", "alpha")
    strange = "@report{strange, title={T}, author={Zzz, Z.}, year=1900}"
    whole, ours = (
        built_with(OURS, tmp_path / str(len(bib)), bib, page) for bib in (BIB, f"{BIB}\n{strange}")
    )
    expected, found = references(whole), references(ours)
    assert {key: html for key, html in found.items() if key != "of-strange"} == expected
    assert texts(ours)["strange"] == "Z. Zzz. T. Report, 1900."
    (said,) = ours.warnings
    assert "strange: pybtex cannot print it (the style has no entry type “report”)" in said


def test_all_behind_a_lost_brace_is_shown_as_lists_read_it(tmp_path: Path) -> None:
    first, lost, last = (
        f"@misc{{{key}, author={{Doe, {key}}}, title={{The {{{key}}} Title}}, year=2020}}\n"
        for key in "abc"
    )
    built = built_with(
        OURS, tmp_path, first + lost.replace("}, year", ", year") + last, PAGE.format("", "unsrt")
    )
    assert texts(built) == {
        "a": "a Doe. The a title. 2020.",
        "b": "b Doe. The b title. 2020.",
        "c": "c Doe. The c title. 2020.",
    }
    assert [line for line in built.warnings if "publications.bibliography" not in line] == []
    (said,) = built.warnings
    assert said.startswith(
        "pubs.bib:3: WARNING: pybtex cannot read on here (syntax error in line 3"
    )


@pytest.mark.parametrize("markup", [":footcite:`k,whole` :footcite:t:`k`\n\n.. footbibliography::"])
@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("@article{k, author={Doe, Jane}, title={T}, year=2020}", "missing journal in k"),
        ("@report{k, author={Doe, Jane}, title={T}, year=2020}", "the style has no entry type"),
    ],
)
def test_a_footnote_ends_no_build(tmp_path: Path, markup: str, entry: str, problem: str) -> None:
    bib = f"{entry}\n@misc{{whole, author={{Roe, J.}}, title={{U}}, year=1}}"
    page = f"Works\n=====\n\n{markup}\n"
    with pytest.raises(Exception, match=r"missing|format_report"):
        built_with(STOCK, tmp_path, bib, page)
    built = built_with(OURS, tmp_path, bib, page)
    first, second = (note.text_content() for note in built.html().cssselect("aside > aside"))
    assert ("Jane Doe. T." in first, "J.\N{NO-BREAK SPACE}Roe. U. 1." in second) == (True, True)
    (said,) = built.warnings
    assert said.startswith(f"pubs.bib:1: WARNING: k: pybtex cannot print it ({problem}")


def test_files_are_read_when_a_page_asks(tmp_path: Path) -> None:
    """A citation alone asks for nothing that pybtex reads, a list for nothing else."""
    kept = []
    for name, text in {
        "nothing": "T\n=\n\n:pub:`article1`",
        "list": "T\n=\n\n.. publications::",
        "bibliography": "T\n=\n\n.. bibliography::",
        "both": "T\n=\n\n:footcite:`article1`\n\n.. publications::",
    }.items():
        built = built_with(OURS, tmp_path / name, BIB, text)
        files = sorted(path.stem for path in built.app.doctreedir.glob("publications*.pickle"))
        kept.append([file for file in files if len(file) < 25])
    record = ["publications", "publications-model"]
    assert kept == [
        record, record, ["publications-entries"],
        ["publications", "publications-entries", "publications-model"],
    ]  # fmt: skip
