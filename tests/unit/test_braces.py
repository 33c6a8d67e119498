r"""Who looks for braces: the scanner, and the parser of formulas, which compares tokens.

Each search for the end of a group that was written by hand had its own idea of ``\{``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import sphinx_publications

FOLDER: Final = Path(sphinx_publications.__file__).parent
SCANNER: Final = "text/scanner.py"
#: The functions that compare a token of a formula with a brace.
OF_TOKENS: Final = {
    ("text/formulas/rewriting.py", "_is_braced"),
    ("text/formulas/syntax_tree.py", "_name"),
    ("text/formulas/syntax_tree.py", "_until"),
}
#: Modules with a pattern for the name behind a command such as "\begin", which has no braces.
OF_NAMES: Final = {"sphinx_ext/output/mathematics.py", "text/formulas/rewriting.py"}
MODULES: Final = {
    path.relative_to(FOLDER).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.rglob("*.py"))
}
#: Methods of a text that look for their argument in it.
LOOK: Final = frozenset(
    "count endswith find index lstrip partition removeprefix removesuffix rfind rindex rpartition"
    " rsplit rstrip split startswith strip".split()
)


def has_brace(node: ast.expr | None) -> bool:
    """Tell whether *node* is a text with a brace, or a collection that has one."""
    match node:
        case ast.Constant(value=str(text)):
            return "{" in text or "}" in text
        case ast.Tuple() | ast.List() | ast.Set():
            return any(map(has_brace, node.elts))
        case ast.Dict():
            return any(map(has_brace, node.keys))
        case ast.Call(func=ast.Name("frozenset" | "list" | "set" | "tuple")):
            return any(map(has_brace, node.args))
    return False


def compares(node: ast.AST) -> bool:
    """Tell whether *node* compares something with a brace."""
    match node:
        case ast.Compare():
            return any(map(has_brace, [node.left, *node.comparators]))
        case ast.Call(func=ast.Attribute(attr="get", value=table)) if has_brace(table):
            return True
        case ast.Call(func=ast.Attribute(attr=method)) if method in LOOK:
            return any(map(has_brace, node.args))
        case ast.Subscript(value=table):
            return has_brace(table)
        case ast.MatchValue(value=value):
            return has_brace(value)
    return False


def comparing(node: ast.AST, function: str = "") -> Iterator[str]:
    """Yield the names of the functions in *node* that compare something with a brace."""
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.FunctionDef) else function
        if compares(child):
            yield inner
        yield from comparing(child, inner)


def test_only_the_scanner_compares_characters_with_braces() -> None:
    found = {(module, name) for module, tree in MODULES.items() for name in comparing(tree)}
    assert {place for place in found if place[0] != SCANNER} == OF_TOKENS
    assert found > OF_TOKENS


def test_only_the_scanner_has_a_pattern_of_what_is_in_a_group() -> None:
    found = {
        module
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and re.search(r"\[\^\{\}\]", str(node.value))
    }
    assert found == {SCANNER, *OF_NAMES}


@pytest.mark.parametrize(
    "code",
    [
        'x == "{"', 'x in "{}"', 'x in {"{", "}"}', '"}" not in x', 'x.startswith("{")',
        'x.endswith(("}", ")"))', 'x.strip("{} ")', 'x.split("{")', '{"{": 1}.get(x, 0)',
        '{"{": 1}[x]', 'x in frozenset("{}")', 'match x:\n  case "{": pass',
    ],
)  # fmt: skip
def test_a_comparison_is_found(code: str) -> None:
    assert list(comparing(ast.parse(f"def name():\n {code}"))) == ["name"]


@pytest.mark.parametrize("code", ['x = "{"', 'x.replace("{", "")', 'f"{x}" == y', 'f("{")'])
def test_what_only_writes_a_brace_is_no_comparison(code: str) -> None:
    assert list(comparing(ast.parse(code))) == []
