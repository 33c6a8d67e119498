"""The entries that pybtex reads for bibliographies, as the last build kept them."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_publications.bib.file_bytes import read_file
from sphinx_publications.cite.citation_domain import citation_domain_of
from sphinx_publications.cite.lazy_entries import EntrySource
from sphinx_publications.cite.pybtex_files import PybtexFiles, read_files
from sphinx_publications.incremental.kept_publications import named_files
from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.report_logging import log_reports
from sphinx_publications.text.digests import digest

if TYPE_CHECKING:
    from sphinx_publications.model.library import Library

__all__ = ["setup"]

#: Loaded only by a build that reads a bibliography, or footnotes.
_ENTRIES: Final = Part("publications-entries", PybtexFiles)
logger = logging.getLogger(__name__)


def provide_entries(app: Sphinx) -> None:
    """Make the entries available to sphinxcontrib-bibtex's domain, before it reads its files."""

    def open_library() -> Library:
        return domain_of(app.env).library

    source = EntrySource(partial(_digest, app), partial(_read_or_load, app), open_library)
    citation_domain_of(app.env).provide(partial(named_files, app), source)


def _digest(app: Sphinx) -> str:
    contents = [
        (str(path), digest(source.data), source.problem)
        for path, source in ((path, read_file(path)) for path in named_files(app))
    ]
    code = app.extensions["sphinx_publications"].metadata["env_version"]
    # Some of them act when pages are read, though sphinxcontrib-bibtex declares otherwise.
    settings = sorted((it.name, repr(it.value)) for it in app.config if it.name[:7] == "bibtex_")
    return digest((code, version("pybtex"), settings, contents))


def _read_or_load(app: Sphinx, fingerprint: str) -> PybtexFiles:
    store = Store(app.doctreedir)
    kept = store.load(_ENTRIES)
    if kept is None or kept.fingerprint != fingerprint:
        kept = read_files(named_files(app), app.config.bibtex_encoding, fingerprint)
        store.save(_ENTRIES, kept)
    return kept


def report(app: Sphinx, env: BuildEnvironment) -> None:
    """Say what is wrong with the files, if a page shows entries as pybtex has read them.

    Where no page shows publications in any way it is said, too, as without us; where some
    does, what cannot be opened has been reported with them.
    """
    source, is_asked = citation_domain_of(env).source, domain_of(env).is_asked
    if source.is_read or not is_asked:
        for subtype, message in source.files.warnings:
            if not (is_asked and subtype == "bibfile_error"):
                logger.warning("%s", message, type="bibtex", subtype=subtype)
        log_reports(source.reports(named_files(app)))


def setup(app: Sphinx) -> None:
    """Come before sphinxcontrib-bibtex (500), and behind it."""
    app.connect("builder-inited", provide_entries, priority=400)
    app.connect("env-updated", report, priority=600)
