"""The role that leads to what a finder finds on another page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import Built, Project

BIB = """
@article{a, title={A}, journal={J}, year={2024}, keywords={Game Theory, R&D}, code={https://c.example}}
@misc{b, title={B}, year={2023}}
@misc{c, title={C}, year={1999}, keywords={Hidden}, options={skipbib}}
"""
LIST = "# Papers\n\n```{publications}\n:finder:\n```\n"
INDEX = "# Home\n\n{}\n\n```{{toctree}}\nlists/papers\n```\n"


def build(project: Project, text: str, builder: str = "html") -> Built:
    project.write({"index.md": INDEX.format(text), "lists/papers.md": LIST, "pubs.bib": BIB})
    return project.build(builder)


def links(built: Built, page: str = "index.html") -> list[tuple[str, str]]:
    found = built.html(page).cssselect("p > a.reference.internal")
    return [(link.get("href"), link.text_content()) for link in found]


@pytest.mark.parametrize(
    ("target", "address", "text"),
    [
        ("games <lists/papers?topic=Game Theory>", "topic=Game+Theory", "games"),
        ("/lists/papers?topic=Game Theory", "topic=Game+Theory", "Game Theory"),
        # As in addresses: "&" stands between two.
        ("lists/papers?topic=R%26D", "topic=R%26D", "R&D"),
        ("lists/papers?100%", "q=100%25", "100%"),
        ("new <lists/papers?year=2024&year=2023>", "year=2024&year=2023", "new"),
        ("lists/papers?year = 2024 & with=code", "year=2024&with=code", "2024, code"),
        ("lists/papers?robust é", "q=robust+%C3%A9", "robust é"),
        ("x <lists/papers?q=a=b>", "q=a%3Db", "x"),
    ],
)
def test_a_link_says_what_is_looked_for(
    project: Project, target: str, address: str, text: str
) -> None:
    built = build(project, f"{{pub:find}}`{target}`")
    assert built.warnings == []
    assert links(built) == [(f"lists/papers.html?{address}", text)]


def test_it_is_a_link_of_sphinx_elsewhere(project: Project) -> None:
    text = "{pub:find}`games <lists/papers?topic=Game Theory>`"
    built = build(project, text, "dirhtml")
    assert links(built) == [("lists/papers/?topic=Game+Theory", "games")]
    built = build(project, text, "singlehtml")
    assert built.warnings == []
    assert links(built) == [("#document-lists/papers", "games")]
    assert "games" in build(project, text, "text").text("index.txt")
    assert "?topic" not in build(project, text, "latex").text("test.tex")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("x <lists/papers?topics=a>", "knows no facet “topics”"),
        ("x <lists/papers>", "looks for nothing"),
        ("x <lists/papers?>", "looks for nothing"),
        ("x <lists/paper?a>", "unknown document"),
        (
            "x <lists/papers?topic=Game theory>",
            "looks for “topic=Game theory”, which no publication has; did you mean “Game Theory”?",
        ),
        ("x <lists/papers?year=2024&year=1999>", "“year=1999”, which no publication has"),
        ("x <lists/papers?venue=K>", "“venue=K”, which"),
        ("x <lists/papers?kind=Articles>", "“kind=Articles”, which"),
        ("x <lists/papers?with=cod>", "“with=cod”, which no publication has; did you mean “code”?"),
        ("x <lists/papers?topic=Hidden>", "“topic=Hidden”, which"),
        ("x <lists/papers?topic=>", "“topic=”, which"),
    ],
)
def test_what_is_wrong_is_said_and_leads_to_the_page(
    project: Project, target: str, said: str
) -> None:
    built = build(project, f"{{pub:find}}`{target}`")
    assert len(built.warnings) == 1
    assert said in built.warnings[0]
    assert "index.md:3" in built.warnings[0]
    if "document" not in said:
        ((address, text),) = links(built)
        assert (address.partition("?")[0], text) == ("lists/papers.html", "x")
    assert "x" in built.html("index.html").cssselect("p")[0].text_content()


def test_a_value_is_reported_as_long_as_no_publication_has_it(project: Project) -> None:
    build(project, "{pub:find}`lists/papers?year=2025&topic=Hidden`")
    (project.source / "other.md").write_text("# Other\n\nNothing.\n", encoding="utf-8")
    project.build()
    project.edit("pubs.bib", BIB.replace("2024", "2025"))
    again, fresh = project.rebuild()
    # The page with the list is read for the list.
    assert again.read == ["index", "lists/papers"]
    assert again.warnings == fresh.warnings
    (said,) = [said for said in again.warnings if "pub:find" in said]
    assert "“topic=Hidden”" in said
    project.edit("pubs.bib", BIB.replace("2024", "2025").replace("{A}", "{B}"))
    assert project.build().read == ["lists/papers"]
    project.edit("pubs.bib", BIB)
    again, fresh = project.rebuild()
    assert len([said for said in again.warnings if "pub:find" in said]) == 2
    assert again.warnings == fresh.warnings
