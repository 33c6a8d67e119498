from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.listing.filters import compile_filter
from sphinx_publications.listing.grouping import Group, Item, kind_of, make_groups
from sphinx_publications.listing.options import ListOptions
from sphinx_publications.listing.settings import Kind, Numbering
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Date, Publication
from sphinx_publications.text.collation import natural_key

KINDS = (
    Kind("journal", "Journal papers", "J", compile_filter('type == "article"')),
    Kind("conference", "Conference papers", "C", compile_filter('type == "inproceedings"')),
    Kind("recent", "Recent papers", "R", compile_filter("year >= 2023")),
)


def paper(
    key: str, kind: str = "article", year: str = "", title: str = "", **fields: str
) -> Publication:
    date = Date(year, int(year) if year.isdecimal() else None)
    return Publication(key, kind, (title or key,), date=date, fields=fields)


def papers(*publications: Publication) -> tuple[Publication, ...]:
    """Return *publications* with their positions."""
    return tuple(
        Publication(
            item.key,
            item.type,
            item.title,
            item.authors,
            date=item.date,
            status=item.status,
            fields=item.fields,
            position=position,
        )
        for position, item in enumerate(publications)
    )


def outline(group: Group) -> list[str]:
    """Return a list as it is shown: headings with "#" by their depth, items with their numbers."""
    return list(_lines(group, 0))


def _lines(group: Group, level: int) -> Iterator[str]:
    if level:
        yield f"{'#' * level} {group.title}"
    yield from (f"{item.number} {item.publication.key}".strip() for item in group.items)
    for inner in group.groups:
        yield from _lines(inner, level + 1)


FEW = papers(
    paper("b", "article", "2022", "Beta"),
    paper("a", "inproceedings", "2023", "alpha"),
    paper("c", "article", "2023", "Ärger"),
    paper("d", "inproceedings", "", "delta"),
    paper("e", "book", "2022", "10 ways"),
    paper("f", "article", "in press", "9 ways"),
)

FLAT = {
    "all in the order of the file": (ListOptions(), "b a c d e f"),
    "by the file, downwards": (ListOptions(sort=("-file",)), "f e d c a b"),
    "by year": (ListOptions(sort=("year",)), "b e a c d f"),
    "newest first": (ListOptions(sort=("-year",)), "a c b e d f"),
    "newest first, then by title": (ListOptions(sort=("-year", "title")), "a c e b f d"),
    "by title, without case and accents": (ListOptions(sort=("title",)), "f e a c b d"),
    "by title, downwards": (ListOptions(sort=("-title",)), "d b c a e f"),
    "upwards may be said": (ListOptions(sort=("+year",)), "b e a c d f"),
    "by a field that none has": (ListOptions(sort=("-volume",)), "b a c d e f"),
    "filtered": (ListOptions(filter=compile_filter('type == "article"')), "b c f"),
    "limited": (ListOptions(sort=("-year",), limit=2), "a c"),
    "limited to more than there are": (ListOptions(limit=9), "b a c d e f"),
    "limited to none": (ListOptions(limit=0), ""),
    "limited behind the filter": (
        ListOptions(filter=compile_filter('type == "article"'), limit=2),
        "b c",
    ),
    "hand-picked": (ListOptions(keys=("d", "a", "zz", "d")), "d a"),
    "hand-picked and sorted": (ListOptions(keys=("d", "a", "b"), sort=("key",)), "a b d"),
    "hand-picked and filtered": (
        ListOptions(keys=("d", "b", "a"), filter=compile_filter('type != "article"')),
        "d a",
    ),
}


@pytest.mark.parametrize(("query", "keys"), FLAT.values(), ids=list(FLAT))
def test_lists_without_groups(query: ListOptions, keys: str) -> None:
    assert make_groups(FEW, query) == Group(
        "",
        "",
        "",
        tuple(
            Item(publication, "")
            for key in keys.split()
            for publication in FEW
            if publication.key == key
        ),
    )


