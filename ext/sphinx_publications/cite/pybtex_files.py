"""The ``.bib`` files as pybtex reads them: the entries that sphinxcontrib-bibtex prints.

They are read as it would read them, one file after the other, so that a bibliography shows
what it shows without us. What would end its build ends the reading of one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pybtex.database
from pybtex.database.input.bibtex import Parser

from sphinx_publications.bib.file_bytes import read_file

__all__ = ["PybtexFiles", "read_files"]

#: Addresses that browsers run, or show as a page of this site.
_SCRIPT: Final = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
#: Characters that browsers pass over in an address.
_PASSED_OVER: Final = re.compile(r"[\x00-\x20]+")
#: A command that sphinxcontrib-bibtex makes a link of: all behind its name, and the address.
_COMMAND: Final = re.compile(r"\\(?:(?:text)?backslash\s*)?url\s*(\{[{\s]*([^}]*))", re.IGNORECASE)


class PybtexFiles(NamedTuple):
    """What pybtex has read in the ``.bib`` files."""

    #: Of all that decides what is read.
    fingerprint: str
    #: Cite key, in any case → its entry.
    entries: Mapping[str, pybtex.database.Entry]
    #: File → the cite keys of its entries.
    keys: Mapping[Path, tuple[str, ...]]
    #: File → what ends the reading in it, and with it the build of sphinxcontrib-bibtex; the
    #: line, if that is known.
    ended: Mapping[Path, tuple[str, int | None]]
    #: Cite key → an address of the entry that is a script. No link leads to it any more.
    scripts: Mapping[str, str]
    #: The subtypes and messages of sphinxcontrib-bibtex's own warnings.
    warnings: tuple[tuple[str, str], ...]


def read_files(paths: Iterable[Path], encoding: str, fingerprint: str) -> PybtexFiles:
    """Read the files *paths*, as :func:`sphinxcontrib.bibtex.bibfile.parse_bibdata` does.

    :param fingerprint: a digest of all that decides what is read.
    """
    parser = Parser(encoding)
    entries = parser.data.entries
    keys: dict[Path, tuple[str, ...]] = {}
    ended: dict[Path, tuple[str, int | None]] = {}
    warnings = []
    for path in paths:
        known = len(entries)
        if not path.is_file():
            warnings.append(("bibfile_error", f"could not open bibtex file {path}."))
        elif problem := read_file(path).problem:
            warnings.append(("bibfile_error", f"could not open bibtex file {path}: {problem}."))
        else:
            try:
                parser.parse_file(path)
            except pybtex.database.BibliographyDataError as error:
                message = f"bibliography data error in {path}: {error}"
                warnings.append(("bibfile_data_error", message))
            except Exception as error:
                # Syntax, names, encodings, braces too deep: whatever it is, the build goes on.
                ended[path] = (str(error) or type(error).__name__, getattr(error, "lineno", None))
        keys[path] = tuple(entries)[known:]
    scripts = {key: script for key in entries if (script := _disarm(entries[key]))}
    return PybtexFiles(fingerprint, entries, keys, ended, scripts, tuple(warnings))


def _disarm(entry: pybtex.database.Entry) -> str:
    """Have no link made of an address in *entry* that is a script; return one, or ""."""
    scripts = []

    def as_text(match: re.Match[str]) -> str:
        if not _is_script(match[2]):
            return match[0]
        scripts.append(match[2])
        return match[1]

    for name, value in [*entry.fields.items()]:
        if "url" in value.lower():
            entry.fields[name] = _COMMAND.sub(as_text, value)
    if _is_script(entry.fields.get("url", "")):
        scripts.append(entry.fields.pop("url"))
    return scripts[-1] if scripts else ""


def _is_script(address: str) -> bool:
    return bool(_SCRIPT.match(_PASSED_OVER.sub("", address)))
