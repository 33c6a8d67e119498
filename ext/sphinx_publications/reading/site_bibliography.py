"""The ``.bib`` files of a site → its publications, with links to existing local files only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import BIBFILES, read_file
from sphinx_publications.model.extradates import with_extradates
from sphinx_publications.model.garbage_collection import without_garbage_collector
from sphinx_publications.model.link_labels import LinkField
from sphinx_publications.model.publication import Publication, ResourceLink
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.reading.local_files import FILE_TYPES, publishing_problem, real_path
from sphinx_publications.reading.publications import read_publications

__all__ = ["SiteBibliography", "read_bibliography"]


class SiteBibliography(NamedTuple):
    """The publications of a site, and the reports on its ``.bib`` files."""

    publications: tuple[Publication, ...]
    #: Local file that an entry links to → :func:`~.local_files.real_path` of it.
    linked: dict[str, str]
    reports: tuple[Report, ...]


def read_bibliography(
    files: Mapping[Path, str],
    links: Iterable[LinkField] = (),
    encoding: str = "utf-8-sig",
    root: Path | None = None,
    file_types: Collection[str] = FILE_TYPES,
    *,
    fold_twins: bool = False,
) -> SiteBibliography:
    """Return the publications in *files*. Never raises.

    :param files: path of a ``.bib`` file → its name in reports.
    :param links: the site's own fields that become links.
    :param encoding: the encoding of files that are not UTF-8.
    :param root: the folder of local files. A link to a file that is not in it is reported and
        left out; without *root* no link is checked.
    :param file_types: the types of local files that may be published.
    :param fold_twins: entries with one DOI and title are one publication.
    """
    with without_garbage_collector():
        contents = ((read_file(path), name) for path, name in files.items())
        bibliography = parse_bib_files(contents, encoding, BIBFILES)
        publications, reports = read_publications(
            bibliography.entries, links, file_types, fold_twins=fold_twins
        )
        reports = (*bibliography.reports, *reports)
        site = SiteBibliography(with_extradates(publications), {}, reports)
        return site if root is None else _without_missing_files(site, root, file_types)


def _without_missing_files(
    site: SiteBibliography, root: Path, types: Collection[str]
) -> SiteBibliography:
    linked: dict[str, str] = {}
    kept: list[Publication] = []
    reports = list(site.reports)
    for publication in site.publications:
        missing: set[ResourceLink] = set()
        for link in dict.fromkeys(publication.files):
            linked[link.target] = real = real_path(root, link.target)
            # A symbolic link may lead to any file, which must be one to be published as well.
            problem = publishing_problem(real, types) if real else ""
            if real and not problem:
                continue
            missing.add(link)
            problem = f"leads to “{real}”, {problem}" if real else "does not exist"
            lost = "no picture is shown" if link is publication.preview else "no link is made"
            message = f"field “{link.kind}”: the file “{link.target}” {problem}; {lost}"
            place = publication.path, publication.line, publication.key
            reports.append(Report(Subtype.LINK, message, *place))
        if missing:
            links = tuple(link for link in publication.links if link not in missing)
            preview = None if publication.preview in missing else publication.preview
            publication = publication._replace(links=links, preview=preview)  # noqa: PLW2901
        kept.append(publication)
    return SiteBibliography(tuple(kept), linked, tuple(reports))
