"""Prints the page of a publication: its text, within what the theme puts around all pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_publications.html.details import encoded, tag
from sphinx_publications.listing.builders import OwnPage
from sphinx_publications.listing.settings import Detail
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.output.mathematics import Place, publication_formula_html
from sphinx_publications.sphinx_ext.pages.contents import Content, Contents
from sphinx_publications.sphinx_ext.pages.heads import head_of
from sphinx_publications.sphinx_ext.pages.shells import Shell, render, updated

if TYPE_CHECKING:
    from sphinx_publications.listing.references.reference import Reference
    from sphinx_publications.model.publication import Publication

__all__ = ["PagePrinter"]


class PagePrinter:
    """Prints the pages of a build."""

    def __init__(self, contents: Contents, scratch: Path) -> None:
        """Render what is around the pages.

        :param scratch: a file that may be written.
        """
        self.builder, self.config = contents.builder, contents.builder.config
        self.contents, self.domain = contents, contents.domain
        owners = {docname for (docname, *_), *_ in filter(None, self.domain.addresses.values())}
        #: The page of a list → what is around the pages of its publications.
        self.shells = {owner: self._shell(owner, scratch) for owner in sorted(owners)}

    def _shell(self, owner: str, scratch: Path) -> Shell:
        """Return what is around the pages of publications whose list is on the page *owner*."""
        way: list[dict[str, str]] = []
        name, env = owner, self.builder.env
        # The home page is on no way up, as in Sphinx.
        while name and name != self.config.root_doc:
            address = self.contents.addresses.to(self.contents.addresses.path(name))
            way.insert(0, {"link": address, "title": encoded(env.titles[name].astext())})
            name = (self.builder.relations.get(name) or [""])[0] or ""
        return render(self.builder, way, scratch)

    def page(self, content: Content) -> bytes:
        """Return the page of a publication."""
        publication, domain = content.publication, self.domain
        page = lazy_printing.Page(
            formula=partial(publication_formula_html, location=self._place_of_formulas(content)),
            bibtex=partial(domain.bibtex_of, abstract=False),
            css_class=nodes.make_id,
            icon=None,
            picture=self._picture(content),
            files={path: self.contents.addresses.to(copy) for path, copy in content.files.items()},
            own=self._own_page(publication.key),
        )
        node_id, composer = domain.library.ids[publication.key], domain.composer
        reference = self._reference(publication)
        html = lazy_printing.page_html(
            publication, reference, node_id, composer, page, content.around
        )
        parts = {
            "name": content.page.rpartition("/")[2],
            "title": encoded(lazy_printing.plain_unicode(publication.title)),
            "head": head_of(content, self.contents.addresses),
            "body": "".join(html),
            "updated": updated(self.builder),
        }
        return self._encoded(self.shells[content.owner].filled(parts))

    def _own_page(self, key: str) -> OwnPage:
        own, kinds = self.contents.addresses.own_page(key), self.domain.settings.file_formats
        return own._replace(files={it: own.files[it] for it in kinds})

    def redirection(self, content: Content) -> bytes:
        """Return a page that leads on to that of a publication."""
        addresses, title = self.contents.addresses, content.publication.title_text
        address = addresses.to(addresses.path(content.page))
        language = self.config.language.replace("_", "-")
        return self._encoded(lazy_printing.redirection_html(title, address, language))

    def _reference(self, publication: Publication) -> Reference:
        """Return the reference with the full name of its venue, for which there is room."""
        is_short = self.domain.settings.venue == "short"
        if is_short and publication.venue and publication.venue.short:
            return self._composer.compose(publication)
        return self.domain.composer.reference(publication)

    @cached_property
    def _composer(self) -> lazy_printing.Composer:
        return lazy_printing.Composer(replace(self.domain.settings, venue="both"))

    def _encoded(self, html: str) -> bytes:
        return html.encode(self.config.html_output_encoding, "xmlcharrefreplace")

    def _place_of_formulas(self, content: Content) -> Place | None:
        """Return where formulas are reported that cannot be drawn; None if a list reports them."""
        publication = content.publication
        records = self.domain.lists[content.owner]
        if all(Detail.ABSTRACT in record.request.details for record in records):
            return None
        return Place(publication.path, publication.line, publication.key)

    def _picture(self, content: Content) -> str:
        """Return the HTML of the picture of a publication; "" if it has none."""
        preview = content.publication.preview
        if preview is None or not content.picture:
            return ""
        address = self.contents.addresses.to(content.picture)
        picture = {"alt": preview.label, "class": "pub-preview", "src": address}
        return f"{tag('img', picture)}\n"
