"""Which publications a list has, sorted; and how many there are, for running text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from sphinx_publications.listing.filters import (
    FilterError,
    compile_filter,
    names_in,
    slow_patterns,
)
from sphinx_publications.listing.options import ListOptions
from sphinx_publications.model.fields import FIELD_ALIASES, FIELDS
from sphinx_publications.model.library import Library
from sphinx_publications.model.publication import COMPUTED, Publication
from sphinx_publications.model.reports import Report, Subtype, nearest
from sphinx_publications.reading.person_names import parse_names
from sphinx_publications.text.collation import natural_key
from sphinx_publications.text.inline import plain
from sphinx_publications.text.integers import integer
from sphinx_publications.text.latex import decode

__all__ = ["ALL", "DATES", "Count", "count", "filter_reports", "selected", "unknown_name"]

#: The word for no filter.
ALL: Final = "all"
#: Fields that sort by date.
DATES: Final = frozenset({"year", "date"})

#: Field → biblatex's field by which entries are sorted in its place.
_SORTED_AS: Final = {"author": "sortname", "editor": "sortname", "title": "sorttitle"}
_SORTED_BY: Final = frozenset({"sortkey", *_SORTED_AS.values()})
#: biblatex's ``presort`` of entries that have none.
_PRESORT: Final = "mm"


def selected(publications: Iterable[Publication], options: ListOptions) -> list[Publication]:
    """Return the publications that *options* ask for, in their order.

    The order is total: publications that sort alike stay in the order of the ``.bib`` files.
    """
    if options.keys:
        by_key = {publication.key: publication for publication in publications}
        chosen = [by_key[key] for key in dict.fromkeys(options.keys) if key in by_key]
    else:
        chosen = sorted(publications, key=lambda publication: publication.position)
    if options.filter is not None:
        chosen = [publication for publication in chosen if options.filter(publication)]
    # Sorting is stable: sorted by the last field first, ties keep their order.
    for name in reversed(options.sort):
        _sort(chosen, name)
    if options.sort and any("presort" in publication.fields for publication in chosen):
        chosen.sort(key=lambda publication: _text(publication, "presort") or _PRESORT)
    return chosen


def _sort(publications: list[Publication], name: str) -> None:
    """Sort by one field in place; publications without it come last in either direction."""
    keys = {pub.key: _sort_key(pub, name.lstrip("+-")) for pub in publications}
    absent = [pub for pub in publications if keys[pub.key] is None]
    present = [pub for pub in publications if keys[pub.key] is not None]
    present.sort(key=lambda pub: keys[pub.key], reverse=name.startswith("-"))
    publications[:] = present + absent


def _sort_key(publication: Publication, field: str) -> Any:
    date = publication.date
    if field in DATES:
        sortyear = integer(_text(publication, "sortyear"))
        if sortyear is not None:
            date = date._replace(year=sortyear)
        if date.year is None:
            # A publication that is still to come is the newest, as in biblatex.
            newest = math.inf if field == "year" else (math.inf, 0, 0)
            return newest if publication.status else None
        return date.year if field == "year" else (date.year, date.month or 0, date.day or 0)
    if field == "file":
        return publication.position
    value = publication.value(field)
    if field in _SORTED_AS and not publication.fields.keys().isdisjoint(_SORTED_BY):
        value = _text(publication, "sortkey") or _sorted_as(publication, field) or value
    return natural_key(value) or None


def _sorted_as(publication: Publication, field: str) -> str:
    name = _SORTED_AS[field]
    if name != "sortname":
        return _text(publication, name)
    persons = parse_names(publication.fields.get(name, "")).persons
    return " and ".join(person.sort_name for person in persons)


def _text(publication: Publication, field: str) -> str:
    return plain(decode(publication.fields.get(field, "")).text)


def filter_reports(expression: str, publications: Sequence[Publication]) -> Iterator[Report]:
    """Yield what is wrong with a filter that can be compiled: unknown names, slow searches."""
    for name in sorted(names_in(expression)):
        if report := unknown_name(name, publications):
            yield report
    for pattern in slow_patterns(expression):
        message = (
            f"has the regular expression “{pattern}”, which RE2 does not know; Python’s own search"
            " is used, which can take very long"
        )
        yield Report(Subtype.FILTER, message)


def unknown_name(name: str, publications: Iterable[Publication]) -> Report | None:
    """Return a report of *name*, in lower case, if no entry can have such a field."""
    known = {"kind", "file", *COMPUTED, *FIELDS, *FIELD_ALIASES}
    if name in known or any(name in publication.fields for publication in publications):
        return None
    message = f"names “{name}”, which is no field of any entry"
    return Report(Subtype.OPTION, message, suggestion=nearest(name, known))


class Count(NamedTuple):
    """The number of publications that a filter matches."""

    number: int | None  #: None if the filter is wrong
    reports: tuple[Report, ...] = ()  #: the faults of the filter

    @property
    def state(self) -> tuple[str, ...]:
        """The number and the reports, as a page shows and logs them.

        Suggestions are left out: they change with entries that are not counted.
        """
        said = (str(report._replace(suggestion="")) for report in self.reports)
        return str(self.number), *said


def count(expression: str, library: Library) -> Count:
    """Return how many publications a filter, or :data:`ALL`, matches.

    As on lists, publications with ``options = {skipbib}`` do not count.
    """
    publications = [publication for publication in library.publications if publication.listed]
    if expression.strip().lower() == ALL:
        return Count(len(publications))
    try:
        matches = compile_filter(expression)
    except FilterError as error:
        message = f"“{expression}” {error}; nothing is counted (“{ALL}” counts all publications)"
        return Count(None, (Report(Subtype.FILTER, message),))
    reports = tuple(
        report._replace(subtype=Subtype.FILTER, message=f"“{expression}” {report.message}")
        for report in filter_reports(expression, library.publications)
    )
    return Count(sum(map(matches, publications)), reports)
