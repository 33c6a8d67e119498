"""Fields behind a closing brace: the entry's, which has a brace too many, or another's.

The next entry's header may be missing, mistyped or commented out. Its fields must not fall
to the entry above, which is closed.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from sphinx_publications.bib.values import closing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: What stands between a closing brace and the field that follows as if it were not there: a
#: comma, or nothing but spaces. A comment with a header in it ends what stands above.
_FIELD_FOLLOWS: Final = re.compile(
    r"[})](?:[ \t]*|\s*,\s*(?:%[^\n\ue000]*\n\s*)*)(?=[A-Za-z][\w+:.-]*\s*=\s*[{\"\w])"
)
#: A brace that closes an entry, and maybe separates it from the next.
_ALONE: Final = re.compile(r"[})][ \t,]*(?:\n|\Z)")
_NAME: Final = re.compile(r"([A-Za-z][\w+:.-]*)[ \t]*=[ \t]*[{\"\w]|^[ \t]*[})]", re.MULTILINE)
#: A field that begins a line; a line with the end of what it belonged to; and a header that
#: is commented out, and its entry with it: its "@" has become "\ue000".
_STRAY: Final = re.compile(
    r"^[ \t,]*[A-Za-z][\w+:.-]*[ \t]*=[ \t]*[{\"0-9]|^[ \t]*(?P<end>[})])"
    r"|\ue000\w+\s*(?P<silent>[{(])",
    re.MULTILINE,
)
#: How many of the fields that follow are looked at; so many tell whose they are.
_ENOUGH: Final = 30


def goes_on(text: str, position: int, names: Collection[str]) -> bool:
    """Tell whether an entry goes on behind the closing brace at *position*, one too many.

    A brace on a line of its own closes, and so does one at the end of a line; and fields
    that the entry has are another's.

    :param names: the fields that the entry has so far.
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
    """Return how many of the fields from *position* on are among *names*."""
    found = 0
    for match in islice(_NAME.finditer(text, position), _ENOUGH):
        if match[1] is None:
            break
        found += match[1].lower() in names
    return found


def strays(text: str, start: int) -> Iterator[int]:
    """Yield where fields begin that belong to no entry, once for those of each lost one.

    :param start: behind the entry that *text* begins with.
    """
    rest = text[start:]
    position, inside, closes = 0, False, True
    while match := _STRAY.search(rest, position):
        position = match.end()
        if match["silent"]:
            # One that is never closed silences what stands up to the next line with a brace.
            end = closing(rest, position - 1) if closes and match["silent"] == "{" else len(rest)
            closes = end < len(rest)
            inside, position = not closes, end + 1 if closes else position
        elif match["end"]:
            inside = False
        elif not inside:
            inside = True
            yield start + position - 1
