"""A publication → a record of RIS, which Zotero, EndNote, Mendeley and JabRef read.

The programs differ in what a tag means for a type; :data:`_TEXTS` has the tags at which they
agree, or at which the others do no harm. RIS has no markup, no sign for more authors than are
named ("et al.," stands for them, as EndNote has it), and no tags for most roles: compilers and
the like are in CSL-JSON only, and so are original titles. A year is a number, or not said. A name
that ends with a comma has no parts: that of a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sphinx_publications.formats.exchange import facts
from sphinx_publications.formats.exchange.facts import is_organization, one_line
from sphinx_publications.formats.exchange.variables.dates import Period
from sphinx_publications.formats.exchange.variables.names import Names
from sphinx_publications.formats.exchange.variables.texts import archive_of, short_title
from sphinx_publications.formats.exchange.variables.works import Work
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Date
from sphinx_publications.text.formulas.unicode_text import plain_unicode

__all__ = ["as_ris"]


class Tag(NamedTuple):
    """A tag, the variables of CSL that it says, and for which types it does so."""

    name: str
    #: The first of them that is there.
    variables: str
    #: The only types that have it; "" for all.
    types: str = ""
    #: The types that have it not.
    other_types: str = ""


_BOOKS: Final = "BOOK EDBOOK PAMP"
_JOURNALS: Final = "JOUR MGZN NEWS JFULL"
_FILMS: Final = "MPCT VIDEO"
#: Types whose tag SN is a number of their own.
_NUMBERED: Final = "RPRT STAND PAT"
#: In the order written.
_NAMES: Final = (
    Tag("AU", "director author", _FILMS),
    Tag("AU", "composer author", "SOUND MUSIC"),
    Tag("AU", "author editor", "EDBOOK"),
    Tag("AU", "author", "", f"EDBOOK SOUND MUSIC {_FILMS}"),
    Tag("A3", "editor", "BOOK"),
    Tag("A2", "editor", "", "BOOK EDBOOK"),
    Tag("A2", "collection-editor", "BOOK EDBOOK"),
    Tag("A3", "collection-editor", "CHAP CONF"),
    Tag("A4", "translator"),
    Tag("C2", "container-author", "CHAP"),
)
_TEXTS: Final = (
    Tag("ST", "title-short"),
    Tag("T2", "event-title container-title", "CONF SLIDE"),
    Tag("C3", "container-title", "CONF"),
    Tag("T2", "collection-title container-title", f"{_BOOKS} RPRT COMP"),
    Tag("T2", "container-title event-title archive", "UNPB"),
    Tag("T2", "container-title event-title", "", f"UNPB CONF SLIDE RPRT COMP {_BOOKS}"),
    Tag("T3", "collection-title", "", f"RPRT COMP {_BOOKS}"),
    Tag("J2", "container-title-short", "", "CONF SLIDE"),
    Tag("C1", "event-place", "CONF"),
    Tag("CY", "publisher-place event-place", "", "CONF"),
    Tag("CY", "publisher-place", "CONF"),
    Tag("PB", "publisher"),
    Tag("VL", "volume", "", "PAT ELEC"),
    Tag("IS", "issue", "", "BOOK EDBOOK CHAP"),
    Tag("IS", "collection-number", "CONF"),
    Tag("M1", "collection-number issue", "BOOK EDBOOK"),
    Tag("SV", "collection-number", "CHAP"),
    Tag("SN", "number", _NUMBERED),
    Tag("M1", "number", "", f"{_NUMBERED} BOOK EDBOOK UNPB"),
    Tag("SP", "number-of-pages", f"{_BOOKS} THES MANSCPT RPRT"),
    Tag("SE", "chapter-number", "CHAP"),
    Tag("ET", "version edition", "COMP DATA"),
    Tag("ET", "edition", "", "COMP DATA"),
    Tag("NV", "number-of-volumes"),
    Tag("M3", "genre", "THES RPRT MANSCPT ELEC SLIDE GEN UNPB ART PCOMM STAND"),
    Tag("C3", "jurisdiction", "PAT"),
    Tag("SN", "ISBN", "", f"{_NUMBERED} {_JOURNALS}"),
    Tag("SN", "ISSN", f"{_JOURNALS} GEN"),
    Tag("LA", "language", "", "COMP"),  # Zotero takes it for the one of the program
    Tag("DP", "archive", "UNPB"),
    Tag("AN", "number", "UNPB"),
    Tag("C2", "PMCID", "JOUR"),
    Tag("DO", "DOI"),
    Tag("UR", "URL"),
    Tag("AB", "abstract"),
)
#: A tag of HTML in notes, which Zotero shows as such; with a space it is none.
_TAG: Final = re.compile(r"<(?=[/!?A-Za-z])")
_OTHERS: Final = "et al.,"


def as_ris(work: Work) -> str:
    """Return *work* as a record of RIS: lines from ``TY`` to ``ER``, each with its end."""
    values = {name: one_line(plain_unicode(text)) for name, text in work.texts.items()}
    values |= work.identifiers
    values["title-short"] = one_line(plain_unicode(short_title(work.record)))
    values["archive"] = archive_of(work.record)[0]
    lines = [
        ("TY", work.ris),
        ("ID", work.key),
        ("TI", facts.title(work.record)),
        *_name_lines(work.ris, work.names),
        *_date_lines(work.dates, values),
        *((tag.name, _first(tag, values)) for tag in _TEXTS if _has(work.ris, tag)),
        *_page_lines(values),
        *(("N1", _TAG.sub("< ", note)) for note in _notes(work.dates, values)),
    ]
    # No program reads a line without a value, but that at the end.
    said = (f"{tag}  - {text}\n" for tag, value in lines if (text := one_line(value)))
    return f"{''.join(said)}ER  - \n"


def _has(kind: str, tag: Tag) -> bool:
    return kind not in tag.other_types.split() and (not tag.types or kind in tag.types.split())


def _first(tag: Tag, values: Mapping[str, str]) -> str:
    return next((it for name in tag.variables.split() if (it := values.get(name, ""))), "")


def _name_lines(kind: str, found: Mapping[str, Names]) -> Iterator[tuple[str, str]]:
    for tag in _NAMES:
        variable = next((name for name in tag.variables.split() if name in found), "")
        if variable and _has(kind, tag):
            yield from ((tag.name, _name(person)) for person in found[variable].persons)
            if found[variable].others:
                yield tag.name, _OTHERS


def _name(person: Person) -> str:
    """Return "van der Berg, Jan, Jr."; a body's name without commas but for one at its end."""
    is_whole = is_organization(person) or not person.given
    parts = [person.name] if is_whole else [person.last_name, person.given, person.suffix]
    name = ", ".join(part.replace(",", "") for part in parts if part)
    return f"{name}," if is_whole else name


def _date_lines(
    dates: Mapping[str, Period], values: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    issued = dates.get("issued", Period())
    # Of "in press" Zotero would make the year 0000.
    yield "PY", "" if issued.first.year is None else str(issued.first.year)
    if issued.first.month and (issued.first.year or 0) > 0:
        yield "DA", _date(issued.first)
    if "accessed" in dates and "URL" in values:
        yield "Y2", _date(dates["accessed"].first)


def _date(date: Date) -> str:
    """Return "2021/05/03/": the year, the month and the day, as far as they are known."""
    parts = [*date.iso.split("-"), "", ""][:3]
    return "/".join([*parts, ""])


def _page_lines(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    pages, first = values.get("page", ""), values.get("page-first", "")
    yield "SP", first or pages
    yield "EP", pages[len(first) :].lstrip(" -–") if first else ""


def _notes(dates: Mapping[str, Period], values: Mapping[str, str]) -> Iterator[str]:
    status = values.get("status", "")
    yield dates.get("issued", Period()).words
    yield status[:1].upper() + status[1:]
    yield values.get("note", "")
    yield f"PMID: {values['PMID']}" if "PMID" in values else ""
