"""Entries → publications: inherits fields, resolves aliases, decodes values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from sphinx_publications.bib.entries import Entry
from sphinx_publications.bib.inheritance import inherited_fields
from sphinx_publications.bib.repeated_keys import key_aliases
from sphinx_publications.model import entry_types
from sphinx_publications.model.bibstrings import with_bibstrings
from sphinx_publications.model.fields import FIELD_ALIASES, FIELDS, NO_WORDS, TITLES, YES_WORDS
from sphinx_publications.model.link_labels import LinkField
from sphinx_publications.model.persons import ROLE_FIELDS, Contributors
from sphinx_publications.model.publication import Date, Publication, ResourceLink, Venue
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.model.statuses import said_status, status_of
from sphinx_publications.reading import links
from sphinx_publications.reading.dates import parse_date, wrong_day
from sphinx_publications.reading.local_files import FILE_TYPES, publishing_problem
from sphinx_publications.reading.note_sources import (
    ADDRESSED_FIELDS,
    MARKDOWN_FIELDS,
    with_addresses,
    without_extra,
    without_markdown,
)
from sphinx_publications.reading.person_names import NameList, parse_names
from sphinx_publications.reading.relations import related_to, without_twins
from sphinx_publications.reading.short_forms import is_short_form
from sphinx_publications.text.collation import fold
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
from sphinx_publications.text.integers import integer
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
_SHORT_FIELDS: Final = ("shortjournal", "shortbooktitle", "shorteventtitle", "shortseries")
#: The fields of names that "abbr" may be the short form of.
_NAMES_OF_VENUES: Final = (*_VENUE_FIELDS, "eventtitleaddon", "maintitle", "series")
#: The fields of dates in biblatex's form.
_DATES: Final = ("date", "eventdate", "origdate", "urldate")
#: The fields of houses, which are printed as they are.
_HOUSES: Final = ("publisher", "institution", "organization")
#: A dash; spaces before it are looked for where they begin, not at each of them.
_DASH: Final = re.compile(r"(?:(?<!\s)\s++)?(?:--?-?|[‐‑‒–—−])\s*")
_LONG_DASH: Final = re.compile(r"(?:(?<!\s)\s++)?(?:---?|[–—])\s*")
_NUMBER_PREFIX: Final = re.compile(
    r"^\s*(?:vol(?:ume)?|n(?:o|um|umber|r)|issue)(?:\.\s*|\s+)(?=\w)", re.IGNORECASE
)
#: "n/a--n/a": the pages of a work that has none, in exports of Wiley's.
_NO_PAGES: Final = re.compile(r"\s*n/?a(?:\s*-+\s*n/?a)?\s*", re.IGNORECASE)
_PAGES_PREFIX: Final = re.compile(r"^\s*(?:pp?\.|pages?\b)[\s\N{NO-BREAK SPACE}]*", re.IGNORECASE)
#: The fields in which authors say a status: "note = {in preparation}".
_MAY_SAY_STATUS: Final = (
    "note", "journal", "booktitle", "howpublished", "number", "volume",
)  # fmt: skip
#: The fields that may repeat arXiv's identifier, or the name of arXiv.
_MAY_SAY_ARXIV: Final = (
    "volume", "number", "issue", "pages", "eid", "type", "publisher", "institution", "organization",
    "howpublished", "note", "addendum", "series",
)  # fmt: skip
_NUMBER_RANGE: Final = re.compile(r"([0-9]+)\s*(?:--?-?|[‐‑‒–—−])\s*([0-9]+)")


def read_publications(
    entries: Iterable[Entry],
    link_fields: Iterable[LinkField] = (),
    file_types: Collection[str] = FILE_TYPES,
    *,
    fold_twins: bool = False,
) -> tuple[tuple[Publication, ...], tuple[Report, ...]]:
    """Return the publications of *entries*, in their order, and reports of their faults.

    :param link_fields: fields that link on this site only.
    :param file_types: the types of files that the site publishes: "pdf".
    :param fold_twins: entries with one DOI and title are one publication.
    """
    entries = list(entries)
    reports: list[Report] = []
    all_aliases = key_aliases(entries, reports)
    by_key = _by_any_key(entries, all_aliases)
    other_keys: dict[str, list[str]] = {}
    for alias, key in all_aliases.items():
        other_keys.setdefault(key, []).append(alias)
    link_rows = dict(links.LINK_ROWS)
    for row in link_fields:
        known = link_rows.get(row.name)
        if known:
            row = known._replace(label=row.label, address=row.address or known.address)  # noqa: PLW2901
        link_rows[row.name] = row
    publications: list[Publication] = []
    entries = [entry for entry in entries if entry.type not in entry_types.NO_PUBLICATIONS]
    for position, entry in enumerate(entries):
        fields = inherited_fields(entry, by_key, reports)
        own = entry.fields
        aliases = ((name, FIELD_ALIASES[name]) for name in own if name in FIELD_ALIASES)
        written = {known: name for name, known in aliases if known not in own}
        reader = _EntryReader(entry, fields, written, reports, file_types)
        publications.append(reader.read(position, link_rows, tuple(other_keys.get(entry.key, ()))))
    related = [place for place, one in enumerate(publications) if "related" in one.fields]
    by_name = _by_any_key(publications if related else (), all_aliases)
    for place in related:
        found = related_to(publications[place], entries[place], by_name, reports)
        publications[place] = publications[place]._replace(related=found)
    distinct = without_twins(publications, reports, folded=fold_twins)
    return distinct, tuple(reports)


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


def _is_range(text: str) -> bool:
    """Tell whether *text* is a range of numbers: "3-4", but not report "97-8" nor "TR-42"."""
    match = _NUMBER_RANGE.fullmatch(text)
    first, last = (integer(number) for number in match.groups()) if match else (None, None)
    return first is not None and last is not None and first < last


def _put_numbers(texts: dict[str, InlineText]) -> None:
    """Write pages, volumes and numbers in *texts* as references print them."""
    if "pages" in texts:
        texts["pages"] = join([_pages(plain(texts["pages"]))])
    for name in ("volume", "number", "issue"):
        # Of "Vol. 3" the reference itself says "vol.".
        if name in texts and _NUMBER_PREFIX.match(plain(texts[name])):
            texts[name] = (_NUMBER_PREFIX.sub("", plain(texts[name])),)
        # "3-4" is a range, "TR-42" is not.
        if _is_range(plain(texts.get(name, ()))):
            texts[name] = (_DASH.sub("–", plain(texts[name])),)


def _without_lead(text: InlineText) -> InlineText:
    """Return *text* without punctuation and spaces at its beginning."""
    first, *rest = text or ("",)
    return join([first.lstrip(".,; "), *rest]) if isinstance(first, str) else text


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
        self, position: int, link_rows: Mapping[str, LinkField], aliases: tuple[str, ...]
    ) -> Publication:
        entry, fields = self.entry, self.fields
        texts = self._texts()
        date = parse_date(*(fields.get(name, "") for name in ("date", "year", "month", "day")))
        for name in _DATES:
            if wrong := wrong_day(fields.get(name, "")):
                self._report(Subtype.FIELD, name, f"says “{wrong}”, which no calendar has")
        is_apart = date.month and not date.day and not fields.get("date")
        if is_apart and fields.get("day", "").strip().isdecimal():
            self._report(Subtype.FIELD, "day", f"says “{fields['day']}”, which its month lacks")
        if not date.text and "eventdate" in fields:
            date = parse_date(fields["eventdate"])
        authors, editors = self._names("author"), self._names("editor")
        kind = self._type()
        title = self._title(texts)
        venue, badge = self._venue(kind, title, texts)
        return Publication(
            key=entry.key,
            type=kind,
            written_type=entry.type,
            title=title,
            authors=authors.persons,
            more_authors=authors.others,
            authortype=self._key("authortype"),
            editors=editors.persons,
            more_editors=editors.others,
            editortype=self._key("editortype") or "editor",
            short_creators=self._names("shortauthor" if authors.persons else "shorteditor").persons,
            contributors=tuple(self._contributors()),
            date=date,
            venue=venue,
            badge=badge,
            status=self._status(date, texts),
            texts=texts,
            fields=fields,
            written=self.written,
            links=tuple(self._usable(links.resource_links(fields, link_rows))),
            preview=next(self._usable(links.picture(fields)), None),
            position=position,
            path=entry.path,
            line=entry.line,
            aliases=aliases,
        )

    def _texts(self) -> dict[str, InlineText]:
        """Return the texts of all fields that are printed, as a reference says them."""
        entry = self.entry
        texts = {name: self._decode(name) for name in _PRINTED if name in self.fields}
        if arxiv := links.own_arxiv(self.fields):
            # Exporters say it once more: publisher = {arXiv}, number = {arXiv:2409.18745}.
            for again in _MAY_SAY_ARXIV:
                said = plain(texts.get(again, ()))
                if said and (links.is_arxiv_name(said) or said == f"abs/{arxiv}"):
                    del texts[again]
        _put_numbers(texts)
        if "additional_info" in texts:  # al-folio has it behind the venue: ". More …"
            texts["additional_info"] = _without_lead(texts["additional_info"])
        if "award" in texts:
            texts["award"] = self._award(texts["award"])
        for name in ("maintitle", "issuetitle"):
            if name in texts:
                texts[name] = _with_subtitle(texts[name], texts.get(TITLES[name][0]))
        label = entry_types.WORK_LABELS.get(entry.type)
        if label and entry.type in entry_types.TYPE_ALIASES:
            texts.setdefault("type", (label,))
        return texts

    def _award(self, text: InlineText) -> InlineText:
        """Return the award; in al-folio's ``award = {true}`` its name may be in another field."""
        word = plain(text).lower()
        if word in YES_WORDS:
            return self._decode("award_name") if "award_name" in self.fields else ("Award",)
        return () if word in NO_WORDS else text

    def _report(self, subtype: Subtype, field_name: str, message: str) -> None:
        written = self.written.get(field_name, field_name)
        self.reports.append(self.entry.report(subtype, f"field “{written}” {message}", written))

    def _decode(self, name: str) -> InlineText:
        source = with_bibstrings(name, self.fields[name])
        if name in MARKDOWN_FIELDS:
            source = without_markdown(source)
        if name in ADDRESSED_FIELDS:
            source = with_addresses(
                without_extra(source, self.fields) if name == "note" else source
            )
        decoded = decode(source)
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
                role = self._key(f"{name}type") or ("editor" if name.startswith("editor") else name)
                yield Contributors(role, names.persons, names.others)

    def _key(self, name: str) -> str:
        """Return the value of a field that is one of biblatex's keys, or the author's word."""
        return plain(decode(self.fields.get(name, "")).text).strip().lower()

    def _venue(
        self, kind: str, title: InlineText, texts: Mapping[str, InlineText]
    ) -> tuple[Venue | None, str]:
        """Return the venue, and ``abbr`` if it is no short form of the venue."""
        present = (self.fields[name] for name in _SHORT_FIELDS if name in self.fields)
        shorts = [text for source in present if (text := plain(decode(source).text))]
        is_in_book = entry_types.ENTRY_TYPES[kind].in_book
        names = _BOOK_VENUE_FIELDS if is_in_book else _VENUE_FIELDS
        called = [texts[name] for name in _NAMES_OF_VENUES if texts.get(name)]
        if entry_types.ENTRY_TYPES[kind].title_as:  # a whole volume is its own venue
            called.append(title)
        abbr = plain(texts.get("abbr", ()))
        layout = entry_types.ENTRY_TYPES[kind].layout.split()
        houses = {fold(plain(texts.get(name, ()))) for name in _HOUSES}
        is_said = "publisher" in layout and fold(abbr) in houses
        is_short = is_short_form(abbr, [*map(plain, called), *shorts])
        badge = "" if is_short or is_said else abbr
        short = next(filter(None, [abbr if is_short else "", *shorts]), "")
        for name in names:
            if texts.get(name):
                subtitle, addon = (texts.get(below, ()) for below in TITLES.get(name, ("", "")))
                return Venue(_with_subtitle(texts[name], subtitle), short, addon), badge
        return Venue((short,)) if short else None, badge

    def _status(self, date: Date, texts: dict[str, InlineText]) -> str:
        """Return the status; a statement of it in ``pages`` is taken out of *texts*."""
        in_pages = said_status(plain(texts.get("pages", ())))
        if in_pages:
            del texts["pages"]  # the status says it
        if "pubstate" in self.fields:
            return status_of(plain(decode(self.fields["pubstate"]).text))
        if said := said_status(date.text):  # "year = {in press}"
            return said
        for name in _MAY_SAY_STATUS:
            text = plain(texts.get(name, ()))
            if text and (said := said_status(text, with_place=name in _VENUE_FIELDS)):
                return said
        return in_pages

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
