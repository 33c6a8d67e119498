"""Letters behind years: of the publications that have one label, no two are cited alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import GroupReferenceStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.referencing.basic_author_year import (
    BasicAuthorYearParentheticalReferenceStyle,
)
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from sphinx_publications.formats.pybtex_entries import cited_entry, to_pybtex
from sphinx_publications.listing.references.composer import Composer
from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.extradates import with_extradates
from sphinx_publications.model.publication import Date
from sphinx_publications.sphinx_ext.author_year_style import is_author_year
from sphinx_publications.text.collation import natural_key
from sphinx_publications.text.inline import plain
from unit.helpers import line_of, read, said

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication


COMPOSER = Composer(Settings())


def lettered(*entries: str) -> tuple[Publication, ...]:
    """Return the publications of entries, each the fields of one with the key "k<place>"."""
    source = "".join(f"@misc{{k{place}, {fields}}}\n" for place, fields in enumerate(entries))
    return with_extradates(read(source)[0])


def shorts(*entries: str) -> list[str]:
    """Return how the publications of entries are cited."""
    return [COMPOSER.short(publication) for publication in lettered(*entries)]


def by(author: str, year: str = "2023", titles: str = "AB", more: str = "") -> list[str]:
    """Return the fields of entries by one author, one for each letter of *titles*."""
    who = f"author = {{{author}}}, " if author else ""
    return [f"title = {{{title}}}, {who}year = {{{year}}}, {more}" for title in titles]


THIRTEEN = {
    "Principled Ranking": "i",
    "Robust Means": "k",
    "Towards {K}-wise Lists": "m",
    "Jump Starts": "e",
    "Pessimism": "h",
    "Online Learning": "g",
    "Starling": "l",
    "Noisy Arms": "f",
    "Fine-Tuning": "d",
    "Ranking, Again": "j",
    "Byzantine Games": "b",
    "a $K$-armed Bandit": "a",
    "\\'Etude": "c",
}


def test_thirteen_papers_of_one_first_author() -> None:
    entries = [
        f"title = {{{title}}}, author = {{Zhu, Banghua and X{place}, Jane and Roe, Bo}},"
        f" date = {{2023-{place % 12 + 1:02}}}"
        for place, title in enumerate(THIRTEEN)
    ]
    assert shorts(*entries) == [f"Zhu et al., 2023{letter}" for letter in THIRTEEN.values()]


def test_more_than_there_are_letters() -> None:
    titles = [f"On {number}" for number in range(1, 31)]
    entries = [f"title = {{{title}}}, author = {{Zhu, B.}}, year = 2020" for title in titles]
    letters = [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab", "ac", "ad"]
    assert shorts(*entries) == [f"Zhu, 2020{letter}" for letter in letters]
    many = [pub.date.extradate for pub in lettered(*by("Zhu, B.", titles="A" * 703))]
    assert (many[51], many[52], many[701], many[702]) == ("az", "ba", "zz", "aaa")


CASES = {
    "one": (by("Zhu, B.", titles="A"), ["Zhu, 2023"]),
    "two": (by("Zhu, B.", titles="BA"), ["Zhu, 2023b", "Zhu, 2023a"]),
    "of one title, in the order of the file": (
        by("Zhu, B.", titles="AAA"),
        ["Zhu, 2023a", "Zhu, 2023b", "Zhu, 2023c"],
    ),
    "titles are sorted as lists sort them": (
        [f"title={{{it}}}, author={{Zhu, B.}}, year=2023" for it in ("Ö", "p", "O 10", "o 9")],
        ["Zhu, 2023a", "Zhu, 2023d", "Zhu, 2023c", "Zhu, 2023b"],
    ),
    "two authors": (
        [*by("Zhu, B. and Doe, J."), *by("Zhu, B. and Roe, J.", titles="C")],
        ["Zhu and Doe, 2023a", "Zhu and Doe, 2023b", "Zhu and Roe, 2023"],
    ),
    "two authors in another order": (
        [*by("Zhu, B. and Doe, J.", titles="A"), *by("Doe, J. and Zhu, B.", titles="B")],
        ["Zhu and Doe, 2023", "Doe and Zhu, 2023"],
    ),
    "one author, and others": (
        [*by("Zhu, B. and others", titles="A"), *by("Zhu, B. and Doe, J. and Roe, J.", titles="B")],
        ["Zhu et al., 2023a", "Zhu et al., 2023b"],
    ),
    "different people of one surname": (
        [*by("Zhu, Banghua", titles="B"), *by("Zhu, Ying", titles="A")],
        ["Zhu, 2023b", "Zhu, 2023a"],
    ),
    "a surname with a particle is another": (
        [*by("van Zhu, B.", titles="A"), *by("Zhu, B.", titles="B")],
        ["van Zhu, 2023", "Zhu, 2023"],
    ),
    "surnames in LaTeX and in Unicode": (
        [*by('{\\"O}z, A.', titles="A"), *by("Öz, A.", titles="B")],
        ["Öz, 2023a", "Öz, 2023b"],
    ),
    "an editor is named like an author": (
        [*by("Zhu, B.", titles="A"), "title={B}, editor={Zhu, B.}, year=2023"],
        ["Zhu, 2023a", "Zhu, 2023b"],
    ),
    "nobody": ([*by("", titles="AAB")], ["A, 2023a", "A, 2023b", "B, 2023"]),
    "years": (
        [*by("Zhu, B.", "2022"), *by("Zhu, B.", "2023")],
        ["Zhu, 2022a", "Zhu, 2022b", "Zhu, 2023a", "Zhu, 2023b"],
    ),
    "a range is no year of it": (
        [
            "title={A}, author={Zhu}, date={2020/2021}",
            "title={B}, author={Zhu}, date={2020}",
            "title={C}, author={Zhu}, date={2020-02/2021-03}",
            "title={D}, author={Zhu}, date={2021}",
            "title={E}, author={Zhu}, year={2020--2021}",
        ],
        ["Zhu, 2020–2021a", "Zhu, 2020", "Zhu, 2020–2021b", "Zhu, 2021", "Zhu, 2020–2021c"],
    ),
    "months": (
        [
            "title={A}, author={Zhu}, date={2020-05}",
            "title={B}, author={Zhu}, year=2020, month=jan",
            "title={C}, author={Zhu}, date={2020-02-03/2020-02-05}",
        ],
        ["Zhu, 2020a", "Zhu, 2020b", "Zhu, 2020c"],
    ),
    "words": (
        [*by("Zhu, B.", "in press"), *by("Zhu, B.", "In press", titles="C")],
        ["Zhu, in press-a", "Zhu, in press-b", "Zhu, In press"],
    ),
    "a year and words": (
        [*by("Zhu, B.", "2023 (to appear)"), *by("Zhu, B.", "c. 2023")],
        ["Zhu, 2023 (to appear)-a", "Zhu, 2023 (to appear)-b", "Zhu, c. 2023a", "Zhu, c. 2023b"],
    ),
    "no year": (
        ["title={B}, author={Zhu}", "title={A}, author={Zhu}", "title={C}, author={Doe}"],
        ["Zhu, n.d.-b", "Zhu, n.d.-a", "Doe"],
    ),
    "no year, in words of the author": (
        ["title={A}, author={Zhu}", "title={B}, author={Zhu}, year={n.d.}"],
        ["Zhu, n.d.-a", "Zhu, n.d.-b"],
    ),
    "a letter of the author's own": (
        [*by("Zhu, B.", "2022a", titles="A"), *by("Zhu, B.", "2022", titles="B")],
        ["Zhu, 2022a", "Zhu, 2022"],
    ),
    "letters of the author's own, in the way": (
        [
            *by("Zhu, B.", "2022a", titles="Z"),
            *by("Zhu, B.", "2022", titles="ABC"),
            *by("Zhu, B.", "2022c", titles="Y"),
            *by("Doe, J.", "2022b", titles="X"),
        ],
        ["Zhu, 2022a", "Zhu, 2022b", "Zhu, 2022d", "Zhu, 2022e", "Zhu, 2022c", "Doe, 2022b"],
    ),
    "letters of the author's own, twice": (
        [*by("Zhu, B.", "2022a"), *by("Zhu, B.", "2022a-a", titles="C")],
        ["Zhu, 2022a-b", "Zhu, 2022a-c", "Zhu, 2022a-a"],
    ),
    "an entry that is on no list": (
        [*by("Zhu, B.", titles="A"), *by("Zhu, B.", titles="B", more="options={skipbib}")],
        ["Zhu, 2023", "Zhu, 2023"],
    ),
    "an entry that is on no list, between others": (
        [*by("Zhu, B.", titles="A", more="options={skipbib}"), *by("Zhu, B.", titles="BC")],
        ["Zhu, 2023", "Zhu, 2023a", "Zhu, 2023b"],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=list(CASES))
def test_letters(entries: list[str], expected: list[str]) -> None:
    assert shorts(*entries) == expected


def test_letters_are_of_titles_and_not_of_the_place_in_the_file() -> None:
    entries = by("Zhu, B.", titles="ABCD")
    expected = {f"{title}: Zhu, 2023{title.lower()}" for title in "ABCD"}
    for order in permutations(entries):
        found = {f"{pub.title_text}: {COMPOSER.short(pub)}" for pub in lettered(*order)}
        assert found == expected


NAMES = st.sampled_from(["Zhu, B.", "Zhu, Y.", "Doe, J. and Zhu, B.", "A and B and C", ""])
YEARS = st.sampled_from(["2022", "2022a", "2022b", "2022-a", "in press", "n.d.", "n.d.-a", ""])
TITLES = st.sampled_from(["A", "B", "Zhu", "Doe and Zhu"])


@given(st.lists(st.tuples(NAMES, YEARS, TITLES, st.booleans()), max_size=30))
def test_no_two_publications_of_lists_are_cited_alike(
    said: list[tuple[str, str, str, bool]],
) -> None:
    source = [
        f"title={{{title}}}, author={{{author}}}, year={{{year}}}"
        + (", options={skipbib}" if hidden else "")
        for author, year, title, hidden in said
    ]
    publications = lettered(*source)
    known = [pub for pub in publications if pub.listed]
    cited = [(COMPOSER.labelname(pub), pub.date.label or "n.d.") for pub in known]
    assert len(set(cited)) == len(cited)
    for pub in publications:
        twins = [
            it
            for it in known
            if (COMPOSER.labelname(it), it.date.text or "n.d.")
            == (COMPOSER.labelname(pub), pub.date.text or "n.d.")
        ]
        assert bool(pub.date.extradate) == (pub.listed and len(twins) > 1)
        # Letters are in the order of the titles.
        titles = [
            natural_key(it.title_text)
            for it in sorted(twins, key=lambda it: (len(it.date.extradate), it.date.extradate))
        ]
        assert titles == sorted(titles)


# -- what has the letter, and what has not ---------------------------------------------


def test_the_letter_of_a_date() -> None:
    assert Date("2023").label == "2023"
    assert Date("2023", extradate="b").label == "2023b"
    assert Date("in press", extradate="aa").label == "in press-aa"
    assert (Date().label, Date(extradate="a").label) == ("", "n.d.-a")
    assert Date("2023", 2023, 5, extradate="b").iso == "2023-05"


def values(publications: Iterable[Publication], name: str) -> list[str]:
    return [publication.value(name) for publication in publications]


def test_filters_groups_and_sorting_see_no_letter() -> None:
    publications = lettered(*by("Zhu, B."), *by("Zhu, B.", "in press"))
    assert values(publications, "year") == ["2023", "2023", "in press", "in press"]
    assert values(publications, "date") == ["2023", "2023", "", ""]
    assert [pub.date.text for pub in publications] == values(publications, "year")
    assert values(publications, "extradate") == [""] * 4


def test_a_reference_has_the_letter_where_it_is_asked_for() -> None:
    article = "title={%s}, author={Zhu}, year={%s}, journal={Annals}, pubstate={%s}"
    said = ("A", "2023", ""), ("B", "2023", ""), ("C", "in press", ""), ("D", "in press", "")
    publications = lettered(*(article % each for each in said))
    assert [line_of(pub) for pub in publications] == [
        "A. Zhu. Annals, 2023.",
        "B. Zhu. Annals, 2023.",
        "C. Zhu. Annals, in press.",
        "D. Zhu. Annals, in press.",
    ]
    assert [line_of(pub, letters=True) for pub in publications] == [
        "A. Zhu. Annals, 2023a.",
        "B. Zhu. Annals, 2023b.",
        # The state is said once.
        "C. Zhu. Annals, in press-a.",
        "D. Zhu. Annals, in press-b.",
    ]


def test_the_year_of_a_manuscript_is_shown_with_its_status_and_its_letter() -> None:
    draft = "author={Zhu}, year={2024}, pubstate={submitted}"
    one, two, other = lettered(
        f"title={{A}}, {draft}", f"title={{B}}, {draft}", f"title={{C}}, {draft}, volume=7"
    )
    assert line_of(one) == "A. Zhu. In submission, 2024."
    assert line_of(two, letters=True) == "B. Zhu. In submission, 2024b."
    (alone,) = lettered(f"title={{A}}, {draft}")
    assert line_of(alone, letters=True) == "A. Zhu. In submission, 2024."
    assert list(map(plain, said(other, "imprint", letters=True))) == ["7, 2024c"]


def test_what_is_said_of_another_record_has_no_letter() -> None:
    first, _ = lettered(
        "title={A}, author={Zhu}, year=2023, related={k1}, relatedtype={publishedas}",
        "title={B}, author={Zhu}, year=2023, journal={Annals}",
    )
    assert line_of(first, letters=True) == "A. Zhu. 2023a. Published as “B”, Annals, 2023."


def test_citations_have_the_letter_and_bibliographies_of_others_have_not() -> None:
    publications = lettered(
        *by("Zhu, B."),
        *by("Zhu, B.", "in press"),
        *(f"title={{{it}}}, author={{Zhu}}" for it in "AB"),
    )
    cited = [cited_entry(pub).fields["year"] for pub in publications]
    assert cited == ["2023a", "2023b", "in press-a", "in press-b", "n.d.-a", "n.d.-b"]
    others = [to_pybtex(pub).fields.get("year") for pub in publications]
    assert others == ["2023", "2023", "in press", "in press", None, None]


# -- styles of citations ---------------------------------------------------------------


class Derived(AuthorYearReferenceStyle):
    """As a site makes it."""


class Numbered(LabelReferenceStyle):
    """As another site does."""


class Composed(GroupReferenceStyle):
    """Made of parts."""

    def __post_init__(self) -> None:
        self.styles.append(BasicAuthorYearParentheticalReferenceStyle())
        super().__post_init__()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("author_year", True), ("label", False), ("super", False), ("foot", False), ("x", False)],
)
def test_which_styles_cite_by_author_and_year(name: str, expected: bool) -> None:
    assert is_author_year(name) is expected


@pytest.mark.parametrize(
    ("style", "expected"), [(Derived, True), (Composed, True), (Numbered, False)]
)
def test_which_styles_of_a_site_do(style: type, expected: bool) -> None:
    name = f"of-a-site-{style.__name__}"
    assert register_plugin("sphinxcontrib.bibtex.style.referencing", name, style, force=True)
    assert is_author_year(name) is expected
