from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.model.reports import Nearest, Report, Subtype, grouped


@pytest.mark.parametrize(
    ("report", "text"),
    [
        pytest.param(Report(Subtype.KEY, "is wrong"), "is wrong", id="message only"),
        pytest.param(Report(Subtype.KEY, "is wrong", key="k"), "k: is wrong", id="key"),
        pytest.param(
            Report(Subtype.FILE, "is wrong", "a.bib"), "a.bib: is wrong", id="file without line"
        ),
        pytest.param(
            Report(Subtype.LATEX, "is wrong", "a.bib", 0, "k"),
            "a.bib:0: k: is wrong",
            id="file, line and key",
        ),
    ],
)
def test_a_report_names_its_place(report: Report, text: str) -> None:
    assert str(report) == text


def test_the_text_is_without_the_place() -> None:
    assert Report(Subtype.LATEX, "is wrong", "a.bib", 3, "k").text == "k: is wrong"


def test_a_subtype_is_written_as_it_is_named() -> None:
    assert [str(subtype) for subtype in Subtype] == [subtype.name.lower() for subtype in Subtype]


# -- many reports -------------------------------------------------------------------


def report_of(number: int, message: str = "“{}” is no number") -> Report:
    return Report(Subtype.MACRO, message.format(number), "a.bib", number, f"k{number}")


def test_reports_that_say_the_same_are_grouped() -> None:
    reports = [*map(report_of, range(1, 501)), report_of(7, "is long")]
    found = list(grouped(reports))
    assert found[:10] == reports[:10]
    assert found[10] == reports[-1]
    assert str(found[11]) == "a.bib:11: and 490 more of this kind: “…” is no number"
    assert len(found) == 12


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11])
def test_a_few_reports_are_all_there(count: int) -> None:
    reports = [report_of(number) for number in range(count)]
    assert list(grouped(reports)) == reports


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_no_report_is_lost_without_a_word(kinds: list[str]) -> None:
    reports = [
        Report(Subtype.FIELD, f"is {kind}", "a.bib", line) for line, kind in enumerate(kinds)
    ]
    for kind in set(kinds):
        said = [it.message for it in grouped(reports, 3) if it.message.endswith(f"is {kind}")]
        more = sum(int(text.split()[1]) for text in said if text.startswith("and "))
        plain = [text for text in said if not text.startswith("and ")]
        assert len(plain) + more == kinds.count(kind)


WORDS = ["zhu2023principled", "zhu2023fine", "jiao2022", "Doe:1999", "朱2020", "x"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("zhu2023principle", "zhu2023principled"),
        ("zhu2023fien", "zhu2023fine"),
        ("Jiao2022", "jiao2022"),
        ("doe1999", "Doe:1999"),
        ("朱2021", "朱2020"),
        ("something else", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_found(word: str, near: str) -> None:
    assert Nearest(WORDS)(word) == near
    assert Nearest()(word) == ""


@given(st.lists(st.text("ab12", min_size=4, max_size=9), unique=True, max_size=8), st.data())
def test_a_word_with_a_slip_is_found(words: list[str], data: st.DataObject) -> None:
    for word in words:
        place = data.draw(st.integers(0, len(word)))
        wrong = f"{word[:place]}x{word[place:]}"
        assert Nearest(words)(wrong) in words
