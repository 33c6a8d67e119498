"""An abstract and BibTeX, which fold out under a reference → docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinx_publications.listing.settings import Detail
from sphinx_publications.nodes.elements import (
    publication_bibtex,
    publication_details,
    publication_download,
)
from sphinx_publications.nodes.inline_nodes import inline
from sphinx_publications.text.safe_names import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_publications.model.publication import Publication

__all__ = ["details", "file_name"]

_SUMMARIES: Final = {Detail.ABSTRACT: "Abstract", Detail.CITE: "Cite"}


def details(publication: Publication, wanted: Iterable[Detail]) -> Iterator[nodes.Element]:
    """Yield the nodes of the details *wanted*, as far as *publication* has them."""
    title = publication.title_text
    offer = {"file": file_name(publication.key), "title": title}
    for detail in wanted:
        if detail is Detail.BIBTEX:
            yield publication_download("", "BibTeX", detail=detail, **offer)
            continue
        if detail is Detail.CITE:
            # Imported by who shows BibTeX: most builds write no page with a list.
            from sphinx_publications.formats.bibtex import as_bibtex

            source = as_bibtex(publication)
            content: nodes.Element = publication_bibtex(source, source, **offer)
        elif abstract := publication.texts.get("abstract"):
            content = nodes.paragraph("", "", *inline(abstract))
        else:
            continue
        summary = _SUMMARIES[detail]
        yield publication_details(
            "",
            content,
            detail=detail,
            summary=summary,
            label=f"{summary}: {title}",
            classes=["pub-details", f"pub-{detail}"],
        )


def file_name(key: str) -> str:
    """Return what the BibTeX file of the entry *key* is called."""
    return f"{safe_name(key)}.bib"
