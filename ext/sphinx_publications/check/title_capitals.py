"""Capitals in titles that need braces, or BibTeX's styles make them small.

"GAN", "SLoRA", "3D" and a single "K" need braces; "Language" does not if all words of the title
are capitalized. In a title that is written as a sentence, a capitalized word is a name. No
dictionary is used: it would lack the names of programs, and most languages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import Final, NamedTuple

from sphinx_publications.check.bibtex_case import read_signs
from sphinx_publications.text.latex_macros import LETTERS

__all__ = ["Capitals", "braced", "capitals_advice", "common_words", "find_capitals"]

# Patterns for the signs of a title; see check/bibtex_case.py.
#: A word between spaces or hyphens; "C++", "C#" and "A*" are words.
_WORD: Final = re.compile(
    r"[UKudgMX](?:[UKudgMXt']*[UKudgMX])?(?:(?<=U)(?:\+\+|[+#*])(?![UKudgMXtc]))?"
)
#: A word that needs braces: "SLoRA", "GANs", "3D", "O'Brien"; "Cas9"; a formula or command;
#: "K" and "C++".
_NEEDED: Final = re.compile(r"[UKudgMX']t*U|U.*d|[MX]|^U[g+#*]*$")
_LONE_OR_NUMBER: Final = re.compile(r"U[g+#*]*|d+")
#: The signs between words of a compound: "SARS-CoV-2", "TCP/IP", "R\&D", "U.S."
_JOINT: Final = re.compile(r"--?|[-‐‑–/&@+_.]")
#: The signs between words of a phrase, and between words of a part. Any others begin a part.
_PHRASE: Final = frozenset({" ", "-", "--", "–"})
_PART: Final = _PHRASE | {", ", "- "}

# Patterns for text.
_TEXT_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_TEXT: Final = re.compile(r"\\(?:[A-Za-z]+ *|.)|[{}]|\$[^$]*\$|<[^<>]*>")
_COMMON_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_ROMAN: Final = re.compile(r"[IVX]+")
#: "7B" of "Llama-7B", but not "3D" of "Quasi-3D".
_SIZE: Final = re.compile(r"[0-9]+[A-CE-Z]")
_LONE_COMMAND: Final = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
#: Words in capitals that are no acronyms. "IT", "OR" and "US" are acronyms more often.
_EMPHASIS: Final = frozenset(
    "ALL AND ANY ARE BUT EVERY FOR FROM HOW MORE MUST NEVER NOT OF ONLY OUR THAT THE THEIR THIS"
    " VS WHAT WHEN WHERE WHY WITH YOU YOUR".split()
)
#: The number of letters from which on a word in capitals is hardly an acronym: among other
#: such words, and alone.
_LONG: Final = 5
_LONG_ALONE: Final = 7


class Capitals(NamedTuple):
    """The wrong capitals of a title, as slices of its source."""

    #: Words in capitals that are no acronyms.
    loud: tuple[slice, ...]
    #: Words and compounds that need braces.
    needed: tuple[slice, ...]


class _Word(NamedTuple):
    #: The indices of its first piece and behind its last one.
    start: int
    end: int
    #: Its LaTeX.
    source: str
    signs: str
    #: Its letters: "U" for each capital, "u" for each small one.
    letters: str
    #: The signs between it and the word before.
    before: str

    @property
    def is_joined(self) -> bool:
        """Tell whether it is in one compound with the word before."""
        return _JOINT.fullmatch(self.before) is not None

    @property
    def begins_part(self) -> bool:
        """Tell whether it begins the title, or a part of it behind a colon or in brackets."""
        return self.before not in _PART and not self.is_joined

    @property
    def is_capitalized(self) -> bool:
        """Tell whether it is written as "Word": one capital, then small letters."""
        return self.letters[:1] == "U" and len(self.letters) > 2 and "U" not in self.letters[1:]


def capitals_advice(
    source: str, field: str, common: Collection[str] = frozenset()
) -> Iterator[str]:
    """Yield messages on the capitals of a title.

    :param source: the LaTeX of the title.
    :param field: the name of its field.
    :param common: words that are no names, from :func:`common_words`.
    """
    title = " ".join(source.split())
    found = find_capitals(title, common)
    loud, needed = (list(dict.fromkeys(title[place] for place in places)) for places in found)
    if loud:
        yield (
            f"{_quoted(loud)} in the {field} {'is' if len(loud) == 1 else 'are'} in capitals:"
            f" write the {field} as in running text, with braces around acronyms and names only"
        )
    if needed:
        whose = "its" if len(needed) == 1 else "their"
        braces = ", ".join(map(braced, needed))
        yield f"{_quoted(needed)} in the {field} would lose {whose} capitals: write {braces}"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def find_capitals(title: str, common: Collection[str] = frozenset()) -> Capitals:
    """Return the wrong capitals of *title*.

    :param title: its LaTeX, on one line.
    :param common: words that are no names, from :func:`common_words`.
    """
    pieces, signs = read_signs(title)
    offsets = list(accumulate(map(len, pieces), initial=0))
    words = list(_words(pieces, signs))

    def place(stretch: range) -> slice:
        return slice(offsets[words[stretch[0]].start], offsets[words[stretch[-1]].end])

    loud = list(_loud(words))
    needed: list[range] = []
    if not loud or not _all_in_capitals(words):
        needed += _needed(words, {index for stretch in loud for index in stretch})
        taken = {index for stretch in needed for index in stretch}
        for part in _parts(words):
            if _is_sentence(title[place(part)]):
                names = _names(words, part, common)
                needed += [name for name in names if taken.isdisjoint(name)]
    needed.sort(key=lambda stretch: stretch.start)
    return Capitals(tuple(map(place, loud)), tuple(map(place, needed)))


def braced(source: str) -> str:
    r"""Return *source* in the braces that keep its capitals.

    >>> braced("GAN"), braced(r"\LaTeX"), braced(r"\(K\)")
    ('{GAN}', '{\\LaTeX}', '{{\\(K\\)}}')
    """
    command = _LONE_COMMAND.fullmatch(source)
    # BibTeX changes a group that begins with a backslash, but not a group in a group.
    is_changed = source.startswith("\\") and not (command and command[1] not in LETTERS)
    return f"{{{{{source}}}}}" if is_changed else f"{{{source}}}"


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that are in small letters somewhere in *texts*: these are no names."""
    found = (word for text in texts for word in _COMMON_WORD.findall(text))
    return frozenset(filter(str.islower, found))


