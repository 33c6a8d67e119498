"""A list of names as people write it → single names as BibTeX wants them.

In BibTeX only "and" separates persons; people also write commas, semicolons, ampersands and
"et al.". Each of these is understood and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_publications.text.html_to_latex import replace_entities
from sphinx_publications.text.latex_source import SPACES
from sphinx_publications.text.scanner import is_balanced, split, unprotected, without_braces

__all__ = [
    "ASTERISKS", "SIGNS", "is_company", "may_have_signs", "may_have_suffix", "split_name",
    "split_names", "split_suffix",
]  # fmt: skip

_ET_AL: Final = re.compile(r"(?<!\s)(?:\s*+,)?(?:\s++and)?\s++et\.?\s++al\b\.?\s*$", re.IGNORECASE)
_SEPARATORS: Final = r"(?:(?<!\s)\s++)?;\s*|(?<!\s)\s++\\?&\s+"
#: "and" between persons, also with no-break spaces from a web page.
_AND: Final = r"(?<!\s)\s++(?i:and)\s+"
#: An "and" without a name on one of its sides.
_NO_NAME: Final = re.compile(r"^\s*and(?=\s)|(?<=\s)and\s*$|(?<=\s)and(?=\s+and\s)", re.IGNORECASE)
#: "Emile A.and Julie": no space behind an initial.
_NO_SPACE: Final = re.compile(r"(?<=\b[^\W\d_]\.)and\s+(?=\w)")
#: "A.", "A. M.", "A.-M.", "AM"
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s~-]*){1,4}")
#: A suffix that is nobody's name.
_TITLE: Final = r"(?i:Jr|Sr|Jnr|Snr|Ph\.?\s?D|Esq|[2-9](?:nd|rd|th))\.?"
_ALWAYS: Final = re.compile(_TITLE)
#: A suffix behind a whole name. "Vi" and "Xi" may be names, "V." and "I." initials.
_BEHIND: Final = re.compile(rf"{_TITLE}|II|III|IV|VI{{1,3}}")
#: A suffix between the family name and the given one. "Md" may be a name.
_BETWEEN: Final = re.compile(rf"{_TITLE}|[IVX]{{1,4}}|III?\.|MD|M\.\s?D\.?|(?i:Junior|Senior)")
#: "John Steele Jr.", "William III".
_ENDING: Final = re.compile(rf"(.*[^\s,~])[\s~]+({_BEHIND.pattern})", re.DOTALL)
#: The first letter of a word that no group protects. BibTeX looks behind the group in
#: "{M}ichael", too, and takes it for a particle.
_FIRST_LETTER: Final = re.compile(
    r"(?:\{?\\(?:[^\W\d_]++|.)|[^\w{\\]|[\d_])*+([^\W\d_])", re.DOTALL
)
#: What stands behind the name of a company.
_COMPANY: Final = re.compile(
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH|S\.p\.A|PLC|Pty Ltd)\.?", re.IGNORECASE
)
#: First words of family names, in lower case: "Di Luch", "Van Dam".
_PARTICLES: Final = frozenset(
    "al ben bin da das de del della den der des di dos du el ibn la le lo san st. ten ter van von"
    " zu".split()
)
#: Asterisks, which mean equal contribution, and other signs that people put behind a name.
ASTERISKS: Final = "*∗⁎＊"
SIGNS: Final = "†‡§¶‖∥★☆⋆✉♯♦◦∘✝⁺¹²³⁰⁴-⁹"
#: A pattern that all names with signs match; few others do. (Macros of accents have one
#: letter.)
_MAY_HAVE_SIGN: Final = re.compile(
    rf"[$#<{ASTERISKS}{SIGNS}]|(?<!\\)\^|\\(?:[A-Za-z]{{2}}|[SP(])|\w\d{{1,2}}\s*(?:,|$|\sand\s)"
)


def may_have_signs(names: str) -> bool:
    """Tell whether a name in *names* may have signs around it."""
    return _MAY_HAVE_SIGN.search(names) is not None


def split_names(value: str, problems: list[str]) -> list[str]:
    """Return the names in a list of names, each in a form that BibTeX knows.

    :param problems: receives a message on each way of writing that is not BibTeX's.

    >>> split_names("Doe, Jane; Roe, Richard", [])
    ['Doe, Jane', 'Roe, Richard']
    """
    # Entities first: the ";" in "M&uuml;ller" separates no persons.
    value = replace_entities(SPACES.sub(" ", value.strip()), problems)
    if _ET_AL.search(value):
        value = _ET_AL.sub(" and others", value)
        problems.append("says “et al.”; write “and others”")
    value = _with_and(value, problems)
    if _NO_SPACE.search(value):
        value = _NO_SPACE.sub(" and ", value)
        problems.append("has no space before an “and”")
    # "A and and B" and "A and" have no further name.
    value = _NO_NAME.sub("", value)
    names = split(value, _AND)
    return [
        person
        for name in names
        if without_braces(name).strip(" \t\r\n~,")
        for person in _persons_at_commas(name, len(names), problems)
    ]


def _with_and(value: str, problems: list[str]) -> str:
    """Return *value* with "and" for semicolons and ampersands outside of braces."""
    parts, position, found = [], 0, []
    value = value.rstrip("; \t\r\n")
    for sign in unprotected(value, _SEPARATORS) if re.search("[;&]", value) else ():
        parts += [value[position : sign.position], " and "]
        position = sign.end
        found.append(sign.text.strip().lstrip("\\"))
    problems.extend(f"has “{sign}” between persons; write “and”" for sign in dict.fromkeys(found))
    return "".join([*parts, value[position:]])


def _at_commas(name: str) -> list[str]:
    return [part.strip() for part in split(name, ",")]


def _persons_at_commas(name: str, count: int, problems: list[str]) -> Iterator[str]:
    """Yield the names in *name*, which has several if commas separate them.

    :param count: the number of names between the list's "and"s.
    """
    if name.count(",") < 2 and not name.endswith(","):
        yield name
        return
    parts = _at_commas(name)
    # "A B, C D, and E F": the comma before "and" shows that all of them separate.
    trailing = count > 1 and len(parts) > 1 and parts[-1] == ""
    parts = [part for part in parts if part]
    each_is_whole = all(len(part.split()) > 1 for part in parts)
    if each_is_whole and (len(parts) > 2 or (trailing and len(parts) > 1)):
        problems.append("has “,” between persons; write “and”")
        yield from parts
    elif (
        len(parts) > 3
        and len(parts) % 2 == 0
        and all(map(_INITIALS.fullmatch, parts[1::2]))
        and not any(map(_INITIALS.fullmatch, parts[::2]))
    ):
        problems.append("has “,” between persons; write “and”")
        for family, given in zip(parts[::2], parts[1::2], strict=True):
            yield f"{family}, {given}"
    elif (
        len(parts) > 2
        and all(len(part.split()) == 1 for part in parts[:2])
        and all(len(part.split()) > 1 for part in parts[2:])
        and (trailing or len(parts) > 3)
    ):
        # As Google Scholar has them: "Doe, Jane, Richard Roe, and Jim Poe".
        problems.append("has “,” between persons; write “and”")
        yield ", ".join(parts[:2])
        yield from parts[2:]
    else:
        yield parts[0] if trailing and len(parts) == 1 else name


def is_company(name: str) -> bool:
    """Tell whether *name* is that of a company: "Example Corp., Inc."."""
    *before, end = _at_commas(name)
    return len(before) == 1 and _COMPANY.fullmatch(end) is not None


def may_have_suffix(name: str) -> bool:
    """Tell whether *name*, with at most one comma, may end with a suffix."""
    return _ENDING.fullmatch(name.replace(",", "")) is not None


def split_suffix(name: str, problems: list[str]) -> tuple[str, str]:
    """Return *name* without its suffix, in a form that BibTeX knows, and the suffix.

    A word that can be a given name is no suffix: "V." is seldom "the fifth", and "Md" seldom a
    doctor.

    :param problems: receives a message on each way of writing that is not BibTeX's.

    >>> split_suffix("Doe, Jr., Jane", [])
    ('Doe, Jane', 'Jr.')
    """
    first, *parts = _at_commas(name)
    ending = _ENDING.fullmatch(parts[0] if len(parts) == 1 else name)
    if not parts:
        given, _, family = ending[1].rpartition(" ") if ending else ("", "", "")
        if ending is None or not given or not is_balanced(family, tex=True):
            return name, ""
        return f"{given} {{{family} {ending[2]}}}", ""
    if len(parts) == 1:
        words = first.split()
        is_whole = len(words) > 1 and words[0].lower() not in _PARTICLES
        if not (_BEHIND if is_whole else _ALWAYS).fullmatch(parts[0]):
            return (f"{first}, {ending[1]}", ending[2]) if ending else (name, "")
        given, _, family = first.rpartition(" ")
        advice = f"write “{family}, {parts[0]}, {given or '…'}”"
        problems.append(f"has a suffix in the place of the given name in “{name}” ({advice})")
        return first, parts[0]
    suffix = next((part for part in parts if _BETWEEN.fullmatch(without_braces(part))), "")
    if len(parts) > 2 or parts[0] != suffix:
        problems.append(f"has too many commas in the name “{name}” (is an “and” missing?)")
    given = " ".join(part for part in parts if part and part != suffix)
    return f"{first}, {given}", without_braces(suffix)


def split_name(name: str) -> tuple[str, str, str]:
    """Return the family name, the given name and the prefix of *name*, which has no suffix.

    A prefix is the words from the first to the last one in lower case, but for the last of all:
    "van der" in "Jan van der Berg". A name all in lower case ("bell hooks") has none, unless a
    comma is behind the family name.

    >>> split_name("Ludwig van Beethoven")
    ('Beethoven', 'Ludwig', 'van')
    """
    words, *rest = (
        [word for word in split(part, r"[ \t\r\n~]+") if word] for part in split(name, ",")
    )
    letters = [match[1] if (match := _FIRST_LETTER.match(word)) else "" for word in words]
    lower = [number for number, letter in enumerate(letters[:-1]) if letter.islower()]
    if lower and (rest or not all(map(str.islower, letters))):
        start, end = 0 if rest else lower[0], lower[-1] + 1
    else:
        start = end = 0 if rest else len(words) - 1
    given = words[:start] + [word for part in rest for word in part]
    return " ".join(words[end:]), " ".join(given), " ".join(words[start:end])
