"""What a build keeps for the next: named parts, each a file beside Sphinx's environment.

Each part may be deleted or spoilt at any time: it is then as if it had never been kept.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

__all__ = ["Part", "Store", "write_whole"]

T = TypeVar("T")


class Part(NamedTuple, Generic[T]):
    """A part of a store; declared once, by the module that owns its values."""

    #: What its file is called, without ".pickle".
    name: str
    #: The type of its value: a value of another type is not used.
    type: type[T]


class Store(NamedTuple):
    """The parts that are kept in a folder."""

    folder: Path

    def path(self, part: Part[Any]) -> Path:
        """Return the file of *part*."""
        return self.folder / f"{part.name}.pickle"

    def load(self, part: Part[T]) -> T | None:
        """Return the value of *part*, or None if no such value can be read."""
        try:
            value = pickle.loads(self.path(part).read_bytes())  # noqa: S301 # as Sphinx's own
        except Exception:  # whatever it is, the file is of no use
            return None
        return value if isinstance(value, part.type) else None

    def save(self, part: Part[T], value: T) -> None:
        """Keep *value* as *part*, unless it cannot be written."""
        with suppress(OSError):
            write_whole(self.path(part), pickle.dumps(value, pickle.HIGHEST_PROTOCOL))

    def delete(self, part: Part[Any]) -> None:
        """Keep *part* no longer."""
        with suppress(OSError):
            self.path(part).unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Put *data* into the file *path* in one step: it is there whole or not at all.

    :raises OSError: if that cannot be done; the file is then as it was.
    """
    new = Path(f"{path}.new")
    new.write_bytes(data)
    new.replace(path)
