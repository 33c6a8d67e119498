"""The fields of an entry, as its author wrote them → those that BibTeX and biblatex print.

BibTeX's oldest styles, such as "plain", print neither identifiers nor addresses, and no
style of BibTeX prints biblatex's ``pubstate``: a ``note`` says what they would not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.aliases import NAME_FIELDS
from sphinx_publications.dates import MONTHS
from sphinx_publications.export_latex import (
    escaped,
    portable,
    portable_names,
    without_packages,
)
from sphinx_publications.export_types import (
    ANOTHER_NAME,
    BOOKS,
    EDITED,
    EXPORTED_TYPES,
    FIELDS,
    LAST,
    LOCATORS,
    NEEDED,
    NUMBER_OF,
    THESES,
    TYPE_SAYS,
)
from sphinx_publications.inline import ends_sentence, plain
from sphinx_publications.latex import decode
from sphinx_publications.layout import imprint_without_year
from sphinx_publications.links import FIELD_LABELS, arxiv_of, doi_of
from sphinx_publications.parts import chapter, collaboration, edition, listed
from sphinx_publications.statuses import STATUS_TEXTS, status_of

if TYPE_CHECKING:
    from sphinx_publications.model import Publication

#: What exporters write for a journal where there is none.
_ARXIV_JOURNAL: Final = re.compile(r"\s*(?:arxiv\b|corr\s*$)", re.IGNORECASE)
_TITLES: Final = {"title": "subtitle", "booktitle": "booksubtitle", "maintitle": "mainsubtitle"}
#: A date that a year and a month say as well; and any that biblatex reads.
_PLAIN_DATE: Final = re.compile(r"\d{4}(?:-\d{2})?", re.ASCII)
_ISO_DATE: Final = re.compile(r"-?\d{4}[\d/.~?%:TZ+-]*", re.ASCII)
#: At the beginning of a note, of which IEEEtran makes the first letter small.
_ACRONYM: Final = re.compile(r"^[A-Z]\w*[A-Z]\w*")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_DASH: Final = re.compile(r"\s*[–—−]\s*")
#: A number or a year that its author has protected.
_BRACED: Final = re.compile(r"\{+([^{}]+)\}+")
_ADDRESS: Final = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
#: In the place of an address of its own a work has that of its page, its text, its code.
_INSTEAD_OF_URL: Final = ("html", "website", "pdf", "code", "data", *FIELD_LABELS)
#: With one of these a work is found, whatever else it has.
_FOUND_BY: Final = ("doi", "eprint", "pages")


def converted(record: Publication, given: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the entry type of *record*, and its fields, for BibTeX and biblatex alike.

    :param given: the fields that visitors may see, under our names; as LaTeX.
    """
    given = {
        name: (portable_names if name in NAME_FIELDS else portable)(value)
        for name, value in given.items()
    }
    kind = _type(record, given)
    fields = _renamed(given, kind)
    _titles(record, fields)
    notes = [note for say in (_part, _persons, _numbers) for note in say(record, kind, fields)]
    _date(record, fields)
    _identifiers(record, fields)
    for name in ("howpublished", "note", "addendum"):
        if name in fields:
            fields[name] = without_packages(fields[name])
    if kind == "misc":
        _how(record, fields)
    elif "howpublished" not in FIELDS[kind]:
        notes.append(fields.get("howpublished", ""))
    _call(record, kind, fields)
    _note(record, kind, fields, notes)
    known = FIELDS[kind] | {"archivePrefix", "primaryClass", "key", "pubstate"}
    names = [
        name for name in fields if fields[name] and name.partition("+")[0] in known & fields.keys()
    ]
    names.sort(key=lambda name: LAST.index(name) + 1 if name in LAST else 0)
    return kind, {name: fields[name] for name in names}


def _type(record: Publication, given: dict[str, str]) -> str:
    """Return BibTeX's type for *record*; "misc" where it lacks what the type is about."""
    kind = EXPORTED_TYPES.get(record.type, "misc")
    if record.type == "thesis":
        kind = THESES.get(record.written_type) or THESES.get(record.text("type"), kind)
    if kind == "inbook" and "booktitle" not in given:
        kind = "book"  # BibTeX's own "inbook", of which biblatex asks for a title of the whole
    elif kind == "inbook" and "editor" in given:
        kind = "incollection"  # which BibTeX prints as a part of a book
    if kind == "book" and "author" not in given and "editor" in given:
        kind = EDITED
    if kind == "article" and _ARXIV_JOURNAL.match(record.text("journal")):
        return "misc"
    needed = NEEDED.get(kind)
    others = ANOTHER_NAME.get(kind, {}).get(needed or "", ())
    return "misc" if needed and not any(name in given for name in (needed, *others)) else kind


