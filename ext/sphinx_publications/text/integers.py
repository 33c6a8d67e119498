"""Text that users write → whole numbers; no other module calls ``int`` for it.

``str.isdigit`` is true for "²", at which ``int`` fails; and ``int`` fails at more than 4,300
digits.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["integer"]

#: Years, pages, volumes and numbers of persons have far fewer digits.
_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")


def integer(text: str) -> int | None:
    """Return the whole number that *text* is, or None if it is not one.

    >>> integer(" 007 "), integer("-5"), integer("²"), integer("1e5")
    (7, -5, None, None)
    """
    text = text.strip()
    return int(text) if _INTEGER.fullmatch(text) else None
