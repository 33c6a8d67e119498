"""The LaTeX source of a formula ⇄ groups: braces, pairs of brackets, environments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from sphinx_publications.text.formulas import commands as names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SIGN: Final = re.compile(r"\\(?:[A-Za-z]+|.)|\\|[^\\]", re.DOTALL)
#: No formula that a reader can read nests deeper; what parses it must not either.
MAX_DEPTH: Final = 40
_CLOSING: Final = frozenset({"}", r"\right", r"\end"})


class FormulaError(ValueError):
    """A formula that TeX would stop at; the message says why."""


class UnknownCommandError(FormulaError):
    """A formula with commands that are not known; the message names them."""


class Group(NamedTuple):
    r"""What stands between ``{`` and ``}``, ``\left(`` and ``\right)``, ``\begin`` and ``\end``."""

    opening: str
    body: Nodes
    closing: str


Node: TypeAlias = "str | Group"
Nodes: TypeAlias = "list[Node]"


def signs_of(source: str) -> list[str]:
    """Return the commands and characters of *source*."""
    return _SIGN.findall(source)


def parse(source: str) -> Nodes:
    """Return the nodes of a formula.

    :raises FormulaError: if something in it is opened or closed and its partner is missing.
    """
    return _closed(iter(signs_of(source)), "", "")


def _closed(signs: Iterator[str], opened: str, closing: str, depth: int = 0) -> Nodes:
    """Return the nodes up to the sign *closing*, or to the end where that is empty."""
    if depth > MAX_DEPTH:
        raise FormulaError("nested too deeply")
    nodes: Nodes = []
    for sign in signs:
        if sign == closing:
            return nodes
        if sign in _CLOSING or (sign == r"\middle" and closing != r"\right"):
            raise FormulaError(f"“{sign}” without its partner")
        if sign == "{":
            nodes.append(Group("{", _closed(signs, "{", "}", depth + 1), "}"))
        elif sign == r"\left":
            opening = sign + _delimiter(signs)
            body = _closed(signs, sign, r"\right", depth + 1)
            nodes.append(Group(opening, body, r"\right" + _delimiter(signs)))
        elif sign == r"\begin":
            name = _name(signs)
            body = _closed(signs, rf"\begin{{{name}}}", r"\end", depth + 1)
            if _name(signs) != name:
                raise FormulaError(rf"“\begin{{{name}}}” without its “\end”")
            nodes.append(environment(name, body))
        else:
            nodes.append(f"\\{names.ALIASES[sign[1:]]}" if sign[1:] in names.ALIASES else sign)
    if closing:
        raise FormulaError(f"“{opened}” without its partner")
    return nodes


def _delimiter(signs: Iterator[str]) -> str:
    return bracket(next((sign for sign in signs if not sign.isspace()), ""))


def _name(signs: Iterator[str]) -> str:
    text = "".join(iter(lambda: next(signs, "}"), "}"))
    return text.strip().removeprefix("{")


def environment(name: str, body: Nodes) -> Group:
    """Return the environment *name*, which is a known one.

    :raises FormulaError: if a row of it has more columns than it may.
    """
    name = names.ENVIRONMENT_ALIASES.get(name, name)
    columns = names.COLUMNS.get(name, len(body))
    if name == "array" and body and isinstance(body[0], Group):
        columns = sum(sign in ("c", "l", "r") for sign in body[0].body) or columns
    row = 0
    for node in body:
        row = 0 if node in (r"\\", r"\cr") else row + (node == "&")
        if row and row >= columns:
            raise FormulaError("a row with too many columns")
    return Group(rf"\begin{{{name}}}", body, rf"\end{{{name}}}")


def written(nodes: Iterable[Node]) -> str:
    r"""Return *nodes* as source, with a space where ``\alpha`` and ``x`` would become one word."""
    parts: list[str] = []
    for node in nodes:
        text = node if isinstance(node, str) else node.opening + written(node.body) + node.closing
        if parts and text[:1].isalpha() and text[:1].isascii() and _ends_in_word(parts[-1]):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def _ends_in_word(text: str) -> bool:
    return bool(re.search(r"\\[A-Za-z]+$", text))


def command_name(node: Node) -> str:
    """Return the name of a command, or "" if *node* is none."""
    return node[1:] if isinstance(node, str) and node.startswith("\\") else ""


def bracket(text: str) -> str:
    """Return *text*, which can be a large bracket.

    :raises FormulaError: if it cannot.
    """
    name = command_name(text)
    if not text.strip() or not (name in names.BRACKETS if name else text in "()[]|/.<>"):
        raise FormulaError("a bracket is missing")
    return text
