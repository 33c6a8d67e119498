"""The contents of several ``.bib`` files → their entries, with distinct cite keys."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_publications.bib.decoding import decode_file
from sphinx_publications.bib.entries import Bibliography
from sphinx_publications.bib.evaluation import evaluate
from sphinx_publications.bib.file_bytes import FileBytes, cannot_be_read
from sphinx_publications.bib.parser import parse_file
from sphinx_publications.bib.repeated_keys import with_distinct_keys
from sphinx_publications.bib.syntax import ParsedFile

__all__ = ["parse_bib", "parse_bib_files"]


def parse_bib(text: str, path: str) -> Bibliography:
    """Return the entries in the *text* of one file; repeated cite keys are kept.

    :param path: the name of the file in reports.
    """
    return evaluate([parse_file(text, path)])


def parse_bib_files(
    files: Iterable[tuple[FileBytes, str]], encoding: str = "utf-8-sig", setting: str = ""
) -> Bibliography:
    """Return the entries of several ``.bib`` files.

    :param files: the content of each file, and its name in reports.
    :param encoding: the encoding of files that are not UTF-8. A file in neither is decoded
        in the encoding that it most likely is in, and reported.
    :param setting: the setting that names the files, for reports on files that cannot be read.
    """
    parsed: list[ParsedFile] = []
    for file, name in files:
        if file.problem:
            parsed.append(ParsedFile("", name))
            parsed[-1].reports.append(cannot_be_read(file.problem, name, setting))
            continue
        text, problems = decode_file(file.data, encoding, name)
        parsed.append(parse_file(text, name))
        parsed[-1].reports[:0] = problems
    bibliography = evaluate(parsed)
    return with_distinct_keys([*bibliography.entries], [*bibliography.reports])
