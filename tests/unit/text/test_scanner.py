from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_publications.text.scanner import (
    GROUP,
    Sign,
    balanced,
    brace_at,
    group_end,
    is_balanced,
    nesting,
    outside,
    scan,
    split,
    unprotected,
    unwrapped,
    without_braces,
)

RULES = pytest.mark.parametrize("tex", [False, True], ids=["BibTeX", "TeX"])
SOURCES = st.text(st.sampled_from('{}\\,$" \nab'), max_size=16)


def naive(source: str, signs: str, *, tex: bool) -> list[Sign]:
    """Return the signs of one character in *source*, and the braces, one character at a time."""
    found: list[Sign] = []
    depth = 0
    escaped = False
    for position, character in enumerate(source):
        is_brace = character in "{}" and not (escaped and tex)
        if is_brace and character == "}":
            depth -= 1
        if is_brace or character in signs:
            found.append(Sign(position, character, depth, escaped))
        if is_brace:
            depth = depth + 1 if character == "{" else max(depth, 0)
        escaped = character == "\\" and not escaped
    return found


@RULES
@given(SOURCES)
@example(r"\{a\\{b\}\\}")
@example("a}b{c}}{")
def test_each_sign_has_its_place_and_depth(tex: bool, source: str) -> None:
    assert list(scan(source, '[,$"\n]', tex=tex)) == naive(source, ',$"\n', tex=tex)
    assert list(scan(source, tex=tex)) == naive(source, "", tex=tex)
    for sign in scan(source, ",", tex=tex):
        assert source[sign.position : sign.end] == sign.text


def test_a_sign_may_have_several_characters() -> None:
    signs = list(scan(r"a and \(x\) \\(and AND", r"(?i:\band\b)|\\[()]", tex=True))
    assert [(sign.text, sign.position, sign.escaped) for sign in signs] == [
        ("and", 2, False),
        (r"\(", 6, False),
        (r"\)", 9, False),
        (r"\(", 13, True),
        ("and", 15, False),
        ("AND", 19, False),
    ]


def test_a_scan_begins_where_it_is_told_to() -> None:
    assert list(scan("{a{,", ",", 1, tex=True)) == [Sign(2, "{", 0, False), Sign(3, ",", 1, False)]


ENDS = {
    "{a}": (3, 3),
    "{a{b}}c}": (6, 6),
    "{a": (None, None),
    "{a{b}": (None, None),
    "": (None, None),
    "a{b}": (None, None),
    "}{a}": (None, None),
    r"{\{a}": (None, 5),
    r"{a\}b}": (4, 6),
    r"{a\\}b}": (5, 5),
    r"{a\{b\}}": (8, 8),
}


@pytest.mark.parametrize(("source", "ends"), ENDS.items())
def test_the_end_of_a_group(source: str, ends: tuple[int | None, int | None]) -> None:
    assert (group_end(source, 0), group_end(source, 0, tex=True)) == ends


@RULES
@given(SOURCES)
def test_a_group_ends_with_the_first_brace_that_is_its_own(tex: bool, source: str) -> None:
    for sign in naive(source, "", tex=tex):
        if sign.text == "{":
            rest = [s for s in naive(source, "", tex=tex) if s.position > sign.position]
            ends = [s.end for s in rest if s.text == "}" and s.depth == sign.depth]
            assert group_end(source, sign.position, tex=tex) == (ends[0] if ends else None)
        else:
            assert group_end(source, sign.position, tex=tex) is None


@RULES
@given(SOURCES)
def test_nesting(tex: bool, source: str) -> None:
    signs = naive(source, "", tex=tex)
    deepest = max((sign.depth + 1 for sign in signs if sign.text == "{"), default=0)
    opened = signs[-1].depth + (signs[-1].text == "{") if signs else 0
    lonely = sum(sign.depth < 0 for sign in signs) + max(opened, 0)
    assert nesting(source, tex=tex) == (deepest, lonely)
    assert is_balanced(source, tex=tex) == (lonely == 0)


@given(SOURCES)
@example("}{")
@example("{}}{{")
def test_a_balanced_text_differs_in_braces_only(source: str) -> None:
    result = balanced(source)
    assert is_balanced(result, tex=False)
    assert without_braces(result) == without_braces(source)
    assert balanced(result) == result
    assert (result == source) == is_balanced(source, tex=False)


