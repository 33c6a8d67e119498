"""Whatever a document says is text in its PDF, not code."""

from __future__ import annotations

import re
import sys
import tempfile
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from pdfs import Element, claims, structure
from support import Built, Project

CONFIG: dict[str, Any] = {
    "extensions": ["myst_parser", "typst_pdf", "planted_nodes"],
    "suppress_warnings": ["app"],
    "typst_pdf_documents": [("index", "doc.pdf", "A title", "An author")],
}
HOSTILE = [
    '#panic("x")',
    "*a* _b_ $x$ <label> @ref #let",
    "`` ``` `` `",
    "a // b /* c */ d",
    r"\u{41} \\ \" \n \#",
    "= x",
    "- x",
    "1. x",
    "~ -- --- ...",
    """“” "q" 's'""",
    '}] {[ ") (',
    "none",
    "https://example.org",
    "\u0301 e\u0301",
    "\u00a0a\u00a0 b\u2009c",
    "a\u202eb\u202c",
    "long" * 400,
]
#: What the fonts of Typst have, and what a PDF may hold.
LETTERS = st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cc", "Cf"]), min_size=1)


def plant(folder: Path, found: Iterable[nodes.Node], **config: Any) -> Built:
    """Make a PDF of nodes."""
    module = types.ModuleType("planted_nodes")

    def set_up(app: Any) -> None:
        app.connect("doctree-read", lambda app, tree: tree.extend(found))

    module.setup = set_up  # type: ignore[attr-defined]
    project = Project(folder)
    project.config = CONFIG
    project.write({"index.md": ""})
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "planted_nodes", module)
        return project.build("typst-pdf", config=config)


def everywhere(text: str) -> list[nodes.Node]:
    """Return nodes with a text wherever one can be."""
    head = nodes.section("", nodes.title("", text), ids=[f"head{text}"])
    address = f"https://example.org/{text}"
    paragraph = nodes.paragraph("", "", classes=[text], ids=[text])
    paragraph += [
        nodes.Text(text),
        nodes.literal("", text, classes=[text]),
        nodes.reference("", text, refuri=address, classes=[text]),
        nodes.reference("", text, refid=text),
        nodes.emphasis("", text),
        nodes.footnote_reference("", text, refid=f"note{text}"),
    ]
    head += [
        paragraph,
        nodes.literal_block("", text),
        nodes.admonition("", nodes.title("", text), nodes.paragraph("", text)),
        nodes.footnote("", nodes.label("", text), nodes.paragraph("", text), ids=[f"note{text}"]),
        nodes.citation("", nodes.label("", text), nodes.paragraph("", text)),
        nodes.definition_list(
            "",
            nodes.definition_list_item(
                "", nodes.term("", text), nodes.definition("", nodes.paragraph("", text))
            ),
        ),
        nodes.table(
            "",
            nodes.title("", text),
            nodes.tgroup(
                "",
                nodes.colspec(colwidth=1),
                nodes.tbody("", nodes.row("", nodes.entry("", nodes.paragraph("", text)))),
                cols=1,
            ),
        ),
        nodes.image(uri="nothing.png", alt=text),
    ]
    return [head]


def bare(text: str) -> str:
    """Return a text without what is not drawn at the ends of lines: spaces, ends of directions."""
    return re.sub(r"[\s\u202a-\u202e]", "", text)


def read(built: Built) -> Element:
    return structure(built.outdir / "doc.pdf")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_is_text_everywhere(tmp_path: Path, text: str) -> None:
    row = ("index", "doc.pdf", text, text, {"header": text})
    built = plant(tmp_path, everywhere(text), typst_pdf_documents=[row])
    assert built.warnings == []
    assert claims(built.outdir / "doc.pdf") == ["ua1", "2a"]
    pdf = read(built)
    assert bare(pdf.text).replace(bare(text), "").strip("[]") == ""
    assert bare(pdf.text).count(bare(text)) >= 17
    (code,) = [it for it in pdf.all("Code") if it.all("P")]
    assert bare(code.text) == bare(text)
    assert bare(pdf.all("H1")[0].text) == bare(text)


