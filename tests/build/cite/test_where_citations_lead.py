"""Where a citation leads if a list and a bibliography have its entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outputs import assert_same

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import Built, Project

    Build = Callable[..., Built]

BIB = "".join(
    f"@misc{{{key}, author = {{{name}}}, title = {{Of {name}}}, year = {year}, ids = {{{ids}}}}}\n"
    for key, name, year, ids in (
        ("doe2020", "Doe", 2020, "old"),
        ("roe2021", "Roe", 2021, ""),
        ("poe2022", "Poe", 2022, ""),
    )
)
LINKS = """\
# Text

- {cite:p}`doe2020`
- {cite:p}`old`
- {any}`doe2020`
- [](#doe2020)
- {any}`old`
- {pub:number}`doe2020`
- {cite:p}`poe2022`
"""
FILES = {
    "index.md": "# Home\n\n```{toctree}\ntext\nlist\nbooks\n```\n",
    "text.md": LINKS,
    "list.md": "# List\n\n```{publications}\n```\n",
    "books.md": "# Books\n\n```{bibliography}\n:filter: key % 'oe2020|oe2021'\n```\n",
    "pubs.bib": BIB,
}
LIST = "list.html#doe2020"
BOOKS = "books.html#id2"


def links(built: Built, page: str = "text") -> list[str]:
    """Return where each line of the list on a page leads."""
    return [
        str(item.cssselect("a")[0].get("href"))
        for item in built.html(f"{page}.html").cssselect("section li")
    ]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("bibliographies", [BOOKS] * 5),
        ("lists", [LIST] * 5),
    ],
)
def test_the_setting_chooses(build: Build, setting: str, expected: list[str]) -> None:
    built = build(FILES, publications_citations=setting)
    assert built.warnings == []
    assert links(built) == [*expected, LIST, "list.html#poe2022"]


def test_bibliographies_come_first_unless_one_says_so(build: Build) -> None:
    assert links(build(FILES))[0] == BOOKS


@pytest.mark.parametrize("setting", ["bibliographies", "lists"])
def test_the_bibliography_of_the_page_comes_before_all(build: Build, setting: str) -> None:
    text = f"{LINKS}\n```{{bibliography}}\n:filter: key == 'doe2020'\n```\n"
    built = build({**FILES, "text.md": text}, publications_citations=setting)
    assert "duplicate citation" in "".join(built.warnings)
    (entry,) = built.html("text.html").cssselect("div.citation")
    own = f"#{entry.get('id')}"
    assert links(built) == [*[own] * 5, LIST, "list.html#poe2022"]


def test_a_wrong_setting_is_reported(build: Build) -> None:
    built = build(FILES, publications_citations="list")
    assert built.warnings == [
        "WARNING: conf.py: publications_citations is one of bibliographies, lists, pages; its"
        " default is used [publications.config]"
    ]
    assert links(built)[0] == BOOKS


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        # Upstream's order, that of labels, where all are in a bibliography.
        ("roe2021,doe2020", "[Doe20, Roe21]"),
        ("doe2020,roe2021,old", "[Doe20, Roe21]"),
        # As they are named, where one is on a list.
        ("roe2021,poe2022,doe2020", "[Roe21, 1, Doe20]"),
        ("poe2022,doe2020", "[1, Doe20]"),
    ],
)
def test_the_order_of_several(build: Build, target: str, shown: str) -> None:
    works = "# List\n\n```{publications}\n:numbering: continuous\n```\n"
    built = build({**FILES, "text.md": f"# T\n\n{{cite:p}}`{target}`\n", "list.md": works})
    assert built.html("text.html").cssselect("section p")[0].text_content() == shown


def test_another_order_in_the_bibliography_is_followed(project: Project) -> None:
    """With the same labels: its style takes the order in which entries are cited first."""
    project.config["bibtex_default_style"] = "unsrtalpha"
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\na\ntext\nz\n```\n",
            "a.md": "# A\n\n{cite:p}`doe2020` {cite:p}`roe2021`\n",
            "text.md": "# Text\n\n{cite:p}`doe2020,roe2021`\n",
            "z.md": "# Z\n\n```{bibliography}\n```\n",
            "pubs.bib": BIB,
        }
    )
    first = project.build()
    assert first.html("text.html").cssselect("section p")[0].text_content() == "[Doe20, Roe21]"
    project.edit("a.md", "# A\n\n{cite:p}`roe2021` {cite:p}`doe2020`\n")
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert again.html("text.html").cssselect("section p")[0].text_content() == "[Roe21, Doe20]"


def test_a_list_that_comes_takes_no_citation_from_a_bibliography(project: Project) -> None:
    project.write({**FILES, "list.md": "# List\n"})
    before = project.build()
    project.edit("list.md", FILES["list.md"])
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert links(before)[:5] == links(again)[:5] == [BOOKS] * 5
    assert before.warnings != []  # the others led nowhere
    assert links(again)[5:] == [LIST, "list.html#poe2022"]


def test_a_key_that_leaves_the_bibliography_leads_to_the_list(project: Project) -> None:
    project.write(FILES)
    project.build()
    project.edit("books.md", "# Books\n\n```{bibliography}\n:filter: key % 'oe2021'\n```\n")
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert links(again)[:5] == [LIST] * 5


@pytest.mark.parametrize("style", ["label", "author_year", "super"])
@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        ("Doe, Jane and others", "Doe et al."),
        ("Doe, Jane and Roe, Bo and others", "Doe et al."),
        ("Doe, Jane and Roe, Bo", "Doe and Roe"),
    ],
)
def test_and_others_is_et_al(build: Build, style: str, authors: str, shown: str) -> None:
    source = f"@misc{{a, title={{T}}, author={{{authors}}}, year=2020}}"
    page = "# P\n\n{cite:t}`a`\n\n```{publications}\n:group-by: none\n```\n"
    built = build({"index.md": page, "pubs.bib": source}, bibtex_reference_style=style)
    assert built.warnings == []
    said = built.html().cssselect("section > p")[0].text_content()
    assert said.startswith(shown)
    assert "others" not in said
