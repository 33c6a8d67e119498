"""A formula → MathML: math-core's work, with bounds on what it is given."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from math_core import LatexError, LatexToMathML

from sphinx_publications.text.formulas.commands import OPENING
from sphinx_publications.text.formulas.strict_mathml import strict
from sphinx_publications.text.formulas.syntax_tree import FormulaError, signs_of

#: math-core overflows the stack at some ten thousand commands within each other, and takes
#: twice as long for each bracket that opens within another.
MAX_LENGTH: Final = 5_000
MAX_BRACKETS: Final = 16
_POSITION: Final = re.compile(r"^\d+: ")
#: What messages of math-core have → what is wrong.
_PLAIN_WORDS: Final = (
    ("Duplicate subscript", "two exponents or two indices in a row"),
    ("Expected argument", "an argument is missing"),
    ("directly followed by", "an argument is missing"),
    ("must be a parenthesis", "a bracket is missing"),
    ('Found "&"', "“&” without a backslash"),
    ("after '#'", "“#” without a backslash"),
    ("parameter number", "“#” without a backslash"),
    ("Macro parameter", "“#” without a backslash"),
    ('Unexpected "$"', "“$” without a backslash"),
    ("limits", "“\\limits” behind what can have none"),
)


def draw(tex: str, *, block: bool = False) -> str:
    """Return the formula *tex* as a ``<math>`` element on one line.

    :param block: as a formula that stands alone, in the style of these.
    :raises FormulaError: if it is none, or has something that cannot be drawn.
    """
    if len(tex) > MAX_LENGTH:
        raise FormulaError("longer than a formula can be")
    level = deepest = 0
    for sign in signs_of(tex):
        level = max(0, level + OPENING.get(sign, 0))
        deepest = max(deepest, level)
    if deepest > MAX_BRACKETS:
        raise FormulaError("too many brackets within each other")
    try:
        return strict(_converter().convert_with_local_state(tex, displaystyle=block))
    except LatexError as error:
        raise FormulaError(_in_plain_words(str(error))) from error


def _in_plain_words(message: str) -> str:
    """Return what is wrong as one says it of a formula, where math-core tells of its input."""
    for pattern, words in _PLAIN_WORDS:
        if pattern in message:
            return words
    return _POSITION.sub("", message).removesuffix(".")


@cache
def _converter() -> LatexToMathML:
    # "Unreliable" are wide tildes, which some fonts draw too narrow: better than none.
    return LatexToMathML(xml_namespace=True, fancy_error=False, allow_unreliable_rendering=True)
