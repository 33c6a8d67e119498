"""Where entries and their fields are in a ``.bib`` file without a fault.

BibTeX's grammar and nothing else: no recovery, and none of the extension's code. So it can say
what a fault in such a file touches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_HEADER: Final = re.compile(r"@[ \t]*([A-Za-z][\w-]*)\s*([{(])")
_KEY: Final = re.compile(r"\s*([^\s,{}()\"=%]*)\s*")
_NAME: Final = re.compile(r"([A-Za-z][\w+:.-]*)\s*=\s*")
_BARE: Final = re.compile(r"[^\s,#{}()\"=%]+")
_NO_ENTRIES: Final = {"comment", "preamble", "string"}


@dataclass
class Span:
    """A field, from its name on to behind its value; or a comment, from "%" to its line's end."""

    name: str
    start: int
    end: int


@dataclass
class Block:
    """An entry, a comment, a preamble, or the definition of a macro."""

    kind: str
    key: str
    #: The index of its "@", and that behind its closing brace.
    start: int
    end: int
    #: The index of the comma behind its cite key, or behind its opening brace if it is no entry.
    body: int
    fields: list[Span] = field(default_factory=list)
    #: Texts in braces or quotation marks, with these; values may be joined of several.
    texts: list[Span] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)

    @property
    def is_entry(self) -> bool:
        return self.kind not in _NO_ENTRIES

    def near(self, start: int, end: int) -> set[str]:
        """Return the fields that have a part between two indices, else those around these."""
        hit = {it.name for it in self.fields if it.start < max(end, start + 1) and start < it.end}
        before = [it.name for it in self.fields if it.end <= start]
        behind = [it.name for it in self.fields if it.start >= end]
        return hit or {*before[-1:], *behind[:1]}

    def is_in_text(self, position: int) -> bool:
        """Tell whether a character put in at *position* is in braces or quotation marks."""
        return any(it.start < position < it.end for it in self.texts)

    def is_in_comment(self, position: int) -> bool:
        """Tell whether the character at *position* is of a comment, or ends its line."""
        return any(it.start <= position <= it.end for it in self.comments)


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of *text* in their order."""
    position = 0
    while header := _HEADER.search(text, position):
        line = text.rfind("\n", 0, header.start()) + 1
        if "%" in text[max(line, position) : header.start()]:
            position = text.index("\n", header.start())
            continue
        block = _Reader(text, header).block
        yield block
        position = block.end


class _Reader:
    """The reader of one block."""

    def __init__(self, text: str, header: re.Match[str]) -> None:
        self.text, self.position = text, header.end()
        self.block = Block(header[1].lower(), "", header.start(), 0, self.position)
        closing = "}" if header[2] == "{" else ")"
        if self.block.kind == "comment":
            self._group(header.end() - 1)
        elif self.block.kind == "preamble":
            self._value()
            self._close(closing)
        else:
            if self.block.is_entry:
                key = self._take(_KEY)
                self.block.key, self.block.body = key[1], key.end()
            while not self._is_at(closing):
                self._field(closing)
            self.position += 1
        self.block.end = self.position

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.position)
        assert match, self.text[self.position : self.position + 60]
        self.position = match.end()
        return match

    def _is_at(self, sign: str) -> bool:
        """Tell whether *sign* comes next, behind white space and comments."""
        while self.text[self.position].isspace() or self.text[self.position] == "%":
            if self.text[self.position] == "%":
                start, self.position = self.position, self.text.index("\n", self.position)
                comment = Span("", start, self.position)
                if comment not in self.block.comments:
                    self.block.comments.append(comment)
            self.position += 1
        return self.text[self.position] == sign

    def _field(self, closing: str) -> None:
        if self._is_at(","):
            self.position += 1
        if self._is_at(closing):
            return
        start = self.position
        name = self._take(_NAME)[1].lower()
        self._value()
        self.block.fields.append(Span(name, start, self.position))
        assert self._is_at(",") or self._is_at(closing)

    def _value(self) -> None:
        while True:
            if self._is_at("{") or self._is_at('"'):
                start = self.position
                self._group(start) if self.text[start] == "{" else self._quoted()
                self.block.texts.append(Span("", start, self.position))
            else:
                self._take(_BARE)
            end = self.position
            if not self._is_at("#"):
                self.position = end
                return
            self.position += 1

    def _group(self, start: int) -> None:
        depth = 0
        for brace in re.finditer("[{}]", self.text[start:]):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                self.position = start + brace.end()
                return
        raise AssertionError(self.text[start : start + 60])

    def _quoted(self) -> None:
        self.position += 1
        while self.text[self.position] != '"':
            if self.text[self.position] == "{":
                self._group(self.position)
            else:
                self.position += 1
        self.position += 1

    def _close(self, closing: str) -> None:
        assert self._is_at(closing)
        self.position += 1
