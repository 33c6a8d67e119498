"""What a visitor does, in a real browser, with the site opened from disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from support import Output


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page that reports each request to another host."""
    context = chromium.new_context(java_script_enabled=request.param)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


#: A link of the home page's own words, to an entry by its cite key.
AREA = "Reinforcement learning with human feedback"


def test_a_cite_key_link_leads_to_its_entry_and_shows_which_is_meant(
    page: Page, site: Callable[[str], Output]
) -> None:
    page.goto((site("html").outdir / "index.html").as_uri())
    page.get_by_role("link", name=AREA, exact=True).click()
    assert page.url.endswith("pages/publications.html#zhu2023principled")
    assert_is_shown(page, "zhu2023principled")


def test_an_old_key_leads_to_its_entry_and_shows_which_is_meant(
    page: Page, site: Callable[[str], Output]
) -> None:
    page.goto((site("html").outdir / "pages/publications.html").as_uri() + "#zhu2020tukey")
    assert_is_shown(page, "zhu2020when")


def test_an_old_key_takes_no_room(page: Page, site: Callable[[str], Output]) -> None:
    page.goto((site("html").outdir / "pages/publications.html").as_uri())
    item = page.locator("#zhu2020when")
    boxes = [item.bounding_box()]
    page.locator("#zhu2020tukey").evaluate("node => node.remove()")
    assert [*boxes, item.bounding_box()] == boxes * 2


def assert_is_shown(page: Page, key: str) -> None:
    """Check that the entry *key* is in sight, and has a colour that others have not."""
    entry = page.locator(f"#{key}")
    other = page.locator("#zhu2023doubly")
    expect(entry).to_be_in_viewport()
    colours = [
        place.evaluate("node => getComputedStyle(node).backgroundColor") for place in (entry, other)
    ]
    assert colours[1] == "rgba(0, 0, 0, 0)"
    assert colours[0] != colours[1]
    # The sticky header must not lie over it.
    header = page.locator("header.bd-header").bounding_box()
    box = entry.bounding_box()
    assert header is not None
    assert box is not None
    assert box["y"] >= header["y"] + header["height"]


def test_links_of_a_reference_tell_themselves_apart(
    page: Page, site: Callable[[str], Output]
) -> None:
    page.goto((site("html").outdir / "pages" / "publications.html").as_uri())
    link = page.locator("#uchendu2023jump").get_by_role("link", name="arXiv", exact=True)
    expect(link).to_have_accessible_description("Jump-Start Reinforcement Learning")
    assert link.get_attribute("href") == "https://arxiv.org/abs/2204.02372"


@pytest.mark.parametrize("name", ["index", "pages/publications", "pages/cv", "pages/experience"])
def test_nothing_is_wider_than_a_phone(
    page: Page, site: Callable[[str], Output], name: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site("html").outdir / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
