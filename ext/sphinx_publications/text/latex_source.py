"""LaTeX source as a string: its escapes, braces and formulas are found without parsing it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_publications.text.control_characters import without_controls
from sphinx_publications.text.inline import InlineText

__all__ = [
    "ESCAPE", "NUMBERED_FORMULA", "SPACES", "Decoded", "collapsed", "decode_verbatim", "depth",
    "group_end", "numbered_formulas", "plain_text", "unbalanced", "with_formulas", "without_groups",
]  # fmt: skip

#: White space that TeX turns into one space; no-break spaces are not among it.
SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
#: A line break within a long address; it is not a part of the address.
_LINE_BREAK: Final = re.compile(r"\s*[\r\n]\s*")
#: Opening delimiter of a formula → the closing one. ("$$" is treated in the code.)
_MATH_CLOSINGS: Final = {"$": "$", r"\(": r"\)", r"\[": r"\]"}
_MATH_SIGN: Final = re.compile(r"\\.|[${}]", re.DOTALL)
#: The number that :func:`numbered_formulas` puts in the place of a formula.
NUMBERED_FORMULA: Final = re.compile(r"\{\$([0-9]{1,6})\$\}")
ESCAPE: Final = re.compile(r"\\.", re.DOTALL)
_BRACE: Final = re.compile(r"[{}]")

#: The first characters of the patterns below; most addresses contain none of them.
_TEX: Final = re.compile(r"[\\{$]")
#: Spellings, in addresses and identifiers, of characters that are special in TeX.
_VERBATIM: Final = (
    (re.compile(r"\\url\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"), r"\1"),
    (re.compile(r"\$\\sim\$"), "~"),
    (re.compile(r"\\(?:text)?asciitilde(?:\{\}|[ ]+|(?![A-Za-z]))"), "~"),
    (re.compile(r"\\textunderscore(?:\{\}|[ ]+|(?![A-Za-z]))"), "_"),
    (re.compile(r"\{\\([%_&#$~^])(?:\{\})?\}"), r"\1"),
    (re.compile(r"\\([%_&#${}~^])(?:\{\})?"), r"\1"),
    (re.compile(r"\{([_~#%&])\}"), r"\1"),
)


class Decoded(NamedTuple):
    """The text of a field, and the problems in its LaTeX, to be reported to the author."""

    text: InlineText
    problems: tuple[str, ...] = ()


def decode_verbatim(source: str) -> str:
    r"""Return the address or identifier *source* with TeX's escapes undone.

    >>> decode_verbatim(r"{https://example.org/\~{}doe/a\_b}")
    'https://example.org/~doe/a_b'
    """
    text = _LINE_BREAK.sub("", without_controls(source))
    if _TEX.search(text):
        for pattern, replacement in _VERBATIM:
            text = pattern.sub(replacement, text)
    text = text.strip()
    while len(text) > 1 and text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    return text


def collapsed(source: str) -> str:
    """Return *source* with each run of white space as one space, and none at the ends."""
    return SPACES.sub(" ", source).strip()


def plain_text(source: str, *problems: str) -> Decoded:
    """Return *source* as plain text without its braces; any other LaTeX stays as it is typed."""
    text = collapsed(source.replace("{", "").replace("}", ""))
    return Decoded((text,) if text else (), problems)


def depth(source: str) -> tuple[int, int, int]:
    """Return the lowest, highest and last nesting level of braces; escaped ones do not count."""
    level = lowest = highest = 0
    for brace in _BRACE.findall(ESCAPE.sub("", source)):
        level += 1 if brace == "{" else -1
        lowest, highest = min(lowest, level), max(highest, level)
    return lowest, highest, level


def group_end(source: str, start: int) -> int | None:
    """Return the index behind the group that opens at *start*, or None if it does not end.

    All braces count, as in BibTeX, escaped ones as well.
    """
    level = 0
    for brace in _BRACE.finditer(source, start):
        level += 1 if brace[0] == "{" else -1
        if level == 0:
            return brace.end()
    return None


def without_groups(source: str) -> str:
    """Return the text of *source* outside of braces; all braces count, as above."""
    level, kept = 0, []
    for character in source:
        level += {"{": 1, "}": -1}.get(character, 0)
        if level == 0 and character != "}":
            kept.append(character)
    return "".join(kept)


def unbalanced(source: str) -> tuple[str, ...]:
    """Return the problem of *source* that some braces have no partner, if it is so."""
    lowest, _, last = depth(source)
    return ("has unbalanced braces",) if lowest or last else ()


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
    closing, start, level, copied, depth, position = "", 0, 0, 0, 0, 0
    while sign := _MATH_SIGN.search(source, position):
        position = sign.end()
        text = sign[0]
        if text in {"{", "}"}:
            depth += 1 if text == "{" else -1
            # The group ends before the formula: the dollar sign opened no formula.
            closing = closing if depth >= level else ""
        elif closing and depth == level and source.startswith(closing, sign.start()):
            position = sign.start() + len(closing)
            parts += [source[copied:start], f"{{${len(formulas)}$}}"]
            formulas.append(source[start:position])
            closing, copied = "", position
        elif not closing and text in _MATH_CLOSINGS:
            doubled = source.startswith("$$", sign.start())
            closing = "$$" if doubled else _MATH_CLOSINGS[text]
            start, level, position = sign.start(), depth, sign.start() + len(closing)
    return "".join([*parts, source[copied:]]), formulas


def with_formulas(source: str, formulas: list[str]) -> str:
    """Return *source* with the formulas that :func:`numbered_formulas` has taken out of it."""
    return NUMBERED_FORMULA.sub(lambda number: formulas[int(number[1])], source)
