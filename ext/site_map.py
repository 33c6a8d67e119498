"""``sitemap.xml``: the addresses of all pages, for search engines.

It is made of the pages that the site has, not of those that a build has written; so one
line changed and built again gives the file that a fresh build gives.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from sphinx_publications.incremental.store import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file when a build of HTML pages has ended well.

    An address is the page's canonical one, as Sphinx has it in ``<link rel="canonical">``.
    What is no page of the site is not in it: search, index, "page not found".
    """
    # Not the builders derived from these: books and help files have no such addresses.
    if exception or app.builder.name not in {"html", "dirhtml"} or not app.config.html_baseurl:
        return
    sitemap = ET.Element("urlset", xmlns=NAMESPACE)
    for name in sorted(app.env.found_docs):
        # The builder "dirhtml" leaves it to others to escape what no address may have.
        page = quote(app.builder.get_target_uri(name), safe="/%")
        address = posixpath.join(app.config.html_baseurl, page)
        ET.SubElement(ET.SubElement(sitemap, "url"), "loc").text = address
    content = ET.tostring(sitemap, "utf-8", xml_declaration=True)
    write_whole(app.outdir / "sitemap.xml", content)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what is done when a build has ended."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
