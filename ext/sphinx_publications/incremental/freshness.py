"""Which pages have to be read or written again: those that would differ, and no others.

Sphinx asks when a file was changed. Here it is asked what would be shown: a list has a
digest of it in the environment, and a file beside that one says for each page what
its references showed when it was last written. That file is replaced when a build is
complete, so a build that was killed leaves nothing that is taken for done.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from sphinx_publications.cite.citation_domain import citation_domain_of
from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_publications.sphinx_ext.domain import PublicationDomain
    from sphinx_publications.sphinx_ext.page_records import CrossReference


#: More pages than these Sphinx shares out among processes that read.
_FEW_PAGES: Final = 5


class PageRecord(NamedTuple):
    """A page as it was last written."""

    #: When it was read: Sphinx's own mark.
    read_at: int
    #: Of all that its references could show; if it is the same, so are they.
    possible: str
    #: Of what they did show.
    shown: str


class Record(NamedTuple):
    """What a builder has written into a folder."""

    #: The fingerprint of the publications.
    library: str = ""
    #: A digest of which pages the environment has, and when they were read.
    environment: str = ""
    pages: dict[str, PageRecord] = {}  # noqa: RUF012 # never changed


#: The pages that are about to be read.
_READING: Final[Part[tuple[str, ...]]] = Part("publications-reading", tuple)


class Freshness:
    """One build's view of what is up to date."""

    def __init__(self) -> None:
        self.record = Record()
        self.possible: dict[str, str] = {}
        #: Pages that have to be written.
        self.owed: set[str] = set()
        self.written: dict[str, PageRecord] = {}

    # -- before pages are read -------------------------------------------------

    def outdated_pages(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        added: set[str],
        changed: set[str],
        removed: set[str],
    ) -> list[str]:
        """Return the pages that have to be read again, beside those that Sphinx knows of."""
        domain = domain_of(env)
        self.record = _store(app).load(_record_part(app)) or Record()
        # What a killed build was reading may lie there as it was then.
        reading = _store(app).load(_READING)
        outdated = set(reading or ())
        if not self._is_settled(env):
            others = env.all_docs.keys() - added - changed - removed
            outdated |= {name for name in others if _has_outdated_list(domain, name)}
            outdated |= {name for name in others if _has_outdated_heading(domain, name)}
            outdated |= {name for name in others if _has_outdated_count(domain, name)}
        states = domain.states.items()
        outdated |= {name for name, state in states if state != domain.fingerprint}
        return sorted(outdated)

    def before_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Write down what is about to be read."""
        if app.parallel > 1 and len(docnames) > _FEW_PAGES:
            _ = domain_of(env).library  # or each process of readers opens its own
        if docnames:
            _store(app).save(_READING, tuple(docnames))

    # -- before pages are written ----------------------------------------------

    def changed_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages that have to be written again, beside those that were read."""
        if self._is_settled(env) or not _writes_pages(app):
            return []
        self.possible = dict(_possible(env))
        self.owed = {name for name in env.found_docs if self._is_changed(app, env, name)}
        if self.owed:
            # If this build is killed, nobody knows which of them it has written.
            pages = self.record.pages.items()
            _keep(app, Record(pages={name: page for name, page in pages if name not in self.owed}))
        return sorted(self.owed)

    def _is_settled(self, env: BuildEnvironment) -> bool:
        """Tell whether neither publications nor pages are other than at the last build."""
        return (self.record.library, self.record.environment) == _state_of(env)

    def _is_changed(self, app: Sphinx, env: BuildEnvironment, docname: str) -> bool:
        last = self.record.pages.get(docname)
        if last is None or last.read_at != env.all_docs.get(docname):
            return True
        possible = self.possible.get(docname, "")
        if possible == last.possible:
            return False
        if _shown_now(app, env, docname) != last.shown:
            return True
        self.written[docname] = last._replace(possible=possible)
        return False

    def forget_reading(self, app: Sphinx, builder: Builder) -> None:
        """Forget what was about to be read: it is in the environment, which is stored."""
        _store(app).delete(_READING)

    # -- when pages are written ------------------------------------------------

    def note_written(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Remember what a page shows whose references have been resolved."""
        last = self.record.pages.get(docname)
        self.written[docname] = PageRecord(
            app.env.all_docs.get(docname, 0),
            self.possible.get(docname, last.possible if last else ""),
            _digest_of_shown(app.env, docname),
        )

    def finish(self, app: Sphinx, exception: Exception | None) -> None:
        """Replace the record, if all went well."""
        if exception is not None or not _writes_pages(app):
            return
        pages = {**self.record.pages, **self.written}
        kept = {name: page for name, page in pages.items() if name in app.env.found_docs}
        # A build of single pages reads all that changed, and leaves others to be written.
        is_complete = self.owed <= self.written.keys()
        record = Record(*_state_of(app.env), kept) if is_complete else Record(pages=kept)
        if self.owed or record != self.record:
            _keep(app, record)


def _keep(app: Sphinx, record: Record) -> None:
    _store(app).save(_record_part(app), record)


def _store(app: Sphinx) -> Store:
    return Store(Path(app.doctreedir))


def _record_part(app: Sphinx) -> Part[Record]:
    # Builders may share an environment, and one may write into several folders.
    target = digest((app.builder.name, str(app.outdir)))
    return Part(f"publications-{target}", Record)


def _writes_pages(app: Sphinx) -> bool:
    """Tell whether the builder writes each page by itself, and not all of them each time."""
    return not isinstance(app.builder.get_outdated_docs(), str)


def _state_of(env: BuildEnvironment) -> tuple[str, str]:
    return domain_of(env).fingerprint, digest(sorted(env.all_docs.items()))


def _has_outdated_list(domain: PublicationDomain, docname: str) -> bool:
    from sphinx_publications.listing.lists import is_outdated

    lists = domain.lists.get(docname, ())
    return any(is_outdated(record.request, domain.library, domain.settings) for record in lists)


def _has_outdated_heading(domain: PublicationDomain, docname: str) -> bool:
    headings = domain.headings.get(docname, {})
    return any(title != domain.title_of(key) for key, title in headings.items())


def _has_outdated_count(domain: PublicationDomain, docname: str) -> bool:
    counts = domain.counts.get(docname, {})
    return any(state != domain.count(expression).state for expression, state in counts.items())


def _keys(reference: CrossReference) -> list[str]:
    """Return the cite keys in a reference."""
    if reference.domain == "cite":
        return [target.key for target in parse_citation_targets(reference.target)]
    return [reference.target]


def _possible(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield each page that may show publications outside lists, and a digest of all it may show.

    It is the same for two builds only if the page shows the same in both; it takes much
    less time than to find out what exactly the page shows.
    """
    domain, cite = domain_of(env), citation_domain_of(env)
    known: dict[str, Any] = {}
    for docname in domain.references.keys() | cite.bibliography_pages:
        references = domain.references.get(docname, ())
        keys = sorted({key for reference in references for key in _keys(reference)})
        for key in keys:
            if key not in known:
                known[key] = (domain.all_of(key), cite.all_of(key))
        yield docname, digest(([(key, known[key]) for key in keys], cite.entries_on(docname)))


def _digest_of_shown(env: BuildEnvironment, docname: str) -> str:
    """Return a digest of what the page shows, for which its references have been resolved."""
    shown = sorted(domain_of(env).shown.pop(docname, {}).items())
    return digest((shown, citation_domain_of(env).entries_on(docname)))


def _shown_now(app: Sphinx, env: BuildEnvironment, docname: str) -> str:
    """Return the digest of what the page would show if it were written."""
    domain, cite = domain_of(env), citation_domain_of(env)
    for reference in domain.references.get(docname, ()):
        name, role, target, explicit = reference
        if name == "any":
            role = "title" if domain.find(target) else "p"
            name = domain.name if role == "title" else cite.name
            if name == cite.name and not cite.all_of(target):
                continue  # it leads to something else
        if name == cite.name:
            cite.render(docname, app.builder, role, target)
            continue
        node = addnodes.pending_xref(reftype=role, reftarget=target, refexplicit=explicit)
        content = nodes.inline()
        if not domain.resolve_xref(env, docname, app.builder, role, target, node, content):
            domain.show_unresolved(docname, node, content)
    return _digest_of_shown(env, docname)


def setup(app: Sphinx) -> None:
    """Follow a build from its beginning to its end."""
    freshness = Freshness()
    app.connect("env-get-outdated", freshness.outdated_pages)
    # Behind all handlers that change what is read.
    app.connect("env-before-read-docs", freshness.before_reading, priority=900)
    # Behind sphinxcontrib-bibtex's, which makes its bibliographies.
    app.connect("env-updated", freshness.changed_pages, priority=600)
    app.connect("write-started", freshness.forget_reading)
    app.connect("doctree-resolved", freshness.note_written)
    app.connect("build-finished", freshness.finish)
