r"""Accented letters in LaTeX's spelling → Unicode, where a field has nothing else of LaTeX.

``Sch{\"o}lkopf``, ``Garc{\'\i}a``, ``{\O}rsted``: every second list of authors has such
names, and taking a field apart for them costs twenty times as much as replacing them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sphinx_publications.latex_tables import ACCENTS, LETTERS

#: Where one of these stands, a backslash may mean something else than it does in text.
_OTHERWISE: Final = re.compile(r"[$]|\\(?:[\\(\[]|url|href|ensuremath|begin)")
_LETTER: Final = "|".join(sorted(LETTERS, key=len, reverse=True))
#: ``\"o``, ``\"{o}``, ``\c{c}``, ``\c c``, ``\o``, each in braces or not where it can do
#: without; the space in ``S\o ren`` only ends the name of the macro.
_SPELLING: Final = re.compile(
    r"(?P<open>\{)?\\(?:"
    r"(?P<accent>['`\"^~=.])(?:\{(?P<one>\\[ij]|[A-Za-z])\}|(?P<two>[A-Za-z]|\\[ij](?=\})))"
    r"|(?P<below>[cHkbdruv])(?:\{(?P<three>\\[ij]|[A-Za-z])\}|[ \t]+(?P<four>[A-Za-z]))"
    rf"|(?P<letter>{_LETTER})(?=\}})(?(open)|(?!))"
    rf"|(?P<spaced>{_LETTER})[ \t]+(?=[A-Za-z])"
    r")(?(open)\})"
)


def replace_accents(source: str) -> str:
    """Return *source* with accented letters as such; all other LaTeX stays as it is."""
    if "\\" not in source or _OTHERWISE.search(source):
        return source
    return _SPELLING.sub(_character, source)


def _character(match: re.Match[str]) -> str:
    if match["letter"] or match["spaced"]:
        return LETTERS[match["letter"] or match["spaced"]]
    letter = match["one"] or match["two"] or match["three"] or match["four"]
    return accented(letter.removeprefix("\\"), match["accent"] or match["below"])


def accented(letter: str, accent: str) -> str:
    """Return *letter* with the accent of the LaTeX macro *accent*."""
    # An accent replaces the dot: TeX's "\\i" is there for nothing else.
    letter = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", letter + ACCENTS[accent])
