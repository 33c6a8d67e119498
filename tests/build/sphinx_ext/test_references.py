"""Cite keys link from running text, from sphinxcontrib-bibtex's roles, and from other sites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from support import ROOT, Project

if TYPE_CHECKING:
    from support import Built

    Build = Callable[..., Built]

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
LIST = "# Papers\n\n```{publications}\n:numbering: prefixed\n:filter: type != 'proceedings'\n```\n"
INDEX = "# Home\n\n```{toctree}\npapers\ntext\n```\n"


def _project(text: str, **files: str) -> dict[str, str]:
    return {
        "index.md": INDEX,
        "papers.md": LIST,
        "text.md": f"# Text\n\n{text}\n",
        "pubs.bib": BIB,
        **files,
    }


def _links(built: Built, page: str = "text.html") -> list[tuple[str, str]]:
    """Return text and address of the links in the text of a page."""
    body = built.html(page).cssselect("section > p a.internal, section > p a.external")
    return [(link.text_content(), link.get("href")) for link in body]


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("{pub}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("{pub:title}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("{pub:number}`zhu2022robust`", "[J1]"),
        ("{pub:short}`zhu2022robust`", "Zhu et al., 2022"),
        ("{pub:authors}`zhu2022robust`", "Zhu et al."),
        ("{pub:year}`zhu2022robust`", "2022"),
        (
            "{pub:full}`zhu2022robust`",
            "“Robust LLMs & K-wise Comparisons” (Zhu et al., 2022)",
        ),
        ("{pub}`my words <zhu2022robust>`", "my words"),
        ("{any}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("[my words](#zhu2022robust)", "my words"),
        ("[](#zhu2022robust)", "Robust LLMs & K-wise Comparisons"),
        ("<project:#zhu2022robust>", "Robust LLMs & K-wise Comparisons"),
        ("{cite}`zhu2022robust`", "J1"),
        ("{cite:p}`zhu2022robust`", "J1"),
        ("{cite:ps}`zhu2022robust`", "J1"),
        ("{cite:t}`zhu2022robust`", "J1"),
        ("{cite:ts}`zhu2022robust`", "J1"),
        ("{cite:ct}`zhu2022robust`", "J1"),
        ("{cite:cts}`zhu2022robust`", "J1"),
        ("{cite:alp}`zhu2022robust`", "J1"),
        ("{cite:alps}`zhu2022robust`", "J1"),
        ("{cite:label}`zhu2022robust`", "J1"),
        ("{cite:labelpar}`zhu2022robust`", "J1"),
        ("{cite:year}`zhu2022robust`", "2022"),
        ("{cite:yearpar}`zhu2022robust`", "2022"),
        ("{cite:author}`doe2023fast`", "Doe and Zhu"),
        ("{cite:authors}`doe2023fast`", "Doe and Zhu"),
        ("{cite:authorpar}`doe2023fast`", "Doe and Zhu"),
        ("{cite:authorpars}`doe2023fast`", "Doe and Zhu"),
        ("{cite:cauthor}`doe2023fast`", "Doe and Zhu"),
        ("{cite:cauthors}`doe2023fast`", "Doe and Zhu"),
    ],
)
def test_link_lands_on_the_entry(build: Build, role: str, text: str) -> None:
    built = build(_project(role), html_math_renderer="mathml")
    key = "doe2023fast" if "doe2023fast" in role else "zhu2022robust"
    assert built.warnings == []
    assert _links(built) == [(text, f"papers.html#{key}")]
    assert len(built.html("papers.html").cssselect(f"li#{key}")) == 1


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("{cite:t}`zhu2022robust,doe2023fast`", "Zhu et al. [J1], Doe and Zhu [C1]"),
        ("{cite:ts}`zhu2022robust`", "Zhu, Müller et al. [J1]"),
        ("{cite:p}`{see}zhu2022robust{p. 3},doe2023fast`", "[see J1, p. 3, C1]"),
        ("{cite:empty}`zhu2022robust`", ""),
    ],
)
def test_citation_text(build: Build, role: str, text: str) -> None:
    built = build(_project(role))
    assert built.warnings == []
    assert built.html("text.html").cssselect("section > p")[0].text_content() == text


def _tooltips(built: Built) -> list[str | None]:
    links = built.html("text.html").cssselect("section > p a.internal")
    return [link.get("title") for link in links]


TOLD = (
    "Robust LLMs & K-wise Comparisons. Banghua Zhu, Jörg Müller et al. IEEE Transactions on"
    " Information Theory, 68(12), pp. 8156–8196, 2022."
)
DRAFTED = (
    "A Draft: What Comes Next? Banghua Zhu. In submission, 2024. Preliminary version at a workshop."
)


def test_the_tooltip_of_a_link_is_the_whole_reference(build: Build) -> None:
    text = "{pub}`zhu2022robust` {pub:number}`zhu2024draft` [text](#zhu2022robust)"
    built = build(_project(f"{text} {{cite}}`zhu2022robust`"))
    tips = [tip and tip.replace("\N{NO-BREAK SPACE}", " ") for tip in _tooltips(built)]
    assert tips == [TOLD, DRAFTED, TOLD, TOLD]


def test_tooltips_can_be_switched_off(build: Build) -> None:
    text = "{pub}`zhu2022robust` {cite}`zhu2022robust`"
    built = build(_project(text), bibtex_tooltips=False)
    assert _tooltips(built) == [None, None]


def test_author_year_style_is_obeyed(build: Build) -> None:
    built = build(_project("{cite:p}`doe2023fast`"), bibtex_reference_style="author_year")
    assert built.warnings == []
    assert _links(built) == [("Doe and Zhu, 2023", "papers.html#doe2023fast")]


@pytest.mark.parametrize("role", ["pub", "pub:number", "cite", "cite:t"])
def test_an_exclamation_mark_asks_for_no_link(build: Build, role: str) -> None:
    built = build(_project(f"{{{role}}}`!zhu2022robust`"))
    assert built.warnings == []
    assert _links(built) == []
    assert built.html("text.html").cssselect("section > p")[0].text_content() == "zhu2022robust"


def test_a_role_in_the_title_of_a_page(build: Build) -> None:
    files = _project("Nothing.")
    files["text.md"] = "# On {pub}`doe2023fast`\n"
    assert "On Fast Lists" in build(files).html("text.html").cssselect("title")[0].text


def test_an_entry_without_authors_is_cited_by_its_title(build: Build) -> None:
    bib = BIB + "@misc{on, title = {Long {\\textbf{bold \\href{https://x.y/}{link}}}}}\n"
    built = build(_project("{cite:author}`on`") | {"pubs.bib": bib})
    assert built.warnings == []
    assert _links(built) == [("Long bold link", "papers.html#on")]


FULL = "```{publications}\n:numbering: prefixed\n:filter: basetype != 'proceedings'\n```\n"
PICKED = "```{publications}\n\nzhu2022robust\n```\n"


@pytest.mark.parametrize(
    "lists",
    [
        (PICKED, FULL),
        (FULL, PICKED),
        (FULL.replace("prefixed", "none\n:no-index:"), FULL),
        (FULL, FULL.replace("prefixed", "none\n:no-index:")),
        (FULL.replace("prefixed", "none\n:limit: 3"), FULL),
        (FULL.replace("prefixed", "none").replace("!= 'proceedings'", "== 'article'"), FULL),
    ],
    ids=["picked", "picked-last", "no-index", "no-index-last", "limited", "shorter"],
)
def test_of_several_lists_on_a_page_one_has_the_id_and_the_number(
    build: Build, lists: tuple[str, str]
) -> None:
    files = _project("{pub:number}`zhu2022robust` {cite}`zhu2022robust`")
    files["papers.md"] = "# Papers\n\n## One\n\n{}\n## Two\n\n{}".format(*lists)
    built = build(files)
    assert built.warnings == []
    page = built.html("papers.html")
    assert len(page.cssselect("#zhu2022robust")) == 1
    number = page.cssselect("#zhu2022robust .pub-number")[0].text_content()
    assert number == "[J1] "
    assert _links(built) == [
        ("[J1]", "papers.html#zhu2022robust"),
        ("J1", "papers.html#zhu2022robust"),
    ]


def test_several_lists_show_an_entry_and_one_owns_its_address(build: Build) -> None:
    home = "\n```{publications}\nzhu2022robust\n```\n"
    built = build(
        _project(
            "{pub}`zhu2022robust` {cite}`zhu2022robust`",
            **{"index.md": INDEX + home, "aaa.md": f"---\norphan: true\n---\n# A\n\n{FULL}"},
        )
    )
    assert built.warnings == []
    # Of two lists of one length the page that comes first by name has the address.
    assert {href for _, href in _links(built)} == {"aaa.html#zhu2022robust"}
    assert len(built.html("index.html").cssselect("li#zhu2022robust")) == 1


def test_a_short_list_owns_no_address_that_a_longer_one_has(build: Build) -> None:
    files = _project("{pub:number}`zhu2022robust`")
    files["aaa.md"] = (
        "---\norphan: true\n---\n# A\n\n```{publications}\n:filter: type == 'article'\n```\n"
    )
    assert _links(build(files)) == [("[J1]", "papers.html#zhu2022robust")]


def test_keys_are_found_in_any_case(build: Build) -> None:
    built = build(_project("{pub}`Doe2023Fast`"))
    assert built.warnings == []
    assert _links(built) == [("Fast Lists", "papers.html#doe2023fast")]


@pytest.mark.parametrize(
    ("role", "warning"),
    [
        (
            "{pub}`zhu2022robst`",
            "text.md:3: WARNING: zhu2022robst: is in no .bib file; did you mean"
            " “zhu2022robust”? [publications.key]",
        ),
        (
            "{cite}`zhu2022robst`",
            "text.md:3: WARNING: zhu2022robst: is in no .bib file; did you mean"
            " “zhu2022robust”? [publications.key]",
        ),
        (
            "{pub}`icml2023`",
            "text.md:3: WARNING: icml2023: is in pubs.bib:32, but on no list: add a"
            " “publications” directive that shows it [publications.key]",
        ),
        (
            "{cite}`icml2023`",
            "text.md:3: WARNING: icml2023: is in pubs.bib:32, but on no list: add a"
            " “publications” directive that shows it [publications.key]",
        ),
        (
            "{cite:p}`a{b}{c}`",
            "text.md:3: WARNING: “a{b}{c}” is no citation: keys, with commas between them"
            " [publications.key]",
        ),
        (
            f"{{cite}}`{','.join(['zhu2022robust'] * 2000)}`",
            "text.md:3: WARNING: “zhu2022robust,zhu2022robust,zhu2022robust,zhu2022robust,zhu2…”"
            " has more keys than one citation can [publications.key]",
        ),
    ],
)
def test_unknown_key_is_reported_and_the_page_stands(build: Build, role: str, warning: str) -> None:
    built = build(_project(f"Before {role} after."))
    assert built.warnings == [warning]
    text = built.html("text.html").cssselect("section > p")[0].text_content()
    assert text.startswith("Before ")
    assert text.endswith(" after.")


def test_bibliography_and_footnotes_for_other_works(build: Build) -> None:
    others = "@book{knuth1984,\n author={Knuth, Donald},\n title={The {TeX}book}, year=1984,\n"
    others += " publisher={AW}}\n"
    text = (
        "{cite:t}`knuth1984` and {footcite}`knuth1984` and {cite}`zhu2022robust`\n\n"
        "```{bibliography} others.bib\n```\n\n```{footbibliography}\n```\n"
    )
    files = _project(text, **{"others.bib": others})
    files["papers.md"] = LIST.replace(":filter", ":file: pubs.bib\n:filter")
    built = build(files, bibtex_bibfiles=["pubs.bib", "others.bib"])
    assert built.warnings == []
    page = built.html("text.html")
    assert len(page.cssselect("div.citation")) == 1
    assert len(page.cssselect("aside.footnote")) == 1
    hrefs = [href for _, href in _links(built)]
    assert hrefs[0].startswith("#id")
    assert hrefs[-1] == "papers.html#zhu2022robust"


def test_a_bibliography_on_the_page_comes_first(build: Build) -> None:
    text = "{cite}`zhu2022robust`\n\n```{bibliography}\n```\n"
    assert _links(build(_project(text)))[0][1].startswith("#id")


def test_inventory(build: Build) -> None:
    built = build(_project("Nothing."))
    data = (built.outdir / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="https://zhu.example/")
    assert {
        key: (item.uri, item.display_name)
        for key, item in inventory.data["pub:publication"].items()
    } == {
        "zhu2022robust": (
            "https://zhu.example/papers.html#zhu2022robust",
            "Robust LLMs & K-wise Comparisons",
        ),
        "doe2023fast": ("https://zhu.example/papers.html#doe2023fast", "Fast Lists"),
        "zhu2024draft": (
            "https://zhu.example/papers.html#zhu2024draft",
            "A Draft: What Comes Next?",
        ),
    }


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{external+zhu:pub}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("{external+zhu:pub:title}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("{external+zhu:pub}`that paper <zhu2022robust>`", "that paper"),
        ("{external:pub}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("{pub}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("{pub}`zhu:zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
        ("[that paper](inv:zhu:pub:publication#zhu2022robust)", "that paper"),
        ("{any}`zhu2022robust`", "Robust LLMs & K-wise Comparisons"),
    ],
)
def test_another_site_links_through_the_inventory(tmp_path: Path, source: str, text: str) -> None:
    ours, theirs = Project(tmp_path / "ours"), Project(tmp_path / "theirs")
    ours.write(_project("Nothing."))
    inventory = ours.build().outdir / "objects.inv"
    theirs.write({"index.md": f"# Theirs\n\n{source}\n"})
    built = theirs.build(
        config={
            "extensions": ["myst_parser", "sphinx_publications", "sphinx.ext.intersphinx"],
            "intersphinx_mapping": {"zhu": ("https://zhu.example/", str(inventory))},
            "bibtex_bibfiles": [],
        }
    )
    assert built.warnings == []
    assert _links(built, "index.html") == [(text, "https://zhu.example/papers.html#zhu2022robust")]


def test_a_manual_of_some_pages_links_within_itself(project: Project) -> None:
    files = _project("{pub}`zhu2022robust`\n\n```{publications}\n:no-index:\n```\n")
    project.write(files)
    built = project.build(
        "latex", config={"latex_documents": [("text", "t.tex", "T", "A", "howto")]}
    )
    assert built.warnings == []
    assert r"\hyperref[\detokenize{text:zhu2022robust}]" in built.text("t.tex")
