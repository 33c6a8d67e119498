"""A publication → its reference, in the style and the words of a site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeAlias

from sphinx_publications.listing.facets import Traits, traits
from sphinx_publications.listing.references import style as styles
from sphinx_publications.listing.references.author_folding import fold_runs
from sphinx_publications.listing.references.parts import (
    Form,
    PartMaker,
    collaboration,
    joined,
    listed,
    part_named,
    person_name,
)
from sphinx_publications.listing.references.reference import (
    Part,
    Reference,
    Sentence,
    ShownDetail,
)
from sphinx_publications.listing.settings import AUTO, PAGE, Detail, Format, Settings
from sphinx_publications.listing.words import ENGLISH, around, filled
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.link_labels import kinds_of_material, kinds_of_work
from sphinx_publications.model.persons import Person
from sphinx_publications.model.publication import Publication, Related, ResourceLink
from sphinx_publications.model.statuses import said_status, status_of, status_row
from sphinx_publications.reading.links import LINK_ROWS, derived_pdf
from sphinx_publications.reading.public_fields import public_fields
from sphinx_publications.reading.relations import RELATIONS, record_of
from sphinx_publications.text.collation import fold
from sphinx_publications.text.inline import (
    Fold,
    Inline,
    InlineText,
    Link,
    Named,
    ends_sentence,
    join,
    plain,
    without_links,
)

__all__ = ["Composer", "bibtex_sources", "imprint_without_year"]

#: Fields that are printed as sentences of their own.
_SENTENCES: Final = tuple(row.name for row in FIELDS.values() if row.printed == "sentence")
#: The parts that may say it at their end: "ICCV 2025", "June 1–4, 2021".
_END_IN_YEARS: Final = {"venue", "event"}
#: The parts that stand behind the year, whatever else there is.
_BEHIND_YEARS: Final = {"language", "archive", "original", "pagetotal"}
#: Parts that may begin with a word of the author's own that is no name: "third edition".
_NO_NAMES: Final = {"edition", "contributors", "type", "volume_number"}
#: The fields beside the venue in which authors say a status.
_SAY_STATUS: Final = ("note", "howpublished", "number", "volume")
#: The names of parts, and what makes them.
_Makers: TypeAlias = "list[tuple[str, PartMaker]]"
#: The words of a relation → its row.
_RELATIONS: Final = {row.text: row for row in RELATIONS.values()}


class Composer:
    """Composes references in the style and the words of a site, each of them once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.style = settings.style
        self.words = ENGLISH
        self._form = Form(self.words, settings.letters, settings.venue, settings.owner)
        imprints = (row for row in self.style.sentences if "imprint" in row.names)
        #: What stands between the facts of a publication.
        self._joint = next((row.joint for row in imprints), self.words.comma)
        #: What parts begin with in which a sentence may begin.
        words = self.words
        said = [words.volume, words.number, words.page, words.pages, words.article, words.chapter]
        said += [words.version, *(role.by for role in words.roles.values())]
        self._leads = tuple(lead for lead in (around(text)[0] for text in said) if lead)
        self._layouts: dict[str, list[tuple[styles.SentenceStyle, str, _Makers]]] = {}
        self._references: dict[str, Reference] = {}
        self._lines: dict[str, str] = {}
        self._traits: dict[str, Traits] = {}
        own = settings.links
        self._work, self._material = kinds_of_work(own), kinds_of_material(own)
        self._pdf = {**LINK_ROWS, **{row.name: row for row in own}}["pdf"].label

    def reference(self, publication: Publication) -> Reference:
        """Return the reference of *publication*."""
        found = self._references.get(publication.key)
        if found is None:
            found = self._references[publication.key] = self.compose(publication)
        return found

    def line(self, publication: Publication) -> str:
        """Return the reference as one line of plain text, with a few of its names."""
        if publication.key not in self._lines:
            reference, persons = self.reference(publication), publication.creators
            if len(persons) > self.style.most_names:
                names = [person.name for person in persons[: self.style.first_names]]
                text = (f"{self.style.between_names.join(names)} {self.words.et_al}",)
                said = tuple(_with_authors(it, text) for it in reference.sentences)
                reference = reference._replace(sentences=said)
            self._lines[publication.key] = reference.plain_line(self.style.between_sentences)
        return self._lines[publication.key]

    def label(self, number: str) -> str:
        """Return *number* as it is printed: "[3]"; empty if there is none."""
        return self.words.label.format(number) if number else ""

    def labelname(self, publication: Publication) -> str:
        """Return the creators in running text: "Zhu et al."; the title if there are none."""
        names, more = publication.labelnames
        if not names:
            return publication.title_text
        return (
            f"{names[0]} {self.words.et_al}" if more else self.words.listed(names, self.words.pair)
        )

    def short(self, publication: Publication) -> str:
        """Return author and year, or the shorthand, as in running text: "Zhu et al., 2023"."""
        if shorthand := publication.text("shorthand"):
            return shorthand
        name, date = self.labelname(publication), publication.date.label
        return f"{name}{self.words.comma}{date}" if date else name

    def mention(self, publication: Publication, number: str, role: str) -> InlineText:
        """Return the text of a link to *publication* in running text, for each role.

        :param number: the number of the publication, without brackets; or empty.
        """
        if role == "number" and number:
            return (self.label(number),)
        if role == "authors":
            return (self.labelname(publication),)
        if role == "year" and publication.date.label:
            return (publication.date.label,)
        if role in {"short", "number", "year"}:
            return (self.short(publication),)
        title = without_links(publication.title)
        if role != "full":
            return title
        return filled(self.words.full, title, (self.short(publication),))

    def details(self, publication: Publication, wanted: Iterable[Detail]) -> Iterator[ShownDetail]:
        """Yield those of the details *wanted* that *publication* has."""
        words = self.words
        for detail in wanted:
            if detail is Detail.BIBTEX:
                yield ShownDetail(detail, words.bibtex)
            elif detail is Detail.CITE:
                yield ShownDetail(
                    detail,
                    words.cite,
                    copy=Named(words.copy, words.copy_bibtex),
                    copy_link=words.copy_link,
                    downloads=self._downloads(),
                )
            elif text := publication.texts.get("abstract"):
                yield ShownDetail(detail, words.abstract, text)

    def _downloads(self) -> dict[Format, str]:
        """Return the words of the links to the files that visitors take along."""
        words = self.words
        more = {Format.RIS: words.ris, Format.CSL_JSON: words.csl_json}
        return {Format.BIBTEX: words.download, **(more if self.settings.pages else {})}

    def traits(self, publication: Publication) -> Traits:
        """Return the values by which visitors find *publication* in a list with a finder."""
        found = self._traits.get(publication.key)
        if found is None:
            found = traits(publication, self.settings.groups, self._material)
            self._traits[publication.key] = found
        return found

    def compose(self, publication: Publication) -> Reference:
        """Return the reference of *publication*, which is not kept."""
        kind = publication.type
        if kind not in self._layouts:
            layout = self.style.layout(kind)
            self._layouts[kind] = [(row, row.names[0], self._makers(it)) for row, it in layout]
        sentences: list[Sentence] = []
        for row, first, makers in self._layouts[kind]:
            sentences += self._sentences(publication, row, first, makers)
        shown = {part.name for it in sentences for part in it.parts}
        marks = [it.marks for it in publication.creators] if "authors" in shown else []
        if "contributors" in shown:
            marks += [it.marks for row in publication.other_contributors for it in row.persons]
        links = publication.links
        if pdf := derived_pdf(links, self._pdf):
            links = (pdf, *links)
        return Reference(
            type=kind,
            sentences=tuple(sentences),
            badge=publication.badge,
            links=links,
            preview=publication.preview,
            permalink=self.words.permalink,
            page=self.words.page_link if self.settings.pages else "",
            title_links=tuple(self._title_links(links)),
            marks=frozenset().union(*marks),
        )

    def _title_links(self, links: Iterable[ResourceLink]) -> Iterator[ResourceLink | None]:
        for wanted in self.settings.title_link:
            if wanted == PAGE and self.settings.pages:
                yield None
            kinds = self._work if wanted == AUTO else {wanted}
            yield from (link for link in links if link.kind in kinds)

    def _makers(self, names: Iterable[str]) -> _Makers:
        """Return what makes each part."""
        own = {"title": lambda publication, _: publication.title, "authors": self._authors}
        # Where a style says how the year looks, it says so of the day as well.
        return [
            ("year" if name == "date" else name, own.get(name) or part_named(name))
            for name in names
        ]

    def _sentences(
        self, publication: Publication, row: styles.SentenceStyle, first: str, makers: _Makers
    ) -> Iterator[Sentence]:
        if first == "notes":
            for name, text in self._notes(publication):
                yield self._sentence(row._replace(name=name), [Part(name, text)])
        elif first == "related":
            for related in publication.related:
                yield self._sentence(row, [Part("related", self._relation(publication, related))])
        elif parts := self._parts(publication, makers, self._form):
            yield self._sentence(row, parts)

    def _parts(self, publication: Publication, makers: _Makers, form: Form) -> list[Part]:
        """Return the parts that *publication* has."""
        parts = []
        for name, make in makers:
            if text := make(publication, form):
                if name in self.style.around:
                    before, behind = self.style.around[name]
                    text = join([before, *text, behind])
                parts.append(Part(name, text))
        if makers and makers[0][0] != "year":
            parts = _with_year_in_place(parts)
        # The year alone of a work that nobody has accepted looks like that of its publication.
        if len(parts) != 1 or parts[0].name != "year":
            return parts
        row = status_row(publication.status)
        if row.accepted:
            return parts
        if status_of(publication.date.text) == publication.status:
            # With its letter it stays, for the work is cited by it.
            return [] if parts[0].text == (publication.date.text,) else parts
        if len(makers) > 1 and not self._is_said(publication, row.text):
            parts.insert(0, Part("status", (row.text,)))
        return parts

    def _sentence(self, row: styles.SentenceStyle, parts: list[Part]) -> Sentence:
        said, last = [parts[0]._replace(text=self._capital(parts[0]))], parts[-1]
        for part in parts[1:]:
            said += (Part("", (row.joint,)), part)
        # A name ends with a period, or it does not: "(eds.)".
        text = last.text[-1] if last.name == "authors" else last.text
        ends = text.endswith(row.end) if isinstance(text, str) else ends_sentence(last.text)
        if row.end and not ends:
            said.append(Part("", (row.end,)))
        return Sentence(row.name, tuple(said))

    def _capital(self, part: Part) -> InlineText:
        """Return the text of the first part of a sentence, with a capital if it is no name."""
        first, *rest = part.text or ("",)
        if isinstance(first, str) and (
            first.startswith(self._leads)
            or (part.name in _NO_NAMES and re.match(r"[^\W\d_]{2,}(?![\w-])", first))
        ):
            word = first.split()[0]
            if word == word.lower():  # "iOS app" begins as it is
                return (f"{first[0].upper()}{first[1:]}", *rest)
        return part.text

    # -- names

    def _authors(self, publication: Publication, form: Form) -> InlineText:
        """Return the creators, and what is said of them behind the names."""
        persons, words = publication.creators, form.words
        group = collaboration(publication, form)
        if not persons:
            return (group,) if group else ()
        pieces: list[Inline] = []
        for run in fold_runs(persons, self.settings):
            pieces += [self.style.between_names] if pieces else []
            names = self._names(run.persons)
            if run.folded:
                count = len(run.persons)
                name = Named(words.more.format(count), words.more_authors.format(count))
                names = [Fold(join(names), name)]
            pieces += names
        suffix = [words.et_al] if publication.more_creators else []
        role = words.roles.get(publication.creators_role)
        if role:
            several = len(persons) > 1 or publication.more_creators
            suffix.append(role.several if several else role.one)
        if group:
            suffix.append(words.in_brackets.format(group))
        if suffix:
            pieces.append(f" {' '.join(suffix)}")
        return join(pieces)

    def _names(self, persons: Iterable[Person]) -> list[Inline]:
        pieces: list[Inline] = []
        for person in persons:
            if pieces:
                pieces.append(self.style.between_names)
            pieces += person_name(person, self.settings.owner)
        return pieces

    # -- sentences of their own

    def _notes(self, publication: Publication) -> Iterator[tuple[str, InlineText]]:
        """Yield the status, and the fields that are sentences: note, addendum, award."""
        status = status_row(publication.status).text
        if status and not self._is_said(publication, status) and not self._is_dated(publication):
            yield "note", (status,)
        for name in _SENTENCES:
            text = publication.texts.get(name)
            # The note of a work without a title is its title.
            if text and text != publication.title:
                yield "award" if name == "award" else "note", text

    def _is_said(self, publication: Publication, status: str) -> bool:
        """Tell whether the year ("in press") or the note says the status, too."""
        if status.casefold() == publication.text("note").rstrip(". ").casefold():
            return True
        venue = plain(publication.venue.name) if publication.venue else ""
        said = [said_status(venue, with_place=True)]
        said += [
            said_status(publication.text(name), with_place=name == "note") for name in _SAY_STATUS
        ]
        if publication.status in said:
            return True
        is_year = status_of(publication.date.text) == publication.status
        return is_year and bool(self._imprint(publication, self._form))

    def _is_dated(self, publication: Publication) -> bool:
        """Tell whether the status stands with the year."""
        made = (
            self._parts(publication, makers, self._form)
            for _, first, makers in self._layouts[publication.type]
            if first not in {"notes", "related"}
        )
        return any(part.name == "status" for parts in made for part in parts)

    def _imprint(self, publication: Publication, form: Form) -> InlineText:
        makers = self._makers(self.style.imprint(publication.type))
        parts = self._parts(publication, makers, form)
        return joined((part.text for part in parts if part.name != "status"), self._joint)

    def _relation(self, publication: Publication, related: Related) -> InlineText:
        """Return the facts of another record of a work that its own reference lacks."""
        words, other = self.words, related.publication
        names = listed(other.creators, others=other.more_creators, words=words)
        if names == listed(publication.creators, others=publication.more_creators, words=words):
            names = ""
        by = words.by.format(names) if names else ""
        if names and not other.authors:
            by = words.roles["editor"].by.format(names)
        form = self._form._replace(letters=False)
        imprint, own = self._imprint(other, form), self._imprint(publication, form)
        parts: list[InlineText] = [imprint] if plain(imprint) != plain(own) else []
        if other.status and other.status != publication.status:
            status = status_row(other.status).text
            parts.append((f"{status[:1].lower()}{status[1:]}",))
        text, row = related.text, _RELATIONS.get(related.text)
        takes_title = row.takes_title if row else words.takes_title(text)
        leads_on = not row if by else takes_title
        if fold(other.title_text) != fold(publication.title_text) or leads_on or not (by or parts):
            title = filled(words.quoted, other.title)
            known = {link.target for link in publication.links}
            address = next((link.target for link in other.links if not link.local), "")
            linked = address and address not in known and title == without_links(title)
            parts.insert(0, (Link(address, title),) if linked else title)
            if by:
                parts.insert(1, (by,))
        elif by and row:
            both = (sorted(it.last_name for it in pub.creators) for pub in (other, publication))
            in_order = next(both) == next(both)
            if other.authors:
                with_names = words.authors_in_order if in_order else words.same_authors
            else:
                with_names = words.editors_in_order if in_order else words.same_editors
            text = with_names.format(row.without_title, names)
            return joined([(text,), *parts], self._joint)
        return join([f"{text} ", *joined(parts, self._joint)])


