"""Fixtures for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from support import Built, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


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
