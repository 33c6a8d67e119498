"""Pages are edited: their lists, their citations, and what other pages show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linked_site import BIB, FILES, NEW
from outputs import assert_same

if TYPE_CHECKING:
    from support import Project


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("list.md", FILES["list.md"] + ":numbering: none\n", ["list"]),
        (
            "list.md",
            FILES["list.md"].replace("none", "none\n:numbering: reversed"),
            ["cite", "list"],
        ),
        ("plain.md", FILES["plain.md"] + "\n```{publications}\ndoe2023fast\n```\n", ["plain"]),
    ],
    ids=["text", "reversed", "second-list"],
)
def test_an_edited_page_gives_the_site_of_a_fresh_build(
    project: Project, name: str, text: str, written: list[str]
) -> None:
    project.write(FILES)
    project.build()
    project.edit(name, text)
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    # Sphinx itself writes the pages again whose toctree names a page that is written.
    assert again.written == sorted({*written, "index"})


def test_moving_a_list_moves_its_addresses(project: Project) -> None:
    project.write(FILES)
    project.build()
    project.edit("list.md", "# List\n\nMoved.\n")
    project.edit("plain.md", FILES["plain.md"] + FILES["list.md"].removeprefix("# List"))
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert 'href="plain.html#doe2023fast"' in again.text("cite.html")
    assert again.text("any.html").count('href="plain.html#zhu2022robust"') == 2


TWO_BIBLIOGRAPHIES = {
    "index.md": "# Home\n\n```{toctree}\na\nb\nc\n```\n",
    "a.md": "# A\n\n```{bibliography}\n:all:\n```\n",
    "b.md": "# B\n\n```{bibliography}\n:all:\n```\n",
    "c.md": "# C\n\n{cite}`doe2023fast`\n",
    "pubs.bib": BIB,
}


def test_an_entry_of_two_bibliographies_has_the_address_of_a_fresh_build(
    project: Project,
) -> None:
    project.config["suppress_warnings"] = ["bibtex"]
    project.write(TWO_BIBLIOGRAPHIES)
    project.build()
    project.edit("a.md", TWO_BIBLIOGRAPHIES["a.md"].replace("# A", "# A\n\nMore."))
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    parallel = project.build(out="parallel", fresh=True, jobs=2)
    assert_same(parallel, fresh)


def test_a_bibliography_follows_citations_of_other_pages(project: Project) -> None:
    others = "@book{a,\n title={A}, author={A}, publisher={P}, year=2001}\n"
    others += "@book{b,\n title={B}, author={B}, publisher={P}, year=2002}\n"
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\none\ntwo\nthree\n```\n",
            "one.md": "# One\n\n{cite}`b`\n",
            "two.md": "# Two\n\nNothing yet.\n",
            "three.md": "# Three\n\n```{bibliography}\n:style: plain\n```\n",
            "pubs.bib": others,
        }
    )
    project.build()
    # "a" comes before "b", whose number changes on a page that nobody has touched.
    project.edit("two.md", "# Two\n\n{cite}`a`\n")
    again, fresh = project.rebuild()
    citation = again.html("one.html").cssselect(".bibtex-citation")[0]
    assert citation.text_content() == "[2]"
    assert citation.cssselect("a")[0].get("title") == "B. B. P, 2002."
    assert_same(again, fresh)
    project.edit("two.md", "# Two\n\nNothing again.\n")
    again, fresh = project.rebuild()
    assert_same(again, fresh)


def test_a_build_of_single_pages_leaves_the_others_to_be_written(project: Project) -> None:
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", NEW + BIB.replace("Robust", "Strong"))
    project.build(only=["plain.md"])
    again, fresh = project.rebuild()
    assert_same(again, fresh)
