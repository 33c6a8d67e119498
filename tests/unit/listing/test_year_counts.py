"""A chart says what the list has: its numbers, its picture, its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.html.chart import chart_html
from sphinx_publications.html.chart_svg import draw
from sphinx_publications.listing.filters import compile_filter
from sphinx_publications.listing.grouping import make_groups
from sphinx_publications.listing.options import ListOptions
from sphinx_publications.listing.settings import Kind
from sphinx_publications.listing.words import ENGLISH
from sphinx_publications.listing.year_counts import MAX_YEARS, Chart, ChartKind, Row, chart_of
from sphinx_publications.model.publication import Date, Publication

if TYPE_CHECKING:
    Papers = Iterable[tuple[str, int | None]]

KINDS = (
    Kind("journal", "Journal papers", "J", compile_filter('type == "article"')),
    Kind("patents", "Patents", "P", compile_filter('type == "patent"')),
    Kind("conference", "Conference papers", "C", compile_filter('type == "inproceedings"')),
)
TYPES = ["article", "inproceedings", "misc"]
PAPERS = st.lists(st.tuples(st.sampled_from(TYPES), st.none() | st.integers(1950, 2030)))
#: Two papers in 2021, none in 2022, three in 2023, one of them of no kind.
SMALL = [
    *[("article", 2021)] * 2,
    ("article", 2023),
    ("inproceedings", 2023),
    ("misc", 2023),
]
HOSTILE = "</title><script>alert(1)</script>\"'&<img onerror=x>"


def chart(papers: Papers, query: ListOptions = ListOptions()) -> Chart:  # noqa: B008 # never changed
    publications = [
        Publication(
            f"key{place}",
            kind,
            ("T",),
            date=Date(str(year or ""), year),
            fields={"keywords": "a, b"},
        )
        for place, (kind, year) in enumerate(papers)
    ]
    return chart_of(make_groups(publications, query, KINDS), KINDS)


def segments(picture: ET.Element) -> list[ET.Element]:
    rects = picture.iterfind("*[@class='pub-chart-bar']/rect")
    return [rect for rect in rects if rect.get("class") != "pub-chart-column"]


def texts(picture: ET.Element, name: str) -> list[str]:
    found = (node for node in picture.iter("text") if name in (node.get("class") or "").split())
    return [node.text or "" for node in found]


# -- numbers -------------------------------------------------------------------


def test_years_and_kinds_of_a_small_list() -> None:
    assert chart([*SMALL, ("article", None)]) == Chart(
        (
            ChartKind("journal", "Journal papers"),
            ChartKind("conference", "Conference papers"),
            ChartKind("", "Other publications"),
        ),
        (Row(2021, (2, 0, 0)), Row(2023, (1, 1, 1)), Row(None, (1, 0, 0))),
    )


@pytest.mark.parametrize("group_by", [(), ("year",), ("kind", "year"), ("keywords",)])
def test_a_publication_counts_once_however_the_list_is_grouped(group_by: tuple[str, ...]) -> None:
    assert chart(SMALL, ListOptions(group_by=group_by)) == chart(SMALL)


def test_only_members_count() -> None:
    assert chart(SMALL, ListOptions(keys=("key0", "key3"))).table(ENGLISH)[-1] == (
        "Total",
        "1",
        "1",
        "2",
    )


@given(PAPERS)
def test_totals_are_those_of_the_members(papers: list[tuple[str, int | None]]) -> None:
    made = chart(papers)
    assert {row.year: sum(row.counts) for row in made.rows} == Counter(year for _, year in papers)
    kinds = Counter(kind for kind, _ in papers)
    shown = [kinds[kind] for kind in TYPES if kinds[kind]]
    assert made.table(ENGLISH)[-1] == ("Total", *map(str, [*shown, len(papers)]))


@given(PAPERS)
def test_columns_are_all_years_between_the_first_and_the_last(
    papers: list[tuple[str, int | None]],
) -> None:
    years = [year for _, year in papers if year is not None]
    columns = chart(papers).columns()
    expected = range(min(years), max(years) + 1) if years else range(0)
    assert [row.year for row in columns] == list(expected)
    assert sum(sum(row.counts) for row in columns) == len(years)


def test_what_has_no_year_or_lies_too_far_back_is_left_out_and_said() -> None:
    made = chart([("article", 203), ("article", None), ("misc", None), ("article", 2023)])
    assert len(made.columns()) == MAX_YEARS
    assert made.left_out(ENGLISH) == ("1 before 1924", "2 without a year")
    assert [row.year for row in made.rows] == [203, 2023, None]
    assert chart([("article", None)]).columns() == ()
    assert chart([]).columns() == ()


def test_a_row_in_words() -> None:
    made = chart(SMALL)
    assert [made.in_words(row, ENGLISH) for row in made.rows] == [
        "2021: 2 publications (Journal papers: 2)",
        "2023: 3 publications (Journal papers: 1, Conference papers: 1, Other publications: 1)",
    ]
    assert (
        made.in_words(Row(None, (1, 0, 0)), ENGLISH) == "No year: 1 publication (Journal papers: 1)"
    )


# -- picture -------------------------------------------------------------------


@given(PAPERS)
def test_every_segment_is_as_high_as_its_count(papers: list[tuple[str, int | None]]) -> None:
    made = chart(papers)
    columns = made.columns()
    if not columns:
        return
    counts = [count for row in columns for count in row.counts if count]
    heights = [
        float(rect.attrib["height"]) for rect in segments(draw(made, "c", ENGLISH, linked=True))
    ]
    unit = sum(heights) / sum(counts)
    assert heights == pytest.approx([count * unit for count in counts], abs=0.01)
    assert unit * max(sum(row.counts) for row in columns) <= 100.01


@given(PAPERS)
def test_segments_stand_on_each_other_in_the_order_of_the_legend(
    papers: list[tuple[str, int | None]],
) -> None:
    made = chart(papers)
    if not made.columns():
        return
    picture = draw(made, "c", ENGLISH, linked=False)
    base = float(picture.attrib["height"]) - 20
    for bar in picture.iterfind("*[@class='pub-chart-bar']"):
        bottom, place = base, 0
        for rect in bar.findall("rect")[1:]:
            height = float(rect.attrib["height"])
            assert float(rect.attrib["y"]) + height == pytest.approx(bottom, abs=0.01)
            bottom -= height
            looks = int(rect.attrib["class"].removeprefix("pub-chart-"))
            assert looks > place
            place = looks


@pytest.mark.parametrize(
    ("count", "years"),
    [
        (3, "2021 2022 2023"),
        (10, "2014 2015 2016 2017 2018 2019 2020 2021 2022 2023"),
        (11, "2014 2016 2018 2020 2022"),
        (36, "1990 1995 2000 2005 2010 2015 2020"),
        (100, "1930 1940 1950 1960 1970 1980 1990 2000 2010 2020"),
    ],
)
def test_years_are_told_as_far_as_a_phone_has_room(count: int, years: str) -> None:
    made = chart([("article", 2024 - count), ("article", 2023)])
    assert " ".join(texts(draw(made, "c", ENGLISH, linked=False), "pub-chart-year")) == years


@pytest.mark.parametrize(
    ("count", "most", "everywhere", "where_wide"),
    [(10, 1, 10, 0), (10, 12, 10, 0), (36, 9, 36, 0), (36, 10, 1, 35), (60, 10, 1, 0)],
)
def test_totals_are_told_where_they_have_room(
    count: int, most: int, everywhere: int, where_wide: int
) -> None:
    papers = [("article", 2000 + place) for place in range(count)] + [("article", 2000)] * most
    picture = draw(chart(papers[1:]), "c", ENGLISH, linked=False)
    assert len(texts(picture, "pub-chart-wide")) == where_wide
    assert len(texts(picture, "pub-chart-total")) == everywhere + where_wide


def test_kinds_look_different_without_colours() -> None:
    names = tuple(ChartKind(f"k{number}", f"K {number}") for number in range(11))
    made = Chart(names, (Row(2023, (1,) * 11),))
    picture = draw(made, "c", ENGLISH, linked=False)
    looks = [(rect.get("fill"), rect.get("fill-opacity")) for rect in segments(picture)]
    assert len(set(looks[:8])) == 8
    assert looks[8:] == looks[:3]
    ids = [pattern.attrib["id"] for pattern in picture.iter("pattern")]
    assert {f"url(#{name})" for name in ids} == {fill for fill, _ in looks} - {"currentcolor"}
    assert len(set(ids)) == len(ids)


def test_bars_are_links_only_where_they_lead_somewhere() -> None:
    made = chart(SMALL)
    assert "<a" not in chart_html(made, "c", ENGLISH, linked=False)
    figure = ET.fromstring(f"<figure>{chart_html(made, 'c', ENGLISH, linked=True)}</figure>")
    assert [link.get("href") for link in figure.iter("a")] == [
        "?kind=journal#c",
        "?kind=conference#c",
        "?year=2021#c",
        "?year=2023#c",
    ]
    kinds = (ChartKind("a b&year=1", "Odd"),)
    assert 'href="?kind=a+b%26year%3D1#c"' in chart_html(
        Chart(kinds, (Row(2023, (1,)),)), "c", ENGLISH, linked=True
    )


def test_titles_are_text_and_nothing_else() -> None:
    made = Chart((ChartKind(HOSTILE, HOSTILE),), (Row(2023, (1,)),))
    source = chart_html(made, "c", ENGLISH, linked=True)
    figure = ET.fromstring(f"<figure>{source}</figure>")
    assert not {node.tag for node in figure.iter()} & {"script", "img"}
    assert not [name for node in figure.iter() for name in node.attrib if name.startswith("on")]
    assert "".join(figure.itertext()).count(HOSTILE) == 4
    assert "<script" not in source
    assert "<img" not in source


def test_the_whole_picture_of_a_small_list() -> None:
    picture = draw(chart(SMALL[:3]), "c", ENGLISH, linked=True)
    ET.indent(picture)
    label = 'fill="currentcolor" font-size="12" text-anchor="middle"'
    assert (
        ET.tostring(picture, "unicode")
        == f"""\
