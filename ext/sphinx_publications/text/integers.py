"""Whole numbers in what people write.

A character that Unicode calls a digit ("²") need not be one for ``int``, and Python refuses
to read more than 4,300 digits. Text from outside becomes a number here or nowhere.
"""

from __future__ import annotations

import re
from typing import Final

#: More than any year, page, volume or number of persons has.
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")


def integer(text: str) -> int | None:
    """Return the number that *text* is, or None: "12", " 007 ", "-5", but no "²" and no "1e5"."""
    text = text.strip()
    return int(text) if _INTEGER.fullmatch(text) else None
