"""``.bib`` text → entries with their file and line.

The only room that imports a BibTeX parser: bibtexparser 2, whose splitter keeps
positions, hands out what it could not parse and goes on at the next entry. What
BibTeX itself does to values — ``#`` concatenation, ``@string``, month macros — is
done here. One bad entry costs one entry.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bibtexparser import model as blocks
from bibtexparser.splitter import Splitter

from sphinx_publications.dates import MONTHS
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry: its LaTeX source, without braces or quotes around it."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a ``.bib`` file, as its author wrote it."""

    key: str
    #: The entry type in lower case, aliases not resolved.
    type: str
    #: Field name in lower case → field, in the order of the file.
    fields: Mapping[str, Field]
    #: The file, as it is shown to the author.
    path: str
    line: int

    def report(self, subtype: Subtype, message: str, field_name: str = "") -> Report:
        """Return a report about this entry, placed at *field_name* if it has that field."""
        place = self.fields.get(field_name)
        line = place.line if place else self.line
        return Report(subtype, message, self.path, line, self.key)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries of some files, in file order, and what was wrong with them."""

    entries: tuple[Entry, ...] = ()
    reports: tuple[Report, ...] = field(default=())


#: BibTeX's standard macros: ``month = jan`` (plain.bst).
_STANDARD_MACROS: Final = {month[:3].lower(): month for month in MONTHS}
_ENCLOSED: Final = re.compile(r"\{[^{}]*\}|\"[^\"{}]*\"|\d+")


def read_files(files: Iterable[tuple[Path, str]], encoding: str = "utf-8-sig") -> Bibliography:
    """Return the entries of several ``.bib`` files.

    :param files: each file, and the name under which reports mention it.
    :param encoding: the encoding tried first; a file that is not in it is read as
        Windows-1252, which decodes any byte, and reported.
    """
    entries: list[Entry] = []
    reports: list[Report] = []
    for path, name in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            reports.append(Report(Subtype.FILE, f"cannot be read: {reason}", name))
            continue
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            text = data.decode("cp1252", errors="replace")
            reports.append(
                Report(Subtype.FILE, f"is not in {encoding}; it is read as Windows-1252", name)
            )
        read = read_text(text, name)
        entries += read.entries
        reports += read.reports
    return _unique(entries, reports)


def read_text(text: str, path: str) -> Bibliography:
    """Return the entries of one file's *text*; repeated keys are kept."""
    # bibtexparser logs what it also returns; we report it in the author's words instead.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    logging.getLogger("bibtexparser").propagate = False
    library = Splitter(text.replace("\r\n", "\n").replace("\r", "\n")).split()
    reader = _FileReader(path)
    entries = [entry for block in library.blocks for entry in reader.read(block)]
    return Bibliography(tuple(entries), tuple(reader.reports))


def _unique(entries: list[Entry], reports: list[Report]) -> Bibliography:
    """Return *entries* with distinct keys: the first owns a key, later ones get a number."""
    taken: dict[str, Entry] = {}
    for entry in entries:
        if entry.key not in taken:
            taken[entry.key] = entry
            continue
        first = taken[entry.key]
        place = f"line {first.line}" if first.path == entry.path else f"{first.path}:{first.line}"
        if _same_content(first, entry):
            message = f"is an identical copy of the entry in {place}; it is shown once"
        else:
            key = _next_key(entry.key, taken)
            taken[key] = replace(entry, key=key)
            message = (
                f"has the cite key of another entry ({place});"
                f" this one is cited as “{key}”: give it a key of its own"
            )
        reports.append(entry.report(Subtype.DUPLICATE_KEY, message))
    return Bibliography(tuple(taken.values()), tuple(reports))


def _same_content(one: Entry, other: Entry) -> bool:
    return one.type == other.type and {k: f.value for k, f in one.fields.items()} == {
        k: f.value for k, f in other.fields.items()
    }


def _next_key(key: str, taken: Mapping[str, Entry]) -> str:
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"


class _FileReader:
    """The blocks of one file, in order: macros defined above are known below."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.reports: list[Report] = []
        self.macros: dict[str, str] = dict(_STANDARD_MACROS)

    def read(self, block: blocks.Block) -> Iterator[Entry]:
        """Yield the entry of *block*, if it holds one."""
        line = (block.start_line or 0) + 1
        if isinstance(block, blocks.String):
            self.macros[block.key.lower()] = self._value(block.value, line, "")
        elif isinstance(block, blocks.Entry):
            yield self._entry(block, line)
        elif isinstance(block, blocks.ParsingFailedBlock) and isinstance(
            block.ignore_error_block, blocks.Entry
        ):
            # A repeated key or field: the block is whole, only the library object minds.
            yield self._entry(block.ignore_error_block, line)
        elif isinstance(block, blocks.ParsingFailedBlock):
            key = re.match(r"@\w+\s*[{(]\s*([^\s,{}=]+)\s*,", block.raw or "")
            self._report(
                Subtype.SYNTAX,
                "is broken: a brace, a quotation mark or a comma is missing; it is left out",
                line,
                key[1] if key else "",
            )

    def _report(self, subtype: Subtype, message: str, line: int, key: str = "") -> None:
        self.reports.append(Report(subtype, message, self.path, line, key))

    def _entry(self, block: blocks.Entry, line: int) -> Entry:
        fields: dict[str, Field] = {}
        key = block.key
        for parsed in block.fields:
            name, field_line = parsed.key.lower(), (parsed.start_line or 0) + 1
            if name in fields:
                self._report(
                    Subtype.DUPLICATE_FIELD,
                    f"field “{name}” is given twice; the first is used ({fields[name].value})",
                    field_line,
                    key,
                )
                continue
            fields[name] = Field(self._value(parsed.value, field_line, key), field_line)
        return Entry(key, block.entry_type.lower(), fields, self.path, line)

    def _value(self, source: str, line: int, key: str) -> str:
        """Return what BibTeX makes of a field's source: ``{a} # macro # "b"``."""
        if _ENCLOSED.fullmatch(source):
            return source if source.isdigit() else source[1:-1]
        return "".join(self._pieces(source, line, key))

    def _pieces(self, source: str, line: int, key: str) -> Iterator[str]:
        position = 0
        while position < len(source):
            character = source[position]
            if character in " \t\n#":
                position += 1
            elif character in '{"':
                end = _closing(source, position)
                yield source[position + 1 : end]
                position = end + 1
            else:
                match = re.compile(r"[^\s#{\"]+").match(source, position)
                assert match is not None
                position = match.end()
                yield self._macro(match[0], line, key)

    def _macro(self, word: str, line: int, key: str) -> str:
        if word.isdigit():
            return word
        if word.lower() not in self.macros:
            self._report(
                Subtype.MACRO,
                f"“{word}” is no number and no @string; it is taken as it stands"
                " (put braces around it)",
                line,
                key,
            )
        return self.macros.get(word.lower(), word)


def _closing(source: str, start: int) -> int:
    """Return where the brace or quotation mark opened at *start* is closed, or the end."""
    depth, quoted = 0, source[start] == '"'
    position = start + quoted
    while position < len(source):
        character = source[position]
        if character == "\\":
            position += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0 and not quoted:
                return position
        elif character == '"' and quoted and depth == 0:
            return position
        position += 1
    return len(source)
