"""A document's nodes → calls of the functions in ``elements.typ``."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from typst_pdf.syntax import call, prose, string
from typst_pdf.writers import blocks, inline, lists, tables, written

if TYPE_CHECKING:
    from typst_pdf.builder import TypstPdfBuilder

__all__ = ["TypstTranslator"]

logger = logging.getLogger(__name__)

#: Name of a node's class → the function that returns its code.
_WRITERS: Final = {**blocks.WRITERS, **inline.WRITERS, **lists.WRITERS, **tables.WRITERS}
#: Nodes whose content stands for itself.
_OPEN: Final = frozenset(
    "acks autosummary_table document glossary index only section start_of_file".split()
)
#: In how many nodes others can be; Typst draws no more.
_DEEPEST: Final = 10
#: Nodes without anything to see, and what was reported when the document was read.
_UNSEEN: Final = frozenset(
    "comment highlightlang meta pending substitution_definition system_message"
    " tabular_col_spec toctree".split()
)


class TypstTranslator(SphinxTranslator):
    """Writes a document, all of whose references are resolved.

    ``source`` is it as statements in Typst's code mode, one a line.
    """

    builder: TypstPdfBuilder

    def __init__(self, document: nodes.document, builder: TypstPdfBuilder) -> None:
        super().__init__(document, builder)
        self._parts: list[list[str]] = [[]]
        self._is_flat = False
        #: How deep the section is, from 1.
        self.level = 0
        #: The document that the node belongs to.
        self.docname = ""
        #: Whether spaces and ends of lines are text.
        self.verbatim = False
        #: The place of each footnote.
        self.footnotes = {
            self.place(footnote_id, _home(footnote)): footnote
            for footnote in document.findall(nodes.footnote)
            for footnote_id in footnote["ids"]
        }
        self.referred: AbstractSet[str] = {
            self.place(note["refid"], _home(note))
            for note in document.findall(nodes.footnote_reference)
            if "refid" in note
        }
        #: Each document numbers its own: in several, those that come again are numbered anew.
        self.is_many = document.next_node(addnodes.start_of_file) is not None
        self.note_numbers: dict[str, int] = {}
        #: The places of footnotes that were written, and the abbreviations that were spelled out.
        self.noted: set[str] = set()
        self.spelled: set[str] = set()

    @property
    def source(self) -> str:
        """What was written so far."""
        return "\n".join(self._parts[0])

    # -- For the functions that write nodes -----------------------------------

    def content(self, node: nodes.Element, *, skip: tuple[type[nodes.Node], ...] = ()) -> str:
        """Return what is in a node, and the places that lead to it, as one expression."""
        return self.joined([child for child in node if not isinstance(child, skip)], node["ids"])

    def joined(self, children: Iterable[nodes.Node], ids: Iterable[str] = ()) -> str:
        """Return nodes, behind the places that lead to them, as one expression."""
        self._parts.append([self.anchor(node_id) for node_id in ids])
        for child in children:
            child.walkabout(self)
        parts = self._parts.pop()
        return "{\n" + "\n".join(parts) + "\n}" if parts else "[]"

    def verbatim_content(self, node: nodes.Element) -> str:
        """Return what is in a node of code, with its spaces and ends of lines."""
        before, self.verbatim = self.verbatim, True
        body = self.content(node)
        self.verbatim = before
        return body

    def place(self, node_id: str, docname: str | None = None) -> str:
        """Return the name of a place: documents that become one PDF may have the same ids."""
        return string(f"{self.docname if docname is None else docname}:{node_id}")

    def anchor(self, node_id: str) -> str:
        """Return a place that links lead to."""
        return call("anchor", self.place(node_id))

    def anchors(self, node: nodes.Element) -> str:
        """Return all places of a node that has no content of its own."""
        return "".join(f"{self.anchor(node_id)}\n" for node_id in node["ids"])

    @staticmethod
    def warn(node: nodes.Element, problem: str, *arguments: object) -> None:
        """Report a problem with the line of the node, or of the nearest around it that has one."""
        while node.line is None and node.parent is not None:
            node = node.parent
        logger.warning(problem, *arguments, location=node, type="typst_pdf", subtype="node")

    # -- How docutils walks through a document --------------------------------

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Write a node, as what it is or as the nearest of what it is derived from."""
        if isinstance(node, nodes.Text):
            text = node.astext()
            self.add(call("raw", string(text)) if self.verbatim else prose(text))
            return
        assert isinstance(node, nodes.Element)
        if len(self._parts) > _DEEPEST and not isinstance(node, (nodes.TextElement, nodes.Inline)):
            self._write_flat(node)
            raise nodes.SkipNode
        for kind in type(node).__mro__:
            name = kind.__name__
            if hasattr(self, f"visit_{name}"):  # another extension's
                getattr(self, f"visit_{name}")(node)
                return
            if name in _OPEN:
                self._write_open(node)
                raise nodes.SkipNode
            if name in _WRITERS:
                self.add(_WRITERS[name](self, node))
                raise nodes.SkipNode
            if name in _UNSEEN:
                raise nodes.SkipNode
        self.unknown_visit(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Call the function of another extension, if it has one for this node."""
        for kind in type(node).__mro__:
            if hasattr(self, f"visit_{kind.__name__}"):
                getattr(self, f"depart_{kind.__name__}", lambda _: None)(node)
                return

    def unknown_visit(self, node: nodes.Node) -> None:
        """Report the node; its content is written."""
        assert isinstance(node, nodes.Element)
        if not self._is_flat:  # where names of fields, too, stand for themselves
            problem = "The PDF has only the text of a node “%s”, which its writer does not know."
            self.warn(node, problem, type(node).__name__)
        in_line = isinstance(node, nodes.Inline) or isinstance(node.parent, nodes.TextElement)
        body = self.content(node) if node.children else prose(node.get("alt", "")) or "[]"
        self.add(written("inline" if in_line else "container", node, "{" + body + "}"))
        raise nodes.SkipNode

    def _write_flat(self, node: nodes.Element) -> None:
        if not self._is_flat:
            self.warn(
                node,
                "The PDF has no lists and boxes in more than %d others: it has their text.",
                _DEEPEST,
            )
        before, self._is_flat = self._is_flat, True
        self._write_open(node)
        self._is_flat = before

    def add(self, code: str) -> None:
        """Write an expression; it is on lines of its own."""
        if code:
            self._parts[-1].append(code)

    def _write_open(self, node: nodes.Element) -> None:
        before, self.docname = self.docname, node.get("docname", self.docname)
        if self.docname != before:  # where another document begins; its sections say it again
            self.add(self.anchor(""))
        is_section = isinstance(node, nodes.section)
        if not is_section:
            self.add(self.anchors(node))
        self.level += is_section
        for child in node:
            child.walkabout(self)
        self.level -= is_section
        self.docname = before


def _home(node: nodes.Node) -> str:
    """Return the name of the document that a node was written in."""
    while not (isinstance(node, nodes.Element) and "docname" in node) and node.parent is not None:
        node = node.parent
    return node.get("docname", "") if isinstance(node, nodes.Element) else ""
