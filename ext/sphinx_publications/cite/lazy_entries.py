"""All publications as pybtex entries, each made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pybtex.database

from sphinx_publications.sphinx_ext import lazy_printing

if TYPE_CHECKING:
    from sphinx_publications.sphinx_ext.domain import PublicationDomain

__all__ = ["LazyEntries", "LazyKeys"]

V = TypeVar("V")


class _ByCiteKey(Mapping[str, V]):
    """A mapping with cite keys as keys; as a pickle it is empty.

    Few entries are ever asked for, and each build makes its own mappings: neither their
    making nor their storing shall cost anything.
    """

    def __init__(self, domain: PublicationDomain | None = None, path: Path | None = None) -> None:
        self.domain = domain
        self.path = path
        self._made: dict[str, V] = {}

    def __iter__(self) -> Iterator[str]:
        if self.domain is None:
            return iter(())
        library = self.domain.library
        return iter(library.by_key if self.path is None else library.files[self.path])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


class LazyEntries(_ByCiteKey[pybtex.database.Entry]):
    """Cite key, in any case → its entry."""

    def __getitem__(self, key: str) -> pybtex.database.Entry:
        publication = self.domain.library.find(key) if self.domain else None
        if publication is None:
            raise KeyError(key)
        # Each bibliography looks at all entries, and each footnote at its own.
        if publication.key not in self._made:
            self._made[publication.key] = lazy_printing.to_pybtex(publication)
        return self._made[publication.key]


class LazyKeys(_ByCiteKey[None]):
    """The cite keys of one file, as the keys of a mapping: a set with an order."""

    def __getitem__(self, key: str) -> None:
        if key not in tuple(self):
            raise KeyError(key)
