"""Addresses of the pages of publications and of their files.

A *path* here leads from the root of the site; an *address* from the page that links.
"""

from __future__ import annotations

import posixpath
from typing import Final

from sphinx.builders import Builder
from sphinx.util.osutil import relative_uri

from sphinx_publications.listing.builders import OwnPage
from sphinx_publications.listing.settings import Format
from sphinx_publications.sphinx_ext.domain import PAGES, domain_of
from sphinx_publications.text.safe_names import bib_file_name

__all__ = ["BIBTEX_FILES", "LISTS", "Addresses", "file_path"]

#: Where the files of BibTeX are that lists offered before publications had pages.
BIBTEX_FILES: Final = "_downloads/bibtex"
#: The folder of the files of whole lists: no cite key is called so.
LISTS: Final = f"{PAGES}/~lists"


def file_path(page: str, file: Format) -> str:
    """Return the path of a file beside a page, or of a list: "publications/doe2020.bib"."""
    return f"{page}{file.extension}"


class Addresses:
    """The addresses that a page has for others."""

    def __init__(self, builder: Builder, docname: str) -> None:
        """Take the page that links."""
        self.builder, self.docname = builder, docname
        self._own_path = self.path(docname)

    def path(self, page: str) -> str:
        """Return the path of a page: "publications/doe2020.html", "publications/doe2020/"."""
        # Sphinx encodes a "+", which may stand in an address.
        return self.builder.get_target_uri(page).replace("%2B", "+")

    def to(self, path: str) -> str:
        """Return the address of a *path*."""
        return relative_uri(self._own_path, path)

    def absolute(self, path: str) -> str:
        """Return the address of a *path* for other sites; "" if the site does not say its own."""
        base = self.builder.config.html_baseurl
        return posixpath.join(base, path) if "://" in base else ""

    @property
    def home(self) -> str:
        """The address of the home page for other sites; or ""."""
        root = self.builder.config.root_doc
        return self.absolute("" if root == "index" else self.path(root))

    def beside(self, page: str, extension: str) -> str:
        """Return the path of a file in the page's own folder: "publications/doe2020.pdf"."""
        name = f"{page.rpartition('/')[2]}{extension}"
        return posixpath.join(posixpath.dirname(self.path(page)), name)

    def own_page(self, key: str) -> OwnPage:
        """Return the addresses of the page of the entry *key*, and of its files."""
        domain, file = domain_of(self.builder.env), bib_file_name(key)
        paths: dict[Format, str] = {Format.BIBTEX: f"{BIBTEX_FILES}/{file}"}
        page = domain.page_of(key)
        if page:
            paths |= {it: file_path(page, it) for it in domain.settings.file_formats}
        files = {it: (posixpath.basename(path), self.to(path)) for it, path in paths.items()}
        return OwnPage(self.to(self.path(page)) if page else "", files)
