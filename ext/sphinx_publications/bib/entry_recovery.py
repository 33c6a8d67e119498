"""What can be saved of a broken BibTeX entry.

The parser gives up on an entry at its first fault. This module reads the text of
that one entry again, field by field, and goes on behind a fault: a missing comma,
brace or quotation mark costs at most the field that it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinx_publications.bib.stray_fields import goes_on, repeated
from sphinx_publications.text.latex_source import without_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADER: Final = re.compile(r"@(\w+)\s*[{(]\s*")
#: A key ends at the comma; where that is missing, at the line or before the first field.
_KEY: Final = re.compile(
    r"([^\s,={}\"]+)[ \t]*(,|\n|(?=\s+[A-Za-z][\w+:.-]*\s*=)|(?=\s*[})]?\s*$))"
)
_NAME: Final = re.compile(r"([A-Za-z][\w+:.-]*)\s*(=|(?=[{\"]))\s*")
#: A field that begins a line: where reading can start again behind a fault.
_FIELD_LINE: Final = re.compile(r"\n[ \t,]*[A-Za-z][\w+:.-]*[ \t]*=")
#: The same, or behind a comma within a line.
_FIELD_START: Final = re.compile(
    r"\n[ \t,]*[A-Za-z][\w+:.-]*[ \t]*=|,[ \t]*[A-Za-z][\w+:.-]*[ \t]*=[ \t]*(?=[{\"0-9])"
)
#: The same within a line, its name left to be read.
_NEXT_FIELD: Final = re.compile(r"[\s,](?=[A-Za-z][\w+:.-]*\s*=\s*[{\"\w])")
#: What can stand behind a value.
_VALUE_ENDS: Final = re.compile(r"\s*(?:[,#})]|$|[A-Za-z][\w+:.-]*\s*=)")
_COMMENT: Final = re.compile(r"%[^\n]*")
_JOINED: Final = re.compile(r"\s*#\s*")
_BARE: Final = re.compile(r"[^,\n{}\"#]*")


@dataclass(frozen=True, slots=True)
class SalvagedField:
    """A field as it stands in the file, with the quotation marks or braces around it."""

    name: str
    source: str
    #: Lines below the first line of the entry.
    line: int


@dataclass(slots=True)
class Salvaged:
    """What a broken entry still says, and what is wrong with it."""

    type: str
    key: str
    fields: list[SalvagedField] = field(default_factory=list)
    #: Line below the first line of the entry, and message.
    problems: list[tuple[int, str]] = field(default_factory=list)
    #: How far the text is the entry's.
    end: int = 0


def salvage(text: str) -> Salvaged | None:
    """Return what the entry in *text* says, or None if it says nothing.

    :param text: from the "@" on; what follows the entry may follow here, too.
    """
    header = _HEADER.match(text)
    if not header:
        return None
    reader = _Salvager(text, header.end())
    key = reader.read_key()
    result = Salvaged(header[1].lower(), key)
    result.fields.extend(reader.read_fields())
    result.problems, result.end = reader.problems, reader.position
    return result if result.fields else None


class _Salvager:
    """The text of one entry, and how far it has been read."""

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.position = position
        self.problems: list[tuple[int, str]] = []
        #: A field's end and the entry's are missing together; that is said once.
        self.cut = False
        self._counted_to, self._lines = 0, 0
        self.names: set[str] = set()

    def line(self, position: int) -> int:
        """Return the line of *position*; asked in ascending order, so that it is cheap."""
        if position < self._counted_to:
            return self.text.count("\n", 0, position)
        self._lines += self.text.count("\n", self._counted_to, position)
        self._counted_to = position
        return self._lines

    def report(self, message: str, position: int | None = None) -> None:
        place = self.position if position is None else position
        self.problems.append((self.line(place), message))

    def read_key(self) -> str:
        match = _KEY.match(self.text, self.position)
        if match:
            self.position = match.end()
            if match[2] != ",":
                self.report("a comma is missing behind the cite key", match.end(1))
            return match[1]
        if self.text[self.position : self.position + 1] == ",":
            self.position += 1
        return ""

    def read_fields(self) -> Iterator[SalvagedField]:
        while self._skip_to_field():
            match = _NAME.match(self.text, self.position)
            if match is None:  # something that is no field: on to where one begins
                if not self._restart():
                    return
                continue
            name, line = match[1], self.line(match.start())
            if name.lower() in self.names and repeated(self.text, self.position, self.names) > 1:
                self.report("the closing brace of the entry is missing")
                return  # another's fields, without their header
            if match[2] != "=":
                self.report(f"“=” is missing behind “{name}”")
            self.position = match.end()
            problems = len(self.problems)
            source = self._read_value(name)
            self.names.add(name.lower())
            yield SalvagedField(name, source, line)
            if len(self.problems) == problems:  # one fault, one report
                self._expect_comma(name)

    def _skip_to_field(self) -> bool:
        """Go over white space, commas and comments; tell whether the entry goes on."""
        while self.position < len(self.text):
            character = self.text[self.position]
            if character.isspace() or character in ",;":  # no-break spaces of pages, too
                self.position += 1
            elif character == "%":
                comment = _COMMENT.match(self.text, self.position)
                assert comment is not None
                self.position = comment.end()
            elif character in "})":
                if not goes_on(self.text, self.position, self.names):
                    self.position += 1
                    return False  # the entry's own end
                self.report(f"a “{character}” too many")
                self.position += 1
            else:
                return True
        if not self.cut:
            end = len(self.text.rstrip())
            self.report("the closing brace of the entry is missing", end)
        return False

    def _restart(self) -> bool:
        """Go from something that is no field to the next one; tell whether there is one."""
        match = _NEXT_FIELD.search(self.text, self.position)
        self.report("something here is no field; it is left out")
        self.position = match.end() if match else len(self.text)
        return match is not None

    def _read_value(self, name: str) -> str:
        """Return a value: pieces joined by "#"."""
        start = self.position
        pieces: list[str] = []
        while True:
            character = self.text[self.position : self.position + 1]
            if character in {"{", '"'}:
                end = _closing(self.text, self.position)
                if end is None:
                    return self._cut_value(name, start)
                pieces.append(self._enclosed(name, end))
                self.position = end + 1
            else:
                bare = _BARE.match(self.text, self.position)
                assert bare is not None
                pieces.append(bare[0].strip())
                self.position = bare.end()
            behind = _JOINED.match(self.text, self.position)
            if not behind:
                return " # ".join(pieces)
            self.position = behind.end()

    def _enclosed(self, name: str, end: int) -> str:
        """Return what stands between the marks here and at *end*, with marks that hold it."""
        inner = self.text[self.position + 1 : end]
        if self.text[self.position] == '"' and '"' in without_groups(inner):
            message = "has quotation marks within quotation marks (put braces around it)"
            self.report(f"field “{name}” {message}")
            return f"{{{_balanced(inner)}}}"
        return self.text[self.position : end + 1]

    def _cut_value(self, name: str, start: int) -> str:
        """Return a value whose end is missing: up to the next field, or the entry's end."""
        next_field = _FIELD_START.search(self.text, start)
        end = next_field.start() if next_field else len(self.text)
        value = self.text[start:end].rstrip(" \t\n,")
        if not next_field:
            # The brace that is left at the end is the entry's own.
            value = re.sub(r"[\s,]*[})]?\s*$", "", value)
        mark = "brace" if value.startswith("{") else "quotation mark"
        if mark == "quotation mark" and len(value) > 1 and value.endswith('"'):
            mark, value = "brace", value[:-1]  # it was hidden in braces that are not closed
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


def _closing(text: str, start: int) -> int | None:
    """Return where what opens at *start* closes, or None."""
    end = _quote_end(text, start) if text[start] == '"' else _brace_end(text, start)
    if end is None:
        return None
    # A value may hold a line like "x = 3". But where it closes only with the brace of its
    # entry, or behind several such lines, its own end is missing, and they are fields.
    lines = len(_FIELD_LINE.findall(text, start, end))
    if lines > 1 or (lines and text[start] == '"'):
        return None
    if _FIELD_START.search(text, start, end) and not re.search(r"[})]", text[end + 1 :]):
        return None
    return end


def _brace_end(text: str, start: int) -> int | None:
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return None


def _quote_end(text: str, start: int) -> int | None:
    """Return where a quoted value ends: at a quotation mark that an end of a value follows."""
    depth = 0
    for match in re.compile(r"[{}\"]").finditer(text, start + 1):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0 and _VALUE_ENDS.match(text, match.end()):
            return match.start()
    return None


def _balanced(text: str) -> str:
    """Return *text* with as many closing braces as it has opening ones."""
    depth, kept = 0, []
    for character in text:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            depth = 0
            continue
        kept.append(character)
    return "".join(kept) + "}" * depth
