"""Lists of names as people write them → names that BibTeX would understand.

BibTeX separates persons by "and" and nothing else; people also write commas,
semicolons, ampersands and "et al.". What is taken for what is reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.latex_source import SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

_ET_AL: Final = re.compile(r"(?:\s*,)?(?:\s+and)?\s+et\.?\s+al\b\.?\s*$", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"\s*;\s*|\s+\\?&\s+|[{}]|\\.")
_AMPERSAND: Final = re.compile(r"\\?&amp;")
#: What separates persons, what protects it, and what is protected by a backslash.
_AND: Final = re.compile(r"[ \t\r\n]+and[ \t\r\n]+|[{}]|\\.", re.IGNORECASE | re.DOTALL)
#: An "and" with no name on one of its sides.
_NO_NAME: Final = re.compile(r"^\s*and(?=\s)|(?<=\s)and\s*$|(?<=\s)and(?=\s+and\s)", re.IGNORECASE)
#: "A.", "A. M.", "A.-M.", "AM"
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s~-]*){1,4}")
SUFFIX: Final = re.compile(
    r"(?:Jr|Sr|Junior|Senior|Ph\.?\s?D|M\.?D|Esq|[IVX]{1,4}|[2-9](?:nd|rd|th))\.?", re.IGNORECASE
)


def split_names(value: str, problems: list[str]) -> list[str]:
    """Return the names in a BibTeX list, each in a form that BibTeX knows.

    :param problems: receives what is not written as BibTeX has it.
    """
    value = _AMPERSAND.sub("&", SPACES.sub(" ", value.strip()))
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
    if "{" not in name and "}" not in name:
        return [part.strip() for part in name.split(",")]
    depth, parts = 0, [""]
    for character in name:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


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
