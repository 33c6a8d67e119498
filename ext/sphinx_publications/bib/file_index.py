"""Where braces close, and what looks like a field or a header: looked up, never searched again.

A parser that recovers looks ahead from each fault. In a file of faults that is each time the
rest of the file, unless the file was gone through once.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from sphinx_publications.bib.syntax import FIELD_NAME
from sphinx_publications.text.scanner import groups

__all__ = ["BraceIndex", "FileIndex", "next_in"]

#: The header of an entry at the beginning of a line; behind "@ " one in parentheses has a key.
_HEADER: Final = re.compile(
    r"^[^\S\n]*@(?:[^\S\n]+(?=\w+(?:-\w+)*\s*(?:\{|\(\s*[^\s{}(),=]+\s*,)))?"
    r"([A-Za-z_]\w*(?:-\w+)*|(?=[{(]\s*[^\s{}(),=]+\s*,))\s*([{(])",
    re.MULTILINE,
)
#: A header within a line; or a comment, which may have one that is none. "50%" is no comment.
_IN_LINE: Final = re.compile(
    r"(?<![\w\\])%[^\n]*|(?<!\w)(@)[A-Za-z]\w*(?:-\w+)*\s*+[{(]\s*+[^\s{}(),=]++\s*+,"
)
#: A field that begins a line, or stands behind a comma within a line and has a plain value.
_FIELD: Final = re.compile(
    rf"(?:\n[ \t,]*+{FIELD_NAME}[ \t]*=|,[ \t]*+{FIELD_NAME}[ \t]*=[ \t]*(?=[{{\"0-9]))"
)
#: The same behind any text: the text that is no field goes up to it.
_BEHIND_TEXT: Final = re.compile(rf"[\s,}})](?=({FIELD_NAME})\s*=\s*[{{\"\w])")
#: The text behind a value with which its entry goes on; or the file ends.
_GOES_ON: Final = re.compile(rf"(?:\s|%[^\n]*\n)*+(?:[,#}}]|\)\s*(?:[\n@%]|\Z)|{FIELD_NAME}\s*=)")
_GOES_ON_OR_ENDS: Final = re.compile(rf"{_GOES_ON.pattern}|\s*+\Z")
_COMMENT_LINE: Final = re.compile(r"^[ \t]*%[^\n]*", re.MULTILINE)
_CLOSING_LINE: Final = re.compile(r"^[ \t]*[})]", re.MULTILINE)


def next_in(places: Sequence[int], start: int, stop: int) -> int | None:
    """Return the first of the sorted *places* from *start* on that is before *stop*."""
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] < stop else None


class FileIndex:
    """The places in one file."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def headers(self) -> list[re.Match[str]]:
        """What looks like the header of an entry, at beginnings of lines: its type, its mark."""
        return list(_HEADER.finditer(self.text))

    @cached_property
    def header_places(self) -> list[int]:
        """The beginnings of these lines, and headers with a key and a comma within lines."""
        inner = (match.start(1) for match in _IN_LINE.finditer(self.text) if match[1])
        return sorted({*(header.start() for header in self.headers), *inner})

    @cached_property
    def fields(self) -> list[int]:
        """The line end, or comma, before each field."""
        return [match.start() for match in _FIELD.finditer(self.text)]

    @cached_property
    def _behind_text(self) -> list[tuple[int, str]]:
        return [(match.end(), match[1].lower()) for match in _BEHIND_TEXT.finditer(self.text)]

    @cached_property
    def names(self) -> list[int]:
        """The beginnings of whatever looks like a field, behind white space or a sign."""
        return [place for place, _ in self._behind_text]

    @cached_property
    def closing_lines(self) -> list[int]:
        """The ends of lines before those that begin with a closing mark."""
        return [match.start() for match in _CLOSING_LINE.finditer(self.text)]

    def names_between(self, start: int, stop: int, most: int) -> list[str]:
        """Return the names of the first fields between two places, in lower case."""
        first = bisect_left(self.names, start)
        last = bisect_left(self.names, stop, first)
        return [name for _, name in self._behind_text[first : min(last, first + most)]]

    @cached_property
    def _comment_edges(self) -> list[int]:
        return [edge for line in _COMMENT_LINE.finditer(self.text) for edge in line.span()]

    def is_comment(self, position: int) -> bool:
        """Tell whether the line of *position* is a comment."""
        return bisect_right(self._comment_edges, position) % 2 == 1

    @cached_property
    def all_braces(self) -> BraceIndex:
        """The groups by BibTeX's rule."""
        return BraceIndex(self.text, tex=False)

    @cached_property
    def unescaped_braces(self) -> BraceIndex:
        """The groups by TeX's rule."""
        return BraceIndex(self.text, tex=True)


class BraceIndex:
    """The groups of one file, and the quotation marks in them, by one of the rules."""

    def __init__(self, text: str, *, tex: bool) -> None:
        self.text = text
        #: "{" → its "}"; and quotation mark → the "{" of the group that it is in, or −1.
        self.closing, self._group = groups(text, '"', tex=tex)
        self._quotes: dict[int, list[int]] = {}
        self._ends: dict[int, list[int]] = {}
        for position, group in self._group.items():
            self._quotes.setdefault(group, []).append(position)

    def next_quote(self, quote: int) -> int | None:
        """Return the next quotation mark in the same group."""
        quotes = self._quotes[self._group[quote]]
        index = bisect_right(quotes, quote)
        return quotes[index] if index < len(quotes) else None

    def value_end(self, quote: int) -> int | None:
        """Return the next quotation mark in the same group with which a value may end."""
        group = self._group[quote]
        ends = self._ends.get(group)
        if ends is None:
            goes_on = _GOES_ON_OR_ENDS.match
            ends = [end for end in self._quotes[group] if goes_on(self.text, end + 1)]
            self._ends[group] = ends
        index = bisect_right(ends, quote)
        return ends[index] if index < len(ends) else None

    def goes_on(self, end: int) -> bool:
        """Tell whether an entry may go on behind a value that ends before *end*."""
        return _GOES_ON.match(self.text, end) is not None
