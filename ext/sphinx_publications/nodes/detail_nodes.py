"""An abstract and BibTeX, which fold out under a reference → docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.listing.settings import Detail
from sphinx_publications.listing.words import Words
from sphinx_publications.model.publication import Publication
from sphinx_publications.nodes import elements
from sphinx_publications.nodes.inline_nodes import inline
from sphinx_publications.text.safe_names import bib_file_name

__all__ = ["details"]


def details(
    publication: Publication, wanted: Iterable[Detail], words: Words
) -> Iterator[nodes.Element]:
    """Yield the nodes of the details *wanted*, as far as *publication* has them."""
    title, file = publication.title_text, bib_file_name(publication.key)
    for detail in wanted:
        if detail is Detail.BIBTEX:
            label = words.named.format(words.bibtex, title)
            yield elements.publication_download(
                "", words.bibtex, detail=detail, file=file, label=label
            )
            continue
        if detail is Detail.CITE:
            source = as_bibtex(publication)
            content: nodes.Element = elements.publication_bibtex(
                source,
                source,
                file=file,
                copy=(words.copy, words.named.format(words.copy_bibtex, title)),
                download=(words.download, words.named.format(words.download, title)),
            )
        elif abstract := publication.texts.get("abstract"):
            content = nodes.paragraph("", "", *inline(abstract))
        else:
            continue
        summary = words.cite if detail is Detail.CITE else words.abstract
        yield elements.publication_details(
            "",
            content,
            detail=detail,
            summary=summary,
            label=words.named.format(summary, title),
            classes=["pub-details", f"pub-{detail}"],
        )
