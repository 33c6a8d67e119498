"""The version of the code: pages that another version has read are read again."""

from __future__ import annotations

import os
from pathlib import Path

from sphinx_publications.text.digests import digest

__all__ = ["code_version"]


def code_version(release: str, package: Path) -> int:
    """Return a number that is another one for another *release*, or other files in *package*.

    Whenever and wherever it was installed: the number stands in the search index of a site.
    """
    contents = []
    # Not Path.rglob, which takes three times as long, and every build waits for it.
    for folder, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = f"{folder}/{name}"
            with open(path, "rb") as file:  # noqa: PTH123
                contents.append((path[len(str(package)) :].replace("\\", "/"), digest(file.read())))
    return int(digest((release, contents))[:8], 16)
