"""How many publications a filter matches, for running text: "The 31 publications of the CV"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_publications.listing.filters import FilterError, compile_filter, names_in
from sphinx_publications.listing.query import unknown_name
from sphinx_publications.model.reports import Report, Subtype

if TYPE_CHECKING:
    from sphinx_publications.model.library import Library

__all__ = ["ALL", "Count", "count"]

#: The word for no filter.
ALL: Final = "all"


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
        for name in sorted(names_in(expression))
        if (report := unknown_name(name, library.publications))
    )
    return Count(sum(map(matches, publications)), reports)
