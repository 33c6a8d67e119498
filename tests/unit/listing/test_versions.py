"""Which publications are versions of one work."""

from __future__ import annotations

import pytest

from sphinx_publications.listing.versions import versions_of
from unit.helpers import read

JANE = "author = {Doe, Jane}"


@pytest.mark.parametrize(
    ("one", "other", "are_versions"),
    [
        (f"{JANE}, title = {{A}}", f"{JANE}, title = {{a}}", True),
        (f"{JANE}, title = {{A}}", "author = {Roe, R.}, title = {A}", False),
        (f"{JANE}, title = {{A}}", "author = {Roe, R. and Doe, J.}, title = {{A}}", True),
        ("title = {A}, doi = {10.1000/X}", "title = {B}, doi = {10.1000/x}", True),
        ("title = {A}, eprint = {2001.00001}", "title = {B}, eprint = {2001.00001v2}", True),
        (
            "title = {A}, arxiv = {solv-int/9901001}",
            "title = {B}, eprint = {solv-int/9901002}",
            False,
        ),
        ("title = {A}, related = {other}", "title = {B}", True),
        ("title = {A}", "title = {B}, related = {one}", True),
        ("title = {A}", "title = {B}", False),
    ],
)
def test_two(one: str, other: str, are_versions: bool) -> None:
    publications = read(f"@misc{{one, {one}}} @misc{{other, {other}}}")[0]
    expected = {"one": ("other",), "other": ("one",)} if are_versions else {}
    assert versions_of(publications) == expected


def test_chapters_with_the_doi_of_their_book_are_none() -> None:
    fields = "booktitle = {B}, doi = {10.1000/1}"
    source = "".join(f"@incollection{{{it}, title = {{{it}}}, {fields}}}" for it in "ab")
    assert versions_of(read(source)[0]) == {}


def test_many_of_one_title_are_not_all_named() -> None:
    source = "\n".join(f"@misc{{e{n}, {JANE}, title = {{Editorial}}}}" for n in range(500))
    found = versions_of(read(source)[0])
    assert sum(map(len, found.values())) < 500


def test_an_entry_without_a_title_is_no_version() -> None:
    source = "".join(
        f"@article{{n{year}, {JANE}, journal = {{Nature}}, year = {year}}}" for year in (2001, 2002)
    )
    assert versions_of(read(source)[0]) == {}


def test_the_order_does_not_count() -> None:
    entries = [
        "@misc{one, author = {Alpha, A}, title = {Editorial}}",
        "@misc{two, author = {Beta, B}, title = {Editorial}}",
        "@article{three, author = {Beta, B}, title = {Editorial}, journal = {J}}",
    ]
    for ordered in (entries, entries[::-1]):
        assert {*versions_of(read("".join(ordered))[0])} == {"two", "three"}
