"""From what the publications were read; whether reading the ``.bib`` files would give the same."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_publications.bib.file_bytes import read_file
from sphinx_publications.model.reports import Report
from sphinx_publications.reading.local_files import real_path
from sphinx_publications.text.digests import digest

__all__ = ["ReadingRecord", "SourceState", "state_of"]

#: Two changes within one tick of a file system's clock look like one. A file that was
#: changed so shortly before it was read is compared by its content the next time.
_TICK: Final = 2_000_000_000  # nanoseconds: FAT has the coarsest clock


class SourceState(NamedTuple):
    """A ``.bib`` file as it was read."""

    path: str
    #: Times of modification and change in nanoseconds, size in bytes; −1 if it was not read.
    mtime: int
    ctime: int
    size: int
    #: Of the content; or else why there is none.
    digest: str

    def is_untouched(self, read_at: int) -> bool:
        """Tell whether the file is certainly the one that was read at *read_at*."""
        try:
            status = Path(self.path).stat()
        except OSError:
            return False  # why it cannot be read may be another reason now
        now = status.st_mtime_ns, status.st_ctime_ns, status.st_size
        # A file that replaces another of the same time and size has another time of change.
        return now == (self.mtime, self.ctime, self.size) and self.mtime + _TICK < read_at


def state_of(path: Path) -> SourceState:
    """Return the state of the file *path*, whose content is read for it."""
    source = read_file(path)
    status = source.status
    if source.problem or status is None:
        return SourceState(str(path), -1, -1, -1, source.problem)
    times = status.st_mtime_ns, status.st_ctime_ns
    return SourceState(str(path), *times, status.st_size, digest(source.data))


class ReadingRecord(NamedTuple):
    """From what the publications were read, and what was wrong with it."""

    #: All beside the files that decides what is read: settings and versions.
    circumstances: str
    sources: tuple[SourceState, ...]
    #: The files that entries link to → where they really were; "" if they were not there.
    linked: Mapping[str, str]
    #: When the ``.bib`` files were read, in nanoseconds.
    read_at: int
    reports: tuple[Report, ...]
    #: The number of publications that lists may show.
    size: int

    @property
    def fingerprint(self) -> str:
        """A digest of all that decides what the publications are."""
        sources = [(source.path, source.digest) for source in self.sources]
        return digest((self.circumstances, sources, sorted(self.linked.items())))

    def revalidated(
        self, circumstances: str, paths: Iterable[Path], root: Path
    ) -> ReadingRecord | None:
        """Return the record of reading *paths* now if it would give the same, else None.

        :param root: the folder that linked files are in.
        """
        if self.circumstances != circumstances:
            return None
        if [source.path for source in self.sources] != [str(path) for path in paths]:
            return None
        if any(real_path(root, name) != real for name, real in self.linked.items()):
            return None
        if all(source.is_untouched(self.read_at) for source in self.sources):
            return self
        read_at = time.time_ns()
        states = tuple(state_of(Path(source.path)) for source in self.sources)
        if [state.digest for state in states] != [source.digest for source in self.sources]:
            return None
        return self._replace(sources=states, read_at=read_at)
