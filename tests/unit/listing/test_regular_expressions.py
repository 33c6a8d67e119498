from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.listing.regular_expressions import is_refused, searcher

#: Pattern → a text in which it is found, and one in which it is not.
FOUND = {
    r"^zhu\b": ("Zhu, Banghua", "Banghua Zhu"),
    r"\w+é\d": ("Né1", "e1"),
    r"[\w]ü\D": ("müx", "mü1"),
    r"^\W+$": ("!?", "é"),
    r"[^\d]$": ("a", "1"),
    r"[][]x": ("]x", "x"),
    r"[a[b]x": ("[x", "x"),
    r"\[x": ("[x", "x"),
    r"x\Z": ("ax", "xa"),
    r"(?=a)ab": ("xab", "b"),
    r"(a)\1": ("aa", "ab"),
    "ß": ("groß", "gros"),
    r"café\b": ("le café noir", "caféine"),
    r"caf\b": ("le caf", "café"),
    r"a\sb": ("a\u00a0b", "ab"),
    r"x\Sy": ("xay", "x\u00a0y"),
    "^a{,3}b$": ("aab", "aaaab"),
    "a$": ("ba\n", "ab"),
}


@pytest.mark.parametrize(("pattern", "texts"), FOUND.items())
def test_patterns_find_what_pythons_find(pattern: str, texts: tuple[str, str]) -> None:
    search = searcher(pattern)
    assert [search(text) for text in texts] == [True, False]
    own = re.compile(pattern, re.IGNORECASE)
    assert [own.search(text) is not None for text in texts] == [True, False]


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "(?<!x)a", "x*+", r"[\W]"])
def test_what_re2_lacks_is_pythons(pattern: str) -> None:
    assert is_refused(pattern)
    searcher(pattern)


@pytest.mark.parametrize("pattern", ["(", "*", "[a", "(?P<1>a)"])
def test_a_wrong_pattern_is_an_error(pattern: str) -> None:
    with pytest.raises(re.error):
        searcher(pattern)


def test_no_search_takes_exponential_time() -> None:
    for pattern in ("(a+)+$", "(a|aa)+$", "(.*a){12}$", r"(\w+\s?)*!"):
        assert not is_refused(pattern)
        assert not searcher(pattern)("a" * 5_000 + "b")


@given(st.text("abé1_-", max_size=6), st.text(r"ab\wd[]^.*+?é", max_size=6))
def test_alike_on_any_text(text: str, pattern: str) -> None:
    try:
        own = re.compile(pattern, re.IGNORECASE)
    except (re.error, FutureWarning):
        return
    assert searcher(pattern)(text) == (own.search(text) is not None)
