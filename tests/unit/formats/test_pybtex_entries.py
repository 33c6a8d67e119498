"""What is handed to pybtex can be printed by its styles, whatever an author wrote."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pybtex.database
import pytest
from docutils import nodes
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.plugin import find_plugin
from pybtex.richtext import Text
from pybtex_docutils import Backend
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.template import author_or_editor_or_title
from sphinxcontrib.bibtex.transforms import node_text_transform

from sphinx_publications.bib.entries import Entry, Field
from sphinx_publications.formats.pybtex_entries import cited_entry, to_pybtex
from sphinx_publications.formats.pybtex_persons import PlainPerson
from sphinx_publications.formats.pybtex_tex import escaped, printable
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.persons import Person
from sphinx_publications.reading.publications import read_publications

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

STYLES = [
    find_plugin("pybtex.style.formatting", name)()
    for name in ("alpha", "plain", "unsrt", "unsrtalpha")
]
TYPES = sorted(
    ENTRY_TYPES.keys() | {"phdthesis", "mastersthesis", "techreport", "conference", "www", "weird"}
)
FIELDS = (
    "author editor title subtitle journal journaltitle booktitle eventtitle year date month volume"
    " number issue pages chapter edition series publisher address location organization school"
    " institution howpublished note type isbn url urldate doi eprint pubmed key abstract"
).split()
#: What breaks a reader of LaTeX, and words between.
VALUES = st.lists(
    st.sampled_from(
        [*r"{ } \ $ % ~ ^ _ # & ' ` - ,".split(" "), "\\\\", r"\{", r"\}", r"\%", r"\'", r'\"{u}',
         r"\emph{x}", r"\o ", r"\url{", r"\url{javascript:alert(1)}", r"\url{https://x.org/}",
         r"\href{javascript:x}{y}", "javascript:", " ", " and ", "others", "Doe, Jane", "{X}",
         "2020", "a", "\n", "{" * 40, "}" * 40, r"\textbackslash url {", "é", "朱", "\x00", ":"]
    ),
    max_size=8,
).map("".join)  # fmt: skip


def test_a_plain_person_has_all_that_pybtex_has_of_a_person() -> None:
    made = PlainPerson(Person("Zhu", "Banghua Q. R.", "von der", "Jr."))
    stock = pybtex.database.Person("von der Zhu, Jr., Banghua Q. R.")
    assert vars(made) == vars(stock)
    names = [name for name in dir(stock) if name.startswith("rich_")]
    assert len(names) == 5
    assert [getattr(made, name) for name in names] == [getattr(stock, name) for name in names]


def publication_of(kind: str, fields: Mapping[str, str]) -> Publication:
    entry = Entry("k", kind, {name: Field(text, 1) for name, text in fields.items()}, "x.bib", 1)
    (publication,), _ = read_publications([entry])
    return publication


@given(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8))
@example("article", {})
@example("book", {"author": "{} and others"})
@example("inbook", {"editor": "A and B and C and D and E and others"})
@example("misc", {"howpublished": r"\url{{javascript:alert(1)}}"})
@example("misc", {"note": r"\\url {javascript:alert(1)}"})
def test_no_entry_ends_a_build_nor_publishes_an_error(kind: str, fields: dict[str, str]) -> None:
    publication = publication_of(kind, fields)
    entry = to_pybtex(publication)
    for style in STYLES:
        ((label,), (sorted_entry,)) = (style.format_labels([entry]), style.sort([entry]))
        formatted = style.format_entry(label, sorted_entry)
        node = nodes.paragraph("", "", *formatted.text.render(Backend()))
        node_text_transform(node)
        pickle.loads(pickle.dumps((entry, formatted, node)))
    assert "missing" not in node.astext()
    for link in node.findall(nodes.reference):
        scheme, colon, _ = link["refuri"].partition(":")
        assert not colon or scheme.strip().lower() in {"http", "https", "ftp"}
    for made in (entry, cited_entry(publication)):
        template = author_or_editor_or_title(sep=", ")
        template.format_data({"entry": made, "style": AuthorYearReferenceStyle()})


@given(VALUES)
@example("{a}" * 7000)
@example("word " * 7000)
@example("{" * 29 + "x" + "}" * 29)
def test_what_is_said_to_be_printable_is_printed(source: str) -> None:
    Text.from_latex(printable(" ".join(source.split()))).capitalize().render(Backend())


@given(st.text(st.characters(exclude_characters="{}`'-\"^=$#", exclude_categories=["C"])))
def test_plain_text_is_printed_as_it_is(text: str) -> None:
    assert str(Text.from_latex(escaped(text))).split() == text.split()


@pytest.mark.parametrize(
    ("name", "value"),
    [("school", "{MIT"), ("note", "a} b"), ("pages", "1--2\\"), ("year", "2020\\")],
)
def test_a_field_that_pybtex_cannot_take_costs_no_other(name: str, value: str) -> None:
    sound = {"author": "Doe, Jane", "title": "A {T}", "school": "MIT", "year": "2020", "note": "n"}
    whole = to_pybtex(publication_of("phdthesis", {"pages": "1", **sound}))
    broken = to_pybtex(publication_of("phdthesis", {"pages": "1", **sound, name: value}))
    assert broken.type == whole.type == "phdthesis"
    assert {**broken.fields, name: ""} == {**whole.fields, name: ""}
    text = value.replace("--", "–").translate(dict.fromkeys(b"{}\\", " "))
    assert str(Text.from_latex(broken.fields[name])).split() == text.split()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("{Why?}", "{Why?} B"),
        (r"\emph{Why?}", r"\emph{Why?} B"),
        (r"\enquote{\emph{Why?}}", r"\enquote{\emph{Why?}} B"),
        ("The growth of $n!$", "The growth of $n!$: B"),
    ],
)
def test_a_subtitle_is_a_sentence_behind_one(title: str, expected: str) -> None:
    entry = to_pybtex(publication_of("misc", {"title": title, "subtitle": "B"}))
    assert entry.fields["title"] == expected


@pytest.mark.parametrize("name", ["山田 太郎", "山田, 太郎", "张伟", "김 철수", "{山田 太郎}"])
def test_east_asian_names_are_printed_as_pybtex_alone_prints_them(name: str) -> None:
    entry = to_pybtex(publication_of("misc", {"author": f"{name} and Doe, J.", "title": "T"}))
    stock = pybtex.database.Person(name)
    assert str(entry.persons["author"][0]) == str(stock)
    assert entry.persons["author"][0].rich_last_names == stock.rich_last_names
