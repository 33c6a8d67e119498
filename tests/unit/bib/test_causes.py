"""Why .bib files of real people break: a file of cases for each cause, tried whole.

A case is a heading, BibTeX source, what the list shows, and what is reported::

    == name of the case
    @misc{a, title = {A}}
    -- shown
    a | A
    -- reported
    pubs.bib:1: a: …  [subtype]

What is shown is one line for each publication, in the order of the file: its cite
key, and the sentences of its reference as plain text, then its links as
"label <address>", all between bars. Styles are shown as ``*emphasis*``,
``**strong**``, ``$mathematics$``, ``^{sup}``, ``_{sub}``, ```code```, ``<sc>small
capitals</sc>``; marks behind names as ``*`` and ``†``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from sphinx_publications.reading.publications import read_publications
from sphinx_publications.text.inline import Abbreviation, Fold, Link, Math, Span, Style
from support import ROOT
from unit.helpers import read_files, said

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication
    from sphinx_publications.text.inline import InlineText

CAUSES = sorted((ROOT / "tests" / "data" / "causes").glob("*.txt"))
_SIGNS = {
    Style.EMPHASIS: ("*", "*"),
    Style.STRONG: ("**", "**"),
    Style.CODE: ("`", "`"),
    Style.SUPERSCRIPT: ("^{", "}"),
    Style.SUBSCRIPT: ("_{", "}"),
    Style.SMALL_CAPS: ("<sc>", "</sc>"),
    Style.MARK: ("", ""),
}


class Case(NamedTuple):
    """One case of a file."""

    name: str
    source: str
    shown: list[str]
    reported: list[str]


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases in a file; what stands before the first heading is a comment."""
    for part in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, _, rest = part.partition("\n")
        source, _, rest = rest.partition("\n-- shown\n")
        shown, _, reported = f"\n{rest}".partition("\n-- reported")
        yield Case(name, source, shown.strip("\n").splitlines(), reported.strip("\n").splitlines())


def styled(text: InlineText) -> str:
    """Return *text* with its styles as signs."""
    parts = []
    for piece in text:
        if isinstance(piece, str):
            parts.append(piece)
        elif isinstance(piece, Math):
            parts.append(f"${piece.tex}$")
        elif isinstance(piece, Abbreviation):
            parts.append(f"{piece.short} ({piece.full})")
        elif isinstance(piece, Fold):
            parts.append(styled(piece.children))
        elif isinstance(piece, Link):
            parts.append(f"{styled(piece.children)} <{piece.url}>")
        elif isinstance(piece, Span):
            before, after = _SIGNS[piece.style]
            parts.append(f"{before}{styled(piece.children)}{after}")
    return "".join(parts)


def line_of(publication: Publication) -> str:
    """Return one line that shows all that a list shows of *publication*."""
    names = ("title", "authors", "imprint", "note", "award")
    parts = [publication.key, *map(styled, said(publication, *names))]
    parts += [f"[{publication.badge}]"] if publication.badge else []
    parts += [f"{link.label} <{link.target}>" for link in publication.links]
    return " | ".join(part for part in parts if part).replace("\N{NO-BREAK SPACE}", " ")


CASES = [
    pytest.param(case, id=f"{path.stem}: {case.name}")
    for path in CAUSES
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, tmp_path: Path) -> None:
    (tmp_path / "pubs.bib").write_text(case.source, encoding="utf-8", newline="")
    bibliography = read_files([(tmp_path / "pubs.bib", "pubs.bib")])
    publications, reports = read_publications(bibliography.entries)
    assert [line_of(publication) for publication in publications] == case.shown
    assert [
        f"{report}  [{report.subtype}]" for report in (*bibliography.reports, *reports)
    ] == case.reported


@pytest.mark.parametrize("path", CAUSES, ids=lambda path: path.stem)
def test_a_file_says_its_cause_and_no_case_of_it_is_lost(path: Path) -> None:
    cause, *cases = re.split("^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert cause.strip()
    assert [case.name for case in read_cases(path)] == [case.partition("\n")[0] for case in cases]
    signs = [re.findall("^-- .*$", case, flags=re.MULTILINE) for case in cases]
    assert signs == [["-- shown", "-- reported"]] * len(cases) != []


def test_the_ten_causes_have_eight_cases_each() -> None:
    counts = [len(list(read_cases(path))) for path in CAUSES]
    assert len([count for count in counts if count >= 8]) >= 10
