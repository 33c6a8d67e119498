"""Nothing is edited: what a build keeps for the next one, and what it says again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_publications
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


#: Builds with the arguments given, and prints what Python has loaded.
BUILD = """\
import sys
from sphinx.cmd.build import main
assert main(sys.argv[1:]) == 0
print(*sys.modules, file=sys.stderr)
"""
#: What reads ``.bib`` files, and what makes or prints lists and references.
COSTLY = (
    "pylatexenc",
    "math_core",
    "sphinx_publications.bib.parser",
    "sphinx_publications.formats",
    "sphinx_publications.html.chart",
    "sphinx_publications.listing.lists",
    "sphinx_publications.listing.grouping",
    "sphinx_publications.listing.references.composer",
    "sphinx_publications.nodes.list_nodes",
    "sphinx_publications.reading.person_names",
    "sphinx_publications.reading.publications",
    "sphinx_publications.text.latex",
)


def loaded(project: Project) -> set[str]:
    """Return the modules that a build in a process of its own loads."""
    out = project.folder / "out"
    command = [sys.executable, "-c", BUILD, "-q", str(project.source), str(out)]
    extension = Path(sphinx_publications.__file__).parents[1]
    environ = {**os.environ, "PYTHONPATH": str(extension)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    return set(done.stderr.split())


def test_a_build_with_nothing_to_do_loads_nothing_that_reads_or_prints(project: Project) -> None:
    conf = "\n".join(f"{name} = {value!r}" for name, value in project.config.items())
    project.write({**FILES, "conf.py": f"{conf}\npublications_owner = 'Zhu, Banghua'\n"})
    first, again = loaded(project), loaded(project)
    # All are needed at first, but for what draws charts: there are none.
    assert set(COSTLY) - first == {"sphinx_publications.html.chart"}
    assert {name for name in again if name.startswith(COSTLY)} == set()
