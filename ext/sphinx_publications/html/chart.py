"""A chart as HTML: its legend, the picture, and the numbers as a table for screen readers."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinx_publications.html.chart_svg import address, draw, swatch
from sphinx_publications.listing.words import Words
from sphinx_publications.listing.year_counts import Chart

__all__ = ["chart_html"]


def chart_html(chart: Chart, chart_id: str, words: Words, *, linked: bool) -> str:
    """Return what is in the ``figure`` of *chart*; see :func:`chart_svg.draw`."""
    figure = Element("figure")
    figure.append(_caption(chart, chart_id, words, linked=linked))
    figure.append(draw(chart, chart_id, words, linked=linked))
    left_out = chart.left_out(words)
    if left_out:
        note = SubElement(figure, "p", {"class": "pub-chart-note"})
        note.text = words.not_drawn.format(words.comma.join(left_out))
    figure.append(_table(chart, words))
    indent(figure, " ")
    # Well-formed for HTML and XML alike.
    return "".join(tostring(part, "unicode", short_empty_elements=False) for part in figure)


def _caption(chart: Chart, chart_id: str, words: Words, *, linked: bool) -> Element:
    caption = Element("figcaption")
    SubElement(caption, "span").text = words.chart_caption
    legend = SubElement(caption, "ul", {"class": "pub-chart-legend", "role": "list"})
    for place, kind in enumerate(chart.kinds):
        entry = SubElement(legend, "li")
        entry.append(swatch(place, chart_id))
        if linked and kind.name:
            SubElement(entry, "a", href=address(chart_id, kind=kind.name)).text = kind.title
        else:
            SubElement(entry, "span").text = kind.title
    return caption


def _table(chart: Chart, words: Words) -> Element:
    details = Element("details", {"class": "pub-chart-table"})
    SubElement(details, "summary").text = words.chart_table
    # On a phone the table may be wider than the page; "tabindex" lets the keyboard scroll it.
    region = SubElement(
        details, "div", {"role": "region", "aria-label": words.chart, "tabindex": "0"}
    )
    table = SubElement(region, "table")
    SubElement(table, "caption").text = words.chart
    titles, *rows, totals = chart.table(words)
    head = SubElement(SubElement(table, "thead"), "tr")
    for title in titles:
        SubElement(head, "th", scope="col").text = title
    for name, part in (("tbody", rows), ("tfoot", [totals])):
        body = SubElement(table, name)
        for label, *counts in part:
            row = SubElement(body, "tr")
            SubElement(row, "th", scope="row").text = label
            for count in counts:
                SubElement(row, "td").text = count
    return details
