"""The index of the site's search: places that say something, each of them once.

Sphinx's index has words and pages. Its results lead to the top of pages, a fact that two
pages show is found twice, and each page that is found is loaded for its text. This one has
the texts themselves, by the places that show them: sections, entries of definition lists, and
publications. It is read off the pages as they were written, so that it has what visitors see,
and stands in ``search.html`` itself: what is found is there before anything is shown.
``_templates/site-search.js`` searches it, ``site_search.toml`` says what people mean.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

__all__ = ["setup"]

#: Elements without an end tag.
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: What is folded away or operated, and what repeats the text beside it.
_SKIPPED_TAGS: Final = frozenset(
    ["annotation", "button", "details", "form", "nav", "script", "style", "template"]
)
_SKIPPED_CLASSES: Final = frozenset(
    ["headerlink", "pub-count", "pub-legend", "pub-number", "toctree-wrapper"]
)
#: Elements whose text is none of the text around them.
_BLOCKS: Final = frozenset(
    "article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header li"
    " ol p pre section table tbody td tfoot th thead tr ul".split()
)
_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

#: The text of a block: every second part is shown, but is not found there.
Text = list[str]


@dataclass
class Element:
    """An element of a page."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    id: str = ""
    #: What a tooltip says.
    tooltip: str = ""
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> list[Element]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def find(self, name: str) -> Element | None:
        """Return the first element with a class, or with a tag, in document order."""
        for child in self.elements():
            found = child if name in {child.tag, *child.classes} else child.find(name)
            if found:
                return found
        return None

    def has_blocks(self) -> bool:
        """Tell whether there is a block in it, as there is in an item with a list of its own."""
        return any(child.tag in _BLOCKS or child.has_blocks() for child in self.elements())

    def is_skipped(self) -> bool:
        """Tell whether nobody searches for its text."""
        return self.tag in _SKIPPED_TAGS or not _SKIPPED_CLASSES.isdisjoint(self.classes)


class Reader(HTMLParser):
    """Reads a page as Sphinx writes it, with the end of each element that has one."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        found = dict(attrs)
        classes = frozenset((found.get("class") or "").split())
        element = Element(tag, classes, found.get("id") or "", found.get("title") or "")
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and all in it that are still open."""
        depths = [depth for depth, element in enumerate(self.open) if element.tag == tag]
        if depths:
            del self.open[depths[-1] :]

    def handle_data(self, data: str) -> None:
        """Add text to the element that is open."""
        self.open[-1].children.append(data)


@dataclass
class Place:
    """Where a result leads, and what is found there."""

    #: The number of its page.
    page: int
    #: The id to go to; "" for the top of the page.
    id: str
    #: The titles of the page and of the sections around it.
    trail: list[str]
    title: str
    #: What the title is on the page: a "heading" with the id; the title of a publication, an
    #: "item" with the id; "text", as of an entry; or "unsaid", the name of a container.
    kind: str
    texts: list[Text] = field(default_factory=list)
    #: What to ask the page for.
    query: str = ""

    @property
    def inside(self) -> list[str]:
        """The trail of what is in it."""
        return [*self.trail, self.title]


def parts(element: Element, *, shown: bool = False) -> Iterator[tuple[bool, str]]:
    """Yield the text in an element, and whether it is only shown.

    The title of a publication that is cited is found where the publication is.
    """
    for child in element.children:
        if isinstance(child, str):
            yield shown, child
        elif not child.is_skipped():
            yield from parts(child, shown=shown or "pub-ref" in child.classes)


def text_of(element: Element) -> Text:
    """Return the text of a block, with single spaces."""
    texts = [""]
    for shown, text in parts(element):
        if shown != (len(texts) % 2 == 0):
            texts.append("")
        before = "".join(texts)
        spaced = re.sub(r"\s+", " ", text)
        texts[-1] += spaced.lstrip() if not before or before.endswith(" ") else spaced
    texts[-1] = texts[-1].rstrip()
    return texts if "".join(texts).strip() else []


def plain(element: Element | None) -> str:
    """Return the text in an element as one string."""
    return "".join(text_of(element)) if element else ""


