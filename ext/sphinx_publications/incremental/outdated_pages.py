"""Which pages have to be read again: those that would show another list, count or heading.

Sphinx asks when a file was changed. Here it is asked what a page would show: the
environment has digests, numbers and titles of what it showed when it was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from sphinx_publications.cite.citation_domain import citation_domain_of
from sphinx_publications.incremental.build_record import BuildRecord
from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import PublicationDomain, domain_of
from sphinx_publications.sphinx_ext.page_records import ListRecord

__all__ = ["setup"]

#: What stands in the source of a page that asks for publications; for entries of pybtex.
_FOR_PUBLICATIONS: Final = frozenset({b"publications", b"pub:"})
_FOR_ENTRIES: Final = frozenset({b"bibliography", b"footcite"})
#: The pages that a build has begun to read. If it is killed, doctrees of some of them are on
#: the disk, and the environment knows nothing of it.
_BEING_READ: Final[Part[tuple[str, ...]]] = Part("publications-reading", tuple)


def outdated_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that have to be read again, beside those that Sphinx knows of."""
    domain = domain_of(env)
    entries = citation_domain_of(env).source
    outdated = {name for name, state in domain.states.items() if state != entries.fingerprint}
    being_read = Store(app.doctreedir).load(_BEING_READ)
    outdated.update(being_read or ())
    if not BuildRecord.load(app).is_settled(env):
        others = env.all_docs.keys() - added - changed - removed
        outdated |= {name for name in others if _is_outdated(domain, name)}
    return sorted(outdated)


def _is_outdated(domain: PublicationDomain, docname: str) -> bool:
    """Tell whether the page has a list, a heading or a count that would be another one now.

    Or a link to a finder that would be reported now, and was not, or the other way round.
    """
    lists = domain.lists.get(docname)
    if lists and _shows_other_lists(domain, lists):
        return True
    headings = domain.headings.get(docname, {}).items()
    counts = domain.counts.get(docname, {}).items()
    searches = domain.searches.get(docname, {}).items()
    return (
        any(title != domain.title_of(key) for key, title in headings)
        or any(state != domain.count(expression).state for expression, state in counts)
        or any(known != (value in domain.facet_values[name]) for (name, value), known in searches)
    )


def _shows_other_lists(domain: PublicationDomain, lists: Iterable[ListRecord]) -> bool:
    numbers = lazy_printing.PageNumbers()
    return any(_shows_another_list(domain, record, numbers) for record in lists)


def _shows_another_list(
    domain: PublicationDomain, record: ListRecord, numbers: lazy_printing.PageNumbers
) -> bool:
    """Tell whether a list would show or offer something else than when its page was read."""
    was = record.request
    texts, content = dict(was.options), was.content
    library, composer = domain.library, domain.composer
    now = lazy_printing.make_list(texts, content, library, composer, numbers).request
    if now.digest != was.digest:
        return True
    # Other fields need not give other BibTeX: no "@misc" has a "booktitle" there.
    return now.fields != was.fields and domain.bibtex_digest(record) != record.bibtex


def note_being_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Write down what is about to be read."""
    if app.parallel > 1 and len(docnames) > 1:
        # Or each process that reads opens its own.
        words = _words_in(env, docnames)
        _ = words & _FOR_PUBLICATIONS and domain_of(env).library
        _ = words & _FOR_ENTRIES and citation_domain_of(env).source.files
    if docnames:
        Store(app.doctreedir).save(_BEING_READ, tuple(docnames))


def _words_in(env: BuildEnvironment, docnames: list[str]) -> set[bytes]:
    """Return the words in pages that tell what they will ask for."""
    found: set[bytes] = set()
    for path in map(env.doc2path, docnames):
        with suppress(OSError):
            text = Path(path).read_bytes()
            found |= {word for word in _FOR_PUBLICATIONS | _FOR_ENTRIES if word in text}
    return found


def forget_being_read(app: Sphinx, builder: Builder) -> None:
    """Forget what was about to be read: it is in the environment, which is stored."""
    Store(app.doctreedir).delete(_BEING_READ)


def setup(app: Sphinx) -> None:
    """Follow a build until its pages are read."""
    app.connect("env-get-outdated", outdated_pages)
    # Behind all handlers that change what is read.
    app.connect("env-before-read-docs", note_being_read, priority=900)
    app.connect("write-started", forget_being_read)
