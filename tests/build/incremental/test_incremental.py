"""After an edit the output is that of a fresh build, and only what changed is written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

import sphinx_publications
from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from support import Built, Project

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
NEW = "@article{aaa2030,\n  author = {Zhu, Banghua},\n  title = {Newest},\n  year = 2030,\n}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n'
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


def _opened(project: Project) -> list[str]:
    """Build in a process of its own, and return the names of the files that it opened."""
    program = (
        "import sys; names = []; sys.addaudithook("
        "lambda event, args: names.append(str(args[0])) if event == 'open' else None);"
        "from sphinx.cmd.build import main; code = main(sys.argv[1:]);"
        "print('\\n'.join(names)); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, "-q", "-b", "html"]
    command += [str(project.source), str(project.folder / "html")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "ext")},
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_bib_files_that_have_not_changed_are_not_opened(project: Project) -> None:
    conf = 'extensions = ["myst_parser", "sphinx_publications"]\nbibtex_bibfiles = ["pubs.bib"]\n'
    project.write({**FILES, "conf.py": f'{conf}html_theme = "basic"\n'})
    # Changed so long ago that a clock's tick cannot hide another change.
    os.utime(project.source / "pubs.bib", (1, 1))
    assert any(name.endswith("pubs.bib") for name in _opened(project))
    opened = _opened(project)
    assert not [name for name in opened if name.endswith("pubs.bib")]
    assert not [name for name in opened if name.endswith("publications-model.pickle")]
    _edit(project, "plain.md", "# Plain\n\nOther words, and {pub}`zhu2022robust`.\n")
    opened = _opened(project)
    assert not [name for name in opened if name.endswith("pubs.bib")]
    assert [name for name in opened if name.endswith("publications-model.pickle")]


def test_what_is_kept_may_be_deleted_or_spoilt(project: Project) -> None:
    project.write(FILES)
    built = project.build()
    for name in ("publications.pickle", "publications-model.pickle"):
        for content in (None, b"", b"sphinx-publications 1\nspoilt", b"another program's"):
            path = built.app.doctreedir / name
            path.unlink(missing_ok=True)
            if content is not None:
                path.write_bytes(content)
            _edit(project, "plain.md", f"# Plain\n\n{content!r} {{pub}}`zhu2022robust`.\n")
            again, fresh = _rebuild(project)
            assert _tree(again.outdir) == _tree(fresh.outdir)


def test_a_change_within_one_tick_of_the_clock_is_seen(project: Project) -> None:
    project.write(FILES)
    path = project.source / "pubs.bib"
    time = path.stat().st_mtime_ns
    project.build()
    project.write({"pubs.bib": BIB.replace("Robust", "Strong")})
    os.utime(path, ns=(time, time))
    assert "Strong LLMs" in project.build().text("pub.html")


def test_reports_are_given_again_until_they_are_heeded(project: Project) -> None:
    project.write({**FILES, "pubs.bib": BIB + "@misc{odd, title = {Odd}, month = x}\n"})
    first = project.build()
    assert len(first.warnings) == 1
    assert project.build().warnings == first.warnings
    _edit(project, "plain.md", "# Plain\n\nMore.\n")
    assert project.build().warnings == first.warnings


def test_of_a_hundred_pages_those_are_written_that_show_what_changed(project: Project) -> None:
    pages = {f"p{n}.md": f"# Page {n}\n\nSee {{cite:t}}`doe2023fast`.\n" for n in range(97)}
    pages["p7.md"] += "\nSee {pub}`zhu2022robust`.\n"
    pages["p8.md"] += "\nSee [](#zhu2022robust) and {pub:year}`zhu2024draft`.\n"
    names = "\n".join(f"p{n}" for n in range(97))
    home = f"# Home\n\n```{{toctree}}\nlist\n{names}\n```\n"
    project.write({"list.md": FILES["list.md"], "pubs.bib": BIB, **pages, "index.md": home})
    built = project.build()
    assert len(built.written) == 99
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = _rebuild(project)
    assert again.read == ["list"]
    # The home page is written by Sphinx, because its toctree names them.
    assert again.written == ["index", "list", "p7", "p8"]
    assert _tree(again.outdir) == _tree(fresh.outdir)


@pytest.mark.parametrize(
    ("change", "written"),
    [
        # Shown by the list, and by the tooltips of all links.
        (("Zhu, Banghua and Doe", "Zhu, Banghua and Roe"), ["list", "number", "short", "text"]),
        (("year = 2022", "year = 2021"), ["list", "number", "short", "text"]),
        # Shown by the list only: in its abstract, and in its BibTeX.
        (("title = {Robust", "abstract = {Long.}, title = {Robust"), ["list"]),
        (("title = {Robust", "isbn = {9783161484100}, title = {Robust"), ["list"]),
        (("title = {Robust", "title   =   {{R}obust"), ["list"]),
        # A field that nothing shows, and the same in other words.
        (("title = {Robust", "annotation = {Mine.}, title = {Robust"), []),
        (("title = {Robust", "TITLE   =   {Robust"), []),
    ],
    ids=["author", "year", "abstract", "isbn", "braces", "annotation", "spelling"],
)
def test_references_are_written_again_for_what_they_show(
    project: Project, change: tuple[str, str], written: list[str]
) -> None:
    bib = (
        "@article{one,\n  author = {Zhu, Banghua and Doe, Jane},\n  title = {Robust},\n"
        "  year = 2022,\n}\n"
    )
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\nlist\nnumber\nshort\ntext\n```\n",
            "list.md": "# List\n\n```{publications}\n```\n",
            "number.md": "# Number\n\n{pub:number}`one` {cite:p}`one`\n",
            "short.md": "# Short\n\n{pub:year}`one`\n",
            "text.md": "# Text\n\n{cite:t}`one`\n",
            "pubs.bib": bib,
        }
    )
    project.build()
    assert change[0] in bib
    _edit(project, "pubs.bib", bib.replace(*change))
    again, fresh = _rebuild(project)
    assert [name for name in again.written if name != "index"] == written
    assert _tree(again.outdir) == _tree(fresh.outdir)


@pytest.mark.parametrize("event", ["source-read", "doctree-read", "env-updated"])
@pytest.mark.parametrize("change", [("Robust", "Strong"), ("@", "@misc{new, title={New}}\n@")])
def test_what_a_killed_build_owed_is_done_by_the_next(
    project: Project, event: str, change: tuple[str, str]
) -> None:
    project.write(FILES)
    project.build()
    _edit(project, "pubs.bib", BIB.replace(*change, 1))
    _kill(project, event)
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)


@pytest.mark.parametrize("count", range(1, 5))
def test_pages_that_a_killed_build_has_not_written_are_written(
    project: Project, count: int
) -> None:
    project.write(FILES)
    project.build()
    _edit(project, "pubs.bib", NEW + BIB.replace("Robust", "Strong"))
    _kill(project, "doctree-resolved", count)
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)


def test_an_edit_taken_back_after_a_killed_build(project: Project) -> None:
    # Its doctree is on the disk, and the environment knows nothing of it.
    project.write(FILES)
    project.build()
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    _kill(project, "env-updated")
    _edit(project, "pubs.bib", BIB)
    again = project.build(config={"html_title": "All pages are written"})
    fresh = project.build(out="fresh", config={"html_title": "All pages are written"})
    assert again.text("list.html") == fresh.text("list.html")


@pytest.mark.parametrize("count", range(1, 5))
def test_an_edit_taken_back_after_a_build_killed_while_writing(
    project: Project, count: int
) -> None:
    project.write(FILES)
    project.build()
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    _kill(project, "doctree-resolved", count)
    _edit(project, "pubs.bib", BIB)
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)
    assert project.build().written == []


def _kill(project: Project, event: str, count: int = 1) -> None:
    """Begin to build, and end the process when *event* comes for the time *count*."""
    child = os.fork()
    if child == 0:
        try:
            project.build(killed_at=(event, count))
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_linked_file_that_comes_or_goes(project: Project) -> None:
    entry = "@misc{linked,\n  title = {Linked},\n  pdf = {files/one.pdf},\n}\n"
    project.write({**FILES, "pubs.bib": BIB + entry, "files/one.pdf": "%PDF"})
    project.build()
    (project.source / "files/one.pdf").unlink()
    again, fresh = _rebuild(project)
    assert "linked: field “pdf”" in "".join(again.warnings)
    assert again.text("list.html") == fresh.text("list.html")
    assert "PDF" not in again.text("list.html")
    project.write({"files/one.pdf": "%PDF"})
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)
    assert "PDF" in again.text("list.html")


def test_a_title_in_a_heading_goes_into_the_contents_of_other_pages(project: Project) -> None:
    project.write({**FILES, "plain.md": "# About {pub}`zhu2022robust`\n\nWords.\n"})
    project.build()
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = _rebuild(project)
    assert "About Strong LLMs" in again.html().cssselect(".toctree-wrapper")[0].text_content()
    assert _tree(again.outdir) == _tree(fresh.outdir)


@pytest.mark.parametrize(
    "text",
    [
        ".. _x:\n\n.. figure:: x.svg\n\n   On :pub:`zhu2022robust`\n\nSee :ref:`x`.\n",
        ".. _x:\n\n.. rubric:: On :pub:`zhu2022robust`\n\nSee :ref:`x`.\n",
        ".. code-block:: none\n   :caption: On :pub:`zhu2022robust`\n   :name: x\n\n   Code\n\n"
        "See :ref:`x`.\n",
        ".. glossary::\n\n   On :pub:`zhu2022robust`\n      A term.\n",
    ],
    ids=["figure", "rubric", "code", "term"],
)
def test_a_title_in_what_something_is_called_by_elsewhere(project: Project, text: str) -> None:
    files = {**FILES, "plain.rst": f"Plain\n=====\n\n{text}", "x.svg": SVG}
    del files["plain.md"]
    project.write(files)
    project.build()
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)
    assert "Strong" in again.text("plain.html")


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
    _edit(project, "a.md", TWO_BIBLIOGRAPHIES["a.md"].replace("# A", "# A\n\nMore."))
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)
    parallel = project.build(out="parallel", fresh=True, jobs=2)
    assert _tree(parallel.outdir) == _tree(fresh.outdir)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("bibtex_default_style", "plain"),
        ("bibtex_bibliography_header", "References"),
        ("bibtex_footbibliography_header", "Footnotes"),
        ("bibtex_cite_id", "cited-{key}"),
        ("bibtex_footcite_id", "foot-{key}"),
        ("bibtex_bibliography_id", "b-{bibliography_count}"),
        ("bibtex_footbibliography_id", "f-{footbibliography_count}"),
    ],
)
def test_settings_that_act_when_a_page_is_read(project: Project, setting: str, value: str) -> None:
    page = (
        "# Cite\n\n{cite}`doe2023fast` {footcite}`zhu2022robust`\n\n"
        "```{footbibliography}\n```\n\n```{bibliography}\n```\n"
    )
    project.config["suppress_warnings"] = ["bibtex"]
    project.write({**FILES, "cite.md": page})
    before = project.build().text("cite.html")
    project.config[setting] = value
    again, fresh = _rebuild(project)
    assert before != again.text("cite.html") == fresh.text("cite.html")


def test_a_file_of_the_same_time_and_size_is_another(project: Project) -> None:
    project.write(FILES)
    path = project.source / "pubs.bib"
    os.utime(path, (1e9, 1e9))
    project.build()
    project.write({"pubs.bib": BIB.replace("Robust", "Strong")})
    os.utime(path, (1e9, 1e9))
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)
    assert "Strong" in again.text("pub.html")


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
    _edit(project, "two.md", "# Two\n\n{cite}`a`\n")
    again, fresh = _rebuild(project)
    citation = again.html("one.html").cssselect(".bibtex-citation")[0]
    assert citation.text_content() == "[2]"
    assert citation.cssselect("a")[0].get("title") == "B. B. P, 2002."
    assert _tree(again.outdir) == _tree(fresh.outdir)
    _edit(project, "two.md", "# Two\n\nNothing again.\n")
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)


def test_another_version_of_the_extension_reads_everything_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(FILES)
    project.build()
    assert project.build().read == []
    monkeypatch.setattr(sphinx_publications, "__version__", "99.0")
    assert project.build().read == ["any", "cite", "index", "list", "plain", "pub"]


@pytest.mark.parametrize(
    "page",
    ["", ':filter: year == "2030"\n', "aaa2030\n"],
    ids=["no entries", "none matches", "picked too early"],
)
def test_a_list_without_members_gets_them(project: Project, page: str) -> None:
    project.write({**FILES, "list.md": f"# List\n\n```{{publications}}\n{page}```\n"})
    project.write({"pubs.bib": BIB if page else "% nothing yet\n"})
    project.build()
    _edit(project, "pubs.bib", NEW + BIB)
    again, fresh = _rebuild(project)
    assert "Newest" in again.text("list.html")
    assert _tree(again.outdir) == _tree(fresh.outdir)


def test_a_build_of_single_pages_leaves_the_others_to_be_written(project: Project) -> None:
    project.write(FILES)
    project.build()
    _edit(project, "pubs.bib", NEW + BIB.replace("Robust", "Strong"))
    project.build(only=["plain.md"])
    again, fresh = _rebuild(project)
    assert _tree(again.outdir) == _tree(fresh.outdir)


def test_a_reference_to_another_site_owes_nothing(project: Project) -> None:
    page = "# Plain\n\n{external+zhu:pub}`zhu2022robust` and {pub:year}`zhu2022robust`.\n"
    project.write({**FILES, "plain.md": page})
    project.config["bibtex_tooltips"] = False
    inventory = project.build(out="theirs").outdir / "objects.inv"
    extensions = ["myst_parser", "sphinx_publications", "sphinx.ext.intersphinx"]

    def build(**options: Any) -> Built:
        # Sphinx changes the mapping that it is given.
        mapping = {"zhu": ("https://zhu.example/", str(inventory))}
        config = {"extensions": extensions, "intersphinx_mapping": mapping}
        return project.build(config=config, **options)

    build()
    _edit(project, "pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = build(), build(out="fresh", fresh=True)
    assert again.written == ["any", "index", "list", "pub"]
    assert again.text("plain.html") == fresh.text("plain.html")


def test_the_title_of_a_deleted_entry_is_shown_nowhere(project: Project) -> None:
    project.write(FILES)
    project.build()
    _edit(project, "pubs.bib", BIB.replace("zhu2022robust", "zhu2022other"))
    again, fresh = _rebuild(project)
    assert "Robust" not in again.html("pub.html").cssselect(".body")[0].text_content()
    assert _tree(again.outdir) == _tree(fresh.outdir)


def test_links_to_something_else_owe_nothing(project: Project) -> None:
    text = "# Plain\n\n[page](any.md) {any}`there` [](#there) {pub:number}`zhu2022robust`\n"
    project.write({**FILES, "plain.md": f"(there)=\n\n{text}"})
    project.build()
    _edit(
        project, "pubs.bib", BIB.replace("zhu2022robust,", "zhu2022robust, isbn = {9783161484100},")
    )
    again, fresh = _rebuild(project)
    assert again.written == ["index", "list"]
    assert _tree(again.outdir) == _tree(fresh.outdir)


def test_bibliographies_follow_the_files_that_are_configured(project: Project) -> None:
    other = "@book{other,\n title={Other}, author={O}, publisher={P}, year=2001}\n"
    page = "# Plain\n\n{footcite}`other` {cite}`other`\n\n```{bibliography}\n```\n"
    project.write({**FILES, "plain.md": page, "other.bib": other})
    project.build()
    for names in (["pubs.bib", "other.bib"], ["pubs.bib"], ["other.bib", "pubs.bib"]):
        config = {"bibtex_bibfiles": names}
        again = project.build(config=config)
        fresh = project.build(out="fresh", fresh=True, config=config)
        assert again.text("plain.html") == fresh.text("plain.html")
        assert ("Other" in again.text("plain.html")) == ("other.bib" in names)


def test_a_path_that_can_be_none_does_not_end_the_build(project: Project) -> None:
    entry = f"@misc{{long,\n title = {{Long}},\n pdf = {{{'pasted ' * 60}text.pdf}},\n}}\n"
    project.write({**FILES, "pubs.bib": BIB + entry})
    built = project.build()
    assert "long: field “pdf”" in "".join(built.warnings)


def test_pages_with_references_that_lead_nowhere_owe_nothing_more(project: Project) -> None:
    # Found by random edits.
    text = "{pub}`nowhere` {pub:number}`zhu2022robust` {cite:p}`nobody,zhu2022robust`"
    project.write({**FILES, "plain.md": f"# Plain\n\n{text}\n"})
    project.build()
    _edit(
        project, "pubs.bib", BIB.replace("zhu2022robust,", "zhu2022robust, isbn = {9783161484100},")
    )
    again, fresh = _rebuild(project)
    assert again.written == ["index", "list"]
    _edit(project, "pubs.bib", BIB.replace("zhu2022robust", "nowhere"))
    again, fresh = _rebuild(project)
    assert "plain" in again.written
    assert _tree(again.outdir) == _tree(fresh.outdir)


def test_what_a_wrong_key_may_have_meant_owes_nothing(project: Project) -> None:
    # Found by random edits: seed 710000.
    files = {"index.md": "# Home\n\n```{publications}\nzhu2022robust\nzzz2030\n```\n"}
    project.write({**files, "pubs.bib": BIB})
    first = project.build()
    assert any("zzz2030: is in no .bib file [" in warning for warning in first.warnings)
    _edit(project, "pubs.bib", BIB + NEW.replace("aaa2030", "zzz2031"))
    assert project.build().read == []
    _edit(project, "index.md", f"{files['index.md']}\nMore.\n")
    again = project.build().warnings
    assert any("is in no .bib file; did you mean “zzz2031”?" in warning for warning in again)


@pytest.mark.parametrize(
    ("types", "read"),
    [
        (("misc", "gadget"), []),
        (("gadget", "misc"), []),
        (("report", "techreport"), ["list"]),
        (("phdthesis", "mastersthesis"), ["list"]),
    ],
)
def test_a_type_owes_what_is_seen_of_it(
    project: Project, types: tuple[str, str], read: list[str]
) -> None:
    # Found by random edits: what visitors copy has the same type.
    before, after = (f"@{kind}{{odd, title={{Odd}}, year=2020}}\n" for kind in types)
    project.write({**FILES, "pubs.bib": BIB + before})
    project.build()
    _edit(project, "pubs.bib", BIB + after)
    again, fresh = _rebuild(project)
    assert again.read == read
    assert _tree(again.outdir) == _tree(fresh.outdir)
