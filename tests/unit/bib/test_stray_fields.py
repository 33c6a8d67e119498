"""Fields without the header of their entry fall to no other, and are reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.bib.bib_files import parse_bib

CLOSED = "@article{a,\n  author = {Doe, Jane},\n  title = {One},\n  year = {2020}\n}\n"
ALL = "  author = {Roe, Jim},\n  title = {Two},\n  doi = {10.1000/two},\n}\n"
NEW = "  doi = {10.1000/two},\n  url = {https://example.org/two}\n}\n"
NEXT = "@misc{c, title = {C}}\n"
A = {"author": "Doe, Jane", "title": "One", "year": "2020"}
C = {"title": "C"}


def stray(*lines: int) -> list[str]:
    return [
        f"x.bib:{line}: the fields from line {line} on belong to no entry and are left out;"
        " is a line such as “@article{key,” missing above them?"
        for line in lines
    ]


#: Source → its entries, and what is reported.
LOST = {
    "all fields": (CLOSED + ALL + NEXT, {"a": A, "c": C}, stray(6)),
    "at the end of the file": (CLOSED + NEW, {"a": A}, stray(6)),
    "only fields that the entry has not": (CLOSED + NEW + NEXT, {"a": A, "c": C}, stray(6)),
    "behind blank lines": (CLOSED + "\n\n" + NEW + NEXT, {"a": A, "c": C}, stray(8)),
    "behind a comment": (CLOSED + "% Two\n" + NEW + NEXT, {"a": A, "c": C}, stray(7)),
    "behind free text": (CLOSED + "My second paper\n" + NEW, {"a": A}, stray(7)),
    "two in a row": (CLOSED + NEW + "\n" + ALL + NEXT, {"a": A, "c": C}, stray(6, 10)),
    "a comma between entries": (CLOSED[:-1] + ",\n" + NEW + NEXT, {"a": A, "c": C}, stray(6)),
    "the brace at the end of a line": (
        CLOSED.replace("\n}", "}") + NEW + NEXT, {"a": A, "c": C}, stray(5),
    ),
    "the brace at the end of a line, a comma, fields again": (
        CLOSED.replace("\n}", "},") + ALL + NEXT, {"a": A, "c": C}, stray(5),
    ),
    "in parentheses": (
        (CLOSED + NEW).replace("{a,", "(a,").replace("\n}", "\n)") + NEXT,
        {"a": A, "c": C},
        stray(6),
    ),
    "Windows": ((CLOSED + NEW + NEXT).replace("\n", "\r\n"), {"a": A, "c": C}, stray(6)),
    "first in the file": (NEW + CLOSED, {"a": A}, stray(1)),
    "behind a macro": ('@string{x = "X"}\n' + NEW + CLOSED, {"a": A}, stray(2)),
    "behind @comment": ("@comment{x}\n" + NEW + CLOSED, {"a": A}, stray(2)),
    "no @": (CLOSED + "article{b,\n" + NEW + NEXT, {"a": A, "c": C}, stray(7)),
    "no @ and no type": (CLOSED + "{b,\n" + NEW + NEXT, {"a": A, "c": C}, stray(7)),
    "only a key": (CLOSED + "b,\n" + NEW + NEXT, {"a": A, "c": C}, stray(7)),
    "no brace": (
        CLOSED + "@article b,\n" + NEW + NEXT,
        {"a": A, "c": C},
        ["x.bib:6: “@article” begins an entry, but a “{” is missing; it is left out"],
    ),
    "no type": (
        CLOSED + "@{b,\n" + NEW + NEXT,
        {"a": A, "b": {"doi": "10.1000/two", "url": "https://example.org/two"}, "c": C},
        [],
    ),
    # Who comments out the header comments out the entry: nothing else of it is one.
    "commented out": (CLOSED + "% @article{b,\n" + NEW + NEXT, {"a": A, "c": C}, []),
    "commented out, and one that is not": (
        CLOSED + "%@article{b,\n" + NEW + ALL + NEXT, {"a": A, "c": C}, stray(10),
    ),
    "behind an entry that is broken": (
        CLOSED.replace("Jane},", "Jane}") + NEW + NEXT,
        {"a": A, "c": C},
        ["x.bib:2: a: a comma is missing behind field “author”", *stray(6)],
    ),
    "behind an entry that is not closed": (
        CLOSED.replace("\n}", "") + ALL + NEXT,
        {"a": A, "c": C},
        [
            "x.bib:4: a: a comma is missing behind field “year”",
            "x.bib:5: a: the closing brace of the entry is missing",
            *stray(5),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "entries", "reports"), LOST.values(), ids=list(LOST))
def test_fields_without_a_header_are_no_others(
    source: str, entries: dict[str, dict[str, str]], reports: list[str]
) -> None:
    read = parse_bib(source, "x.bib")
    assert {
        entry.key: {name: field.value for name, field in entry.fields.items()}
        for entry in read.entries
    } == entries
    assert list(map(str, read.reports)) == reports


@pytest.mark.parametrize(
    "source",
    [
        "@article{a,\n title = {X}},\n doi = {10.1000/x},\n year = 2020,\n}\n",
        "@article{a, title = {X}}, doi = {10.1000/x}, year = 2020}\n",
        "@article{a, title = {X}} doi = {10.1000/x}, year = 2020}\n",
        "@article{a,\n title = {X}},\n\n% of\n doi = {10.1000/x},\n year = 2020\n}\n",
        "@article(a,\n title = {X}},\n doi = {10.1000/x},\n year = 2020,\n)\n",
    ],
    ids=["lines", "one line", "no comma", "comment", "parentheses"],
)
def test_a_brace_too_many_within_an_entry_ends_nothing(source: str) -> None:
    read = parse_bib(source + NEXT, "x.bib")
    fields = [{name: field.value for name, field in e.fields.items()} for e in read.entries]
    assert fields == [{"title": "X", "doi": "10.1000/x", "year": "2020"}, C]
    assert [report.message for report in read.reports] == ["a “}” too many"]


@pytest.mark.parametrize(
    "text",
    [
        "Some words, and\nx = y.\n",
        "% doi = {10.1000/x}\n",
        "---\ntitle: x\n---\n",
        "@comment{\n  doi = {10.1000/x},\n}\n",
        "@preamble{\"\n  x = {y}\n\"}\n",
    ],
)  # fmt: skip
def test_what_is_no_field_is_not_reported(text: str) -> None:
    for source in (text + CLOSED, CLOSED + text):
        assert parse_bib(source, "x.bib").reports == ()


FIELDS = st.dictionaries(
    st.sampled_from("author title journal year doi url note abstract".split()),
    st.sampled_from(["Other", "A {B} C", "x\n y", "1"]),
    min_size=1,
)


@given(FIELDS, FIELDS, st.sampled_from(["", "\n", "% x\n", "Words.\n"]), st.sampled_from("})"))
def test_no_closed_entry_receives_what_stands_below(
    own: dict[str, str], lost: dict[str, str], between: str, closing: str
) -> None:
    def lines(fields: dict[str, str]) -> str:
        return "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())

    opening = {"}": "{", ")": "("}[closing]
    source = f"@misc{opening}k,\n{lines(own)}{closing}\n{between}{lines(lost)}{closing}\n"
    read = parse_bib(source, "x.bib")
    (entry,) = read.entries
    assert {name: field.value for name, field in entry.fields.items()} == own
    line = 3 + lines(own).count("\n") + between.count("\n")
    assert [str(report) for report in read.reports] == stray(line)
