"""The spaces in a formula that has become text: they do not depend on how its author wrote it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sphinx_publications.text.inline import InlineText, join, mapped

__all__ = ["GAP", "is_relation", "spaced", "stripped"]

#: Stands around the name of a function and the sign of a relation: a space there if it would
#: touch a letter, as in "n log n" and "x ∈ X".
GAP: Final = "\x1f"
_GAPS: Final = re.compile(f"{GAP}+")
#: Characters behind which, and before which, no space is seen; and behind which no word has one.
_OPENING: Final = frozenset(" ([{|/,·")
_CLOSING: Final = frozenset(" )]}|/,;:.!")
_TIGHT: Final = frozenset("+−=")
#: Signs of mathematics that are no relations, nor stand between two terms.
_SINGLE: Final = frozenset("−∂∇∑∏∐∫∬∭⨌∮⋃⋂⨁⨂⨀⨄⨆⋀⋁√∞±∓¬∀∃∄∅⊤")
_SPACES: Final = re.compile(r"\s+")


def is_relation(sign: str) -> bool:
    """Tell whether *sign* is one between two terms: "∈", "→", "×"."""
    is_sign = len(sign) == 1 and not sign.isascii() and sign not in _SINGLE
    return is_sign and unicodedata.category(sign) == "Sm"


def spaced(text: InlineText) -> InlineText:
    """Return *text* with a space for each gap where words would touch, and no other gap."""
    return mapped(
        text,
        lambda _, it: (_SPACES.sub(" ", _GAPS.sub(_space, it)),) if isinstance(it, str) else (it,),
    )


def _space(gap: re.Match[str]) -> str:
    start, end, text = *gap.span(), gap.string
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if not after or after in _CLOSING or before in _OPENING:
        return ""
    if is_relation(before) or is_relation(after):
        return " "
    return " " if after.isalnum() and before not in _TIGHT else ""


def stripped(text: InlineText) -> InlineText:
    """Return *text* without spaces and gaps at its ends."""
    pieces = list(text)
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if pieces and isinstance(piece := pieces[end], str):
            pieces[end] = strip(piece, f" {GAP}")
    return join(pieces)
