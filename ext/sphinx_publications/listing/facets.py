"""The facets of a list, from which its visitors choose: kind, year, venue, topic.

:mod:`~sphinx_publications.html.finder` writes them as a form, and ``publications.js`` filters
by them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sphinx_publications.listing.grouping import KEYWORD_FIELDS, kind_of, values_of
from sphinx_publications.listing.settings import Kind
from sphinx_publications.listing.words import ENGLISH, Words
from sphinx_publications.model.publication import Publication
from sphinx_publications.text.collation import natural_key
from sphinx_publications.text.integers import integer

__all__ = ["Choice", "Facet", "Finder", "Traits", "make_finder", "traits"]

#: So many of the most frequent venues and topics are choices. The others have one or two
#: publications each; visitors find these by typing.
MAX_CHOICES: Final = 20


class Traits(NamedTuple):
    """The values of a publication in each facet; empty where it has none."""

    kind: str  #: the name of its group in ``publications_groups``
    year: str
    venue: str
    topics: tuple[str, ...]


class Choice(NamedTuple):
    """A value of a facet."""

    value: str
    label: str  #: the text of the choice
    size: int  #: how many publications have the value


class Facet(NamedTuple):
    """A property by which a list is filtered."""

    name: str  #: "kind", "year", "venue" or "topic"
    label: str  #: what it is called
    choices: tuple[Choice, ...]


class Finder(NamedTuple):
    """The form above a list."""

    size: int  #: how many publications the list has
    facets: tuple[Facet, ...]


def traits(publication: Publication, kinds: Sequence[Kind]) -> Traits:
    """Return the values of *publication* in each facet."""
    kind = kind_of(publication, kinds)
    topics = (topic for name in KEYWORD_FIELDS for topic in values_of(publication, name, kinds))
    return Traits(
        kind.name if kind else "",
        publication.value("year"),
        publication.value("venue"),
        tuple(dict.fromkeys(topic for topic in topics if topic)),
    )


def make_finder(
    found: Mapping[str, Traits], kinds: Sequence[Kind], words: Words = ENGLISH
) -> Finder:
    """Return the finder of a list whose publications have the traits *found*."""
    titles = {kind.name: kind.title for kind in kinds}
    order = list(titles)
    members = found.values()
    topics = (topic for each in members for topic in each.topics)
    venues = (each.venue for each in members)
    facets = (
        _facet(
            "kind",
            words.kind,
            (each.kind for each in members),
            lambda name, _: order.index(name),
            titles,
        ),
        # The latest first.
        _facet("year", words.year, (each.year for each in members), _by_year),
        _facet("venue", words.venue, venues, _by_frequency, limit=MAX_CHOICES),
        _facet("topic", words.topic, topics, _by_frequency, limit=MAX_CHOICES),
    )
    # If all publications have the same value, there is nothing to choose.
    return Finder(len(found), tuple(facet for facet in facets if len(facet.choices) > 1))


def _facet(
    name: str,
    label: str,
    values: Iterable[str],
    order: Callable[[str, int], Any],
    titles: Mapping[str, str] | None = None,
    limit: int | None = None,
) -> Facet:
    """Return a facet whose values are sorted by *order*, a function of a value and its count."""
    counts = Counter(value for value in values if value)
    ordered = sorted(counts.items(), key=lambda item: (order(*item), item[0]))[:limit]
    return Facet(name, label, tuple(Choice(v, (titles or {}).get(v, v), n) for v, n in ordered))


def _by_year(value: str, _count: int) -> tuple[bool, int, str]:
    # A year that is no number ("in press") is still to come.
    year = integer(value)
    return year is not None, -(year or 0), value


def _by_frequency(value: str, count: int) -> tuple[int, Any]:
    return -count, natural_key(value)
