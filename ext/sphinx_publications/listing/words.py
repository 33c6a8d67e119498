"""The words of ours that readers meet, and the signs that go with them: each under its id.

They are English. Another language is another :class:`Words`; "{}" stands for what differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Final

from sphinx_publications.text.inline import Inline, InlineText, join

__all__ = ["ENGLISH", "Words", "filled"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    # -- references
    pair: str = "{} and {}"
    et_al: str = "et al."
    editor: str = "(ed.)"
    editors: str = "(eds.)"
    edited_by: str = "edited by {}"
    by: str = "by {}"
    collaboration: str = "{} Collaboration"
    volume: str = "vol. {}"
    number: str = "no. {}"
    page: str = "p.\N{NO-BREAK SPACE}{}"
    pages: str = "pp.\N{NO-BREAK SPACE}{}"
    article: str = "article {}"
    edition: str = "{} edition"
    chapter: str = "chapter {}"
    version: str = "version {}"
    arxiv: str = "arXiv:{}"
    quoted: str = "“{}”"
    #: A title, and author and year.
    full: str = "“{}” ({})"
    same_authors: str = "{} with the authors {}"
    same_editors: str = "{} with the editors {}"
    authors_in_order: str = "{} with the authors in the order {}"
    editors_in_order: str = "{} with the editors in the order {}"
    # -- beside references
    label: str = "[{}]"
    #: An accessible name: the words that are seen, and the title of the work. Who speaks to a
    #: browser says the words.
    named: str = "{}: {}"
    more: str = "{} more"
    more_authors: str = "{} more authors"
    permalink: str = "Link to this publication"
    abstract: str = "Abstract"
    cite: str = "Cite"
    bibtex: str = "BibTeX"
    copy: str = "Copy"
    copy_bibtex: str = "Copy BibTeX"
    download: str = "Download .bib"


ENGLISH: Final = Words()


def filled(words: str, *texts: InlineText) -> InlineText:
    """Return *words* with *texts* in the places of "{}"."""
    pieces: list[Inline] = []
    rest = iter(texts)
    for literal, field, *_ in Formatter().parse(words):
        pieces += [literal] if field is None else [literal, *next(rest)]
    return join(pieces)
