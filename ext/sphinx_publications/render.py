"""Publications and groups → docutils nodes.

The only room that knows what a reference looks like. Styles are classes for the
stylesheet; structure and wording hold in every builder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docutils import nodes

from sphinx_publications.identity import is_one_of
from sphinx_publications.inline import has_math, plain
from sphinx_publications.inline_nodes import inline
from sphinx_publications.layout import reference, sentence
from sphinx_publications.names import Mark
from sphinx_publications.nodes import (
    make_label,
    publication_file,
    publication_item,
    publication_link,
    publication_links,
    publication_list,
    publication_number,
    publication_owner,
    publication_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx_publications.inline import InlineText
    from sphinx_publications.layout import Reference
    from sphinx_publications.model import Publication, ResourceLink
    from sphinx_publications.names import Person
    from sphinx_publications.query import Group, Item

#: Mark → sign behind the name, and its meaning in the legend.
MARKS: Final[Mapping[Mark, tuple[str, str]]] = {
    Mark.EQUAL: ("*", "Equal contribution"),
    Mark.CORRESPONDING: ("†", "Corresponding author"),
}


class Renderer(NamedTuple):
    """What rendering needs to know beside the publications."""

    #: The page that the list stands on.
    docname: str
    #: The names of the site's owner.
    owner: tuple[Person, ...]
    #: The number of the list on its page, from 0.
    place: int
    #: Cite key → what the reference says.
    references: Mapping[str, Reference]
    #: Gives a group's heading an id that is free on this page.
    heading_id: Callable[[str, nodes.Element], None]
    #: Headings are sections; false where the page has no place for a section.
    sections: bool = True

    def render(self, root: Group) -> list[nodes.Node]:
        """Return the list *root* with its legend and headings."""
        return [*legend(root), *self._group(root, "publications", 0)]

    def _group(self, group: Group, path: str, level: int) -> Iterator[nodes.Node]:
        if group.items:
            yield self._list(group.items)
        for inner in group.groups:
            inner_path = f"{path}-{inner.value or 'other'}"
            title = nodes.Text(inner.title)
            if self.sections:
                section = nodes.section(classes=["pub-group"])
                self.heading_id(inner_path, section)
                section += nodes.title("", "", title)
                section += list(self._group(inner, inner_path, level + 1))
                yield section
            else:
                yield nodes.rubric(
                    "", "", title, classes=["pub-group-title", f"pub-group-level-{level + 1}"]
                )
                yield from self._group(inner, inner_path, level + 1)

    def _list(self, items: Iterable[Item]) -> nodes.Node:
        children = [self._item(item) for item in items]
        numbered = any(child["number"] for child in children)
        return publication_list(
            # The texts have the quotation marks that they shall have.
            "",
            *children,
            numbered=numbered,
            classes=["pub-list"],
            support_smartquotes=False,
        )

    def _item(self, item: Item) -> nodes.Element:
        publication = item.publication
        label = make_label(item.number)
        said = self.references[publication.key]
        # Sphinx must see mathematics and the files to be copied when it reads the page.
        at_once = any(link.local for link in publication.links) or has_math(
            [said.title, said.imprint, *said.notes]
        )
        return publication_item(
            "",
            *(contents(publication, label, self.owner) if at_once else [words(said)]),
            number=label,
            key=publication.key,
            docname=self.docname,
            place=self.place,
            classes=["pub-item", f"pub-type-{publication.type}"],
        )


def contents(
    publication: Publication, label: str, owner: tuple[Person, ...]
) -> Iterator[nodes.Element]:
    """Yield the paragraphs of one item of a list.

    :param label: the number of the item, with brackets; or empty.
    :param owner: the names of the site's owner.
    """
    said = reference(publication)
    paragraph = nodes.paragraph(classes=["pub-reference"])
    if label:
        # The space is the number's, so that it goes where the number goes.
        paragraph += publication_number("", f"{label} ", classes=["pub-number"])
    sentences = [
        nodes.inline("", "", *inline(sentence(said.title)), classes=["pub-title"]),
        _creators(said.creators, said.creators_suffix, owner),
        _sentence(said.imprint, "pub-imprint"),
        *(_sentence(note, "pub-note") for note in said.notes),
    ]
    for index, part in enumerate(part for part in sentences if part is not None):
        if index:
            paragraph += nodes.Text(" ")
        paragraph += part
    yield paragraph
    if publication.links:
        yield links_paragraph(publication)


def words(said: Reference) -> publication_words:
    """Return what a reference says, without its links and styles."""
    names = ", ".join(person.name for person in said.creators)
    texts = [plain(said.title), names, plain(said.imprint), *map(plain, said.notes)]
    text = ". ".join(text for text in texts if text)
    return publication_words("", "", nodes.Text(text))


def _creators(
    persons: tuple[Person, ...], suffix: str, owner: tuple[Person, ...]
) -> nodes.Element | None:
    if not persons:
        return None
    node = nodes.inline(classes=["pub-authors"])
    text = ""
    for index, person in enumerate(persons):
        text += ", " if index else ""
        owns = is_one_of(person, owner)
        if not (person.marks or person.orcid or owns):
            text += person.name  # one text node for a run of plain names
            continue
        if text:
            node += nodes.Text(text)
            text = ""
        node += _name(person, owns=owns)
        signs = "".join(MARKS[mark][0] for mark in MARKS if mark in person.marks)
        if signs:
            node += nodes.superscript("", signs, classes=["pub-mark"])
    if suffix:
        text += f" {suffix}"
    last = text or persons[-1].name
    node += nodes.Text(text if last.endswith(".") else f"{text}.")
    return node


def _name(person: Person, *, owns: bool) -> nodes.Node:
    """Return one name: linked to its ORCID iD, and marked where it is the site's owner's."""
    node: nodes.Node = nodes.Text(person.name)
    if person.orcid:
        address = f"https://orcid.org/{person.orcid}"
        node = nodes.reference("", "", node, refuri=address, classes=["pub-orcid"])
    if owns:
        node = publication_owner("", "", node, classes=["pub-owner"])
    return node


def legend(root: Group) -> Iterator[nodes.Node]:
    """Yield a paragraph that explains the marks in *root*, if it has any."""
    used = {
        mark
        for item in root.walk()
        for person in item.publication.creators
        for mark in person.marks
    }
    if used:
        paragraph = nodes.paragraph(classes=["pub-legend"])
        for mark, (sign, meaning) in MARKS.items():
            if mark in used:
                if paragraph.children:
                    paragraph += nodes.Text(" ")
                paragraph += nodes.superscript("", sign, classes=["pub-mark"])
                paragraph += nodes.Text(f" {meaning}.")
        yield paragraph


def links_paragraph(publication: Publication) -> nodes.Element:
    """Return the row of links under a reference."""
    paragraph = publication_links(classes=["pub-links"])
    for index, link in enumerate(publication.links):
        if index:
            paragraph += nodes.Text(" · ")
        paragraph += _link(link, publication)
    return paragraph


def _link(link: ResourceLink, publication: Publication) -> nodes.Element:
    classes = ["pub-link", f"pub-link-{nodes.make_id(link.kind)}"]
    # A screen reader's list of links has twenty "PDF"; this tells them apart.
    label = f"{link.label}: {publication.title_text}"
    if link.local:
        # Sphinx copies the file into the output and says what it is called there.
        target = f"/{link.target.lstrip('/')}"
        return publication_file("", link.label, reftarget=target, label=label, classes=classes)
    return publication_link(
        "",
        link.label,
        refuri=link.target,
        label=label,
        classes=classes,
    )


def _sentence(text: InlineText, css_class: str) -> nodes.Element | None:
    if not text:
        return None
    return nodes.inline("", "", *inline(sentence(text)), classes=[css_class])