def _words(pieces: Sequence[str], signs: str) -> Iterator[_Word]:
    behind = 0
    for word in _WORD.finditer(signs):
        start, end = word.span()
        letters = re.sub("[^Uu]", "", word[0].replace("K", "U"))
        # The first word has no signs before it, not even a space.
        before = signs[behind:start] if behind else ""
        yield _Word(start, end, "".join(pieces[start:end]), word[0], letters, before)
        behind = end


def _all_in_capitals(words: Iterable[_Word]) -> bool:
    return not any("u" in word.letters for word in words)


def _loud(words: Sequence[_Word]) -> Iterator[range]:
    """Yield ranges of neighbouring words in capitals that are no acronyms."""
    together = _all_in_capitals(words)
    parts = list(accumulate(word.begins_part and not together for word in words))

    def stretch_of(index: int) -> tuple[int, bool]:
        return parts[index], "u" in words[index].letters

    for (_, is_small), group in groupby(range(len(words)), stretch_of):
        with_letters = [index for index in group if words[index].letters]
        if with_letters and not is_small:
            stretch = range(with_letters[0], with_letters[-1] + 1)
            begins = together or words[stretch.start].begins_part
            ends = stretch.stop == len(words) or words[stretch.stop].begins_part
            if _is_loud([words[index] for index in stretch], begins and ends, together):
                yield stretch


