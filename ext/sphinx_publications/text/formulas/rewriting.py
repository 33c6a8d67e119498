r"""Formulas: what stands between dollar signs, as LaTeX that TeX and browsers can set.

People write plain TeX (``{\rm H}_2``, ``a \over b``), commands of packages (``\bm``), and
formulas at which TeX stops (``x^a^b``). :func:`read_formula` returns the first two in
LaTeX's own words and refuses the third, so that a page, a PDF, a tooltip and the search
all say the same. Whether a formula is one decides math-core, which draws it, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.text.formulas import commands as names
from sphinx_publications.text.formulas.drawing import draw
from sphinx_publications.text.formulas.syntax_tree import (
    MAX_DEPTH,
    FormulaError,
    Group,
    UnknownCommandError,
    bracket,
    command_name,
    environment,
    parse,
    signs_of,
    written,
)
from sphinx_publications.text.latex_accents import replace_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_publications.text.formulas.syntax_tree import Node, Nodes

_ENVIRONMENT: Final = re.compile(r"\\begin\s*\{([^{}]*)\}")
_CELL_ENDS: Final = frozenset({"&", r"\\", r"\cr"})
_DOLLAR: Final = re.compile(r"(?<!\\)\$")
#: Characters that TeX takes for its own, also in the middle of a text.
_BARE: Final = re.compile(r"(?<!\\)([_^&#%])")
#: Declarations in a text, which is set like the text around the formula.
_DECLARED: Final = re.compile(rf"\\(?:{'|'.join(names.DECLARATIONS)})(?![A-Za-z]) *|\\[/@-]")


def read_formula(source: str) -> str:
    r"""Return the formula *source* in LaTeX that TeX and browsers set alike.

    :param source: what stands between the dollar signs.
    :raises FormulaError: if it is no formula.

    >>> read_formula(r"{\rm H}_2 \over 3")
    '\\frac{\\mathrm{H}_2}{3}'
    """
    commands = map(command_name, signs_of(source))
    unknown = {name for name in commands if name.isalpha() and name not in names.KNOWN}
    unknown.update(
        name
        for name in _ENVIRONMENT.findall(source)
        if name not in names.ENVIRONMENTS and name not in names.ENVIRONMENT_ALIASES
    )
    if unknown or "^^" in source:
        shown = ", ".join(f"“\\{name}”" for name in sorted(unknown)) or "“^^”"
        raise UnknownCommandError(shown)
    tex = written(_rewritten(parse(source))).strip()
    draw(tex)
    return tex


def _rewritten(nodes: Nodes) -> Nodes:
    """Return *nodes* in LaTeX's own words, cell by cell of a matrix."""
    result: Nodes = []
    cell: Nodes = []
    for node in nodes:
        if isinstance(node, str) and node in _CELL_ENDS:
            result += [*_cell(cell), r"\\" if node == r"\cr" else node]
            cell = []
        elif result[-1:] == [r"\\"] and not _stripped(cell) and node in ("[", "*"):
            cell += [Group("{", [], "}"), node]  # to TeX it would be the line break's
        else:
            cell.append(node)
    return result + _cell(cell)


def _cell(nodes: Nodes) -> Nodes:
    places = [place for place, node in enumerate(nodes) if command_name(node) in names.INFIXES]
    if not places:
        return _units(nodes)
    if len(places) > 1:
        raise FormulaError("more than one fraction in a group")
    above, infix, below = nodes[: places[0]], nodes[places[0]], nodes[places[0] + 1 :]
    if r"\buildrel" in above:
        place = above.index(r"\buildrel")
        base, rest = _argument(below, 0)
        return [
            *_cell(above[:place]),
            r"\overset",
            _braced(_cell(above[place + 1 :])),
            _braced(_cell(base)),
            *_cell(below[rest:]),
        ]
    return [names.INFIXES[command_name(infix)], _braced(_cell(above)), _braced(_cell(below))]


def _units(nodes: Nodes) -> Nodes:
    result: Nodes = []
    place = 0
    while place < len(nodes):
        unit, place = _unit(nodes, place)
        result += unit
    return result


def _unit(nodes: Nodes, place: int, depth: int = 0) -> tuple[Nodes, int]:
    """Return what begins at *place*, rewritten with its arguments, and where it ends."""
    node = nodes[place]
    place += 1
    name = command_name(node)
    if isinstance(node, Group):
        return _group(node, is_free=_is_free(nodes, place - 1)), place
    if node in ("_", "^") or name in names.ARITIES:
        return _with_arguments(nodes, place - 1, depth + 1)
    if name in names.REWRITTEN:
        return _rewritten_command(name, nodes, place)
    if name in names.SIZES:
        argument, place = _argument(nodes, place)
        return [node, bracket(written(argument))], place
    if name in names.INVISIBLE:
        return [], place
    if name and name not in names.PLAIN:
        raise FormulaError(f"uses “\\{name}”")
    return [r"\%" if node == "%" else node], place


