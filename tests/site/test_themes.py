"""The lists look right under the themes that academics use: built, and opened in a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest

from support import ROOT, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from support import Built

    Theme = Callable[[str], Built]

THEMES = ["alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme"]
PAGE = "# Publications\n\n```{publications}\n```\n"


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """Return a function that builds the owner's publications under a theme."""

    def build(name: str) -> Built:
        project = Project(tmp_path_factory.mktemp(name))
        bib = (ROOT / "pubs.bib").read_text(encoding="utf-8")
        abstract = "abstract = {We study generalized resilience, and say so at some length.},\n"
        project.write(
            {"index.md": PAGE, "pubs.bib": bib.replace("  doi ", f"  {abstract}  doi ", 1)}
        )
        return project.build(
            config={
                "html_theme": name,
                "html_math_renderer": "mathml",
                "publications_owner": "Zhu, Banghua",
                "publications_fold_authors": 8,
            }
        )

    return cache(build)


def _open(browser: Browser, built: Built, width: int, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{(built.outdir / 'index.html').as_uri()}#zhu2022generalized")
    return page


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_builds_without_warnings(theme: Theme, name: str) -> None:
    assert theme(name).warnings == []


@pytest.mark.parametrize("name", THEMES)
def test_nothing_is_wider_than_a_phone(chromium: Browser, theme: Theme, name: str) -> None:
    page = _open(chromium, theme(name), 390)
    page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", THEMES)
def test_no_header_lies_over_the_entry_that_a_link_leads_to(
    chromium: Browser, theme: Theme, name: str, width: int
) -> None:
    page = _open(chromium, theme(name), width)
    covered = page.locator("#zhu2022generalized .pub-title").evaluate(
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
    item = page.locator("#zhu2022generalized")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", THEMES)
def test_muted_text_can_be_read(chromium: Browser, theme: Theme, name: str, scheme: str) -> None:
    page = _open(chromium, theme(name), 1280, scheme)
    # What is painted is read off a canvas, since colours are mixed by the browser.
    ratio = page.locator("#zhu2022generalized .pub-number").evaluate(
        """node => {
          const context = document.createElement('canvas').getContext('2d');
          const over = (color, under) => {
            context.fillStyle = `rgb(${under})`; context.fillRect(0, 0, 1, 1);
            context.fillStyle = color; context.fillRect(0, 0, 1, 1);
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
          };
          const chain = [];
          for (let n = node; n; n = n.parentElement) chain.unshift(n);
          const back = chain.reduce(
            (under, node) => over(getComputedStyle(node).backgroundColor, under), [255, 255, 255]);
          const light = rgb => rgb.map(v => v / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
          const [a, b] = [light(over(getComputedStyle(node).color, back)), light(back)];
          return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        }"""
    )
    assert ratio >= 4.5
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
    opened = authors.inner_text()
    assert [person for person in names if person.strip() not in opened] == []
    fold.locator("summary").click()
    page.emulate_media(media="print")
    printed = authors.inner_text()
    assert [person for person in names if person.strip() not in printed] == []
    assert "more" not in printed
    page.context.close()
