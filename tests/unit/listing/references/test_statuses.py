"""The status and the year of a publication: each is said, and is said once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.listing.references.composer import Composer
from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.statuses import STATUSES, status_of, status_row
from sphinx_publications.text.inline import plain
from unit.helpers import line_of, read, read_one

#: Field of the status → what is written there, of each status, and by people.
STATES = ["", *STATUSES, "Under review", "accepted", "in print", "Withdrawn"]
NOTES = {"none": "", "another": "A note", "place": "Submitted to the Annals of Lists"}
VENUES = {
    "none": ("misc", ""),
    "article without a journal": ("article", ""),
    "unpublished": ("unpublished", ""),
    "journal": ("article", "journal = {Annals of Lists}, volume = 3"),
    "conference": ("inproceedings", "booktitle = {Day of Lists}"),
    "arXiv": ("misc", "eprint = {2301.11270}"),
}


@pytest.mark.parametrize("year", ["2023", ""])
@pytest.mark.parametrize("venue", VENUES)
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("state", STATES)
def test_year_and_status_are_said_once(state: str, note: str, venue: str, year: str) -> None:
    entry_type, fields = VENUES[venue]
    given = {"author": "Doe, Jane", "pubstate": state, "note": NOTES[note], "year": year}
    source = ", ".join(f"{name} = {{{value}}}" for name, value in given.items() if value)
    publications, _ = read(f"@{entry_type}{{k, title = {{T}}, {source}, {fields}}}")
    publication = publications[0]
    line, row = line_of(publication), status_row(publication.status)
    assert line.count("2023") == bool(year), line
    says_it = note == "place" and publication.status == "submitted"
    said = len(re.findall(rf"(?i)\b{row.text}\b", line)) if row.text else 0
    assert said == bool(row.text and not says_it), line
    # Nothing may look as if it were published that nobody has accepted.
    imprint_is_year = venue in {"none", "article without a journal", "unpublished"}
    if row.text and not row.accepted and year and imprint_is_year and not says_it:
        assert f" {row.text}, 2023." in line
    elif row.text and not says_it:
        assert f" {row.text}." in line
    if NOTES[note]:
        assert line.count(NOTES[note]) == 1


SAID = {
    "year alone": ("year=2023, pubstate={submitted}", "T. In submission, 2023."),
    "month": ("date={2023-05}, pubstate={submitted}", "T. In submission, 2023."),
    "no year": ("pubstate={submitted}", "T. In submission."),
    "in preparation": ("year=2023, pubstate={inpreparation}", "T. In preparation, 2023."),
    "accepted": ("year=2023, pubstate={inpress}", "T. 2023. In press."),
    "forthcoming": ("year=2023, pubstate={forthcoming}", "T. 2023. To appear."),
    "prepublished": ("year=2023, pubstate={prepublished}", "T. 2023. Pre-published."),
    "published": ("year=2023, pubstate={published}", "T. 2023."),
    "the year says it": ("year={submitted}", "T. In submission."),
    "the year says it in other words": ("year={under review}", "T. In submission."),
    "the year says it, and so does the status": (
        "year={submitted}, pubstate={submitted}", "T. In submission.",
    ),
    "the note says it": (
        "year=2023, pubstate={submitted}, note={In submission}", "T. 2023. In submission.",
    ),
    "the note says where": (
        "year=2023, note={Under review at Nature}, pubstate={submitted}",
        "T. 2023. Under review at Nature.",
    ),
    "howpublished says it": (
        "year=2023, howpublished={Under review}, pubstate={submitted}",
        "T. Under review, 2023.",
    ),
    "another note": (
        "year=2023, note={Best paper}, pubstate={submitted}", "T. In submission, 2023. Best paper.",
    ),
    "an imprint": (
        "year=2023, howpublished={Talk}, pubstate={submitted}", "T. Talk, 2023. In submission.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "line"), SAID.values(), ids=list(SAID))
def test_what_is_said(fields: str, line: str) -> None:
    assert line_of(read_one(f"@misc{{k, title={{T}}, {fields}}}")) == line


def test_letters_of_years_stay_and_say_the_status_once() -> None:
    source = "".join(
        f"@unpublished{{{key}, title={{{key}}}, author={{Doe, Jane}}, year=2023,"
        " pubstate={submitted}}\n"
        for key in "ab"
    )
    composer = Composer(Settings(letters=True))
    publications, _ = read(source)
    for publication in publications:
        line = composer.line(publication)
        assert len(re.findall(r"\b2023", line)) == 1, line
        assert line.count("In submission") == 1, line


def test_a_status_of_a_related_work_is_not_said_of_this_one() -> None:
    source = (
        "@article{a, title={T}, author={Doe, Jane}, journal={J}, year=2024, related={b},"
        " relatedtype={preprint}}\n"
        "@unpublished{b, title={T}, author={Doe, Jane}, year=2023, pubstate={submitted}}\n"
    )
    publications, _ = read(source)
    lines = {it.key: line_of(it) for it in publications}
    assert lines["b"].startswith("T. Jane Doe. In submission, 2023.")
    assert lines["a"].count("2023") <= 1
    assert ", , " not in lines["a"]


@given(
    st.sampled_from(["misc", "article", "unpublished", "report", "thesis", "online", "book"]),
    st.sampled_from([*STATES, "submitted."]),
    st.sampled_from(["2023", "in press", "Submitted", "2023/2024", "under review", "n.d.", ""]),
    st.sampled_from(["", "In press", "To appear", "in submission.", "N", "Accepted at J"]),
)
def test_no_status_is_lost_and_none_is_said_twice(
    entry_type: str, state: str, year: str, note: str
) -> None:
    fields = f"pubstate = {{{state}}}, year = {{{year}}}, note = {{{note}}}"
    publications, _ = read(f"@{entry_type}{{k, title = {{T}}, {fields}}}")
    publication = publications[0]
    line, row = line_of(publication).casefold(), status_row(publication.status)
    words = {row.text.casefold(), *row.written, row.name} - {""}
    said = [word for word in words if word in line]
    assert said or not row.text, line
    assert not row.text or line.count(row.text.casefold()) <= 1, line
    if year and not status_of(year):
        assert line.count(year.casefold()) == 1, line


def test_a_sentence_of_the_status_is_an_imprint() -> None:
    made = Composer(Settings()).reference(
        read_one("@misc{k, title={T}, author={A, B}, year=2023, pubstate={submitted}}")
    )
    assert [(it.name, plain(it.text)) for it in made.sentences] == [
        ("title", "T."), ("authors", "B A."), ("imprint", "In submission, 2023."),
    ]  # fmt: skip
    parts = [part.name for part in made.sentences[-1].parts]
    assert parts == ["status", "", "year", ""]
