r"""biblatex's localisation keys, which authors write for words: ``type = {patentde}``.

A key stands alone in a field (biblatex manual, section 4.9.2), or in ``\bibstring{reviewof}``.
Their words are message ids: plain English, to be translated where they are shown.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.model.entry_types import WORK_LABELS

__all__ = ["BIBSTRINGS", "with_bibstrings"]

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
#: The fields whose value, or each item of it, may be a key; and which keys.
_KEYED_FIELDS: Final = {
    "type": re.compile(f"{'|'.join(WORK_LABELS)}|pat(?:ent|req)..|patreq|audiocd"),
    "address": re.compile("country.."),
    "origlocation": re.compile("country.."),
    "series": re.compile("(?:new|old)series"),
}
_COMMAND: Final = re.compile(r"\\bib[a-z]{0,20}string\*?\s*(?:\[[^\[\]\\]*\])?\{\s*(\w+)\s*\}")


def with_bibstrings(name: str, value: str) -> str:
    """Return the LaTeX of the field *name* with words in place of keys; unknown ones stay."""
    if "\\bib" in value:
        value = _COMMAND.sub(lambda match: BIBSTRINGS.get(match[1].lower(), match[0]), value)
    if (keys := _KEYED_FIELDS.get(name)) is None:
        return value
    words = value.split()
    known = [
        BIBSTRINGS.get(word.lower()) if keys.fullmatch(word.lower()) else None
        for word in words[::2]
    ]
    if not any(known) or not {*words[1::2]} <= {"and"}:
        return value
    words[::2] = [text or word for text, word in zip(known, words[::2], strict=True)]
    return " ".join(words)
