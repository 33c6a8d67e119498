"""The source of a field, ``{a} # macro # "b"`` → its value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from sphinx_publications.model.fields import NO_WORDS, YES_WORDS
from sphinx_publications.model.months import MONTHS, month_number

__all__ = ["STANDARD_MACROS", "closing", "evaluate", "is_value"]

#: BibTeX's standard macros: ``month = jan`` (plain.bst).
STANDARD_MACROS: Final = {month.macro: month.name for month in MONTHS}
#: Characters that open or close a value, and any character behind a backslash.
_MARK: Final = re.compile(r'\\.|[{}"]', re.DOTALL)
_ENCLOSED: Final = re.compile(r"\{[^{}]*\}|\"[^\"{}]*\"|[0-9]+")
#: The mark that opens a piece of a value, or a bare word.
_PIECE: Final = re.compile(r"[{\"]|[^\s#{\"]+")
#: Bound on the characters of a value of several pieces: macros of macros can double it sixty
#: times.
_MAX_JOINED: Final = 1_000_000


def evaluate(
    source: str, name: str, macros: Mapping[str, str], report: Callable[[str], None]
) -> str:
    """Return the value of the field *name*.

    :param source: the field's text in the file: pieces joined by ``#``.
    :param macros: the ``@string`` macros defined so far; their names are in lower case.
    :param report: is called with each word that is neither a number nor a macro.
    """
    if _ENCLOSED.fullmatch(source):
        return source if source[0] not in '{"' else source[1:-1]
    if not re.search(r"[{\"#]", source) and len(source.split()) > 1:
        # Several bare words are a text whose author forgot the braces.
        report(source)
        return " ".join(source.split())
    pieces: list[str] = []
    length = position = 0
    while found := _PIECE.search(source, position):
        if found[0] in '{"':
            position = closing(source, found.start()) + 1
            piece = source[found.end() : position - 1]
        else:
            position, word = found.end(), found[0].lower()
            piece = macros.get(word, found[0])
            if word not in macros and not _is_number_or_keyword(word, name):
                report(found[0])
        length += len(piece)
        if pieces and length > _MAX_JOINED:
            report(f"{source[:40]}…")
            break
        pieces.append(piece)
    return "".join(pieces)


def _is_number_or_keyword(word: str, name: str) -> bool:
    is_month = name == "month" and month_number(word) is not None
    return (word.isascii() and word.isdigit()) or is_month or word in YES_WORDS | NO_WORDS


def is_value(source: str) -> bool:
    """Tell whether *source* is one value, and not two fields with no comma between them."""
    if not source or _ENCLOSED.fullmatch(source):
        return bool(source)
    if source[0] not in '{"':
        return "=" not in source
    end = closing(source, 0)
    return end == len(source) - 1 or source[end + 1 :].lstrip().startswith("#")


def closing(source: str, start: int) -> int:
    """Return the index of the mark that closes the brace or quotation mark at *start*.

    Braces behind a backslash do not count. Without such a mark it is the end of *source*.
    """
    depth, quoted = 0, source[start] == '"'
    for match in _MARK.finditer(source, start + quoted):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0 and not quoted:
                return match.start()
        elif mark == '"' and quoted and depth == 0:
            return match.start()
    return len(source)
