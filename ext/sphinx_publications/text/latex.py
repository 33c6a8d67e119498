"""The LaTeX of a BibTeX field → :mod:`~sphinx_publications.text.inline` text.

Most fields have no LaTeX but accents, dashes and braces, and are decoded here. All others are
decoded by :mod:`~sphinx_publications.text.latex_tree`, at ten times the cost.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.text.control_characters import without_controls
from sphinx_publications.text.inline import Inline, InlineText, Link, Span, Style, mapped, plain
from sphinx_publications.text.latex_accents import replace_accents
from sphinx_publications.text.latex_source import Decoded, collapsed, plain_text, unbalanced
from sphinx_publications.text.latex_tree import read
from sphinx_publications.text.scanner import nesting

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "decode", "smart_quotes"]

#: Bounds on one field, beyond which its LaTeX is not parsed. A page of text has some 3,000
#: characters, and titles nest three groups.
MAX_LENGTH: Final = 100_000
MAX_DEPTH: Final = 40

_SPECIAL: Final = re.compile(r"[\\${}~%`'&^<]|--")
_NEEDS_PARSER: Final = re.compile(r"[\\$%`&^<]|''")
#: Replacements, in this order, for fields that need no parser.
_REPLACED: Final = (("---", "—"), ("--", "–"), ("'", "’"), ("~", "\N{NO-BREAK SPACE}"))
#: An opening mark: behind white space or an opening bracket, with text behind it.
_OPENING: Final = re.compile(r'(^|[\s(\[{=—–‘])"(?=\S|$)')


def decode(source: str) -> Decoded:
    r"""Return the text of a field from its LaTeX *source*, and the problems in it.

    Never raises. White space is collapsed as in TeX; braces that only protect capitals are
    dropped; unknown macros are reported, and their arguments are shown.

    >>> decode(r"The {GAN} of Sch{\"o}lkopf").text
    ('The GAN of Schölkopf',)
    """
    decoded = _decode(without_controls(source))
    if '"' in source:
        return decoded._replace(text=smart_quotes(decoded.text))
    return decoded


def _decode(source: str) -> Decoded:
    if not _SPECIAL.search(source):
        return Decoded((text,) if (text := collapsed(source)) else ())
    if len(source) > MAX_LENGTH or nesting(source, tex=True)[0] > MAX_DEPTH:
        return plain_text(source, "is too long or nested too deeply; shown as plain text")
    simple = replace_accents(source)
    if not _NEEDS_PARSER.search(simple):
        for characters, text in _REPLACED:
            simple = simple.replace(characters, text)
        return plain_text(simple, *unbalanced(source))
    return read(source)


def smart_quotes(text: InlineText) -> InlineText:
    """Return *text* with typographic quotation marks; code and addresses keep straight ones.

    Sphinx does so as well ("smart quotes"), but searches every piece of text on a page.
    """
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