def test_dates_are_sorted_to_the_day() -> None:
    days = {"a": (5, 2), "b": (5, None), "c": (None, None), "d": (11, 1)}
    publications = tuple(
        Publication(key, "misc", (key,), date=Date("2023", 2023, *day), position=position)
        for position, (key, day) in enumerate(days.items())
    )
    assert outline(make_groups(publications, ListOptions(sort=("-date",)))) == ["d", "a", "b", "c"]
    assert outline(make_groups(publications, ListOptions(sort=("year",)))) == ["a", "b", "c", "d"]


GROUPED = {
    "kind": (
        ListOptions(group_by=("kind",)),
        "# Journal papers|b|c|f|# Conference papers|a|d|# Other publications|e",
    ),
    "type": (
        ListOptions(group_by=("type",)),
        "# Journal articles|b|c|f|# Conference papers|a|d|# Books|e",
    ),
    "year, newest first": (
        ListOptions(group_by=("year",)),
        "# in press|f|# 2023|a|c|# 2022|b|e|# No year|d",
    ),
    "year, as sorted": (
        ListOptions(group_by=("year",), sort=("year", "title")),
        "# 2022|e|b|# 2023|a|c|# in press|f|# No year|d",
    ),
    "year, sorted by title": (
        ListOptions(group_by=("year",), sort=("title",), limit=4),
        "# in press|f|# 2023|a|c|# 2022|e",
    ),
    "year, sorted by title before year": (
        ListOptions(group_by=("year",), sort=("title", "-year"), filter=compile_filter("year > 0")),
        "# 2023|a|c|# 2022|e|b",
    ),
    "year, sorted upwards behind another key": (
        ListOptions(group_by=("year",), sort=("key", "year"), filter=compile_filter("year > 0")),
        "# 2022|b|e|# 2023|a|c",
    ),
    "year, sorted upwards in as many words": (
        ListOptions(group_by=("year",), sort=("+year",), filter=compile_filter("year > 0")),
        "# 2022|b|e|# 2023|a|c",
    ),
    "kind, then year": (
        ListOptions(group_by=("kind", "year"), sort=("-year",), filter=compile_filter("year > 0")),
        "# Journal papers|## 2023|c|## 2022|b|# Conference papers|## 2023|a"
        "|# Other publications|## 2022|e",
    ),
    "a field that none has": (ListOptions(group_by=("volume",), limit=2), "# Other|b|a"),
    "nothing": (ListOptions(group_by=("kind",), limit=0), ""),
    # Numbers.
    "numbers by group": (
        ListOptions(group_by=("kind",), numbering=(Numbering.GROUP, False)),
        "# Journal papers|1 b|2 c|3 f|# Conference papers|1 a|2 d|# Other publications|1 e",
    ),
    "numbers by group, reversed": (
        ListOptions(group_by=("kind",), numbering=(Numbering.GROUP, True)),
        "# Journal papers|3 b|2 c|1 f|# Conference papers|2 a|1 d|# Other publications|1 e",
    ),
    "prefixed": (
        ListOptions(group_by=("kind",), numbering=(Numbering.PREFIXED, False)),
        "# Journal papers|J1 b|J2 c|J3 f|# Conference papers|C1 a|C2 d|# Other publications|1 e",
    ),
    "prefixed, reversed": (
        ListOptions(group_by=("kind",), numbering=(Numbering.PREFIXED, True), limit=3),
        "# Journal papers|J2 b|J1 c|# Conference papers|C1 a",
    ),
    "prefixed, in groups within": (
        ListOptions(group_by=("kind", "year"), numbering=(Numbering.PREFIXED, False), limit=3),
        "# Journal papers|## 2023|J1 c|## 2022|J2 b|# Conference papers|## 2023|C1 a",
    ),
    "prefixed, but not by kind": (
        ListOptions(group_by=("year",), numbering=(Numbering.PREFIXED, False), limit=3),
        "# 2023|1 a|2 c|# 2022|3 b",
    ),
    "continuous": (
        ListOptions(group_by=("kind",), numbering=(Numbering.CONTINUOUS, False)),
        "# Journal papers|1 b|2 c|3 f|# Conference papers|4 a|5 d|# Other publications|6 e",
    ),
    "continuous, reversed": (
        ListOptions(group_by=("kind",), numbering=(Numbering.CONTINUOUS, True)),
        "# Journal papers|6 b|5 c|4 f|# Conference papers|3 a|2 d|# Other publications|1 e",
    ),
    "group, without groups": (
        ListOptions(numbering=(Numbering.GROUP, False), limit=3),
        "1 b|2 a|3 c",
    ),
    "none, reversed": (ListOptions(numbering=(Numbering.NONE, True), limit=2), "b|a"),
}


