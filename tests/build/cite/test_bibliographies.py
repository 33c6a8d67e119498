"""A bibliography of sphinxcontrib-bibtex says what it says without this extension."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

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


#: What differs, and why → the entry, what is read without us (None: the build ends or the
#: error text is published), what is read with us.
DIFFERENT = {
    "“location” is biblatex's “address”": (
        "@book{k, author={Doe, Jane}, title={T}, publisher={P}, location={Berlin}, year=2020}",
        "Jane Doe. T. P, 2020.",
        "Jane Doe. T. P, Berlin, 2020.",
    ),
    "“date” is biblatex's “year” and “month”": (
        "@misc{k, author={Doe, Jane}, title={T}, date={2020-05-07}}",
        "Jane Doe. T.",
        "Jane Doe. T. May 2020.",
    ),
    "“subtitle” is biblatex's": (
        "@misc{k, author={Doe, Jane}, title={Main Title}, subtitle={The {GAN}}, year=2020}",
        "Jane Doe. Main title. 2020.",
        "Jane Doe. Main title: the GAN. 2020.",
    ),
    "a per cent sign without a backslash hides nothing": (
        "@misc{k, author={Doe, Jane}, title={A 50% Thesis}, note={100% {open}, truly}, year=2020}",
        "Jane Doe. A 50. 2020. 100.",
        "Jane Doe. A 50% thesis. 2020. 100% open, truly.",
    ),
    "signs behind names are none of them": (
        "@misc{k, author={Doe*, Jane and Zhu$^*$, Banghua}, title={T}, year=2020}",
        "Jane Doe* and Banghua Zhu$^*$. T. 2020.",
        "Jane Doe and Banghua Zhu. T. 2020.",
    ),
    "a command within a name does not split it": (
        r"@misc{k, author={S\o ren Kierkegaard}, title={T}, year=2020}",
        "Sø ren Kierkegaard. T. 2020.",
        "Søren Kierkegaard. T. 2020.",
    ),
    "no script is linked": (
        "@misc{k, author={Doe, Jane}, title={T}, url={javascript:alert(1)}}",
        "Jane Doe. T. URL: javascript:alert(1).",
        "Jane Doe. T.",
    ),
    "an address in a command is an address": (
        r"@misc{k, author={Doe, Jane}, title={T}, url={\url{https://example.org/}}}",
        r"Jane Doe. T. URL: \url{https://example.org/}.",
        "Jane Doe. T. URL: https://example.org/.",
    ),
    "“crossref” hands on": (
        "@inproceedings{k, author={Doe, Jane}, title={T}, crossref={p}}\n"
        "@proceedings{p, title={The Conference}, year=2020, publisher={ACM}}",
        None,
        "Jane Doe. T. In The Conference. ACM, 2020.",
    ),
    "a report": (
        "@report{k, author={Doe, Jane}, title={A Report of {NASA}}, institution={NASA},"
        " number={7}, date={2020-05}}",
        None,
        "Jane Doe. A report of NASA. Report 7, NASA, May 2020.",
    ),
    "a report of a type": (
        "@report{k, author={Doe, Jane}, title={T}, institution={X}, type={techreport}, date=2020}",
        None,
        "Jane Doe. T. Technical report, X, 2020.",
    ),
    "a thesis": (
        "@thesis{k, author={Doe, Jane}, title={A T}, institution={MIT}, type={mathesis},"
        " date={2020}}",
        None,
        "Jane Doe. A T. Master’s thesis, MIT, 2020.",
    ),
    "a thesis of no type": (
        "@thesis{k, author={Doe, Jane}, title={A T}, institution={MIT}, date={2020}}",
        None,
        "Jane Doe. A T. Thesis, MIT, 2020.",
    ),
    "a bachelor's thesis": (
        "@bachelorsthesis{k, author={Doe, Jane}, title={A T}, school={MIT}, year=2020}",
        None,
        "Jane Doe. A T. Bachelor’s thesis, MIT, 2020.",
    ),
    "biblatex's name of the school": (
        "@phdthesis{k, author={Doe, Jane}, title={T}, institution={MIT}, year=2020}",
        None,
        "Jane Doe. T. PhD thesis, MIT, 2020.",
    ),
    "biblatex's name of the journal": (
        "@article{k, author={Doe, Jane}, title={T}, journaltitle={J}, date={2020}}",
        None,
        "Jane Doe. T. J, 2020.",
    ),
    "a conference": (
        "@conference{k, author={Doe, Jane}, title={T}, booktitle={ICML}, year=2020}",
        None,
        "Jane Doe. T. In ICML. 2020.",
    ),
    "a conference without a book": (
        "@inproceedings{k, author={Doe, Jane}, title={T}, eventtitle={ICML}, year=2020}",
        None,
        "Jane Doe. T. In ICML. 2020.",
    ),
    "a collection": (
        "@collection{k, editor={Doe, Jane}, title={A C}, publisher={P}, location={Rome},"
        " date={2020}}",
        None,
        "Jane Doe, editor. A C. P, Rome, 2020.",
    ),
    "a book by nobody": (
        "@book{k, title={A B}, publisher={P}, year=2020, edition={Second}, isbn={9783642048982}}",
        None,
        "A B. Second edition, P, ISBN 9783642048982, 2020.",
    ),
    "a periodical": (
        "@periodical{k, title={The P}, volume={3}, number={2}, date={2020}}",
        None,
        "The P. 3(2), 2020.",
    ),
    "a standard": (
        "@standard{k, title={S}, organization={ISO}, number={9001}, type={Standard}, year=2015}",
        None,
        "S. Standard 9001, ISO, 2015.",
    ),
    "a talk": (
        "@presentation{k, author={Doe, Jane}, title={T}, eventtitle={X}, howpublished={Slides},"
        " year=2020}",
        None,
        "Jane Doe. T. X, Slides, 2020.",
    ),
    "a type that nobody knows": (
        "@weird{k, author={Doe, Jane}, title={T}, institution={X}, year=2020}",
        None,
        "Jane Doe. T. X, 2020.",
    ),
    "no journal": (
        "@article{k, author={Doe, Jane}, title={T}, volume=3, pages={1--2}, year=2020,"
        " doi={10.1/x}}",
        None,
        "Jane Doe. T. 3:1–2, 2020. doi:10.1/x.",
    ),
    "no author": (
        "@article{k, title={T}, journal={J}, year=2020}",
        None,
        "T. J, 2020.",
    ),
    "no author but an editor": (
        "@techreport{k, editor={Roe, Jim}, title={T}, institution={X}, year=2020}",
        None,
        "Jim Roe. T. Technical Report, X, 2020.",
    ),
    "no year": (
        "@article{k, author={Doe, Jane}, title={T}, journal={J}}",
        None,
        "Jane Doe. T. J.",
    ),
    "no title": (
        "@article{k, author={Doe, Jane}, journal={The J}, year=2020}",
        None,
        "Jane Doe. The J. The J, 2020.",
    ),
    "no institution": (
        "@techreport{k, author={Doe, Jane}, title={T}, number={5}, year=2020}",
        None,
        "Jane Doe. T. Technical Report 5, 2020.",
    ),
    "no note": (
        "@unpublished{k, author={Doe, Jane}, title={T}}",
        None,
        "Jane Doe. T.",
    ),
    "nothing": (
        "@inproceedings{k, note={x}}",
        None,
        "x. x.",
    ),
    "a backslash at the end costs itself": (
        "@article{k, author={Doe, Jane}, title={T}, journal={The \\emph{J} \\}, year=2020}",
        None,
        "Jane Doe. T. The J, 2020.",
    ),
    "a brace without a partner costs itself": (
        r"@article{k, author={Doe, Jane}, title={A \} B}, journal={\emph{J} \{ 50\%}, year=2020,"
        r" note={100\%}}",
        None,
        "Jane Doe. A B. J 50%, 2020. 100%.",
    ),
    "names with too many commas": (
        "@article{k, author={Doe, Jane, Roe, Jim}, title={T}, journal={J}, year=2020}",
        None,
        "Jane Roe Jim Doe. T. J, 2020.",
    ),
    "a hundred braces": (
        f"@misc{{k, author={{Doe, Jane}}, title={{{'{' * 100}T{'}' * 100}}}, year=2020}}",
        "Jane Doe. T. 2020.",
        "Jane Doe. T. 2020.",
    ),
}


@pytest.mark.parametrize(("bib", "stock", "ours"), DIFFERENT.values(), ids=list(DIFFERENT))
def test_what_differs_has_a_reason(tmp_path: Path, bib: str, stock: str | None, ours: str) -> None:
    page = PAGE.format("", "unsrt")
    try:
        built = built_with(STOCK, tmp_path, bib, page)
        without = None if built.warnings else texts(built)["k"]
    except Exception:  # whatever ends its build
        without = None
    assert without == stock
    built = built_with(OURS, tmp_path, bib, page)
    assert texts(built)["k"] == ours
    assert [line for line in built.warnings if "[bibtex." in line] == []
    assert [link.get("href") for link in built.html().cssselect("div.citation p a")] == [
        word for word in ("https://doi.org/10.1/x", "https://example.org/") if word[-4:-1] in ours
    ]
