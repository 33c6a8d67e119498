"""The numbers of a chart as a table, for builders that draw none.

An EPUB has the table, too: a page with SVG in it has to be declared in the book's manifest,
which Sphinx does not do.
"""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from sphinx_publications.listing.words import Words
from sphinx_publications.listing.year_counts import Chart

__all__ = ["table_of"]


def table_of(chart: Chart, words: Words) -> list[nodes.Node]:
    """Return the numbers of *chart*: a line that says what they are, and a table.

    The line is no title of the table: a manual page would take it for its own.
    """
    titles, *rows = chart.table(words)
    group = nodes.tgroup("", cols=len(titles))
    for place, title in enumerate(titles):
        # Plain text breaks titles between words, or it would be wider than a terminal.
        width = max(len(words.no_year), *map(len, title.split()))
        group += nodes.colspec("", colwidth=width, stub=int(place == 0))
    group += nodes.thead("", _row(titles))
    group += nodes.tbody("", *map(_row, rows))
    return [nodes.paragraph("", words.chart_intro), nodes.table("", group)]


def _row(cells: Iterable[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))
