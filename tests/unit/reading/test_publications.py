from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.model.entry_types import ENTRY_TYPES, TYPE_ALIASES
from sphinx_publications.model.marks import Mark
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Date, Publication, ResourceLink, Venue
from sphinx_publications.text.inline import Link, Math, Span, Style
from unit.helpers import entry, read, read_one


def test_a_whole_publication() -> None:
    source = r"""
@InProceedings{zhu2023principled,
  author     = {Zhu, Banghua and Jordan, Michael I. and others},
  author+an  = {1=equal, corresponding; 2=equal},
  author+an:orcid = {2="0000-0002-1825-0097"},
  editor     = {Krause, Andreas},
  title      = {Principled {RL} from $K$-wise Comparisons},
  booktitle  = {Proceedings of \emph{ICML}},
  abbr       = {ICML},
  date       = {2023-07-23},
  pages      = {1 -- 9},
  pubstate   = {forthcoming},
  eprint     = {2301.11270},
  custom     = {\anything},
}"""
    publication = read_one(source)
    assert publication == Publication(
        key="zhu2023principled",
        type="inproceedings",
        written_type="inproceedings",
        title=("Principled RL from ", Math("K"), "-wise Comparisons"),
        authors=(
            Person("Zhu", "Banghua", marks=frozenset({Mark.EQUAL, Mark.CORRESPONDING})),
            Person(
                "Jordan",
                "Michael I.",
                marks=frozenset({Mark.EQUAL}),
                orcid="0000-0002-1825-0097",
            ),
        ),
        more_authors=True,
        editors=(Person("Krause", "Andreas"),),
        date=Date("2023", 2023, 7, 23),
        venue=Venue(("Proceedings of ", Span(Style.EMPHASIS, ("ICML",))), "ICML"),
        status="forthcoming",
        texts={
            "booktitle": ("Proceedings of ", Span(Style.EMPHASIS, ("ICML",))),
            "abbr": ("ICML",),
            "pages": ("1–9",),
        },
        fields={
            "author": "Zhu, Banghua and Jordan, Michael I. and others",
            "author+an": "1=equal, corresponding; 2=equal",
            "author+an:orcid": '2="0000-0002-1825-0097"',
            "editor": "Krause, Andreas",
            "title": "Principled {RL} from $K$-wise Comparisons",
            "booktitle": r"Proceedings of \emph{ICML}",
            "abbr": "ICML",
            "date": "2023-07-23",
            "pages": "1 -- 9",
            "pubstate": "forthcoming",
            "eprint": "2301.11270",
            "custom": r"\anything",
        },
        links=(ResourceLink("arxiv", "arXiv", "https://arxiv.org/abs/2301.11270"),),
        position=0,
        path="pubs.bib",
        line=2,
    )


@pytest.mark.parametrize("kind", sorted(ENTRY_TYPES))
def test_known_types(kind: str) -> None:
    assert entry("year = 2020", kind).type == kind


@pytest.mark.parametrize(("alias", "kind"), TYPE_ALIASES.items(), ids=list(TYPE_ALIASES))
def test_other_names_of_types(alias: str, kind: str) -> None:
    assert kind in ENTRY_TYPES
    assert entry("year = 2020", alias.upper()).type == kind


def test_an_unknown_type_is_misc() -> None:
    publications, reports = read("\n@Gadget{k, title = {T}}")
    assert [publication.type for publication in publications] == ["misc"]
    assert reports == ["pubs.bib:2: k: “@gadget” is no known entry type; it is laid out as @misc"]


@pytest.mark.parametrize(
    ("entry_type", "field", "label"),
    [
        ("phdthesis", "", "PhD thesis"),
        ("mastersthesis", "", "Master’s thesis"),
        ("bachelorsthesis", "", "Bachelor’s thesis"),
        ("techreport", "", "Technical report"),
        ("thesis", "phdthesis", "PhD thesis"),
        ("thesis", "MAThesis", "Master’s thesis"),
        ("report", "resreport", "Research report"),
        ("patent", "patentus", "US patent"),
        ("techreport", "Working {Paper}", "Working Paper"),
        ("thesis", "", ""),
    ],
)
def test_the_label_of_a_work(entry_type: str, field: str, label: str) -> None:
    fields = f"type = {{{field}}}" if field else "year = 2020"
    assert entry(fields, entry_type).text("type") == label


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("journaltitle", "journal"),
        ("location", "address"),
        ("school", "institution"),
        ("annote", "annotation"),
    ],
)
def test_other_names_of_fields(written: str, name: str) -> None:
    assert entry(f"{written} = {{X}}").value(name) == "X"


