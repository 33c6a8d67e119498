"""The chart of a list in each builder: a picture in HTML, a table everywhere else.

An EPUB has the table: a page with SVG in it has to be declared in the book's manifest,
which Sphinx does not do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_publications.nodes.finder_nodes import runs_scripts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_publications.listing.year_counts import Chart


class publication_chart(nodes.General, nodes.Element):
    """The chart of a list.

    ``chart`` has its numbers; ``linked`` tells whether the page can show the publications
    of one year, or kind, alone (``?year=2023``). Its only id is the page's own.
    """


def table_of(chart: Chart) -> list[nodes.Node]:
    """Return the numbers of *chart*: a line that says what they are, and a table.

    The line is no title of the table: a manual page would take it for its own.
    """
    # Imported by who needs it: most builds write no chart.
    from sphinx_publications.listing.year_counts import TITLE

    titles = ["Year", *(kind.title for kind in chart.kinds), "Total"]
    group = nodes.tgroup("", cols=len(titles))
    for place, title in enumerate(titles):
        # Plain text breaks titles between words, or it would be wider than a terminal.
        width = max(len("No year"), *map(len, title.split()))
        group += nodes.colspec("", colwidth=width, stub=int(place == 0))
    rows = [[row.label, *row.counts, sum(row.counts)] for row in chart.rows]
    rows.append(["Total", *chart.totals, sum(chart.totals)])
    group += nodes.thead("", _row(titles))
    group += nodes.tbody("", *map(_row, rows))
    return [nodes.paragraph("", f"{TITLE}:"), nodes.table("", group)]


def _row(cells: Iterable[object]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", str(cell))) for cell in cells))


class ChartTransform(SphinxPostTransform):
    """Put the table in the place of the chart where there is no picture."""

    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        if self.app.builder.format != "html" or self.app.builder.name == "epub":
            for node in list(self.document.findall(publication_chart)):
                node.replace_self(table_of(node["chart"]))


def visit_chart_html(self: HTML5Translator, node: publication_chart) -> None:
    from sphinx_publications.html.chart import contents

    self.body.append(self.starttag(node, "figure"))
    # A page that all pages are in has one address for many finders.
    linked = node["linked"] and runs_scripts(self.builder) and self.builder.name != "singlehtml"
    self.body.append(contents(node["chart"], node["ids"][0], linked=linked))
    self.body.append("</figure>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the node, and what becomes of it."""
    app.add_node(publication_chart, html=(visit_chart_html, None))
    app.add_post_transform(ChartTransform)
