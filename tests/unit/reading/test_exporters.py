"""Entries as eleven exporters write them, and what is shown and reported of all of them.

``tests/data/exporters/expected.txt`` has a line for each entry, as in the cases of
``unit/bib/test_causes.py``, and the reports behind a line of dashes.
"""

from __future__ import annotations

from typing import Final

from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.publications import read_publications
from support import ROOT
from unit.bib.test_causes import line_of
from unit.helpers import read_files

FOLDER: Final = ROOT / "tests" / "data" / "exporters"


def shown() -> tuple[list[Publication], str]:
    """Return the publications of all files, and what is shown and reported of them."""
    found: list[Publication] = []
    lines: list[str] = []
    for path in sorted(FOLDER.glob("*.bib")):
        bibliography = read_files([(path, path.name)])
        publications, reports = read_publications(bibliography.entries)
        found += publications
        said = [f"{report}  [{report.subtype}]" for report in (*bibliography.reports, *reports)]
        lines += [f"== {path.stem}", *map(line_of, publications), "--", *said, ""]
    return found, "\n".join(lines)


def test_exports_are_shown_as_reviewed() -> None:
    assert shown()[1] == (FOLDER / "expected.txt").read_text(encoding="utf-8")


def test_four_entries_of_each_of_eleven_exporters() -> None:
    assert len(shown()[0]) == 44
    assert len([*FOLDER.glob("*.bib")]) == 11
