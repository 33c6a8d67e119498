"""What the CV's PDF adds to a build of the site: clean, unchanged, after an edit of its page.

``make bench`` runs this. Seconds are CPU time of whole processes, with those that they start, user
and system; medians of rounds in which both sites take turns.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from bench.__main__ import FOLDER
from bench.measure import Cost, cost_of, median
from support import copy_site

CASES: Final = ("clean", "unchanged", "one line")
#: Name → what is added to the configuration.
SITES: Final = {
    "without": """
extensions.remove("typst_pdf")

def setup(app):
    from docutils import nodes
    app.add_role("pdf", lambda name, source, text, *_: ([nodes.inline("", text)], []))
""",
    "with": "",
}


def compare(rounds: int) -> None:
    """Print what both sites cost, and the difference."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        costs: dict[str, dict[str, list[Cost]]] = {it: {case: [] for case in CASES} for it in SITES}
        for name, settings in SITES.items():
            copy_site(Path(folder, name))
            with Path(folder, name, "conf.py").open("a", encoding="utf-8") as file:
                file.write(settings)
        for turn in range(rounds):
            for name in SITES:
                source, out = Path(folder, name), Path(folder, f"{name}-out")
                shutil.rmtree(out, ignore_errors=True)
                command = [sys.executable, "-m", "sphinx", "-Q", "-b", "html"]
                command += ["-d", str(out / "doctrees"), str(source), str(out / "html")]
                costs[name]["clean"].append(cost_of(command))
                costs[name]["unchanged"].append(cost_of(command))
                with (source / "pages/cv.md").open("a", encoding="utf-8") as page:
                    page.write(f"\nLine {turn}.\n")
                costs[name]["one line"].append(cost_of(command))
    print(f"{'':10}" + "".join(f"{case:>14}" for case in CASES))
    seconds = {name: [median(found[case]).cpu for case in CASES] for name, found in costs.items()}
    for name in SITES:
        print(f"{name:10}" + "".join(f"{it:12.2f} s" for it in seconds[name]))
    added = [after - before for before, after in zip(*seconds.values(), strict=True)]
    print(f"{'added':10}" + "".join(f"{it:+12.2f} s" for it in added))


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    compare(parser.parse_args().rounds)


if __name__ == "__main__":
    main()
