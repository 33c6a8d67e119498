"""LaTeX source as a string: its escapes and formulas are found without parsing it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_publications.text.control_characters import without_controls
from sphinx_publications.text.inline import InlineText
from sphinx_publications.text.scanner import (
    INNER,
    is_balanced,
    scan,
    unwrapped,
    without_braces,
)

__all__ = [
    "ESCAPE", "NUMBERED_FORMULA", "SPACES", "Decoded", "collapsed", "decode_verbatim",
    "numbered_formulas", "plain_text", "unbalanced", "unescaped_formulas", "with_formulas",
]  # fmt: skip


#: White space that TeX turns into one space; no-break spaces are not among it.
SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
#: Opening delimiter of a formula → the closing one. ("$$" is treated in the code.)
_MATH_CLOSINGS: Final = {"$": "$", r"\(": r"\)", r"\[": r"\]"}
_MATH_SIGNS: Final = r"\$|\\[()\[\]]"
#: The number that :func:`numbered_formulas` puts in the place of a formula.
NUMBERED_FORMULA: Final = re.compile(r"\{\$([0-9]{1,6})\$\}")
ESCAPE: Final = re.compile(r"\\.", re.DOTALL)

#: The first characters of the patterns below; most addresses contain none of them.
_TEX: Final = re.compile(r"[\\{$]")
_URL: Final = re.compile(rf"\\url\s*\{{({INNER})\}}")
#: Spellings, in addresses and identifiers, of characters that are special in TeX.
_VERBATIM: Final = (
    (re.compile(r"\$\\sim\$"), "~"),
    (re.compile(r"\\(?:text)?asciitilde(?:\{\}|[ ]+|(?![A-Za-z]))"), "~"),
    (re.compile(r"\\textunderscore(?:\{\}|[ ]+|(?![A-Za-z]))"), "_"),
    (re.compile(r"\{\\([%_&#$~^])(?:\{\})?\}"), r"\1"),
    (re.compile(r"\\([%_&#${}~^])(?:\{\})?"), r"\1"),
    (re.compile(r"\{([_~#%&])\}"), r"\1"),
)
#: A dollar sign as Mendeley and DBLP escape it; authors write "\\$".
_ESCAPED_DOLLAR: Final = re.compile(r"\{\\\$\}|\{\\textdollar\}|\\textdollar\{\}")
#: Braces that protected a word before Mendeley escaped them.
_ESCAPED_BRACES: Final = re.compile(r"\{\\\{\}((?=[^a-z{}]*[A-Z])[\w-]+)\{\\\}\}")
#: The escaped signs of a formula.
_ESCAPED_SIGN: Final = re.compile(
    r"\{?\\(?:textbackslash|backslash|textasciicircum|textunderscore|textasciitilde|textless"
    r"|textgreater|textbar)(?:\{\}|\}|(?![{}]))|\{\\[\^~]\{\}\}|\\[\^~]\{\}|\{\\[{}_&#%]\}"
)
#: Macro → the sign of a formula that it stands for.
_SIGNS: Final = {
    "textbackslash": "\\", "backslash": "\\", "textasciicircum": "^", "textunderscore": "_",
    "textasciitilde": "~", "textless": "<", "textgreater": ">", "textbar": "|",
}  # fmt: skip


class Decoded(NamedTuple):
    """The text of a field, and the problems in its LaTeX, to be reported to the author."""

    text: InlineText
    problems: tuple[str, ...] = ()


def decode_verbatim(source: str) -> str:
    r"""Return the address or identifier *source* with TeX's escapes undone.

    >>> decode_verbatim(r"{https://example.org/\~{}doe/a\_b}")
    'https://example.org/~doe/a_b'
    """
    # A line break within a long address is not a part of it.
    text = "".join(line.strip() for line in without_controls(source).splitlines())
    if not _TEX.search(text):
        return text
    text = unwrapped(_URL.sub(r"\1", text))
    for pattern, replacement in _VERBATIM:
        text = pattern.sub(replacement, text)
    return text


def collapsed(source: str) -> str:
    """Return *source* with each run of white space as one space, and none at the ends."""
    if source.isascii():  # as most fields: this takes half of the time
        return " ".join(source.split())
    return SPACES.sub(" ", source).strip()


def plain_text(source: str, *problems: str) -> Decoded:
    """Return *source* as plain text without its braces; any other LaTeX stays as it is typed."""
    text = collapsed(without_braces(source))
    return Decoded((text,) if text else (), problems)


def unbalanced(source: str) -> tuple[str, ...]:
    """Return the problem of *source* that some braces have no partner, if it is so."""
    return () if is_balanced(source, tex=True) else ("has unbalanced braces",)


def numbered_formulas(source: str) -> tuple[str, list[str]]:
    r"""Return *source* with a number, ``{$0$}``, for each formula, and the formulas.

    A parser of text then cannot take ``\frac`` in ``$\frac{a}$`` for a macro with two
    arguments, of which the second is the text behind the formula. A dollar sign in braces
    within a formula belongs to a text there: it does not close the formula.

    >>> numbered_formulas(r"From $\frac{a}$ to \(x\)")
    ('From {$0$} to {$1$}', ['$\\frac{a}$', '\\(x\\)'])
    """
    parts: list[str] = []
    formulas: list[str] = []
    closing, start, level, copied, behind = "", 0, 0, 0, 0
    for position, text, depth, escaped in scan(source, _MATH_SIGNS, tex=True):
        if escaped or position < behind:
            continue
        # The group ends before the formula: the dollar sign opened no formula.
        closing = closing if depth >= level else ""
        if closing and depth == level and source.startswith(closing, position):
            behind = position + len(closing)
            parts += [source[copied:start], f"{{${len(formulas)}$}}"]
            formulas.append(source[start:behind])
            closing, copied = "", behind
        elif not closing and text in _MATH_CLOSINGS:
            closing = "$$" if source.startswith("$$", position) else _MATH_CLOSINGS[text]
            start, level, behind = position, depth, position + len(closing)
    return "".join([*parts, source[copied:]]), formulas


def unescaped_formulas(source: str) -> str:
    r"""Return *source* with formulas for those whose every sign Mendeley or DBLP has escaped.

    Between two such dollar signs stands another escaped sign, or a letter or two.

    >>> unescaped_formulas(r"W{\$}{\^{}}{\{}\backslashpm{\}}{\$} at {\$}5")
    'W$^{\\pm}$ at {\\$}5'
    """
    source = _ESCAPED_BRACES.sub(r"{\1}", source)
    if not _ESCAPED_DOLLAR.search(source):
        return source
    parts: list[str] = []
    first, *rest = _ESCAPED_DOLLAR.split(source)
    dollars = _ESCAPED_DOLLAR.findall(source)
    parts, number = [first], 0
    while number < len(dollars):
        inner = rest[number]
        is_formula = _ESCAPED_SIGN.search(inner) or re.fullmatch("[A-Za-z]{1,2}", inner)
        if number + 1 < len(dollars) and is_formula:
            formula = _ESCAPED_SIGN.sub(_sign, inner)
            parts += [f"${formula}$", rest[number + 1]]
            number += 2
        else:
            parts += [dollars[number], inner]
            number += 1
    return "".join(parts)


def _sign(match: re.Match[str]) -> str:
    (name, sign), *_ = re.findall(r"\\(?:([a-z]+)|(.))", match[0])
    return _SIGNS.get(name, sign)


def with_formulas(source: str, formulas: list[str]) -> str:
    """Return *source* with the formulas that :func:`numbered_formulas` has taken out of it."""
    return NUMBERED_FORMULA.sub(lambda number: formulas[int(number[1])], source)
