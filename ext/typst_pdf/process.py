"""PDFs that are made while another builder writes pages, in a process of their own.

Pages are resolved for the builder that writes them: charts are drawings there, lists of names
fold. What stands in a PDF is resolved for its own builder, by a second application, which reads
from the disk what the first has just read.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from logging import WARNING, Handler, LogRecord, getLogger
from pathlib import Path
from typing import Any, Final, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.parallel import parallel_available

from typst_pdf.builder import TypstPdfBuilder
from typst_pdf.kept import root
from typst_pdf.settings import documents

__all__ = ["Heard", "make_beside"]

#: How Sphinx makes tags of a builder's name and format.
_KINDS: Final = ("", "builder_", "format_")


class Heard(NamedTuple):
    """A warning: its text, where it belongs, and which kind of ours it is."""

    text: str
    location: Any
    subtype: str


class _Listener(Handler):
    """Hears what this extension warns of; the rest is said when pages are written."""

    def __init__(self) -> None:
        super().__init__(WARNING)
        self.heard: list[Heard] = []

    def emit(self, record: LogRecord) -> None:
        """Keep a warning and where it belongs."""
        if getattr(record, "type", None) == "typst_pdf":
            location = getattr(record, "location", None)
            if isinstance(location, nodes.Node):
                location = logging.get_node_location(location)
            subtype = getattr(record, "subtype", "")
            self.heard.append(Heard(record.getMessage(), location, subtype))


def make_beside(app: Sphinx, targets: AbstractSet[str]) -> list[Heard]:
    """Make the PDFs of *targets*; return what their author should know.

    The second application begins as the first did: it executes ``conf.py``, and calls what the
    extensions do when a builder begins.

    :raises OSError: if there is no room for it, or the process ends.
    """
    has_file = Path(app.confdir, "conf.py").is_file()
    builder = app.builder
    own_tags = {f"{kind}{name}" for name in (builder.name, builder.format) for kind in _KINDS}
    arguments = (
        app.srcdir,
        app.confdir if has_file else None,
        app.doctreedir,
        {
            **app.config.overrides,
            # What was chosen by an override is none any more.
            "extensions": app.config.extensions,
            # What the setup of extensions says again is no news.
            "suppress_warnings": [*app.config.suppress_warnings, "app"],
        },
        [tag for tag in app.tags if tag not in own_tags],
        targets,
        {name: builder.get_target_uri(name) for name in app.env.found_docs},
    )
    method = "fork" if parallel_available else "spawn"
    try:
        with ProcessPoolExecutor(1, multiprocessing.get_context(method)) as process:
            return process.submit(_make, *arguments).result()
    except BrokenProcessPool as error:
        raise OSError("the process that makes it was ended") from error


def _make(
    srcdir: Path,
    confdir: Path | None,
    doctreedir: Path,
    overrides: dict[str, Any],
    tags: list[str],
    targets: AbstractSet[str],
    addresses: dict[str, str],
) -> list[Heard]:
    app = Sphinx(
        srcdir,
        confdir,
        root(doctreedir),
        doctreedir,
        TypstPdfBuilder.name,
        confoverrides=overrides,
        status=None,
        warning=None,
        tags=tags,
    )
    listener = _Listener()
    # Before Sphinx's own, which put the place into the message.
    getLogger("sphinx").handlers.insert(0, listener)
    builder = app.builder
    assert isinstance(builder, TypstPdfBuilder)
    builder.addresses = addresses
    for document in documents(app.config):
        if document.target in targets:
            builder.make(document)
    return listener.heard
