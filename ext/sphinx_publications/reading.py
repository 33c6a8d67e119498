"""``.bib`` files → the publications in them, with what was wrong."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sphinx_publications.bibfiles import read_files
from sphinx_publications.files import is_file
from sphinx_publications.reader import read_publications
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sphinx_publications.model import Publication


class Reading(NamedTuple):
    """What is in the files."""

    publications: tuple[Publication, ...]
    #: The files that entries link to → whether they are there.
    linked: dict[str, bool]
    reports: tuple[Report, ...]


def read_bibliography(
    files: Mapping[Path, str],
    links: Mapping[str, str],
    encoding: str = "utf-8-sig",
    root: Path | None = None,
) -> Reading:
    """Return what is in *files*.

    :param files: path → the name that reports use for it.
    :param links: the site's own link fields → their labels.
    :param root: the folder that local files are in; links to those that it has not are
        reported and left out.
    """
    with _without_collector():
        bibliography = read_files(files.items(), encoding)
        publications, reports = read_publications(bibliography.entries, links)
        reading = Reading(publications, {}, (*bibliography.reports, *reports))
        return reading if root is None else _without_missing_files(reading, root)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for garbage: a fifth of the time, and there is none.

    What is made are a hundred thousand tuples, none of which is part of a circle.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _without_missing_files(reading: Reading, root: Path) -> Reading:
    linked: dict[str, bool] = {}
    kept: list[Publication] = []
    reports = list(reading.reports)
    for publication in reading.publications:
        for link in publication.files:
            linked[link.target] = is_file(root / link.target.lstrip("/"))
        missing = [link for link in publication.files if not linked[link.target]]
        for link in missing:
            lost = "no picture is shown" if link is publication.preview else "no link is made"
            message = f"field “{link.kind}”: the file “{link.target}” does not exist; {lost}"
            reports.append(
                Report(Subtype.LINK, message, publication.path, publication.line, publication.key)
            )
        if missing:
            links = tuple(link for link in publication.links if link not in missing)
            preview = None if publication.preview in missing else publication.preview
            publication = publication._replace(links=links, preview=preview)  # noqa: PLW2901
        kept.append(publication)
    return Reading(tuple(kept), linked, tuple(reports))