def _rewritten_command(name: str, nodes: Nodes, place: int) -> tuple[Nodes, int]:
    """Return what LaTeX has for the command *name*, whose arguments begin at *place*."""
    if name in names.DECLARATIONS:
        body, place = _reach(nodes, place)
        command = f"\\{names.DECLARATIONS[name]}"
        return ([command, _braced(_cell(body))] if _stripped(body) else []), place
    if name in names.TEXTS:
        body, place = _argument(nodes, place)
        return list(_text(names.TEXTS[name], written(body))), place
    if name == "root":
        if r"\of" not in nodes[place:]:
            raise FormulaError(r"“\root” without its “\of”")
        of = nodes.index(r"\of", place)
        body, end = _argument(nodes, of + 1)
        degree = _stripped(_cell(nodes[place:of]))
        return [r"\sqrt", "[", *degree, "]", _braced(_cell(body))], end
    if name in names.MATRICES:
        body, place = _argument(nodes, place)
        cells = _rewritten(body)
        while cells and cells[-1] in (" ", r"\\"):
            cells.pop()
        return [environment(name, cells)], place
    expansion = names.EXPANSIONS[name]
    if "#1" in expansion:
        body, place = _argument(nodes, place)
        expansion = expansion.replace("#1", written(body))
    return _rewritten(parse(expansion)), place


def _group(group: Group, *, is_free: bool) -> Nodes:
    body = _rewritten(group.body)
    is_free = is_free and group.opening == "{"
    if is_free and body != group.body and _is_one_command(body):
        return body  # "{\\rm H}_2": the braces were the declaration's; its argument has its own
    return [Group(group.opening, body, group.closing)]


def _with_arguments(nodes: Nodes, place: int, depth: int) -> tuple[Nodes, int]:
    """Return the command at *place* with its arguments, each of which TeX takes for one."""
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
    for _ in range(names.ARITIES.get(name, 1)):
        spaces, place = place, _behind_spaces(nodes, place)
        unit += nodes[spaces:place]
        if nodes[place : place + 1] in ([], ["_"], ["^"], ["'"], ["~"]):
            raise FormulaError("an argument is missing")
        argument, place = _unit(nodes, place, depth)
        unit += argument if _is_one(argument) else [_braced(argument)]
    return unit, place


def _is_one(unit: Nodes) -> bool:
    """Tell whether TeX takes *unit* for one argument."""
    if len(unit) != 1:
        return False
    (node,) = unit
    if isinstance(node, Group):
        return node.opening == "{"
    name = command_name(node)
    return name in names.SYMBOLS if len(name) > 1 else node not in {r"\,", r"\;", r"\:", r"\!"}


def _is_one_command(nodes: Nodes) -> bool:
    """Tell whether *nodes* are a command and its arguments, all in braces."""
    name, *arguments = nodes or [""]
    return bool(command_name(name) and arguments) and all(
        isinstance(node, Group) and node.opening == "{" for node in arguments
    )


def _is_free(nodes: Nodes, place: int) -> bool:
    """Tell whether what stands at *place* is neither an argument nor an index."""
    while place and nodes[place - 1] == " ":
        place -= 1
    before = nodes[place - 1] if place else ""
    return not (before in ("_", "^") or command_name(before))


def _braced(nodes: Nodes) -> Group:
    return Group("{", _stripped(nodes), "}")


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
    """Return the argument that begins at *place*, without its braces, and where it ends."""
    place = _behind_spaces(nodes, place)
    if place == len(nodes):
        raise FormulaError("an argument is missing")
    node = nodes[place]
    is_braced = isinstance(node, Group) and node.opening == "{"
    return (node.body if isinstance(node, Group) and is_braced else [node]), place + 1


def _reach(nodes: Nodes, place: int) -> tuple[Nodes, int]:
    r"""Return what a declaration at *place* holds for, and where that ends.

    To the end of the group, or to the next declaration; but ``\cal{N}=4`` is meant for
    what is in braces.
    """
    start = _behind_spaces(nodes, place)
    if start < len(nodes) and isinstance(nodes[start], Group):
        return _argument(nodes, start)
    end = next(
        (at for at in range(start, len(nodes)) if command_name(nodes[at]) in names.DECLARATIONS),
        len(nodes),
    )
    return nodes[start:end], end


def _text(command: str, source: str) -> Iterator[Node]:
    """Yield text within a formula; formulas within it stand beside it instead."""
    for index, part in enumerate(_DOLLAR.split(source)):
        if index % 2:
            yield from _rewritten(parse(part))
            continue
        signs = signs_of(_BARE.sub(r"\\\1", _DECLARED.sub("", replace_accents(part))))
        text: Nodes = list(_text_signs(signs))
        if text:
            yield from (f"\\{command}", Group("{", text, "}"))


def _text_signs(signs: Iterable[str]) -> Iterator[str]:
    for sign in signs:
        name = command_name(sign)
        if name == "^":
            yield r"\textasciicircum{}"
        elif not name or name in names.CHARACTERS or name in names.TEXT_COMMANDS:
            yield sign
        elif name in names.TEXTS:
            yield f"\\{names.TEXTS[name]}"
        else:
            raise FormulaError(f"uses “\\{name}”")
