from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sphinx_publications.model.reports import Report, Subtype
from unit.helpers import read_files


def read_folder(folder: Path, files: Mapping[str, bytes | None]) -> tuple[list[str], list[str]]:
    """Write *files* (None: not at all), read them, and return all keys and reports."""
    for name, data in files.items():
        if data is not None:
            (folder / name).write_bytes(data)
    bibliography = read_files([(folder / name, name) for name in files])
    keys = [entry.key for entry in bibliography.entries]
    return keys, [f"{report.subtype}: {report}" for report in bibliography.reports]


def test_files_are_read_in_order(tmp_path: Path) -> None:
    files = {"b.bib": b"@misc{z}\n@misc{y}", "a.bib": b"@misc{x}"}
    assert read_folder(tmp_path, files) == (["z", "y", "x"], [])


def test_macros_hold_for_all_files_below(tmp_path: Path) -> None:
    files = {"a.bib": b'@string{m = "x"}', "b.bib": b"@misc{k, title = m}"}
    assert read_folder(tmp_path, files) == (["k"], [])


def test_a_macro_may_be_defined_in_a_file_below(tmp_path: Path) -> None:
    files = {"a.bib": b"@misc{k, title = m}", "b.bib": b'\n@string{m = "x"}'}
    assert read_folder(tmp_path, files) == (
        ["k"],
        [
            "macro: a.bib:1: k: field “title”: the @string “m” is defined below, in b.bib:2;"
            " it has this value (BibTeX wants it above)"
        ],
    )


def test_a_file_that_is_missing_costs_one_file(tmp_path: Path) -> None:
    assert read_folder(tmp_path, {"a.bib": None, "b.bib": b"@misc{k}"}) == (
        ["k"],
        ["file: a.bib: cannot be read: No such file or directory"],
    )


@pytest.mark.parametrize(
    ("data", "reports"),
    [
        pytest.param("ü", [], id="utf-8"),
        pytest.param("\N{ZERO WIDTH NO-BREAK SPACE}ü", [], id="utf-8 with a byte order mark"),
    ],
)
def test_encoding(tmp_path: Path, data: str, reports: list[str]) -> None:
    file = tmp_path / "a.bib"
    file.write_text(f"{data[:-1]}@misc{{{data[-1]}}}", encoding="utf-8")
    bibliography = read_files([(file, "a.bib")])
    assert [entry.key for entry in bibliography.entries] == ["ü"]
    assert bibliography.reports == ()


def test_a_file_in_another_encoding_is_read_and_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_bytes("@misc{k, title = {Größe – 5 €}}".encode("cp1252"))
    bibliography = read_files([(file, "a.bib")])
    assert [entry.fields["title"].value for entry in bibliography.entries] == ["Größe – 5 €"]
    assert bibliography.reports == (
        Report(
            Subtype.FILE,
            "is not in UTF-8; it was read as Western European (Windows-1252), which is a guess."
            " To save it in UTF-8, choose “UTF-8” under “Save with encoding” in your editor, or"
            " run: iconv -f Windows-1252 -t UTF-8 a.bib > a-utf8.bib. If letters are wrong, say"
            ' what it is in, such as bibtex_encoding = "cp1250" in conf.py'
            " (--encoding cp1250 for the checker)",
            "a.bib",
        ),
    )


def test_a_key_used_twice_is_told_apart(tmp_path: Path) -> None:
    files = {
        "a.bib": b"@misc{k, title = {A}}\n@misc{k, title = {B}}\n@misc{k-2}",
        "b.bib": b"\n@misc{k, title = {C}}",
    }
    advice = "; this one is cited as “{}”: give it a key of its own"
    assert read_folder(tmp_path, files) == (
        ["k", "k-3", "k-2", "k-4"],
        [
            "duplicate_key: a.bib:2: k: has the cite key of another entry (line 1)"
            + advice.format("k-3"),
            "duplicate_key: b.bib:2: k: has the cite key of another entry (a.bib:1)"
            + advice.format("k-4"),
        ],
    )


def test_a_copy_is_shown_once(tmp_path: Path) -> None:
    files = {"a.bib": b"@misc{k, a = {A}, b = 1}", "b.bib": b'@Misc{k,\n b = "1",\n a = {A}}'}
    assert read_folder(tmp_path, files) == (
        ["k"],
        [
            "duplicate_key: b.bib:1: k: is an identical copy of the entry in a.bib:1;"
            " it is shown once"
        ],
    )
