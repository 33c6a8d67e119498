"""Import the page of each publication into Zotero, and compare what it has with the entry.

    PYTHONPATH=ext:tests python -m release.zotero SITE_FOLDER SERVER_ADDRESS

The folder is a site built as HTML; the address is that of a running translation server of
Zotero's, which makes an item of a page as its browser extension does. The site is served on
loopback, and nothing but the pages of publications is asked for: ``publications/KEY.html``, or
``publications/KEY/index.html``. Start the server with ``http_proxy`` and ``https_proxy`` that
lead nowhere, and ``no_proxy=127.0.0.1``: then it, too, reaches nothing else.

Prints a table of differences, and a count. Ends with 1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from served import served
from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import read_file
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import doi_of
from sphinx_publications.reading.publications import read_publications
from sphinx_publications.reading.relations import record_of
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex_source import decode_verbatim
from support import ROOT

#: Entry type → Zotero's item types that say the same. Google Scholar's tags tell but
#: journalArticle, conferencePaper, bookSection, thesis, report, and a book that has an ISBN:
#: all else with a title is a journalArticle to Zotero, or what ``z:itemType`` says.
ITEM_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "article": ("journalArticle",),
    "inproceedings": ("conferencePaper",),
    "incollection": ("bookSection",),
    "inbook": ("bookSection",),
    "book": ("book",),
    "collection": ("book",),
    "proceedings": ("book",),
    "manual": ("book", "report", "document"),
    "booklet": ("book", "report", "document"),
    "thesis": ("thesis",),
    "report": ("report",),
    "unpublished": ("manuscript", "journalArticle"),
    "patent": ("patent",),
    "standard": ("standard",),
    "dataset": ("dataset",),
    "software": ("computerProgram",),
    "presentation": ("presentation",),
    "online": ("webpage", "journalArticle"),
    "periodical": ("journalArticle", "book"),
}
#: Types of other works.
ANY_TYPES: Final = ("document", "manuscript", "webpage", "journalArticle")
#: Entry types of what is a preprint if arXiv has it.
PREPRINTS: Final = frozenset({"unpublished", "online", "misc"})
#: Entry types of parts of something with pages.
PAGED: Final = frozenset({"article", "inproceedings", "incollection", "inbook"})
#: Entry types of works of an institution.
OF_HOUSES: Final = frozenset({"thesis", "report"})
#: Zotero's fields for where a work appeared.
VENUES: Final = (
    "publicationTitle", "proceedingsTitle", "conferenceName", "meetingName", "bookTitle",
    "university", "institution", "repository",
)  # fmt: skip
#: Seconds for a page.
TIMEOUT: Final = 60
#: Letters of a cell of the table.
WIDTH: Final = 44


class Fact(NamedTuple):
    """A fact of a publication, as its entry says it and as Zotero has it."""

    field: str
    said: str
    zotero: str
    same: bool


def facts(publication: Publication, item: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield what an entry says, and what Zotero has of it."""
    types, got = item_types(publication), str(item["itemType"])
    yield Fact("itemType", " or ".join(types), got, got in types)
    pairs = [
        ("title", publication.title_text, item.get("title", "")),
        ("abstractNote", publication.text("abstract"), item.get("abstractNote", "")),
    ]
    for field, said, text in pairs:
        yield Fact(field, said, text, _words(said) == _words(text))
    yield _creators(publication, item)
    # A patent has two dates.
    date, got = publication.date, str(item.get("date") or item.get("issueDate", ""))
    same = _numbers(date.iso) == _numbers(got) if date.iso else got in {"", date.text}
    yield Fact("date", date.iso or date.text, got, same)
    yield _venue(publication, item)
    if publication.type in PAGED:
        # Of "7155+" the page that is known is told.
        pages, got = publication.text("pages").rstrip("+"), str(item.get("pages", ""))
        others = {pages or publication.text("eid"), pages}
        same = _hyphens(got) in {_hyphens(it) for it in others}
        yield Fact("pages", pages, got, same)
    yield _doi(publication, item)


def item_types(publication: Publication) -> tuple[str, ...]:
    """Return the item types that say what a publication is, the best first."""
    if _is_preprint(publication):
        return ("preprint",)
    return ITEM_TYPES.get(publication.type, ANY_TYPES)


def _is_preprint(publication: Publication) -> bool:
    arxiv = any(link.kind == "arxiv" for link in publication.links)
    return arxiv and publication.type in PREPRINTS


def _creators(publication: Publication, item: Mapping[str, Any]) -> Fact:
    persons = [(person, "author") for person in publication.authors]
    persons += [(person, "editor") for person in publication.editors]
    if not persons:
        persons = [(person, "author") for person in publication.creators]
    said = [_creator(_said_name(person), role) for person, role in persons]
    zotero = [
        _creator(it.get("name") or f"{it['lastName']}, {it['firstName']}", it["creatorType"])
        for it in item.get("creators", [])
    ]
    same = [*map(_letters, said)] == [*map(_letters, zotero)]
    return Fact("creators", "; ".join(said), "; ".join(zotero), same)


def _said_name(person: Person) -> str:
    """Return a name with the suffix where Zotero has it, behind the given name."""
    given = " ".join(part for part in (person.given, person.suffix) if part)
    return f"{person.last_name}, {given}" if given else person.last_name


def _creator(name: str, role: str) -> str:
    """Return a name with the role, if it is an editor's; Zotero has several words for authors."""
    return f"{name} (editor)" if role == "editor" else name


