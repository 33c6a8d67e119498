"""The same sources give the same site, whoever builds them, where and when."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from outputs import tree
from support import ROOT

pytestmark = pytest.mark.slow

CONF = """\
extensions = ["myst_parser", "sphinx_publications"]
html_theme = "alabaster"
bibtex_bibfiles = ["pubs.bib"]
publications_owner = "Zhu, Banghua"
exclude_patterns = ["_build"]
"""
PAGES = {
    "index.md": "# Home\n\n```{toctree}\nlist\nmore/notes\n```\n",
    "list.md": "# List\n\n```{publications}\n:group-by: kind, keywords\n```\n",
    "more/notes.md": "# Notes\n\n{cite:t}`zhu2022robust,doe2023fast` {pub}`zhu2022robust`\n",
}


def _build(folder: Path, *options: str, **environment: str) -> dict[str, str]:
    """Write the site into *folder*, build it, and return its outputs."""
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    shutil.copy(ROOT / "tests/data/sample.bib", folder / "pubs.bib")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", *options]
    command += ["-d", str(folder / "_build/doctrees"), str(folder), str(folder / "_build/html")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "ext"), **environment}
    subprocess.run(command, check=True, env=environment)
    return tree(folder / "_build/html")


def test_hash_seeds_locales_zones_and_places_make_no_difference(tmp_path: Path) -> None:
    places = ["C", "C.UTF-8", "POSIX"]
    zones = ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin"]
    trees = [
        _build(
            tmp_path / f"{'x' * seed}site",
            PYTHONHASHSEED=str(seed),
            LC_ALL=places[seed % 3],
            TZ=zones[seed % 4],
        )
        for seed in range(10)
    ]
    assert len(trees[0]) > 10
    assert all(other == trees[0] for other in trees[1:])


def test_the_number_of_processes_makes_no_difference(tmp_path: Path) -> None:
    trees = [_build(tmp_path / jobs, "-j", jobs) for jobs in ("1", "2", "4")]
    assert trees[0] == trees[1] == trees[2]
