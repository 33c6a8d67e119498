"""Texts compared and sorted as readers do: without accents and case, numbers by size."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Letters that Unicode does not decompose.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)


def fold(text: str) -> str:
    """Return *text* without accents and case, for comparing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts without accents and case, and "10" behind "9"."""
    parts = re.findall(r"0*([0-9]+)|([^0-9]+)", fold(text).strip())
    # Of two numbers the one with more digits is greater, however many there are.
    return tuple((0, len(digits), digits) if digits else (1, 0, word) for digits, word in parts)
