"""The lists look right under the themes that academics use: built, and opened in a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest

from support import Project
from themes.looks import faults, opened
from themes.project import FILES, KEY, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from support import Built

    Theme = Callable[[str], Built]

#: The others of ``themes.project`` are looked at by ``make themes``.
THEMES = ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"]


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """Return a function that builds the owner's publications under a theme."""

    def build(name: str) -> Built:
        project = Project(tmp_path_factory.mktemp(name))
        project.write(FILES)
        return project.build(config=settings(name))

    return cache(build)


def _open(browser: Browser, built: Built, width: int, scheme: str = "light") -> Page:
    return opened(browser, built.outdir / "index.html", width, scheme)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_builds_without_warnings(theme: Theme, name: str) -> None:
    assert theme(name).warnings == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
@pytest.mark.parametrize("name", THEMES)
def test_a_list_looks_as_it_must(
    chromium: Browser, theme: Theme, name: str, width: int, scheme: str
) -> None:
    page = _open(chromium, theme(name), width, scheme)
    assert faults(page) == []
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", THEMES)
def test_no_header_lies_over_the_entry_that_a_link_leads_to(
    chromium: Browser, theme: Theme, name: str, width: int
) -> None:
    page = _open(chromium, theme(name), width)
    covered = page.locator(f"#{KEY} .pub-title").evaluate(
        "node => { const box = node.getBoundingClientRect();"
        " return !node.contains(document.elementFromPoint(box.x + 5, box.y + 5)) }"
    )
    assert covered is False
    page.context.close()


@pytest.mark.parametrize("name", THEMES)
def test_the_row_stays_a_row_when_something_is_folded_out(
    chromium: Browser, theme: Theme, name: str
) -> None:
    page = _open(chromium, theme(name), 1280)
    item = page.locator(f"#{KEY}")
    cite, abstract = item.get_by_text("Cite", exact=True), item.get_by_text("Abstract", exact=True)
    cite.click()
    abstract.click()
    boxes = [part.bounding_box() for part in (cite, abstract)]
    assert len({round(box["y"] / 4) for box in boxes if box}) == 1
    source = item.locator(".pub-bibtex").bounding_box()
    text = item.get_by_text("We study generalized resilience").bounding_box()
    row = cite.bounding_box()
    assert source
    assert text
    assert row
    assert row["y"] + row["height"] <= text["y"] < source["y"]
    page.context.close()


@pytest.mark.parametrize("name", THEMES)
def test_folded_names_are_hidden_until_they_are_unfolded(
    chromium: Browser, theme: Theme, name: str
) -> None:
    page = _open(chromium, theme(name), 1280)
    authors = page.locator(".pub-authors", has=page.locator(".pub-fold")).first
    fold = authors.locator(".pub-fold").first
    names = fold.evaluate("node => node.lastChild.textContent.split(', ')")
    assert len(names) >= 3
    closed = authors.inner_text()
    assert not [person for person in names if person.strip() in closed]
    fold.locator("summary").click()
    unfolded = authors.inner_text()
    assert [person for person in names if person.strip() not in unfolded] == []
    fold.locator("summary").click()
    page.emulate_media(media="print")
    printed = authors.inner_text()
    assert [person for person in names if person.strip() not in printed] == []
    assert "more" not in printed
    page.context.close()
