"""Whether a site cites by author and year: sphinxcontrib-bibtex's styles of citations."""

from __future__ import annotations

from typing import Final

from sphinxcontrib.bibtex.plugin import find_plugin

__all__ = ["is_author_year"]

#: sphinxcontrib-bibtex's own styles, known without a search through all that are installed.
_KNOWN: Final = {"author_year": True, "foot": False, "label": False, "super": False}

#: The classes of its styles that cite by author and year: names, so that few builds load them.
_AUTHOR_YEAR: Final = {
    "AuthorYearReferenceStyle",
    "BasicAuthorYearParentheticalReferenceStyle",
    "BasicAuthorYearTextualReferenceStyle",
}


def is_author_year(name: str) -> bool:
    """Tell whether the style *name* cites by author and year.

    A style that the site has registered does if it, or a part of it, extends an author-year
    style.
    """
    if name in _KNOWN:
        return _KNOWN[name]
    try:
        style = find_plugin("sphinxcontrib.bibtex.style.referencing", name)()
    except ImportError:
        return False  # sphinxcontrib-bibtex says so, and ends the build
    parts = (style, *getattr(style, "styles", ()))
    return any(base.__name__ in _AUTHOR_YEAR for part in parts for base in type(part).__mro__)
