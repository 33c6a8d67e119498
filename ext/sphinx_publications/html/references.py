"""A reference as HTML, as the nodes of :mod:`~sphinx_publications.nodes.list_nodes` become it.

A page of a thousand references would need thirty nodes for each of them, visit them all, and
make a tag of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.html.details import (
    begin_fold,
    bibtex,
    download,
    encoded,
    permalink,
    summary,
    tag,
)
from sphinx_publications.listing.settings import Detail
from sphinx_publications.text.inline import (
    Abbreviation,
    Fold,
    Inline,
    InlineText,
    Link,
    Math,
    Style,
    walk,
)
from sphinx_publications.text.safe_names import bib_file_name

if TYPE_CHECKING:
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.references.reference import Sentence, ShownDetail, ShownLink
    from sphinx_publications.model.publication import Publication

__all__ = ["Page", "reference_html"]

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
    #: Returns the address of the file with the BibTeX of an entry.
    address: Callable[[str], str]
    #: Returns a CSS class for the kind of a link.
    css_class: Callable[[str], str]
    #: The HTML of a permalink; None if the page has none.
    icon: str | None
    #: The HTML of the picture of the reference; or empty.
    picture: str
    #: The paths of files of the reference that are in the output, and their addresses.
    files: Mapping[str, str]


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
    yield between.join(_sentence(sentence, page) for sentence in reference.sentences)
    if node_id and page.icon is not None:
        yield permalink(node_id, reference.permalink, page.icon)
    yield "</div>\n"
    links = list(filter(None, (_link(link, page) for link in reference.links)))
    if reference.badge:
        links.insert(0, f'<span class="pub-badge">{encoded(reference.badge)}</span>')
    if links:
        yield f'<p class="pub-links">{encoded(style.between_links).join(links)}</p>\n'
    for detail in composer.details(publication, wanted):
        yield _detail(detail, publication, page)


def _link(link: ShownLink, page: Page) -> str:
    """Return a link under a reference; "" if it leads to a file that the output lacks."""
    (text, label), source = link.name, link.source
    where, address = "external", source.target
    if source.local:
        where, address = "internal", page.files.get(source.path, "")
        if not address:
            return ""
    classes = f"pub-link pub-link-{page.css_class(source.kind)} reference {where}"
    attributes = {"aria-label": label, "class": classes, "href": address}
    return f"{tag('a', attributes)}{encoded(text)}</a>"


def _detail(detail: ShownDetail, publication: Publication, page: Page) -> str:
    kind, file = detail.kind, bib_file_name(publication.key)
    if kind is Detail.BIBTEX:
        return f"{download(detail.name, file, page.address(file))}\n"
    if kind is Detail.CITE:
        link = download(detail.download, file, page.address(file))
        content = bibtex(as_bibtex(publication), detail.copy, link)
    else:
        content = f"<p>{_inline(detail.text, page)}</p>\n"
    said = summary(detail.name)
    return f'<details class="pub-details pub-{kind}">{said}\n{content}</details>\n'


def _sentence(sentence: Sentence, page: Page) -> str:
    text = sentence.text
    # What folds may not stand in a <span>.
    name = "div" if any(isinstance(piece, Fold) for piece in text) else "span"
    return f'<{name} class="pub-{sentence.name}">{_inline(text, page)}</{name}>'


def _inline(text: InlineText, page: Page, *, code: bool = False) -> str:
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
            return f"{_CODE}{content}</code>" if code else _inline((piece,), page, code=True)
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
