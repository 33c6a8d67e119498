"""Pages are written again when what all pages show has changed, and deleted with their sources.

The header of each page names all others, its head the version of each stylesheet. Sphinx
writes a page again only if its own source or a template has changed, and deletes none; so
after another heading, a new page or an edited stylesheet, the other pages would differ from
those of a fresh build.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.text.digests import digest

__all__ = ["setup"]


class Shared(NamedTuple):
    """What all pages showed when they were last written, which the time of its file tells."""

    #: A digest of the titles, the contents and the stylesheets.
    digest: str = ""
    #: The names of all pages that there have ever been.
    pages: frozenset[str] = frozenset()


def follow(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Delete the pages whose sources were deleted, and return those to be written again."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return []
    store, part = Store(app.doctreedir), Part("site_pages", Shared)
    last = store.load(part) or Shared()
    now = Shared(digest([*_shown(app, env)]), last.pages | env.found_docs)
    if now != last:
        store.save(part, now)
    for name in now.pages - env.found_docs:
        _delete(builder, name)
    # By their times, as a build that was killed has written some of them already.
    since = store.path(part).stat().st_mtime_ns
    return sorted(name for name in env.found_docs if _is_older(builder, name, since))


def _shown(app: Sphinx, env: BuildEnvironment) -> Iterator[object]:
    """Yield the data that all pages show."""
    for name, title in sorted(env.titles.items()):
        yield name, str(title)
    for name, contents in sorted(env.tocs.items()):
        for tree in contents.findall(addnodes.toctree):
            yield name, repr(sorted(tree.attributes.items()))
    # Sphinx sees that a template is newer, but not that one was deleted.
    for folder in (*app.config.html_static_path, *app.config.templates_path):
        for file in sorted(Path(app.confdir, folder).rglob("*")):
            if file.suffix in {".css", ".html", ".js"} and file.is_file():
                yield file.name, digest(file.read_bytes())


def _is_older(builder: StandaloneHTMLBuilder, name: str, time: int) -> bool:
    with suppress(OSError):
        return Path(builder.get_outfilename(name)).stat().st_mtime_ns <= time
    return True


def _delete(builder: StandaloneHTMLBuilder, name: str) -> None:
    with suppress(OSError):
        path = Path(builder.get_outfilename(name))
        path.unlink()
        path.parent.rmdir()  # if it was the only page there


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to the end of reading."""
    app.connect("env-updated", follow)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
