"""A BibTeX list of names → persons.

A name is split by BibTeX's rules (Patashnik, *BibTeXing*, 1988; Markey, *Tame the BeaST*,
section 11), or read as biblatex's ``family=…, given=…``
(biblatex manual, section 2.3.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from sphinx_publications.model.marks import Mark
from sphinx_publications.model.persons import Person, is_east_asian
from sphinx_publications.model.reports import nearest
from sphinx_publications.reading.name_signs import Bare, without_signs
from sphinx_publications.reading.name_splitting import (
    is_company,
    may_have_suffix,
    split_name,
    split_names,
    split_suffix,
)
from sphinx_publications.text.inline import plain
from sphinx_publications.text.integers import integer
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_accents import replace_accents
from sphinx_publications.text.scanner import GROUP, group_end

__all__ = ["NameList", "parse_names"]


class NameList(NamedTuple):
    """The persons of a list of names, and its problems, to be reported."""

    persons: tuple[Person, ...] = ()
    #: The list ends with "and others".
    others: bool = False
    problems: tuple[str, ...] = ()


_EXTENDED: Final = re.compile(r"^\s*(?:family|given|prefix|suffix)(?:-i)?\s*=", re.IGNORECASE)
_EXTENDED_PART: Final = re.compile(
    r"(family|given|prefix|suffix|useprefix|(?:family|given|prefix|suffix)-i)"
    rf"\s*=\s*(\"[^\"]*\"|(?:{GROUP}|[^,])*+)",
    re.IGNORECASE,
)
#: A word of a name: letters, maybe with hyphens between them or a period behind.
_WORD: Final = r"[^\W\d_]+\.?(?:-[^\W\d_]+\.?)*"
#: "Jane B. Doe", "Doe, Jane B.".
_SIMPLE: Final = re.compile(
    rf"(?P<words>{_WORD}(?: {_WORD})*)(?:, (?P<given>{_WORD}(?: {_WORD})*))?"
)
#: DBLP numbers persons of the same name: "John Doe 0002".
_HOMONYM: Final = re.compile(r"(?<=[^\W\d_.])\s\d{4}$")
_ANNOTATION: Final = re.compile(r"\s*([0-9]+)\s*(?::[^=]*)?=(.*)", re.DOTALL)
_ORCID: Final = re.compile(r"(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])\s*+(?:/\s*)?$", re.ASCII)


def parse_names(value: str, annotations: str = "", orcids: str = "") -> NameList:
    """Return the persons of a BibTeX name list.

    :param value: the field as its author wrote it: names joined by "and".
    :param annotations: the field ``author+an``: ``1=equal; 2=equal, corresponding``.
    :param orcids: the field ``author+an:orcid``: ``1="0000-0002-1825-0097"``.

    >>> parse_names("Zhu, Banghua and Jordan, Michael I.").persons[1].family
    'Jordan'
    """
    problems: list[str] = []
    persons: list[Person] = []
    marks = _annotations(annotations, problems)
    identifiers = _annotations(orcids, problems)
    names = split_names(value, problems)
    others = len(names) > 1 and names[-1].strip().lower() == "others"
    if others:
        del names[-1]
    if any(name.strip().lower() == "others" for name in names[1:]):
        problems.append("has “others” before other names; it is left out, and “et al.” ends them")
        names[1:] = [name for name in names[1:] if name.strip().lower() != "others"]
        others = True
    count = len(names)
    for number, name in enumerate(names, start=1):
        person, bare, name_problems = _read_name(name)
        problems += name_problems
        said = marks.get(number)
        if person and not (said or bare.has_asterisk or bare.orcid or number in identifiers):
            persons.append(person)  # as most persons
            continue
        words = {word.lower() for word in said or ()}
        person_marks = {mark for mark in Mark if mark.value in words}
        if bare.has_asterisk:
            person_marks.add(Mark.EQUAL)
        identifier = " ".join(identifiers.get(number, ())) or bare.orcid
        orcid = _ORCID.search(identifier)
        if identifier and not orcid:
            problems.append(f"annotates person {number} with “{identifier}”, which is no ORCID")
        if person and (person_marks or orcid):
            identifier = orcid[1].upper() if orcid else ""
            person = person._replace(marks=frozenset(person_marks), orcid=identifier)
        if person:
            persons.append(person)
    problems += [
        f"annotates person {number}, but there are {count}"
        for number in sorted({*marks, *identifiers})
        if not 1 <= number <= count
    ]
    # Annotations of other kinds are the author's own; one that is almost a mark is none.
    said_words = {value.lower() for values in marks.values() for value in values}
    problems += [
        f"has the unknown annotation “{value}” (did you mean “{near}”?)"
        for value in sorted(said_words.difference(Mark))
        if (near := nearest(value, Mark, 0.75))
    ]
    return NameList(tuple(persons), others, tuple(problems))


def _annotations(value: str, problems: list[str]) -> Mapping[int, tuple[str, ...]]:
    """Return a biblatex data annotation as a mapping: number of a person → values."""
    result: dict[int, tuple[str, ...]] = {}
    for item in value.split(";"):
        match = _ANNOTATION.match(item)
        number = integer(match[1]) if match else None
        if match and number is not None:
            values = tuple(part.strip().strip('"').strip() for part in match[2].split(","))
            result[number] = (*result.get(number, ()), *values)
        elif item.strip():
            problems.append(f"has the annotation “{item.strip()}”, which is not like “1=equal”")
    return result


@lru_cache(maxsize=65_536)  # people have many entries, and some entries thousands of people
def _read_name(source: str) -> tuple[Person | None, Bare, list[str]]:
    problems: list[str] = []
    bare = without_signs(source, problems)
    return _person(bare.name.strip(), problems), bare, problems


def _simple_person(source: str) -> Person | None:
    """Return the person with the name *source* if it is simple, as most names are, or None.

    A simple name has at most one comma, and no particle: all words begin with a capital.
    """
    match = _SIMPLE.fullmatch(source)
    if match is None or may_have_suffix(source):
        return None
    words = match["words"].split(" ")
    if not all(word[0].isupper() for word in [*words, *(match["given"] or "X").split(" ")]):
        return None
    if match["given"]:
        return Person(match["words"], match["given"])
    return Person(words[-1], " ".join(words[:-1]))


def _person(source: str, problems: list[str]) -> Person | None:
    if not source:
        return None
    source = _HOMONYM.sub("", replace_accents(source))
    if is_company(source):
        return Person(_text(source, problems))
    if simple := _simple_person(source):
        return simple
    if _EXTENDED.match(source):
        parts = {
            key.lower(): _text(value.strip().strip('"'), problems)
            for key, value in _EXTENDED_PART.findall(source)
        }
        family = parts.get("family") or parts.pop("given", "")
        given, prefix, suffix = (parts.get(name, "") for name in ("given", "prefix", "suffix"))
    elif source[1:2] != "\\" and group_end(source, 0) == len(source):
        # Braces around all of a name keep it together: a corporate body.
        family, given, prefix, suffix = _text(source, problems), "", "", ""
    else:
        source, suffix = split_suffix(source, problems)
        family, given, prefix = (_text(part, problems) for part in split_name(source))
        if "," not in source and is_east_asian(f"{family}{given}"):
            family, given = given or family, family if given else ""
        if not family:
            family, given = given, ""
    return Person(family, given, prefix, suffix) if family else None


def _text(source: str, problems: list[str]) -> str:
    decoded = decode(source)
    problems.extend(decoded.problems)
    return plain(decoded.text).strip()
