r"""A title's LaTeX as a row of signs, which say what BibTeX's styles do to each piece of it.

These styles make small all letters of a title outside braces, but the first one and those
behind a colon and a space (``change.case$`` with ``"t"``). BibTeX knows no mathematics and no
commands: ``$K$`` becomes ``$k$``, and ``\LaTeX`` the unknown ``\latex``.

===== ==================================================================================
``U`` a capital, which is lost
``K`` a capital that is kept: the first letter, ``\'{E}``
``u`` another letter; ``c`` one of a script without capitals
``d`` a digit
``M`` a formula or a command with capitals, which are lost
``X`` a group that BibTeX looks into, with capitals within words
``g`` any other group, formula or command
``t`` an HTML tag
===== ==================================================================================

An apostrophe is ``'``, white space one space, and all else is itself.
"""

from __future__ import annotations

import html
import re
import unicodedata
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING, Final

from sphinx_publications.text.latex_accents import ACCENTED_LETTER, letter_of
from sphinx_publications.text.latex_macros import LETTERS, symbols
from sphinx_publications.text.latex_source import group_end, numbered_formulas, with_formulas

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Most of most titles, which is read at once.
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ]+")
_PLAIN_SIGNS: Final = str.maketrans(
    dict.fromkeys(ascii_uppercase, "U")
    | dict.fromkeys(ascii_lowercase, "u")
    | dict.fromkeys(digits, "d")
)
#: What else a title is made of; accented letters in LaTeX come before all of it.
_PIECE: Final = re.compile(
    r"""
      \{\$(?P<formula>[0-9]{1,6})\$\}  # where numbered_formulas() took one out
    | (?P<group>\{)
    | \\(?P<command>[A-Za-z]+)\*?
    | (?P<tag></?[A-Za-z][^<>]*>)
    | (?P<entity>&\#?[A-Za-z0-9]{1,31};)
    | \\?(?P<character>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACE: Final = re.compile(r"[{}]")
_COMMAND: Final = re.compile(r"\\[A-Za-z]+")
#: A group with one character that is no letter: ``{\textendash}``, ``{\&}``, ``{``}``.
_CHARACTER: Final = re.compile(r"\{(?:\\([A-Za-z]+)[ ]*(?:\{\})?|\\?([^\w{}\\])[^\w{}\\]*)\}")
#: What a title, or what is behind a colon, begins with is kept.
_FIRST: Final = re.compile(r"(^|: +)([UX])")
_KEPT: Final = {"U": "K", "X": "g"}
_WITHIN_WORD: Final = re.compile(r"[^\W_][A-Z]")


def read_signs(title: str) -> tuple[list[str], str]:
    """Return the pieces of *title*, and the sign of each."""
    source, formulas = numbered_formulas(title)
    pieces: list[str] = []
    signs: list[str] = []
    end = 0
    while end < len(source):
        start = end
        if plain := _PLAIN.match(source, start):
            end = plain.end()
            pieces += plain[0]
            signs += plain[0].translate(_PLAIN_SIGNS)
            continue
        if letter := ACCENTED_LETTER.match(source, start):
            end = letter.end()
            # BibTeX looks into "{\'{E}}", but not into the braces of "\'{E}".
            is_kept = letter["braced"] and not letter["open"]
            sign = _sign(letter_of(letter))
            signs.append("K" if is_kept and sign == "U" else sign)
        else:
            sign, end = _next_sign(source, start, formulas)
            signs.append(sign)
        pieces.append(with_formulas(source[start:end], formulas))
    return pieces, _FIRST.sub(lambda first: f"{first[1]}{_KEPT[first[2]]}", "".join(signs))


def _next_sign(source: str, start: int, formulas: Sequence[str]) -> tuple[str, int]:
    """Return the sign of the piece that begins at *start*, and where it ends."""
    piece = _PIECE.match(source, start)
    assert piece is not None, "the pattern takes any character"
    end = piece.end()
    if formula := piece["formula"]:
        return "M" if _has_capital(formulas[int(formula)]) else "g", end
    if piece["group"]:
        end = group_end(source, start) or len(source)
        return _group_sign(source[start:end]), end
    if command := piece["command"]:
        if command in LETTERS:
            return _sign(LETTERS[command]), end
        while source.startswith("{", end):  # its arguments
            end = group_end(source, end) or len(source)
        return _symbol_sign(command) if command.islower() else "M", end
    if entity := piece["entity"]:
        return _sign(html.unescape(entity)), end
    return "t" if piece["tag"] else _sign(piece["character"]), end


def _sign(text: str) -> str:
    character = text[:1]
    if not character:  # "&#1;" is none
        return "t"
    if character.isalpha():
        if character != character.lower():
            return "U"
        return "u" if character != character.upper() else "c"
    if character.isdigit():
        return "d"
    if character.isspace() or character == "~":
        return " "
    if unicodedata.combining(character):
        return "u"
    return "'" if character == "’" else character


def _symbol_sign(command: str) -> str:
    """Return the sign of a command: of the character that it prints, if it prints just one."""
    symbol = symbols().get(command, "")
    return "g" if len(symbol) != 1 or symbol.isalnum() else _sign(symbol)


def _group_sign(source: str) -> str:
    if character := _CHARACTER.fullmatch(source):
        return _symbol_sign(character[1]) if character[1] else _sign(character[2])
    # BibTeX looks into "{\em GAN}", but not into "{The {\em GAN}}".
    text = _BRACE.sub("", _COMMAND.sub(" ", source)) if source.startswith("{\\") else ""
    return "X" if _WITHIN_WORD.search(text) else "g"


def _has_capital(formula: str) -> bool:
    depth = 0
    for character in re.findall(r"[{}A-Z]", formula):
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif depth == 0:
            return True
    return False
