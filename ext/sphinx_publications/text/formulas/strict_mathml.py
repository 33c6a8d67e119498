"""MathML as books want it, whoever has drawn it: XML, and MathML 3.

Formulas are drawn for browsers, which know HTML's names of characters and elements, and
read ``displaystyle`` on any element. A book is XML: one name of a character that XML does
not know makes a whole page unreadable.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping

_MATHML: Final = ' xmlns="http://www.w3.org/1998/Math/MathML"'
_XHTML: Final = ' xmlns="http://www.w3.org/1999/xhtml"'
#: Attribute → the elements that may have it.
_OWNERS: Final[Mapping[str, frozenset[str]]] = {
    "displaystyle": frozenset({"math", "mstyle", "mtable"}),
    "movablelimits": frozenset({"math", "mstyle", "mo"}),
    "scriptlevel": frozenset({"math", "mstyle"}),
}
_STYLED: Final = re.compile(rf"<(?!math |mstyle )[^<>]* (?:{'|'.join(_OWNERS)})=")
#: A character by a name that is HTML's alone.
_NAMED: Final = re.compile(r"&(?!(?:amp|apos|gt|lt|quot);)[A-Za-z]\w*;")
#: HTML in a text within a formula, for an XML reader to tell it from MathML.
_HTML: Final = re.compile(r"<(b|code|em|i|span|strong|sub|sup|u)(?=[ >])(?! xmlns)")


def strict(math: str) -> str:
    """Return a ``<math>`` element, of MathML without line ends, in which all that is so."""
    math = _NAMED.sub(lambda name: escape(unescape(name[0]), quote=False), math)
    if _STYLED.search(math):
        math = _with_styles(math)
    return _HTML.sub(rf"<\1{_XHTML}", math)


def _with_styles(math: str) -> str:
    """Return a ``<math>`` element with ``<mstyle>`` where another element has a style."""
    plain = math.replace(_MATHML, "").replace(_XHTML, "")
    tree = ET.fromstring(plain)  # noqa: S314 # we have made it
    for parent in reversed([*tree.iter()]):  # from within
        for place, element in enumerate(parent):
            _give_style(parent, place, element)
    text = ET.tostring(tree, "unicode", short_empty_elements=False)
    return text.replace("<math", f"<math{_MATHML}", 1)


def _give_style(parent: ET.Element, place: int, element: ET.Element) -> None:
    names = [name for name in _OWNERS if name in element.attrib]
    foreign = [name for name in names if element.tag not in _OWNERS[name]]
    if not foreign:
        return
    style = ET.Element("mstyle", {name: element.attrib.pop(name) for name in foreign})
    if element.tag in {"mtd", "mtr"}:  # a table has nothing around its cells
        style.extend(element)
        for child in style:
            element.remove(child)
        element.append(style)
    else:
        parent[place] = style
        style.append(element)
