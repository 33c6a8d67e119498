"""The headings of a page's lists: their ids, their counts, and their names as labels.

They get these when all of a page is read, and its headings are translated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from sphinx_publications.nodes.elements import publication_count
from sphinx_publications.text.safe_names import free_name

__all__ = ["setup"]

_LABELS: Final = "sphinx.ext.autosectionlabel"


class HeadingTransform(SphinxTransform):
    """Give the headings of lists their ids and counts."""

    # Before the items get theirs (700), and before a page's contents are made (720).
    default_priority = 690

    def apply(self, **kwargs: Any) -> None:
        if "publications_lists" not in self.env.temp_data:
            return
        elements = list(self.document.findall(nodes.Element))
        # What MyST has docutils read is a document of its own, with ids of its own.
        for node in elements:
            for node_id in node["ids"]:
                self.document.ids.setdefault(node_id, node)
        for node in elements:
            if wanted := node.attributes.pop("wanted_id", ""):
                node["ids"] = [free_name(wanted, self.document.ids)]
                self.document.ids[node["ids"][0]] = node
            if count := node.attributes.pop("count_behind", None):
                # It is no text of the heading: other pages show that, and translators.
                behind = publication_count("", count=count[0], words=count[1])
                title = node.next_node(nodes.title) if isinstance(node, nodes.section) else node
                cast("nodes.Element", title).append(behind)


def _group_titles(document: nodes.document) -> Iterator[nodes.title]:
    for section in document.findall(nodes.section):
        title = section.children[0]
        if "pub-group" in section["classes"] and isinstance(title, nodes.title):
            yield title


def name_headings(app: Sphinx, document: nodes.document) -> None:
    """Have autosectionlabel make labels of the headings of lists that no other heading has.

    They begin with the name of the page, as with its option ``autosectionlabel_prefix_document``,
    and the second "Journal papers" of a page ends in "-2": these headings are ours, and the
    author cannot change them. The extension takes the source of a heading for its name.
    """
    if _LABELS in app.extensions:
        prefixed = app.config.autosectionlabel_prefix_document
        prefix = "" if prefixed else f"{app.env.docname}:"
        taken = {nodes.fully_normalize_name(it.astext()) for it in _other_titles(document)}
        for title in _group_titles(document):
            name = free_name(nodes.fully_normalize_name(f"{prefix}{title.astext()}"), taken)
            taken.add(name)
            title.rawsource = name


def _other_titles(document: nodes.document) -> Iterable[nodes.Element]:
    ours = {id(title) for title in _group_titles(document)}
    return (title for title in document.findall(nodes.title) if id(title) not in ours)


def give_sources_back(app: Sphinx, document: nodes.document) -> None:
    """Give headings their text as their source again, which translators get."""
    if _LABELS in app.extensions:
        for title in _group_titles(document):
            title.rawsource = title.astext()


def setup(app: Sphinx) -> None:
    app.add_transform(HeadingTransform)
    # On both sides of autosectionlabel (500).
    app.connect("doctree-read", name_headings, priority=400)
    app.connect("doctree-read", give_sources_back, priority=600)
