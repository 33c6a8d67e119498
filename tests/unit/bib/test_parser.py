from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.bib.entries import Bibliography, Entry, Field
from sphinx_publications.model.reports import Report, Subtype


def values(source: str) -> list[tuple[str, dict[str, str]]]:
    """Return the key and the values of each entry in *source*, which is without fault."""
    bibliography = parse_bib(source, "pubs.bib")
    assert bibliography.reports == ()
    return [
        (entry.key, {name: field.value for name, field in entry.fields.items()})
        for entry in bibliography.entries
    ]


def keys_and_reports(source: str) -> tuple[list[str], list[str]]:
    bibliography = parse_bib(source, "pubs.bib")
    keys = [entry.key for entry in bibliography.entries]
    return keys, [f"{report.subtype}: {report}" for report in bibliography.reports]


def test_an_entry_knows_its_place() -> None:
    source = "% A comment\n@Article{Key:1,\n  Title = {A\n  B},\n  year = 2020\n}\n"
    assert parse_bib(source, "pubs.bib") == Bibliography(
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
    entries = parse_bib(source, "pubs.bib").entries
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
        pytest.param("% @misc{x, title = {X}}\n", id="entry in a comment"),
        pytest.param("%@misc{x,\n%  title = {X},\n%}\n", id="entry in comments"),
        pytest.param("@comment{@misc{x, title = {X}}}", id="@comment"),
        pytest.param('@preamble{"\\newcommand{\\x}[1]{}"}', id="@preamble"),
        pytest.param('@string{x = "X"}', id="@string"),
        pytest.param("{}", id="braces"),
    ],
)
def test_what_is_no_entry_is_passed_over(source: str) -> None:
    assert values(f"{source}\n@misc{{k, title = {{T}}}}") == [("k", {"title": "T"})]


LEFT_OUT = "the entry is broken, and nothing of it can be read; it is left out"

#: A broken entry → what of it is kept, and what is reported, by line.
FAULTS: dict[str, tuple[str, list[tuple[str, dict[str, str]]], list[str]]] = {
    "no closing brace of a field": (
        "@misc{a,\n title = {A {B},\n year = 2020\n}",
        [("a", {"title": "A {B}", "year": "2020"})],
        ["2: a: field “title” has no closing brace; it is taken up to the next field"],
    ),
    "no closing quotation mark": (
        '@misc{a,\n title = "A,\n year = 2020\n}',
        [("a", {"title": "A", "year": "2020"})],
        ["2: a: field “title” has no closing quotation mark; it is taken up to the next field"],
    ),
    "no closing brace of the entry": (
        "@misc{a,\n title = {A}\n",
        [("a", {"title": "A"})],
        ["2: a: the closing brace of the entry is missing"],
    ),
    "no comma behind the key": (
        "@misc{a title = {A}}",
        [("a", {"title": "A"})],
        ["1: a: a comma is missing behind the cite key"],
    ),
    "no comma behind a field": (
        "@misc{a,\n title = {A}\n year = 2020\n}",
        [("a", {"title": "A", "year": "2020"})],
        ["2: a: a comma is missing behind field “title”"],
    ),
    "no comma behind a field, in one line": (
        '@misc{a, title = "A" year = 2020}',
        [("a", {"title": "A", "year": "2020"})],
        ["1: a: a comma is missing behind field “title”"],
    ),
    "no equals sign": (
        "@misc{a,\n title {A},\n year = 2020\n}",
        [("a", {"title": "A", "year": "2020"})],
        ["2: a: “=” is missing behind “title”"],
    ),
    "a brace too many in a field": (
        "@misc{a,\n title = {A} B},\n year = 2020\n}",
        [("a", {"title": "A", "year": "2020"})],
        ["2: a: “B}” is too much (delete it, or put the closing brace of the value behind it)"],
    ),
    "a brace too many between fields": (
        "@misc{a,\n title = {A}},\n year = 2020\n}",
        [("a", {"title": "A", "year": "2020"})],
        ["2: a: a “}” too many"],
    ),
    "no key": (
        "@misc{\n title = {The Game},\n author = {Zhu, Banghua},\n year = 2020}",
        [
            (
                "zhu2020game",
                {"title": "The Game", "author": "Zhu, Banghua", "year": "2020"},
            )
        ],
        ["1: the entry has no cite key; it is cited as “zhu2020game”: give it a key"],
    ),
    "an empty key": (
        "@misc{, title = {A}}",
        [("entry", {"title": "A"})],
        ["1: the entry has no cite key; it is cited as “entry”: give it a key"],
    ),
    "no value": ("@misc{a, title}", [], [f"1: a: {LEFT_OUT}"]),
    "cut off": ("@misc{a,", [], [f"1: a: {LEFT_OUT}"]),
    "cut off within a value": (
        "@misc{a,\n year = 2020,\n title = {A\n",
        [("a", {"year": "2020", "title": "A"})],
        ["3: a: field “title” has no closing brace; it is taken up to the end of the entry"],
    ),
}


