"""The BibTeX files that visitors take along: written with the pages that offer them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_publications.listing.settings import OFFERS_BIBTEX
from sphinx_publications.nodes.elements import publication_item
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.pages.addresses import BIBTEX_FILES
from sphinx_publications.text.safe_names import bib_file_name

__all__ = ["setup"]


def write_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the files of the entries on a page that is being written."""
    domain = domain_of(app.env)
    one_page = domain.traits.one_page
    if doctree is None or not (domain.traits.files and (one_page or pagename in domain.lists)):
        return
    items = doctree.findall(publication_item)
    keys = {item["key"] for item in items if OFFERS_BIBTEX.intersection(item["details"])}
    folder = Path(app.outdir, BIBTEX_FILES)
    if keys:
        folder.mkdir(parents=True, exist_ok=True)
    for publication in map(domain.library.by_key.get, sorted(keys)):
        if publication is not None:
            text = domain.bibtex_of(publication)
            # Others may link to a file by a key that the entry had before.
            for key in (publication.key, *publication.aliases):
                _write(folder / bib_file_name(key), f"{text}\n".encode())


def _write(path: Path, data: bytes) -> None:
    """Put *data* into the file *path*, unless it is there."""
    with suppress(OSError):
        if path.read_bytes() == data:
            return
    path.write_bytes(data)


def remove_unlisted(app: Sphinx, exception: Exception | None) -> None:
    """Delete the files of entries that no list offers any more."""
    folder = Path(app.outdir, BIBTEX_FILES)
    domain = domain_of(app.env)
    if exception is not None or not domain.traits.files or not folder.is_dir():
        return
    offered = {
        bib_file_name(key)
        for records in domain.lists.values()
        for record in records
        for key in record.offered
    }
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in offered:
                path.unlink()
        if not offered:
            folder.rmdir()
            folder.parent.rmdir()  # if Sphinx has nothing in it


def setup(app: Sphinx) -> None:
    """Follow the pages that are written, and the end of the build."""
    app.connect("html-page-context", write_files)
    app.connect("build-finished", remove_unlisted)
