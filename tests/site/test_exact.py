"""After each edit of the real site a build gives, in every file, what a fresh build gives."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from outputs import assert_same
from support import ROOT, build_site, copy_site

pytestmark = pytest.mark.slow

PAGES = ["index", *(f"pages/{path.stem}" for path in sorted((ROOT / "pages").glob("*.md")))]
#: These Sphinx makes of no source, and in every build.
MADE = {"404", "search"}
NEW = """\
@article{new2026entry,
  author = {Zhu, Banghua and Doe, Jane},
  title = {A New Paper on $x^2$},
  journal = {Annals of Examples},
  year = {2026},
}

"""


class Site:
    """A copy of the site that is edited and built again and again."""

    def __init__(self, folder: Path, builder: str) -> None:
        self.folder = folder
        self.builder = builder
        self.source = folder / "source"
        copy_site(self.source)
        build_site(builder, folder / "kept", self.source)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first *old* in a source file."""
        path = self.source / name
        before, found, after = path.read_text(encoding="utf-8").partition(old)
        assert found
        path.write_text(before + new + after, encoding="utf-8")

    def append(self, name: str, text: str) -> None:
        """Write *text* at the end of a source file, new or not."""
        with (self.source / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def entries(self, edit: Callable[[list[str]], None]) -> None:
        """Change the entries of the ``.bib`` file."""
        path = self.source / "pubs.bib"
        head, *entries = re.split(r"(?m)^(?=@)", path.read_text(encoding="utf-8"))
        edit(entries)
        path.write_text(head + "".join(entries), encoding="utf-8")

    def check(self) -> list[str]:
        """Build again and afresh, compare all files, and return which pages were written."""
        before = self._times()
        kept = build_site(self.builder, self.folder / "kept", self.source)
        shutil.rmtree(self.folder / "fresh", ignore_errors=True)
        fresh = build_site(self.builder, self.folder / "fresh", self.source)
        assert_same(kept, fresh)
        now = self._times()
        return sorted(name for name, time in now.items() if before.get(name) != time)

    def papers(self) -> list[str]:
        """Return the pages of publications, but for those that only lead on to others."""
        out = self.folder / "kept" / self.builder
        paths = (out / "publications").rglob("*.html")
        own = [path for path in paths if b'http-equiv="refresh"' not in path.read_bytes()]
        names = [path.relative_to(out).with_suffix("").as_posix() for path in own]
        return sorted(name.removesuffix("/index") for name in names)

    def _times(self) -> dict[str, int]:
        """Return when each page of the last build was written."""
        out = self.folder / "kept" / self.builder
        pages = [path for path in out.rglob("*.html") if "_static" not in path.parts]
        names = [path.relative_to(out).with_suffix("").as_posix() for path in pages]
        if self.builder == "dirhtml":
            names = [name.removesuffix("/index") for name in names]
        times = {name: path.stat().st_mtime_ns for name, path in zip(names, pages, strict=True)}
        return {name: time for name, time in times.items() if name not in MADE}


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site that all edits of this file are made to, one after the other."""
    return Site(tmp_path_factory.mktemp("edited"), "html")


@pytest.mark.parametrize("page", PAGES)
def test_a_line_more(edited: Site, page: str) -> None:
    edited.append(f"{page}.md", "\nOne line more, about verisimilitude.\n")
    # A page is read again for what it includes, and written again for what its toctree
    # names: that is Sphinx's way, shown in test_plain_sphinx.py.
    including = {"pages/cv"} if page == "pages/experience" else set()
    assert edited.check() == sorted({"index", page} | including)


def test_a_line_that_another_page_takes_over(edited: Site) -> None:
    edited.change("pages/experience.md", "Cofounder", "Founder")
    assert edited.check() == ["index", "pages/cv", "pages/experience"]


def test_another_description_and_another_heading(edited: Site) -> None:
    edited.change("pages/teaching.md", "Teaching and mentoring", "Courses and mentoring")
    edited.change("pages/teaching.md", "## Mentoring", "## Mentors")
    assert edited.check() == ["index", "pages/teaching"]


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("pages/teaching.md", "# Teaching\n", "# Courses\n"),
        ("index.md", "CV <pages/cv>", "Vita <pages/cv>"),
    ],
    ids=["title", "name"],
)
def test_what_the_header_of_every_page_shows(edited: Site, page: str, old: str, new: str) -> None:
    edited.change(page, old, new)
    assert edited.check() == [*PAGES, *edited.papers()]


#: The pages with lists, and the home page, which cites papers.
LISTS = ["index", "pages/cv", "pages/publications"]


def test_another_title_of_a_paper_that_is_cited(edited: Site) -> None:
    edited.change("pubs.bib", "{Principled", "{Unprincipled")
    # Its neighbours on the list name it.
    papers = ["zhao2023online", "zhu2023doubly", "zhu2023principled"]
    assert edited.check() == [*LISTS, *(f"publications/{key}" for key in papers)]


def test_a_paper_more_a_paper_less_and_another_order(edited: Site) -> None:
    edited.entries(lambda entries: entries.insert(0, NEW))
    papers = ["publications/new2026entry", "publications/zhu2022generalized"]
    assert edited.check() == [*LISTS, *papers]
    edited.entries(lambda entries: entries.reverse())
    assert edited.check() == [*LISTS, *edited.papers()]
    edited.entries(lambda entries: entries.remove(NEW))
    papers = ["publications/zhu2020when", "publications/zhu2022generalized"]
    assert edited.check() == [*LISTS, *papers]


def test_a_page_more_and_a_page_less(edited: Site) -> None:
    edited.append("pages/talks.md", "# Talks\n\nOn {pub}`zhu2023principled`.\n")
    edited.change("index.md", "\npages/publications\n", "\npages/publications\npages/talks\n")
    assert edited.check() == [*sorted([*PAGES, "pages/talks"]), *edited.papers()]
    (edited.source / "pages/talks.md").unlink()
    edited.change("index.md", "\npages/talks\n", "\n")
    assert edited.check() == [*PAGES, *edited.papers()]


def test_another_stylesheet(edited: Site) -> None:
    edited.append("_static/site.css", "\nmain { scroll-margin: 0; }\n")
    assert edited.check() == [*PAGES, *edited.papers()]


def test_a_page_that_begins_to_use_a_class_and_ends_to(edited: Site) -> None:
    page = edited.folder / "kept/html/pages/teaching.html"
    edited.append("pages/teaching.md", "\n:::{note}\nA box.\n:::\n")
    assert edited.check() == ["index", "pages/teaching"]
    assert ".admonition{" in page.read_text(encoding="utf-8")
    edited.change("pages/teaching.md", "\n:::{note}\nA box.\n:::\n", "")
    assert edited.check() == ["index", "pages/teaching"]
    assert ".admonition" not in page.read_text(encoding="utf-8")


def test_no_edit(edited: Site) -> None:
    assert edited.check() == []


def test_all_edits_taken_back(edited: Site) -> None:
    shutil.rmtree(edited.source)
    copy_site(edited.source)
    edited.check()


def test_a_site_of_folders(tmp_path: Path) -> None:
    edited = Site(tmp_path, "dirhtml")
    edited.append("pages/teaching.md", "\nOne line more.\n")
    assert edited.check() == ["index", "pages/teaching"]
    edited.change("pubs.bib", "{Principled", "{Unprincipled")
    (edited.source / "pages/teaching.md").unlink()
    edited.change("index.md", "\npages/teaching\n", "\n")
    assert edited.check() == [*sorted({*PAGES} - {"pages/teaching"}), *edited.papers()]
