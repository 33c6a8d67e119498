"""A ``.bib`` file is opened: in one place, for who compares it and for who reads it.

Under the name of one there may be anything. What is no file is not even opened: a named
pipe waits for a writer, a device may have no end.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_publications.model.reports import Report, Subtype

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

#: The setting that names the files of a site.
BIBFILES: Final = "bibtex_bibfiles"
#: So many bytes are read of one file: 200,000 papers, a minute. Without a bound a file that
#: has none, or holes, takes all memory.
LARGEST: Final = 100_000_000
IN_A_CIRCLE: Final = "its symbolic links lead in a circle: put the file itself there"
NO_NAME: Final = "no file can have this name: correct it"
_CHUNK: Final = 1_000_000
_TOO_LARGE: Final = f"it has more than {LARGEST:,} bytes: split it, if it is a .bib file"
#: What is no file, by its type.
_KINDS: Final = {
    stat.S_IFDIR: "it is a folder: name the .bib files in it",
    stat.S_IFIFO: "it is a named pipe: name a .bib file instead",
    stat.S_IFSOCK: "it is a socket: name a .bib file instead",
    stat.S_IFCHR: "it is a device: name a .bib file instead",
    stat.S_IFBLK: "it is a device: name a .bib file instead",
}
#: Why a file cannot be opened, in the same words wherever Python runs.
_REASONS: Final = {
    errno.ENOENT: "No such file or directory",
    errno.ENOTDIR: "No such file or directory (part of its path is no folder)",
    errno.ELOOP: IN_A_CIRCLE,
    errno.ENAMETOOLONG: "its name is too long for a file: shorten it",
    errno.EACCES: "you have no permission to read it: change that (chmod u+r)",
    errno.EPERM: "you have no permission to read it: change that (chmod u+r)",
}
#: Not to wait for anything; where a system has no such flag, nothing there waits.
_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class Source(NamedTuple):
    """What is in a file, or why nothing is read of it."""

    data: bytes = b""
    #: In words; "" if there is none.
    problem: str = ""
    #: As it was before the file was read.
    status: os.stat_result | None = None


class _NoFileError(Exception):
    """Nothing is read; the text says why."""


def read_source(path: Path) -> Source:
    """Return what is in the file *path*. What is no file is neither opened nor waited for."""
    try:
        _check(path.stat())
        with open(path, "rb", opener=_open_at_once) as file:
            status = os.fstat(file.fileno())
            _check(status)  # by now something else may have the name
            return read_stream(file)._replace(status=status)
    except _NoFileError as error:
        return Source(problem=str(error))
    except OSError as error:
        return Source(problem=_reason(error, path))
    except ValueError:
        return Source(problem=NO_NAME)


def read_standard_input() -> Source:
    """Return what is written to this process, once it ends."""
    try:
        return read_stream(sys.stdin.buffer)
    except (AttributeError, OSError):
        return Source(problem="there is no standard input")


def read_stream(stream: BinaryIO) -> Source:
    """Return what is in *stream*, if it ends.

    :raises OSError: if it cannot be read.
    """
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        data += chunk
        if len(data) > LARGEST:
            return Source(problem=_TOO_LARGE)
    return Source(bytes(data))


def unreadable(problem: str, name: str, setting: str = "") -> Report:
    """Return the report on a file of which nothing is read.

    :param setting: the one that names the file.
    """
    where = f"; nothing of it is shown ({setting} in conf.py names it)" if setting else ""
    return Report(Subtype.FILE, f"cannot be read: {problem}{where}", name or ".")


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _NoFileError(_KINDS.get(stat.S_IFMT(status.st_mode), "it is no file"))
    if status.st_size > LARGEST:
        raise _NoFileError(_TOO_LARGE)


def _reason(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOENT:
        with suppress(OSError):  # if it is no link, or not even that any more
            target = path.readlink()
            return f"it is a symbolic link to “{target}”, where no file is: correct the link"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
