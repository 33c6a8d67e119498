"""Metadata as HTML: the tags in the head of a page that machines read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_publications.formats.exchange.json_ld import Data, json_for_html
from sphinx_publications.html.details import tag

__all__ = ["json_ld_tag", "link_tags", "meta_tags"]


def meta_tags(contents: Iterable[tuple[str, str]], key: str = "name") -> Iterator[str]:
    """Yield the tags of metadata with the names and *contents*.

    :param key: the attribute with the name: "property" in Open Graph.
    """
    for name, content in contents:
        yield tag("meta", {key: name, "content": content})


def link_tags(links: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield tags with the attributes of *links*."""
    for attributes in links:
        yield tag("link", attributes)


def json_ld_tag(data: Data) -> str:
    """Return the tag with a thing of schema.org."""
    return f'<script type="application/ld+json">{json_for_html(data)}</script>'
