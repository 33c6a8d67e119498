"""LaTeX source as characters: escapes and braces, without taking anything apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_publications.text.control_characters import without_controls

if TYPE_CHECKING:
    from sphinx_publications.text.inline import InlineText

#: White space, which TeX makes one space; no-break spaces are none.
SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
#: A long address goes over several lines, which are none of its own.
_LINE_BREAK: Final = re.compile(r"\s*[\r\n]\s*")
#: What opens formulas → what closes them; "$$" opens one, too.
_MATH_CLOSINGS: Final = {"$": "$", r"\(": r"\)", r"\[": r"\]"}
_MATH_SIGN: Final = re.compile(r"\\.|[${}]", re.DOTALL)
ESCAPE: Final = re.compile(r"\\.", re.DOTALL)

#: What each of the following begins with; most addresses have none of it.
_TEX: Final = re.compile(r"[\\{$]")
#: How addresses and identifiers spell characters that TeX would take for its own.
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
    """What a field says, and what of it could not be understood."""

    text: InlineText
    problems: tuple[str, ...] = ()


def decode_verbatim(source: str) -> str:
    """Return an address or identifier as typed, with TeX's escapes undone."""
    text = _LINE_BREAK.sub("", without_controls(source))
    if _TEX.search(text):
        for pattern, replacement in _VERBATIM:
            text = pattern.sub(replacement, text)
    text = text.strip()
    while len(text) > 1 and text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    return text


def depth(source: str) -> tuple[int, int]:
    """Return how deep braces go: the lowest and the highest level."""
    level = lowest = highest = 0
    for brace in re.findall(r"[{}]", ESCAPE.sub("", source)):
        level += 1 if brace == "{" else -1
        lowest, highest = min(lowest, level), max(highest, level)
    return lowest, highest


def without_groups(source: str) -> str:
    """Return *source* without what stands in braces, and without these."""
    level, kept = 0, []
    for character in source:
        level += {"{": 1, "}": -1}.get(character, 0)
        if level == 0 and character != "}":
            kept.append(character)
    return "".join(kept)


def unbalanced(source: str) -> tuple[str, ...]:
    """Return the problem that braces without a partner are, if there are any."""
    bare = ESCAPE.sub("", source)
    if bare.count("{") == bare.count("}") and depth(bare)[0] == 0:
        return ()
    return ("has unbalanced braces",)


def numbered_formulas(source: str) -> tuple[str, list[str]]:
    r"""Return *source* with a number for each formula, ``{$0$}``, and the formulas.

    What is between the dollar signs is not TeX's text: ``$\frac{a}$`` has a macro that would
    take what stands behind it. A dollar sign in braces within a formula is a text's: it closes
    none that was opened outside.

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
            # A group that ends before the formula had no formula.
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
