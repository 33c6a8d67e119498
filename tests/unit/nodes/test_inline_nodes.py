"""Inline text as docutils nodes."""

from __future__ import annotations

from docutils import nodes

from sphinx_publications.nodes.inline_nodes import inline
from sphinx_publications.text.inline import Abbreviation, Link, Math, Span, Style


def _xml(*children: nodes.Node) -> str:
    return nodes.inline("", "", *children).pformat()


def test_each_piece_is_a_node_at_its_place() -> None:
    link = Link("https://x.org", ("a ", Span(Style.STRONG, ("b", Math("c"))), " d"))
    text = ("e", Span(Style.EMPHASIS, (link, Span(Style.SMALL_CAPS, ("f",)))))
    assert _xml(*inline((*text, Abbreviation("g", "h")))) == (
        "<inline>\n"
        "    e\n"
        "    <emphasis>\n"
        '        <reference refuri="https://x.org">\n'
        "            a \n"
        "            <strong>\n"
        "                b\n"
        "                <publication_math>\n"
        "                    c\n"
        "             d\n"
        '        <publication_small_caps classes="pub-small-caps">\n'
        "            f\n"
        '    <abbreviation explanation="h">\n'
        "        g\n"
    )
