"""LaTeX that pybtex can print: as it was written, or as the plain text that it stands for.

pybtex ends the build at a brace too many and at a backslash at the end.
"""

from __future__ import annotations

import re
from typing import Final

from pybtex.textutils import normalize_whitespace

from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_source import depth

#: How deep braces may nest, and how long a field may be, in a bibliography: pybtex calls
#: itself for each brace, and needs a second for some hundred thousand characters.
_MOST_BRACES: Final = 30
_LONGEST: Final = 20_000
_TEX: Final = re.compile(r"[\\{}]")
_PERCENT: Final = re.compile(r"(\\.)|%", re.DOTALL)
_ENDS_IN_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
#: An address that sphinxcontrib-bibtex would make a link of, and that is none of the web's.
_UNSAFE_LINK: Final = re.compile(
    r"\\(?:(?:text)?backslash\s*)?url\s*\{[{\s]*(?!(?:https?|ftp)://)", re.IGNORECASE
)
_ESCAPES: Final = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "%": r"\%", "{": " ", "}": " "
}  # fmt: skip
_SPECIAL: Final = re.compile(r"[\\~%{}]")


def is_printable(source: str) -> bool:
    """Tell whether pybtex can print a field, and without a link that is none."""
    if not _TEX.search(source):
        return True
    # For pybtex a brace is one even behind a backslash.
    bare = source.replace("\\", "")
    lowest, highest = depth(bare)
    return (
        lowest == 0
        and highest <= _MOST_BRACES
        and bare.count("{") == bare.count("}")
        and not _ENDS_IN_ESCAPE.search(source)
        and not _UNSAFE_LINK.search(source)
    )


def escaped(text: str) -> str:
    """Return plain text as LaTeX that pybtex prints alike; it has none for braces."""
    return normalize_whitespace(_SPECIAL.sub(lambda match: _ESCAPES[match[0]], text))


def printable(source: str) -> str:
    """Return *source* as pybtex prints it, or "" if it cannot."""
    if len(source) > _LONGEST:
        return escaped(f"{plain(decode(source[:_LONGEST]).text)}…")
    if _TEX.search(source):
        if not is_printable(source):
            return ""
        # A "%" that is not escaped would begin a comment, and hide all that follows.
        return _PERCENT.sub(lambda match: match[1] or r"\%", source)
    return source.replace("%", r"\%")
