"""Titles as CSL wants them: in sentence case, with signs around the words that stay as they are.

From these, styles make titles in title case, and never the other way round. What BibTeX's
``change.case$`` does to all titles is done here only to those in title case: in "On Markov chains"
the author has said which words are names. A title is in title case if hardly any of its words
begins with a small letter: all but short and common words such as "of" and "with". One word in
five may, since authors forget some. "Most" would be too few: of "convergence of Markov chain Monte
Carlo" three words in five have capitals. By the same count German nouns make no title case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_publications.formats.exchange.csl_text import KEPT, KEPT_END, without_marks
from sphinx_publications.model.publication import Publication
from sphinx_publications.text.inline import (
    Inline,
    InlineText,
    ends_sentence,
    join,
    plain,
)
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_source import numbered_formulas, with_formulas
from sphinx_publications.text.scanner import brace_at, count_braces, group_end

__all__ = ["marked_title", "sentence_case"]

#: Words that are small in title case.
_SMALL: Final = frozenset(
    "a about above across after against along amid among an and are around as at based be before"
    " behind below beneath between beyond but by can despite do does down during et al for from"
    " has have how if in inside into is it its like meets near nor not of off on onto or our out"
    " over per so than that the their then this through throughout to toward towards under until"
    " up upon using versus via vs was we when where which while who why with within without yet"
    " your".split()
)
#: Entry types whose titles are names.
_NAMED: Final = frozenset(
    "dataset jurisdiction legislation periodical proceedings software".split()
)
#: So many words with a capital there are for each with a small letter.
_CAPITALS_FOR_EACH: Final = 4
#: The number of letters from which on a word is counted.
_COUNTED: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
#: Text behind which a word begins a sentence or a part: "GANs: ", "“Why? ", "(".
_BEGIN: Final = re.compile(r"(?:\A|[:?!.…—][”’\"')\]]*\s*)[“‘\"'(\[¿¡\s]*\Z")
#: The longest text before a word that says so.
_REACH: Final = 12
#: Signs of names: "Qwen2", "C++", "Node.js", "@home".
_JOINED: Final = re.compile(r"[\d+#@_]|\.\w")
#: A run of letters with protected ones among them: "{M}arkov", "{GAN}s".
_RUN: Final = re.compile(rf"(?<![^\W_])(?:[^\W_]*+{KEPT}[^{KEPT}{KEPT_END}]*+{KEPT_END})++[^\W_]*+")
_SIGN: Final = re.compile(f"([{KEPT}{KEPT_END}])")
#: The end of one stretch and the beginning of the next.
_NEIGHBOURS: Final = re.compile(f"{KEPT_END}( ?){KEPT}")
#: What may stand before a group: a command with arguments, or a group.
_GROUP_OR_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+\*?|.)|(?=\{)", re.DOTALL)


def marked_title(record: Publication, language: str) -> InlineText:
    """Return the title of *record* in sentence case if it is English, with signs around words.

    :param language: the code of the language of the title.

    The signs (:data:`~sphinx_publications.formats.exchange.csl_text.KEPT`) are around words in
    braces, and in English titles around formulas and all that is set in another style.
    """
    title = without_marks(record.title)
    sources = [record.fields.get(name, "") for name in ("title", "subtitle")]
    if any(map(count_braces, sources)):
        parts = [decode(_with_marks(source)).text for source in sources]
        between = (" " if ends_sentence(parts[0]) else ": ") if parts[1] else ""
        marked = join([*parts[0], between, *parts[1]])
        # A title that was read in another way has no braces that we know of.
        title = marked if plain(without_marks(marked)) == plain(title) else title
    is_english = language.startswith("en") and record.type not in _NAMED
    return sentence_case(title) if is_english else title


def _with_marks(source: str) -> str:
    r"""Return the LaTeX *source* with signs around its groups, but for the arguments of commands.

    In ``{\em …}`` BibTeX changes case, and braces around an accent are no protection.
    """
    text, formulas = numbered_formulas(_SIGN.sub("", source))
    parts: list[str] = []
    place = copied = 0
    while found := _GROUP_OR_COMMAND.search(text, place):
        place = found.end()
        is_protecting = not found[0] and brace_at(text, place) > 0
        end = group_end(text, place, tex=True)
        if is_protecting and end is None:
            break
        if is_protecting and end and text[place + 1 : place + 2] not in ("\\", "$"):
            parts += [text[copied:place], KEPT, text[place:end], KEPT_END]
            copied = end
        place = end or place
        while not is_protecting and (end := group_end(text, place, tex=True)):
            place = end
    return with_formulas("".join([*parts, text[copied:]]), formulas)


def sentence_case(title: InlineText) -> InlineText:
    """Return *title* in sentence case; what is between signs, or no string, stays as it is."""
    pieces = [*_pieces(title)]
    is_changed = _is_title_case(pieces)
    before = ""
    result: list[Inline] = []
    for is_loose, piece in pieces:
        if is_loose and is_changed and isinstance(piece, str):
            result.append(_lowered(piece, before))
        else:
            result.append(piece)
        before = f"{before}{_SIGN.sub('', plain((piece,)))}"[-_REACH:]
    return tuple(
        _NEIGHBOURS.sub(r"\1", piece) if isinstance(piece, str) else piece for piece in join(result)
    )


def _pieces(title: InlineText) -> Iterator[tuple[bool, Inline]]:
    """Yield the stretches of *title*, and whether their case may be changed; signs by themselves.

    A formula, or what is in another style, has signs around it unless it is between some.
    """
    is_loose = True
    for piece in title:
        if not isinstance(piece, str):
            (bare,) = without_marks((piece,)) or ("",)
            text = plain((bare,))
            signs = (KEPT, KEPT_END) if is_loose and text.lower() != text else ("", "")
            yield from ((False, it) for it in (signs[0], bare, signs[1]))
            continue
        for part in _SIGN.split(_RUN.sub(_whole, piece)):
            is_loose = part == KEPT_END if part in (KEPT, KEPT_END) else is_loose
            if part:
                yield is_loose and part != KEPT_END, part


def _whole(run: re.Match[str]) -> str:
    return f"{KEPT}{_SIGN.sub('', run[0])}{KEPT_END}"


def _is_title_case(pieces: list[tuple[bool, Inline]]) -> bool:
    capitals = small = 0
    before = ""
    for is_loose, piece in pieces:
        if is_loose and isinstance(piece, str):
            for word in _WORD.finditer(piece):
                if _begins(before, piece, word.start()) or _is_name(piece, word):
                    continue
                if word[0].istitle():
                    capitals += len(word[0]) >= _COUNTED
                elif piece[word.start() - 1 : word.start()] != "-":  # "Large-scale"
                    small += word[0] not in _SMALL
        before = f"{before}{_SIGN.sub('', plain((piece,)))}"[-_REACH:]
    return capitals >= max(1, small * _CAPITALS_FOR_EACH)


def _lowered(text: str, before: str) -> str:
    def lower(word: re.Match[str]) -> str:
        kept = _is_name(text, word) or _begins(before, text, word.start())
        return word[0] if kept else word[0].lower()

    return _WORD.sub(lower, text)


def _begins(before: str, text: str, place: int) -> bool:
    """Tell whether the word at *place* begins the title, a sentence or a part."""
    behind = f"{before[-_REACH:]}{text[max(place - _REACH, 0) : place]}"
    is_whole = not before and place <= _REACH
    found = _BEGIN.search(behind)
    return found is not None and (found.start() > 0 or is_whole or behind[:1] in ":?!.…—")


def _is_name(text: str, word: re.Match[str]) -> bool:
    """Tell whether a word has another form than "word" and "Word", or is joined to signs."""
    start, end = word.span()
    if len(word[0]) == 1:
        # "A" is an article between spaces; "K" is none.
        return not (word[0] == "A" and text[start - 1 : start] == text[end : end + 1] == " ")
    letters = word[0][1:]
    is_joined = _JOINED.match(text, end) or _JOINED.match(text[max(start - 1, 0) : start])
    return letters != letters.lower() or is_joined is not None
