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
    download,
    encoded,
    named,
    permalink,
    summary,
    tag,
)
from sphinx_publications.listing.builders import NO_PAGE, OwnPage
from sphinx_publications.listing.settings import Detail, Format, TitleLink
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
        ShownLink,
    )
    from sphinx_publications.model.publication import Publication

__all__ = ["Page", "file_links", "inline_html", "link_row", "reference_html"]

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


def reference_html(
    publication: Publication,
    label: str,
    node_id: str,
    wanted: Iterable[Detail],
    composer: Composer,
    page: Page,
) -> Iterator[str]:
    """Yield the HTML of one item of a list, without its element.

    :param label: the number of the item, with brackets; or empty.
    :param node_id: its id; or empty.
    :param wanted: the details that stand under the reference: its abstract, its BibTeX.
    """
    reference, style = composer.reference(publication), composer.style
    yield f'<div class="pub-reference">{page.picture}'
    if label:
        yield f'<span class="pub-number">{encoded(label)} </span>'
    between = encoded(style.between_sentences)
    titled = page.own.address if composer.settings.title_link is TitleLink.PAGE else ""
    yield between.join(_sentence(it, page, titled) for it in reference.sentences)
    if node_id and page.icon is not None:
        yield permalink(node_id, reference.permalink, page.icon)
    yield "</div>\n"
    to_page = _page_link(reference, page.own.address) if not titled and page.own.address else ""
    yield link_row(reference, page, style.between_links, to_page)
    for detail in composer.details(publication, wanted):
        yield _detail(detail, publication, page)


def _page_link(reference: Reference, address: str) -> str:
    """Return a link to the page of a publication."""
    attributes = {"aria-label": reference.page.label, "class": "pub-link pub-link-page"}
    return f"{tag('a', {**attributes, 'href': address})}{encoded(reference.page.text)}</a>"


def link_row(reference: Reference, page: Page, between: str, first: str = "") -> str:
    """Return the row of links under a reference; "" if it has none.

    :param first: the HTML of a link in front of the others.
    """
    links = [first, *(_link(link, page) for link in reference.links)]
    if reference.badge:
        links.insert(0, f'<span class="pub-badge">{encoded(reference.badge)}</span>')
    row = encoded(between).join(filter(None, links))
    return row and f'<p class="pub-links">{row}</p>\n'


def _link(link: ShownLink, page: Page) -> str:
    """Return a link under a reference; "" if it leads to a file that the output lacks."""
    source = link.source
    where, address = "external", source.target
    if source.local:
        where, address = "internal", page.files.get(source.path, "")
        if not address:
            return ""
    classes = f"pub-link pub-link-{page.css_class(source.kind)} reference {where}"
    attributes = named(link.name, **{"class": classes, "href": address})
    return f"{tag('a', attributes)}{encoded(link.name.text)}</a>"


def _detail(detail: ShownDetail, publication: Publication, page: Page) -> str:
    kind = detail.kind
    if kind is Detail.BIBTEX:
        return f"{download(detail.name, *page.own.files[Format.BIBTEX])}\n"
    if kind is Detail.CITE:
        content = bibtex(page.bibtex(publication), detail.copy, file_links(detail.downloads, page))
    else:
        content = f"<p>{inline_html(detail.text, page)}</p>\n"
    said = summary(detail.name)
    return f'<details class="pub-details pub-{kind}">{said}\n{content}</details>\n'


def file_links(names: Mapping[Format, Named], page: Page) -> Iterator[str]:
    """Yield the links to the files that visitors take along."""
    for file, place in page.own.files.items():
        yield download(names[file], *place)


def _sentence(sentence: Sentence, page: Page, address: str) -> str:
    """Return a sentence; its title is a link to *address*, if there is one."""
    # What folds may not stand in a <span>.
    name = "div" if any(isinstance(piece, Fold) for piece in sentence.text) else "span"
    if address and any(part.name == "title" for part in sentence.parts):
        content = "".join(_part(part, page, address) for part in sentence.parts)
    else:
        content = inline_html(sentence.text, page)
    return f'<{name} class="pub-{sentence.name}">{content}</{name}>'


def _part(part: Part, page: Page, address: str) -> str:
    if part.name != "title":
        return inline_html(part.text, page)
    content = inline_html(without_links(part.text), page)
    return f"{tag('a', {'class': 'pub-title-link', 'href': address})}{content}</a>"


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
