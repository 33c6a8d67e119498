"""Publications and groups → docutils nodes.

Styles are classes for the stylesheet; structure and wording hold in every builder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from sphinx_publications.listing.builders import NO_PAGE, OwnPage
from sphinx_publications.listing.settings import Detail, Format, TitleLink
from sphinx_publications.model.marks import Mark
from sphinx_publications.nodes import elements
from sphinx_publications.nodes.inline_nodes import inline, joined
from sphinx_publications.text.inline import without_links

if TYPE_CHECKING:
    from sphinx_publications.listing.facets import Finder
    from sphinx_publications.listing.grouping import Group, Item
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.references.reference import (
        Reference,
        Sentence,
        ShownDetail,
        ShownLink,
    )
    from sphinx_publications.model.publication import Publication, ResourceLink

__all__ = ["Renderer", "item_contents"]


class Renderer(NamedTuple):
    """The place of one list, and all that it has beside its publications."""

    #: The page that the list stands on.
    docname: str
    composer: Composer
    #: The number of the list on its page, from 0.
    place: int
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
            attributes: dict[str, Any] = {}
            if self.counted:
                count = len({item.publication.key for item in inner.walk()})
                attributes["count_behind"] = count, self.composer.words.count.format(count)
            if self.sections:
                wanted = nodes.make_id(inner_path)
                section = nodes.section(classes=["pub-group"], wanted_id=wanted, **attributes)
                section += nodes.title(inner.title, "", nodes.Text(inner.title))
                section += list(self._group(inner, inner_path, level + 1))
                yield section
            else:
                level_class = f"pub-group-level-{level + 1}"
                rubric = nodes.rubric(inner.title, "", nodes.Text(inner.title), **attributes)
                rubric["classes"] = ["pub-group-title", level_class]
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
        publication, composer = item.publication, self.composer
        reference = composer.reference(publication)
        words = reference.plain_line(composer.style.between_sentences)
        files = (link.source for link in reference.links if link.source.local)
        return elements.publication_item(
            "",
            nodes.Text(words),
            *(_file(link, self.docname) for link in files),
            *_pictures(reference),
            number=item.number,
            label=composer.label(item.number),
            key=publication.key,
            details=self.details,
            docname=self.docname,
            place=self.place,
            classes=["pub-item", f"pub-type-{publication.type}"],
        )


def item_contents(
    item: nodes.Element,
    publication: Publication,
    composer: Composer,
    wanted: Iterable[Detail],
    own: OwnPage = NO_PAGE,
    bibtex: str = "",
) -> Iterator[nodes.Element]:
    """Yield the paragraphs of *item*, as it is written.

    :param wanted: the details that stand under the reference: its abstract, its BibTeX.
    :param own: the page of the publication, and its files.
    :param bibtex: the BibTeX that visitors copy.
    """
    reference, style = composer.reference(publication), composer.style
    # Sphinx has seen these when it read the page, and knows where their files will be.
    seen = [child for child in item if isinstance(child, nodes.Element)]
    files = {link["reftarget"]: link for link in seen if "filename" in link}
    paragraph = elements.publication_reference(
        classes=["pub-reference"], permalink=reference.permalink
    )
    paragraph += [picture.copy() for picture in seen if "reftarget" not in picture]
    if item["label"]:
        # The space is the number's, so that it goes where the number goes.
        paragraph += elements.publication_number("", f"{item['label']} ", classes=["pub-number"])
    titled = own.address if composer.settings.title_link is TitleLink.PAGE else ""
    sentences = (_sentence(sentence, titled) for sentence in reference.sentences)
    paragraph += joined(sentences, style.between_sentences)
    yield paragraph
    found: list[nodes.Element] = list(
        filter(None, (_link(link, files) for link in reference.links))
    )
    if own.address and not titled:
        found.insert(0, _page_link(reference, own.address))
    if reference.badge:
        found.insert(0, nodes.inline("", reference.badge, classes=["pub-badge"]))
    if found:
        between = joined(found, style.between_links)
        yield elements.publication_links("", "", *between, classes=["pub-links"])
    for detail in composer.details(publication, wanted):
        yield _detail(detail, own, bibtex)


def _file(link: ResourceLink, docname: str) -> elements.publication_file:
    # Sphinx copies the file into the output, and names the copy; attributes as its role has them.
    return elements.publication_file(reftarget=link.path, refexplicit=True, refdoc=docname)


def _pictures(reference: Reference) -> Iterator[elements.publication_preview]:
    if picture := reference.preview:
        # Without a description of it, "alt" is empty: screen readers pass the picture over.
        yield elements.publication_preview(
            uri=picture.path, alt=picture.label, loading="lazy", classes=["pub-preview"]
        )


def _link(link: ShownLink, files: Mapping[str, nodes.Element]) -> nodes.Element | None:
    """Return a link under a reference; None if it leads to a file that the output lacks."""
    if link.source.local:
        seen = files.get(link.source.path)
        node = seen and seen.copy()
    else:
        node = elements.publication_link(refuri=link.source.target)
    if node is not None:
        node += nodes.Text(link.name.text)
        # In a screen reader's list of links, twenty links called "PDF" are told apart by it.
        node["label"] = link.name.label
        node["classes"] = ["pub-link", f"pub-link-{nodes.make_id(link.source.kind)}"]
    return node


def _page_link(reference: Reference, address: str) -> nodes.Element:
    name, classes = reference.page, ["pub-link", "pub-link-page"]
    return elements.publication_link(
        "", name.text, refuri=address, label=name.label, internal=True, classes=classes
    )


def _detail(detail: ShownDetail, own: OwnPage, bibtex: str) -> nodes.Element:
    kind, (text, label) = detail.kind, detail.name
    named = {"detail": kind, "summary": text, "label": label}
    if kind is Detail.BIBTEX:
        return elements.publication_download("", text, file=own.files[Format.BIBTEX], **named)
    content: nodes.Element
    if kind is Detail.CITE:
        files = [(detail.downloads[file], *place) for file, place in own.files.items()]
        content = elements.publication_bibtex(bibtex, bibtex, copy=detail.copy, files=files)
    else:
        content = nodes.paragraph("", "", *inline(detail.text))
    return elements.publication_details(
        "", content, classes=["pub-details", f"pub-{kind}"], **named
    )


def _sentence(sentence: Sentence, address: str) -> nodes.Element:
    """Return a sentence; its title is a link to *address*, if there is one."""
    has_names = any(part.name == "authors" for part in sentence.parts)
    kind = elements.publication_authors if has_names else nodes.inline
    content: list[nodes.Node] = []
    for part in sentence.parts if address else ():
        if part.name == "title":
            text = inline(without_links(part.text))
            content.append(_title_link(text, address))
        else:
            content += inline(part.text)
    return kind("", "", *(content or inline(sentence.text)), classes=[f"pub-{sentence.name}"])


def _title_link(text: Iterable[nodes.Node], address: str) -> nodes.Element:
    return elements.publication_link("", "", *text, refuri=address, classes=["pub-title-link"])


def _legend(root: Group, composer: Composer) -> Iterator[nodes.Node]:
    """Yield a paragraph that explains the marks in *root*, if it has any."""
    used = {mark for item in root.walk() for mark in composer.reference(item.publication).marks}
    if used:
        # Its words are ours, and no source of a translator's.
        paragraph = nodes.paragraph(classes=["pub-legend"], translatable=False)
        for mark in Mark:
            if mark in used:
                if paragraph.children:
                    paragraph += nodes.Text(" ")
                paragraph += nodes.superscript("", mark.sign, classes=["pub-mark"])
                paragraph += nodes.Text(composer.words.meaning.format(mark.meaning))
        yield paragraph
