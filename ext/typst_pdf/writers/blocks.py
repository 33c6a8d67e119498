"""Headings, paragraphs and boxes: quotations, notices, listings, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.locale import admonitionlabels

from typst_pdf.syntax import call, prose, string
from typst_pdf.writers import Write, captioned, drawn, first, parts, written

if TYPE_CHECKING:
    from typst_pdf.translator import TypstTranslator

__all__ = ["WRITERS"]

#: A unit of length of reStructuredText → Typst's, and how many of these it is.
_UNITS: Final = {
    "%": ("%", 1.0), "bp": ("pt", 1.0), "cm": ("cm", 1.0), "em": ("em", 1.0), "ex": ("em", 0.5),
    "in": ("in", 1.0), "mm": ("mm", 1.0), "pc": ("pt", 12.0), "pt": ("pt", 1.0),
    "px": ("pt", 0.75), "": ("pt", 0.75),
}  # fmt: skip
#: What of HTML nobody reads.
_TAGS: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_LENGTH: Final = re.compile(r"(\d+\.?\d*|\.\d+)\s*([a-z%]*)")


def _title(writer: TypstTranslator, node: nodes.title) -> str:
    ids = node.parent["ids"] if isinstance(node.parent, nodes.section) else []
    numbers = writer.builder.env.toc_secnumbers.get(writer.docname, {})
    # The first of a document has the number of that.
    number = next((numbers[key] for key in (*(f"#{it}" for it in ids), "") if key in numbers), ())
    before = [nodes.Text(".".join(map(str, number)) + " ")] if number and ids else []
    body = writer.joined([*before, *node], [*ids, *node["ids"]])
    # Readers of PDFs say headings by their text: what has none is no heading.
    if not before and not any(_is_said(text) for text in node.findall(nodes.Text)):
        return written("paragraph", node, body)
    return written("section-title", node, str(max(writer.level, 1)), body)


def _is_said(text: nodes.Text) -> bool:
    return bool(text.strip()) and not isinstance(text.parent, (nodes.footnote_reference, nodes.raw))


def _listing(writer: TypstTranslator, node: nodes.Element) -> str:
    if parts(node, nodes.Element) and "highlighted" not in node["classes"]:
        return written("parsed-literal", node, writer.verbatim_content(node))
    return writer.anchors(node) + written("literal-block", node, string(node.astext().rstrip("\n")))


def _signature(writer: TypstTranslator, node: nodes.Element) -> str:
    if node.next_node(nodes.reference) is None:
        body = call("raw", string(node.astext()), "block: true")
    else:
        body = call("code-block", " + ".join(_pieces(writer, node)))
    return writer.anchors(node) + written("signature", node, body)


def _pieces(writer: TypstTranslator, node: nodes.Node) -> Iterator[str]:
    """Yield the text of a part of a signature, with the signs that are between its parts."""
    if isinstance(node, nodes.reference):
        yield writer.verbatim_content(nodes.inline("", "", node.deepcopy()))
        return
    whole, end = node.astext(), 0
    for child in node.children:
        own = child.astext()
        start = whole.find(own, end) if own else -1
        if start >= 0:
            yield call("raw", string(whole[end:start]))
            yield from _pieces(writer, child)
            end = start + len(own)
    yield call("raw", string(whole[end:]))


def _description(writer: TypstTranslator, node: nodes.Element) -> str:
    # Nothing needs no room.
    return written("indented", node, writer.content(node)) if node.children else ""


def _grammar(writer: TypstTranslator, node: nodes.Element) -> str:
    rows = [writer.verbatim_content(row) for row in parts(node, nodes.Element)]
    return writer.anchors(node) + written("parsed-literal", node, " + ".join(rows))


def _compound(writer: TypstTranslator, node: nodes.compound) -> str:
    # Room is above a section, but not where a box begins.
    body = writer.content(node)
    return body if "toctree-wrapper" in node["classes"] else written("container", node, body)


def _container(writer: TypstTranslator, node: nodes.container) -> str:
    caption = first(node, nodes.caption)
    words = captioned(writer, node, caption) if caption is not None else ""
    rest = writer.content(node, skip=(nodes.caption,))
    before = written("caption", caption, words) + "\n" if caption is not None else ""
    return written("container", node, "{\n" + before + rest + "\n}")


def _notice(writer: TypstTranslator, node: nodes.Element) -> str:
    title = first(node, nodes.title)
    name = type(node).__name__
    words = "none"
    if title is not None:
        words = writer.content(title)
    elif name in admonitionlabels:
        words = string(str(admonitionlabels[name]))
    return written("admonition", node, words, writer.content(node, skip=(nodes.title,)))


def _todo(writer: TypstTranslator, node: nodes.Element) -> str:
    # As the writers of Sphinx do: what is to be done is for its authors alone by default.
    return _notice(writer, node) if writer.config.todo_include_todos else ""


def _quotation(writer: TypstTranslator, node: nodes.block_quote) -> str:
    source = first(node, nodes.attribution)
    body = writer.content(node, skip=(nodes.attribution,))
    return written("block-quote", node, writer.content(source) if source else "none", body)


def _image(writer: TypstTranslator, node: nodes.image) -> str:
    path = writer.builder.picture(node)
    alternative = node.get("alt", "").strip()
    stands_alone = isinstance(node.parent, (nodes.document, nodes.figure, nodes.section))
    if path is None:
        words = prose(alternative)
        return written("paragraph", node, "{" + words + "}") if words and stands_alone else words
    words = string(alternative) if alternative else "none"
    size = [_length(node.get(side, "")) for side in ("width", "height")]
    size += [f"{node.get('scale', 100)}%"]
    inline = str(not stands_alone).lower()
    return writer.anchors(node) + written("image-node", node, string(path), words, *size, inline)


def _figure(writer: TypstTranslator, node: nodes.figure) -> str:
    words = captioned(writer, node, first(node, nodes.caption))
    body = writer.content(node, skip=(nodes.caption, nodes.legend))
    legend = first(node, nodes.legend)
    rest = written("container", legend, writer.content(legend)) if legend else "none"
    return written("figure-node", node, words, body, rest)


def _transition(_writer: TypstTranslator, _node: nodes.transition) -> str:
    return "transition"


def _raw(writer: TypstTranslator, node: nodes.raw) -> str:
    """Return what its author wrote in Typst, as HTML's writer does with what is in HTML."""
    text = node.astext()
    if text.strip() == "<br />":  # as MyST writes the end of a line
        return "linebreak()"
    formats = node.get("format", "").split()
    if "typst" not in formats:
        if "html" in formats and _TAGS.sub("", text).strip():
            writer.warn(
                node,
                "The PDF lacks what is in HTML here: write it in Markdown, or put it into “only”.",
            )
        return ""
    return call("eval", string(text), 'mode: "markup"')


