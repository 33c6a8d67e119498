from __future__ import annotations

from typing import Any

import pytest

from sphinx_publications.listing.settings import (
    SETTINGS,
    BadValueError,
    Setting,
    Settings,
    parse_group_by,
    parse_settings,
    parse_sort,
)
from sphinx_publications.model.entry_types import DEFAULT_GROUPS
from sphinx_publications.model.link_labels import LinkField

BY_NAME = pytest.mark.parametrize("setting", SETTINGS, ids=[setting.name for setting in SETTINGS])
DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


@pytest.mark.parametrize(
    ("text", "names"),
    [("none", ()), ("No", ()), ("year", ("year",)), ("kind, Year", ("kind", "year"))],
)
def test_what_lists_are_grouped_by(text: str, names: tuple[str, ...]) -> None:
    assert parse_group_by(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [("file", ()), ("File ", ()), ("-Year, title", ("-year", "title")), ("", ())],
)
def test_what_lists_are_sorted_by(text: str, names: tuple[str, ...]) -> None:
    assert parse_sort(text) == names


@BY_NAME
def test_a_default_is_a_good_value(setting: Setting) -> None:
    assert type(setting.default) in setting.types
    setting.check(setting.default)
    setting.parse(setting.default)


@BY_NAME
@pytest.mark.parametrize(
    "value", [None, 1.5, -1, b"x", {1}, [1], {"a": 1}, {1: {"title": 1}}, object(), "\0*"]
)
def test_a_value_is_good_or_reported(setting: Setting, value: Any) -> None:
    """A parser that let another exception out would end the build."""

    def problem(test: Any) -> str:
        try:
            test(value)
        except BadValueError as error:
            return str(error)
        return ""

    # What the check lets through can be parsed.
    assert problem(setting.check) == problem(setting.parse)
    if value is None:
        assert problem(setting.check)


def test_settings_that_are_not_given_have_their_defaults() -> None:
    settings, parsed = Settings(), parse_settings(DEFAULTS)
    for name in (setting.name.removeprefix("publications_") for setting in SETTINGS):
        if name != "groups":
            assert getattr(settings, name) == getattr(parsed, name)
    names = [(group.name, group.title, group.prefix) for group in settings.groups]
    assert names == [(name, it["title"], it["prefix"]) for name, it in DEFAULT_GROUPS.items()]
    assert (settings.group_by, settings.sort) == (("kind",), ("-year", "title"))
    assert (settings.details, settings.fold_authors, settings.finder) == (None, 20, 10)
    assert not settings.letters


def test_links_have_labels_or_labels_and_addresses() -> None:
    links = {"Talk": "Talk", "ADS": ("ADS", "https://example.org/{}/x"), "b": ["B", "http://b/?{}"]}
    settings = parse_settings({**DEFAULTS, "publications_links": links})
    assert settings.links == (
        LinkField("talk", "Talk"),
        LinkField("ads", "ADS", "https://example.org/{}/x"),
        LinkField("b", "B", "http://b/?{}"),
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.org",
        "javascript:{}",
        "https://e.org/{}/{}",
        "https://e.org/{a}",
        "//e/{",
    ],
)
def test_an_address_has_one_place_for_an_identifier(address: str) -> None:
    with pytest.raises(BadValueError, match="no web address with one"):
        parse_settings({**DEFAULTS, "publications_links": {"a": ("A", address)}})


def test_settings_have_what_conf_py_says() -> None:
    values = {
        "publications_owner": ["Doe, Jane", "Doe, J."],
        "publications_groups": {"a": {"title": "A", "filter": "True"}},
        "publications_links": {"Talk": "Talk"},
        "publications_file_types": ".PY",
        "publications_sort": "file",
        "publications_details": "none",
        "publications_finder": True,
    }
    settings = parse_settings({**DEFAULTS, **values}, letters=True)
    assert [person.family for person in settings.owner] == ["Doe", "Doe"]
    assert [group[:3] for group in settings.groups] == [("a", "A", "")]
    assert settings.links == (LinkField("talk", "Talk"),)
    assert {"py", "pdf"} <= settings.file_types
    assert (settings.sort, settings.details, settings.finder) == ((), (), 1)
    assert settings.letters
