"""The one digest: the same for equal data in every process, another one for other data."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.text.digests import digest
from support import ROOT

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(PLAIN, PLAIN)
def test_equal_data_and_no_other_have_one_digest(one: object, other: object) -> None:
    # For Python, not for a page, True is 1.
    assert (digest(one) == digest(other)) == (repr(one) == repr(other))
    assert len(digest(one)) == 32


@given(st.binary(), st.binary())
def test_bytes_have_digests(one: bytes, other: bytes) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_sets_have_no_order_and_tuples_are_lists() -> None:
    assert digest({"a", "b", "c"}) == digest(frozenset("cba")) == digest(("a", "b", "c"))
    assert digest(("a", "b")) != digest(("b", "a"))


def test_text_that_no_file_can_have_has_a_digest() -> None:
    assert digest("\ud800") != digest("\ud801")


@pytest.mark.parametrize("value", [Path("x"), (b"ab",), {1: object()}])
def test_what_is_no_plain_data_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="is no plain data"):
        digest(value)


def test_each_process_has_the_same(tmp_path: Path) -> None:
    value = "({'x', 'y', 'z', 'ü'}, [1, None, 'a'], {'k': (True, 0.5)})"
    code = f"from sphinx_publications.text.digests import digest; print(digest({value}))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(ROOT / "ext"), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1
