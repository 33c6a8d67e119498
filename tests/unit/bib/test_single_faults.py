"""One character of a healthy file is wrong: a random tenth of all such faults.

``FAULTS=all pytest -s tests/unit/bib/test_single_faults.py`` tries all; -s shows figures.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import cache

import pytest

from unit.bib.single_faults import FILES, Cutter, SingleFaults, Tally, parsed

pytestmark = pytest.mark.slow

CHUNKS = 20
#: One fault in so many is put into the whole file, too: a part of it must say the same.
IN_THE_WHOLE = 50


@cache
def prepared(name: str) -> tuple[Cutter, SingleFaults]:
    return Cutter(FILES[name]), SingleFaults(FILES[name])


@pytest.fixture(scope="module")
def tallies() -> Iterator[dict[str, Tally]]:
    """Return what was counted in each file; it is printed at last."""
    found = {name: Tally() for name in FILES}
    yield found
    for name, tally in found.items():
        print(f"\n{name}: {tally.figures()}")


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_read_by_the_grammar(name: str) -> None:
    text = FILES[name]
    read = parsed(text)
    assert read.reports == ()
    healthy = [block for block in prepared(name)[0].whole.blocks if block.is_entry]
    assert [(entry.line, entry.type, entry.key, [*entry.fields]) for entry in read.entries] == [
        (
            text.count("\n", 0, block.start) + 1,
            block.kind,
            block.key,
            [span.name for span in block.fields],
        )
        for block in healthy
    ]
    for entry, block in zip(read.entries, healthy, strict=True):
        for span in block.fields:
            pieces = [it for it in block.texts if span.start < it.start < span.end]
            source = text[span.start : span.end].partition("=")[2].strip()
            if len(pieces) == 1 and "#" not in source.replace(source[1:-1], ""):
                assert entry.fields[span.name].value == source[1:-1]
            elif not pieces and source.isdigit():
                assert entry.fields[span.name].value == source


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("name", FILES)
def test_a_fault_costs_the_field_that_it_is_in(
    name: str, chunk: int, tallies: dict[str, Tally]
) -> None:
    cutter, faults = prepared(name)
    text = cutter.whole.text
    chance = random.Random(f"{name} {chunk}")
    numbers = range(chunk, len(faults), CHUNKS)
    every = os.environ.get("FAULTS") == "all"
    tally = Tally()
    for number in numbers if every else chance.sample(numbers, len(numbers) // 10):
        fault = faults.fault(number)
        if fault.text == text[fault.start : fault.end]:
            continue
        cut = cutter.around(fault)
        broken = cut.healthy.judge(fault.moved(cut.offset))
        if chance.random() < 1 / IN_THE_WHOLE and cutter.whole.judge(fault) != broken:
            broken.add("cut")
        tally.add(name, text, fault, broken)
    tallies[name].counts += tally.counts
    assert tally.broken == []
