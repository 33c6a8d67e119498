"""One character of a healthy file is wrong: a random tenth of all such faults.

``FAULTS=all pytest -s tests/unit/bib/test_single_faults.py`` tries all; -s shows the figures.
"""

from __future__ import annotations

import os
import random

import pytest

from unit.bib.single_faults import FILES, Cutter, SingleFaults, Tally, parsed

pytestmark = pytest.mark.slow

#: One fault in so many is put into the whole file, too: a part of it must say the same.
IN_THE_WHOLE = 50


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_read_by_the_grammar(name: str) -> None:
    text, read = FILES[name], parsed(FILES[name])
    assert read.reports == ()
    healthy = [block for block in Cutter(text).whole.blocks if block.is_entry]
    assert [(entry.type, entry.key, [*entry.fields]) for entry in read.entries] == [
        (block.kind, block.key, [span.name for span in block.fields]) for block in healthy
    ]
    for entry, block in zip(read.entries, healthy, strict=True):
        ends = {span.end: span for span in block.fields}
        for it in block.texts:
            span = ends.get(it.end)
            if span and text[span.start : it.start].rstrip().endswith("="):  # nothing is joined
                assert entry.fields[span.name].value == text[it.start + 1 : it.end - 1]


@pytest.mark.parametrize("name", FILES)
def test_a_fault_costs_the_field_that_it_is_in(name: str) -> None:
    text, cutter, faults = FILES[name], Cutter(FILES[name]), SingleFaults(FILES[name])
    chance, tally = random.Random(name), Tally()
    every = range(len(faults))
    tried = every if os.environ.get("FAULTS") == "all" else chance.sample(every, len(every) // 10)
    for number in tried:
        fault = faults.fault(number)
        if fault.text == text[fault.start : fault.end]:
            continue
        cut = cutter.around(fault)
        outcome = cut.healthy.judge(fault.moved(cut.offset))
        if chance.random() < 1 / IN_THE_WHOLE and cutter.whole.judge(fault) != outcome:
            outcome.add("cut")
        tally.add(name, text, fault, outcome)
    print(f"\n{name}: {tally.figures()}")
    assert tally.broken == []
