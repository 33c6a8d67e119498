"""Other looks are other data: no code is touched for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_publications.listing.references import parts
from sphinx_publications.listing.references.style import (
    DEFAULT,
    PARTS,
    SentenceStyle,
    Style,
    problem_of,
)
from unit.helpers import line_of, read_one

if TYPE_CHECKING:
    from support import Project

TITLE, ADDON, AUTHORS, *OTHERS = DEFAULT.sentences
ARTICLE = read_one(
    "@article{a, title={On *}, author={Zhu, Banghua and Doe, Jane}, journal={Annals of Lists},"
    " abbr={AoL}, volume=5, pages={1--9}, year=2023, note={Best paper}, location={Bonn}}"
)
PAPER = read_one(
    "@inproceedings{p, title={Why?}, author={Zhu, Banghua and others}, booktitle={Lists},"
    " year=2023, eventtitle={Day of Lists}}"
)
BOOK = read_one("@book{b, title={B}, editor={Roe, R}, publisher={P}, year=2020}")
NBSP = "\N{NO-BREAK SPACE}"
STYLES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "default": (
        {},
        [
            f"On *. Banghua Zhu, Jane Doe. AoL, 5, pp.{NBSP}1–9, 2023. Best paper.",
            "Why? Banghua Zhu et al. Lists, Day of Lists, 2023.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "authors before the title": (
        {"style": replace(DEFAULT, sentences=(AUTHORS, TITLE, *OTHERS))},
        [
            f"Banghua Zhu, Jane Doe. On *. AoL, 5, pp.{NBSP}1–9, 2023. Best paper.",
            "Banghua Zhu et al. Why? Lists, Day of Lists, 2023.",
            "R Roe (ed.). B. P, 2020.",
        ],
    ),
    "the year first, in brackets": (
        {
            "style": replace(
                DEFAULT,
                sentences=(SentenceStyle("year", end=""), *DEFAULT.sentences),
                around={"year": ("(", ")")},
            )
        },
        [
            f"(2023) On *. Banghua Zhu, Jane Doe. AoL, 5, pp.{NBSP}1–9. Best paper.",
            "(2023) Why? Banghua Zhu et al. Lists, Day of Lists.",
            "(2020) B. R Roe (ed.). P.",
        ],
    ),
    "full venue, with its short form behind": (
        {"venue": "both"},
        [
            f"On *. Banghua Zhu, Jane Doe. Annals of Lists (AoL), 5, pp.{NBSP}1–9, 2023."
            " Best paper.",
            "Why? Banghua Zhu et al. Lists, Day of Lists, 2023.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "full venue": (
        {"venue": "full"},
        [
            f"On *. Banghua Zhu, Jane Doe. Annals of Lists, 5, pp.{NBSP}1–9, 2023. Best paper.",
            "Why? Banghua Zhu et al. Lists, Day of Lists, 2023.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "a part for one entry type": (
        {"style": replace(DEFAULT, imprints={"inproceedings": "venue year eventtitle"})},
        [
            f"On *. Banghua Zhu, Jane Doe. AoL, 5, pp.{NBSP}1–9, 2023. Best paper.",
            "Why? Banghua Zhu et al. Lists, 2023, Day of Lists.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "semicolons, and no notes": (
        {
            "style": replace(
                DEFAULT,
                sentences=(TITLE, AUTHORS, SentenceStyle("imprint", joint="; ", end="")),
                between_names="; ",
                between_sentences=" – ",
            )
        },
        [
            f"On *. – Banghua Zhu; Jane Doe. – AoL; 5; pp.{NBSP}1–9; 2023",
            "Why? – Banghua Zhu et al. – Lists; Day of Lists; 2023",
            "B. – R Roe (ed.). – P; 2020",
        ],
    ),
}


@pytest.mark.parametrize(("settings", "lines"), STYLES.values(), ids=list(STYLES))
def test_a_style_says_the_order_and_the_signs(settings: dict[str, Any], lines: list[str]) -> None:
    assert [line_of(each, **settings) for each in (ARTICLE, PAPER, BOOK)] == lines


def test_conf_py_has_the_style_of_all_outputs(project: Project) -> None:
    style = replace(DEFAULT, sentences=(AUTHORS, TITLE), between_links=" | ")
    source = (
        "@article{a, title={T}, author={Zhu, Banghua}, journal={J}, year=2023, doi={10.1000/1},"
        " url={https://e.org}}"
    )
    page = "# Papers\n\n```{publications}\n:group-by: none\n:details: none\n```\n"
    project.write({"pubs.bib": source, "index.md": page})
    project.config["publications_style"] = style
    html = project.build()
    assert html.warnings == []
    assert html.html().xpath("string(//div[@class='pub-reference'])") == "[1] Banghua Zhu. T."
    assert html.html().xpath("string(//p[@class='pub-links'])") == "DOI | Web page"
    assert project.build("text").text("index.txt").splitlines()[3] == "[1] Banghua Zhu. T."
    # Another style is another list; the same one is not.
    assert project.build().read == []
    project.config["publications_style"] = DEFAULT
    assert project.build().html().xpath("string(//div[@class='pub-reference'])").startswith("[1] T")


@pytest.mark.parametrize("value", ["apa", ["default"], None, 1, {"sentences": ()}])
def test_what_is_no_style_is_reported(value: object, project: Project) -> None:
    project.config["publications_style"] = value
    project.write({"pubs.bib": "", "index.md": "# Papers\n"})
    (report,) = [it for it in project.build().warnings if "publications_style" in it]
    advice = "is “default”, or a Style of the module sphinx_publications.listing.references.style"
    assert advice in report


WRONG = {
    "has sentences that are no tuple of SentenceStyle": {"sentences": [TITLE]},
    "has imprints, or signs around parts, that are no dict": {"around": None},
    "holds something that is no text, or an invisible character": {"between_names": None},
    "has signs around a part that are no pair": {"around": {"year": "()"}},
    "has “0” for a number of names": {"most_names": 0},
    "has a sentence named “my <b>”, which is no CSS class": {
        "sentences": (TITLE, SentenceStyle("my <b>", "year"))
    },
    "names the part “author”, which is none; did you mean “authors”?": {
        "sentences": (TITLE, SentenceStyle("author"))
    },
    "names the part “years”, which is none; did you mean “year”?": {"around": {"years": ("", "")}},
    "names the part “title”, which is none": {"imprints": {"article": "title year"}},
    "names the entry type “articles”, which is none; did you mean “article”?": {
        "imprints": {"articles": "year"}
    },
    "has the part “year” twice": {"sentences": (TITLE, *[SentenceStyle("year")] * 2)},
    "has “notes” or “related” in a sentence with other parts": {
        "sentences": (TITLE, SentenceStyle("note", "year notes"))
    },
    "has neither the title, nor the authors, nor the imprint": {"sentences": ()},
}


@pytest.mark.parametrize(("problem", "fields"), WRONG.items(), ids=list(WRONG))
def test_a_wrong_style_is_told_from_others(problem: str, fields: dict[str, Any]) -> None:
    assert problem_of(replace(DEFAULT, **fields)).startswith(problem)


@pytest.mark.parametrize("fields", [
    {"sentences": (*DEFAULT.sentences, SentenceStyle("more", "eventtitle", end=""))},
    {"sentences": (SentenceStyle("title"), SentenceStyle("notes"), SentenceStyle("related"))},
    {"imprints": {"article": ""}, "around": {"title": ("“", "”")}, "between_names": ""},
])  # fmt: skip
def test_other_styles_are_right(fields: dict[str, Any]) -> None:
    assert problem_of(replace(DEFAULT, **fields)) == ""
    assert line_of(ARTICLE, style=replace(DEFAULT, **fields)).startswith(("On", "“On"))


def test_the_style_knows_all_parts() -> None:
    assert parts.PARTS.keys() == PARTS
    assert problem_of(Style()) == ""


def test_an_imprint_can_be_left_out() -> None:
    style = replace(DEFAULT, imprints={"article": ""})
    assert line_of(ARTICLE, style=style) == "On *. Banghua Zhu, Jane Doe. Best paper."


def test_a_sentence_may_have_another_name_than_its_part() -> None:
    names = " and ".join(f"Author, A{chr(97 + n)}" for n in range(15))
    publication = read_one(f"@misc{{a, title={{T}}, author={{{names}}}, year=2020}}")
    short = "Aa Author, Ab Author, Ac Author, Ad Author, Ae Author et al."
    byline = (TITLE, SentenceStyle("byline", "authors year", joint=" – "))
    line = line_of(publication, style=replace(DEFAULT, sentences=byline))
    assert line == f"T. {short} – 2020."
    line = line_of(publication, style=replace(DEFAULT, sentences=(*byline[:1], AUTHORS)))
    assert line == f"T. {short}"


def test_a_legend_explains_the_marks_that_are_shown(project: Project) -> None:
    source = "@misc{{a, title={{T}}, author={{Zhu, B and Doe, J}}{}}}"
    project.write(
        {"index.md": "# Papers\n\n```{publications}\n```\n", "pubs.bib": source.format("")}
    )
    project.config["publications_style"] = replace(DEFAULT, sentences=(TITLE,))
    project.build(out="kept")
    project.edit("pubs.bib", source.format(", author+an={1=equal}"))
    again = project.build(out="kept")
    assert again.html().find_class("pub-legend") == []
    project.config["publications_style"] = DEFAULT
    assert len(project.build(out="kept").html().find_class("pub-legend")) == 1
