"""The groups of a list: their order, their headings, and the numbers of publications in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_publications.listing.selection import DATES, selected
from sphinx_publications.listing.settings import Kind, Numbering
from sphinx_publications.listing.words import ENGLISH, Words
from sphinx_publications.model.entry_types import TYPE_HEADINGS
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.statuses import STATUSES
from sphinx_publications.text.collation import natural_key

if TYPE_CHECKING:
    from sphinx_publications.listing.options import ListOptions
    from sphinx_publications.model.publication import Publication

__all__ = [
    "KEYWORD_FIELDS", "Group", "Item", "PageNumbers", "kind_of", "make_groups", "title_of",
    "values_of",
]  # fmt: skip


class Item(NamedTuple):
    """A publication in its place in a list."""

    publication: Publication
    number: str  #: "3", "J3", or empty


class Group(NamedTuple):
    """A heading with the publications, or the further groups, under it."""

    field: str  #: the field that the list is grouped by: "year"; empty for the root
    value: str  #: the value of the field: "2023"
    title: str  #: the heading; empty for the root
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()

    def walk(self) -> Iterator[Item]:
        """Yield the items of this group and of those in it, in the order shown."""
        yield from self.items
        for group in self.groups:
            yield from group.walk()


#: Field → value → heading, in the order of the headings.
_TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    "status": {status.name: status.heading for status in STATUSES.values()},
    "type": TYPE_HEADINGS,
    "basetype": TYPE_HEADINGS,
}
#: Fields of several values: a publication is in the group of each.
KEYWORD_FIELDS: Final = tuple(row.name for row in FIELDS.values() if row.kind == "keywords")


def make_groups(
    publications: Iterable[Publication],
    options: ListOptions,
    kinds: Sequence[Kind] = (),
    words: Words = ENGLISH,
    numbers: PageNumbers | None = None,
) -> Group:
    """Return the list that *options* ask for, as its root.

    :param numbers: the numbers on its page so far, to which those of the list are added.
    """
    chosen = selected(publications, options)[: options.limit]
    directions = [key for key in options.sort if key.lstrip("+-") in DATES]
    newest_first = not directions or directions[0].startswith("-")
    root = _group(chosen, options.group_by, kinds, words, newest_first)
    return _number(root, options, kinds, PageNumbers() if numbers is None else numbers)


def kind_of(publication: Publication, kinds: Sequence[Kind]) -> Kind | None:
    """Return the first kind that *publication* matches."""
    return next((kind for kind in kinds if kind.matches(publication)), None)


def _group(
    chosen: Sequence[Publication],
    fields: Sequence[str],
    kinds: Sequence[Kind],
    words: Words,
    newest_first: bool,
    heading: tuple[str, str, str] = ("", "", ""),
) -> Group:
    if not fields:
        return Group(*heading, items=tuple(Item(publication, "") for publication in chosen))
    field, *inner = fields
    members: dict[str, list[Publication]] = {}
    for publication in chosen:
        for value in values_of(publication, field, kinds):
            members.setdefault(value, []).append(publication)
    groups = []
    for value in _ordered(members, field, kinds, newest_first):
        inner_heading = field, value, title_of(field, value, kinds, words)
        groups.append(_group(members[value], inner, kinds, words, newest_first, inner_heading))
    return Group(*heading, groups=tuple(groups))


def values_of(publication: Publication, field: str, kinds: Sequence[Kind]) -> list[str]:
    """Return the values of a publication that is grouped by *field*; [""] if it has none."""
    if field == "kind":
        kind = kind_of(publication, kinds)
        return [kind.name if kind else ""]
    value = publication.value(field)
    if field in KEYWORD_FIELDS:
        parts = (part.strip() for part in re.split("[,;]", value))
        return list(dict.fromkeys(part for part in parts if part)) or [""]
    return [value]


def _ordered(
    values: Collection[str], field: str, kinds: Sequence[Kind], newest_first: bool
) -> list[str]:
    """Return values in the order of their headings; the empty value comes last."""
    key: Callable[[str], Any] = natural_key
    if field == "kind":
        key = [kind.name for kind in kinds].index
    elif field in _TITLES:
        places = {title: place for place, title in enumerate(_TITLES[field])}
        key = lambda value: (places.get(value, 99), value)  # noqa: E731
    # If the list is sorted by date, its years have the same direction.
    descending = field == "year" and newest_first
    present = sorted(filter(None, values), key=key, reverse=descending)
    return [*present, ""] if "" in values else present


def title_of(field: str, value: str, kinds: Sequence[Kind] = (), words: Words = ENGLISH) -> str:
    """Return the heading of the publications with *value* in *field*."""
    if not value:
        return {"year": words.no_year, "kind": words.no_kind}.get(field, words.no_value)
    if field == "kind":
        return next(kind.title for kind in kinds if kind.name == value)
    return _TITLES.get(field, {}).get(value, value)


class PageNumbers:
    """The numbers on a page: no two publications have the same, in lists that share them."""

    def __init__(self) -> None:
        #: Prefix → cite key → number.
        self._numbers: dict[str, dict[str, str]] = {}

    def of(self, keys: Iterable[str], prefix: str, *, reverse: bool) -> dict[str, str]:
        """Return cite key → number: for new keys those behind the highest, for others their own.

        :param reverse: the first of the new keys has the highest number.
        """
        known = self._numbers.setdefault(prefix, {})
        new = [key for key in dict.fromkeys(keys) if key not in known]
        first, last = len(known) + 1, len(known) + len(new)
        numbers = range(last, first - 1, -1) if reverse else range(first, last + 1)
        known |= {key: f"{prefix}{number}" for key, number in zip(new, numbers, strict=True)}
        return known


def _number(
    root: Group, options: ListOptions, kinds: Sequence[Kind], numbers: PageNumbers
) -> Group:
    """Return *root* with its items numbered; each prefix has numbers of its own."""
    numbering, reverse = options.numbering
    if numbering is Numbering.NONE:
        return root
    is_afresh = numbering is Numbering.GROUP  # in each outermost group, as its author chose
    if numbering is Numbering.CONTINUOUS or not root.groups:
        return _numbered(root, "", reverse, PageNumbers() if is_afresh else numbers)
    prefixes = {} if is_afresh else {("kind", kind.name): kind.prefix for kind in kinds}
    groups = (
        _numbered(
            group,
            prefixes.get((group.field, group.value), ""),
            reverse,
            PageNumbers() if is_afresh else numbers,
        )
        for group in root.groups
    )
    return root._replace(groups=tuple(groups))


def _numbered(group: Group, prefix: str, reverse: bool, numbers: PageNumbers) -> Group:
    """Return *group* numbered through; a publication that it has twice has one number."""
    keys = (item.publication.key for item in group.walk())
    labels = numbers.of(keys, prefix, reverse=reverse)

    def relabel(part: Group) -> Group:
        items = tuple(item._replace(number=labels[item.publication.key]) for item in part.items)
        return part._replace(items=items, groups=tuple(map(relabel, part.groups)))

    return relabel(group)
