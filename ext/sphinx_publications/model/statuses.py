"""The states of a publication, one row each: biblatex's ``pubstate``, as people write it.

Texts and headings are message ids: plain English, to be translated where they are shown.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

__all__ = ["STATUSES", "Status", "said_status", "says", "status_of", "status_row"]


class Status(NamedTuple):
    """A state of a publication."""

    #: biblatex's name; lists are grouped and filtered by it.
    name: str
    #: What a reference says of it, and an author may write.
    text: str
    #: The heading of the publications in this state.
    heading: str
    #: What else authors write for it, in lower case.
    written: tuple[str, ...] = ()
    #: False for what nobody has accepted yet: it is cited by its preprint.
    accepted: bool = True
    #: False for what need not have a year.
    dated: bool = True


#: In the order of their headings.
_ROWS: Final = (
    Status("published", "", "Published"),
    Status("forthcoming", "To appear", "Forthcoming",
           ("accepted", "accepted for publication", "to be published"), dated=False),
    Status("inpress", "In press", "In press", ("in print",), dated=False),
    # Exporters write it for preprints, too.
    Status("prepublished", "Pre-published", "Pre-published"),
    Status("submitted", "In submission", "In submission",
           ("under review", "in review", "under revision", "in revision"), False, False),
    Status("inpreparation", "In preparation", "In preparation", ("in prep",), False, False),
)  # fmt: skip
#: Name → status.
STATUSES: Final = {row.name: row for row in _ROWS}
#: What authors write, in lower case → the name of the status; "" for what is published.
_NAMES: Final = {
    words: row.name if row.text else ""
    for row in _ROWS
    for words in filter(None, (row.name, row.text.lower(), *row.written))
}


def status_row(status: str) -> Status:
    """Return the row of a publication's *status*, which may be "" or in the author's own words."""
    return STATUSES.get(status or "published") or Status(status, status, status)


def says(status: str, text: str) -> bool:
    """Tell whether *text*, a note, says of a work that it has this *status*."""
    said = text.lower()
    return any(words in said for words, name in _NAMES.items() if name == status and status)


#: Words of a status, and what follows them: "Under review at Nature".
_WITH_PLACE: Final = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})(?:\.|$|:|;|,"
    r"|\s+(?:at|to|in|for|by|with)\b)",
    re.IGNORECASE,
)


def said_status(text: str, *, with_place: bool = False) -> str:
    """Return the name of the status that *text* says, or "" if it says another thing.

    :param with_place: it may say where: "Under review at Nature".
    """
    name = status_of(text)
    if name in STATUSES:
        return name
    match = _WITH_PLACE.match(" ".join(text.split())) if with_place else None
    return _NAMES[match[1].lower()] if match else ""


def status_of(text: str) -> str:
    """Return the status that *text* names: "submitted" for "Under review."; "" if published.

    Words that are in no row are a status of their own.
    """
    words = " ".join(text.split())
    return _NAMES.get(words.lower().rstrip("."), words)
