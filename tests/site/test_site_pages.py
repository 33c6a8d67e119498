"""Pages are written again when what all of them show has changed, and deleted with their source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from outputs import assert_same

if TYPE_CHECKING:
    from support import Built, Project

FILES = {
    "index.md": "# Home\n\n```{toctree}\none\ntwo\nin/deep\n```\n",
    "one.md": "# One\n",
    "two.md": "# Two\n\n## Part\n",
    "in/deep.md": "# Deep\n",
    "_static/site.css": "body { color: black; }\n",
    "_static/picture.svg": "<svg/>\n",
    "_templates/navigation.html": "{{ toctree(titles_only=True) }}\n",
}
PAGES = sorted(name.removesuffix(".md") for name in FILES if name.endswith(".md"))
TOCTREE = "one\ntwo\nin/deep"


@pytest.fixture
def site(project: Project) -> Project:
    """Return a site that was built once, each page of which names all others."""
    project.config |= {
        "extensions": ["myst_parser", "site_pages"],
        "html_copy_source": False,
        "html_static_path": ["_static"],
        "html_css_files": ["site.css"],
        "html_sidebars": {"**": ["navigation.html"]},
        "html_theme": "alabaster",
        "templates_path": ["_templates"],
    }
    del project.config["bibtex_bibfiles"]
    project.write(FILES)
    project.build()
    return project


def check(site: Project, builder: str = "html") -> Built:
    """Build again and afresh, compare all files, and return what was built again."""
    again = site.build(builder)
    fresh = site.build(builder, out="fresh", fresh=True)
    assert_same(again, fresh)
    return again


@pytest.mark.parametrize(
    "edit",
    [
        {"two.md": "# Second\n"},
        {"two.md": "# *Two*\n\n## Part\n"},
        {"index.md": FILES["index.md"].replace("one\n", "First <one>\n")},
        {"index.md": FILES["index.md"].replace(TOCTREE, "in/deep\ntwo\none")},
        {"index.md": FILES["index.md"].replace("one\n", "one\nmore\n"), "more.md": "# More\n"},
        {"one.md": "# One\n\n```{toctree}\nmore\n```\n", "more.md": "# More\n"},
        {"_templates/navigation.html": "{{ toctree() }}\n"},
    ],
    ids=["title", "markup", "name", "order", "page", "nested", "template"],
)
def test_what_all_pages_show(site: Project, edit: Mapping[str, str]) -> None:
    site.write(edit)
    assert set(PAGES) <= set(check(site).written)
    site.write({name: FILES.get(name, "---\norphan: true\n---\n\n# More\n") for name in edit})
    assert set(PAGES) <= set(check(site).written)
    assert check(site).written == []


@pytest.mark.parametrize(
    ("edit", "written"),
    [
        ({}, []),
        ({"two.md": "# Two\n\nMore.\n\n## Another part\n"}, ["index", "two"]),
        ({"index.md": FILES["index.md"] + "\nMore.\n"}, ["index"]),
    ],
)
def test_what_one_page_shows(site: Project, edit: Mapping[str, str], written: list[str]) -> None:
    site.write(edit)
    assert check(site).written == written


def test_another_stylesheet(site: Project) -> None:
    site.write({"_static/site.css": "body { color: red; }\n"})
    # Sphinx keeps its version as long as its process lives: test_exact.py compares the pages.
    assert site.build().written == PAGES


def test_a_picture_is_no_reason(site: Project) -> None:
    site.write({"_static/picture.svg": "<svg></svg>\n"})
    assert check(site).written == []


@pytest.mark.parametrize("name", ["one", "in/deep"])
def test_a_page_less(site: Project, name: str) -> None:
    (site.source / f"{name}.md").unlink()
    site.write({"index.md": FILES["index.md"].replace(f"{name}\n", "")})
    assert not (check(site).outdir / f"{name}.html").exists()
    site.write({f"{name}.md": FILES[f"{name}.md"], "index.md": FILES["index.md"]})
    assert check(site).written == PAGES


def test_a_template_less(site: Project) -> None:
    site.write(
        {"_templates/page.html": "{%- extends '!page.html' %}{% block body %}{% endblock %}"}
    )
    check(site)
    (site.source / "_templates/page.html").unlink()
    assert check(site).written == PAGES


def test_a_page_that_no_other_names(site: Project) -> None:
    site.write({"alone.md": "---\norphan: true\n---\n\n# Alone\n"})
    check(site)
    (site.source / "alone.md").unlink()
    check(site)


def test_two_builders_that_share_what_they_have_read(site: Project) -> None:
    def build(builder: str) -> Built:
        return site.build(builder, doctrees="html")

    build("dirhtml")
    (site.source / "one.md").unlink()
    site.write({"index.md": FILES["index.md"].replace("one\n", ""), "two.md": "# Second\n"})
    for builder in ("text", "html", "dirhtml"):
        again = build(builder)
        fresh = site.build(builder, out=f"fresh-{builder}", fresh=True)
        if builder != "text":
            assert_same(again, fresh)


@pytest.mark.parametrize("count", [1, 3])
def test_a_build_that_was_killed(site: Project, count: int) -> None:
    for title in ("Second", "Two"):
        site.write({"two.md": f"# {title}\n\n## Part\n"})
        site.kill("html-page-context", count)
    check(site)


def test_a_build_of_one_page(site: Project) -> None:
    site.write({"two.md": "# Second\n"})
    assert site.build(only=["one.md"]).written == ["index", "one"]
    assert check(site).written == ["in/deep", "index", "two"]


def test_what_is_kept_may_be_spoilt_or_lost(site: Project, tmp_path: Path) -> None:
    (kept,) = tmp_path.rglob("site_pages.pickle")
    kept.write_bytes(b"spoilt")
    assert check(site).written == PAGES
    kept.unlink()
    assert check(site).written == PAGES
    assert check(site).written == []


def test_in_parallel(site: Project) -> None:
    site.write({"two.md": "# Second\n"})
    again = site.build(jobs=2)
    fresh = site.build(out="fresh", fresh=True)
    assert_same(again, fresh)
