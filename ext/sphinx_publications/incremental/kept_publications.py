"""The publications, from the ``.bib`` files or as the last build kept them.

Two parts are kept. The record of the reading is loaded by a build with lists or references;
the publications only by a build that has to show some anew.
"""

from __future__ import annotations

import sys
import time
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.display import progress_message

from sphinx_publications.incremental.reading_record import ReadingRecord, state_of
from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.model.library import Library, assemble
from sphinx_publications.model.reports import grouped
from sphinx_publications.reading import lazy_reading
from sphinx_publications.sphinx_ext.author_year_style import is_author_year
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.report_logging import log_reports, log_summary

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

__all__ = ["named_files", "setup"]


class KeptPublications(NamedTuple):
    """The publications that were read."""

    #: Of the record of their reading.
    fingerprint: str
    publications: tuple[Publication, ...]


_RECORD: Final = Part("publications", ReadingRecord)
_PUBLICATIONS: Final = Part("publications-model", KeptPublications)


class KeptReading:
    """The publications of one build: what it asks for is read, or loaded, when it asks.

    The files are read only if they, or what else decides how they are read, have changed
    since the last build.
    """

    def begin(self, app: Sphinx) -> None:
        """Make the publications available to our domain."""
        self.app = app
        self.store = Store(app.doctreedir)
        for name in ("record", "library"):
            vars(self).pop(name, None)
        domain_of(app.env).provide(lambda: self.record.fingerprint, lambda: self.library)

    @cached_property
    def record(self) -> ReadingRecord:
        """From what the publications were read, and what is wrong with it."""
        last = self.store.load(_RECORD)
        paths = named_files(self.app)
        record = last and last.revalidated(_circumstances(self.app), paths, self.app.srcdir)
        if record is None:
            return self._read()
        if record is not last:
            self.store.save(_RECORD, record)
        return record

    @cached_property
    def library(self) -> Library:
        """The publications."""
        record = self.record
        if "library" in vars(self):
            return self.library  # the files were read for the record
        kept = self.store.load(_PUBLICATIONS)
        if kept is None or kept.fingerprint != record.fingerprint:
            self._read()  # somebody has deleted or spoilt a part
            return self.library
        return self._assemble(kept.publications)

    def _read(self) -> ReadingRecord:
        """Read the files, and keep what was read."""
        read_at, app, files = time.time_ns(), self.app, named_files(self.app)
        sources = tuple(map(state_of, files))
        with progress_message("reading publications"):
            config, settings = app.config, domain_of(app.env).settings
            # What is wrong with a symbolic link is seen by its own name only.
            named = {Path(app.confdir, name): name for name in files.values()}
            reading = lazy_reading.read_bibliography(
                named,
                settings.links,
                config.bibtex_encoding,
                app.srcdir,
                settings.file_types,
                fold_twins=settings.fold_twins,
            )
        size = sum(publication.listed for publication in reading.publications)
        record = ReadingRecord(
            _circumstances(app), sources, reading.linked, read_at, reading.reports, size
        )
        kept = KeptPublications(record.fingerprint, reading.publications)
        self.store.save(_PUBLICATIONS, kept)
        self.store.save(_RECORD, record)
        self.library = self._assemble(reading.publications)
        return record

    def _assemble(self, publications: tuple[Publication, ...]) -> Library:
        files, pages = named_files(self.app), self.app.config.publications_pages
        return assemble(files, publications, nodes.make_id, pages=pages)

    def report(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Say what is wrong with the publications, if a page shows some."""
        if domain_of(env).is_asked:
            log_reports(grouped(self.record.reports))
            log_summary(self.record.size, len(named_files(app)), self.record.reports)


def named_files(app: Sphinx) -> dict[Path, str]:
    """Return the ``.bib`` files that the settings name at this moment → their names there."""
    # That all paths can be resolved has been checked with the settings.
    return {(app.confdir / name).resolve(): str(name) for name in app.config.bibtex_bibfiles}


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
            app.config.publications_fold_twins,
            # Of a style that the site has made the name alone does not tell.
            is_author_year(app.config.bibtex_reference_style),
        )
    )


def setup(app: Sphinx) -> None:
    """Follow a build from its begin, behind all that write files, until its pages are read."""
    reading = KeptReading()
    app.connect("builder-inited", reading.begin, priority=900)
    app.connect("env-updated", reading.report)
