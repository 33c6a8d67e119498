"""What can be chosen above a list, and how many publications each choice has."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.html.finder import form_attributes, form_contents, item_attributes
from sphinx_publications.listing.facets import (
    MAX_CHOICES,
    Choice,
    Facet,
    Finder,
    Traits,
    make_finder,
    traits,
    values,
)
from sphinx_publications.listing.filters import compile_filter
from sphinx_publications.listing.grouping import make_groups
from sphinx_publications.listing.options import ListOptions
from sphinx_publications.listing.settings import FACETS, Kind, parse_switch
from sphinx_publications.listing.words import ENGLISH
from sphinx_publications.model.link_labels import LinkField, kinds_of_material
from sphinx_publications.reading.publications import read_publications
from support import ROOT
from unit.helpers import read

SCRIPT = ROOT / "ext/sphinx_publications/static/publications.js"

KINDS = (
    Kind("journal", "Journal papers", "J", compile_filter('type == "article"')),
    Kind("conference", "Conference papers", "C", compile_filter('type == "inproceedings"')),
)
MATERIAL = kinds_of_material()
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
    return {item.publication.key: traits(item.publication, KINDS, MATERIAL) for item in root.walk()}


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
                (Choice("lists", "lists", 2),),
                # The topics of one publication.
                (Choice("sorting", "sorting", 1), Choice("theory", "theory", 1)),
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
    st.lists(st.sampled_from([("code", "Source"), ("talk", "Talk")]), unique=True).map(tuple),
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
        "with": Counter(kind for each in members for kind, _ in each.materials),
    }
    for count in counts.values():
        del count[""]
    expected = {name: dict(count) for name, count in counts.items() if len(count) > 1}
    # Some publications have it, and some have not.
    expected.pop("with", None)
    if any(size < len(members) for size in counts["with"].values()):
        expected["with"] = dict(counts["with"])
    shown = {
        facet.name: {c.value: c.size for c in (*facet.choices, *facet.rare)}
        for facet in finder.facets
    }
    assert shown == expected
    for facet in finder.facets:
        assert facet.choices
        if facet.rare:
            assert facet.name in {"venue", "topic"}
            assert len(facet.rare) > 1
            assert {choice.size for choice in facet.rare} == {1}
            assert all(choice.size > 1 for choice in facet.choices)


def test_braces_and_accents_of_topics_are_decoded() -> None:
    publications, _ = read('@misc{a, title={T}, keywords={{RLHF}, Th{\\"e}orie}}')
    assert traits(publications[0], (), ()).topics == ("RLHF", "Thëorie")


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


# -- choices that few look for ------------------------------------------------------


def _facet_of(name: str, *values: str) -> Facet | None:
    members = {f"k{n}": Traits("", "", value, (value,)) for n, value in enumerate(values)}
    return next((it for it in make_finder(members, ()).facets if it.name == name), None)


@pytest.mark.parametrize("name", ["venue", "topic"])
@pytest.mark.parametrize(
    ("values", "choices", "rare"),
    [
        ("aabbcd", "ab", "cd"),
        ("aabbc", "abc", ""),  # one alone takes no more place than a button that shows it
        ("abcd", "abcd", ""),  # there is nothing more frequent
        ("aabc", "a", "bc"),
        ("ab", "ab", ""),
    ],
)
def test_choices_of_one_publication_stand_apart(
    name: str, values: str, choices: str, rare: str
) -> None:
    facet = _facet_of(name, *values)
    assert facet is not None
    assert [choice.value for choice in facet.choices] == list(choices)
    assert [choice.value for choice in facet.rare] == list(rare)


def test_years_and_kinds_are_never_rare() -> None:
    members = {f"k{n}": Traits("", year, "", ()) for n, year in enumerate("11234")}
    (facet,) = make_finder(members, ()).facets
    assert ([choice.value for choice in facet.choices], facet.rare) == (list("4321"), ())


def test_rare_choices_are_hidden_until_asked_for() -> None:
    facet = _facet_of("venue", *"aabbcdefghi")
    html = "".join(form_contents(11, [facet] if facet else [], ENGLISH))
    before, button, behind = html.partition(
        '<button type="button" class="pub-more">7 more</button>'
    )
    assert button
    assert (before.count("aria-pressed"), before.count(" hidden>\n<")) == (2, 0)
    assert [part[:7] for part in behind.split('" hidden>')[1:]] == ["<span c"] * 7


# -- what a work comes with -----------------------------------------------------------

LINKED = """
@misc{a, title={A}, code={https://e.org/a}, data={https://e.org/d}, video={https://e.org/v}}
@misc{b, title={B}, slides={https://e.org/s https://e.org/s2}, poster={https://e.org/p}}
@misc{c, title={C}, talk={https://e.org/t}, scan={X1}, code={https://e.org/c}}
@misc{d, title={D}, blog={https://e.org/b}, supp={https://e.org/u}, pdf={https://e.org/f},
  website={https://e.org/w}, doi={10.1000/182}}
"""
ROWS = (
    LinkField("talk", "Talk"),
    LinkField("scan", "Scan", "https://scan.example/{}"),
    LinkField("code", "Source"),
    LinkField("pdf", "Paper"),
)


def linked() -> dict[str, Traits]:
    publications, reports = read_publications(parse_bib(LINKED, "x.bib").entries, ROWS)
    assert reports == ()
    return {it.key: traits(it, (), kinds_of_material(ROWS)) for it in publications}


def test_materials_of_a_site() -> None:
    known = {"code", "data", "slides", "poster", "video"}
    assert kinds_of_material() == known
    assert kinds_of_material(ROWS) == known | {"talk"}


def test_what_a_work_comes_with() -> None:
    assert {key: dict(each.materials) for key, each in linked().items()} == {
        "a": {"code": "Source", "data": "Data", "video": "Video"},
        "b": {"slides": "Slides", "poster": "Poster"},
        "c": {"code": "Source", "talk": "Talk"},
        "d": {},
    }


#: What else visitors call it.
CODE = "software implementation repository source github"


def test_material_is_to_choose_from_in_the_order_of_links() -> None:
    (facet,) = make_finder(linked(), ()).facets
    assert (facet.name, facet.label, facet.legend) == ("with", "extras", "With")
    assert facet.choices == (
        Choice("code", "Source", 2, CODE),
        Choice("data", "Data", 1, "dataset"),
        Choice("slides", "Slides", 1, "presentation"),
        Choice("poster", "Poster", 1),
        Choice("video", "Video", 1, "talk recording"),
        Choice("talk", "Talk", 1),
    )


def test_material_that_all_have_is_no_choice() -> None:
    coded = Traits("", "", "", (), (("code", "Code"),))
    assert make_finder({"a": coded, "b": coded}, ()).facets == ()
    (facet,) = make_finder({"a": coded, "b": coded, "c": Traits("", "", "", ())}, ()).facets
    assert facet.choices == (Choice("code", "Code", 2, CODE),)


# -- other names ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ("", ()),
        ("alias={}", ()),
        ("alias={Old}", ("Old",)),
        ("alias={Old; Older ;; Oldest;}", ("Old", "Older", "Oldest")),
        ("shorttitle={Short}", ("Short",)),
        ("shorttitle={One; Two}", ("One; Two",)),
        ("alias={Old}, shorttitle={Short}", ("Short", "Old")),
        ("alias={{\\\\'E}tude of {R\\\\&D}}", ("Étude of R&D",)),
        ("alias={On $K$-wise \\\\emph{things}}", ("On K-wise things",)),
        ("alias={A\\n  title of\\n two lines}", ("A title of two lines",)),
        ('alias={<b>"x"</b>}', ("“x”",)),
        ("alias={A --- B}", ("A — B",)),
    ],
)
def test_other_names(fields: str, names: tuple[str, ...]) -> None:
    source = fields.encode().decode("unicode_escape").encode("latin-1").decode()
    publications, reports = read(f"@misc{{a, title={{T}}, {source}}}")
    assert reports == []
    assert traits(publications[0], (), ()).also_known == names


def test_other_names_are_no_part_of_what_visitors_copy_and_are_not_inherited() -> None:
    source = (
        "@inproceedings{a, title={T}, crossref={p}}\n"
        "@proceedings{p, title={P}, alias={Old name}, year=2020}\n"
    )
    publications, reports = read(source)
    assert reports == []
    assert [traits(it, (), ()).also_known for it in publications] == [(), ("Old name",)]
    assert not any("Old name" in as_bibtex(it) for it in publications)


@given(st.lists(st.text("ab;&\"'<> é", max_size=8), max_size=3), st.text("ab c", max_size=5))
def test_items_say_other_names_as_json(names: list[str], topic: str) -> None:
    said = item_attributes("k", Traits("", "", "", (topic,), (), tuple(names)))
    assert json.loads(said.get("data-also", "[]")) == names
    assert ("data-also" in said) == bool(names)


def test_items_say_what_they_come_with() -> None:
    given = Traits("", "", "", (), (("code", "Source"), ("my_talk", "Talk")))
    assert item_attributes("k", given) == {"data-key": "k", "data-with": "code my_talk"}


# -- nothing found --------------------------------------------------------------------


@pytest.mark.parametrize("search", ["", "../search.html?a=1&b=<2>"])
def test_where_nothing_is_found_there_is_a_way_out(search: str) -> None:
    form = fragment_fromstring("".join(form_contents(3, (), ENGLISH, search)), create_parent="form")
    (nothing,) = form.cssselect("p.pub-finder-none[hidden]")
    assert [button.text for button in nothing.cssselect("button[type=reset]")] == ["Clear"]
    links = [(link.text, link.get("href")) for link in nothing.cssselect("a")]
    assert links == ([("Search the whole site", search)] if search else [])
    (asked,) = nothing.cssselect("em")
    assert (nothing.text, asked.text) == ("No publication matches ", None)
    assert asked.tail.startswith(".")


def test_the_words_of_the_script_are_in_the_form() -> None:
    assert form_attributes(1, "index-1", ENGLISH) == {
        "role": "search",
        "aria-label": "Find publications (list 2)",
        "data-list": "index-1",
        "data-shown": "{} of {}",
        "data-remove": "Remove {}",
        "data-named": "{}: {}",
        "data-venue": "Venue",
        "data-topic": "Topic",
        "data-also": "Also known as",
        "data-key": "Cite key",
        "data-link": "Link",
    }


def test_roles_lists_and_the_script_know_the_same_facets() -> None:
    assert tuple(values([])) == FACETS
    assert f"const FACETS = {json.dumps(FACETS)};" in SCRIPT.read_text(encoding="utf-8")
