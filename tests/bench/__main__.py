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
from bench.measure import Cost, cost_of, instructions_of, median, spread
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
BIBLIOGRAPHIES = {
    "sphinxcontrib-bibtex": sites.listed,
    "the same with us": sites.guest,
}
#: Name of a site → what each clean build of it cost, and each with nothing changed.
Costs = dict[str, tuple[list[Cost], list[Cost]]]
#: Where there is one, a disk in memory: a real one adds its own time, from run to run another.
FOLDER = "/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()


def compare(
    makers: Mapping[str, Callable[[Path, int], sites.Site]], count: int, asked: argparse.Namespace
) -> Costs:
    """Return what clean builds and builds with nothing changed cost, for each site."""
    measure = instructions_of if asked.instructions else cost_of
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        made = {name: make(Path(folder, name), count) for name, make in makers.items()}
        for site in made.values():
            with Path(site.folder, "source", "conf.py").open("a", encoding="utf-8") as settings:
                settings.write(f"html_theme = {asked.theme!r}\n")
        costs: Costs = {name: ([], []) for name in made}
        dice = random.Random(asked.rounds)
        for _ in range(asked.rounds):
            # Each time in another order: what a process costs depends on the one before it.
            for name, site in dice.sample(sorted(made.items()), len(made)):
                for out in ("html", "html-doctrees"):
                    shutil.rmtree(site.folder / out, ignore_errors=True)
                for measured in costs[name]:
                    measured.append(measure(site.command()))
    return costs


def print_table(count: int, costs: Costs, base: str, again_base: str) -> None:
    """Print one table: medians, and ratios to one of the sites, with their spread over rounds."""
    bases = costs[base][0], costs[again_base][1]
    # What counts instructions does not say what memory a process takes without it.
    unit, last = ("G", "") if math.isnan(bases[0][0].memory) else ("s", f"{'memory':>8}")
    print(f"\n{count:,} publications")
    print(f"{'':22}{'clean':>8}{'':>17}{'unchanged':>11}{'':>17}{last}")
    for name, measured in costs.items():
        line = f"{name:22}"
        for found, compared in zip(measured, bases, strict=True):
            ratios = [one.cpu / other.cpu for one, other in zip(found, compared, strict=True)]
            line += f"{median(found).cpu:7.2f}{unit} {spread(ratios):>18}"
        memory = median(measured[0]).memory
        print(line + (last and f"{memory:6.0f} MiB{memory / median(bases[0]).memory:6.2f}×"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="31,300,3000,10000", help="how many publications")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cited", type=int, default=3000, help="publications that are cited")
    parser.add_argument(
        "--listed", default="300,1000", help="how many are cited from a bibliography"
    )
    parser.add_argument("--theme", default="alabaster", help="the theme of all sites")
    parser.add_argument(
        "--instructions",
        action="store_true",
        help="count billions of instructions instead of seconds, one round (needs valgrind, hours)",
    )
    parser.add_argument("--slope", type=int, default=0, help="measure the exponent up to this many")
    parser.add_argument("--svg", type=Path, help="draw the figures into this file")
    asked = parser.parse_args(arguments)
    if asked.instructions:
        asked.rounds = 1
    counts = [int(count) for count in asked.counts.split(",") if count]
    packages = "sphinx docutils myst-parser sphinxcontrib-bibtex pybtex"
    versions = ", ".join(f"{name} {version(name)}" for name in (*packages.split(), asked.theme))
    print(f"Python {platform.python_version()}, {versions}; rounds: {asked.rounds}, in {FOLDER}.")
    print("References have links, and no details but in the row that says so.")
    results = {}
    for count in counts:
        results[count] = compare(LISTS, count, asked)
        print_table(count, results[count], "bound", "static")
    if asked.cited:
        costs = compare(CITATIONS, asked.cited, asked)
        print_table(asked.cited, costs, "ref links", "ref links")
    for count in (int(count) for count in asked.listed.split(",") if count):
        costs = compare(BIBLIOGRAPHIES, count, asked)
        print_table(count, costs, "sphinxcontrib-bibtex", "sphinxcontrib-bibtex")
    if asked.slope:
        makers = {"empty": sites.empty, "ours": sites.ours}
        low, high = (compare(makers, count, asked) for count in (3000, asked.slope))
        times = [
            median(costs["ours"][0]).cpu - median(costs["empty"][0]).cpu for costs in (low, high)
        ]
        exponent = math.log(times[1] / times[0]) / math.log(asked.slope / 3000)
        print(f"\nfrom 3,000 to {asked.slope:,}: exponent {exponent:.3f}")
    if asked.svg:
        draw(results, asked.svg)


if __name__ == "__main__":
    main()
