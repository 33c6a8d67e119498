"""When a build begins: what is in the ``.bib`` files is made available to all who need it."""

from __future__ import annotations

import sys
import time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.display import progress_message

from sphinx_publications.model.library import assemble
from sphinx_publications.sphinx_ext import diagnostics
from sphinx_publications.sphinx_ext.citation_style import is_author_year
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.store import Head, Store, renewed, state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_publications.model.library import Library
    from sphinx_publications.model.publication import Publication


def bib_files(app: Sphinx) -> dict[Path, str]:
    """Return the site's ``.bib`` files: path → the name in its settings."""
    # That all can be resolved has been checked with the settings.
    return {(app.confdir / name).resolve(): str(name) for name in app.config.bibtex_bibfiles}


def open_bibliography(app: Sphinx) -> None:
    """Make the publications available to our domain.

    The files are read only if they, or what else decides how they are read, have changed
    since the last build; what is kept of that is read when somebody asks for it.
    """
    files = bib_files(app)
    store = Store(app.doctreedir)
    domain = domain_of(app.env)
    kept = None if app.fresh_env_used else store.head()
    head = kept and renewed(kept, _circumstances(app), files, app.srcdir)
    if head is None:
        head, publications = _read(app, files)
        store.save(head, publications)
        domain.library = assemble(files, publications, nodes.make_id)
    else:
        if head is not kept:
            store.save(head)
        domain.open_library = partial(_from_store, app, files, store, head)
    domain.fingerprint = head.fingerprint
    diagnostics.emit(head.reports)
    diagnostics.summarize(head.size, len(files), head.reports)


def _read(app: Sphinx, files: dict[Path, str]) -> tuple[Head, tuple[Publication, ...]]:
    # Only a build that has something to read pays for what knows how to.
    from sphinx_publications.reading.bibliography import read_bibliography

    read_at = time.time_ns()
    sources = tuple(map(state_of, files))
    with progress_message("reading publications"):
        config, settings = app.config, domain_of(app.env).settings
        # What is wrong with a symbolic link is seen by its own name only.
        named = {Path(app.confdir, name): name for name in files.values()}
        reading = read_bibliography(
            named, dict(settings.links), config.bibtex_encoding, app.srcdir, settings.file_types
        )
    size = sum(publication.listed for publication in reading.publications)
    head = Head(_circumstances(app), sources, reading.linked, read_at, reading.reports, size)
    return head, reading.publications


def _from_store(app: Sphinx, files: dict[Path, str], store: Store, head: Head) -> Library:
    publications = store.publications(head)
    if publications is None:  # somebody has deleted or spoilt one of the two files
        head, publications = _read(app, files)
        store.save(head, publications)
    return assemble(files, publications, nodes.make_id)


def _circumstances(app: Sphinx) -> str:
    """Return all beside the files that decides what is read."""
    packages = ("bibtexparser", "pylatexenc")
    return repr(
        (
            # Of this package: its version, and the state of its code.
            app.extensions["sphinx_publications"].metadata["env_version"],
            sys.version,
            [version(package) for package in packages],
            # Some of sphinxcontrib-bibtex's act when pages are read, though it declares otherwise.
            sorted((it.name, it.value) for it in app.config if it.name.startswith("bibtex_")),
            app.config.publications_links,
            app.config.publications_file_types,
            # Of a style that the site has made the name alone does not tell.
            is_author_year(app.config.bibtex_reference_style),
        )
    )


def setup(app: Sphinx) -> None:
    """Have the files read before they are handed to sphinxcontrib-bibtex (priority 450)."""
    app.connect("builder-inited", open_bibliography, priority=400)
