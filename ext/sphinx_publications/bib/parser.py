"""The text of a ``.bib`` file → its entries, with their lines.

Of all modules only this one imports a BibTeX parser, bibtexparser 2: its splitter keeps
positions, returns the blocks that it could not parse, and goes on at the next entry. Blocks
that it could not parse in full go to :mod:`~sphinx_publications.bib.entry_recovery`.
(:mod:`~sphinx_publications.reading.person_names` uses its functions for names.)
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from textwrap import shorten
from typing import Final

from bibtexparser import model as blocks
from bibtexparser.splitter import Splitter

from sphinx_publications.bib.entries import FIELD_NAME, Bibliography, Entry, Field
from sphinx_publications.bib.entry_recovery import recover_entry
from sphinx_publications.bib.stray_fields import goes_on, strays
from sphinx_publications.bib.values import STANDARD_MACROS, closing, evaluate, is_value
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.control_characters import REPORTED, without_unreadable
from sphinx_publications.text.safe_names import free_name

__all__ = ["parse_bib"]

#: A field name that bibtexparser has read correctly.
_WHOLE_NAME: Final = re.compile(r"[^\s%@{}\",=()]+")
#: A line that is commented out.
_COMMENTED: Final = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
#: An entry type of ours that bibtexparser takes for a comment, as it begins with "comment".
_COMMENTARY: Final = re.compile(r"@(commentary\b)", re.IGNORECASE)
#: Replaces an "@" that begins no entry; it is removed from files before.
_NO_AT: Final = "\ue000"
#: Replaces a hyphen in an entry type, with which the type would end for bibtexparser.
_HYPHEN: Final = "ǀ"
#: An entry type with a hyphen in it, or a space in front: "@ article {key,".
_ODD_TYPE: Final = re.compile(
    r"@[A-Za-z]\w*(?:-\w+)+(?=[ \t]*[{(])|(?m:^)[ \t]*@[ \t]+\w++(?=\s*[{(]\s*[^\s{}(),=]+\s*,)"
)
_COMMENT_BLOCK: Final = re.compile(r"@comment\s*\{", re.IGNORECASE)
#: YAML at the head of a file, as in Jekyll's files.
_FRONT_MATTER: Final = re.compile(r"\A\s*---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_HEADER: Final = re.compile(r"@\w+\s*[{(]\s*([^\s,={}\"]*)")
#: An entry without its opening brace; the field behind it tells it from free text.
_HEADLESS: Final = re.compile(
    rf"^[ \t]*(@[A-Za-z]\w*)\b(?![ \t]*[{{(])[^\n{{}}=]*\n\s*{FIELD_NAME}\s*=", re.MULTILINE
)
_NO_ENTRY: Final = re.compile(r"@(?:comment|preamble|string)\b", re.IGNORECASE)
#: Bound on the braces of a file: a hundred thousand entries have fewer, and more take minutes.
_MAX_BRACES: Final = 4_000_000
#: How many lines with control characters get a report each.
_MAX_LINES: Final = 20


def parse_bib(text: str, path: str) -> Bibliography:
    """Return the entries in the *text* of one file; repeated cite keys are kept.

    :param path: the name of the file in reports.
    """
    # bibtexparser logs faults that it also returns.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(_NO_AT, "")
    reports = _reports_of_controls(text, path)
    text = without_unreadable(text)
    if text.count("{") + text.count("}") > _MAX_BRACES:
        return Bibliography((), (Report(Subtype.SYNTAX, "has too many braces to be read", path),))
    # bibtexparser does not count a line that ends in a backslash.
    text = text.replace("\\\n", "\\ \n")
    text = _COMMENTED.sub(lambda line: _silenced(line[0]), text)
    text = _COMMENTARY.sub(r"@_\1", text)
    text = _ODD_TYPE.sub(lambda match: "".join(match[0].replace("-", _HYPHEN).split()), text)
    text = _FRONT_MATTER.sub(lambda match: _silenced(match[0]), text)
    text = _without_comment_blocks(text)
    reader = _FileReader(path)
    return Bibliography(tuple(reader.read(text)), (*reports, *reader.reports))


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


class _FileReader:
    """The reader of one file, block by block: macros hold from their definition on."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.reports: list[Report] = []
        self.macros = dict(STANDARD_MACROS)
        self.keys: set[str] = set()
        self.last_numbers: dict[str, int] = {}
        #: The lines of the first fields of entries without a brace, which are reported already.
        self.headless: set[int] = set()

    def read(self, text: str) -> Iterator[Entry]:
        for match in _HEADLESS.finditer(text):
            line = text.count("\n", 0, match.start(1)) + 1
            message = f"“{match[1]}” begins an entry, but a “{{” is missing; it is left out"
            self._report(Subtype.SYNTAX, message, line)
            self.headless.add(text.count("\n", 0, match.end()) + 1)
        for block, region in _regions(text, Splitter(text).split().blocks):
            if block is None:
                self._report_strays(region, 0, 1)
                continue
            line = (block.start_line or 0) + 1
            # A repeated key or field is an error to bibtexparser; its block is whole.
            parsed = getattr(block, "ignore_error_block", None) or block
            if isinstance(parsed, blocks.String):
                self.macros[parsed.key.lower()] = self._evaluate(parsed.value, line)
            end = len(parsed.raw or "")
            if isinstance(parsed, blocks.Entry) and _is_whole(parsed):
                names = {field.key.lower() for field in parsed.fields}
                if not goes_on(region, end - 1, names):
                    fields = ((f.key, f.value, (f.start_line or 0) + 1) for f in parsed.fields)
                    yield self._make_entry(parsed.entry_type, parsed.key, fields, line)
                    self._report_strays(region, end, line)
                    continue
            if isinstance(parsed, blocks.Entry | blocks.ParsingFailedBlock):
                yield from self._recover(region, line)
            else:
                self._report_strays(region, end, line)

    def _report_strays(self, region: str, end: int, line: int) -> None:
        """Report stray fields behind *end* in *region*, which begins on *line*."""
        counted, stray = 0, line
        for place in strays(region, end):
            stray, counted = stray + region.count("\n", counted, place), place
            if stray not in self.headless:
                message = f"the fields from line {stray} on belong to no entry and are left out"
                advice = "is a line such as “@article{key,” missing above them?"
                self._report(Subtype.SYNTAX, f"{message}; {advice}", stray)

    def _report(self, subtype: Subtype, message: str, line: int, key: str = "") -> None:
        self.reports.append(Report(subtype, _restored(message), self.path, line, key))

    def _evaluate(self, source: str, line: int, key: str = "", name: str = "") -> str:
        """Return the value of a field or macro, and report the bare words in it."""
        where = f"field “{name}”: " if name else ""

        def report(word: str) -> None:
            message = f"{where}“{word}” is no number and no @string; it is taken as it stands"
            self._report(Subtype.MACRO, f"{message} (put braces around it)", line, key)

        return evaluate(source, name, self.macros, report)

    def _recover(self, text: str, line: int) -> Iterator[Entry]:
        """Yield the broken entry at the start of *text*, with the fields that can be read."""
        if _NO_ENTRY.match(text):
            self._report(Subtype.SYNTAX, f"“{text.split(chr(10), maxsplit=1)[0]}” is broken", line)
            return
        recovered = recover_entry(text, line)
        if recovered is None:
            header = _HEADER.match(text)
            message = "the entry is broken, and nothing of it can be read; it is left out"
            self._report(Subtype.SYNTAX, message, line, header[1] if header else "")
            return
        entry = self._make_entry(recovered.type, recovered.key, recovered.fields, line)
        for problem_line, problem in recovered.problems:
            self._report(Subtype.SYNTAX, problem, problem_line, entry.key)
        yield entry
        self._report_strays(text, recovered.end, line)

    def _make_entry(
        self, kind: str, key: str, parsed: Iterable[tuple[str, str, int]], line: int
    ) -> Entry:
        key = " ".join(key.split())
        fields: dict[str, Field] = {}
        for raw_name, source, field_line in parsed:
            name = raw_name.lower()
            if name in fields:
                first = fields[name].value
                is_empty = not first.strip()
                which = "first is empty, the second is used" if is_empty else "first is used"
                shown = shorten(source.strip('{}"') if is_empty else first, 60, placeholder="…")
                message = f"field “{name}” is given twice; the {which} ({shown})"
                self._report(Subtype.DUPLICATE_FIELD, message, field_line, key)
                if not is_empty:
                    continue
            value = self._evaluate(source, field_line, key, name)
            fields[name] = Field(_restored(value), field_line)
        if not key:
            key = free_name(_derived_key(fields), self.keys, self.last_numbers)
            message = f"the entry has no cite key; it is cited as “{key}”: give it a key"
            self._report(Subtype.SYNTAX, message, line)
        self.keys.add(key)
        kind = kind.lstrip("_").lower().replace(_HYPHEN, "-")
        return Entry(_restored(key), kind, fields, self.path, line)


