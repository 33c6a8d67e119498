from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.bibtex import Bibliography, Entry, Field, read_files, read_text
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def values(source: str) -> list[tuple[str, dict[str, str]]]:
    """Return the key and the values of each entry in *source*, which is without fault."""
    bibliography = read_text(source, "pubs.bib")
    assert bibliography.reports == ()
    return [
        (entry.key, {name: field.value for name, field in entry.fields.items()})
        for entry in bibliography.entries
    ]


def keys_and_reports(source: str) -> tuple[list[str], list[str]]:
    bibliography = read_text(source, "pubs.bib")
    keys = [entry.key for entry in bibliography.entries]
    return keys, [f"{report.subtype}: {report}" for report in bibliography.reports]


def test_an_entry_knows_its_place() -> None:
    source = "% A comment\n@Article{Key:1,\n  Title = {A\n  B},\n  year = 2020\n}\n"
    assert read_text(source, "pubs.bib") == Bibliography(
        (
            Entry(
                "Key:1",
                "article",
                {"title": Field("A\n  B", 3), "year": Field("2020", 5)},
                "pubs.bib",
                2,
            ),
        )
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_lines_count_alike_on_all_systems(line_end: str) -> None:
    source = line_end.join(["", "@misc{a,", " title = {A},", "}", "@misc{b}"])
    entries = read_text(source, "pubs.bib").entries
    assert [(entry.key, entry.line) for entry in entries] == [("a", 2), ("b", 5)]
    assert entries[0].fields == {"title": Field("A", 3)}


ENTRIES = {
    "braces": ("@misc{k, a = {x {Y} z}}", {"a": "x {Y} z"}),
    "quotes": ('@misc{k, a = "x {Y} z"}', {"a": "x {Y} z"}),
    "quotes in braces in quotes": ('@misc{k, a = "x{"}y"}', {"a": 'x{"}y'}),
    "umlaut in quotes": (r'@misc{k, a = "G{\"o}del"}', {"a": r"G{\"o}del"}),
    "quote in braces": ('@misc{k, a = {x"y}}', {"a": 'x"y'}),
    "number": ("@misc{k, a = 12}", {"a": "12"}),
    "parentheses": ("@misc(k, a = {x})", {"a": "x"}),
    "type that begins like a comment": ("@commentary{k, a = {x}}", {"a": "x"}),
    "comma at the end": ("@misc{k, a = {x},}", {"a": "x"}),
    "no fields": ("@misc{k}", {}),
    "no fields, comma": ("@misc{k,}", {}),
    "empty value": ("@misc{k, a = {}}", {"a": ""}),
    "white space everywhere": ("@misc {\n k\n ,\n a\n =\n {x}\n}", {"a": "x"}),
    "white space in a value stays": ("@misc{k, a = { x  y }}", {"a": " x  y "}),
    "escaped braces": (r"@misc{k, a = {x\{y\}z}}", {"a": r"x\{y\}z"}),
    "backslashes at the end": ("@misc{k, a = {x\\\\}, b = {y}}", {"a": "x\\\\", "b": "y"}),
    "at sign in a value": ("@misc{k, a = {me@home.org @ work}}", {"a": "me@home.org @ work"}),
    "annotation": (
        '@misc{k, author+an = {1=equal}, author+an:orcid = {1="0"}}',
        {"author+an": "1=equal", "author+an:orcid": '1="0"'},
    ),
    "concatenation": ('@misc{k, a = {x} # " y" # 1}', {"a": "x y1"}),
    "standard macros": ("@misc{k, a = jan, b = DEC # {~5}}", {"a": "January", "b": "December~5"}),
    "macro": ('@string{icml = "ICML"} @misc{k, a = icml}', {"a": "ICML"}),
    "macro in any case": ("@STRING(Icml = {ICML}) @misc{k, a = iCML}", {"a": "ICML"}),
    "macro of macros": (
        '@string{a = "x"} @string{b = a # " y"} @misc{k, c = {<} # b # {>}}',
        {"c": "<x y>"},
    ),
    "macro redefined": ('@string{jan = "Jänner"} @misc{k, a = jan}', {"a": "Jänner"}),
    "comment line in an entry": (
        "@misc{k,\n a = {x}, % why\n % b = {y},\n c = {z}\n}",
        {"a": "x", "c": "z"},
    ),
    "per cent sign in a value": ("@misc{k,\n a = {50% of\n x}}", {"a": "50% of\n x"}),
}


@pytest.mark.parametrize(("source", "fields"), ENTRIES.values(), ids=list(ENTRIES))
def test_values(source: str, fields: Mapping[str, str]) -> None:
    assert values(source) == [("k", fields)]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="nothing"),
        pytest.param("Just text, and an address: me@home.org", id="text"),
        pytest.param("% @misc\n", id="comment"),
        pytest.param("@comment{@misc{x, title = {X}}}", id="@comment"),
        pytest.param('@preamble{"\\newcommand{\\x}[1]{}"}', id="@preamble"),
        pytest.param('@string{x = "X"}', id="@string"),
        pytest.param("{}", id="braces"),
    ],
)
def test_what_is_no_entry_is_passed_over(source: str) -> None:
    assert values(f"{source}\n@misc{{k, title = {{T}}}}") == [("k", {"title": "T"})]


