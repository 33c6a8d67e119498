"""After an edit the output is that of a fresh build, and only what changed is written."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from support import Built, Project

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
NEW = "@article{aaa2030,\n  author = {Zhu, Banghua},\n  title = {Newest},\n  year = 2030,\n}\n"
FILES = {
    "index.md": "# Home\n\n```{toctree}\nlist\ncite\nany\npub\nplain\n```\n",
    "list.md": "# List\n\n```{publications}\n:group-by: none\n```\n",
    "cite.md": "# Cite\n\nSee {cite:t}`doe2023fast`.\n",
    "any.md": "# Any\n\nSee {any}`zhu2022robust` and [](#zhu2022robust).\n",
    "pub.md": "# Pub\n\nSee {pub}`zhu2022robust`.\n",
    "plain.md": "# Plain\n\nNothing.\n",
    "pubs.bib": BIB,
}


def _tree(outdir: Path) -> dict[str, str]:
    """Return a digest of each output file."""
    tree = {
        str(path.relative_to(outdir)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(outdir.rglob("*"))
        if path.is_file()
    }
    # Sphinx itself appends the words of a page that it reads again to its search index,
    # and keeps a word that no page has any more, with an empty list. What it finds is
    # compared, not the order of the file.
    tree["searchindex.js"] = _search_index(outdir / "searchindex.js")
    return tree


def _search_index(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    index = json.loads(source.removeprefix("Search.setIndex(").removesuffix(")"))
    for name in ("terms", "titleterms"):
        index[name] = {term: pages for term, pages in index[name].items() if pages != []}
    return json.dumps(index, sort_keys=True)


def _edit(project: Project, name: str, text: str) -> None:
    """Write a file so that its time is later for certain, however coarse the clock."""
    path = project.source / name
    before = path.stat().st_mtime if path.exists() else 0
    project.write({name: text})
    later = max(path.stat().st_mtime, before + 2)
    os.utime(path, (later, later))


def _rebuild(project: Project, jobs: int = 1) -> tuple[Built, Built]:
    """Build again, and the same sources afresh."""
    return project.build(jobs=jobs), project.build(out="fresh", fresh=True)


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("pubs.bib", BIB, []),
        ("pubs.bib", BIB.replace("Robust", "Strong"), ["any", "list", "pub"]),
        ("pubs.bib", BIB.replace("Fast", "Slow"), ["cite", "list"]),
        # All numbers move by one: the page that shows a number is written again, too.
        ("pubs.bib", NEW + BIB, ["cite", "list"]),
        ("list.md", FILES["list.md"] + ":numbering: none\n", ["list"]),
        (
            "list.md",
            FILES["list.md"].replace("none", "none\n:numbering: reversed"),
            ["cite", "list"],
        ),
        ("plain.md", FILES["plain.md"] + "\n```{publications}\ndoe2023fast\n```\n", ["plain"]),
    ],
    ids=["touched", "title", "cited-title", "prepended", "text", "reversed", "second-list"],
)
def test_incremental_build_equals_a_fresh_one(
    project: Project, name: str, text: str, written: list[str]
) -> None:
    project.write(FILES)
    project.build()
    _edit(project, name, text)
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)
    # Sphinx itself writes the pages again whose toctree names a page that is written.
    assert again.written == sorted({*written, *(["index"] if written else [])})


def test_nothing_changed_means_nothing_written(project: Project) -> None:
    project.write(FILES)
    project.build()
    again = project.build()
    assert (again.read, again.written) == ([], [])


def test_moving_a_list_moves_its_addresses(project: Project) -> None:
    project.write(FILES)
    project.build()
    _edit(project, "list.md", "# List\n\nMoved.\n")
    _edit(project, "plain.md", FILES["plain.md"] + FILES["list.md"].removeprefix("# List"))
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)
    assert 'href="plain.html#doe2023fast"' in again.text("cite.html")
    assert again.text("any.html").count('href="plain.html#zhu2022robust"') == 2


def test_builders_that_share_an_environment_keep_their_own_count(project: Project) -> None:
    project.write(FILES)
    project.build(doctrees="shared")
    project.build("pseudoxml", doctrees="shared")
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    project.build("pseudoxml", doctrees="shared")
    again = project.build(doctrees="shared")
    assert "Strong LLMs" in again.text("pub.html")


def test_deleted_entry_is_reported_where_it_is_cited(project: Project) -> None:
    project.write(FILES)
    project.build()
    _edit(project, "pubs.bib", BIB.replace("doe2023fast", "doe2023quick"))
    again, fresh = _rebuild(project)
    assert again.warnings == fresh.warnings
    assert [line.partition("WARNING: ")[2][:11] for line in again.warnings] == ["doe2023fast"]
    assert _tree(again.outdir) == _tree(fresh.outdir)


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
    assert _tree(serial.outdir) == _tree(parallel.outdir)


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


def test_a_footnote_without_a_footbibliography_follows_its_entry(project: Project) -> None:
    # Found by random edits: MyST shows it, and nothing said that the page depends on the file.
    project.write({**FILES, "plain.md": "# Plain\n\n{footcite}`zhu2022robust`\n"})
    project.build()
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = _rebuild(project)
    assert "Strong" in again.text("plain.html")
    assert _tree(again.outdir) == _tree(fresh.outdir)
