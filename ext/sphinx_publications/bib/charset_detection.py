"""The encoding that the bytes of a ``.bib`` file are most likely in.

The bytes are decoded in each encoding, and the plausibility of the text is computed: how often
do languages have these letters between these neighbours? Before a blank, "À" is frequent in
French and "Ŕ" is rare in Slovak: the byte in "À propos" is Windows-1252, not Windows-1250. Only
words that are not ASCII count, and a ``.bib`` file may have a single one. The file
``letters.txt`` has the frequencies.
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from operator import add
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["CHARSETS", "WINDOWS_1252", "Charset", "charset_named", "likely_charset", "plausibility"]


class Charset(NamedTuple):
    """An encoding that a file may be in."""

    #: Python's name.
    codec: str
    #: The name that iconv and most editors know.
    name: str
    #: Its writing systems in words.
    words: str
    #: How rare files in it are, compared to Windows-1252: minus the logarithm of the ratio.
    rare: float
    #: The languages written in it, as codes between spaces.
    languages: str

    def __str__(self) -> str:
        """Return the name for authors: "Western European (Windows-1252)"."""
        return f"{self.words} ({self.name})" if self.words else self.name


_WEST: Final = "fr de es pt ca it nl sv da nb fi"
_CENTRE: Final = "pl cs sk hu ro sh sl de"
_CYRILLIC: Final = "ru uk bg"
CHARSETS: Final = tuple(
    Charset(*row)
    for row in (
        ("cp1252", "Windows-1252", "Western European", 0, _WEST),
        ("cp1252", "Windows-1252", "Western European", 6, "is da"),
        ("cp1252", "Windows-1252", "Western European", 4, "et fi"),
        ("iso8859_15", "ISO-8859-15", "Western European", 6, _WEST),
        ("mac_roman", "Macintosh", "Western European, old Macintosh", 6, _WEST),
        ("cp850", "CP850", "Western European, DOS", 7, _WEST),
        ("cp1250", "Windows-1250", "Central European", 1.5, _CENTRE),
        ("iso8859_2", "ISO-8859-2", "Central European", 2.5, _CENTRE),
        ("cp852", "CP852", "Central European, DOS", 8, _CENTRE),
        ("cp1257", "Windows-1257", "Baltic", 5, "lt lv"),
        ("cp1254", "Windows-1254", "Turkish", 1.5, "tr"),
        ("cp1251", "Windows-1251", "Cyrillic", 2, _CYRILLIC),
        ("koi8_u", "KOI8-U", "Cyrillic", 3, _CYRILLIC),
        ("cp866", "CP866", "Cyrillic, DOS", 8, _CYRILLIC),
        ("iso8859_5", "ISO-8859-5", "Cyrillic", 7, _CYRILLIC),
        ("mac_cyrillic", "Mac-Cyrillic", "Cyrillic, old Macintosh", 12, _CYRILLIC),
        ("cp1253", "Windows-1253", "Greek", 2.5, "el"),
        ("iso8859_7", "ISO-8859-7", "Greek", 4, "el"),
        ("cp1255", "Windows-1255", "Hebrew", 7, "he"),
        ("cp1256", "Windows-1256", "Arabic", 8, "ar fr"),
        ("gb18030", "GB18030", "Simplified Chinese", 2, "zh"),
        ("big5", "Big5", "Traditional Chinese", 3, "tw"),
        ("big5hkscs", "Big5-HKSCS", "Traditional Chinese", 3.5, "tw"),
        ("shift_jis", "Shift_JIS", "Japanese", 3, "ja"),
        ("cp932", "CP932", "Japanese", 3.5, "ja"),
        ("euc_jp", "EUC-JP", "Japanese", 3.5, "ja"),
        ("cp949", "CP949", "Korean", 3, "ko"),
    )
)
WINDOWS_1252: Final = CHARSETS[0]
_ASCII_BYTES: Final = bytes(range(128))
#: Encoding → the extension of it that people mean by its name.
_EXTENDED: Final = {
    "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
    "koi8-r": "koi8-u",
}  # fmt: skip
#: How many bytes of words are decoded, or up to twice as many.
_SAMPLE: Final = 2000
#: Bytes up to the next blank, comma or "="; no encoding has these within a character.
_WORD_BYTES: Final = re.compile(rb"[0-9\x40-\xff]+")
_WORD: Final = re.compile(r"[^\0-/:-?]+")
_BRACES: Final = str.maketrans("", "", "{}")  # they do not end a word

# Probabilities, as logarithms.
_ASCII: Final = math.log(1 / 40)  # so that "éa" and one character of two bytes compare
_NEVER: Final = math.log(1e-7)  # a letter of no use in a language, a symbol, a control
_SELDOM: Final = math.log(0.002)  # a neighbour of no use to a letter, or in another script
_CAPITAL: Final = math.log(0.1)
_CAPITAL_INSIDE: Final = math.log(0.0005)  # "aB"
_ALONE, _ALONE_ABROAD = math.log(0.02), math.log(1e-5)  # a word of one letter: Latin, other
_LATIN_SHARE: Final = math.log(0.1)  # the part of letters in Latin text that is not ASCII
_PUNCTUATION: Final = {
    mark: math.log(chance)
    for chance, marks in (
        (4e-3, "’–“”«»¿¡，。、：　・（）"),
        (1e-3, "‘„—…「」《》ºª©®"),
        (3e-4, "°·§€×±№µ•™"),
        (1e-4, "\xa0"),
        (1e-5, "²³´£†¼½¾①②③④⑤㈱"),
    )
    for mark in marks
}
#: Marks that may stand between letters; never before a letter; never behind one.
_JOINING, _CLOSING, _OPENING = frozenset("’·–—，。、：（）「」《》・\xa0"), "’”®", "¿¡"
#: The languages with a list of characters instead of letters with neighbours.
_CHARACTERS: Final = frozenset(("zh", "tw", "ja", "ko"))
#: The first character behind the Latin letters, and behind the letters of any alphabet.
_LATIN, _CHINESE = "\u0250", "\u2e80"


class _Letter(NamedTuple):
    """The logarithms of a letter's frequency, and of factors for the letters beside it."""

    chance: float
    before: Mapping[str, float]
    behind: Mapping[str, float]


