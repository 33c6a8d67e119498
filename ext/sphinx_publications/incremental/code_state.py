"""The state of the code: what an older state of it has read is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path


def state_of_code(package: Path) -> int:
    """Return a number that is another one when a file in *package* has another content.

    Whenever and wherever it was installed: the number stands in the search index of a site.
    """
    state = 0
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            name = path.relative_to(package).as_posix()
            state = crc32(f"{name} {path.stat().st_size}\n".encode(), state)
            state = crc32(path.read_bytes(), state)
    return state
