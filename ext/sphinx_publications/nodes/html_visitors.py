"""How writers of HTML write our nodes: pages, books, help files."""

from __future__ import annotations

import posixpath
from typing import Final
from urllib.parse import quote

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.html import details, finder
from sphinx_publications.nodes import elements

__all__ = ["HTML_VISITORS", "bib_address"]


def visit_list(self: HTML5Translator, node: nodes.Element) -> None:
    attributes = {"data-finder": node["finder"]} if node.get("finder") else {}
    self.body.append(self.starttag(node, "ol" if node["numbered"] else "ul", **attributes))


def depart_list(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</ol>\n" if node["numbered"] else "</ul>\n")


def visit_reference(self: HTML5Translator, node: nodes.Element) -> None:
    # No <p>, which may not hold what folds.
    self.body.append(self.starttag(node, "div", ""))


def depart_reference(self: HTML5Translator, node: nodes.Element) -> None:
    ids = node.parent["ids"]
    if ids and self.config.html_permalinks and self.builder.add_permalinks:
        text, label = node["permalink"]
        icon = self.config.html_permalinks_icon
        self.body.append(details.permalink(ids[0], text, label, icon))
    self.body.append("</div>\n")


def visit_link(self: HTML5Translator, node: nodes.Element) -> None:
    attributes = {"href": node["refuri"], "class": "reference external"}
    if node.get("label"):
        attributes["aria-label"] = node["label"]
    self.body.append(self.starttag(node, "a", "", **attributes))


def visit_file(self: HTML5Translator, node: nodes.Element) -> None:
    # Not "download", as Sphinx has it: a PDF is for reading.
    address = posixpath.join(self.builder.dlpath, quote(node["filename"]))
    attributes = {"href": address, "class": "reference internal", "aria-label": node["label"]}
    self.body.append(self.starttag(node, "a", "", **attributes))


def visit_details(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "details", ""))
    self.body.append(f"{details.summary(node['summary'], node['label'])}\n")


def visit_bibtex(self: HTML5Translator, node: nodes.Element) -> None:
    text, label = node["download"]
    link = details.download(text, label, node["file"], bib_address(self, node["file"]))
    self.body.append(details.bibtex(node.astext(), node["copy"], link))
    raise nodes.SkipNode


def visit_download(self: HTML5Translator, node: nodes.Element) -> None:
    link = details.download(
        node.astext(), node["label"], node["file"], bib_address(self, node["file"])
    )
    self.body.append(f"{link}\n")
    raise nodes.SkipNode


def bib_address(self: HTML5Translator, file: str) -> str:
    """Return the address of the BibTeX file of an entry, from the page that is written."""
    return posixpath.join(self.builder.dlpath, "bibtex", quote(file))


def visit_authors(self: HTML5Translator, node: nodes.Element) -> None:
    # What folds may not stand in a <span>; everything else may stand in a line of text.
    self.context.append("span" if node.next_node(elements.publication_fold) is None else "div")
    self.body.append(self.starttag(node, self.context[-1], ""))


def depart_authors(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f"</{self.context.pop()}>")


def visit_fold(self: HTML5Translator, node: nodes.Element) -> None:
    is_folded = "summary" in node
    self.body.append(details.begin_fold(node["summary"], node["label"]) if is_folded else "<span>")


def depart_fold(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</details>" if "summary" in node else "</span>")


def visit_count(self: HTML5Translator, node: nodes.Element) -> None:
    # A heading has its count, and so has the page's own contents. Those of another page do
    # not: it would have to be written again for each publication, and Sphinx does not know.
    if node.parent.get("refuri", "#").startswith("#"):
        self.body.append(f' <span class="pub-count">{node["count"]}</span>')
    raise nodes.SkipNode


def visit_finder(self: HTML5Translator, node: nodes.Element) -> None:
    name = finder.finder_name(node["place"])
    attributes = {"role": "search", "aria-label": name, "data-list": node["list"]}
    self.body.append(self.starttag(node, "form", **attributes))
    self.body += finder.form_contents(node["size"], node["facets"])
    self.body.append("</form>\n")
    raise nodes.SkipNode


#: Node → what is done when it begins, and when it ends.
HTML_VISITORS: Final = {
    elements.publication_list: (visit_list, depart_list),
    elements.publication_reference: (visit_reference, depart_reference),
    elements.publication_link: (visit_link, elements.writes("</a>")),
    elements.publication_file: (visit_file, elements.writes("</a>")),
    elements.publication_details: (visit_details, elements.writes("</details>\n")),
    elements.publication_bibtex: (visit_bibtex, None),
    elements.publication_download: (visit_download, None),
    elements.publication_authors: (visit_authors, depart_authors),
    elements.publication_fold: (visit_fold, depart_fold),
    elements.publication_count: (visit_count, None),
    elements.publication_finder: (visit_finder, None),
}
