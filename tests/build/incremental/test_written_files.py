"""``.bib`` files that another extension writes, or names, when the build begins."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx

from outputs import assert_same

if TYPE_CHECKING:
    from support import Built, Project

PAGE = "# Papers\n\n{cite}`made` {pub}`made`\n\n```{publications}\n```\n"
OTHERS = "---\norphan: true\n---\n\n# Others\n\n```{bibliography}\n:all:\n:list: bullet\n```\n"
PAGES = {"index.md": PAGE, "others.md": OTHERS, "plain.md": "---\norphan: true\n---\n\n# Plain\n"}
#: Before and behind ours, and sphinxcontrib-bibtex with it.
PLACES = pytest.mark.parametrize("place", [0, 2], ids=["before", "behind"])
ENTRY = "@misc{made, title = {%s}, author = {Doe, Jane}, year = 2020}\n"


def write(app: Sphinx) -> None:
    folder = Path(app.confdir)
    entry, path = ENTRY % (folder / "made.txt").read_text(encoding="utf-8"), folder / "made.bib"
    # Sphinx reads a page with a bibliography again when the time of a file is another.
    if not path.exists() or path.read_text(encoding="utf-8") != entry:
        path.write_text(entry, encoding="utf-8")


def write_and_name(app: Sphinx) -> None:
    write(app)
    app.config.bibtex_bibfiles.append("made.bib")


def with_extension(
    project: Project, monkeypatch: pytest.MonkeyPatch, place: int, handler: Callable[..., None]
) -> None:
    """Give a project an extension that has *handler* called when a build begins."""

    def setup(app: Sphinx) -> None:
        app.connect("builder-inited", handler)

    module = ModuleType("made_bib")
    vars(module)["setup"] = setup
    monkeypatch.setitem(sys.modules, "made_bib", module)
    project.config["extensions"].insert(place, "made_bib")
    project.write(
        {**PAGES, "made.txt": "First", "pubs.bib": "@misc{a, title = {A}, year = 2019}\n"}
    )


def shown(built: Built) -> list[str]:
    """Return the warnings, and the titles on the pages."""
    # sphinxcontrib-bibtex has read nothing by itself.
    assert "checking bibtex cache... up to date" in built.status
    texts = [built.html(page).text_content() for page in ("index.html", "others.html")]
    return [*built.warnings, *re.findall("First|Second", " ".join(texts))]


@PLACES
def test_one_that_is_written_when_the_build_begins_is_read(
    project: Project, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    project.config["bibtex_bibfiles"] = ["pubs.bib", "made.bib"]
    with_extension(project, monkeypatch, place, write)
    assert shown(project.build()) == ["First"] * 4
    assert project.build().read == []
    project.write({"made.txt": "Second"})
    again, fresh = project.rebuild()
    assert shown(again) == shown(fresh) == ["Second"] * 4
    assert_same(again, fresh)
    assert again.read == ["index", "others"]


@PLACES
def test_one_that_is_named_when_the_build_begins_is_read(
    project: Project, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    with_extension(project, monkeypatch, place, write_and_name)
    # sphinxcontrib-bibtex's bibliographies have it as without us: if it was named before.
    assert shown(project.build()) == ["First"] * (3 if place else 4)
    assert project.build().read == []
