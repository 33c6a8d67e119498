"""What was read of the ``.bib`` files, kept from one build to the next.

A head says from what it was read and what was wrong; every build reads it. The body are
the publications; only a build that has to show some reads it. Both may be deleted at any
time, and nothing is used that does not fit the files, the settings and the program as
they are now.
"""

from __future__ import annotations

import pickle
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_publications.bib.sources import read_source
from sphinx_publications.reading.file_kinds import real_path
from sphinx_publications.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_publications.model.publication import Publication
    from sphinx_publications.model.reports import Report

#: What a file begins with; to be changed with its form.
_MAGIC: Final = b"sphinx-publications 3\n"
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


class Head(NamedTuple):
    """From what the publications were read, and what was wrong with it."""

    #: All beside the files that decides what is read: settings and versions.
    circumstances: str
    sources: tuple[SourceState, ...]
    #: Files that entries link to → where they really were; "" if they were not there.
    linked: Mapping[str, str]
    #: When the files were read, in nanoseconds.
    read_at: int
    reports: tuple[Report, ...]
    #: How many publications there are.
    size: int

    @property
    def fingerprint(self) -> str:
        """A digest of all that decides what the publications are."""
        sources = [(source.path, source.digest) for source in self.sources]
        return digest((self.circumstances, sources, sorted(self.linked.items())))


def state_of(path: Path) -> SourceState:
    """Return the state of a file, which is read for it."""
    source = read_source(path)
    status = source.status
    if source.problem or status is None:
        return SourceState(str(path), -1, -1, -1, source.problem)
    times = status.st_mtime_ns, status.st_ctime_ns
    return SourceState(str(path), *times, status.st_size, digest(source.data))


def renewed(head: Head, circumstances: str, paths: Iterable[Path], root: Path) -> Head | None:
    """Return *head* if reading the files would give the same, else nothing.

    :param root: the folder that linked files are in.
    """
    if head.circumstances != circumstances:
        return None
    if [source.path for source in head.sources] != [str(path) for path in paths]:
        return None
    if any(real_path(root, name) != real for name, real in head.linked.items()):
        return None
    if all(_is_untouched(source, head.read_at) for source in head.sources):
        return head
    read_at = time.time_ns()
    states = tuple(state_of(Path(source.path)) for source in head.sources)
    if [state.digest for state in states] != [source.digest for source in head.sources]:
        return None
    return head._replace(sources=states, read_at=read_at)


def _is_untouched(source: SourceState, read_at: int) -> bool:
    try:
        status = Path(source.path).stat()
    except OSError:
        return False  # why it cannot be read may be another reason now
    now = status.st_mtime_ns, status.st_ctime_ns, status.st_size
    # Who replaces a file by one of the same time and size still changes its state now.
    same = now == (source.mtime, source.ctime, source.size)
    return same and source.mtime + _TICK < read_at


class Store:
    """Two files in a folder: what is kept."""

    def __init__(self, folder: Path) -> None:
        self.head_path = folder / "publications.pickle"
        self.body_path = folder / "publications-model.pickle"

    def head(self) -> Head | None:
        """Return the head of what is kept, if there is any that can be read."""
        head = load(self.head_path)
        return head if isinstance(head, Head) else None

    def publications(self, head: Head) -> tuple[Publication, ...] | None:
        """Return the publications that *head* is the head of, if they can be read."""
        match load(self.body_path):
            case (head.fingerprint, tuple(publications)):
                return publications
        return None

    def save(self, head: Head, publications: tuple[Publication, ...] | None = None) -> None:
        """Keep *head*, and *publications* where they are new.

        Where nothing can be written, nothing is kept.
        """
        with suppress(OSError):
            if publications is not None:
                save(self.body_path, (head.fingerprint, publications))
            save(self.head_path, head)


def load(path: Path) -> Any:
    """Return what :func:`save` has put into a file; None if there is no such thing."""
    try:
        data = path.read_bytes()
        if not data.startswith(_MAGIC):
            return None
        return pickle.loads(data[len(_MAGIC) :])  # noqa: S301 # as Sphinx's own, beside it
    except Exception:  # whatever it is, the file is of no use
        return None


def save(path: Path, value: Any) -> None:
    """Put *value* into a file in one step, for :func:`load`.

    :raises OSError: if that cannot be done.
    """
    write_whole(path, _MAGIC + pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def write_whole(path: Path, data: bytes) -> None:
    """Put *data* into the file *path* in one step: it is there whole or not at all.

    :raises OSError: if that cannot be done; the file is then as it was.
    """
    new = Path(f"{path}.new")
    new.write_bytes(data)
    new.replace(path)
