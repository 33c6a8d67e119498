"""What stands in a line: emphasis, links, code, formulas, references to notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from docutils import nodes
from sphinx.util import logging

from typst_pdf.formulas import FormulaError, to_typst
from typst_pdf.syntax import call, string
from typst_pdf.writers import Write, classes, drawn, parts, written

if TYPE_CHECKING:
    from typst_pdf.translator import TypstTranslator

__all__ = ["WRITERS"]

logger = logging.getLogger(__name__)

#: What a reader of PDFs follows.
_SCHEMES: Final = ("http://", "https://", "mailto:", "ftp://", "tel:")
#: An address that is longer is none for Typst.
_LONGEST: Final = 8000


def _code(writer: TypstTranslator, node: nodes.Element) -> str:
    # A line ends there in its source alone.
    text = node.astext().replace("\n", " ")
    if not parts(node, nodes.Element):
        return writer.anchors(node) + written("literal", node, string(text))
    return written("inline", node, writer.verbatim_content(node))


def _abbreviation(writer: TypstTranslator, node: nodes.abbreviation) -> str:
    """Return it, and what it stands for where it is the first time."""
    meaning, body = node.get("explanation", ""), writer.content(node)
    if meaning and meaning not in writer.spelled:
        writer.spelled.add(meaning)
        body += " + " + string(f" ({meaning})")
    return written("inline", node, body)


def _target(writer: TypstTranslator, node: nodes.Element) -> str:
    # One with a text names it; one without stands before what it leads to, which has its id.
    return writer.content(node) if node.children or node["ids"] else ""


def _reference(writer: TypstTranslator, node: nodes.reference) -> str:
    link = _link(writer, node)
    # Of pictures that are links, which stand in no paragraph, several are in a line.
    return link if isinstance(node.parent, nodes.TextElement) else f"{link} + [ ]"


def _link(writer: TypstTranslator, node: nodes.reference) -> str:
    body = writer.content(node)
    address = node.get("refuri", "")
    if "refid" in node:
        return call("internal-reference", writer.place(node["refid"]), classes(node), body)
    if address.startswith("%"):
        docname, _, node_id = address[1:].partition("#")
        docname = unquote(docname)
        return call("internal-reference", string(f"{docname}:{node_id}"), classes(node), body)
    if address.lower().startswith(_SCHEMES) and len(address) <= _LONGEST:
        return call("external-reference", string(address), classes(node), body)
    return written("inline", node, body)


def _footnote_reference(writer: TypstTranslator, node: nodes.footnote_reference) -> str:
    # One that MyST leaves without a number needs a sign, too: it is a link.
    place, sign = writer.place(node.get("refid", "")), string(node.astext() or "*")
    footnote = writer.footnotes.get(place)
    if footnote is None:
        return written("superscript", node, sign)
    if writer.is_many and node.astext().isdecimal():
        number = writer.note_numbers.setdefault(place, len(writer.note_numbers) + 1)
        sign = string(str(number))
    if place in writer.noted:
        return call("footnote-reference-again", place, sign)
    writer.noted.update(writer.place(footnote_id) for footnote_id in footnote["ids"])
    notes = [part for part in footnote if not isinstance(part, nodes.label)]
    # The sign stands before its first line, as a part of that.
    opening = notes[0].children if notes and isinstance(notes[0], nodes.paragraph) else []
    body = writer.joined([*opening, *notes[bool(opening) :]])
    return call("footnote-reference", place, sign, body)


def _math(writer: TypstTranslator, node: nodes.Element) -> str:
    return _formula(writer, node, is_block=False)


def _math_block(writer: TypstTranslator, node: nodes.Element) -> str:
    return _formula(writer, node, is_block=True)


def _formula(writer: TypstTranslator, node: nodes.Element, *, is_block: bool) -> str:
    latex = node.astext().strip()
    if not latex:
        return writer.anchors(node)
    if not is_block and len(latex) == 1 and latex.isalpha():
        # Copied as a letter, not as a sign of mathematics.
        return writer.anchors(node) + written("emphasis", node, string(latex))
    try:
        body = to_typst(latex, block=is_block)
    except FormulaError as error:
        logger.warning(
            "The PDF shows the source of a formula that cannot be drawn: %s: %s",
            error,
            latex,
            location=node,
            type="typst_pdf",
            subtype="formula",
        )
        source = written("literal-block" if is_block else "literal", node, string(latex))
        return writer.anchors(node) + source
    number = string(f"({node['number']})") if node.get("number") else "none"
    arguments = (string(latex), str(is_block).lower(), number, body)
    return writer.anchors(node) + written("math-node", node, *arguments)


WRITERS: Final[dict[str, Write]] = {
    "abbreviation": _abbreviation,
    "acronym": drawn("inline"),
    "citation_reference": drawn("inline"),
    "desc_inline": _code,
    "download_reference": _reference,
    "emphasis": drawn("emphasis"),
    "footnote_reference": _footnote_reference,
    "generated": drawn("inline"),
    "inline": drawn("inline"),
    "kbd": _code,
    "literal": _code,
    "literal_emphasis": drawn("emphasis"),
    "literal_strong": drawn("strong-node"),
    "manpage": _code,
    "math": _math,
    "math_block": _math_block,
    "problematic": drawn("inline"),
    "reference": _reference,
    "strong": drawn("strong-node"),
    "subscript": drawn("subscript"),
    "superscript": drawn("superscript"),
    "target": _target,
    "title_reference": drawn("emphasis"),
}
