"""What the site's templates take for granted in Sphinx's and the theme's HTML is there.

Jinja replaces nothing, and says nothing, where the theme has another tag than it had.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support import ROOT, Project

if TYPE_CHECKING:
    from support import Built

#: A text in quotation marks, as an argument of "replace".
QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
#: What the templates replace, and where it comes from.
SOUGHT = {
    "layout.html": {"<script src="},
    "site-pages.html": {'<a class="current'},
}


def _sought(template: str) -> set[str]:
    """Return the texts that a template looks for."""
    source = (ROOT / "_templates" / template).read_text(encoding="utf-8")
    return {one or other for one, other in re.findall(rf"replace\({QUOTED}", source)}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build pages under the theme as it is, but for their list in the sidebar."""
    project = Project(tmp_path_factory.mktemp("plain"))
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\npage\n```\n",
            "page.md": "# Page\n\n```python\nprint()\n```\n",
            "_templates/list.html": "{{ toctree(maxdepth=1, titles_only=True) }}\n",
        }
    )
    config = {
        "html_theme": "pydata_sphinx_theme",
        "html_sidebars": {"**": ["list.html"]},
        "templates_path": ["_templates"],
        "bibtex_bibfiles": [],
    }
    return project.build(config=config)


def test_all_that_is_replaced_is_known() -> None:
    found = {path.name: _sought(path.name) for path in (ROOT / "_templates").glob("*.html")}
    assert {name: texts for name, texts in found.items() if texts} == SOUGHT


@pytest.mark.parametrize(
    ("template", "page"),
    [
        ("layout.html", "page.html"),
        ("site-pages.html", "page.html"),
    ],
)
def test_what_is_replaced_is_there(plain: Built, template: str, page: str) -> None:
    source = plain.text(page)
    assert [text for text in sorted(_sought(template)) if text not in source] == []


def test_the_theme_has_the_field_that_the_search_page_includes(plain: Built) -> None:
    # In its own search page, which ours does not extend: the script finds the field by that.
    assert len(plain.html("search.html").cssselect("main form.bd-search input[name=q]")) == 1


def test_the_stylesheets_are_those_of_the_theme(plain: Built) -> None:
    links = plain.html().cssselect('link[rel="stylesheet"]')
    names = [link.get("href").partition("?")[0].removeprefix("_static/") for link in links]
    assert names[:2] == ["styles/theme.css", "styles/pydata-sphinx-theme.css"]
    # Nothing but @import rules of a stylesheet that stands in its place.
    theme = (plain.outdir / "_static/styles/theme.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", theme, flags=re.DOTALL).split(";")
    assert [rule.strip() for rule in rules if rule.strip()] == ['@import "../basic.css"']


def test_light_or_dark_is_kept_as_the_theme_keeps_it(plain: Built) -> None:
    script = plain.html().cssselect("script")[0].text
    for name in ("mode", "theme"):
        assert f'dataset.{name} = localStorage.getItem("{name}")' in script
