"""The page of a publication as HTML: its reference taken apart, with all that goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sphinx_publications.html.details import encoded, tag
from sphinx_publications.html.references import Page, bibtex_html, inline_html, link_row
from sphinx_publications.listing.settings import Detail
from sphinx_publications.model.marks import Mark
from sphinx_publications.text.inline import InlineText, without_links

if TYPE_CHECKING:
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.references.reference import Reference
    from sphinx_publications.listing.words import Words
    from sphinx_publications.model.publication import Publication

__all__ = ["LinkedTitle", "Surroundings", "page_html", "redirection_html"]


class LinkedTitle(NamedTuple):
    """Another page, by its title."""

    title: InlineText
    address: str
    #: What stands behind the link: where another version appeared.
    behind: InlineText = ()


class Surroundings(NamedTuple):
    """The pages around that of a publication."""

    #: The place on the list that owns its address.
    place: LinkedTitle
    #: Its neighbours on that list.
    previous: LinkedTitle | None = None
    next: LinkedTitle | None = None
    #: Other publications of the same work.
    versions: tuple[LinkedTitle, ...] = ()
    #: The pages of the site that cite it.
    citing: tuple[LinkedTitle, ...] = ()


def page_html(
    publication: Publication,
    reference: Reference,
    node_id: str,
    composer: Composer,
    page: Page,
    around: Surroundings,
) -> Iterator[str]:
    """Yield the HTML of the page of *publication*, without what a theme puts around it.

    :param reference: what is said of it, for which there is more room than on a list.
    :param node_id: the id of its only part.
    """
    words = composer.words
    classes = f"pub-page pub-type-{publication.type}"
    yield f"{tag('section', {'class': classes, 'id': node_id})}\n{page.picture}"
    yield f"<h1>{inline_html(without_links(reference.title), page)}</h1>\n"
    for sentence in reference.around_title:
        yield f'<div class="pub-{sentence.name}">{inline_html(sentence.text, page)}</div>\n'
    yield from _legend(reference, words)
    yield link_row(reference, page, composer.style.between_links)
    for detail in composer.details(publication, (Detail.ABSTRACT, Detail.CITE)):
        if detail.kind is Detail.ABSTRACT:
            content = f"<p>{inline_html(detail.text, page)}</p>\n"
        else:
            content = bibtex_html(detail, publication, page, page.own.address)
        yield _part(detail.kind, detail.name, content)
    for name, heading, linked in (
        ("versions", words.versions, around.versions),
        ("cited-on", words.cited_on, around.citing),
    ):
        if linked:
            items = "".join(f"<li>{_link(it, page)}</li>\n" for it in linked)
            yield _part(name, heading, f"<ul>\n{items}</ul>\n")
    yield from _ways_on(around, words, page)
    yield "</section>\n"


def _legend(reference: Reference, words: Words) -> Iterator[str]:
    """Yield a paragraph that explains the signs behind names, if there are any."""
    meanings = (
        f'<sup class="pub-mark">{encoded(mark.sign)}</sup>'
        f"{encoded(words.meaning.format(mark.meaning))}"
        for mark in Mark
        if mark in reference.marks
    )
    if legend := " ".join(meanings):
        yield f'<p class="pub-legend">{legend}</p>\n'


def _part(name: str, heading: str, content: str) -> str:
    return f'<section class="pub-{name}">\n<h2>{encoded(heading)}</h2>\n{content}</section>\n'


def _link(linked: LinkedTitle, page: Page, relation: str = "") -> str:
    attributes = {"href": linked.address, **({"rel": relation} if relation else {})}
    behind = f" {inline_html(linked.behind, page)}" if linked.behind else ""
    return f"{tag('a', attributes)}{inline_html(without_links(linked.title), page)}</a>{behind}"


def _ways_on(around: Surroundings, words: Words, page: Page) -> Iterator[str]:
    """Yield the links to the list, and to what stands beside the publication there."""
    yield f'<footer class="pub-around">\n<p class="pub-place">{_link(around.place, page)}</p>\n'
    neighbours = [
        f'<p class="pub-{relation}"><span>{encoded(said)}</span> {_link(it, page, relation)}</p>\n'
        for relation, said, it in (
            ("prev", words.previous, around.previous),
            ("next", words.next, around.next),
        )
        if it
    ]
    if neighbours:
        attributes = {"aria-label": words.neighbours, "class": "pub-neighbours"}
        yield f"{tag('nav', attributes)}\n{''.join(neighbours)}</nav>\n"
    yield "</footer>\n"


def redirection_html(title: str, address: str, language: str) -> str:
    """Return a page that leads on to *address*, which has another name by now."""
    link = {"href": address}
    return "".join(
        [
            f"<!DOCTYPE html>\n{tag('html', {'lang': language})}<head>",
            f"{tag('meta', {'charset': 'utf-8'})}<title>{encoded(title)}</title>\n",
            tag("link", {"rel": "canonical", **link}),
            tag("meta", {"http-equiv": "refresh", "content": f"0; url={address}"}),
            f"</head>\n<body><p>{tag('a', link)}{encoded(title)}</a></p></body></html>\n",
        ]
    )