class Places:
    """Collects the places of the pages, one page after the other."""

    def __init__(self, env: BuildEnvironment, meant: dict[str, Any]) -> None:
        self.found: list[Place] = []
        self._containers: dict[str, str] = meant["containers"]
        self._unsaid = frozenset(meant["unsaid"]["classes"])
        self._seen: set[str] = set()
        #: Pages and ids of what has its address there; elsewhere it is shown again.
        self._objects = {
            (docname, str(anchor))  # a SearchAnchor equals no string
            for domain in env.domains.sorted()
            for _, _, _, docname, anchor, _ in domain.get_objects()
        }

    def add(self, docname: str, number: int, title: str, article: Element) -> None:
        """Add the places of a page, but for what an earlier page says already."""
        top = Place(number, "", [], title, "heading")
        self._docname = docname
        new = [top]
        self._walk(article, top, new)
        for place in new:
            says = json.dumps([place.title, place.texts])
            # A heading above copies has no text of its own.
            repeats = says in self._seen or (not place.texts and place.title in self._seen)
            self._seen |= {says, place.title}
            if place is top or not repeats:
                self.found.append(place)

    def _walk(self, parent: Element, place: Place, new: list[Place]) -> None:
        """Add the texts in an element to the place that it belongs to, and the places in it."""
        entry = place
        for child in parent.elements():
            if child.is_skipped() or child.tag in _HEADINGS or child.classes & self._unsaid:
                continue
            if child.tag == "dt":
                entry = _entry(child, place)
                new.append(entry)
            elif child.tag == "dd":
                self._fill(child, entry, new)
            else:
                self._add(child, place, new)

    def _add(self, child: Element, place: Place, new: list[Place]) -> None:
        """Add a section, a container or a publication as a place, anything else to its place."""
        for name in (self._containers[it] for it in child.classes & self._containers.keys()):
            if name not in self._seen:
                new.append(Place(place.page, place.id, place.inside, name, "unsaid"))
                self._fill(child, new[-1], new)
            return
        if "pub-item" in child.classes:
            if (self._docname, child.id) in self._objects:
                new.append(_publication(child, place))
        elif child.tag == "section":
            heading = next((it for it in child.elements() if it.tag in _HEADINGS), None)
            # The page has its title already.
            if heading and heading.tag != "h1":
                place = Place(place.page, child.id, place.inside, plain(heading), "heading")
                new.append(place)
            self._walk(child, place, new)
        else:
            self._fill(child, place, new)

    def _fill(self, block: Element, place: Place, new: list[Place]) -> None:
        """Add the text of a block, or those of the blocks in it."""
        inline = [it for it in block.children if isinstance(it, str) or it.tag not in _BLOCKS]
        if block.has_blocks():
            self._walk(block, place, new)
            block = Element(block.tag, children=[it for it in inline if not _has_blocks(it)])
        if text := text_of(block):
            place.texts.append(text)


def _has_blocks(child: Element | str) -> bool:
    return isinstance(child, Element) and child.has_blocks()


def _entry(term: Element, around: Place) -> Place:
    """Return the entry of a definition list; its date is no part of its title."""
    date = term.find("cv-date")
    title = Element(children=[it for it in term.children if it is not date])
    entry = Place(around.page, around.id, around.inside, plain(title), "text")
    entry.texts += [text_of(date)] if date else []
    return entry


def _publication(item: Element, around: Place) -> Place:
    title = plain(item.find("pub-title")).rstrip(".")
    place = Place(around.page, item.id, around.inside, title, "item")
    reference = item.find("pub-reference") or Element()
    rest = [it for it in reference.children if not (isinstance(it, Element) and _is_title(it))]
    links = [it for it in item.elements() if "pub-links" in it.classes]
    for block in (Element(children=rest), *links):
        _spell_out(block)
        if text := plain(block):
            place.texts.append([text])
    return place


def _spell_out(element: Element) -> None:
    """Write out abbreviations: who searches for a venue may know its name only."""
    for child in element.elements():
        _spell_out(child)
        if child.tag == "abbr" and child.tooltip:
            child.children.append(f" ({child.tooltip})")


def _is_title(element: Element) -> bool:
    return "pub-title" in element.classes


def in_order(env: BuildEnvironment) -> list[str]:
    """Return the names of all pages, in the order of the site's contents."""
    ordered: dict[str, None] = {}
    waiting = [env.config.root_doc]
    while waiting:
        name = waiting.pop(0)
        if name not in ordered and name in env.found_docs:
            ordered[name] = None
            waiting = [*env.toctree_includes.get(name, ()), *waiting]
    return [*ordered, *sorted(env.found_docs - ordered.keys())]


def read(path: Path) -> Element | None:
    """Return what a page says, without what the theme has around it; None if there is no page."""
    with suppress(OSError):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        return reader.open[0].find("bd-article")
    return None


def index(builder: StandaloneHTMLBuilder, meant: dict[str, Any]) -> dict[str, Any]:
    """Return the index: pages with their addresses, places, and what people mean by words."""
    env = builder.env
    names = in_order(env)
    places = Places(env, meant)
    titles = {name: env.titles.get(name, nodes.title()).astext() for name in names}
    for number, name in enumerate(names):
        article = read(Path(builder.get_outfilename(name)))
        if article is not None:
            places.add(name, number, titles[name], article)
    for view in meant["views"]:
        if view["page"] in titles:
            number = names.index(view["page"])
            trail = [titles[view["page"]]]
            places.found.append(
                Place(number, "", trail, view["title"], "view", [[view["text"]]], view["query"])
            )
    return {
        "pages": [
            {"address": builder.get_relative_uri("search", name), "title": titles[name]}
            for name in names
        ],
        "places": [
            {name: value for name, value in vars(place).items() if value} for place in places.found
        ],
        "words": meant["words"],
        "ignored": meant["ignored"]["words"].split(),
    }


def add_index(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Give the search page its index and its stylesheet; it is written after all others."""
    builder = app.builder
    if pagename != "search" or not isinstance(builder, StandaloneHTMLBuilder):
        return
    source = (Path(app.confdir) / app.config.site_search).read_text(encoding="utf-8")
    found = index(builder, tomllib.loads(source))
    context["site_pages"] = found["pages"]
    # "<" could end the element that it stands in.
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    context["site_search_index"] = data.replace("<", r"\u003c")
    app.add_css_file("site-search.css")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the setting ``site_search``, the file that says what people mean."""
    app.add_config_value("site_search", "ext/site_search.toml", "html", types=frozenset({str}))
    app.connect("html-page-context", add_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
