"""What is done before pages are read."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sphinx_publications.incremental.outdated_pages import note_being_read
from sphinx_publications.model.library import Library
from sphinx_publications.sphinx_ext.domain import PublicationDomain


@pytest.mark.parametrize(
    ("processes", "pages", "opened"),
    [(1, 9, 0), (2, 0, 0), (2, 1, 0), (2, 2, 1), (8, 3, 1), (2, 9, 1)],
)
def test_the_library_is_opened_once_for_all_processes_that_read(
    tmp_path: Path, processes: int, pages: int, opened: int
) -> None:
    env: Any = SimpleNamespace(domaindata={})
    domain = PublicationDomain(env)
    env.get_domain = {"pub": domain}.__getitem__
    libraries = iter([Library()] * 2)
    domain.provide("", lambda: next(libraries))
    app: Any = SimpleNamespace(parallel=processes, doctreedir=tmp_path)
    note_being_read(app, env, [f"page{number}" for number in range(pages)])
    assert len([*libraries]) == 2 - opened
    assert bool([*tmp_path.iterdir()]) == bool(pages)
