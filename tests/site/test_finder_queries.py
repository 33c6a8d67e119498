"""Queries as people type them, written down before the matcher was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from support import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from support import Output

QUERIES: Final[list[dict[str, Any]]] = json.loads(
    (ROOT / "tests/data/finder-queries.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def page(chromium: Browser, site: Callable[[str], Output]) -> Iterator[Page]:
    """Open the list of the CV for all queries."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto((site("html").outdir / "pages/publications.html").as_uri())
    yield page
    context.close()


def _found(page: Page, query: str) -> list[str]:
    page.get_by_role("searchbox", name="Find publications").fill(query)
    found = "all => all.map(item => item.dataset.key).sort()"
    return page.locator("li.pub-item:visible").evaluate_all(found)


@pytest.mark.parametrize("row", QUERIES, ids=lambda row: row["query"])
def test_it_finds_what_is_meant(page: Page, row: dict[str, Any]) -> None:
    found = _found(page, row["query"])
    assert set(row["finds"]) <= set(found)
    if row["only"]:
        assert found == row["finds"]
    expect(page.locator(".pub-finder-none")).to_be_visible(visible=not found)
