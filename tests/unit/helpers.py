"""From BibTeX source to publications and reports, in one step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_publications.bib.bib_files import parse_bib, parse_bib_files
from sphinx_publications.bib.file_bytes import read_file
from sphinx_publications.listing.references.composer import Composer
from sphinx_publications.listing.references.reference import Reference
from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.link_labels import LinkField
from sphinx_publications.reading.publications import read_publications
from sphinx_publications.text.inline import InlineText, join, plain

if TYPE_CHECKING:
    from sphinx_publications.bib.entries import Bibliography
    from sphinx_publications.model.publication import Publication


def read_files(files: Iterable[tuple[Path, str]]) -> Bibliography:
    """Return the entries of *files*: paths, and the names of the files in reports."""
    return parse_bib_files((read_file(path), name) for path, name in files)


def read(
    source: str, link_labels: Mapping[str, str] | None = None
) -> tuple[tuple[Publication, ...], list[str]]:
    """Return the publications in *source*, the file "pubs.bib", and all reports as text."""
    bibliography = parse_bib(source, "pubs.bib")
    rows = [LinkField(name, label) for name, label in (link_labels or {}).items()]
    publications, reports = read_publications(bibliography.entries, rows)
    return publications, [str(report) for report in (*bibliography.reports, *reports)]


def read_one(source: str) -> Publication:
    """Return the only publication in *source*, which is without fault."""
    publications, reports = read(source)
    assert reports == []
    (publication,) = publications
    return publication


def entry(fields: str, entry_type: str = "misc") -> Publication:
    """Return the publication that has *fields* beside the title "T"."""
    return read_one(f"@{entry_type}{{key, title = {{T}}, {fields}}}")


def reference(publication: Publication, **settings: Any) -> Reference:
    """Return the reference of *publication* on a site with these settings."""
    return Composer(Settings(**settings)).reference(publication)


def line_of(publication: Publication, **settings: Any) -> str:
    """Return the reference as one line of plain text."""
    return Composer(Settings(**settings)).line(publication)


def said(publication: Publication, *names: str, **settings: Any) -> list[InlineText]:
    """Return the sentences of these names, or all of them, without the signs behind them."""
    sentences = [it for it in reference(publication, **settings).sentences if it.name in names]
    sentences = sentences if names else [*reference(publication, **settings).sentences]
    parts = [it.parts if it.parts[-1].name else it.parts[:-1] for it in sentences]
    return [join(piece for part in each for piece in part.text) for each in parts]


def reference_text(publication: Publication) -> str:
    """Return a reference as a visitor reads it: its sentences, without styles, between bars."""
    names = ("title", "titleaddon", "authors", "imprint", "note", "award")
    return " | ".join(map(plain, said(publication, *names))).replace("\N{NO-BREAK SPACE}", " ")


def fields_of(source: str) -> dict[str, dict[str, str]]:
    """Return key → field → value of a ``.bib`` text without fault, white space made one."""
    bibliography = parse_bib(source, "x.bib")
    assert bibliography.reports == ()
    return {
        entry.key: {name: " ".join(field.value.split()) for name, field in entry.fields.items()}
        for entry in bibliography.entries
    }
