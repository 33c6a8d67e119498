"""The book of the site can be read by programs that are strict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import Output


def test_every_page_of_the_book_is_well_formed(site: Callable[[str], Output]) -> None:
    pages = sorted(site("epub").outdir.rglob("*.xhtml"))
    assert len(pages) > 5
    for page in pages:
        etree.parse(str(page))


def test_the_book_has_nothing_of_the_websites_header(site: Callable[[str], Output]) -> None:
    out = site("epub").outdir
    assert "icons-" not in (out / "content.opf").read_text(encoding="utf-8")
    assert "<script" not in (out / "index.xhtml").read_text(encoding="utf-8")
