"""The nodes that docutils lacks, and how each builder writes them.

All are subclasses of standard nodes, so a builder that is not named here writes
them as bullet lists, inline text and plain links.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.manpage import ManualPageTranslator
    from sphinx.writers.texinfo import TexinfoTranslator
    from sphinx.writers.text import TextTranslator


class publication_list(nodes.bullet_list):
    """A list of references; ``numbered`` tells whether its items have numbers.

    ``finder`` is the name of the form that filters it, if there is one.
    """


class publication_item(nodes.list_item):
    """One reference; until it is filled in, a text that has its words, for the search index.

    ``key`` is its cite key, ``number`` its label with brackets, or empty; ``docname``
    and ``place`` tell the page and the list on it, which transforms must know.
    """

    #: What a writer puts back when it is done with the item.
    words: list[nodes.Node]


class publication_reference(nodes.paragraph):
    """What a reference says; ``title`` is that of the work, as plain text."""


class publication_preview(nodes.image):
    """A small picture beside a reference; pages have room for it, paper has none."""


class publication_number(nodes.inline):
    """The number of a reference, first in its text.

    Builders that set the number as the label of the list item leave it out.
    """


class publication_owner(nodes.strong):
    """The name of the site's owner."""


class publication_small_caps(nodes.inline):
    """Small capitals."""


class publication_math(nodes.inline):
    """The LaTeX source of a formula; no ``math``, which the site's own renderer draws."""


class publication_file(addnodes.download_reference):
    """A link to a file that Sphinx copies; ``label`` names it without its context."""


class publication_links(nodes.paragraph):
    """The row of links under a reference."""


class publication_link(nodes.reference):
    """A link that belongs to a reference; ``label`` names it without its context."""


def make_label(number: str) -> str:
    """Return *number* as it is printed: "[3]"."""
    return f"[{number}]" if number else ""


def open_tag(self: HTML5Translator, tag: str, end: str = "", **attributes: str) -> None:
    """Write the start of an element that no node stands for.

    :param end: what follows: a line break, or nothing where white space counts.
    """
    self.body.append(self.starttag(nodes.Element(), tag, end, False, **attributes))


