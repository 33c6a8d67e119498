"""LaTeX that BibTeX, biber and a document without packages can all print.

Pages show more than documents of other people can print: there a bare percent sign ends
the line, HTML is printed, and commands of packages stop the run.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from pylatexenc.latexencode import UnicodeToLatexEncoder

from sphinx_publications.reading.person_names import parse_names
from sphinx_publications.text.html_to_latex import html_to_latex, replace_entities
from sphinx_publications.text.inline import Abbreviation, Inline, Math, Span, Style, walk
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_source import (
    decode_verbatim,
    numbered_formulas,
    unescaped_formulas,
)
from sphinx_publications.text.scanner import GROUP, INNER

__all__ = ["escaped", "portable", "portable_names"]

_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": "$<$", ">": "$>$", **{sign: f"\\{sign}" for sign in "&%$#_"},
    # BibTeX counts braces even behind a backslash.
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
}  # fmt: skip
_ESCAPES: Final = str.maketrans(_SPECIAL)
#: Typographic characters → LaTeX.
_TYPOGRAPHY: Final = str.maketrans(
    {"–": "--", "—": "---", "“": "``", "”": "''", "‘": "`", "’": "'", "\N{NO-BREAK SPACE}": "~"}
)
#: A quotation mark that would become a part of a double one: "’" before "”".
_AMBIGUOUS: Final = re.compile("‘(?=[‘“])|’(?=[’”])")
_STYLES: Final = {
    Style.EMPHASIS: "emph",
    Style.STRONG: "textbf",
    Style.SMALL_CAPS: "textsc",
    Style.CODE: "texttt",
    Style.SUPERSCRIPT: "textsuperscript",
    Style.SUBSCRIPT: "textsubscript",
}
#: The commands of text that LaTeX itself has: accents, letters, signs and styles.
_SAFE: Final = frozenset(
    r"""' ` " ^ ~ = . , ; : ! - / & % # _ $ { } b c d H k r t u v aa AA ae AE oe OE o O l L ss i j
    S P dag ddag copyright pounds dots ldots textendash textemdash textquoteleft textquoteright
    textquotedblleft textquotedblright textasciitilde textasciicircum textbackslash textbullet
    textregistered texttrademark textdegree textmu textless textgreater textbar emph textbf textit
    textsc texttt textrm textsf textsl textup textnormal textsuperscript textsubscript em bf it sc
    tt rm sl bfseries itshape scshape mbox LaTeX TeX relax slash ( ) [ ]
    textbraceleft textbraceright""".split()
) | {" "}
#: A character of a field that is more than letters and braces.
_ODD: Final = re.compile(r"[\\%&#_^<>$]|[^\x00-\x7f]")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
#: A sign that is a command to LaTeX, but text to most authors: "100%". An escaped sign and the
#: number of a formula are matched whole, so that they stay.
_BARE: Final = re.compile(r"\\.|\{\$\d+\$\}|[%&#_^$<>]", re.DOTALL)
_FORMULA: Final = re.compile(r"\{\$(\d+)\$\}")
#: An accent on a dotless letter; biber makes two characters of it that no font has.
_DOTLESS: Final = re.compile(r"\\([\"'`^~=.])\s*(?:\{\\([ij])\s*\}|\\([ij])(?![A-Za-z])\s*)")
_URL: Final = re.compile(rf"\\(?:url|nolinkurl|path)\s*\{{({INNER})\}}")
_HREF: Final = re.compile(rf"\\href\s*{GROUP}\s*\{{({INNER})\}}")
#: biblatex's names as keys and values: "family=Doe, given=Jane".
_EXTENDED: Final = re.compile(r"\b(?:family|given)\s*=")
#: Lists that BibTeX would split in other places than we do: "Doe, J.; Roe, R.", "A.and B".
_MAY_BE_BROKEN: Final = re.compile(
    r";|\.and\s|,\s*and\s|\bothers\s+and\b|\bet\.?\s*al\b|^\s*and\b|\band\s*$",
    re.IGNORECASE,
)
_MATHEMATICS: Final = re.compile(r"\{\\ensuremath\{(.*)\}\}")
_ABOVE_ASCII: Final = re.compile(r"[^\x00-\x7f]")
#: A Greek letter that is no part of a Greek word, and signs of mathematics.
_GREEK: Final = "\u0370-\u03ff\u1f00-\u1fff"
_SIGN: Final = re.compile(rf"(?<![{_GREEK}])[α-ωΑ-Ω](?![{_GREEK}])|[\u2190-\u22ff\u27c0-\u27ff]")


def escaped(text: str) -> str:
    """Return plain text as LaTeX that prints it."""
    return text.translate(_ESCAPES)


def portable(source: str, *, is_title: bool = False) -> str:
    """Return the LaTeX of a field, such that any document can print it.

    It stays as its author wrote it if LaTeX without packages knows its commands.

    :param is_title: keep the capitals of a text that is written anew.
    """
    source = unescaped_formulas(source)
    if not _ODD.search(source):
        return source
    # Of the commands of "url" and "hyperref" the texts stay.
    source = _HREF.sub(r"\1", html_to_latex(source)[0])
    source = _URL.sub(lambda match: escaped(decode_verbatim(match[1])), source)
    text, formulas = numbered_formulas(source)
    decoded = decode(source)
    if decoded.problems or not _SAFE.issuperset(_COMMAND.findall(text)):
        written = "".join(walk(decoded.text, _written))
        return f"{{{written}}}" if is_title else written
    text = _BARE.sub(lambda match: _SPECIAL.get(match[0], match[0]), text)
    text = _DOTLESS.sub(lambda match: f"\\{match[1]}{match[2] or match[3]}", text)
    text = _SIGN.sub(lambda match: _encoded(match[0]), text)
    return _FORMULA.sub(lambda match: formulas[int(match[1])], text)


def _written(piece: Inline, inner: list[str]) -> str:
    """Return a piece as LaTeX; of a link its text."""
    if isinstance(piece, str):
        # TeX reads "'''" as "”’".
        text = _AMBIGUOUS.sub(r"\g<0>{}", escaped(piece)).translate(_TYPOGRAPHY)
        return _SIGN.sub(lambda match: _encoded(match[0]), text)
    if isinstance(piece, Math):
        return f"${piece.tex}$"
    if isinstance(piece, Abbreviation):
        return escaped(piece.short)
    text = "".join(inner)
    return f"\\{_STYLES[piece.style]}{{{text}}}" if isinstance(piece, Span) else text


def portable_names(source: str) -> str:
    """Return a list of names as BibTeX reads it.

    To BibTeX each byte is a letter, and the initial of "É" is half a letter in UTF-8.
    """
    source = replace_entities(source, [])  # the ";" in "M&uuml;ller" separates no persons
    names = parse_names(source) if _MAY_BE_BROKEN.search(source) else None
    is_broken = names is not None and bool(names.problems)
    if not is_broken and not (_ODD.search(source) or _EXTENDED.search(source)):
        return source
    if is_broken or _EXTENDED.search(source) or not _SAFE.issuperset(_COMMAND.findall(source)):
        names = names or parse_names(source)
        # Braces keep the name of a group in one piece.
        persons = (it.sort_name if it.given else f"{{{it.last_name}}}" for it in names.persons)
        source = " and ".join([*persons, *(["others"] if names.others else [])])
    source = _BARE.sub(lambda match: _SPECIAL.get(match[0], match[0]), source)
    source = _ABOVE_ASCII.sub(lambda match: _accented(match[0]), source)
    return _DOTLESS.sub(lambda match: f"\\{match[1]}{match[2] or match[3]}", source)


def _accented(letter: str) -> str:
    """Return a Latin letter as LaTeX, and a letter of another script as it is."""
    return _encoded(letter) if unicodedata.name(letter, "").startswith("LATIN") else letter


@lru_cache(maxsize=1024)  # takes 0.1 ms, and few letters make up all names
def _encoded(letter: str) -> str:
    encoder = UnicodeToLatexEncoder(
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )
    return _MATHEMATICS.sub(r"{$\1$}", str(encoder.unicode_to_latex(letter)))
