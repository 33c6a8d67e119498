"""LaTeX that pybtex can print: a field as it was written, or else its plain text.

pybtex ends the build at a brace too many, and at a backslash at the end of a field.
"""

from __future__ import annotations

import re
from typing import Final

from pybtex.textutils import normalize_whitespace

from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.scanner import nesting

__all__ = ["escaped", "is_printable", "printable"]

#: How deep braces may nest, and how many characters a field may have, in a bibliography:
#: pybtex calls itself for each brace, and takes a second for some 100,000 characters.
_MOST_BRACES: Final = 30
_LONGEST: Final = 20_000
_TEX: Final = re.compile(r"[\\{}]")
_PERCENT: Final = re.compile(r"(\\.)|%", re.DOTALL)
_ENDS_IN_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
#: A command that sphinxcontrib-bibtex makes a link of, with an address that is not the web's.
_UNSAFE_LINK: Final = re.compile(
    r"\\(?:(?:text)?backslash\s*)?url\s*\{[{\s]*(?!(?:https?|ftp)://)", re.IGNORECASE
)
_ESCAPES: Final = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "%": r"\%", "{": " ", "}": " "
}  # fmt: skip
_SPECIAL: Final = re.compile(r"[\\~%{}]")


def is_printable(source: str) -> bool:
    """Tell whether pybtex can print the field *source*, without a link that is not the web's."""
    if not _TEX.search(source):
        return True
    deepest, lonely = nesting(source, tex=False)  # as pybtex counts braces
    return (
        not lonely
        and deepest <= _MOST_BRACES
        and not _ENDS_IN_ESCAPE.search(source)
        and not _UNSAFE_LINK.search(source)
    )


def escaped(text: str) -> str:
    """Return the plain *text* as LaTeX that pybtex prints as that text, but for its braces."""
    return normalize_whitespace(_SPECIAL.sub(lambda match: _ESCAPES[match[0]], text))


def printable(source: str) -> str:
    """Return the field *source* as LaTeX that pybtex can print, or "" if there is none."""
    if len(source) > _LONGEST:
        return escaped(f"{plain(decode(source[:_LONGEST]).text)}…")
    if not is_printable(source):
        return ""
    # A "%" that is not escaped would begin a comment, and hide all that follows.
    return _PERCENT.sub(lambda match: match[1] or r"\%", source) if "%" in source else source
