"""The text of a ``.bib`` file → its entries as they are written, with their places.

No library is used for it. pybtex and bibtexparser 1 stop at a fault, or at the first one of an
entry; bibtexparser 2 goes on at the next entry, but loses the faulty one, and its splitter had
to be worked around (hyphens in types, "@" in comments, backslashes at ends of lines). None of
them keeps the places of values. BibTeX's grammar is small, and what is to be recovered is ours
to decide: see :mod:`~sphinx_publications.bib.entry_recovery`.

An entry without a fault costs a few matches of patterns. Any other is read sign by sign with
:mod:`~sphinx_publications.bib.file_index`. Both take time in proportion to the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_publications.bib.entry_recovery import is_alone, recover_entry
from sphinx_publications.bib.file_index import FileIndex
from sphinx_publications.bib.syntax import (
    BETWEEN,
    FIELD_NAME,
    KEY,
    QUOTED,
    ParsedEntry,
    ParsedField,
    ParsedFile,
    Problem,
    Value,
    Word,
)
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.control_characters import REPORTED, without_unreadable
from sphinx_publications.text.scanner import GROUP, INNER, brace_at, count_braces

__all__ = ["parse_file"]

#: The header of an entry within a line; or a comment, in a line of its own or behind an entry.
_IN_LINE: Final = re.compile(
    r"(?:^|(?<=[})]))[ \t]*%[^\n]*|@([A-Za-z]\w*(?:-\w+)*)\s*([{(])", re.MULTILINE
)
#: YAML at the head of a file, as in Jekyll's files.
_FRONT_MATTER: Final = re.compile(r"\A\s*---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
#: An entry without its opening brace; the field behind it tells it from free text.
_HEADLESS: Final = re.compile(
    rf"^[ \t]*(@[A-Za-z]\w*)\b(?![ \t]*[{{(])[^\n{{}}=]*\n\s*(?={FIELD_NAME}\s*=)", re.MULTILINE
)
_KEY: Final = re.compile(rf"\s*+({KEY})\s*+(?=[,}})])")
_PIECE: Final = rf"{GROUP}|\"{QUOTED}\"|[^\s{{}}\"#,%=()]++"
#: A field without a fault, by the mark that closes its entry.
_FIELDS: Final = {
    closing: re.compile(
        rf"{BETWEEN}({FIELD_NAME})\s*+=\s*+(?:\{{({INNER})\}}|\"({QUOTED})\"|([0-9]++)"
        rf"|((?:{_PIECE})(?:\s*+#\s*+(?:{_PIECE}))*+))(?=(?:\s|%[^\n]*+)*+[,{closing}])"
    )
    for closing in "})"
}
_END: Final = {closing: re.compile(rf"{BETWEEN}[{closing}]") for closing in "})"}
_GROUP: Final = re.compile(GROUP)
_PIECES: Final = re.compile(_PIECE)
#: A field that begins a line (a word must end the line with a comma, or the entry), a closing brace
#: that does, or a header that is commented out.
_STRAY: Final = re.compile(
    rf"^[ \t,]*{FIELD_NAME}\s*+=\s*+(?:[{{\"0-9]|\w++(?:[ \t]*+,[ \t]*+$|\s*+[}})]))"
    r"|^[ \t]*(?P<end>[}})])"
    r"|^[ \t]*%[^\n]*?@\w+\s*(?P<silent>[{(])",
    re.MULTILINE,
)
#: The mark that opens an entry → the one that closes it.
_CLOSING: Final = {"{": "}", "(": ")"}
#: Bound on the braces of a file: a hundred thousand entries have fewer.
_MAX_BRACES: Final = 4_000_000
#: How many lines with control characters get a report each.
_MAX_LINES: Final = 20


def parse_file(text: str, path: str) -> ParsedFile:
    """Return the entries in the *text* of one file. Never raises.

    :param path: the name of the file in reports.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reports = _reports_of_controls(text, path)
    file = ParsedFile(without_unreadable(text), path)
    file.reports += reports
    if count_braces(file.text) > _MAX_BRACES:
        file.reports.append(Report(Subtype.SYNTAX, "has too many braces to be read", path))
    else:
        _Parser(file).parse()
    return file


