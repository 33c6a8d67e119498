"""``.bib`` files → the entries of all of them, with distinct keys."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_publications.bib.decoding import decode_file
from sphinx_publications.bib.entries import Bibliography
from sphinx_publications.bib.file_bytes import read_source, unreadable
from sphinx_publications.bib.parser import read_text
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.safe_names import free_name

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from pathlib import Path

    from sphinx_publications.bib.entries import Entry
    from sphinx_publications.bib.file_bytes import Source


def read_files(files: Iterable[tuple[Path, str]], encoding: str = "utf-8-sig") -> Bibliography:
    """Return the entries of several ``.bib`` files; see :func:`read_sources`."""
    return read_sources(((read_source(path), name) for path, name in files), encoding)


def read_sources(
    sources: Iterable[tuple[Source, str]], encoding: str = "utf-8-sig", setting: str = ""
) -> Bibliography:
    """Return the entries of several ``.bib`` files.

    :param sources: what is in each file, and the name under which reports mention it.
    :param encoding: what files are in that are not UTF-8. One that is in neither is read
        in the encoding that it most likely is in, and reported.
    :param setting: the one that names the files, to be said where one cannot be read.
    """
    entries: list[Entry] = []
    reports: list[Report] = []
    for source, name in sources:
        if source.problem:
            reports.append(unreadable(source.problem, name, setting))
            continue
        text, problems = decode_file(source.data, encoding, name)
        reports += problems
        read = read_text(text, name)
        entries += read.entries
        reports += read.reports
    return _unique(entries, reports)


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
