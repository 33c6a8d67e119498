"""Build the same publications in several ways, in turn, and print what each took.

``make bench`` runs this. Figures are medians of CPU time, user and system, of whole
processes; ratios are of figures of the same run.
"""

from __future__ import annotations

import argparse
import math
import platform
import random
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bench import sites
from bench.measure import Cost, cost_of, median
from bench.picture import draw

LISTS = {
    "empty": sites.empty,
    "empty, with bibtex": sites.bridge,
    "bound": sites.bound,
    "static": sites.static,
    "ours": sites.ours,
    "with all details": sites.everything,
    "sphinxcontrib-bibtex": sites.peer,
}
CITATIONS = {
    "ref links": sites.links,
    "pub roles": sites.references,
    "cite roles": sites.citations,
}
Costs = dict[str, tuple[Cost, Cost]]


def compare(
    makers: Mapping[str, Callable[[Path, int], sites.Site]], count: int, rounds: int
) -> Costs:
    """Return what a clean build and one with nothing changed cost, for each site."""
    with tempfile.TemporaryDirectory() as folder:
        made = {name: make(Path(folder, name), count) for name, make in makers.items()}
        costs: dict[str, tuple[list[Cost], list[Cost]]] = {name: ([], []) for name in made}
        dice = random.Random(rounds)
        for _ in range(rounds):
            # Each time in another order: what a process costs depends on the one before it.
            for name, site in dice.sample(sorted(made.items()), len(made)):
                for out in ("html", "html-doctrees"):
                    shutil.rmtree(site.folder / out, ignore_errors=True)
                for measured in costs[name]:
                    measured.append(cost_of(site.command()))
    return {name: (median(clean), median(again)) for name, (clean, again) in costs.items()}


def print_table(count: int, costs: Costs, base: str, again_base: str) -> None:
    """Print one table."""
    print(f"\n{count:,} publications")
    print(f"{'':22}{'clean':>8}{'':>9}{'unchanged':>12}{'':>9}{'memory':>9}")
    clean_base, unchanged_base = costs[base][0], costs[again_base][1]
    for name, (clean, again) in costs.items():
        ratio, again_ratio = clean.cpu / clean_base.cpu, again.cpu / unchanged_base.cpu
        memory = clean.memory / clean_base.memory
        print(
            f"{name:22}{clean.cpu:7.2f}s{ratio:8.2f}×{again.cpu:11.2f}s{again_ratio:8.2f}×"
            f"{clean.memory:6.0f} MiB{memory:6.2f}×"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="31,300,3000,10000", help="how many publications")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cited", type=int, default=3000, help="publications that are cited")
    parser.add_argument("--slope", type=int, default=0, help="measure the exponent up to this many")
    parser.add_argument("--svg", type=Path, help="draw the figures into this file")
    asked = parser.parse_args(arguments)
    counts = [int(count) for count in asked.counts.split(",") if count]
    packages = ("sphinx", "docutils", "myst-parser", "sphinxcontrib-bibtex")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    print(f"Python {platform.python_version()}, {versions}; {asked.rounds} rounds")
    results = {}
    for count in counts:
        results[count] = compare(LISTS, count, asked.rounds)
        print_table(count, results[count], "bound", "static")
    if asked.cited:
        costs = compare(CITATIONS, asked.cited, asked.rounds)
        print_table(asked.cited, costs, "ref links", "ref links")
    if asked.slope:
        makers = {"empty": sites.empty, "ours": sites.ours}
        low, high = (compare(makers, count, asked.rounds) for count in (3000, asked.slope))
        times = [costs["ours"][0].cpu - costs["empty"][0].cpu for costs in (low, high)]
        exponent = math.log(times[1] / times[0]) / math.log(asked.slope / 3000)
        print(f"\nfrom 3,000 to {asked.slope:,}: exponent {exponent:.3f}")
    if asked.svg:
        draw(results, asked.svg)


if __name__ == "__main__":
    main()
