from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.text.inline import (
    Abbreviation,
    Inline,
    InlineText,
    Link,
    Math,
    Span,
    Style,
    ends_sentence,
    join,
    plain,
)

PIECES: st.SearchStrategy[Inline] = st.one_of(
    st.text(max_size=3),
    st.builds(Math, st.text(max_size=3)),
    st.builds(Span, st.sampled_from(Style), st.tuples(st.text(max_size=3))),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param((), "", id="nothing"),
        pytest.param(("a", "b"), "ab", id="strings"),
        pytest.param(("The ", Math("K"), "-wise"), "The K-wise", id="mathematics as its source"),
        pytest.param((Span(Style.EMPHASIS, ("a", Span(Style.CODE, ("b",)))),), "ab", id="nested"),
        pytest.param((Link("https://a.b", ("site",)),), "site", id="link as its text"),
        pytest.param((Abbreviation("ICML", "Conference"),), "ICML", id="abbreviation short"),
    ],
)
def test_plain(text: InlineText, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param([], (), id="nothing"),
        pytest.param(["", ""], (), id="empty strings"),
        pytest.param(["a", "", "b"], ("ab",), id="neighbours are one"),
        pytest.param(["a", Math("x"), "", "b"], ("a", Math("x"), "b"), id="others stand between"),
    ],
)
def test_join(pieces: list[Inline], expected: InlineText) -> None:
    assert join(pieces) == expected


@given(st.lists(PIECES, max_size=6))
def test_join_keeps_the_text_and_leaves_no_two_strings_together(pieces: list[Inline]) -> None:
    joined = join(pieces)
    strings = [isinstance(piece, str) for piece in joined]
    assert plain(joined) == plain(tuple(pieces))
    assert "" not in joined
    assert (True, True) not in set(pairwise(strings))
    assert join(joined) == joined


@pytest.mark.parametrize(
    "text",
    [
        ("Why?",),
        ("Yes!",),
        ("and so on…",),
        ("et al.",),
        ("“Why?”",),
        ("(why?)",),
        ("It is ", Span(Style.EMPHASIS, ("why?",))),
    ],
    ids=plain,
)
def test_ends_sentence(text: InlineText) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text", [(), ("Title",), ("Title:",), ("Why? A title",), ("Why?", Math("x"))], ids=plain
)
def test_does_not_end_sentence(text: InlineText) -> None:
    assert not ends_sentence(text)
