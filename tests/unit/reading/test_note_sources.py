from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.reading.note_sources import with_addresses, without_extra

ADDRESSES = {
    "See https://example.org/a.": r"See \url{https://example.org/a}.",
    r"https://example.org/a\_b, and": r"\url{https://example.org/a\_b}, and",
    r"https://example.org/{\_}x": r"\url{https://example.org/{\_}x}",
    "(https://example.org/a)": r"(\url{https://example.org/a})",
    "https://example.org/a_(b)!": r"\url{https://example.org/a_(b)}!",
    "www.example.org/x?": r"\url{www.example.org/x}?",
    r"\url{https://example.org}": r"\url{https://example.org}",
    r"\href{https://example.org}{here} https://e.org": (
        r"\href{https://example.org}{here} \url{https://e.org}"
    ),
    '<a href="https://e.org">https://e.org</a>': '<a href="https://e.org">https://e.org</a>',
    "[a](https://x.org) and https://y.org": r"\href{https://x.org}{a} and \url{https://y.org}",
    "{https://example.org/a}": "{https://example.org/a}",
    "awww.example.org": "awww.example.org",
    "no address": "no address",
}
EXTRA = {
    "Publisher: Frontiers": "",
    "ISSN: 1234-5679\nPublisher: X\nBest paper": "Best paper",
    r"\_eprint: https://example.org": r"\_eprint: https://example.org",
    "Number: 42 of the series": "Number: 42 of the series",
    "Number: 42\nPublisher: X": "",
    "DOI: 10.1000/182": "DOI: 10.1000/182",
    "Publisher: Frontiers. Best paper award.": "Publisher: Frontiers. Best paper award.",
    "tex.ids: a": "",
    "Prize: best paper": "Prize: best paper",
    "The publisher: nobody": "The publisher: nobody",
    "Publisher:": "Publisher:",
}


@pytest.mark.parametrize(("source", "expected"), ADDRESSES.items())
def test_addresses(source: str, expected: str) -> None:
    assert with_addresses(source) == expected


@pytest.mark.parametrize(("source", "expected"), EXTRA.items())
def test_extra_lines(source: str, expected: str) -> None:
    assert without_extra(source) == expected


@given(st.text("htps:/w.a({[)}]\\_%, \n"))
def test_only_macros_are_added(source: str) -> None:
    text = f"https://{source}"
    assert with_addresses(text).replace("\\url{", "").replace("}", "") == text.replace("}", "")


def test_long_notes() -> None:
    for source in ("https://a" * 50_000, "https://a" + ")" * 50_000, "Publisher: x\n" * 50_000):
        with_addresses(without_extra(source))
