"""Which pages have to be written again: those whose references show something else.

The record of the last build says for each page what its references showed. It is replaced
when a build is complete, so a build that was killed leaves nothing that is taken for done.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_publications.incremental.build_record import BuildRecord, PageRecord, sources_of
from sphinx_publications.incremental.shown_references import possible_digests, shown_digest

__all__ = ["ChangedPages", "setup"]


class ChangedPages:
    """The pages of one build that have to be written, and those that it has written."""

    def __init__(self) -> None:
        self.last = BuildRecord()
        self.possible: dict[str, str] = {}
        self.unwritten: set[str] = set()
        self.written: dict[str, PageRecord] = {}

    def changed_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages that have to be written again, beside those that were read."""
        self.last = BuildRecord.load(app)
        if self.last.is_settled(env) or not _writes_pages(app):
            return []
        self.possible = possible_digests(env)
        self.unwritten = {name for name in env.found_docs if self._is_changed(app, env, name)}
        if self.unwritten:
            # If this build is killed, nobody knows which of them it has written.
            pages = self.last.pages.items()
            kept = {name: page for name, page in pages if name not in self.unwritten}
            BuildRecord(pages=kept).save(app)
        return sorted(self.unwritten)

    def _is_changed(self, app: Sphinx, env: BuildEnvironment, docname: str) -> bool:
        last = self.last.pages.get(docname)
        if last is None or last.read_at != env.all_docs.get(docname):
            return True
        possible = self.possible.get(docname, "")
        if possible == last.possible:
            return False
        if shown_digest(env, app.builder, docname) != last.shown:
            return True
        self.written[docname] = last._replace(possible=possible)
        return False

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Remember what a page shows whose references have been resolved."""
        last = self.last.pages.get(docname)
        self.written[docname] = PageRecord(
            app.env.all_docs.get(docname, 0),
            self.possible.get(docname, last.possible if last else ""),
            shown_digest(app.env, app.builder, docname),
        )

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Replace the record, if all went well."""
        if exception is not None or not _writes_pages(app):
            return
        pages = {**self.last.pages, **self.written}
        kept = {name: page for name, page in pages.items() if name in app.env.found_docs}
        # A build of single pages reads all that changed, and leaves others to be written.
        is_complete = self.unwritten <= self.written.keys()
        record = BuildRecord(sources_of(app.env), kept) if is_complete else BuildRecord(pages=kept)
        if self.unwritten or record != self.last:
            record.save(app)


def _writes_pages(app: Sphinx) -> bool:
    """Tell whether the builder writes each page by itself, and not all of them each time."""
    return not isinstance(app.builder.get_outdated_docs(), str)


def setup(app: Sphinx) -> None:
    """Follow a build from the time when its pages are read to its end."""
    pages = ChangedPages()
    # Behind sphinxcontrib-bibtex's, which makes its bibliographies.
    app.connect("env-updated", pages.changed_pages, priority=600)
    app.connect("doctree-resolved", pages.note_written)
    app.connect("build-finished", pages.finish)
