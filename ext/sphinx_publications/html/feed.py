"""A feed of publications: Atom (RFC 4287), with their references as XHTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from sphinx_publications.html.details import encoded, tag
from sphinx_publications.html.references import Page, inline_html
from sphinx_publications.listing.references.reference import Reference
from sphinx_publications.listing.settings import Format

__all__ = ["Feed", "FeedEntry", "content_html", "feed_xml"]

_ATOM: Final = "http://www.w3.org/2005/Atom"
_XHTML: Final = "http://www.w3.org/1999/xhtml"


class FeedEntry(NamedTuple):
    """A publication in a feed."""

    #: The same as long as the site has its host.
    id: str
    title: str
    address: str
    #: Its day: "2023-05-07".
    date: str
    authors: tuple[str, ...]
    #: XHTML.
    content: str


class Feed(NamedTuple):
    """What a feed says of itself; its addresses are absolute."""

    id: str
    title: str
    author: str
    address: str
    #: The home page of the site.
    home: str


def feed_xml(feed: Feed, entries: Iterable[FeedEntry]) -> str:
    """Return the feed with *entries*, the newest first."""
    entries = list(entries)
    newest = max((entry.date for entry in entries), default="1970-01-01")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        tag("feed", {"xmlns": _ATOM}),
        *_head(feed.id, feed.title, newest),
        _element("author", _element("name", encoded(feed.author))),
        _link("self", feed.address, Format.FEED.media_type),
        _link("alternate", feed.home, "text/html"),
        *(line for entry in entries for line in _entry(entry)),
        "</feed>\n",
    ]
    return "\n".join(lines)


def content_html(reference: Reference, page: Page) -> str:
    """Return what an entry shows of *reference*: its parts, a line each."""
    lines = (inline_html(sentence.text, page) for sentence in reference.around_title)
    return "".join(f"<div>{line}</div>" for line in lines)


def _entry(entry: FeedEntry) -> Iterator[str]:
    yield "<entry>"
    yield from _head(entry.id, entry.title, entry.date)
    yield _element("published", f"{entry.date}T00:00:00Z")
    for name in entry.authors:
        yield _element("author", _element("name", encoded(name)))
    yield _link("alternate", entry.address, "text/html")
    inner = f"{tag('div', {'xmlns': _XHTML})}{entry.content}</div>"
    yield f"{tag('content', {'type': 'xhtml'})}{inner}</content>"
    yield "</entry>"


def _head(identifier: str, title: str, date: str) -> Iterator[str]:
    yield _element("id", encoded(identifier))
    yield _element("title", encoded(title))
    yield _element("updated", f"{date}T00:00:00Z")


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


def _link(relation: str, address: str, media_type: str) -> str:
    return f"{tag('link', {'rel': relation, 'type': media_type, 'href': address})}</link>"
