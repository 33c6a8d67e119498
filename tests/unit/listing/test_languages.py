from __future__ import annotations

import pytest

from sphinx_publications.listing.languages import language_names

NAMES = {
    "en": [], "english": [], "USenglish": [], "eng": [], "en-GB": [], "British English": [],
    "langfrench": ["French"], "fr-CA": ["French"], "Français": ["French"], "fre": ["French"],
    "ngerman": ["German"], "Deutsch": ["German"], "deu": ["German"], "ger": ["German"],
    "zh_Hans": ["Chinese"], "Simplified Chinese": ["Chinese"], "日本語": ["Japanese"],
    "portuguese (brazil)": ["Portuguese"], "pt-BR": ["Portuguese"], "brazilian": ["Portuguese"],
    "french and german": ["French", "German"], "english, french": ["French"],
    "Ancient Greek": ["Ancient Greek"], "old Klingon": ["Old Klingon"], "": [],
    "de and de": ["German"],
}  # fmt: skip


@pytest.mark.parametrize(("written", "names"), NAMES.items())
def test_names_of_languages(written: str, names: list[str]) -> None:
    assert language_names(written, "en", "en") == names


def test_english_is_named_unless_it_is_left_out() -> None:
    assert language_names("en and la", "en") == ["English", "Latin"]
    assert language_names("en and de", "de", "de") == ["Englisch"]
