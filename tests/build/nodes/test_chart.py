"""The chart of a list in every builder: a picture or a table, and always up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from support import Built, Project

    Build = Callable[..., Built]

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
PAGE = "# Papers\n\n```{publications}\n:chart:\n:group-by: none\n```\n"
CONFIG: dict[str, object] = {
    "version": "1",
    "copyright": "x",
    "epub_show_urls": "no",
    "man_pages": [("index", "papers", "Papers", [], 7)],
}
BUILDERS = [
    "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml",
    "gettext",
]  # fmt: skip
#: Where each builder writes the page; the chart is no text to be translated.
FILES = {
    "html": "index.html",
    "dirhtml": "index.html",
    "singlehtml": "index.html",
    "epub": "index.xhtml",
    "latex": "test.tex",
    "text": "index.txt",
    "man": "papers.7",
    "texinfo": "test.texi",
    "xml": "index.xml",
    "pseudoxml": "index.pseudoxml",
}


def _figures(built: Built) -> list[HtmlElement]:
    return list(built.html().cssselect("figure.pub-chart"))


def _bars(built: Built) -> list[str]:
    return [node.text_content() for node in built.html().cssselect(".pub-chart-bar > title")]


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_is_quiet_and_has_the_numbers(build: Build, builder: str) -> None:
    built = build({"index.md": PAGE, "pubs.bib": BIB}, builder, **CONFIG)
    assert built.warnings == []
    if builder in FILES:
        source = built.text(FILES[builder])
        assert "Publications per year and kind" in source
        assert ("<svg" in source) == ("html" in builder)


def test_text(build: Build) -> None:
    built = build({"index.md": PAGE, "pubs.bib": BIB}, "text")
    assert (
        built.text("index.txt").partition("^*")[0]
        == """\
Papers
******

Publications per year and kind:

+---------+----------+------------+---------+-------------+---------+
| Year    | Journal  | Conference | Books   | Preprints   | Total   |
|         | articles | papers     |         | and         |         |
|         |          |            |         | manuscripts |         |
|=========|==========|============|=========|=============|=========|
| 2022    | 1        | 0          | 0       | 0           | 1       |
+---------+----------+------------+---------+-------------+---------+
| 2023    | 0        | 1          | 1       | 0           | 2       |
+---------+----------+------------+---------+-------------+---------+
| 2024    | 0        | 0          | 0       | 1           | 1       |
+---------+----------+------------+---------+-------------+---------+
| Total   | 1        | 1          | 1       | 1           | 4       |
+---------+----------+------------+---------+-------------+---------+

"""
    )


def test_a_manual_page_keeps_its_name(build: Build) -> None:
    built = build({"index.md": PAGE, "pubs.bib": BIB}, "man", **CONFIG)
    assert ".SH NAME\npapers \\- Papers\n" in built.text("papers.7")


def test_no_chart_unless_asked_for_or_without_years(build: Build) -> None:
    page = (
        "# Papers\n\n```{publications}\n```\n\n"
        "```{publications}\n:chart: no\n```\n\n"
        "```{publications}\n:chart:\n:filter: year == ''\n```\n\n"
        "```{publications}\n:chart:\n:filter: year == '1066'\n```\n"
    )
    built = build({"index.md": page, "pubs.bib": BIB + "@misc{undated, title = {Undated}}\n"})
    assert built.warnings == []
    assert len(built.html().cssselect(".pub-list")) == 11
    assert _figures(built) == []


def test_bad_value_is_reported(build: Build) -> None:
    built = build({"index.md": PAGE.replace(":chart:", ":chart: pie"), "pubs.bib": BIB})
    assert built.warnings == [
        "index.md:3: WARNING: :chart: is “pie”, but is yes or no; it is ignored"
        " [publications.option]"
    ]
    assert _figures(built) == []


def test_several_charts_have_ids_of_their_own_even_in_one_file(build: Build) -> None:
    lists = "```{publications}\n:chart:\n:no-index:\n:class: special\n:group-by: none\n```\n\n" * 2
    files = {
        "index.md": f"# Papers\n\n{lists}\n```{{toctree}}\nmore/papers\n```\n",
        "more/papers.md": f"# More\n\n{lists}",
        "pubs.bib": BIB,
    }
    built = build(files, "singlehtml")
    assert built.warnings == []
    figures = _figures(built)
    assert [figure.get("id") for figure in figures] == [
        "pub-chart-index-0",
        "pub-chart-index-1",
        "pub-chart-more-papers-0",
        "pub-chart-more-papers-1",
    ]
    assert {figure.get("class") for figure in figures} == {"pub-chart special"}
    ids = [node.get("id") for figure in figures for node in figure.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    for figure in figures:
        assert figure.cssselect(f"[aria-labelledby={figure.get('id')}-title]")


@pytest.mark.parametrize(
    ("before", "after"),
    [("2022", "2021"), ("@article", "@book")],
    ids=["year", "kind"],
)
def test_an_edit_of_an_entry_redraws_the_chart(project: Project, before: str, after: str) -> None:
    other = "# Other\n\n```{publications}\n:chart:\n:filter: key == 'doe2023fast'\n```\n"
    home = "# Home\n\n```{toctree}\nlist\nother\n```\n"
    project.write({"index.md": home, "list.md": PAGE, "other.md": other, "pubs.bib": BIB})
    project.build()
    project.edit("pubs.bib", BIB.replace(before, after))
    again, fresh = project.build(), project.build(out="fresh", fresh=True)
    assert (again.read, again.written) == (["list"], ["index", "list"])
    assert again.text("list.html") == fresh.text("list.html")
    assert ("2021: 1 publication" in again.text("list.html")) == (after == "2021")


def test_what_only_the_chart_shows_redraws_it(project: Project) -> None:
    groups = {"ml": {"title": "Machine learning", "filter": 'keywords % "ml"'}}
    project.config["publications_groups"] = groups
    project.write({"index.md": PAGE, "pubs.bib": BIB})
    assert "2022: 1 publication (Other publications: 1)" in _bars(project.build())
    keywords = BIB.replace("@article{zhu2022robust,", "@article{zhu2022robust, keywords = {ml},")
    project.edit("pubs.bib", keywords)
    again, fresh = project.build(), project.build(out="fresh", fresh=True)
    assert "2022: 1 publication (Machine learning: 1)" in _bars(again)
    assert again.text("index.html") == fresh.text("index.html")


def test_a_title_of_a_group_that_is_no_heading_redraws_the_chart(project: Project) -> None:
    project.write({"index.md": PAGE, "pubs.bib": BIB})
    groups = {"all": {"title": "All", "filter": "True"}}
    assert "2022: 1 publication (All: 1)" in _bars(
        project.build(config={"publications_groups": groups})
    )
    groups = {"all": {"title": "Everything", "filter": "True"}}
    built = project.build(config={"publications_groups": groups})
    assert "2022: 1 publication (Everything: 1)" in _bars(built)


def test_titles_of_groups_are_text(build: Build) -> None:
    title = "<script>alert(1)</script> & \"x\" 'y'"
    groups = {"all": {"title": title, "filter": "True"}}
    files = {"index.md": PAGE, "pubs.bib": BIB}
    built = build(files, publications_groups=groups)
    assert f"2022: 1 publication ({title}: 1)" in _bars(built)
    assert built.html().cssselect("figure script") == []
