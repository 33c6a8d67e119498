"""Who may import whom: the packages, from the ground up, and the libraries that each may know.

This table is the one place that says it. A package imports only packages above it, for types
as well.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import sphinx_publications

#: Package → the libraries that it may import beside the standard one and those of the
#: packages above it.
PACKAGES: Final[dict[str, set[str]]] = {
    "text": {"pylatexenc", "math_core"},
    "model": set(),
    "bib": set(),
    "reading": {"stdnum"},
    "listing": {"babel", "re2"},
    "formats": {"pybtex"},
    "html": set(),
    "nodes": {"docutils", "sphinx.addnodes", "sphinx.writers"},
    "check": set(),
    "sphinx_ext": {"sphinx", "sphinxcontrib.bibtex.plugin"},
    "cite": {"pybtex", "sphinxcontrib.bibtex"},
    "incremental": set(),
    "": set(),
}
ORDER: Final = list(PACKAGES)
FOLDER: Final = Path(sphinx_publications.__file__).parent
MODULES: Final = {
    ".".join(path.relative_to(FOLDER).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(FOLDER.rglob("*.py"))
}
NAME: Final = "sphinx_publications"
#: So many can be read at a glance.
MOST_MODULES: Final = 13
MOST_ENTRIES: Final = 20


def package_of(module: str) -> str:
    """Return the package of a module; "" for those at the top."""
    first = module.partition(".")[0]
    return first if first in PACKAGES else ""


def imported(path: Path) -> Iterator[str]:
    """Yield the full names of what a module imports, for types only or not."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                is_module = name.removeprefix(f"{NAME}.") in MODULES
                yield name if is_module else str(node.module)


def rooms(module: str) -> set[str]:
    """Return the modules of ours that a module imports."""
    ours = {name for name in imported(MODULES[module]) if name.startswith(f"{NAME}.")}
    return {name.removeprefix(f"{NAME}.") for name in ours}


def libraries(module: str) -> set[str]:
    """Return the modules of others that a module imports, but for Python's."""
    names = {name for name in imported(MODULES[module]) if not name.startswith(NAME)}
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_its_package_and_those_above(module: str) -> None:
    package = package_of(module)
    above = set(ORDER[: ORDER.index(package) + 1])
    assert {room for room in rooms(module) if package_of(room) not in above} == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_knows_the_libraries_of_its_package_and_of_those_above(module: str) -> None:
    above = ORDER[: ORDER.index(package_of(module)) + 1]
    known = [library for package in above for library in PACKAGES[package]]
    strange = {
        name
        for name in libraries(module)
        if not any(name == library or name.startswith(f"{library}.") for library in known)
    }
    assert strange == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_module_imports_itself_in_a_circle(module: str) -> None:
    seen: set[str] = set()
    queue = sorted(rooms(module))
    while queue:
        room = queue.pop()
        if room not in seen:
            seen.add(room)
            queue += sorted(rooms(room))
    assert module not in seen


@pytest.mark.parametrize("package", [package for package in PACKAGES if package])
def test_a_package_can_be_read_at_a_glance(package: str) -> None:
    folders = [FOLDER / package, *(path for path in (FOLDER / package).rglob("*") if path.is_dir())]
    for folder in folders:
        modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        assert len(modules) <= MOST_MODULES
    # It says what it is for, in a line or two, and imports nothing.
    source = (FOLDER / package / "__init__.py").read_text(encoding="utf-8")
    assert [type(node) for node in ast.parse(source).body] == [ast.Expr]
    assert 1 <= len(source.splitlines()) <= 4


def test_the_top_can_be_read_at_a_glance() -> None:
    entries = {path.name for path in FOLDER.iterdir()} - {"__pycache__"}
    assert len(entries) <= MOST_ENTRIES


@pytest.mark.parametrize("module", [module for module in MODULES if package_of(module)])
def test_a_module_does_more_than_to_forward(module: str) -> None:
    body = ast.parse(MODULES[module].read_text(encoding="utf-8")).body
    if MODULES[module].stem != "__init__":
        own = (ast.FunctionDef, ast.ClassDef, ast.AnnAssign)
        assert any(isinstance(node, own) for node in body)


#: The one module that asks which builder it is; and one that names a file after it.
ASK_FOR_BUILDERS: Final = {"sphinx_ext.output.builder_traits", "incremental.build_record"}


def asks_for_a_builder(node: ast.AST) -> bool:
    """Tell whether code depends on which builder it is: on its name, its format, its class."""
    match node:
        case ast.Attribute(value=owner, attr="name" | "format"):
            return ast.unparse(owner).rpartition(".")[2] in {"builder", "_builder_cls"}
        case ast.Call(func=ast.Name("isinstance" | "issubclass"), args=[_, kind]):
            return "Builder" in ast.unparse(kind)
        case ast.Assign(targets=[ast.Name("builders" | "formats")]):
            return True  # a transform that is run for some builders only
    return False


@pytest.mark.parametrize("module", MODULES)
def test_no_module_asks_which_builder_it_is(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    asked = [ast.unparse(node) for node in ast.walk(tree) if asks_for_a_builder(node)]
    assert bool(asked) == (module in ASK_FOR_BUILDERS), asked


#: The modules through which others are loaded when they are needed.
SEAMS: Final = {"reading.lazy_reading", "sphinx_ext.lazy_printing"}


@pytest.mark.parametrize("module", [module for module in MODULES if module])
def test_only_the_two_seams_import_late(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    late = [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        or (isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func))
    ]
    # The extension itself can be imported without Sphinx, which its setup needs.
    assert bool(late) == (module in SEAMS | {"__init__"}), late


@pytest.mark.parametrize("seam", sorted(SEAMS))
def test_a_seam_has_the_names_that_it_promises(seam: str) -> None:
    module = import_module(f"{NAME}.{seam}")
    for name in module.__all__:
        assert getattr(module, name).__name__ == name
    with pytest.raises(AttributeError):
        module.another  # noqa: B018


def loaded(*names: str) -> set[str]:
    """Return the packages that a fresh interpreter has loaded with the modules *names*."""
    code = "; ".join(
        [
            "import sys",
            f"sys.path.insert(0, {str(FOLDER.parent)!r})",
            *(f"import {NAME}.{name}" for name in names),
            "print(*{name.partition('.')[0] for name in sys.modules})",
        ]
    )
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())


def test_what_is_before_the_nodes_loads_no_sphinx() -> None:
    plain = ORDER[: ORDER.index("html")]
    packages = loaded(*(module for module in MODULES if package_of(module) in plain))
    assert NAME in packages
    assert packages & {"sphinx", "docutils", "sphinxcontrib"} == set()


def test_what_is_before_the_formats_loads_no_pybtex() -> None:
    plain = ORDER[: ORDER.index("formats")]
    assert "pybtex" not in loaded(*(module for module in MODULES if package_of(module) in plain))
