r"""Signs in the source of BibTeX and LaTeX, and how deep in braces they are.

Braces are looked for here and nowhere else. There are two rules: BibTeX counts each brace, even
behind a backslash (O. Patashnik, bibtex.web, "scan_balanced_braces"); to TeX ``\{`` is a
character like others (D. Knuth, The TeXbook, chapter 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

__all__ = [
    "GROUP", "INNER", "Sign", "balanced", "brace_at", "count_braces", "group_end", "groups",
    "is_balanced", "nesting", "outside", "scan", "split", "unprotected", "unwrapped",
    "without_braces",
]  # fmt: skip

#: Brace → what it adds to the depth.
_STEPS: Final = {"{": 1, "}": -1}
#: Braces by BibTeX's rule; those by TeX's, and what a backslash escapes.
_BRACES: Final = {
    tex: re.compile(r"\\.|[{}]" if tex else "[{}]", re.DOTALL) for tex in (False, True)
}
_PROTECTING: Final = re.compile(r"[{}\\]")
#: So many groups around a text are taken off; each takes a walk through it.
_MOST_AROUND: Final = 5


def _inner(levels: int) -> str:
    groups = rf"(?:\{{{_inner(levels - 1)}\}}[^{{}}]*+)*+" if levels else ""
    return rf"[^{{}}]*+{groups}"


#: Patterns of a group and of its content, by BibTeX's rule, with groups in one another up to this
#: depth. They do not backtrack: a group without an end costs no more than its length.
INNER: Final = _inner(4)
GROUP: Final = rf"\{{{INNER}\}}"


class Sign(NamedTuple):
    """A brace, or another sign that was looked for."""

    position: int
    text: str
    #: The number of groups around it; around "{" and "}" it is that of groups around both. A
    #: "}" without its partner has −1, and ends nothing.
    depth: int
    #: A backslash is before it, which is not escaped itself.
    escaped: bool

    @property
    def end(self) -> int:
        """The index behind it."""
        return self.position + len(self.text)


@cache
def _pattern(signs: str) -> re.Pattern[str]:
    # A backslash takes the next character with it: in "\\{" the brace is not escaped.
    signs = f"{signs}|[{{}}]" if signs else "[{}]"
    return re.compile(rf"({signs})|\\(?:({signs})|.)", re.DOTALL)


def scan(source: str, signs: str = "", start: int = 0, *, tex: bool) -> Iterator[Sign]:
    r"""Yield the braces in *source* from *start* on, and other signs, in their order.

    :param signs: a pattern of further signs, without groups that capture.
    :param tex: TeX's rule: ``\{`` and ``\}`` are no braces, and are not yielded.

    >>> [(sign.text, sign.depth) for sign in scan(r"a, {b, \}}", ",", tex=True)]
    [(',', 0), ('{', 0), (',', 1), ('}', 0)]
    """
    depth = 0
    for match in _pattern(signs).finditer(source, start):
        group = match.lastindex
        if group is None:
            continue
        position, text, escaped = match.start(group), match[group], group == 2
        if text not in _STEPS:
            yield Sign(position, text, depth, escaped)
        elif not (escaped and tex):
            after = depth + _STEPS[text]
            yield Sign(position, text, min(depth, after), escaped)
            depth = max(after, 0)


def brace_at(source: str, position: int) -> int:
    """Return 1 if a group opens at *position*, −1 if one closes there, and else 0."""
    return _STEPS.get(source[position : position + 1], 0)


def count_braces(source: str) -> int:
    """Return how many braces there are, escaped or not."""
    return source.count("{") + source.count("}")


def without_braces(source: str) -> str:
    """Return *source* without any brace."""
    return source.replace("{", "").replace("}", "")


def group_end(source: str, start: int, *, tex: bool = False) -> int | None:
    """Return the index behind the group that opens at *start*, or None if none opens or ends."""
    if brace_at(source, start) > 0:
        for sign in scan(source, start=start + 1, tex=tex):
            if sign.depth < 0:
                return sign.end
    return None


def groups(source: str, signs: str = "", *, tex: bool) -> tuple[dict[int, int], dict[int, int]]:
    """Return "{" → its "}", and sign → the "{" of the group that it is in, or −1.

    :param signs: a pattern of further signs, as in :func:`scan`.
    """
    closing: dict[int, int] = {}
    around: dict[int, int] = {}
    opened: list[int] = []
    for position, sign, *_ in scan(source, signs, tex=tex):
        if sign not in _STEPS:
            around[position] = opened[-1] if opened else -1
        elif sign == "{":
            opened.append(position)
        elif opened:
            closing[opened.pop()] = position
    return closing, around


def nesting(source: str, *, tex: bool) -> tuple[int, int]:
    """Return how many groups are in one another at most, and how many braces have no partner."""
    deepest = lonely = opened = 0
    # Each field with LaTeX is asked: this takes a sixth of the time of scan().
    for sign in _BRACES[tex].findall(source):
        step = _STEPS.get(sign, 0)
        if step < 0 and not opened:
            lonely += 1
        else:
            opened += step
            deepest = max(deepest, opened)
    return deepest, lonely + opened


def is_balanced(source: str, *, tex: bool) -> bool:
    """Tell whether each brace in *source* has its partner."""
    return nesting(source, tex=tex)[1] == 0


def outside(source: str) -> str:
    """Return the text of *source* outside of groups, by BibTeX's rule, without braces."""
    parts, position, inside = [], 0, False
    for sign in scan(source, tex=False):
        if sign.depth <= 0:
            if not inside:
                parts.append(source[position : sign.position])
            position, inside = sign.end, sign.text == "{"
    return "".join([*parts, "" if inside else source[position:]])


def unprotected(source: str, signs: str) -> Iterator[Sign]:
    """Yield the signs in *source*, as in :func:`scan`, that are in no group and not escaped."""
    for sign in scan(source, signs, tex=True):
        if sign.depth == 0 and not sign.escaped and sign.text not in _STEPS:
            yield sign


def split(source: str, separator: str) -> list[str]:
    r"""Return the parts of *source* between separators that are in no group and not escaped.

    >>> split(r"a, {b, c}, d\, e", ",")
    ['a', ' {b, c}', ' d\\, e']
    """
    if not _PROTECTING.search(source):  # as most texts
        return re.split(separator, source)
    parts, position = [], 0
    for sign in unprotected(source, separator):
        parts.append(source[position : sign.position])
        position = sign.end
    return [*parts, source[position:]]


def unwrapped(source: str) -> str:
    """Return *source* without the groups around all of it, and without white space at its ends.

    >>> unwrapped("{{a} and {b}}")
    '{a} and {b}'
    """
    text = source.strip()
    for _ in range(_MOST_AROUND):
        if group_end(text, 0, tex=True) != len(text):
            break
        text = text[1:-1].strip()
    return text


def balanced(source: str) -> str:
    """Return *source*, by BibTeX's rule, without "}" too many and with those that are missing."""
    kept, position, opened = [], 0, 0
    for sign in scan(source, tex=False):
        opened = max(sign.depth + (sign.text == "{"), 0)
        if sign.depth < 0:
            kept.append(source[position : sign.position])
            position = sign.end
    return "".join([*kept, source[position:], "}" * opened])