@pytest.mark.parametrize(
    ("name", "written", "text"),
    [
        ("pages", "1--9", "1–9"),
        ("pages", "1-9", "1–9"),
        ("pages", "1---9", "1–9"),
        ("pages", "1–9", "1–9"),
        ("pages", "1 -- 9, 12 -- 13", "1–9, 12–13"),
        ("pages", "$1$--$9$", "1–9"),
        ("pages", "A1--A9", "A1–A9"),
        ("pages", "12+", "12+"),
        ("pages", "1 - - 9", "1––9"),
        ("pages", f"1{'~' * 50_000}--{'~' * 40_000}9", "1–9"),
        ("pages", f"x{'~' * 50_000}9", "x" + "\N{NO-BREAK SPACE}" * 50_000 + "9"),
        ("volume", "12-13", "12–13"),
        ("number", "1/2", "1/2"),
        ("number", "3--4", "3–4"),
        # Not every hyphen is a range.
        ("number", "TR-42", "TR-42"),
        ("number", "EP-1234-B1", "EP-1234-B1"),
    ],
)
def test_ranges(name: str, written: str, text: str) -> None:
    assert entry(f"{name} = {{{written}}}").text(name) == text


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ("year = 2020", None),
        ("journal = {J}", Venue(("J",))),
        ("booktitle = {B}, eventtitle = {E}", Venue(("B",))),
        ("eventtitle = {E}", Venue(("E",))),
        ("venue = {V}", Venue(("V",))),
        ("journal = {Jars}, abbr = {J}", Venue(("Jars",), "J")),
        ("journal = {J}, abbr = {A}", Venue(("J",))),
        ("journal = {J}, shortjournal = {S}", Venue(("J",), "S")),
        ("journal = {Ants}, shortjournal = {S}, abbr = {A}", Venue(("Ants",), "A")),
        ("journal = {J}, shortjournal = {S}, abbr = {}", Venue(("J",), "S")),
        (r"booktitle = {X \& Y}, abbr = {{X} \& {Y}}", Venue(("X & Y",), "X & Y")),
        ("shortjournal = {S}", Venue(("S",))),
        ("abbr = {A}", None),
    ],
)
def test_venue(fields: str, venue: Venue | None) -> None:
    assert entry(fields).venue == venue


@pytest.mark.parametrize(
    ("pubstate", "status"),
    [
        ("", ""),
        ("published", ""),
        ("submitted", "submitted"),
        ("Under Review", "submitted"),
        ("in preparation", "inpreparation"),
        ("inpreparation", "inpreparation"),
        ("accepted", "forthcoming"),
        ("{To appear}", "forthcoming"),
        ("in press", "inpress"),
        ("prepublished", "prepublished"),
        ("Withdrawn", "Withdrawn"),
    ],
)
def test_status(pubstate: str, status: str) -> None:
    assert entry(f"pubstate = {{{pubstate}}}").status == status


def test_a_date_may_be_in_three_fields() -> None:
    assert entry("year = 2020, month = may, day = 4").date == Date("2020", 2020, 5, 4)


TITLES = {
    "subtitle": ("title = {T}, subtitle = {S}", "T: S"),
    "subtitle after a question": ("title = {Why?}, subtitle = {S}", "Why? S"),
    "capitals and braces": ("title = {The {GAN} of X}", "The GAN of X"),
}


@pytest.mark.parametrize(("fields", "title"), TITLES.values(), ids=list(TITLES))
def test_title(fields: str, title: str) -> None:
    assert read_one(f"@misc{{key, {fields}}}").title_text == title


@pytest.mark.parametrize(
    ("fields", "title", "report"),
    [
        ("booktitle = {B}, note = {N}", "B", "has no title"),
        ("journal = {J}", "J", "has no title"),
        ("note = {N}", "N", "has no title"),
        ("year = 2020", "key", "has no title; its cite key is shown"),
        ("title = {}", "key", "has no title; its cite key is shown"),
        ("title = {{ }}", "key", "has no title; its cite key is shown"),
        (r"title = {\emph{}}", "key", "has no title; its cite key is shown"),
    ],
)
def test_a_missing_title_is_reported(fields: str, title: str, report: str) -> None:
    publications, reports = read(f"@misc{{key, {fields}}}")
    assert [publication.title_text for publication in publications] == [title]
    assert reports == [f"pubs.bib:1: key: {report}"]


