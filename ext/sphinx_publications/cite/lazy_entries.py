"""The entries that sphinxcontrib-bibtex works with, read when somebody asks for one.

They are pybtex's own. Where pybtex, or a style, ends the build at an entry, one that is made
of the publication stands in for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pybtex.database
from pybtex.style.template import FieldIsMissing

from sphinx_publications.cite.pybtex_files import PybtexFiles
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext import lazy_printing

if TYPE_CHECKING:
    from sphinx_publications.model.library import Library

__all__ = ["EntrySource", "LazyEntries", "LazyKeys"]

V = TypeVar("V")
_STANDS_IN: Final = "in bibliographies this extension's own reading stands in"


class EntrySource:
    """The entries of all ``.bib`` files."""

    def __init__(
        self,
        digest_files: Callable[[], str],
        read_files: Callable[[str], PybtexFiles],
        open_library: Callable[[], Library],
    ) -> None:
        """Take what is called when somebody first asks for what it returns.

        :param digest_files: returns a digest of all that decides what is read.
        :param read_files: returns what pybtex reads, for that digest.
        :param open_library: returns the publications, for stand-ins.
        """
        self._digest_files, self._read_files = digest_files, read_files
        self._open_library = open_library
        self._stand_ins: dict[str, pybtex.database.Entry] = {}
        #: The cite keys of entries that have stand-ins at this moment.
        self.unprintable: set[str] = set()
        self._reported: set[Report] = set()

    @cached_property
    def fingerprint(self) -> str:
        """A digest of all that decides what the entries are."""
        return self._digest_files()

    @cached_property
    def files(self) -> PybtexFiles:
        """What pybtex has read."""
        return self._read_files(self.fingerprint)

    @property
    def is_read(self) -> bool:
        """Somebody has asked for entries."""
        return "files" in vars(self)

    @cached_property
    def keys(self) -> Mapping[Path, Mapping[str, None]]:
        """File → the cite keys of its entries, in their order, in an ordered set."""
        files = self.files
        keys = {path: dict.fromkeys(names) for path, names in files.keys.items()}
        for path in files.ended:
            for key in self._open_library().files.get(path, ()):
                if key not in files.entries:
                    keys[path][key] = None
        return keys

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Another cite key of an entry, by biblatex's ``ids`` → its cite key."""
        if self.files.ended:
            return self._open_library().aliases
        aliases: dict[str, str] = {}
        for key, entry in self.files.entries.items():
            for alias in map(str.strip, entry.fields.get("ids", "").split(",")):
                if alias and alias not in self.files.entries:
                    aliases.setdefault(alias, key)
        return aliases

    def entry(self, key: str) -> pybtex.database.Entry:
        """Return the entry with the cite key *key*, in any case.

        :raises KeyError: if there is none.
        """
        entry = self.files.entries.get(key)
        if entry is not None and entry.key not in self.unprintable:
            return entry
        if entry is None and not self.files.ended:
            raise KeyError(key)
        return self._stand_in(key, entry)

    def _stand_in(self, key: str, entry: pybtex.database.Entry | None) -> pybtex.database.Entry:
        publication = self._open_library().find(key)
        if publication is not None:
            made = lazy_printing.to_pybtex(publication)
        elif entry is not None:  # one that only pybtex reads, such as one behind a "%"
            made = lazy_printing.bare_entry(entry.key, entry.fields.get("title", ""))
        else:
            raise KeyError(key)
        return self._stand_ins.setdefault(made.key, made)

    @contextmanager
    def replacing(
        self, keys: Iterable[str], styles: Sequence[Any], *, lacking: bool
    ) -> Iterator[list[Report]]:
        """Have stand-ins for entries that one of *styles* cannot print, and give new reports.

        :param lacking: whether those are among them that lack a field. In bibliographies they
            end no build: sphinxcontrib-bibtex says there what is missing.
        """
        reports = []
        for key in filter(self.files.entries.__contains__, dict.fromkeys(keys)):
            entry = self.entry(key)
            problem = next(filter(None, (_problem(entry, style, lacking) for style in styles)), "")
            if problem:
                message = f"pybtex cannot print it ({problem}); {_STANDS_IN}"
                reports.append(self._report(entry.key, message))
                self.unprintable.add(entry.key)
        new = [report for report in reports if report not in self._reported]
        self._reported.update(new)
        try:
            yield new
        finally:
            self.unprintable.clear()

    def reports(self, names: Mapping[Path, str]) -> list[Report]:
        """Return what there is to say of the files.

        :param names: file → the name that reports use for it.
        """
        if not (self.files.ended or self.files.scripts):
            return []
        library, reports = self._open_library(), []
        for path, (problem, line) in self.files.ended.items():
            message = f"pybtex cannot read on here ({problem}); {_STANDS_IN} for all that follows"
            first = next((key for key in self.keys[path] if key not in self.files.entries), None)
            at = library.by_key[first].line if first and line is None else line
            reports.append(Report(Subtype.BIBLIOGRAPHY, message, names[path], at))
        for key, address in self.files.scripts.items():
            message = f"“{address}” is a script; in bibliographies no link is made of it"
            reports.append(self._report(key, message))
        return reports

    def _report(self, key: str, message: str) -> Report:
        publication = self._open_library().find(key)
        path, line = (publication.path, publication.line) if publication else ("", None)
        return Report(Subtype.BIBLIOGRAPHY, message, path, line, key)


def _problem(entry: pybtex.database.Entry, style: Any, lacking: bool) -> str:
    """Return why a style of pybtex ends the build at *entry*, or ""."""
    try:
        list(style.format_labels(style.sort([entry])))
        style.format_entry("", entry)
    except FieldIsMissing as error:
        return str(error) if lacking else ""
    except AttributeError as error:
        is_type = str(error).endswith(f"'format_{entry.type}'")
        return f"the style has no entry type “{entry.type}”" if is_type else str(error)
    except Exception as error:  # whatever it is
        return str(error) or type(error).__name__
    return ""


class _ByCiteKey(Mapping[str, V]):
    """A mapping with cite keys as keys; as a pickle it is empty.

    Each build makes its own: it shall cost nothing to keep them with the environment.
    """

    def __init__(self, source: EntrySource | None = None) -> None:
        self.source = source

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()

    def _keys(self) -> Collection[str]:
        raise NotImplementedError


class LazyEntries(_ByCiteKey[pybtex.database.Entry]):
    """Cite key, in any case → its entry."""

    def __getitem__(self, key: str) -> pybtex.database.Entry:
        if self.source is None:
            raise KeyError(key)
        return self.source.entry(key)

    def _keys(self) -> Collection[str]:
        return list(chain.from_iterable(self.source.keys.values())) if self.source else ()


class LazyKeys(_ByCiteKey[None]):
    """The cite keys of one file, as the keys of a mapping: a set with an order."""

    def __init__(self, source: EntrySource | None = None, path: Path = Path()) -> None:
        super().__init__(source)
        self.path = path

    def __getitem__(self, key: str) -> None:
        return self._keys()[key]

    def _keys(self) -> Mapping[str, None]:
        return self.source.keys[self.path] if self.source else {}
