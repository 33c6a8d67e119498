"""The real site, built once for all tests of a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest

from browser import started
from served import served
from support import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from support import Output


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Output]:
    """Return a function that builds the site with a builder, nitpicky, warnings as errors."""
    return cache(partial(build_site, folder=tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="session")
def base(site: Callable[[str], Output]) -> Iterator[str]:
    """Serve the site as Read the Docs does; return its address."""
    with served(site("html").outdir) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser; a machine without one fails."""
    with started() as browser:
        yield browser
