from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.model.months import MONTHS
from sphinx_publications.model.publication import Date
from sphinx_publications.reading.dates import parse_date

if TYPE_CHECKING:
    import datetime as dt

ISO = {
    "2023": Date("2023", 2023),
    "2023-05": Date("2023", 2023, 5),
    "2023-05-17": Date("2023", 2023, 5, 17),
    "2023-05-17T10:00:00Z": Date("2023", 2023, 5, 17),
    " 2023-05 ": Date("2023", 2023, 5),
    # Ranges count from their beginning.
    "2023/2024": Date("2023–2024", 2023),
    "2023-05-30/2024-06-02": Date("2023–2024", 2023, 5, 30),
    "2023-05/2023-06": Date("2023", 2023, 5),
    "2023-05/": Date("2023", 2023, 5),
    "2023/..": Date("2023", 2023),
    # Uncertain and unspecified dates.
    "2023-05?": Date("2023", 2023, 5),
    "2023~": Date("2023", 2023),
    "199X": Date("199X"),
    # Seasons, and what is in no calendar.
    "2023-21": Date("2023", 2023),
    "2023-13": Date("2023", 2023),
    "2023-00": Date("2023", 2023),
    "2023-05-00": Date("2023", 2023, 5),
    "2023-05-32": Date("2023", 2023, 5),
    # What is no ISO date is shown as written.
    "in press": Date("in press"),
    "May 2023": Date("May 2023", 2023),
    "20231": Date("20231"),
    "2023-5": Date("2023-5", 2023),
    "2023, in press": Date("2023, in press", 2023),
    "2023 (in press)": Date("2023 (in press)", 2023),
    "": Date(),
}


@pytest.mark.parametrize(("source", "date"), ISO.items(), ids=list(ISO))
def test_date(source: str, date: Date) -> None:
    assert parse_date(source) == date


YEARS = {
    "2023": Date("2023", 2023),
    "{2023}": Date("2023", 2023),
    "2023a": Date("2023a", 2023),
    "2022--2023": Date("2022–2023", 2022),
    "c. 1900": Date("c. 1900", 1900),
    r"\emph{2023}": Date("2023", 2023),
    r"{\noopsort{1973b}}1974": Date("1974", 1974),
    "in press": Date("in press"),
    "99": Date("99"),
    "12345": Date("12345"),
    "": Date(),
}


@pytest.mark.parametrize(("source", "date"), YEARS.items(), ids=list(YEARS))
def test_year(source: str, date: Date) -> None:
    assert parse_date(year=source) == date


MONTH_DAYS = {
    "May": (5, None),
    "may": (5, None),
    "{May}": (5, None),
    "Sept.": (9, None),
    "5": (5, None),
    "05": (5, None),
    "12": (12, None),
    "13": (None, None),
    "0": (None, None),
    "June--July": (6, None),
    "jun/jul": (6, None),
    "September~5": (9, 5),
    "5~September": (9, 5),
    "15 Jan": (1, 15),
    "May 32": (5, None),
    "Mai": (5, None),
    "März": (3, None),
    "3. Juni": (6, 3),
    "août": (8, None),
    "diciembre": (12, None),
    "Spring": (None, None),
    "": (None, None),
}


@pytest.mark.parametrize(("month", "expected"), MONTH_DAYS.items(), ids=list(MONTH_DAYS))
def test_month(month: str, expected: tuple[int | None, int | None]) -> None:
    assert parse_date(year="2023", month=month) == Date("2023", 2023, *expected)


@pytest.mark.parametrize(
    ("day", "expected"), [("4", 4), ("04", 4), ("31", 31), ("32", None), ("0", None), ("", None)]
)
def test_day(day: str, expected: int | None) -> None:
    assert parse_date(year="2023", month="5", day=day) == Date("2023", 2023, 5, expected)


def test_date_comes_before_year_and_month() -> None:
    assert parse_date("2021-05", "2020", "6", "7") == Date("2021", 2021, 5)


def test_year_comes_before_a_date_that_is_none() -> None:
    assert parse_date("unknown", "2020", "6") == Date("2020", 2020, 6)


ENGLISH = [month.name for month in MONTHS]


@pytest.mark.parametrize(("number", "month"), [*enumerate(ENGLISH, start=1)], ids=ENGLISH)
def test_months_are_known_by_three_letters(number: int, month: str) -> None:
    spellings = [month, month.upper(), month[:3], month[:3].lower(), f"{month[:3]}."]
    dates = [parse_date(year="2023", month=spelling) for spelling in spellings]
    assert dates == [Date("2023", 2023, number)] * 5


LANGUAGES = {
    "German": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre"
    " décembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
}


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=list(LANGUAGES))
def test_months_of_other_languages(names: str) -> None:
    months = [parse_date(year="2023", month=name).month for name in names.split()]
    assert months == [*range(1, 13)]


@given(st.dates())
def test_every_day_is_read(day: dt.date) -> None:
    assert parse_date(day.isoformat()) == Date(str(day.year), day.year, day.month, day.day)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12), st.text(max_size=5))
def test_any_text_is_a_date_in_the_calendar(date: str, year: str, month: str, day: str) -> None:
    parsed = parse_date(date, year, month, day)
    assert parsed.month in {None, *range(1, 13)}
    assert parsed.day in {None, *range(1, 32)}
