"""Straight quotation marks → typographic ones, in the few fields that have any.

Sphinx does so as well ("smart quotes"), but searches every piece of text on a page.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.text.inline import Inline, InlineText, Link, Span, Style, mapped, plain

__all__ = ["smart_quotes"]

#: An opening mark: behind white space or an opening bracket, with text behind it.
_OPENING: Final = re.compile(r'(^|[\s(\[{=—–‘])"(?=\S|$)')


def smart_quotes(text: InlineText) -> InlineText:
    """Return *text* with typographic quotation marks; code and addresses keep straight ones."""
    straight = plain(text)
    if '"' not in straight:
        return text
    quoted = _OPENING.sub(r"\1“", straight).replace('"', "”")
    position = 0

    def change(piece: Inline, changed: Inline) -> InlineText:
        nonlocal position
        if isinstance(piece, (Span, Link)):
            return (piece if _is_verbatim(piece) else changed,)
        start, position = position, position + len(plain((piece,)))
        return (quoted[start:position] if isinstance(piece, str) else piece,)

    return mapped(text, change)


def _is_verbatim(piece: Span | Link) -> bool:
    return piece.style is Style.CODE if isinstance(piece, Span) else plain((piece,)) == piece.url
