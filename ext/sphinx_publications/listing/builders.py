"""What the output of each builder can show, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple

from sphinx_publications.listing.settings import Detail

__all__ = ["BUILDERS", "UNKNOWN", "BuilderTraits", "Writer"]


class Writer(Enum):
    """How much a writer knows of our nodes."""

    HTML = "html"  #: draws them, formulas as MathML
    LATEX = "latex"  #: prints them; characters of mathematics must be commands
    PLAIN = "plain"  #: prints them
    STANDARD = "standard"  #: knows the nodes of docutils and Sphinx, and no others


class BuilderTraits(NamedTuple):
    """What the output of a builder can show; the defaults are those of an unknown builder."""

    writer: Writer = Writer.STANDARD
    #: It is web pages: with charts that are drawn, and lists of authors that fold.
    pages: bool = False
    #: What may fold out under a reference, or link to a file of BibTeX.
    folds: frozenset[Detail] = frozenset()
    #: It is shown by a program that runs our scripts: not a book, not a help file.
    scripts: bool = False
    #: Files that references link to are copied beside it.
    files: bool = False
    #: All pages become one.
    one_page: bool = False
    #: It is a book, whose manifest names its files, and what pictures these may be.
    book: bool = False
    #: The writer writes formulas that were not in the page when it was read.
    formulas: bool = True


UNKNOWN: Final = BuilderTraits()
_PAGES: Final = BuilderTraits(
    writer=Writer.HTML, pages=True, folds=frozenset(Detail), scripts=True, files=True
)
_PRINT: Final = BuilderTraits(writer=Writer.PLAIN)
#: Builder → its traits; they are also those of builders whose classes are derived from its own.
BUILDERS: Final[Mapping[str, BuilderTraits]] = {
    "html": _PAGES,
    "singlehtml": _PAGES._replace(one_page=True),
    "epub": BuilderTraits(writer=Writer.HTML, folds=frozenset({Detail.ABSTRACT}), book=True),
    "latex": BuilderTraits(writer=Writer.LATEX),
    **dict.fromkeys(("text", "man", "texinfo"), _PRINT),
    # Write the names of whatever nodes there are; and no pages at all.
    **dict.fromkeys(("xml", "pseudoxml", "dummy", "gettext"), _PRINT),
    # Looks for formulas before references are filled in.
    "confluence": BuilderTraits(formulas=False),
}