FAULTS = {
    "brace missing in a value": (
        "@misc{a,\n title = {A {B},\n year = 2020\n}",
        {"a": {"title": "A {B}", "year": "2020"}},
        ["3: a: field “title” has no closing brace; it is taken up to the next field"],
    ),
    "brace missing in a line": (
        "@misc{a, title = {A {B}, year = {2020}}",
        {"a": {"title": "A {B}, year = {2020}"}},
        ["2: a: the closing brace of the entry is missing"],
    ),
    "brace missing at the end": (
        "@misc{a,\n title = {A}\n",
        {"a": {"title": "A"}},
        ["3: a: the closing brace of the entry is missing"],
    ),
    "brace too many": (
        "@misc{a,\n title = {A}},\n year = 2020\n}",
        {"a": {"title": "A", "year": "2020"}},
        ["3: a: a “}” too many"],
    ),
    "quotation mark missing": (
        '@misc{a,\n title = "A,\n year = 2020\n}',
        {"a": {"title": "A", "year": "2020"}},
        ["3: a: field “title” has no closing quotation mark; it is taken up to the next field"],
    ),
    "comma missing behind a field": (
        "@misc{a,\n title = {A}\n year = 2020\n}",
        {"a": {"title": "A", "year": "2020"}},
        ["3: a: a comma is missing behind field “title”"],
    ),
    "comma missing behind the key": (
        "@misc{a title = {A}}",
        {"a": {"title": "A"}},
        ["2: a: a comma is missing behind the cite key"],
    ),
    "equals sign missing": (
        "@misc{a, title {A}, year = 2020}",
        {"a": {"title": "A", "year": "2020"}},
        ["2: a: “=” is missing behind “title”"],
    ),
    "key missing": (
        "@misc{\n title = {A Good Title}, year = 2020, author = {Zhu, Banghua}}",
        {"zhu2020good": {"title": "A Good Title", "year": "2020", "author": "Zhu, Banghua"}},
        ["2: the entry has no cite key; it is cited as “zhu2020good”: give it a key"],
    ),
    "no field between fields": (
        "@misc{a,\n title = {A},\n ???,\n year = 2020\n}",
        {"a": {"title": "A", "year": "2020"}},
        ["4: a: something here is no field; it is left out"],
    ),
    "value missing": (
        "@misc{a, title}",
        {},
        ["2: a: the entry is broken, and nothing of it can be read; it is left out"],
    ),
    "entry cut off": (
        "@misc{a,",
        {},
        ["2: a: the entry is broken, and nothing of it can be read; it is left out"],
    ),
    "entry cut off in a value": (
        "@misc{a,\n title = {A},\n note = {B",
        {"a": {"title": "A", "note": "B"}},
        ["4: a: field “note” has no closing brace; it is taken up to the end of the entry"],
    ),
}


@pytest.mark.parametrize(("source", "saved", "reports"), FAULTS.values(), ids=list(FAULTS))
def test_a_broken_entry_costs_what_is_broken(
    source: str, saved: dict[str, dict[str, str]], reports: list[str]
) -> None:
    before, after = "@misc{before, title = {X}}\n", "\n@misc{after, title = {Y}}"
    bibliography = read_text(before + source + after, "pubs.bib")
    assert {
        entry.key: {name: field.value for name, field in entry.fields.items()}
        for entry in bibliography.entries
    } == {"before": {"title": "X"}, **saved, "after": {"title": "Y"}}
    assert [f"{report.subtype}: {report}" for report in bibliography.reports] == [
        f"syntax: pubs.bib:{report}" for report in reports
    ]


def test_a_broken_entry_at_the_end() -> None:
    assert keys_and_reports("@misc{a, title = {A}}\n\n@misc{b, title = {B") == (
        ["a", "b"],
        [
            "syntax: pubs.bib:3: b: field “title” has no closing brace;"
            " it is taken up to the end of the entry"
        ],
    )


def test_a_missing_comma_puts_no_field_into_another() -> None:
    source = "@misc{a,\n  title = {A}\n  year = 2020\n}\n@misc{b, title = {B}}"
    bibliography = read_text(source, "pubs.bib")
    titles = {entry.key: entry.fields["title"].value for entry in bibliography.entries}
    assert {"a": "A", **titles} == {"a": "A", "b": "B"}
    assert [report.key for report in bibliography.reports] == ["a"]


def test_an_entry_without_a_key_is_reported() -> None:
    assert [report.line for report in read_text("\n@misc{, title = {A}}", "pubs.bib").reports] == [
        2
    ]


