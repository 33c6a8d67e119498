"""Entries → publications: inherits fields, resolves aliases, decodes values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from sphinx_publications.bib.entries import Entry
from sphinx_publications.bib.inheritance import inherited_fields
from sphinx_publications.bib.repeated_keys import key_aliases
from sphinx_publications.model import entry_types
from sphinx_publications.model.fields import FIELD_ALIASES, FIELDS, NO_WORDS, YES_WORDS
from sphinx_publications.model.persons import ROLE_FIELDS, Contributors
from sphinx_publications.model.publication import Date, Publication, ResourceLink, Venue
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.model.statuses import STATUSES, status_of
from sphinx_publications.reading import links
from sphinx_publications.reading.dates import parse_date
from sphinx_publications.reading.local_files import FILE_TYPES, publishing_problem
from sphinx_publications.reading.person_names import NameList, parse_names
from sphinx_publications.reading.relations import related_to
from sphinx_publications.text.inline import (
    Inline,
    InlineText,
    Link,
    ends_sentence,
    join,
    mapped,
    plain,
    without_links,
)
from sphinx_publications.text.latex import decode

__all__ = ["read_publications"]

#: What has a cite key.
E = TypeVar("E", Entry, Publication)

#: Fields whose texts are decoded.
_PRINTED: Final = tuple(row.name for row in FIELDS.values() if row.printed)
#: The fields of the venue's name, the first that is given; the same for parts of books.
_VENUE_FIELDS: Final = ("journal", "booktitle", "eventtitle", "venue")
_BOOK_VENUE_FIELDS: Final = ("booktitle", "eventtitle", "journal", "venue")
#: The fields of its short form.
_SHORT_FIELDS: Final = ("abbr", "shortjournal", "shortbooktitle", "shorteventtitle", "shortseries")
#: A dash; spaces before it are looked for where they begin, not at each of them.
_DASH: Final = re.compile(r"(?:(?<!\s)\s++)?(?:--?-?|[‐‑‒–—−])\s*")
_LONG_DASH: Final = re.compile(r"(?:(?<!\s)\s++)?(?:---?|[–—])\s*")
_NUMBER_PREFIX: Final = re.compile(
    r"^\s*(?:vol(?:ume)?|n(?:o|um|umber|r)|issue)(?:\.\s*|\s+)(?=\w)", re.IGNORECASE
)
#: "n/a--n/a": the pages of a work that has none, in exports of Wiley's.
_NO_PAGES: Final = re.compile(r"\s*n/?a(?:\s*-+\s*n/?a)?\s*", re.IGNORECASE)
_PAGES_PREFIX: Final = re.compile(r"^\s*(?:pp?\.|pages?\b)[\s\N{NO-BREAK SPACE}]*", re.IGNORECASE)
_NUMBER_RANGE: Final = re.compile(r"[0-9]+\s*(?:--?-?|[‐‑‒–—−])\s*[0-9]+")


def read_publications(
    entries: Iterable[Entry],
    link_labels: Mapping[str, str] | None = None,
    file_types: Collection[str] = FILE_TYPES,
) -> tuple[tuple[Publication, ...], tuple[Report, ...]]:
    """Return the publications of *entries*, in their order, and reports of their faults.

    :param link_labels: fields that link on this site only → their labels.
    :param file_types: the types of files that the site publishes: "pdf".
    """
    entries = list(entries)
    reports: list[Report] = []
    all_aliases = key_aliases(entries, reports)
    by_key = _by_any_key(entries, all_aliases)
    other_keys: dict[str, list[str]] = {}
    for alias, key in all_aliases.items():
        other_keys.setdefault(key, []).append(alias)
    labels = {**links.FIELD_LABELS, **(link_labels or {})}
    publications: list[Publication] = []
    entries = [entry for entry in entries if entry.type not in entry_types.NO_PUBLICATIONS]
    for position, entry in enumerate(entries):
        fields = inherited_fields(entry, by_key, reports)
        own = entry.fields
        aliases = ((name, FIELD_ALIASES[name]) for name in own if name in FIELD_ALIASES)
        written = {known: name for name, known in aliases if known not in own}
        reader = _EntryReader(entry, fields, written, reports, file_types)
        publications.append(reader.read(position, labels, tuple(other_keys.get(entry.key, ()))))
    related = [place for place, one in enumerate(publications) if "related" in one.fields]
    by_name = _by_any_key(publications if related else (), all_aliases)
    for place in related:
        found = related_to(publications[place], entries[place], by_name, reports)
        publications[place] = publications[place]._replace(related=found)
    return tuple(publications), tuple(reports)


def _by_any_key(things: Sequence[E], aliases: Mapping[str, str]) -> dict[str, E]:
    """Return *things* by cite key and alias, as written and in lower case."""
    own = {thing.key: thing for thing in things}
    others = {alias: own[key] for alias, key in aliases.items() if key in own}
    # Cite keys come before aliases, and the case that is written before any other.
    folded = {alias.casefold(): others[alias] for alias in reversed(others)}
    folded |= {thing.key.casefold(): thing for thing in reversed(things)}
    return folded | others | own


def _pages(text: str) -> str:
    """Return pages as a reference prints them behind "pp.": "1–10"."""
    text = _PAGES_PREFIX.sub("", text.replace("–", "--"))
    if _NO_PAGES.fullmatch(text):
        return ""
    # If two hyphens make the range, single hyphens belong to the numbers: "S1-5--S1-9".
    text = (_LONG_DASH if _LONG_DASH.search(text) else _DASH).sub("–", text)
    first, dash, last = text.partition("–")
    if dash and first == last:
        return first
    return text if re.search(r"\w", text) else ""


def _with_subtitle(title: InlineText, subtitle: InlineText | None) -> InlineText:
    if not subtitle:
        return title
    return join([*title, " " if ends_sentence(title) else ": ", *subtitle])


class _EntryReader(NamedTuple):
    entry: Entry
    fields: Mapping[str, str]
    #: Field → its name in the entry, where that is another.
    written: Mapping[str, str]
    reports: list[Report]
    file_types: Collection[str]

    def read(
        self, position: int, labels: Mapping[str, str], aliases: tuple[str, ...]
    ) -> Publication:
        entry, fields = self.entry, self.fields
        texts = {name: self._decode(name) for name in _PRINTED if name in fields}
        if "pages" in texts:
            texts["pages"] = join([_pages(plain(texts["pages"]))])
        for name in ("volume", "number", "issue"):
            # Of "Vol. 3" the reference itself says "vol.".
            if name in texts and _NUMBER_PREFIX.match(plain(texts[name])):
                texts[name] = (_NUMBER_PREFIX.sub("", plain(texts[name])),)
            # "3-4" is a range, "TR-42" is not.
            if _NUMBER_RANGE.fullmatch(plain(texts.get(name, ()))):
                texts[name] = (_DASH.sub("–", plain(texts[name])),)
        # In al-folio's "award = {true}" the name of the award may be in another field.
        if plain(texts.get("award", ())).lower() in YES_WORDS:
            texts["award"] = self._decode("award_name") if "award_name" in fields else ("Award",)
        elif plain(texts.get("award", ())).lower() in NO_WORDS:
            del texts["award"]
        if "maintitle" in texts:
            texts["maintitle"] = _with_subtitle(texts["maintitle"], texts.get("mainsubtitle"))
        labels_of_work = entry_types.WORK_LABELS
        label = labels_of_work.get(entry.type) if entry.type in entry_types.TYPE_ALIASES else ""
        if "type" in texts:
            label = labels_of_work.get(plain(texts["type"]).lower(), plain(texts["type"]))
        if label:
            texts["type"] = (label,)
        date = parse_date(*(fields.get(name, "") for name in ("date", "year", "month", "day")))
        if not date.text and "eventdate" in fields:
            date = parse_date(fields["eventdate"])
        authors, editors = self._names("author"), self._names("editor")
        kind = self._type()
        return Publication(
            key=entry.key,
            type=kind,
            written_type=entry.type,
            title=self._title(texts),
            authors=authors.persons,
            more_authors=authors.others,
            editors=editors.persons,
            more_editors=editors.others,
            contributors=tuple(self._contributors()),
            date=date,
            venue=self._venue(kind, texts),
            status=self._status(date),
            texts=texts,
            fields=fields,
            written=self.written,
            links=tuple(self._usable(links.resource_links(fields, labels))),
            preview=next(self._usable(links.picture(fields)), None),
            position=position,
            path=entry.path,
            line=entry.line,
            aliases=aliases,
        )

    def _report(self, subtype: Subtype, field_name: str, message: str) -> None:
        written = self.written.get(field_name, field_name)
        self.reports.append(self.entry.report(subtype, f"field “{written}” {message}", written))

    def _decode(self, name: str) -> InlineText:
        decoded = decode(self.fields[name])
        for problem in decoded.problems:
            self._report(Subtype.LATEX, name, problem)
        return self._safe(decoded.text, name)

    def _safe(self, text: InlineText, name: str) -> InlineText:
        """Return *text* with the texts of unsafe links in place of the links."""

        def safe(_: Inline, piece: Inline) -> InlineText:
            if isinstance(piece, Link):
                try:
                    return (piece._replace(url=links.web_address(piece.url)),)
                except links.UnsafeAddressError as problem:
                    self._report(Subtype.LINK, name, f"{problem}; no link is made")
                    return without_links((piece,))
            return (piece,)

        return text if all(isinstance(piece, str) for piece in text) else mapped(text, safe)

    def _type(self) -> str:
        kind = entry_types.canonical_type(self.entry.type)
        if kind in entry_types.ENTRY_TYPES:
            return kind
        message = f"“@{self.entry.type}” is no known entry type; it is laid out as @misc"
        self.reports.append(self.entry.report(Subtype.ENTRY_TYPE, message))
        return "misc"

    def _title(self, texts: Mapping[str, InlineText]) -> InlineText:
        title = self._decode("title") if "title" in self.fields else ()
        if not plain(title).strip():
            title = next((texts[n] for n in ("booktitle", "journal", "note") if texts.get(n)), ())
            message = "has no title"
            if not title:
                title = (self.entry.key,)
                message += "; its cite key is shown"
            self.reports.append(self.entry.report(Subtype.FIELD, message, "title"))
        return _with_subtitle(title, texts.get("subtitle"))

    def _names(self, name: str) -> NameList:
        if name not in self.fields:
            return NameList()
        fields = (name, f"{name}+an", f"{name}+an:orcid")
        names = parse_names(*(self.fields.get(field, "") for field in fields))
        for problem in names.problems:
            self._report(Subtype.NAME, name, problem)
        return names

    def _contributors(self) -> Iterator[Contributors]:
        """Yield those who had another part in the work than its authors and editors."""
        if self.fields.keys().isdisjoint(ROLE_FIELDS):
            return
        for name in ROLE_FIELDS:
            names = self._names(name)
            if names.persons:
                kind = plain(decode(self.fields.get(f"{name}type", "")).text).strip().lower()
                role = kind or ("editor" if name.startswith("editor") else name)
                yield Contributors(role, names.persons, names.others)

    def _venue(self, kind: str, texts: Mapping[str, InlineText]) -> Venue | None:
        present = (self.fields[name] for name in _SHORT_FIELDS if name in self.fields)
        shorts = (plain(decode(source).text) for source in present)
        short = next((text for text in shorts if text), "")
        for name in _BOOK_VENUE_FIELDS if entry_types.ENTRY_TYPES[kind].in_book else _VENUE_FIELDS:
            if texts.get(name):
                subtitle = texts.get("booksubtitle") if name == "booktitle" else None
                return Venue(_with_subtitle(texts[name], subtitle), short)
        return Venue((short,)) if short else None

    def _status(self, date: Date) -> str:
        if "pubstate" in self.fields:
            return status_of(plain(decode(self.fields["pubstate"]).text))
        # "year = {in press}"
        said = status_of(date.text)
        return said if said in STATUSES else ""

    def _usable(self, found: Iterable[ResourceLink | links.LinkProblem]) -> Iterator[ResourceLink]:
        """Yield the links that work, and report the others."""
        for item in found:
            if isinstance(item, links.LinkProblem):
                self._report(Subtype.LINK, item.field, item.message)
            elif item.local and (problem := publishing_problem(item.target, self.file_types)):
                lost = "no picture is shown" if item.kind == "preview" else "no link is made"
                message = f"names “{item.target}”, {problem}; {lost}"
                self._report(Subtype.LINK, item.kind, message)
            else:
                yield item
