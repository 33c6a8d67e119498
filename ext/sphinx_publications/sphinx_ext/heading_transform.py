"""The headings of a page's lists, and charts: their ids, counts, and names as labels.

They get these when all of a page is read, and its headings are translated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from sphinx_publications.nodes.elements import publication_count, publication_item
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.text.safe_names import free_name

__all__ = ["setup"]

_LABELS: Final = "sphinx.ext.autosectionlabel"


class HeadingTransform(SphinxTransform):
    """Give headings of lists, and charts, the id in ``wanted_id``; a ``count_behind`` headings.

    Lists have these attributes when they are made.
    """

    # Before the items get their ids (700), and before a page's contents are made (720).
    default_priority = 690

    def apply(self, **kwargs: Any) -> None:
        if "publications_lists" not in self.env.temp_data:
            return
        elements = list(self.document.findall(nodes.Element))
        # What MyST has docutils read is a document of its own, with ids of its own.
        for node in elements:
            for node_id in node["ids"]:
                self.document.ids.setdefault(node_id, node)
        taken = {*self.document.ids, *self._ids_of_entries()}
        for node in elements:
            if wanted := node.attributes.pop("wanted_id", ""):
                node_id = free_name(wanted, taken)
                taken.add(node_id)
                # A label in front of a list is an id of its first heading by now.
                node["ids"].insert(0, node_id)
                self.document.ids[node_id] = node
            if count := node.attributes.pop("count_behind", None):
                # It is no text of the heading: other pages show that, and translators.
                behind = publication_count("", count=count[0], words=count[1])
                title = node.next_node(nodes.title) if isinstance(node, nodes.section) else node
                cast("nodes.Element", title).append(behind)

    def _ids_of_entries(self) -> Iterator[str]:
        """Yield the ids that the items of the page will have, which are published addresses."""
        library = domain_of(self.env).library
        for item in self.document.findall(publication_item):
            for key in (item["key"], *library.by_key[item["key"]].aliases):
                yield library.ids[key]


def _titles(document: nodes.document) -> Iterator[tuple[nodes.title, str]]:
    """Yield the headings of sections; and, of lists, their names: "2023 Journal papers"."""
    names: dict[int, str] = {}
    for section in document.findall(nodes.section):
        title = section.children[0] if section.children else None
        if isinstance(title, nodes.title):
            if "pub-group" in section["classes"]:
                above = names.get(id(section.parent), "")
                names[id(section)] = f"{above} {title.rawsource}".strip()
            yield title, names.get(id(section), "")


def name_headings(app: Sphinx, document: nodes.document) -> None:
    """Have autosectionlabel make labels of the headings of lists that no other heading has.

    They begin with the name of the page, as with its option ``autosectionlabel_prefix_document``,
    and have the names of the headings above; those of the second list of a page end in "-2":
    these headings are ours, and the author cannot change them. The extension takes the source
    of a heading for its name, so they have another source while it reads the page.
    """
    if _LABELS in app.extensions:
        prefix = "" if app.config.autosectionlabel_prefix_document else f"{app.env.docname}:"
        titles = list(_titles(document))
        taken = {nodes.fully_normalize_name(it.rawsource) for it, name in titles if not name}
        last: dict[str, int] = {}
        for title, name in titles:
            if name:
                own = free_name(nodes.fully_normalize_name(f"{prefix}{name}"), taken, last)
                taken.add(own)
                title["source_text"], title.rawsource = title.rawsource, own


def give_sources_back(app: Sphinx, document: nodes.document) -> None:
    """Give headings of lists their sources again, which translators get."""
    for title in document.findall(nodes.title):
        if "source_text" in title:
            title.rawsource = title.attributes.pop("source_text")


def setup(app: Sphinx) -> None:
    app.add_transform(HeadingTransform)
    # On both sides of autosectionlabel (500).
    app.connect("doctree-read", name_headings, priority=400)
    app.connect("doctree-read", give_sources_back, priority=600)
