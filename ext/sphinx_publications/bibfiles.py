"""``.bib`` files → the entries of all of them, with distinct keys."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import TYPE_CHECKING, Final

from charset_normalizer import from_bytes

from sphinx_publications.bibtex import Bibliography, read_text
from sphinx_publications.free import free_name
from sphinx_publications.reports import Report, Subtype
from sphinx_publications.sources import read_source, unreadable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from pathlib import Path

    from sphinx_publications.bibtex import Entry
    from sphinx_publications.sources import Source

#: A byte order mark says what the encoding is, whatever the configuration says.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What a file without a mark may be in, if it is not in the encoding configured.
_CANDIDATES: Final = (
    "cp1252 cp1250 cp1251 koi8_r cp1253 gb18030 big5 shift_jis euc_jp euc_kr".split()
)
#: Letters by which Central European text is known from Western text: the detector takes
#: a single "ñ" for a Polish "ń".
_CENTRAL_EUROPEAN: Final = frozenset("ąćčďđęěğłľńňőŕřśşťůűźżĄĆČĎĐĘĚĞŁĽŃŇŐŔŘŚŞŤŮŰŹŻ")


def read_files(files: Iterable[tuple[Path, str]], encoding: str = "utf-8-sig") -> Bibliography:
    """Return the entries of several ``.bib`` files; see :func:`read_sources`."""
    return read_sources(((read_source(path), name) for path, name in files), encoding)


def read_sources(
    sources: Iterable[tuple[Source, str]], encoding: str = "utf-8-sig", setting: str = ""
) -> Bibliography:
    """Return the entries of several ``.bib`` files.

    :param sources: what is in each file, and the name under which reports mention it.
    :param encoding: the encoding of files without a byte order mark. A file that is
        not in it is read in the one that it most likely is in, and reported.
    :param setting: the one that names the files, to be said where one cannot be read.
    """
    entries: list[Entry] = []
    reports: list[Report] = []
    for source, name in sources:
        if source.problem:
            reports.append(unreadable(source.problem, name, setting))
            continue
        text, problem = decode_file(source.data, encoding)
        if problem:
            reports.append(Report(Subtype.FILE, problem, name))
        read = read_text(text, name)
        entries += read.entries
        reports += read.reports
    return _unique(entries, reports)


def decode_file(data: bytes, encoding: str) -> tuple[str, str]:
    """Return the text in *data*, and what was wrong with its encoding, or ""."""
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data.decode(marked, errors="replace"), ""
    # An encoding that Python does not know is no reason to take UTF-8 for something else.
    for candidate in dict.fromkeys((encoding, "utf-8-sig")):
        try:
            text = data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        return text, "" if candidate == encoding else _advice(encoding, candidate)
    likely = likely_encoding(data)
    return data.decode(likely, errors="replace"), _advice(encoding, likely)


def _advice(encoding: str, used: str) -> str:
    name = codecs.lookup(used).name.removesuffix("-sig")
    return f"is not in {encoding}; it is read in {name} (save it in UTF-8)"


def likely_encoding(data: bytes) -> str:
    """Return the encoding that *data*, which is not UTF-8, is most likely in."""
    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if best is None:
        return "cp1252"
    if best.encoding == "cp1250" and len(_CENTRAL_EUROPEAN.intersection(str(best))) < 3:
        return "cp1252"
    return best.encoding


def _unique(entries: list[Entry], reports: list[Report]) -> Bibliography:
    """Return *entries* with distinct keys: the first owns a key, later ones get a number."""
    written = {entry.key for entry in entries}
    last_numbers: dict[str, int] = {}
    counts = Counter(entry.key for entry in entries)
    result: dict[str, Entry] = {}
    same_content: dict[Hashable, Entry] = {}
    for entry in entries:
        if counts[entry.key] > 1:
            copied = same_content.setdefault(_content(entry), entry)
            if copied is not entry:
                place = _place(copied, entry)
                message = f"is an identical copy of the entry in {place}; it is shown once"
                reports.append(entry.report(Subtype.DUPLICATE_KEY, message))
                continue
        first = result.setdefault(entry.key, entry)
        if first is entry:
            continue
        key = free_name(entry.key, written, last_numbers)
        written.add(key)
        message = (
            f"has the cite key of another entry ({_place(first, entry)});"
            f" this one is cited as “{key}”: give it a key of its own"
        )
        reports.append(entry.report(Subtype.DUPLICATE_KEY, message))
        result[key] = entry._replace(key=key)
    return Bibliography(tuple(result.values()), tuple(reports))


def _place(entry: Entry, seen_from: Entry) -> str:
    same_file = entry.path == seen_from.path
    return f"line {entry.line}" if same_file else f"{entry.path}:{entry.line}"


def _content(entry: Entry) -> Hashable:
    """Return what an entry says, however its lines are broken."""
    fields = ((name, " ".join(field.value.split())) for name, field in entry.fields.items())
    return entry.key, entry.type, frozenset(fields)
