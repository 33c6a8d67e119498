"""The pages of the site's publications."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from support import Output

BASE = "https://banghua.me/"


def _pages(built: Output) -> dict[str, HtmlElement]:
    """Return the pages of publications that do not lead on to others."""
    names = sorted((built.outdir / "publications").glob("*.html"))
    pages = {f"publications/{path.name}": built.html(f"publications/{path.name}") for path in names}
    return {name: tree for name, tree in pages.items() if not tree.cssselect("[http-equiv]")}


def test_each_publication_has_one(site: Callable[[str], Output]) -> None:
    built = site("html")
    listed = built.html("pages/publications.html").cssselect(".pub-item .pub-title > a")
    addresses = [urljoin("pages/publications.html", link.get("href") or "") for link in listed]
    assert len(addresses) == 31
    assert sorted(addresses) == [*_pages(built)]


def test_each_is_within_ten_plain_links_of_the_home_page(site: Callable[[str], Output]) -> None:
    built = site("html")
    seen, reached = {"index.html"}, {"index.html"}
    steps = 0
    while not {*_pages(built)} <= seen:
        steps += 1
        assert steps <= 10
        links = (
            urlsplit(urljoin(f"http://host/{name}", link.get("href") or ""))
            for name in reached
            for link in built.html(name).cssselect("a[href]")
        )
        paths = {link.path.lstrip("/") for link in links if link.netloc == "host"}
        reached = {path for path in paths if path.endswith(".html")} - seen
        seen |= reached
    assert steps == 2


def test_all_are_in_the_sitemap(site: Callable[[str], Output]) -> None:
    built = site("html")
    sitemap = etree.fromstring(built.text("sitemap.xml").encode())
    found = {node.text.removeprefix(BASE) for node in sitemap.iter("{*}loc")}
    assert {*_pages(built)} <= found


def test_scholar_is_told_title_authors_and_year(site: Callable[[str], Output]) -> None:
    for name, tree in _pages(site("html")).items():
        heading = tree.cssselect(".pub-page h1")[0].text_content()
        (title,) = (tag.get("content") for tag in tree.cssselect("[name=citation_title]"))
        assert (title or "").replace(" ", "") == heading.replace(" ", ""), name
        shown = tree.cssselect(".pub-authors")[0].text_content().replace("*", "").split(", ")
        told = [tag.get("content") or "" for tag in tree.cssselect("[name=citation_author]")]
        assert [" ".join(reversed(author.split(", "))) for author in told] == shown
        (date,) = (
            tag.get("content") or "" for tag in tree.cssselect("[name=citation_publication_date]")
        )
        assert date.isdecimal()
        # No page of a paper is described but by its abstract, which none has here.
        assert not tree.cssselect("[name=description], [property='og:description']")


def test_the_owner_is_one_person_on_all_pages(site: Callable[[str], Output]) -> None:
    built = site("html")
    (script,) = built.html().cssselect("script[type='application/ld+json']")
    home = json.loads(script.text or "")
    owner = home["mainEntity"]["@id"]
    for tree in _pages(built).values():
        (script,) = tree.cssselect("script[type='application/ld+json']")
        authors = json.loads(script.text or "")["author"]
        assert [author["name"] for author in authors if author.get("@id") == owner] == [
            "Banghua Zhu"
        ]


def test_the_feed_has_the_newest(site: Callable[[str], Output]) -> None:
    feed = feedparser.parse(site("html").text("publications/~lists/new.atom"))
    assert not feed.bozo
    dates = [entry.updated for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert len({entry.id for entry in feed.entries}) == len(dates) == 30
