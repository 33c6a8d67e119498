"""Digests of a list: of its look, and of the fields that its BibTeX is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from typing import Any

from sphinx_publications.listing.grouping import Group
from sphinx_publications.listing.reference import Reference
from sphinx_publications.listing.settings import OFFERS_BIBTEX, Detail
from sphinx_publications.listing.year_counts import Chart
from sphinx_publications.model.library import Library
from sphinx_publications.model.publication import Publication
from sphinx_publications.model.reports import Report
from sphinx_publications.reading.public_fields import public_fields
from sphinx_publications.reading.relations import record_of
from sphinx_publications.text.digests import digest

__all__ = ["fields_digest", "list_digest"]


def list_digest(
    root: Group,
    references: Mapping[str, Reference],
    library: Library,
    details: tuple[Detail, ...],
    reports: Iterable[Report],
    chart: Chart | None = None,
    finder: Any = None,
) -> str:
    """Return a digest of a list: its headings, members, numbers, ids, texts, reports and chart.

    Two lists that look alike, but for their BibTeX, have the same.

    :param references: cite key → what the reference says.
    :param library: has the ids that items have if they can.
    :param finder: the choices of the finder above the list, as plain data; None without one.
    """
    parts = list(_parts(root, references, library.ids, details))
    # "Did you mean …?" changes with entries that the list does not show.
    said = [str(report._replace(suggestion="")) for report in reports]
    return digest([parts, details, said, chart and astuple(chart), finder])


def _parts(
    group: Group,
    references: Mapping[str, Reference],
    ids: Mapping[str, str],
    details: tuple[Detail, ...],
) -> Iterator[Any]:
    yield group.title, group.value, len(group.items), len(group.groups)
    for item in group.items:
        publication = item.publication
        key = publication.key
        yield key, ids[key], item.number, publication.type, references[key]
        yield publication.links, publication.preview
        if Detail.ABSTRACT in details:
            yield publication.texts.get("abstract")
    for inner in group.groups:
        yield from _parts(inner, references, ids, details)


def fields_digest(root: Group, details: tuple[Detail, ...]) -> str:
    """Return a digest of all that the BibTeX of a list depends on, if it offers any.

    It takes a tenth of the time of the BibTeX itself, which leaves out some of the fields.
    """
    items = root.walk() if OFFERS_BIBTEX.intersection(details) else ()
    return digest([_copied(item.publication) for item in items])


def _copied(publication: Publication) -> Any:
    """Return all that the BibTeX depends on that visitors copy."""
    record = record_of(publication)
    # Only a thesis is copied under the type that its author wrote.
    kind = record.written_type if record.type == "thesis" else record.type
    fields = list(public_fields(record, abstract=True))
    return kind, record.text("type"), record.status, record.venue, fields
