"""What a builder has written into a folder, page by page, as the next build needs to know it."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_publications.cite.citation_domain import citation_domain_of
from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.text.digests import digest

__all__ = ["BuildRecord", "PageRecord", "part_of", "sources_of"]

T = TypeVar("T")


class PageRecord(NamedTuple):
    """A page as it was last written."""

    #: When it was read: Sphinx's own mark.
    read_at: int
    #: A digest of all that its references could show. While it is the same, so is what they show.
    possible: str
    #: A digest of what its references did show.
    shown: str


class BuildRecord(NamedTuple):
    """What a builder has written, and the sources of it."""

    #: See :func:`sources_of`; empty if some page has still to be written for them.
    sources: tuple[str, ...] = ()
    #: Docname → the page as it was last written.
    pages: dict[str, PageRecord] = {}  # noqa: RUF012 # never changed

    @classmethod
    def load(cls, app: Sphinx) -> BuildRecord:
        """Return the record of the last build, or an empty one."""
        return Store(app.doctreedir).load(part_of(app, "publications", BuildRecord)) or cls()

    def save(self, app: Sphinx) -> None:
        """Keep the record for the next build."""
        Store(app.doctreedir).save(part_of(app, "publications", BuildRecord), self)

    def is_settled(self, env: BuildEnvironment) -> bool:
        """Tell whether publications and pages are as they were at the last build."""
        return self.sources == sources_of(env)


def sources_of(env: BuildEnvironment) -> tuple[str, ...]:
    """Return digests of which pages were read when, and of the publications that they show."""
    domain, cite = domain_of(env), citation_domain_of(env)
    publications = domain.fingerprint if domain.is_asked else ""
    entries = cite.source.fingerprint if domain.states else ""
    return digest(sorted(env.all_docs.items())), publications, entries


def part_of(app: Sphinx, name: str, kind: type[T]) -> Part[T]:
    """Return the part of a store that a builder has for the folder that it writes into.

    Builders may share an environment, and one may write into several folders.
    """
    target = digest((app.builder.name, str(app.outdir)))
    return Part(f"{name}-{target}", kind)
