from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.reading.publications import read_publications
from sphinx_publications.text.control_characters import (
    CONTROL,
    UNREADABLE,
    visible,
    without_controls,
    without_unreadable,
)
from sphinx_publications.text.latex import decode
from unit.helpers import read

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What Unicode says of each character, taken as the rule for our table.
WHITE = "\t\n\r"


def is_control(character: str) -> bool:
    number = ord(character)
    return character not in WHITE and (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or character in BIDI
        or 0xFFF9 <= number <= 0xFFFB
        or 0xFDD0 <= number <= 0xFDEF
        or number & 0xFFFE == 0xFFFE
    )


def test_the_table_is_what_unicode_says() -> None:
    everything = map(chr, range(0x110000))
    assert [c for c in everything if is_control(c) != bool(re.fullmatch(CONTROL, c))] == []


STAYS = "a\u200db\u200cc\u00add\u00a0e\ufe0f\u2060 \t\n\U0001f468\u200d\U0001f469"


def test_joiners_soft_hyphens_and_no_break_spaces_belong_to_words() -> None:
    assert without_controls(STAYS) == STAYS
    assert visible("a\u200db\u200c\tc") == "a\u200db\u200c\tc"


@given(st.text())
def test_nothing_else_is_taken_out_or_made_visible(text: str) -> None:
    kept = without_controls(text)
    assert re.search(CONTROL, kept) is None
    assert kept.replace(" ", "") == "".join(c for c in text if not is_control(c) and c != " ")
    shown = visible(text)
    assert re.search(CONTROL, shown) is None
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown


def test_what_is_made_visible() -> None:
    assert visible("a\x1b[31m\n::error::\r\u202e\x9b\U0001fffe\ud800") == (
        r"a\x1b[31m\n::error::\r\u202e\x9b\U0001fffe\ud800"
    )


@pytest.mark.parametrize("control", [*"\x00\x07\x1b\x7f\x9b\ufffe\U0010ffff", *BIDI], ids=ascii)
def test_a_control_character_is_left_out_wherever_it_stands(control: str) -> None:
    source = f"@string{{s{control} = {{S{control}}}}}\n@m{control}isc{{k{control}ey,\n"
    source += f"  ti{control}tle = {control} {{T{control}itle}},\n  month = ja{control}n,\n"
    source += f"  publisher = {control}s #{control} {{{control}}}\n}}\n"
    publications, reports = read(source)
    (publication,) = publications
    assert (publication.key, publication.type, publication.title) == ("key", "misc", ("Title",))
    assert dict(publication.fields) == {"title": "Title", "month": "January", "publisher": "S"}
    number = f"U+{ord(control):04X}"
    assert reports == [
        f"pubs.bib:{line}: holds an invisible control character ({number}); it is left out"
        for line in (1, 2, 3, 4, 5)
    ]


@pytest.mark.parametrize("separator", ["\v", "\f", "\u2028", "\u2029"], ids=ascii)
def test_what_separates_lines_or_pages_is_a_space(separator: str) -> None:
    publications, reports = read(f"@misc{{k,\ntitle = {{One{separator}Two}}, year = nowhere}}")
    assert publications[0].title == ("One Two",)
    assert reports == [
        f"pubs.bib:2: holds an invisible control character (U+{ord(separator):04X});"
        " it is left out",
        "pubs.bib:2: k: field “year”: “nowhere” is no number and no @string; it is taken as it"
        " stands (put braces around it)",
    ]


def test_a_line_is_reported_once_and_a_spoilt_file_in_a_few_words() -> None:
    _, reports = read("@misc{k, title = {T}}\n" + "\x1b\u202e\x1b\n" * 25)
    assert reports == [
        *(
            f"pubs.bib:{line}: holds invisible control characters (U+001B, U+202E); they are left"
            " out"
            for line in range(2, 22)
        ),
        "pubs.bib:22: invisible control characters are left out of 5 more lines, the last of which"
        " is line 26, too",
    ]


