"""The parts of a ``.bib`` file as they are written, each with its place in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

from sphinx_publications.model.reports import Report
from sphinx_publications.text.scanner import GROUP

__all__ = [
    "BETWEEN", "FIELD_NAME", "KEY", "QUOTED", "ParsedEntry", "ParsedField", "ParsedFile",
    "Problem", "Value", "Word",
]  # fmt: skip

#: The spelling of a field name.
FIELD_NAME: Final = r"[A-Za-z][\w+:.-]*+"
#: The words of a cite key.
KEY: Final = r"[^\s,={}\"()]++(?:\s++[^\s,={}\"()]++)*+"
#: The content of quotation marks; others may stand in groups within it.
QUOTED: Final = rf"[^{{}}\"]*+(?:{GROUP}[^{{}}\"]*+)*+"
#: White space (also a no-break space, from a web page), commas and comments between fields.
BETWEEN: Final = r"(?:[\s,]|%[^\n]*+)*+"


class Word(NamedTuple):
    """A piece of a value without braces: the name of a macro, or a number."""

    text: str


#: A text, or the pieces that "#" joins.
Value: TypeAlias = "str | tuple[str | Word, ...]"


class ParsedField(NamedTuple):
    """A field, or the definition of a macro."""

    name: str
    value: Value
    position: int


class Problem(NamedTuple):
    """A fault, at a position in the text."""

    position: int
    message: str
    #: The cite key of the entry that is lost by it.
    key: str = ""


class ParsedEntry(NamedTuple):
    """An entry; or an ``@string``, whose fields are macros."""

    #: In lower case.
    type: str
    #: Empty if it has none.
    key: str
    fields: Sequence[ParsedField]
    position: int
    problems: Sequence[Problem] = ()


class ParsedFile:
    """What was read of a file: its entries, in order, and the faults outside of them."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        #: The name of the file in reports.
        self.path = path
        self.entries: list[ParsedEntry] = []
        self.problems: list[Problem] = []
        self.reports: list[Report] = []

    @cached_property
    def _line_ends(self) -> list[int]:
        return [end.start() for end in re.finditer("\n", self.text)]

    def line(self, position: int) -> int:
        """Return the line of a position, from 1."""
        return bisect_left(self._line_ends, position) + 1