def _is_whole(entry: blocks.Entry) -> bool:
    """Tell whether bibtexparser has read all of *entry* correctly."""
    return bool(entry.key) and all(
        _WHOLE_NAME.fullmatch(parsed.key) and is_value(parsed.value) for parsed in entry.fields
    )


def _regions(text: str, found: Sequence[blocks.Block]) -> Iterator[tuple[blocks.Block | None, str]]:
    """Yield each block with its text up to the next block, and first None with the text above.

    bibtexparser cuts off a block that it gives up on, and makes a comment of the rest. Comments
    are therefore not blocks here but belong to the text of the block above.
    """
    real = [block for block in found if not isinstance(block, blocks.ImplicitComment)]
    starts, position = list[int](), 0
    for raw in (block.raw or "" for block in real):
        position = max(text.find(raw, position), position)
        starts.append(position)
        position += 1
    bounds = pairwise((0, *starts, len(text)))
    for block, (start, end) in zip((None, *real), bounds, strict=True):
        yield block, text[start:end]


def _silenced(text: str) -> str:
    """Return *text* with each "@" replaced, so that none begins an entry."""
    return text.replace("@", _NO_AT)


def _without_comment_blocks(text: str) -> str:
    """Return *text* with the content of each ``@comment{ … }`` silenced."""
    parts: list[str] = []
    position = 0
    for match in _COMMENT_BLOCK.finditer(text):
        if match.start() < position:
            continue
        end = closing(text, match.end() - 1)
        if end < len(text):
            parts += [text[position : match.start()], _silenced(text[match.start() : end + 1])]
            position = end + 1
    return "".join([*parts, text[position:]])


def _restored(text: str) -> str:
    return text.replace(_NO_AT, "@")


def _derived_key(fields: Mapping[str, Field]) -> str:
    """Return a cite key made from *fields*, such as "zhu2023principled"."""
    patterns = {"author": r"[^\W\d_]+", "year": "[0-9]{4}", "title": r"[^\W\d_]{4,}"}
    values = ((fields[name].value, patterns[name]) for name in patterns if name in fields)
    found = (re.search(pattern, value) for value, pattern in values)
    return "".join(match[0] for match in found if match).lower() or "entry"
