"""Publications as the entries that sphinxcontrib-bibtex works with.

They are handed over before it would parse the files itself: what both see is the
same, files are read once, and a broken entry does not end the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pybtex.database
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from sphinx_publications.cite.citations import citation_domain_of
from sphinx_publications.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

    from sphinx_publications.sphinx_ext.domain import PublicationDomain


class LazyEntries(Mapping[str, pybtex.database.Entry]):
    """The publications as pybtex entries, made when asked for; as a pickle it is empty.

    Few entries are ever asked for, and each build hands over its own: neither
    their making nor their storing shall cost anything.
    """

    def __init__(self, domain: PublicationDomain | None = None) -> None:
        self.domain = domain
        self._made: dict[str, pybtex.database.Entry] = {}

    def __getitem__(self, key: str) -> pybtex.database.Entry:
        publication = self.domain.library.find(key) if self.domain else None
        if publication is None:
            raise KeyError(key)
        # Each bibliography looks at all entries, and each footnote at its own.
        if publication.key not in self._made:
            # Imported by who asks for an entry: most builds have nobody who does.
            from sphinx_publications.cite.pybtex_entries import to_pybtex

            self._made[publication.key] = to_pybtex(publication)
        return self._made[publication.key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.domain.library.by_key if self.domain else ())

    def __len__(self) -> int:
        return len(self.domain.library.by_key) if self.domain else 0

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


class LazyKeys(Mapping[str, None]):
    """The cite keys of one file, in the same way."""

    def __init__(self, domain: PublicationDomain | None = None, path: Path | None = None) -> None:
        self.domain = domain
        self.path = path

    def _keys(self) -> tuple[str, ...]:
        return self.domain.library.files[self.path] if self.domain and self.path else ()

    def __getitem__(self, key: str) -> None:
        if key not in self._keys():
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


def to_bibdata(domain: PublicationDomain, paths: Iterable[Path], encoding: str) -> BibData:
    """Return the publications of *domain* as sphinxcontrib-bibtex keeps what it has read.

    :param paths: the ``.bib`` files.
    """
    data = pybtex.database.BibliographyData()
    data.entries = LazyEntries(domain)
    bibfiles = {
        # A mapping is all that it is used as.
        path: BibFile(mtime=get_mtime(path), keys=LazyKeys(domain, path))  # type: ignore[arg-type]
        for path in paths
    }
    return BibData(encoding=encoding, bibfiles=bibfiles, data=data)


def hand_over(app: Sphinx) -> None:
    """Give sphinxcontrib-bibtex the publications, as if it had read the files."""
    # Its own handler compares the files' times with these, and finds nothing to do.
    domain = domain_of(app.env)
    data = to_bibdata(domain, domain.files, app.config.bibtex_encoding)
    citation_domain_of(app.env).data["bibdata"] = data


def setup(app: Sphinx) -> None:
    """Have it done when our files are read (400), before it looks at them (500)."""
    app.connect("builder-inited", hand_over, priority=450)
