"""What pages of publications cost beside the list alone: clean, unchanged, after one edit.

``make bench`` runs this. Seconds are CPU time of whole processes, user and system, medians of
rounds in which the sites take turns.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Final

from bench.__main__ import FOLDER
from bench.measure import Cost, cost_of, median
from bench.sites import Site, ours

_METADATA: Final = "highwire, json-ld, open-graph, signposting"
#: Name → settings.
SITES: Final[dict[str, dict[str, object]]] = {
    "list alone": {},
    "pages": {"publications_pages": True, "publications_formats": _METADATA},
    "pages and files": {"publications_pages": True},
}
CASES: Final = ("clean", "unchanged", "one title")


def compare(theme: str, count: int, rounds: int) -> None:
    """Print a table of what each site costs, and what a thousand pages cost beside the list."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        sites = {name: _site(Path(folder, name), count, theme) for name in SITES}
        costs: dict[str, dict[str, list[Cost]]] = {it: {case: [] for case in CASES} for it in SITES}
        for turn in range(rounds):
            for name, site in sites.items():
                for out in ("html", "html-doctrees"):
                    shutil.rmtree(site.folder / out, ignore_errors=True)
                costs[name]["clean"].append(cost_of(site.command()))
                costs[name]["unchanged"].append(cost_of(site.command()))
                before = _times(site)
                path = site.folder / "source/pubs.bib"
                text = path.read_text(encoding="utf-8")
                path.write_text(
                    text.replace("title = {", f"title = {{{turn} ", 1), encoding="utf-8"
                )
                costs[name]["one title"].append(cost_of(site.command()))
                written = sorted(
                    file for file, it in _times(site).items() if before.get(file) != it
                )
        print(f"\n{count:,} publications, {theme}")
        print(f"{'':17}" + "".join(f"{case:>26}" for case in CASES) + f"{'memory':>12}")
        for name, found in costs.items():
            line = f"{name:17}"
            for case in CASES:
                seconds, alone = (median(costs[it][case]).cpu for it in (name, "list alone"))
                each = (seconds - alone) / count * 1000
                line += f"{seconds:8.2f} s {seconds / alone:5.2f}× {each:+5.2f}"
            print(f"{line}{median(found['clean']).memory:8.0f} MiB")
        print("(behind the ratio: seconds for each 1,000 publications)")
        print(f"files written after one title: {len(written)}: {', '.join(written[:14])}")


def _site(folder: Path, count: int, theme: str) -> Site:
    site = ours(folder, count, page="```{publications}\n```")
    settings: dict[str, object] = {
        "html_theme": theme,
        "html_baseurl": "https://example.org/",
        **SITES[folder.name],
    }
    with (site.folder / "source/conf.py").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = {value!r}\n" for name, value in settings.items())
    return site


def _times(site: Site) -> dict[str, int]:
    folder = site.folder / "html"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in files}


def main() -> None:
    """Print a table for each theme and number of publications."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="1000,10000")
    parser.add_argument("--themes", default="alabaster,pydata_sphinx_theme")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    for theme in asked.themes.split(","):
        for count in map(int, asked.counts.split(",")):
            compare(theme, count, asked.rounds)


if __name__ == "__main__":
    main()
