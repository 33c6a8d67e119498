"""What is on the page of each publication: its neighbours, its versions, who cites it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_publications.model.publication import Publication
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.page_records import ListRecord
from sphinx_publications.sphinx_ext.pages.addresses import Addresses
from sphinx_publications.sphinx_ext.pages.shells import SHELL

__all__ = ["Content", "Contents"]


class Content(NamedTuple):
    """The page of a publication, before it is printed."""

    publication: Publication
    #: Its name: "publications/doe2020".
    page: str
    #: The page with the list that owns its address.
    owner: str
    around: lazy_printing.Surroundings
    #: Path of a file of the site → its path in the output. The path of its picture there, or "".
    files: dict[str, str]
    picture: str
    #: A PDF of the site that is published beside the page, with its time and size; or "".
    pdf: str
    pdf_status: tuple[int, int]

    @property
    def state(self) -> object:
        """All that decides what the page shows, as plain data.

        In which line of a file an entry stands does not.
        """
        related = (
            it._replace(publication=_placeless(it.publication)) for it in self.publication.related
        )
        publication = _placeless(self.publication)._replace(related=tuple(related))
        return publication, *self[1:]


def _is_pdf(path: str) -> bool:
    return path.lower().endswith(".pdf")


def _placeless(publication: Publication) -> Publication:
    return publication._replace(position=0, path="", line=0)


class Contents:
    """The contents of the pages of all publications of a build."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self.builder = builder
        self.env = builder.env
        self.domain = domain_of(builder.env)
        #: All pages of publications lie equally deep.
        self.addresses = Addresses(builder, SHELL)
        self._documents: dict[str, lazy_printing.LinkedTitle] = {}

    def __iter__(self) -> Iterator[Content]:
        """Yield the pages in the order of the lists that own their addresses."""
        for docname, records in sorted(self.domain.lists.items()):
            for record in records:
                yield from self._of_list(docname, record)

    def owned(self, record: ListRecord) -> list[str]:
        """Return the cite keys of the publications whose address is on a list."""
        addresses = self.domain.addresses
        return [
            item.key
            for item in record.items
            if addresses[item.key] and addresses[item.key][0][:2] == (record.docname, item.node_id)
        ]

    def _of_list(self, docname: str, record: ListRecord) -> Iterator[Content]:
        library = self.domain.library
        keys = [key for key in self.owned(record) if key in library.by_key]
        for place, key in enumerate(keys):
            publication = library.by_key[key]
            around = lazy_printing.Surroundings(
                place=self._place(key),
                previous=self._linked(keys[place - 1]) if place else None,
                next=self._linked(keys[place + 1]) if place + 1 < len(keys) else None,
                versions=tuple(map(self._version, self._versions.get(key, ()))),
                citing=tuple(map(self._document, self._citing.get(key, ()))),
            )
            page = self.domain.page_of(key)
            copied = {it.path: self._copied(it.path) for it in publication.links if it.local}
            files = {path: copy for path, copy in copied.items() if copy}
            pdf = lazy_printing.own_pdf(publication)
            pdf = pdf if pdf in files else ""
            status = self._status(pdf) if pdf else (0, 0)
            if status == (0, 0):
                pdf = ""
            else:
                files[pdf] = self.addresses.beside(page, ".pdf")
            picture = self._picture(publication.preview.path) if publication.preview else ""
            yield Content(publication, page, docname, around, files, picture, pdf, status)

    def _status(self, path: str) -> tuple[int, int]:
        """Return the time and the size of a file; zeros if it is no more."""
        try:
            found = self.source_of(path).stat()
        except OSError:
            return 0, 0
        return found.st_mtime_ns, found.st_size

    def copied_files(self) -> list[tuple[str, object]]:
        """Return the files that Sphinx copies, as far as pages show them or have copies of them."""
        pdfs = sorted(str(name) for name in self.env.dlfiles if _is_pdf(str(name)))
        pictures = ((name, copy) for name, (_, copy) in sorted(self.env.images.items()))
        return [*((name, self._status(name)) for name in pdfs), *pictures]

    def source_of(self, path: str) -> Path:
        """Return a file of the site."""
        return Path(self.env.srcdir, path.lstrip("/"))

    def _place(self, key: str) -> lazy_printing.LinkedTitle:
        docname, node_id, _ = self.domain.addresses[key][0]
        title, address, _ = self._document(docname)
        return lazy_printing.LinkedTitle(title, f"{address}#{node_id}")

    def _document(self, docname: str) -> lazy_printing.LinkedTitle:
        if docname not in self._documents:
            title = (self.env.titles[docname].astext(),)
            address = self.addresses.to(self.addresses.path(docname))
            self._documents[docname] = lazy_printing.LinkedTitle(title, address)
        return self._documents[docname]

    def _linked(self, key: str) -> lazy_printing.LinkedTitle:
        before, behind = self._around_name
        address = f"{before}{self.domain.page_of(key).rpartition('/')[2]}{behind}"
        return lazy_printing.LinkedTitle(self.domain.library.by_key[key].title, address)

    @cached_property
    def _around_name(self) -> list[str]:
        """What stands in the address of another page before its name, and behind it."""
        other = self.addresses.path(f"{SHELL}2")
        name = SHELL.rpartition("/")[2]
        return self.addresses.to(other).split(f"{name}2")

    def _version(self, key: str) -> lazy_printing.LinkedTitle:
        reference = self.domain.composer.reference(self.domain.library.by_key[key])
        rest = (it.text for it in reference.around_title if it.name != "authors")
        return self._linked(key)._replace(behind=next(rest, ()))

    def _copied(self, path: str) -> str:
        """Return the path of the copy that Sphinx makes of a file; "" if it cannot."""
        files: Mapping[Any, tuple[set[str], Any]] = self.env.dlfiles
        # Its keys were texts before Sphinx 9.
        name = path.lstrip("/")
        found = files.get(Path(name)) or files.get(name)
        return f"_downloads/{quote(str(found[1]))}" if found else ""

    def _picture(self, path: str) -> str:
        found = self.env.images.get(path.lstrip("/"))
        return f"{self.builder.imagedir}/{quote(found[1])}" if found else ""

    @cached_property
    def _versions(self) -> dict[str, tuple[str, ...]]:
        """Cite key → the other versions of the work that have pages."""
        publications = map(self.domain.library.by_key.get, self.domain.addressed)
        return dict(lazy_printing.versions_of(filter(None, publications)))

    @cached_property
    def _citing(self) -> dict[str, list[str]]:
        """Cite key → the pages that cite it, in the order of their names."""
        citing: dict[str, dict[str, None]] = {}
        for docname, references in sorted(self.domain.references.items()):
            for reference in references:
                for name in self.domain.keys_in(reference):
                    publication = self.domain.library.find(name)
                    if publication is not None:
                        citing.setdefault(publication.key, {})[docname] = None
        return {key: list(pages) for key, pages in citing.items()}
