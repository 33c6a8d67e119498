"""The wheel alone, in an environment of its own, with the simplest of projects."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from support import ROOT

pytestmark = pytest.mark.slow

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
PAGE = "Papers\n======\n\n.. publications::\n\nSee :pub:`doe2023fast`, :cite:t:`zhu2022robust`.\n"
CONF = 'extensions = ["sphinx_publications"]\nbibtex_bibfiles = ["pubs.bib"]\n'


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_wheel_in_an_empty_environment(tmp_path: Path) -> None:
    _run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT,
        cwd=tmp_path,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("sphinx_publications-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = [path for path in (ROOT / "ext/sphinx_publications").rglob("*") if path.is_file()]
    files = {str(path.relative_to(ROOT / "ext")) for path in package if path.suffix != ".pyc"}
    assert {"py.typed", "static"} <= {name.split("/")[1] for name in names}
    assert names == files

    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    _run(
        sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check",
        "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel,
        cwd=tmp_path,
    )  # fmt: skip
    source = tmp_path / "source"
    source.mkdir()
    for name, text in {"conf.py": CONF, "index.rst": PAGE, "pubs.bib": BIB}.items():
        (source / name).write_text(text, encoding="utf-8")
    _run(python, "-m", "sphinx", "-n", "-W", "-b", "html", source, tmp_path / "out", cwd=tmp_path)
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "alabaster" in page
    assert page.count('class="pub-item') == 4
    assert "Journal articles" in page