def likely_charset(data: bytes) -> Charset:
    """Return the most likely encoding of *data*, which is not UTF-8."""
    words = list(dict.fromkeys(word for word in _WORD_BYTES.findall(data) if not word.isascii()))
    step = 1 + sum(map(len, words)) // _SAMPLE
    sample = b" ".join(words[::step])[: 2 * _SAMPLE]

    def weight(charset: Charset) -> float:
        text = sample.decode(charset.codec, "replace")
        return plausibility(text, charset.languages) - charset.rare

    return max(CHARSETS, key=weight)


def charset_named(name: str) -> Charset | None:
    """Return the encoding with Python's *name*, or None if there is none that extends ASCII."""
    try:
        codec = codecs.lookup(name).name
        if _ASCII_BYTES.decode(codec) != _ASCII_BYTES.decode():
            return None
    except (LookupError, ValueError):  # a codec from bytes to bytes, or without some of ASCII
        return None
    codec = _EXTENDED.get(codec, codec)
    known = (charset for charset in CHARSETS if codecs.lookup(charset.codec).name == codec)
    return next(known, Charset(codec, codec.upper().replace("_", "-"), "", 0, ""))


def plausibility(text: str, languages: str = "") -> float:
    """Return the logarithm of the probability of *text*, up to a constant.

    It compares texts that are decoded from the same bytes.

    :param languages: the codes of the languages that *text* may be in; "" for any.
    """
    known = [_letters(language) for language in languages.split() or _rows()]
    words = _WORD.findall(text.translate(_BRACES))
    return sum(weight for word in words if not word.isascii() for weight in _weights(word, known))


