"""The nodes of a formula → text, with gaps where spaces may be."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sphinx_publications.text.formulas import commands
from sphinx_publications.text.formulas.syntax_tree import (
    MAX_DEPTH,
    FormulaError,
    Node,
    Nodes,
    TokenGroup,
    command_name,
)
from sphinx_publications.text.formulas.unicode_signs import (
    ACCENTS,
    BRACKETED,
    CHARACTERS,
    DOUBLE_STRUCK,
    SIGNS,
)
from sphinx_publications.text.formulas.unicode_spaces import GAP, is_relation, spaced, stripped
from sphinx_publications.text.inline import Inline, InlineText, Span, Style, join
from sphinx_publications.text.latex_macros import symbols

__all__ = ["printed"]

#: A text that needs no brackets around it: "x", "12", "f(x)".
_ONE: Final = re.compile(r"\w*(?:\([^()]*\))?")
_WORD: Final = re.compile("[A-Za-z]+")
_FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_BINOMIALS: Final = frozenset({"binom", "dbinom", "tbinom"})
#: Command → the place of what it sets above or below the other argument.
_STACKED: Final = {
    "overset": Style.SUPERSCRIPT, "stackrel": Style.SUPERSCRIPT, "underset": Style.SUBSCRIPT,
}  # fmt: skip
_ARROWS: Final = {"xleftarrow": "←", "xrightarrow": "→"}
_UNSEEN: Final = frozenset({"phantom", "hphantom", "vphantom"})


def printed(nodes: Nodes, depth: int = 0) -> InlineText:
    """Return *nodes* as text with superscripts and subscripts.

    :param depth: how deep in arguments they are.
    :raises FormulaError: if arguments nest too deeply.
    """
    parts: list[Inline] = []
    place = 0
    while place < len(nodes):
        unit, place = _unit(nodes, place, depth)
        parts += unit
    return join(parts)


def _unit(nodes: Nodes, place: int, depth: int) -> tuple[InlineText, int]:
    """Return the node at *place* with its arguments as text, and the place behind them."""
    if depth > MAX_DEPTH:
        raise FormulaError("nested too deeply")
    node = nodes[place]
    name = command_name(node)
    place += 1
    if isinstance(node, TokenGroup):
        return _group(node, depth + 1), place
    if node in ("_", "^"):
        body, place = _argument(nodes, place, depth)
        style = Style.SUPERSCRIPT if node == "^" else Style.SUBSCRIPT
        return ((Span(style, body),) if body else ()), place
    if name in commands.TEXTS:
        text = "".join(map(_text, nodes[place : place + 1]))
        return ((text,) if text else ()), place + 1
    if name in ACCENTS or name in commands.ARITIES:
        return _with_arguments(name, nodes, place, depth)
    if name in commands.SIZES:
        return (), place
    sign = _sign(node, name)
    if (
        name.isalpha()
        and nodes[place : place + 1] == [" "]
        and nodes[place - 2 : place - 1] != [" "]
    ):
        place += 1  # it ends the command's name: "αx" for "\alpha x", but "x ∈ X" for "x \in X"
    if sign.startswith(GAP) and nodes[place : place + 1] in (["_"], ["^"]):
        script, place = _unit(nodes, place, depth + 1)
        return (sign.rstrip(GAP), *script, GAP), place
    return ((sign,) if sign else ()), place


def _sign(token: str, name: str) -> str:
    """Return the characters of a token without arguments, with gaps around words."""
    if not name:
        return CHARACTERS.get(token, token)
    sign = SIGNS.get(name)
    if sign is None:
        sign = symbols().get(name, name)
    is_word = len(sign) > 1 and sign.replace(" ", "").isalpha()
    return f"{GAP}{sign}{GAP}" if is_word or is_relation(sign) else sign


def _group(group: TokenGroup, depth: int) -> InlineText:
    body = printed(group.body, depth)
    if command_name(group.opening):
        return join([_bracket(group.opening, 0), *stripped(body), _bracket(group.closing, 1)])
    return body


def _bracket(text: str, side: int) -> str:
    r"""Return the bracket that is printed for ``\left(`` or ``\begin{pmatrix}``."""
    if text.startswith((r"\begin", r"\end")):
        return BRACKETED.get(_WORD.findall(text)[-1], "  ")[side].strip()
    sign = text.removeprefix(r"\left").removeprefix(r"\right")
    return "" if sign == "." else _sign(sign, command_name(sign))


def _text(node: Node) -> str:
    """Return the text in the argument of a command such as "text"."""
    if isinstance(node, TokenGroup):
        return "".join(map(_text, node.body))
    name = command_name(node)
    if not name:
        return " " if node == "~" else node
    return "" if name in commands.TEXTS else symbols().get(name, name)


def _argument(nodes: Nodes, place: int, depth: int) -> tuple[InlineText, int]:
    while nodes[place : place + 1] == [" "]:
        place += 1
    if place >= len(nodes):
        return (), place
    body, place = _unit(nodes, place, depth + 1)
    return stripped(spaced(body)), place


def _with_arguments(name: str, nodes: Nodes, place: int, depth: int) -> tuple[InlineText, int]:
    """Return the command *name*, whose arguments begin at *place*, as text, and their end."""
    option: InlineText = ()
    if nodes[place : place + 1] == ["*"]:
        place += 1
    elif nodes[place : place + 1] == ["["] and name == "sqrt" and "]" in nodes[place:]:
        end = nodes.index("]", place)
        option, place = printed(nodes[place + 1 : end], depth + 1), end + 1
    arguments = []
    for _ in range(commands.ARITIES.get(name, 1)):
        argument, place = _argument(nodes, place, depth)
        arguments.append(argument)
    return _composed(name, option, arguments), place


def _composed(name: str, option: InlineText, arguments: list[InlineText]) -> InlineText:
    """Return the command *name* with its *arguments* as text."""
    first, last = arguments[0], arguments[-1]
    if name in ACCENTS:
        return _accented(first, ACCENTS[name])
    if name in _FRACTIONS:
        return join([*_as_one(first), "/", *_as_one(last)])
    if name in _BINOMIALS:
        return join(["C(", *first, ", ", *last, ")"])
    if name == "genfrac":
        return join([*first, *arguments[4], " / ", *last, *arguments[1]])
    if name in _STACKED:
        return join([*last, Span(_STACKED[name], first)]) if first else last
    if name in _ARROWS:
        return join([_ARROWS[name], *([Span(Style.SUPERSCRIPT, first)] if first else [])])
    if name == "sqrt":
        root = [Span(Style.SUPERSCRIPT, option)] if option else []
        return join([*root, "√", *_as_one(first)])
    if name in {"mod", "pmod", "pod"}:
        words = f"{GAP}mod{GAP}" if name != "pod" else ""
        opening, closing = (" (", ")") if name != "mod" else ("", "")
        return join([opening, words, *first, closing])
    if name == "mathbb":
        return join(DOUBLE_STRUCK.get(it, it) if isinstance(it, str) else it for it in first)
    if name.startswith("operatorname"):
        return join([GAP, *first, GAP])
    return () if name in _UNSEEN else first


def _accented(text: InlineText, accent: str) -> InlineText:
    """Return *text* with *accent* on it if it is one letter; a longer one has no such sign."""
    is_one = len(text) == 1 and isinstance(text[0], str) and len(text[0]) == 1
    return (unicodedata.normalize("NFC", f"{text[0]}{accent}"),) if is_one else text


def _as_one(text: InlineText) -> InlineText:
    """Return *text*, in brackets if its parts would be taken for those of what is around it."""
    is_one = all(isinstance(it, Span) or _ONE.fullmatch(str(it)) for it in text)
    return text if is_one else join(["(", *text, ")"])
