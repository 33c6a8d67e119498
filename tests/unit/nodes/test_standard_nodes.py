"""Our nodes as those of docutils and Sphinx."""

from __future__ import annotations

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document

from sphinx_publications.nodes import elements
from sphinx_publications.nodes.standard_nodes import standardize


def _standard(*children: nodes.Node) -> str:
    document = new_document("", get_default_settings())
    document += list(children)
    standardize(document)
    return document.pformat().partition("\n")[2]


def test_ids_are_where_docutils_puts_them() -> None:
    paragraph = elements.publication_reference("", "Text.", title="Text")
    number = elements.publication_number("", "[1] ", classes=["pub-number"])
    paragraph.insert(0, number)
    item = elements.publication_item("", paragraph, key="k", number="[1]", details=("cite",))
    item["ids"] = ["k", "old"]
    assert _standard(elements.publication_list("", item, numbered=True)) == (
        "    <bullet_list>\n"
        "        <list_item>\n"
        '            <target refid="k">\n'
        '            <target refid="old">\n'
        '            <paragraph ids="k old">\n'
        '                <inline classes="pub-number">\n'
        "                    [1] \n"
        "                Text.\n"
    )


def test_an_entry_that_is_no_more_is_its_words() -> None:
    item = elements.publication_item("", nodes.Text("Words."), ids=["k"])
    assert _standard(item) == (
        '    <list_item>\n        <target refid="k">\n'
        '        <paragraph ids="k">\n            Words.\n'
    )


def test_every_node_has_a_standard_one() -> None:
    names = {name for name in elements.__all__ if name.startswith("publication_")}
    names -= {"publication_chart", "publication_finder", "publication_take_all"}
    for name in sorted(names):
        node = getattr(elements, name)("")
        if isinstance(node, elements.publication_item):
            node += nodes.Text("Words.")
        assert "publication_" not in _standard(nodes.paragraph("", "", node))


def test_a_venue_is_spelled_out_once() -> None:
    venues = [nodes.abbreviation("", "ICML", explanation="Machine Learning") for _ in range(2)]
    row = elements.publication_reference("", "", *venues)
    other = nodes.abbreviation("", "ICML", explanation="the author's own")
    text = _standard(
        elements.publication_list("", elements.publication_item("", row)),
        nodes.paragraph("", "", other),
    )
    assert text.count("ICML (Machine Learning)") == 1
    assert text.count("ICML") == 3
    assert '<abbreviation explanation="the author\'s own">' in text
