"""The sitemap has the pages of the site, whichever of them a build has written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from lxml import etree
from sphinx.errors import ExtensionError

if TYPE_CHECKING:
    from support import Output, Project

BASE = "https://example.org/site/"
FILES = {
    "index.md": "# Home\n\n```{toctree}\nb\na & ä\nin/index\n```\n",
    "b.md": "# B\n",
    "a & ä.md": "# A\n",
    "in/index.md": "# In\n",
    "alone.md": "---\norphan: true\n---\n\n# Alone\n",
}
ADDRESSES = {
    "html": ["a%20%26%20%C3%A4.html", "alone.html", "b.html", "in/index.html", "index.html"],
    "dirhtml": ["a%20%26%20%C3%A4/", "alone/", "b/", "in/", ""],
}


@pytest.fixture
def site(project: Project) -> Project:
    """Return a project with a sitemap."""
    project.config |= {"extensions": ["myst_parser", "site_map"], "html_baseurl": BASE}
    del project.config["bibtex_bibfiles"]
    project.write(FILES)
    return project


def _addresses(built: Output) -> list[str]:
    sitemap = etree.parse(str(built.outdir / "sitemap.xml"))
    return [node.text.removeprefix(BASE) for node in sitemap.iter("{*}loc")]


@pytest.mark.parametrize("builder", ADDRESSES)
def test_all_pages_and_nothing_else_in_one_order(site: Project, builder: str) -> None:
    assert _addresses(site.build(builder)) == ADDRESSES[builder]


@pytest.mark.parametrize("builder", ADDRESSES)
def test_addresses_are_those_that_pages_give_as_their_own(site: Project, builder: str) -> None:
    built = site.build(builder)
    links = [
        link.get("href")
        for path in built.outdir.rglob("*.html")
        for link in built.html(str(path.relative_to(built.outdir))).cssselect("[rel=canonical]")
    ]
    links = [quote(link, safe=":/%") for link in links]  # "dirhtml" leaves that out
    assert {BASE + address for address in _addresses(built)} <= set(links)


def test_the_whole_file(site: Project) -> None:
    site.config["html_baseurl"] = BASE.rstrip("/")
    assert site.build().text("sitemap.xml") == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(f"<url><loc>{BASE}{address}</loc></url>" for address in ADDRESSES["html"])
        + "</urlset>"
    )


def test_it_follows_the_pages(site: Project) -> None:
    before = site.build().text("sitemap.xml")
    assert site.build().text("sitemap.xml") == before  # nothing is written
    site.write({"b.md": "# B\n\nMore.\n"})
    again = site.build()
    assert set(again.written) < set(again.app.env.found_docs)
    assert again.text("sitemap.xml") == before
    (site.source / "alone.md").unlink()
    site.write({"c.md": "---\norphan: true\n---\n\n# C\n"})
    assert _addresses(site.build()) == sorted({*ADDRESSES["html"], "c.html"} - {"alone.html"})


def test_a_build_of_one_page_has_all(site: Project) -> None:
    site.build()
    site.write({"b.md": "# B\n\nMore.\n"})
    assert _addresses(site.build(only=["b.md"])) == ADDRESSES["html"]


@pytest.mark.parametrize(
    "builder", ["singlehtml", "epub", "latex", "text", "texinfo", "man", "xml"]
)
def test_what_has_no_such_addresses_has_no_sitemap(site: Project, builder: str) -> None:
    built = site.build(builder, config={"version": "1", "copyright": "x"})
    assert not (built.outdir / "sitemap.xml").exists()


def test_without_an_address_there_is_none(site: Project) -> None:
    built = site.build(config={"html_baseurl": ""})
    assert built.warnings == []
    assert not (built.outdir / "sitemap.xml").exists()


def test_a_build_that_failed_leaves_it_as_it_was(site: Project, tmp_path: Path) -> None:
    before = site.build().text("sitemap.xml")
    site.write({"new.md": "---\norphan: true\n---\n\n# New\n"})
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text("{{ 1 / 0 }}", encoding="utf-8")
    config = {"templates_path": [str(tmp_path / "templates")]}
    with pytest.raises(Exception, match="division by zero") as error:
        site.build(config=config)
    assert not isinstance(error.value, ExtensionError)
    assert (tmp_path / "out/html/sitemap.xml").read_text(encoding="utf-8") == before
