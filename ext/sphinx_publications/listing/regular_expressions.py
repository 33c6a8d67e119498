r"""Regular expressions of authors, searched in time that grows with the text alone.

They are RE2's. What RE2 refuses (``(?=…)``, ``\1``) is Python's own, which may need time that
grows exponentially: ``(a+)+$``. So is ``\b`` beside letters that are not ASCII, for RE2 knows no
others as parts of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import re2

__all__ = ["is_refused", "searcher"]

#: Python's classes, which are Unicode's; RE2's are ASCII. Outside of brackets, and in them.
_CLASSES: Final = {
    "w": (r"[\p{L}\p{N}_]", r"\p{L}\p{N}_"),
    "d": (r"\p{Nd}", r"\p{Nd}"),
    "W": (r"[^\p{L}\p{N}_]", ""),
    "s": (r"[\s\v\x1c-\x1f\x85\p{Z}]", r"\s\v\x1c-\x1f\x85\p{Z}"),
    "S": (r"[^\s\v\x1c-\x1f\x85\p{Z}]", ""),
    "D": (r"\P{Nd}", r"\P{Nd}"),
    "Z": (r"\z", ""),
}
_TOKEN: Final = re.compile(r"\\(.)|(\[\^?\]?)|(\])|(\{,)|.", re.DOTALL)
_BORDER: Final = re.compile(r"(?:[^\\]|^)(?:\\\\)*\\[bB]")
#: Flags that give other meanings to what is translated.
_FLAGS: Final = re.compile(r"\(\?[a-z]*[amsux]")


def searcher(pattern: str) -> Callable[[str], bool]:
    """Return the search for *pattern*, without regard to case.

    :raises re.error: if it is no regular expression.
    """
    own = re.compile(pattern, re.IGNORECASE)  # its messages are known to authors
    found = _compiled(pattern)
    if found is None:
        return lambda text: own.search(text) is not None
    has_border = _BORDER.search(pattern) is not None

    def is_found(text: str) -> bool:
        # RE2 takes no half of a surrogate pair.
        if not text.isascii() and (has_border or not text.isprintable()):
            return own.search(text) is not None
        return found.search(text) is not None

    return is_found


def is_refused(pattern: str) -> bool:
    """Tell whether Python's own search is used for *pattern*, which has to be right."""
    return _compiled(pattern) is None


def _compiled(pattern: str) -> re2._Regexp | None:
    translated = _translated(pattern)
    options = re2.Options()
    options.case_sensitive, options.log_errors = False, False
    try:
        return None if translated is None else re2.compile(translated, options)
    except (re2.error, UnicodeError):
        return None


def _translated(pattern: str) -> str | None:
    """Return *pattern* with Unicode's classes; None if RE2 cannot say it."""
    if _FLAGS.search(pattern) or (_BORDER.search(pattern) and not pattern.isascii()):
        return None
    parts, in_brackets = [], False
    for match in _TOKEN.finditer(pattern):
        name, opening, closing, at_most = match.groups()
        text = match[0]
        if name in _CLASSES:
            text = _CLASSES[name][in_brackets]
            if not text:
                return None
        elif opening and not in_brackets:
            in_brackets = True
        elif opening:  # a "[" in brackets is itself
            text = rf"\[{opening[1:]}"
            in_brackets = not opening.endswith("]")
        elif closing:
            in_brackets = False
        elif at_most and not in_brackets:
            text = f"{text[0]}0,"
        elif text == "$" and not in_brackets:
            text = r"\n?\z"
        parts.append(text)
    return "".join(parts)
