"""biblatex's ``related``: other records of a work, and the works that it comes from.

``related`` names entries, ``relatedtype`` their relation to this entry, and ``relatedstring``
the same relation in the author's own words (biblatex manual, section 3.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sphinx_publications.bib.entries import Entry
from sphinx_publications.model.publication import Publication, Related
from sphinx_publications.model.reports import Report, Subtype, nearest
from sphinx_publications.model.statuses import status_row
from sphinx_publications.reading.links import doi_of
from sphinx_publications.text.collation import fold
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode

__all__ = [
    "PREPRINT", "PUBLISHED", "RELATIONS", "record_of", "related_to", "without_twins",
]  # fmt: skip

#: The ``relatedtype`` of the record that others cite: the same work as it was published.
PUBLISHED: Final = "publishedas"
#: The ``relatedtype`` of a preprint, which others cite until the work is published.
PREPRINT: Final = "preprint"


class Relation(NamedTuple):
    """A ``relatedtype``: its words are message ids."""

    #: The words before the title of the other entry, or before its facts.
    text: str
    #: The words that stand without either: "Published with the authors …".
    without_title: str
    #: Behind the words stands a title, whatever else is said.
    takes_title: bool = False


#: The first four are ours, the others biblatex's.
RELATIONS: Final[Mapping[str, Relation]] = {
    PUBLISHED: Relation("Published as", "Published", takes_title=True),
    PREPRINT: Relation("Preprint:", "Preprint"),
    "laterversion": Relation("Later version:", "Later version"),
    "earlierversion": Relation("Earlier version:", "Earlier version"),
    "origpubas": Relation("Originally published as", "Originally published", takes_title=True),
    "origpubin": Relation("Originally published in", "Originally published in"),
    "reprintas": Relation("Reprinted as", "Reprinted", takes_title=True),
    "reprintfrom": Relation("Reprinted from", "Reprinted from"),
    "reprintof": Relation("Reprint of", "Reprint of"),
    "reviewof": Relation("Review of", "Review of"),
    "translationas": Relation("Translated as", "Translated", takes_title=True),
    "translationfrom": Relation("Translated from", "Translated from"),
    "translationof": Relation("Translation of", "Translation of"),
    "bytranslator": Relation("Translation:", "Translation"),
    "multivolume": Relation("Volume:", "Volume"),
    "": Relation("Related:", "Related"),
}
#: The fields of its persons.
_FIELDS: Final = frozenset({"author", "author+an", "editor", "editor+an"})


def related_to(
    publication: Publication, entry: Entry, by_key: Mapping[str, Publication], reports: list[Report]
) -> tuple[Related, ...]:
    """Return the publications that *publication* names in ``related``.

    :param entry: the entry of *publication*, for reports.
    :param by_key: all publications by cite key and alias, as written and in lower case.
    :param reports: receives reports of names that are wrong.
    """
    fields = publication.fields
    kind = fields.get("relatedtype", "").strip().lower()
    text = plain(decode(fields.get("relatedstring", "")).text).strip()
    if not text:
        text = RELATIONS.get(kind, RELATIONS[""]).text
        if kind not in RELATIONS:
            message = f"field “relatedtype” says “{kind}”, which is unknown; “{text}” is written"
            report = entry.report(Subtype.FIELD, message, "relatedtype")
            reports.append(report._replace(suggestion=nearest(kind, RELATIONS)))
    found: dict[str, Related] = {}
    for key in filter(None, map(str.strip, fields.get("related", "").split(","))):
        other = by_key.get(key) or by_key.get(key.casefold())
        if other and other.key != publication.key:
            found.setdefault(other.key, Related(other, kind, text))
            continue
        what = "the entry itself; it is left out" if other else f"“{key}”, which is in no .bib file"
        reports.append(entry.report(Subtype.CROSSREF, f"related names {what}", "related"))
    return tuple(found.values())


def record_of(publication: Publication) -> Publication:
    """Return the record of a work that others cite: its published form, or else its preprint.

    Facts that the record lacks are those of *publication*.
    """
    is_published = publication.type != "unpublished" and status_row(publication.status).accepted
    for kind in [PUBLISHED] if is_published else [PUBLISHED, PREPRINT]:
        for related in publication.related:
            if related.kind == kind:
                other = _completed(related.publication, publication)
                # The status of a preprint is the status of its work.
                return other if kind == PUBLISHED else other._replace(status=publication.status)
    return publication


def _completed(record: Publication, publication: Publication) -> Publication:
    """Return *record* with the persons it lacks, and with all other facts if it has no venue."""
    if not record.creators:
        own = {name: publication.fields[name] for name in _FIELDS & publication.fields.keys()}
        record = record._replace(**_persons(publication), fields={**own, **record.fields})
    if record.venue or record.links or not publication.venue:
        return record
    return publication._replace(
        key=record.key,
        title=record.title,
        **_persons(record),
        date=record.date if record.date.text else publication.date,
        fields={**publication.fields, **record.fields},
        texts={**publication.texts, **record.texts},
        related=(),
    )


def _persons(publication: Publication) -> dict[str, Any]:
    names = ("authors", "more_authors", "editors", "more_editors")
    return {name: getattr(publication, name) for name in names}


# -- one work under two cite keys --------------------------------------------------


def without_twins(
    publications: Sequence[Publication], reports: list[Report], *, folded: bool
) -> tuple[Publication, ...]:
    """Return *publications*, each work once if they are to be *folded*; else twins are reported.

    The first entry of a work stays, and the cite keys of its twins are further keys of it.
    Chapters that have the DOI of their book are no twins, nor are entries that name each other in
    ``related``.
    """
    first: dict[tuple[str, str], int] = {}
    kept: list[Publication | None] = list(publications)
    for place, publication in enumerate(publications):
        doi = doi_of(publication.fields.get("doi", "")).lower() if publication.fields else ""
        if not doi or not publication.listed:
            continue
        work = doi, fold(publication.title_text)
        earlier = kept[first.setdefault(work, place)]
        if earlier is None or earlier.key == publication.key or _are_related(publication, earlier):
            continue
        if folded:
            aliases = (*earlier.aliases, publication.key, *publication.aliases)
            kept[first[work]] = earlier._replace(aliases=aliases)
            kept[place] = None
        else:
            place_of = f"“{earlier.key}” ({earlier.path}:{earlier.line})"
            message = f"has the DOI of {place_of}: one work under two cite keys?"
            at = publication.path, publication.line, publication.key
            reports.append(Report(Subtype.DUPLICATE_KEY, message, *at))
    return tuple(publication for publication in kept if publication is not None)


def _are_related(one: Publication, other: Publication) -> bool:
    related = {it.publication.key for it in (*one.related, *other.related)}
    return bool(related & {one.key, other.key})
