from __future__ import annotations

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sphinx_publications
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
    mapped,
    plain,
    walk,
    without_links,
)

LEAVES: st.SearchStrategy[Inline] = st.one_of(
    st.text(max_size=3),
    st.builds(Math, st.text(max_size=3)),
    st.builds(Abbreviation, st.text(max_size=3), st.text(max_size=3)),
)
PIECES: st.SearchStrategy[Inline] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Span, st.sampled_from(Style), st.lists(inner, max_size=3).map(join)),
        st.builds(Link, st.just("https://x.org"), st.lists(inner, max_size=3).map(join)),
    ),
    max_leaves=8,
)
TEXTS = st.lists(PIECES, max_size=4).map(join)


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


EMPHASIS = Span(Style.EMPHASIS, ("b", Link("https://x.org", ("c", Math("d")))))


def test_a_walk_comes_to_what_is_in_a_piece_before_the_piece() -> None:
    order: list[str] = []

    def visit(piece: Inline, inner: list[int]) -> int:
        order.append(plain((piece,)))
        return 1 + sum(inner)

    assert walk(("a", EMPHASIS, Abbreviation("e", "f")), visit) == [1, 5, 1]
    assert order == ["a", "b", "c", "d", "cd", "bcd", "e"]


def test_a_map_changes_pieces_at_each_depth_and_joins_strings() -> None:
    def change(piece: Inline, changed: Inline) -> InlineText:
        if isinstance(piece, Math):
            return ("$",)
        return (changed.upper(), "!") if isinstance(changed, str) else (changed,)

    expected = Span(Style.EMPHASIS, ("B!", Link("https://x.org", ("C!$",))))
    assert mapped(("a", EMPHASIS), change) == ("A!", expected)


@given(TEXTS)
def test_a_map_that_changes_nothing_returns_the_same(text: InlineText) -> None:
    assert mapped(text, lambda _, piece: (piece,)) == text
    assert mapped(text, lambda piece, _: (piece,)) == text


@given(TEXTS)
def test_without_links_the_text_is_the_same(text: InlineText) -> None:
    bare = without_links(text)
    assert plain(bare) == plain(text)
    assert "Link(" not in repr(bare)
    assert without_links(bare) == bare


def test_texts_of_links_are_joined_with_the_text_around_them() -> None:
    inner = Link("https://y.org", ("b", Math("x")))
    text = ("a", Link("https://x.org", (Span(Style.STRONG, (inner,)), "c")), "d")
    assert without_links(text) == ("a", Span(Style.STRONG, ("b", Math("x"))), "cd")


#: What tells that a module can look into pieces.
WITH_CHILDREN = {"Inline", "Link", "Span"}


def functions_that_look_into_pieces(source: str) -> list[str]:
    """Return the functions in *source* that look for the pieces within a piece of inline text.

    A module that does so must know the types that have some; docutils' nodes are others.
    """
    tree = ast.parse(source)
    known = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "sphinx_publications.text.inline"
        for alias in node.names
    }
    known |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [
        function.name
        for function in functions
        if known & WITH_CHILDREN
        and any(
            (isinstance(node, ast.Attribute) and node.attr == "children")
            or (isinstance(node, ast.MatchClass) and ast.unparse(node.cls) in WITH_CHILDREN)
            for node in ast.walk(function)
        )
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from sphinx_publications.text.inline import Span\ndef f(x): return f(x.children)", ["f"]),
        ("class Link: pass\ndef f(x): return [y for y in x.children]", ["f"]),
        (
            "from sphinx_publications.text.inline import Span\n"
            "def f(x):\n match x:\n  case Span(_, inner): return inner",
            ["f"],
        ),
        ("from sphinx_publications.text.inline import plain\ndef f(x): return x.children", []),
    ],
)
def test_functions_that_look_into_pieces_are_found(source: str, found: list[str]) -> None:
    assert functions_that_look_into_pieces(source) == found


def test_only_the_walk_looks_into_pieces() -> None:
    folder = Path(sphinx_publications.__file__).parent
    found = {
        str(path.relative_to(folder)): functions
        for path in sorted(folder.rglob("*.py"))
        if (functions := functions_that_look_into_pieces(path.read_text(encoding="utf-8")))
    }
    # "mapped" and "without_links" look at what the walk has brought.
    assert found == {"text/inline.py": ["walk", "without_links"]}


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
        ("“", Span(Style.EMPHASIS, ("Why?",)), "”"),
        ("(", Link("https://x.org", ("Why", Span(Style.STRONG, ("?",)))), "’)"),
        ("„Warum?“",),
        ("»Warum?« ",),
        ("[why?]",),
        ("为什么？",),
        ("On $n!$ etc.",),
        (Abbreviation("Proc.", "Proceedings"), " "),
    ],
    ids=plain,
)
def test_ends_sentence(text: InlineText) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        (),
        ("Title",),
        ("Title:",),
        ("Why? A title",),
        ("Why?", Math("x")),
        ("Why? “", Span(Style.EMPHASIS, ("a",)), "”"),
        ("The growth of ", Math("n!")),
        (Span(Style.EMPHASIS, ("A ", Math("n!"))), "”"),
    ],
    ids=plain,
)
def test_does_not_end_sentence(text: InlineText) -> None:
    assert not ends_sentence(text)
