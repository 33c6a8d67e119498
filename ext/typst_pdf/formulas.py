"""LaTeX's formulas as Typst's.

math-core makes MathML of a formula, with TeX's spaces where they differ from MathML's; each of
its elements becomes a call of a function of Typst's, which knows most of TeX's spaces itself.
All text stands in strings, so that nothing in a formula can be code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from html import escape, unescape
from typing import Final
from xml.etree import ElementTree as ET

from math_core import LatexError, LatexToMathML

from typst_pdf.syntax import array, call, dictionary, string

__all__ = ["FormulaError", "to_typst"]

#: Bounds on what is converted: math-core takes twice as long for each bracket that is open, and
#: Typst ends at expressions within some two hundred others.
MAX_LENGTH: Final = 5_000
MAX_BRACKETS: Final = 16
MAX_DEPTH: Final = 40
_LEFT: Final = r"brace|brack|angle|floor|ceil|[vV]ert|group|moustache"
_OPENING: Final = re.compile(rf"\\(?:\{{|l(?:{_LEFT})|[ul]lcorner|[bB]igg?l)(?![A-Za-z])|[(\[⟨⌈⌊⟦]")
_CLOSING: Final = re.compile(rf"\\(?:\}}|r(?:{_LEFT})|[ul]rcorner|[bB]igg?r)(?![A-Za-z])|[)\]⟩⌉⌋⟧]")
_TOKEN: Final = re.compile(r"\\(?:[A-Za-z]+|.)|[^\\]", re.DOTALL)
#: Categories of characters that no font draws.
_UNDRAWN: Final = frozenset(("Cc", "Cn", "Co", "Cs", "Zl", "Zp"))

#: A character by a name that only HTML has.
_NAMED: Final = re.compile(r"&(?!(?:amp|apos|gt|lt|quot);)[A-Za-z]\w*;")
#: The three points of ``\dots``, with the space before the first and after the last.
_DOTS: Final = re.compile(
    r'<mo( lspace="[^"]*")?[^>]*>\.</mo><mo[^>]*>\.</mo><mo(?: lspace="[^"]*")?([^>]*)>\.</mo>'
)
_LENGTH: Final = re.compile(r"(-?\d{0,3}(?:\.\d+)?)(em|ex|rem)?")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
#: A character with marks on it, or a selector of its form.
_ONE: Final = re.compile(r".[\u0300-\u036f\u20d0-\u20f0\ufe00-\ufe0f]?", re.DOTALL)
_LARGE: Final = re.compile(r"[\u220f-\u2211\u222b-\u2233\u22c0-\u22c3\u2a00-\u2a1c]")
#: What has limits at its side unless it stands on a line of its own.
_MOVABLE: Final = re.compile(r"[\u220f-\u2211\u22c0-\u22c3\u2a00-\u2a09]")
_FENCE: Final = re.compile(r"[][(){}|/\\‖∥⟨⟩⌈⌉⌊⌋⟦⟧⟮⟯⎰⎱⌜⌝⌞⌟↑↓↕⇑⇓⇕\u2063]")
_INVISIBLE: Final = frozenset("\u2061\u2062\u2063\u2064")
_SPACED: Final = _INVISIBLE | frozenset("…⋯⋮⋱")

_ACCENTS: Final = {
    ("over", "\u0332"): "math.overline",
    ("under", "\u0332"): "math.underline",
    ("over", "⏞"): "math.overbrace",
    ("under", "⏟"): "math.underbrace",
    ("over", "⎴"): "math.overbracket",
    ("under", "⎵"): "math.underbracket",
    ("over", "⏜"): "math.overparen",
    ("under", "⏝"): "math.underparen",
    ("over", "⏠"): "math.overshell",
    ("under", "⏡"): "math.undershell",
}
_FORMS: Final = {"prefix": "opening", "postfix": "closing"}
_TEXTS: Final = {
    "b": "math.bold",
    "strong": "math.bold",
    "i": "math.italic",
    "em": "math.italic",
    "code": "math.mono",
    "u": "math.underline",
}
_STRIKES: Final = {
    "updiagonalstrike": [],
    "downdiagonalstrike": ["inverted: true"],
    "updiagonalstrike downdiagonalstrike": ["cross: true"],
}
#: ``displaystyle`` and ``scriptlevel`` → function.
_STYLES: Final = {
    ("true", "0"): "math.display",
    ("true", None): "math.display",
    ("false", "0"): "math.inline",
    ("false", None): "math.inline",
    ("false", "1"): "math.script",
    (None, "1"): "math.script",
    ("false", "2"): "math.sscript",
    (None, "2"): "math.sscript",
}
#: What nothing is written as.
_NOTHING: Final = "[]"


class FormulaError(ValueError):
    """What cannot be converted; the message says why."""


def to_typst(tex: str, *, block: bool = False) -> str:
    """Return the formula *tex* as a Typst expression (code mode) for ``math.equation``.

    :param block: the formula stands on a line of its own.
    :raises FormulaError: if *tex* is no formula, or math-core cannot convert it.
    """
    _check(tex)
    try:
        math = _converter().convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise FormulaError(re.sub(r"^\d+: ", "", str(error)).removesuffix(".")) from error
    math = _NAMED.sub(lambda name: escape(unescape(name[0]), quote=False), math)
    try:
        root = ET.fromstring(_DOTS.sub(r"<mo\1\2>…</mo>", math))  # noqa: S314 # made by math-core
    except ET.ParseError as error:
        raise FormulaError("math-core makes no XML of it") from error
    if _is_deeper(root, MAX_DEPTH):
        raise FormulaError("nested too deeply")
    return _row(root)


def _check(tex: str) -> None:
    """Raise an error if converting *tex* would take too long, or no font draws it."""
    if len(tex) > MAX_LENGTH:
        raise FormulaError("longer than a formula can be")
    if any(unicodedata.category(character) in _UNDRAWN for character in set(tex) - set("\t\n\r")):
        raise FormulaError("a character that no font draws")
    level = 0
    for token in _TOKEN.findall(tex):
        level += bool(_OPENING.fullmatch(token))
        level = max(0, level - bool(_CLOSING.fullmatch(token)))
        if level > MAX_BRACKETS:
            raise FormulaError("too many brackets within each other")


@cache
def _converter() -> LatexToMathML:
    # "Unreliable" refers to wide tildes, which browsers draw too narrow.
    return LatexToMathML(fancy_error=False, allow_unreliable_rendering=True)


def _is_deeper(element: ET.Element, depth: int) -> bool:
    return not depth or any(_is_deeper(child, depth - 1) for child in element)


def _expression(element: ET.Element) -> str:
    """Return what is written for *element*."""
    code = _ELEMENTS.get(element.tag, _row)(element)
    style = _STYLES.get((element.get("displaystyle"), element.get("scriptlevel")))
    if style and element.tag != "mtable":
        code = call(style, code)
    colour = _COLOUR.fullmatch(_css(element).get("color", ""))
    return call("text", f"fill: rgb({string(colour[0])})", code) if colour else code


def _css(element: ET.Element) -> dict[str, str]:
    """Return the properties in the element's ``style``."""
    pairs = (part.partition(":") for part in element.get("style", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _em(length: str | None) -> float:
    """Return *length* in em, or 0 if there is none that is known."""
    match = _LENGTH.fullmatch(length or "")
    number = match[1].strip("-") if match else ""
    ems = float(match[1]) * (0.43 if match[2] == "ex" else 1) if match and number else 0
    return round(ems, 4)


def _space(width: str | None) -> str:
    """Return a space of *width*, or nothing if that is none."""
    return f"h({_em(width):g}em)" if _em(width) else _NOTHING


def _joined(*parts: str) -> str:
    """Return expressions one behind the other as a single one."""
    parts = tuple(part for part in parts if part != _NOTHING)
    if len(parts) == 1 and not parts[0].startswith("h("):
        return parts[0]
    return f"[{''.join(f'#{part}' for part in parts)}]"


def _row(element: ET.Element) -> str:
    children = list(element)
    code = _joined(*map(_expression, children))
    if len(children) > 1 and _is_fence(children[0]) and _is_fence(children[-1]):
        before, after = _space(children[0].get("lspace")), _space(children[-1].get("rspace"))
        return _joined(before, call("math.lr", code), after)
    return code


def _is_fence(element: ET.Element) -> bool:
    fence = element.tag == "mo" and _FENCE.fullmatch(element.text or "")
    return bool(fence) and element.get("stretchy") != "false" and element.get("minsize") is None


def _symbol(text: str) -> str:
    """Return *text* as a symbol, which Typst draws and spaces as what it is in formulas."""
    return call("symbol", string(text)) if _ONE.fullmatch(text) else string(text)


def _class(name: str, code: str) -> str:
    """Return an expression that is spaced as what *name* says."""
    return call("math.class", string(name), code)


def _identifier(element: ET.Element) -> str:
    text = element.text or ""
    if not _ONE.fullmatch(text):  # the name of a function
        return string(text)
    if element.get("mathvariant") == "normal":
        return call("math.upright", _symbol(text))
    if not text.isalpha() and len(text) == 1:
        return _class("punctuation" if text == ":" else "normal", _symbol(text))
    return call("math.italic", _symbol(text)) if "Α" <= text <= "Ω" else _symbol(text)


def _operator(element: ET.Element) -> str:
    text, spaces = element.text or "", (element.get("lspace"), element.get("rspace"))
    if text in _SPACED or not text:
        code = _NOTHING if text in _INVISIBLE or not text else _class("normal", _symbol(text))
        return _joined(_space(spaces[0]), code, _space(spaces[1]))
    code, size = _symbol(text), _em(element.get("minsize"))
    if size:
        code = call("math.lr", f"size: {size:g}em", code)
    elif element.get("stretchy") == "true" and _FENCE.fullmatch(text):
        return call("math.mid", code)
    if element.get("form") in _FORMS:
        return _class(_FORMS[element.get("form", "")], code)
    alone = spaces == ("0", "0") or (text in ",;" and spaces[1] == "0")
    return _class("normal", code) if alone and not _LARGE.match(text) else code


def _text(element: ET.Element) -> str:
    """Return the text in *element*, whose spaces are kept."""
    parts = [element.text or ""]
    codes = [string(parts[0].replace(" ", "\xa0"))] if parts[0] else []
    for child in element:
        function = "math.sans" if "sans" in child.get("class", "") else _TEXTS.get(child.tag)
        codes.append(call(function, _text(child)) if function else _text(child))
        codes += [string(child.tail.replace(" ", "\xa0"))] if child.tail else []
    return _joined(*codes)


def _blank(element: ET.Element) -> str:
    return _space(element.get("width", _css(element).get("margin-left")))


def _fraction(element: ET.Element) -> str:
    above, below = map(_expression, element)
    if element.get("linethickness") == "0":
        return call("math.mat", "delim: none", "row-gap: 0.3em", array([above]), array([below]))
    return call("math.frac", above, below)


def _root(element: ET.Element) -> str:
    radicand, index = map(_expression, element)
    return call("math.root", index, radicand)


def _scripts(element: ET.Element) -> str:
    base, *scripts = element
    if scripts[0].tag == "mspace":  # the least width of a long arrow
        return _expression(base)
    arrow = base.tag == "mo" and "ARROW" in unicodedata.name((base.text or " ")[0], "")
    arrow = arrow and base.get("stretchy") != "false" and element.tag[1] in "uo"
    code = call("math.stretch", _symbol(base.text or "")) if arrow else _expression(base)
    if element.tag.startswith("ms"):
        code = call("math.scripts", code) if base.tag == "mo" else code
    elif not _MOVABLE.match(base.text or "") or base.get("movablelimits") == "false":
        code = call("math.limits", code)
    places = ["t"] if element.tag in {"msup", "mover"} else ["b", "t"]
    code = _attached(code, dict(zip(places, map(_expression, scripts), strict=False)))
    return _class("normal", code) if arrow else code


def _attached(base: str, scripts: Mapping[str, str]) -> str:
    return call("math.attach", base, *(f"{place}: {code}" for place, code in scripts.items()))


def _accented(element: ET.Element) -> str:
    base, mark = element
    text, place = mark.text or "", element.tag.removeprefix("m")
    if "true" not in (element.get("accent"), element.get("accentunder")) or len(text) != 1:
        return _scripts(element)
    if (place, text) in _ACCENTS:
        return call(_ACCENTS[place, text], _expression(base))
    if place == "under" and text != "~":
        stretched = call("math.stretch", _symbol(text))
        return _attached(call("math.limits", _expression(base)), {"b": stretched})
    size = ["size: 0%"] * (mark.get("stretchy") == "false")
    sign = "\u0330" if place == "under" else text
    return call("math.accent", _expression(base), string(sign), *size)


def _scripts_on_both_sides(element: ET.Element) -> str:
    base, *rest = element
    scripts = {}
    places = iter(("br", "tr"))
    for script in rest:
        if script.tag == "mprescripts":
            places = iter(("bl", "tl"))
        else:
            scripts[next(places)] = _expression(script)
    return _attached(call("math.scripts", _expression(base)), scripts)


def _table(element: ET.Element) -> str:
    style = _STYLES.get((element.get("displaystyle"), element.get("scriptlevel")), "math.inline")
    rows = [list(row) for row in element]
    across = {0} if "border-top" in _css(element) else set()
    across |= {i for i, row in enumerate(rows) if any("border-top" in _css(td) for td in row)}
    down = {0} if "border-left" in _css(element) else set()
    down |= {i + 1 for i, cell in enumerate(rows[0]) if "border-right" in _css(cell)}
    if len(rows) > 1 and len(rows[-1]) == 1 and not len(rows[-1][0]):  # it has but a line above
        rows.pop()
    lines = {"hline": array(map(str, sorted(across))), "vline": array(map(str, sorted(down)))}
    augment = [f"augment: {dictionary({**lines, 'stroke': '0.5pt'})}"] if across | down else []
    gap = "row-gap: 0em" if augment else f"row-gap: {0.6 if style == 'math.display' else 0.35}em"
    cells = [array(_cells(row, style, lined=bool(augment))) for row in rows]
    return call("math.mat", "delim: none", "column-gap: 0em", gap, *augment, *cells)


def _cells(row: list[ET.Element], style: str, *, lined: bool) -> list[str]:
    """Return a row's cells; those without a space between them become one, with its tab stop."""
    alignments = {"left": ([_TAB], []), "right": ([], [_TAB])}
    margin = _css(row[0]).get("width") if row else None
    if margin:  # what holds a formula in the middle, beside its number
        row = row[1:]
    if margin == "7.5%":  # each line of one formula further to the right
        alignments = {"left": ([_TAB], []), "": ([_TAB, "h(2em)"], []), "right": ([_TAB, _TAB], [])}
    cells: list[str] = []
    for place, cell in enumerate(row):
        css = _css(cell)
        last = place == len(row) - 1
        left = "0" if not place and not lined else css.get("padding-left", "0.5em")
        left = "2em" if "width" in css and len(cell) else left
        right = "0" if last and not lined else css.get("padding-right", "0.5em")
        body = [_space(left), call(style, _row(cell)), _space(right), *[_STRUT] * lined]
        before, after = alignments.get(css.get("text-align", ""), ([], []))
        if "width" in css:
            before, after = [], []
        if css.get("padding-left") == "0" and cells:  # the two share a stop
            cells[-1] = _joined(cells[-1], *body)
        else:
            cells.append(_joined(*before, *body, *after))
    return cells


#: As high as a row of a table with lines.
_STRUT: Final = "box(width: 0pt, height: 1.5em, baseline: 0.5em)"
#: Where Typst aligns the lines of a formula: an ampersand.
_TAB: Final = "$&$.body"


def _hidden(element: ET.Element) -> str:
    return _class("normal", call("hide", _row(element)))


def _padded(element: ET.Element) -> str:
    if element.get("width") == "0":
        return call("box", "width: 0pt", call("math.equation", _row(element)))
    css = _css(element)
    return _joined(_space(css.get("padding-left")), _row(element), _space(css.get("padding-right")))


def _enclosed(element: ET.Element) -> str:
    notation = element.get("notation", "")
    if notation in _STRIKES:
        return _class("normal", call("math.cancel", *_STRIKES[notation], _row(element)))
    inner = call("math.equation", call("math.display", _row(element)))
    inner = call("text", 'top-edge: "bounds"', 'bottom-edge: "bounds"', inner)
    return _class("normal", call("box", "stroke: 0.5pt", "inset: 0.3em", inner))


#: Element → how it is written; others are rows.
_ELEMENTS: Final[Mapping[str, Callable[[ET.Element], str]]] = {
    "menclose": _enclosed,
    "mfrac": _fraction,
    "mi": _identifier,
    "mmultiscripts": _scripts_on_both_sides,
    "mn": lambda element: string(element.text or ""),
    "mo": _operator,
    "mover": _accented,
    "mpadded": _padded,
    "mphantom": _hidden,
    "mroot": _root,
    "ms": _text,
    "mspace": _blank,
    "msqrt": lambda element: call("math.sqrt", _row(element)),
    "msub": _scripts,
    "msubsup": _scripts,
    "msup": _scripts,
    "mtable": _table,
    "mtext": _text,
    "munder": _accented,
    "munderover": _scripts,
}
