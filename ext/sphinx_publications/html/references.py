"""A reference as HTML, as the nodes of :mod:`~sphinx_publications.nodes.list_nodes` become it.

A page of a thousand references would need thirty nodes for each of them, visit them all, and
make a tag of each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
    from sphinx_publications.listing.references.reference import Composer, Sentence
    from sphinx_publications.listing.words import Words
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
    reference, style, words = composer.reference(publication), composer.style, composer.words
    title = reference.title
    yield '<div class="pub-reference">'
    if label:
        yield f'<span class="pub-number">{encoded(label)} </span>'
    between = encoded(style.between_sentences)
    yield between.join(_sentence(sentence, page) for sentence in reference.sentences)
    if node_id and page.icon is not None:
        named = words.named.format(words.permalink, title)
        yield permalink(node_id, words.permalink, named, page.icon)
    yield "</div>\n"
    if reference.links:
        links = []
        for link in reference.links:
            attributes = {
                "aria-label": words.named.format(link.label, title),
                "class": f"pub-link pub-link-{page.css_class(link.kind)} reference external",
                "href": link.target,
            }
            links.append(f"{tag('a', attributes)}{encoded(link.label)}</a>")
        yield f'<p class="pub-links">{encoded(style.between_links).join(links)}</p>\n'
    for detail in wanted:
        yield _detail(publication, detail, words, page)


def _detail(publication: Publication, detail: Detail, words: Words, page: Page) -> str:
    """Return what stands under a reference; "" if the publication has none of it."""
    title, file = publication.title_text, bib_file_name(publication.key)

    def named(text: str) -> tuple[str, str]:
        return text, words.named.format(text, title)

    if detail is Detail.BIBTEX:
        return f"{download(*named(words.bibtex), file, page.address(file))}\n"
    if detail is Detail.CITE:
        text = words.cite
        link = download(*named(words.download), file, page.address(file))
        copy = words.copy, words.named.format(words.copy_bibtex, title)
        content = bibtex(as_bibtex(publication), copy, link)
    else:
        text = words.abstract
        abstract = publication.texts.get("abstract")
        if not abstract:
            return ""
        content = f"<p>{_inline(abstract, page)}</p>\n"
    said = summary(*named(text))
    return f'<details class="pub-details pub-{detail}">{said}\n{content}</details>\n'


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
            return f"{begin_fold(piece.summary, piece.label)}{content}</details>"
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
