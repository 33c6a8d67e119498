"""The BibTeX that visitors take along says what the author wrote, and nothing private."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus import bibliography
from sphinx_publications.export import PRIVATE, as_bibtex, public_fields
from sphinx_publications.files import safe_name
from sphinx_publications.names import parse_names
from sphinx_publications.namesigns import names_without_signs
from support import ROOT
from unit.helpers import fields_of, read, read_one

REAL = (ROOT / "pubs.bib").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", [REAL, bibliography(500)], ids=["31", "500"])
def test_what_is_copied_parses_back_to_the_fields_of_the_author(source: str) -> None:
    written = fields_of(source)
    publications, _ = read(source)
    copied = fields_of("\n\n".join(map(as_bibtex, publications)))
    expected = {
        key: {name: value for name, value in fields.items() if name not in PRIVATE and value}
        for key, fields in written.items()
        if key in {publication.key for publication in publications}
    }
    assert copied == expected


@given(
    st.dictionaries(
        st.sampled_from(["note", "publisher", "series", "howpublished", "addendum", "isbn"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60),
        max_size=5,
    )
)
def test_any_balanced_value_survives(values: dict[str, str]) -> None:
    balanced = {name: re.sub("[{}\\\\@\ue000]", "", text) for name, text in values.items()}
    lines = "".join(f"  {name} = {{{{{text}}}}},\n" for name, text in balanced.items())
    publication = read(f"@misc{{key, title = {{T}},\n{lines}}}")[0][0]
    (again,) = read(as_bibtex(publication))[0]
    assert dict(public_fields(again)) == dict(public_fields(publication))


def test_the_entry_is_as_its_author_wrote_it() -> None:
    source = """\
@PhDThesis{Zhu:2023/a,
  author = {Banghua   Zhu and
            others}, journaltitle = "J", school = "UC " # bk, month = jan,
  title = {{LLM}s \\& \\'E $K$}, date = 2023-05, archivePrefix = {arXiv}, eprint = {2301.11270},
  note = {}, keywords = {mine}, abstract = {Long.}, annote = {Secret}, Bdsk-Url-1 = {x},
  selected = {true}, pdf = {papers/a.pdf}, slides = {https://example.org/s.pdf},
  mynote = {Mean}, review = {Weak}, poster = {/home/me/p.pdf}, execute = {x}, code = {www.x.org},
}
"""
    (publication,), _ = read("@string{bk = {Berkeley}}\n" + source)
    assert (
        as_bibtex(publication)
        == """\
@phdthesis{Zhu:2023/a,
  author        = {Banghua Zhu and others},
  journaltitle  = {J},
  school        = {UC Berkeley},
  month         = jan,
  title         = {{LLM}s \\& \\'E $K$},
  date          = {2023-05},
  archiveprefix = {arXiv},
  eprint        = {2301.11270},
  slides        = {https://example.org/s.pdf},
  code          = {www.x.org},
}"""
    )


def test_what_is_inherited_is_written_out() -> None:
    source = (
        "@inproceedings{a, title = {T}, crossref = {p}}\n"
        "@proceedings{p, title = {Proceedings}, year = 2023}\n"
    )
    publication = read(source)[0][0]
    assert as_bibtex(publication) == (
        "@inproceedings{a,\n  title     = {T},\n  booktitle = {Proceedings},\n"
        "  year      = {2023},\n}"
    )


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("Roe*, Jane", "Roe, Jane"),
        ("Roe$^{*}$, Jane", "Roe, Jane"),
        (r"\textbf{Roe, Jane}", "Roe, Jane"),
        (r"{\bf Roe}, Jane", "Roe, Jane"),
        (r"Jane Roe\textsuperscript{1}", "Jane Roe"),
        ("Roe†, Jane and Doe¹, J.", "Roe, Jane and Doe, J."),
        (r"Roe, Jane\thanks{By X; and Y} and others", "Roe, Jane and others"),
        (r"Roe, Jane\orcidlink{0000-0002-1825-0097}", "Roe, Jane"),
        ("Jane Roe*, John Doe†, and Max Poe", "Jane Roe and John Doe and Max Poe"),
        (r"{\textbf{Barnes and Noble}} and Roe, J", "{Barnes and Noble} and Roe, J"),
        (
            r"Maury, J{\'{e}}r{\^{o}}me$^{1}$ and C{\^{o}}rtes, A.",
            r"Maury, J{\'{e}}r{\^{o}}me and C{\^{o}}rtes, A.",
        ),
        # What has no signs is as it is written.
        (r"Maury, J{\'{e}}r{\^{o}}me and Beno{\^{\i}}t, B.", None),
        (r"M\"uller, J. ; Stra\ss{}, A", None),
        ("{A*STAR} and van der Berg, Jan", None),
        (r"{C\# Team} and M\textsuperscript{c}Donald, A", None),
        ("Smith & Sons", None),
    ],
)
@pytest.mark.parametrize("field", ["author", "editor", "translator", "bookauthor", "holder"])
def test_no_sign_around_a_name_goes_into_papers_of_others(
    field: str, written: str, copied: str | None
) -> None:
    (publication,), _ = read(f"@book{{a, title = {{T}}, {field} = {{{written}}}}}")
    assert dict(public_fields(publication))[field] == (written if copied is None else copied)


def test_annotations_are_taken_along() -> None:
    source = "@misc{a, title = {T}, author = {Roe*, Jane}, author+an = {1=equal}}"
    assert as_bibtex(read_one(source)) == (
        "@misc{a,\n  title     = {T},\n  author    = {Roe, Jane},\n  author+an = {1=equal},\n}"
    )


NAMES_AND_SIGNS = st.lists(
    st.sampled_from(
        [*"*†¹$^{}, ", "Roe", "Jane", " and ", r"\^{o}", r"{\'{e}}", r"\textsuperscript{1}", "\\"]
    ),
    max_size=12,
).map("".join)


@given(NAMES_AND_SIGNS)
def test_what_is_copied_names_the_same_persons(value: str) -> None:
    copied = names_without_signs(value)
    persons = [person._replace(marks=frozenset()) for person in parse_names(value).persons]
    assert [*parse_names(copied).persons] == (
        persons if copied != value else [*parse_names(value).persons]
    )


def test_what_would_spoil_the_file_of_a_visitor_is_left_out() -> None:
    publication = read_one("@misc{a, title = {T}}")
    spoilt = publication._replace(fields={"title": "T", "note": "a } b {", "x": "{"})
    assert as_bibtex(spoilt) == "@misc{a,\n  title = {T},\n}"


def test_a_key_that_bibtex_cannot_read_becomes_one_that_it_can() -> None:
    publication = read_one("@misc{a, title = {T}}")._replace(key="a b{c")
    assert as_bibtex(publication).startswith("@misc{a-b-c,\n")


def test_names_of_files() -> None:
    assert safe_name("zhu2023principled") == "zhu2023principled"
    keys = [
        "DBLP:conf/x",
        "DBLP:conf.x",
        "../../etc",
        "日本",
        "a b",
        "Foo",
        "FOO",
        "con",
        "x" * 300,
    ]
    odd = [safe_name(key) for key in keys]
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,80}-[0-9a-f]{8}", name) for name in odd)
    assert len({name.lower() for name in odd}) == len(odd)
