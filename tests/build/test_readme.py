"""The README names everything there is, its examples build, and no document names what is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from sphinx_publications.cli import FORMATS
from sphinx_publications.listing.options import LIST_OPTIONS
from sphinx_publications.listing.settings import SETTINGS, Numbering
from sphinx_publications.model.reports import Subtype
from sphinx_publications.reading.links import LINK_ROWS
from sphinx_publications.sphinx_ext.roles import ROLES
from support import ROOT

if TYPE_CHECKING:
    from support import Built

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *(f"`{setting.name}`" for setting in SETTINGS),
        *(f"`:{option}:`" for option in LIST_OPTIONS),
        *(f"`{numbering.value}`" for numbering in Numbering),
        *(f"`{subtype}`" for subtype in Subtype),
        *(f"{{pub:{role}}}`" for role in ROLES if role != "title"),
        *(f"`{field}`" for field in LINK_ROWS),
        *(f"`{name}`" for name in FORMATS),
        *(
            f"make {name}"
            for name in ("html", "docs", "test", "live", "preview", "check", "linkcheck", "fuzz")
        ),
    ],
)
def test_everything_is_named(name: str) -> None:
    assert name in README


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "tests/README.md"])
def test_files_and_targets_that_documents_name_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    folders = [(ROOT / name).parent, ROOT, ROOT / "ext/sphinx_publications", ROOT / "tests"]
    files = set(re.findall(r"`(?:\.\./)?(\w[\w./*-]*(?:\.py|\.md|/))`", text))
    assert {file for file in files if not any(any(f.glob(file)) for f in folders)} == set()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"(?<=\bmake )[a-z-]+(?=`|\b +[#A]|\n)", text))
    assert targets - set(re.findall(r"(?m)^([a-z-]+):", makefile)) == set()


def _blocks(language: str) -> list[str]:
    pattern = rf"^(`{{3,4}}){language}\n(.*?)^\1$"
    return [match[1] for match in re.findall(pattern, README, re.MULTILINE | re.DOTALL)]


def test_the_examples_build(build: Callable[..., Built]) -> None:
    (bib,) = _blocks("bibtex")
    config: dict[str, object] = {}
    for source in _blocks("python"):
        exec(source, {}, config)
    config["extensions"] = ["myst_parser", "sphinx_publications"]
    built = build(
        {"index.md": "# Papers\n\n" + "\n\n## More\n\n".join(_blocks("markdown")), "pubs.bib": bib},
        **config,
    )
    assert built.warnings == []
    page = built.html()
    assert len(page.cssselect("li.pub-item")) == 2
    assert [node.text for node in page.cssselect(".pub-owner")] == ["Jane Doe"] * 2
    assert len(page.cssselect("#doe2026lists .pub-title i")) == 1
