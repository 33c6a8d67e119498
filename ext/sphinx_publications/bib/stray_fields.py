"""Fields behind a closing brace: of the entry above, if the brace is one too many, or stray.

Stray fields belong to an entry whose header is missing, mistyped or commented out. They must
not be added to the entry above.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from sphinx_publications.bib.entries import FIELD_NAME
from sphinx_publications.bib.values import closing

__all__ = ["goes_on", "repeated", "strays"]

#: A closing brace with a field behind it, as if the brace were not there: only spaces or a
#: comma are between them. A comment with a header ("@", here "\ue000") is not allowed.
_FIELD_FOLLOWS: Final = re.compile(
    rf"[}})](?:[ \t]*|\s*,\s*(?:%[^\n\ue000]*\n\s*)*)(?={FIELD_NAME}\s*=\s*[{{\"\w])"
)
#: A brace at the end of its line, maybe with a comma to the next entry behind it.
_ALONE: Final = re.compile(r"[})][ \t,]*(?:\n|\Z)")
#: A field, or a closing brace that begins a line.
_FIELD_OR_END: Final = re.compile(
    rf"({FIELD_NAME})[ \t]*=[ \t]*[{{\"\w]|^[ \t]*[}})]", re.MULTILINE
)
#: A field that begins a line, a closing brace that does, or the header of an entry that is
#: commented out, whose "@" the parser has replaced by "\ue000".
_STRAY: Final = re.compile(
    rf"^[ \t,]*{FIELD_NAME}[ \t]*=[ \t]*[{{\"0-9]|^[ \t]*(?P<end>[}})])"
    r"|\ue000\w+\s*(?P<silent>[{(])",
    re.MULTILINE,
)
#: How many fields are compared to tell whose they are.
_COMPARED: Final = 30


def goes_on(text: str, position: int, names: Collection[str]) -> bool:
    """Tell whether the brace at *position* is one too many: the entry goes on behind it.

    It does not if the brace is on a line of its own or ends a line, nor if the fields behind it
    repeat fields of the entry: these are another entry's.

    :param names: the names of the entry's fields so far.
    """
    follows = _FIELD_FOLLOWS.match(text, position)
    if not follows:
        return False
    if _ALONE.match(text, position):
        start = text.rfind("\n", 0, position) + 1
        if not text[start:position].strip():
            return False
    return not repeated(text, follows.end(), names)


def repeated(text: str, position: int, names: Collection[str]) -> int:
    """Return how many of the fields from *position* up to a closing brace are in *names*."""
    found = 0
    for match in islice(_FIELD_OR_END.finditer(text, position), _COMPARED):
        if match[1] is None:
            break
        found += match[1].lower() in names
    return found


def strays(text: str, start: int) -> Iterator[int]:
    """Yield the position of the first field of each lost entry in *text*, from *start* on."""
    rest = text[start:]
    position, inside, closes = 0, False, True
    while match := _STRAY.search(rest, position):
        position = match.end()
        if match["silent"]:
            # If it is not closed, it silences all up to the next line that begins with a brace.
            end = closing(rest, position - 1) if closes and match["silent"] == "{" else len(rest)
            closes = end < len(rest)
            inside, position = not closes, end + 1 if closes else position
        elif match["end"]:
            inside = False
        elif not inside:
            inside = True
            yield start + position - 1
