"""Python's own warnings, all of them, as errors: nothing of ours, and nothing of our neighbours."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from support import Project

CONF = """\
extensions = ["myst_parser", "sphinx_publications"]
bibtex_bibfiles = ["pubs.bib"]
html_theme = "basic"
"""
PAGE = """\
# Papers

{cite:t}`doe2023fast`, {pub}`doe2023fast`, {pub:count}`all` {footcite}`zhu2022robust`

```{publications}
:chart:
:finder: yes
```

```{footbibliography}
```

```{bibliography}
:filter: key != "doe2023fast"
:list: bullet
```
"""


def said(*arguments: str | Path) -> tuple[int, str]:
    """Run Python with all its checks, and return the exit status and what it complained of."""
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-m", *arguments],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "ext")},
    )
    return done.returncode, done.stderr


def test_builds_and_the_checker_warn_of_nothing(project: Project) -> None:
    bib = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
    project.write({"conf.py": CONF, "index.md": PAGE, "pubs.bib": bib})
    for title, builder in [("Robust", "html"), ("Strong", "html"), ("Strong", "latex")]:
        project.write({"pubs.bib": bib.replace("Robust", title)})
        out = project.folder / builder
        assert said("sphinx", "-q", "-b", builder, project.source, out) == (0, "")
    assert "Strong" in (project.folder / "html/index.html").read_text(encoding="utf-8")
    assert said("sphinx_publications", "check", project.source / "pubs.bib")[1] == ""
