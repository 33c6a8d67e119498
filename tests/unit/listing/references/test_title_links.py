"""What the title of a reference leads to, and which part tells what all else belongs to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.listing.references.reference import Reference
from sphinx_publications.listing.references.style import DEFAULT, SentenceStyle
from sphinx_publications.listing.settings import SETTINGS, BadValueError, Settings
from sphinx_publications.model.link_labels import (
    LINK_FIELDS,
    LinkField,
    kinds_of_material,
    kinds_of_work,
)
from sphinx_publications.model.publication import ResourceLink
from sphinx_publications.text.inline import plain
from unit.helpers import entry, read_one, reference

AUTO = Settings().title_link
#: Kinds of links, and what leads there.
FIELDS = {
    "pdf": "https://e.org/pdf",
    "doi": "10.1000/182",
    "arxiv": "2301.11270",
    "html": "https://e.org/html",
    "url": "https://e.org/url",
    "website": "https://e.org/website",
    "code": "https://e.org/code",
    "slides": "https://e.org/slides",
    "blog": "https://e.org/blog",
}
TARGETS = {
    **FIELDS,
    "doi": "https://doi.org/10.1000/182",
    "arxiv": "https://arxiv.org/abs/2301.11270",
}


def parsed(text: object) -> tuple[str, ...]:
    (setting,) = (it for it in SETTINGS if it.name.endswith("title_link"))
    found: tuple[str, ...] = setting.parse(text)
    return found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("none", ()),
        ("no", ()),
        ("None", ()),
        ("page", ("page",)),
        ("pdf", ("pdf",)),
        ("PDF, doi ,page", ("pdf", "doi", "page")),
        ("my_talk", ("my_talk",)),
        ("auto", AUTO),
        (" Auto ", AUTO),
    ],
)
def test_the_setting(text: str, kinds: tuple[str, ...]) -> None:
    assert parsed(text) == kinds


@pytest.mark.parametrize("value", ["", " , ", 1, None, ["pdf"], True])
def test_what_is_no_list_of_kinds_is_refused(value: object) -> None:
    with pytest.raises(BadValueError):
        parsed(value)


def test_by_default_titles_lead_to_the_work_and_to_nothing_beside_it() -> None:
    assert AUTO == ("page", "auto")
    kinds = kinds_of_work()
    assert kinds >= {"pdf", "doi", "arxiv", "html", "url", "website", "pubmed", "eprint"}
    assert not kinds & kinds_of_material()
    assert not {"supp", "blog"} & kinds
    own = (LinkField("ads", "ADS", "https://e.org/{}"), LinkField("talk", "Talk"))
    assert kinds_of_work(own) == kinds | {"ads"}


def led_to(made: Reference) -> ResourceLink | None:
    """Return what a title leads to where publications have no pages."""
    return next(filter(None, made.title_links), None)


@pytest.mark.parametrize(
    ("fields", "setting", "kind"),
    [
        ("", AUTO, ""),
        ("pdf doi url code", AUTO, "pdf"),
        ("doi url code", AUTO, "doi"),
        ("url code website", AUTO, "url"),
        ("code slides blog", AUTO, ""),
        ("pdf doi", ("doi", "pdf"), "doi"),
        ("pdf doi", ("page",), ""),
        ("pdf doi", ("page", "doi"), "doi"),
        ("pdf doi", (), ""),
        ("code slides", ("slides", "code"), "slides"),
        ("code", ("slides", "code"), "code"),
        ("doi", ("pdf",), ""),
        ("pdf", ("nothing-of-the-kind", "pdf"), "pdf"),
    ],
)
def test_the_best_link_there_is(fields: str, setting: tuple[str, ...], kind: str) -> None:
    source = ", ".join(f"{name} = {{{FIELDS[name]}}}" for name in fields.split())
    found = led_to(reference(entry(source), title_link=setting))
    assert (found.target if found else "") == TARGETS.get(kind, "")


@given(
    st.lists(st.sampled_from([*FIELDS]), unique=True),
    st.lists(st.sampled_from([*FIELDS, "page", "none-such"]), unique=True),
)
def test_any_fields_and_any_setting(fields: list[str], setting: list[str]) -> None:
    source = ", ".join(f"{name} = {{{FIELDS[name]}}}" for name in fields)
    made = reference(entry(source), title_link=tuple(setting))
    derived = {"pdf"} if "arxiv" in fields else set()
    best = next((kind for kind in setting if kind in {*fields, *derived}), "")
    target = TARGETS.get(best, "")
    if best == "pdf" and "pdf" not in fields:
        target = "https://arxiv.org/pdf/2301.11270"
    best_link = led_to(made)
    assert (best_link.target if best_link else "") == target
    assert led_to(made) in {None, *made.links}


def test_the_first_of_two_links_of_a_kind() -> None:
    made = reference(entry("pdf = {https://e.org/1 https://e.org/2}"))
    assert led_to(made) == made.links[0]


def test_a_derived_pdf_is_a_link_of_the_reference_and_of_nothing_else() -> None:
    publication = entry("eprint = {math/0309136}")
    made = reference(publication)
    assert [(link.kind, link.target) for link in made.links] == [
        ("pdf", "https://arxiv.org/pdf/math/0309136"),
        ("arxiv", "https://arxiv.org/abs/math/0309136"),
    ]
    assert led_to(made) == made.links[0]
    assert [link.kind for link in publication.links] == ["arxiv"]
    assert "/pdf/" not in as_bibtex(publication)


#: A field, what an archive is called in it, and an identifier there.
IDENTIFIERS = [
    ("eprint", name, "123")
    for row in LINK_FIELDS
    if row.address and row.name not in {"doi", "arxiv"}
    for name in (row.name, *row.aliases.split())
]


@pytest.mark.parametrize(("field", "archive", "identifier"), IDENTIFIERS)
def test_titles_lead_to_archives_whatever_they_are_called(
    field: str, archive: str, identifier: str
) -> None:
    for fields in (
        f"{field} = {{{identifier}}}, eprinttype = {{{archive}}}",
        f"{archive} = {{{identifier}}}",
    ):
        made = reference(entry(fields))
        assert len(made.links) == 1, fields
        assert led_to(made) == made.links[0], fields


def test_an_eprint_that_is_an_address_is_led_to() -> None:
    made = reference(entry("eprint = {https://www.biorxiv.org/content/10.1101/x.full.pdf}"))
    assert [link.label for link in made.links] == ["PDF"]
    assert led_to(made) == made.links[0]


def test_a_derived_pdf_is_called_as_the_site_calls_pdfs() -> None:
    rows = (next(row for row in LINK_FIELDS if row.name == "pdf")._replace(label="Paper"),)
    made = reference(entry("eprint = {2301.11270}"), links=rows)
    assert [link.label for link in made.links] == ["Paper", "arXiv"]


# -- the part that tells which work it is ----------------------------------------------


AUTHORS = SentenceStyle("authors")
IMPRINT = SentenceStyle("imprint")


@pytest.mark.parametrize(
    ("sentences", "source", "name", "text"),
    [
        (DEFAULT.sentences, "title={T}, author={A, B}, year=2020", "title", "T"),
        (DEFAULT.sentences, "title={\\href{https://e.org}{T} and \\emph{x}}", "title", "T and x"),
        (
            (AUTHORS, SentenceStyle("title"), IMPRINT),
            "title={T}, author={A, B}, year=2020",
            "title",
            "T",
        ),
        ((AUTHORS, IMPRINT), "title={T}, author={A, B}, year=2020", "authors", "B A"),
        ((AUTHORS, IMPRINT), "title={T}, year=2020", "year", "2020"),
        (
            (AUTHORS, IMPRINT),
            "title={T}, year=2020, pubstate={submitted}",
            "status",
            "In submission",
        ),
        # The same text in another place is another part.
        ((AUTHORS, SentenceStyle("title")), "title={B A}, author={A, B}", "title", "B A"),
    ],
)
def test_the_title_or_else_the_first_part_describes_a_work(
    sentences: tuple[SentenceStyle, ...], source: str, name: str, text: str
) -> None:
    style = replace(DEFAULT, sentences=sentences)
    made = reference(read_one(f"@misc{{a, {source}}}"), style=style)
    part = made.describing
    assert part is not None
    assert (part.name, plain(part.text)) == (name, text)
    assert any(it is part for sentence in made.sentences for it in sentence.parts)


def test_where_nothing_is_said_nothing_describes() -> None:
    style = replace(DEFAULT, sentences=(AUTHORS,))
    made = reference(read_one("@misc{a, title={T}, url={https://e.org}}"), style=style)
    assert (made.sentences, made.describing) == ((), None)
