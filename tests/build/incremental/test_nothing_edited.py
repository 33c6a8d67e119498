"""Nothing is edited: what a build keeps for the next one, and what it says again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linked_site import BIB, FILES
from outputs import assert_same

if TYPE_CHECKING:
    from support import Project


def test_nothing_changed_means_nothing_written(project: Project) -> None:
    project.write(FILES)
    project.build()
    again = project.build()
    assert (again.read, again.written) == ([], [])


@pytest.mark.parametrize("jobs", [2, 4])
def test_parallel_equals_serial(project: Project, jobs: int) -> None:
    pages = {f"page{number}.md": f"---\norphan: true\n---\n# P{number}\n\n" for number in range(12)}
    for number, name in enumerate(pages):
        pages[name] += "{cite:t}`doe2023fast` {pub}`zhu2022robust` {pub:number}`zhu2024draft`\n\n"
        if number % 3 == 0:
            pages[name] += "```{publications}\n:limit: 2\n```\n"
    project.write({**FILES, **pages})
    serial = project.build(out="serial")
    parallel = project.build(out="parallel", jobs=jobs)
    assert (serial.warnings, parallel.warnings) == ([], [])
    assert_same(serial, parallel)


def test_builders_that_share_an_environment_keep_their_own_count(project: Project) -> None:
    project.write(FILES)
    project.build(doctrees="shared")
    project.build("pseudoxml", doctrees="shared")
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    project.build("pseudoxml", doctrees="shared")
    again = project.build(doctrees="shared")
    assert "Strong LLMs" in again.text("pub.html")


def test_reports_are_given_again_until_they_are_heeded(project: Project) -> None:
    project.write({**FILES, "pubs.bib": BIB + "@misc{odd, title = {Odd}, month = x}\n"})
    first = project.build()
    assert len(first.warnings) == 1
    assert project.build().warnings == first.warnings
    project.edit("plain.md", "# Plain\n\nMore.\n")
    assert project.build().warnings == first.warnings


def test_the_environment_keeps_no_bibliography(project: Project) -> None:
    project.write({**FILES, "pubs.bib": BIB + "".join(
        f"@misc{{k{n},\n title={{Title {n}}},\n author={{Author{n}}},\n"
        f" abstract={{{'word ' * 200}}}\n}}\n"
        for n in range(300)
    )})  # fmt: skip
    built = project.build()
    pickle = (built.app.doctreedir / "environment.pickle").read_bytes()
    assert b"word word" not in pickle
    assert b"Author299" not in pickle
    assert b"Title 299" in pickle  # for inventories


def test_what_is_kept_may_be_deleted_or_spoilt(project: Project) -> None:
    project.write(FILES)
    built = project.build()
    for name in ("publications.pickle", "publications-model.pickle"):
        for content in (None, b"", b"sphinx-publications 1\nspoilt", b"another program's"):
            path = built.app.doctreedir / name
            path.unlink(missing_ok=True)
            if content is not None:
                path.write_bytes(content)
            project.edit("plain.md", f"# Plain\n\n{content!r} {{pub}}`zhu2022robust`.\n")
            again, fresh = project.rebuild()
            assert_same(again, fresh)
