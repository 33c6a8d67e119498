"""What prints a reference has no words and no signs of its own: they are the reference's."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pytest

import sphinx_publications
from sphinx_publications.listing.references.style import DEFAULT
from sphinx_publications.listing.words import ENGLISH

PRINTERS: Final = (
    "html/chart.py", "html/chart_svg.py", "html/details.py", "html/finder.py",
    "html/publication_pages.py", "html/references.py", "html/take_all.py",
    "nodes/chart_table.py", "nodes/html_visitors.py", "nodes/inline_nodes.py",
    "nodes/latex_visitors.py", "nodes/list_nodes.py", "nodes/text_visitors.py",
)  # fmt: skip
FOLDER: Final = Path(sphinx_publications.__file__).parent
#: Words, and signs that are no part of HTML, of numbers or of names in code.
SAID = {
    *(
        piece
        for text in asdict(ENGLISH).values()
        if isinstance(text, str)
        for piece in text.split("{}")
        if len(piece) > 3 or not piece.isascii()
    ),
    DEFAULT.between_names,
    DEFAULT.between_links.strip(),
    *(row.joint for row in DEFAULT.sentences),
}
#: Names of facets are those of attributes, too.
SAID -= {"kind", "year", "venue", "topic"}
#: As are those of what is found: of a link is said that it is one, and classes are named for it.
SAID -= {"link"}
#: A class of the printers is called so.
SAID -= {"Page"}


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield the texts in the code *tree*, but for docstrings."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            body[0].value = ast.Constant(None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("module", PRINTERS)
def test_a_printer_has_no_words_and_no_signs(module: str) -> None:
    found = set(texts(ast.parse((FOLDER / module).read_text(encoding="utf-8"))))
    assert found
    assert {said for said in SAID if any(said in text for text in found)} == set()


def test_all_words_are_said_somewhere() -> None:
    used = {
        node.attr
        for path in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert asdict(ENGLISH).keys() <= used
