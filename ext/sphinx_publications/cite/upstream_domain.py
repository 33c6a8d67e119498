"""All that we know of the inside of sphinxcontrib-bibtex's domain ``cite``.

Its methods are called, none is written anew; tests compare what they return with what they
return without us. What it should offer for this module to go stands in CONTRIBUTING.md.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pybtex.database
from pybtex.backends.plaintext import Backend as PlainText
from pybtex.plugin import find_plugin
from pybtex.style import FormattedEntry
from sphinx.util.logging import pending_logging
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.roles import CitationRef

from sphinx_publications.cite.lazy_entries import EntrySource, LazyEntries, LazyKeys
from sphinx_publications.listing.filters import CITATION_NAMES
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["UpstreamDomain", "content_of", "tooltip_of"]


class UpstreamDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, which reads files when asked, and is fast with citations."""

    #: Returns the ``.bib`` files, which other extensions may add to while the build begins.
    named_files: Callable[[], Iterable[Path]]
    source: EntrySource

    def provide(self, named_files: Callable[[], Iterable[Path]], source: EntrySource) -> None:
        """Take the entries of this build, when it begins."""
        self.named_files, self.source = named_files, source

    @cached_property
    def bibdata(self) -> BibData:
        """The entries as the domain keeps what it has read.

        When a build begins it compares the times of the files with these, and has nothing
        to read: no broken entry ends the build, and no file is read that nobody asks for.
        """
        data = pybtex.database.BibliographyData()
        data.entries = LazyEntries(self.source)
        bibfiles = {
            # A mapping is all that it is used as.
            path: BibFile(mtime=get_mtime(path), keys=LazyKeys(self.source, path))  # type: ignore[arg-type]
            for path in self.named_files()
        }
        return BibData(encoding=self.env.config.bibtex_encoding, bibfiles=bibfiles, data=data)

    def depend_on_files(self, docname: str) -> None:
        """Have a page read again whenever a file has changed."""
        domain_of(self.env).states[docname] = self.source.fingerprint

    def written_key(self, key: str) -> str:
        """Return the cite key that *key* is an alias of, or else *key* itself."""
        if key in self.bibdata.data.entries:
            return key
        publication = domain_of(self.env).library.find(key)
        return publication.key if publication else key

    @cached_property
    def own_keys(self) -> Mapping[str, str]:
        """An alias, behind the prefix of a bibliography or none → the cite key, behind the same."""
        domain, bibliographies = domain_of(self.env), self.bibliographies.values()
        aliases: Mapping[str, str] = {}
        if domain.is_asked:
            aliases = domain.library.aliases
        elif bibliographies:
            aliases = self.source.aliases
        prefixes = dict.fromkeys(["", *(it.keyprefix for it in bibliographies)])
        names = {pre + alias: pre + key for pre in prefixes for alias, key in aliases.items()}
        for bibliography in bibliographies:
            for key in names.keys() & bibliography.citation_nodes.keys():
                del names[key]  # a cite key behind a prefix
        return names

    def env_updated(self) -> Iterable[str]:
        vars(self).pop("own_keys", None)
        # The last of several bibliographies has the address of an entry: not the one that was
        # read last, but the last by the name of its page.
        in_order = sorted(self.bibliographies.items(), key=lambda item: item[0].docname)
        self.data["bibliographies"] = dict(in_order)
        # Upstream goes through all pages even if there is no bibliography.
        return super().env_updated() if self.bibliographies else []

    def get_all_cited_keys(self, docnames: list[str]) -> Iterator[str]:
        # Upstream searches the list of all pages for the page of each citation.
        cited = super().get_all_cited_keys(_Ranked(docnames))  # type: ignore[no-untyped-call]
        return (self.own_keys.get(key, key) for key in cited)

    def get_filtered_entries(
        self, bibliography_key: BibliographyKey
    ) -> Iterator[tuple[str, pybtex.database.Entry]]:
        # Upstream looks at all entries, and for each of them at all citations. So its method is
        # called for each cited entry alone, with nothing but the citations of that entry. Other
        # entries need to be made only if the filter looks at their fields, or wants all.
        bibliography = self.bibliographies[bibliography_key]
        citations: dict[str, list[CitationRef]] = {}
        for citation in map(self._with_own_keys, self.citation_refs):
            for key in {target.key for target in citation.targets}:
                citations.setdefault(key, []).append(citation)
        named = frozenset(bibliography.keys)
        view = copy(self)
        alone = {bibliography_key: bibliography._replace(keys=named)}  # type: ignore[arg-type]
        view.data = {**self.data, "bibliographies": alone}

        def filtered(entry: Any, citations: Sequence[CitationRef]) -> list[Any]:
            view.data["citation_refs"] = citations
            view.get_entries = lambda bibfiles: [entry]  # type: ignore[method-assign] # noqa: ARG005
            return [*BibtexDomain.get_filtered_entries(view, bibliography_key)]

        names = {node.id for node in ast.walk(bibliography.filter_) if isinstance(node, ast.Name)}
        others = not names <= CITATION_NAMES or bool(filtered(SimpleNamespace(key=""), ()))
        for path in bibliography.bibfiles:
            for key in self.bibdata.bibfiles[path].keys:
                cited = citations.get(bibliography.keyprefix + key, ())
                if cited or others or key in named:
                    yield from filtered(self.bibdata.data.entries[key], cited)

    def get_formatted_entries(
        self,
        bibliography_key: BibliographyKey,
        docnames: list[str],
        tooltips: bool,  # upstream's
        tooltips_style: str,
    ) -> Iterable[tuple[pybtex.database.Entry, FormattedEntry, FormattedEntry | None]]:
        ask = super().get_formatted_entries
        with pending_logging() as logged:
            try:
                return [*ask(bibliography_key, docnames, tooltips, tooltips_style)]
            except Exception as error:
                logged.clear()
                bibliography = self.bibliographies[bibliography_key]
                names = {bibliography.style, tooltips_style if tooltips else ""}
                place = (bibliography_key.docname, bibliography.line)
                keys = [entry.key for _, entry in self.get_filtered_entries(bibliography_key)]
                with self.replacing(keys, names, place, error, lacking=False):
                    return [*ask(bibliography_key, docnames, tooltips, tooltips_style)]

    @contextmanager
    def replacing(
        self,
        keys: Iterable[str],
        styles: Iterable[str],
        place: tuple[str, int],
        error: Exception,
        *,
        lacking: bool,
    ) -> Iterator[None]:
        """Have entries replaced that a style cannot print.

        :param styles: the names of styles of pybtex.
        :param place: page and line, for reports.
        :param lacking: whether those are among them that lack a field.
        :raises Exception: *error*, if each of the entries can be printed.
        """
        found = [find_plugin("pybtex.style.formatting", name)() for name in styles if name]
        with self.source.replacing(keys, found, lacking=lacking) as reports:
            if not self.source.unprintable:
                raise error
            log_reports(reports, location=place)
            yield

    def _with_own_keys(self, citation: CitationRef) -> CitationRef:
        if not self.own_keys:
            return citation
        targets = [it._replace(key=self.own_keys.get(it.key, it.key)) for it in citation.targets]
        return citation._replace(targets=targets)


class _Ranked(list[str]):
    """A list without duplicates that knows where each of its items stands."""

    def __init__(self, items: Iterable[str]) -> None:
        super().__init__(items)
        self._places = {item: place for place, item in enumerate(self)}

    def index(self, value: str, *_: object) -> int:
        return self._places[value]


def content_of(citation: Citation) -> object:
    """Return all that an entry of a bibliography, or a reference to it, may show, as plain data."""
    entry = citation.entry
    return (
        citation.citation_id,
        citation.bibliography_key,
        citation.formatted_entry.label,
        str(citation.formatted_entry.text),
        tooltip_of(citation),
        sorted(entry.fields.items()),
        [(role, [str(person) for person in people]) for role, people in entry.persons.items()],
    )


def tooltip_of(citation: Citation) -> str | None:
    """Return what a pointer over a link to an entry of a bibliography shows."""
    if citation.tooltip_entry is None:
        return None
    text: str = citation.tooltip_entry.text.render(PlainText())
    return text.replace("\\url ", "")
