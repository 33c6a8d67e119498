r"""Signs in the source of BibTeX and LaTeX, and how deep in braces they are.

Braces are counted here and nowhere else. There are two rules: BibTeX counts each brace, even
behind a backslash (O. Patashnik, bibtex.web, "scan_balanced_braces"); to TeX ``\{`` is a
character like others (D. Knuth, The TeXbook, chapter 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

__all__ = ["Sign", "balanced", "group_end", "is_balanced", "nesting", "outside", "scan", "split"]


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
    return re.compile(rf"(\\)?({signs})|\\.", re.DOTALL | re.IGNORECASE)


def scan(source: str, signs: str = "", start: int = 0, *, tex: bool) -> Iterator[Sign]:
    r"""Yield the braces in *source* from *start* on, and other signs, in their order.

    :param signs: a pattern of further signs, without groups.
    :param tex: TeX's rule: ``\{`` and ``\}`` are no braces, and are not yielded.

    >>> [(sign.text, sign.depth) for sign in scan(r"a, {b, \}}", ",", tex=True)]
    [(',', 0), ('{', 0), (',', 1), ('}', 0)]
    """
    depth = 0
    for match in _pattern(signs).finditer(source, start):
        text, escaped = match[2], match[1] is not None
        if text == "{":
            if escaped and tex:
                continue
            yield Sign(match.start(2), text, depth, escaped)
            depth += 1
        elif text == "}":
            if escaped and tex:
                continue
            depth -= 1
            yield Sign(match.start(2), text, depth, escaped)
            depth = max(depth, 0)
        elif text is not None:
            yield Sign(match.start(2), text, depth, escaped)


def group_end(source: str, start: int, *, tex: bool = False) -> int | None:
    """Return the index behind the group that opens at *start*, or None if it does not end."""
    signs = scan(source, start=start, tex=tex)
    return next((sign.end for sign in signs if sign.text == "}" and sign.depth == 0), None)


def nesting(source: str, *, tex: bool) -> tuple[int, int]:
    """Return how many groups are in one another at most, and how many braces have no partner."""
    deepest = lonely = opened = 0
    for sign in scan(source, tex=tex):
        opened = sign.depth + (sign.text == "{")
        deepest, lonely = max(deepest, opened), lonely + (opened < 0)
    return deepest, lonely + max(opened, 0)


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


def split(source: str, separator: str) -> list[str]:
    r"""Return the parts of *source* between separators that are in no group and not escaped.

    >>> split(r"a, {b, c}, d\, e", ",")
    ['a', ' {b, c}', ' d\\, e']
    """
    parts, position = [], 0
    for sign in scan(source, separator, tex=True):
        if sign.depth == 0 and not sign.escaped and sign.text not in "{}":
            parts.append(source[position : sign.position])
            position = sign.end
    return [*parts, source[position:]]


def balanced(source: str) -> str:
    """Return *source*, by BibTeX's rule, without "}" too many and with those that are missing."""
    kept, position, opened = [], 0, 0
    for sign in scan(source, tex=False):
        opened = max(sign.depth + (sign.text == "{"), 0)
        if sign.depth < 0:
            kept.append(source[position : sign.position])
            position = sign.end
    return "".join([*kept, source[position:], "}" * opened])
