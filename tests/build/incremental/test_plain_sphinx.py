"""Where a second build of plain Sphinx, without our extension, differs from a fresh one.

The tests of incremental builds leave these places out of their comparison (``outputs.py``).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from outputs import comparable

if TYPE_CHECKING:
    from support import Project

FILES = {
    "index.md": "# Home\n\n```{toctree}\none\ntwo\n```\n",
    "one.md": "# One\n\nWords of the first page.\n",
    "two.md": "# Two\n\nWords of the second page.\n",
}


@pytest.fixture
def plain(project: Project) -> Project:
    """Return a project without our extension that was built once."""
    project.config["extensions"] = ["myst_parser"]
    del project.config["bibtex_bibfiles"]
    project.write(FILES)
    project.build()
    return project


def test_titles_in_the_navigation_of_pages_that_are_not_written_are_left(plain: Project) -> None:
    plain.write({"two.md": "# Second\n\nWords of the second page.\n"})
    again, fresh = plain.build(), plain.build(out="fresh")
    assert "one" not in again.written
    assert 'title="Two"' in again.text("one.html")
    assert 'title="Second"' in fresh.text("one.html")
    assert comparable(again.outdir / "one.html") == comparable(fresh.outdir / "one.html")


def test_what_was_made_of_pages_that_are_no_more_is_left(plain: Project) -> None:
    (plain.source / "two.md").unlink()
    plain.write({"index.md": "# Home\n\n```{toctree}\none\n```\n"})
    again, fresh = plain.build(), plain.build(out="fresh")
    assert (again.outdir / "two.html").exists()
    assert not (fresh.outdir / "two.html").exists()


def test_a_changed_configuration_leaves_a_backup(plain: Project) -> None:
    again = plain.build(config={"html_title": "Changed"})
    fresh = plain.build(out="fresh", config={"html_title": "Changed"})
    assert (again.outdir / ".buildinfo.bak").exists()
    assert not (fresh.outdir / ".buildinfo.bak").exists()


def test_words_that_no_page_has_any_more_stay_in_the_search_index(plain: Project) -> None:
    plain.write({"two.md": "# Two\n\nWords of the other page.\n"})
    again, fresh = plain.build(), plain.build(out="fresh")
    assert _terms(again.text("searchindex.js"))["second"] == []
    assert "second" not in _terms(fresh.text("searchindex.js"))
    index = "searchindex.js"
    assert comparable(again.outdir / index) == comparable(fresh.outdir / index)


def test_a_page_whose_toctree_names_a_page_that_is_written_is_written(plain: Project) -> None:
    plain.write({"two.md": "# Two\n\nOther words.\n"})
    assert plain.build().written == ["index", "two"]


def _terms(index: str) -> dict[str, object]:
    return json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["terms"]
