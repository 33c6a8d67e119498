"""Each row of the vocabulary works through all packages: a new row is tested without a new line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinx_publications.check.rules import Context, Rule, check
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.formats.bibtex_types import BIBTEX_TYPES
from sphinx_publications.formats.bibtex_types import FIELDS as BIBTEX_FIELDS
from sphinx_publications.listing.filters import compile_filter
from sphinx_publications.listing.grouping import kind_of, make_groups, title_of
from sphinx_publications.listing.options import ListOptions
from sphinx_publications.listing.references.parts import PARTS
from sphinx_publications.listing.selection import unknown_name
from sphinx_publications.listing.settings import Kind
from sphinx_publications.model.entry_types import (
    DEFAULT_GROUPS,
    ENTRY_TYPES,
    TYPE_ALIASES,
    TYPE_HEADINGS,
    WORK_LABELS,
)
from sphinx_publications.model.fields import FIELD_ALIASES, FIELDS
from sphinx_publications.model.link_labels import LINK_FIELDS
from sphinx_publications.model.marks import Mark
from sphinx_publications.model.months import MONTHS, month_number
from sphinx_publications.model.statuses import STATUSES, says, status_of
from sphinx_publications.text.inline import plain
from unit.helpers import entry, fields_of, read, read_one, said

if TYPE_CHECKING:
    from sphinx_publications.model.entry_types import EntryType
    from sphinx_publications.model.fields import KnownField
    from sphinx_publications.model.link_labels import LinkField
    from sphinx_publications.model.months import Month
    from sphinx_publications.model.publication import Publication
    from sphinx_publications.model.statuses import Status

KINDS = tuple(
    Kind(name, group["title"], group["prefix"], compile_filter(group["filter"]))
    for name, group in DEFAULT_GROUPS.items()
)
#: The families of BibTeX's types, and the types themselves.
BIBTEX_WORDS = {
    "all",
    *BIBTEX_TYPES,
    *(family for row in BIBTEX_TYPES.values() for family in row.families.split()),
}
types = pytest.mark.parametrize("row", ENTRY_TYPES.values(), ids=list(ENTRY_TYPES))
fields = pytest.mark.parametrize("row", FIELDS.values(), ids=list(FIELDS))
links = pytest.mark.parametrize(
    "row", [row for row in LINK_FIELDS if not row.address], ids=lambda row: row.name
)
identifiers = pytest.mark.parametrize(
    "row", [row for row in LINK_FIELDS if row.address], ids=lambda row: row.name
)
statuses = pytest.mark.parametrize("row", STATUSES.values(), ids=list(STATUSES))

#: Identifiers that are no arbitrary text.
VALUES = {
    "doi": "10.1000/182", "arxiv": "2301.11270", "openreview": "B1-x", "pmid": "12",
    "pmcid": "12", "ssrn": "12", "mrnumber": "12", "zbl": "1234.56789",
}  # fmt: skip


def findings(publication: Publication, rule: Rule) -> list[str]:
    """Return what one rule of the checker says of *publication*."""
    others = [other for other in Rule if other != rule]
    return [report.message for report in check([publication], Context(), others)]


# -- entry types --------------------------------------------------------------------


@types
def test_a_layout_names_parts_and_printed_fields(row: EntryType) -> None:
    names = row.layout.split()
    assert all(name in PARTS or FIELDS[name].printed == "part" for name in names)
    assert len(set(names)) == len(names)


@types
def test_a_type_has_a_group_and_its_preprints_have_one(row: EntryType) -> None:
    bare = kind_of(entry("year = 2020", row.name), KINDS)
    preprint = kind_of(entry("year = 2020, eprint = {2301.11270}", row.name), KINDS)
    assert bare is not None
    assert preprint is not None
    assert (bare.name, preprint.name) == (row.group, row.eprint_group or row.group)


@types
def test_a_type_has_a_heading(row: EntryType) -> None:
    root = make_groups([entry("year = 2020", row.name)], ListOptions(group_by=("type",)))
    assert [group.title for group in root.groups] == [row.heading or row.name]


@types
def test_the_checker_asks_for_required_fields(row: EntryType) -> None:
    asked = findings(entry("year = 2020", row.name), Rule.REQUIRED)
    wanted = [alternatives.split("|") for alternatives in row.required.split()]
    assert [re.findall("“(.*?)”", message) for message in asked] == wanted
    given = ", ".join(f"{names[-1]} = {{X}}" for names in wanted)
    assert findings(entry(f"{given}, year = 2020", row.name), Rule.REQUIRED) == []
    assert all(name in FIELDS for names in wanted for name in names)


@types
def test_the_checker_asks_for_a_locator(row: EntryType) -> None:
    assert bool(findings(entry("year = 2020", row.name), Rule.FINDABLE)) is row.needs_locator


@types
def test_a_title_is_handed_on(row: EntryType) -> None:
    source = f"@misc{{a, crossref = {{b}}}} @{row.name}{{b, title = {{Whole}}}}"
    child = read(source)[0][0]
    handed_on = {name: value for name, value in child.fields.items() if name != "crossref"}
    assert handed_on == ({row.title_as: "Whole"} if row.title_as else {})


@types
def test_a_type_is_copied_as_one_of_bibtexs(row: EntryType) -> None:
    (publication,), _ = read(
        f"@{row.name}{{k, title = {{T}}, author = {{Doe, J}}, editor = {{Roe, R}}, journal = {{J}},"
        " booktitle = {B}, institution = {I}, publisher = {P}, year = 2020}"
    )
    kind = re.match(r"@(\w+)", as_bibtex(publication))
    assert kind is not None
    # BibTeX's "inbook" has no editor.
    assert kind[1] == {"inbook": "incollection"}.get(row.bibtex, row.bibtex)
    assert row.bibtex in BIBTEX_TYPES


@pytest.mark.parametrize("name", TYPE_ALIASES)
def test_another_name_is_known_and_may_have_a_label_and_a_heading(name: str) -> None:
    publication = entry("year = 2020", name)
    assert publication.type == TYPE_ALIASES[name]
    assert publication.text("type") == WORK_LABELS.get(name, "")
    assert title_of("type", name) == TYPE_HEADINGS.get(name, name)


@pytest.mark.parametrize("name", WORK_LABELS)
def test_a_string_of_biblatex_has_a_label(name: str) -> None:
    assert entry(f"type = {{{name.upper()}}}").text("type") == WORK_LABELS[name]


def test_no_name_is_that_of_two_types() -> None:
    names = [*ENTRY_TYPES, *TYPE_ALIASES]
    assert len(set(names)) == len(names)


# -- fields -------------------------------------------------------------------------


@fields
def test_a_field_is_known_by_all_its_names(row: KnownField) -> None:
    for name in (row.name, *row.aliases.split()):
        assert unknown_name(name, []) is None
        assert read(f"@misc{{k, {name} = {{1}}}}")[0][0].fields[row.name] == "1"


@fields
def test_a_printed_field_is_decoded_and_a_sentence_is_in_the_reference(row: KnownField) -> None:
    publication = read(rf"@misc{{k, title = {{T}}, {row.name} = {{\emph{{Un}} \& 2}}}}")[0][0]
    assert (row.name in publication.texts) is bool(row.printed)
    sentences = [plain(note) for note in said(publication, "note", "award")]
    # An unknown status is a sentence, too.
    assert ("Un & 2" in sentences) is (row.printed == "sentence" or row.name == "pubstate")


@fields
def test_a_private_field_is_never_copied(row: KnownField) -> None:
    publication = read(f"@misc{{k, title = {{T}}, {row.name} = {{Secret}}}}")[0][0]
    (copy,) = fields_of(as_bibtex(publication)).values()
    assert row.public or copy.get(row.name) != "Secret"


@fields
def test_a_field_is_copied_for_the_types_that_have_it(row: KnownField) -> None:
    words = row.bibtex.split()
    assert set(words) <= BIBTEX_WORDS
    for kind, known in BIBTEX_FIELDS.items():
        families = {"all", kind, *BIBTEX_TYPES[kind].families.split()}
        assert (row.name in known) is bool(families.intersection(words))


@fields
def test_crossref_hands_on_the_fields_that_are_not_the_parents_own(row: KnownField) -> None:
    child = read(f"@misc{{a, crossref = {{b}}}} @misc{{b, {row.name} = {{1}}}}")[0][0]
    assert (child.fields.get(row.name) == "1") is row.inherited


@fields
def test_a_field_may_be_a_locator(row: KnownField) -> None:
    (publication,), _ = read(f"@article{{k, title = {{T}}, {row.name} = {{1}}}}")
    assert bool(findings(publication, Rule.FINDABLE)) is not row.finds


@fields
def test_a_publication_is_in_the_group_of_each_keyword(row: KnownField) -> None:
    (publication,), _ = read(f"@misc{{k, title = {{T}}, {row.name} = {{alpha, beta}}}}")
    groups = make_groups([publication], ListOptions(group_by=(row.name,))).groups
    values = [group.value for group in groups]
    assert (values == ["alpha", "beta"]) is (row.kind == "keywords")


@links
def test_a_link_has_its_label(row: LinkField) -> None:
    (link,) = entry(f"{row.name} = {{https://example.org/a.pdf}}").links
    assert (link.kind, link.label, link.target) == (
        row.name, row.label, "https://example.org/a.pdf",
    )  # fmt: skip


@identifiers
def test_an_identifier_links_in_its_own_field_and_as_an_eprint(row: LinkField) -> None:
    value = VALUES.get(row.name, "a-1/b?c")
    target = row.address.format(value.replace("?", "%3F"))
    for name in (row.name, *row.aliases.split()):
        (own,) = entry(f"{name} = {{{value}}}").links
        assert (own.kind, own.label, own.target) == (row.name, row.label, target)
        (eprint,) = entry(f"eprint = {{{value}}}, eprinttype = {{{name.upper()}}}").links
        assert (eprint.label, eprint.target) == (row.label, target)
        both = entry(f"{name} = {{{value}}}, eprint = {{{value}}}, eprinttype = {{{name}}}")
        assert len(both.links) == 1


@identifiers
def test_the_address_of_an_identifier_is_copied(row: LinkField) -> None:
    value = VALUES.get(row.name, "12")
    copied = as_bibtex(entry(f"{row.name} = {{{value}}}"))
    (copy,) = fields_of(copied).values()
    target = row.address.format(value)
    assert target in (copy.get("url"), *(link.target for link in read_one(copied).links))


@pytest.mark.parametrize(("name", "label"), [("pmid", "PubMed"), ("hal", "HAL")])
def test_an_identifier_may_be_an_address(name: str, label: str) -> None:
    (link,) = entry(f"{name} = {{https://example.org/12}}").links
    assert (link.label, link.target) == (label, "https://example.org/12")


def test_an_identifier_without_a_character_is_reported() -> None:
    _, reports = read("@misc{k, title = {T}, hal = {{}}}")
    assert reports == ["pubs.bib:1: k: field “hal” is no identifier of HAL: “{}”"]


def test_reports_name_a_field_as_its_author_does() -> None:
    _, reports = read("@misc{k, title = {T},\n arxivId = {x},\n journaltitle = {\\foo{J}}}")
    assert [report.partition("” ")[0] for report in reports] == [
        "pubs.bib:3: k: field “journaltitle",
        "pubs.bib:2: k: field “arxivid",
    ]


def test_no_name_is_that_of_two_fields() -> None:
    assert not FIELDS.keys() & FIELD_ALIASES.keys()
    assert len(FIELD_ALIASES) == sum(len(row.aliases.split()) for row in FIELDS.values())


# -- statuses, marks, months --------------------------------------------------------


@statuses
def test_a_status_is_known_in_all_its_words_and_printed(row: Status) -> None:
    name = row.name if row.text else ""
    for words in filter(None, (row.name, row.text, *row.written)):
        assert status_of(f" {words.upper()}. ") == name
        assert says(name, f"It is {words}, they say") is bool(name)
        publication = entry(f"author = {{Doe, J}}, pubstate = {{{words}}}, year = 2020")
        # Beside the year it looks like no publication's.
        printed = [plain(text) for text in said(publication, "imprint", "note")]
        expected = ["2020", *[row.text] * bool(name)] if row.accepted else [f"{row.text}, 2020"]
        assert printed == expected
        (copy,) = fields_of(as_bibtex(publication)).values()
        assert copy.get("note", "") == row.text


@statuses
def test_a_status_has_a_heading(row: Status) -> None:
    root = make_groups([entry(f"pubstate = {{{row.name}}}")], ListOptions(group_by=("status",)))
    assert [group.title for group in root.groups] == [row.heading]


@statuses
def test_the_checker_knows_the_facts_of_a_status(row: Status) -> None:
    publication = entry(f"pubstate = {{{row.name}}}", "article")
    assert bool(findings(publication, Rule.YEAR)) is row.dated
    assert bool(findings(publication, Rule.FINDABLE)) is row.accepted


@pytest.mark.parametrize("mark", Mark)
def test_a_mark_is_known_in_annotations(mark: Mark) -> None:
    (person,) = entry(f"author = {{Doe, J}}, author+an = {{1={mark.value}}}").authors
    assert person.marks == {mark}
    annotation = f"author+an = {{1={mark.value}x}}"
    _, reports = read(f"@misc{{k, title = {{T}}, author = {{Doe, J}}, {annotation}}}")
    assert f"did you mean “{mark.value}”?" in reports[0]


def test_marks_differ() -> None:
    assert len({mark.sign for mark in Mark}) == len({mark.meaning for mark in Mark}) == len(Mark)


@pytest.mark.parametrize("month", MONTHS, ids=lambda month: month.name)
def test_a_month_is_known_in_all_its_languages(month: Month) -> None:
    number = MONTHS.index(month) + 1
    words = [month.name, month.macro, *" ".join(month[1:]).split()]
    assert [month_number(word) for word in words] == [number] * len(words)
    publication = read_one(f"@misc{{k, title = {{T}}, year = 2020, month = {month.macro}}}")
    assert publication.date.month == number
    assert f"month = {month.macro}," in as_bibtex(publication)
