"""How many publications of which kind a list has from which year: the numbers of its chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sphinx_publications.listing.grouping import Group, kind_of, title_of
from sphinx_publications.listing.settings import Kind
from sphinx_publications.listing.words import ENGLISH, Words

#: Of all years between the first and the last, no more than these are drawn: a year that
#: was mistyped must not make ten thousand columns.
MAX_YEARS: Final = 100


class ChartKind(NamedTuple):
    """A kind that has publications in the list; the name is empty for those of no kind."""

    name: str
    title: str


class Row(NamedTuple):
    """A year, or None for publications without one, and how many it has of each kind."""

    year: int | None
    counts: tuple[int, ...]

    def label(self, words: Words) -> str:
        """Return the heading of the row."""
        return words.no_year if self.year is None else str(self.year)


@dataclass(frozen=True, slots=True)
class Chart:
    """The publications of a list, counted; no tuple, so that docutils can print it."""

    kinds: tuple[ChartKind, ...]
    #: Years that have publications, the first year first, what has no year last.
    rows: tuple[Row, ...]

    def table(self, words: Words) -> list[tuple[str, ...]]:
        """Return the numbers as the rows of a table: titles, years, totals."""
        totals = tuple(map(sum, zip(*(row.counts for row in self.rows), strict=True)))
        rows = [*((row.label(words), row.counts) for row in self.rows), (words.chart_total, totals)]
        titles = (kind.title for kind in self.kinds)
        numbers = ((label, *map(str, counts), str(sum(counts))) for label, counts in rows)
        return [(words.chart_year, *titles, words.chart_total), *numbers]

    def columns(self) -> tuple[Row, ...]:
        """Return the years to be drawn: all between the first and the last, even empty ones."""
        counts = {row.year: row.counts for row in self.rows if row.year is not None}
        if not counts:
            return ()
        last = max(counts)
        first = max(min(counts), last - MAX_YEARS + 1)
        none = (0,) * len(self.kinds)
        return tuple(Row(year, counts.get(year, none)) for year in range(first, last + 1))

    def left_out(self, words: Words) -> tuple[str, ...]:
        """Return what the columns leave out, in words."""
        columns = self.columns()
        first = columns[0].year if columns else None
        drawn = {None, *(row.year for row in columns)}
        early = sum(sum(row.counts) for row in self.rows if row.year not in drawn)
        undated = sum(sum(row.counts) for row in self.rows if row.year is None)
        said = ((early, words.before_year), (undated, words.without_year))
        return tuple(text.format(count, first) for count, text in said if count)

    def in_words(self, row: Row, words: Words) -> str:
        """Return a row as a sentence: "2023: 3 publications (Books: 1, Papers: 2)"."""
        total = sum(row.counts)
        pairs = zip(self.kinds, row.counts, strict=True)
        parts = [words.chart_kind.format(kind.title, count) for kind, count in pairs if count]
        return words.chart_row.format(
            row.label(words), words.counted(total), words.comma.join(parts)
        )


def chart_of(root: Group, kinds: Sequence[Kind], words: Words = ENGLISH) -> Chart:
    """Return the chart of the list *root*, in which each publication counts once."""
    members = {item.publication.key: item.publication for item in root.walk()}.values()
    counted: Counter[tuple[int | None, str]] = Counter()
    for publication in members:
        kind = kind_of(publication, kinds)
        counted[publication.date.year, kind.name if kind else ""] += 1
    names = {name for _, name in counted}
    years = sorted({year for year, _ in counted}, key=lambda year: (year is None, year or 0))
    shown = [kind.name for kind in kinds if kind.name in names] + [""] * ("" in names)
    return Chart(
        tuple(ChartKind(name, title_of("kind", name, kinds, words)) for name in shown),
        tuple(Row(year, tuple(counted[year, name] for name in shown)) for year in years),
    )
