"""A chart as SVG: a bar for each year, stacked by kind.

Widths are in per cent, so the picture is as wide as the page while its text keeps its size;
there are as many labels as a phone has room for. It has no scripts and no colours: bars have
the colour of the text, or the stylesheet's, and tones and hatching tell kinds apart. Python's
own XML library writes the picture, and so escapes every text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement

from sphinx_publications.listing.words import Words
from sphinx_publications.listing.year_counts import Chart, Row

__all__ = ["address", "draw", "swatch"]

#: The look of the first kind, of the second…; from the ninth kind on they begin again.
_LOOKS: Final = ("solid", "tone", "rising", "dots", "level", "upright", "falling", "grid")
#: Opacity: three to one in contrast with solid bars and with paper, in either colour scheme.
_TONE: Final = "0.55"
_TILE: Final = {"width": "5", "height": "5"}
#: The lines in a tile of 5 × 5 pixels; the diagonals go on into the tiles around.
_LINES: Final = {
    "rising": "M-1 1L1 -1M-1 6L6 -1M4 6L6 4",
    "falling": "M-1 4L1 6M-1 -1L6 6M4 -1L6 1",
    "level": "M0 2.5H5",
    "dots": "M1.25 2.5H3.75",
    "upright": "M2.5 0V5",
    "grid": "M0 2.5H5M2.5 0V5",
}
_LINE_WIDTH: Final = {"dots": "2.5"}
_TINT: Final = "0.15"
#: In pixels: the highest bar, and the height of one publication where there are few.
_HIGHEST: Final = 100
_UNIT: Final = 14
_ROOM_ABOVE: Final = 18
_ROOM_BELOW: Final = 20
#: The part of its column's width that a bar takes.
_BAR: Final = 0.72
#: A few bars are not made as wide as the text.
_FEWEST_COLUMNS: Final = 10
#: In pixels: the text of a phone, that of a tablet, a year, a digit.
_NARROW: Final = 340
_WIDE: Final = 600
_YEAR_WIDTH: Final = 34
_DIGIT_WIDTH: Final = 8


def draw(chart: Chart, chart_id: str, words: Words, *, linked: bool) -> Element:
    """Return the picture of *chart*.

    :param chart_id: an id of the page; those in the picture begin with it.
    :param linked: bars lead to the publications of their year.
    """
    columns = chart.columns()
    highest = max(sum(row.counts) for row in columns)
    unit = min(_UNIT, _HIGHEST / highest)
    base = _ROOM_ABOVE + highest * unit
    svg = Element(
        "svg",
        {
            "class": "pub-chart-picture",
            # Screen readers do not tell of links in an image.
            "role": "group" if linked else "img",
            "aria-labelledby": f"{chart_id}-title",
            "aria-describedby": f"{chart_id}-desc",
            "width": "100%",
            "height": _number(base + _ROOM_BELOW),
        },
    )
    SubElement(svg, "title", id=f"{chart_id}-title").text = words.chart
    SubElement(svg, "desc", id=f"{chart_id}-desc").text = _description(chart, columns, words)
    _patterns(svg, chart, chart_id)
    plot = _Plot(svg, chart, chart_id, words, columns, unit, base)
    for place, row in enumerate(columns):
        if sum(row.counts):
            plot.bar(place, row, linked=linked)
    plot.axis()
    return svg


def swatch(place: int, chart_id: str) -> Element:
    """Return a sample of the look of the kind at *place*."""
    svg = Element("svg", {"width": "14", "height": "14", "aria-hidden": "true"})
    SubElement(svg, "rect", {"width": "14", "height": "14", **_look(place, chart_id)})
    return svg


def address(chart_id: str, **wanted: str) -> str:
    """Return the address of this page that shows the publications of a year or kind only."""
    return f"?{urlencode(wanted)}#{chart_id}"


@dataclass
class _Plot:
    """The bars and their labels."""

    svg: Element
    chart: Chart
    chart_id: str
    words: Words
    columns: tuple[Row, ...]
    unit: float
    base: float

    def __post_init__(self) -> None:
        self.count = max(len(self.columns), _FEWEST_COLUMNS)
        totals = [sum(row.counts) for row in self.columns]
        self.peak = totals.index(max(totals))
        self.total_width = _DIGIT_WIDTH * len(str(max(totals)))

    def bar(self, place: int, row: Row, *, linked: bool) -> None:
        """Draw the bar of a year; with its column it is easy to hit."""
        year, total = str(row.year), sum(row.counts)
        bar = SubElement(self.svg, "a" if linked else "g", {"class": "pub-chart-bar"})
        if linked:
            bar.set("href", address(self.chart_id, year=year))
        SubElement(bar, "title").text = self.chart.in_words(row, self.words)
        size = {"x": self._across(place), "width": self._across(1), "height": _number(self.base)}
        unseen = {"fill": "none", "pointer-events": "all"}
        SubElement(bar, "rect", {"class": "pub-chart-column", **size, **unseen})
        below = 0
        for kind, count in enumerate(row.counts):
            if count:
                below += count
                place_and_size = {
                    "x": self._across(place + (1 - _BAR) / 2),
                    "y": _number(self.base - below * self.unit),
                    "width": self._across(_BAR),
                    "height": _number(count * self.unit),
                }
                SubElement(bar, "rect", {**place_and_size, **_look(kind, self.chart_id)})
        classes = self._classes_of_total(place)
        if classes:
            self._text(bar, place, self.base - total * self.unit - 5, str(total), classes)

    def axis(self) -> None:
        """Draw the line that bars stand on, and the years."""
        axis = SubElement(self.svg, "g", {"class": "pub-chart-axis", "aria-hidden": "true"})
        right, y = self._across(len(self.columns)), _number(self.base + 0.5)
        SubElement(axis, "line", x2=right, y1=y, y2=y, stroke="currentcolor")
        fitting = (step for step in (1, 2, 5) if self._fits(_YEAR_WIDTH, _NARROW, step))
        step = next(fitting, 10)
        for place, row in enumerate(self.columns):
            if row.year is not None and row.year % step == 0:
                self._text(axis, place, self.base + 15, str(row.year), "pub-chart-year")

    def _classes_of_total(self, place: int) -> str:
        """Return the classes of the number on top of a bar, or none if it has no room."""
        if place == self.peak or self._fits(self.total_width, _NARROW):
            return "pub-chart-total"
        return "pub-chart-total pub-chart-wide" if self._fits(self.total_width, _WIDE) else ""

    def _fits(self, width: float, room: float, columns: int = 1) -> bool:
        """Tell whether labels have room in *room* pixels if each has so many columns."""
        return width * self.count <= room * columns

    def _text(self, parent: Element, place: int, y: float, text: str, classes: str) -> None:
        where = {"x": self._across(place + 0.5), "y": _number(y)}
        style = {"fill": "currentcolor", "font-size": "12", "text-anchor": "middle"}
        SubElement(parent, "text", {"class": classes, **where, **style}).text = text

    def _across(self, columns: float) -> str:
        return f"{_number(columns * 100 / self.count)}%"


def _description(chart: Chart, columns: tuple[Row, ...], words: Words) -> str:
    peak = max(columns, key=lambda row: sum(row.counts))
    years = (columns[place].label(words) for place in (0, -1))
    return words.chart_description.format(*years, chart.in_words(peak, words))


def _patterns(svg: Element, chart: Chart, chart_id: str) -> None:
    """Add the patterns that hatch the kinds of *chart*."""
    for look in _LOOKS[: len(chart.kinds)]:
        if look in _LINES:
            tile = {"id": f"{chart_id}-{look}", **_TILE, "patternUnits": "userSpaceOnUse"}
            pattern = SubElement(svg, "pattern", tile)
            # Without a tint, bars of nothing but lines would have no edges.
            tint = {"fill": "currentcolor", "fill-opacity": _TINT}
            SubElement(pattern, "rect", {**_TILE, **tint})
            stroke = {"stroke": "currentcolor", "stroke-width": _LINE_WIDTH.get(look, "1.5")}
            SubElement(pattern, "path", {"d": _LINES[look], **stroke})


def _look(place: int, chart_id: str) -> dict[str, str]:
    """Return the attributes that the kind at *place* is drawn with."""
    look = _LOOKS[place % len(_LOOKS)]
    attributes = {"class": f"pub-chart-{place + 1}", "fill": "currentcolor"}
    if look in _LINES:
        attributes["fill"] = f"url(#{chart_id}-{look})"
    if look == "tone":
        attributes["fill-opacity"] = _TONE
    return attributes


def _number(value: float) -> str:
    """Return *value* as short as it can be written."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
