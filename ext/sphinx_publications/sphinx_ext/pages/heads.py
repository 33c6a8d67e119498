"""The metadata of pages: of a publication, of a list, and of the owner's home page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_publications.listing.settings import Format, Settings
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import PublicationDomain, domain_of
from sphinx_publications.sphinx_ext.pages.addresses import Addresses, file_path
from sphinx_publications.sphinx_ext.pages.contents import Content
from sphinx_publications.sphinx_ext.pages.feeds import FEED, feed_title, has_feed

__all__ = ["head_of", "setup"]

#: The owner among the things of the home page.
_OWNER: Final = "#owner"
#: A longer list tells only how long it is: its page would be twice as heavy.
_LONG: Final = 300


def head_of(content: Content, addresses: Addresses) -> str:
    """Return the metadata of the page of a publication, as HTML."""
    domain = domain_of(addresses.builder.env)
    return "\n".join(_head(content, addresses, domain.settings))


def _head(content: Content, addresses: Addresses, settings: Settings) -> Iterator[str]:
    printing, publication = lazy_printing, content.publication
    beside = (
        (it.media_type, addresses.to(file_path(content.page, it))) for it in settings.file_formats
    )
    known = _site(addresses, settings)._replace(
        page=addresses.absolute(addresses.path(content.page)),
        pdf=addresses.absolute(content.files[content.pdf]) if content.pdf else "",
        picture=addresses.absolute(content.picture) if content.picture else "",
        picture_text=publication.preview.label if publication.preview else "",
        files=tuple(beside),
    )
    if Format.HIGHWIRE in settings.formats:
        yield from printing.meta_tags(printing.highwire_tags(publication, known))
    if Format.OPEN_GRAPH in settings.formats:
        tags = printing.open_graph(publication, known)
        said = [("description", text) for name, text in tags if name == "og:description"]
        yield from printing.meta_tags(said)
        yield from printing.meta_tags(tags, "property")
    if Format.SIGNPOSTING in settings.formats:
        yield from printing.link_tags(printing.signposting_links(publication, known))
    if Format.JSON_LD in settings.formats:
        yield printing.json_ld_tag(printing.as_json_ld(publication, known, settings.owner))
    yield from _feed(addresses)


def _feed(addresses: Addresses) -> Iterator[str]:
    """Yield the tag by which programs find the feed."""
    if has_feed(addresses):
        link = {"rel": "alternate", "type": Format.FEED.media_type, "title": feed_title(addresses)}
        yield from lazy_printing.link_tags([{**link, "href": addresses.to(FEED)}])


def _site(addresses: Addresses, settings: Settings) -> lazy_printing.PageAddresses:
    config = addresses.builder.config
    home = addresses.home
    return lazy_printing.PageAddresses(
        home=home,
        site=" ".join((config.html_title or config.project).split()),
        owner_id=f"{home}{_OWNER}" if home and settings.profile else "",
    )


def add_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the metadata of lists, and of the home page, to pages that are written."""
    domain = domain_of(app.env)
    if doctree is None or not domain.has_pages:
        return
    addresses = Addresses(app.builder, pagename)
    if addresses.home:
        tags = _tags(domain, addresses)
        context["metatags"] = "\n".join(filter(None, [context.get("metatags", ""), *tags]))


def _tags(domain: PublicationDomain, addresses: Addresses) -> Iterator[str]:
    """Yield the metadata of a page of the project."""
    settings, docname, env = domain.settings, addresses.docname, domain.env
    records = [it for it in domain.lists.get(docname, ()) if it.request.is_full]
    known = _site(addresses, settings)
    if Format.JSON_LD in settings.formats:
        if docname == env.config.root_doc and settings.profile:
            name = settings.owner[0].name if settings.owner else known.site
            page = lazy_printing.profile_page(settings.profile, known, name)
            yield lazy_printing.json_ld_tag(page)
        keys = dict.fromkeys(
            item.key for it in records for item in it.items if domain.page_of(item.key)
        )
        if keys:
            address = addresses.absolute(addresses.path(docname))
            items = [
                (
                    domain.library.by_key[key],
                    addresses.absolute(addresses.path(domain.page_of(key))),
                )
                for key in (keys if len(keys) <= _LONG else ())
            ]
            title = env.titles[docname].astext()
            data = lazy_printing.as_item_list(items, len(keys), known._replace(page=address), title)
            yield lazy_printing.json_ld_tag(data)
    if records or docname == env.config.root_doc:
        yield from _feed(addresses)


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", add_metadata)
