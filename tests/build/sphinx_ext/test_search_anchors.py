"""A result of Sphinx's search leads to the entry, for all that Sphinx makes of its anchor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.search import IndexBuilder

from sphinx_publications.sphinx_ext import domain

if TYPE_CHECKING:
    import pytest

    from support import Built, Project


def anchors(built: Built) -> list[str]:
    """Return the anchors of publications in the search index."""
    objects = IndexBuilder(built.app.env, "en", {}, "").get_objects({"index": 0})
    return [str(anchor) for places in objects.values() for *_, anchor, title in places]


def test_an_anchor_is_in_the_search_index_as_it_is(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    bib = "@misc{zhu2023, title={A. Title}}\n@misc{x:1, title={B}}\n"
    project.write({"index.md": "# Home\n\n```{publications}\n```\n", "pubs.bib": bib})
    built = project.build()
    assert sorted(anchors(built)) == ["x-1", "zhu2023"]
    # Sphinx leaves this one out and has a browser make it again from the title. When it does
    # so no more (https://github.com/sphinx-doc/sphinx/issues/10380), SearchAnchor can go.
    monkeypatch.setattr(domain, "SearchAnchor", str)
    assert sorted(anchors(built)) == ["", "x-1"]


def test_a_theme_finds_an_anchor_of_the_index_among_those_of_the_domain(project: Project) -> None:
    # sphinx-immaterial does so, for an index of its own, and warns of those that it does not find.
    project.write({"index.md": "```{publications}\n```\n", "pubs.bib": "@misc{a, title={A}}\n"})
    env = project.build().app.env
    indexed = IndexBuilder(env, "en", {}, "").get_objects({"index": 0})
    (anchor,) = (anchor for ((*_, anchor, title),) in indexed.values())
    assert anchor in {place[4] for place in domain.domain_of(env).get_objects()}
