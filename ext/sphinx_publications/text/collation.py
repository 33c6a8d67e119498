"""Keys to compare and sort text as readers do: without accents and case, numbers by size."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["fold", "natural_key"]

#: Letters that Unicode does not decompose.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)


def fold(text: str) -> str:
    """Return *text* without accents and case, to compare it: "Müller" is "muller"."""
    if text.isascii():  # as most texts
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key that ignores accents and case, and puts "10" behind "9"."""
    parts = re.findall(r"0*([0-9]+)|([^0-9]+)", fold(text).strip())
    # The longer of two numbers is the greater; ``int`` would fail at very long ones.
    return tuple((0, len(digits), digits) if digits else (1, 0, word) for digits, word in parts)
