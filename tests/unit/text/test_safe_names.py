"""Names that nothing else has yet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.text.safe_names import free_name

NAMES = st.sampled_from(["a", "a-2", "a-3", "a-4", "a-2-2", "b"])


def test_a_name_that_is_free_stays_as_it_is() -> None:
    assert free_name("zhu2023", {"zhu2023-2"}) == "zhu2023"


def test_a_name_that_is_taken_gets_the_first_free_number() -> None:
    assert free_name("zhu2023", {"zhu2023"}) == "zhu2023-2"
    assert free_name("zhu2023", {"zhu2023", "zhu2023-2", "zhu2023-4"}) == "zhu2023-3"


@given(st.lists(NAMES), st.sets(NAMES))
def test_whoever_remembers_the_last_numbers_gets_the_same_names(
    wanted: list[str], taken: set[str]
) -> None:
    last: dict[str, int] = {}
    counted, remembered = set(taken), set(taken)
    for name in wanted:
        expected = free_name(name, counted)
        assert free_name(name, remembered, last) == expected
        counted.add(expected)
        remembered.add(expected)


@given(NAMES, st.sets(NAMES))
def test_what_is_returned_is_never_taken(wanted: str, taken: set[str]) -> None:
    assert free_name(wanted, taken) not in taken
