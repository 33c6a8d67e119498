"""The checker as people run it: its whole output, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sphinx_publications
from sphinx_publications.check.terminal import as_json, as_text, encodable
from support import ROOT

BIB = """\
@misc{größe,
  author = {Erdős, Paul and 朱, 邦华},
  title = {A},
  year = {𝟚020},
  year = {2020},
  pdf = {Å – ‘x’…pdf},
}
"""
CLEAN = "@book{größe,\n author = {Erdős, Paul}, title = {„A“}, publisher = {P}, year = 2020}\n"
UTF_8 = {"PYTHONIOENCODING": "utf-8"}
ASCII = {"PYTHONIOENCODING": "ascii"}
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
IN_ASCII = """\
{name}:1: gr\\xf6\\xdfe: has no year [year]
{name}:1: gr\\xf6\\xdfe: J\\xf6rg M\\xfcller is not among the authors [owner]
{name}:5: gr\\xf6\\xdfe: field "year" is given twice; the first is used (\\U0001d7da020) \
[duplicate_field]
{name}:6: gr\\xf6\\xdfe: field "pdf" is neither a web address nor a file: "\\xc5 - 'x'...pdf" [link]
"""
IN_LATIN = """\
{name}:1: größe: has no year [year]
{name}:1: größe: Jörg Müller is not among the authors [owner]
{name}:5: größe: field "year" is given twice; the first is used (\\U0001d7da020) [duplicate_field]
{name}:6: größe: field "pdf" is neither a web address nor a file: "Å - 'x'...pdf" [link]
"""
IN_UTF_8 = """\
{name}:1: größe: has no year [year]
{name}:1: größe: Jörg Müller is not among the authors [owner]
{name}:5: größe: field “year” is given twice; the first is used (𝟚020) [duplicate_field]
{name}:6: größe: field “pdf” is neither a web address nor a file: “Å – ‘x’…pdf” [link]
"""
USAGE = """\
usage: python -m sphinx_publications check [-h] [--owner OWNER]
                                           [--format {text,json,gcc,github}]
                                           [--disable RULE] [--root ROOT]
                                           [--pages] [--base-url BASE_URL]
                                           [--encoding ENCODING]
                                           FILE [FILE ...]
