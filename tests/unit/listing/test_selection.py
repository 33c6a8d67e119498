from __future__ import annotations

import pytest
from docutils.nodes import make_id
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.listing.options import ListOptions
from sphinx_publications.listing.selection import Count, count, selected
from sphinx_publications.model.library import Library, assemble
from unit.helpers import read

BIB = r"""
@article{one, author={Zhu, Banghua and Doe, Jane}, title={One}, journal={Annals}, year=2021}
@article{two, author={Zhu, Banghua}, title={Two 2}, journal={Annals}, year={in press}}
@phdthesis{three, author={Zhu, Banghua}, title={Three}, school={Berkeley}, year=2022}
@misc{four, title={Four}, keywords={ml, stats}, own={x}}
@article{five, author={Roe, Bo}, title={Five}, journal={Annals}, year=2021, options={skipbib}}
"""
LIBRARY = assemble({}, read(BIB)[0], make_id)


@pytest.mark.parametrize(
    ("expression", "number"),
    [
        ("all", 4),
        (" All\n", 4),
        ("True", 4),
        ("False", 0),
        ('type == "article"', 2),
        ('type == "thesis"', 0),
        ('basetype == "thesis"', 1),
        ("year >= 2021", 2),
        ('year == "in press"', 1),
        ('author % "doe"', 1),
        ('author % "^zhu" and not type == "article"', 1),
        (r'title % "\d"', 1),
        ('own == "x"', 1),
        ('key in {"one", "four", "five"}', 2),
        ('options % "skipbib"', 0),
        ('keywords % "ml"', 1),
        # "all" is a word of ours only alone.
        ('title != "" or all', 4),
    ],
)
def test_what_is_counted(expression: str, number: int) -> None:
    found = count(expression, LIBRARY)
    assert found.number == number
    expected = ['“title != "" or all” names “all”, which is no field of any entry']
    said = [report.message for report in found.reports]
    assert said == (expected if expression.endswith("or all") else [])


ALL = "; nothing is counted (“all” counts all publications)"


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        (
            "type = 'article'",
            "“type = 'article'” is no valid expression at column 6: to compare, write “==”" + ALL,
        ),
        ("(", "“(” is no valid expression at its end" + ALL),
        (" ", "“ ” is no valid expression at all: it is empty" + ALL),
        (
            "open('x')",
            "“open('x')” uses “open('x')”, which the filter language does not have" + ALL,
        ),
    ],
)
def test_a_wrong_filter_counts_nothing(expression: str, said: str) -> None:
    found = count(expression, LIBRARY)
    assert found.number is None
    assert [str(report) for report in found.reports] == [said]
    assert found.state == ("None", said)


def test_a_name_that_no_entry_has() -> None:
    found = count('authorx % "Zhu" or yearx == "2021"', LIBRARY)
    assert found.number == 0
    who = '“authorx % "Zhu" or yearx == "2021"” names'
    said = [
        f"{who} “authorx”, which is no field of any entry",
        f"{who} “yearx”, which is no field of any entry",
    ]
    assert [str(report) for report in found.reports] == [
        f"{said[0]}; did you mean “author”?",
        f"{said[1]}; did you mean “year”?",
    ]
    assert {report.subtype for report in found.reports} == {"filter"}
    # A guess owes no page anything.
    assert found.state == ("0", *said)


def test_of_nothing_there_is_nothing() -> None:
    assert count("all", Library()) == Count(0)
    assert count('type == "article"', Library()) == Count(0)
    assert Count(0).state == ("0",)


@given(
    st.text(max_size=30) | st.text(st.sampled_from("all type=\"()% andotr'[]{}\\n"), max_size=30)
)
def test_any_text_counts_or_is_reported(expression: str) -> None:
    found = count(expression, LIBRARY)
    assert (found.number is None) <= bool(found.reports)
    assert found.number is None or 0 <= found.number <= 4


SORTED = r"""
@misc{a, title={The Bee}, sorttitle={Bee}, author={{van Zoe}, Ann}, sortname={Zoe, Ann}, year=2001}
@misc{b, title={Cat}, author={Roe, Jane}, year=1999, sortyear={2005}}
@misc{c, title={Ant}, author={Young, Bo}, year=2003}
@misc{d, title={Dog}, author={Abe, Cy}, year=2002, presort={zz}}
@misc{e, title={Elk}, author={Abel, Cy}, sortkey={{\"U}ber}, year=2000}
"""


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", "cabed"),
        ("-title", "ebacd"),
        ("author", "becad"),
        ("-year", "bcaed"),
        ("date", "eacbd"),
        ("file", "abced"),
    ],
)
def test_fields_of_biblatex_sort(sort: str, order: str) -> None:
    publications, reports = read(SORTED)
    assert reports == []
    options = ListOptions(sort=(sort,))
    assert "".join(it.key for it in selected(publications, options)) == order
