"""The bytes of a ``.bib`` file → its text, and reports on its encoding.

A file that can be UTF-8 is read as UTF-8. All others go to
:mod:`~sphinx_publications.bib.legacy_decoding`.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from sphinx_publications.bib import legacy_decoding
from sphinx_publications.model.reports import Report, Subtype

__all__ = ["decode_file"]

_ENTRY: Final = re.compile(r"@\s*[A-Za-z]+\s*[{(]")
#: Byte order mark → encoding; it has precedence over the configuration.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How Python's names of encodings with two or four bytes for every character begin.
_WIDE: Final = ("utf-16", "utf-32")


def decode_file(data: bytes, encoding: str, path: str = "") -> tuple[str, list[Report]]:
    """Return the text in *data*, and reports on its encoding. Never raises.

    :param encoding: the encoding of files that have no byte order mark and are not UTF-8.
    :param path: the name of the file in reports.
    """
    codec, reports = _configured(encoding, path)
    marked = next((marked for marked in _MARKS if data.startswith(marked[0])), None)
    if marked:
        mark, codec = marked
        data = data.removeprefix(mark)
        if codec.startswith(_WIDE):
            return _text_and_faults(data, codec, path)
    text = _strict(data, "utf-8")
    if text is not None and "\0" not in text:
        if codec != "utf-8" and not codec.startswith(_WIDE) and text.isascii():
            # Some encodings use only ASCII's bytes: ISO-2022-JP, UTF-7.
            text = _strict(data, codec) or text
        return text, reports
    if b"\0" in data and (wide := _unmarked(data)):
        read, faults = _text_and_faults(data, wide, path)
        if not codec.startswith(_WIDE):
            reports.append(legacy_decoding.lacks_mark(wide, path))
        return read, reports + faults
    if text is None:
        is_utf8 = marked is not None or _is_cut_off(data)
        text, faults = legacy_decoding.decode_legacy(data, codec, path, is_utf8=is_utf8)
        reports += faults
    return text, reports


def _configured(encoding: str, path: str) -> tuple[str, list[Report]]:
    """Return Python's name for *encoding*, or "utf-8" and a report if it has none."""
    try:
        "a".encode(encoding)  # fails for Python's codecs from bytes to bytes
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        message = (
            f"was read in UTF-8, as “{encoding}” is no encoding that Python knows:"
            ' write bibtex_encoding = "utf-8" in conf.py (--encoding utf-8 for the checker)'
        )
        return "utf-8", [Report(Subtype.CONFIG, message, path)]
    return name.removesuffix("-sig"), []


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except ValueError:
        return None


def _is_cut_off(data: bytes) -> bool:
    """Tell whether *data* is UTF-8 whose last character is cut off; False for ASCII."""
    try:
        return not codecs.getincrementaldecoder("utf-8")().decode(data).isascii()
    except ValueError:
        return False


def _unmarked(data: bytes) -> str:
    """Return the encoding of *data* if it is UTF-16 or UTF-32 without a mark, else "".

    English in UTF-16 is valid UTF-8 as well, in which every second character is a NUL.
    """
    codecs_ = [codec for _, codec in _MARKS[1:]]
    texts = ((codec, data.decode(codec, errors="replace")) for codec in codecs_)
    return next((codec for codec, text in texts if "\0" not in text and _ENTRY.search(text)), "")


def _text_and_faults(data: bytes, codec: str, path: str) -> tuple[str, list[Report]]:
    text = _strict(data, codec)
    if text is not None:
        return text, []
    text = data.decode(codec, errors="replace")
    name = legacy_decoding.iconv_name(codec)
    return text, legacy_decoding.undecodable_lines(text, path, name)