def test_positions_count_publications() -> None:
    publications, reports = read("@misc{b, title={B}} @xdata{x} @misc{a, title={A}}")
    assert [(item.key, item.position) for item in publications] == [("b", 0), ("a", 1)]
    assert reports == []


def test_a_site_has_link_fields_of_its_own() -> None:
    publications, reports = read("@misc{k, title={T}, talk={https://t.org}}", {"talk": "Talk"})
    assert [item.links for item in publications] == [
        (ResourceLink("talk", "Talk", "https://t.org"),)
    ]
    assert reports == []


def test_faults_are_reported_where_they_are() -> None:
    source = r"""@article{k,
  author = {A, B, C, D},
  author+an = {3=equals},
  title = {\foo{T} of {X}},
  journal = {\bar{J}},
  note = {costs $5},
  doi = {none},
}"""
    publications, reports = read(source)
    assert [publication.title_text for publication in publications] == ["T of X"]
    assert sorted(reports) == [
        "pubs.bib:2: k: field “author” annotates person 3, but there are 1",
        "pubs.bib:2: k: field “author” has the unknown annotation “equals” (did you mean “equal”?)",
        "pubs.bib:2: k: field “author” has too many commas in the name “A, B, C, D”"
        " (is an “and” missing?)",
        "pubs.bib:4: k: field “title” uses the unknown LaTeX command “\\foo”",
        "pubs.bib:5: k: field “journal” uses the unknown LaTeX command “\\bar”",
        "pubs.bib:6: k: field “note” has a “$” without its partner"
        " (a dollar sign is written “\\$”)",
        "pubs.bib:7: k: field “doi” is no DOI: “none” (a DOI looks like 10.1000/182)",
    ]


def inherited(source: str) -> dict[str, str]:
    """Return the fields of the first publication in *source*, which is without fault."""
    publications, reports = read(source)
    assert reports == []
    return dict(publications[0].fields)


INHERITANCE = {
    "crossref to proceedings": (
        "@inproceedings{c, title={C}, crossref={p}}"
        "@proceedings{p, title={P}, editor={E, F}, year=2020, publisher={X}, url={http://a.b}}",
        {
            "title": "C",
            "crossref": "p",
            "booktitle": "P",
            "editor": "E, F",
            "year": "2020",
            "publisher": "X",
        },
    ),
    "crossref to a journal": (
        "@article{c, title={C}, crossref={p}} @periodical{p, title={P}, volume=3}",
        {"title": "C", "crossref": "p", "journal": "P", "volume": "3"},
    ),
    "crossref in another case": (
        "@inbook{c, title={C}, crossref={P}} @book{p, title={P}}",
        {"title": "C", "crossref": "P", "booktitle": "P"},
    ),
    "crossref upwards": (
        "@inbook{c, title={C}, crossref={p}} @book{p, title={P}, crossref={g}}"
        "@collection{g, title={G}, publisher={G}}",
        {"title": "C", "crossref": "p", "booktitle": "P", "publisher": "G"},
    ),
    "one's own counts": (
        "@inbook{c, title={C}, publisher={C}, crossref={p}} @book{p, title={P}, publisher={P}}",
        {"title": "C", "publisher": "C", "crossref": "p", "booktitle": "P"},
    ),
    "xdata hands on all": (
        "@misc{c, xdata={x}} @xdata{x, title={X}, author={A, B}, doi={10.1000/182}}",
        {"xdata": "x", "title": "X", "author": "A, B", "doi": "10.1000/182"},
    ),
    "several xdata, the first counts": (
        "@misc{c, xdata={x, y}} @xdata{x, title={X}} @xdata{y, title={Y}, year=2020}",
        {"xdata": "x, y", "title": "X", "year": "2020"},
    ),
    "two ways to one parent are no circle": (
        "@misc{c, xdata={x, y}} @xdata{x, title={X}, xdata={z}} @xdata{y, xdata={z}}"
        "@xdata{z, year=2020}",
        {"xdata": "x, y", "title": "X", "year": "2020"},
    ),
    "other names of fields": (
        "@article{c, title={C}, journal={J}, xdata={x}} @xdata{x, journaltitle={X}}",
        {"title": "C", "journal": "J", "xdata": "x"},
    ),
}


