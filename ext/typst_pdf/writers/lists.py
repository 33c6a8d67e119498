"""Lists: bullets, numbers, terms and what they mean, fields, options, lines, notes at the end."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from typst_pdf.syntax import array, call, string
from typst_pdf.writers import Write, classes, first, parts, written

if TYPE_CHECKING:
    from typst_pdf.translator import TypstTranslator

__all__ = ["WRITERS"]

#: docutils' name of a numbering → Typst's pattern.
_NUMBERINGS: Final = {
    "arabic": "1", "loweralpha": "a", "lowerroman": "i", "upperalpha": "A", "upperroman": "I",
}  # fmt: skip


def _bullet_list(writer: TypstTranslator, node: nodes.bullet_list) -> str:
    labels = [_cut_label(item, writer.builder.document.labels) for item in node]
    if any(labels):
        return _labelled(writer, node, node, [label or string("•") for label in labels])
    return _bullets(writer, node, node)


def _hlist(writer: TypstTranslator, node: nodes.Element) -> str:
    """Return a list in columns as one list."""
    found = [item for column in node for part in column.children for item in part.children]
    return writer.anchors(node) + _bullets(writer, node, found)


def _bullets(writer: TypstTranslator, node: nodes.Element, found: Iterable[nodes.Node]) -> str:
    items = [
        call("list-item", classes(item), writer.content(item))
        for item in parts(found, nodes.Element)
    ]
    return written("bullet-list", node, *items)


def _enumerated_list(writer: TypstTranslator, node: nodes.enumerated_list) -> str:
    pattern = string(_NUMBERINGS.get(node.get("enumtype", ""), "1"))
    before, after = string(node.get("prefix", "")), string(node.get("suffix", "") or ".")
    start = int(node.get("start", 1))
    labels = [
        f"{before} + {call('numbering', pattern, str(number))} + {after}"
        for number in range(start, start + len(node))
    ]
    return _labelled(writer, node, node, labels)


def _labelled(
    writer: TypstTranslator,
    node: nodes.Element,
    items: Iterable[nodes.Node],
    labels: Iterable[str],
) -> str:
    rows = [
        call("enumerated-item", classes(item), label, writer.content(item, skip=(nodes.label,)))
        for item, label in zip(parts(items, nodes.Element), labels, strict=True)
    ]
    return written("enumerated-list", node, *rows)


def _cut_label(item: Any, labels: Iterable[str]) -> str:
    """Take the label off the begin of an item's text; return it, or "" if it has none."""
    node = next((text for text in item.findall(nodes.Text) if text.strip()), item)
    while node is not item:
        outer, inner = node.parent, node
        if isinstance(inner, nodes.raw) and "task-list-item-checkbox" in inner.astext():
            outer.remove(inner)  # as MyST writes whether a task is done
            return string("☑" if "checked=" in inner.astext() else "☐")
        if isinstance(inner, nodes.Element) and not {*inner["classes"]}.isdisjoint(labels):
            outer.remove(inner)
            return written("inline", inner, string(inner.astext().strip()))
        node = outer
    return ""


def _definition_list(writer: TypstTranslator, node: nodes.definition_list) -> str:
    entries = []
    for row in parts(node, nodes.Element):
        terms: list[str] = []
        bodies: list[str] = []
        for part in parts(row, nodes.Element):
            if isinstance(part, nodes.definition):
                bodies.append(writer.content(part))
            elif isinstance(part, nodes.classifier):
                terms[-1:] = [call("classifier", *terms[-1:], writer.content(part))]
            else:
                terms.append(writer.content(part))
        entries.append(_entry(row, terms, bodies))
    return written("definition-list", node, *entries)


def _pairs(writer: TypstTranslator, node: nodes.Element) -> str:
    """Return a list of fields or options: the first part of each is its name."""
    entries = []
    for row in parts(node, nodes.Element):
        name, *rest = parts(row, nodes.Element)
        # The options of a command, which are code, are one text with the signs between them.
        if isinstance(name, nodes.option_group):
            term = written("literal", name, string(name.astext()))
        else:
            term = writer.content(name)
        entries.append(_entry(row, [term], [writer.content(part) for part in rest]))
    return written("definition-list", node, *entries)


def _entry(node: nodes.Element, terms: list[str], bodies: list[str]) -> str:
    return call("definition-item", classes(node), array(terms), array(bodies))


def _line_block(writer: TypstTranslator, node: nodes.line_block) -> str:
    rows = []
    for line in node.findall(nodes.line):
        depth, parent = 0, line.parent
        while parent is not node:
            depth, parent = depth + 1, parent.parent
        rows.append(f"{{ h({1.5 * depth}em); {writer.content(line)} }}")
    return written("line-block", node, *rows)


def _footnote(writer: TypstTranslator, node: nodes.footnote) -> str:
    # It is where it is referred to; what nobody refers to stands where it was written.
    if not writer.referred.isdisjoint(writer.place(footnote_id) for footnote_id in node["ids"]):
        return ""
    return _labelled(writer, node, [node], [_label(node)])


def _citation(writer: TypstTranslator, node: nodes.citation) -> str:
    siblings = node.parent.children
    index = siblings.index(node)
    if index and isinstance(siblings[index - 1], nodes.citation):
        return ""  # written with the first of them
    row = parts(
        takewhile(lambda it: isinstance(it, nodes.citation), siblings[index:]), nodes.citation
    )
    return _labelled(writer, node, row, [_label(note) for note in row])


def _label(note: nodes.Element) -> str:
    label = first(note, nodes.label)
    return string(f"[{label.astext() if label and label.astext() else '*'}]")


WRITERS: Final[dict[str, Write]] = {
    "bullet_list": _bullet_list,
    "citation": _citation,
    "definition_list": _definition_list,
    "enumerated_list": _enumerated_list,
    "field_list": _pairs,
    "footnote": _footnote,
    "hlist": _hlist,
    "line_block": _line_block,
    "option_list": _pairs,
}
