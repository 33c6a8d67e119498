"""The bytes of a file that is not UTF-8 → its text, and advice how to make it UTF-8.

The file may be in an older encoding, in UTF-8 except for a few bytes, or pasted together from
both. It is read in each of these ways, and the most plausible text is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from shlex import quote
from textwrap import shorten
from typing import Final, NamedTuple

from sphinx_publications.bib import charset_detection
from sphinx_publications.bib.charset_detection import WINDOWS_1252, Charset
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.scanner import without_braces

__all__ = ["decode_legacy", "iconv_name", "lacks_mark", "undecodable_lines"]

#: The surrogate for a byte that is not UTF-8 (Python's "surrogateescape").
_STRAY: Final = re.compile("[\udc80-\udcff]")
_STRAYS: Final = re.compile("[\udc80-\udcff]+")
#: A character of UTF-8 with several bytes.
_OTHER: Final = re.compile("[^\0-\x7f\udc80-\udcff]")
#: Text up to a blank, comma or "=": a word, in all encodings.
_WORD: Final = re.compile(r"[^\0-/:-?]+")
_LINE_END: Final = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
#: The note of an encoding by JabRef ("% Encoding: Cp1252"), Emacs, vim, TeX editors or
#: KBibTeX; a field with such a name is no note.
_NOTED: Final = re.compile(
    rb"^(?!\s*[\w-]+\s*=)[^\n]*?(?:coding|fenc)\s*[:=]\s*([\w.-]+)", re.IGNORECASE | re.MULTILINE
)
#: Additions of Emacs and Java to the names of encodings.
_ADDITION: Final = re.compile(r"^(?:iso-(?=latin)|x-)|(?<=latin)-|-(?:unix|dos|mac)$")
#: How many bytes at the start and at the end of a file are searched for notes.
_HEAD, _TAIL = 2000, 3000
#: How many characters of a file, and how many of its lines, are read to compare the ways.
_SAMPLE: Final = 4000
#: A file is UTF-8 for sure if it has so many characters of UTF-8 for each other byte.
_SURE: Final = 4
#: Fewer bytes than these, in a file of UTF-8, are taken for Windows-1252: too few to guess.
_MANY: Final = 10
#: How much more plausible another reading than that must be, as a logarithm.
_DOUBT: Final = 4.0
#: How much more plausible each character of UTF-8 must make a text, as a logarithm. Read in
#: an older encoding it is several characters, and some pairs of these are UTF-8 by chance: the
#: bytes of "Рі" in Windows-1251 are those of "г" in UTF-8.
_FEWER: Final = 8.0
#: Up to so many lines get a report each; of more lines, so many ranges are listed.
_MOST_LISTED: Final = 10


class _Reading(NamedTuple):
    """A way to read a file."""

    charset: Charset
    #: Decodes a line, in which surrogates stand for bytes that are not UTF-8.
    read: Callable[[str], str]
    #: Added to the plausibility of its text, as a logarithm.
    credit: float
    #: Characters of UTF-8 are read as such.
    is_partly_utf8: bool = True


def decode_legacy(
    data: bytes, configured: str, path: str, *, is_utf8: bool
) -> tuple[str, list[Report]]:
    """Return the text in *data*, which is not valid UTF-8, and reports with advice.

    :param configured: Python's name of the configured encoding.
    :param path: the name of the file in reports.
    :param is_utf8: the file is meant to be UTF-8: it has its byte order mark, or is valid up
        to its last character.
    """
    if not is_utf8 and not _is_mostly_utf8(data):
        with suppress(ValueError):
            return data.decode(configured), []
        if noted := _noted(data):
            message = _advice(noted, path, "as a comment in it says")
            return data.decode(noted.codec), [Report(Subtype.FILE, message, path)]
    lines = [line.decode("utf-8", "surrogateescape") for line in data.splitlines(keepends=True)]
    reading = _best_reading(lines, is_utf8=is_utf8)
    charset = reading.charset
    if reading.is_partly_utf8:
        text = "".join(line if line.isascii() else reading.read(line) for line in lines)
        return text, _strays(lines, reading, path)
    text = data.decode(charset.codec, errors="replace")
    if text == data.decode(WINDOWS_1252.codec, errors="replace"):
        charset = WINDOWS_1252  # the encoding that most people know
    other = "cp1252" if charset.codec == "cp1250" else "cp1250"
    message = (
        f"{_advice(charset, path, 'which is a guess')}. If letters are wrong, say what it is in,"
        f' such as bibtex_encoding = "{other}" in conf.py (--encoding {other} for the checker)'
    )
    return text, [Report(Subtype.FILE, message, path), *undecodable_lines(text, path, charset.name)]


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell whether *data* is UTF-8 for sure, even if the configuration or a note differs."""
    text = data.decode("utf-8", errors="ignore")
    others = len(text) - len(text.encode("ascii", errors="ignore"))
    return others >= _SURE * (len(data) - len(text.encode()))


def iconv_name(codec: str) -> str:
    """Return iconv's name for Python's *codec*: "UTF-16LE" for "utf-16-le"."""
    return codec.upper().replace("-LE", "LE").replace("-BE", "BE")


def lacks_mark(codec: str, path: str) -> Report:
    """Return the report on a file in UTF-16 or UTF-32 without a byte order mark."""
    charset = Charset(codec, iconv_name(codec), "Unicode", 0, "")
    return Report(Subtype.FILE, _advice(charset, path, "which lacks its byte order mark"), path)


