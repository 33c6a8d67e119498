r"""biblatex's localisation keys, which authors write for words: ``type = {patentde}``.

A key stands alone in a field (biblatex manual, section 4.9.2), or in ``\bibstring{reviewof}``.
Their words are message ids: plain English, to be translated where they are shown.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.model.entry_types import WORK_LABELS

__all__ = ["BIBSTRINGS", "KEYED_FIELDS", "with_bibstrings"]

#: The countries of patents, by the ends of keys: nouns and adjectives.
_OFFICES: Final = {
    "de": ("Germany", "German"), "eu": ("European Union", "European"),
    "ep": ("European Union", "European"), "fr": ("France", "French"),
    "uk": ("United Kingdom", "British"), "us": ("United States of America", "US"),
}  # fmt: skip
#: Key → words.
BIBSTRINGS: Final = {
    **WORK_LABELS,
    "patreq": "Patent request",
    **{f"country{end}": noun for end, (noun, _) in _OFFICES.items()},
    **{f"patent{end}": f"{adjective} patent" for end, (_, adjective) in _OFFICES.items()},
    **{f"patreq{end}": f"{adjective} patent request" for end, (_, adjective) in _OFFICES.items()},
    "audiocd": "Audio CD",
    "newseries": "new series",
    "oldseries": "old series",
    "in": "in", "of": "of", "and": "and", "andothers": "et al.", "with": "with",
    "nodate": "n.d.", "noaddress": "n.p.", "circa": "circa", "edition": "edition",
    "volume": "volume", "volumes": "volumes", "number": "number", "part": "part",
    "page": "page", "pages": "pages", "chapter": "chapter", "section": "section",
    "version": "version", "supplement": "supplement", "url": "address",
    "urlfrom": "available from", "urlseen": "visited on", "inpress": "in press",
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming",
    "prepublished": "pre-published", "reviewof": "review of", "translationof": "translation of",
    "translationas": "translated as", "translationfrom": "translated from",
    "reprint": "reprint", "reprintof": "reprint of", "reprintas": "reprinted as",
    "reprintfrom": "reprinted from", "origpubas": "originally published as",
    "origpubin": "originally published in", "astitle": "as", "bypublisher": "by",
    "byauthor": "by", "byeditor": "edited by", "bytranslator": "translated by",
    "editor": "editor", "editors": "editors", "translator": "translator",
    "translators": "translators",
}  # fmt: skip
#: The fields whose value, or each item of it, may be a key.
KEYED_FIELDS: Final = frozenset({"type", "address", "origlocation", "series"})
_COMMAND: Final = re.compile(r"\\bib[a-z]*string\*?\s*(?:\[[^\]]*\])?\{\s*(\w+)\s*\}")


def with_bibstrings(name: str, value: str) -> str:
    """Return the LaTeX of the field *name* with words in place of keys; unknown ones stay."""
    if "\\bib" in value:
        value = _COMMAND.sub(lambda match: BIBSTRINGS.get(match[1].lower(), match[0]), value)
    if name in KEYED_FIELDS:
        words = value.split()
        if any(word.lower() in BIBSTRINGS for word in words[::2]) and {*words[1::2]} <= {"and"}:
            value = " ".join(BIBSTRINGS.get(word.lower(), word) for word in words)
    return value
