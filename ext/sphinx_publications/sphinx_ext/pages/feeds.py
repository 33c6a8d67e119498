"""The feed of the newest publications, and the links to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlsplit

from docutils import nodes

from sphinx_publications.listing.settings import Format
from sphinx_publications.model.publication import Publication
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.output.mathematics import publication_formula_html
from sphinx_publications.sphinx_ext.pages.addresses import LISTS, Addresses, file_path

__all__ = ["FEED", "feed_of", "feed_title", "has_feed"]

#: The path of the feed.
FEED: Final = file_path(f"{LISTS}/new", Format.FEED)
#: What stands in a tag URI as it is, beside letters and digits.
_SAFE: Final = "-._~!$&'()*+,;=:@/?"
#: So many publications are in it.
_MOST: Final = 30
#: The year in the ids of a feed (RFC 4151): from then on sites give them out.
_SINCE: Final = "2026"
#: What Read the Docs puts behind the address of a project: "/en/latest/".
_VERSION: Final = re.compile(r"/[a-z]{2}(?:[_-][A-Za-z]+)?/[^/]+/?\Z")


def has_feed(addresses: Addresses) -> bool:
    """Tell whether the site has a feed: feeds have absolute addresses."""
    settings = domain_of(addresses.builder.env).settings
    return Format.FEED in settings.formats and bool(addresses.home)


def feed_title(addresses: Addresses) -> str:
    """Return what the feed is called."""
    words = domain_of(addresses.builder.env).composer.words
    return words.feed_of.format(addresses.builder.config.project)


def feed_of(addresses: Addresses, publications: Iterable[Publication]) -> str:
    """Return the feed of the newest of *publications*; those without a year are not in it.

    Nothing in it is taken from a clock: an entry is as old as its publication.
    """
    domain, config = domain_of(addresses.builder.env), addresses.builder.config
    site = urlsplit(config.html_baseurl)
    # As long as the site has its host, the ids stay.
    path = _VERSION.sub("", site.path).strip("/")
    tag_uri = f"tag:{site.hostname},{_SINCE}:{path}"
    dated = [it for it in publications if (it.date.year or 0) > 0]
    dated.sort(key=lambda it: it.date.iso, reverse=True)
    page = lazy_printing.Page(
        formula=lambda source: publication_formula_html(source, None),
        bibtex=lambda _: "",
        css_class=nodes.make_id,
        icon=None,
        picture="",
        files={},
    )
    entries = [
        lazy_printing.FeedEntry(
            id=f"{tag_uri}{'/' if path else ''}{quote(it.key, safe=_SAFE)}",
            title=lazy_printing.plain_unicode(it.title),
            address=addresses.absolute(addresses.path(domain.page_of(it.key))),
            date=f"{it.date.iso}-01-01"[:10],
            authors=tuple(person.name for person in it.creators),
            content=lazy_printing.content_html(domain.composer.reference(it), page),
        )
        for it in dated[:_MOST]
    ]
    feed = lazy_printing.Feed(
        id=tag_uri,
        title=feed_title(addresses),
        author=domain.settings.owner[0].name if domain.settings.owner else config.project,
        address=addresses.absolute(FEED),
        home=addresses.home,
    )
    return lazy_printing.feed_xml(feed, entries)
