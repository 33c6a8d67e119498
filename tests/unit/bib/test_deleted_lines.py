"""One line of a healthy file is gone: each line of two files."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest

from unit.bib.single_faults import FILES, Fault, Healthy, Tally


@pytest.mark.parametrize("name", FILES)
def test_a_line_that_is_gone_costs_what_was_in_it(name: str) -> None:
    text, tally = FILES[name], Tally()
    healthy = Healthy(text)
    starts = accumulate(map(len, text.splitlines(keepends=True)), initial=0)
    for start, end in pairwise(starts):
        fault = Fault(start, end, "")
        tally.add(name, text, fault, healthy.judge(fault))
    print(f"\n{name}: {tally.figures()}")
    assert tally.broken == []
