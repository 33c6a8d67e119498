"""Which publications are versions of one work: a preprint and what was published of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import Final

from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.persons import is_one_of
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import doi_of, own_arxiv, without_version
from sphinx_publications.reading.relations import PREPRINT, PUBLISHED
from sphinx_publications.text.collation import fold

__all__ = ["versions_of"]

#: The relations between versions of one work; "" for one that is not named.
_SAME_WORK: Final = frozenset(
    {"", PUBLISHED, PREPRINT, "laterversion", "earlierversion", "origpubas", "origpubin"}
)
#: No work has more; who writes one title a thousand times has each of them once.
_MOST: Final = 12


def versions_of(publications: Iterable[Publication]) -> Mapping[str, tuple[str, ...]]:
    """Return cite key → the cite keys of the other versions, in the order of *publications*.

    Two are versions of one work if one names the other in ``related``, if they have the same DOI
    or the same number at arXiv, or the same title and a common author.
    """
    by_key = {publication.key: publication for publication in publications}
    works: dict[tuple[str, str], list[list[Publication]]] = {}
    pairs: list[tuple[str, str]] = []
    for publication in by_key.values():
        for mark in _marks(publication):
            versions = works.setdefault(mark, [])
            alike = (it for it in versions if mark[0] == "number" or _is_common(publication, it[0]))
            work = next(alike, None)
            if work is None and len(versions) < _MOST:
                versions.append([publication])
            elif work is not None and len(work) < _MOST:
                work.append(publication)
        named = (it.publication.key for it in publication.related if it.kind in _SAME_WORK)
        pairs += [(publication.key, key) for key in named if key in by_key]
    for work in (work for versions in works.values() for work in versions):
        pairs += permutations([publication.key for publication in work], 2)
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    places = {key: place for place, key in enumerate(by_key)}
    return {key: tuple(sorted(found[key], key=places.__getitem__)) for key in found}


def _marks(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield what versions of one work have in common."""
    title = fold(publication.title_text)
    if publication.fields.get("title", "").strip():  # or it is called as its venue is
        yield "title", title
    # Chapters often have the DOI of their book.
    behind = f" {title}" if ENTRY_TYPES[publication.type].in_book else ""
    for number in (doi_of(publication.fields.get("doi", "")), own_arxiv(publication.fields)):
        if number:
            yield "number", without_version(number.lower()) + behind


def _is_common(one: Publication, other: Publication) -> bool:
    """Tell whether two publications have a common author."""
    return any(is_one_of(person, other.creators) for person in one.creators)