OUTSIDE = {
    "a{b}c": "ac",
    "{a}": "",
    "a{b{c}d}e{f}g": "aeg",
    "a{b": "a",
    "a}b{c}d}e": "abde",
    r"a\{b\}c": "a\\c",
}


@pytest.mark.parametrize(("source", "text"), OUTSIDE.items())
def test_the_text_outside_of_groups(source: str, text: str) -> None:
    assert outside(source) == text


@given(SOURCES)
def test_what_is_outside_has_depth_zero(source: str) -> None:
    signs = naive(source, source, tex=False)
    assert outside(source) == "".join(
        sign.text for sign in signs if sign.depth == 0 and sign.text not in "{}"
    )


SPLIT = {
    "a, b": ["a", " b"],
    "{a, b}, c": ["{a, b}", " c"],
    r"a\, b, c": [r"a\, b", " c"],
    r"a\\, b": [r"a\\", " b"],
    r"\{a, b\}": [r"\{a", r" b\}"],
    "a}, {b,": ["a}", " {b,"],
    ",": ["", ""],
    "": [""],
}


@pytest.mark.parametrize(("source", "parts"), SPLIT.items())
def test_a_text_is_split_at_what_is_not_protected(source: str, parts: list[str]) -> None:
    assert split(source, ",") == parts


@given(SOURCES)
def test_splitting_loses_nothing(source: str) -> None:
    assert ",".join(split(source, ",")) == source
    commas = [sign for sign in naive(source, ",", tex=True) if sign.text == ","]
    unsafe = [sign for sign in commas if sign.depth == 0 and not sign.escaped]
    assert list(unprotected(source, ",")) == unsafe
    assert len(split(source, ",")) == len(unsafe) + 1


UNWRAPPED = {
    "{a}": "a",
    " { {a} } ": "a",
    "{a} and {b}": "{a} and {b}",
    "{{a} and {b}}": "{a} and {b}",
    "{{a}": "{{a}",
    "{a}}": "{a}}",
    r"{a\}": r"{a\}",
    r"\{a\}": r"\{a\}",
    r"{\{a\}}": r"\{a\}",
    "{ }": "",
    "{{}}": "",
    "{}{}": "{}{}",
    "": "",
    " a ": "a",
}


@pytest.mark.parametrize(("source", "text"), UNWRAPPED.items())
def test_groups_around_all_of_a_text_are_taken_off(source: str, text: str) -> None:
    assert unwrapped(source) == text


@given(SOURCES, st.integers(0, 2))
def test_what_is_wrapped_is_unwrapped(source: str, levels: int) -> None:
    if nesting(source, tex=True)[0] > 3:
        return
    once = unwrapped(source)
    assert unwrapped(once) == once
    # A backslash at the end would escape the brace behind it.
    if is_balanced(source, tex=True) and not re.search(r"(?<!\\)(\\\\)*\\$", source):
        assert unwrapped("{ " * levels + source + " }" * levels) == once


@given(SOURCES)
def test_a_brace_at_a_place(source: str) -> None:
    steps = {"{": 1, "}": -1}
    found = [brace_at(source, place) for place in range(len(source) + 1)]
    assert found == [*(steps.get(character, 0) for character in source), 0]


@given(SOURCES)
def test_the_pattern_of_a_group_agrees_with_the_scanner(source: str) -> None:
    for place in range(len(source)):
        group = re.compile(GROUP).match(source, place)
        end = group_end(source, place)
        if end is None or nesting(source[place:end], tex=False)[0] <= 5:
            assert (group and group.end()) == end


#: Long texts, of which most have braces without partners: what is not linear would not end.
LONG = {
    "open": "{" * 200_000,
    "closing": "}" * 200_000,
    "pairs": "{}" * 100_000,
    "open with text": "{a " * 100_000,
    "escaped": r"\{" * 100_000,
    "nested": "{" * 100_000 + "}" * 100_000,
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts(name: str) -> None:
    source = LONG[name]
    is_even = name in {"pairs", "nested"}
    assert is_balanced(source, tex=False) == is_even
    assert is_balanced(balanced(source), tex=False)
    ends = {"pairs": 2, "nested": len(source)}
    assert group_end(source, 0) == ends.get(name)
    assert unwrapped(source) == (source[5:-5] if name == "nested" else source.strip())
    assert len(re.compile(GROUP).findall(source)) == {"pairs": 100_000, "nested": 1}.get(name, 0)
    assert ",".join(split(f"{source},{source}", ",")) == f"{source},{source}"
