"""What a citation shows of a paper on our lists: its number, or else author and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pybtex.richtext import Text
from pybtex.style import FormattedEntry

from sphinx_publications.sphinx_ext import lazy_printing

if TYPE_CHECKING:
    import pybtex.database

    from sphinx_publications.model.publication import Publication

__all__ = ["citation_text"]


def citation_text(
    publication: Publication, label: str
) -> tuple[pybtex.database.Entry, FormattedEntry]:
    """Return what sphinxcontrib-bibtex's styles of citations choose from: names, year, label.

    :param label: the number of the paper on its list, or else author and year.
    """
    formatted = FormattedEntry(publication.key, Text(publication.title_text), label)
    return lazy_printing.cited_entry(publication), formatted
