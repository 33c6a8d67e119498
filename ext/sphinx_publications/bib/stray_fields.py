"""Fields outside of entries, which belong to an entry whose header is lost or commented out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_publications.bib.file_index import FileIndex
from sphinx_publications.bib.syntax import FIELD_NAME

__all__ = ["strays"]

#: A field that begins a line, a closing brace that does, or a header that is commented out.
_STRAY: Final = re.compile(
    rf"^[ \t,]*{FIELD_NAME}[ \t]*=[ \t]*[{{\"0-9]|^[ \t]*(?P<end>[}})])"
    r"|^[ \t]*%[^\n]*?@\w+\s*(?P<silent>[{(])",
    re.MULTILINE,
)


def strays(index: FileIndex, start: int, stop: int) -> Iterator[int]:
    """Yield the first field of each lost entry from *start* to *stop*."""
    inside = False
    while match := _STRAY.search(index.text, start, stop):
        start = match.end()
        if match["silent"]:
            # If it is not closed, it silences all up to the next line that begins with a brace.
            end = index.unescaped_braces.closing.get(start - 1, stop)
            inside = end >= stop
            start = start if inside else end + 1
        elif match["end"]:
            inside = False
        elif not inside:
            inside = True
            yield start - 1
