r"""The fields of an entry that BibTeX's grammar does not fit, read one by one.

A fault costs the value that it stands in:

- An entry is closed by a closing mark behind which its line has nothing but white space, a
  comment or "@". One with more behind it, and a field, or text and a further closing mark, before
  the next header is one too many; and so is the other kind of mark, if a field is behind it.
- A value is what BibTeX takes for it if the entry goes on behind it. Else it has no end, and is
  taken up to the next field.
- If BibTeX, which counts all braces, leaves more faults than TeX, to which ``\{`` is no brace,
  then the entry is read by TeX's rule.
- A header at the beginning of a line begins an entry, unless it is within such a value; and so
  does one within a line that has a key and a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sphinx_publications.bib.file_index import BraceIndex, FileIndex, next_in
from sphinx_publications.bib.syntax import (
    BETWEEN,
    FIELD_NAME,
    KEY,
    ParsedField,
    Problem,
    Value,
    Word,
)
from sphinx_publications.text.scanner import balanced, brace_at, is_balanced, outside

__all__ = ["RecoveredEntry", "is_alone", "recover_entry"]

#: A cite key with its comma, if it has one; the name of a field is none.
_KEY: Final = re.compile(r"([^\s,={}\"]++)(?:[ \t]*+([,\n])|(?!\s*+=))")
#: The same over several lines, with its comma.
_LONG_KEY: Final = re.compile(rf"({KEY})\s*+,")
_NAME: Final = re.compile(rf"({FIELD_NAME})\s*+(=(?:\s*+=)*+|(?=[{{\"]))\s*+")
_SPACE: Final = re.compile(r"\s*+")
_BETWEEN: Final = re.compile(rf"(?:{BETWEEN};)*+{BETWEEN}")
#: A closing mark that stands in front of a value: "title = }{T}".
_TURNED: Final = re.compile(r"[})](?:[^\S\n]*+(?=\w)|\s*+(?=[{\"0-9]))")
_FIELD_AHEAD: Final = re.compile(rf"{FIELD_NAME}\s*+=\s*+[{{\"]")
_JOINED: Final = re.compile(r"\s*#\s*")
_CLOSING: Final = re.compile(r"[})]")
_ESCAPED_BRACE: Final = re.compile(r"\\[{}]")
#: The rest of a line that may stand behind the end of an entry, and commas.
_CLOSED: Final = re.compile(r"[^\S\n]*(?:\n|\Z|%|@)")
_COMMAS: Final = re.compile(r"[^\S\n]*,[ \t,]*(?:\n|\Z|%)")
#: Text in front of a further closing mark.
_TEXT_IN_ENTRY: Final = re.compile(r"\s*+[^\s{}()@][^{}()@]*+[})]")
_COMMA_MISSING: Final = re.compile(r"(?:\s|%[^\n]*\n)*+(?![,})])(\S)")
#: The end of the last value of an entry, with the closing mark of the entry.
_END: Final = re.compile(r"[\s,]*[})]?\s*\Z")
#: How many fields are compared to tell whose they are.
_COMPARED: Final = 30


def _bare(marks: str = "") -> re.Pattern[str]:
    word = rf"[^\s,{{}}\"#%{marks}][^\s,{{}}\"#{marks}]*+"
    return re.compile(rf"{word}(?:[ \t]++(?!{FIELD_NAME}\s*+=){word})*+")


#: A macro, a number, or a text whose author forgot the braces, by the mark that closes its entry;
#: what looks like a field behind a space is none of its words.
_BARE: Final = {"}": _bare(), ")": _bare("()")}


def is_alone(text: str, position: int) -> bool:
    """Tell whether its line lets the closing mark at *position* end an entry.

    Nothing is behind it; or commas are, and nothing is before it.
    """
    if _CLOSED.match(text, position + 1):
        return True
    line = text.rfind("\n", 0, position) + 1
    return bool(_COMMAS.match(text, position + 1)) and not text[line:position].strip()


class RecoveredEntry(NamedTuple):
    """The readable parts of a broken entry, and its faults."""

    key: str
    fields: list[ParsedField]
    problems: list[Problem]
    #: The index behind the entry.
    end: int
    #: How many texts were left out, or have no end; the entry itself may have none.
    losses: int

    @property
    def faults(self) -> tuple[int, int]:
        """Of two readings, the one that has less of it is right."""
        return self.losses, len(self.problems)


def recover_entry(
    index: FileIndex, start: int, stop: int, *, closing: str, has_key: bool = True
) -> RecoveredEntry:
    """Return the entry whose header ends before *start*.

    :param stop: the next header at the beginning of a line, or the end of the file.
    :param closing: "}" or ")".
    """
    stop = next_in(index.header_places, start, stop) or stop
    by_bibtex = _Reader(index, index.all_braces, start, stop, closing).read(has_key=has_key)
    if by_bibtex.problems and _ESCAPED_BRACE.search(index.text, start, by_bibtex.end):
        reader = _Reader(index, index.unescaped_braces, start, stop, closing)
        by_tex = reader.read(has_key=has_key)
        if by_tex.faults < by_bibtex.faults:
            return by_tex
    return by_bibtex


class _Reader:
    """One entry, and the position up to which it has been read."""

    def __init__(
        self, index: FileIndex, braces: BraceIndex, start: int, stop: int, closing: str
    ) -> None:
        self.index = index
        self.text = index.text
        self.braces = braces
        self.position = start
        #: The end of the text that may be in the entry.
        self.stop = stop
        self.closing = closing
        self.problems: list[Problem] = []
        self.losses = 0
        #: The end of the entry has been taken for that of a value, or was lost with it.
        self.is_cut = False
        self.names: set[str] = set()

    def read(self, *, has_key: bool) -> RecoveredEntry:
        key = self._read_key() if has_key else ""
        fields = list(self._read_fields())
        return RecoveredEntry(key, fields, self.problems, self.position, self.losses)

    def _report(self, message: str, position: int | None = None) -> None:
        self.problems.append(Problem(self.position if position is None else position, message))

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Go over the text that *pattern* matches here, and return it."""
        match = pattern.match(self.text, self.position, self.stop)
        self.position = match.end() if match else self.position
        return match[0] if match else ""

    def _read_key(self) -> str:
        self._take(_SPACE)
        if match := _LONG_KEY.match(self.text, self.position, self.stop):
            self.position = match.end()
            return " ".join(match[1].split())
        if match := _KEY.match(self.text, self.position, self.stop):
            self.position = match.end()
            if match[2] != ",":
                self._report("a comma is missing behind the cite key", match.end(1))
            return match[1]
        return ""  # the comma behind the missing key is skipped like those between fields

    def _read_fields(self) -> Iterator[ParsedField]:
        while self._skip_to_field():
            match = _NAME.match(self.text, self.position, self.stop)
            if match is None:
                self._skip_text("something here is no field; it is left out")
                continue
            name = match[1].lower()
            if name in self.names and self._repeated(match.start()) > 1:
                self._report("the closing brace of the entry is missing")
                while self.text[self.position - 1] in " \t":  # the field begins its line
                    self.position -= 1
                return  # these are fields of another entry, whose header is missing
            if not match[2]:
                self._report(f"“=” is missing behind “{match[1]}”")
            elif match[2] != "=":
                self._report(f"“=” is given more than once behind “{match[1]}” (keep one)")
            self.position = match.end()
            losses = self.losses
            value = self._read_value(match[1])
            self.names.add(name)
            yield ParsedField(match[1], value, match.start())
            if self.losses == losses:  # one report for one fault
                self._expect_comma(match[1])

    # -- between fields

    def _expect_comma(self, name: str) -> None:
        behind = _COMMA_MISSING.match(self.text, self.position, self.stop)
        if behind is None:
            return
        if behind[1] == ";" or _NAME.match(self.text, behind.start(1), self.stop):
            self._report(f"a comma is missing behind field “{name}”")
        else:
            self.position = behind.start(1)
            self._skip_text()

    def _skip_to_field(self) -> bool:
        """Go over white space, commas and comments; tell whether the entry goes on."""
        self._take(_BETWEEN)
        while _CLOSING.match(self.text, self.position, self.stop):
            if self._closes():
                self.position += 1
                return False
            self._skip_text()
            self._take(_BETWEEN)
        if self.position < self.stop:
            return True
        if not self.is_cut:
            end = self.stop
            while self.text[end - 1].isspace():
                end -= 1
            self._report("the closing brace of the entry is missing", end)
            self.losses += 1
        return False

    def _closes(self) -> bool:
        """Tell whether the closing mark here ends the entry; see the rules above."""
        behind = self.position + 1
        is_right = self.text[self.position] == self.closing
        if is_right and is_alone(self.text, self.position):
            return True
        follows = next_in(self.index.names, behind, self.stop)
        if follows is not None:
            return is_right and self._repeated(follows) > 0
        closes = not _TEXT_IN_ENTRY.match(self.text, behind, self.stop)
        if closes and not is_right:
            mark = self.text[self.position]
            self._report(f"the entry is closed by a “{mark}” (write “{self.closing}”)")
        return closes

    def _repeated(self, start: int) -> int:
        """Return how many of the next fields, up to a line that closes, the entry has already."""
        stop = next_in(self.index.closing_lines, start, self.stop) or self.stop
        names = self.index.names_between(start, stop, _COMPARED)
        return sum(name in self.names for name in names)

    def _skip_text(self, message: str = "") -> None:
        """Leave out the text from here up to a field, or to the end of the entry."""
        start = self.position
        end = next_in(self.index.names, start + 1, self.stop) or self._text_end(start + 1)
        text = self.text[start:end].strip().partition("\n")[0].rstrip(" \t,")
        advice = "delete it, or put the closing brace of the value behind it"
        much = f"a “{text}” too many" if len(text) == 1 else f"“{text}” is too much ({advice})"
        self._report(message or much, start)
        self.losses += 1
        self.position = end

    def _text_end(self, start: int) -> int:
        """Return where text ends that no field follows: at the mark that closes the entry."""
        while match := _CLOSING.search(self.text, start, self.stop):
            if _CLOSED.match(self.text, match.end()):
                return match.start()
            start = match.end()
        return self.stop

    # -- values

    def _read_value(self, name: str) -> Value:
        """Return one piece, or those that "#" joins."""
        if _TURNED.match(self.text, self.position, self.stop):
            self._report(f"a “{self.text[self.position]}” too many")
            self._take(_TURNED)
        pieces: list[str | Word] = []
        start = self.position
        while True:
            if (_NAME if pieces else _FIELD_AHEAD).match(self.text, self.position, self.stop):
                self._report(f"field “{name}” has no value, or its last “#” has none")
                self.losses += 1
                break
            is_quoted = self.text.startswith('"', self.position, self.stop)
            if is_quoted or (self.position < self.stop and brace_at(self.text, self.position) > 0):
                end = self._quote_end() if is_quoted else self._group_end()
                if end is None:
                    return self._cut_value(name, start)
                pieces.append(self._enclosed(name, end, is_quoted=is_quoted))
                self.position = end
            elif words := self._take(_BARE[self.closing]):
                pieces.append(Word(words))
            if not self._take(_JOINED):
                break
        if len(pieces) == 1 and isinstance(pieces[0], str):
            return pieces[0]
        return tuple(pieces)

    def _group_end(self) -> int | None:
        """Return the index behind the group that opens here, or None if it has no end."""
        last = self.braces.closing.get(self.position)
        if last is None:
            return None
        if self._holds_field(last) and not self.braces.goes_on(last + 1):
            return None  # it has the closing brace of the entry
        return self._extended(last + 1)

    def _quote_end(self) -> int | None:
        """Return the index behind the quotation mark that closes the one here, or None."""
        first, last = self.braces.next_quote(self.position), self.braces.value_end(self.position)
        if last is None:
            return None
        if self._holds_field(last) and (last != first or not self.braces.goes_on(last + 1)):
            return None  # the next field opens with the first of these quotation marks
        return self._extended(last + 1)

    def _holds_field(self, end: int) -> bool:
        """Tell whether there is something like a field, or a header, from here to *end*."""
        return end > self.stop or next_in(self.index.fields, self.position, end) is not None

    def _extended(self, position: int) -> int:
        """Have the entry go on behind headers that are within a value; return *position*."""
        if position > self.stop:
            end = len(self.text)
            self.stop = next_in(self.index.header_places, position, end) or end
        return position

    def _enclosed(self, name: str, end: int, *, is_quoted: bool) -> str:
        """Return the text from here up to *end*, without its marks."""
        text = self.text[self.position + 1 : end - 1]
        if is_quoted and '"' in outside(text):
            message = "has quotation marks within quotation marks (put braces around it)"
            self._report(f"field “{name}” {message}")
            return balanced(text)
        if self.braces is self.index.unescaped_braces and not is_balanced(text, tex=False):
            message = "has an escaped brace without its partner, which BibTeX counts"
            self._report(f"field “{name}” {message} (write “\\textbraceleft{{}}”)")
        return text

    def _cut_value(self, name: str, start: int) -> str:
        """Return a value without an end: up to the next field, or the end of the entry."""
        field = next_in(self.index.fields, start, self.stop)
        closing = next_in(self.index.closing_lines, start, self.stop)
        if closing is not None and (field is None or closing <= field):
            field, end = None, closing
        else:
            end = self.stop if field is None else field
        value = self.text[start:end].rstrip(" \t\n,")
        if field is None and closing is None:
            value = _END.sub("", value)  # with the closing mark of the entry
            self.is_cut = True
        mark = "brace" if brace_at(value, 0) > 0 else "quotation mark"
        if mark == "quotation mark" and len(value) > 1 and value.endswith('"'):
            mark, value = "brace", value[:-1]  # it has the mark, behind an unclosed brace
        where = "the end of the entry" if field is None else "the next field"
        self._report(f"field “{name}” has no closing {mark}; it is taken up to {where}", start)
        self.losses += 1
        self.position = end
        return balanced(value[1:])
