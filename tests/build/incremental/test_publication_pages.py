"""Which pages of publications are written again after an edit, and which are deleted."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from outputs import differences, tree

if TYPE_CHECKING:
    from support import Built, Project

BIB = "\n".join(
    f"@article{{k{n}, author = {{Doe, Jane}}, title={{Title {n}}}, journal = {{J}}, year = 202{n}}}"
    for n in range(5)
)
FILES = {
    "index.md": "# Home\n\n```{toctree}\npapers\nnotes\n```\n",
    "papers.md": "# Papers\n\n```{publications}\n```\n",
    "notes.md": "# Notes\n\nSee {pub}`k1`.\n",
    "pubs.bib": BIB,
}
LISTS = {f"~lists/{name}" for name in ("all.bib", "all.csl.json", "all.ris", "new.atom")}
LISTS |= {f"~lists/articles{end}" for end in (".bib", ".csl.json", ".ris")}


@pytest.fixture
def site(project: Project) -> Project:
    """Return a site with pages of publications that was built once."""
    project.config |= {
        "publications_pages": True,
        "html_baseurl": "https://example.org/",
        "html_copy_source": False,
    }
    project.write(FILES)
    project.build()
    return project


def assert_same(one: Built, other: Built) -> None:
    """Fail unless two outputs have the same files, but for what plain Sphinx leaves behind."""
    trees = [tree(built.outdir) for built in (one, other)]
    for files in trees:
        files.pop(".buildinfo.bak", None)
    assert trees[0] == trees[1], differences(one.outdir, other.outdir)


def times(site: Project) -> dict[str, int]:
    """Return the files in the folder of publications, and when they were written."""
    folder = site.folder / "out/html/publications"
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def changed(site: Project, edits: Mapping[str, str], **config: object) -> set[str]:
    """Edit and build; return the files that were written, after a comparison with a fresh build."""
    before = times(site)
    for name, text in edits.items():
        site.edit(name, text)
    site.config |= config
    again, fresh = site.rebuild()
    assert_same(again, fresh)
    after = times(site)
    return {name for name, time in after.items() if before.get(name) != time}


def all_of(*keys: str) -> set[str]:
    return {f"{key}{end}" for key in keys for end in (".html", ".bib", ".ris", ".csl.json")}


def test_nothing_is_written_if_nothing_is_edited(site: Project) -> None:
    assert changed(site, {}) == set()


def test_one_title_is_written_where_it_is_shown(site: Project) -> None:
    found = changed(site, {"pubs.bib": BIB.replace("Title 2", "Another")})
    # Its neighbours on the list name it.
    assert found == all_of("k2") | {"k1.html", "k3.html"} | LISTS


def test_a_line_more_in_the_file_changes_no_page(site: Project) -> None:
    assert changed(site, {"pubs.bib": f"\n% A comment\n{BIB}"}) == set()


def test_a_fact_that_no_list_shows_is_written(site: Project) -> None:
    found = changed(
        site, {"pubs.bib": BIB.replace("year = 2022", "year = 2022, issn = {1234-5679}")}
    )
    assert "k2.html" in found
    assert not {"k1.html", "papers.html"} & found


def test_a_page_says_who_cites_it(site: Project) -> None:
    assert changed(site, {"notes.md": "# Notes\n\nSee {cite}`k1,k4`.\n"}) == {"k4.html"}
    assert changed(site, {"notes.md": "# Remarks\n\nSee {cite}`k1`.\n"}) == {"k1.html", "k4.html"}


def test_entries_that_went_have_no_files(site: Project) -> None:
    site.write({"pubs.bib": BIB.replace("{k2,", "{new,")})
    again, fresh = site.rebuild()
    assert_same(again, fresh)
    assert all_of("k2").isdisjoint(times(site))
    assert all_of("new") <= {*times(site)}


@pytest.mark.parametrize(
    "settings",
    [
        {"publications_pages": False},
        {"publications_formats": "none"},
        {"publications_title_link": "none"},
        {"html_baseurl": "https://example.com/there/"},
        {"publications_owner": "Doe, Jane"},
    ],
    ids=str,
)
def test_settings_can_be_changed_and_changed_back(
    site: Project, settings: dict[str, object]
) -> None:
    old = {name: site.config.get(name, "") for name in settings}
    for config in (settings, old):
        site.config |= config
        again, fresh = site.rebuild()
        assert_same(again, fresh)


def test_without_lists_nothing_is_left(site: Project) -> None:
    site.write({"papers.md": "# Papers\n", "notes.md": "# Notes\n"})
    again, fresh = site.rebuild()
    assert_same(again, fresh)
    # The feed stays, to which the home page links.
    assert {*times(site)} == {"~lists/new.atom"}


@pytest.mark.parametrize("event", ["html-collect-pages", "doctree-resolved", "env-updated"])
def test_a_killed_build_leaves_nothing_behind(site: Project, event: str) -> None:
    site.edit("pubs.bib", BIB.replace("{k2,", "{new,").replace("Title 1", "Other"))
    site.kill(event)
    site.edit("pubs.bib", BIB.replace("{k3,", "{other,"))
    again, fresh = site.rebuild()
    assert_same(again, fresh)


def test_an_output_that_was_deleted_is_made_again(site: Project) -> None:
    (site.folder / "out/html/publications/k1.ris").unlink()
    assert changed(site, {}) == {"k1.ris"}
    shutil.rmtree(site.folder / "out/html/publications")
    assert changed(site, {}) == {*times(site)}


def test_lists_of_the_same_entries_link_to_pages_as_they_come_and_go(site: Project) -> None:
    """A list without addresses links to pages that another page's list brings."""
    few = "---\norphan: true\n---\n\n# Few\n\n```{publications}\n:no-index:\n```\n"
    site.write({"few.md": few, "papers.md": "# Papers\n", "notes.md": "# Notes\n"})
    again, fresh = site.rebuild()
    assert_same(again, fresh)
    assert not again.html("few.html").cssselect(".pub-title-link")
    site.edit("papers.md", FILES["papers.md"])
    again, fresh = site.rebuild()
    assert_same(again, fresh)
    assert len(again.html("few.html").cssselect(".pub-title-link")) == 5


