"""Fixtures for all tests."""

from __future__ import annotations

import functools
import importlib.metadata
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from support import Built, Project

# A quarter of the time of a small build: what is installed, which sphinxcontrib-bibtex
# looks up nine times and more, and which does not change here; and Sphinx's notes on itself.
importlib.metadata.entry_points = functools.cache(  # type: ignore[assignment] # it is overloaded
    importlib.metadata.entry_points
)
logging.disable(logging.DEBUG)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run slow tests last: what is quickly wrong is quickly said."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return an empty project."""
    return Project(tmp_path)


@pytest.fixture
def build(project: Project) -> Callable[..., Built]:
    """Return a function that writes files and builds them in one go."""

    def build_files(files: Mapping[str, str], builder: str = "html", **config: Any) -> Built:
        project.write(files)
        return project.build(builder, config=config)

    return build_files