@pytest.mark.parametrize(("query", "lines"), GROUPED.values(), ids=list(GROUPED))
def test_groups_and_numbers(query: ListOptions, lines: str) -> None:
    assert outline(make_groups(FEW, query, KINDS)) == [line for line in lines.split("|") if line]


def test_a_group_knows_what_it_is_of() -> None:
    b, a, *_ = FEW
    assert make_groups(FEW, ListOptions(group_by=("kind", "year"), limit=2), KINDS) == Group(
        "",
        "",
        "",
        groups=(
            Group(
                "kind",
                "journal",
                "Journal papers",
                groups=(Group("year", "2022", "2022", (Item(b, ""),)),),
            ),
            Group(
                "kind",
                "conference",
                "Conference papers",
                groups=(Group("year", "2023", "2023", (Item(a, ""),)),),
            ),
        ),
    )


def test_statuses_come_in_their_own_order() -> None:
    statuses = ["submitted", "", "inpreparation", "Withdrawn", "forthcoming", "inpress"]
    publications = tuple(
        Publication(f"k{position}", "misc", ("T",), status=status, position=position)
        for position, status in enumerate(statuses)
    )
    root = make_groups(publications, ListOptions(group_by=("status",)))
    assert [group.title for group in root.groups] == [
        "Published",
        "Forthcoming",
        "In press",
        "In submission",
        "In preparation",
        "Withdrawn",
    ]


def test_types_come_in_their_own_order() -> None:
    types = "misc report letter software book thesis article inproceedings proceedings".split()
    publications = papers(*(paper(f"k{number}", kind) for number, kind in enumerate(types)))
    root = make_groups(publications, ListOptions(group_by=("type",)))
    assert [group.title for group in root.groups][:-1] == [
        "Journal articles",
        "Conference papers",
        "Books",
        "Proceedings",
        "Reports",
        "Theses",
        "Software",
        "Miscellaneous",
    ]


def test_values_are_sorted_as_people_do() -> None:
    publications = papers(
        paper("a", series="Vol. 10"), paper("b", series="vol. 9"), paper("c", series="Édition")
    )
    assert outline(make_groups(publications, ListOptions(group_by=("series",)))) == [
        "# Édition",
        "c",
        "# vol. 9",
        "b",
        "# Vol. 10",
        "a",
    ]


TOPICS = papers(
    paper("a", keywords="games, learning"),
    paper("b", keywords="learning;games ; learning"),
    paper("c", keywords="learning, "),
    paper("d"),
)


@pytest.mark.parametrize(
    ("numbering", "reverse", "lines"),
    [
        (Numbering.NONE, False, "# games|a|b|# learning|a|b|c|# Other|d"),
        (Numbering.GROUP, False, "# games|1 a|2 b|# learning|1 a|2 b|3 c|# Other|1 d"),
        (Numbering.CONTINUOUS, False, "# games|1 a|2 b|# learning|1 a|2 b|3 c|# Other|4 d"),
        (Numbering.CONTINUOUS, True, "# games|4 a|3 b|# learning|4 a|3 b|2 c|# Other|1 d"),
    ],
)
def test_a_publication_stands_under_each_of_its_keywords(
    numbering: Numbering, reverse: bool, lines: str
) -> None:
    query = ListOptions(group_by=("keywords",), numbering=(numbering, reverse))
    assert outline(make_groups(TOPICS, query)) == lines.split("|")


