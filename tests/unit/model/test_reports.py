from __future__ import annotations

import pytest

from sphinx_publications.model.reports import Report, Subtype


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
