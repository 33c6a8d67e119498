"""What builds cost with this checkout of the extension, beside another checkout of it.

``PYTHONPATH=tests python -m bench.commits ../before`` prints medians of CPU time of whole
processes, and their ratio. Each site is built with this checkout under two names: how far
these two are apart tells what a ratio means.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from bench import sites
from bench.measure import Cost, cost_of, median

MAKERS: Final[dict[str, Callable[[Path, int], sites.Site]]] = {
    "list": sites.ours,
    "list with all details": sites.everything,
    "pub roles": sites.references,
    "cite roles": sites.citations,
}
#: What is done with a site, in this order, and measured each time.
STEPS: Final = ("clean", "unchanged", "one entry changed")


def make(
    maker: Callable[[Path, int], sites.Site], folder: Path, count: int, ext: Path
) -> sites.Site:
    """Return a site that is built with the extension in *ext*."""
    site = maker(folder, count)
    conf = site.folder / "source/conf.py"
    text = conf.read_text(encoding="utf-8").replace(repr(str(sites.EXT)), repr(str(ext)))
    conf.write_text(text, encoding="utf-8")
    return site


def measure(site: sites.Site, number: int) -> list[Cost]:
    """Build *site* once for each step; *number* is another one each time."""
    for out in ("html", "html-doctrees"):
        shutil.rmtree(site.folder / out, ignore_errors=True)
    costs = [cost_of(site.command()), cost_of(site.command())]
    path = site.folder / "source/pubs.bib"
    source = path.read_text(encoding="utf-8")
    head, _, tail = source.partition("title = {")
    path.write_text(f"{head}title = {{New {number} {tail}", encoding="utf-8")
    costs.append(cost_of(site.command()))
    path.write_text(source, encoding="utf-8")
    return costs


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path, help="another checkout of this repository")
    parser.add_argument("--counts", default="31,3000", help="how many publications")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args(arguments)
    checkouts = {
        "before": asked.before.resolve() / "ext",
        "now": sites.EXT,
        "now again": sites.EXT,
    }
    dice = random.Random(asked.rounds)
    print(f"{'':40}{'before':>9}{'now':>9}{'ratio':>9}{'spread':>9}")
    for count in map(int, asked.counts.split(",")):
        for title, maker in MAKERS.items():
            with tempfile.TemporaryDirectory() as folder:
                made = {
                    name: make(maker, Path(folder, name.replace(" ", "-")), count, ext)
                    for name, ext in checkouts.items()
                }
                costs: dict[str, list[list[Cost]]] = {name: [] for name in made}
                for number in range(asked.rounds):
                    # Each time in another order: a process costs more or less behind another.
                    for name in dice.sample(sorted(made), len(made)):
                        costs[name].append(measure(made[name], number))
            for step, label in enumerate(STEPS):
                before, now, again = (
                    median([round_[step] for round_ in costs[name]]).cpu for name in checkouts
                )
                print(
                    f"{f'{count:,} in a {title}, {label}':40.40}{before:8.2f}s{now:8.2f}s"
                    f"{now / before:8.3f}×{again / now:8.3f}×"
                )


if __name__ == "__main__":
    main()
