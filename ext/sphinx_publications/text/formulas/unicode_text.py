r"""A formula → text: ``K_i^2`` is "Kᵢ²".

Titles go where no mathematics is shown: to search engines and reference managers. Their letters
must be found by those who type them: "O(n)" for ``\mathcal{O}(n)``, not the letter "𝒪". What
Unicode cannot raise or lower is written as in programs: "x^(n+α)". What is no formula, or too
long for one, is its own source.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.text.control_characters import without_controls
from sphinx_publications.text.formulas.mathml import MAX_LENGTH
from sphinx_publications.text.formulas.syntax_tree import FormulaError, parse
from sphinx_publications.text.formulas.unicode_nodes import printed
from sphinx_publications.text.formulas.unicode_signs import LOWERED, RAISED
from sphinx_publications.text.formulas.unicode_spaces import spaced, stripped
from sphinx_publications.text.inline import (
    Inline,
    InlineText,
    Math,
    Span,
    Style,
    join,
    mapped,
    plain,
    walk,
)

__all__ = ["inline_of", "plain_unicode", "unicode_of"]

_SPACES: Final = re.compile(r"\s+")
_SCRIPTS: Final = {Style.SUPERSCRIPT: (RAISED, "^"), Style.SUBSCRIPT: (LOWERED, "_")}
#: So many letters are raised; longer words are labels: "x^new".
_INITIALS: Final = 2


def unicode_of(tex: str) -> str:
    r"""Return the formula *tex*, which is without dollar signs, as plain text. Never raises.

    >>> unicode_of(r"\mathbb{R}^n"), unicode_of(r"O(n\log n)"), unicode_of(r"\frac{x_{t+1}}{2}")
    ('ℝⁿ', 'O(n log n)', 'xₜ₊₁/2')
    """
    return _plain(inline_of(tex))


def plain_unicode(text: InlineText) -> str:
    """Return *text* as a string: formulas, and digits raised or lowered, in Unicode.

    >>> plain_unicode(("H", Span(Style.SUBSCRIPT, ("2",)), "O and ", Math("K^2")))
    'H₂O and K²'
    """
    if len(text) == 1 and isinstance(text[0], str):  # as most fields
        return text[0]
    return plain(mapped(text, _spelled))


def inline_of(tex: str) -> InlineText:
    """Return the formula *tex* as text with superscripts and subscripts. Never raises."""
    source = without_controls(tex)
    if len(source) <= MAX_LENGTH:
        try:
            return stripped(spaced(printed(parse(source))))
        except FormulaError:
            pass
    return join([_SPACES.sub(" ", source).strip()])


def _spelled(_: Inline, piece: Inline) -> InlineText:
    if isinstance(piece, Math):
        return (unicode_of(piece.tex),)
    if isinstance(piece, Span) and piece.style in _SCRIPTS:
        text = plain((piece,))
        is_number = not any(map(str.isalpha, text))  # "H₂O", but "1st" and "McDonald"
        return (_script(piece.style, text) if is_number else text,)
    return (piece,)


def _script(style: Style, text: str) -> str:
    """Return *text* raised or lowered: "²", "^(n+α)", "_max"."""
    table, sign = _SCRIPTS[style]
    is_label = len(text) > _INITIALS and text.isalpha()
    if not is_label and all(character in table for character in text):
        return "".join(map(table.__getitem__, text))
    is_one = len(text) == 1 or (text.isascii() and text.isalnum())
    return f"{sign}{text}" if is_one else f"{sign}({text})"


def _plain(text: InlineText) -> str:
    """Return the text of a formula, which has scripts and strings only, as a string."""

    def visit(piece: Inline, inner: list[str]) -> str:
        return _script(piece.style, "".join(inner)) if isinstance(piece, Span) else str(piece)

    return "".join(walk(text, visit))