def _renamed(given: dict[str, str], kind: str) -> dict[str, str]:
    """Return the fields under the names that the type *kind* has for them, in their order."""
    names: dict[str, str] = {}
    for name, others in ANOTHER_NAME.get(kind, {}).items():
        other = next((it for it in others if it in given and it not in names), "")
        if name not in given and other:
            names[other] = name
    return {names.get(name, name): value for name, value in given.items()}


def _titles(record: Publication, fields: dict[str, str]) -> None:
    """Make titles and subtitles one: BibTeX has no subtitles."""
    fields.setdefault("title", escaped(record.title_text))
    for name, below in _TITLES.items():
        if name in fields and below in fields:
            between = " " if ends_sentence(decode(fields[name]).text) else ": "
            fields[name] += f"{between}{fields[below]}"


def _persons(record: Publication, kind: str, fields: dict[str, str]) -> list[str]:
    """Put persons where the type *kind* prints them; return what it cannot print so."""
    if "collaboration" in fields:
        authors = f"{{{escaped(collaboration(record))}}}"
        fields["author"] = f"{authors} and {fields['author']}" if "author" in fields else authors
    has_editor = "editor" in FIELDS[kind] and kind not in {"misc", "booklet"}
    if "author" not in FIELDS[kind]:
        _move(fields, "author", "editor")
    elif not has_editor:
        _move(fields, "editor", "author")
    if kind == "misc" and "author" not in fields:
        _move(fields, "organization", "author") or _move(fields, "institution", "author")
        if "author" in fields:
            fields["author"] = f"{{{fields['author']}}}"
    creators = {"author", *(["editor"] if kind in BOOKS else [])}
    creators |= {"organization"} if kind in {"manual", "proceedings"} else set()
    if not creators & fields.keys():
        fields["key"] = escaped(record.title_text)
    if kind in {"book", "inbook"} and "author" in fields and "editor" in fields:
        del fields["editor"]
        return [f"Edited by {escaped(listed(record.editors, others=record.more_editors))}"]
    return []


def _part(record: Publication, kind: str, fields: dict[str, str]) -> list[str]:
    """Return what a note has to say of the part of a book that *record* is."""
    if kind == "inbook":  # BibTeX takes its title for that of the book
        return [f"In {fields['booktitle']}"]
    if record.type != "inbook" or kind != "book":
        return []
    which, pages = escaped(plain(chapter(record))), fields.pop("pages", "")
    fields.pop("chapter", None)
    return [which[:1].upper() + which[1:], f"Pages {pages}" if pages else ""]


def _move(fields: dict[str, str], name: str, to: str) -> bool:
    """Give a field, with its annotations, another name, if nothing has that; tell whether."""
    if name not in fields or to in fields:
        return False
    moved = {re.sub(rf"^{name}(?=\+|$)", to, key): value for key, value in fields.items()}
    fields.clear()
    fields.update(moved)
    return True


def _numbers(record: Publication, kind: str, fields: dict[str, str]) -> list[str]:
    """Have numbers where BibTeX prints them; return what a note has to say of them."""
    if "eid" in fields and "pages" not in fields:
        _move(fields, "eid", "pages")
    if "pages" in fields:
        fields["pages"] = _DASH.sub("--", fields["pages"])
    for name in ("year", "volume", "number"):
        if name in fields and _BRACED.fullmatch(fields[name]):
            fields[name] = fields[name].strip("{}")
    notes = []
    if kind in BOOKS and "number" in fields and ("volume" in fields or "series" not in fields):
        notes.append(f"No. {fields.pop('number')}")
    if "edition" in fields and "edition" not in FIELDS[kind] and kind != "misc":
        notes.append(escaped(plain(edition(record))))
    return notes


def _date(record: Publication, fields: dict[str, str]) -> None:
    """Say the date as year and month, and as biblatex's date where that says more."""
    fields.pop("pubstate", None)
    date = fields.pop("date", "")
    if date:
        fields["year"] = escaped(record.date.text.replace("–", "--"))
        fields.pop("month", None)
        if _ISO_DATE.fullmatch(date) and not _PLAIN_DATE.fullmatch(date):
            fields["date"] = date
    if record.status and record.date.year is None and "year" in fields:
        fields["pubstate"] = record.status  # "in press" is no year to biblatex
    # Of "July/August" BibTeX prints both.
    if record.date.month and len(_WORD.findall(fields.get("month", ""))) < 2:
        if record.date.day and "month" in fields:
            fields["date"] = record.date.iso  # "5~may" is how BibTeX is told a day
        fields["month"] = MONTHS[record.date.month - 1][:3].lower()


