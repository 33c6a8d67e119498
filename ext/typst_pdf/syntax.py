"""Python's values as Typst's, in code mode: whatever text holds, it is inside a string."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["array", "call", "dictionary", "prose", "string"]

#: What no font draws and no PDF may have in its text, and what is no text: halves of characters.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
#: Not the no-break space, nor those that have a width of their own.
_SPACES = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")


def string(text: str) -> str:
    """Return *text* as a string literal."""
    text = _CONTROLS.sub("", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\r", "").replace("\t", "\\t") + '"'


def prose(text: str) -> str:
    """Return *text* as content, with spaces that merge with those of their neighbours."""
    words = _SPACES.sub(" ", text)
    if not words.strip(" "):
        return "[ ]" if words else ""
    before, after = words.startswith(" "), words.endswith(" ")
    return "[ ]; " * before + string(words.strip(" ")) + "; [ ]" * after


def array(values: Iterable[str]) -> str:
    """Return an array of expressions."""
    return "(" + "".join(f"{value}, " for value in values).rstrip(" ") + ")"


def dictionary(values: Mapping[str, str]) -> str:
    """Return a dictionary of expressions."""
    return "(" + ", ".join(f"{name}: {value}" for name, value in values.items()) + ")"


def call(function: str, *arguments: str) -> str:
    """Return a call of a function with expressions."""
    return f"{function}({', '.join(arguments)})"
