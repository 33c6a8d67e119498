"""Whether a word is the short form of a name: "ICML", "NeurIPS", "Nat. Commun."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sphinx_publications.text.collation import fold

__all__ = ["is_short_form"]

_WORD: Final = re.compile(r"[^\W_]+")
#: No short form has more letters.
_LONGEST: Final = 40
#: Years and numbers of meetings: "ICCV 2025", "ICCV'25".
_NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th)?")
#: Societies and publishers, whose name alone is no short form of what they publish.
_HOUSES: Final = frozenset(
    "acm acs aiaa aip aps asme elsevier ieee iop mdpi plos rsc siam springer wiley".split()
)
#: Words that names have beside those that tell them apart.
_COMMON: Final = _HOUSES.union(
    "a an and the of on in for at to de la le der die und et proceedings proc conference conf"
    " symposium workshop meeting annual international journal transactions letters".split()
)


def is_short_form(short: str, names: Iterable[str]) -> bool:
    """Tell whether the letters of *short* can be drawn from one of *names*.

    Each letter is the first of a word, or one behind it in the same word; words come in their
    order. A plain word of a longer name is no short form of it: "Vision" for "Computer Vision".
    Numbers, such as years, do not count.
    """
    words = [word for word in _WORD.findall(fold(short)) if not _NUMBER.fullmatch(word)]
    letters = "".join(words)
    if not letters or len(letters) > _LONGEST:
        return False
    # "SIGMOD" and "arXiv" are no words of a language.
    is_plain = short[1:] == short[1:].lower()
    return any(_drawn(words, _WORD.findall(fold(name)), is_plain=is_plain) for name in names)


def _drawn(words: list[str], known: list[str], *, is_plain: bool) -> bool:
    letters = "".join(words)
    if letters in known:
        rest = {word for word in known if not _NUMBER.fullmatch(word)} - _COMMON - {letters}
        return not rest or (letters not in _HOUSES and not is_plain)
    # "KDD" of "SIGKDD", "学报" of "计算机学报"
    is_long = len(words) == 1 and (len(letters) > 2 or not letters.isascii())
    ends = is_long and any(word.endswith(letters) for word in known)
    return ends or _can_draw(letters, known)


def _can_draw(letters: str, known: list[str]) -> bool:
    """Tell whether *letters* are beginnings of words, and letters behind these, in their order."""
    reached = {0}
    for word in known:
        for start in sorted(reached):
            if start < len(letters) and letters[start] == word[0]:
                end = start
                for letter in word:
                    if end < len(letters) and letters[end] == letter:
                        end += 1
                        reached.add(end)
        if len(letters) in reached:
            return True
    return False