@pytest.mark.parametrize(("source", "fields"), INHERITANCE.values(), ids=list(INHERITANCE))
def test_inheritance(source: str, fields: dict[str, str]) -> None:
    assert inherited(source) == fields


def test_an_inherited_date_does_not_stand_before_a_year() -> None:
    publications, reports = read(
        "@inbook{c, title={C}, year=2021, crossref={p}} @book{p, title={P}, date={2019-05}}"
    )
    assert reports == []
    assert [publication.date for publication in publications] == [
        Date("2021", 2021),
        Date("2019", 2019, 5),
    ]


def test_marks_are_of_the_authors_that_they_are_given_with() -> None:
    publications, reports = read(
        "@inbook{c, title={C}, author={A, Ann}, crossref={p}}"
        "@book{p, title={P}, author={B, Bob}, author+an={1=equal}}"
    )
    assert reports == []
    assert [publication.authors for publication in publications] == [
        (Person("A", "Ann"),),
        (Person("B", "Bob", marks=frozenset({Mark.EQUAL})),),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "@misc{a, title={A},\n crossref={zz}}",
            ["pubs.bib:2: a: crossref names “zz”, which is in no .bib file"],
            id="missing",
        ),
        pytest.param(
            "@misc{a, title={A},\n xdata={a}}",
            ["pubs.bib:2: a: xdata to “a” goes in a circle; it is followed once"],
            id="itself",
        ),
        pytest.param(
            "@misc{a, title={A}, crossref={b}}\n@misc{b, title={B}, crossref={a}}",
            [
                "pubs.bib:1: a: crossref to “a” goes in a circle; it is followed once",
                "pubs.bib:2: b: crossref to “b” goes in a circle; it is followed once",
            ],
            id="circle of two",
        ),
    ],
)
def test_wrong_crossrefs_are_reported(source: str, expected: list[str]) -> None:
    publications, reports = read(source)
    assert [publication.title_text for publication in publications] == ["A", "B"][: len(expected)]
    assert reports == expected


FIELDS = st.dictionaries(
    st.sampled_from(
        "title subtitle author editor author+an year date month pages number edition journal"
        " booktitle abbr pubstate doi eprint url pdf note type crossref xdata keywords".split()
    ),
    # A backslash at the end would take the brace behind it.
    st.text(st.sampled_from("aZ 0129.,-/$\\'^*~%&²٣;="), max_size=8).map(
        lambda value: value.rstrip("\\")
    ),
    max_size=5,
)


@given(
    st.lists(st.tuples(st.sampled_from(["article", "book", "xdata", "foo"]), FIELDS), max_size=3)
)
def test_any_entry_becomes_one_publication_with_a_title(
    entries: list[tuple[str, dict[str, str]]],
) -> None:
    source = "".join(
        f"@{kind}{{k{number},"
        + "".join(f"{name} = {{{value}}},\n" for name, value in fields.items())
        + "}\n"
        for number, (kind, fields) in enumerate(entries)
    )
    publications, _ = read(source)
    assert [publication.key for publication in publications] == [
        f"k{number}" for number, (kind, _) in enumerate(entries) if kind != "xdata"
    ]
    assert [publication.key for publication in publications if not publication.title_text] == []


def test_of_an_unsafe_link_its_text_is_kept_at_each_depth() -> None:
    source = (
        r"@misc{k, title={\emph{a \href{javascript:x}{b \textbf{c}} d}"
        r" \href{https://x.org/a b}{e} \href{c:x}{f}}}"
    )
    (publication,), reports = read(source)
    text = Span(Style.EMPHASIS, ("a b ", Span(Style.STRONG, ("c",)), " d"))
    assert publication.title == (text, " ", Link("https://x.org/a%20b", ("e",)), " f")
    assert reports == [
        f"pubs.bib:1: k: field “title” has the scheme “{scheme}:”; only web addresses become"
        " links; no link is made"
        for scheme in ("javascript", "c")
    ]
