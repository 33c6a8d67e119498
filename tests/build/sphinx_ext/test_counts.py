"""The number of publications in running text, in real builds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.util.inventory import InventoryFile

from outputs import assert_same, comparable
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from sphinx_publications.listing.selection import Count
    from sphinx_publications.model.library import Library
    from support import Built, Project

    Build = Callable[..., Built]

BIB = r"""
@article{one, author={Zhu, Banghua}, title={One 1}, journal={Annals}, year=2021}
@article{two, author={Zhu, Banghua}, title={Two}, journal={Annals}, year=2022}
@misc{three, author={Zhu, Banghua}, title={Three}, year=2023}
@article{hidden, author={Zhu, Banghua}, title={Hidden}, journal={Annals}, options={skipbib}}
"""
MARKDOWN = r"""# All {pub:count}`all`

The {pub:count}`all` publications, *{pub:count}`type == "article"`* of them in journals,
{pub:count}`year >= 2022 and not type == 'article'` “other”, {pub:count}`title % "\d"`.

:::{rubric} Rubric {pub:count}`all`
:::

## {pub:count}`type == "article"` papers

| a | b |
|---|---|
| {pub:count}`False` | {pub:count}`key in {"one"}` |
"""
REST = r"""
All :pub:count:`all`
====================

The :pub:count:`all` publications, |articles| of them in journals,
:pub:count:`year >= 2022 and not type == 'article'` “other”, :pub:count:`title % "\d"`.

.. |articles| replace:: :pub:count:`type == "article"`

.. rubric:: Rubric :pub:count:`all`

:pub:count:`type == "article"` papers
-------------------------------------

=======================  ================================
a                        b
=======================  ================================
:pub:count:`False`       :pub:count:`key in {"one"}`
=======================  ================================
"""
TEXT = {
    "md": """All 3
*****

The 3 publications, *2* of them in journals, 1 “other”, 1.

-[ Rubric 3 ]-


2 papers
========

+{line}+{line}+
| a{space} | b{space} |
|{double}|{double}|
| 0{space} | 1{space} |
+{line}+{line}+
""".format(line="-" * 52, double="=" * 52, space=" " * 49),
    "rst": """All 3
*****

The 3 publications, 2 of them in journals, 1 “other”, 1.

-[ Rubric 3 ]-


2 papers
========

+-------------------------+----------------------------------+
| a                       | b                                |
|=========================|==================================|
| 0                       | 1                                |
+-------------------------+----------------------------------+
""",
}


@pytest.mark.parametrize(("suffix", "source"), [("md", MARKDOWN), ("rst", REST)])
def test_a_count_is_a_number_wherever_it_stands(build: Build, suffix: str, source: str) -> None:
    files = {f"index.{suffix}": source, "pubs.bib": BIB}
    built = build(files, "text")
    assert built.warnings == []
    assert built.text("index.txt") == TEXT[suffix]


@pytest.mark.parametrize(
    ("builder", "name", "expected"),
    [
        ("html", "index.html", "<p>The 3 publications, <em>2</em> of them in journals,\n1 "),
        ("latex", "test.tex", r"The 3 publications, \sphinxstyleemphasis{2} of them in journals,"),
        ("man", "test.1", "The 3 publications, \\fI2\\fP of them in journals,"),
        ("epub", "index.xhtml", "<p>The 3 publications, <em>2</em> of them in journals,"),
        ("xml", "index.xml", "The 3 publications, "),
    ],
)
def test_every_builder_has_the_number(build: Build, builder: str, name: str, expected: str) -> None:
    config: dict[str, Any] = {"man_pages": [("index", "test", "", "", 1)]}
    config |= {"version": "1", "epub_basename": "x", "copyright": "2026, X"}
    built = build({"index.md": MARKDOWN, "pubs.bib": BIB}, builder, **config)
    assert built.warnings == []
    assert expected in built.text(name)


def test_a_count_is_no_reference(build: Build) -> None:
    built = build({"index.md": MARKDOWN, "pubs.bib": BIB})
    page = built.html()
    section = page.cssselect("section")[0]
    assert section.cssselect("a:not(.headerlink)") == []
    domain = domain_of(built.app.env)
    assert domain.references == {}
    assert list(domain.get_objects()) == []
    inventory = InventoryFile.loads((built.outdir / "objects.inv").read_bytes(), uri="")
    assert [name for name in inventory.data if name.startswith("pub:")] == []
    # Nor does the page need anything of a list.
    assert "publications" not in " ".join(link.get("href") for link in page.cssselect("link"))
    assert [script.get("src") for script in page.cssselect("script[src*=publications]")] == []


def test_a_wrong_filter_is_reported_where_it_stands(build: Build) -> None:
    markdown = """# Home