<svg class="pub-chart-picture" role="group" aria-labelledby="c-title" aria-describedby="c-desc" \
width="100%" height="66">
  <title id="c-title">Publications per year and kind</title>
  <desc id="c-desc">A bar for each year from 2021 to 2023. \
The highest is 2021: 2 publications (Journal papers: 2).</desc>
  <a class="pub-chart-bar" href="?year=2021#c">
    <title>2021: 2 publications (Journal papers: 2)</title>
    <rect class="pub-chart-column" x="0%" width="10%" height="46" fill="none" \
pointer-events="all" />
    <rect x="1.4%" y="18" width="7.2%" height="28" class="pub-chart-1" fill="currentcolor" />
    <text class="pub-chart-total" x="5%" y="13" {label}>2</text>
  </a>
  <a class="pub-chart-bar" href="?year=2023#c">
    <title>2023: 1 publication (Journal papers: 1)</title>
    <rect class="pub-chart-column" x="20%" width="10%" height="46" fill="none" \
pointer-events="all" />
    <rect x="21.4%" y="32" width="7.2%" height="14" class="pub-chart-1" fill="currentcolor" />
    <text class="pub-chart-total" x="25%" y="27" {label}>1</text>
  </a>
  <g class="pub-chart-axis" aria-hidden="true">
    <line x2="30%" y1="46.5" y2="46.5" stroke="currentcolor" />
    <text class="pub-chart-year" x="5%" y="61" {label}>2021</text>
    <text class="pub-chart-year" x="15%" y="61" {label}>2022</text>
    <text class="pub-chart-year" x="25%" y="61" {label}>2023</text>
  </g>
</svg>"""
    )


# -- table ---------------------------------------------------------------------


def test_the_table_has_every_number() -> None:
    source = chart_html(chart([*SMALL, ("article", None)]), "c", ENGLISH, linked=False)
    figure = ET.fromstring(f"<figure>{source}</figure>")
    rows = [[cell.text for cell in row] for row in figure.iter("tr")]
    assert rows == [
        ["Year", "Journal papers", "Conference papers", "Other publications", "Total"],
        ["2021", "2", "0", "0", "2"],
        ["2023", "1", "1", "1", "3"],
        ["No year", "1", "0", "0", "1"],
        ["Total", "4", "1", "1", "6"],
    ]
    scopes = [cell.get("scope") for cell in figure.iter("th")]
    assert scopes == ["col"] * 5 + ["row"] * 4
    assert [node.text for node in figure.iterfind("p")] == ["Not drawn: 1 without a year."]
