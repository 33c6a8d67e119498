"""The nodes that docutils lacks.

All but the chart and the finder are subclasses of standard nodes, as which a writer that
knows no better writes them: bullet lists, inline text, plain links.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.addnodes import download_reference

__all__ = [
    "publication_authors", "publication_bibtex", "publication_chart", "publication_count",
    "publication_details", "publication_download", "publication_file", "publication_finder",
    "publication_fold", "publication_item", "publication_link", "publication_links",
    "publication_list", "publication_math", "publication_number", "publication_owner",
    "publication_preview", "publication_reference", "publication_search",
    "publication_small_caps",
    "publication_take_all", "writes",
]  # fmt: skip


class publication_list(nodes.bullet_list):
    """A list of references; ``numbered`` tells whether its items have numbers.

    ``finder`` is the name of the form that filters it, if there is one.
    """


class publication_item(nodes.list_item):
    """One reference; until it is filled in, what Sphinx must see of it when it reads a page.

    This is one text, its words for the search index, and its picture and links to files,
    without a text. ``key`` is its cite key; ``number`` its number, or empty, and ``label`` the
    number as it is printed; ``details`` are what may fold out; ``docname``, ``place`` and
    ``index`` tell the page, the list on the page and the item of the list, from 0.
    """


class publication_reference(nodes.paragraph):
    """What a reference says."""


class publication_preview(nodes.image):
    """A small picture beside a reference; pages have room for it, paper has none."""


class publication_number(nodes.inline):
    """The number of a reference, first in its text.

    Builders that set the number as the label of the list item leave it out.
    """


class publication_owner(nodes.strong):
    """The name of the site's owner."""


class publication_authors(nodes.inline):
    """The names of the authors, of which some may be folded away."""


class publication_fold(nodes.inline):
    """Names in the middle of a long list of authors.

    ``summary`` is what pages show in their place, ``label`` names it without its context.
    Without a ``summary`` they are shown as all others are.
    """


class publication_small_caps(nodes.inline):
    """Small capitals."""


class publication_math(nodes.inline):
    """The LaTeX source of a formula; no ``math``, which the site's own renderer draws."""


class publication_links(nodes.paragraph):
    """The row of links under a reference."""


class publication_link(nodes.reference):
    """A link of a reference; ``describedby`` is the id of the title that it belongs to, or ""."""


class publication_file(download_reference):
    """A link to a file that Sphinx copies; ``describedby`` is as of :class:`publication_link`."""


class publication_details(nodes.container):
    """An abstract or BibTeX that folds out.

    ``detail`` is which of the two, ``summary`` is what is seen of it, and ``describedby`` is as
    of :class:`publication_link`.
    """


class publication_bibtex(nodes.literal_block):
    """A BibTeX entry, to be copied.

    ``copy`` is the text and the label of a button, ``copy_link`` the text of another, which copies
    an ``address`` if there is one; ``files`` are the texts of the links to files, each with the
    name of the file and its address. ``describedby`` is as of :class:`publication_link`.
    """


class publication_download(nodes.paragraph):
    """A link to the ``file`` of a BibTeX entry, its name and address, in words as details have."""


class publication_count(nodes.inline):
    """How many publications a group has, behind its heading: a ``count``, and the ``words`` for it.

    It has these in it only where it is written, not where headings are read for other pages.
    """


class publication_search(nodes.inline):
    """A link to a page whose finder looks for something: the ``query`` of its address."""


class publication_chart(nodes.General, nodes.Element):
    """The chart of a list.

    ``chart`` has its numbers; ``linked`` tells whether the page can show the publications
    of one year, or kind, alone (``?year=2023``). Its only id is the page's own.
    """


class publication_finder(nodes.Invisible, nodes.Element):
    """A form that filters a list.

    ``list`` names it and its list; ``size`` and ``facets`` are a
    :class:`~sphinx_publications.listing.facets.Finder`'s, ``place`` is its place on the page.
    """


class publication_take_all(nodes.Invisible, nodes.Element):
    """Links to files with all publications of a list, and with those of each of its groups.

    ``count`` is their number; ``rows`` are the headings of groups, "" for all, and the names of
    the files; ``has_all`` tells whether the list has all publications of the site.
    """


def writes(text: str) -> Callable[[Any, nodes.Element], None]:
    """Return a visitor that writes *text*, whatever is in the node."""

    def visit(self: Any, node: nodes.Element) -> None:
        self.body.append(text)

    return visit
