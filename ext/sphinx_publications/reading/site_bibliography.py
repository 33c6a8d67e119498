"""``.bib`` files → the publications in them, with what was wrong."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import BIBFILES, read_file
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.reading.local_files import FILE_TYPES, publishing_problem, real_path
from sphinx_publications.reading.publications import read_publications

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from sphinx_publications.model.publication import Publication, ResourceLink


class Reading(NamedTuple):
    """What is in the files."""

    publications: tuple[Publication, ...]
    #: The files that entries link to → where they really are; "" if they are not there.
    linked: dict[str, str]
    reports: tuple[Report, ...]


def read_bibliography(
    files: Mapping[Path, str],
    links: Mapping[str, str],
    encoding: str = "utf-8-sig",
    root: Path | None = None,
    file_types: Collection[str] = FILE_TYPES,
) -> Reading:
    """Return what is in *files*.

    :param files: path → the name that reports use for it.
    :param links: the site's own link fields → their labels.
    :param root: the folder that local files are in; links to those that it has not are
        reported and left out.
    :param file_types: the kinds of files that are published.
    """
    with _without_collector():
        sources = ((read_file(path), name) for path, name in files.items())
        bibliography = parse_bib_files(sources, encoding, BIBFILES)
        publications, reports = read_publications(bibliography.entries, links, file_types)
        reading = Reading(publications, {}, (*bibliography.reports, *reports))
        return reading if root is None else _without_missing_files(reading, root, file_types)


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


def _without_missing_files(reading: Reading, root: Path, types: Collection[str]) -> Reading:
    linked: dict[str, str] = {}
    kept: list[Publication] = []
    reports = list(reading.reports)
    for publication in reading.publications:
        problems: dict[ResourceLink, str] = {}
        for link in publication.files:
            linked[link.target] = real = real_path(root, link.target)
            # Behind a symbolic link there may be anything.
            problem = publishing_problem(real, types) if real else ""
            if problem or not real:
                problems[link] = f"leads to “{real}”, {problem}" if real else "does not exist"
        missing = list(problems)
        for link, problem in problems.items():
            lost = "no picture is shown" if link is publication.preview else "no link is made"
            message = f"field “{link.kind}”: the file “{link.target}” {problem}; {lost}"
            reports.append(
                Report(Subtype.LINK, message, publication.path, publication.line, publication.key)
            )
        if missing:
            links = tuple(link for link in publication.links if link not in missing)
            preview = None if publication.preview in missing else publication.preview
            publication = publication._replace(links=links, preview=preview)  # noqa: PLW2901
        kept.append(publication)
    return Reading(tuple(kept), linked, tuple(reports))
