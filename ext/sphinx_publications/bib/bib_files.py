"""The contents of several ``.bib`` files → their entries, with distinct cite keys."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_publications.bib.decoding import decode_file
from sphinx_publications.bib.entries import Bibliography, Entry
from sphinx_publications.bib.file_bytes import FileBytes, cannot_be_read
from sphinx_publications.bib.parser import parse_bib
from sphinx_publications.bib.repeated_keys import with_distinct_keys
from sphinx_publications.model.reports import Report

__all__ = ["parse_bib_files"]


def parse_bib_files(
    files: Iterable[tuple[FileBytes, str]], encoding: str = "utf-8-sig", setting: str = ""
) -> Bibliography:
    """Return the entries of several ``.bib`` files.

    :param files: the content of each file, and its name in reports.
    :param encoding: the encoding of files that are not UTF-8. A file in neither is decoded
        in the encoding that it most likely is in, and reported.
    :param setting: the setting that names the files, for reports on files that cannot be read.
    """
    entries: list[Entry] = []
    reports: list[Report] = []
    for file, name in files:
        if file.problem:
            reports.append(cannot_be_read(file.problem, name, setting))
            continue
        text, problems = decode_file(file.data, encoding, name)
        parsed = parse_bib(text, name)
        entries += parsed.entries
        reports += [*problems, *parsed.reports]
    return with_distinct_keys(entries, reports)
