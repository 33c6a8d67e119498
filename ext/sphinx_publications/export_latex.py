"""LaTeX that BibTeX, biber and a document without packages can all read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_publications.names import parse_names

if TYPE_CHECKING:
    from sphinx_publications.names import Person

_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}  # fmt: skip
#: An accent on a dotless letter, of which biber makes two characters that no font has.
_DOTLESS: Final = re.compile(r"\\([\"'`^~=.])\s*(?:\{\\([ij])\s*\}|\\([ij])(?![A-Za-z])\s*)")
_URL: Final = re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}")
_HREF: Final = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
#: biblatex's names as keys and values: "family=Doe, given=Jane".
_EXTENDED: Final = re.compile(r"\b(?:family|given)\s*=")
_ABOVE_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def escaped(text: str) -> str:
    """Return plain text as LaTeX that prints it."""
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def portable(source: str) -> str:
    """Return LaTeX without accents on dotless letters."""
    return _DOTLESS.sub(lambda match: f"\\{match[1]}{match[2] or match[3]}", source)


def without_packages(source: str) -> str:
    """Return LaTeX without the commands of ``url`` and ``hyperref``; addresses stay as words."""
    source = _HREF.sub(r"\1", source)
    return _URL.sub(lambda match: escaped(match[1]), source)


def portable_names(source: str) -> str:
    """Return a list of names as BibTeX reads it.

    Each byte is a letter to it: an initial is the first of the two that "É" has in UTF-8.
    """
    if _EXTENDED.search(source):
        names = parse_names(source)
        parts = [*map(_in_bibtex, names.persons), *(["others"] if names.others else [])]
        source = " and ".join(parts)
    return portable(_ABOVE_ASCII.sub(lambda match: _accented(match[0]), source))


def _in_bibtex(person: Person) -> str:
    family = f"{person.prefix} {person.family}".strip()
    parts = (family, person.suffix, person.given)
    return ", ".join(escaped(part) for part in parts if part) if person.given else f"{{{family}}}"


@lru_cache(maxsize=1024)
def _accented(letter: str) -> str:
    # Imported by who needs it: most names have no such letter.
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    encoder = UnicodeToLatexEncoder(
        replacement_latex_protection="braces-all", unknown_char_policy="keep"
    )
    return str(encoder.unicode_to_latex(letter))
