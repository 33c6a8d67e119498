"""Our nodes → those of docutils and Sphinx, for writers that know no others."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from sphinx_publications.nodes import elements

__all__ = ["standardize"]

#: What is kept of a node beside its ids, classes and names.
_KEPT: Final = {"refuri", "reftarget", "refdoc", "refexplicit", "filename"}
_STANDARD: Final = {"docutils.nodes", "sphinx.addnodes"}


def standardize(root: nodes.Element) -> None:
    """Put standard nodes in the place of ours, all items of which are filled in."""
    _spell_out(root)
    for node in list(root.findall(nodes.Element)):
        if type(node).__module__ != elements.__name__:
            continue
        if isinstance(node, elements.publication_preview):
            node.parent.remove(node)
            continue
        base = next(kind for kind in type(node).__mro__ if kind.__module__ in _STANDARD)
        kept = {name: node[name] for name in _KEPT if name in node}
        new = base("", **kept)
        new += node.children
        if isinstance(node, elements.publication_item):
            _set_anchors(node, new)
        node.replace_self(new)


def _set_anchors(item: nodes.Element, new: nodes.Element) -> None:
    """Give the ids of *item* to its text, and targets before it, as docutils' parser does."""
    text = new.children[0]
    if not isinstance(text, nodes.Element):  # the entry is no more
        text = nodes.paragraph("", "", text)
        new.children = []
        new += text
    text["ids"] += item["ids"]
    new.insert(0, [nodes.target("", "", refid=node_id) for node_id in item["ids"]])
    item["ids"] = []


def _spell_out(root: nodes.Element) -> None:
    """Write the full names of venues behind their short ones, once: few writers have tooltips."""
    told = set()
    for references in root.findall(elements.publication_list):
        for node in list(references.findall(nodes.abbreviation)):
            full = node.get("explanation", "")
            text = node.astext()
            if full not in told:
                told.add(full)
                text = f"{text} ({full})"
            node.parent.replace(node, nodes.Text(text))
