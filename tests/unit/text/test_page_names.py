"""Cite keys as names of pages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.text.safe_names import page_names

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,120}", re.ASCII)


@pytest.mark.parametrize("key", ["zhu2023", "Zhu2023", "a.b", "A+b_c-d", "10.1000", "x", "a" * 100])
def test_a_key_is_its_own_name(key: str) -> None:
    assert page_names([key]) == {key: key}


@pytest.mark.parametrize(
    "key",
    ["a:b", "a/b", "..", ".a", "a.", "-a", "é", "朱", "index", "INDEX", "con", "Aux.x", "a.bib",
     "a.HTML", "a.csl.json", "a.pdf", "~lists", "a b", "a%20b", "a" * 200, "<b>", "", "a\n"],
)  # fmt: skip
def test_any_other_has_a_number(key: str) -> None:
    (name,) = page_names([key]).values()
    assert name != key
    assert re.search(r"-[0-9a-f]{8}$", name)
    assert NAME.fullmatch(name)


def test_case_alone_tells_no_two_apart() -> None:
    names = page_names(["Doe2020", "doe2020", "DOE2020"])
    assert names["Doe2020"] == "Doe2020"
    assert len({name.casefold() for name in names.values()}) == 3


@given(st.lists(st.text(max_size=12) | st.text("aB.:-2", max_size=5), unique=True))
def test_names_are_safe_and_different(keys: list[str]) -> None:
    names = page_names(keys)
    assert [*names] == keys or {*names} == {*keys}
    assert all(map(NAME.fullmatch, names.values()))
    files = [f"{name}{end}".casefold() for name in names.values() for end in ("", ".html", ".bib")]
    assert len({*files}) == len(files)
