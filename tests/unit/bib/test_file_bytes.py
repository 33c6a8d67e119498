from __future__ import annotations

import errno
import io
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_publications.bib import file_bytes
from sphinx_publications.bib.file_bytes import LARGEST, FileBytes, read_file, read_stream
from sphinx_publications.incremental.reading_record import state_of

TOO_LARGE = "it has more than 100,000,000 bytes: split it, if it is a .bib file"
CIRCLE = "its symbolic links lead in a circle: put the file itself there"
PIPE = "it is a named pipe: name a .bib file instead"
DEVICE = "it is a device: name a .bib file instead"


def a_socket(path: Path) -> None:
    # A socket's address is short, the path of a test's folder is not.
    descriptor = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as it:
        it.bind(f"/proc/self/fd/{descriptor}/{path.name}")
    os.close(descriptor)


def a_pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def holes(path: Path, size: int) -> None:
    path.touch()
    os.truncate(path, size)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        pytest.param(lambda it: None, "No such file or directory", id="nothing"),
        pytest.param(os.mkfifo, PIPE, id="pipe"),
        pytest.param(os.mkdir, "it is a folder: name the .bib files in it", id="folder"),
        pytest.param(a_socket, "it is a socket: name a .bib file instead", id="socket"),
        pytest.param(lambda it: it.symlink_to("/dev/zero"), DEVICE, id="endless"),
        pytest.param(lambda it: it.symlink_to("/dev/tty"), DEVICE, id="terminal"),
        pytest.param(lambda it: it.symlink_to(it.name), CIRCLE, id="circle"),
        pytest.param(
            lambda it: (it.symlink_to("other.bib"), (it.parent / "other.bib").symlink_to(it.name)),
            CIRCLE,
            id="circle of two",
        ),
        pytest.param(
            lambda it: it.symlink_to("nowhere.bib"),
            "it is a symbolic link to “nowhere.bib”, where no file is: correct the link",
            id="dangling link",
        ),
        pytest.param(
            lambda it: it.symlink_to(a_pipe(it.parent / "pipe")),
            PIPE,
            id="link to a pipe",
        ),
        pytest.param(lambda it: holes(it, LARGEST + 1), TOO_LARGE, id="too large"),
        pytest.param(lambda it: holes(it, 1 << 40), TOO_LARGE, id="terabyte of nothing"),
    ],
)
def test_what_is_no_file_is_said(
    tmp_path: Path, make: Callable[[Path], object], problem: str
) -> None:
    path = tmp_path / "pubs.bib"
    make(path)
    assert read_file(path) == FileBytes(problem=problem)
    assert state_of(path) == (str(path), -1, -1, -1, problem)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("a\0.bib", "no file can have this name: correct it"),
        ("\ud800.bib", "no file can have this name: correct it"),
        ("a" * 300, "its name is too long for a file: shorten it"),
        ("a/" * 3000, "its name is too long for a file: shorten it"),
        (
            f"{Path(__file__).name}/a.bib",
            "No such file or directory (part of its path is no folder)",
        ),
        ("nowhere/a.bib", "No such file or directory"),
    ],
    ids=["zero", "surrogate", "long", "deep", "in a file", "in no folder"],
)  # fmt: skip
def test_names_of_no_file(name: str, problem: str) -> None:
    assert read_file(Path(__file__).parent / name) == FileBytes(problem=problem)


MATCHED = "it is a pattern: name each file that it matches"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("refs/*.bib", f"{MATCHED} (“a.bib”, “b.bib”)"),
        (r"refs\*.bib", f"{MATCHED} (“a.bib”, “b.bib”)"),
        ("refs/[ab].bib", f"{MATCHED} (“a.bib”, “b.bib”)"),
        ("r*/?.bib", f"{MATCHED} (“refs/a.bib”, “refs/b.bib”)"),
        ("**/?.*", f"{MATCHED} (“many/0.bib”, “many/1.bib”, “many/2.bib”, “many/3.bib”,"
                   " “many/4.bib” and 5 more)"),
        ("refs/*.ris", "it is a pattern: name each file"),
        ("/*.bib", "it is a pattern: name each file"),
        (r"refs\a.bib", "write “refs/a.bib”: folders are separated by “/”"),
        (r"./refs/deep\er/c.bib", "write “deep/er/c.bib”: folders are separated by “/”"),
        (r"refs\c.bib", "No such file or directory"),
        (r"C:\refs\a.bib", "No such file or directory"),
    ],
)  # fmt: skip
def test_names_that_are_notations_of_something_else(
    tmp_path: Path, name: str, problem: str
) -> None:
    for file in [
        "refs/a.bib",
        "refs/b.bib",
        "refs/deep/er/c.bib",
        *map("many/{}.bib".format, range(7)),
    ]:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).touch()
    (tmp_path / "refs/d.bib").mkdir()
    assert read_file(tmp_path / name) == FileBytes(problem=problem)


def test_a_file_with_the_name_of_a_pattern_is_read(tmp_path: Path) -> None:
    (tmp_path / "a*.bib").write_bytes(b"one")
    (tmp_path / r"refs\a.bib").write_bytes(b"two")
    assert read_file(tmp_path / "a*.bib").data == b"one"
    assert read_file(tmp_path / r"refs\a.bib").data == b"two"


def test_a_file_is_read_with_its_status(tmp_path: Path) -> None:
    path = tmp_path / "pubs.bib"
    path.write_bytes(b"@misc{k}\r\n\xff\0" * 300_000)
    assert read_file(path) == FileBytes(path.read_bytes(), "", path.stat())


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (errno.EACCES, "you have no permission to read it: change that (chmod u+r)"),
        (errno.ENOENT, "No such file or directory"),
        (errno.EIO, "Input/output error"),
        (errno.EWOULDBLOCK, "Resource temporarily unavailable"),
    ],
    ids=["forbidden", "deleted meanwhile", "broken disk", "locked"],
)
def test_a_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, problem: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "pubs.bib"
    path.touch()
    monkeypatch.setattr(os, "open", refuse)
    assert read_file(path) == FileBytes(problem=problem)


def test_a_file_that_has_become_a_pipe_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pubs.bib"
    path.touch()
    before = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda self: before)
    assert read_file(path) == FileBytes(problem=PIPE)


def test_a_stream_without_an_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/zero").open("rb") as stream:
        monkeypatch.setattr(file_bytes, "LARGEST", 5_000_000)
        assert read_stream(stream) == FileBytes(problem=TOO_LARGE)
    assert read_stream(io.BytesIO(b"x" * 5_000_000)) == FileBytes(b"x" * 5_000_000)
    assert read_stream(io.BytesIO(b"x" * 5_000_001)) == FileBytes(problem=TOO_LARGE)
