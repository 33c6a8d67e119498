"""The bytes of a ``.bib`` file, or the reason why there are none.

Anything may have the name of a ``.bib`` file. Only regular files are opened: a named pipe
would wait for a writer, and a device may have no end.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from sphinx_publications.model.reports import Report, Subtype

__all__ = [
    "BIBFILES", "IN_A_CIRCLE", "LARGEST", "NO_NAME", "FileBytes", "cannot_be_read", "name_problem",
    "read_file", "read_standard_input", "read_stream",
]  # fmt: skip

#: The setting that names a site's ``.bib`` files.
BIBFILES: Final = "bibtex_bibfiles"
#: Bound on the bytes of a file: 200,000 papers, which take a minute to read. A sparse file could
#: fill the memory.
LARGEST: Final = 100_000_000
IN_A_CIRCLE: Final = "its symbolic links lead in a circle: put the file itself there"
NO_NAME: Final = "no file can have this name: correct it"
#: Of the files that a pattern matches so many are named.
_SHOWN: Final = 5
_CHUNK: Final = 1_000_000
_TOO_LARGE: Final = f"it has more than {LARGEST:,} bytes: split it, if it is a .bib file"
#: Type of something that is no regular file → the problem.
_KINDS: Final = {
    stat.S_IFDIR: "it is a folder: name the .bib files in it",
    stat.S_IFIFO: "it is a named pipe: name a .bib file instead",
    stat.S_IFSOCK: "it is a socket: name a .bib file instead",
    stat.S_IFCHR: "it is a device: name a .bib file instead",
    stat.S_IFBLK: "it is a device: name a .bib file instead",
}
#: Error on opening a file → the problem, in the same words on all systems.
_REASONS: Final = {
    errno.ENOENT: "No such file or directory",
    errno.ENOTDIR: "No such file or directory (part of its path is no folder)",
    errno.ELOOP: IN_A_CIRCLE,
    errno.ENAMETOOLONG: "its name is too long for a file: shorten it",
    errno.EACCES: "you have no permission to read it: change that (chmod u+r)",
    errno.EPERM: "you have no permission to read it: change that (chmod u+r)",
}
#: Flags to open without waiting; a system without them has nothing that waits.
_AT_ONCE: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


def name_problem(find: Callable[[], Path]) -> str:
    """Return why a name leads to no place where a file could be, or "".

    :param find: returns the path of that name; it may resolve it.
    """
    try:
        find().resolve(strict=True)
    except ValueError:
        return NO_NAME
    except RuntimeError:  # before Python 3.13
        return IN_A_CIRCLE
    except OSError as error:
        return IN_A_CIRCLE if error.errno == errno.ELOOP else ""
    return ""


class FileBytes(NamedTuple):
    """The content of a file, or the problem why it cannot be read."""

    data: bytes = b""
    #: A clause such as "it is a folder: name the .bib files in it"; "" for a file that is read.
    problem: str = ""
    #: The status of the file from before it was read.
    status: os.stat_result | None = None


def read_file(path: Path) -> FileBytes:
    """Return the content of the file at *path*, or why it cannot be read. Never raises."""
    try:
        if problem := _problem(path.stat()):
            return FileBytes(problem=problem)
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE)) as file:
            status = os.fstat(file.fileno())
            if problem := _problem(status):  # another file may have got the name
                return FileBytes(problem=problem)
            return read_stream(file)._replace(status=status)
    except OSError as error:
        return FileBytes(problem=_reason(error, path))
    except ValueError:
        return FileBytes(problem=NO_NAME)


def read_standard_input() -> FileBytes:
    """Return the content of standard input, once it ends."""
    try:
        return read_stream(sys.stdin.buffer)
    except (AttributeError, OSError):
        return FileBytes(problem="there is no standard input")


def read_stream(stream: BinaryIO) -> FileBytes:
    """Return the content of *stream*, up to :data:`LARGEST` bytes.

    :raises OSError: if it cannot be read.
    """
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        data += chunk
        if len(data) > LARGEST:
            return FileBytes(problem=_TOO_LARGE)
    return FileBytes(bytes(data))


def cannot_be_read(problem: str, name: str, setting: str = "") -> Report:
    """Return the report on the file *name* that cannot be read.

    :param problem: as in :class:`FileBytes`.
    :param setting: the setting that names the file.
    """
    where = f"; nothing of it is shown ({setting} in conf.py names it)" if setting else ""
    return Report(Subtype.FILE, f"cannot be read: {problem}{where}", name or ".")


def _problem(status: os.stat_result) -> str:
    if stat.S_ISREG(status.st_mode):
        return _TOO_LARGE if status.st_size > LARGEST else ""
    return _KINDS.get(stat.S_IFMT(status.st_mode), "it is no file")


def _reason(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOENT:
        with suppress(OSError):  # if it is no link
            target = path.readlink()
            return f"it is a symbolic link to “{target}”, where no file is: correct the link"
        # Some patterns of shells are none of Python's.
        with suppress(OSError, ValueError):
            return _pattern(path) if set("*?[") & set(str(path)) else _backslashes(path)
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def _pattern(path: Path) -> str:
    """Return the problem of a pattern (``refs/*.bib``): which files have to be named."""
    pattern = Path(str(path).replace("\\", "/"))
    folder = next(parent for parent in pattern.parents if parent.is_dir())
    # A whole disk is not searched.
    found = () if folder.parent == folder else folder.glob(str(pattern.relative_to(folder)))
    names = sorted(f"“{it.relative_to(folder).as_posix()}”" for it in found if it.is_file())
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    shown = f" that it matches ({', '.join(names[:_SHOWN])}{more})" if names else ""
    return f"it is a pattern: name each file{shown}"


def _backslashes(path: Path) -> str:
    """Return the problem of a missing file, whose name may be as on Windows."""
    named = next((number for number, part in enumerate(path.parts) if "\\" in part), None)
    meant = Path(str(path).replace("\\", "/"))
    if named is None or not meant.is_file():
        return _REASONS[errno.ENOENT]
    return f"write “{'/'.join(meant.parts[named:])}”: folders are separated by “/”"
