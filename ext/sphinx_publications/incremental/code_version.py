"""The version of the code: pages that another version has read are read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_publications.text.digests import digest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["code_version"]


def code_version(release: str, package: Path) -> int:
    """Return a number that is another one for another *release*, or other files in *package*.

    Whenever and wherever it was installed: the number stands in the search index of a site.
    """
    files = (path for path in sorted(package.rglob("*")) if path.is_file())
    contents = [
        (path.relative_to(package).as_posix(), digest(path.read_bytes()))
        for path in files
        if path.suffix != ".pyc"
    ]
    return int(digest((release, contents))[:8], 16)
