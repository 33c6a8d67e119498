"""Entries → publications: types and field names made one, values decoded, gaps inherited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.dates import parse_date
from sphinx_publications.inline import plain
from sphinx_publications.latex import decode
from sphinx_publications.links import FIELD_LABELS, LinkProblem, resource_links
from sphinx_publications.model import Publication, Venue
from sphinx_publications.names import NameList, parse_names
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_publications.bibtex import Entry
    from sphinx_publications.inline import InlineText
    from sphinx_publications.model import ResourceLink

#: Other names of entry types (biblatex manual, section 2.1.2, and what exporters write).
TYPE_ALIASES: Final = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "techreport": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "bachelorsthesis": "thesis",
    "preprint": "unpublished",
    "bookinbook": "inbook",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "suppperiodical": "article",
    "inreference": "incollection",
    "mvbook": "book",
    "mvcollection": "collection",
    "mvproceedings": "proceedings",
    "mvreference": "collection",
    "reference": "collection",
    "review": "article",
    "journalarticle": "article",
    "talk": "presentation",
}
KNOWN_TYPES: Final = frozenset(
    "article book booklet collection dataset inbook incollection inproceedings manual misc"
    " online patent periodical presentation proceedings report software standard thesis"
    " unpublished artwork audio bibnote commentary image jurisdiction legislation legal letter"
    " movie music performance video".split()
)
#: What a type's name says that its alias does not: the label of the work.
_TYPE_LABELS: Final = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master’s thesis",
    "bachelorsthesis": "Bachelor’s thesis",
    "techreport": "Technical report",
}
#: biblatex's bibliography strings that stand in ``type``.
_TYPE_STRINGS: Final = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "patent": "Patent",
    "patentus": "US patent",
    "patenteu": "European patent",
    "software": "Software",
    "datacd": "Data CD",
}
#: biblatex's name of a field → the name we use.
_FIELD_ALIASES: Final = {
    "journaltitle": "journal",
    "shortjournaltitle": "shortjournal",
    "location": "address",
    "school": "institution",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
    "conference": "eventtitle",
    "keyword": "keywords",
}
#: Fields that a reference may print; they are decoded, the others stay as they are.
_PRINTED: Final = (
    "subtitle journal booktitle eventtitle series publisher address institution organization"
    " howpublished note addendum award edition volume number issue pages chapter eid version type"
    " holder keywords abbr venue".split()
)
#: Where the venue's name stands, per type; and the fields of its short form.
_VENUE_FIELDS: Final = ("journal", "booktitle", "eventtitle", "venue")
_SHORT_FIELDS: Final = ("abbr", "shortjournal", "shortbooktitle", "shorteventtitle", "shortseries")
#: crossref: a child inherits the parent's title under another name (biblatex manual, B).
_INHERITED_AS: Final = {
    ("proceedings", "title"): "booktitle",
    ("collection", "title"): "booktitle",
    ("book", "title"): "booktitle",
    ("periodical", "title"): "journal",
    ("proceedings", "booktitle"): "booktitle",
}
#: crossref never hands on what identifies the parent itself.
_NOT_INHERITED: Final = frozenset(
    "title shorttitle subtitle sorttitle crossref xdata xref ids label key author options"
    " doi url eprint pdf abstract keywords pages".split()
)
_RANGE: Final = re.compile(r"\s*(?:--?-?|[‐‑‒–—−])\s*")
_STATUSES: Final = {
    "inpreparation": "inpreparation",
    "in preparation": "inpreparation",
    "submitted": "submitted",
    "in submission": "submitted",
    "under review": "submitted",
    "forthcoming": "forthcoming",
    "accepted": "forthcoming",
    "to appear": "forthcoming",
    "inpress": "inpress",
    "in press": "inpress",
    "prepublished": "prepublished",
    "published": "",
}


def read_publications(
    entries: Iterable[Entry], link_labels: Mapping[str, str] | None = None
) -> tuple[tuple[Publication, ...], tuple[Report, ...]]:
    """Return the publications of *entries*, in their order, and what was wrong with them.

    :param link_labels: the site's own link fields and their labels.
    """
    all_entries = list(entries)
    by_key = {entry.key.casefold(): entry for entry in all_entries}
    labels = {**FIELD_LABELS, **(link_labels or {})}
    reports: list[Report] = []
    publications: list[Publication] = []
    for entry in all_entries:
        if entry.type == "xdata":  # a container of fields for others, no publication
            continue
        reader = _EntryReader(entry, _inherited(entry, by_key, reports), reports)
        publications.append(reader.read(len(publications), labels))
    return tuple(publications), tuple(reports)


def _inherited(entry: Entry, by_key: Mapping[str, Entry], reports: list[Report]) -> dict[str, str]:
    """Return the raw fields of *entry*, with those that xdata and crossref hand on."""
    fields = {_FIELD_ALIASES.get(name, name): f.value for name, f in entry.fields.items()}
    seen = {entry.key.casefold()}
    queue = [(name, key) for name, key in _parents(entry)]
    while queue:
        how, key = queue.pop(0)
        parent = by_key.get(key.casefold())
        if parent is None:
            message = f"{how} names “{key}”, which is in no .bib file"
            reports.append(entry.report(Subtype.CROSSREF, message, how))
            continue
        if parent.key.casefold() in seen:
            message = f"{how} to “{key}” goes in a circle; it is followed once"
            reports.append(entry.report(Subtype.CROSSREF, message, how))
            continue
        seen.add(parent.key.casefold())
        parent_type = TYPE_ALIASES.get(parent.type, parent.type)
        for raw_name, parent_field in parent.fields.items():
            name = _FIELD_ALIASES.get(raw_name, raw_name)
            if how == "crossref":
                name = _INHERITED_AS.get((parent_type, name), name)
                if name in _NOT_INHERITED:
                    continue
            fields.setdefault(name, parent_field.value)
        queue += _parents(parent)
    return fields


def _parents(entry: Entry) -> list[tuple[str, str]]:
    return [
        (name, key.strip())
        for name in ("xdata", "crossref")
        if name in entry.fields
        for key in entry.fields[name].value.split(",")
        if key.strip()
    ]


class _EntryReader:
    """One entry on its way to a publication."""

    def __init__(self, entry: Entry, fields: Mapping[str, str], reports: list[Report]) -> None:
        self.entry = entry
        self.fields = fields
        self.reports = reports

    def read(self, position: int, labels: Mapping[str, str]) -> Publication:
        entry, fields = self.entry, self.fields
        texts = {name: self._decode(name) for name in _PRINTED if name in fields}
        for name in ("pages", "volume", "number"):
            if name in texts:
                texts[name] = (_RANGE.sub("–", plain(texts[name])),)
        label = _TYPE_LABELS.get(entry.type)
        if "type" in texts:
            label = _TYPE_STRINGS.get(plain(texts["type"]).lower(), plain(texts["type"]))
        if label:
            texts["type"] = (label,)
        authors, editors = self._names("author"), self._names("editor")
        return Publication(
            key=entry.key,
            type=self._type(),
            title=self._title(texts),
            authors=authors.persons,
            more_authors=authors.others,
            editors=editors.persons,
            date=parse_date(*(fields.get(name, "") for name in ("date", "year", "month", "day"))),
            venue=self._venue(texts),
            status=self._status(),
            texts=texts,
            fields=fields,
            links=tuple(self._links(labels)),
            position=position,
            path=entry.path,
            line=entry.line,
        )

    def _report(self, subtype: Subtype, field_name: str, message: str) -> None:
        text = f"field “{field_name}” {message}"
        self.reports.append(self.entry.report(subtype, text, field_name))

    def _decode(self, name: str) -> InlineText:
        decoded = decode(self.fields[name])
        for problem in decoded.problems:
            self._report(Subtype.LATEX, name, problem)
        return decoded.text

    def _type(self) -> str:
        kind = TYPE_ALIASES.get(self.entry.type, self.entry.type)
        if kind in KNOWN_TYPES:
            return kind
        message = f"“@{self.entry.type}” is no known entry type; it is laid out as @misc"
        self.reports.append(self.entry.report(Subtype.ENTRY_TYPE, message))
        return "misc"

    def _title(self, texts: Mapping[str, InlineText]) -> InlineText:
        title = self._decode("title") if "title" in self.fields else ()
        if not title:
            title = texts.get("booktitle") or texts.get("journal") or texts.get("note") or ()
            message = "has no title"
            if not title:
                title = (self.entry.key,)
                message += "; its cite key is shown"
            self.reports.append(self.entry.report(Subtype.FIELD, message, "title"))
        if texts.get("subtitle"):
            title = (*title, ": ", *texts["subtitle"])
        return title

    def _names(self, name: str) -> NameList:
        if name not in self.fields:
            return NameList()
        names = parse_names(
            self.fields[name],
            self.fields.get(f"{name}+an", ""),
            self.fields.get(f"{name}+an:orcid", ""),
        )
        for problem in names.problems:
            self._report(Subtype.NAME, name, problem)
        return names

    def _venue(self, texts: Mapping[str, InlineText]) -> Venue | None:
        short = next(
            (
                plain(decode(self.fields[name]).text)
                for name in _SHORT_FIELDS
                if name in self.fields
            ),
            "",
        )
        for name in _VENUE_FIELDS:
            if texts.get(name):
                return Venue(texts[name], short)
        return Venue((short,)) if short else None

    def _status(self) -> str:
        status = plain(decode(self.fields.get("pubstate", "")).text).strip()
        return _STATUSES.get(status.lower(), status)

    def _links(self, labels: Mapping[str, str]) -> Iterator[ResourceLink]:
        for item in resource_links(self.fields, labels):
            if isinstance(item, LinkProblem):
                self._report(Subtype.LINK, item.field, item.message)
            else:
                yield item
