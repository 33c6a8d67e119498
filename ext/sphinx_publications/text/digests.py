"""Plain data → its digest: a short text that differs for different data."""

from __future__ import annotations

import hashlib
import json
from typing import Any

__all__ = ["digest"]


def digest(value: Any) -> str:
    """Return the digest of *value*: 32 hexadecimal digits, the same in every process.

    :param value: bytes; or tuples, lists, sets, strings, numbers and mappings with strings
        as keys, nested in each other. The order of a set does not count.
    :raises TypeError: if *value* contains any other type.

    >>> digest(("zhu2023", {1, 2})) == digest(["zhu2023", {2, 1}])
    True
    """
    if not isinstance(value, bytes):
        text = json.dumps(value, default=_in_order, ensure_ascii=False, check_circular=False)
        value = text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(value).hexdigest()[:32]


def _in_order(value: Any) -> list[Any]:
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no plain data: {value!r}")
