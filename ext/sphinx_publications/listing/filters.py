"""sphinxcontrib-bibtex's filter language, over publications.

``year >= "2023" and author % "Zhu" and type in {"article", "book"}``: names are fields, ``%``
searches for a regular expression without regard to case, ``and``, ``or``, ``not``,
comparisons, ``in`` and sets are Python's.
https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html#filtering

An expression is compiled once into nested functions; nothing is ever evaluated as Python.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sphinx_publications.listing.regular_expressions import is_refused, searcher
from sphinx_publications.text.integers import integer

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

__all__ = [
    "CITATION_NAMES", "MAX_LENGTH", "FilterError", "Predicate", "compile_filter", "names_in",
    "slow_patterns",
]  # fmt: skip

Predicate: TypeAlias = "Callable[[Publication], bool]"
_Value: TypeAlias = "Callable[[Publication], Any]"


class FilterError(ValueError):
    """A filter expression that cannot be used; the message is for its author."""


_COMPARISONS: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
#: Names of sphinxcontrib-bibtex whose values depend on the citations of all pages.
CITATION_NAMES: Final = frozenset({"cited", "docname", "docnames"})
MAX_LENGTH: Final = 10_000
#: The commonest mistake: a comparison with one "=".
_ASSIGNMENT: Final = re.compile(r"(?<![=!<>])=(?!=)")
#: No field has a greater number; and Python prints none of more than 4,300 digits.
_GREATEST: Final = 10**18


def compile_filter(expression: str) -> Predicate:
    """Return the test that *expression* describes, or raise :class:`FilterError`."""
    if len(expression) > MAX_LENGTH:
        raise FilterError("is too long")
    if not expression.strip():
        raise FilterError("is no valid expression at all: it is empty")
    try:
        value = _compile(_parse(expression).body)
    except FilterError:
        raise
    except SyntaxError as error:
        raise FilterError(f"is no valid expression{_where(expression, error)}") from error
    except (RecursionError, ValueError, MemoryError) as error:
        raise FilterError("cannot be read: it is nested too deeply or malformed") from error
    return lambda publication: bool(value(publication))


def names_in(expression: str) -> set[str]:
    """Return the names that a filter, which can be compiled, asks for."""
    nodes = ast.walk(_parse(expression))
    return {node.id.lower() for node in nodes if isinstance(node, ast.Name)}


def slow_patterns(expression: str) -> list[str]:
    """Return the regular expressions of a filter, which can be compiled, that RE2 refuses."""
    patterns = [
        node.right.value
        for node in ast.walk(_parse(expression))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
        if isinstance(node.right, ast.Constant) and isinstance(node.right.value, str)
    ]
    return [pattern for pattern in patterns if is_refused(pattern)]


def _parse(expression: str) -> ast.Expression:
    # Python warns of "\d" in a text; in a regular expression it is meant.
    with warnings.catch_warnings(action="ignore"):
        return ast.parse(f"({expression.strip()}\n)", mode="eval")


def _where(expression: str, error: SyntaxError) -> str:
    """Return where an expression is wrong: " at column 6"; or how to mend it."""
    if assignment := _ASSIGNMENT.search(expression):
        return f" at column {assignment.start() + 1}: to compare, write “==”"
    # Python counts the parenthesis that lets an expression go over lines.
    column = (error.offset or 0) - 1
    if error.lineno == 1 and 0 < column <= len(expression):
        return f" at column {column}"
    return " at its end"


def _compile(node: ast.expr) -> _Value:
    match node:
        case ast.Constant(value=str() | int() as constant):
            return _constant(constant)
        case ast.Name(id=name):
            if name in CITATION_NAMES:
                raise FilterError(
                    f"uses “{name}”, which a publication list cannot know"
                    " (use sphinxcontrib-bibtex’s “bibliography” directive for cited works)"
                )
            return lambda publication: publication.value(name.lower())
        case ast.BoolOp(op=boolean, values=operands):
            tests = [_compile(operand) for operand in operands]
            combine_all = all if isinstance(boolean, ast.And) else any
            return lambda publication: combine_all(test(publication) for test in tests)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            test = _compile(operand)
            return lambda publication: not test(publication)
        case ast.BinOp(left=left, op=ast.Mod(), right=right):
            return _search(_compile(left), right)
        # Two sets, or two conditions.
        case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd() as op, right=right) if (
            _kind(left) == _kind(right) != "text"
        ):
            combine = operator.or_ if isinstance(op, ast.BitOr) else operator.and_
            first, second = _compile(left), _compile(right)
            return lambda publication: combine(first(publication), second(publication))
        case ast.Compare(left=left, ops=operators, comparators=comparators):
            if len(operators) != 1:
                raise FilterError("compares more than two values at once (join them with “and”)")
            if type(operators[0]) in _COMPARISONS:
                compare = _COMPARISONS[type(operators[0])]
                return _compare(_compile(left), compare, _compile(comparators[0]))
        case ast.Set(elts=elements) | ast.Tuple(elts=elements) | ast.List(elts=elements):
            values = [_compile(element) for element in elements]
            return lambda publication: frozenset(value(publication) for value in values)
    raise FilterError(f"uses “{ast.unparse(node)}”, which the filter language does not have")


def _constant(constant: str | int) -> _Value:
    if isinstance(constant, int) and constant > _GREATEST:
        raise FilterError("has a number that is too great")
    return lambda _: constant


def _kind(node: ast.expr) -> str:
    match node:
        case ast.Name() | ast.Constant():
            return "text"
        case ast.Set() | ast.Tuple() | ast.List():
            return "set"
        case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd()):
            return _kind(left)
    return "condition"


def _search(value: _Value, expression: ast.expr) -> _Value:
    if not isinstance(expression, ast.Constant) or not isinstance(expression.value, str):
        raise FilterError("has a “%” without a quoted regular expression behind it")
    pattern = expression.value
    try:
        is_found = searcher(pattern)
    except (re.error, OverflowError) as error:
        raise FilterError(f"has a wrong regular expression “{pattern}”: {error}") from error
    return lambda publication: is_found(str(value(publication)))


def _compare(left: _Value, compare: Callable[[Any, Any], bool], right: _Value) -> _Value:
    def test(publication: Publication) -> bool:
        one, other = left(publication), right(publication)
        # Fields are text; ``year >= 2023`` without quotes means the number all the same.
        if isinstance(one, str) and _has_number(other):
            one = _number(one)
        elif isinstance(one, int) and isinstance(other, str):
            other = _number(other)
        try:
            return compare(one, other)
        except TypeError:
            return False

    return test


def _has_number(value: Any) -> bool:
    if isinstance(value, frozenset):
        return any(isinstance(element, int) for element in value)
    return isinstance(value, int)


def _number(text: str) -> int | str:
    """Return the number that *text* is, or the text."""
    number = integer(text)
    return text if number is None else number
