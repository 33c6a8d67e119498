"""All that we know of the inside of sphinxcontrib-bibtex's domain ``cite``.

Its methods are called, none is written anew; tests compare what they return with what they
return without us. What it should offer for this module to go stands in CONTRIBUTING.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import pybtex.database
from pybtex.backends.plaintext import Backend as PlainText
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.roles import CitationRef

from sphinx_publications.cite.lazy_entries import LazyEntries, LazyKeys
from sphinx_publications.listing.filters import CITATION_NAMES
from sphinx_publications.sphinx_ext.domain import domain_of

__all__ = ["UpstreamDomain", "content_of", "tooltip_of"]


class UpstreamDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, with our publications, and fast with many citations."""

    @cached_property
    def bibdata(self) -> BibData:
        """The publications as the domain keeps what it has read.

        When a build begins it compares the times of the files with these, and has nothing
        to read: both see the same, and a broken entry does not end the build.
        """
        domain = domain_of(self.env)
        data = pybtex.database.BibliographyData()
        data.entries = LazyEntries(domain)
        bibfiles = {
            # A mapping is all that it is used as.
            path: BibFile(mtime=get_mtime(path), keys=LazyKeys(domain, path))  # type: ignore[arg-type]
            for path in domain.files
        }
        return BibData(encoding=self.env.config.bibtex_encoding, bibfiles=bibfiles, data=data)

    @cached_property
    def own_keys(self) -> Mapping[str, str]:
        """An alias, behind the prefix of a bibliography or none → the cite key, behind the same."""
        bibliographies = self.bibliographies.values()
        aliases = domain_of(self.env).library.aliases
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
