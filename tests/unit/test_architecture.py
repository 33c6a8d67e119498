"""Who may know whom: the rooms left of "render" know neither Sphinx nor docutils."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_publications

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(sphinx_publications.__file__).parent
MODULES = {path.stem: path for path in sorted(FOLDER.rglob("*.py"))}
RIGHT = (
    "render nodes domain roles directives citations diagnostics config assets mathml transforms"
    " handover pybtex_entries pybtex_persons pybtex_tex loading filling freshness inline_nodes"
    " lists details chart_nodes finder_nodes epub latex_signs citestyles"
).split()
#: A new room is on this side, unless it is named above.
LEFT = sorted(set(MODULES) - set(RIGHT) - {"__init__"})
MAX_LINES = 300


def imported(path: Path) -> Iterator[str]:
    """Yield the full names of what a module imports, for types only or not."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                module = f"sphinx_publications.{module}".rstrip(".")
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def packages(name: str) -> set[str]:
    """Return the packages that a room imports from."""
    return {module.partition(".")[0] for module in imported(MODULES[name])}


def rooms(name: str) -> set[str]:
    """Return the rooms that a room imports from."""
    parts = [module.split(".") for module in imported(MODULES[name])]
    return {part[1] for part in parts if part[0] == "sphinx_publications" and len(part) > 1}


def test_all_rooms_are_there() -> None:
    assert set(RIGHT) <= set(MODULES)
    assert {"bibtex", "latex", "names", "model", "reader", "query", "layout"} <= set(LEFT)


@pytest.mark.parametrize("name", LEFT)
def test_a_room_left_of_render_knows_no_sphinx(name: str) -> None:
    assert packages(name) & {"sphinx", "docutils", "sphinxcontrib", "pybtex"} == set()


@pytest.mark.parametrize("name", LEFT)
def test_a_room_left_of_render_knows_none_right_of_it(name: str) -> None:
    assert (rooms(name) & set(MODULES)) - set(LEFT) == set()


@pytest.mark.parametrize("name", LEFT)
def test_rooms_left_of_render_do_not_know_each_other_in_a_circle(name: str) -> None:
    seen: set[str] = set()
    queue = sorted(rooms(name) & set(LEFT))
    while queue:
        room = queue.pop()
        if room not in seen:
            seen.add(room)
            queue += sorted(rooms(room) & set(LEFT))
    assert name not in seen


@pytest.mark.parametrize(
    ("package", "owners"),
    [
        ("bibtexparser", {"bibtex", "names", "export"}),
        ("pylatexenc", {"latex_tree", "latex_tables", "export_latex"}),
    ],
)
def test_a_parser_is_known_where_it_is_used(package: str, owners: set[str]) -> None:
    assert {name for name in MODULES if package in packages(name)} == owners


@pytest.mark.parametrize("name", MODULES)
def test_a_room_has_a_limited_size(name: str) -> None:
    lines = MODULES[name].read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MAX_LINES


def loaded(*names: str) -> set[str]:
    """Return the packages that a fresh interpreter has loaded with the rooms *names*."""
    code = "; ".join(
        [
            "import sys",
            f"sys.path.insert(0, {str(FOLDER.parent)!r})",
            *(f"import sphinx_publications.{name}" for name in names),
            "print(*{name.partition('.')[0] for name in sys.modules})",
        ]
    )
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())


def test_rooms_left_of_render_load_no_sphinx() -> None:
    packages = loaded(*LEFT)
    assert "sphinx_publications" in packages
    assert packages & {"sphinx", "docutils", "sphinxcontrib", "pybtex"} == set()
