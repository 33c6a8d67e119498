"""Letters behind years, in real builds: what has them, in which style and in which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from outputs import assert_same, comparable

if TYPE_CHECKING:
    from support import Built, Project

    Build = Callable[..., Built]

BIB = r"""
@article{zeta, author={Zhu, Banghua and Jiao, Jiantao and Roe, Bo}, title={Zeta},
  journal={Annals}, year=2023}
@inproceedings{alpha, author={Zhu, Ying and Doe, Jane and Roe, Bo}, title={Alpha},
  booktitle={Conf}, date={2023-05}}
@article{only, author={Zhu, Banghua and Jiao, Jiantao}, title={Only}, journal={Annals}, year=2023}
@misc{own, author={Poe, Al}, title={Own}, year={2022a}}
@misc{one, author={Poe, Al}, title={One}, year={2022}}
@misc{two, author={Poe, Al}, title={Two}, year={2022}}
@article{late, author={Öz, Ã}, title={Late}, journal={Annals}, year={in press}}
@article{later, author={Öz, Ã}, title={Later}, journal={Annals}, year={in press}}
@misc{undated, author={Roe, Bo}, title={Undated}}
@misc{dateless, author={Roe, Bo}, title={Dateless}}
@misc{draft, author={Doe, Jane}, title={Draft}, year={2024}, pubstate={submitted}}
@misc{drawing, author={Doe, Jane}, title={Drawing}, year={2024}, pubstate={submitted}}
@misc{hidden, author={Zhu, B. and Jiao, J.}, title={Hidden}, year=2023, options={skipbib}}
"""
KEYS = "zeta alpha only own one two late later undated dateless draft drawing".split()
LIST = "# Papers\n\n```{{publications}}\n:group-by: none\n:sort: file\n:numbering: {}\n```\n"


def _project(roles: str, numbering: str = "none", keys: list[str] = KEYS) -> dict[str, str]:
    lines = [" | ".join(f"{{{role}}}`{key}`" for role in roles.split()) for key in keys]
    return {
        "index.md": "# Home\n\n```{toctree}\npapers\ntext\n```\n",
        "papers.md": LIST.format(numbering),
        "text.md": "\n\n".join(["# Text", *lines]) + "\n",
        "pubs.bib": BIB,
    }


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text file, each as one line, without its heading."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()][1:]


#: Under the default style: lists, which have no letters.
PLAIN_LIST = """
* Zeta. Banghua Zhu, Jiantao Jiao, Bo Roe. *Annals*, 2023.
* Alpha. Ying Zhu, Jane Doe, Bo Roe. *Conf*, 2023.
* Only. Banghua Zhu, Jiantao Jiao. *Annals*, 2023.
* Own. Al Poe. 2022a.
* One. Al Poe. 2022.
* Two. Al Poe. 2022.
* Late. Ã Öz. *Annals*, in press.
* Later. Ã Öz. *Annals*, in press.
* Undated. Bo Roe.
* Dateless. Bo Roe.
* Draft. Jane Doe. In submission, 2024.
* Drawing. Jane Doe. In submission, 2024.
"""
LETTERED_LIST = """
* Zeta. Banghua Zhu, Jiantao Jiao, Bo Roe. *Annals*, 2023b.
* Alpha. Ying Zhu, Jane Doe, Bo Roe. *Conf*, 2023a.
* Only. Banghua Zhu, Jiantao Jiao. *Annals*, 2023.
* Own. Al Poe. 2022a.
* One. Al Poe. 2022b.
* Two. Al Poe. 2022c.
* Late. Ã Öz. *Annals*, in press-a.
* Later. Ã Öz. *Annals*, in press-b.
* Undated. Bo Roe. n.d.-b.
* Dateless. Bo Roe. n.d.-a.
* Draft. Jane Doe. In submission, 2024a.
* Drawing. Jane Doe. In submission, 2024b.
"""
ROLES = "pub:short pub:full pub:year pub:authors"
CITED = """
Zhu et al., 2023b | “Zeta” (Zhu et al., 2023b) | 2023b | Zhu et al.
Zhu et al., 2023a | “Alpha” (Zhu et al., 2023a) | 2023a | Zhu et al.
Zhu and Jiao, 2023 | “Only” (Zhu and Jiao, 2023) | 2023 | Zhu and Jiao
Poe, 2022a | “Own” (Poe, 2022a) | 2022a | Poe
Poe, 2022b | “One” (Poe, 2022b) | 2022b | Poe
Poe, 2022c | “Two” (Poe, 2022c) | 2022c | Poe
Öz, in press-a | “Late” (Öz, in press-a) | in press-a | Öz
Öz, in press-b | “Later” (Öz, in press-b) | in press-b | Öz
Roe, n.d.-b | “Undated” (Roe, n.d.-b) | n.d.-b | Roe
Roe, n.d.-a | “Dateless” (Roe, n.d.-a) | n.d.-a | Roe
Doe, 2024a | “Draft” (Doe, 2024a) | 2024a | Doe
Doe, 2024b | “Drawing” (Doe, 2024b) | 2024b | Doe
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize(
    ("style", "expected"), [("label", PLAIN_LIST), ("author_year", LETTERED_LIST)]
)
def test_lists_and_our_roles(build: Build, style: str, expected: str) -> None:
    built = build(_project(ROLES), "text", bibtex_reference_style=style)
    assert built.warnings == []
    assert _paragraphs(built.text("papers.txt")) == _lines(expected)
    assert _paragraphs(built.text("text.txt")) == _lines(CITED)


