"""Each node of a page is in its PDF, as what it is."""

from __future__ import annotations

import re
import sys
import types
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from PIL import Image
from sphinx.util.docutils import SphinxDirective, SphinxRole

from pdfs import Element, claims, structure
from support import ROOT, Built, Project

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG: dict[str, Any] = {
    "show_warning_types": True,
    "extensions": ["myst_parser", "typst_pdf"],
    "nitpicky": True,
    "numfig": True,
    "html_baseurl": "https://example.org/site/",
    "html_theme": "basic",
    "myst_enable_extensions": [
        "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist",
        "replacements", "smartquotes", "substitution", "tasklist",
    ],
    # That nobody refers to it is meant.
    "suppress_warnings": ["ref.footnote"],
    "typst_pdf_documents": [("index", "doc.pdf", "A title", "An author")],
}  # fmt: skip
SECOND = """\
# §

§ again.[^a]

[^a]: §

Once more[^a] §.

(second-sub)=
## §

[§](index.md) {ref}`§ <top-target>`
"""
#: What nobody refers to is at the end of its document.
END = "\n[^never]: §\n"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><rect width="9" height="9"/>'
    "</svg>"
)


def make_pdf(folder: Path, files: Mapping[str, str], **config: Any) -> Built:
    """Build documents as PDFs."""
    project = Project(folder)
    project.config = CONFIG
    project.write(files)
    Image.new("RGB", (60, 40), "navy").save(project.source / "pic.png")
    return project.build("typst-pdf", config=config)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a page with every node, where § became m001q, m002q and so on."""
    numbers = count(1)
    page = (ROOT / "tests/data/every_node.md").read_text(encoding="utf-8")
    index, second, end = (
        # In tables the words are as wide as they seem.
        re.sub("§(?: {4}(?=[ |]))?", lambda _: f"m{next(numbers):03}q", part)
        for part in (page, SECOND, END)
    )
    files = {
        "index.md": index + end,
        "second.md": second,
        "out.md": "---\norphan: true\n---\n# Out\n",
        "inc.txt": "Taken in\n",
        "inc.py": "x = 1\n",
        "pic.svg": SVG,
    }
    return make_pdf(tmp_path_factory.mktemp("nodes"), files)


@pytest.fixture(scope="module")
def pdf(built: Built) -> Element:
    """Return the structure of that page's PDF."""
    return structure(built.outdir / "doc.pdf")


def test_nothing_is_reported_and_the_pdf_is_accessible(built: Built) -> None:
    assert "\n".join(built.warnings) == ""
    assert claims(built.outdir / "doc.pdf") == ["ua1", "2a"]


def test_all_words_are_there_once_and_in_order(built: Built, pdf: Element) -> None:
    sources = [(built.app.srcdir / f"{name}.md").read_text("utf-8") for name in ("index", "second")]
    expected = sorted(word for text in sources for word in re.findall(r"m\d{3}q", text))
    assert re.findall(r"m\d{3}q", pdf.text) == expected
    for words in ("Filled in", "Taken in"):
        assert pdf.text.count(words) == 1
    assert "NOT" not in pdf.text


def test_each_node_has_the_role_of_what_it_is(pdf: Element) -> None:
    headings = [it for it in pdf.walk() if re.fullmatch(r"H\d", it.role)]
    assert [it.role for it in headings] == ["H1", *["H2"] * 8, "H3", "H4"]
    assert pdf.all("LI")[0] is pdf.all("L")[0].parts[0]
    labels = [it.text for it in pdf.all("Lbl")]
    for label in ("•", "☐", "☑", "2.", "8)", "b.", "(iv)", "(v)", "C)", "[CIT]", "[3]"):
        assert label in labels
    table = pdf.all("Table")[0]
    assert len(table.all("TH")) == 3
    assert len(table.all("TD")) == 6
    assert [len(it.all("Caption")) for it in pdf.all("Table")] == [0, 1, 0, 0, 1, 1]
    # The one without words is an ornament.
    assert [it.alt for it in pdf.all("Figure")] == [
        "alt-inline", "alt-svg", "alt-link", "alt-scale", "alt-figure", "alt-md", "alt-alone",
    ]  # fmt: skip
    assert [it.alt for it in pdf.all("Formula")] == ["a+b", "e = f", "g = h"]
    assert len(pdf.all("Note")) == 3
    assert len(pdf.all("BlockQuote")) == 5
    assert len(pdf.all("Code")) > 20
    assert {"Em", "Strong"} <= {it.role for it in pdf.walk()}


