r"""The LaTeX of notes as authors mean it: without what exporters add, with addresses as links."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

__all__ = [
    "ADDRESSED_FIELDS", "MARKDOWN_FIELDS", "with_addresses", "without_extra", "without_markdown",
]  # fmt: skip

#: Fields in which authors write an address as it is.
ADDRESSED_FIELDS: Final = frozenset(
    {"note", "addendum", "howpublished", "award", "award_name", "additional_info"}
)
#: A link of Markdown, which al-folio's fields have.
_MARKDOWN_LINK: Final = re.compile(r"(?<!!)\[([^\[\]{}\\]+)\]\(((?:https?|ftp)://[^\s(){}\\]+)\)")
#: Words that al-folio's own fields, which are Markdown, stress: "**so**", "*so*".
_STRESSED: Final = tuple(
    (re.compile(rf"(?<![\w*]){sign}(?=[^\s*])([^*{{}}\\]*[^\s*{{}}\\]){sign}(?![\w*])"), macro)
    for sign, macro in ((r"\*\*", r"\\textbf{\1}"), (r"\*", r"\\emph{\1}"))
)
MARKDOWN_FIELDS: Final = frozenset({"award", "award_name", "additional_info"})
#: What Zotero writes into notes: lines of its field "Extra", and fields that BibTeX lacks.
_EXTRA: Final = re.compile(
    r"\s*(?:Publisher|ISSN|ISBN|OCLC|LCCN|ADS Bibcode|Citation Key|Google-Books-ID"
    r"|Page Version ID|Library Catalog|Call Number|Container-title|Publisher-place|Original-date"
    r"|Event-place|Event-title|tex\.[\w-]+):\s(?:(?!\.\s|\\\\).)*",
    re.IGNORECASE,
)
#: Lines that people write as well; beside those above they are Zotero's.
_BESIDE_EXTRA: Final = re.compile(
    r"\s*(?:Place|Section|Number|Issue):\s(?:(?!\.\s).)*", re.IGNORECASE
)
#: Lines that repeat a field, and the fields.
_REPEATED: Final = re.compile(r"\s*(?:(DOI|PMID|PMCID)|\\?_?(?:eprint)):\s.*", re.IGNORECASE)
#: An address that no macro encloses; TeX's escapes, and braces in pairs, are parts of it.
_ADDRESS: Final = re.compile(
    r"(?<![\w/{=\"'<>])(?:(?:https?|ftp)://|www\.(?=\w))"
    r"(?:\\[_%#&~$^]\{?\}?|\{\\?[_~%#&]\}|[^\s\\{}<>\"'`|$^])+"
)
#: Signs that end a sentence, or an address, but not a word of it.
_BEHIND: Final = ".,;:!?"
_BRACKETS: Final = {")": "(", "]": "["}


def without_extra(source: str, fields: Container[str] = ()) -> str:
    r"""Return the LaTeX of a note without the lines that Zotero adds to it.

    :param fields: the fields of the entry; a line that names one that is lacking stays.

    >>> without_extra("Publisher: Frontiers")
    ''
    """
    if ": " not in source:
        return source
    lines = source.split("\n")
    rest = [line for line in lines if not _EXTRA.fullmatch(line)]
    if len(rest) < len(lines):
        rest = [line for line in rest if not _BESIDE_EXTRA.fullmatch(line)]
    return "\n".join(line for line in rest if not _repeats(line, fields))


def _repeats(line: str, fields: Container[str]) -> bool:
    match = _REPEATED.fullmatch(line)
    return match is not None and ((match[1] or "url").lower() in fields)


def without_markdown(source: str) -> str:
    r"""Return LaTeX for the stressed words of Markdown.

    >>> without_markdown("**Best** *paper*")
    '\\textbf{Best} \\emph{paper}'
    """
    for pattern, macro in _STRESSED if "*" in source else ():
        source = pattern.sub(macro, source)
    return source


def with_addresses(source: str) -> str:
    r"""Return LaTeX with each bare address in ``\url``; the period behind it is not its own.

    Links of Markdown become ``\href``.

    >>> with_addresses(r"See https://example.org/a\_b.")
    'See \\url{https://example.org/a\\_b}.'
    """
    if "://" not in source and "www." not in source:
        return source
    # What stands in braces, in quotation marks or between tags is a part of a link.
    return _ADDRESS.sub(_as_url, _MARKDOWN_LINK.sub(r"\\href{\2}{\1}", source))


def _as_url(match: re.Match[str]) -> str:
    address = match[0]
    end = len(address)
    # A closing bracket is a part of it if it was opened there.
    unopened = {sign: address.count(sign) - address.count(_BRACKETS[sign]) for sign in _BRACKETS}
    while (sign := address[end - 1]) in _BEHIND or unopened.get(sign, 0) > 0:
        end -= 1
        if sign in unopened:
            unopened[sign] -= 1
    return f"\\url{{{address[:end]}}}{address[end:]}"
