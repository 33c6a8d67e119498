from __future__ import annotations

import pytest

from sphinx_publications.model.persons import same_person
from sphinx_publications.model.publication import Publication, Venue
from unit.helpers import entry, read_one

PUBLICATION = read_one(
    r"""@Conference{Zhu2023,
      author    = {Zhu, Banghua and van Beethoven, Ludwig},
      editor    = {King, Jr., Martin Luther},
      title     = {On \emph{{GAN}s}},
      booktitle = {Proceedings of {X}},
      abbr      = {X},
      date      = {2023-05},
      pubstate  = {In Press},
      pages     = {1--2},
      keywords  = {learning, games},
      custom    = {as {\em written}},
    }"""
)

VALUES = {
    "key": "zhu2023",
    "type": "conference",
    "title": "On GANs",
    "author": "Zhu, Banghua and van Beethoven, Ludwig",
    "editor": "King, Jr., Martin Luther",
    "year": "2023",
    "venue": "X",
    "status": "inpress",
    "selected": "",
    "pages": "1–2",
    "booktitle": "Proceedings of X",
    "keywords": "learning, games",
    "custom": r"as {\em written}",
    "missing": "",
}


@pytest.mark.parametrize(("name", "value"), VALUES.items(), ids=list(VALUES))
def test_value(name: str, value: str) -> None:
    assert PUBLICATION.value(name) == value


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("note = {N}", "status", "published"),
        ("year = {in press}", "year", "in press"),
        ("journal = {J. X}", "venue", "J. X"),
        ("note = {N}", "author", ""),
        ("selected = {true}", "selected", "true"),
        ("selected = {Yes}", "selected", "true"),
        ("selected = 1", "selected", "true"),
        ("selected = {False}", "selected", ""),
        ("selected = {no}", "selected", ""),
        ("selected = 0", "selected", ""),
        ("selected = {}", "selected", ""),
    ],
)
def test_computed_values(fields: str, name: str, value: str) -> None:
    assert entry(fields).value(name) == value


def test_creators_are_authors_or_else_editors() -> None:
    both = entry("author = {A, A}, editor = {B, B}")
    assert both.creators == both.authors
    editor = entry("editor = {B, B}")
    assert editor.creators == editor.editors


def test_a_venue_is_known_by_its_short_form() -> None:
    assert Venue(("Proceedings of X",), "X").label == "X"
    assert Venue(("Proceedings of X",)).label == "Proceedings of X"


def test_the_least_publication() -> None:
    publication = Publication("k", "misc", ("T",))
    assert (publication.title_text, publication.value("year")) == ("T", "")


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ("author={{World Health Organization}}, shortauthor={{WHO}}", ("WHO",)),
        ("editor={Roe, Jane}, shorteditor={R, J}", ("R",)),
        ("author={Poe, Jim}, editor={Roe, Jane}, shorteditor={R, J}", ("Poe",)),
    ],
)
def test_short_names_are_cited(fields: str, names: tuple[str, ...]) -> None:
    assert entry(fields, "book").labelnames == (names, False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kim, Jin", "{Jin Kim}", True),
        ("Kim, Jin", r"{\bfseries Kim, Jin}", True),
        ("Kim, Jin", "Kim, J.", True),
        ("Kim, Jin", "Kim, J. H.", True),
        ("Kim, Jin", "Kim, J.-H.", False),
        ("Kim, Jin", "Kim, JW", False),
        ("Kim, Jin", "Kim, ½-½", False),
        ("Kim, Jin", "{Kim Group}", False),
        ("Zhu, Banghua", "Zhu, BH", True),
        ("Zhu, Banghua", "Zhu, B.-H.", True),
        ("Kim, Jin-Ho", "Kim, J.-H.", True),
        ("Doe, Jane A.", "Doe, JA", True),
    ],
)
def test_two_names_of_one_person(one: str, other: str, same: bool) -> None:
    (first,), (second,) = (entry(f"author={{{name}}}").authors for name in (one, other))
    assert same_person(first, second) == same_person(second, first) == same