@pytest.mark.parametrize(("source", "kept", "reports"), FAULTS.values(), ids=list(FAULTS))
def test_a_broken_entry_costs_at_most_itself(
    source: str, kept: list[tuple[str, dict[str, str]]], reports: list[str]
) -> None:
    before, after = "@misc{before, title = {X}}\n", "\n@misc{after, title = {Y}}"
    bibliography = parse_bib(before + source + after, "pubs.bib")
    assert [
        (entry.key, {name: field.value for name, field in entry.fields.items()})
        for entry in bibliography.entries
    ] == [("before", {"title": "X"}), *kept, ("after", {"title": "Y"})]
    expected = [report.split(":", 1) for report in reports]
    assert [f"{report.subtype}: {report}" for report in bibliography.reports] == [
        f"syntax: pubs.bib:{int(line) + 1}:{message}" for line, message in expected
    ]


def test_the_last_entry_may_be_broken() -> None:
    assert keys_and_reports("@misc{a, title = {A}}\n\n@misc{b,\n title = {B") == (
        ["a", "b"],
        [
            "syntax: pubs.bib:4: b: field “title” has no closing brace;"
            " it is taken up to the end of the entry"
        ],
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('@string{x = "X"\n', id="no closing brace"),
        pytest.param("@string{x = {X}\n", id="no closing brace behind another"),
        pytest.param("@string{x}\n", id="no value"),
    ],
)
def test_a_broken_macro_is_reported_and_no_entry(source: str) -> None:
    bibliography = parse_bib(f"{source}@misc{{k, title = {{T}}}}", "pubs.bib")
    assert [entry.key for entry in bibliography.entries] == ["k"]
    assert [(report.subtype, report.line) for report in bibliography.reports] == [
        (Subtype.SYNTAX, 1)
    ]


def test_an_entry_without_its_opening_brace_is_reported() -> None:
    bibliography = parse_bib("@misc{a}\n@articleb,\n title = {B}\n}\n@misc{c}", "pubs.bib")
    assert [entry.key for entry in bibliography.entries] == ["a", "c"]
    assert [(report.subtype, report.line) for report in bibliography.reports] == [
        (Subtype.SYNTAX, 2)
    ]


@pytest.mark.parametrize("line", ["x \\", "x \\\\", r"x\\%", "x {\\\n} y"], ids=ascii)
def test_a_backslash_at_the_end_of_a_line_is_no_line_less(line: str) -> None:
    source = f"@misc{{a,\n note = {{{line}\n y}},\n year = 2020}}\n@misc{{b}}"
    lines = source.count("\n")
    a, b = parse_bib(source, "pubs.bib").entries
    assert (a.fields["year"].line, b.line) == (lines, lines + 1)


WHOLE = """@article{b,
  author = {Zhu, B. and Jiao, J.},
  title = {The {GAN} and {MAX} game},
  journal = "J. {X}",
  year = 2021,
  month = jan # "~5",
  note = {one
    two},
}
"""


@given(st.sampled_from([i for i, char in enumerate(WHOLE) if char in '{}",=#' and i > 9]))
def test_one_character_missing_costs_at_most_its_entry(place: int) -> None:
    before, after = "@misc{a,\n  title = {A {B}}\n}\n", "\n@misc{c,\n  title = {C}\n}\n"
    whole = parse_bib(before + WHOLE + after, "pubs.bib")
    damaged = parse_bib(before + WHOLE[:place] + WHOLE[place + 1 :] + after, "pubs.bib")
    assert (damaged.entries[0], damaged.entries[-1]) == (whole.entries[0], whole.entries[-1])
    assert len(damaged.entries) <= 3
    kept = damaged.entries[1:-1]
    assert damaged.reports or [set(item.fields) for item in kept] == [set(whole.entries[1].fields)]
    lines = {report.line for report in damaged.reports}
    assert lines <= set(range(4, 4 + WHOLE.count("\n") + 1))


