"""A publication as this site sees it: typed, decoded, immutable."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from sphinx_publications.model.fields import NO_WORDS, canonical_field
from sphinx_publications.model.persons import Contributors, Person
from sphinx_publications.model.statuses import STATUSES
from sphinx_publications.text.inline import InlineText, plain

__all__ = ["COMPUTED", "NO_DATE", "Date", "Publication", "Related", "ResourceLink", "Venue"]

#: The date of a citation without one, in biblatex and in sphinxcontrib-bibtex.
NO_DATE: Final = "n.d."


class Date(NamedTuple):
    """The date of a publication, as far as its entry says it."""

    #: As printed: "2023", "2022a", "in press"; empty if unknown.
    text: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: biblatex's letter that tells two publications with one label apart: "b". The library
    #: gives it.
    extradate: str = ""

    @property
    def label(self) -> str:
        """The text with its letter: "2023b", "in press-b", "n.d.-b"; empty if unknown."""
        if not self.extradate:
            return self.text
        text = self.text or NO_DATE
        return f"{text}{'' if text[-1].isdigit() else '-'}{self.extradate}"

    @property
    def iso(self) -> str:
        """The date as "2023-05-07", as far as it is known."""
        parts = [] if self.year is None else [f"{self.year:04}"]
        if parts and self.month is not None:
            parts += [f"{self.month:02}"] + ([] if self.day is None else [f"{self.day:02}"])
        return "-".join(parts)


class Venue(NamedTuple):
    """Where a publication appeared: a journal, a conference, a book."""

    name: InlineText
    #: The short form that people know: "ICML"; empty if there is none.
    short: str = ""
    #: What is printed behind the name: biblatex's ``booktitleaddon``.
    addon: InlineText = ()

    @property
    def label(self) -> str:
        """The short form, or else the name, as plain text."""
        return self.short or plain(self.name)


class ResourceLink(NamedTuple):
    """A link that belongs to a publication: its DOI, its PDF, its code."""

    #: The field or identifier: "doi", "arxiv", "pdf".
    kind: str
    #: The text of the link: "DOI", "arXiv", "PDF".
    label: str
    #: A web address, or a path from the source folder if *local*.
    target: str
    local: bool = False
    #: It follows from another link: who reads addresses needs one of the two.
    derived: bool = False

    @property
    def path(self) -> str:
        """The path of a local file from the source folder, as Sphinx has it: "/files/a.pdf"."""
        return f"/{self.target.lstrip('/')}"


#: The default of mappings; nobody changes it.
_NOTHING: Final[Mapping[Any, Any]] = {}
#: The options of biblatex that keep an entry out of bibliographies (its manual, section 3.1.3).
_SKIPPED: Final = re.compile(r"(?i)(?:^|,)\s*(?:skipbib|dataonly)\s*(?:=\s*true\s*)?(?:,|$)")


class Related(NamedTuple):
    """Another entry that an entry names in biblatex's ``related``."""

    #: The other entry; its own ``related`` is empty.
    publication: Publication
    #: biblatex's ``relatedtype``: "laterversion".
    kind: str
    #: The words before the other entry: "Published as", "Later version:".
    text: str


