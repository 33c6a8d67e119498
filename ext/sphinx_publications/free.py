"""Names that nothing else has yet: cite keys that were written twice, ids of a page."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container


def free_name(wanted: str, taken: Container[str]) -> str:
    """Return *wanted* if it is not *taken*, or else it with the first free number from 2.

    >>> free_name("zhu2023", {"zhu2023", "zhu2023-2"})
    'zhu2023-3'
    """
    if wanted not in taken:
        return wanted
    return next(name for number in count(2) if (name := f"{wanted}-{number}") not in taken)
