"""Lists of names as people write them → names that BibTeX would understand.

BibTeX separates persons by "and" and nothing else; people also write commas,
semicolons, ampersands and "et al.". What is taken for what is reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.text.html_to_latex import replace_entities
from sphinx_publications.text.latex_source import SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

_ET_AL: Final = re.compile(r"(?:\s*,)?(?:\s+and)?\s+et\.?\s+al\b\.?\s*$", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"\s*;\s*|\s+\\?&\s+|[{}]|\\.")
#: What separates persons, what protects it, and what is protected by a backslash. (What is
#: copied from a page has no-break spaces.)
_AND: Final = re.compile(r"\s+and\s+|[{}]|\\.", re.IGNORECASE | re.DOTALL)
#: An "and" with no name on one of its sides.
_NO_NAME: Final = re.compile(r"^\s*and(?=\s)|(?<=\s)and\s*$|(?<=\s)and(?=\s+and\s)", re.IGNORECASE)
#: "A.", "A. M.", "A.-M.", "AM"
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s~-]*){1,4}")
#: What nobody is called: a suffix wherever it stands.
_TITLE: Final = r"(?i:Jr|Sr|Jnr|Snr|Ph\.?\s?D|Esq|[2-9](?:nd|rd|th))\.?"
_ALWAYS: Final = re.compile(_TITLE)
#: What follows a whole name. But "Vi" and "Xi" are names, "V." and "I." initials.
_BEHIND: Final = re.compile(rf"{_TITLE}|II|III|IV|VI{{1,3}}")
#: What stands between a family name and a given one. But "Md" is a name.
_BETWEEN: Final = re.compile(rf"{_TITLE}|[IVX]{{1,4}}|III?\.|MD|M\.\s?D\.?|(?i:Junior|Senior)")
#: "John Steele Jr.", "William III".
_ENDING: Final = re.compile(rf"(.*[^\s,~])[\s~]+({_BEHIND.pattern})", re.DOTALL)
#: Words, in lower case, that begin a family name: "Di Luch", "Van Dam".
_PARTICLES: Final = frozenset(
    "al ben bin da das de del della den der des di dos du el ibn la le lo san st. ten ter van von"
    " zu".split()
)
#: Asterisks, which mean equal contribution, and characters with meanings of their own.
ASTERISKS: Final = "*∗⁎＊"
SIGNS: Final = "†‡§¶‖∥★☆⋆✉♯♦◦∘✝⁺¹²³⁰⁴-⁹"
#: A name without any of these is one; most are. (A macro of an accent has one letter.)
_MAY_HAVE_SIGN: Final = re.compile(
    rf"[$#<{ASTERISKS}{SIGNS}]|(?<!\\)\^|\\(?:[A-Za-z]{{2}}|[SP(])|\w\d{{1,2}}\s*(?:,|$|\sand\s)"
)


def may_have_signs(names: str) -> bool:
    """Tell whether a name, or a list of them, may have more around it than is the name."""
    return _MAY_HAVE_SIGN.search(names) is not None


def split_names(value: str, problems: list[str]) -> list[str]:
    """Return the names in a BibTeX list, each in a form that BibTeX knows.

    :param problems: receives what is not written as BibTeX has it.
    """
    # The ";" of an entity, as in "M&uuml;ller", is none between persons.
    value = replace_entities(SPACES.sub(" ", value.strip()), problems)
    if _ET_AL.search(value):
        value = _ET_AL.sub(" and others", value)
        problems.append("says “et al.”; write “and others”")
    value = _with_and(value, problems)
    # What is empty ("A and and B", "A and") is no name.
    value = _NO_NAME.sub("", value)
    names = _at_and(value)
    return [
        person
        for name in names
        if name.strip(" \t\r\n{}~,")
        for person in _at_commas(name, len(names), problems)
    ]


def _at_and(value: str) -> list[str]:
    """Return the names between each "and" that stands in no braces.

    bibtexparser has a function for this, in which a name that begins with a backslash
    loses it, and the letter behind it, if another name stands before.
    """
    depth, names, position = 0, [], 0
    for match in _AND.finditer(value):
        if match[0] in {"{", "}"}:
            depth = max(0, depth + (1 if match[0] == "{" else -1))
        elif depth == 0 and match[0][0] != "\\":
            names.append(value[position : match.start()])
            position = match.end()
    return [*names, value[position:]]


def _with_and(value: str, problems: list[str]) -> str:
    """Return *value* with "and" for semicolons and ampersands that stand in no braces."""
    depth, parts, position, found = 0, [], 0, []
    for match in _SEPARATORS.finditer(value):
        sign = match[0].strip().lstrip("\\")
        if match[0] in {"{", "}"}:
            depth += 1 if match[0] == "{" else -1
        elif depth == 0 and sign in {";", "&"} and value[match.end() :].strip():
            parts += [value[position : match.start()], " and "]
            position = match.end()
            found.append(sign)
    problems.extend(f"has “{sign}” between persons; write “and”" for sign in dict.fromkeys(found))
    return "".join([*parts, value[position:]]).rstrip("; \t\r\n")


def segments(name: str) -> list[str]:
    """Return the parts of a name between commas that stand in no braces."""
    depth, parts, position = 0, [], 0
    for mark in re.finditer("[{},]", name):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if mark[0] == "," and depth == 0:
            parts.append(name[position : mark.start()].strip())
            position = mark.end()
    return [*parts, name[position:].strip()]


def _at_commas(name: str, count: int, problems: list[str]) -> Iterator[str]:
    """Yield the persons in what BibTeX takes for one name, where commas separate them."""
    if name.count(",") < 2 and not name.endswith(","):
        yield name
        return
    parts = segments(name)
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
    elif trailing and len(parts) == 1:
        yield parts[0]
    else:
        yield name


def may_have_suffix(name: str) -> bool:
    """Tell whether :func:`suffix_apart` has anything to do for a name with one comma or none."""
    return _ENDING.fullmatch(name.replace(",", "")) is not None


def suffix_apart(name: str, problems: list[str]) -> tuple[str, str]:
    """Return *name*, so that BibTeX's rules fit what is left of it, and its suffix.

    What can be a given name is one: most people called "V." or "Md" are nobody's fifth, and
    no doctors.

    :param problems: receives what is not written as BibTeX has it.
    """
    first, *parts = segments(name)
    ending = _ENDING.fullmatch(parts[0] if len(parts) == 1 else name)
    if not parts:
        given, _, family = ending[1].rpartition(" ") if ending else ("", "", "")
        if ending is None or not given or "}" in family:
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
    suffix = next((part for part in parts if _BETWEEN.fullmatch(part.strip("{}"))), "")
    if len(parts) > 2 or parts[0] != suffix:
        problems.append(f"has too many commas in the name “{name}” (is an “and” missing?)")
    given = " ".join(part for part in parts if part and part != suffix)
    return f"{first}, {given}", suffix.strip("{}")
