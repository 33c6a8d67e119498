"""Files, without surprises."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Final
from zlib import crc32

#: A name that is good for a file everywhere, also where case does not count.
_GOOD_NAME: Final = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9][a-z0-9_+-]{0,79}", re.ASCII
)


def write_whole(path: Path, data: bytes) -> None:
    """Put *data* into the file *path* in one step: it is there whole or not at all.

    :raises OSError: if that cannot be done; the file is then as it was.
    """
    new = Path(f"{path}.new")
    new.write_bytes(data)
    new.replace(path)


def is_file(path: Path) -> bool:
    """Tell whether *path* is a file that can be seen; a path that can be none is not."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def state_of_code(package: Path = Path(__file__).parent) -> int:
    """Return a number that is another one when a file of this package has another content.

    Whenever and wherever it was installed: the number stands in the search index of a site.
    """
    state = 0
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            name = path.relative_to(package).as_posix()
            state = crc32(f"{name} {path.stat().st_size}\n".encode(), state)
            state = crc32(path.read_bytes(), state)
    return state


def safe_name(text: str) -> str:
    """Return *text* if it can name a file everywhere, or else a name that only it has."""
    if _GOOD_NAME.fullmatch(text):
        return text
    stem = re.sub("[^A-Za-z0-9]+", "-", text).strip("-")[:80]
    return f"{stem or 'entry'}-{number_of(text)}"


def number_of(text: str) -> str:
    """Return eight digits that are other ones for another text, but for rare chance."""
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"
