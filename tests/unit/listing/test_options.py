from __future__ import annotations

from typing import Any

import pytest

from sphinx_publications.listing.options import LIST_OPTIONS, ListOptions, read_options
from sphinx_publications.listing.settings import SETTINGS, Detail, Numbering, Settings
from sphinx_publications.model.reports import Report, Subtype


def options_of(**texts: str) -> tuple[ListOptions, list[Report]]:
    given, reports = read_options({name.replace("_", "-"): text for name, text in texts.items()})
    return ListOptions(**given), reports


def test_options_share_their_names_and_values_with_settings() -> None:
    settings = Settings()
    shared = [option.field for option in LIST_OPTIONS.values() if option.has_setting]
    assert shared == ["group_by", "sort", "numbering", "details", "finder"]
    for name in shared:
        assert f"publications_{name}" in {setting.name for setting in SETTINGS}
        assert hasattr(settings, name)


def test_options_that_are_not_given_have_their_defaults() -> None:
    options, reports = options_of()
    assert reports == []
    for option in LIST_OPTIONS.values():
        assert getattr(options, option.field) == option.default


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("group_by", "none", ()),
        ("group_by", "Kind, year", ("kind", "year")),
        ("sort", "file", ()),
        ("sort", "-Year", ("-year",)),
        ("numbering", "reversed", (Numbering.CONTINUOUS, True)),
        ("limit", " 5 ", 5),
        ("file", "a.bib, sub/b.bib", ("a.bib", "sub/b.bib")),
        ("details", "none", ()),
        ("details", "Cite, abstract", (Detail.CITE, Detail.ABSTRACT)),
        ("finder", "yes", True),
        ("finder", "no", False),
        ("chart", "", True),
        ("no_index", "", True),
        ("no_index", "no", False),
    ],
)
def test_an_option_has_the_value_given(name: str, text: str, value: Any) -> None:
    options, reports = options_of(**{name: text})
    assert getattr(options, name) == value
    assert reports == []


@pytest.mark.parametrize("name", ["group_by", "sort", "file"])
@pytest.mark.parametrize("text", ["", " ", " , "])
def test_a_list_of_nothing_counts_as_not_given(name: str, text: str) -> None:
    assert options_of(**{name: text}) == options_of()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("numbering", "is “?”, but is one of group, prefixed, continuous, none, or “reversed” with"
                      " one of them; it is ignored"),
        ("limit", "is “?”, but is a number from 1; it is ignored"),
        ("details", "is “?”, but is one or more of abstract, cite, bibtex, or none; it is"
                    " ignored"),
        ("finder", "is “?”, but is yes or no; it is ignored"),
        ("chart", "is “?”, but is yes or no; it is ignored"),
        ("no-index", "is “?”, but is yes or no; it is ignored"),
        ("filter", "is no valid expression at column 1; all entries are shown"),
    ],
)  # fmt: skip
def test_a_bad_option_costs_itself(name: str, message: str) -> None:
    given, (report,) = read_options({name: "?", "group-by": "none"})
    assert given == {"group_by": ()}
    assert report.message == f":{name}: {message}"
    assert report.subtype is (Subtype.FILTER if name == "filter" else Subtype.OPTION)


def test_an_unknown_option_is_told_which_there_are() -> None:
    given, (report,) = read_options({"bogus": "1"})
    assert given == {}
    assert report.subtype is Subtype.OPTION
    known = ", ".join(LIST_OPTIONS)
    assert report.message == f":bogus: is no option of this directive (known: {known})"
    assert known.startswith("group-by, filter, sort, ")