@settings(max_examples=15, deadline=None)
@given(head=LETTERS, words=LETTERS, code=LETTERS, link=LETTERS)
def test_any_text_comes_out_as_it_is(head: str, words: str, code: str, link: str) -> None:
    found = [
        nodes.section("", nodes.title("", head), ids=["a"]),
        nodes.paragraph("", words),
        nodes.literal_block("", code),
        nodes.paragraph("", "", nodes.reference("", link, refuri="https://example.org/")),
    ]
    with tempfile.TemporaryDirectory() as folder:
        assert bare(read(plant(Path(folder), found)).text) == bare(head + words + code + link)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a *b* c", "a b c"),
        ("a*b*c", "abc"),
        ("a `b` c, **d**.", "a b c, d."),
        ("a\nb  \nc", "a bc"),
        ("a [b](https://example.org) c", "a b c"),
        ("a *b*[^n] c\n\n[^n]: N", "a b11N c"),
        ("*a* *b*", "a b"),
        ("a &nbsp; b", "a \u00a0 b"),
        ("a `b  c` d", "a b  c d"),
        ("a $x$ b", "a x b"),
        ("a&shy;b", "a\u00adb"),
    ],
)
def test_spaces_are_neither_lost_nor_invented(tmp_path: Path, source: str, expected: str) -> None:
    project = Project(tmp_path)
    project.config = {**CONFIG, "extensions": CONFIG["extensions"][:2]}
    project.write({"index.md": source})
    built = project.build("typst-pdf", config={"myst_enable_extensions": ["dollarmath"]})
    assert built.warnings == []
    assert read(built).text == expected


def test_controls_are_left_out_and_ends_of_lines_are_spaces(tmp_path: Path) -> None:
    text = "\ufeffa\0b\x01c\x7fd\x9fe\ufffef\u2028g\x0bh\x85i"
    built = plant(tmp_path, [nodes.paragraph("", text)])
    assert built.warnings == []
    assert read(built).text == "abcdef g h i"


def test_what_no_font_has_is_reported(tmp_path: Path) -> None:
    built = plant(tmp_path, [nodes.paragraph("", "a 日 b")])
    assert "日" in built.warnings[0]
    assert read(built).text.startswith("a ")
    assert claims(built.outdir / "doc.pdf") == []


@pytest.mark.parametrize("kind", ["list", "quote", "terms", "notice", "fields"])
def test_what_is_very_deep_is_flat_in_the_end(tmp_path: Path, kind: str) -> None:
    node: nodes.Node = nodes.paragraph("", "end")
    for number in reversed(range(50)):
        words = nodes.paragraph("", f"d{number}.")
        row: nodes.Element
        if kind == "list":
            node = nodes.bullet_list("", nodes.list_item("", words, node))
        elif kind == "quote":
            node = nodes.block_quote("", words, node)
        elif kind == "notice":
            node = nodes.note("", words, node)
        elif kind == "terms":
            body = nodes.definition("", node)
            row = nodes.definition_list_item("", nodes.term("", f"d{number}."), body)
            node = nodes.definition_list("", row)
        else:
            row = nodes.field("", nodes.field_name("", f"d{number}."), nodes.field_body("", node))
            node = nodes.field_list("", row)
    built = plant(tmp_path, [node])
    assert len(built.warnings) == 1
    assert "lists and boxes in more than" in built.warnings[0]
    text = re.sub("•|Note", "", bare(read(built).text))
    assert text == "".join(f"d{number}." for number in range(50)) + "end"


def test_many_paragraphs_and_links(tmp_path: Path) -> None:
    found: list[nodes.Node] = [
        nodes.paragraph("", "", nodes.reference("", f"p{number}.", refid=f"p{number}"))
        for number in range(2000)
    ]
    for number, node in enumerate(found):
        assert isinstance(node, nodes.paragraph)
        node["ids"] = [f"p{number}"]
    built = plant(tmp_path, found)
    assert built.warnings == []
    links = read(built).all("Link")
    assert [it.text for it in links] == [f"p{number}." for number in range(2000)]
    assert links[-1].goal == max(int(it.goal) for it in links)


def test_a_note_in_the_head_of_a_long_table_is_there_once(tmp_path: Path) -> None:
    source = "|a[^n]|\n|-|\n" + "|b|\n" * 120 + "\nAgain[^n], [^s]\n\n[^n]: N\n\n[^s]: S[^s][^n]\n"
    project = Project(tmp_path)
    project.config = {**CONFIG, "extensions": CONFIG["extensions"][:2]}
    project.write({"index.md": source})
    built = project.build("typst-pdf")
    assert built.warnings == []
    assert read(built).text.count("N") == 1
