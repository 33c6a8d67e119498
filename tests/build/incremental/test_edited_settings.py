"""Settings change, or the extension does: what depends on them is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import sphinx_publications
from linked_site import FILES

if TYPE_CHECKING:
    from support import Project


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("bibtex_default_style", "plain"),
        ("bibtex_bibliography_header", "References"),
        ("bibtex_footbibliography_header", "Footnotes"),
        ("bibtex_cite_id", "cited-{key}"),
        ("bibtex_footcite_id", "foot-{key}"),
        ("bibtex_bibliography_id", "b-{bibliography_count}"),
        ("bibtex_footbibliography_id", "f-{footbibliography_count}"),
    ],
)
def test_settings_that_act_when_a_page_is_read(project: Project, setting: str, value: str) -> None:
    page = (
        "# Cite\n\n{cite}`doe2023fast` {footcite}`zhu2022robust`\n\n"
        "```{footbibliography}\n```\n\n```{bibliography}\n```\n"
    )
    project.config["suppress_warnings"] = ["bibtex"]
    project.write({**FILES, "cite.md": page})
    before = project.build().text("cite.html")
    project.config[setting] = value
    again, fresh = project.rebuild()
    assert before != again.text("cite.html") == fresh.text("cite.html")


def test_bibliographies_follow_the_files_that_are_configured(project: Project) -> None:
    other = "@book{other,\n title={Other}, author={O}, publisher={P}, year=2001}\n"
    page = "# Plain\n\n{footcite}`other` {cite}`other`\n\n```{bibliography}\n```\n"
    project.write({**FILES, "plain.md": page, "other.bib": other})
    project.build()
    for names in (["pubs.bib", "other.bib"], ["pubs.bib"], ["other.bib", "pubs.bib"]):
        config = {"bibtex_bibfiles": names}
        again = project.build(config=config)
        fresh = project.build(out="fresh", fresh=True, config=config)
        assert again.text("plain.html") == fresh.text("plain.html")
        assert ("Other" in again.text("plain.html")) == ("other.bib" in names)


def test_another_version_of_the_extension_reads_everything_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(FILES)
    project.build()
    assert project.build().read == []
    monkeypatch.setattr(sphinx_publications, "__version__", "99.0")
    assert project.build().read == ["any", "cite", "index", "list", "plain", "pub"]
