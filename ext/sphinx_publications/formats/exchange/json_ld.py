"""Data of schema.org as plain dictionaries, and as the text of JSON-LD in a page."""

from __future__ import annotations

import json
from typing import Any, Final, TypeAlias

from sphinx_publications.formats.exchange.facts import one_line

__all__ = ["CONTEXT", "Data", "filled", "json_for_html", "typed"]

#: A thing of schema.org: its "@type", and property → value.
Data: TypeAlias = dict[str, Any]

#: Where the names of types and properties are from.
CONTEXT: Final = {"@context": "https://schema.org"}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: What would end the element of a page that the data stands in, or a line of a program.
_UNSAFE: Final = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def typed(kind: str, /, **properties: Any) -> Data:
    """Return a thing of the type *kind*."""
    return {"@type": kind, **properties}


def filled(data: Any) -> Any:
    """Return *data* without what is empty, and texts on one line.

    A thing of which only the type is known is empty; a list of one is what it has.
    """
    if isinstance(data, str):
        return one_line(data)
    if isinstance(data, list):
        items = [item for item in map(filled, data) if item]
        return items[0] if len(items) == 1 else items
    if isinstance(data, dict):
        things = {name: value for name, item in data.items() if (value := filled(item))}
        return {} if things.keys() <= {"@type"} else things
    return data


def json_for_html(data: Data) -> str:
    """Return *data* as the text of ``<script type="application/ld+json">``, which it cannot end."""
    text = _ENCODER.encode(data)
    for sign, escape in _UNSAFE.items():
        text = text.replace(sign, escape)
    return text
