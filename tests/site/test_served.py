"""What a visitor meets, with the site served as Read the Docs serves it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from served import PAGES, Handler, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

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
    paths = _requests(page, f"{base}/{name}")
    files = {path.rpartition("/")[2] for path in paths}
    code = page.locator(".highlight pre").count() > 0
    # Each page holds the rules that it uses: test_styles.py.
    assert [path for path in paths if path.endswith(".css")] == []
    assert (".highlight .k" in page.content()) == code
    # Scripts and fonts of the theme, and scripts of Sphinx; the search has its own index.
    assert [path for path in paths if "/scripts/" in path or "/vendor/" in path] == []
    for script in ("searchindex.js", "searchtools.js", "doctools.js", "documentation_options.js"):
        assert script not in files
    assert {"icons-solid.woff2", "site.js"} <= files


@pytest.mark.parametrize("name", [*PAGES, "pages/publications.html?q=learning"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_page_weighs_little(
    chromium: Browser, base: str, name: str, viewport: dict[str, int]
) -> None:
    with _visit(chromium, base, viewport=viewport) as page:
        loaded: list[Request] = []
        page.on("requestfinished", lambda sent: loaded.extend([sent]))
        page.goto(f"{base}/{name}", wait_until="networkidle")
        weights = {sent.url: sent.sizes()["responseBodySize"] for sent in loaded}
    most = 25_000 if name == "index.html" else 50_000
    assert sum(weights.values()) <= most, weights


def test_the_first_screen_takes_one_round_trip(site: Callable[[str], Output]) -> None:
    # Ten packets, which a server sends before it waits for an answer.
    first, _, _ = site("html").text("index.html").partition("Selected publications")
    assert len(gzip.compress(first.encode(), 6)) <= 14_600


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


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("name", "cut"),
    [
        # Within what stands in the middle of its row, or at its end.
        ("pages/cv.html", '<a class="reference internal" href="publications.html">'),
        ("pages/publications.html", '<div class="site-modes pst-js-only">'),
        ("search.html", 'fa-magnifying-glass"></i>'),
        ("search.html", '<kbd class="kbd-shortcut__modifier">'),
        # Within details, of which browsers show a summary of their own until theirs is there.
        ("pages/publications.html", '<details class="pub-facets">'),
        ("pages/publications.html", '<details class="pub-take-all">'),
        ("pages/publications.html", '<details class="pub-details pub-cite">'),
        ("publications/zhu2023byzantine.html", 'value="zhu2023byzantine.html">'),
        # Within the footer, which stands at the end of the screen.
        ("404.html", '<footer class="bd-footer">'),
        ("404.html", '<ul class="site-profiles" aria-label="E-mail and profiles">'),
        ("search.html", '<div class="footer-items__end">'),
        ("pages/teaching.html", '<p class="copyright">'),
    ],
)
def test_nothing_moves_where_a_page_comes_in_two_parts(
    chromium: Browser,
    site: Callable[[str], Output],
    name: str,
    cut: str,
    viewport: dict[str, int],
) -> None:
    seen = Event()
    whole = (site("html").outdir / name).read_bytes()
    shown = whole.index(b"</dialog>")  # after the search, which is closed
    end = whole.index(cut.encode(), shown) + len(cut)

    class InTwoParts(Handler):
        def _send(self, content: bytes) -> None:
            if content != whole:
                self.wfile.write(content)
                return
            self.wfile.write(content[:end])
            seen.wait(timeout=20)
            self.wfile.write(content[end:])

    unpacked = {"extra_http_headers": {"Accept-Encoding": "identity"}}
    with (
        served(site("html").outdir, InTwoParts) as base,
        _visit(chromium, base, viewport=viewport, **unpacked) as page,
    ):
        page.add_init_script(SHIFTS)
        page.goto(f"{base}/{name}", wait_until="commit")
        came = "(cut) => document.body?.innerHTML.split('</dialog>').slice(1).join().includes(cut)"
        page.wait_for_function(came, arg=cut)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
        seen.set()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("shifts") == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_owner_can_be_reached_from_every_page_on_a_phone(
    chromium: Browser, base: str, name: str, scripts: bool
) -> None:
    with _visit(chromium, base, java_script_enabled=scripts) as page:
        page.goto(f"{base}/{name}", wait_until="networkidle")
        contact = page.get_by_role("contentinfo").get_by_role("list", name="E-mail and profiles")
        if name == "index.html":
            # Once: at the head of the home page.
            expect(contact).to_have_count(0)
            contact = page.get_by_role("main")
        else:
            # To the end: browsers scroll to whole pixels, and may leave a part of one unseen.
            page.keyboard.press("End")
        for text, address in {
            "banghua@uw.edu": "mailto:banghua@uw.edu",
            "Google Scholar": "https://scholar.google.com/citations?user=iyDxq0EAAAAJ",
            "LinkedIn": "https://www.linkedin.com/in/banghua-zhu-171902aa",
            "X": "https://x.com/BanghuaZ",
        }.items():
            link = contact.get_by_role("link", name=text, exact=True)
            expect(link).to_be_in_viewport(ratio=1)
            # docutils writes the sign of an address in text so that few robots know it.
            assert unquote(link.get_attribute("href") or "") == address


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_every_page_can_be_reached_from_every_page_on_a_phone(
    chromium: Browser, base: str, name: str, scripts: bool
) -> None:
    with _visit(chromium, base, java_script_enabled=scripts) as page:
        page.goto(f"{base}/{name}")
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


def test_light_or_dark_is_settled_without_any_file(chromium: Browser, base: str) -> None:
    shown = {}
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme)
        page = context.new_page()
        page.route("**/*.js*", lambda route: route.abort())
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
        expect(header.get_by_role("button", name="Dark")).to_be_hidden()
        page.goto(f"{base}/pages/cv.html")
        expect(root).to_have_attribute("data-theme", "dark")
        header.get_by_role("button", name="Color mode").click()
        pressed = header.get_by_role("button", pressed=True)
        expect(pressed).to_have_text("Dark")
        # And takes it back: from now on it is as the system has it.
        header.get_by_role("button", name="System Settings").click()
        expect(root).to_have_attribute("data-theme", "light")
        page.emulate_media(color_scheme="dark")
        expect(root).to_have_attribute("data-theme", "dark")


def test_without_scripts_a_page_has_its_colours(chromium: Browser, base: str) -> None:
    with _visit(chromium, base, java_script_enabled=False, color_scheme="dark") as page:
        page.goto(f"{base}/index.html")
        background = page.locator("body").evaluate("node => getComputedStyle(node).backgroundColor")
        assert background == "rgb(255, 255, 255)"


# -- The header ----------------------------------------------------------------------------------

#: What can be pressed in header and footer, but for what is folded away.
TARGETS = """() => Array.from(document.querySelectorAll(
    "header :is(a, button), .bd-footer a"
)).filter((node) => node.checkVisibility({ visibilityProperty: true })).map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [node.textContent.trim() || node.ariaLabel, x, y, width, height];
})"""


@pytest.mark.parametrize("name", PAGES)
def test_the_header_is_there_once_and_says_each_name_once(
    site: Callable[[str], Output], name: str
) -> None:
    page = site("html").html(name)
    (header,) = page.cssselect("header")
    assert len(header.cssselect("nav")) == 1
    links = [link.text_content() for link in page.cssselect("header nav a")]
    assert links == ["Publications", "Experience", "Teaching", "CV"]
    buttons = page.cssselect("header .site-tools > :not(.site-icons) > button, header button")
    assert {button.get("aria-label") for button in buttons} - {None} == {"Search", "Color mode"}
    assert page.cssselect("header [title], dialog [title], footer [title]") == []
    # The theme's drawers stay empty.
    assert [node.text_content().strip() for node in page.cssselect("dialog:not([id*=search])")] in (
        [],
        [""],
    )


@pytest.mark.parametrize("name", PAGES)
def test_the_page_that_one_is_on_is_marked(site: Callable[[str], Output], name: str) -> None:
    current = site("html").html(name).cssselect('header [aria-current="page"]')
    expected = {
        "index.html": ["Banghua Zhu"],
        "pages/publications.html": ["Publications"],
        "pages/experience.html": ["Experience"],
        "pages/teaching.html": ["Teaching"],
        "pages/cv.html": ["CV"],
    }
    assert [link.text_content() for link in current] == expected.get(name, [])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 390])
def test_a_thumb_hits_what_it_means(chromium: Browser, base: str, name: str, width: int) -> None:
    with _visit(chromium, base, viewport={"width": width, "height": 700}) as page:
        page.goto(f"{base}/{name}")
        targets = page.evaluate(TARGETS)
        # The home page has its contact in its text.
        assert len(targets) == (7 if name == "index.html" else 11)
        for text, x, y, w, h in targets:
            assert min(w, h) >= 24, text
            assert 8 <= x + 8 <= x + w <= width, text
            for other, x2, y2, w2, h2 in targets:
                apart = max(x2 - x - w, x - x2 - w2, y2 - y - h, y - y2 - h2)
                assert other == text or apart >= 0, (text, other)
                # Side by side there is a gap, too.
                beside = abs(y - y2) < 1 and h < 40
                assert other == text or not beside or apart >= 8, (text, other)


@pytest.mark.parametrize(
    ("size", "position"),
    [((390, 844), "static"), ((844, 390), "static"), ((1280, 800), "sticky")],
)
def test_the_header_leaves_room_for_the_text(
    chromium: Browser, base: str, size: tuple[int, int], position: str
) -> None:
    width, height = size
    with _visit(chromium, base, viewport={"width": width, "height": height}) as page:
        page.goto(f"{base}/pages/publications.html#rashidinejad2022bridging")
        header = page.get_by_role("banner")
        assert header.evaluate("node => getComputedStyle(node).position") == position
        # What a link leads to is at the top, and under nothing.
        box = page.locator("#rashidinejad2022bridging").bounding_box()
        assert box is not None
        top = header.evaluate("node => node.getBoundingClientRect().bottom")
        assert max(top, 0) <= box["y"] <= 120


def test_search_is_opened_and_closed(page: Page, base: str) -> None:
    page.goto(f"{base}/index.html")
    dialog = page.locator("#pst-search-dialog")
    page.get_by_role("button", name="Search").click()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Search").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_page_that_is_about_to_be_opened_is_fetched_before(chromium: Browser, base: str) -> None:
    # Where requests are looked into nothing is fetched before.
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.goto(f"{base}/index.html", wait_until="networkidle")
    page.get_by_role("main").get_by_role("link", name="LinkedIn").hover()
    page.wait_for_timeout(500)
    link = page.get_by_role("navigation").get_by_role("link", name="Teaching")
    with page.expect_event("request", lambda sent: sent.url == f"{base}/pages/teaching.html"):
        link.hover()
    link.click()
    page.wait_for_url("**/teaching.html")
    kind = page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType")
    assert kind == "navigational-prefetch"
    assert [url for url in asked if not url.startswith(base)] == []
    page.close()


# -- Reading -------------------------------------------------------------------------------------

#: How many letters each line but the last of running text has.
LINES = """() => {
  const lines = [];
  for (const node of document.querySelectorAll(".bd-article :is(p, dd, li)")) {
    if (node.closest("[class*=pub-], .site-lead") || node.querySelector("p, li")) continue;
    const counts = new Map();
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (let i = 0; i < walker.currentNode.length; i++) {
        const range = document.createRange();
        range.setStart(walker.currentNode, i);
        range.setEnd(walker.currentNode, i + 1);
        const box = range.getClientRects()[0];
        const line = box?.width && Math.round(box.bottom / 8);
        if (line) counts.set(line, (counts.get(line) ?? 0) + 1);
      }
    }
    lines.push(...[...counts.values()].slice(0, -1));
  }
  return lines;
}"""


@pytest.mark.parametrize("name", ["index.html", "pages/experience.html", "pages/teaching.html"])
def test_a_line_has_at_most_65_letters(chromium: Browser, base: str, name: str) -> None:
    with _visit(chromium, base, viewport=DESKTOP) as page:
        page.goto(f"{base}/{name}")
        lines = page.evaluate(LINES)
        assert 45 <= max(lines) <= 65


def test_the_first_screen_of_a_laptop_has_three_references(chromium: Browser, base: str) -> None:
    with _visit(chromium, base, viewport={"width": 1280, "height": 800}) as page:
        page.goto(f"{base}/pages/publications.html")
        box = page.locator(".pub-item").nth(2).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800
