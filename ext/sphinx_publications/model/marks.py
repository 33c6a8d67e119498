"""Marks on names: what is said of a person in one publication, one row each."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = ["Mark"]


class Mark(StrEnum):
    """A mark: its name in biblatex's data annotations (``author+an = {1=equal}``).

    Behind it stand its sign, which follows the name, and its meaning in the legend, a
    message id. Several signs behind a name, and the legend, are in the order of rows.
    """

    EQUAL = "equal", "*", "Equal contribution"
    CORRESPONDING = "corresponding", "†", "Corresponding author"

    sign: str
    meaning: str

    def __new__(cls, name: str, sign: str, meaning: str) -> Self:
        """Make a member that equals its *name*."""
        mark = str.__new__(cls, name)
        mark._value_, mark.sign, mark.meaning = name, sign, meaning
        return mark
