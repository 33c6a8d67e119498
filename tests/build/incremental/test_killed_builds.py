"""A build is killed half-way: the next one does what it owed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linked_site import BIB, FILES, NEW
from outputs import assert_same

if TYPE_CHECKING:
    from support import Project


@pytest.mark.parametrize("event", ["source-read", "doctree-read", "env-updated"])
@pytest.mark.parametrize("change", [("Robust", "Strong"), ("@", "@misc{new, title={New}}\n@")])
def test_what_a_killed_build_owed_is_done_by_the_next(
    project: Project, event: str, change: tuple[str, str]
) -> None:
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", BIB.replace(*change, 1))
    assert project.kill(event) == 9
    again, fresh = project.rebuild()
    assert_same(again, fresh)


@pytest.mark.parametrize("count", range(1, 5))
def test_pages_that_a_killed_build_has_not_written_are_written(
    project: Project, count: int
) -> None:
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", NEW + BIB.replace("Robust", "Strong"))
    assert project.kill("doctree-resolved", count) == 9
    again, fresh = project.rebuild()
    assert_same(again, fresh)


def test_an_edit_taken_back_after_a_killed_build(project: Project) -> None:
    # Its doctree is on the disk, and the environment knows nothing of it.
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    assert project.kill("env-updated") == 9
    project.edit("pubs.bib", BIB)
    again = project.build(config={"html_title": "All pages are written"})
    fresh = project.build(out="fresh", config={"html_title": "All pages are written"})
    assert again.text("list.html") == fresh.text("list.html")


@pytest.mark.parametrize("count", range(1, 5))
def test_an_edit_taken_back_after_a_build_killed_while_writing(
    project: Project, count: int
) -> None:
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    assert project.kill("doctree-resolved", count) == 9
    project.edit("pubs.bib", BIB)
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert project.build().written == []
