"""biblatex's ``related``: other records of a work, and the works that it comes from.

``related`` names entries, ``relatedtype`` says what they are to this one, and
``relatedstring`` says it in words of the author's own (biblatex manual, section 3.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_publications.model.publication import Related
from sphinx_publications.model.reports import Subtype, nearest
from sphinx_publications.model.statuses import status_row
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_publications.bib.entries import Entry
    from sphinx_publications.model.publication import Publication
    from sphinx_publications.model.reports import Report

#: The record that others cite: the same work, under the title that it was published under.
PUBLISHED: Final = "publishedas"
#: A record of a preprint, which is cited as long as nothing else is published.
PREPRINT: Final = "preprint"
#: ``relatedtype`` → what stands before the other entry. The first four are ours, the others
#: biblatex's.
RELATION_TEXTS: Final[Mapping[str, str]] = {
    PUBLISHED: "Published as",
    PREPRINT: "Preprint:",
    "laterversion": "Later version:",
    "earlierversion": "Earlier version:",
    "origpubas": "Originally published as",
    "origpubin": "Originally published in",
    "reprintas": "Reprinted as",
    "reprintfrom": "Reprinted from",
    "reprintof": "Reprint of",
    "reviewof": "Review of",
    "translationas": "Translated as",
    "translationfrom": "Translated from",
    "translationof": "Translation of",
    "bytranslator": "Translation:",
    "multivolume": "Volume:",
    "": "Related:",
}
_PERSONS: Final = frozenset({"author", "author+an", "editor", "editor+an"})


def related_to(
    publication: Publication,
    entry: Entry,
    by_key: Mapping[str, Publication],
    reports: list[Report],
) -> tuple[Related, ...]:
    """Return what *publication* names in ``related``.

    :param entry: where it was read, for reports.
    :param by_key: all publications, by their keys as written and without regard to case.
    :param reports: receives what is wrong with the names.
    """
    fields = publication.fields
    kind = fields.get("relatedtype", "").strip().lower()
    text = plain(decode(fields.get("relatedstring", "")).text).strip()
    if not text:
        text = RELATION_TEXTS.get(kind, RELATION_TEXTS[""])
        if kind not in RELATION_TEXTS:
            message = f"field “relatedtype” says “{kind}”, which is unknown; “{text}” is written"
            report = entry.report(Subtype.FIELD, message, "relatedtype")
            reports.append(report._replace(suggestion=nearest(kind, RELATION_TEXTS)))
    found: dict[str, Related] = {}
    for key in filter(None, map(str.strip, fields.get("related", "").split(","))):
        other = by_key.get(key) or by_key.get(key.casefold())
        if other is None:
            message = f"related names “{key}”, which is in no .bib file"
            reports.append(entry.report(Subtype.CROSSREF, message, "related"))
        elif other.key == publication.key:
            message = "related names the entry itself; it is left out"
            reports.append(entry.report(Subtype.CROSSREF, message, "related"))
        else:
            found.setdefault(other.key, Related(other, kind, text))
    return tuple(found.values())


def record_of(publication: Publication) -> Publication:
    """Return the record that others cite: as it was published, or else can be read.

    What it does not say is as *publication* has it.
    """
    # A work that is not published is cited by its preprint.
    is_published = publication.type != "unpublished" and status_row(publication.status).accepted
    for kind in [PUBLISHED] if is_published else [PUBLISHED, PREPRINT]:
        for related in publication.related:
            if related.kind == kind:
                other = _completed(related.publication, publication)
                # A preprint is in the state that the work is in.
                return other if kind == PUBLISHED else other._replace(status=publication.status)
    return publication


def _completed(record: Publication, publication: Publication) -> Publication:
    """Return *record* with what it lacks: its persons, or all but title and persons."""
    if not record.creators:
        own = {name: publication.fields[name] for name in _PERSONS & publication.fields.keys()}
        record = record._replace(
            authors=publication.authors,
            more_authors=publication.more_authors,
            editors=publication.editors,
            more_editors=publication.more_editors,
            fields={**own, **record.fields},
        )
    if record.venue or record.links or not publication.venue:
        return record
    fields, texts = {**publication.fields, **record.fields}, {**publication.texts, **record.texts}
    return publication._replace(
        key=record.key,
        title=record.title,
        authors=record.authors,
        more_authors=record.more_authors,
        editors=record.editors,
        more_editors=record.more_editors,
        date=record.date if record.date.text else publication.date,
        fields=fields,
        texts=texts,
        related=(),
    )