def test_parallel_builds_make_the_same(site: Project) -> None:
    fresh: Built = site.build(out="parallel", fresh=True, jobs=2)
    assert_same(site.build(), fresh)


def test_a_pdf_that_changes_is_copied_again(site: Project) -> None:
    bib = BIB.replace("year = 2022", "pdf = {a.pdf}, year = 2022")
    site.write({"a.pdf": "%PDF one", "pubs.bib": bib})
    assert site.build().text("publications/k2.pdf") == "%PDF one"
    assert changed(site, {"a.pdf": "%PDF two"}) >= {"k2.pdf"}
    site.edit("pubs.bib", BIB)
    again, _ = site.rebuild()
    assert not (again.outdir / "publications/k2.pdf").exists()


@pytest.mark.parametrize("settings", [{"publications_pages": False}, {}], ids=str)
def test_a_document_that_takes_the_place_of_a_page_stays(
    site: Project, settings: dict[str, object]
) -> None:
    site.write({"publications/k1.md": "---\norphan: true\n---\n\n# Mine\n"})
    if not settings:
        site.write({"papers.md": "# Papers\n", "notes.md": "# Notes\n"})
    site.config |= settings
    again, fresh = site.rebuild()
    assert_same(again, fresh)
    assert again.html("publications/k1.html").cssselect("h1")[0].text == "Mine"


@pytest.mark.parametrize(
    "settings",
    [
        {"html_baseurl": "https://example.com/"},
        {"html_baseurl": ""},
        {"publications_formats": "ris"},
    ],
    ids=str,
)
def test_lists_without_entries_follow_settings(site: Project, settings: dict[str, object]) -> None:
    site.write({"pubs.bib": "", "notes.md": "# Notes\n"})
    site.build()
    site.config |= settings
    again, fresh = site.rebuild()
    assert_same(again, fresh)