CITE_ROLES = "cite:p cite:t cite:ts cite:year cite:yearpar cite:label cite:author"
CITED_BY_YEAR = """
[Zhu *et al.*, 2023b] | Zhu *et al.* [2023b] | Zhu, Jiao, and Roe [2023b] | 2023b | [2023b] \
| Zhu et al., 2023b | Zhu *et al.*
[Zhu *et al.*, 2023a] | Zhu *et al.* [2023a] | Zhu, Doe, and Roe [2023a] | 2023a | [2023a] \
| Zhu et al., 2023a | Zhu *et al.*
[Zhu and Jiao, 2023] | Zhu and Jiao [2023] | Zhu and Jiao [2023] | 2023 | [2023] \
| Zhu and Jiao, 2023 | Zhu and Jiao
[Öz, in press-a] | Öz [in press-a] | Öz [in press-a] | in press-a | [in press-a] \
| Öz, in press-a | Öz
[Roe, n.d.-b] | Roe [n.d.-b] | Roe [n.d.-b] | n.d.-b | [n.d.-b] | Roe, n.d.-b | Roe
"""
CITED_BY_LABEL = """
[Zhu et al., 2023b] | Zhu *et al.* [Zhu et al., 2023b] | Zhu, Jiao, and Roe [Zhu et al., 2023b] \
| 2023b | [2023b] | Zhu et al., 2023b | Zhu *et al.*
[Zhu et al., 2023a] | Zhu *et al.* [Zhu et al., 2023a] | Zhu, Doe, and Roe [Zhu et al., 2023a] \
| 2023a | [2023a] | Zhu et al., 2023a | Zhu *et al.*
[Zhu and Jiao, 2023] | Zhu and Jiao [Zhu and Jiao, 2023] | Zhu and Jiao [Zhu and Jiao, 2023] \
| 2023 | [2023] | Zhu and Jiao, 2023 | Zhu and Jiao
[Öz, in press-a] | Öz [Öz, in press-a] | Öz [Öz, in press-a] | in press-a | [in press-a] \
| Öz, in press-a | Öz
[Roe, n.d.-b] | Roe [Roe, n.d.-b] | Roe [Roe, n.d.-b] | n.d.-b | [n.d.-b] | Roe, n.d.-b | Roe
"""
CITED_BY_NUMBER = """
[1] | Zhu *et al.* [1] | Zhu, Jiao, and Roe [1] | 2023b | [2023b] | 1 | Zhu *et al.*
[2] | Zhu *et al.* [2] | Zhu, Doe, and Roe [2] | 2023a | [2023a] | 2 | Zhu *et al.*
[3] | Zhu and Jiao [3] | Zhu and Jiao [3] | 2023 | [2023] | 3 | Zhu and Jiao
[7] | Öz [7] | Öz [7] | in press-a | [in press-a] | 7 | Öz
[9] | Roe [9] | Roe [9] | n.d.-b | [n.d.-b] | 9 | Roe
"""


@pytest.mark.parametrize(
    ("style", "numbering", "expected"),
    [
        ("author_year", "none", CITED_BY_YEAR),
        ("label", "none", CITED_BY_LABEL),
        ("label", "continuous", CITED_BY_NUMBER),
    ],
)
def test_roles_of_sphinxcontrib_bibtex(
    build: Build, style: str, numbering: str, expected: str
) -> None:
    files = _project(CITE_ROLES, numbering, "zeta alpha only late undated".split())
    built = build(files, "text", bibtex_reference_style=style)
    assert built.warnings == []
    assert _paragraphs(built.text("text.txt")) == _lines(expected)


class OfASite(AuthorYearReferenceStyle):
    """A style that a site has made of the author-year style."""


