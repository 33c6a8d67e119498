"""The state of the code, which says whether what was read before can be used."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import sphinx_publications
from sphinx_publications.incremental.code_state import state_of_code


def test_the_state_of_the_code_is_its_content(tmp_path: Path) -> None:
    (source,) = sphinx_publications.__path__
    for name in ("one", "two"):
        shutil.copytree(source, tmp_path / name)
    one, two = tmp_path / "one", tmp_path / "two"
    before = state_of_code(one)
    for path in two.rglob("*"):
        os.utime(path, (1, 1))
    (two / "__pycache__").mkdir(exist_ok=True)
    (two / "__pycache__" / "x.pyc").write_bytes(b"compiled")
    assert state_of_code(two) == before == state_of_code(Path(source))
    (two / "room" / "inner").mkdir(parents=True)
    (two / "room" / "inner" / "module.py").write_text("x = 1\n", encoding="utf-8")
    added = state_of_code(two)
    (two / "room" / "inner" / "module.py").write_text("x = 2\n", encoding="utf-8")
    changed = state_of_code(two)
    (two / "room" / "inner" / "module.py").rename(two / "room" / "module.py")
    assert len({before, added, changed, state_of_code(two)}) == 4
