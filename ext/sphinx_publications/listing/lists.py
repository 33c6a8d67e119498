"""A list as its author asks for it: options and body → groups of publications.

A fault in the options or the body is reported, and the list is made without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from sphinx_publications.listing.facets import Finder, make_finder
from sphinx_publications.listing.grouping import Group, PageNumbers, make_groups
from sphinx_publications.listing.options import LIST_OPTIONS, ListOptions, ListRequest, read_options
from sphinx_publications.listing.references.composer import Composer, bibtex_sources
from sphinx_publications.listing.selection import filter_reports, unknown_name
from sphinx_publications.listing.settings import OFFERS_BIBTEX, Detail, Settings, details_for
from sphinx_publications.listing.year_counts import Chart, chart_of
from sphinx_publications.model.garbage_collection import without_garbage_collector
from sphinx_publications.model.library import Library
from sphinx_publications.model.publication import Publication
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.digests import digest

__all__ = ["MadeList", "make_list"]


class MadeList(NamedTuple):
    """A list, ready to be rendered."""

    request: ListRequest
    options: ListOptions
    root: Group
    reports: list[Report]
    #: The numbers of the chart asked for; None if there is nothing to be drawn.
    chart: Chart | None
    #: The fields and choices above the list, if it has a finder.
    finder: Finder | None


@without_garbage_collector()
def make_list(
    texts: Mapping[str, str],
    content: Iterable[str],
    library: Library,
    composer: Composer,
    numbers: PageNumbers | None = None,
) -> MadeList:
    """Return the list that a ``publications`` directive asks for.

    :param texts: its options as written: "limit" → "5".
    :param content: the lines of its body: cite keys.
    :param numbers: those of the lists before it on its page, to which its own are added.
    """
    content, settings = tuple(content), composer.settings
    given, reports = read_options(texts)
    named = [(key, library.find(key)) for key in " ".join(content).replace(",", " ").split()]
    reports += [library.missing(key) for key, publication in named if publication is None]
    keys = tuple(publication.key if publication else key for key, publication in named)
    _forget_unknown_fields(given, texts, library, reports)
    options = ListOptions(**{**_values_of_settings(keys, given, settings), **given}, keys=keys)
    publications = _publications(options.file, library, reports, unlisted=bool(keys))
    root = make_groups(publications, options, settings.groups, composer.words, numbers)
    listed = {item.publication.key: item.publication for item in root.walk()}
    details = details_for(len(listed)) if options.details is None else options.details
    chart = chart_of(root, settings.groups, composer.words) if options.chart else None
    if chart and not chart.columns():
        chart = None
    finder, found = None, None
    if 0 < options.finder <= len(listed):
        found = {key: composer.traits(publication) for key, publication in listed.items()}
        finder = make_finder(found, settings.groups, composer.words)
    # "Did you mean …?" changes with entries that the list does not show.
    said = [str(report._replace(suggestion="")) for report in reports]
    folding = listed.values() if Detail.ABSTRACT in details else ()
    abstracts = [publication.texts.get("abstract") for publication in folding]
    drawn = chart and astuple(chart)
    looks = _looks(root, composer, library.ids), details, abstracts, said, drawn, finder, found
    # Its BibTeX itself takes ten times as long, and leaves out some of the fields.
    offering = listed.values() if OFFERS_BIBTEX.intersection(details) else ()
    request = ListRequest(
        options=tuple(texts.items()),
        content=content,
        no_index=options.no_index,
        details=details,
        excerpt=options.is_excerpt,
        digest=digest(looks),
        fields=digest([bibtex_sources(publication) for publication in offering]),
    )
    return MadeList(request, options, root, reports, chart, finder)


def _looks(group: Group, composer: Composer, ids: Mapping[str, str]) -> Any:
    """Return all that can be seen of a group, as plain data: two that look alike have the same."""
    items = [
        (item.number, composer.reference(item.publication), [(name, ids[name]) for name in names])
        for item in group.items
        for names in [(item.publication.key, *item.publication.aliases)]
    ]
    groups = [_looks(inner, composer, ids) for inner in group.groups]
    return group.title, group.value, items, groups


def _values_of_settings(
    keys: tuple[str, ...], given: Mapping[str, Any], settings: Settings
) -> dict[str, Any]:
    """Return the values that settings give the options of a list.

    A hand-picked list is as its author wrote it. A selection has no numbers of its own, lest
    they contradict those that are cited. Only full lists that own addresses have a finder.
    """
    names = {option.field for option in LIST_OPTIONS.values() if option.has_setting}
    if keys:
        names -= {"sort", "group_by"}
    if keys or "limit" in given:
        names -= {"numbering", "finder"}
    if given.get("no_index"):
        names.discard("finder")
    return {name: getattr(settings, name) for name in names}


def _forget_unknown_fields(
    given: dict[str, Any], texts: Mapping[str, str], library: Library, reports: list[Report]
) -> None:
    """Report the names in options that are no field of any entry; sort and group by the others."""

    def is_known(option: str, name: str) -> bool:
        report = unknown_name(name.lstrip("+-"), library.publications)
        if report:
            reports.append(report._replace(message=f":{option}: {report.message}"))
        return report is None

    if "filter" in given:
        found = filter_reports(texts["filter"], library.publications)
        reports += [it._replace(message=f":filter: {it.message}") for it in found]
    for option in ("sort", "group_by"):
        names = given.pop(option, None)
        known = tuple(name for name in names or () if is_known(option.replace("_", "-"), name))
        if known or names == ():
            given[option] = known


def _publications(
    names: tuple[str, ...], library: Library, reports: list[Report], *, unlisted: bool
) -> tuple[Publication, ...]:
    """Return the publications in the files *names*, or in all; *unlisted* ones if asked for."""
    known = library.publications
    found = known if unlisted else tuple(pub for pub in known if pub.listed)
    if not names:
        return found
    keys: set[str] = set()
    for name in names:
        # A path, or the end of it.
        parts = PurePosixPath(name.lstrip("/")).parts
        files = [path for path in library.files if parts and path.parts[-len(parts) :] == parts]
        if not files:
            known_files = ", ".join(path.name for path in library.files) or "none"
            message = f":file: names “{name}”, which bibtex_bibfiles has not (known: {known_files})"
            reports.append(Report(Subtype.OPTION, message))
        for path in files:
            keys.update(library.files[path])
    return tuple(pub for pub in found if pub.key in keys)