@pytest.mark.parametrize(
    ("style", "letter"), [("label", ""), ("author_year", "b"), ("of-a-site", "b")]
)
def test_html_and_its_tooltips(build: Build, style: str, letter: str) -> None:
    group = "sphinxcontrib.bibtex.style.referencing"
    assert register_plugin(group, "of-a-site", OfASite, force=True)
    files = _project("pub pub:short cite:year", keys=["zeta"])
    built = build(files, bibtex_reference_style=style)
    assert built.warnings == []
    said = f"Zeta. Banghua Zhu, Jiantao Jiao, Bo Roe. Annals, 2023{letter}."
    (paragraph,) = built.html("papers.html").cssselect("#zeta .pub-reference")
    assert paragraph.text_content().removesuffix("¶").strip() == said
    links = built.html("text.html").cssselect("section > p a")
    assert [link.text_content() for link in links] == ["Zeta", "Zhu et al., 2023b", "2023b"]
    assert [link.get("title") for link in links] == [said] * 3


@pytest.mark.parametrize(("style", "letters"), [("label", ["", ""]), ("author_year", ["b", "a"])])
def test_latex(build: Build, style: str, letters: list[str]) -> None:
    files = _project("pub:short cite:year", keys=["zeta"])
    built = build(files, "latex", bibtex_reference_style=style)
    assert built.warnings == []
    tex = built.text("test.tex")
    one, other = letters
    assert (
        r"\DUrole{pub-title}{Zeta.} \DUrole{pub-authors}{Banghua Zhu, Jiantao Jiao, Bo Roe.}"
        rf" \DUrole{{pub-imprint}}{{\sphinxstyleemphasis{{Annals}}, 2023{one}.}}"
    ) in tex
    assert rf"\DUrole{{pub-imprint}}{{\sphinxstyleemphasis{{Conf}}, 2023{other}.}}" in tex
    assert r"\DUrole{pub-ref-short}{Zhu et al., 2023b}" in tex
    assert r"\hyperlink{cite.papers:zeta}{2023b}" in tex


def test_what_knows_no_letters(build: Build) -> None:
    # Groups, the finder, the chart, what visitors copy, and the lists of sphinxcontrib-bibtex.
    page = (
        "# Papers\n\n```{publications}\n:group-by: year\n:finder: yes\n:chart:\n"
        ":details: cite\n:filter: year == '2023'\n```\n"
    )
    other = "# Text\n\n{cite:p}`zeta`\n\n```{bibliography}\n:style: unsrt\n```\n"
    files = {**_project(""), "papers.md": page, "text.md": other}
    built = build(files, bibtex_reference_style="author_year")
    assert built.warnings == []
    html = built.html("papers.html")
    assert [h.text_content().rstrip("¶") for h in html.cssselect("h2")] == ["2023 3"]
    items = html.cssselect("li.pub-item")
    assert [item.get("id") for item in items] == ["alpha", "only", "zeta"]
    assert {item.get("data-year") for item in items} == {"2023"}
    (copied,) = items[2].cssselect(".pub-bibtex")
    assert copied.text_content().splitlines() == [
        "@article{zeta,",
        "  author  = {Zhu, Banghua and Jiao, Jiantao and Roe, Bo},",
        "  title   = {Zeta},",
        "  journal = {Annals},",
        "  year    = {2023},",
        "}",
    ]
    # A citation lands on the bibliography of its own page, which has its own references.
    text = built.html("text.html").cssselect("section")[0].text_content()
    assert "[Zhu et al., 2023]" in text
    assert "2023a" not in text
    assert "2023b" not in text


def test_a_list_of_one_shows_the_letter_of_all(build: Build) -> None:
    files = {**_project("", keys=[]), "papers.md": "# Papers\n\n```{publications}\n\nzeta\n```\n"}
    built = build(files, "text", bibtex_reference_style="author_year")
    assert _paragraphs(built.text("papers.txt")) == _lines(LETTERED_LIST)[:1]


# -- incremental builds ----------------------------------------------------------------

SITE: Mapping[str, str] = {
    "index.md": "# Home\n\n```{toctree}\nlist\none\nshort\nyear\ntitle\ncite\nother\n```\n",
    "list.md": LIST.format("continuous"),
    "one.md": "# One\n\n```{publications}\n:no-index:\n\nbeta\n```\n",
    # Pages without a list.
    "short.md": "# Short\n\n{pub:short}`beta`\n",
    "year.md": "# Year\n\n{cite:year}`beta`\n",
    "title.md": "# Title\n\n{pub}`beta`\n",
    "cite.md": "# Cite\n\n{cite:t}`beta`\n",
    "other.md": "# Other\n\n{pub:short}`other` {cite:t}`other`\n",
    "pubs.bib": (
        "@misc{beta, author={Zhu, B.}, title={Beta}, year=2023}\n"
        "@misc{other, author={Zhu, B.}, title={Other}, year=2022}\n"
    ),
}
TWIN = "@misc{{twin, author={{Zhu, B.}}, title={{{}}}, year=2023{}}}\n"


