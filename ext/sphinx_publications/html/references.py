"""A reference as HTML, as the nodes of :mod:`~sphinx_publications.nodes.list_nodes` become it.

A page of a thousand references would need thirty nodes for each of them, visit them all, and
make a tag of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_publications.html.details import (
    begin_fold,
    bibtex,
    copy_buttons,
    described,
    download,
    encoded,
    permalink,
    summary,
    tag,
)
from sphinx_publications.listing.builders import NO_PAGE, OwnPage
from sphinx_publications.listing.settings import Detail, Format
from sphinx_publications.text.inline import (
    Abbreviation,
    Fold,
    Inline,
    InlineText,
    Link,
    Math,
    Named,
    Style,
    walk,
    without_links,
)

if TYPE_CHECKING:
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.references.reference import (
        Part,
        Reference,
        Sentence,
        ShownDetail,
    )
    from sphinx_publications.model.publication import Publication, ResourceLink

__all__ = ["Page", "Place", "bibtex_html", "inline_html", "link_row", "reference_html"]

#: Style → its element, and a CSS class where no element of HTML is there for it.
_ELEMENTS: Final = {
    Style.EMPHASIS: ("em", ""),
    Style.STRONG: ("strong", ""),
    Style.SUPERSCRIPT: ("sup", ""),
    Style.SUBSCRIPT: ("sub", ""),
    Style.SMALL_CAPS: ("span", ' class="pub-small-caps"'),
    Style.OWNER: ("strong", ' class="pub-owner"'),
    Style.MARK: ("sup", ' class="pub-mark"'),
}
#: Code, as Sphinx has it: each word is protected from line breaks.
_CODE: Final = '<code class="docutils literal notranslate">'
_WORDS_AND_SPACES: Final = re.compile(r"[^ \n]+| +|\n")


class Page(NamedTuple):
    """All that depends on the page that is written."""

    #: Returns the HTML of a formula.
    formula: Callable[[str], str]
    #: Returns the BibTeX that visitors copy.
    bibtex: Callable[[Publication], str]
    #: Returns a CSS class for the kind of a link.
    css_class: Callable[[str], str]
    #: The HTML of a permalink; None if the page has none.
    icon: str | None
    #: The HTML of the picture of the reference; or empty.
    picture: str
    #: The paths of files of the reference that are in the output, and their addresses.
    files: Mapping[str, str]
    #: The page of the publication, and the files that visitors take along.
    own: OwnPage = NO_PAGE


class Place(NamedTuple):
    """The place of a reference on its page: ids, each of which may be empty."""

    #: The id that links to the publication lead to.
    node_id: str = ""
    #: The id of the title, which all that belongs to the publication is described by.
    title_id: str = ""


def reference_html(
    publication: Publication,
    label: str,
    place: Place,
    wanted: Iterable[Detail],
    composer: Composer,
    page: Page,
) -> Iterator[str]:
    """Yield the HTML of one item of a list, without its element.

    :param label: the number of the item, with brackets; or empty.
    :param wanted: the details that stand under the reference: its abstract, its BibTeX.
    """
    reference, style = composer.reference(publication), composer.style
    yield f'<div class="pub-reference">{page.picture}'
    if label:
        yield f'<span class="pub-number">{encoded(label)} </span>'
    described_by = place.title_id if reference.describing else ""
    title = _Title(reference.describing, _title_address(reference, page), described_by)
    between = encoded(style.between_sentences)
    yield between.join(_sentence(it, page, title) for it in reference.sentences)
    yield "</div>\n"
    first = ""
    if page.own.address and page.own.address != title.address:
        attributes = {"class": "pub-link pub-link-page", "href": page.own.address}
        first = f"{tag('a', described(described_by, **attributes))}{encoded(reference.page)}</a>"
    yield link_row(reference, page, style.between_links, first, described_by)
    address = f"#{place.node_id}" if place.node_id else page.own.address
    for detail in composer.details(publication, wanted):
        yield _detail(detail, publication, page, address, described_by)
    if place.node_id and page.icon is not None:
        # Behind all that visitors come for by keyboard.
        yield permalink(place.node_id, reference.permalink, page.icon, described_by)


class _Title(NamedTuple):
    """What is done to the part of a reference that tells which work it is."""

    part: Part | None
    #: What it leads to, if it is a title; or "".
    address: str
    node_id: str


def _title_address(reference: Reference, page: Page) -> str:
    """Return what the title leads to: the best that is in the output; or ""."""
    if not reference.title:
        return ""
    addresses = (
        page.own.address
        if link is None
        else (page.files.get(link.path, "") if link.local else link.target)
        for link in reference.title_links
    )
    return next(filter(None, addresses), "")


def link_row(
    reference: Reference, page: Page, between: str, first: str = "", title_id: str = ""
) -> str:
    """Return the row of links under a reference; "" if it has none.

    :param first: the HTML of a link in front of the others.
    :param title_id: the id of the title, which links are described by; or empty.
    """
    links = [first, *(_link(link, page, title_id) for link in reference.links)]
    if reference.badge:
        links.insert(0, f'<span class="pub-badge">{encoded(reference.badge)}</span>')
    row = encoded(between).join(filter(None, links))
    return row and f'<p class="pub-links">{row}</p>\n'


def _link(link: ResourceLink, page: Page, title_id: str) -> str:
    """Return a link under a reference; "" if it leads to a file that the output lacks."""
    where, address = "external", link.target
    if link.local:
        where, address = "internal", page.files.get(link.path, "")
        if not address:
            return ""
    classes = f"pub-link pub-link-{page.css_class(link.kind)} reference {where}"
    attributes = described(title_id, **{"class": classes, "href": address})
    return f"{tag('a', attributes)}{encoded(link.label)}</a>"


def _detail(
    detail: ShownDetail, publication: Publication, page: Page, address: str, title_id: str
) -> str:
    kind = detail.kind
    if kind is Detail.BIBTEX:
        return f"{download(detail.name, *page.own.files[Format.BIBTEX], title_id=title_id)}\n"
    if kind is Detail.CITE:
        content = bibtex_html(detail, publication, page, address, title_id)
    else:
        content = f"<p>{inline_html(detail.text, page)}</p>\n"
    said = summary(Named(detail.name, detail.name), title_id)
    return f'<details class="pub-details pub-{kind}">{said}\n{content}</details>\n'


def bibtex_html(
    detail: ShownDetail, publication: Publication, page: Page, address: str, title_id: str = ""
) -> str:
    """Return the BibTeX of *publication* with buttons that copy it, and links to its files.

    :param address: what is copied as the address of the publication; or empty.
    """
    ways = [*copy_buttons(detail.copy, detail.copy_link, address, title_id)]
    for file, place in page.own.files.items():
        ways.append(download(detail.downloads[file], *place, title_id=title_id))
    return bibtex(page.bibtex(publication), ways)


def _sentence(sentence: Sentence, page: Page, title: _Title) -> str:
    # What folds may not stand in a <span>.
    name = "div" if any(isinstance(piece, Fold) for piece in sentence.text) else "span"
    if any(part is title.part for part in sentence.parts):
        content = "".join(_part(part, page, title) for part in sentence.parts)
    else:
        content = inline_html(sentence.text, page)
    return f'<{name} class="pub-{sentence.name}">{content}</{name}>'


def _part(part: Part, page: Page, title: _Title) -> str:
    named = {"id": title.node_id} if title.node_id and part is title.part else {}
    if part is title.part and part.name == "title" and title.address:
        link = {"class": "pub-title-link", "href": title.address, **named}
        return f"{tag('a', link)}{inline_html(without_links(part.text), page)}</a>"
    content = inline_html(part.text, page)
    if not named:
        return content
    # As above: names that fold stand in no <span>.
    element = "div" if any(isinstance(piece, Fold) for piece in part.text) else "span"
    return f"{tag(element, named)}{content}</{element}>"


def inline_html(text: InlineText, page: Page, *, code: bool = False) -> str:
    """Return *text* as HTML.

    :param code: its words are protected from line breaks.
    """

    def element(piece: Inline, inner: list[str]) -> str:
        if isinstance(piece, str):
            return _protected(encoded(piece)) if code else encoded(piece)
        if isinstance(piece, Math):
            return page.formula(piece.tex)
        if isinstance(piece, Abbreviation):
            return f"{tag('abbr', {'title': piece.full})}{encoded(piece.short)}</abbr>"
        content = "".join(inner)
        if isinstance(piece, Fold):
            return f"{begin_fold(piece.name)}{content}</details>"
        if isinstance(piece, Link):
            classes = "pub-orcid reference external" if piece.is_orcid else "reference external"
            return f"{tag('a', {'class': classes, 'href': piece.url})}{content}</a>"
        if piece.style is Style.CODE:
            return f"{_CODE}{content}</code>" if code else inline_html((piece,), page, code=True)
        name, css_class = _ELEMENTS[piece.style]
        return f"<{name}{css_class}>{content}</{name}>"

    return "".join(walk(text, element))


def _protected(html: str) -> str:
    """Return code whose words are protected from line breaks, as Sphinx has it."""
    return "".join(
        token
        if token in {" ", "\n"}
        else "&#160;" * (len(token) - 1) + " "
        if token.isspace()
        else f'<span class="pre">{token}</span>'
        for token in _WORDS_AND_SPACES.findall(html)
    )