def test_of_several_kinds_the_first_counts() -> None:
    assert kind_of(paper("k", "article", "2023"), KINDS) == KINDS[0]
    assert kind_of(paper("k", "book", "2023"), KINDS) == KINDS[2]
    assert kind_of(paper("k", "book", "2022"), KINDS) is None


@pytest.mark.parametrize(
    ("query", "is_excerpt"),
    [
        (ListOptions(), False),
        (ListOptions(filter=compile_filter("selected")), False),
        (ListOptions(keys=("a",)), True),
        (ListOptions(limit=5), True),
    ],
)
def test_is_excerpt(query: ListOptions, is_excerpt: bool) -> None:
    assert query.is_excerpt is is_excerpt


@pytest.mark.parametrize(
    "texts",
    [
        ["", "9", "10", "a9", "a10", "b"],
        ["alpha", "Älpler", "Beta", "éclair", "zebra"],
        ["2 x 9", "2 x 10", "12 x 1"],
        # Digits that are no decimal numbers are letters.
        ["9", "a", "፩", "፩፪"],
    ],
)
def test_natural_order(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(backwards, key=natural_key) == texts


TEXTS = st.sampled_from(["", "a", "B", "é", "10", "9 x", "a, b", "b;a,"])
PUBLICATIONS = st.lists(
    st.builds(
        Publication,
        key=st.text("abcdef", min_size=1, max_size=3),
        type=st.sampled_from(["article", "inproceedings", "book"]),
        title=st.tuples(TEXTS),
        authors=st.just(()) | st.tuples(st.builds(Person, st.sampled_from(["Zhu", "Äbel"]))),
        date=st.sampled_from(
            [Date(), Date("in press"), Date("2023", 2023), Date("2022a", 2022, 5)]
        ),
        status=st.sampled_from(["", "submitted", "x"]),
        fields=st.fixed_dictionaries({}, optional={"keywords": TEXTS, "volume": TEXTS}),
    ),
    max_size=8,
    unique_by=lambda publication: publication.key,
).map(lambda found: papers(*found))
FIELDS = st.sampled_from(["year", "title", "type", "author", "status", "volume", "key", "date"])
SORTS = st.lists(
    st.tuples(st.sampled_from(["", "-", "+"]), FIELDS | st.just("file")).map("".join), max_size=3
).map(tuple)
GROUPS = st.lists(FIELDS | st.sampled_from(["kind", "keywords"]), max_size=2).map(tuple)
QUERIES = st.builds(
    ListOptions,
    filter=st.sampled_from([None, compile_filter('type == "article"'), compile_filter("volume")]),
    sort=SORTS,
    group_by=GROUPS,
    numbering=st.tuples(st.sampled_from(Numbering), st.booleans()),
    limit=st.none() | st.integers(0, 9),
    keys=st.just(()) | st.lists(st.text("abcdef", min_size=1, max_size=1), max_size=4).map(tuple),
)


def keys_of(group: Group) -> list[str]:
    return [item.publication.key for item in group.walk()]


def flat(query: ListOptions) -> ListOptions:
    """Return *query* without groups and numbers."""
    return replace(query, group_by=(), numbering=(Numbering.NONE, False))


@given(
    PUBLICATIONS.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))), QUERIES
)
def test_the_order_of_the_input_does_not_matter(
    inputs: tuple[tuple[Publication, ...], list[Publication]], query: ListOptions
) -> None:
    publications, shuffled = inputs
    assert make_groups(shuffled, query, KINDS) == make_groups(publications, query, KINDS)


