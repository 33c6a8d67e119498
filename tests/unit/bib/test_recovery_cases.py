r"""Broken entries: what is read of them, and where it is reported, entry by entry.

The rules: a fault costs the value that it stands in. An entry is closed by a "}" at depth 0 behind
which its line has nothing but white space, a comment or "@"; a "}" with something else behind it
is one too many, and the entry goes on. Fields behind a closed entry are given to nobody. Braces
are counted by BibTeX's rule, and if the entry does not close by it, without those behind a
backslash. What looks like ``name = value`` behind a broken value is a field. Macros are one
namespace over all files, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pytest

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.entries import Entry
from sphinx_publications.bib.file_bytes import FileBytes
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.reading.publications import read_publications


class Case(NamedTuple):
    """One text, or the texts of several files "0.bib", "1.bib" …, and how they are read."""

    source: str | list[str]
    #: Cite key → field → value.
    entries: Mapping[str, Mapping[str, str]]
    #: Place (a line, or "1.bib:1"), cite key, and a part of the message; none if it is healthy.
    reports: list[tuple[str, str, str]]
    #: Parts of the exported text of the first entry.
    exported: list[str] = []  # noqa: RUF012 # nobody changes it


SETS = r"Sets of the form \{x and more"
N, Y = "n", "2000"

#: Braces behind a backslash.
ESCAPES = {
    "an open one": Case(
        r"@article{b, title={Sets of the form \{x and more}, author={Doe, Jane}, journal={J},"
        " year={2020}}",
        {"b": {"title": SETS, "author": "Doe, Jane", "journal": "J", "year": "2020"}},
        [("1", "b", "title")],
        [r"title   = {Sets of the form \textbraceleft{}x and more},", "author  = {Doe, Jane}"],
    ),
    "an open one, and no comma": Case(
        r"@article{d, title={Sets \{x and more} year=2020, author={Doe, J.}}",
        {"d": {"title": r"Sets \{x and more", "year": "2020", "author": "Doe, J."}},
        [("1", "d", "title"), ("1", "d", "comma")],
        [r"{Sets \textbraceleft{}x and more},", "year   = {2020}"],
    ),
    "a closing one": Case(
        r"@misc{k, title={Sets x\} and more}, year=2000}",
        {"k": {"title": r"Sets x\} and more", "year": Y}},
        [("1", "k", "title")],
        [r"x\textbraceright{} and more},", "year  = {2000}"],
    ),
    "in an entry of several lines, with others around": Case(
        "@misc{before, title={B}}\n@article{k,\n  title = {Sets \\{x and more},\n  note = {n},\n"
        "  year = 2000,\n}\n@misc{after, title={A}, year=2000}\n",
        {
            "before": {"title": "B"},
            "k": {"title": r"Sets \{x and more", "note": N, "year": Y},
            "after": {"title": "A", "year": Y},
        },
        [("3", "k", "title")],
    ),
    "in the last field": Case(
        r"@misc{k, year=2000, title={Sets \{x}}" + "\n@misc{after, title={A}}",
        {"k": {"year": Y, "title": r"Sets \{x"}, "after": {"title": "A"}},
        [("1", "k", "title")],
    ),
    "in quotation marks": Case(
        r'@misc{k, title="Sets \{x and more", note={n}, year="2000"}',
        {"k": {"title": r"Sets \{x and more", "note": N, "year": Y}},
        [("1", "k", "title")],
    ),
    "in parentheses": Case(
        r"@misc(k, title={Sets \{x and more}, note={n}, year=2000)",
        {"k": {"title": r"Sets \{x and more", "note": N, "year": Y}},
        [("1", "k", "title")],
    ),
    "in mathematics": Case(
        "@misc{k,\n title = {If $f = \\left\\{ x \\right.$ and more},\n note = {n}\n}",
        {"k": {"title": r"If $f = \left\{ x \right.$ and more", "note": N}},
        [("2", "k", "title")],
    ),
    "in a part of a value": Case(
        r'@misc{k, title={Sets } # {\{x} # " and more", note={n}}',
        {"k": {"title": r"Sets \{x and more", "note": N}},
        [("1", "k", "title")],
    ),
    "in two fields": Case(
        "@misc{k,\n title = {Sets \\{x},\n note = {n},\n abstract = {More \\{y},\n year = 2000\n}",
        {"k": {"title": r"Sets \{x", "note": N, "abstract": r"More \{y", "year": Y}},
        [("2", "k", "title"), ("4", "k", "abstract")],
    ),
    "in a macro": Case(
        "@string{s = {Sets \\{x}}\n@misc{k, title=s, year=2000}",
        {"k": {"title": r"Sets \{x", "year": Y}},
        [("1", "", "s")],
    ),
    "in pairs": Case(
        r"@misc{k, title={The set \{x\} and $\{ \}$}, note={n}, year=2000}",
        {"k": {"title": r"The set \{x\} and $\{ \}$", "note": N, "year": Y}},
        [],
        [r"title = {The set \{x\} and $\{ \}$"],
    ),
    "behind two backslashes it is a brace": Case(
        "@misc{k,\n title = {Line \\\\{ more},\n note = {n},\n}",
        {"k": {"title": r"Line \\{ more}", "note": N}},
        [("2", "k", "title")],
    ),
}
#: Faults behind which fields were lost.
LATER_FIELDS = {
    "a brace too many with text behind it": Case(
        "@misc{a, title={x}} y}, note={n}, year=2000}",
        {"a": {"title": "x", "note": N, "year": Y}},
        [("1", "a", "} y}")],
    ),
    "braces the wrong way round": Case(
        "@misc{a,\n  title=}{T},\n  note = {n},\n  year = 2000\n}",
        {"a": {"title": "T", "note": N, "year": Y}},
        [("2", "a", "}")],
    ),
    "a quotation mark in a DOI": Case(
        '@misc{a,\n  title = {T},\n  doi = "10.1/x(1")y",\n  note = {n},\n}',
        {"a": {"title": "T", "doi": '10.1/x(1")y', "note": N}},
        [("3", "a", "doi")],
    ),
    "no comma behind a macro": Case(
        "@misc{a, title={T}, month = jan note={n}, year=2000}",
        {"a": {"title": "T", "month": "January", "note": N, "year": Y}},
        [("1", "a", "a comma is missing behind field “month”")],
    ),
    "a quoted line that looks like an entry": Case(
        '@misc{a,\n  title = {T},\n  abstract="x at\n @home (y) z",\n  note = {n},\n}',
        {"a": {"title": "T", "abstract": "x at\n @home (y) z", "note": N}},
        [],
    ),
    "a braced line that looks like an entry": Case(
        "@misc{a,\n  abstract = {see\n@article{b, title = {B}}\n  there},\n  note = {n},\n}",
        {"a": {"abstract": "see\n@article{b, title = {B}}\n  there", "note": N}},
        [],
    ),
    "an entry behind a value that is not closed": Case(
        "@misc{a,\n  note = {n},\n  abstract = {see\n@article{b, title = {B}}\n",
        {"a": {"note": N, "abstract": "see"}, "b": {"title": "B"}},
        [("3", "a", "abstract")],
    ),
    "a brace too many": Case(
        "@misc{a, title={x}}, note={n}, year=2000}",
        {"a": {"title": "x", "note": N, "year": Y}},
        [("1", "a", "}")],
    ),
    "a brace too early": Case(
        "@misc{a, title={x} y}, note={n}, year=2000}",
        {"a": {"title": "x", "note": N, "year": Y}},
        [("1", "a", "y}")],
    ),
    "a brace too early between names": Case(
        "@misc{a, author={Doe, J.}} and {Roe, R.}, note={n}, year=2000}",
        {"a": {"author": "Doe, J.", "note": N, "year": Y}},
        [("1", "a", "}")],
    ),
    "a parenthesis too many with text behind it": Case(
        "@misc(a, title={x}) y), note={n}, year=2000)",
        {"a": {"title": "x", "note": N, "year": Y}},
        [("1", "a", ") y)")],
    ),
    "a brace that closes the entry too early": Case(
        "@misc{a,\n  title = {x}}\n  note = {n},\n  year = 2000,\n}\n@misc{b, title={B}}",
        {"a": {"title": "x"}, "b": {"title": "B"}},
        [("3", "", "belong to no entry")],
    ),
    "the same with a comment behind it": Case(
        "@misc{a,\n  title = {x}} % done\n  note = {n},\n}\n@misc{b, title={B}}",
        {"a": {"title": "x"}, "b": {"title": "B"}},
        [("3", "", "belong to no entry")],
    ),
    "an entry on the line of another": Case(
        "@misc{a, title={x}}@misc{b, title={B}} % c\n",
        {"a": {"title": "x"}, "b": {"title": "B"}},
        [],
    ),
    "a quoted value that is not closed": Case(
        '@misc{a, title={T}, doi = "10.1/x, note={n}, year=2000}',
        {"a": {"title": "T", "doi": "10.1/x", "note": N, "year": Y}},
        [("1", "a", "doi")],
    ),
    "two quotation marks": Case(
        '@misc{a, title="x"" y", note={n}, year=2000}',
        {"a": {"title": 'x"" y', "note": N, "year": Y}},
        [("1", "a", "title")],
    ),
    "a number sign without a value": Case(
        "@misc{a, title={T}, month = jan # note={n}, year=2000}",
        {"a": {"title": "T", "month": "January", "note": N, "year": Y}},
        [("1", "a", "month")],
    ),
    "two equals signs": Case(
        "@misc{a, title = = {x}, note={n}, year=2000}",
        {"a": {"title": "x", "note": N, "year": Y}},
        [("1", "a", "title")],
    ),
    "no comma behind a number": Case(
        "@misc{a, title={T}, year = 2000 note={n}}",
        {"a": {"title": "T", "year": Y, "note": N}},
        [("1", "a", "a comma is missing behind field “year”")],
    ),
}
#: Macros of several files; entry types that begin like @string, @comment and @preamble.
NAMESPACES = {
    "a macro of the file before": Case(
        ['@string{icml = "ICML"}', "@misc{k, title = icml}"], {"k": {"title": "ICML"}}, []
    ),
    "a type that begins like @comment": Case(
        "@commented{k, title = {T}, year = 2000}", {"k": {"title": "T", "year": Y}}, []
    ),
    "a macro of two files before, in capitals": Case(
        ["@STRING(Icml = {ICML})", "@misc{a, title={A}}", "@misc{k, title = ICML # { 5}}"],
        {"a": {"title": "A"}, "k": {"title": "ICML 5"}},
        [],
    ),
    "a macro of a macro of the file before": Case(
        ['@string{p = "Proc. "}', '@string{icml = p # "ICML"}\n@misc{k, title = icml}'],
        {"k": {"title": "Proc. ICML"}},
        [],
    ),
    "another value in the next file": Case(
        ['@string{m = "A"}\n@misc{a, title = m}', '@string{m = "B"}\n@misc{b, title = m}'],
        {"a": {"title": "A"}, "b": {"title": "B"}},
        [],
    ),
    "a month of one's own": Case(
        ['@string{jan = "Jänner"}', "@misc{k, title={T}, month = jan # {~5}}"],
        {"k": {"title": "T", "month": "Jänner~5"}},
        [],
    ),
    "used above its definition": Case(
        '@misc{k, title = m}\n@string{m = "M"}', {"k": {"title": "M"}}, [("0.bib:1", "k", "m")]
    ),
    "defined in the next file": Case(
        ["@misc{k,\n title = m}", '\n@string{m = "M"}'],
        {"k": {"title": "M"}},
        [("0.bib:2", "k", "m")],
    ),
    "defined in no file": Case(
        ['@string{l = "L"}', "@misc{k, title = m}"], {"k": {"title": "m"}}, [("1.bib:1", "k", "m")]
    ),
    "defined by itself": Case(
        '@string{m = m # "x"}\n@misc{k, title = m}', {"k": {"title": "mx"}}, [("0.bib:1", "", "m")]
    ),
    "a macro that is not closed": Case(
        "@string{m = {M}\n@misc{k, title = m}", {"k": {"title": "M"}}, [("0.bib:1", "", "@string")]
    ),
    "a macro that is not closed, with another behind it": Case(
        '@string{m = "M\n@string{l = "L"}\n@misc{k, title = l}',
        {"k": {"title": "L"}},
        [("0.bib:1", "", "@string")],
    ),
    "a type that begins like @string": Case(
        "@stringent{k, title = {T}, year = 2000}", {"k": {"title": "T", "year": Y}}, []
    ),
    "a type that begins like @preamble": Case(
        "@preambles{k, title = {T}, year = 2000}", {"k": {"title": "T", "year": Y}}, []
    ),
    "a type that begins like @comment, in parentheses": Case(
        "@Comments(k, title = {T}, year = 2000)", {"k": {"title": "T", "year": Y}}, []
    ),
    "a comment": Case(
        "@comment{k, title = {T}}\n@Comment {@misc{no, title={No}}}\n@misc{k, title={T}}",
        {"k": {"title": "T"}},
        [],
    ),
}
#: Kinds that test_single_faults.py found.
MARKS = {
    "a brace in front of a field": Case(
        "@misc{a,\n  title = {T},\n }note = {n},\n}",
        {"a": {"title": "T", "note": N}},
        [("3", "a", "a “}” too many")],
    ),
    "a parenthesis in the place of a name's first letter": Case(
        "@misc{a,\n  title = {T},\n  )ote = {n},\n}",
        {"a": {"title": "T", "ote": N}},
        [("3", "a", "a “)” too many")],
    ),
    "a brace in front of the last value": Case(
        '@misc{a,\n  title = {T},\n  year = }"2000"\n}',
        {"a": {"title": "T", "year": Y}},
        [("3", "a", "a “}” too many")],
    ),
    "a brace in front of a word": Case(
        "@misc(a, title = {T}, month = } jan)",
        {"a": {"title": "T", "month": "January"}},
        [("1", "a", "a “}” too many")],
    ),
    "a brace in front of a value on the next line": Case(
        "@misc{a,\n  title = {T},\n  year\n    =}\n    2000\n}",
        {"a": {"title": "T", "year": Y}},
        [("4", "a", "a “}” too many")],
    ),
    "a brace in the last value": Case(
        "@misc{a,\n  title = {T},\n  year = 20}00\n\n}",
        {"a": {"title": "T", "year": "20"}},
        [("3", "a", "“}00” is too much (delete it, or put the closing brace")],
    ),
    "a brace in the last value, in one line": Case(
        "@misc{a, title = {T}, year = 20}00}",
        {"a": {"title": "T", "year": "20"}},
        [("1", "a", "“}00” is too much")],
    ),
    "a brace behind a value, and a comma": Case(
        "@misc{a,\n  title = {T}},\n}",
        {"a": {"title": "T"}},
        [("2", "a", "a “}” too many")],
    ),
    "text and groups behind an entry are free": Case(
        "@misc{a, title = {T}} and {more} words\n", {"a": {"title": "T"}}, []
    ),
    "a brace that closes early, and a word below": Case(
        "@misc{a,\n  title = {T}}\n  month = jan\n}",
        {"a": {"title": "T"}},
        [("3", "", "belong to no entry")],
    ),
    "a brace that closes early, and a field of three lines below": Case(
        "@misc{a,\n  title = {T}}\n  year\n    =\n      2000\n}",
        {"a": {"title": "T"}},
        [("3", "", "belong to no entry")],
    ),
    "a brace that closes early above a comment with a header": Case(
        "@misc{a,\n  title = {T},}\n  % @misc{no,\n  year = 2000\n  % }\n}",
        {"a": {"title": "T"}},
        [("4", "", "belong to no entry")],
    ),
    "a brace that closes early before a comment with a header": Case(
        "@misc{a,\n  title = {T},\n  } % @misc{no,\n  year = 2000\n}",
        {"a": {"title": "T"}},
        [("4", "", "belong to no entry")],
    ),
    "a parenthesis for the closing brace": Case(
        "@misc{a,\n  title = {T}\n)",
        {"a": {"title": "T"}},
        [("3", "a", "the entry is closed by a “)” (write “}”)")],
    ),
    "a brace in an entry in parentheses": Case(
        "@misc(a,}\n  title = {T},\n  note = {n}\n)",
        {"a": {"title": "T", "note": N}},
        [("1", "a", "a “}” too many")],
    ),
    "a number sign for a comma": Case(
        "@misc{a, month = jan# day = 5, note = {n}}",
        {"a": {"month": "January", "day": "5", "note": N}},
        [("1", "a", "field “month” has no value, or its last “#” has none")],
    ),
}
#: Two entries on one line, and headers with white space.
HEADERS = {
    "not closed": Case(
        "@misc{a, title={T}, note={n} @misc{b, title={B}, note={m}}",
        {"a": {"title": "T", "note": N}, "b": {"title": "B", "note": "m"}},
        [("1", "a", "the closing brace of the entry is missing")],
    ),
    "closed by a parenthesis": Case(
        "@misc{a, title={T}) @misc{b, title={B}}",
        {"a": {"title": "T"}, "b": {"title": "B"}},
        [("1", "a", "the entry is closed by a “)”")],
    ),
    "a brace too many in the first": Case(
        "@misc{a, title={T}}, note={n}} @misc{b, title={B}, note={m}}",
        {"a": {"title": "T", "note": N}, "b": {"title": "B", "note": "m"}},
        [("1", "a", "a “}” too many")],
    ),
    "a brace for a comma in the first": Case(
        "@misc{a, title={T}} note={n}} @misc{b, title={B}, note={m}}",
        {"a": {"title": "T", "note": N}, "b": {"title": "B", "note": "m"}},
        [("1", "a", "a “}” too many")],
    ),
    "a value of the first is not closed": Case(
        "@misc{a, title={T}, note={n @misc{b, title={B}, note={m}}",
        {"a": {"title": "T", "note": N}, "b": {"title": "B", "note": "m"}},
        [("1", "a", "field “note” has no closing brace")],
    ),
    "a quotation mark is not closed": Case(
        '@misc{a, title={T}, note="n} @misc{b, title={B}, note={m}}',
        {"a": {"title": "T", "note": N}, "b": {"title": "B", "note": "m"}},
        [("1", "a", "field “note” has no closing quotation mark")],
    ),
    "a header in a broken entry's value": Case(
        "@misc{a, title={T} note={see @misc{b, title={B}} there}, year=2000}",
        {"a": {"title": "T", "note": "see @misc{b, title={B}} there", "year": Y}},
        [("1", "a", "a comma is missing behind field “title”")],
    ),
    "an address in a broken entry's value": Case(
        "@misc{a, title={T} note={me@example.org (a, b)}, year=2000}",
        {"a": {"title": "T", "note": "me@example.org (a, b)", "year": Y}},
        [("1", "a", "a comma is missing behind field “title”")],
    ),
    "a comment behind an entry": Case(
        "@misc{a, title={T}} % @misc{no, title={No}}\n", {"a": {"title": "T"}}, []
    ),
    "a per cent sign in a value of the first": Case(
        "@misc{a, title={T}, note={50%} @misc{b, title={B}, note={m}}",
        {"a": {"title": "T", "note": "50%"}, "b": {"title": "B", "note": "m"}},
        [("1", "a", "the closing brace of the entry is missing")],
    ),
    "a comment with a header in a broken entry": Case(
        "@misc{a, title={T}, % @misc{no, title={No}}\n note={n} year=2000}",
        {"a": {"title": "T", "note": N, "year": Y}},
        [("2", "a", "a comma is missing behind field “note”")],
    ),
    "a sign behind a key": Case(
        "@ misc { a (, title = {T}\n, year = 2000}",
        {"a": {"title": "T", "year": Y}},
        [("1", "a", "a comma is missing behind the cite key"), ("1", "a", "no field")],
    ),
    "no comma behind a key": Case(
        "@ misc { a  title = {T}\n, year = 2000}",
        {"a": {"title": "T", "year": Y}},
        [("1", "a", "a comma is missing behind the cite key")],
    ),
}
CASES = {
    f"{kind}: {name}": case
    for kind, cases in (
        ("escapes", ESCAPES), ("later fields", LATER_FIELDS), ("namespaces", NAMESPACES),
        ("marks", MARKS), ("headers", HEADERS),
    )
    for name, case in cases.items()
}  # fmt: skip


def fields_of(entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """Return cite key → field → value."""
    return {
        entry.key: {name: field.value for name, field in entry.fields.items()} for entry in entries
    }


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_case(case: Case) -> None:
    sources = [case.source] if isinstance(case.source, str) else case.source
    files = ((FileBytes(text.encode()), f"{number}.bib") for number, text in enumerate(sources))
    read = parse_bib_files(files)
    reports = "\n".join(map(str, read.reports))
    assert fields_of(read.entries) == case.entries, reports
    places = [(f"{report.path}:{report.line}", report.key) for report in read.reports]
    assert places == [
        (place if ":" in place else f"0.bib:{place}", key) for place, key, _ in case.reports
    ], reports
    for report, (_, _, words) in zip(read.reports, case.reports, strict=True):
        assert words in report.message
    if case.exported:
        copied = as_bibtex(read_publications(read.entries)[0][0])
        assert [part for part in case.exported if part not in copied] == [], copied


def test_each_kind_has_ten_siblings() -> None:
    assert min(map(len, (ESCAPES, LATER_FIELDS, NAMESPACES, MARKS, HEADERS))) >= 12


ALONE = [
    pytest.param(case, id=name)
    for name, case in CASES.items()
    if isinstance(case.source, str) and "@string" not in case.source
]


@pytest.mark.parametrize("case", ALONE)
def test_a_case_is_read_alike_between_others(case: Case) -> None:
    one, two = {"title": "One", "year": "2001"}, {"title": "Two", "year": "2002"}
    before = "@misc{around1, title = {One}, year = 2001}"
    behind = "@misc{around2, title = {Two}, year = 2002}"
    text = f"{before}\n{case.source}\n{behind}\n"
    read = parse_bib_files([(FileBytes(text.encode()), "x.bib")]).entries
    assert fields_of(read) == {"around1": one, **case.entries, "around2": two}
