"""An abstract and BibTeX, which fold out under a reference → docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from docutils import nodes

from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.listing.settings import Detail
from sphinx_publications.model.publication import Publication
from sphinx_publications.nodes import elements
from sphinx_publications.nodes.inline_nodes import inline
from sphinx_publications.text.safe_names import bib_file_name

__all__ = ["details"]

_SUMMARIES: Final = {Detail.ABSTRACT: "Abstract", Detail.CITE: "Cite"}


def details(publication: Publication, wanted: Iterable[Detail]) -> Iterator[nodes.Element]:
    """Yield the nodes of the details *wanted*, as far as *publication* has them."""
    title = publication.title_text
    offer = {"file": bib_file_name(publication.key), "title": title}
    for detail in wanted:
        if detail is Detail.BIBTEX:
            yield elements.publication_download("", "BibTeX", detail=detail, **offer)
            continue
        if detail is Detail.CITE:
            source = as_bibtex(publication)
            content: nodes.Element = elements.publication_bibtex(source, source, **offer)
        elif abstract := publication.texts.get("abstract"):
            content = nodes.paragraph("", "", *inline(abstract))
        else:
            continue
        summary = _SUMMARIES[detail]
        yield elements.publication_details(
            "",
            content,
            detail=detail,
            summary=summary,
            label=f"{summary}: {title}",
            classes=["pub-details", f"pub-{detail}"],
        )
