r"""Accented letters in LaTeX's spelling → Unicode: ``Sch{\"o}lkopf``, ``Garc{\'\i}a``.

Every second list of authors has one and no other LaTeX; to parse such a field would take
twenty times as long as these replacements.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sphinx_publications.text.latex_macros import ACCENTS, LETTERS
from sphinx_publications.text.scanner import without_braces

__all__ = ["ACCENTED_LETTER", "letter_of", "replace_accents", "with_accent"]

#: LaTeX in which a backslash may mean something else than an accent: formulas, addresses.
_OTHERWISE: Final = re.compile(r"[$]|\\(?:[\\(\[]|url|href|ensuremath|begin)")
_MACRO: Final = "|".join(sorted(LETTERS, key=len, reverse=True))
#: A letter under an accent; it may have an accent already (``\'{\^e}``) or be a macro (``\i``).
_LETTER: Final = rf"(?:[^\W\d_][\u0300-\u036f]*|\\(?:{_MACRO})(?![A-Za-z])(?:\{{\}}|[ \t]++)?+)"
#: ``\"o``, ``\"{o}``, ``\c{c}``, ``\c c``, ``\'\i``, ``\t{oo}``, ``\o``: each in braces, or
#: without them where LaTeX allows it. The space in ``S\o ren`` only ends the macro's name.
ACCENTED_LETTER: Final = re.compile(
    r"(?P<open>\{[ \t]*+)?\\(?:"
    r"(?P<accent>['`\"^~=.]|[cHkbdruvthG](?=[ \t{\\]))[ \t]*+"
    rf"(?:\{{[ \t]*+(?P<braced>{_LETTER})(?P<more>[A-Za-z]?)[ \t]*+\}}|(?P<bare>{_LETTER}))"
    rf"|(?P<letter>{_MACRO})(?=[ \t]*+\}})(?(open)|(?!))"
    rf"|(?P<spaced>{_MACRO})(?:[ \t]++(?=[A-Za-z])|\{{\}})"
    r")(?(open)[ \t]*+\})"
)
#: A letter with its accents, and the text behind it.
_FIRST_LETTER: Final = re.compile(r"(.[\u0300-\u036f]*)(.*)", re.DOTALL)
#: How many accents one letter may have; Vietnamese letters have two.
_MOST_ACCENTS: Final = 3


def replace_accents(source: str) -> str:
    r"""Return *source* with accented letters in Unicode; all other LaTeX stays as it is.

    >>> replace_accents(r"\emph{Sch{\"o}lkopf}")
    '\\emph{Schölkopf}'
    """
    if "\\" not in source or _OTHERWISE.search(source):
        return source
    for _ in range(_MOST_ACCENTS):
        source, count = ACCENTED_LETTER.subn(letter_of, source)
        if not count or "\\" not in source:
            break
    return source


def letter_of(match: re.Match[str]) -> str:
    """Return the letter in Unicode for a *match* of :data:`ACCENTED_LETTER`."""
    if alone := match["letter"] or match["spaced"]:
        return LETTERS[alone]
    letter = match["braced"] or match["bare"]
    if letter.startswith("\\"):
        letter = LETTERS[without_braces(letter)[1:].strip()]
    return with_accent(letter + (match["more"] or ""), match["accent"])


def with_accent(text: str, accent: str) -> str:
    """Return *text* with the accent of the LaTeX macro *accent* on its first letter."""
    first = _FIRST_LETTER.fullmatch(text)
    if not first:
        return text
    # An accent replaces the dot, and TeX's "\\i" is written only to be accented.
    letter = {"ı": "i", "ȷ": "j"}.get(first[1], first[1])
    if accent == "." and letter in {"i", "j"}:
        return letter + first[2]  # the dot is this accent
    return unicodedata.normalize("NFC", letter + ACCENTS[accent]) + first[2]
