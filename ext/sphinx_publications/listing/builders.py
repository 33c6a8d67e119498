"""What the output of each builder can show, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, NamedTuple

from sphinx_publications.listing.settings import Detail, Format

__all__ = ["BUILDERS", "NO_PAGE", "UNKNOWN", "BuilderTraits", "OwnPage", "Writer"]


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
    #: Each publication can have a page of its own.
    own_pages: bool = False
    #: All pages become one.
    one_page: bool = False
    #: It is a book, whose manifest names its files, and what pictures these may be.
    book: bool = False
    #: The writer writes formulas that were not in the page when it was read.
    formulas: bool = True


class OwnPage(NamedTuple):
    """The page of a publication, and its files, as another page links to them."""

    #: The address of the page; "" if the publication has none.
    address: str = ""
    #: Format → the name of the file, and its address.
    files: Mapping[Format, tuple[str, str]] = {}  # never changed


NO_PAGE: Final = OwnPage()
UNKNOWN: Final = BuilderTraits()
_PAGES: Final = BuilderTraits(
    writer=Writer.HTML,
    pages=True,
    folds=frozenset(Detail),
    scripts=True,
    files=True,
    own_pages=True,
)
_PRINT: Final = BuilderTraits(writer=Writer.PLAIN)
#: Builder → its traits; they are also those of builders whose classes are derived from its own.
BUILDERS: Final[Mapping[str, BuilderTraits]] = {
    "html": _PAGES,
    "singlehtml": _PAGES._replace(one_page=True, own_pages=False),
    # Pages as data, for programs with templates of their own.
    **dict.fromkeys(("json", "pickle"), _PAGES._replace(own_pages=False)),
    "epub": BuilderTraits(writer=Writer.HTML, folds=frozenset({Detail.ABSTRACT}), book=True),
    "latex": BuilderTraits(writer=Writer.LATEX),
    **dict.fromkeys(("text", "man", "texinfo"), _PRINT),
    # Write the names of whatever nodes there are; and no pages at all.
    **dict.fromkeys(("xml", "pseudoxml", "dummy", "gettext"), _PRINT),
    # Its links lead to the web, where publications have pages: what is in it changes with pages.
    "typst-pdf": BuilderTraits(own_pages=True),
    # Looks for formulas before references are filled in.
    "confluence": BuilderTraits(formulas=False),
}
