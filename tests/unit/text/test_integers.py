"""What looks like a number ends nothing, wherever it stands and however long it is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils.nodes import make_id
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.check.rules import Context, check
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.listing.lists import make_list
from sphinx_publications.listing.options import LIST_OPTIONS
from sphinx_publications.listing.references.composer import Composer
from sphinx_publications.listing.settings import Settings
from sphinx_publications.listing.year_counts import MAX_YEARS
from sphinx_publications.model.fields import FIELD_ALIASES
from sphinx_publications.model.fields import FIELDS as KNOWN_FIELDS
from sphinx_publications.model.library import Library, assemble
from sphinx_publications.reading.person_names import parse_names
from sphinx_publications.reading.publications import read_publications
from sphinx_publications.text.collation import natural_key
from sphinx_publications.text.integers import integer

if TYPE_CHECKING:
    from sphinx_publications.model.reports import Report

#: What people and programs take for digits: too many, of other scripts, raised, in circles.
MONSTERS = {
    "nines": "9" * 5000,
    "zeros": "0" * 5000,
    "hexadecimal": "0x" + "f" * 5000,
    "grouped": "1_000" * 1000,
    "negative": "-" + "9" * 5000,
    "decimal": "9" * 5000 + ".5",
    "exponent": "1e99999",
    "superscript": "²",
    "superscripts": "²⁰²⁰",
    "circled": "①②③④",
    "fraction": "½",
    "Arabic": "٢٠٢٣",
    "Arabic, many": "٣" * 5000,
    "Devanagari": "१२",
    "fullwidth": "２０２０",
    "Roman": "Ⅻ",
    "mathematical": "𝟐𝟎𝟐𝟎",
    "Chinese": "二〇二〇",
    "nothing but words": "word" * 5000,
}
FIELDS = sorted(
    {*KNOWN_FIELDS, *FIELD_ALIASES, "author+an", "author+an:orcid", "editor+an", "x"}
    - {"bibtex_show"}
)
#: How a number is written where one may stand.
FRAMES = ("{}", "{}={}", "{}=equal", "{}--{}", "{}-{}-{}", "1, {}", "v{}", "{}/{}", "arXiv:{}.{}",
          "10.{}/{}", '1="{}"', r"\char{} $x_{{{}}}$", "&#{};", "{} and {}", "{}, {}")  # fmt: skip

SETTINGS = Settings()


def library_of(source: str) -> tuple[Library, list[Report]]:
    bibliography = parse_bib(source, "x.bib")
    publications, reports = read_publications(bibliography.entries)
    library = assemble({Path("x.bib"): "x.bib"}, publications, make_id)
    return library, [*bibliography.reports, *reports]


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=list(MONSTERS))
@pytest.mark.parametrize("shift", range(0, len(FRAMES), 5))
def test_a_number_in_any_field_ends_nothing(monster: str, shift: int) -> None:
    sound = {
        "author": "Doe, Jane and Roe, Jim",
        "editor": "Poe, Ed",
        "journal": "J",
        "year": "2020",
    }
    source = ""
    for place, name in enumerate(FIELDS):
        value = FRAMES[(place + shift) % len(FRAMES)].format(*[monster] * 3)
        fields = {"title": f"Title{place}", **sound, name: value}
        text = ",\n".join(f"{field} = {{{content}}}" for field, content in fields.items())
        source += f"@article{{k{place}, {text}}}\n"
    library, reports = library_of(source)
    assert len(library.publications) == len(FIELDS)
    reports += check(library.publications, Context())
    assert max(len(report.text) for report in reports) < 2000
    for option in ({}, {"group-by": "year, volume", "sort": "volume, year, -pages", "chart": ""}):
        made = make_list(option, (), library, Composer(SETTINGS))
        assert len(list(made.root.walk())) == len(FIELDS)
        assert made.chart is None or len(made.chart.columns()) <= MAX_YEARS
    for publication in library.publications:
        as_bibtex(publication)


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=list(MONSTERS))
@pytest.mark.parametrize("option", LIST_OPTIONS)
def test_a_number_in_any_option_ends_nothing(monster: str, option: str) -> None:
    library, _ = library_of("@misc{a, title={A}, year=2020}")
    values = [monster]
    if option == "filter":
        values += [
            f"year >= {monster}",
            f'{monster} % "1"',
            f'year % "a{{{monster}}}"',
            f'year in {{{monster}, "{monster}"}}',
            f"not {monster}",
        ]
    for value in values:
        made = make_list({option: value}, (), library, Composer(SETTINGS))
        assert all(len(report.text) < 2000 for report in made.reports)


def test_a_number_with_too_many_digits_is_no_number_of_a_person() -> None:
    names = parse_names("Doe, Jane and Roe, Jim", f"{'9' * 5000}=equal; 1=equal; ²=equal")
    assert [sorted(person.marks) for person in names.persons] == [["equal"], []]
    assert names.problems == (
        f"has the annotation “{'9' * 5000}=equal”, which is not like “1=equal”",
        "has the annotation “²=equal”, which is not like “1=equal”",
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 007 ", 7), ("-5", -5), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("", None),
     ("²", None), ("१२", None), ("1e5", None), ("1_000", None), ("--1", None), ("1.0", None)],
)  # fmt: skip
def test_what_is_a_number(text: str, number: int | None) -> None:
    assert integer(text) == number


@given(st.lists(st.integers(0, 10**12), min_size=2))
def test_numbers_sort_as_numbers(numbers: list[int]) -> None:
    texts = sorted((f"Vol. {number:06}" for number in numbers), key=natural_key)
    assert [int(text[5:]) for text in texts] == sorted(numbers)


def test_numbers_of_any_length_sort_as_numbers() -> None:
    texts = ["9", "10", "0" * 6000 + "11", "9" * 4999, "1" + "0" * 5000, "1" + "0" * 4999 + "1"]
    assert all(natural_key(one) < natural_key(other) for one, other in pairwise(texts))
    assert natural_key("007") == natural_key("7")


@pytest.mark.parametrize(
    ("source", "reported"),
    [
        ("volume = ²", "²"),
        ("volume = १२", "१२"),
        ("year = ２０２０", "２０２０"),
        ("volume = 12", ""),
    ],
)
def test_a_bare_word_is_a_number_if_bibtex_takes_it_for_one(source: str, reported: str) -> None:
    reports = parse_bib(f"@misc{{k, {source}}}", "x.bib").reports
    words = [
        report.message.partition("“")[2].partition("”")[2][3:].split("”")[0] for report in reports
    ]
    assert words == [reported] * bool(reported)
