"""The version of the code, which says whether what was read before can be used."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import sphinx_publications
from sphinx_publications.incremental.code_version import code_version


def test_the_version_of_the_code_is_its_content(tmp_path: Path) -> None:
    (source,) = sphinx_publications.__path__
    for name in ("one", "two"):
        shutil.copytree(source, tmp_path / name)
    one, two = tmp_path / "one", tmp_path / "two"
    before = code_version("1", one)
    for path in two.rglob("*"):
        os.utime(path, (1, 1))
    (two / "__pycache__").mkdir(exist_ok=True)
    (two / "__pycache__" / "x.pyc").write_bytes(b"compiled")
    assert code_version("1", two) == before == code_version("1", Path(source))
    (two / "room" / "inner").mkdir(parents=True)
    (two / "room" / "inner" / "module.py").write_text("x = 1\n", encoding="utf-8")
    added = code_version("1", two)
    (two / "room" / "inner" / "module.py").write_text("x = 2\n", encoding="utf-8")
    changed = code_version("1", two)
    (two / "room" / "inner" / "module.py").rename(two / "room" / "module.py")
    assert len({before, added, changed, code_version("1", two)}) == 4
