"""Which names of a long list of authors are shown at once, and which are folded away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.persons import Person, is_one_of

__all__ = ["fold_runs"]

#: So many names are always shown at the beginning, and at the end.
_FIRST: Final = 5
_LAST: Final = 2
#: Fewer names take no more room than the words for them ("and 2 more").
_WORTH_FOLDING: Final = 3


class Run(NamedTuple):
    """Neighbours in a list of authors that are all shown, or all folded away."""

    persons: tuple[Person, ...]
    folded: bool


def fold_runs(persons: Sequence[Person], settings: Settings) -> list[Run]:
    """Return all *persons* in their order, in runs that are shown and runs that are not.

    The site's owner is always shown, as are the first and the last, and whoever has a
    mark that the legend explains.
    """
    if not settings.fold_authors or len(persons) < settings.fold_authors:
        return [Run(tuple(persons), folded=False)]
    last = len(persons) - _LAST
    shown = [
        index < _FIRST or index >= last or bool(person.marks) or is_one_of(person, settings.owner)
        for index, person in enumerate(persons)
    ]
    runs: list[Run] = []
    for is_shown, group in groupby(zip(shown, persons, strict=True), key=itemgetter(0)):
        run = tuple(person for _, person in group)
        folded = not is_shown and len(run) >= _WORTH_FOLDING
        if runs and not (folded or runs[-1].folded):
            run = runs.pop().persons + run
        runs.append(Run(run, folded))
    return runs
