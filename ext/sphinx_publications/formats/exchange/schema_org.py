"""A publication → a work of schema.org (https://schema.org), which search engines read.

All of it is plain data; :mod:`~sphinx_publications.formats.exchange.json_ld` prints it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, TypeAlias

from sphinx_publications.formats.exchange import facts
from sphinx_publications.formats.exchange.json_ld import CONTEXT, Data, filled, typed
from sphinx_publications.formats.exchange.licenses import license_address
from sphinx_publications.formats.exchange.page_addresses import PageAddresses
from sphinx_publications.model.entry_types import EntryType
from sphinx_publications.model.persons import Person, is_one_of
from sphinx_publications.model.publication import Publication
from sphinx_publications.model.statuses import status_row

__all__ = ["as_json_ld"]

#: A person → a person or an organization of schema.org.
Agent: TypeAlias = Callable[[Person], Data]

_ARTICLES: Final = frozenset({"Report", "ScholarlyArticle", "TechArticle"})
_PARTS: Final = _ARTICLES | {"Chapter"}
#: A property that works of some types only have → these types.
_ONLY: Final = {
    "bookEdition": {"Book"},
    "codeRepository": {"SoftwareSourceCode"},
    "description": {"Dataset"},
    "headline": _ARTICLES,
    "inSupportOf": {"Thesis"},
    "isbn": {"Book"},
    "issn": {"Periodical"},
    "numberOfPages": {"Book"},
    "pageEnd": _PARTS,
    "pageStart": _PARTS,
    "pagination": _PARTS,
    "reportNumber": {"Report"},
}
#: The types in CSL of articles in something that appears again and again.
_IN_JOURNALS: Final = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "review"}
)
#: The types in CSL of works in a book, conference papers among them.
_IN_BOOK: Final = frozenset({"chapter", "entry-encyclopedia", "paper-conference"})
#: The part that persons had → its property; all others contributed.
_ROLES: Final = {"editor": "editor", "translator": "translator"}
#: The same of the book that a work is in.
_ROLES_IN_BOOK: Final = {"editor": "editor", "bookauthor": "author"}
#: An identifier → the name of its kind.
_KINDS: Final = {
    "doi": "DOI", "arxiv": "arXiv", "openreview": "OpenReview", "pmid": "PMID", "pmcid": "PMCID",
    "hal": "HAL", "bibcode": "bibcode", "ssrn": "SSRN", "mrnumber": "MR", "zbl": "Zbl",
    "jstor": "JSTOR", "googlebooks": "Google Books", "hdl": "Handle",
}  # fmt: skip
#: Links, beside those of identifiers, that lead to the same work elsewhere.
_SAME: Final = frozenset({"eprint", "html", "url"})
#: What the type of a thesis says beside the degree: "PhD thesis".
_THESIS: Final = re.compile(r"(?i)\W*\b(thesis|dissertation)\b\W*")


def as_json_ld(
    publication: Publication, addresses: PageAddresses, owner: tuple[Person, ...] = ()
) -> Data:
    """Return *publication* as a work of schema.org.

    :param owner: the names of the site's owner, who is the person ``addresses.owner_id``.
    """
    row = facts.work_type(publication)
    agent = partial(_agent, addresses=addresses, owner=owner)
    printed = partial(facts.printed, publication)
    title, abstract = facts.title(publication), printed("abstract")
    first, last = facts.first_and_last_page(publication)
    institution = facts.institution(publication)
    house = {"report": institution, "thesis": ""}.get(
        row.csl, printed("publisher", "organization", "institution")
    )
    codes = [link.target for link in publication.links if link.kind == "code" and not link.local]
    work = {
        **CONTEXT,
        "@type": row.schema,
        "@id": addresses.page,
        "url": addresses.page,
        "name": title,
        "headline": title,
        "author": [agent(person) for person in publication.authors],
        **_people(publication, row, agent),
        **_date_and_status(publication),
        "isPartOf": _part_of(publication, row, agent),
        "pagination": printed("pages", "eid"),
        "pageStart": first,
        "pageEnd": last,
        "numberOfPages": printed("pagetotal"),
        "bookEdition": printed("edition"),
        "publisher": typed("Organization", name=house),
        "sourceOrganization": typed(
            "Organization", name=institution if row.csl == "thesis" else ""
        ),
        "inSupportOf": _degree(printed("type")),
        "reportNumber": printed("number"),
        "version": printed("version"),
        "inLanguage": facts.language(publication),
        "abstract": abstract,
        # Search engines want one of every data set.
        "description": abstract or ". ".join([title, *(it.name for it in publication.authors)]),
        "award": printed("award"),
        "isbn": facts.serial_numbers(publication, "isbn"),
        "issn": facts.serial_numbers(publication, "issn"),
        "identifier": [*_identifiers(publication, row)],
        "sameAs": _elsewhere(publication),
        "codeRepository": codes[:1],
        "encoding": addresses.pdf
        and typed("MediaObject", contentUrl=addresses.pdf, encodingFormat="application/pdf"),
        "license": license_address(publication.fields.get("license", "")),
        "image": addresses.picture,
    }
    strange = {name for name, types in _ONLY.items() if row.schema not in types}
    return filled({name: value for name, value in work.items() if name not in strange})


def _degree(called: str) -> str:
    """Return the degree in the name of a kind of thesis: "PhD" of "PhD thesis"; or ""."""
    degree = _THESIS.sub("", called)
    return "" if degree == called else degree


def _agent(person: Person, addresses: PageAddresses, owner: tuple[Person, ...]) -> Data:
    """Return a person or a corporate body; the owner is the person of the home page."""
    if facts.is_organization(person):
        return typed("Organization", name=person.name)
    is_owner = bool(owner) and is_one_of(person, owner)
    return {
        "@type": "Person",
        "@id": addresses.owner_id if is_owner else "",
        "name": person.name,
        "givenName": person.given,
        "familyName": person.last_name if person.given else "",
        "url": addresses.home if is_owner else "",
        "sameAs": person.orcid_address,
    }


def _people(
    publication: Publication, row: EntryType, agent: Agent, *, of_book: bool = False
) -> dict[str, list[Data]]:
    """Return all but the authors, by property: of the work, or of the book that it is in."""
    found: dict[str, list[Data]] = {}
    groups = [(publication.editortype, publication.editors)]
    groups += [(group.role, group.persons) for group in publication.contributors]
    if group := facts.printed(publication, "collaboration"):
        groups.append(("contributor", (Person(group),)))
    for role, persons in groups:
        if of_book is (row.csl in _IN_BOOK and role in _ROLES_IN_BOOK):
            roles = _ROLES_IN_BOOK if of_book else _ROLES
            found.setdefault(roles.get(role, "contributor"), []).extend(map(agent, persons))
    return found


def _date_and_status(publication: Publication) -> Data:
    """Return the date and the status; what nobody can read yet is not published."""
    status = status_row(publication.status)
    is_public = status.accepted or bool(facts.identifiers(publication))
    date = publication.date.iso if (publication.date.year or 0) > 0 else ""
    return {
        "datePublished" if is_public else "dateCreated": date,
        "creativeWorkStatus": status.text,
    }


def _part_of(publication: Publication, row: EntryType, agent: Agent) -> Data:
    """Return what the work appeared in, with what that is a part of: issue, volume, journal."""
    printed = partial(facts.printed, publication)
    name, volume, series = facts.venue_name(publication), printed("volume"), printed("series")
    issn = facts.serial_numbers(publication, "issn")
    if row.csl in _IN_JOURNALS:
        part = typed("Periodical", name=name, issn=issn if name else [])
        part = typed("PublicationVolume", volumeNumber=volume, isPartOf=part) if volume else part
        issue = printed("number", "issue")
        return typed("PublicationIssue", issueNumber=issue, isPartOf=part) if issue else part
    part = typed("BookSeries", name=series, issn=issn if series else [])
    if row.csl in _IN_BOOK or (row.schema == "Book" and series):
        part = typed("PublicationVolume", volumeNumber=volume, isPartOf=part) if volume else part
    if row.csl in _IN_BOOK and name:
        people = _people(publication, row, agent, of_book=True)
        isbn = facts.serial_numbers(publication, "isbn")
        edition = printed("edition")
        part = typed("Book", name=name, **people, isbn=isbn, bookEdition=edition, isPartOf=part)
    return part if row.csl in _IN_BOOK or row.schema == "Book" else {}


def _identifiers(publication: Publication, row: EntryType) -> Iterator[Data]:
    for name, identifier in facts.identifiers(publication).items():
        value = f"PMC{identifier}" if name == "pmcid" else identifier
        yield typed("PropertyValue", propertyID=_KINDS[name], value=value)
    is_book = row.schema == "Book" or (row.csl in _IN_BOOK and facts.venue_name(publication))
    for number in [] if is_book else facts.serial_numbers(publication, "isbn"):
        yield typed("PropertyValue", propertyID="ISBN", value=number)
    number = facts.printed(publication, "number")
    if row.csl in {"patent", "standard"} and number:
        yield typed("PropertyValue", propertyID=row.number_called, value=number)


def _elsewhere(publication: Publication) -> list[str]:
    """Return the addresses of the work on other sites: the publisher's, a preprint's."""
    names = {*facts.identifiers(publication)}
    kinds = facts.IDENTIFIERS
    return [
        link.target
        for link in publication.links
        if not link.local
        and (link.kind in _SAME or (link.kind in kinds and kinds[link.kind].name in names))
    ]
