"""The middle of a long list of authors is folded away, and nobody gets lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.listing.references.author_folding import fold_runs
from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.marks import Mark
from sphinx_publications.reading.person_names import parse_names


def _folded(names: list[str], threshold: int = 20, marked: int | None = None) -> str:
    persons = list(parse_names(" and ".join(f"{{{name}}}" for name in names)).persons)
    if marked is not None:
        persons[marked] = persons[marked]._replace(marks=frozenset({Mark.EQUAL}))
    owner = parse_names("{Owner}").persons
    runs = fold_runs(persons, Settings(owner=owner, fold_authors=threshold))
    return " ".join(
        f"({len(run.persons)})" if run.folded else " ".join(p.name for p in run.persons)
        for run in runs
    )


def test_first_last_owner_and_marked_are_shown() -> None:
    names = [f"A{n}" for n in range(30)]
    assert _folded(names) == "A0 A1 A2 A3 A4 (23) A28 A29"
    names[12] = "Owner"
    assert _folded(names) == "A0 A1 A2 A3 A4 (7) Owner (15) A28 A29"
    assert _folded(names, marked=20) == "A0 A1 A2 A3 A4 (7) Owner (7) A20 (7) A28 A29"
    # Two names are not worth it.
    assert _folded(names, marked=15) == "A0 A1 A2 A3 A4 (7) Owner A13 A14 A15 (12) A28 A29"


def test_lists_below_the_threshold_are_whole() -> None:
    names = [f"A{n}" for n in range(19)]
    assert "(" not in _folded(names)
    assert "(" not in _folded([*names, "B"], threshold=0)
    assert _folded([*names, "B"]) == "A0 A1 A2 A3 A4 (13) A18 B"


@given(st.lists(st.sampled_from(["Owner", "A", "B"]), min_size=1, max_size=60), st.integers(0, 30))
def test_nobody_is_lost_and_no_two_runs_are_alike(names: list[str], threshold: int) -> None:
    persons = parse_names(" and ".join(f"{{{name}}}" for name in names)).persons
    owner = parse_names("{Owner}").persons
    runs = list(fold_runs(persons, Settings(owner=owner, fold_authors=threshold)))
    assert tuple(person for run in runs for person in run.persons) == persons
    assert all(one.folded != other.folded for one, other in pairwise(runs))
    assert not any(run.folded and "Owner" in {p.name for p in run.persons} for run in runs)
    assert not runs[0].folded
    assert not runs[-1].folded
