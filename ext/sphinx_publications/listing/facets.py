"""The facets of a list, from which its visitors choose: kind, year, venue, topic, material.

:mod:`~sphinx_publications.html.finder` writes them as a form, and ``publications.js`` filters
by them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sphinx_publications.listing.grouping import KEYWORD_FIELDS, kind_of, values_of
from sphinx_publications.listing.settings import Kind
from sphinx_publications.listing.words import ENGLISH, Words
from sphinx_publications.model.link_labels import LINK_FIELDS
from sphinx_publications.model.publication import Publication
from sphinx_publications.text.collation import natural_key
from sphinx_publications.text.inline import plain
from sphinx_publications.text.integers import integer
from sphinx_publications.text.latex import decode

__all__ = ["Choice", "Facet", "Finder", "Traits", "make_finder", "traits", "values"]

#: So many of the most frequent venues and topics are choices. The others have one or two
#: publications each; visitors find these by typing.
MAX_CHOICES: Final = 20


class Traits(NamedTuple):
    """The values of a publication in each facet, and other names of it; empty where it has none."""

    kind: str  #: the name of its group in ``publications_groups``
    year: str
    venue: str
    topics: tuple[str, ...]
    #: What it comes with: the kind of a link → its label.
    materials: tuple[tuple[str, str], ...] = ()
    #: Titles that its reference does not show.
    also_known: tuple[str, ...] = ()


#: The name of a facet → the values that a publication has in it.
_VALUES: Final[Mapping[str, Callable[[Traits], Iterable[str]]]] = {
    "kind": lambda it: (it.kind,),
    "year": lambda it: (it.year,),
    "venue": lambda it: (it.venue,),
    "topic": lambda it: it.topics,
    "with": lambda it: (kind for kind, _ in it.materials),
}


class Choice(NamedTuple):
    """A value of a facet."""

    value: str
    label: str  #: the text of the choice
    size: int  #: how many publications have the value
    words: str = ""  #: what else it is called by those who look for it


class Facet(NamedTuple):
    """A property by which a list is filtered."""

    name: str  #: "kind", "year", "venue", "topic" or "with"
    label: str  #: what it is called in a sentence
    choices: tuple[Choice, ...]
    #: Those that few visitors look for.
    rare: tuple[Choice, ...] = ()
    #: What stands in front of the choices, if that is not *label*.
    legend: str = ""


class Finder(NamedTuple):
    """The form above a list."""

    size: int  #: how many publications the list has
    facets: tuple[Facet, ...]


def traits(publication: Publication, kinds: Sequence[Kind], material: Collection[str]) -> Traits:
    """Return the values of *publication* in each facet.

    :param material: the kinds of links that lead to something beside a work.
    """
    kind = kind_of(publication, kinds)
    topics = (topic for name in KEYWORD_FIELDS for topic in values_of(publication, name, kinds))
    return Traits(
        kind.name if kind else "",
        publication.value("year"),
        publication.value("venue"),
        tuple(dict.fromkeys(topic for topic in topics if topic)),
        tuple({it.kind: it.label for it in publication.links if it.kind in material}.items()),
        tuple(_also_known(publication)),
    )


def values(found: Iterable[Traits]) -> dict[str, frozenset[str]]:
    """Return the name of each facet → the values that publications with the traits *found* have."""
    members = tuple(found)
    return {
        name: frozenset(value for each in members for value in values_in(each) if value)
        for name, values_in in _VALUES.items()
    }


def _also_known(publication: Publication) -> Iterator[str]:
    for name in ("shorttitle", "alias"):
        if source := publication.fields.get(name):
            titles = plain(decode(source).text).split(";" if name == "alias" else "\n")
            yield from filter(None, (" ".join(title.split()) for title in titles))


def make_finder(
    found: Mapping[str, Traits], kinds: Sequence[Kind], words: Words = ENGLISH
) -> Finder:
    """Return the finder of a list whose publications have the traits *found*."""
    titles = {kind.name: kind.title for kind in kinds}
    order = list(titles)
    members = found.values()
    labels = {kind: label for each in members for kind, label in each.materials}
    places = [row.name for row in LINK_FIELDS]
    facets = (
        _facet("kind", words.kind, members, lambda name, _: order.index(name), titles),
        # The latest first.
        _facet("year", words.year, members, _by_year),
        _with_rare(_facet("venue", words.venue, members, _by_frequency, limit=MAX_CHOICES)),
        _with_rare(_facet("topic", words.topic, members, _by_frequency, limit=MAX_CHOICES)),
        _facet(
            "with",
            words.material,
            members,
            lambda kind, _: (kind not in places, places.index(kind) if kind in places else 0),
            labels,
            called={row.name: row.words for row in LINK_FIELDS},
        )._replace(legend=words.with_material),
    )
    # If all publications have the same value, there is nothing to choose.
    return Finder(len(found), tuple(it for it in facets if _tells_apart(it, len(found))))


def _tells_apart(facet: Facet, size: int) -> bool:
    # Of material there may be one kind, which some publications have.
    if facet.name == "with":
        return any(choice.size < size for choice in facet.choices)
    return len(facet.choices) + len(facet.rare) > 1


def _with_rare(facet: Facet) -> Facet:
    """Return *facet* with the values of one publication apart, if others have more."""
    often = tuple(choice for choice in facet.choices if choice.size > 1)
    rare = facet.choices[len(often) :]
    return facet._replace(choices=often, rare=rare) if often and len(rare) > 1 else facet


def _facet(
    name: str,
    label: str,
    members: Iterable[Traits],
    order: Callable[[str, int], Any],
    titles: Mapping[str, str] | None = None,
    limit: int | None = None,
    called: Mapping[str, str] = {},  # never changed
) -> Facet:
    """Return a facet whose values are sorted by *order*, a function of a value and its count."""
    counts = Counter(value for each in members for value in _VALUES[name](each) if value)
    ordered = sorted(counts.items(), key=lambda item: (order(*item), item[0]))[:limit]
    choices = (Choice(v, (titles or {}).get(v, v), n, called.get(v, "")) for v, n in ordered)
    return Facet(name, label, tuple(choices))


def _by_year(value: str, _count: int) -> tuple[bool, int, str]:
    # A year that is no number ("in press") is still to come.
    year = integer(value)
    return year is not None, -(year or 0), value


def _by_frequency(value: str, count: int) -> tuple[int, Any]:
    return -count, natural_key(value)
