"""Which pages of publications, and files beside them, are written again, and which are deleted.

The record of the last build says what decided the content of each file. A file is written only
if that has changed, and if the file itself would change by it.
"""
# There are thousands of files, and a Path costs as much as to write one.
# ruff: noqa: PTH103, PTH105, PTH106, PTH108, PTH110, PTH118, PTH120, PTH121, PTH123

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx

from sphinx_publications.incremental.build_record import part_of
from sphinx_publications.incremental.store import Store
from sphinx_publications.model.garbage_collection import without_garbage_collector
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.pages.outputs import Outputs, pages_of_project

__all__ = ["setup"]


class WrittenFiles(NamedTuple):
    """The files of publications that a builder has written into a folder."""

    #: See :attr:`.Outputs.state`; "" if some of them have still to be written.
    state: str = ""
    #: Path → a digest of what decided its content.
    files: dict[str, str] = {}  # noqa: RUF012 # never changed


def write_pages(app: Sphinx) -> Iterable[Any]:
    """Write the pages of publications, with the files beside them, and delete what is left over.

    :return: no pages: Sphinx has none to write.
    """
    domain = domain_of(app.env)
    store, part, folder = (
        Store(app.doctreedir),
        part_of(app, "publications-pages", WrittenFiles),
        f"{app.outdir}{os.sep}",
    )
    last = store.load(part) or WrittenFiles()
    if domain.has_pages:
        outputs = Outputs(app, Path(app.doctreedir, "publications-shell.html"))
        is_there = all(os.path.exists(f"{folder}{path}") for path in last.files)
        state = outputs.state
        if state != last.state or not is_there:
            # If this build is killed, nobody knows which of them it has written.
            begun = {**last.files, **dict.fromkeys(outputs.paths(), "")}
            store.save(part, WrittenFiles("", begun))
            files = _write(outputs, last.files, folder)
            _delete(app, begun.keys() - files.keys(), files, folder)
            store.save(part, WrittenFiles(state, files))
    elif last.files:
        _delete(app, last.files, (), folder)
        store.delete(part)
    return ()


@without_garbage_collector()
def _write(outputs: Outputs, last: dict[str, str], folder: str) -> dict[str, str]:
    """Write the files that have changed; return path → a digest of what decided its content."""
    files: dict[str, str] = {}
    folders: set[str] = set()
    for output in outputs:
        paths = [f"{folder}{path}" for path in output.paths]
        for new in {*map(os.path.dirname, paths)} - folders:
            os.makedirs(new, exist_ok=True)
            folders.add(new)
        is_known = all(last.get(path) == output.state for path in output.paths)
        if not (is_known and all(map(os.path.exists, paths))):
            for path, chunks in zip(paths, output.make(), strict=True):
                _write_file(path, chunks)
        files |= dict.fromkeys(output.paths, output.state)
    return files


def _write_file(path: str, chunks: Iterable[bytes]) -> None:
    """Put *chunks* into the file *path*, unless they are in it.

    A new file need not be there in one step: what a killed build leaves is written anew.
    """
    new = f"{path}.new" if os.path.exists(path) else path
    with open(new, "wb") as file:
        file.writelines(chunks)
    if new != path:
        if filecmp.cmp(new, path, shallow=False):
            os.unlink(new)
        else:
            os.replace(new, path)


def _delete(app: Sphinx, paths: Iterable[str], written: Iterable[str], folder: str) -> None:
    """Delete files that are those of publications no more, but for those that others have there."""
    kept = pages_of_project(app)
    # Where case does not count, the page of a key that has another case now is the same file.
    same = {path.casefold(): path for path in written}
    for path in paths:
        new = same.get(path.casefold())
        with suppress(OSError):
            is_extra = any(
                os.path.exists(os.path.join(app.confdir, extra, path))
                for extra in app.config.html_extra_path
            )
            if path in kept or is_extra:
                continue
            if new and os.path.samefile(f"{folder}{path}", f"{folder}{new}"):
                continue
            for file in (path, f"{path}.new"):
                if os.path.exists(f"{folder}{file}"):
                    os.unlink(f"{folder}{file}")
            while path := os.path.dirname(path):
                os.rmdir(f"{folder}{path}")  # if it was the last file there


def setup(app: Sphinx) -> None:
    """Write the pages when Sphinx writes those of other extensions, which templates make, too."""
    app.connect("html-collect-pages", write_pages)