@given(PUBLICATIONS, QUERIES)
def test_every_publication_chosen_is_listed_once(
    publications: tuple[Publication, ...], query: ListOptions
) -> None:
    keys = keys_of(make_groups(publications, flat(query)))
    chosen = [
        publication.key
        for publication in publications
        if (not query.keys or publication.key in query.keys)
        and (query.filter is None or query.filter(publication))
    ]
    limit = len(chosen) if query.limit is None else query.limit
    assert len(keys) == len(set(keys)) == min(len(chosen), limit)
    assert set(keys) <= set(chosen)


@given(PUBLICATIONS, QUERIES)
def test_groups_hold_what_the_flat_list_holds_in_its_order(
    publications: tuple[Publication, ...], query: ListOptions
) -> None:
    keys = keys_of(make_groups(publications, flat(query)))
    root = make_groups(publications, query, KINDS)
    assert set(keys_of(root)) == set(keys)
    if "keywords" not in query.group_by:
        assert sorted(keys_of(root)) == sorted(keys)
    for group in leaves(root):
        places = [keys.index(item.publication.key) for item in group.items]
        assert places == sorted(set(places))


def leaves(group: Group) -> Iterator[Group]:
    if not group.groups:
        yield group
    for inner in group.groups:
        yield from leaves(inner)


@given(PUBLICATIONS, QUERIES)
def test_no_group_is_empty_and_no_heading_repeated(
    publications: tuple[Publication, ...], query: ListOptions
) -> None:
    root = make_groups(publications, query, KINDS)
    values = [group.value for group in root.groups]
    assert len(values) == len(set(values))
    assert [group.title for group in root.groups if not keys_of(group)] == []
    assert [group.value for group in root.groups if not group.title] == []


@given(PUBLICATIONS, QUERIES)
def test_numbers_count_from_one_without_gaps(
    publications: tuple[Publication, ...], query: ListOptions
) -> None:
    numbering, reverse = query.numbering
    root = make_groups(publications, query, KINDS)
    if numbering is Numbering.NONE:
        assert {item.number for item in root.walk()} <= {""}
        return
    afresh = numbering is Numbering.GROUP and root.groups
    for group in root.groups if afresh else [root]:
        # Each prefix has numbers of its own, and each publication one with a prefix.
        numbers: dict[str, dict[str, int]] = defaultdict(dict)
        for item in group.walk():
            prefix = re.sub("[0-9]+$", "", item.number)
            number = int(item.number.removeprefix(prefix))
            assert numbers[prefix].setdefault(item.publication.key, number) == number
        for counted in numbers.values():
            assert sorted(counted.values()) == [*range(1, len(counted) + 1)]
        if not root.groups or afresh or numbering is Numbering.CONTINUOUS:
            (in_order,) = numbers.values() or [{}]
            assert [*in_order.values()] == sorted(in_order.values(), reverse=reverse)


@given(PUBLICATIONS, FIELDS, st.booleans())
def test_one_sort_key_orders_what_has_it_and_puts_the_rest_last(
    publications: tuple[Publication, ...], field: str, descending: bool
) -> None:
    listed = [
        item.publication
        for item in make_groups(publications, ListOptions(sort=("-" * descending + field,))).walk()
    ]
    if field in {"year", "date"}:
        # What has a status and no year is still to come: the newest.
        rank = [0 if item.date.year is None else 1 for item in listed if item.status]
        assert rank == sorted(rank, reverse=not descending)
        present = [item.date.year is not None or item.status != "" for item in listed]
    else:
        present = [publication.value(field) != "" for publication in listed]
    assert present == sorted(present, reverse=True)
    if field == "year":
        years = [item.date.year for item in listed if item.date.year is not None]
        assert years == sorted(years, reverse=descending)


@given(st.text(max_size=8), st.text(max_size=8))
def test_natural_keys_compare(one: str, other: str) -> None:
    first, second = natural_key(one), natural_key(other)
    assert (first < second) + (second < first) + (first == second) == 1