def _advice(charset: Charset, path: str, why: str) -> str:
    """Return the message on a file in *charset*, with the way to save it in UTF-8."""
    new = quote(f"{path.removesuffix('.bib')}-utf8.bib")
    return (
        f"is not in UTF-8; it was read as {charset}, {why}. To save it in UTF-8,"
        " choose “UTF-8” under “Save with encoding” in your editor, or run:"
        f" iconv -f {charset.name} -t UTF-8 {quote(path)} > {new}"
    )


def undecodable_lines(text: str, path: str, name: str) -> list[Report]:
    """Return reports on lines of *text* with bytes that are undefined in the encoding *name*."""
    lines = _LINE_END.split(text) if "\ufffd" in text else []
    numbers = [number for number, line in enumerate(lines, 1) if "\ufffd" in line]
    what = f"bytes that mean nothing in {name}; “\ufffd” is shown: write the characters anew"
    if len(numbers) > _MOST_LISTED:
        return [Report(Subtype.FILE, f"lines {_ranges(numbers)} have {what}", path, numbers[0])]
    return [Report(Subtype.FILE, f"has {what}", path, number) for number in numbers]


def _strays(lines: Sequence[str], reading: _Reading, path: str) -> list[Report]:
    faulty = {number: line for number, line in enumerate(lines, 1) if _STRAY.search(line)}
    what = f"not in UTF-8, unlike the rest of the file; {{}} read as {reading.charset}"
    if len(faulty) > _MOST_LISTED:
        message = f"lines {_ranges(list(faulty))} are {what.format('they were')}"
        message = f"{message}: check them, and save the file in UTF-8"
        return [Report(Subtype.FILE, message, path, min(faulty))]
    reports = []
    for number, line in faulty.items():
        words = map(reading.read, filter(_STRAY.search, _WORD.findall(line)))
        shown = shorten(without_braces(" ".join(words)), 60, placeholder=" …")
        message = f"“{shown}” is {what.format('it was')}: write it anew, and save the file in UTF-8"
        reports.append(Report(Subtype.FILE, message, path, number))
    return reports


def _ranges(numbers: Sequence[int]) -> str:
    """Return "1–3, 5 and 9" for [1, 2, 3, 5, 9], or only the first of many ranges."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = ranges[-1][0], number
        else:
            ranges.append((number, number))
    shown = [f"{first}–{last}" if first < last else f"{first}" for first, last in ranges]
    if len(shown) > _MOST_LISTED:
        shown[_MOST_LISTED:] = ["more"]
    return " and ".join(part for part in (", ".join(shown[:-1]), shown[-1]) if part)


def _noted(data: bytes) -> Charset | None:
    """Return the encoding that a note in *data* names, if *data* is valid in it."""
    ends = (data[:_HEAD] + b"\n" + data[-_TAIL:]).replace(b"\r", b"\n")
    for note in _NOTED.findall(ends):
        name = _ADDITION.sub("", note.decode("latin-1").lower())
        if charset := charset_detection.charset_named(name):
            with suppress(ValueError):
                data.decode(charset.codec)
                return charset
    return None


def _best_reading(lines: Sequence[str], *, is_utf8: bool) -> _Reading:
    """Return the reading that makes the most plausible text of *lines*."""
    lines = [line for line in lines if not line.isascii()]
    faulty = [line for line in lines if _STRAY.search(line)]
    strays = sum(len(_STRAY.findall(line)) for line in faulty)
    others = sum(len(_OTHER.findall(line)) for line in lines)
    few = strays < _MANY and (is_utf8 or strays <= others)
    rest = WINDOWS_1252 if few else _likely(_OTHER.sub(" ", line) for line in _some(faulty))

    def bytewise(line: str) -> str:
        return _STRAYS.sub(lambda found: _decoded(found[0], rest), line)

    reading = _Reading(rest, bytewise, _DOUBT if few else 0.0)
    if is_utf8:
        return reading
    old = _likely(_some(faulty))

    def linewise(line: str) -> str:
        return _decoded(line, old) if _STRAY.search(line) else line

    readings = [_Reading(old, lambda line: _decoded(line, old), 0.0, is_partly_utf8=False)]
    if others:
        readings += [reading, _Reading(old, linewise, 0.0)]
    # The words that are not ASCII, of lines from all parts of the file.
    words = (
        " ".join(word for word in _WORD.findall(line) if not word.isascii())
        for line in _some(lines)
    )
    sample = list(dict.fromkeys(line[:_SAMPLE] for line in words))
    sample = sample[:: 1 + sum(map(len, sample)) // _SAMPLE]

    def sense(reading: _Reading) -> float:
        texts = [reading.read(line) for line in sample]
        fewer = sum(len(_OTHER.findall(line)) for line in sample) if reading.is_partly_utf8 else 0
        return sum(map(charset_detection.plausibility, texts)) + reading.credit - _FEWER * fewer

    return max(readings, key=sense)


def _likely(lines: Iterable[str]) -> Charset:
    return charset_detection.likely_charset(_bytes("\n".join(lines)))


def _some(lines: Sequence[str]) -> Sequence[str]:
    """Return *lines*, or a sample from all parts of them if they are many."""
    return lines[:: 1 + len(lines) // _SAMPLE]


def _decoded(text: str, charset: Charset) -> str:
    return _bytes(text).decode(charset.codec, errors="replace")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogateescape")
