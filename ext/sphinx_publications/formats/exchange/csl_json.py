"""A publication → an item of CSL-JSON, which Zotero, pandoc and other processors read.

It says what CSL 1.0.2 has variables for. Authors that are not named ("and others") become an
author "others", as pandoc has it: CSL has no sign for them, and styles print "et al." only from
some number of names on. The parts of names stay apart; a particle ("van der") is one that stays
with the family name in citations, as in BibTeX.
"""

from __future__ import annotations

import json
from typing import Any, Final

from sphinx_publications.formats.exchange.csl_text import escaped, rich_text
from sphinx_publications.formats.exchange.facts import is_organization, one_line
from sphinx_publications.formats.exchange.sentence_case import marked_title
from sphinx_publications.formats.exchange.variables.dates import Period
from sphinx_publications.formats.exchange.variables.names import Names
from sphinx_publications.formats.exchange.variables.texts import short_title
from sphinx_publications.formats.exchange.variables.works import Work
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Date

__all__ = ["as_csl", "csl_json"]

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
#: BibTeX's word for authors that are not named.
_OTHERS: Final = {"literal": "others"}


def as_csl(work: Work) -> dict[str, Any]:
    """Return *work* as one item of CSL-JSON; its ``id`` is the cite key."""
    item: dict[str, Any] = {
        "id": work.key,
        "citation-key": work.key,
        "type": work.csl,
        "title": rich_text(marked_title(work.record, work.language), marked=True),
        "title-short": rich_text(short_title(work.record)),
    }
    item |= {name: _names(names) for name, names in work.names.items()}
    item |= {name: _date(period) for name, period in work.dates.items()}
    item |= {name: rich_text(text) for name, text in work.texts.items()}
    item |= {name: one_line(text) for name, text in work.identifiers.items()}
    if "URL" not in item:
        item.pop("accessed", None)
    return {name: value for name, value in item.items() if value}


def csl_json(work: Work) -> str:
    """Return *work* as the text of an item, with a line for each variable."""
    lines = (f'"{name}": {_ENCODER.encode(value)}' for name, value in as_csl(work).items())
    text = ",\n".join(lines)
    return f"{{\n{text}\n}}"


def _names(names: Names) -> list[dict[str, str]]:
    return [*map(_name, names.persons), *([_OTHERS] if names.others else [])]


def _name(person: Person) -> dict[str, str]:
    if is_organization(person):
        return {"literal": escaped(person.family)}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.prefix,
        "suffix": person.suffix,
    }
    return {name: escaped(part) for name, part in parts.items() if part}


def _date(period: Period) -> dict[str, Any]:
    if period.words:
        return {"literal": escaped(period.words)}
    dates = [period.first, period.last] if period.last.year is not None else [period.first]
    date: dict[str, Any] = {"date-parts": [*map(_date_parts, dates)]}
    if period.season:
        date["season"] = period.season
    if period.is_circa:
        date["circa"] = True
    return date


def _date_parts(date: Date) -> list[int]:
    parts = [date.year, date.month, date.day]
    known = parts[: parts.index(None)] if None in parts else parts
    return [part for part in known if part is not None]