class _Parser:
    """One file, and the position up to which it has been read."""

    def __init__(self, file: ParsedFile) -> None:
        self.file = file
        self.text = file.text
        self.index = FileIndex(file.text)
        #: The first fields of entries without a brace, which are reported already.
        self.headless: set[int] = set()

    def parse(self) -> None:
        for match in _HEADLESS.finditer(self.text):
            message = f"“{match[1]}” begins an entry, but a “{{” is missing; it is left out"
            self._report(match.start(1), message)
            self.headless.add(self.file.line(match.end()))
        front = _FRONT_MATTER.match(self.text)
        position = front.end() if front else 0
        stops = [*(it.start() for it in self.index.headers[1:]), len(self.text)]
        for header, stop in zip(self.index.headers, stops, strict=False):
            position = self._read_between(position, header.start())
            if header.start() >= position:  # else it is within what was read
                position = self._read_block(header, stop)
        self._read_between(position, len(self.text))

    def _report(self, position: int, message: str, key: str = "") -> None:
        self.file.problems.append(Problem(position, message, key))

    def _read_between(self, start: int, stop: int) -> int:
        """Read entries within lines, and stray fields; return the index behind what was read."""
        while start < stop and self.text.find("@", start, stop) >= 0:
            found = _IN_LINE.finditer(self.text, start, stop)
            header = next((match for match in found if match[1]), None)
            if header is None:
                break
            self._report_strays(start, header.start())
            start = self._read_block(header, stop)
        if start < stop:
            self._report_strays(start, stop)
        return max(start, stop)

    def _report_strays(self, start: int, stop: int) -> None:
        for place in _strays(self.index, start, stop):
            line = self.file.line(place)
            if line not in self.headless:
                message = f"the fields from line {line} on belong to no entry and are left out"
                advice = "is a line such as “@article{key,” missing above them?"
                self._report(place, f"{message}; {advice}")

    def _read_block(self, header: re.Match[str], stop: int) -> int:
        """Read what *header* begins, and return the index behind it."""
        kind, closing = header[1].lower(), _CLOSING[header[2]]
        opening = header.end() - 1
        position = header.start() + header[0].index("@")
        if kind in {"comment", "preamble"}:
            behind = self._group_end(opening, stop)
            if behind is None and kind == "preamble":
                self._report(position, f"“{self._line(position)}” is broken")
                return stop
            return behind or header.end()
        has_key = kind != "string"
        start, key = header.end(), ""
        if has_key and (match := _KEY.match(self.text, start, stop)):
            start, key = match.end(), " ".join(match[1].split())
        if key or not has_key:
            fields, start = self._read_fields(start, stop, closing)
            end = _END[closing].match(self.text, start, stop)
            if end and (fields or has_key) and is_alone(self.text, end.end() - 1):
                self.file.entries.append(ParsedEntry(kind, key, fields, position))
                return end.end()
        entry = recover_entry(self.index, header.end(), stop, closing=closing, has_key=has_key)
        if entry.fields:
            problems = entry.problems
            if not has_key:
                problems = [it._replace(message=f"@string: {it.message}") for it in problems]
            found = ParsedEntry(kind, entry.key, entry.fields, position, problems)
            self.file.entries.append(found)
        elif has_key:
            message = "the entry is broken, and nothing of it can be read; it is left out"
            self._report(position, message, entry.key)
        else:
            self._report(position, f"“{self._line(position)}” is broken")
        return entry.end

    def _line(self, position: int) -> str:
        end = self.text.find("\n", position)
        return self.text[position : len(self.text) if end < 0 else end]

    def _group_end(self, opening: int, stop: int) -> int | None:
        """Return the index behind the group that opens at *opening*, or None."""
        if match := _GROUP.match(self.text, opening, stop):
            return match.end()
        end = self.index.all_braces.closing.get(opening)
        return None if end is None else end + 1

    def _read_fields(self, start: int, stop: int, closing: str) -> tuple[list[ParsedField], int]:
        """Return the fields from *start* on up to the first fault, and the index behind them."""
        fields: list[ParsedField] = []
        pattern = _FIELDS[closing]
        while match := pattern.match(self.text, start, stop):
            name, braced, quoted, number, pieces = match.groups()
            value: Value
            if pieces is None:
                value = braced if braced is not None else quoted if quoted is not None else number
            else:
                value = tuple(_pieces(pieces))
            fields.append(ParsedField(name, value, match.start(1)))
            start = match.end()
        return fields, start


def _pieces(source: str) -> Iterator[str | Word]:
    for piece in _PIECES.findall(source):
        is_text = piece.startswith('"') or brace_at(piece, 0) > 0
        yield piece[1:-1] if is_text else Word(piece)


def _strays(index: FileIndex, start: int, stop: int) -> Iterator[int]:
    """Yield the first field of each lost entry from *start* to *stop*."""
    inside = False
    while match := _STRAY.search(index.text, start, stop):
        start = match.end()
        if match["silent"]:
            # If it is not closed, it silences all up to the next line that begins with a brace;
            # if a comment closes it, all of the entry is in comments, and nothing is silenced.
            end = index.unescaped_braces.closing.get(start - 1, stop)
            inside = end >= stop
            if not inside and not index.is_comment(end):
                start = end + 1
        elif match["end"]:
            inside = False
        elif not inside:
            inside = True
            yield match.start()


def _reports_of_controls(text: str, path: str) -> list[Report]:
    """Return a report on each line of *text* with control characters, up to a bound."""
    found: dict[int, dict[str, None]] = {}
    line, position = 1, 0
    for character in re.finditer(REPORTED, text):
        line += text.count("\n", position, character.start())
        position = character.start()
        found.setdefault(line, {})[character[0]] = None
    lines, reports = list(found), []
    for line in lines[:_MAX_LINES]:
        names = ", ".join(f"U+{ord(character):04X}" for character in found[line])
        what, are = "invisible control characters", "they are"
        if len(found[line]) == 1:
            what, are = "an invisible control character", "it is"
        message = f"holds {what} ({names}); {are} left out"
        reports.append(Report(Subtype.FILE, message, path, line))
    if len(lines) > _MAX_LINES:
        rest = f"{len(lines) - _MAX_LINES} more lines, the last of which is line {lines[-1]}, too"
        message = f"invisible control characters are left out of {rest}"
        reports.append(Report(Subtype.FILE, message, path, lines[_MAX_LINES]))
    return reports