def test_a_field_given_twice() -> None:
    bibliography = parse_bib("@misc{k,\n title = {A},\n Title = {B}\n}", "pubs.bib")
    assert [entry.fields for entry in bibliography.entries] == [{"title": Field("A", 2)}]
    message = "field “title” is given twice; the first is used (A)"
    assert bibliography.reports == (Report(Subtype.DUPLICATE_FIELD, message, "pubs.bib", 3, "k"),)


def test_an_unknown_macro_stands_for_itself() -> None:
    bibliography = parse_bib("@misc{k, a = foo}", "pubs.bib")
    assert [entry.fields for entry in bibliography.entries] == [{"a": Field("foo", 1)}]
    message = "field “a”: “foo” is no number and no @string; it is taken as it stands"
    message += " (put braces around it)"
    assert bibliography.reports == (Report(Subtype.MACRO, message, "pubs.bib", 1, "k"),)


def test_a_macro_may_be_defined_below() -> None:
    source = '@misc{k, a = foo # "y"}\n@string{foo = bar # "-"}\n@string{bar = {x}}'
    bibliography = parse_bib(source, "pubs.bib")
    assert [entry.fields for entry in bibliography.entries] == [{"a": Field("x-y", 1)}]
    assert list(map(str, bibliography.reports)) == [
        "pubs.bib:1: k: field “a”: the @string “foo” is defined below, in line 2;"
        " it has this value (BibTeX wants it above)",
        "pubs.bib:2: the @string “bar” is defined below, in line 3;"
        " it has this value (BibTeX wants it above)",
    ]


@pytest.mark.parametrize(
    ("field", "line"), [("title", 3), ("year", 1), ("", 1)], ids=["field", "no such field", "entry"]
)
def test_a_report_is_placed_at_its_field(field: str, line: int) -> None:
    (entry,) = parse_bib("@misc{k,\n\n title = {T}}", "pubs.bib").entries
    assert entry.report(Subtype.FIELD, "is wrong", field) == Report(
        Subtype.FIELD, "is wrong", "pubs.bib", line, "k"
    )


@given(
    st.lists(st.sampled_from('@misc{ @string{ @comment{ @ { } ( ) " , = # \\ % k x \n'.split(" ")))
)
def test_any_text_is_read(pieces: list[str]) -> None:
    source = " ".join(pieces)
    bibliography = parse_bib(source, "pubs.bib")
    lines = {entry.line for entry in bibliography.entries}
    lines |= {report.line or 0 for report in bibliography.reports}
    assert lines <= set(range(1, source.count("\n") + 2))


@given(st.text(max_size=40))
def test_any_characters_are_read(source: str) -> None:
    assert parse_bib(source, "pubs.bib").entries == ()


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
    assert parse_bib(source, "pubs.bib") == Bibliography(tuple(expected))


@pytest.mark.parametrize("header", ["@ misc {k,", "@ misc{k ,", "  @\tmisc(k,", "@misc {k,"])
def test_a_space_before_the_type_costs_nothing(header: str) -> None:
    end = ")" if "(" in header else "}"
    source = f"@misc{{a, title = {{A}}}}\n{header}\n  title = {{\n@ home (today)}}\n{end}\n"
    read = parse_bib(source, "x.bib")
    assert [(entry.key, entry.type, entry.line) for entry in read.entries] == [
        ("a", "misc", 1),
        ("k", "misc", 2),
    ]
    assert read.entries[1].fields == {"title": Field("\n@ home (today)", 3)}
    assert read.reports == ()


def test_what_is_copied_from_a_web_page_has_other_spaces() -> None:
    source = "@misc{k,\n\xa0\xa0title = {T},\n\u3000year = 2020,\u2009note = {A\xa0B}\n}\n"
    assert parse_bib(source, "x.bib") == Bibliography(
        (
            Entry(
                "k",
                "misc",
                {"title": Field("T", 2), "year": Field("2020", 3), "note": Field("A\xa0B", 3)},
                "x.bib",
                1,
            ),
        )
    )