def _edited(project: Project, bib: str, style: str, jobs: int) -> tuple[Built, Built]:
    """Build with another ``.bib`` file, and the same sources afresh; both are the same."""
    project.write({"pubs.bib": bib})
    config = {"bibtex_reference_style": style}
    again = project.build(jobs=jobs, config=config)
    fresh = project.build(out="fresh", fresh=True, config=config)
    assert_same(again, fresh, comparable)
    return again, fresh


def _cited(built: Built) -> list[str]:
    """Return the letter of "beta" on the pages that show its year: two cite it, one lists it."""
    places = {"short": "p a", "year": "p a", "one": ".pub-imprint"}
    texts = [built.html(f"{page}.html").cssselect(css)[0] for page, css in places.items()]
    return [text.text_content().rpartition("2023")[2].strip(".") for text in texts]


#: Style → the pages that show the letter of "beta", by themselves or in a tooltip.
SHOWING = {
    "label": ["short", "year"],
    "author_year": ["cite", "one", "short", "title", "year"],
}


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("style", ["label", "author_year"])
def test_pages_follow_a_letter_that_comes_changes_and_goes(
    project: Project, style: str, jobs: int
) -> None:
    project.write(SITE)
    project.build(jobs=jobs, config={"bibtex_reference_style": style})
    bib = SITE["pubs.bib"]
    shown = "b" if style == "author_year" else ""
    # A twin behind it: the letter comes.
    again, _ = _edited(project, bib + TWIN.format("Gamma", ""), style, jobs)
    assert _cited(again) == ["a", "a", shown and "a"]
    assert again.written == sorted({*SHOWING[style], "index", "list"})
    assert again.read == ["list", *(["one"] if shown else [])]
    # The twin has a title that comes before: the letter is another.
    again, _ = _edited(project, bib + TWIN.format("Alpha", ""), style, jobs)
    assert _cited(again) == ["b", "b", shown]
    assert again.written == sorted({*SHOWING[style], "index", "list"})
    # Another title, and the letters are the same.
    again, _ = _edited(project, bib + TWIN.format("An Alpha", ""), style, jobs)
    assert again.written == ["index", "list"]
    # The twin is on no list any more: the letter goes.
    again, _ = _edited(project, bib + TWIN.format("An Alpha", ", options={skipbib}"), style, jobs)
    assert _cited(again) == ["", "", ""]
    assert again.written == sorted({*SHOWING[style], "index", "list"})
    # It comes back, and is deleted.
    again, _ = _edited(project, bib + TWIN.format("An Alpha", ""), style, jobs)
    assert _cited(again) == ["b", "b", shown]
    again, _ = _edited(project, bib, style, jobs)
    assert _cited(again) == ["", "", ""]
    assert again.written == sorted({*SHOWING[style], "index", "list"})
    assert project.build(config={"bibtex_reference_style": style}).written == []


def test_parallel_equals_serial(project: Project) -> None:
    pages = {f"p{n}.md": f"---\norphan: true\n---\n# P{n}\n\n{SITE['short.md']}" for n in range(9)}
    project.write({**SITE, **pages, "pubs.bib": SITE["pubs.bib"] + TWIN.format("Alpha", "")})
    config = {"bibtex_reference_style": "author_year"}
    serial = project.build(out="serial", config=config)
    parallel = project.build(out="parallel", jobs=2, config=config)
    assert (serial.warnings, parallel.warnings) == ([], [])
    assert_same(serial, parallel, comparable)
    assert _cited(parallel) == ["b", "b", "b"]


def test_another_style_of_the_same_name(project: Project) -> None:
    # Sphinx knows the name of a site's own style, not what it is; lists and tooltips follow.
    project.write({**SITE, "pubs.bib": SITE["pubs.bib"] + TWIN.format("Alpha", "")})
    config = {"bibtex_reference_style": "changing"}
    group = "sphinxcontrib.bibtex.style.referencing"
    for style, letter in ((LabelReferenceStyle, ""), (OfASite, "b"), (LabelReferenceStyle, "")):
        assert register_plugin(group, "changing", style, force=True)
        again = project.build(config=config)
        fresh = project.build(out="fresh", fresh=True, config=config)
        assert _cited(again) == ["b", "b", letter]
        for page in ("list.html", "one.html", "title.html"):
            assert again.text(page) == fresh.text(page)
