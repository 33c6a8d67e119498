"""The real site, built once for all tests of a worker."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from support import build_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import Output


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Output]:
    """Return a function that builds the site with a builder, nitpicky, warnings as errors."""
    return cache(partial(build_site, folder=tmp_path_factory.mktemp("site")))