def _skip(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    raise nodes.SkipNode


def _pass(self: nodes.NodeVisitor, node: nodes.Node) -> None:
    pass


# -- HTML, EPUB ----------------------------------------------------------------


def visit_list_html(self: HTML5Translator, node: publication_list) -> None:
    attributes = {"data-finder": node["finder"]} if node.get("finder") else {}
    self.body.append(self.starttag(node, "ol" if node["numbered"] else "ul", **attributes))


def depart_list_html(self: HTML5Translator, node: publication_list) -> None:
    self.body.append("</ol>\n" if node["numbered"] else "</ul>\n")


def visit_reference_html(self: HTML5Translator, node: publication_reference) -> None:
    # No <p>, which may not hold what folds.
    self.body.append(self.starttag(node, "div", ""))


def depart_reference_html(self: HTML5Translator, node: publication_reference) -> None:
    ids = node.parent["ids"]
    if ids and self.config.html_permalinks and self.builder.add_permalinks:
        attributes = {
            "href": f"#{ids[0]}",
            "title": "Link to this publication",
            "aria-label": f"Link to this publication: {node['title']}",
        }
        open_tag(self, "a", **{"class": "headerlink"}, **attributes)
        self.body.append(f"{self.config.html_permalinks_icon}</a>")
    self.body.append("</div>\n")


def visit_link_html(self: HTML5Translator, node: publication_link) -> None:
    attributes = {"href": node["refuri"], "class": "reference external"}
    if node.get("label"):
        attributes["aria-label"] = node["label"]
    self.body.append(self.starttag(node, "a", "", **attributes))


def depart_link_html(self: HTML5Translator, node: publication_link) -> None:
    self.body.append("</a>")


def visit_file_html(self: HTML5Translator, node: publication_file) -> None:
    # Not "download", as Sphinx has it: a PDF is for reading.
    address = posixpath.join(self.builder.dlpath, quote(node["filename"]))
    attributes = {"href": address, "class": "reference internal", "aria-label": node["label"]}
    self.body.append(self.starttag(node, "a", "", **attributes))


# -- LaTeX ---------------------------------------------------------------------


def visit_list_latex(self: LaTeXTranslator, node: publication_list) -> None:
    self.body.append("\n\\begin{description}\n" if node["numbered"] else "\n\\begin{itemize}\n")


def depart_list_latex(self: LaTeXTranslator, node: publication_list) -> None:
    self.body.append("\\end{description}\n" if node["numbered"] else "\\end{itemize}\n")


def visit_item_latex(self: LaTeXTranslator, node: publication_item) -> None:
    number = node["number"]
    self.body.append(rf"\item[{{{self.escape(number)}}}] " if number else r"\item {} ")
    for node_id in node["ids"]:
        self.body.append(self.hypertarget(node_id))
        # sphinxcontrib-bibtex's roles link to this name, as to one of its own entries.
        self.body.append(rf"\hypertarget{{cite.{self.curfilestack[-1]}:{node_id}}}{{}}")


def depart_item_latex(self: LaTeXTranslator, node: publication_item) -> None:
    self.body.append("\n")


def visit_small_caps_latex(self: LaTeXTranslator, node: publication_small_caps) -> None:
    self.body.append(r"\textsc{")


def depart_small_caps_latex(self: LaTeXTranslator, node: publication_small_caps) -> None:
    self.body.append("}")


# -- plain text ----------------------------------------------------------------


def visit_list_text(self: TextTranslator, node: publication_list) -> None:
    # The width of the widest number, so that all texts begin alike; once for the list.
    node["width"] = max(len(item["number"]) for item in node.findall(publication_item))


def visit_item_text(self: TextTranslator, node: publication_item) -> None:
    width = node.parent["width"]
    self.new_state(width + 1 if width else 2)


def depart_item_text(self: TextTranslator, node: publication_item) -> None:
    width = node.parent["width"]
    self.end_state(first=f"{node['number']:<{width}} " if width else "* ")


def visit_links_text(self: TextTranslator, node: publication_links) -> None:
    # A line each, never wrapped: an address broken in two is no address.
    links = (child for child in node if isinstance(child, nodes.Element))
    lines = [f"{link.astext()}: {link['refuri']}" for link in links if "refuri" in link]
    if lines:
        self.new_state(0)
        self.add_text("\n".join(lines))
        self.end_state(wrap=False)
    raise nodes.SkipNode


# -- manual pages --------------------------------------------------------------


def visit_list_man(self: ManualPageTranslator, node: publication_list) -> None:
    self.indent(0)


def depart_list_man(self: ManualPageTranslator, node: publication_list) -> None:
    self.dedent()


def visit_item_man(self: ManualPageTranslator, node: publication_item) -> None:
    label = node["number"] or r"\(bu"
    self.ensure_eol()
    self.body.append(f'.IP "{label}" {max(len(node["number"]), 1) + 1}\n')


# -- Texinfo -------------------------------------------------------------------


def visit_list_texinfo(self: TexinfoTranslator, node: publication_list) -> None:
    self.body.append("\n\n@table @asis\n" if node["numbered"] else "\n\n@itemize @bullet\n")


def depart_list_texinfo(self: TexinfoTranslator, node: publication_list) -> None:
    self.ensure_eol()
    self.body.append("@end table\n" if node["numbered"] else "@end itemize\n")


def visit_item_texinfo(self: TexinfoTranslator, node: publication_item) -> None:
    self.body.append(f"\n@item {self.escape(node['number'])}\n")
    for node_id in node["ids"]:
        self.add_anchor(node_id, node)


def visit_owner_texinfo(self: TexinfoTranslator, node: publication_owner) -> None:
    # Sphinx writes emphasis and strong alike, in quotation marks.
    self.body.append("@strong{")


def depart_owner_texinfo(self: TexinfoTranslator, node: publication_owner) -> None:
    self.body.append("}")


def setup(app: Sphinx) -> None:
    """Register the nodes with their visitors."""
    app.add_node(
        publication_list,
        html=(visit_list_html, depart_list_html),
        latex=(visit_list_latex, depart_list_latex),
        text=(visit_list_text, _pass),
        man=(visit_list_man, depart_list_man),
        texinfo=(visit_list_texinfo, depart_list_texinfo),
    )
    app.add_node(
        publication_item,
        latex=(visit_item_latex, depart_item_latex),
        text=(visit_item_text, depart_item_text),
        man=(visit_item_man, _pass),
        texinfo=(visit_item_texinfo, _pass),
    )
    skip = (_skip, None)
    app.add_node(publication_number, latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_node(publication_preview, latex=skip, text=skip, man=skip, texinfo=skip)
    app.add_node(publication_reference, html=(visit_reference_html, depart_reference_html))
    app.add_node(publication_owner, texinfo=(visit_owner_texinfo, depart_owner_texinfo))
    app.add_node(publication_small_caps, latex=(visit_small_caps_latex, depart_small_caps_latex))
    app.add_node(publication_file, html=(visit_file_html, depart_link_html))
    app.add_node(publication_links, text=(visit_links_text, None))
    app.add_node(publication_link, html=(visit_link_html, depart_link_html))
