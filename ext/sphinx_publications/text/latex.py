"""LaTeX in a BibTeX field → :mod:`~sphinx_publications.text.inline` text.

Most fields have little of it and are read here; the others are taken apart by
:mod:`~sphinx_publications.text.latex_tree`.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.text.control_characters import without_controls
from sphinx_publications.text.inline import join
from sphinx_publications.text.latex_accents import replace_accents
from sphinx_publications.text.latex_source import SPACES, Decoded, depth, unbalanced
from sphinx_publications.text.smart_quotes import curled

#: Bounds on one field. A page of text is some 3,000 characters; a title nests three
#: groups. What exceeds them is shown as plain text instead of being taken apart.
MAX_LENGTH: Final = 100_000
MAX_DEPTH: Final = 40

_SPECIAL: Final = re.compile(r"[\\${}~%`'&^<]|--")
_NEEDS_PARSER: Final = re.compile(r"[\\$%`&^<]|''")
#: What stands for what, in this order, where nothing else of LaTeX is around. Braces come
#: last: those of "-{}-" keep the hyphens apart.
_REPLACED: Final = (
    ("---", "—"),
    ("--", "–"),
    ("'", "’"),
    ("~", "\N{NO-BREAK SPACE}"),
    ("{", ""),
    ("}", ""),
)


def decode(source: str) -> Decoded:
    """Return what the LaTeX *source* of a field says.

    Never raises. White space is collapsed as TeX does; braces that only protect
    capitals disappear; unknown macros are reported and their arguments shown.
    """
    decoded = _decode(without_controls(source))
    return decoded._replace(text=tuple(curled(decoded.text))) if '"' in source else decoded


def _decode(source: str) -> Decoded:
    if not _SPECIAL.search(source):
        return Decoded(join([SPACES.sub(" ", source).strip()]))
    if len(source) > MAX_LENGTH or depth(source)[1] > MAX_DEPTH:
        text = SPACES.sub(" ", re.sub(r"[{}]", "", source)).strip()
        return Decoded(join([text]), ("is too long or nested too deeply; shown as plain text",))
    simple = replace_accents(source)
    if not _NEEDS_PARSER.search(simple):
        # Accents, dashes, protective braces, apostrophes: most fields, at a tenth of the time.
        for characters, text in _REPLACED:
            simple = simple.replace(characters, text)
        return Decoded(join([SPACES.sub(" ", simple).strip()]), unbalanced(source))
    # Imported by who needs it: pylatexenc is a part of what an empty build costs.
    from sphinx_publications.text.latex_tree import read

    return read(source)
