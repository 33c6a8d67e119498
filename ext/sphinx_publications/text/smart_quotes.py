"""Straight quotation marks → typographic ones.

Sphinx has such marks in running text ("smart quotes"), but looks at every piece of text
on a page for them; here only the few fields that have one are looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.text.inline import Span, Style, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_publications.text.inline import Inline, InlineText

#: A mark that opens: behind white space or an opening bracket, and before something.
_OPENING: Final = re.compile(r'(^|[\s(\[{=—–‘])"(?=\S|$)')


def curled(text: InlineText, before: str = "") -> Iterator[Inline]:
    """Yield *text* with typographic quotation marks; code stays as it is.

    :param before: the character in front of it.
    """
    for piece in text:
        if isinstance(piece, str):
            opened = _OPENING.sub(r"\1“", before + piece)
            yield opened.replace('"', "”")[len(before) :]
        elif isinstance(piece, Span) and piece.style is not Style.CODE:
            yield Span(piece.style, tuple(curled(piece.children, before)))
        else:
            yield piece
        before = plain((piece,))[-1:] or before
