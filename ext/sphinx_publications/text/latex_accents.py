r"""Accented letters in LaTeX's spelling → Unicode, where a field has nothing else of LaTeX.

``Sch{\"o}lkopf``, ``Garc{\'\i}a``, ``{\O}rsted``: every second list of authors has such
names, and taking a field apart for them costs twenty times as much as replacing them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sphinx_publications.text.latex_macros import ACCENTS, LETTERS

#: Where one of these stands, a backslash may mean something else than it does in text.
_OTHERWISE: Final = re.compile(r"[$]|\\(?:[\\(\[]|url|href|ensuremath|begin)")
_MACRO: Final = "|".join(sorted(LETTERS, key=len, reverse=True))
#: What an accent stands over: a letter, with an accent already or not (``\'{\^e}``), or the
#: macro of one.
_LETTER: Final = rf"(?:[^\W\d_][\u0300-\u036f]*|\\(?:{_MACRO})(?![A-Za-z])(?:\{{\}}|[ \t]+)?)"
#: ``\"o``, ``\"{o}``, ``\c{c}``, ``\c c``, ``\'\i``, ``\t{oo}``, ``\o``, each in braces or not
#: where it can do without; the space in ``S\o ren`` only ends the name of the macro.
SPELLING: Final = re.compile(
    r"(?P<open>\{[ \t]*)?\\(?:"
    r"(?P<accent>['`\"^~=.]|[cHkbdruvthG](?=[ \t{\\]))[ \t]*"
    rf"(?:\{{[ \t]*(?P<braced>{_LETTER})(?P<more>[A-Za-z]?)[ \t]*\}}|(?P<bare>{_LETTER}))"
    rf"|(?P<letter>{_MACRO})(?=[ \t]*\}})(?(open)|(?!))"
    rf"|(?P<spaced>{_MACRO})(?:[ \t]+(?=[A-Za-z])|\{{\}})"
    r")(?(open)[ \t]*\})"
)
#: A letter with its accents, and what follows.
_FIRST_LETTER: Final = re.compile(r"(.[\u0300-\u036f]*)(.*)", re.DOTALL)
#: Accents upon accents: Vietnamese has two.
_DEEPEST: Final = 3


def replace_accents(source: str) -> str:
    """Return *source* with accented letters as such; all other LaTeX stays as it is."""
    if "\\" not in source or _OTHERWISE.search(source):
        return source
    for _ in range(_DEEPEST):
        source, count = SPELLING.subn(spelled, source)
        if not count or "\\" not in source:
            break
    return source


def spelled(match: re.Match[str]) -> str:
    """Return the letter that :data:`SPELLING` found."""
    alone = match["letter"] or match["spaced"]
    if alone:
        return LETTERS[alone]
    letter = match["braced"] or match["bare"]
    if letter.startswith("\\"):
        letter = LETTERS[letter.rstrip("{} \t")[1:]]
    return accented(letter + (match["more"] or ""), match["accent"])


def accented(text: str, accent: str) -> str:
    """Return *text* with the accent of the LaTeX macro *accent* upon its first letter."""
    first = _FIRST_LETTER.fullmatch(text)
    if first is None:
        return text
    # An accent replaces the dot: TeX's "\\i" is there for nothing else.
    letter = {"ı": "i", "ȷ": "j"}.get(first[1], first[1])
    if accent == "." and letter in {"i", "j"}:
        return letter + first[2]  # the accent is the dot
    return unicodedata.normalize("NFC", letter + ACCENTS[accent]) + first[2]
