"""The source of a field, ``{a} # macro # "b"`` → its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.model.fields import NO_WORDS, YES_WORDS
from sphinx_publications.model.months import MONTHS, month_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["MAX_JOINED", "Macros", "closing", "is_value"]

#: BibTeX's standard macros: ``month = jan`` (plain.bst).
_STANDARD_MACROS: Final = {month.macro: month.name for month in MONTHS}
#: Characters that open or close a value, and any character behind a backslash.
_MARK: Final = re.compile(r'\\.|[{}"]', re.DOTALL)
_ENCLOSED: Final = re.compile(r"\{[^{}]*\}|\"[^\"{}]*\"|[0-9]+")
_WORD: Final = re.compile(r"[^\s#{\"]+")
#: Bound on the characters of a value of several pieces: macros of macros can double it sixty
#: times.
MAX_JOINED: Final = 1_000_000


class Macros:
    """The ``@string`` macros defined so far in a file; they evaluate values."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = dict(_STANDARD_MACROS)

    def define(self, name: str, source: str, report: Callable[[str], None]) -> None:
        """Define the macro *name*; *source* and *report* are as in :meth:`evaluate`."""
        self.texts[name.lower()] = self.evaluate(source, "", report)

    def evaluate(self, source: str, name: str, report: Callable[[str], None]) -> str:
        """Return the value of the field *name*.

        :param source: the field's text in the file: pieces joined by ``#``.
        :param report: is called with each word that is neither a number nor a macro.
        """
        if _ENCLOSED.fullmatch(source):
            return source if source[0] not in '{"' else source[1:-1]
        if not re.search(r"[{\"#]", source) and len(source.split()) > 1:
            # Several bare words are a text whose author forgot the braces.
            report(source)
            return " ".join(source.split())
        pieces: list[str] = []
        length = 0
        for piece in self._pieces(source, name, report):
            length += len(piece)
            if pieces and length > MAX_JOINED:
                report(f"{source[:40]}…")
                break
            pieces.append(piece)
        return "".join(pieces)

    def _pieces(self, source: str, name: str, report: Callable[[str], None]) -> Iterator[str]:
        position = 0
        while position < len(source):
            character = source[position]
            if character.isspace() or character == "#":
                position += 1
            elif character in '{"':
                end = closing(source, position)
                yield source[position + 1 : end]
                position = end + 1
            else:
                match = _WORD.match(source, position)
                assert match is not None
                position = match.end()
                yield self._word(match[0], name, report)

    def _word(self, word: str, name: str, report: Callable[[str], None]) -> str:
        if word.lower() in self.texts:
            return self.texts[word.lower()]
        is_month = name == "month" and month_number(word) is not None
        if not (
            (word.isascii() and word.isdigit()) or is_month or word.lower() in YES_WORDS | NO_WORDS
        ):
            report(word)
        return word


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
