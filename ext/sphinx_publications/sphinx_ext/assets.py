"""The stylesheet and the script that go with the lists, on the pages that need them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx_publications.listing.settings import Detail
from sphinx_publications.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_publications.sphinx_ext.page_records import ListRecord


#: The folder of our stylesheet and scripts.
FOLDER: Final = Path(__file__).parents[1] / "static"


def is_used(env: BuildEnvironment) -> bool:
    """Tell whether some page has a list, or a reference that may lead to a publication."""
    domain = domain_of(env)
    return bool(domain.lists or domain.references)


def add_static_path(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have our ``static`` folder copied, for builders that write HTML, if a page uses it.

    If none does any more, the files that a build before this one has copied are deleted;
    before the build writes, because a book is made of all files that are there.
    """
    # Sphinx 9.1 has app.add_static_dir for this; 9.0 is the newest on Python 3.11.
    if app.builder.format != "html":
        return []
    if is_used(env):
        app.config.html_static_path.append(str(FOLDER))
    else:
        for path in FOLDER.iterdir():
            Path(app.outdir, "_static", path.name).unlink(missing_ok=True)
    return []  # no page has to be written for it


def add_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Have a page ask for what it uses, and no other page."""
    lists = _lists_on(app, pagename)
    if lists or pagename in domain_of(app.env).references:
        app.add_css_file("publications.css")
    if any(Detail.CITE in record.request.details for record in lists):
        app.add_js_file("publications-copy.js", loading_method="defer")


def _lists_on(app: Sphinx, pagename: str) -> list[ListRecord]:
    lists = domain_of(app.env).lists
    if app.builder.name == "singlehtml":
        return [record for records in lists.values() for record in records]
    return lists.get(pagename, [])


def setup(app: Sphinx) -> None:
    """Register the files."""
    app.connect("env-updated", add_static_path)
    app.connect("html-page-context", add_files)
