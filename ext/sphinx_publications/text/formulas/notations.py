r"""Numbers, units and chemistry as siunitx, mhchem and AASTeX write them → inline text.

``\SI{5}{\tesla}`` is "5 T", ``\ce{CO2}`` is CO with a subscript, ``\ion{H}{i}`` is "H I".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from sphinx_publications.text.inline import Inline, InlineText, Span, Style, join
from sphinx_publications.text.scanner import group_end, unwrapped

__all__ = ["NOTATIONS"]

#: siunitx's units and prefixes (its manual, section 3.3): signs in front of their names.
_UNITS: Final = {
    name: sign
    for sign, names in (
        line.split(" ", 1)
        for line in (
            "A ampere", "cd candela", "K kelvin", "kg kilogram", "m meter metre", "mol mole",
            "s second", "Bq becquerel", "°C celsius degreeCelsius", "C coulomb", "F farad",
            "Gy gray", "Hz hertz", "H henry", "J joule", "lm lumen", "kat katal", "lx lux",
            "N newton", "Ω ohm",
            "Pa pascal", "rad radian", "S siemens", "Sv sievert", "sr steradian", "T tesla",
            "V volt", "W watt", "Wb weber", "d day", "° degree", "ha hectare", "h hour",
            "l liter litre", "′ arcminute", "min minute", "″ arcsecond", "Np neper", "t tonne",
            "au astronomicalunit", "B bel", "Da dalton", "dB decibel", "eV electronvolt",
            "bit bit", "B byte", "% percent", "g gram", "Å angstrom", "bar bar", "b barn",
            "M molar", "pc parsec", "G gauss", "rpm rpm",
        )
    )
    for name in names.split()
}  # fmt: skip
_PREFIXES: Final = {
    "quecto": "q", "ronto": "r", "yocto": "y", "zepto": "z", "atto": "a", "femto": "f",
    "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "deca": "da",
    "deka": "da", "hecto": "h", "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P",
    "exa": "E", "zetta": "Z", "yotta": "Y", "ronna": "R", "quetta": "Q", "kibi": "Ki",
    "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_MINUS: Final = "−"
_SHORTEST: Final = 3
#: Macro → the exponent that it gives to the unit behind it.
_RAISED: Final = {"per": f"{_MINUS}1", "square": "2", "cubic": "3"}
#: Macro → the exponent that it gives to the unit before it; "" if that is its argument.
_RAISED_BEHIND: Final = {"squared": "2", "cubed": "3", "tothe": ""}
_UNIT_TOKEN: Final = re.compile(r"\\([A-Za-z]+)\s*|(\^)|([^\\~.\s^{}]+)")
_NUMBER: Final = re.compile(r"\s*([+-]?[\d.,\s]*)(?:[eEdD]([+-]?\d+))?\s*")
#: "5 \\times 10^{3}" is "5e3".
_POWER_OF_TEN: Final = re.compile(r"\s*\\(?:times|cdot)\s*10\^\{?([+-]?\d+)\}?\s*$")
_NBSP: Final = "\N{NO-BREAK SPACE}"
#: Arrows of reactions, the longest first.
_ARROWS: Final = {"<=>": "⇌", "<->": "↔", "->": "→", "<-": "←"}
_ROMAN: Final = dict(
    zip("1 2 3 4 5 6 7 8 9 10".split(), "I II III IV V VI VII VIII IX X".split(), strict=True)
)


def _number(source: str) -> InlineText:
    """Return a number: "1.5e3" as 1.5 × 10 with the exponent raised; other texts as typed."""
    source = _POWER_OF_TEN.sub(r"e\1", source)
    match = _NUMBER.fullmatch(source)
    if match is None or not source.strip():
        return (source.replace(r"\pm", "±").replace("+-", "±"),)
    digits = re.sub(r"\s", "", match[1]).replace("-", _MINUS)
    if match[2] is None:
        return (digits,)
    power = Span(Style.SUPERSCRIPT, (match[2].replace("-", _MINUS).lstrip("+"),))
    return join([f"{digits} × 10" if digits else "10", power])


def _unit(source: str) -> InlineText:
    r"""Return a unit: "km s" with the exponent −1 for ``\kilo\meter\per\second``."""
    units: list[tuple[str, str]] = []  # sign and exponent
    prefix, exponent, position = "", "", 0
    while match := _UNIT_TOKEN.search(source, position):
        position = match.end()
        name, caret, literal = match.groups()
        if caret or name in _RAISED_BEHIND:
            raised = _RAISED_BEHIND.get(name or "", "")
            if not raised:
                end = group_end(source, position) or position + 1
                raised, position = unwrapped(source[position:end]).replace("-", _MINUS), end
            if units:
                sign, before = units[-1]
                is_below = before.startswith(_MINUS) and not raised.startswith(_MINUS)
                units[-1] = sign, f"{_MINUS if is_below else ''}{raised}"
        elif name == "raiseto":  # "\\raiseto{3}\\metre"
            end = group_end(source, position) or position
            exponent, position = unwrapped(source[position:end]).replace("-", _MINUS), end
        elif name in _PREFIXES:
            prefix += _PREFIXES[name]
        elif name in _RAISED:  # "\per\square\metre"
            exponent = f"{exponent.rstrip('1')}{_RAISED[name]}"
        else:
            # Short names are their own signs: "\\km".
            own = name if not name or len(name) <= _SHORTEST else f"\\{name}"
            own = f"µ{own[1:]}" if own and own[0] == "u" and own == name else own
            units.append((f"{prefix}{_UNITS.get(name, own) if name else literal}", exponent))
            prefix = exponent = ""
    pieces: list[Inline] = []
    for sign, raised in units:
        pieces += [_NBSP, sign] if pieces else [sign]
        pieces += [Span(Style.SUPERSCRIPT, (raised,))] if raised else []
    return join(pieces)


def _quantity(number: InlineText, unit: InlineText) -> InlineText:
    if not unit:
        return number
    between = "" if str(unit[0]).startswith(("°", "′", "″")) and unit[0] != "°C" else _NBSP
    return join([*number, between, *unit])


def _angle(source: str) -> InlineText:
    signs = zip(source.split(";"), "°′″", strict=False)
    return ("".join(f"{part.strip()}{sign}" for part, sign in signs if part.strip()),)


def _chemistry(source: str) -> InlineText:
    """Return a formula as mhchem reads it: digits behind letters and brackets are subscripts."""
    return join(_chemical_pieces(source.strip()))


def _chemical_pieces(source: str) -> Iterator[Inline]:
    position, before = 0, " "
    while position < len(source):
        rest = source[position:]
        arrow = next((sign for sign in _ARROWS if rest.startswith(sign)), "")
        if arrow:
            yield _ARROWS[arrow]
            position, before = position + len(arrow), " "
        elif rest[0] in "^_":
            style = Style.SUPERSCRIPT if rest[0] == "^" else Style.SUBSCRIPT
            end = group_end(source, position + 1) or 0
            if not end:
                match = re.compile(r"\d*[+-]?|.").match(source, position + 1)
                end = match.end() if match and match[0] else position + 2
            raised = unwrapped(source[position + 1 : end]).replace("$", "")
            if raised:
                yield Span(style, (raised.replace("-", _MINUS),))
            position, before = max(end, position + 1), "x"
        elif (digits := re.match(r"\d+", rest)) and re.match(r"[^\W\d_]|[)\]]", before):
            yield Span(Style.SUBSCRIPT, (digits[0],))
            position, before = position + len(digits[0]), "0"
        elif re.match(r"[+-](?=[\s)\]}]|$)", rest) and before != " ":
            yield Span(Style.SUPERSCRIPT, (rest[0].replace("-", _MINUS),))
            position, before = position + 1, "x"
        elif braces := re.match("[{}]+", rest):
            position += len(braces[0])
        else:
            yield "·" if rest[0] in "*." and before != " " else rest[0]
            position, before = position + 1, rest[0]


def _ion(element: str, state: str) -> InlineText:
    state = state.strip()
    return (f"{element.strip()}{_NBSP}{_ROMAN.get(state, state.upper())}",)


def _isotope(number: str, element: str = "") -> InlineText:
    if not element:
        return (number,)
    return Span(Style.SUPERSCRIPT, (number,)), element


#: Macro → its arguments, as pylatexenc specifies them ("{" or "[" for each), and what it says,
#: from the LaTeX of the arguments that are there. Options come first and are left out.
NOTATIONS: Final[Mapping[str, tuple[str, Callable[[Sequence[str]], InlineText]]]] = {
    **dict.fromkeys(
        ("SI", "qty"), ("[{{", lambda its: _quantity(_number(its[-2]), _unit(its[-1])))
    ),
    **dict.fromkeys(("si", "unit"), ("[{", lambda its: _unit(its[-1]))),
    "num": ("[{", lambda its: _number(its[-1])),
    "ang": ("[{", lambda its: _angle(its[-1])),
    **dict.fromkeys(
        ("SIrange", "qtyrange"),
        (
            "[{{{",
            lambda its: _quantity(
                join([*_number(its[-3]), "–", *_number(its[-2])]), _unit(its[-1])
            ),
        ),
    ),
    "numrange": ("[{{", lambda its: join([*_number(its[-2]), "–", *_number(its[-1])])),
    **dict.fromkeys(("ce", "ch", "cf"), ("{", lambda its: _chemistry(its[-1]))),
    "ion": ("{{", lambda its: _ion(*its[-2:])),
    "isotope": ("[{", lambda its: _isotope(*its)),
}