def _identifiers(record: Publication, fields: dict[str, str]) -> None:
    """Name identifiers as BibTeX's styles know them; find an address where there is none."""
    if "doi" in fields:
        fields["doi"] = doi_of(fields["doi"])
    kind = fields.pop("eprinttype", "")
    area = fields.pop("eprintclass", "")
    source = fields.pop("eprint", "") or fields.pop("arxiv", "") or record.text("journal")
    arxiv = arxiv_of(source) if kind.lower() in {"", "arxiv"} else ""
    if arxiv and (source != record.text("journal") or _ARXIV_JOURNAL.match(source)):
        fields["eprint"], fields["archivePrefix"] = arxiv, "arXiv"
    elif kind and not _ADDRESS.match(source):
        fields["eprint"], fields["archivePrefix"] = source, kind
    if area and "eprint" in fields:
        fields["primaryClass"] = area
    links = {link.kind: link.target for link in record.links if not link.local}
    if "url" in fields:
        fields["url"] = links.get("url", fields["url"])
    elif not any(fields.get(name) for name in _FOUND_BY):
        names = (name for name in ("eprint", *_INSTEAD_OF_URL) if name in links)
        name = next(names, "")
        if name:
            fields["url"] = links[name]
    if "url" not in fields:
        fields.pop("urldate", None)


def _how(record: Publication, fields: dict[str, str]) -> None:
    """Say in ``howpublished`` what kind of work it is and where it appeared."""
    if _ARXIV_JOURNAL.match(record.text("journal")):
        return
    venue = record.venue and record.venue._replace(short="")
    # The number of a preprint is said behind its state, a group of authors before the title.
    left_out = {"eprint", "arxiv"} | (set() if record.creators else {"organization", "institution"})
    own = {name: value for name, value in record.fields.items() if name not in left_out}
    texts = {name: value for name, value in record.texts.items() if name not in left_out}
    said = imprint_without_year(record._replace(venue=venue, fields=own, texts=texts))
    if said[:1].isdecimal() and record.type in NUMBER_OF:
        said = f"{NUMBER_OF[record.type]} {said}"
    if said and said != record.text("howpublished"):
        fields["howpublished"] = escaped(said[:1].upper() + said[1:])


def _call(record: Publication, kind: str, fields: dict[str, str]) -> None:
    """Say in ``type`` what the work is called, in words and only if its entry type does not."""
    called = record.text("type")
    if called == TYPE_SAYS.get(kind):
        fields.pop("type", None)
    elif called and plain(decode(fields.get("type", "")).text) != called:
        fields["type"] = escaped(called.replace("’", "'"))


def _note(record: Publication, kind: str, fields: dict[str, str], notes: list[str]) -> None:
    """Say in ``note`` the state of the work, what no field prints, and where it is found."""
    own = fields.get("note", "")
    state = STATUS_TEXTS.get(record.status, record.status)
    if status_of(record.date.text) == record.status or status_of(plain(decode(own).text)) in {
        record.status,
        state,
    }:
        state = ""
    parts = [escaped(state), own, *(note for note in notes if note not in own)]
    said = plain(decode(f"{own} {fields.get('howpublished', '')}").text)
    if kind in LOCATORS and not any(fields.get(name) for name in LOCATORS[kind]):
        where = _locator(record, kind, fields)
        if where and where not in said and not _ADDRESS.search(said):
            parts.append(_ACRONYM.sub(r"{\g<0>}", escaped(where)))
    if kind == "misc" and record.type == "unpublished" and not any(parts):
        parts = ["Unpublished manuscript"]
    text = ". ".join(part.rstrip(". ") for part in parts if part.strip(". "))
    if text:
        fields["note"] = text


def _locator(record: Publication, kind: str, fields: dict[str, str]) -> str:
    """Return where the work is found, as words: "arXiv:2301.11270"."""
    doi, eprint, archive = (fields.get(name, "") for name in ("doi", "eprint", "archivePrefix"))
    labels = {link.kind: link.label for link in record.links}
    preprint = f"{labels.get(archive.lower(), archive)} {eprint}" if eprint else ""
    if archive == "arXiv" and eprint:
        preprint = f"arXiv:{eprint}"
    published = f"doi:{doi}" if doi else ""
    # What appeared nowhere else is a preprint.
    found = (preprint, published) if kind == "misc" else (published, preprint)
    return next(filter(None, found), fields.get("url", ""))
