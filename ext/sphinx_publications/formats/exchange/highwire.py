"""A publication → the ``<meta>`` tags by which Google Scholar and Zotero read its page.

Names and rules are those of Scholar's inclusion guidelines
(https://scholar.google.com/intl/en/scholar/inclusion.html), which call them Highwire Press tags.
Zotero's translator "Embedded Metadata" reads the same and some more. What both take for the
publisher's, a preprint's address for example, is not named as the PDF of this page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from sphinx_publications.formats.exchange import facts
from sphinx_publications.formats.exchange.page_addresses import PageAddresses
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import without_version

__all__ = ["highwire_tags", "scholar_problems"]

Contents: TypeAlias = Callable[[Publication, PageAddresses], str | list[str]]


class Tag(NamedTuple):
    """A tag, and where its contents come from."""

    name: str
    #: The content; "" for none, a list for several tags.
    contents: Contents
    #: The types in CSL of the works that have it, with spaces between them; "" for all.
    types: str = ""


#: A type in CSL → Zotero's name of it.
_ZOTERO_TYPES: Final = {
    "article": "preprint", "article-journal": "journalArticle", "book": "book",
    "article-magazine": "magazineArticle", "article-newspaper": "newspaperArticle",
    "entry-encyclopedia": "encyclopediaArticle", "review": "journalArticle",
    "chapter": "bookSection", "dataset": "dataset", "document": "document", "graphic": "artwork",
    "legal_case": "case", "legislation": "statute", "manuscript": "manuscript",
    "motion_picture": "film", "pamphlet": "book", "paper-conference": "conferencePaper",
    "patent": "patent", "performance": "presentation", "periodical": "book",
    "personal_communication": "letter", "report": "report", "software": "computerProgram",
    "song": "audioRecording", "speech": "presentation", "standard": "standard",
    "thesis": "thesis", "webpage": "webpage",
}  # fmt: skip


def _field(*names: str) -> Contents:
    return lambda publication, _: facts.printed(publication, *names)


def _identifier(name: str) -> Contents:
    return lambda publication, _: facts.identifiers(publication).get(name, "")


def _numbers(name: str) -> Contents:
    return lambda publication, _: facts.serial_numbers(publication, name)


def _venue(publication: Publication, _: PageAddresses) -> str:
    return facts.venue_name(publication)


def _conference(publication: Publication, _: PageAddresses) -> str:
    return facts.printed(publication, "eventtitle") or facts.venue_name(publication)


def _institution(publication: Publication, _: PageAddresses) -> str:
    return facts.institution(publication)


def _date(publication: Publication, _: PageAddresses) -> str:
    """Return the day, "2023/5/7", or the year: Scholar knows no month alone."""
    date = publication.date
    if date.month is None or date.day is None:
        return str(date.year)
    return f"{date.year}/{date.month}/{date.day}"


def _page(number: int) -> Contents:
    return lambda publication, _: facts.first_and_last_page(publication)[number]


def _first_page(publication: Publication, _: PageAddresses) -> str:
    return facts.first_and_last_page(publication)[0] or facts.printed(publication, "eid")


def _publisher(publication: Publication, _: PageAddresses) -> str:
    """Return the publisher; of a preprint the archive, which Zotero has as its repository."""
    said = facts.printed(publication, "publisher", "organization", "institution")
    is_on_arxiv = facts.work_type(publication).csl == "article" and facts.arxiv(publication)
    return said or ("arXiv" if is_on_arxiv else "")


def _arxiv(publication: Publication, _: PageAddresses) -> str:
    return without_version(facts.identifiers(publication).get("arxiv", ""))


def _editors(publication: Publication, _: PageAddresses) -> list[str]:
    are_editors = publication.editortype == "editor"
    return [_name(it, is_alone=False) for it in publication.editors] if are_editors else []


_WITH_VENUE: Final = "article-journal paper-conference chapter"
_SERIAL: Final = "article-journal article-magazine article-newspaper periodical review"
#: In the order of the page, but for the authors. Zotero takes the last tag of a venue for the
#: type of the work: a conference paper has the title of its book, too, since "conference" is
#: only the name of the event to Zotero.
_TAGS: Final = (
    Tag("citation_editor", _editors),
    Tag("citation_publication_date", _date),
    Tag("citation_journal_title", _venue, "article-journal article-magazine article-newspaper"
        " review"),
    Tag("citation_inbook_title", _venue, "chapter entry-encyclopedia paper-conference"),
    Tag("citation_conference_title", _conference, "paper-conference"),
    Tag("citation_dissertation_institution", _institution, "thesis"),
    Tag("citation_technical_report_institution", _institution, "report"),
    Tag("citation_technical_report_number", _field("number"), "report"),
    Tag("citation_series_title", _field("series"), "book chapter paper-conference"),
    Tag("citation_volume", _field("volume")),
    Tag("citation_issue", _field("number", "issue"), _SERIAL),
    Tag("citation_firstpage", _first_page),
    Tag("citation_lastpage", _page(1)),
    Tag("citation_issn", _numbers("issn")),
    Tag("citation_isbn", _numbers("isbn")),
    Tag("citation_publisher", _publisher,
        " ".join(it for it in _ZOTERO_TYPES if it not in {"thesis", "report"})),
    Tag("citation_doi", _identifier("doi")),
    Tag("citation_arxiv_id", _arxiv),
    Tag("citation_pmid", _identifier("pmid")),
    Tag("citation_language", lambda publication, _: facts.language(publication)),
    Tag("citation_abstract", _field("abstract")),
    Tag("citation_abstract_html_url", lambda _, addresses: addresses.page),
    Tag("citation_pdf_url", lambda _, addresses: addresses.pdf),
)  # fmt: skip


def highwire_tags(publication: Publication, addresses: PageAddresses) -> list[tuple[str, str]]:
    """Return the names and contents of the tags, in their order.

    Without a title, authors and a year Scholar reads a page as if it had no tags, so it has no
    "citation_" tag then. Zotero is told the type of the work, and what it is called, in any case:
    it guesses a journal article where no venue tells.
    """
    kind = facts.work_type(publication).csl
    tags = [("z:itemType", _ZOTERO_TYPES[kind])]
    if called := facts.printed(publication, "type"):
        tags.append(("DC.type", called))
    names = [_name(it, is_alone=len(publication.authors) == 1) for it in publication.authors]
    if _missing(publication):
        return [*tags, *(("DC.creator", name) for name in names)]
    tags.append(("citation_title", facts.title(publication)))
    for person, name in zip(publication.authors, names, strict=True):
        tags.append(("citation_author", name))
        if person.orcid:
            tags.append(("citation_author_orcid", person.orcid_address))
    for tag in _tags_of(kind):
        contents = tag.contents(publication, addresses)
        several = [contents] if isinstance(contents, str) else contents
        tags += [(tag.name, content) for content in several if content]
    return tags


@cache
def _tags_of(kind: str) -> tuple[Tag, ...]:
    """Return the tags that works of a type in CSL have."""
    return tuple(tag for tag in _TAGS if not tag.types or kind in tag.types.split())


def _name(person: Person, *, is_alone: bool) -> str:
    """Return a name as Scholar takes it: "van Beethoven, Ludwig", "King, Martin Luther, Jr."."""
    parts = map(facts.one_line, (person.last_name, person.given, person.suffix))
    last, given, suffix = parts
    if is_alone and " " in last:
        # Zotero takes a single name for two where spaces are on both sides of the comma.
        given = given.replace(" ", "\N{NO-BREAK SPACE}")
    return ", ".join(filter(None, (last, given, suffix)))


def _missing(publication: Publication) -> list[str]:
    needed = {
        "has no title": facts.title_is_said(publication),
        "names no authors": bool(publication.authors),
        "has no year": (publication.date.year or 0) > 0,
    }
    return [problem for problem, is_there in needed.items() if not is_there]


def scholar_problems(publication: Publication) -> list[str]:
    """Return why Google Scholar would not take the page of *publication*: "has no year"."""
    problems = _missing(publication)
    if not facts.own_pdf(publication) and not facts.printed(publication, "abstract"):
        problems.append("has neither an abstract nor a PDF on this site")
    return problems
