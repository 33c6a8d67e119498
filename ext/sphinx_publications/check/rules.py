"""The checker's rules: facts of a ``.bib`` file, beyond its syntax, that may be wrong.

Check digits are python-stdnum's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Self, TypeAlias

from stdnum import isbn, issn
from stdnum.iso7064 import mod_11_2

from sphinx_publications.check.similar_titles import similar_pairs
from sphinx_publications.check.title_capitals import capitals_advice, common_words
from sphinx_publications.formats.bibtex_types import THESES
from sphinx_publications.formats.exchange.highwire import scholar_problems
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.persons import Person, is_one_of
from sphinx_publications.model.publication import Publication
from sphinx_publications.model.reports import Report
from sphinx_publications.model.statuses import status_row
from sphinx_publications.reading.links import arxiv_of, doi_of
from sphinx_publications.reading.local_files import real_path
from sphinx_publications.text.collation import fold
from sphinx_publications.text.integers import integer

__all__ = ["Context", "Rule", "check"]

Finding: TypeAlias = tuple[Publication, str]
Finder: TypeAlias = Callable[[Sequence[Publication], "Context"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Context:
    """Facts that rules need beside the publications."""

    #: The names of the site's owner, for the rule "owner".
    owner: tuple[Person, ...] = ()
    #: The folder that paths of files are relative to, for the rule "local-file".
    root: Path | None = None
    #: Publications have pages of their own, for the rule "scholar".
    pages: bool = False
    #: Today's year, for the rule "year".
    this_year: int = field(default_factory=lambda: datetime.now().astimezone().year)


#: Fields by which a work is found.
_LOCATORS: Final = tuple(row.name for row in FIELDS.values() if row.finds)
#: Types of BibTeX whose titles its styles print as they are (plain.bst: format.btitle).
_AS_WRITTEN: Final = frozenset({"book", "inbook", "manual", "phdthesis", "proceedings"})
#: pybtex's styles print these as one, and styles of biblatex change the letters of both.
_TITLES: Final = ("title", "subtitle")


def _required(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for publication in publications:
        for alternatives in ENTRY_TYPES[publication.type].required.split():
            names = alternatives.split("|")
            if not any(publication.fields.get(name, "").strip() for name in names):
                wanted = " or ".join(f"“{name}”" for name in names)
                yield publication, f"@{publication.type} needs the field {wanted}"


def _findable(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for publication in publications:
        is_accepted = status_row(publication.status).accepted
        said = (publication.fields.get(name, "") for name in ("note", "howpublished"))
        is_linked = bool(publication.links) or any("://" in text for text in said)
        has_locator = is_linked or any(
            publication.fields.get(name, "").strip() for name in _LOCATORS
        )
        if ENTRY_TYPES[publication.type].needs_locator and is_accepted and not has_locator:
            yield publication, "has no pages, DOI, eprint or address to find it by"


def _year(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for publication in publications:
        year = publication.date.year
        if year is None:
            if status_row(publication.status).dated:
                yield publication, "has no year"
        elif not 1450 <= year <= context.this_year + 2:
            yield publication, f"the year {year} cannot be right"


def _pages(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for publication in publications:
        first, _, last = publication.text("pages").partition("–")
        begin, end = integer(first), integer(last)
        is_whole = len(last) >= len(first)  # "1234–45" is short for "1234–1245"
        if begin is not None and end is not None and begin > end and is_whole:
            yield publication, f"the pages {first}–{last} run backwards"


def _identifier(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for publication in publications:
        fields = publication.fields
        kind = fields.get("eprinttype", "arxiv").strip().lower()
        arxiv = arxiv_of(fields.get("eprint", "")) if kind == "arxiv" else ""
        new_style = re.match(r"[0-9]{2}([0-9]{2})\.", arxiv)
        if new_style and not 1 <= int(new_style[1]) <= 12:
            yield publication, f"the arXiv identifier {arxiv} has no month {new_style[1]}"
        for name, valid in (("isbn", isbn.is_valid), ("issn", issn.is_valid)):
            for number in re.split(r"[,;\s]+", fields.get(name, "").strip()):
                if number and not valid(number):
                    is_other = name == "isbn" and issn.is_valid(number)
                    what = (
                        "is an ISSN: move it to “issn”"
                        if is_other
                        else "is wrong: check its digits"
                    )
                    yield publication, f"the {name.upper()} {number} {what}"
        for person in (*publication.authors, *publication.editors):
            if person.orcid and not mod_11_2.is_valid(person.orcid.replace("-", "")):
                yield publication, f"the ORCID {person.orcid} is wrong: check its digits"


def _is_preprint(publication: Publication) -> bool:
    has_eprint = any(publication.fields.get(name) for name in ("eprint", "arxiv"))
    says_so = "arxiv" in fold(publication.text("journal") + publication.text("howpublished"))
    row = ENTRY_TYPES[publication.type]
    return ("preprints" in (row.group, row.eprint_group) and has_eprint) or says_so


def _similar_title(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for later, earlier in similar_pairs(publications):
        if _is_preprint(later) == _is_preprint(earlier) and _may_be_one(later, earlier):
            yield later, f"has almost the title of {_place(earlier)}"


def _may_be_one(one: Publication, other: Publication) -> bool:
    """Tell whether two entries with one title may be records of one work."""
    years = [publication.date.year for publication in (one, other)]
    dois = [doi_of(publication.fields.get("doi", "")).lower() for publication in (one, other)]
    return (
        one.type == other.type
        and (None in years or years[0] == years[1])
        and ("" in dois or dois[0] == dois[1])
    )


def _preprint(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for pair in similar_pairs(publications):
        if _is_preprint(pair[0]) != _is_preprint(pair[1]):
            preprint, published = sorted(pair, key=_is_preprint, reverse=True)
            yield preprint, f"is a preprint of {_place(published)}"


def _place(publication: Publication) -> str:
    return f"“{publication.key}” ({publication.path}:{publication.line})"


def _name_variant(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    """Yield names that differ from others in accents, hyphens or case, but not in letters.

    Initials and middle names are left out at times by everybody.
    """
    known: dict[str, tuple[str, Publication]] = {}
    told: set[str] = set()
    for publication in publications:
        for person in (*publication.authors, *publication.editors):
            letters = re.sub(r"[\W_]", "", fold(person.name))
            name, first = known.setdefault(letters, (person.name, publication))
            is_same = re.sub(r"[.,\s]", "", name) == re.sub(r"[.,\s]", "", person.name)
            if person.given and not is_same and person.name not in told:
                told.add(person.name)
                message = f"“{person.name}” is “{name}” in {_place(first)}"
                yield publication, f"{message}: one person, spelled in two ways?"


def _owner(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for publication in publications:
        people = (*publication.authors, *publication.editors)
        is_author = any(is_one_of(person, context.owner) for person in people)
        if context.owner and not is_author and not publication.more_creators:
            yield publication, f"{context.owner[0].name} is not among the authors"


def _local_file(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    if context.root is None:
        return
    for publication in publications:
        for link in publication.files:
            if not real_path(context.root, link.target):
                yield publication, f"the file “{link.target}” ({link.kind}) does not exist"


def _capitals(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    common = common_words(
        publication.fields.get(name, "")
        for publication in publications
        for name in (*_TITLES, "abstract")
    )
    for publication in publications:
        kind = ENTRY_TYPES[publication.type].bibtex
        if kind in _AS_WRITTEN and not THESES.match(publication.written_type):
            continue
        for name in _TITLES:
            for advice in capitals_advice(publication.fields.get(name, ""), name, common):
                yield publication, advice


def _scholar(publications: Sequence[Publication], context: Context) -> Iterator[Finding]:
    for publication in publications if context.pages else ():
        if problems := scholar_problems(publication):
            yield (
                publication,
                f"Google Scholar would not take its page: it {' and '.join(problems)}",
            )


class Rule(StrEnum):
    """A rule: the name by which authors switch it off, and the function that finds its faults.

    Behind these it says whether the rule is for publications that lists show only, not for
    other records of these. Findings about one entry are in the order of rows.
    """

    REQUIRED = "required", _required, True
    """A field that every entry of the type has is missing."""
    FINDABLE = "findable", _findable, True
    """The entry has no pages, DOI, eprint or address to find the work by."""
    YEAR = "year", _year, False
    """The year is missing or cannot be right."""
    PAGES = "pages", _pages, False
    """The last page comes before the first."""
    IDENTIFIER = "identifier", _identifier, False
    """An arXiv identifier, ORCID, ISBN or ISSN is malformed or has a wrong check digit."""
    SIMILAR_TITLE = "similar-title", _similar_title, True
    """Two entries have almost the same title."""
    PREPRINT = "preprint", _preprint, True
    """A preprint has a published twin in the file."""
    NAME_VARIANT = "name-variant", _name_variant, True
    """One person seems to be spelled in several ways."""
    OWNER = "owner", _owner, True
    """The owner of the site is not among the authors."""
    LOCAL_FILE = "local-file", _local_file, False
    """A file that the entry links to does not exist."""
    CAPITALS = "capitals", _capitals, False
    """BibTeX's styles would make "gan" of "GAN" in a title, or the title is in capitals."""
    SCHOLAR = "scholar", _scholar, True
    """Google Scholar would not take the page of the publication, if it has one (``--pages``)."""

    faults: Finder
    of_listed: bool

    def __new__(cls, name: str, faults: Finder, of_listed: bool) -> Self:
        """Make a member that equals its *name*."""
        rule = str.__new__(cls, name)
        rule._value_, rule.faults, rule.of_listed = name, faults, of_listed
        return rule


def check(
    publications: Sequence[Publication], context: Context, disabled: Collection[str] = ()
) -> list[Report]:
    """Return the findings of the rules, in the order of the files.

    :param disabled: names of rules that are switched off.
    """
    listed = [publication for publication in publications if publication.listed]
    found = [
        (publication, Report(rule, message, publication.path, publication.line, publication.key))
        for rule in Rule
        if rule not in disabled
        for publication, message in rule.faults(listed if rule.of_listed else publications, context)
    ]
    found.sort(key=lambda item: item[0].position)
    return [report for _, report in found]
