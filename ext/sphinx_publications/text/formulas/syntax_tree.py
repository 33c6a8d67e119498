"""The LaTeX of a formula ⇄ its syntax tree: tokens, and groups of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, TypeAlias

from sphinx_publications.text.formulas import commands

__all__ = [
    "MAX_DEPTH", "FormulaError", "Node", "Nodes", "TokenGroup", "UnknownCommandError", "bracket",
    "command_name", "environment", "parse", "to_latex", "tokens",
]  # fmt: skip

_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+|.)|\\|[^\\]", re.DOTALL)
#: How deep groups may nest. Deeper formulas have no readers, and would end the recursion here.
MAX_DEPTH: Final = 40
_CLOSING: Final = frozenset({"}", r"\right", r"\end"})


class FormulaError(ValueError):
    """A formula at which TeX would stop; the message says why."""


class UnknownCommandError(FormulaError):
    """A formula with unknown commands; the message names them."""


class TokenGroup(NamedTuple):
    r"""Nodes between ``{`` and ``}``, ``\left(`` and ``\right)``, or ``\begin`` and ``\end``."""

    opening: str
    body: Nodes
    closing: str


#: A token (a command or a character) or a group.
Node: TypeAlias = "str | TokenGroup"
Nodes: TypeAlias = "list[Node]"


def tokens(source: str) -> list[str]:
    r"""Return the commands and characters of *source*: ``["\alpha", "^", "2"]``."""
    return _TOKEN.findall(source)


def parse(source: str) -> Nodes:
    """Return the nodes of the formula *source*.

    :raises FormulaError: if a bracket, brace or environment in it has no partner.
    """
    return _until(iter(tokens(source)), "", "")


def _until(rest: Iterator[str], opened: str, closing: str, depth: int = 0) -> Nodes:
    """Return the nodes up to the token *closing*, or all nodes if *closing* is empty.

    :param opened: the opening token, for the message.
    """
    if depth > MAX_DEPTH:
        raise FormulaError("nested too deeply")
    nodes: Nodes = []
    for item in rest:
        if item == closing:
            return nodes
        if item in _CLOSING or (item == r"\middle" and closing != r"\right"):
            raise FormulaError(f"“{item}” without its partner")
        if item == "{":
            nodes.append(TokenGroup("{", _until(rest, "{", "}", depth + 1), "}"))
        elif item == r"\left":
            opening = item + _delimiter(rest)
            body = _until(rest, item, r"\right", depth + 1)
            nodes.append(TokenGroup(opening, body, r"\right" + _delimiter(rest)))
        elif item == r"\begin":
            name = _name(rest)
            body = _until(rest, rf"\begin{{{name}}}", r"\end", depth + 1)
            if _name(rest) != name:
                raise FormulaError(rf"“\begin{{{name}}}” without its “\end”")
            nodes.append(environment(name, body))
        else:
            alias = commands.ALIASES.get(item[1:])
            nodes.append(f"\\{alias}" if alias else item)
    if closing:
        raise FormulaError(f"“{opened}” without its partner")
    return nodes


def _delimiter(rest: Iterator[str]) -> str:
    return bracket(next((token for token in rest if not token.isspace()), ""))


def _name(rest: Iterator[str]) -> str:
    return "".join(iter(lambda: next(rest, "}"), "}")).strip().removeprefix("{")


def environment(name: str, body: Nodes) -> TokenGroup:
    """Return *body* as the environment *name*, which must be a known one.

    :raises FormulaError: if a row has more columns than the environment allows.
    """
    name = commands.ENVIRONMENT_ALIASES.get(name, name)
    columns = commands.COLUMNS.get(name, len(body))
    if name == "array" and body and isinstance(body[0], TokenGroup):
        columns = sum(token in ("c", "l", "r") for token in body[0].body) or columns
    row = 0
    for node in body:
        row = 0 if node in (r"\\", r"\cr") else row + (node == "&")
        if row and row >= columns:
            raise FormulaError("a row with too many columns")
    return TokenGroup(rf"\begin{{{name}}}", body, rf"\end{{{name}}}")


def to_latex(nodes: Iterable[Node]) -> str:
    r"""Return the LaTeX of *nodes*, with a space where ``\alpha`` and ``x`` would join."""
    parts: list[str] = []
    for node in nodes:
        text = node if isinstance(node, str) else node.opening + to_latex(node.body) + node.closing
        if parts and re.match("[A-Za-z]", text) and re.search(r"\\[A-Za-z]+$", parts[-1]):
            parts.append(" ")
        parts.append(text)
    return "".join(parts)


def command_name(node: Node) -> str:
    r"""Return the name of a command, "alpha" for ``\alpha``; "" if *node* is none."""
    return node[1:] if isinstance(node, str) and node.startswith("\\") else ""


def bracket(text: str) -> str:
    """Return *text* if it can stand behind a command that enlarges brackets.

    :raises FormulaError: if it cannot.
    """
    name = command_name(text)
    if not text.strip() or not (name in commands.BRACKETS if name else text in "()[]|/.<>"):
        raise FormulaError("a bracket is missing")
    return text
