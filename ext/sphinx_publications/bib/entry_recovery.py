"""The fields of a broken BibTeX entry, read one by one.

bibtexparser gives up an entry at its first fault. Here the text of that entry is read again, and
reading goes on behind a fault: a missing comma, brace or quotation mark costs at most the
field that it is in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sphinx_publications.bib.entries import FIELD_NAME
from sphinx_publications.bib.stray_fields import goes_on, repeated
from sphinx_publications.text.latex_source import group_end, without_groups

__all__ = ["recover_entry"]

_HEADER: Final = re.compile(r"@(\w+)\s*[{(]\s*")
#: A cite key, up to its comma; if that is missing, up to the line's end or the first field.
_KEY: Final = re.compile(rf"([^\s,={{}}\"]+)[ \t]*(,|\n|(?=\s+{FIELD_NAME}\s*=)|(?=\s*[}})]?\s*$))")
_NAME: Final = re.compile(rf"({FIELD_NAME})\s*(=|(?=[{{\"]))\s*")
#: A field that begins a line.
_FIELD_LINE: Final = re.compile(rf"\n[ \t,]*{FIELD_NAME}[ \t]*=")
#: The same, or a field behind a comma within a line.
_FIELD_START: Final = re.compile(
    rf"{_FIELD_LINE.pattern}|,[ \t]*{FIELD_NAME}[ \t]*=[ \t]*(?=[{{\"0-9])"
)
#: The character in front of a field.
_BEFORE_FIELD: Final = re.compile(rf"[\s,](?={FIELD_NAME}\s*=\s*[{{\"\w])")
#: The text that may stand behind a value.
_BEHIND_VALUE: Final = re.compile(rf"\s*(?:[,#}})]|$|{FIELD_NAME}\s*=)")
#: White space (also a no-break space, from a web page), commas and comments between fields.
_BETWEEN: Final = re.compile(r"(?:[\s,;]|%[^\n]*)*+")
_JOINED: Final = re.compile(r"\s*#\s*")
_BARE: Final = re.compile(r"[^,\n{}\"#]*")


class RecoveredEntry(NamedTuple):
    """The readable parts of a broken entry, and its faults."""

    type: str
    key: str
    #: Name, source (with the quotation marks or braces around the value) and line of each field.
    fields: Sequence[tuple[str, str, int]]
    #: Line and message of each fault.
    problems: Sequence[tuple[int, str]]
    #: The index behind the entry in its text.
    end: int


def recover_entry(text: str, line: int) -> RecoveredEntry | None:
    """Return the entry at the start of *text*, or None if no field of it can be read.

    :param text: from the "@" of the entry on; more may follow the entry.
    :param line: the first line of the entry.
    """
    header = _HEADER.match(text)
    if not header:
        return None
    reader = _BrokenEntryReader(text, header.end(), line)
    key = reader.read_key()
    fields = list(reader.read_fields())
    if not fields:
        return None
    return RecoveredEntry(header[1].lower(), key, fields, reader.problems, reader.position)


class _BrokenEntryReader:
    """The text of one entry, and the position up to which it has been read."""

    def __init__(self, text: str, position: int, first_line: int) -> None:
        self.text = text
        self.position = position
        self.first_line = first_line
        self.line_ends = [end.start() for end in re.finditer("\n", text)]
        self.problems: list[tuple[int, str]] = []
        #: The end of the text is in a value: the missing end of the entry is no further fault.
        self.cut = False
        self.names: set[str] = set()

    def line(self, position: int) -> int:
        return self.first_line + bisect_left(self.line_ends, position)

    def report(self, message: str, position: int | None = None) -> None:
        self.problems.append((self.line(self.position if position is None else position), message))

    def read_key(self) -> str:
        if match := _KEY.match(self.text, self.position):
            self.position = match.end()
            if match[2] != ",":
                self.report("a comma is missing behind the cite key", match.end(1))
            return match[1]
        return ""  # the comma behind the missing key is skipped like those between fields

    def read_fields(self) -> Iterator[tuple[str, str, int]]:
        while self._skip_to_field():
            match = _NAME.match(self.text, self.position)
            if match is None:
                self.report("something here is no field; it is left out")
                before_next = _BEFORE_FIELD.search(self.text, self.position)
                self.position = before_next.end() if before_next else len(self.text)
                if before_next:
                    continue
                return
            name, line = match[1], self.line(match.start())
            if name.lower() in self.names and repeated(self.text, self.position, self.names) > 1:
                self.report("the closing brace of the entry is missing")
                return  # these are fields of another entry, whose header is missing
            if match[2] != "=":
                self.report(f"“=” is missing behind “{name}”")
            self.position = match.end()
            problems = len(self.problems)
            source = self._read_value(name)
            self.names.add(name.lower())
            yield name, source, line
            if len(self.problems) == problems:  # one report for one fault
                self._expect_comma(name)

    def _skip_to_field(self) -> bool:
        """Go over white space, commas and comments; tell whether the entry goes on."""
        self._take(_BETWEEN)
        while self.text.startswith(("}", ")"), self.position):
            if not goes_on(self.text, self.position, self.names):
                self.position += 1
                return False  # the end of the entry
            self.report(f"a “{self.text[self.position]}” too many")
            self.position += 1
            self._take(_BETWEEN)
        if self.position < len(self.text):
            return True
        if not self.cut:
            end = len(self.text.rstrip())
            self.report("the closing brace of the entry is missing", end)
        return False

    def _read_value(self, name: str) -> str:
        """Return the source of a value: one piece, or several joined by "#"."""
        start = self.position
        pieces: list[str] = []
        while True:
            if self.text.startswith(("{", '"'), self.position):
                end = _value_end(self.text, self.position)
                if end is None:
                    return self._cut_value(name, start)
                pieces.append(self._enclosed(name, end))
                self.position = end
            else:
                pieces.append(self._take(_BARE).strip())
            if not self._take(_JOINED):
                return " # ".join(pieces)

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Go over the text that *pattern* matches here, and return it."""
        match = pattern.match(self.text, self.position)
        self.position = match.end() if match else self.position
        return match[0] if match else ""

    def _enclosed(self, name: str, end: int) -> str:
        """Return the piece from here up to *end*, in braces if it has quotation marks in it."""
        piece = self.text[self.position : end]
        if piece[0] == '"' and '"' in without_groups(piece[1:-1]):
            message = "has quotation marks within quotation marks (put braces around it)"
            self.report(f"field “{name}” {message}")
            return f"{{{_balanced(piece[1:-1])}}}"
        return piece

    def _cut_value(self, name: str, start: int) -> str:
        """Return a value without an end: up to the next field, or the end of the entry."""
        next_field = _FIELD_START.search(self.text, start)
        end = next_field.start() if next_field else len(self.text)
        value = self.text[start:end].rstrip(" \t\n,")
        if not next_field:
            # A brace at the end is the closing one of the entry.
            value = re.sub(r"[\s,]*[})]?\s*$", "", value)
        mark = "brace" if value.startswith("{") else "quotation mark"
        if mark == "quotation mark" and len(value) > 1 and value.endswith('"'):
            mark, value = "brace", value[:-1]  # it has the mark, behind an unclosed brace
        where = "the next field" if next_field else "the end of the entry"
        self.report(f"field “{name}” has no closing {mark}; it is taken up to {where}", start)
        self.cut = next_field is None
        self.position = end
        return f"{{{_balanced(value[1:])}}}"

    def _expect_comma(self, name: str) -> None:
        rest = re.compile(r"(?:\s|%[^\n]*\n)*([^\s]?)").match(self.text, self.position)
        character = rest[1] if rest else ""
        if character not in {"", ",", "}", ")"}:
            self.report(f"a comma is missing behind field “{name}”")


def _value_end(text: str, start: int) -> int | None:
    """Return the index behind the value that opens at *start*, or None if it has no end."""
    end = _quote_end(text, start) if text[start] == '"' else group_end(text, start)
    if end is None:
        return None
    # One line in a value may look like a field ("x = 3"). But if there are several, or if the
    # value closes with the last brace of the entry, its own end is missing and they are fields.
    lines = len(_FIELD_LINE.findall(text, start, end))
    if lines > 1 or (lines and text[start] == '"'):
        return None
    if _FIELD_START.search(text, start, end - 1) and not re.search(r"[})]", text[end:]):
        return None
    return end


def _quote_end(text: str, start: int) -> int | None:
    """Return the index behind the closing quotation mark: one that a value may end with."""
    depth = 0
    for match in re.compile(r"[{}\"]").finditer(text, start + 1):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0 and _BEHIND_VALUE.match(text, match.end()):
            return match.end()
    return None


def _balanced(text: str) -> str:
    """Return *text* without closing braces too many, and with those that are missing."""
    depth, kept = 0, []
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            depth = 0
            continue
        kept.append(character)
    return "".join(kept) + "}" * depth