def test_numbers_of_captions_are_those_of_references(pdf: Element) -> None:
    captions = [it.text.partition(" m")[0] for it in pdf.all("Caption")]
    assert captions == ["Table 1", "Table 2", "Table 3", "Fig. 1", "Fig. 2"]
    assert "Listing 1 m" in pdf.text
    assert "Fig. 1" in [it.text for it in pdf.all("Link")]


def test_links_lead_to_addresses_and_pages(built: Built, pdf: Element) -> None:
    links = {it.text: it.goal for it in pdf.all("Link")}
    text = (built.app.srcdir / "index.md").read_text("utf-8")
    names = re.findall(r"m\d{3}q", text[text.index("https://example.org/a?b") - 8 :])
    top, ref, doc, table, mail, sub, out, figure = names[1:9]
    assert links[names[0]] == "https://example.org/a?b=c&d=%20e#f"
    assert links["https://example.org/auto"] == "https://example.org/auto"
    assert links[mail] == "mailto:a@example.org"
    assert links[out] == "https://example.org/site/out.html"
    assert links[top] == links[ref] == 1
    assert links[figure] == links["Fig. 1"]
    assert 1 < int(links[f"{table} 1"]) < int(links[figure]) < int(links["(1)"])
    assert int(links["(1)"]) <= int(links[doc]) <= int(links[sub])
    (picture,) = [it for it in pdf.all("Link") if it.all("Figure")]
    assert picture.goal == "https://example.org/picture"


class block_box(nodes.General, nodes.Element):  # noqa: N801
    pass


class line_box(nodes.TextElement):  # noqa: N801
    pass


class own_box(nodes.General, nodes.Element):  # noqa: N801
    pass


class own_paragraph(nodes.paragraph):  # noqa: N801
    pass


class Box(SphinxDirective):
    has_content = True

    def run(self) -> list[nodes.Node]:
        kind = {"box": block_box, "own": own_box, "sub": own_paragraph}[self.name]
        if kind is own_paragraph:
            return [own_paragraph("", "Derived.")]
        node = kind("", *self.parse_content_to_nodes())
        self.set_source_info(node)
        return [node]


class Line(SphinxRole):
    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [line_box("", self.text)], []


@pytest.mark.parametrize("key", ["typst-pdf", "typst"])
def test_unknown_nodes_are_reported_and_others_write_their_own(tmp_path: Path, key: str) -> None:
    def visit(writer: Any, node: nodes.Element) -> None:
        writer.add('"before"')

    def depart(writer: Any, node: nodes.Element) -> None:
        writer.add('"behind"')

    def set_up(app: Any) -> None:
        app.add_node(block_box)
        app.add_node(line_box)
        app.add_node(own_paragraph)
        app.add_node(own_box, **{key: (visit, depart)})
        for name in ("box", "own", "sub"):
            app.add_directive(name, Box)
        app.add_role("line", Line())

    module = types.ModuleType("own_nodes")
    module.setup = set_up  # type: ignore[attr-defined]
    page = "# T\n\nA {line}`b` c.\n\n```{box}\nOne\n```\n\n```{box}\nTwo\n```\n\n"
    page += "```{own}\nIn\n```\n\n```{sub}\n```\n"
    extensions = [*CONFIG["extensions"], "own_nodes"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "own_nodes", module)
        built = make_pdf(tmp_path, {"index.md": page}, extensions=extensions)
    said = "WARNING: The PDF has only the text of a node “{}”, which its writer does not know."
    assert [line for line in built.warnings if "own_nodes" not in line] == [
        f"index.md:{line}: {said.format(name)} [typst_pdf.node]"
        for line, name in ((3, "line_box"), (5, "block_box"), (9, "block_box"))
    ]
    pdf = structure(built.outdir / "doc.pdf")
    assert [it.text for it in pdf.all("P")] == [
        "A b c.",
        "One",
        "Two",
        "before",
        "In",
        "behind",
        "Derived.",
    ]
