"""The directive ``bibliography`` of sphinxcontrib-bibtex, extended by what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinxcontrib.bibtex.directives import BibliographyDirective

from sphinx_publications.bib.file_bytes import name_problem
from sphinx_publications.cite.citation_domain import citation_domain_of
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["SafeBibliographyDirective", "setup"]


class SafeBibliographyDirective(BibliographyDirective):
    """A ``bibliography`` that has its page read again when the files change.

    Its entries may be named by aliases. A file that cannot be found, such as a circle of
    symbolic links, is reported; it would end the build.
    """

    def run(self) -> Sequence[nodes.Node]:
        cite = citation_domain_of(self.env)
        cite.depend_on_files(self.env.docname)
        self.content = StringList([*map(cite.written_key, self.content)], items=self.content.items)
        if self.arguments:
            names = self.arguments[0].split()
            self.arguments[0] = " ".join(filter(self._is_path, names))
        return super().run()

    def _is_path(self, name: str) -> bool:
        problem = name_problem(lambda: Path(self.env.relfn2path(name)[1]))
        if not problem:
            return True
        message = f"“bibliography” names “{name}”, which cannot be read: {problem}; it is left out"
        location = (self.env.docname, self.lineno)
        log_reports([Report(Subtype.FILE, message)], location=location)
        return False


def setup(app: Sphinx) -> None:
    """Replace upstream's directive by the one that extends it."""
    app.add_directive("bibliography", SafeBibliographyDirective, override=True)
