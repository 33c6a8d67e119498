"""Identifiers, addresses and dates under the names that BibTeX and biblatex both know."""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.formats.bibtex_latex import escaped
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.months import MONTHS
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.links import LINK_ROWS, arxiv_of, doi_of, is_arxiv_name
from sphinx_publications.text.inline import plain

__all__ = ["put_date", "put_identifiers"]

_ADDRESS: Final = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_AREA: Final = re.compile(r"\[([a-z-]+(?:\.[A-Za-z-]+)?)\]")
#: A date that a year and a month can say; and any date that biblatex reads.
_PLAIN_DATE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
_ISO_DATE: Final = re.compile(r"(?!.*-00)-?\d{4}[\d/.~?%:TZ+-]*", re.ASCII)
#: The name of an archive, in any script.
_ARCHIVE: Final = re.compile(r"\w[\w .:/+-]*")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
#: Links whose address becomes the address of a work without one, the best first.
_INSTEAD_OF_URL: Final = (
    *(row.name for row in FIELDS.values() if row.kind == "identifier"),
    *("html", "website", "pdf", "code", "data", *LINK_ROWS),
)


def put_date(record: Publication, fields: dict[str, str]) -> None:
    """Write the date as year and month, and as biblatex's date if that says more."""
    fields.pop("pubstate", None)
    date = fields.pop("date", "")
    if "\\" in fields.get("year", ""):
        fields["year"] = escaped(record.date.text)
    if date:
        fields["year"] = escaped(record.date.text.replace("–", "--"))
        fields.pop("month", None)
        if _ISO_DATE.fullmatch(date) and not _PLAIN_DATE.fullmatch(date):
            fields["date"] = date
    if record.status and record.date.year is None and "year" in fields:
        fields["pubstate"] = record.status  # to biblatex "in press" is no year
    # Of "July/August" BibTeX prints both.
    if record.date.month and len(_WORD.findall(fields.get("month", ""))) < 2:
        if record.date.day and "month" in fields:
            fields["date"] = record.date.iso  # BibTeX has the day in its month: "5~may"
        fields["month"] = MONTHS[record.date.month - 1].macro


def put_identifiers(record: Publication, fields: dict[str, str]) -> None:
    """Write identifiers as BibTeX's styles know them; find an address if there is none."""
    if "doi" in fields:
        fields["doi"] = doi_of(fields["doi"])
    kind, area = fields.pop("eprinttype", ""), fields.pop("eprintclass", "")
    source = fields.pop("eprint", "") or fields.pop("arxiv", "")
    can_be_arxiv = not source or kind.lower() in {"", "arxiv"}
    if can_be_arxiv and (arxiv := _arxiv(record, source, fields)):
        fields["eprint"], fields["archivePrefix"] = arxiv, "arXiv"
        area = area or next(iter(_AREA.findall(f"{source} {record.text('journal')}")), "")
    elif _ARCHIVE.fullmatch(kind) and source and not _ADDRESS.match(source):
        fields["eprint"], fields["archivePrefix"] = source, kind
    if area and "eprint" in fields:
        fields["primaryClass"] = area
    # Of several addresses in one field the first.
    links = {link.kind: link.target for link in reversed(record.links) if not link.local}
    if "url" in fields:
        fields["url"] = links.get("url", fields["url"])
    elif not any(map(fields.get, ("doi", "eprint", "pages"))):  # by which a work is found, too
        address = next(filter(None, map(links.get, ("eprint", *_INSTEAD_OF_URL))), "")
        if address:
            fields["url"] = address
    if "url" not in fields:
        fields.pop("urldate", None)


def _arxiv(record: Publication, source: str, fields: dict[str, str]) -> str:
    """Return the arXiv identifier of a work from any of its fields, or ""."""
    if source:
        return arxiv_of(source)
    venue = "" if record.venue is None else plain(record.venue.name)
    said = [venue, *map(record.text, ("volume", "number", "pages"))] if is_arxiv_name(venue) else []
    how = record.text("howpublished")
    said += [how] if "arxiv" in how.casefold() else []
    doi = fields.get("doi", "")
    said += [doi] if doi.casefold().startswith("10.48550/arxiv.") else []
    said += [link.target for link in record.links if link.target.startswith("https://arxiv.org/")]
    return next(filter(None, map(arxiv_of, said)), "")
