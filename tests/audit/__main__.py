"""Build the site, serve it compressed, and print what Lighthouse and the Nu checker say.

``make audit`` runs this. It ends with 1 if a goal is missed or the checker has
something to say that is not in the list of what is known.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from audit import checker, lighthouse, sites, tools
from served import PAGES, served
from support import ROOT

#: Stylesheets and pictures of our own, which the checker reads, too.
STATIC: Final = ("_static/site.css", "_static/publications.css", "_static/favicon.svg")
#: What performance must be, of the real site and of one with made-up publications.
GOALS: Final = {False: 0.99, True: 0.90}


def print_scores(found: tools.Tools, base: str, goal: float, runs: int) -> bool:
    """Print a line a page, and under it what is not perfect; return whether goals are met."""
    met = True
    print(f"{'':26}" + "".join(f"{name:>16}" for name in lighthouse.CATEGORIES))
    for name in PAGES:
        page = lighthouse.score(found, f"{base}/{name}", runs)
        print(f"{name:26}" + "".join(f"{score:16.2f}" for score in page.scores.values()))
        for remark in page.remarks:
            print(f"    {remark}")
        goals = {**dict.fromkeys(lighthouse.CATEGORIES, 1.0), "performance": goal}
        if name.startswith("publications/"):
            # A paper without an abstract has no description: Zotero would take it for one.
            goals["seo"] = 0.91
        met &= all(page.scores[category] >= least for category, least in goals.items())
    return met


def print_messages(said: Counter[tuple[str, checker.Message]]) -> bool:
    """Print what the checker said, by whose affair it is; return whether nothing is ours."""
    for whose in (checker.OURS, *dict.fromkeys(known.whose for known in checker.KNOWN)):
        print(f"\nNu HTML checker, {whose}:")
        lines = list(_lines(said, whose))
        print("\n".join(lines) if lines else "    nothing")
    return all(message.whose != checker.OURS for _, message in said)


def _lines(said: Counter[tuple[str, checker.Message]], whose: str) -> Iterator[str]:
    for message in sorted({message for _, message in said if message.whose == whose}):
        pages = {name: count for (name, other), count in said.items() if other == message}
        where = ", ".join(f"{name} {count}" for name, count in pages.items())
        why = f" [{message.why}]" if message.why else ""
        yield f"    {message.kind}: {message.text}{why}\n        {where}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="audit", description=__doc__)
    parser.add_argument("--entries", type=int, default=0, help="a site with so many publications")
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse; the median counts")
    parser.add_argument(
        "--tools", type=Path, default=ROOT / "_build" / "audit", help="where npm installs"
    )
    asked = parser.parse_args(arguments)
    try:
        found = tools.find(asked.tools)
    except tools.MissingError as missing:
        print(missing, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        out = sites.build(Path(folder), asked.entries)
        with served(out) as base:
            met = print_scores(found, base, GOALS[bool(asked.entries)], asked.runs)
        known = print_messages(checker.check(found, out, (*PAGES, *STATIC)))
    return 0 if met and known else 1


if __name__ == "__main__":
    sys.exit(main())
