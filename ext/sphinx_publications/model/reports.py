"""Findings about an author's input, as plain data.

Functions return them beside their results; :mod:`sphinx_publications.sphinx_ext.report_logging`
turns them into Sphinx's warnings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, NamedTuple

from sphinx_publications.text.control_characters import visible

__all__ = ["Nearest", "Report", "Subtype", "grouped", "nearest"]

#: A long word, or a long text in quotation marks: a message may quote a whole field.
_LONG: Final = re.compile(r"(?:(?<=“)([^“”]{200})[^“”]+(?=”)|([^\s“”]{200})[^\s“”]+)")


class Subtype(StrEnum):
    """The subtypes of our warnings: ``suppress_warnings = ["publications.<subtype>"]``."""

    FILE = "file"
    """A ``.bib`` file is missing, cannot be decoded, or holds control characters."""
    SYNTAX = "syntax"
    """The BibTeX syntax is broken; the report names what was lost."""
    DUPLICATE_KEY = "duplicate_key"
    """Two entries have the same cite key, or the same in ``ids``."""
    DUPLICATE_FIELD = "duplicate_field"
    """A field is given twice in an entry; the first is used."""
    MACRO = "macro"
    """A bare word is no defined ``@string``; it stands for itself."""
    ENTRY_TYPE = "entry_type"
    """The entry type is unknown; the entry is laid out as ``misc``."""
    CROSSREF = "crossref"
    """``crossref`` or ``xdata`` names an entry that is missing or goes in a circle."""
    NAME = "name"
    """A person's name cannot be split into its parts with certainty."""
    LATEX = "latex"
    """A LaTeX command is unknown; its argument is shown as it stands."""
    BIBLIOGRAPHY = "bibliography"
    """Bibliographies show an entry as this extension reads it: pybtex would end the build."""
    FIELD = "field"
    """A field's value is not of the expected form, or a field is missing."""
    LINK = "link"
    """An address is unsafe or malformed; no link is made."""
    FILTER = "filter"
    """A filter is wrong; the list shows all entries, and what is to be counted is not."""
    OPTION = "option"
    """A directive option has a bad value; the default is used."""
    CONFIG = "config"
    """A setting in ``conf.py`` has a bad value; the default is used."""
    KEY = "key"
    """A cite key is not in the ``.bib`` files, on no list, or the name of something else."""
    MATH = "math"
    """Mathematics that cannot be drawn as MathML; its source is shown."""


class Report(NamedTuple):
    """One finding, addressed to the author."""

    #: A :class:`Subtype`, or a rule of the checker.
    subtype: StrEnum
    message: str
    #: Where: a path (or a docname) and a line, as far as they are known.
    path: str = ""
    line: int | None = None
    #: The cite key of the entry, as the author wrote it.
    key: str = ""
    #: A known word that the author may have meant.
    suggestion: str = ""

    def __str__(self) -> str:
        """``pubs.bib:212: zhu2023principled: message``."""
        return ": ".join(part for part in (self.place, self.text) if part)

    @property
    def file(self) -> str:
        """The path in one line, whatever characters it has."""
        return visible(self.path)

    @property
    def place(self) -> str:
        """File and line, as far as they are known: ``pubs.bib:212``."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    @property
    def text(self) -> str:
        """The cite key and the message in one line; long quotations are shortened."""
        text = f"{self.key}: {self.message}" if self.key else self.message
        text = _LONG.sub(r"\1\2…", text)
        return visible(f"{text}; did you mean “{self.suggestion}”?" if self.suggestion else text)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the one of the *known* words that is most like *word*, or "".

    :param cutoff: how alike they have to be, as difflib measures it.
    """
    return next(iter(get_close_matches(word, known, n=1, cutoff=cutoff)), "")


class Nearest:
    """Finds the nearest of many known words for many others; :func:`nearest` tries all each time.

    Only words are compared that share the most, and the rarest, runs of three characters.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = tuple(known)
        #: Run of characters → the words that have it; made when somebody asks.
        self._words: dict[str, list[str]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Nearest) and self._known == other._known

    def __hash__(self) -> int:
        return hash(self._known)

    def __call__(self, word: str) -> str:
        """Return the known word that is most like *word*, or ""."""
        if not self._words:
            for each in self._known:
                for run in _runs(each):
                    self._words.setdefault(run, []).append(each)
        # Sorted: a set of texts has another order in each process.
        lists = sorted((self._words.get(run, []) for run in sorted(_runs(word))), key=len)
        shared = Counter(other for words in lists for other in words[:_MOST_ALIKE])
        return nearest(word, [other for other, _ in shared.most_common(_MOST_COMPARED)])


#: How many words with the same run of characters are counted, and how many are compared.
_MOST_ALIKE: Final = 100
_MOST_COMPARED: Final = 20


def _runs(word: str) -> set[str]:
    text = f" {word.casefold()} "
    return {text[place : place + 3] for place in range(len(text) - 2)}


def grouped(reports: Iterable[Report], most: int = 10) -> Iterator[Report]:
    """Yield *reports*, but of those that say the same only the first, and how many more there are.

    What stands in quotation marks does not count.

    :param most: how many reports that say the same are yielded.
    """
    counts: Counter[tuple[StrEnum, str]] = Counter()
    held: dict[tuple[StrEnum, str], Report] = {}
    for report in reports:
        said = report.subtype, _QUOTED.sub("“…”", report.message)
        counts[said] += 1
        if counts[said] <= most:
            yield report
        else:
            held.setdefault(said, report)
    for said, next_one in held.items():
        more = counts[said] - most
        message = f"and {more} more of this kind: {said[1]}"
        is_one = more == 1
        yield next_one if is_one else Report(said[0], message, next_one.path, next_one.line)


_QUOTED: Final = re.compile("“[^“”]*”(?: \\([^()]*:\\d+\\))?")
