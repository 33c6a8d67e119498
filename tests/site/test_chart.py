"""A chart in a real browser: what it is called, how it is reached, and that it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from bench.corpus import bibliography
from support import ROOT, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

PAGE = "# Papers\n\n```{publications}\n:chart:\n```\n"
REAL = (ROOT / "pubs.bib").read_text(encoding="utf-8")
NAME = "Publications per year and kind"
BARS = [
    "2020: 2 publications (Journal articles: 1, Conference papers: 1)",
    "2022: 6 publications"
    " (Journal articles: 4, Conference papers: 1, Preprints and manuscripts: 1)",
    "2023: 16 publications (Conference papers: 9, Preprints and manuscripts: 7)",
    "2024: 7 publications"
    " (Journal articles: 1, Conference papers: 5, Preprints and manuscripts: 1)",
]


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Return a function that builds a page with a chart and opens it as on a phone."""
    contexts = []

    def show_page(
        bib: str, *, linked: bool = True, theme: str = "pydata_sphinx_theme", **options: Any
    ) -> Page:
        project = Project(tmp_path)
        finder = ":finder:" if linked else ":finder: no"
        project.write({"index.md": PAGE.replace(":chart:", f":chart:\n{finder}"), "pubs.bib": bib})
        config = {"html_theme": theme, "html_math_renderer": "mathml"}
        built = project.build(config=config)
        assert built.warnings == []
        options = {"viewport": {"width": 390, "height": 844}, **options}
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.goto((built.outdir / "index.html").as_uri())
        return page

    yield show_page
    for context in contexts:
        context.close()


def test_bars_are_links_with_names_in_their_order_by_keyboard(show: Open) -> None:
    page = show(REAL)
    chart = page.get_by_role("group", name=NAME)
    expect(chart.get_by_role("link")).to_have_count(len(BARS))
    chart.get_by_role("link", name=BARS[0], exact=True).focus()
    for place, name in enumerate(BARS):
        link = chart.get_by_role("link", name=name, exact=True)
        expect(link).to_be_focused()
        box = link.bounding_box()
        assert box is not None
        assert box["width"] >= 24
        assert box["height"] >= 24
        focused = link.locator(".pub-chart-column").evaluate(
            "node => getComputedStyle(node).strokeWidth"
        )
        # What the keyboard is at is seen; the first was not reached by keyboard.
        assert place == 0 or focused == "2px"
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html?year=2024#pub-chart-index-0")


def test_a_kind_of_the_legend_is_a_link(show: Open) -> None:
    page = show(REAL)
    page.get_by_role("figure").get_by_role("link", name="Journal articles", exact=True).click()
    page.wait_for_url("**/index.html?kind=articles#pub-chart-index-0")


def test_without_a_finder_there_is_a_picture_and_no_link(show: Open) -> None:
    page = show(REAL, linked=False)
    expect(page.get_by_role("img", name=NAME)).to_be_visible()
    expect(page.get_by_role("img", name=NAME)).to_have_accessible_description(
        f"A bar for each year from 2020 to 2024. The highest is {BARS[2]}."
    )
    expect(page.get_by_role("figure").get_by_role("link")).to_have_count(0)


def test_the_numbers_are_a_table_for_those_who_listen(show: Open) -> None:
    page = show(REAL)
    page.get_by_text("Numbers as a table").click()
    table = page.get_by_role("table", name=NAME)
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="2023"))
    expect(row.get_by_role("cell")).to_have_text(["0", "9", "7", "16"])
    headers = ["Year", "Journal articles", "Conference papers", "Preprints and manuscripts"]
    expect(table.get_by_role("columnheader")).to_have_text([*headers, "Total"])


@pytest.mark.parametrize("theme", ["basic", "alabaster", "pydata_sphinx_theme"])
def test_it_fits_a_phone(show: Open, theme: str) -> None:
    page = show(bibliography(300), theme=theme)
    page.get_by_text("Numbers as a table").click()
    page.evaluate("document.querySelectorAll('.pub-list').forEach(list => list.remove())")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    years = page.locator(".pub-chart-year").all()
    boxes = [box for year in years if (box := year.bounding_box())]
    assert len(boxes) == 8
    assert all(left["x"] + left["width"] < right["x"] for left, right in pairwise(boxes))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_stand_out_in_both_colour_schemes(show: Open, scheme: str) -> None:
    page = show(REAL, color_scheme=scheme)
    colour = "node => getComputedStyle(node).color"
    bar = page.locator(".pub-chart-bar .pub-chart-1").first.evaluate(colour)
    assert bar == page.locator("p").first.evaluate(colour)


def test_forced_colours_are_the_readers_own(show: Open) -> None:
    page = show(REAL, forced_colors="active", color_scheme="dark")
    bar = page.locator(".pub-chart-bar .pub-chart-1").first
    assert bar.evaluate("node => getComputedStyle(node).color") == "rgb(255, 255, 255)"