def _weights(word: str, languages: list[Mapping[str, _Letter]]) -> Iterator[float]:
    """Yield the logarithms of the probability of *word*, and of each mark in it."""
    likely = [0.0] * len(languages)
    for left, character, right in zip(f" {word}", word, f"{word[1:]} ", strict=False):
        if character.isascii():
            yield _ASCII * character.isalpha()
        elif character in _PUNCTUATION or not character.isalpha():
            yield _mark(left, character, right)
        else:
            yield _shape(left, character, right)
            trio = _folded(left), _folded(character), _folded(right)
            chances = (_chance(letters, *trio) for letters in languages)
            likely = list(map(add, likely, chances))
    best = max(likely)  # the mean over the languages
    yield best + math.log(sum(math.exp(one - best) for one in likely) / len(likely))


def _folded(character: str) -> str:
    if not character.isalpha():
        return "_"
    lower = character.lower()
    return lower if len(lower) == 1 else character  # "İ"


def _mark(left: str, mark: str, right: str) -> float:
    if right.isalpha():
        fits = mark in _JOINING if left.isalpha() else mark not in _CLOSING
    else:
        fits = mark not in _OPENING
    return _PUNCTUATION.get(mark, _NEVER) if fits else _NEVER


def _shape(left: str, letter: str, right: str) -> float:
    """Return the probability of the case and script of *letter*, also as a logarithm."""
    weight = 0.0
    if letter.isupper():
        weight += _CAPITAL_INSIDE if left.islower() else _CAPITAL
    if letter >= _LATIN:
        weight += _SELDOM * sum(side.isascii() and side.isalpha() for side in (left, right))
    if letter < _CHINESE and not left.isalpha() and not right.isalpha():
        weight += _ALONE if letter < _LATIN else _ALONE_ABROAD
    return weight


def _chance(letters: Mapping[str, _Letter], before: str, letter: str, behind: str) -> float:
    """Return the logarithm of the probability of *letter* in the language with *letters*."""
    known = letters.get(letter)
    if known is None:
        return _NEVER
    weight = known.chance
    if known.before:
        weight += known.before.get(before, _SELDOM)
        if behind.isascii():  # other letters add this factor themselves
            weight += known.behind.get(behind, _SELDOM)
    return weight


@cache  # each file that is not in UTF-8 is weighed by them a hundred times
def _letters(language: str) -> Mapping[str, _Letter]:
    """Return the letters of a language, or its most frequent characters, by groups."""
    rows = _rows()[language]
    if language in _CHARACTERS:
        groups = [(0.5**place, group) for place, group in enumerate(rows[0])]
        total = sum(weight * len(group) for weight, group in groups)
        return {
            character: _Letter(math.log(weight / total), {}, {})
            for weight, group in groups
            for character in group
        }
    return {
        letter: _Letter(
            math.log(int(share) / 10_000) + (_LATIN_SHARE if letter < _LATIN else 0.0),
            _neighbours(before),
            _neighbours(behind),
        )
        for letter, share, before, behind in rows
    }


@cache  # or the file would be read again for each language
def _rows() -> Mapping[str, list[list[str]]]:
    rows: dict[str, list[list[str]]] = {}
    letters = Path(__file__).parent / "letters.txt"
    for line in letters.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, *row = line.split()
            rows.setdefault(language, []).append(row)
    return rows


def _neighbours(letters: str) -> dict[str, float]:
    """Return the logarithm of each letter's probability as a neighbour, against pure chance.

    :param letters: the most frequent first. The second is half as probable as the first, the
        third a third, and the last ones less: this fits the letters of all languages.
    """
    weights = [math.exp(-place / 12) / (place + 1) for place in range(len(letters))]
    total = sum(weights)
    factors = (math.log(30 * weight / total) for weight in weights)
    return dict(zip(letters, factors, strict=True))
