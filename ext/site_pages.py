"""Pages follow what all of them show, and pages that are no more are deleted.

The header of each page names all others, its head the version of each stylesheet. Sphinx
writes a page again when its own source has changed, or any template, and deletes none; so
another heading, a page more or an edited stylesheet left pages as a fresh build would not
have them.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Shared(NamedTuple):
    """What was so when all pages were last written; the time of its file tells when that was."""

    #: Of what all pages show.
    digest: str = ""
    #: The names of all pages that there have ever been.
    pages: frozenset[str] = frozenset()


def follow(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Delete pages that are no more, and return those that have to be written again."""
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
    # Not those that differ now: a build that was killed has written some of them already.
    since = store.path(part).stat().st_mtime_ns
    return sorted(name for name in env.found_docs if _is_older(builder, name, since))


def _shown(app: Sphinx, env: BuildEnvironment) -> Iterator[object]:
    """Yield what all pages show."""
    for name, title in sorted(env.titles.items()):
        yield name, str(title)
    for name, contents in sorted(env.tocs.items()):
        for tree in contents.findall(addnodes.toctree):
            yield name, repr(sorted(tree.attributes.items()))
    # Of templates Sphinx sees that one is newer, but not that one is no more.
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
    """Register what is done when all that has changed has been read."""
    app.connect("env-updated", follow)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
