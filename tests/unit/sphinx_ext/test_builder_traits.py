"""What a builder can show follows from the classes that it is derived from."""

from __future__ import annotations

import pytest
from sphinx.builders import Builder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.linkcheck import CheckExternalLinksBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinxcontrib.htmlhelp import HTMLHelpBuilder
from sphinxcontrib.serializinghtml import JSONHTMLBuilder

from sphinx_publications.listing.builders import BUILDERS, UNKNOWN, BuilderTraits, Writer
from sphinx_publications.sphinx_ext.output.builder_traits import traits_of


def _traits(kind: type[Builder]) -> BuilderTraits:
    return traits_of(object.__new__(kind))


class OnePage(SingleFileHTMLBuilder):
    name = "readthedocssinglehtmllocalmedia"


class Slides(StandaloneHTMLBuilder):
    name = "slides"
    format = "slides"


class Unheard(Builder):
    name = "unheard"
    format = "html"


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (StandaloneHTMLBuilder, "html"),
        (DirectoryHTMLBuilder, "html"),
        (JSONHTMLBuilder, "json"),
        (SingleFileHTMLBuilder, "singlehtml"),
        (OnePage, "singlehtml"),
        (Epub3Builder, "epub"),
        (LaTeXBuilder, "latex"),
        (CheckExternalLinksBuilder, "dummy"),
    ],
)
def test_a_derived_builder_shows_what_its_base_shows(kind: type[Builder], name: str) -> None:
    assert _traits(kind) == BUILDERS[name]


@pytest.mark.parametrize("kind", [Builder, Unheard, Slides])
def test_other_builders_are_unknown(kind: type[Builder]) -> None:
    assert _traits(kind) == UNKNOWN
    assert UNKNOWN.writer is Writer.STANDARD


def test_help_files_run_no_scripts() -> None:
    help_file = _traits(HTMLHelpBuilder)
    assert help_file.pages
    assert not help_file.scripts
