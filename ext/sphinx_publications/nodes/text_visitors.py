"""How the writers of plain text, of manual pages and of Texinfo write our nodes."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.writers.manpage import ManualPageTranslator
from sphinx.writers.texinfo import TexinfoTranslator
from sphinx.writers.text import TextTranslator

from sphinx_publications.nodes import elements

__all__ = ["MAN_VISITORS", "TEXINFO_VISITORS", "TEXT_VISITORS"]


def _pass(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    pass


def visit_list_text(self: TextTranslator, node: nodes.Element) -> None:
    # The width of the widest number, so that all texts begin alike; once for the list.
    items = node.findall(elements.publication_item)
    node["width"] = max(len(item["label"]) for item in items)


def visit_item_text(self: TextTranslator, node: nodes.Element) -> None:
    width = node.parent["width"]
    self.new_state(width + 1 if width else 2)


def depart_item_text(self: TextTranslator, node: nodes.Element) -> None:
    width = node.parent["width"]
    self.end_state(first=f"{node['label']:<{width}} " if width else "* ")


def visit_links_text(self: TextTranslator, node: nodes.Element) -> None:
    # A line each, never wrapped: an address broken in two is no address.
    children = (child for child in node if isinstance(child, nodes.Element))
    lines = [
        f"{child.astext()}: {child['refuri']}" if "refuri" in child else child.astext()
        for child in children
        if "refuri" in child or "pub-badge" in child["classes"]
    ]
    if lines:
        self.new_state(0)
        self.add_text("\n".join(lines))
        self.end_state(wrap=False)
    raise nodes.SkipNode


def visit_count_text(self: TextTranslator, node: nodes.Element) -> None:
    # A heading has its count, the contents of another page do not.
    if isinstance(node.parent, nodes.reference) and "refuri" in node.parent:
        raise nodes.SkipNode


def visit_list_man(self: ManualPageTranslator, node: nodes.Element) -> None:
    self.indent(0)


def depart_list_man(self: ManualPageTranslator, node: nodes.Element) -> None:
    self.dedent()


def visit_item_man(self: ManualPageTranslator, node: nodes.Element) -> None:
    label = node["label"] or r"\(bu"
    self.ensure_eol()
    self.body.append(f'.IP "{label}" {max(len(node["label"]), 1) + 1}\n')


def visit_list_texinfo(self: TexinfoTranslator, node: nodes.Element) -> None:
    self.body.append("\n\n@table @asis\n" if node["numbered"] else "\n\n@itemize @bullet\n")


def depart_list_texinfo(self: TexinfoTranslator, node: nodes.Element) -> None:
    self.ensure_eol()
    self.body.append("@end table\n" if node["numbered"] else "@end itemize\n")


def visit_item_texinfo(self: TexinfoTranslator, node: nodes.Element) -> None:
    self.body.append(f"\n@item {self.escape(node['label'])}\n")
    for node_id in node["ids"]:
        self.add_anchor(node_id, node)


#: Node → what is done when it begins, and when it ends.
TEXT_VISITORS: Final = {
    elements.publication_list: (visit_list_text, _pass),
    elements.publication_item: (visit_item_text, depart_item_text),
    elements.publication_links: (visit_links_text, None),
    elements.publication_count: (visit_count_text, None),
}
MAN_VISITORS: Final = {
    elements.publication_list: (visit_list_man, depart_list_man),
    elements.publication_item: (visit_item_man, _pass),
}
TEXINFO_VISITORS: Final = {
    elements.publication_list: (visit_list_texinfo, depart_list_texinfo),
    elements.publication_item: (visit_item_texinfo, _pass),
    # Sphinx writes emphasis and strong alike, in quotation marks.
    elements.publication_owner: (elements.writes("@strong{"), elements.writes("}")),
}