def _is_loud(words: Sequence[_Word], is_part: bool, is_title: bool) -> bool:
    """Tell whether the *words*, which are in capitals, are no acronyms.

    :param is_part: they are a whole part of the title.
    :param is_title: they are all words of the title.
    """
    spoken = [
        word
        for word in words
        if word.source == "A" or (len(word.letters) > 1 and not _ROMAN.fullmatch(word.source))
    ]
    is_spaced = any(" " in word.before for word in words[1:])
    long = sum(len(word.letters) >= _LONG and "d" not in word.signs for word in spoken)
    emphatic = sum(word.source in _EMPHASIS for word in spoken)
    if is_title:
        return len(spoken) > 1 or any(len(word.letters) >= _LONG_ALONE for word in spoken)
    if is_part and (long > 0 or (emphatic > 0 and len(spoken) > 3)):
        return is_spaced and len(spoken) > 1
    return is_spaced and long > 0 and long + emphatic > 1


def _needed(words: Sequence[_Word], loud: Collection[int]) -> Iterator[range]:
    """Yield ranges of words that need braces, one pair around each range."""
    needed = {index for index in range(len(words)) if _is_needed(words, index)}.difference(loud)
    stop = 0
    for first in sorted(needed):
        if first < stop:
            continue
        stop = first + 1
        while stop < len(words) and words[stop].is_joined:
            if not (stop in needed or _LONE_OR_NUMBER.fullmatch(words[stop].signs)):
                break
            stop += 1
        takes_one_more = first - 1 not in loud and _needs_the_one_before(words, first)
        yield range(first - takes_one_more, stop)


def _is_needed(words: Sequence[_Word], index: int) -> bool:
    word = words[index]
    next_joint = words[index + 1].before if words[index + 1 : index + 2] else ""
    is_joined_to_next = _JOINT.fullmatch(next_joint) is not None
    if word.signs == "U" and word.source == "A":
        if is_joined_to_next:  # "A-level", but not "Print-A-Sketch"
            return not word.is_joined
        # The last word is no article: "Vitamin A".
        return word.is_joined or not (word.begins_part or next_joint.startswith(" "))
    if word.signs == "U" and word.source == "E" and next_joint == "-":  # "E-Commerce"
        return False
    if word.source in _EMPHASIS and not (word.is_joined or is_joined_to_next):
        return False
    return _NEEDED.search(word.signs) is not None


def _needs_the_one_before(words: Sequence[_Word], index: int) -> bool:
    """Tell whether a word ends a compound: "7B" in "Llama-7B", "D" in "Ph.D." and "3-D"."""
    word, before = words[index], words[index - 1]
    if before.letters[:1] == "U":
        return word.before == "." or (word.is_joined and bool(_SIZE.fullmatch(word.source)))
    return word.before == "-" and not before.signs.strip("d")


def _parts(words: Sequence[_Word]) -> Iterator[range]:
    starts = [index for index, word in enumerate(words) if word.begins_part]
    yield from map(range, starts, [*starts[1:], len(words)])


def _is_sentence(part: str) -> bool:
    """Tell whether a part of a title is written as a sentence: only its names have capitals.

    Words in braces count as well: a protected name makes no other word a name.
    """
    words = _TEXT_WORD.findall(_NO_TEXT.sub("", part))
    small = sum(word.islower() and len(word) > 3 for word in words)
    capitalized = sum(len(word) > 1 and word[:2].istitle() for word in words[1:])
    return small >= 3 and small >= 3 * capitalized


def _names(words: Sequence[_Word], part: range, common: Collection[str]) -> Iterator[range]:
    """Yield ranges of capitalized words in a sentence: "Markov", "Monte Carlo"."""
    stop = part.start
    for first in part:
        word, before = words[first], words[first - 1]
        if first < stop or not word.is_capitalized:
            continue
        stop = first + 1
        while stop < part.stop and words[stop].is_capitalized and words[stop].before in _PHRASE:
            stop += 1
        if first < part.start + 2:  # many titles begin with two capitals: "A Survey of"
            continue
        if word.is_joined and (before.is_joined or "U" in before.letters):  # "GAN-Based"
            continue
        names = (re.sub("['’]s?$", "", word.source).lower() for word in words[first:stop])
        unknown = sum(name not in common for name in names)
        if 2 * unknown >= stop - first:  # "Great Plains", but not "Supply Chain Management"
            yield range(first, stop)
