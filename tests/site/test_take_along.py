"""A visitor takes the citation along: copies it, downloads it, or reads it without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from sphinx_publications.formats.bibtex import as_bibtex
from support import ROOT
from unit.helpers import read

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


LIST = "pages/publications.html"
KEY = "zhu2023principled"
TITLE = "Principled Reinforcement Learning with Human Feedback from Pairwise or K-wise Comparisons"


@pytest.fixture
def page(chromium: Browser, base: str) -> Iterator[Page]:
    context = chromium.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
    page = context.new_page()
    page.goto(f"{base}/{LIST}")
    yield page
    context.close()


def _records() -> dict[str, str]:
    """Return the BibTeX of each paper of the site, by its key, in the order of the lists."""
    publications, _ = read((ROOT / "pubs.bib").read_text(encoding="utf-8"))
    return {pub.key: as_bibtex(pub) for pub in publications if pub.listed}


def test_what_the_buttons_copy_are_the_records_of_the_papers(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.pub-cite').forEach((node) => (node.open = true))")
    copied = []
    for button in page.get_by_role("button", name="Copy BibTeX").all():
        page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        page.wait_for_function("navigator.clipboard.readText()")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    assert len(copied) == 31
    assert copied == [f"{record}\n" for record in _records().values()]


def test_a_citation_is_copied_by_keyboard_and_the_reader_told(page: Page) -> None:
    cite = page.locator(f"#{KEY} summary", has_text="Cite")
    expect(cite).to_have_accessible_name("Cite")
    expect(cite).to_have_accessible_description(TITLE)
    cite.focus()
    page.keyboard.press("Enter")
    source = page.locator(f"#{KEY} .pub-bibtex")
    expect(source).to_be_visible()
    page.keyboard.press("Tab")
    copy = page.locator(f"#{KEY}").get_by_role("button", name="Copy BibTeX")
    expect(copy).to_be_focused()
    expect(copy).to_have_accessible_description(TITLE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").last).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{source.inner_text().strip()}\n"
    page.keyboard.press("Tab")
    expect(page.locator(f"#{KEY}").get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "async (end) => (await navigator.clipboard.readText()).endsWith(end)", arg=f"{LIST}#{KEY}"
    )
    page.keyboard.press("Tab")
    expect(page.locator(f"#{KEY}").get_by_role("link", name="Download .bib")).to_be_focused()


def test_the_reader_is_told_where_groups_are_filtered_away(page: Page, base: str) -> None:
    page.goto(f"{base}/{LIST}?kind=manuscripts")
    page.locator("#zhu2023starling summary", has_text="Cite").click()
    page.locator("#zhu2023starling").get_by_role("button", name="Copy BibTeX").click()
    told = page.locator(".pub-copied")
    expect(told).to_have_text("Copied")
    assert told.evaluate("node => node.closest('[hidden]')") is None


def test_without_a_clipboard_the_entry_is_copied_all_the_same(page: Page) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.reload()
    page.evaluate("document.addEventListener('copy', () => (window.copied = `${getSelection()}`))")
    page.locator(f"#{KEY} summary", has_text="Cite").click()
    page.locator(f"#{KEY}").get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator(f"#{KEY} .pub-copy")).to_have_text(["Copied", "Copy link"])
    assert page.evaluate("window.copied").startswith(f"@inproceedings{{{KEY},")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_citation_is_downloaded(
    chromium: Browser, base: str, tmp_path: Path, scripts: bool
) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{base}/{LIST}")
    page.locator(f"#{KEY} summary", has_text="Cite").click()
    with page.expect_download() as waiting:
        page.locator(f"#{KEY}").get_by_role("link", name="Download .bib").click()
    assert waiting.value.suggested_filename == f"{KEY}.bib"
    waiting.value.save_as(tmp_path / "taken.bib")
    taken = (tmp_path / "taken.bib").read_text(encoding="utf-8")
    assert taken == f"{_records()[KEY]}\n"
    context.close()


def test_without_scripts_every_entry_can_be_unfolded_and_no_button_is_dead(
    chromium: Browser, base: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{LIST}")
    for summary in page.locator(".pub-cite > summary").all():
        summary.click()
    sources = page.locator(".pub-bibtex")
    assert sources.count() == 31
    shown = [source.inner_text() for source in sources.all() if source.is_visible()]
    assert [source.strip() for source in shown] == list(_records().values())
    assert [button for button in page.locator("main button").all() if button.is_visible()] == []
    context.close()


def test_the_permalink_is_there_for_pointers_and_keyboards(page: Page, base: str) -> None:
    item = page.locator(f"#{KEY}")
    link = item.get_by_role("link", name="Permalink")
    assert link.evaluate("node => getComputedStyle(node).opacity") == "0"
    item.hover()
    assert link.evaluate("node => getComputedStyle(node).opacity") == "1"
    page.mouse.move(0, 0)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{base}/{LIST}#{KEY}")
