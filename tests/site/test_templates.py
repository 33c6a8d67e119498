"""What the site's templates look for in the theme's HTML is there.

Jinja replaces nothing, and says nothing, where the theme has another tag than it had.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support import ROOT, Project

if TYPE_CHECKING:
    from support import Built

#: A text in quotation marks, as an argument of "replace" or in the list of unused lines.
QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""


def _sought(template: str) -> set[str]:
    """Return the texts that a template looks for."""
    source = (ROOT / "_templates" / template).read_text(encoding="utf-8")
    (unused,) = re.findall(r"set unused = (.*?) %}", source) or [""]
    found = re.findall(rf"replace\({QUOTED}", source) + re.findall(QUOTED, unused)
    return {one or other for one, other in found}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a page under the theme as it is."""
    project = Project(tmp_path_factory.mktemp("plain"))
    project.write({"index.md": "# Page\n\n```python\nprint()\n```\n"})
    return project.build(config={"html_theme": "pydata_sphinx_theme", "bibtex_bibfiles": []})


def test_all_that_is_replaced_is_known() -> None:
    assert _sought("layout.html") == {
        "</script>", "<script src=", "<script>", "_static/styles/theme.css",
        "scripts/fontawesome.js", 'rel="preload"', "/pygments.css",
    }  # fmt: skip
    assert _sought("search.html") == {"<script src="}


@pytest.mark.parametrize(
    ("template", "page"), [("layout.html", "index.html"), ("search.html", "search.html")]
)
def test_the_theme_has_what_is_replaced(plain: Built, template: str, page: str) -> None:
    source = plain.text(page)
    assert [text for text in sorted(_sought(template)) if text not in source] == []


def test_the_first_script_of_the_theme_is_the_one_about_light_and_dark(plain: Built) -> None:
    # What settles the mode is put at its end.
    first = plain.html().cssselect("script")[0]
    assert "dataset.mode" in first.text
    head = plain.text("index.html").partition("</head>")[0]
    # Nothing but @import rules of a stylesheet that stands beside it.
    assert head.count("_static/styles/theme.css") == 1
    theme = (plain.outdir / "_static/styles/theme.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", theme, flags=re.DOTALL).split(";")
    assert [rule.strip() for rule in rules if rule.strip()] == ['@import "../basic.css"']
