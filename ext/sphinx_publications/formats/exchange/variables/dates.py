"""When a work was written, published, told and looked at, under CSL's names."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_publications.model.publication import Date, Publication
from sphinx_publications.model.statuses import said_status
from sphinx_publications.reading.dates import parse_date

__all__ = ["Period", "date_variables"]

#: A season in biblatex's date, from 21 for spring (ISO 8601-2).
_SEASON: Final = re.compile(r"-?\d{4}-2([1-4])(?!\d)", re.ASCII)
_UNSURE: Final = re.compile(r"[~?%]")
_VARIABLES: Final = {
    "event-date": "eventdate", "original-date": "origdate", "accessed": "urldate",
}  # fmt: skip


class Period(NamedTuple):
    """A date, or the days from one to another."""

    first: Date = Date()
    last: Date = Date()
    #: From 1 for spring; 0 if no season is said.
    season: int = 0
    is_circa: bool = False
    #: Words in the place of a date: "Early Access".
    words: str = ""


def date_variables(record: Publication) -> dict[str, Period]:
    """Return the dates of *record* by CSL's variable: {"issued": …}. A status is no date."""
    issued = _period(record.fields.get("date") or record.fields.get("year", ""))
    if issued.first.year != record.date.year:  # in other fields, or those of an event
        issued = Period()
    issued = issued._replace(first=record.date)
    if record.date.year is None:
        text = record.date.text
        issued = Period(words="" if said_status(text) else text)
    fields = record.fields
    found = {name: _period(fields[it]) for name, it in _VARIABLES.items() if it in fields}
    if issued.last.year is not None and issued.last.year == issued.first.year:
        # The days of the event: no work appears for days.
        if record.text("eventtitle") and not record.fields.get("eventdate"):
            found["event-date"] = issued
        issued = issued._replace(last=Date())
    found = {"issued": issued, **found}
    return {
        name: period
        for name, period in found.items()
        if period.first.year is not None or period.words
    }


def _period(text: str) -> Period:
    """Return the period that biblatex's date *text* says: "2019-06-09/2019-06-15"."""
    first, _, last = text.partition("/")
    season = _SEASON.match(first.strip())
    end = parse_date(last) if last else Date()
    period = Period(parse_date(first), end, int(season[1]) if season else 0)
    if period.first.year is None or (period.last.year or 0) < period.first.year:
        period = period._replace(last=Date())
    return period._replace(is_circa=bool(_UNSURE.search(text)))
