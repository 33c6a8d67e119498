"""What is done before pages are read."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sphinx_publications.cite.citation_domain import CitationDomain
from sphinx_publications.cite.lazy_entries import EntrySource
from sphinx_publications.cite.pybtex_files import PybtexFiles
from sphinx_publications.incremental.outdated_pages import note_being_read
from sphinx_publications.model.library import Library
from sphinx_publications.sphinx_ext.domain import PublicationDomain

LIST = "```{publications}\n```\n"
CITES, NOTE, TEXT = ".. bibliography::\n", "{footcite}`paper`\n", "{cite}`paper`\n"


@pytest.mark.parametrize(
    ("processes", "texts", "opened"),
    [
        (1, [LIST, CITES, NOTE], ""),
        (2, [], ""),
        (2, [LIST], ""),
        (2, [LIST, TEXT], "publications"),
        (8, [TEXT, TEXT, "A {pub:short}`paper`."], "publications"),
        (2, [TEXT] * 9, ""),
        (2, [CITES, TEXT, NOTE], "entries"),
        (2, [NOTE, LIST], "publications entries"),
    ],
)
def test_what_pages_ask_for_is_opened_once_for_all_processes_that_read(
    tmp_path: Path, processes: int, texts: list[str], opened: str
) -> None:
    env: Any = SimpleNamespace(domaindata={}, doc2path=lambda name: tmp_path / name)
    domain, cite = PublicationDomain(env), CitationDomain(env)
    env.get_domain = {"pub": domain, "cite": cite}.__getitem__
    asked = []

    def note(name: str, value: Any) -> Any:
        asked.append(name)
        return value

    domain.provide(str, lambda: note("publications", Library()))
    files = PybtexFiles("", {}, {}, {}, {}, ())
    cite.provide(tuple, EntrySource(str, lambda _: note("entries", files), Library))
    app: Any = SimpleNamespace(parallel=processes, doctreedir=tmp_path / "doctrees")
    app.doctreedir.mkdir()
    for number, text in enumerate(texts):
        (tmp_path / f"page{number}").write_text(text, encoding="utf-8")
    note_being_read(app, env, [f"page{number}" for number in range(len(texts))])
    assert " ".join(asked) == opened
    assert bool([*app.doctreedir.iterdir()]) == bool(texts)


def test_a_page_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    env: Any = SimpleNamespace(doc2path=lambda name: tmp_path / name)
    note_being_read(SimpleNamespace(parallel=2, doctreedir=tmp_path), env, ["a", "b"])  # type: ignore[arg-type]
