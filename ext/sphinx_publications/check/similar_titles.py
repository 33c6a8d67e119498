"""Entries that may be records of one work, as their titles are almost the same."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from sphinx_publications.model.publication import Publication
from sphinx_publications.text.collation import fold

__all__ = ["similar_pairs"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Numbers of parts: "Part 2", "II".
_NUMBERS: Final = re.compile(r"[0-9]+|\b[ivx]+\b")
#: Similarity of two titles, as difflib measures it, that counts as almost the same.
_SIMILAR: Final = 0.93
_MOST_COMPARED: Final = 20


def similar_pairs(publications: Sequence[Publication]) -> Iterator[tuple[Publication, Publication]]:
    """Yield pairs of entries with almost the same title, the later entry first.

    Pairs of which one entry names the other in ``related`` are left out. Only entries are
    compared whose titles share one of their two longest words, and that have the same first or
    last author; and of many such only the last, which keeps the cost low.
    """
    buckets: dict[tuple[str, str], deque[tuple[str, Publication]]] = defaultdict(
        lambda: deque(maxlen=_MOST_COMPARED)
    )
    for publication in publications:
        title = " ".join(_WORD.findall(fold(publication.title_text)))
        seen: set[str] = set()
        names = [fold(person.family) for person in publication.creators] or [""]
        words = sorted(set(title.split()), key=lambda word: (-len(word), word))[:2]
        for place in dict.fromkeys(
            (word, name) for word in words for name in (names[0], names[-1])
        ):
            for other_title, other in buckets[place]:
                if other.key not in seen and _alike(title, other_title):
                    seen.add(other.key)
                    related = (it.publication.key for it in publication.related + other.related)
                    if {publication.key, other.key}.isdisjoint(related):
                        yield publication, other
            buckets[place].append((title, publication))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 20 or _NUMBERS.findall(one) != _NUMBERS.findall(other):
        return False  # "Part 1" and "Part 2" are two works
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    bounds = matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio
    return all(bound() > _SIMILAR for bound in bounds)
