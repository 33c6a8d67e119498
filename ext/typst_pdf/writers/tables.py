"""Tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from docutils import nodes

from typst_pdf.syntax import array
from typst_pdf.writers import Write, captioned, first, parts, written

if TYPE_CHECKING:
    from typst_pdf.translator import TypstTranslator

__all__ = ["WRITERS"]


def _table(writer: TypstTranslator, node: nodes.table) -> str:
    caption = captioned(writer, node, first(node, nodes.title))
    groups = []
    # Tables in the cells of this one have parts of their own.
    for group in parts(node, nodes.tgroup):
        widths = [column.get("colwidth", 1) for column in parts(group, nodes.colspec)]
        is_given = "colwidths-given" in node["classes"]
        columns = array(f"{width}fr" if is_given else "auto" for width in widths)
        # On further pages a head is an ornament, in which no link may be.
        heads = parts(group, nodes.thead)
        repeats = str(not any(it.next_node(_is_link) for it in heads)).lower()
        header, cells = (_cells(writer, group, kind) for kind in (nodes.thead, nodes.tbody))
        groups.append(written("table-node", node, columns, caption, repeats, array(header), *cells))
    return writer.anchors(node) + "\n".join(groups)


def _cells(
    writer: TypstTranslator, group: nodes.Element, kind: type[nodes.Element]
) -> Iterator[str]:
    stubs = [bool(column.get("stub")) for column in parts(group, nodes.colspec)]
    for part in parts(group, kind):
        for row in parts(part, nodes.row):
            for number, entry in enumerate(parts(row, nodes.entry)):
                spans = [str(entry.get(name, 0) + 1) for name in ("morecols", "morerows")]
                is_head = kind is nodes.thead or stubs[number : number + 1] == [True]
                yield written(
                    "table-entry", entry, *spans, str(is_head).lower(), writer.content(entry)
                )


def _is_link(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.reference, nodes.footnote_reference))


WRITERS: Final[dict[str, Write]] = {"table": _table}
