from __future__ import annotations

from pathlib import Path

import pytest
from docutils.nodes import make_id

from sphinx_publications.listing.lists import MadeList, make_list
from sphinx_publications.listing.references.composer import Composer
from sphinx_publications.listing.settings import Numbering, Settings
from sphinx_publications.model.library import Library, assemble
from unit.helpers import read

SITE = Settings(
    sort=("title",), group_by=("year",), numbering=(Numbering.CONTINUOUS, False), finder=2
)


@pytest.fixture(scope="module")
def library() -> Library:
    source = (
        "@misc{c, title={C}, year=2020}\n"
        "@misc{a, title={A}, year=2021}\n"
        "@misc{b, title={B}, year=2020}\n"
    )
    publications, _ = read(source)
    return assemble({Path("pubs.bib"): "pubs.bib"}, publications, make_id)


def shown(made: MadeList) -> str:
    """Return the headings, numbers and keys of a list in one line."""
    groups = made.root.groups or (made.root,)
    items = [
        f"{group.title}: " + " ".join(f"{it.number}{it.publication.key}" for it in group.items)
        for group in groups
    ]
    return "; ".join(items)


@pytest.mark.parametrize(
    ("texts", "content", "lines", "finder"),
    [
        ({}, "", "2021: 1a; 2020: 2b 3c", True),
        ({"sort": "file", "group-by": "none"}, "", ": 1c 2a 3b", True),
        ({"sort": "", "group-by": " , "}, "", "2021: 1a; 2020: 2b 3c", True),
        ({"numbering": "reversed", "finder": "no"}, "", "2021: 3a; 2020: 2b 1c", False),
        ({"no-index": ""}, "", "2021: 1a; 2020: 2b 3c", False),
        ({"limit": "2"}, "", "2021: a; 2020: b", False),
        ({"limit": "2", "numbering": "group", "finder": "yes"}, "", "2021: 1a; 2020: 1b", True),
        ({}, "c a, b", ": c a b", False),
        ({"sort": "title", "group-by": "year"}, "c a, b", "2021: a; 2020: b c", False),
        ({"file": "other.bib"}, "", ": ", False),
        ({"file": "other.bib", "finder": "yes"}, "", ": ", False),
    ],
)
def test_options_come_before_settings_and_selections_have_few_of_these(
    library: Library, texts: dict[str, str], content: str, lines: str, finder: bool
) -> None:
    made = make_list(texts, [content], library, Composer(SITE))
    assert shown(made) == lines
    assert (made.finder is not None) == finder
    assert made.request.excerpt == ("limit" in texts or bool(content))
    assert made.request.no_index == ("no-index" in texts)


def test_keys_that_no_publication_has_are_reported(library: Library) -> None:
    made = make_list({}, ["zz, a", "yy A", "b"], library, Composer(SITE))
    assert [report.key for report in made.reports] == ["zz", "yy"]
    assert shown(made) == ": a b"
    assert make_list({}, [], library, Composer(SITE)).reports == []


def test_reports_say_what_is_wrong_and_all_else_holds(library: Library) -> None:
    texts = {"bogus": "1", "limit": "0", "sort": "yeer, -title", "filter": "keywrods"}
    made = make_list({**texts, "group-by": "flavour"}, ["a zz"], library, Composer(SITE))
    assert shown(made) == ": "
    assert [str(report).partition(" (known")[0] for report in made.reports] == [
        ":bogus: is no option of this directive",
        ":limit: is “0”, but is a number from 1; it is ignored",
        "zz: is in no .bib file",
        ":filter: names “keywrods”, which is no field of any entry; did you mean “keywords”?",
        ":sort: names “yeer”, which is no field of any entry; did you mean “year”?",
        ":group-by: names “flavour”, which is no field of any entry",
    ]


def aliased(*entries: tuple[str, str]) -> Library:
    """Return the library of entries that are alike but for cite key and ``ids``."""
    source = "\n".join(f"@misc{{{key}, title={{T}}, ids={{{ids}}}}}" for key, ids in entries)
    return assemble({Path("pubs.bib"): "pubs.bib"}, read(source)[0], make_id)


def test_a_hand_picked_list_has_an_entry_once_under_all_its_keys() -> None:
    made = make_list(
        {}, ["old b", "a OLDER"], aliased(("a", "old, older"), ("b", "")), Composer(Settings())
    )
    assert made.reports == []
    assert shown(made) == ": a b"


def test_a_list_has_another_digest_for_other_aliases() -> None:
    def digest(*entries: tuple[str, str]) -> str:
        return make_list({}, (), aliased(*entries), Composer(Settings())).request.digest

    # The last two are found under different names, and have the same ids.
    aliases = ["", "old", "older", "old, older", "a:b", "a.b"]
    assert len({digest(("k", ids)) for ids in aliases}) == len(aliases)
    assert digest(("k", " old,older ")) == digest(("k", "old, older"))
    assert digest(("k", "")) == digest(("k", "k"))
