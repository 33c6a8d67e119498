"""Characters of mathematics, in formulas and in titles, as LaTeX's commands for them.

To pdfTeX "α" and "≥" are errors, which end a PDF, and "²" is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import decomposition

from docutils import nodes
from docutils.utils.math.unichar2tex import uni2tex_table

from sphinx_publications.nodes.elements import publication_list
from sphinx_publications.text.formulas.commands import TEXTS
from sphinx_publications.text.formulas.syntax_tree import (
    Nodes,
    TokenGroup,
    command_name,
    parse,
    to_latex,
)

__all__ = ["replace_in_formulas", "replace_in_texts"]

#: Spaces that LaTeX has a command for instead of a character.
_SPACES: Final = "\u2009\u200a\u202f"
#: Characters of formulas, which fonts of texts do not have.
_SIGNS: Final = re.compile(
    f"([{''.join(chr(code) for code in uni2tex_table if code >= 0x370)}{_SPACES}]+)"
)
#: What Unicode says of "²" and "₂" → their signs.
_RAISED: Final = {"<super>": "^", "<sub>": "_"}


def replace_in_formulas(formulas: Iterable[nodes.Element]) -> None:
    """Put commands in the place of mathematical characters in formulas of ours."""
    for formula in formulas:
        tex = formula.astext()
        if not tex.isascii():
            formula.children = []
            formula.append(nodes.Text(to_latex(_with_commands(parse(tex)))))


def replace_in_texts(document: nodes.document) -> None:
    """Set mathematical characters in the texts of lists and references as formulas."""
    for holder in list(document.findall(_holds_titles)):
        for text in list(holder.findall(nodes.Text)):
            _replace_signs(text)


def _holds_titles(node: nodes.Node) -> bool:
    return isinstance(node, publication_list) or (
        isinstance(node, nodes.inline) and "pub-ref" in node["classes"]
    )


def _replace_signs(text: nodes.Text) -> None:
    """Set the mathematical characters of one text as formulas: TeX would stop at them."""
    parts = _SIGNS.split(text)
    if len(parts) > 1 and not isinstance(text.parent, nodes.math):
        new: list[nodes.Node] = [
            nodes.math(part, "".join(map(_command, part)).strip()) if at % 2 else nodes.Text(part)
            for at, part in enumerate(parts)
            if part
        ]
        text.parent.replace(text, new)


def _with_commands(content: Nodes, *, in_text: bool = False) -> Nodes:
    """Return a formula with commands for its characters: pdfTeX has no fonts for "α" and "²"."""
    result: Nodes = []
    for node in content:
        if isinstance(node, TokenGroup):
            is_text = in_text or command_name("".join(map(str, result[-1:]))) in TEXTS
            result.append(node._replace(body=_with_commands(node.body, in_text=is_text)))
        elif node.isascii():
            result.append(node)
        elif in_text:
            command = _command(node)
            result.append(rf"\ensuremath{{{command.strip()}}}" if command else node)
        else:
            result.append(_command(node) or rf"\text{{{node}}}")
    return result


def _command(character: str) -> str:
    """Return the command for a character that is not ASCII, or "" for a letter."""
    if character in _SPACES:
        return r"\,"
    kind, *codes = decomposition(character).split() or [""]
    if kind in _RAISED:
        # The braces are a base of its own: "x^a²" would have two exponents.
        return f"{{}}{_RAISED[kind]}{{{''.join(chr(int(code, 16)) for code in codes)}}}"
    return str(uni2tex_table.get(ord(character), ""))
