"""Formulas of publications are drawn by us; the site's own are the site's affair."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support import Built, Project

    Build = Callable[..., Built]

PAGE = r"""
Home
====

Inline :math:`\R^2 + \alpha`, and equation :eq:`euler`.

.. math:: e^{i\pi} + 1 = 0
   :label: euler

.. math::

   a &= b \\
   c &= d
"""
SECOND = "Two\n===\n\nEquation :eq:`euler` is on another page.\n"
#: The projects of other people: their extensions and settings.
GUESTS: dict[str, dict[str, Any]] = {
    "MathJax": {
        "extensions": ["sphinx.ext.mathjax"],
        "mathjax3_config": {"tex": {"macros": {"R": r"\mathbb{R}"}}},
        "html_theme": "alabaster",
    },
    "by default": {"extensions": [], "html_theme": "alabaster"},
    "imgmath": {
        "extensions": ["sphinx.ext.imgmath"],
        "html_theme": "alabaster",
        # What would make the pictures is not needed to see which of them are asked for.
        "imgmath_latex": "no-such-latex",
    },
    "jsMath": {
        "extensions": ["sphinxcontrib.jsmath"],
        "jsmath_path": "jsmath/load.js",
        "html_theme": "basic",
    },
    "numbers": {
        "extensions": ["sphinx.ext.mathjax"],
        "numfig": True,
        "math_number_all": True,
        "math_eqref_format": "Eq. {number}",
        "html_theme": "basic",
    },
    "both": {
        "extensions": ["sphinx.ext.imgmath", "sphinx.ext.mathjax"],
        "html_math_renderer": "mathjax",
        "html_theme": "basic",
    },
}
BIB = r"""@misc{a, title = {On {\rm H}_2 $\alpha$ and ${\rm H}_2$}}
@misc{b, title = {Half $a \over b$}}
@misc{c, title = {Wrong $x^a^b$}}
"""
LISTED = "# Home\n\n{pub}`b`\n\n```{publications}\n```\n"
WRONG = (
    "pubs.bib:3: WARNING: c: field “title” has the formula “x^a^b”, which TeX would refuse"
    " (two exponents or two indices in a row); its source is shown [publications.latex]"
)
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _tree(built: Built) -> dict[str, bytes]:
    """Return all files of a site; of its search index, without the versions of extensions."""
    files = {
        str(path.relative_to(built.outdir)): path.read_bytes()
        for path in sorted(built.outdir.rglob("*"))
        # A digest of all settings, ours among them.
        if path.is_file() and path.name != ".buildinfo"
    }
    index = files.get("searchindex.js", b"").decode()
    if index:
        content = json.loads(index[index.index("{") : index.rindex("}") + 1])
        del content["envversion"]
        files["searchindex.js"] = json.dumps(content).encode()
    return files


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
@pytest.mark.parametrize("guest", GUESTS)
def test_a_project_that_only_adds_the_extension_is_the_same(
    project: Project, guest: str, builder: str
) -> None:
    project.write({"index.rst": f"{PAGE}\n.. toctree::\n\n   two\n", "two.rst": SECOND})
    project.config = {"project": "Guest", "version": "1", "copyright": "x", **GUESTS[guest]}
    stock = project.build(builder, out="stock")
    project.config["extensions"] = [*project.config["extensions"], "sphinx_publications"]
    project.config["bibtex_bibfiles"] = []
    ours = project.build(builder, out="ours")
    trees = [_tree(built) for built in (stock, ours)]
    for tree in trees:
        tree.pop("Guest.epub", None)  # what is packed in it stands beside it
        tree["content.opf"] = _TIME.sub(b"", tree.get("content.opf", b""))
    assert trees[0] == trees[1]
    assert ours.warnings == stock.warnings


@pytest.mark.parametrize("renderer", [None, "mathjax", "imgmath", "mathml"])
def test_formulas_of_publications_are_drawn_whatever_draws_the_sites(
    build: Build, renderer: str | None
) -> None:
    config: dict[str, Any] = {"html_math_renderer": renderer} if renderer else {}
    if renderer == "imgmath":
        config["extensions"] = ["myst_parser", "sphinx.ext.imgmath", "sphinx_publications"]
    built = build({"index.md": LISTED, "pubs.bib": BIB}, **config)
    titles = [node.text_content() for node in built.html().cssselect(".pub-title")]
    assert sorted(titles) == ["Half ab.", "On H_2 α and H2.", "Wrong x^a^b."]
    assert len(built.html().cssselect(".pub-title math, a.reference math")) == 3
    assert [node.text for node in built.html().cssselect(".pub-title i")] == ["α"]
    assert built.html().cssselect("script[src*=mathjax]") == []
    assert (
        built.warnings
        == [
            "pubs.bib:1: WARNING: a: field “title” uses “_” outside of mathematics",
            WRONG,
        ][1:]
    )
    (link,) = built.html().cssselect("p > a.reference.internal")
    assert link.get("title") == r"Half \frac{a}{b}."


def test_equations_of_a_site_that_asks_for_mathml_have_their_numbers(build: Build) -> None:
    built = build(
        {"index.rst": PAGE.replace(r"\R", "x"), "pubs.bib": ""}, html_math_renderer="mathml"
    )
    html = built.html()
    (number,) = html.cssselect("div.math#equation-euler > span.eqno")
    assert number.text_content() == "(1)¶"
    (reference,) = html.cssselect("a[href='#equation-euler'] .eqno, a.reference[href$=euler]")
    assert reference.text_content() == "(1)"
    rows = html.cssselect("math[display=block] mtr")
    assert [row.text_content() for row in rows] == ["a=b", "c=d"]
    assert built.warnings == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\begin{align} a &= b \label{x} \\ c &= d \nonumber \end{align}", ["a=b", "c=d"]),
        (r"\begin{equation} x \end{equation}", ["x"]),
        (r"\begin{gather*} a \\ b \end{gather*}", ["a", "b"]),
    ],
)
def test_environments_are_drawn_without_numbers_of_their_own(
    build: Build, source: str, shown: list[str]
) -> None:
    page = f"Home\n====\n\n.. math::\n   :no-wrap:\n\n   {source}\n"
    built = build({"index.rst": page, "pubs.bib": ""}, html_math_renderer="mathml")
    rows = built.html().cssselect("math[display=block] mtr")
    assert [row.text_content() for row in rows] == shown
    assert built.warnings == []


def test_in_latex_they_stay_latex_that_tex_accepts(build: Build) -> None:
    bib = f"{BIB}\n@misc{{d, title = {{Greek $α ≤ β_{{\\rm é}}$}}}}\n"
    built = build({"index.md": LISTED, "pubs.bib": bib}, "latex")
    tex = built.text("test.tex")
    for formula in (r"\(\mathrm{H}_2\)", r"\(\frac{a}{b}\)", r"\sphinxcode{\sphinxupquote{x"):
        assert formula in tex
    assert r"\(\alpha  \leq  \beta _{\mathrm{\text{é}}}\)" in tex
    assert built.warnings == [WRONG]


@pytest.mark.parametrize("builder", ["xml", "text", "man", "texinfo", "latex"])
def test_other_builders_get_mathematics_as_docutils_has_them(build: Build, builder: str) -> None:
    built = build({"index.md": LISTED, "pubs.bib": BIB}, builder)
    assert built.warnings == [WRONG]
    if builder == "xml":
        assert built.text("index.xml").count("<math") == 4


def test_our_static_files_come_and_go_with_lists(project: Project) -> None:
    project.write({"index.md": LISTED, "pubs.bib": BIB})
    names = [path.name for path in (project.build().outdir / "_static").glob("publications*")]
    assert "publications.css" in names
    project.write({"index.md": "# Home\n"})
    gone = project.build()
    assert list((gone.outdir / "_static").glob("publications*")) == []
    shutil.rmtree(gone.outdir)
    assert list((project.build(fresh=True).outdir / "_static").glob("publications*")) == []


def _tex(built: Built) -> list[str]:
    return [line for line in built.text("test.tex").splitlines() if "On " in line]


def test_pdftex_has_no_character_that_it_has_no_font_for(project: Project) -> None:
    bib = r"@misc{a, title = {On 10\,$\mu$m, H{\alpha}, β ≥ 5 µm of é and $x_α² \text{α é ₂} é$}}"
    page = "# Home\n\nα {pub:title}`a`\n\n```{publications}\n```\n"
    project.write({"index.md": page, "pubs.bib": bib})
    shown = (
        r"On 10\(\,\)\(\mu\)m, H\(\alpha\), \(\beta\) \(\geq\) 5 µm of é and"
        r" \(x_\alpha {}^{2} \text{\ensuremath{\alpha} é \ensuremath{{}_{2}}} \text{é}\)"
    )
    built = project.build("latex")
    assert built.warnings == []
    lines = _tex(built)
    assert [shown in line for line in lines] == [True, True]
    assert "α" in lines[0]  # what is not ours stays
    # Other engines have fonts for the text.
    lines = _tex(project.build("latex", config={"latex_engine": "xelatex"}, fresh=True))
    assert ["H{\\alpha}" in line or "Hα, β ≥ 5" in line for line in lines] == [True, True]


def test_a_book_whose_last_list_goes_is_as_a_fresh_one(project: Project) -> None:
    project.config |= {"version": "1", "copyright": "x"}
    project.write({"index.md": LISTED, "pubs.bib": BIB})
    project.build("epub")
    project.write({"index.md": "# Home\n"})
    manifests = [
        _TIME.sub(b"", (project.build("epub", out=out).outdir / "content.opf").read_bytes())
        for out in ("epub", "fresh")
    ]
    assert manifests[0] == manifests[1]


#: What is written in a title, and what is drawn of it.
ALONE = {
    "$K$": "<i>K</i>",
    "$42$": "42",
    "$3.14$": "3.14",
    r"$\alpha$": "<i>α</i>",
    r"$\mathbb{R}$": "ℝ",
    r"$\mathbf{x}$": "𝐱",
    "$ n $": "<i>n</i>",
    "{$K$}": "<i>K</i>",
    r"\emph{$K$}": "<em><i>K</i></em>",
}
#: What stays a formula.
DRAWN = (
    "$K^2$", "$K_n$", "$-1$", "$2K$", r"$\mathrm{K}$", r"$\max$", r"$\sqrt{2}$",
    r"$\hat{K}$", "$+$", "$K'$", r"$\mathcal{L}$",
)  # fmt: skip


def _titles(build: Build, builder: str, titles: list[str]) -> list[str]:
    bib = "".join(f"@misc{{k{n:02}, title = {{A {title} z}}}}\n" for n, title in enumerate(titles))
    page = "# Home\n\n```{publications}\n:sort: key\n:group-by: none\n:details: none\n```\n"
    built = build({"index.md": page, "pubs.bib": bib}, builder, version="1", copyright="x")
    assert built.warnings == []
    text = built.text("index.xhtml" if builder == "epub" else "index.html")
    return re.findall(r'<span class="pub-title"><span id="[^"]*">A (.*?) z</span>', text)


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub"])
def test_a_letter_or_a_number_alone_is_text(build: Build, builder: str) -> None:
    assert dict(zip(ALONE, _titles(build, builder, [*ALONE]), strict=True)) == ALONE


def test_other_formulas_are_drawn(build: Build) -> None:
    for source, drawn in zip(DRAWN, _titles(build, "html", [*DRAWN]), strict=True):
        assert drawn.startswith("<math "), source


def test_letters_of_a_sites_own_pages_are_formulas(build: Build) -> None:
    page = "# Home\n\nOf $K$ and {math}`n`, {pub}`a` and {pub:full}`a`.\n\n```{publications}\n```\n"
    built = build(
        {"index.md": page, "pubs.bib": "@misc{a, title = {On $K$}, author = {A, B}}"},
        html_math_renderer="mathml",
        myst_enable_extensions=["dollarmath"],
    )
    assert built.warnings == []
    paragraph = built.html().cssselect("section > p")[0]
    assert [node.text_content() for node in paragraph.cssselect("math")] == ["K", "n"]
    # What is of a publication is as on the list, wherever it stands.
    assert [node.text for node in paragraph.cssselect("a i")] == ["K", "K"]


def test_a_book_with_letters_alone_declares_no_formulas(build: Build) -> None:
    for title, declared in (("On $K$", False), ("On $K^2$", True)):
        bib = f"@misc{{a, title = {{{title}}}}}"
        built = build({"index.md": LISTED.replace("{pub}`b`", "-"), "pubs.bib": bib}, "epub",
                      version="1", copyright="x")  # fmt: skip
        assert ("<math" in built.text("index.xhtml")) == declared
        assert ('properties="mathml"' in built.text("content.opf")) == declared


@pytest.mark.parametrize("builder", ["xml", "text", "latex", "man"])
def test_other_builders_have_the_formula_of_a_letter(build: Build, builder: str) -> None:
    bib = "@misc{a, title = {On $K$}}"
    documents = {"man_pages": [("index", "p", "P", "A", 1)]}
    built = build(
        {"index.md": "# H\n\n```{publications}\n```\n", "pubs.bib": bib}, builder, **documents
    )
    name = {"xml": "index.xml", "text": "index.txt", "latex": "test.tex", "man": "p.1"}[builder]
    formula = {"latex": r"On \(K\)", "xml": ">K</math>"}.get(builder, "On K")
    assert formula in built.text(name)