class Publication(NamedTuple):
    """A BibTeX entry that has been read."""

    #: The cite key.
    key: str
    #: The entry type, aliases resolved ("conference" is "inproceedings").
    type: str
    title: InlineText
    authors: tuple[Person, ...] = ()
    #: The author list ends in "and others".
    more_authors: bool = False
    #: biblatex's ``authortype``; empty for authors.
    authortype: str = ""
    editors: tuple[Person, ...] = ()
    more_editors: bool = False
    editortype: str = "editor"
    #: The creators in running text, if they are not these: "WHO", of biblatex's ``shortauthor``.
    short_creators: tuple[Person, ...] = ()
    #: All others who had a part in it.
    contributors: tuple[Contributors, ...] = ()
    date: Date = Date()
    venue: Venue | None = None
    #: al-folio's ``abbr`` where it is no short form of the venue: "Theory".
    badge: str = ""
    #: biblatex's ``pubstate`` ("submitted"), or the author's own word; empty if published.
    status: str = ""
    #: Field → its decoded text, of the fields that can be printed.
    texts: Mapping[str, InlineText] = _NOTHING
    #: Field → LaTeX, of all fields, inherited ones included.
    fields: Mapping[str, str] = _NOTHING
    #: Field → its name in the entry, where that is another: "journal" → "journaltitle".
    written: Mapping[str, str] = _NOTHING
    links: tuple[ResourceLink, ...] = ()
    related: tuple[Related, ...] = ()
    #: A small picture, a file of the site; its label describes it for those who do not see it.
    preview: ResourceLink | None = None
    #: The entry type as the author wrote it, in lower case.
    written_type: str = ""
    #: The place among the entries of the ``.bib`` files, from 0.
    position: int = 0
    #: File and line of the entry, for reports.
    path: str = ""
    line: int = 0
    #: Other cite keys of it, by biblatex's ``ids``: keys that it had before.
    aliases: tuple[str, ...] = ()

    @property
    def listed(self) -> bool:
        """False if only lists that name it show it: ``options = {skipbib}``."""
        options = self.fields.get("options")
        return not options or not _SKIPPED.search(options)

    @property
    def title_text(self) -> str:
        """The title as plain text."""
        return plain(self.title)

    @property
    def files(self) -> tuple[ResourceLink, ...]:
        """The files of the site that it links to, its picture included."""
        shown = (*self.links, self.preview) if self.preview else self.links
        return tuple(link for link in shown if link.local)

    def text(self, name: str) -> str:
        """Return a printed field as plain text; empty if it is missing."""
        return plain(self.texts.get(name, ()))

    def value(self, name: str) -> str:
        """Return the value that filters, sorts and groups use, as plain text; "" if missing.

        :param name: one of :data:`COMPUTED`, or a field under any of its names.
        """
        if name in COMPUTED:
            return COMPUTED[name](self)
        name = canonical_field(name)
        return self.text(name) if name in self.texts else self.fields.get(name, "")

    @property
    def creators(self) -> tuple[Person, ...]:
        """The authors, or else the editors, or else the translators."""
        return self.authors or self.editors or self._translators.persons

    @property
    def more_creators(self) -> bool:
        """Whether there are more creators than are named."""
        if self.authors or self.editors:
            return self.more_authors if self.authors else self.more_editors
        return self._translators.others

    @property
    def creators_role(self) -> str:
        """What the creators did: "author", "editor" or another type, "translator"."""
        if self.authors:
            return self.authortype or "author"
        return self.editortype if self.editors else "translator"

    @property
    def other_contributors(self) -> tuple[Contributors, ...]:
        """All who had a part in it but for the creators."""
        rest = self.contributors
        if not self.authors and not self.editors:
            rest = tuple(it for it in rest if it.role != "translator")
        if not self.authors or not self.editors:
            return rest
        return (Contributors(self.editortype, self.editors, self.more_editors), *rest)

    @property
    def _translators(self) -> Contributors:
        found = (it for it in self.contributors if it.role == "translator")
        return next(found, Contributors("translator"))

    @property
    def labelnames(self) -> tuple[tuple[str, ...], bool]:
        """The last names in running text, at most two, and whether there are more creators."""
        names = tuple(person.last_name for person in self.short_creators or self.creators)
        several = len(names) > 2 or self.more_creators
        return names[:1] if several else names, several


def _persons(persons: tuple[Person, ...]) -> str:
    return " and ".join(person.sort_name for person in persons)


def _time_to_come(publication: Publication) -> str:
    """Return what stands for the year: "in press", wherever the author says it."""
    row = STATUSES.get(publication.status)
    if publication.date.text or row is None or row.dated:
        return publication.date.text
    return f"{row.text[0].lower()}{row.text[1:]}"


#: Name → value, for :meth:`Publication.value`. ``type`` is the type that the author wrote,
#: ``basetype`` the type that it stands for: "phdthesis" is a "thesis".
COMPUTED: Final[dict[str, Callable[[Publication], str]]] = {
    "key": lambda pub: pub.key.lower(),
    "type": lambda pub: pub.written_type or pub.type,
    "basetype": lambda pub: pub.type,
    "date": lambda pub: pub.date.iso,
    "title": lambda pub: pub.title_text,
    "author": lambda pub: _persons(pub.authors),
    "editor": lambda pub: _persons(pub.editors),
    "year": lambda pub: str(pub.date.year) if pub.date.year is not None else _time_to_come(pub),
    "venue": lambda pub: pub.venue.label if pub.venue else "",
    "status": lambda pub: pub.status or "published",
    # al-folio's switch: "selected = {false}" is false.
    "selected": lambda pub: (
        "" if pub.fields.get("selected", "").strip().lower() in {"", *NO_WORDS} else "true"
    ),
}