python -m sphinx_publications check: error: """


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pubs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "Größe.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "clean.bib").write_text(CLEAN, encoding="utf-8")


def check(
    arguments: Sequence[str], environment: Mapping[str, str], data: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "sphinx_publications", "check", *arguments]
    environment = {"PYTHONPATH": str(ROOT / "ext"), **environment}
    return subprocess.run(command, input=data, capture_output=True, check=False, env=environment)


def test_other_processes_run_the_code_that_is_tested() -> None:
    code = "import sphinx_publications; print(sphinx_publications.__file__)"
    command = [sys.executable, "-c", code]
    environment = {"PYTHONPATH": str(ROOT / "ext"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert done.stdout.decode().strip() == sphinx_publications.__file__


@pytest.mark.parametrize(
    ("environment", "encoding", "expected"),
    [
        ({"PYTHONIOENCODING": "utf-8"}, "utf-8", IN_UTF_8),
        ({"PYTHONIOENCODING": "ascii"}, "ascii", IN_ASCII),
        ({"PYTHONIOENCODING": "ascii:replace"}, "ascii", IN_ASCII),
        (C_LOCALE, "ascii", IN_ASCII),
        ({**C_LOCALE, "LC_ALL": "POSIX"}, "ascii", IN_ASCII),
        ({"LC_ALL": "C"}, "utf-8", IN_UTF_8),
        ({"PYTHONIOENCODING": "latin-1"}, "latin-1", IN_LATIN),
        ({"PYTHONIOENCODING": "cp1252"}, "cp1252", IN_UTF_8.replace("𝟚", "\\U0001d7da")),
        ({"PYTHONIOENCODING": "utf-16"}, "utf-16", IN_UTF_8),
    ],
    ids=["utf-8", "ascii", "replace", "C", "POSIX", "coerced", "latin-1", "cp1252", "utf-16"],
)
@pytest.mark.parametrize("name", ["pubs.bib", "Größe.bib"])
def test_characters_that_the_terminal_lacks(
    environment: dict[str, str], encoding: str, expected: str, name: str
) -> None:
    done = check([name, "--owner", "Müller, Jörg"], environment)
    shown = name.encode("ascii", "backslashreplace").decode() if expected == IN_ASCII else name
    assert done.stdout.decode(encoding) == expected.format(name=shown)
    assert (done.stderr, done.returncode) == (b"", 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_healthy_file_is_healthy_everywhere(encoding: str) -> None:
    done = check(["clean.bib"], {"PYTHONIOENCODING": encoding})
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


@pytest.mark.parametrize("environment", [UTF_8, ASCII, C_LOCALE], ids=["utf-8", "ascii", "C"])
def test_json_says_the_same_everywhere(environment: dict[str, str]) -> None:
    done = check(["pubs.bib", "--format", "json"], environment)
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"file": "pubs.bib", "line": line, "key": "größe", "rule": rule, "message": message}
        for line, rule, message in (
            (1, "year", "has no year"),
            (5, "duplicate_field", "field “year” is given twice; the first is used (𝟚020)"),
            (6, "link", "field “pdf” is neither a web address nor a file: “Å – ‘x’…pdf”"),
        )
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("gcc", b"pubs.bib:1:1: warning: gr\\xf6\\xdfe: has no year [year]"),
        ("github", b"::warning file=pubs.bib,line=1,title=year::gr\\xf6\\xdfe: has no year"),
    ],
)
def test_other_formats_in_ascii(name: str, line: bytes) -> None:
    done = check(["pubs.bib", "--format", name], ASCII)
    assert done.stdout.splitlines()[0] == line
    assert (done.stderr, done.returncode) == (b"", 1)


@given(text=st.text(), encoding=st.sampled_from(["ascii", "latin-1", "cp437", "gbk", "utf-8"]))
def test_whatever_is_said_fits(text: str, encoding: str) -> None:
    for escape in (as_text, as_json):
        encodable(text, encoding, escape).encode(encoding)
    written = encodable(json.dumps(text, ensure_ascii=False), encoding, as_json)
    assert json.loads(written) == text
    if text.isascii():
        assert encodable(text, encoding) == text


@pytest.mark.parametrize("arguments", [["many.bib"], ["many.bib", "--format", "json"], ["--help"]])
def test_who_reads_no_more_gets_no_traceback(tmp_path: Path, arguments: list[str]) -> None:
    # More than a pipe holds, and an output that is written when Python ends.
    (tmp_path / "many.bib").write_text("@misc{k}\n\n@article{x}\n" * 3000, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "sphinx_publications", "check", *arguments]
    environment = {"PYTHONPATH": str(ROOT / "ext"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, stdout=writing, stderr=subprocess.PIPE, check=False, env=environment
    )
    os.close(writing)
    assert (done.stderr, done.returncode) == (b"", 1)


@pytest.mark.parametrize(
    ("redirected", "said", "status"),
    [
        ("pubs.bib >&-", "", 1),
        ("clean.bib >&-", "", 0),
        ("clean.bib >/dev/full", "", 0),
        (
            "pubs.bib >/dev/full",
            "error: the reports cannot be written: No space left on device\n",
            1,
        ),
    ],
)
def test_an_output_that_takes_nothing(redirected: str, said: str, status: int) -> None:
    command = f"{sys.executable} -m sphinx_publications check {redirected}"
    environment = {"PYTHONPATH": str(ROOT / "ext"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, check=False, env=environment
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", said, status)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--disable", "page", "pubs.bib"],
         'argument --disable: "page" is none of the rules; did you mean "pages"?\n'),
        (["--disable", "Größe", "pubs.bib"],
         'argument --disable: "Gr\\xf6\\xdfe" is none of the rules: required, findable, year,'
         " pages, identifier, similar-title, preprint, name-variant, owner, local-file, capitals,"
         " scholar, file,"
         " syntax, duplicate_key, duplicate_field, macro, entry_type, crossref, name, latex,"
         " bibliography, field,"
         " link, filter, option, config, key, math\n"),
        (["--format", "xml", "pubs.bib"],
         "argument --format: invalid choice: 'xml'"
         " (choose from 'text', 'json', 'gcc', 'github')\n"),
        (["--root", "nowhere", "pubs.bib"], 'argument --root: there is no folder "nowhere"\n'),
        ([], "the following arguments are required: FILE\n"),
    ],
    ids=["rule", "no rule", "format", "folder", "none"],
)  # fmt: skip
def test_wrong_arguments(arguments: list[str], said: str) -> None:
    done = check(arguments, {**ASCII, "COLUMNS": "80"})
    assert (done.stdout, done.stderr.decode()) == (b"", USAGE + said)
    assert done.returncode == 2


def test_files_that_are_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.bib")
    (tmp_path / "loop.bib").symlink_to("loop.bib")
    done = check([".", "missing.bib", "pipe.bib", "/dev/zero", "loop.bib", "clean.bib"], UTF_8)
    assert done.stdout.decode().splitlines() == [
        ".: cannot be read: it is a folder: name the .bib files in it [file]",
        "missing.bib: cannot be read: No such file or directory [file]",
        "pipe.bib: cannot be read: it is a named pipe: name a .bib file instead [file]",
        "/dev/zero: cannot be read: it is a device: name a .bib file instead [file]",
        "loop.bib: cannot be read: its symbolic links lead in a circle: put the file itself there"
        " [file]",
    ]
    assert (done.stderr, done.returncode) == (b"", 1)


def test_standard_input() -> None:
    source = CLEAN.replace("größe", "süd").replace("{„A“}", "{Öl}").replace("ő", "ö")
    done = check(["clean.bib", "-"], ASCII, source.encode("cp1252"))
    assert done.stdout.decode().splitlines() == [
        "<stdin>: is not in UTF-8; it was read as Western European (Windows-1252), which is a"
        ' guess. To save it in UTF-8, choose "UTF-8" under "Save with encoding" in your editor,'
        " or run: iconv -f Windows-1252 -t UTF-8 '<stdin>' > '<stdin>-utf8.bib'. If letters"
        ' are wrong, say what it is in, such as bibtex_encoding = "cp1250" in conf.py'
        " (--encoding cp1250 for the checker) [file]",
        '<stdin>:1: s\\xfcd: "Paul Erd\\xf6s" is "Paul Erd\\u0151s" in "gr\\xf6\\xdfe"'
        " (clean.bib:1): one person, spelled in two ways? [name-variant]",
    ]
    assert (done.stderr, done.returncode) == (b"", 1)
