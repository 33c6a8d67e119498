"""The sites that are audited: the real one, and the same with many more publications."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from bench.corpus import bibliography
from support import ROOT, copy_site


def build(folder: Path, entries: int = 0) -> Path:
    """Build the site into *folder*; return where it is.

    :param entries: how many publications it has, made up beyond those of its author.
    """
    source = ROOT
    if entries:
        source = folder / "source"
        copy_site(source)
        real = (ROOT / "pubs.bib").read_text(encoding="utf-8")
        made_up = bibliography(entries - real.count("\n@"))
        (source / "pubs.bib").write_text(f"{real}\n{made_up}", encoding="utf-8")
    out = folder / "html"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(folder / "doctrees")]
    subprocess.run([*command, str(source), str(out)], check=True)
    return out