def _with_year_in_place(parts: list[Part]) -> list[Part]:
    """Return *parts* with the year last if it would be first, or without it: "ICML 2020"."""
    years = [part for part in parts if part.name == "year"]
    if not years or len(parts) == 1:
        return parts
    rest = [part for part in parts if part.name != "year"]
    if parts[0].name == "year":
        # These follow a year: "2020, in French".
        end = len(rest)
        while end and rest[end - 1].name in _BEHIND_YEARS:
            end -= 1
        return [*rest[:end], *years, *rest[end:]]
    said = (plain(part.text) for part in rest if part.name in _END_IN_YEARS)
    year = plain(years[0].text)
    return rest if any(text.rstrip(")").split()[-1:] == [year] for text in said) else parts


def _with_authors(sentence: Sentence, text: InlineText) -> Sentence:
    """Return *sentence* with *text* for its authors."""
    parts = [Part(it.name, text if it.name == "authors" else it.text) for it in sentence.parts]
    # "et al." ends the sentence, if it is the last of it.
    if len(parts) > 1 and parts[-2].name == "authors" and not parts[-1].name:
        parts = parts[:-1] if plain(text).endswith(plain(parts[-1].text)) else parts
    return sentence._replace(parts=tuple(parts))


def imprint_without_year(publication: Publication) -> str:
    """Return the imprint, in the default style, as plain text without the year."""
    names = (name for name in styles.DEFAULT.imprint(publication.type) if name not in styles.YEARS)
    parts = (part_named(name)(publication, Form()) for name in names)
    return plain(joined(parts, ENGLISH.comma))


def bibtex_sources(publication: Publication) -> Any:
    """Return all that the BibTeX depends on that visitors copy."""
    record = record_of(publication)
    # Only a thesis is copied under the type that its author wrote.
    kind = record.written_type if record.type == "thesis" else record.type
    fields = tuple(public_fields(record, abstract=True))
    return kind, record.text("type"), record.status, record.venue, fields
