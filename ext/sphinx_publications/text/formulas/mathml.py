"""A formula → MathML that browsers and e-books read.

math-core makes MathML for browsers, which accept HTML's names of characters, and
``displaystyle`` on any element. An e-book is XML with MathML 3: one name of a character that
XML does not know makes a page unreadable.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import Final
from xml.etree import ElementTree as ET

from math_core import LatexError, LatexToMathML

from sphinx_publications.text.formulas.commands import OPENING
from sphinx_publications.text.formulas.syntax_tree import FormulaError, tokens

__all__ = ["strict_mathml", "to_mathml"]

#: Bounds on the input of math-core: it overflows the stack at some ten thousand nested
#: commands, and takes twice as long for each bracket that opens within another.
MAX_LENGTH: Final = 5_000
MAX_BRACKETS: Final = 16
#: A pattern in math-core's message → the problem in words about the formula.
_PLAIN_WORDS: Final = (
    ("Duplicate subscript", "two exponents or two indices in a row"),
    ("Expected argument|directly followed by", "an argument is missing"),
    ("must be a parenthesis", "a bracket is missing"),
    ('Found "&"', "“&” without a backslash"),
    ("after '#'|parameter number|Macro parameter", "“#” without a backslash"),
    ('Unexpected "[$]"', "“$” without a backslash"),
    ("limits", "“\\limits” behind what can have none"),
)
_MATHML: Final = ' xmlns="http://www.w3.org/1998/Math/MathML"'
_XHTML: Final = ' xmlns="http://www.w3.org/1999/xhtml"'
#: Attribute → the elements that may have it in MathML 3.
_OWNERS: Final = {
    "displaystyle": ("math", "mstyle", "mtable"),
    "movablelimits": ("math", "mstyle", "mo"),
    "scriptlevel": ("math", "mstyle"),
}
_STYLED: Final = re.compile(rf"<(?!math |mstyle )[^<>]* (?:{'|'.join(_OWNERS)})=")
#: A character by a name that only HTML has.
_NAMED: Final = re.compile(r"&(?!(?:amp|apos|gt|lt|quot);)[A-Za-z]\w*;")
#: An HTML element in the text of a formula, which needs its own namespace in XML.
_HTML: Final = re.compile(r"<(b|code|em|i|span|strong|sub|sup|u)(?=[ >])(?! xmlns)")


def to_mathml(tex: str, *, block: bool = False) -> str:
    """Return the formula *tex* as a ``<math>`` element on one line, valid in HTML and XML.

    :param block: set the formula as one on a line of its own.
    :raises FormulaError: if *tex* is no formula, or math-core cannot convert it.
    """
    if len(tex) > MAX_LENGTH:
        raise FormulaError("longer than a formula can be")
    level = deepest = 0
    for token in tokens(tex):
        level = max(0, level + OPENING.get(token, 0))
        deepest = max(deepest, level)
    if deepest > MAX_BRACKETS:
        raise FormulaError("too many brackets within each other")
    try:
        return strict_mathml(_converter().convert_with_local_state(tex, displaystyle=block))
    except LatexError as error:
        message = re.sub(r"^\d+: ", "", str(error)).removesuffix(".")
        plain = (words for pattern, words in _PLAIN_WORDS if re.search(pattern, message))
        raise FormulaError(next(plain, message)) from error


@cache  # takes 0.2 ms, and each formula needs it
def _converter() -> LatexToMathML:
    # "Unreliable" refers to wide tildes, which are too narrow in some fonts.
    return LatexToMathML(xml_namespace=True, fancy_error=False, allow_unreliable_rendering=True)


def strict_mathml(math: str) -> str:
    """Return the ``<math>`` element *math*, which is on one line, as valid MathML 3 in XML."""
    math = _NAMED.sub(lambda name: escape(unescape(name[0]), quote=False), math)
    if _STYLED.search(math):
        math = _with_styles(math)
    return _HTML.sub(rf"<\1{_XHTML}", math)


def _with_styles(math: str) -> str:
    """Return *math* with an ``<mstyle>`` for each attribute on an element that may not have it."""
    plain = math.replace(_MATHML, "").replace(_XHTML, "")
    tree = ET.fromstring(plain)  # noqa: S314 # math-core has made it
    for parent in reversed([*tree.iter()]):  # the innermost elements first
        for place, element in enumerate(parent):
            names = [name for name in _OWNERS if name in element.attrib]
            foreign = [name for name in names if element.tag not in _OWNERS[name]]
            if not foreign:
                continue
            style = ET.Element("mstyle", {name: element.attrib.pop(name) for name in foreign})
            if element.tag in {"mtd", "mtr"}:  # a table has nothing around its cells
                style.extend(element)
                element[:] = [style]
            else:
                parent[place] = style
                style.append(element)
    text = ET.tostring(tree, "unicode", short_empty_elements=False)
    return text.replace("<math", f"<math{_MATHML}", 1)
