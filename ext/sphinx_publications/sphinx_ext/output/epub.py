"""Valid books: a manifest that names the pages with formulas, and no pictures of other kinds.

EPUB 3 wants the pages with MathML named in the manifest, as Sphinx's builder does not: it
writes no MathML itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Final, cast
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder

from sphinx_publications.nodes.elements import publication_preview
from sphinx_publications.sphinx_ext.domain import domain_of

__all__ = ["declare", "properties_of", "setup"]

#: Element → the property that the manifest gives a page with it.
_PROPERTIES: Final[Mapping[str, str]] = {"math": "mathml", "svg": "svg"}
#: Such an element, or a comment, in which it counts for nothing.
_ELEMENT: Final = re.compile(rf"<!--.*?(?:-->|\Z)|<({'|'.join(_PROPERTIES)})\b", re.DOTALL)
#: A page in the manifest that has no properties.
_PAGE: Final = re.compile(r'(<item [^<>]*href="([^"]+)" media-type="application/xhtml\+xml") ?/>')


def take_out_pictures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take out pictures of kinds that Sphinx puts into no book, such as AVIF."""
    if domain_of(app.env).traits.book:
        kinds = cast("Epub3Builder", app.builder).media_types
        for picture in list(doctree.findall(publication_preview)):
            if PurePosixPath(picture["uri"]).suffix not in kinds:
                picture.parent.remove(picture)


def properties_of(page: str) -> str:
    """Return the properties of a page: "mathml"."""
    found = {match[1] for match in _ELEMENT.finditer(page)}
    return " ".join(name for element, name in _PROPERTIES.items() if element in found)


def declare(manifest: str, folder: Path) -> str:
    """Return *manifest* with the properties of the pages that lie in *folder*."""

    def with_properties(match: re.Match[str]) -> str:
        page = folder / unquote(unescape(match[2]))
        properties = properties_of(page.read_text(encoding="utf-8"))
        return f'{match[1]} properties="{properties}" />' if properties else match[0]

    return _PAGE.sub(with_properties, manifest)


def follow_manifest(app: Sphinx) -> None:
    """Have the manifest completed as soon as it is written, if publications are in the book."""
    if not domain_of(app.env).traits.book:
        return
    builder = cast("Epub3Builder", app.builder)
    build_content = builder.build_content

    def build_and_complete() -> None:
        build_content()
        if domain_of(app.env).is_used or builder.math_renderer_name == "mathml":
            path = Path(builder.outdir, "content.opf")
            manifest = declare(path.read_text(encoding="utf-8"), path.parent)
            path.write_text(manifest, encoding="utf-8", newline="\n")

    # Sphinx has no event between the manifest and the book that it is packed into. The method
    # of the builder is wrapped, whatever class other extensions have put in Sphinx's place;
    # tests/site/test_epub.py fails when Sphinx calls another one.
    builder.build_content = build_and_complete  # type: ignore[method-assign]


def setup(app: Sphinx) -> None:
    """Follow the pages that go into a book, and its manifest."""
    app.connect("doctree-resolved", take_out_pictures)
    app.connect("builder-inited", follow_manifest)