def _venue(publication: Publication, item: Mapping[str, Any]) -> Fact:
    """Return where a work appeared: one field of Zotero's says it, and none says another."""
    said = plain(publication.venue.name) if publication.venue else ""
    if publication.type in OF_HOUSES:
        houses = ("institution", "organization", "publisher")
        said = next((text for name in houses if (text := publication.text(name))), "")
    elif _is_preprint(publication):
        said = "arXiv"
    elif "book" in item_types(publication):
        said = ""
    # Beside its proceedings, a paper may name the conference.
    known = {_words(text) for text in (said, publication.text("eventtitle")) if text}
    found = {name: str(item[name]) for name in VENUES if item.get(name)}
    got = {_words(text) for text in found.values()}
    same = got <= known and (not said or _words(said) in got)
    return Fact("venue", said, "; ".join(f"{name}: {it}" for name, it in found.items()), same)


def _doi(publication: Publication, item: Mapping[str, Any]) -> Fact:
    said = doi_of(decode_verbatim(publication.fields.get("doi", "")))
    # What no field is for, Zotero has among other things.
    other = re.search(r"^DOI: (.*)$", item.get("extra", ""), re.MULTILINE)
    got = str(item.get("DOI") or (other[1] if other else ""))
    # Each preprint of arXiv has one, if nobody says it.
    same = said.lower() == got.lower() or (not said and got.lower().startswith("10.48550/arxiv."))
    return Fact("DOI", said, got, same)


def _words(text: str) -> str:
    """Return *text* with single spaces, in composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _letters(text: str) -> str:
    """Return the letters and digits: Zotero writes "J. H." for "JH", and capitals of names."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", text).casefold())


def _numbers(text: str) -> list[int]:
    """Return year, month and day, as far as they are there."""
    return [int(number) for number in re.findall(r"[0-9]+", text)[:3]]


def _hyphens(text: str) -> str:
    return re.sub(r"\s*[‐‑‒–—−]\s*", "-", text)


def imported(server: str, address: str) -> dict[str, Any] | str:
    """Return the item that Zotero makes of a page, or why there is none."""
    request = Request(f"{server}/web", address.encode(), {"Content-Type": "text/plain"})
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=TIMEOUT) as answer:
            found = json.load(answer)
    except HTTPError as error:
        # To choose among several is the status 300.
        several = error.code == 300
        return "there are several items" if several else error.read().decode().strip()
    except URLError as error:
        return str(error.reason)
    items = [item for item in found if "parentItem" not in item]
    return items[0] if len(items) == 1 else f"there are {len(items)} items"


def pages_of(folder: Path) -> dict[str, str]:
    """Return the names of the pages of publications, and their paths in the site."""
    found = [*folder.glob("publications/*.html"), *folder.glob("publications/*/index.html")]
    paths = sorted(path.relative_to(folder) for path in found)
    names = {path: path.parent.name if path.stem == "index" else path.stem for path in paths}
    return {name: path.as_posix() for path, name in names.items() if name != "publications"}


def publications_of(path: Path) -> dict[str, Publication]:
    """Return the publications by what their pages may be called."""
    read = parse_bib_files([(read_file(path), path.name)])
    listed = [it for it in read_publications(read.entries)[0] if it.listed]
    names = {_letters(alias): it for it in listed for alias in it.aliases}
    return names | {_letters(it.key): it for it in listed}


def differences(publication: Publication, item: Mapping[str, Any]) -> list[Fact]:
    """Return what Zotero has otherwise.

    A page may tell of the record that others cite: of the two the one that is nearer counts.
    """
    works = (publication, record_of(publication))
    return min(([it for it in facts(work, item) if not it.same] for work in works), key=len)


def print_row(*cells: str) -> None:
    """Print a row of the table."""
    cut = [cell if len(cell) <= WIDTH else f"{cell[: WIDTH - 1]}…" for cell in map(_words, cells)]
    name, field, *texts = cut
    print(f"{name:30} {field:13}", *(f"{text:{WIDTH}}" for text in texts))


def checked(folder: Path, server: str, bib: Path) -> bool:
    """Print what differs; return whether nothing does."""
    known, pages = publications_of(bib), pages_of(folder)
    wrong: list[tuple[str, Fact]] = []
    failed: dict[str, str] = {}
    with served(folder) as site:
        for name, path in pages.items():
            publication = known.get(_letters(name))
            item = imported(server, f"{site}/{path}")
            if publication is None:
                failed[name] = "it is the page of no entry"
            elif isinstance(item, str):
                failed[name] = item
            else:
                wrong += [(name, fact) for fact in differences(publication, item)]
    named = {*map(_letters, pages)}
    missing = {it.key for it in known.values()}
    missing -= {known[name].key for name in named & known.keys()}
    if wrong:
        print_row("page", "field", "the entry", "Zotero")
    for name, fact in wrong:
        print_row(name, fact.field, fact.said or "-", fact.zotero or "-")
    for name, why in failed.items():
        print(f"not imported: {name}: {why}")
    for key in sorted(missing):
        print(f"no page: {key}")
    done = len(pages) - len(failed)
    print(f"imported {done} of {len(pages)}; {len(wrong)} differences")
    return bool(pages) and not (wrong or failed or missing)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="release.zotero", description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("server", help="such as http://127.0.0.1:1969")
    parser.add_argument("--bib", type=Path, default=ROOT / "pubs.bib", help="its entries")
    asked = parser.parse_args(arguments)
    return 0 if checked(asked.site, asked.server.rstrip("/"), asked.bib) else 1


if __name__ == "__main__":
    sys.exit(main())
