"""How writers of HTML write our nodes: pages, books, help files."""

from __future__ import annotations

import posixpath
from typing import Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.html import details
from sphinx_publications.nodes import elements
from sphinx_publications.text.inline import Named

__all__ = ["HTML_VISITORS", "file_address"]


def visit_list(self: HTML5Translator, node: nodes.Element) -> None:
    attributes = {"data-finder": node["finder"]} if node.get("finder") else {}
    self.body.append(self.starttag(node, "ol" if node["numbered"] else "ul", **attributes))


def depart_list(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</ol>\n" if node["numbered"] else "</ul>\n")


def visit_reference(self: HTML5Translator, node: nodes.Element) -> None:
    # No <p>, which may not hold what folds.
    self.body.append(self.starttag(node, "div", ""))


def visit_link(self: HTML5Translator, node: nodes.Element) -> None:
    attributes = {"href": node["refuri"]}
    if "pub-title-link" not in node["classes"] and "pub-link-page" not in node["classes"]:
        attributes["class"] = "reference external"
    self.body.append(self.starttag(node, "a", "", **_described(node, attributes)))


def visit_file(self: HTML5Translator, node: nodes.Element) -> None:
    # Not "download", as Sphinx has it: a PDF is for reading.
    attributes = {"href": file_address(self, node)}
    if "pub-title-link" not in node["classes"]:
        attributes["class"] = "reference internal"
    self.body.append(self.starttag(node, "a", "", **_described(node, attributes)))


def _described(node: nodes.Element, attributes: dict[str, str]) -> dict[str, Any]:
    return details.described(node.get("describedby", ""), **attributes)


def visit_details(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "details", ""))
    said = Named(node["summary"], node["summary"])
    self.body.append(f"{details.summary(said, node['describedby'])}\n")


def visit_bibtex(self: HTML5Translator, node: nodes.Element) -> None:
    copy, title_id = Named(*node["copy"]), node["describedby"]
    ways = [*details.copy_buttons(copy, node["copy_link"], node["address"], title_id)]
    for text, file, address in node["files"]:
        ways.append(details.download(text, file, address, title_id))
    self.body.append(details.bibtex(node.astext(), ways))
    raise nodes.SkipNode


def visit_download(self: HTML5Translator, node: nodes.Element) -> None:
    file, address = node["file"]
    link = details.download(node["summary"], file, address, node["describedby"])
    self.body.append(f"{link}\n")
    raise nodes.SkipNode


def file_address(self: HTML5Translator, node: nodes.Element) -> str:
    """Return the address of a file that Sphinx has copied."""
    return posixpath.join(self.builder.dlpath, quote(node["filename"]))


def visit_authors(self: HTML5Translator, node: nodes.Element) -> None:
    # What folds may not stand in a <span>; everything else may stand in a line of text.
    self.context.append("span" if node.next_node(elements.publication_fold) is None else "div")
    self.body.append(self.starttag(node, self.context[-1], ""))


def depart_authors(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f"</{self.context.pop()}>")


def visit_fold(self: HTML5Translator, node: nodes.Element) -> None:
    is_folded = "summary" in node
    name = Named(node["summary"], node["label"]) if is_folded else None
    self.body.append(details.begin_fold(name) if name else "<span>")


def depart_fold(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</details>" if "summary" in node else "</span>")


def visit_count(self: HTML5Translator, node: nodes.Element) -> None:
    # A heading has its count, and so has the page's own contents. Those of another page do
    # not: it would have to be written again for each publication, and Sphinx does not know.
    if node.parent.get("refuri", "#").startswith("#"):
        self.body.append(f' <span class="pub-count">{node["count"]}</span>')
    raise nodes.SkipNode


#: Node → what is done when it begins, and when it ends.
HTML_VISITORS: Final = {
    elements.publication_list: (visit_list, depart_list),
    elements.publication_reference: (visit_reference, elements.writes("</div>\n")),
    elements.publication_link: (visit_link, elements.writes("</a>")),
    elements.publication_file: (visit_file, elements.writes("</a>")),
    elements.publication_details: (visit_details, elements.writes("</details>\n")),
    elements.publication_bibtex: (visit_bibtex, None),
    elements.publication_download: (visit_download, None),
    elements.publication_authors: (visit_authors, depart_authors),
    elements.publication_fold: (visit_fold, depart_fold),
    elements.publication_count: (visit_count, None),
}
