"""What a visitor meets, with the site served as Read the Docs serves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from served import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from support import Output

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
#: Adds up how far what was shown has moved, from the first moment on.
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((e) => e.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def page(chromium: Browser, base: str) -> Iterator[Page]:
    """Open a page on a phone; other hosts are out of reach, and none is asked."""
    with _visit(chromium, base) as page:
        yield page


@contextmanager
def _visit(chromium: Browser, base: str, **options: object) -> Iterator[Page]:
    context = chromium.new_context(**{"viewport": PHONE, **options})  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(base), refuse)
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    yield page
    context.close()
    assert asked == []
    assert failed == []


def _requests(page: Page, address: str) -> list[str]:
    """Return the paths of all that a page loads."""
    paths: list[str] = []
    page.on("request", lambda sent: paths.append(urlsplit(sent.url).path))
    page.goto(address, wait_until="networkidle")
    return paths


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_what_it_uses_and_nothing_else(page: Page, base: str, name: str) -> None:
    files = {path.rpartition("/")[2] for path in _requests(page, f"{base}/{name}")}
    code = page.locator(".highlight pre").count() > 0
    searches = name == "search.html"
    # Icons of one's own, all icons there are, and a stylesheet that imports another one.
    assert not files & {"fontawesome.js", "fa-solid-900.woff2", "fa-brands-400.woff2", "theme.css"}
    assert ("searchindex.js" in files) == searches
    assert ("pygments.css" in files) == code
    assert {"icons-solid.woff2", "pydata-sphinx-theme.js", "site.css"} <= files


@pytest.mark.parametrize("name", PAGES)
def test_no_script_keeps_a_page_from_being_shown(site: Callable[[str], Output], name: str) -> None:
    scripts = site("html").html(name).cssselect("script")
    asked = [script for script in scripts if script.get("src")]
    assert [script.get("src") for script in asked if script.get("defer") is None] == []
    # The one that settles light or dark must run first; what is data does not run.
    first = next(script for script in scripts if script.get("type") != "application/ld+json")
    assert "dataset" in first.text


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_while_a_page_loads(
    chromium: Browser, base: str, name: str, viewport: dict[str, int]
) -> None:
    with _visit(chromium, base, viewport=viewport) as page:
        page.add_init_script(SHIFTS)
        page.goto(f"{base}/{name}", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("shifts") == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_owner_can_be_reached_from_every_page_on_a_phone(
    chromium: Browser, base: str, name: str, scripts: bool
) -> None:
    with _visit(chromium, base, java_script_enabled=scripts) as page:
        page.goto(f"{base}/{name}")
        # To the end: browsers scroll to whole pixels, and may leave a part of one unseen.
        page.keyboard.press("End")
        contact = page.get_by_role("contentinfo").get_by_role("list", name="E-mail and profiles")
        for text, address in {
            "banghua@uw.edu": "mailto:banghua@uw.edu",
            "Google Scholar": "https://scholar.google.com/citations?user=iyDxq0EAAAAJ",
            "LinkedIn": "https://www.linkedin.com/in/banghua-zhu-171902aa",
            "X": "https://x.com/BanghuaZ",
        }.items():
            link = contact.get_by_role("link", name=text, exact=True)
            expect(link).to_be_in_viewport(ratio=1)
            expect(link).to_have_attribute("href", address)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_every_page_can_be_reached_from_every_page_on_a_phone(
    chromium: Browser, base: str, name: str, scripts: bool
) -> None:
    with _visit(chromium, base, java_script_enabled=scripts) as page:
        page.goto(f"{base}/{name}", wait_until="networkidle")
        if scripts:
            page.get_by_role("button", name="Site navigation").click()
        for text in ("Publications", "Experience", "Teaching", "CV"):
            link = page.get_by_role("navigation").get_by_role("link", name=text, exact=True)
            expect(link).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("name", PAGES)
def test_a_title_is_the_page_and_the_name(site: Callable[[str], Output], name: str) -> None:
    page = site("html").html(name)
    heading = page.cssselect("main h1")[0].text_content().rstrip("¶")
    title = page.cssselect("title")[0].text
    assert title == ("Banghua Zhu" if name == "index.html" else f"{heading} — Banghua Zhu")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_described_the_same_everywhere(site: Callable[[str], Output], name: str) -> None:
    head = {
        node.get("name") or node.get("property"): node.get("content")
        for node in site("html").html(name).cssselect("meta[content]")
    }
    # Of a paper its abstract would be the description, and no other text.
    assert bool(head.get("description")) == (not name.startswith("publications/"))
    # There is nothing to share of the search and of what is not there.
    if "og:title" in head:
        assert head.get("og:description") == head.get("description")
    assert ("og:title" in head) == (name not in {"search.html", "404.html"})


def test_what_is_not_there_is_answered_at_any_depth(page: Page, base: str) -> None:
    context = page.context
    answer = context.request.get(f"{base}/no/such/page.html")
    assert answer.status == 404
    # The browser itself would report the status as an error of the page.
    page.route(
        "**/no/such/page.html",
        lambda route: route.fulfill(body=answer.text(), content_type="text/html"),
    )
    files = _requests(page, f"{base}/no/such/page.html")
    assert all(not path.startswith("/no/such/_") for path in files)
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="publications").click()
    expect(page).to_have_url(f"{base}/pages/publications.html")


def _search(page: Page, base: str, words: str) -> None:
    page.goto(f"{base}/pages/teaching.html")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    field = page.locator("dialog input[type=search]")
    expect(field).to_be_focused()
    field.fill(words)
    field.press("Enter")
    expect(page.locator("#search-results .search-summary")).to_contain_text("finished")


def test_search_opens_by_keyboard_and_finds_pages(page: Page, base: str) -> None:
    _search(page, base, "internships")
    results = page.locator("#search-results ul.search > li a")
    expect(results.first).to_have_attribute("href", "index.html")


@pytest.mark.parametrize("words", ["pessimism", "imitation pessimism", "Tale of Pessimism"])
def test_search_finds_a_paper_by_words_of_its_title(page: Page, base: str, words: str) -> None:
    _search(page, base, words)
    first = page.locator("#search-results ul.search > li a").first
    first.click()
    expect(page).to_have_url(f"{base}/pages/publications.html#rashidinejad2022bridging")
    expect(page.locator("#rashidinejad2022bridging")).to_be_in_viewport()


def test_light_or_dark_is_settled_without_the_themes_script(chromium: Browser, base: str) -> None:
    shown = {}
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme)
        page = context.new_page()
        page.route("**/scripts/*.js*", lambda route: route.abort())
        page.goto(f"{base}/index.html")
        shown[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert shown == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 30)"}


def test_the_visitor_chooses_light_or_dark_for_good(chromium: Browser, base: str) -> None:
    with _visit(chromium, base, viewport=DESKTOP, color_scheme="light") as page:
        page.goto(f"{base}/index.html")
        root = page.locator("html")
        expect(root).to_have_attribute("data-theme", "light")
        header = page.get_by_role("banner")
        header.get_by_role("button", name="Color mode").click()
        header.get_by_role("button", name="Dark").click()
        expect(root).to_have_attribute("data-theme", "dark")
        page.goto(f"{base}/pages/cv.html")
        expect(root).to_have_attribute("data-theme", "dark")


def test_without_scripts_a_page_has_its_colours(chromium: Browser, base: str) -> None:
    with _visit(chromium, base, java_script_enabled=False, color_scheme="dark") as page:
        page.goto(f"{base}/index.html")
        background = page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")
        assert background == "rgb(255, 255, 255)"