{pub:count}`all`

Two are wrong: {pub:count}`type = "article"`

and {pub:count}`authorx % "Zhu"`, {pub:count}`cited <b> & "c"`.
"""
    rest = 'R\n=\n\n.. note::\n\n   A :pub:count:`type = "<b>\\n"`\n'
    built = build({"index.md": markdown, "r.rst": f":orphan:\n\n{rest}", "pubs.bib": BIB})
    end = "; nothing is counted (“all” counts all publications) [publications.filter]"
    assert built.warnings == [
        'index.md:5: WARNING: “type = "article"” is no valid expression at column 6: to compare,'
        f" write “==”{end}",
        'index.md:7: WARNING: “authorx % "Zhu"” names “authorx”, which is no field of any entry;'
        " did you mean “author”? [publications.filter]",
        f'index.md:7: WARNING: “cited <b> & "c"” is no valid expression at column 11{end}',
        'r.rst:8: WARNING: “type = "<b>\\n"” is no valid expression at column 6: to compare, write'
        f" “==”{end}",
    ]
    # The text stays as it was written, quotation marks included.
    texts = [part.text_content() for part in built.html().cssselect("section > p")]
    assert texts == [
        "3",
        'Two are wrong: type = "article"',
        'and 0, cited <b> & "c".',
    ]
    assert built.html("r.html").cssselect(".note p")[1].text_content() == 'A type = "<b>\\n"'


# -- incremental builds ----------------------------------------------------------------

SITE = {
    "index.md": "# Home\n\n```{toctree}\nall\narticles\nheading\nother\nlist\nr\n```\n",
    "all.md": "# All\n\n{pub:count}`all` and {pub:count}`False`\n",
    "articles.md": "# Articles\n\n{pub:count}`type == 'article'`\n",
    "heading.md": "# {pub:count}`type == 'misc'` others\n\nWords.\n",
    "other.md": "# Other\n\nWords.\n",
    "list.md": "# List\n\n```{publications}\n:filter: year == '2021'\n```\n",
    "r.rst": "R\n=\n\n.. figure:: x.svg\n\n   On :pub:count:`author %% 'zhu'`\n".replace("%%", "%"),
    "x.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
    "pubs.bib": BIB,
}
ARTICLE = "@article{new, author={Doe, Jane}, title={New}, journal={Annals}, year=2020}\n"
#: An edit of the ``.bib`` file → the pages that are read, and those that are written beside.
EDITS = {
    "an article": (BIB + ARTICLE, ["all", "articles"], ["index"]),
    "an article of the owner": (
        BIB + ARTICLE.replace("Doe", "Zhu"),
        ["all", "articles", "r"],
        ["index"],
    ),
    "another type": (BIB.replace("@misc", "@book"), ["heading"], ["index"]),
    "another type for a number": (
        BIB.replace("@article{two", "@misc{two"),
        ["articles", "heading"],
        ["index"],
    ),
    "one goes, one comes": (
        BIB.replace("@article{two", "@article{deux"),
        [],
        [],
    ),
    "off the lists": (
        BIB.replace("title={Two}", "title={Two}, options={skipbib}"),
        ["all", "articles", "r"],
        ["index"],
    ),
    "a title that nothing shows": (BIB.replace("Two", "Deux"), [], []),
    "a title that a list shows": (BIB.replace("One", "Un"), ["list"], ["index"]),
    "an entry that is on no list": (
        BIB + ARTICLE.replace("year=2020", "year=2020, options={skipbib}"),
        [],
        [],
    ),
}


def _edited(project: Project, bib: str, jobs: int = 1) -> Built:
    """Build with another ``.bib`` file; the output is that of a fresh build."""
    project.write({"pubs.bib": bib})
    again, fresh = project.build(jobs=jobs), project.build(out="fresh", fresh=True)
    assert_same(again, fresh, comparable)
    assert domain_of(again.app.env).counts == domain_of(fresh.app.env).counts
    return again


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("bib", "read", "written"), EDITS.values(), ids=list(EDITS))
def test_pages_are_read_again_whose_numbers_change(
    project: Project, bib: str, read: list[str], written: list[str], jobs: int
) -> None:
    project.write(SITE)
    project.build(jobs=jobs)
    again = _edited(project, bib, jobs)
    assert again.read == read
    assert again.written == sorted({*read, *written})
    again = _edited(project, BIB, jobs)
    assert again.read == read
    again = project.build(jobs=jobs)
    assert (again.read, again.written) == ([], [])


def test_a_number_in_a_heading_stands_in_the_contents_of_other_pages(project: Project) -> None:
    project.write(SITE)
    project.build()
    again = _edited(project, BIB + "@misc{more, title={More}, year=2024}\n")
    assert again.text("heading.html").count("2 others") > 1
    assert "2 others" in again.html().cssselect(".toctree-wrapper")[0].text_content()


def test_a_field_that_comes_takes_the_warning_away(project: Project) -> None:
    project.write({**SITE, "other.md": "# Other\n\n{pub:count}`lab == 'x'`\n"})
    message = (
        "other.md:3: WARNING: “lab == 'x'” names “lab”, which is no field of any entry"
        "; did you mean “label”? [publications.filter]"
    )
    assert project.build().warnings == [message]
    # The number is the same, and what is said of it is not.
    again = _edited(project, BIB.replace("title={Two}", "title={Two}, lab={y}"))
    assert (again.read, again.warnings) == (["other"], [])
    again = _edited(project, BIB)
    assert (again.read, again.warnings) == (["other"], [message])


def test_a_page_without_a_count_any_more_is_forgotten(project: Project) -> None:
    project.write(SITE)
    counts = domain_of(project.build().app.env).counts
    assert counts == {
        "all": {"all": ("3",), "False": ("0",)},
        "articles": {"type == 'article'": ("2",)},
        "heading": {"type == 'misc'": ("1",)},
        "r": {"author % 'zhu'": ("3",)},
    }
    project.write({"articles.md": "# Articles\n\nNone.\n", "pubs.bib": BIB + ARTICLE})
    project.write({"index.md": SITE["index.md"].replace("all\n", "")})
    (project.source / "all.md").unlink()
    again = project.build()
    assert domain_of(again.app.env).counts == {name: counts[name] for name in ("heading", "r")}
    assert "articles" not in project.build().read


def test_parallel_equals_serial(project: Project) -> None:
    pages = {f"p{n}.md": f"---\norphan: true\n---\n# P{n}\n\n{SITE['all.md']}" for n in range(12)}
    project.write({**SITE, **pages})
    serial = project.build(out="serial")
    parallel = project.build(out="parallel", jobs=2)
    assert (serial.warnings, parallel.warnings) == ([], [])
    assert_same(serial, parallel, comparable)
    counts = [domain_of(built.app.env).counts for built in (serial, parallel)]
    assert counts[0] == counts[1]
    assert len(counts[0]) == 16


def test_a_filter_counts_once_a_build(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    count = lazy_printing.count

    def asking(expression: str, library: Library) -> Count:
        asked.append(expression)
        return count(expression, library)

    monkeypatch.setattr(lazy_printing, "count", asking)
    pages = {f"p{n}.md": f"---\norphan: true\n---\n{SITE['all.md']}" for n in range(4)}
    project.write({**SITE, **pages})
    project.build()
    assert sorted(asked) == [
        "False",
        "all",
        "author % 'zhu'",
        "type == 'article'",
        "type == 'misc'",
    ]
    asked.clear()
    project.write({"pubs.bib": BIB + ARTICLE})
    assert len(project.build().read) == 6
    assert len(asked) == 5
