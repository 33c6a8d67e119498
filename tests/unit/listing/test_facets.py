"""What can be chosen above a list, and how many publications each choice has."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.html.finder import form_contents
from sphinx_publications.listing.facets import (
    MAX_CHOICES,
    Choice,
    Facet,
    Finder,
    Traits,
    make_finder,
    traits,
)
from sphinx_publications.listing.filters import compile_filter
from sphinx_publications.listing.grouping import make_groups
from sphinx_publications.listing.options import ListOptions
from sphinx_publications.listing.settings import Kind, parse_switch
from sphinx_publications.listing.words import ENGLISH
from unit.helpers import read

KINDS = (
    Kind("journal", "Journal papers", "J", compile_filter('type == "article"')),
    Kind("conference", "Conference papers", "C", compile_filter('type == "inproceedings"')),
)
BIB = """
@inproceedings{a, title={A}, year=2023, booktitle={Conference on Lists}, abbr={CL},
  keywords={theory, lists; theory}}
@article{b, title={B}, year=2022, journal={Journal of R\\&D}, keywords={lists}, topic={sorting}}
@article{c, title={C}, year=2023, journal={Journal of R\\&D}}
@misc{d, title={D}, year={in press}}
@misc{e, title={E}}
"""


def found(source: str = BIB, query: ListOptions | None = None) -> dict[str, Traits]:
    publications, reports = read(source)
    assert reports == []
    root = make_groups(publications, query or ListOptions(), KINDS)
    return {item.publication.key: traits(item.publication, KINDS) for item in root.walk()}


def test_traits() -> None:
    assert found() == {
        "a": Traits("conference", "2023", "CL", ("theory", "lists")),
        "b": Traits("journal", "2022", "Journal of R&D", ("lists", "sorting")),
        "c": Traits("journal", "2023", "Journal of R&D", ()),
        "d": Traits("", "in press", "", ()),
        "e": Traits("", "", "", ()),
    }


def test_facets_are_in_the_order_of_a_reader() -> None:
    assert make_finder(found(), KINDS) == Finder(
        5,
        (
            # As the groups are; what is to come, and the latest, first; the most frequent first.
            Facet(
                "kind",
                "kind",
                (
                    Choice("journal", "Journal papers", 2),
                    Choice("conference", "Conference papers", 1),
                ),
            ),
            Facet(
                "year",
                "year",
                (
                    Choice("in press", "in press", 1),
                    Choice("2023", "2023", 2),
                    Choice("2022", "2022", 1),
                ),
            ),
            Facet(
                "venue",
                "venue",
                (Choice("Journal of R&D", "Journal of R&D", 2), Choice("CL", "CL", 1)),
            ),
            Facet(
                "topic",
                "topic",
                (
                    Choice("lists", "lists", 2),
                    Choice("sorting", "sorting", 1),
                    Choice("theory", "theory", 1),
                ),
            ),
        ),
    )


def test_where_all_have_the_same_there_is_no_facet() -> None:
    alike = "".join(f"@article{{k{n}, title={{T}}, year=2020, keywords={{x}}}}\n" for n in range(3))
    assert make_finder(found(alike), KINDS) == Finder(3, ())


def test_a_publication_in_two_groups_is_counted_once() -> None:
    finder = make_finder(found(query=ListOptions(group_by=("keywords",))), KINDS)
    assert finder == make_finder(found(), KINDS)


def test_only_the_most_frequent_venues_are_to_choose_from() -> None:
    some = {f"k{n}": Traits("", "", f"V{n % 30}", ()) for n in range(50)}
    (facet,) = make_finder(some, ()).facets
    assert [choice.value for choice in facet.choices] == [f"V{n}" for n in range(MAX_CHOICES)]
    assert {choice.size for choice in facet.choices} == {2}


VALUES = st.sampled_from(["", "a", "b", "2020", "2021"])
ANY = st.builds(
    Traits,
    st.sampled_from(["", "journal", "conference"]),
    VALUES,
    VALUES,
    st.lists(st.sampled_from("abc"), unique=True).map(tuple),
)


@given(st.lists(ANY))
def test_counts_are_those_of_the_publications(members: list[Traits]) -> None:
    finder = make_finder({str(n): each for n, each in enumerate(members)}, KINDS)
    assert finder.size == len(members)
    counts = {
        "kind": Counter(each.kind for each in members),
        "year": Counter(each.year for each in members),
        "venue": Counter(each.venue for each in members),
        "topic": Counter(topic for each in members for topic in each.topics),
    }
    for count in counts.values():
        del count[""]
    expected = {name: dict(count) for name, count in counts.items() if len(count) > 1}
    shown = {facet.name: {c.value: c.size for c in facet.choices} for facet in finder.facets}
    assert shown == expected


def test_braces_and_accents_of_topics_are_decoded() -> None:
    publications, _ = read('@misc{a, title={T}, keywords={{RLHF}, Th{\\"e}orie}}')
    assert traits(publications[0], ()).topics == ("RLHF", "Thëorie")


@pytest.mark.parametrize(
    ("text", "value"),
    [("", True), ("yes", True), (" TRUE ", True), ("1", True), ("no", False), ("off", False)],
)
def test_switch(text: str, value: bool) -> None:
    assert parse_switch(text) is value


def test_switch_is_nothing_else() -> None:
    with pytest.raises(ValueError, match="is “perhaps”, but is yes or no"):
        parse_switch("perhaps")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("{} publications", '<span class="pub-finder-shown">3</span><span> publications</span>'),
        ("Arbeiten: {}", '<span>Arbeiten: </span><span class="pub-finder-shown">3</span>'),
        (
            "論文{}件",
            '<span>論文</span><span class="pub-finder-shown">3</span><span>件</span>',
        ),
    ],
)
def test_a_number_has_an_element_of_its_own_wherever_it_stands(words: str, status: str) -> None:
    assert status in "".join(form_contents(3, (), replace(ENGLISH, publications=words)))
