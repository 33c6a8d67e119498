"""LaTeX source as characters: escapes and braces, without taking anything apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_publications.controls import without_controls

if TYPE_CHECKING:
    from sphinx_publications.inline import InlineText

#: White space, which TeX makes one space; no-break spaces are none.
SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
#: A long address goes over several lines, which are none of its own.
_LINE_BREAK: Final = re.compile(r"\s*[\r\n]\s*")
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
