"""Names that nothing else has yet: cite keys that were written twice, ids of a page."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container


def free_name(wanted: str, taken: Container[str], last: dict[str, int] | None = None) -> str:
    """Return *wanted* if it is not *taken*, or else it with the first free number from 2.

    :param last: name → its last number; kept by those who may want a name a thousand
        times and take no number back, for whom counting from 2 again would be quadratic.

    >>> free_name("zhu2023", {"zhu2023", "zhu2023-2"})
    'zhu2023-3'
    """
    if wanted not in taken:
        return wanted
    start = 2 if last is None else last.get(wanted, 2)
    number = next(number for number in count(start) if f"{wanted}-{number}" not in taken)
    if last is not None:
        last[wanted] = number
    return f"{wanted}-{number}"
