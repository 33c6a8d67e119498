"""``sitemap.xml``: the addresses of all pages, for search engines.

It lists the pages that the site has, not those that a build has written: after an edit it
is the file that a fresh build makes.
"""

from __future__ import annotations

import posixpath
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sphinx.application import Sphinx

from sphinx_publications.incremental.store import write_whole
from sphinx_publications.sphinx_ext.domain import publication_pages

__all__ = ["setup"]

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file when a build of HTML pages has ended well.

    An address is the page's canonical one, as Sphinx has it in ``<link rel="canonical">``.
    Search, index and "page not found" are not in it: they are no pages of the site.
    """
    # Books and help files, whose builders are derived from these, have no such addresses.
    if exception or app.builder.name not in {"html", "dirhtml"} or not app.config.html_baseurl:
        return
    sitemap = ET.Element("urlset", xmlns=_NAMESPACE)
    has_more = "sphinx_publications" in app.extensions
    papers = {*publication_pages(app.env)} if has_more else set()
    for name in sorted(app.env.found_docs | papers):
        # The builder "dirhtml" does not escape characters that no address may have.
        page = quote(app.builder.get_target_uri(name), safe="/%")
        page = page.replace("%2B", "+") if name in papers else page
        address = posixpath.join(app.config.html_baseurl, page)
        ET.SubElement(ET.SubElement(sitemap, "url"), "loc").text = address
    content = ET.tostring(sitemap, "utf-8", xml_declaration=True)
    write_whole(app.outdir / "sitemap.xml", content)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to the end of a build."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
