"""When a build begins: the publications, from the ``.bib`` files or as the last build kept them.

Two parts are kept. The record of the reading is loaded by every build; the publications
only by a build that has to show some.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.display import progress_message

from sphinx_publications.incremental.reading_record import ReadingRecord, state_of
from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.model.library import Library, assemble
from sphinx_publications.reading import lazy_reading
from sphinx_publications.sphinx_ext.author_year_style import is_author_year
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.report_logging import log_reports, log_summary

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

__all__ = ["open_bibliography", "setup"]


class KeptPublications(NamedTuple):
    """The publications that were read."""

    #: Of the record of their reading.
    fingerprint: str
    publications: tuple[Publication, ...]


_RECORD: Final = Part("publications", ReadingRecord)
_PUBLICATIONS: Final = Part("publications-model", KeptPublications)


def open_bibliography(app: Sphinx) -> None:
    """Make the publications available to our domain.

    The files are read only if they, or what else decides how they are read, have changed
    since the last build.
    """
    files = _named_files(app)
    store = Store(app.doctreedir)
    last = None if app.fresh_env_used else store.load(_RECORD)
    record = last and last.revalidated(_circumstances(app), files, app.srcdir)
    if record is None:
        record, publications = _read(app, files, store)
        open_library = partial(assemble, files, publications, nodes.make_id)
    else:
        if record is not last:
            store.save(_RECORD, record)
        open_library = partial(_kept, app, files, store, record.fingerprint)
    domain_of(app.env).provide(record.fingerprint, open_library)
    log_reports(record.reports)
    log_summary(record.size, len(files), record.reports)


def _named_files(app: Sphinx) -> dict[Path, str]:
    """Return the ``.bib`` files that the settings name at this moment → their names there."""
    # That all paths can be resolved has been checked with the settings.
    return {(app.confdir / name).resolve(): str(name) for name in app.config.bibtex_bibfiles}


def name_files(app: Sphinx) -> None:
    """Make known to our domain which files there are; none is opened."""
    domain_of(app.env).named_files = partial(_named_files, app)


def _read(
    app: Sphinx, files: dict[Path, str], store: Store
) -> tuple[ReadingRecord, tuple[Publication, ...]]:
    """Read *files*, and keep what was read."""
    read_at = time.time_ns()
    sources = tuple(map(state_of, files))
    with progress_message("reading publications"):
        config, settings = app.config, domain_of(app.env).settings
        # What is wrong with a symbolic link is seen by its own name only.
        named = {Path(app.confdir, name): name for name in files.values()}
        reading = lazy_reading.read_bibliography(
            named, dict(settings.links), config.bibtex_encoding, app.srcdir, settings.file_types
        )
    size = sum(publication.listed for publication in reading.publications)
    record = ReadingRecord(
        _circumstances(app), sources, reading.linked, read_at, reading.reports, size
    )
    store.save(_PUBLICATIONS, KeptPublications(record.fingerprint, reading.publications))
    store.save(_RECORD, record)
    return record, reading.publications


def _kept(app: Sphinx, files: dict[Path, str], store: Store, fingerprint: str) -> Library:
    """Return the library of the publications that are kept, or else of those in *files*."""
    kept = store.load(_PUBLICATIONS)
    if kept is None or kept.fingerprint != fingerprint:  # somebody has deleted or spoilt a part
        _, publications = _read(app, files, store)
    else:
        publications = kept.publications
    return assemble(files, publications, nodes.make_id)


def _circumstances(app: Sphinx) -> str:
    """Return all beside the files that decides what is read."""
    packages = ("math-core", "pylatexenc", "python-stdnum")
    return repr(
        (
            # Of this package: its version, and that of its code.
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
    """Have the files named for sphinxcontrib-bibtex (500), and read behind all that write some."""
    app.connect("builder-inited", name_files, priority=400)
    app.connect("builder-inited", open_bibliography, priority=900)