def _length(size: str) -> str:
    """Return a length of reStructuredText as Typst's; "auto" where there is none."""
    match = _LENGTH.fullmatch(str(size).strip())
    if not match or match[2] not in _UNITS:
        return "auto"
    unit, factor = _UNITS[match[2]]
    return f"{float(match[1]) * factor:g}{unit}"


WRITERS: Final[dict[str, Write]] = {
    "attribution": drawn("paragraph"),
    "block_quote": _quotation,
    "caption": drawn("caption"),
    "centered": drawn("paragraph"),
    "compound": _compound,
    "container": _container,
    "desc": drawn("container"),
    "desc_content": _description,
    "desc_signature": _signature,
    "doctest_block": _listing,
    "figure": _figure,
    "image": _image,
    "literal_block": _listing,
    "paragraph": drawn("paragraph"),
    "productionlist": _grammar,
    "raw": _raw,
    "rubric": drawn("rubric"),
    "subtitle": drawn("paragraph"),
    "title": _title,
    "todo_node": _todo,
    "transition": _transition,
    "versionmodified": drawn("container"),
    # "Admonition" is what other extensions derive theirs from.
    **dict.fromkeys("Admonition admonition seealso sidebar topic".split(), _notice),
    **dict.fromkeys(admonitionlabels, _notice),
}
