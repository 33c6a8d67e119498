"""Publication status: biblatex's ``pubstate``, and what people write in its place."""

from __future__ import annotations

from typing import Final

#: Status → what a reference says of it.
STATUS_TEXTS: Final = {
    "submitted": "In submission",
    "inpreparation": "In preparation",
    "forthcoming": "To appear",
    "inpress": "In press",
    # Exporters write it for preprints, too.
    "prepublished": "Pre-published",
}
_STATUSES: Final = {
    "inpreparation": "inpreparation",
    "in preparation": "inpreparation",
    "submitted": "submitted",
    "in submission": "submitted",
    "under review": "submitted",
    "forthcoming": "forthcoming",
    "accepted": "forthcoming",
    "to appear": "forthcoming",
    "inpress": "inpress",
    "in press": "inpress",
    "prepublished": "prepublished",
    "published": "",
}


def says(status: str, text: str) -> bool:
    """Tell whether *text*, a note, says of a work that it has this *status*."""
    said = text.lower()
    return any(words in said for words, known in _STATUSES.items() if known == status and status)


def status_of(text: str) -> str:
    """Return the status that *text* names; any other text is one of its own."""
    words = " ".join(text.split())
    return _STATUSES.get(words.lower().rstrip("."), words)
