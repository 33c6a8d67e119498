"""All publications of the site, read once per build, and their addresses.

Plain data behind one function: files → :class:`Library`. The domain keeps it for
the time of a build; it is never pickled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinx_publications.bibfiles import read_files
from sphinx_publications.config import Settings
from sphinx_publications.reader import read_publications

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from sphinx_publications.bibtex import Entry
    from sphinx_publications.model import Publication
    from sphinx_publications.reports import Report

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

    def near(self, key: str) -> str:
        """Return the cite key that was perhaps meant by *key*, or ""."""
        import difflib  # needed only where something is wrong

        return next(iter(difflib.get_close_matches(key, self.by_key, n=1)), "")


def read_library(
    files: Mapping[Path, str],
    settings: Settings,
    make_id: Callable[[str], str],
    encoding: str = "utf-8-sig",
    progress: Callable[[list[Entry]], Iterable[Entry]] = iter,
) -> tuple[Library, tuple[Report, ...]]:
    """Return the library in *files*, and what was wrong with them.

    :param files: path → the name that reports use for it.
    :param make_id: turns any text into a legal id (docutils' function of this name).
    :param progress: see :func:`~sphinx_publications.reader.read_publications`.
    """
    bibliography = read_files(files.items(), encoding)
    publications, reports = read_publications(bibliography.entries, dict(settings.links), progress)
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
        base = make_id(key) or "publication"
        candidate, number = base, 2
        while candidate in taken:
            candidate, number = f"{base}-{number}", number + 1
        ids[key] = candidate
        taken.add(candidate)
    return ids
