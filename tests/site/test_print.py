"""On paper the site is what one hands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from served import PAGES, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from support import Output

PRINTED = [name for name in PAGES if name.startswith("pages/")]


@pytest.fixture
def page(chromium: Browser, site: Callable[[str], Output]) -> Iterator[Page]:
    """Open a page in dark mode, ready for the printer."""
    context = chromium.new_context(color_scheme="dark", viewport={"width": 720, "height": 960})
    with served(site("html").outdir) as address:
        page = context.new_page()
        page.goto(address)
        page.emulate_media(media="print")
        yield page
    context.close()


@pytest.mark.parametrize("name", PRINTED)
def test_the_furniture_stays_on_the_screen(page: Page, name: str) -> None:
    page.goto(f"{page.url}{name}", wait_until="networkidle")
    shown = page.evaluate(
        """() => Array.from(document.querySelectorAll(
            "header, footer, nav, button, input, .headerlink, .skip-link, .bd-sidebar, .bd-toc"
        )).filter((node) => node.checkVisibility({ visibilityProperty: true }))
          .map((node) => node.outerHTML.slice(0, 120))"""
    )
    assert shown == []
    letterhead = page.locator(".site-letterhead")
    expect(letterhead).to_be_visible()
    expect(letterhead).to_have_text("Banghua Zhu banghua@uw.edu · https://banghua.me/")


@pytest.mark.parametrize("name", ["index.html", *PRINTED])
def test_it_is_black_on_white_in_dark_mode_too(page: Page, name: str) -> None:
    page.goto(f"{page.url}{name}", wait_until="networkidle")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    colours = page.evaluate(
        """() => [...new Set(Array.from(document.querySelectorAll("main *"))
            .filter((node) => node.checkVisibility())
            .flatMap((node) => {
              const style = getComputedStyle(node);
              return [`text ${style.color}`, `ground ${style.backgroundColor}`];
            }))].sort()"""
    )
    grounds = {colour for colour in colours if colour.startswith("ground")}
    assert grounds <= {"ground rgba(0, 0, 0, 0)", "ground rgb(255, 255, 255)"}
    assert set(colours) - grounds == {"text rgb(0, 0, 0)"}


@pytest.mark.parametrize("name", PRINTED)
def test_no_entry_is_split_over_pages(page: Page, name: str) -> None:
    page.goto(f"{page.url}{name}", wait_until="networkidle")
    article = page.locator("article")
    for selector, rule in {
        "li, dd": "break-inside",
        "h1, h2, h3, dt": "break-after",
    }.items():
        values = article.locator(selector).evaluate_all(
            "(nodes, rule) => [...new Set(nodes.map((n) => getComputedStyle(n)[rule]))]", rule
        )
        assert values in (["avoid"], [])
    # What is laid out in columns, or scrolls, breaks anywhere.
    ancestors = article.evaluate(
        """(node) => {
          const found = [];
          for (let up = node; up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up);
            found.push(`${style.display} ${style.overflowX}`);
          }
          return [...new Set(found)];
        }"""
    )
    assert ancestors == ["block visible"]


@pytest.mark.parametrize(("paper", "width"), [("A4", 595), ("Letter", 612)])
def test_the_cv_fits_any_paper(page: Page, paper: str, width: int) -> None:
    page.goto(f"{page.url}pages/cv.html", wait_until="networkidle")
    made = page.pdf(format=paper, prefer_css_page_size=True)
    widths = {round(float(found)) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+)", made)}
    assert {abs(found - width) <= 1 for found in widths} == {True}
    assert 4 <= len(re.findall(rb"/Type /Page\b", made)) <= 6


def test_identifiers_are_spelled_out(page: Page) -> None:
    page.goto(f"{page.url}pages/publications.html")
    links = page.locator("#zhu2022generalized .pub-links a")
    printed = links.evaluate_all(
        "nodes => nodes.map((n) => getComputedStyle(n, '::after').content)"
    )
    # The PDF of arXiv's number has no other number.
    assert printed == [
        "none",
        '" https://doi.org/10.1214/22-AOS2186"',
        '" https://arxiv.org/abs/1909.08755"',
    ]
