"""When a build begins: the ``.bib`` files are read, once, for all who need them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from docutils import nodes
from sphinx.util.display import status_iterator

from sphinx_publications import diagnostics
from sphinx_publications.config import settings_from
from sphinx_publications.domain import domain_of
from sphinx_publications.handover import to_bibdata
from sphinx_publications.library import read_library

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from sphinx_publications.bibtex import Entry

#: From how many entries on reading them takes a second.
_MANY: Final = 2000


def read_bibliography(app: Sphinx) -> None:
    """Read the ``.bib`` files, for our domain and for sphinxcontrib-bibtex's."""
    files = {(app.confdir / name).resolve(): str(name) for name in app.config.bibtex_bibfiles}
    encoding = app.config.bibtex_encoding
    settings = settings_from(app.config)
    library, reports = read_library(
        files, settings, nodes.make_id, encoding, partial(_show_progress, app), app.srcdir
    )
    diagnostics.emit(reports)
    diagnostics.summarize(len(library.publications), len(files), reports)
    domain_of(app.env).library = library
    cite = cast("BibtexDomain", app.env.get_domain("cite"))
    # Its own handler compares the files' times with these, and finds nothing to do.
    cite.data["bibdata"] = to_bibdata(library, encoding)


def _show_progress(app: Sphinx, entries: list[Entry]) -> Iterable[Entry]:
    """Return *entries*, with a progress line where there are so many that it takes time."""
    if len(entries) < _MANY:
        return entries
    return status_iterator(
        entries,
        "reading publications... ",
        "brown",
        len(entries),
        app.verbosity,
        stringify_func=lambda entry: entry.key,
    )


def setup(app: Sphinx) -> None:
    """Have the files read before sphinxcontrib-bibtex looks at them (priority 500)."""
    app.connect("builder-inited", read_bibliography, priority=400)
