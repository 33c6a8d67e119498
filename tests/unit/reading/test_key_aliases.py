"""biblatex's ``ids``: other cite keys of an entry, as they are read."""

from __future__ import annotations

import pytest

from sphinx_publications.model.publication import Publication
from unit.helpers import read


def aliases(source: str) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Return cite key → aliases of the publications in *source*, and the reports."""
    publications, reports = read(source)
    return {publication.key: publication.aliases for publication in publications}, reports


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        ("{old}", ("old",)),
        ("{b, a,c}", ("b", "a", "c")),
        ("{old,\n         older}", ("old", "older")),
        ("{DBLP:conf/icml/Zhu23,  Zhu\n 2023}", ("DBLP:conf/icml/Zhu23", "Zhu 2023")),
        ('"old" # ", older"', ("old", "older")),
        # Nothing is lost by what is said twice.
        ("{old, old, k}", ("old",)),
        ("{}", ()),
        ("{ , ,}", ()),
    ],
)
def test_aliases(ids: str, names: tuple[str, ...]) -> None:
    assert aliases(f"@misc{{k, title = {{T}}, ids = {ids}}}") == ({"k": names}, [])


def test_an_alias_that_is_a_cite_key_is_the_cite_key() -> None:
    source = "@misc{a, title={A},\n ids={b, x, X}}\n@misc{b, title={B}}\n@xdata{x, note={N}}\n"
    assert aliases(source) == (
        {"a": ("X",), "b": ()},
        [
            "pubs.bib:2: a: field “ids” names “b”, which is the cite key of another entry"
            " (line 3) and leads there: take it out of this one",
            "pubs.bib:2: a: field “ids” names “x”, which is the cite key of another entry"
            " (line 4) and leads there: take it out of this one",
        ],
    )


def test_an_alias_of_two_entries_is_the_first_ones() -> None:
    source = "@misc{a, title={A}, ids={old, one}}\n@misc{b, title={B}, ids={two, old}}\n"
    assert aliases(source) == (
        {"a": ("old", "one"), "b": ("two",)},
        [
            "pubs.bib:2: b: field “ids” names “old”, which is also named by another entry"
            " (line 1) and leads there: take it out of this one",
        ],
    )


def _related(publication: Publication) -> list[str]:
    return [related.publication.key for related in publication.related]


@pytest.mark.parametrize("name", ["old", "Old", "OLD"])
def test_entries_name_others_by_aliases(name: str) -> None:
    publications, reports = read(
        "@proceedings{book, ids = {old}, title = {Book}, publisher = {P}}\n"
        f"@inproceedings{{a, title = {{A}}, crossref = {{{name}}}}}\n"
        f"@misc{{b, title = {{B}}, related = {{{name}}}, relatedtype = {{publishedas}}}}\n"
        "@xdata{x, ids = {oldx}, note = {N}}\n"
        f"@misc{{c, title = {{C}}, xdata = {{{name}x}}}}\n"
    )
    assert reports == []
    by_key = {publication.key: publication for publication in publications}
    assert by_key["a"].text("booktitle") == "Book"
    assert _related(by_key["b"]) == ["book"]
    assert by_key["c"].text("note") == "N"


def test_a_cite_key_comes_before_an_alias_in_any_case() -> None:
    publications, reports = read(
        "@misc{a, title={A}, ids={KEY, Key2}}\n@misc{key, title={B}}\n"
        "@misc{c, title={C}, related={Key, key, KEY, key2}}\n"
    )
    assert reports == []
    assert _related(publications[2]) == ["key", "a"]


def test_aliases_are_handed_on_to_no_other_entry() -> None:
    source = (
        "@xdata{x, ids = {oldx}, note = {N}}\n@misc{a, title = {A}, xdata = {x}}\n"
        "@book{p, title = {P}, ids = {oldp}}\n@inbook{b, title = {B}, crossref = {p}}\n"
    )
    publications, reports = read(source)
    assert reports == []
    assert [one.fields.get("ids") for one in publications] == [None, "oldp", None]
    assert [one.aliases for one in publications] == [(), ("oldp",), ()]


@pytest.mark.parametrize("field", ["crossref", "xdata"])
def test_a_circle_over_an_alias_is_reported(field: str) -> None:
    _, reports = read(
        f"@misc{{a, title={{A}}, ids={{olda}}, {field}={{b}}}}\n@misc{{b, title={{B}},"
        f" {field}={{olda}}}}\n@misc{{c, title={{C}}, ids={{oldc}}, {field}={{oldc}}}}\n"
    )
    assert reports == [
        f"pubs.bib:1: a: {field} to “olda” goes in a circle; it is followed once",
        f"pubs.bib:2: b: {field} to “b” goes in a circle; it is followed once",
        f"pubs.bib:3: c: {field} to “oldc” goes in a circle; it is followed once",
    ]


def test_an_entry_is_not_related_to_itself_by_an_alias() -> None:
    publications, reports = read("@misc{a, title={A}, ids={old}, related={old}}")
    assert _related(publications[0]) == []
    assert reports == ["pubs.bib:1: a: related names the entry itself; it is left out"]