def test_a_field_given_twice() -> None:
    bibliography = read_text("@misc{k,\n title = {A},\n Title = {B}\n}", "pubs.bib")
    assert [entry.fields for entry in bibliography.entries] == [{"title": Field("A", 2)}]
    message = "field “title” is given twice; the first is used (A)"
    assert bibliography.reports == (Report(Subtype.DUPLICATE_FIELD, message, "pubs.bib", 3, "k"),)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("@misc{k, a = foo}", id="never defined"),
        pytest.param('@misc{k, a = foo}\n@string{foo = "x"}', id="defined below"),
    ],
)
def test_an_unknown_macro_stands_for_itself(source: str) -> None:
    bibliography = read_text(source, "pubs.bib")
    assert [entry.fields for entry in bibliography.entries] == [{"a": Field("foo", 1)}]
    message = "field “a”: “foo” is no number and no @string; it is taken as it stands"
    message += " (put braces around it)"
    assert bibliography.reports == (Report(Subtype.MACRO, message, "pubs.bib", 1, "k"),)


@pytest.mark.parametrize(
    ("field", "line"), [("title", 3), ("year", 1), ("", 1)], ids=["field", "no such field", "entry"]
)
def test_a_report_is_placed_at_its_field(field: str, line: int) -> None:
    (entry,) = read_text("@misc{k,\n\n title = {T}}", "pubs.bib").entries
    assert entry.report(Subtype.FIELD, "is wrong", field) == Report(
        Subtype.FIELD, "is wrong", "pubs.bib", line, "k"
    )


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


def test_macros_hold_for_their_file(tmp_path: Path) -> None:
    files = {"a.bib": b'@string{m = "x"}', "b.bib": b"@misc{k, title = m}"}
    assert read_folder(tmp_path, files) == (
        ["k"],
        [
            "macro: b.bib:1: k: field “title”: “m” is no number and no @string;"
            " it is taken as it stands (put braces around it)"
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
        Report(Subtype.FILE, "is not in utf-8-sig; it is read as Windows-1252", "a.bib"),
    )


def test_an_unknown_encoding_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    file.write_bytes(b"@misc{k}")
    assert [str(report) for report in read_files([(file, "a.bib")], "utf-88").reports] == [
        "a.bib: is not in utf-88; it is read as Windows-1252"
    ]


def test_a_key_used_twice_is_told_apart(tmp_path: Path) -> None:
    files = {
        "a.bib": b"@misc{k, title = {A}}\n@misc{k, title = {B}}\n@misc{k-2}",
        "b.bib": b"\n@misc{k, title = {C}}",
    }
    advice = "; this one is cited as “{}”: give it a key of its own"
    assert read_folder(tmp_path, files) == (
        ["k", "k-2", "k-2-2", "k-3"],
        [
            "duplicate_key: a.bib:2: k: has the cite key of another entry (line 1)"
            + advice.format("k-2"),
            "duplicate_key: a.bib:3: k-2: has the cite key of another entry (line 2)"
            + advice.format("k-2-2"),
            "duplicate_key: b.bib:2: k: has the cite key of another entry (a.bib:1)"
            + advice.format("k-3"),
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


@given(
    st.lists(st.sampled_from('@misc{ @string{ @comment{ @ { } ( ) " , = # \\ % k x \n'.split(" ")))
)
def test_any_text_is_read(pieces: list[str]) -> None:
    source = " ".join(pieces)
    bibliography = read_text(source, "pubs.bib")
    lines = {entry.line for entry in bibliography.entries}
    lines |= {report.line or 0 for report in bibliography.reports}
    assert lines <= set(range(1, source.count("\n") + 2))


@given(st.text(max_size=40))
def test_any_characters_are_read(source: str) -> None:
    assert read_text(source, "pubs.bib").entries == ()


NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
KEYS = st.text("abcXYZ0189:_-+./", min_size=1, max_size=10)
VALUES = st.recursive(
    st.text('ab XYZ0é朱,=#%"~&$\n', max_size=6),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: "{" + "".join(parts) + "}"),
    max_leaves=4,
)


@given(
    st.lists(
        st.tuples(KEYS, st.sampled_from(["article", "misc"]), st.dictionaries(NAMES, VALUES)),
        max_size=4,
        unique_by=lambda entry: entry[0],
    )
)
def test_what_is_written_is_read(entries: list[tuple[str, str, dict[str, str]]]) -> None:
    source, line, expected = "", 1, []
    for key, entry_type, fields in entries:
        expected_fields = {}
        text = f"@{entry_type}{{{key},\n"
        for name, value in fields.items():
            expected_fields[name] = Field(value, line + text.count("\n"))
            text += f"  {name} = {{{value}}},\n"
        text += "}\n\n"
        expected.append(Entry(key, entry_type, expected_fields, "pubs.bib", line))
        source += text
        line += text.count("\n")
    assert read_text(source, "pubs.bib") == Bibliography(tuple(expected))
