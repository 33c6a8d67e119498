"""Straight quotation marks → typographic ones, in the few fields that have any.

Sphinx does so as well ("smart quotes"), but searches every piece of text on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_publications.text.inline import Inline, InlineText, Span, Style, plain

__all__ = ["smart_quotes"]

#: An opening mark: behind white space or an opening bracket, with text behind it.
_OPENING: Final = re.compile(r'(^|[\s(\[{=—–‘])"(?=\S|$)')


def smart_quotes(text: InlineText, before: str = "") -> Iterator[Inline]:
    """Yield the pieces of *text* with typographic quotation marks; code keeps straight ones.

    :param before: the character in front of *text*.
    """
    for piece in text:
        if isinstance(piece, str):
            opened = _OPENING.sub(r"\1“", before + piece)
            yield opened.replace('"', "”")[len(before) :]
        elif isinstance(piece, Span) and piece.style is not Style.CODE:
            yield Span(piece.style, tuple(smart_quotes(piece.children, before)))
        else:
            yield piece
        before = plain((piece,))[-1:] or before
