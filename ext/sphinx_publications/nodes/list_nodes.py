"""Publications and groups → docutils nodes.

Styles are classes for the stylesheet; structure and wording hold in every builder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from sphinx_publications.listing.builders import NO_PAGE, OwnPage
from sphinx_publications.listing.settings import Detail, Format
from sphinx_publications.model.marks import Mark
from sphinx_publications.nodes import elements
from sphinx_publications.nodes.inline_nodes import inline, joined
from sphinx_publications.text.inline import without_links

if TYPE_CHECKING:
    from sphinx_publications.listing.facets import Finder
    from sphinx_publications.listing.grouping import Group, Item
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.references.reference import (
        Part,
        Reference,
        Sentence,
        ShownDetail,
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
        items = self._group(root, "publications", 0, count())
        result = [*_legend(root, self.composer), *items]
        if self.finder:
            form = elements.publication_finder(
                "", list=self.name, place=self.place, classes=["pub-finder"]
            )
            form.attributes |= {"size": self.finder.size, "facets": self.finder.facets}
            result.insert(0, form)
        return result

    def _group(
        self, group: Group, path: str, level: int, places: Iterator[int]
    ) -> Iterator[nodes.Node]:
        if group.items:
            yield self._list(group.items, places)
        for inner in group.groups:
            inner_path = f"{path}-{inner.value or 'other'}"
            attributes: dict[str, Any] = {}
            if self.counted:
                size = len({item.publication.key for item in inner.walk()})
                attributes["count_behind"] = size, self.composer.words.count.format(size)
            if self.sections:
                wanted = nodes.make_id(inner_path)
                section = nodes.section(classes=["pub-group"], wanted_id=wanted, **attributes)
                section += nodes.title(inner.title, "", nodes.Text(inner.title))
                section += list(self._group(inner, inner_path, level + 1, places))
                yield section
            else:
                level_class = f"pub-group-level-{level + 1}"
                rubric = nodes.rubric(inner.title, "", nodes.Text(inner.title), **attributes)
                rubric["classes"] = ["pub-group-title", level_class]
                parts = [rubric, *self._group(inner, inner_path, level + 1, places)]
                if self.finder:  # one element, which can be hidden
                    parts = [nodes.container("", *parts, classes=["pub-group"])]
                yield from parts

    def _list(self, items: Iterable[Item], places: Iterator[int]) -> nodes.Node:
        children = [self._item(item, next(places)) for item in items]
        attributes = {"finder": self.name} if self.finder else {}
        return elements.publication_list(
            "",
            *children,
            numbered=any(child["number"] for child in children),
            classes=["pub-list"],
            support_smartquotes=False,  # typographic quotation marks are in the texts already
            **attributes,
        )

    def _item(self, item: Item, index: int) -> nodes.Element:
        publication, composer = item.publication, self.composer
        reference = composer.reference(publication)
        words = reference.plain_line(composer.style.between_sentences)
        files = (link for link in reference.links if link.local)
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
            index=index,
            classes=["pub-item", f"pub-type-{publication.type}"],
        )


def item_contents(
    item: nodes.Element,
    publication: Publication,
    composer: Composer,
    wanted: Iterable[Detail],
    own: OwnPage = NO_PAGE,
    bibtex: str = "",
    title_id: str = "",
    *,
    linked: bool = False,
) -> Iterator[nodes.Element]:
    """Yield the paragraphs of *item*, as it is written.

    :param wanted: the details that stand under the reference: its abstract, its BibTeX.
    :param own: the page of the publication, and its files.
    :param bibtex: the BibTeX that visitors copy.
    :param title_id: the id that the title gets; or empty.
    :param linked: it is on a page where links are followed: the title is one, too.
    """
    reference, style = composer.reference(publication), composer.style
    # Sphinx has seen these when it read the page, and knows where their files will be.
    seen = [child for child in item if isinstance(child, nodes.Element)]
    files = {link["reftarget"]: link for link in seen if "filename" in link}
    paragraph = elements.publication_reference(classes=["pub-reference"])
    paragraph += [picture.copy() for picture in seen if "reftarget" not in picture]
    if item["label"]:
        # The space is the number's, so that it goes where the number goes.
        paragraph += elements.publication_number("", f"{item['label']} ", classes=["pub-number"])
    title_id = title_id if reference.describing else ""
    link = _title_link(reference, files, own.address) if linked else None
    to_page = link is not None and link.get("refuri") == own.address
    title = _Title(reference.describing, link, title_id)
    sentences = (_sentence(sentence, title) for sentence in reference.sentences)
    paragraph += joined(sentences, style.between_sentences)
    yield paragraph
    shown = [link for link in reference.links if linked or not link.derived]
    found: list[nodes.Element] = list(
        filter(None, (_named_link(link, files, title_id) for link in shown))
    )
    if own.address and not to_page:
        found.insert(0, _page_link(reference, own.address, title_id))
    if reference.badge:
        found.insert(0, nodes.inline("", reference.badge, classes=["pub-badge"]))
    if found:
        between = joined(found, style.between_links)
        yield elements.publication_links("", "", *between, classes=["pub-links"])
    address = f"#{item['ids'][0]}" if item["ids"] else own.address
    for detail in composer.details(publication, wanted):
        yield _detail(detail, own, bibtex, address, title_id)


class _Title(NamedTuple):
    """What is done to the part of a reference that tells which work it is."""

    part: Part | None
    #: The link that it becomes if it is a title, without its text.
    link: nodes.Element | None
    node_id: str


def _file(link: ResourceLink, docname: str) -> elements.publication_file:
    # Sphinx copies the file into the output, and names the copy; attributes as its role has them.
    return elements.publication_file(reftarget=link.path, refexplicit=True, refdoc=docname)


def _pictures(reference: Reference) -> Iterator[elements.publication_preview]:
    if picture := reference.preview:
        # Without a description of it, "alt" is empty: screen readers pass the picture over.
        yield elements.publication_preview(
            uri=picture.path, alt=picture.label, loading="lazy", classes=["pub-preview"]
        )


def _title_link(
    reference: Reference, files: Mapping[str, nodes.Element], page: str
) -> nodes.Element | None:
    """Return the best link of a title that is in the output, without its text; or None."""
    for link in reference.title_links if reference.title else ():
        if link is not None and (made := _link(link, files)) is not None:
            return made
        if link is None and page:
            return elements.publication_link(refuri=page)
    return None


def _link(link: ResourceLink, files: Mapping[str, nodes.Element]) -> nodes.Element | None:
    """Return a link without its text; None if it leads to a file that the output lacks."""
    if link.local:
        seen = files.get(link.path)
        return seen and seen.copy()
    return elements.publication_link(refuri=link.target)


def _named_link(
    link: ResourceLink, files: Mapping[str, nodes.Element], title_id: str
) -> nodes.Element | None:
    """Return a link under a reference."""
    node = _link(link, files)
    if node is not None:
        node += nodes.Text(link.label)
        node["describedby"] = title_id
        node["classes"] = ["pub-link", f"pub-link-{nodes.make_id(link.kind)}"]
    return node


def _page_link(reference: Reference, address: str, title_id: str) -> nodes.Element:
    text, classes = reference.page, ["pub-link", "pub-link-page"]
    return elements.publication_link(
        "", text, refuri=address, describedby=title_id, internal=True, classes=classes
    )


def _detail(
    detail: ShownDetail, own: OwnPage, bibtex: str, address: str, title_id: str
) -> nodes.Element:
    kind, text = detail.kind, detail.name
    named = {"detail": kind, "summary": text, "describedby": title_id}
    if kind is Detail.BIBTEX:
        return elements.publication_download("", text, file=own.files[Format.BIBTEX], **named)
    content: nodes.Element
    if kind is Detail.CITE:
        files = [(detail.downloads[file], *place) for file, place in own.files.items()]
        content = elements.publication_bibtex(
            bibtex,
            bibtex,
            copy=detail.copy,
            copy_link=detail.copy_link,
            address=address,
            files=files,
            describedby=title_id,
        )
    else:
        content = nodes.paragraph("", "", *inline(detail.text))
    return elements.publication_details(
        "", content, classes=["pub-details", f"pub-{kind}"], **named
    )


def _sentence(sentence: Sentence, title: _Title) -> nodes.Element:
    kind = _kind(part.name for part in sentence.parts)
    content: list[nodes.Node] = []
    if (title.link is not None or title.node_id) and title.part in sentence.parts:
        for part in sentence.parts:
            content += _titled(part, title) if part is title.part else inline(part.text)
    return kind("", "", *(content or inline(sentence.text)), classes=[f"pub-{sentence.name}"])


def _kind(parts: Iterable[str]) -> type[nodes.inline]:
    return elements.publication_authors if "authors" in parts else nodes.inline


def _titled(part: Part, title: _Title) -> Iterator[nodes.Node]:
    """Yield the part that tells which work it is; a title is a link, if it leads somewhere."""
    ids = [title.node_id] if title.node_id else []
    if title.link is not None and part.name == "title":
        link = title.link
        link += inline(without_links(part.text))
        link["classes"], link["ids"] = ["pub-title-link"], ids
        yield link
    elif ids:
        yield _kind([part.name])("", "", *inline(part.text), ids=ids)
    else:
        yield from inline(part.text)


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