@pytest.mark.parametrize(
    ("entity", "shown", "reported"),
    [
        ("&#27;", "AB", True),
        ("&#x1b;", "AB", True),
        ("&#x202e;", "AB", True),
        ("&rlm;", "AB", True),
        ("&#x2028;", "A B", False),
        ("&#10;", "A B", False),
        ("&#x9b;", "A›B", False),
        ("&zwnj;", "A\u200cB", False),
        ("&#x200d;", "A\u200dB", False),
        ("&nbsp;", "A\u00a0B", False),
    ],
)
@pytest.mark.parametrize("around", ["{}", "{}, Jane"], ids=["title", "author"])
def test_an_entity_stands_for_no_control_character(
    entity: str, shown: str, around: str, *, reported: bool
) -> None:
    if around == "{}":
        decoded = decode(f"A{entity}B")
        assert decoded.text == (shown,)
        problems = list(decoded.problems)
    else:
        publications, _ = read(f"@misc{{k, title = {{T}}, author = {{A{entity}B, Jane}}}}")
        assert publications[0].authors[0].family == shown
        _, problems = read(f"@misc{{k, title = {{T}}, author = {{A{entity}B, Jane}}}}")
        problems = [problem.partition("field “author” ")[2] for problem in problems]
    message = f"has “{entity}”, which is an invisible character; it is left out"
    assert problems == ([message] if reported else [])


def texts_in(value: object) -> Iterator[str]:
    """Yield all texts within a publication."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.items():
            yield from texts_in(item)
    elif isinstance(value, (tuple, frozenset)):
        for item in value:
            yield from texts_in(item)


PIECES = st.sampled_from(
    [
        *'\x00\x1b\x9b\u202e\u2028\n{}",=@#%&;$\\ ',
        *["@misc{k, ", "title = {T}", "author = {A, B}", "pdf = {a%1b.pdf}", "doi = "],
        *["&#x202e;", "&#27;", "\\url{", "http://a.b/", "%e2%80%ae"],
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_publication_holds_a_control_character_and_no_report_two_lines(source: str) -> None:
    bibliography = parse_bib(source, "a\n::error::b\x1b.bib")
    publications, reports = read_publications(bibliography.entries)
    held = [
        text for publication in publications for text in texts_in(publication._replace(path=""))
    ]
    assert [text for text in held if re.search(CONTROL, text)] == []
    assert [pub.key for pub in publications if visible(pub.key) != pub.key] == []
    said = [
        text for report in (*bibliography.reports, *reports) for text in (str(report), report.place)
    ]
    assert [text for text in said if visible(text) != text] == []


@pytest.mark.parametrize("widthless", "\u200b\ufeff", ids=ascii)
def test_what_a_web_page_leaves_beside_ascii_makes_no_other_key_field_or_address(
    widthless: str,
) -> None:
    w = widthless
    source = f"{w}@misc{{{w}key,\n{w}title = {{T}},{w}\n  author{w} = {{Doe, J.{w} and Roe, R.}},\n"
    source += f"  doi = {{10.1000/18{w}{w}2}},\n  note = {{กา{w}รเ}}\n}}\n"
    publications, reports = read(source)
    (publication,) = publications
    assert publication.key == "key"
    assert dict(publication.fields) == {
        "title": "T", "author": "Doe, J. and Roe, R.", "doi": "10.1000/182", "note": f"กา{w}รเ"
    }  # fmt: skip
    number = f"U+{ord(w):04X}"
    assert reports == [
        f"pubs.bib:{line}: holds an invisible control character ({number}); it is left out"
        for line in (1, 2, 3, 4)
        if w != "\ufeff"  # files were joined
    ]


@given(st.text("a\u200b\ufeffก\x85é "))
def test_what_is_left_out_of_a_file_is_left_out_at_once(text: str) -> None:
    assert re.search(UNREADABLE, without_unreadable(text)) is None
