"""Each mark, status, link and entry type of the vocabulary is on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinx_publications.model.entry_types import ENTRY_TYPES, TYPE_HEADINGS
from sphinx_publications.model.link_labels import LINK_FIELDS
from sphinx_publications.model.marks import Mark
from sphinx_publications.model.statuses import STATUSES

if TYPE_CHECKING:
    from support import Built

#: Identifiers that are no arbitrary text.
VALUES = {"doi": "10.1000/182", "arxiv": "2301.11270"}


def test_rows_are_on_pages(build: Callable[..., Built]) -> None:
    values = {
        row.name: VALUES.get(row.name, "12") if row.address else f"https://example.org/{row.name}"
        for row in LINK_FIELDS
    }
    bib = [f"@misc{{linked, title = {{T}}, {', '.join(f'{n} = {{{values[n]}}}' for n in values)}}}"]
    bib += [
        f"@misc{{m{mark}, title = {{T}}, author = {{Doe, J}}, author+an = {{1={mark}}}}}"
        for mark in Mark
    ]
    bib += [f"@misc{{s{name}, title = {{T}}, pubstate = {{{name}}}}}" for name in STATUSES]
    bib += [f"@{name}{{t{name}, title = {{T}}, year = 2020}}" for name in ENTRY_TYPES]
    lists = "# Vocabulary\n\n## By status\n\n```{publications}\n:group-by: status\n```\n\n"
    lists += "## By type\n\n```{publications}\n:group-by: type\n```\n"
    built = build({"index.md": lists, "pubs.bib": "\n".join(bib)}, publications_finder=0)
    assert built.warnings == []
    page = built.html()

    links = page.cssselect("#linked .pub-links a")
    expected = [row.address.format(values[row.name]) or values[row.name] for row in LINK_FIELDS]
    # The PDF comes first; all others are in the order of rows.
    assert [(link.text_content(), link.get("href")) for link in links] == [
        (row.label, target) for row, target in zip(LINK_FIELDS, expected, strict=True)
    ]
    meanings = " ".join(f"{mark.sign} {mark.meaning}." for mark in Mark)
    assert {legend.text_content() for legend in page.cssselect(".pub-legend")} == {meanings}
    for mark in Mark:
        assert page.cssselect(f"#m{mark} .pub-mark")[0].text_content() == mark.sign
    for row in STATUSES.values():
        notes = [note.text_content() for note in page.cssselect(f"#s{row.name} .pub-note")]
        assert notes == [f"{row.text}."] * bool(row.text)
    headings = [
        [node.text_content().rstrip("¶") for node in part.cssselect(".pub-group > h3")]
        for part in page.cssselect("section > section")
        if "pub-group" not in (part.get("class") or "")
    ]
    statuses = [row.heading for row in STATUSES.values()]
    # Types without a heading come last, by name.
    types = [heading for name, heading in TYPE_HEADINGS.items() if name in ENTRY_TYPES]
    types += sorted(ENTRY_TYPES.keys() - TYPE_HEADINGS.keys())
    assert headings == [statuses, types]
