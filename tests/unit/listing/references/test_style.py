"""Other looks are other data: no code is touched for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_publications.listing.references.style import DEFAULT, Sentence
from unit.helpers import line_of, read_one

if TYPE_CHECKING:
    from support import Project

TITLE, AUTHORS, *OTHERS = DEFAULT.sentences
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
            "Why? Banghua Zhu et al. Lists, 2023.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "authors before the title": (
        {"style": replace(DEFAULT, sentences=(AUTHORS, TITLE, *OTHERS))},
        [
            f"Banghua Zhu, Jane Doe. On *. AoL, 5, pp.{NBSP}1–9, 2023. Best paper.",
            "Banghua Zhu et al. Why? Lists, 2023.",
            "R Roe (ed.). B. P, 2020.",
        ],
    ),
    "the year first, in brackets": (
        {
            "style": replace(
                DEFAULT,
                sentences=(Sentence("year", end=""), *DEFAULT.sentences),
                around={"year": ("(", ")")},
            )
        },
        [
            f"(2023) On *. Banghua Zhu, Jane Doe. AoL, 5, pp.{NBSP}1–9. Best paper.",
            "(2023) Why? Banghua Zhu et al. Lists.",
            "(2020) B. R Roe (ed.). P.",
        ],
    ),
    "full venue, with its short form behind": (
        {"venue": "both"},
        [
            f"On *. Banghua Zhu, Jane Doe. Annals of Lists (AoL), 5, pp.{NBSP}1–9, 2023."
            " Best paper.",
            "Why? Banghua Zhu et al. Lists, 2023.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "full venue": (
        {"venue": "full"},
        [
            f"On *. Banghua Zhu, Jane Doe. Annals of Lists, 5, pp.{NBSP}1–9, 2023. Best paper.",
            "Why? Banghua Zhu et al. Lists, 2023.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "a part for one entry type": (
        {"style": replace(DEFAULT, imprints={"inproceedings": "venue eventtitle year"})},
        [
            f"On *. Banghua Zhu, Jane Doe. AoL, 5, pp.{NBSP}1–9, 2023. Best paper.",
            "Why? Banghua Zhu et al. Lists, Day of Lists, 2023.",
            "B. R Roe (ed.). P, 2020.",
        ],
    ),
    "semicolons, and no notes": (
        {
            "style": replace(
                DEFAULT,
                sentences=(TITLE, AUTHORS, Sentence("imprint", joint="; ", end="")),
                between_names="; ",
                between_sentences=" – ",
            )
        },
        [
            f"On *. – Banghua Zhu; Jane Doe. – AoL; 5; pp.{NBSP}1–9; 2023",
            "Why? – Banghua Zhu et al. – Lists; 2023",
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
    assert html.html().xpath("string(//div[@class='pub-reference'])") == "[1] Banghua Zhu. T.¶"
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
