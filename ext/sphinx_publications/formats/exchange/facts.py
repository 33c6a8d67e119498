"""What the formats of reference managers and search engines say of a publication alike."""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.listing.languages import language_codes
from sphinx_publications.model.entry_types import ENTRY_TYPES, EntryType
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import doi_of, is_arxiv_name, own_arxiv
from sphinx_publications.text.inline import plain

__all__ = [
    "address", "arxiv", "doi", "first_and_last_page", "language", "serial_numbers",
    "venue_name", "work_type",
]  # fmt: skip

#: Links that are the work's own pages, the best first; of others see :func:`address`.
_PAGES: Final = ("url", "html", "website", "openreview")


def work_type(publication: Publication) -> EntryType:
    """Return the row of the entry type; of a preprint, whatever its type, that of preprints."""
    row = ENTRY_TYPES[publication.type]
    is_preprint = row.eprint_group == "preprints" and bool(publication.fields.get("eprint"))
    only_arxiv = publication.venue is not None and is_arxiv_name(plain(publication.venue.name))
    is_preprint = is_preprint or (only_arxiv and row.name in {"article", "misc", "unpublished"})
    is_preprint = is_preprint or (row.name == "unpublished" and bool(arxiv(publication)))
    return PREPRINT._replace(name=row.name) if is_preprint else row


#: The types of a preprint in other formats.
PREPRINT: Final = EntryType("preprint", csl="article", ris="UNPB", schema="ScholarlyArticle")


def venue_name(publication: Publication) -> str:
    """Return the full name of the journal, the conference or the book; "" for arXiv alone."""
    name = plain(publication.venue.name) if publication.venue else ""
    return "" if is_arxiv_name(name) else name


def doi(publication: Publication) -> str:
    """Return the DOI: "10.1000/182"; or ""."""
    return doi_of(publication.fields.get("doi", ""))


def arxiv(publication: Publication) -> str:
    """Return arXiv's identifier: "2301.11270"; or ""."""
    return own_arxiv(publication.fields)


def serial_numbers(publication: Publication, name: str) -> list[str]:
    """Return the numbers in the field "isbn" or "issn", which may have several."""
    found = re.findall(r"[0-9][0-9Xx -]{6,}[0-9Xx]", publication.fields.get(name, ""))
    return list(dict.fromkeys(number.strip() for number in found))


def first_and_last_page(publication: Publication) -> tuple[str, str]:
    """Return the first page and the last: "S12", "S20"; "" for what is not known."""
    first, _, last = publication.text("pages").partition("–")
    return first.strip(), last.strip()


def address(publication: Publication) -> str:
    """Return the address of the work itself: its page, or that of its preprint; or ""."""
    links = {link.kind: link.target for link in reversed(publication.links) if not link.local}
    found = filter(None, map(links.get, (*_PAGES, *links)))
    return next(found, "")


def language(publication: Publication) -> str:
    """Return the code of the language of the work, as in BCP 47: "de"; "" if it is not said."""
    said = publication.fields.get("language") or publication.fields.get("langid", "")
    return next(iter(language_codes(said)), "")
