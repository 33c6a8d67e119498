"""Entries as they are written → entries with values: macros are one namespace over all files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Final

from sphinx_publications.bib.entries import Bibliography, Entry, Field
from sphinx_publications.bib.syntax import (
    ParsedEntry,
    ParsedField,
    ParsedFile,
    Problem,
    Value,
    Word,
)
from sphinx_publications.model.fields import NO_WORDS, YES_WORDS
from sphinx_publications.model.months import MONTHS, month_number
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.safe_names import free_name

__all__ = ["evaluate"]

#: BibTeX's standard macros: ``month = jan`` (plain.bst).
_STANDARD: Final = {month.macro: month.name for month in MONTHS}
#: Bound on the characters of a value of several pieces: macros of macros can double it sixty
#: times.
_MAX_JOINED: Final = 1_000_000
#: Fields that may have several values: a work has more than one such number.
_SEVERAL: Final = frozenset({"isbn", "issn"})
#: How many macros that are defined below their use may be within each other.
_DEEPEST: Final = 50


def evaluate(files: Iterable[ParsedFile]) -> Bibliography:
    """Return the entries of *files*, whose macros hold from their definition on in all files.

    A macro that is used above its definition is reported, and has the value of the definition.
    Repeated cite keys are kept.
    """
    files = list(files)
    evaluator = _Evaluator(files)
    entries: list[Entry] = []
    reports: list[Report] = []
    for file in files:
        entries += evaluator.entries(file)
        reports += [*file.reports, *evaluator.reports]
    return Bibliography(tuple(entries), tuple(reports))


class _Evaluator:
    """The macros that are defined so far, and the reports on one file."""

    def __init__(self, files: Sequence[ParsedFile]) -> None:
        self.macros = dict(_STANDARD)
        #: Name → the first definition in a file, which may be below.
        self.definitions: dict[str, tuple[ParsedFile, ParsedField]] = {}
        for file in files:
            for entry in file.entries:
                if entry.type == "string":
                    for macro in entry.fields:
                        self.definitions.setdefault(macro.name.lower(), (file, macro))
        #: The macros that are being evaluated, each within the one before.
        self.open: list[str] = []
        #: How often one of them was found within itself.
        self.circles = 0
        self.reports: list[Report] = []

    def entries(self, file: ParsedFile) -> Iterator[Entry]:
        """Yield the entries of the next file."""
        self.file = file
        self.reports = []
        self.keys: set[str] = set()
        self.last_numbers: dict[str, int] = {}
        items: list[ParsedEntry | Problem] = [*file.entries, *file.problems]
        for item in sorted(items, key=lambda item: item.position):
            if isinstance(item, Problem):
                self._report_problem(item, item.key)
            elif item.type == "string":
                self._define(item)
            else:
                yield self._entry(item)

    def _define(self, parsed: ParsedEntry) -> None:
        """Define the macros of an ``@string``."""
        line = self.file.line(parsed.position)
        for macro in parsed.fields:
            name = macro.name.lower()
            self.open.append(name)
            self.macros[name] = self._value(macro.value, line)
            self.open.pop()
        for problem in parsed.problems:
            self._report_problem(problem)

    def _report(self, subtype: Subtype, message: str, line: int, key: str = "") -> None:
        self.reports.append(Report(subtype, message, self.file.path, line, key))

    def _report_problem(self, problem: Problem, key: str = "") -> None:
        self._report(Subtype.SYNTAX, problem.message, self.file.line(problem.position), key)

    def _entry(self, parsed: ParsedEntry) -> Entry:
        line = self.file.line(parsed.position)
        key, kind = parsed.key, parsed.type
        fields: dict[str, Field] = {}
        several: dict[str, list[str]] = {}
        for field in parsed.fields:
            name, place = field.name.lower(), self.file.line(field.position)
            value = field.value
            if name in fields:
                first = fields[name].value
                if name in _SEVERAL and isinstance(value, str):
                    several.setdefault(name, [first]).append(value)
                    continue
                is_empty = not first.strip()
                which = "first is empty, the second is used" if is_empty else "first is used"
                shown = shorten(_source(value) if is_empty else first, 60, placeholder="…")
                message = f"field “{name}” is given twice; the {which} ({shown})"
                self._report(Subtype.DUPLICATE_FIELD, message, place, key)
                if not is_empty:
                    continue
            if not isinstance(value, str):
                value = self._value(value, place, key, name)
            fields[name] = Field(value, place)
        for name, values in several.items():
            # Exporters write the numbers of the paper and of the electronic edition.
            numbers = dict.fromkeys(
                it.strip() for value in values for it in re.split("[,;]", value)
            )
            fields[name] = fields[name]._replace(value=", ".join(filter(None, numbers)))
        if not key:
            key = free_name(_derived_key(fields), self.keys, self.last_numbers)
            message = f"the entry has no cite key; it is cited as “{key}”: give it a key"
            self._report(Subtype.SYNTAX, message, line)
        self.keys.add(key)
        for problem in parsed.problems:
            self._report_problem(problem, key)
        return Entry(key, kind.lstrip("_"), fields, self.file.path, line)

    def _value(self, value: Value, line: int, key: str = "", name: str = "") -> str:
        """Return the value of a field or macro, and report the bare words in it."""
        if isinstance(value, str):
            return value
        where = f"field “{name}”: " if name else ""
        pieces: list[str] = []
        length = 0
        for piece in value:
            text, problem = (piece, "") if isinstance(piece, str) else self._word(piece, name)
            if problem:
                self._report(Subtype.MACRO, f"{where}{problem}", line, key)
            length += len(text)
            if length > _MAX_JOINED:
                message = f"{where}is too long; it ends where its pieces have {_MAX_JOINED:,} signs"
                self._report(Subtype.MACRO, message, line, key)
                break
            pieces.append(text)
        return "".join(pieces)

    def _known(self, word: Word, name: str) -> str | None:
        text = word.text.lower()
        if text.isascii() and text.isdigit():
            return word.text
        if text in self.macros:
            return self.macros[text]
        is_month = name == "month" and month_number(text) is not None
        return word.text if is_month or text in YES_WORDS | NO_WORDS else None

    def _word(self, word: Word, name: str) -> tuple[str, str]:
        """Return the value of a word in the field *name*, and what is wrong with it, if anything.

        A macro that is not defined above may be defined below.
        """
        known = self._known(word, name)
        if known is not None:
            return known, ""
        text = " ".join(word.text.split())
        macro_name = text.lower()
        if macro_name in self.open:
            self.circles += 1
        elif macro_name in self.definitions and len(self.open) < _DEEPEST:
            file, macro = self.definitions[macro_name]
            circles, reports = self.circles, self.reports
            self.open.append(macro_name)
            self.reports = []
            value = self._value(macro.value, 0)
            self.reports = reports
            self.open.pop()
            if self.circles == circles:
                line = file.line(macro.position)
                place = f"line {line}" if file is self.file else f"{file.path}:{line}"
                problem = f"the @string “{text}” is defined below, in {place}"
                return value, f"{problem}; it has this value (BibTeX wants it above)"
        problem = f"“{text}” is no number and no @string; it is taken as it stands"
        return text, f"{problem} (put braces around it)"


def _source(value: Value) -> str:
    pieces = [value] if isinstance(value, str) else value
    return " # ".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def _derived_key(fields: Mapping[str, Field]) -> str:
    """Return a cite key made from *fields*, such as "zhu2023principled"."""
    patterns = {"author": r"[^\W\d_]+", "year": "[0-9]{4}", "title": r"[^\W\d_]{4,}"}
    values = ((fields[name].value, patterns[name]) for name in patterns if name in fields)
    found = (re.search(pattern, value) for value, pattern in values)
    return "".join(match[0] for match in found if match).lower() or "entry"
