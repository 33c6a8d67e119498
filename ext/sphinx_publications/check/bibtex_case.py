r"""The change of case that BibTeX's styles make in a title, as one sign for each piece of it.

Most styles call ``change.case$`` with ``"t"``: all letters outside of braces become small,
except the first one and one behind a colon and a space. Formulas and commands are changed as
well: ``$K$`` becomes ``$k$``, and ``\LaTeX`` the unknown ``\latex``. The signs are:

===== ==================================================================================
``U`` a capital that is lost
``K`` a capital that is kept: the first letter, ``\'{E}``
``u`` a small letter; ``c`` a letter of a script without capitals
``d`` a digit
``M`` a formula or a command with capitals that are lost
``X`` a group that BibTeX changes, with capitals within words
``g`` any other group, formula or command
``t`` an HTML tag
===== ==================================================================================

An apostrophe is ``'``, white space is a space, and any other character is its own sign.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final

from sphinx_publications.text.latex_accents import ACCENTED_LETTER, letter_of
from sphinx_publications.text.latex_macros import LETTERS, symbols
from sphinx_publications.text.latex_source import numbered_formulas, with_formulas
from sphinx_publications.text.scanner import group_end, outside, without_braces

__all__ = ["read_signs"]

#: Plain characters, of which most titles mostly consist; they are read at once.
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ]+")
_PLAIN_SIGNS: Final = str.maketrans(
    dict.fromkeys(ascii_uppercase, "U")
    | dict.fromkeys(ascii_lowercase, "u")
    | dict.fromkeys(digits, "d")
)
#: Any other piece but an accented letter, which is looked for first.
_PIECE: Final = re.compile(
    r"""
      \{\$(?P<formula>[0-9]{1,6})\$\}  # its number, from numbered_formulas()
    | (?P<group>\{)
    | \\(?P<command>[A-Za-z]+)\*?
    | (?P<tag></?[A-Za-z][^<>]*>)
    | (?P<entity>&\#?[A-Za-z0-9]{1,31};)
    | \\?(?P<character>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMAND: Final = re.compile(r"\\[A-Za-z]+")
#: A group with one character that is no letter: ``{\textendash}``, ``{\&}``, ``{``}``.
_CHARACTER: Final = re.compile(r"\{(?:\\([A-Za-z]+)[ ]*(?:\{\})?|\\?([^\w{}\\])[^\w{}\\]*)\}")
#: The first piece of a title, or behind a colon, which is kept.
_FIRST: Final = re.compile(r"(^|: +)([UX])")
_KEPT: Final = {"U": "K", "X": "g"}
_WITHIN_WORD: Final = re.compile(r"[^\W_][A-Z]")


def read_signs(title: str) -> tuple[list[str], str]:
    """Return the pieces of *title*, and a string with the sign of each.

    >>> read_signs("A GAN: {GAN}s")
    (['A', ' ', 'G', 'A', 'N', ':', ' ', '{GAN}', 's'], 'K UUU: gu')
    """
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
            # BibTeX changes "{\'{E}}", but not the group in "\'{E}".
            is_kept = letter["braced"] and not letter["open"]
            sign = _sign(letter_of(letter))
            signs.append("K" if is_kept and sign == "U" else sign)
        else:
            sign, end = _next_sign(source, start, formulas)
            signs.append(sign)
        pieces.append(with_formulas(source[start:end], formulas))
    return pieces, _FIRST.sub(lambda first: f"{first[1]}{_KEPT[first[2]]}", "".join(signs))


def _next_sign(source: str, start: int, formulas: Sequence[str]) -> tuple[str, int]:
    """Return the sign of the piece at *start*, and the index behind it."""
    piece = _PIECE.match(source, start)
    assert piece is not None, "the pattern takes any character"
    end = piece.end()
    if formula := piece["formula"]:
        has_capital = re.search("[A-Z]", outside(formulas[int(formula)]))
        return "M" if has_capital else "g", end
    if piece["group"]:
        end = group_end(source, start) or len(source)
        return _group_sign(source[start:end]), end
    if command := piece["command"]:
        if command in LETTERS:
            return _sign(LETTERS[command]), end
        while argument_end := group_end(source, end):
            end = argument_end
        return _symbol_sign(command) if command.islower() else "M", end
    if entity := piece["entity"]:
        return _sign(html.unescape(entity)), end
    return "t" if piece["tag"] else _sign(piece["character"]), end


def _sign(text: str) -> str:
    """Return the sign of the first character of *text*."""
    character = text[:1]
    if not character:  # the entity "&#1;" has no character
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
    """Return the sign of the character that *command* prints, or "g" if it is not just one."""
    symbol = symbols().get(command, "")
    return "g" if len(symbol) != 1 or symbol.isalnum() else _sign(symbol)


def _group_sign(source: str) -> str:
    if character := _CHARACTER.fullmatch(source):
        return _symbol_sign(character[1]) if character[1] else _sign(character[2])
    # BibTeX changes "{\em GAN}", but not "{The {\em GAN}}".
    text = without_braces(_COMMAND.sub(" ", source)) if source[1:2] == "\\" else ""
    return "X" if _WITHIN_WORD.search(text) else "g"
