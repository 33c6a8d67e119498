"""What the formats of reference managers and search engines say of a publication alike."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from sphinx_publications.listing.languages import language_codes
from sphinx_publications.listing.words import around
from sphinx_publications.model.entry_types import ENTRY_TYPES, EntryType
from sphinx_publications.model.link_labels import LINK_FIELDS
from sphinx_publications.model.persons import Person, is_east_asian
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import doi_of, is_arxiv_name, own_arxiv
from sphinx_publications.text.control_characters import without_controls
from sphinx_publications.text.formulas.unicode_text import plain_unicode
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode

__all__ = [
    "IDENTIFIERS", "address", "arxiv", "doi", "first_and_last_page", "identifiers", "institution",
    "is_organization", "is_preprint", "language", "one_line", "own_pdf", "printed",
    "serial_numbers", "title", "title_is_said", "venue_name", "work_type",
]  # fmt: skip

#: Links that are the work's own pages, the best first; of others see :func:`address`.
_PAGES: Final = ("url", "html", "website", "openreview")
#: What stands between pages and behind them: "1–5, 9–12", "7155+", "81 ff.".
_BETWEEN_PAGES: Final = re.compile(r"\s*[–,;+&]\s*|\s*(?<=\d)\s*ff?\.?$")
#: Any name of an identifier → its row.
IDENTIFIERS: Final = {
    name: row for row in LINK_FIELDS if row.address for name in (row.name, *row.aliases.split())
}


#: An identifier → what stands in its address before it and behind it.
_AROUND: Final = {row.name: around(row.address) for row in IDENTIFIERS.values()}


#: The types of a preprint in other formats.
PREPRINT: Final = EntryType("preprint", csl="article", ris="UNPB", schema="ScholarlyArticle")
#: The entry type as written, or biblatex's ``entrysubtype`` of an article → the types in CSL and
#: RIS, where these have finer ones.
_FINER_TYPES: Final = {
    "review": ("review", "JOUR"), "inreference": ("entry-encyclopedia", "ENCYC"),
    "newspaper": ("article-newspaper", "NEWS"), "newsarticle": ("article-newspaper", "NEWS"),
    "news": ("article-newspaper", "NEWS"), "magazine": ("article-magazine", "MGZN"),
}  # fmt: skip


def work_type(publication: Publication) -> EntryType:
    """Return the row of the entry type, with the types in other formats of what the work is.

    A preprint is one whatever its entry type, and an unpublished paper of an event is a talk.
    """
    row = ENTRY_TYPES[publication.type]
    if _is_preprint(publication, row):
        return PREPRINT._replace(name=row.name)
    if row.name == "unpublished" and publication.text("eventtitle"):
        return ENTRY_TYPES["presentation"]._replace(name=row.name)
    subtype = publication.fields.get("entrysubtype", "").lower() if row.name == "article" else ""
    csl, ris = _FINER_TYPES.get(subtype or publication.written_type, (row.csl, row.ris))
    return row._replace(csl=csl, ris=ris)


def is_preprint(publication: Publication) -> bool:
    """Tell whether a work is a preprint."""
    return _is_preprint(publication, ENTRY_TYPES[publication.type])


def _is_preprint(publication: Publication, row: EntryType) -> bool:
    has_eprint = bool(publication.fields.get("eprint")) or bool(arxiv(publication))
    only_arxiv = publication.venue is not None and is_arxiv_name(plain(publication.venue.name))
    # An article on a server names no journal.
    is_served = row.name == "article" and not publication.venue
    return (
        (row.eprint_group == "preprints" and has_eprint)
        or (only_arxiv and row.name in {"article", "misc", "unpublished"})
        or (row.name == "unpublished" and bool(arxiv(publication)))
        or (is_served and bool(publication.text("publisher")))
    )


def venue_name(publication: Publication) -> str:
    """Return the full name of the journal, the conference or the book; "" for arXiv alone."""
    name = one_line(plain_unicode(publication.venue.name)) if publication.venue else ""
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
    pages = list(filter(None, _BETWEEN_PAGES.split(one_line(publication.text("pages")))))
    return (pages[0], pages[-1] if len(pages) > 1 else "") if pages else ("", "")


def address(publication: Publication) -> str:
    """Return the address of the work itself: its page, or that of its preprint; or ""."""
    links = {link.kind: link.target for link in reversed(publication.links) if not link.local}
    found = filter(None, map(links.get, (*_PAGES, *IDENTIFIERS, *reversed(links))))
    return next(found, "")


def language(publication: Publication) -> str:
    """Return the code of the language of the work, as in BCP 47: "de"; "" if it is not said."""
    said = publication.fields.get("language") or publication.fields.get("langid", "")
    return next(iter(language_codes(said)), "")


def one_line(text: str) -> str:
    """Return *text* with one plain space between its words, and without control characters."""
    # As most texts are.
    if text.isprintable() and "  " not in text and text == text.strip():
        return text
    return " ".join(without_controls(text).split())


def title(publication: Publication) -> str:
    """Return the title, formulas as Unicode: "Kᵢ² and its friends"."""
    return one_line(plain_unicode(publication.title))


def title_is_said(publication: Publication) -> bool:
    """Tell whether the entry has a title; if not, its cite key or its venue is shown."""
    source = publication.fields.get("title", "")
    # Most titles begin with a letter; of the others it is found out.
    return source[:1].isalnum() or bool(plain(decode(source).text).strip() and title(publication))


def printed(publication: Publication, *names: str) -> str:
    """Return the first text of the printed fields *names*, formulas as Unicode; or ""."""
    for name in names:
        text = publication.texts.get(name)
        if text and (said := one_line(plain_unicode(text))):
            return said
    return ""


def own_pdf(publication: Publication) -> str:
    """Return the path of the file of the site that is the work's PDF: "/files/a.pdf"; or ""."""
    files = (link.path for link in publication.links if link.local and link.kind == "pdf")
    return next((path for path in files if path.lower().endswith(".pdf")), "")


def institution(publication: Publication) -> str:
    """Return where a thesis or a report was written: "UC Berkeley"; or ""."""
    return printed(publication, "institution", "organization", "publisher")


def identifiers(publication: Publication) -> dict[str, str]:
    """Return the identifiers that have an address, by name: {"doi": "10.1000/182"}."""
    found: dict[str, str] = {}
    for link in publication.links:
        if row := IDENTIFIERS.get(link.kind):
            before, behind = _AROUND[row.name]
            text = link.target.removeprefix(before)
            if text != link.target and text.endswith(behind):
                found.setdefault(row.name, unquote(text.removesuffix(behind)))
    return found


def is_organization(person: Person) -> bool:
    """Tell whether a name is a corporate body's: "{The ABC Team}", "OpenAI"; but not "山田太郎"."""
    is_whole = not (person.given or person.prefix or person.suffix or person.orcid)
    return is_whole and not is_east_asian(person.family)
