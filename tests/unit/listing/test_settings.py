from __future__ import annotations

import pytest

from sphinx_publications.listing.settings import parse_group_by


@pytest.mark.parametrize(
    ("text", "names"),
    [("none", ()), ("No", ()), ("year", ("year",)), ("kind, Year", ("kind", "year"))],
)
def test_what_lists_are_grouped_by(text: str, names: tuple[str, ...]) -> None:
    assert parse_group_by(text) == names
