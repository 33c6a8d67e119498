r"""The LaTeX of a formula as people write it → LaTeX that TeX and browsers set alike.

People write plain TeX (``{\rm H}_2``, ``a \over b``), commands of packages (``\bm``), and
formulas at which TeX stops (``x^a^b``). The first two are rewritten in LaTeX, the third is
refused, so that pages, PDF, tooltips and search agree. math-core has the last word: it must
be able to convert the formula to MathML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeGuard

from sphinx_publications.text.formulas import commands
from sphinx_publications.text.formulas.mathml import to_mathml
from sphinx_publications.text.formulas.syntax_tree import (
    MAX_DEPTH,
    FormulaError,
    Node,
    Nodes,
    TokenGroup,
    UnknownCommandError,
    bracket,
    command_name,
    environment,
    parse,
    to_latex,
    tokens,
)
from sphinx_publications.text.latex_accents import replace_accents

__all__ = ["read_formula"]

_ENVIRONMENT: Final = re.compile(r"\\begin\s*\{([^{}]*)\}")
_CELL_ENDS: Final = frozenset({"&", r"\\", r"\cr"})
_DOLLAR: Final = re.compile(r"(?<!\\)\$")
#: Special characters of TeX within a text.
_BARE: Final = re.compile(r"(?<!\\)([_^&#%])")
#: Declarations in a text; they are dropped, as the text is set like that around the formula.
_DECLARED: Final = re.compile(rf"\\(?:{'|'.join(commands.DECLARATIONS)})(?![A-Za-z]) *|\\[/@-]")


def read_formula(source: str) -> str:
    r"""Return the formula *source* in LaTeX that TeX and browsers set alike.

    :param source: the formula without the dollar signs around it.
    :raises UnknownCommandError: if it has unknown commands.
    :raises FormulaError: if TeX or math-core would refuse it.

    >>> read_formula(r"{\rm H}_2 \over 3")
    '\\frac{\\mathrm{H}_2}{3}'
    """
    unknown = set(filter(str.isalpha, map(command_name, tokens(source)))) - commands.KNOWN
    unknown |= set(_ENVIRONMENT.findall(source)) - commands.ENVIRONMENTS
    if unknown or "^^" in source:
        shown = ", ".join(f"“\\{name}”" for name in sorted(unknown)) or "“^^”"
        raise UnknownCommandError(shown)
    tex = to_latex(_rewritten(parse(source))).strip()
    to_mathml(tex)
    return tex


def _rewritten(nodes: Nodes) -> Nodes:
    """Return *nodes* rewritten in LaTeX, cell by cell where they are a matrix."""
    result: Nodes = []
    cell: Nodes = []
    for node in nodes:
        if isinstance(node, str) and node in _CELL_ENDS:
            result += [*_cell(cell), r"\\" if node == r"\cr" else node]
            cell = []
        elif result[-1:] == [r"\\"] and not _stripped(cell) and node in ("[", "*"):
            # Behind a line break, TeX would read it as its argument.
            cell += [TokenGroup("{", [], "}"), node]
        else:
            cell.append(node)
    return result + _cell(cell)


def _cell(nodes: Nodes) -> Nodes:
    r"""Return the *nodes* of a cell or group rewritten, ``a \over b`` as ``\frac{a}{b}``."""
    places = [place for place, node in enumerate(nodes) if command_name(node) in commands.INFIXES]
    if not places:
        return _units(nodes)
    if len(places) > 1:
        raise FormulaError("more than one fraction in a group")
    above, infix, below = nodes[: places[0]], nodes[places[0]], nodes[places[0] + 1 :]
    if r"\buildrel" in above:
        place = above.index(r"\buildrel")
        base, rest = _argument(below, 0)
        built: Nodes = [r"\overset", _braced(_cell(above[place + 1 :])), _braced(_cell(base))]
        return [*_cell(above[:place]), *built, *_cell(below[rest:])]
    return [commands.INFIXES[command_name(infix)], _braced(_cell(above)), _braced(_cell(below))]


def _units(nodes: Nodes) -> Nodes:
    result: Nodes = []
    place = 0
    while place < len(nodes):
        unit, place = _unit(nodes, place)
        result += unit
    return result


def _unit(nodes: Nodes, place: int, depth: int = 0) -> tuple[Nodes, int]:
    """Return the node at *place* and its arguments, rewritten, and the place behind them."""
    node = nodes[place]
    place += 1
    name = command_name(node)
    if isinstance(node, TokenGroup):
        body = _rewritten(node.body)
        if body != node.body and _is_one_command(body) and _is_bare_group(nodes, place - 1):
            return body, place  # "{\\rm H}_2": its braces only bounded the declaration
        return [node._replace(body=body)], place
    if node in ("_", "^") or name in commands.ARITIES:
        return _with_arguments(nodes, place - 1, depth + 1)
    if name in commands.REWRITTEN:
        return _rewritten_command(name, nodes, place)
    if name in commands.SIZES:
        argument, place = _argument(nodes, place)
        return [node, bracket(to_latex(argument))], place
    if name in commands.INVISIBLE:
        return [], place
    if name and name not in commands.PLAIN:
        raise FormulaError(f"uses “\\{name}”")
    return [r"\%" if node == "%" else node], place


def _rewritten_command(name: str, nodes: Nodes, place: int) -> tuple[Nodes, int]:
    """Return LaTeX for the command *name*, whose arguments begin at *place*, and their end."""
    if name in commands.DECLARATIONS:
        body, place = _reach(nodes, place)
        command = f"\\{commands.DECLARATIONS[name]}"
        return ([command, _braced(_cell(body))] if _stripped(body) else []), place
    if name in commands.TEXTS:
        body, place = _argument(nodes, place)
        return list(_text(commands.TEXTS[name], to_latex(body))), place
    if name == "root":
        if r"\of" not in nodes[place:]:
            raise FormulaError(r"“\root” without its “\of”")
        of = nodes.index(r"\of", place)
        body, end = _argument(nodes, of + 1)
        degree = _stripped(_cell(nodes[place:of]))
        return [r"\sqrt", "[", *degree, "]", _braced(_cell(body))], end
    if name in commands.MATRICES:
        body, place = _argument(nodes, place)
        cells = _rewritten(body)
        while cells and cells[-1] in (" ", r"\\"):
            cells.pop()
        return [environment(name, cells)], place
    expansion = commands.EXPANSIONS[name]
    if "#1" in expansion:
        body, place = _argument(nodes, place)
        expansion = expansion.replace("#1", to_latex(body))
    return _rewritten(parse(expansion)), place


def _with_arguments(nodes: Nodes, place: int, depth: int) -> tuple[Nodes, int]:
    """Return the command at *place*, each of its arguments in braces if TeX needs them."""
    if depth > MAX_DEPTH:
        raise FormulaError("nested too deeply")
    name = command_name(nodes[place])
    unit = [nodes[place]]
    place += 1
    if name.startswith("operatorname") and nodes[place : place + 1] == ["*"]:
        unit.append("*")
        place += 1
    if name in {"sqrt", "xleftarrow", "xrightarrow"} and nodes[place : place + 1] == ["["]:
        if "]" not in nodes[place:]:
            raise FormulaError("“[” without its partner")
        end = nodes.index("]", place)
        unit += ["[", *_cell(nodes[place + 1 : end]), "]"]
        place = end + 1
    for _ in range(commands.ARITIES.get(name, 1)):
        spaces, place = place, _behind_spaces(nodes, place)
        unit += nodes[spaces:place]
        if nodes[place : place + 1] in ([], ["_"], ["^"], ["'"], ["~"]):
            raise FormulaError("an argument is missing")
        argument, place = _unit(nodes, place, depth)
        unit += argument if _is_one(argument) else [_braced(argument)]
    return unit, place


def _is_one(unit: Nodes) -> bool:
    """Tell whether *unit* can be an argument without braces around it."""
    if len(unit) != 1 or isinstance(unit[0], TokenGroup):
        return len(unit) == 1 and _is_braced(unit[0])
    name = command_name(unit[0])
    return name in commands.SYMBOLS if len(name) > 1 else name not in set(",;:!")


def _is_one_command(nodes: Nodes) -> bool:
    """Tell whether *nodes* are a command and its arguments, all in braces."""
    return len(nodes) > 1 and bool(command_name(nodes[0])) and all(map(_is_braced, nodes[1:]))


def _is_bare_group(nodes: Nodes, place: int) -> bool:
    """Tell whether the node at *place*, in braces, is neither an argument nor an index."""
    before = next((nodes[at] for at in range(place - 1, -1, -1) if nodes[at] != " "), "")
    return _is_braced(nodes[place]) and before not in ("_", "^") and not command_name(before)


def _is_braced(node: Node) -> TypeGuard[TokenGroup]:
    return isinstance(node, TokenGroup) and node.opening == "{"


def _braced(nodes: Nodes) -> TokenGroup:
    return TokenGroup("{", _stripped(nodes), "}")


def _behind_spaces(nodes: Nodes, place: int) -> int:
    while place < len(nodes) and nodes[place] == " ":
        place += 1
    return place


def _stripped(nodes: Nodes) -> Nodes:
    start, end = _behind_spaces(nodes, 0), len(nodes)
    while end > start and nodes[end - 1] == " ":
        end -= 1
    return nodes[start:end]


def _argument(nodes: Nodes, place: int) -> tuple[Nodes, int]:
    """Return the argument at *place* without its braces, and the place behind it."""
    place = _behind_spaces(nodes, place)
    if place == len(nodes):
        raise FormulaError("an argument is missing")
    node = nodes[place]
    return (node.body if _is_braced(node) else [node]), place + 1


def _reach(nodes: Nodes, place: int) -> tuple[Nodes, int]:
    r"""Return the nodes that a declaration before *place* applies to, and the place behind them.

    It applies up to the end of its group or the next declaration; but in ``\cal{N}=4``, where
    braces follow, only to the group in these.
    """
    start = _behind_spaces(nodes, place)
    if start < len(nodes) and isinstance(nodes[start], TokenGroup):
        return _argument(nodes, start)
    end = start
    while end < len(nodes) and command_name(nodes[end]) not in commands.DECLARATIONS:
        end += 1
    return nodes[start:end], end


def _text(command: str, source: str) -> Iterator[Node]:
    """Yield the nodes of text in a formula; formulas within it come beside it, not in it."""
    for index, part in enumerate(_DOLLAR.split(source)):
        if index % 2:
            yield from _rewritten(parse(part))
            continue
        escaped = _BARE.sub(r"\\\1", _DECLARED.sub("", replace_accents(part)))
        text: Nodes = [_text_token(token) for token in tokens(escaped)]
        if text:
            yield from (f"\\{command}", TokenGroup("{", text, "}"))


def _text_token(token: str) -> str:
    name = command_name(token)
    if name == "^":
        return r"\textasciicircum{}"
    if not name or name in commands.CHARACTERS or name in commands.TEXT_COMMANDS:
        return token
    if name in commands.TEXTS:
        return f"\\{commands.TEXTS[name]}"
    raise FormulaError(f"uses “\\{name}”")
