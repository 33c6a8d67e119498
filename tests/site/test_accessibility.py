"""Everyone can use the site: with a keyboard, a screen reader, large type, other colours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from axe import script
from served import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
#: What the Tab key should reach: all that can be used and is shown.
REACHABLE = """() => {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex]";
  const shown = { visibilityProperty: true, contentVisibilityAuto: true };
  return Array.from(document.querySelectorAll(selector))
    .filter((node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility(shown))
    .map((node) => (node.dataset.stop = node.outerHTML.slice(0, 120)));
}"""
#: What has the focus, and whether it shows.
FOCUSED = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const style = getComputedStyle(node);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const box = node.getBoundingClientRect();
  return {
    stop: node.dataset.stop ?? node.outerHTML.slice(0, 120),
    shows: (outlined || style.boxShadow !== "none") && box.width > 0 && box.right > 0,
  };
}"""


@contextmanager
def _open(chromium: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page with all that folds away unfolded."""
    context = chromium.new_context(**options)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((node) => (node.open = true))")
    yield page
    context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_rule_of_axe_is_broken(
    chromium: Browser, base: str, name: str, scheme: str, viewport: dict[str, int]
) -> None:
    options = {"viewport": viewport, "color_scheme": scheme, "reduced_motion": "reduce"}
    with _open(chromium, f"{base}/{name}", **options) as page:
        results = Axe.from_file(script()).run(page)
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("query", ["q=learning&year=2023", "q=nothing+at+all"])
def test_no_rule_of_axe_is_broken_by_a_list_that_is_filtered(
    chromium: Browser, base: str, scheme: str, viewport: dict[str, int], query: str
) -> None:
    options = {"viewport": viewport, "color_scheme": scheme, "reduced_motion": "reduce"}
    with _open(chromium, f"{base}/pages/publications.html?{query}", **options) as page:
        assert page.get_by_role("status").first.inner_text().split()[0] in {"0", "5"}
        results = Axe.from_file(script()).run(page)
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    chromium: Browser, base: str, name: str, viewport: dict[str, int]
) -> None:
    with _open(chromium, f"{base}/{name}", viewport=viewport) as page:
        # The search page begins in its field: behind its end it goes on at the top.
        starts_within = page.evaluate("document.activeElement !== document.body")
        page.evaluate("document.activeElement.blur()")
        stops = page.evaluate(REACHABLE)
        assert len(stops) > 5
        reached = []
        # The contents of the page unfold where one is: more can come than was seen at first.
        for _ in range(2 * len(stops)):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused is None and starts_within:
                starts_within = False
                continue
            if focused is None:
                break
            reached.append(focused)
        assert [stop["stop"] for stop in reached if not stop["shows"]] == []
        assert set(stops) - {stop["stop"] for stop in reached} == set()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 640])
def test_large_type_needs_no_scrolling_sideways(
    chromium: Browser, base: str, name: str, width: int
) -> None:
    # A window of 1,280 pixels at 400 % and at 200 %.
    viewport = {"width": width, "height": 480}
    with _open(chromium, f"{base}/{name}", viewport=viewport) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        wide = page.evaluate(
            """width => Array.from(document.querySelectorAll("main *, footer *"))
              .filter((node) => node.checkVisibility() && node.getClientRects().length)
              .filter((node) => node.getBoundingClientRect().right > width + 0.5)
              .map((node) => node.outerHTML.slice(0, 120))""",
            width,
        )
        assert wide == []


@pytest.mark.parametrize("name", PAGES)
def test_forced_colours_leave_nothing_unseen(chromium: Browser, base: str, name: str) -> None:
    options = {"forced_colors": "active", "color_scheme": "dark", "viewport": DESKTOP}
    with _open(chromium, f"{base}/{name}", **options) as page:
        results = Axe.from_file(script()).run(page, options={"runOnly": ["color-contrast"]})
        assert results.violations_count == 0, results.generate_report()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["shows"]


def test_nothing_moves_for_those_who_want_it_so(chromium: Browser, base: str) -> None:
    for name in PAGES:
        with _open(chromium, f"{base}/{name}", reduced_motion="reduce") as page:
            moving = page.evaluate(
                """() => Array.from(document.querySelectorAll("*"), (node) => {
                  const style = getComputedStyle(node);
                  const times = `${style.transitionDuration}, ${style.animationDuration}`;
                  const moves = times.split(",").some((time) => parseFloat(time) > 0.01);
                  return moves ? node.outerHTML.slice(0, 120) : null;
                }).filter(Boolean)"""
            )
            assert moving == [], name
            assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == (
                "auto"
            )
