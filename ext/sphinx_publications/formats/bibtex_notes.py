"""Facts that BibTeX's styles print only in ``note``, ``howpublished`` and ``type``.

The oldest styles, such as "plain", print neither identifiers nor addresses, and no style of
BibTeX prints biblatex's ``pubstate``.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.formats.bibtex_latex import escaped
from sphinx_publications.formats.bibtex_types import BIBTEX_TYPES
from sphinx_publications.listing.references.composer import imprint_without_year
from sphinx_publications.model.entry_types import ENTRY_TYPES, WORK_LABELS
from sphinx_publications.model.publication import Publication
from sphinx_publications.model.statuses import says, status_of, status_row
from sphinx_publications.reading.links import is_arxiv_name
from sphinx_publications.text.inline import ends_sentence, plain
from sphinx_publications.text.latex import decode

__all__ = ["put_how", "put_note", "put_type"]

_ADDRESS: Final = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
#: An acronym at the beginning of a note: IEEEtran makes its first letter small.
_ACRONYM: Final = re.compile(r"^[A-Z]\w*[A-Z]\w*")
#: Words of an imprint that here begin a sentence.
_SMALL: Final = re.compile(r"^(?:version|edited|chapter|vol|no|pp?|article)\b")


def put_how(record: Publication, fields: dict[str, str]) -> None:
    """Write into ``howpublished`` the kind of the work and where it appeared."""
    name = "" if record.venue is None else plain(record.venue.name)
    is_arxiv = is_arxiv_name(name)
    eprint = fields.get("eprint", "")
    if is_arxiv and not eprint:
        fields["howpublished"] = escaped(name)
    venue = None if is_arxiv else record.venue and record.venue._replace(short="")
    # The note has the number of a preprint, and a group of authors stands before the title.
    left_out = {"eprint", "arxiv", "doi"} | (
        set() if record.creators else {"organization", "institution"}
    )
    if is_arxiv:
        left_out |= {"volume", "number", "pages"}
    own = record.text("howpublished")
    for field in ("publisher", "organization", "institution", "number", "eid"):
        text = record.text(field)
        if text and (text in own or (eprint and (eprint in text or is_arxiv_name(text)))):
            left_out.add(field)
    sources = {name: value for name, value in record.fields.items() if name not in left_out}
    texts = {name: value for name, value in record.texts.items() if name not in left_out}
    said = imprint_without_year(record._replace(venue=venue, fields=sources, texts=texts))
    kind = record.text("type")
    if kind and kind not in said:
        said = f"{kind}, {said}" if said else kind
    if venue and record.type == "standard":
        said = f"{name}, {said}" if said else name
    if said[:1].isdecimal():
        said = f"{ENTRY_TYPES[record.type].number_called} {said}".strip()
    if said and said != own:
        fields["howpublished"] = escaped(_SMALL.sub(lambda word: word[0].capitalize(), said))


def put_type(record: Publication, kind: str, fields: dict[str, str]) -> None:
    """Write into ``type`` what the work is called, unless BibTeX's type says the same."""
    called = record.text("type")
    if not called and record.type == "thesis":
        fields["type"] = "Thesis"
    elif _bare(called) == _bare(WORK_LABELS.get(kind, "")):
        fields.pop("type", None)
    elif called and plain(decode(fields.get("type", "")).text) != called:
        fields["type"] = escaped(called.replace("’", "'"))


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def put_note(record: Publication, kind: str, fields: dict[str, str], notes: list[str]) -> None:
    """Write into ``note`` the status, the author's note, *notes*, and where the work is found."""
    own = fields.get("note", "")
    said = plain(decode(f"{own} {fields.get('howpublished', '')}").text)
    state = status_row(record.status).text
    if status_of(record.date.text) == record.status or says(record.status, said):
        state = ""
    parts = [escaped(state), own, *(note for note in notes if note not in own)]
    locators = BIBTEX_TYPES[kind].locators
    if locators is not None and not any(fields.get(name) for name in locators.split()):
        where = _locator(record, kind, fields)
        is_said = "".join(where.split()) in "".join(said.split())
        if where and not is_said and not _ADDRESS.search(said):
            parts.append(_ACRONYM.sub(r"{\g<0>}", escaped(where)))
    is_told = kind != "misc" or any(parts) or "howpublished" in fields
    if record.type == "unpublished" and not is_told:
        parts = ["Unpublished manuscript"]
    text = ""
    for part in filter(None, (part.rstrip(". ") for part in parts)):
        text += (" " if ends_sentence(decode(text).text) else ". ") if text else ""
        text += part
    if text:
        fields["note"] = text


def _locator(record: Publication, kind: str, fields: dict[str, str]) -> str:
    """Return where the work is found: "arXiv:2301.11270"."""
    doi, eprint, archive = (fields.get(name, "") for name in ("doi", "eprint", "archivePrefix"))
    labels = {link.kind: link.label for link in record.links}
    between = "arXiv:" if archive == "arXiv" else f"{labels.get(archive.lower(), archive)} "
    preprint = f"{between}{eprint}" if eprint else ""
    published = f"doi:{doi}" if doi else ""
    # A work without a venue is a preprint.
    first, second = (preprint, published) if kind == "misc" else (published, preprint)
    return first or second or fields.get("url", "")
