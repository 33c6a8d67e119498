"""The manual builds, and its reference describes each option and each setting."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from sphinx_publications.listing.options import LIST_OPTIONS
from sphinx_publications.listing.settings import SETTINGS
from support import ROOT, build_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from sphinx_publications.listing.options import Option
    from sphinx_publications.listing.settings import Setting


pytestmark = pytest.mark.more  # the theme of the manual


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> HtmlElement:
    """Return the reference page of the manual, which is built without a warning."""
    built = build_site("html", tmp_path_factory.mktemp("docs"), ROOT / "docs")
    assert built.warnings == []
    return built.html("reference.html")


def _described(page: HtmlElement, node_id: str) -> HtmlElement:
    (node,) = page.xpath("//dt[@id=$id]/following-sibling::dd[1]", id=node_id)
    return node


def _words(text: str) -> list[str]:
    """Return the words of a text, without markup and signs between them."""
    return re.findall(r"\w+", text.replace("_", "-"))


def _contains(node: HtmlElement, text: str) -> bool:
    return " ".join(_words(text)) in " ".join(_words(node.text_content()))


@pytest.mark.parametrize("setting", SETTINGS, ids=[setting.name for setting in SETTINGS])
def test_each_setting_is_described(reference: HtmlElement, setting: Setting) -> None:
    node = _described(reference, f"confval-{setting.name}")
    assert _contains(node, setting.help)
    kinds, default = node.cssselect("dl.field-list > dd")
    assert {code.text_content() for code in kinds.cssselect("code")} == {
        kind.__name__ for kind in setting.types
    }
    (shown,) = default.cssselect("code") or node.cssselect("pre")
    assert ast.literal_eval(shown.text_content()) == setting.default


@pytest.mark.parametrize(("name", "option"), LIST_OPTIONS.items(), ids=list(LIST_OPTIONS))
def test_each_option_is_described(reference: HtmlElement, name: str, option: Option) -> None:
    node = _described(reference, f"directive-option-publications-{name}")
    assert _contains(node, option.help)
    links = [link.get("href") for link in node.cssselect("a")]
    setting = f"#confval-publications_{option.field}"
    assert (setting in links) == option.has_setting
