"""Publications and groups → docutils nodes.

Styles are classes for the stylesheet; structure and wording hold in every builder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_publications.model.marks import Mark
from sphinx_publications.nodes import elements
from sphinx_publications.nodes.detail_nodes import details
from sphinx_publications.nodes.inline_nodes import inline, joined

if TYPE_CHECKING:
    from sphinx_publications.listing.facets import Finder
    from sphinx_publications.listing.grouping import Group, Item
    from sphinx_publications.listing.references.reference import Composer, Sentence
    from sphinx_publications.listing.settings import Detail
    from sphinx_publications.listing.words import Words
    from sphinx_publications.model.publication import Publication, ResourceLink

__all__ = ["Renderer", "contents"]


class Renderer(NamedTuple):
    """The place of one list, and all that it has beside its publications."""

    #: The page that the list stands on.
    docname: str
    composer: Composer
    #: The number of the list on its page, from 0.
    place: int
    #: Gives a group's heading an id that is free on this page.
    heading_id: Callable[[str, nodes.Element], None]
    #: The abstract, the BibTeX: which of them each reference has.
    details: tuple[Detail, ...] = ()
    #: Headings are sections; false where the page has no place for a section.
    sections: bool = True
    #: The form above the list, if it has one.
    finder: Finder | None = None
    #: Headings have counts.
    counted: bool = False

    @property
    def name(self) -> str:
        """The name of the list, also where several pages become one."""
        return f"{self.docname}-{self.place}"

    def render(self, root: Group) -> list[nodes.Node]:
        """Return the list *root* with its finder, its legend and its headings."""
        result = [*_legend(root, self.composer), *self._group(root, "publications", 0)]
        if self.finder:
            form = elements.publication_finder(
                "", list=self.name, place=self.place, classes=["pub-finder"]
            )
            form.attributes |= {"size": self.finder.size, "facets": self.finder.facets}
            result.insert(0, form)
        return result

    def _group(self, group: Group, path: str, level: int) -> Iterator[nodes.Node]:
        if group.items:
            yield self._list(group.items)
        for inner in group.groups:
            inner_path = f"{path}-{inner.value or 'other'}"
            title: list[nodes.Node] = [nodes.Text(inner.title)]
            if self.counted:
                count = len({item.publication.key for item in inner.walk()})
                title.append(elements.publication_count("", f" ({count})", count=count))
            if self.sections:
                section = nodes.section(classes=["pub-group"])
                self.heading_id(inner_path, section)
                section += nodes.title("", "", *title)
                section += list(self._group(inner, inner_path, level + 1))
                yield section
            else:
                level_class = f"pub-group-level-{level + 1}"
                rubric = nodes.rubric("", "", *title, classes=["pub-group-title", level_class])
                parts = [rubric, *self._group(inner, inner_path, level + 1)]
                if self.finder:  # one element, which can be hidden
                    parts = [nodes.container("", *parts, classes=["pub-group"])]
                yield from parts

    def _list(self, items: Iterable[Item]) -> nodes.Node:
        children = [self._item(item) for item in items]
        attributes = {"finder": self.name} if self.finder else {}
        return elements.publication_list(
            "",
            *children,
            numbered=any(child["number"] for child in children),
            classes=["pub-list"],
            support_smartquotes=False,  # typographic quotation marks are in the texts already
            **attributes,
        )

    def _item(self, item: Item) -> nodes.Element:
        publication = item.publication
        label = self.composer.label(item.number)
        # The words of the reference, without its links and styles.
        between = self.composer.style.between_sentences
        words = self.composer.reference(publication).plain_line(between)
        content: list[nodes.Node] = [nodes.Text(words)]
        if publication.files:
            # Sphinx must see pictures and the files to be copied when it reads the page.
            content = list(contents(publication, label, self.composer, self.details))
            for part in content:
                for link in part.findall(elements.publication_file):
                    link["refdoc"] = self.docname  # as Sphinx's own role has it
        return elements.publication_item(
            "",
            *content,
            number=label,
            key=publication.key,
            details=self.details,
            docname=self.docname,
            place=self.place,
            classes=["pub-item", f"pub-type-{publication.type}"],
        )


def contents(
    publication: Publication, label: str, composer: Composer, wanted: Iterable[Detail]
) -> Iterator[nodes.Element]:
    """Yield the paragraphs of one item of a list.

    :param label: the number of the item, with brackets; or empty.
    :param wanted: the details that stand under the reference: its abstract, its BibTeX.
    """
    reference, style, words = composer.reference(publication), composer.style, composer.words
    permalink = words.permalink, words.named.format(words.permalink, reference.title)
    paragraph = elements.publication_reference(classes=["pub-reference"], permalink=permalink)
    if reference.preview:
        paragraph += _picture(reference.preview)
    if label:
        # The space is the number's, so that it goes where the number goes.
        paragraph += elements.publication_number("", f"{label} ", classes=["pub-number"])
    paragraph += joined(map(_sentence, reference.sentences), style.between_sentences)
    yield paragraph
    if reference.links:
        links = (_link(link, reference.title, words) for link in reference.links)
        between = joined(links, style.between_links)
        yield elements.publication_links("", "", *between, classes=["pub-links"])
    yield from details(publication, wanted, words)


def _picture(preview: ResourceLink) -> elements.publication_preview:
    # Without a description of it, "alt" is empty: screen readers pass the picture over.
    uri = f"/{preview.target.lstrip('/')}"
    return elements.publication_preview(
        uri=uri, alt=preview.label, loading="lazy", classes=["pub-preview"]
    )


def _sentence(sentence: Sentence) -> nodes.Element:
    has_names = any(part.name == "authors" for part in sentence.parts)
    kind = elements.publication_authors if has_names else nodes.inline
    return kind("", "", *inline(sentence.text), classes=[f"pub-{sentence.name}"])


def _legend(root: Group, composer: Composer) -> Iterator[nodes.Node]:
    """Yield a paragraph that explains the marks in *root*, if it has any."""
    used = {mark for item in root.walk() for mark in composer.reference(item.publication).marks}
    if used:
        paragraph = nodes.paragraph(classes=["pub-legend"])
        for mark in Mark:
            if mark in used:
                if paragraph.children:
                    paragraph += nodes.Text(" ")
                paragraph += nodes.superscript("", mark.sign, classes=["pub-mark"])
                paragraph += nodes.Text(f" {mark.meaning}.")
        yield paragraph


def _link(link: ResourceLink, title: str, words: Words) -> nodes.Element:
    classes = ["pub-link", f"pub-link-{nodes.make_id(link.kind)}"]
    # In a screen reader's list of links, twenty links called "PDF" are told apart by it.
    label = words.named.format(link.label, title)
    if link.local:
        # Sphinx copies the file into the output, and names the copy.
        target = f"/{link.target.lstrip('/')}"
        return elements.publication_file(
            "", link.label, reftarget=target, refexplicit=True, label=label, classes=classes
        )
    return elements.publication_link(
        "", link.label, refuri=link.target, label=label, classes=classes
    )
