"""The stylesheet and the scripts that go with the lists, on the pages that need them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import ensuredir

from sphinx_publications.listing.builders import Writer
from sphinx_publications.listing.settings import Detail
from sphinx_publications.nodes.elements import publication_finder
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.pages.shells import SHELL

__all__ = ["setup"]

#: The folder of our stylesheet and scripts.
FOLDER: Final = Path(__file__).parents[2] / "static"


def copy_files(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Copy our files into the output of builders that write HTML, if a page uses them.

    If none does any more, those that a build before this one has copied are deleted.
    """
    if domain_of(env).traits.writer is Writer.HTML:
        # Before pages are written, which name the version of each file, and before a book
        # is made of all files that are there.
        target = Path(app.outdir, "_static")
        if domain_of(env).is_used:
            ensuredir(target)
            for path in FOLDER.iterdir():
                copy = target / path.name
                if not copy.exists() or copy.read_bytes() != path.read_bytes():
                    shutil.copyfile(path, copy)
        else:
            for path in FOLDER.iterdir():
                Path(target, path.name).unlink(missing_ok=True)
    return []  # no page has to be written for it


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Have a page ask for what it uses, and no other page."""
    domain = domain_of(app.env)
    every = domain.lists.values() if domain.traits.one_page else [domain.lists.get(pagename, [])]
    lists = [record for records in every for record in records]
    if doctree is not None and next(doctree.findall(publication_finder), None):
        app.add_js_file("publications.js", loading_method="defer")
    if lists or pagename == SHELL or domain.links_to_publications(pagename):
        app.add_css_file("publications.css")
    if pagename == SHELL:
        app.add_css_file("publications-page.css")
    if pagename == SHELL or any(Detail.CITE in record.request.details for record in lists):
        app.add_js_file("publications-copy.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    app.connect("env-updated", copy_files)
    app.connect("html-page-context", add_files)
