"""A page with all that lists can have, for any theme."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from support import ROOT

#: The themes, with the settings without which they fetch fonts, or are never dark.
THEMES: Final[Mapping[str, Mapping[str, Any]]] = {
    "alabaster": {},
    "furo": {},
    "piccolo_theme": {},
    "pydata_sphinx_theme": {},
    "python_docs_theme": {},
    "shibuya": {},
    "sphinx_book_theme": {},
    "sphinx_immaterial": {
        "extensions": ["sphinx_immaterial"],
        "html_theme_options": {
            "font": False,
            "palette": [
                {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
            ],
        },
    },
    "sphinx_rtd_theme": {},
    "sphinxawesome_theme": {},
}
PAGE: Final = """\
# Publications

{pub}`zhu2022generalized`, {cite:t}`zhu2022robust` and others: {pub:count}`year > 2000`.

```{publications}
:chart: yes
:finder: yes
:details: abstract, cite, bibtex
```
"""
#: The publication whose details are folded out.
KEY: Final = "zhu2022generalized"
_MORE: Final = """\
  abstract = {We study generalized resilience, and say so at some length, so that lines break.},
  code = {https://example.org/code}, note = {Oral}, preview = {img/preview.svg},
"""
_BIB: Final = (ROOT / "pubs.bib").read_text(encoding="utf-8")
FILES: Final = MappingProxyType(
    {
        "index.md": PAGE,
        "pubs.bib": _BIB.replace(f"{{{KEY},\n", f"{{{KEY},\n{_MORE}", 1),
        "img/preview.svg": (
            '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90">'
            '<rect width="120" height="90" fill="teal"/></svg>\n'
        ),
    }
)


def settings(theme: str) -> dict[str, Any]:
    """Return the settings of the project under *theme*, beside those of each test project."""
    own = {name: value for name, value in THEMES[theme].items() if name != "extensions"}
    return {
        "extensions": ["myst_parser", "sphinx_publications", *THEMES[theme].get("extensions", ())],
        "html_theme": theme,
        "html_math_renderer": "mathml",
        "publications_owner": "Zhu, Banghua",
        "publications_fold_authors": 8,
        **own,
    }
