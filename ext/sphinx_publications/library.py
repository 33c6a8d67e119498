"""All publications of the site, read once per build, and their addresses.

Plain data behind one function: files → :class:`Library`. The domain keeps it for
the time of a build; it is never pickled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from sphinx_publications.bibfiles import read_files
from sphinx_publications.free import free_name
from sphinx_publications.reader import read_publications
from sphinx_publications.reports import Report, Subtype
from sphinx_publications.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from sphinx_publications.bibtex import Entry
    from sphinx_publications.model import Publication

#: A cite key that can be an id as it is, in every builder.
_LEGAL_ID: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9_]|-(?!-))*")


@dataclass(frozen=True, slots=True)
class Library:
    """The publications, in file order, and what is derived from all of them."""

    settings: Settings = field(default_factory=Settings)
    publications: tuple[Publication, ...] = ()
    #: File → the cite keys in it.
    files: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    by_key: Mapping[str, Publication] = field(default_factory=dict)
    #: Cite key in any case → cite key, where only one key is meant.
    folded: Mapping[str, str] = field(default_factory=dict)
    #: Cite key → the id that its item has wherever it can.
    ids: Mapping[str, str] = field(default_factory=dict)

    def find(self, key: str) -> Publication | None:
        """Return the publication with the cite key *key*; its case matters only in doubt."""
        if key in self.by_key:
            return self.by_key[key]
        return self.by_key.get(self.folded.get(key.casefold(), ""))

    def missing(self, key: str) -> Report:
        """Return what to say of a cite key that leads nowhere."""
        publication = self.find(key)
        if publication is not None:
            message = (
                f"is in {publication.path}:{publication.line}, but on no list:"
                " add a “publications” directive that shows it"
            )
        else:
            near = next(iter(get_close_matches(key, self.by_key, n=1)), "")
            message = "is in no .bib file" + (f"; did you mean “{near}”?" if near else "")
        return Report(Subtype.KEY, message, key=key)


def read_library(
    files: Mapping[Path, str],
    settings: Settings,
    make_id: Callable[[str], str],
    encoding: str = "utf-8-sig",
    progress: Callable[[list[Entry]], Iterable[Entry]] = iter,
    root: Path | None = None,
) -> tuple[Library, tuple[Report, ...]]:
    """Return the library in *files*, and what was wrong with them.

    :param files: path → the name that reports use for it.
    :param make_id: turns any text into a legal id (docutils' function of this name).
    :param root: the folder that local files are in; links to those that it has not are
        reported and left out.
    :param progress: see :func:`~sphinx_publications.reader.read_publications`.
    """
    bibliography = read_files(files.items(), encoding)
    publications, reports = read_publications(bibliography.entries, dict(settings.links), progress)
    if root is not None:
        publications, missing = _without_missing_files(publications, root)
        reports = (*reports, *missing)
    by_key = {publication.key: publication for publication in publications}
    folded: dict[str, str] = {}
    for key in by_key:
        folded[key.casefold()] = "" if key.casefold() in folded else key
    library = Library(
        settings=settings,
        publications=publications,
        files={
            path: tuple(pub.key for pub in publications if pub.path == name)
            for path, name in files.items()
        },
        by_key=by_key,
        folded=folded,
        ids=assign_ids(by_key, make_id),
    )
    return library, (*bibliography.reports, *reports)


def _without_missing_files(
    publications: Sequence[Publication], root: Path
) -> tuple[tuple[Publication, ...], list[Report]]:
    kept: list[Publication] = []
    reports: list[Report] = []
    for publication in publications:
        missing = [
            link
            for link in publication.links
            if link.local and not (root / link.target.lstrip("/")).is_file()
        ]
        for link in missing:
            message = (
                f"field “{link.kind}”: the file “{link.target}” does not exist; no link is made"
            )
            reports.append(
                Report(Subtype.LINK, message, publication.path, publication.line, publication.key)
            )
        links = tuple(link for link in publication.links if link not in missing)
        kept.append(replace(publication, links=links) if missing else publication)
    return tuple(kept), reports


def assign_ids(keys: Iterable[str], make_id: Callable[[str], str]) -> dict[str, str]:
    """Return an id for each cite key: the key itself where it is a legal id.

    Keys that fall on one id are told apart by a number, in the order of the file;
    legal keys come first, so that none of them is pushed off its own id.
    """
    keys = list(keys)
    ids = {key: key for key in keys if _LEGAL_ID.fullmatch(key)}
    taken = set(ids.values())
    for key in keys:
        if key in ids:
            continue
        ids[key] = free_name(make_id(key) or "publication", taken)
        taken.add(ids[key])
    return ids
