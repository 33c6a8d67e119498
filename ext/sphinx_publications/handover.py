"""Publications as the entries that sphinxcontrib-bibtex works with.

They are handed over before it would parse the files itself: what both see is the
same, files are read once, and a broken entry does not end the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pybtex.database
from pybtex.richtext import Text
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from sphinx_publications.inline import plain

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_publications.domain import PublicationDomain
    from sphinx_publications.model import Publication
    from sphinx_publications.names import Person


def to_pybtex(publication: Publication) -> pybtex.database.Entry:
    """Return *publication* as the entry that sphinxcontrib-bibtex works with."""
    fields = dict(publication.fields)
    for name in ("author", "editor"):
        fields.pop(name, None)
    if publication.date.text:
        fields["year"] = publication.date.text
    # What our reader has made of the title, in braces so that it keeps its capitals.
    fields["title"] = f"{{{_tex_free(publication.title_text)}}}"
    # pybtex's styles know BibTeX's own types and stop at any other.
    known = hasattr(UnsrtStyle, f"get_{publication.type}_template")
    persons = {
        role: [PlainPerson(person) for person in people]
        for role, people in (("author", publication.authors), ("editor", publication.editors))
        if people
    }
    if publication.more_authors:
        persons["author"].append(pybtex.database.Person(last="others"))
    kind = publication.type if known else "misc"
    entry = pybtex.database.Entry(kind, fields=fields, persons=persons)
    entry.key = publication.key
    return entry


def _tex_free(text: str) -> str:
    """Return *text* without characters that pybtex would take for LaTeX."""
    return re.sub(r"[\\{}$~%]", " ", text)


def _formattable(
    entry: pybtex.database.Entry, publication: Publication, style: UnsrtStyle
) -> pybtex.database.Entry:
    """Return *entry* such that pybtex's styles can format it.

    They publish "missing journal in …" where a field is missing, and end the build at
    a brace too many; what they cannot format is given to them as plain text.
    """
    try:
        style.format_entry("", entry)
    except Exception:  # whatever it is, the entry must not end the build
        texts = {"title": publication.title_text, "year": publication.date.text}
        if publication.venue:
            texts["howpublished"] = plain(publication.venue.name)
        fields = {name: _tex_free(text) for name, text in texts.items() if text}
        safe = pybtex.database.Entry("misc", fields=fields, persons=entry.persons)
        safe.key = entry.key
        return safe
    return entry


class PlainPerson(pybtex.database.Person):  # type: ignore[misc] # it is untyped
    """A person whose names are plain text: pybtex need not look for LaTeX in them."""

    def __init__(self, person: Person) -> None:
        self.first_names = person.given.split()
        self.middle_names: list[str] = []
        self.prelast_names = person.prefix.split()
        self.last_names = person.family.split()
        self.lineage_names = person.suffix.split()

    @property
    def rich_first_names(self) -> list[Text]:
        """The given names."""
        return [Text(name) for name in self.first_names]

    @property
    def rich_prelast_names(self) -> list[Text]:
        """The particles."""
        return [Text(name) for name in self.prelast_names]

    @property
    def rich_last_names(self) -> list[Text]:
        """The family names."""
        return [Text(name) for name in self.last_names]

    @property
    def rich_lineage_names(self) -> list[Text]:
        """The suffixes."""
        return [Text(name) for name in self.lineage_names]


class LazyEntries(Mapping[str, pybtex.database.Entry]):
    """The publications as pybtex entries, made when asked for; as a pickle it is empty.

    Few entries are ever asked for, and each build hands over its own: neither
    their making nor their storing shall cost anything.
    """

    def __init__(self, domain: PublicationDomain | None = None) -> None:
        self.domain = domain

    def __getitem__(self, key: str) -> pybtex.database.Entry:
        publication = self.domain.library.find(key) if self.domain else None
        if publication is None:
            raise KeyError(key)
        return _formattable(to_pybtex(publication), publication, self._style)

    @cached_property
    def _style(self) -> UnsrtStyle:
        # Each one looks for plugins in all installed packages.
        return UnsrtStyle()

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
