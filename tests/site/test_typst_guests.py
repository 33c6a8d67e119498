"""A PDF of what other projects write: broken pictures, other extensions, other languages."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import typst
from PIL import Image

from pdfs import claims, structure
from support import Project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pdfs import Element
    from support import Built

CONFIG: dict[str, Any] = {
    "extensions": ["myst_parser", "typst_pdf"],
    "typst_pdf_documents": [("index", "doc.pdf", "A title", "An author")],
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
ALL = ["ua1", "2a"]


def picture(kind: str = "png", mode: str = "RGB") -> bytes:
    """Return a picture as bytes."""
    file = io.BytesIO()
    Image.new(mode, (60, 40)).save(file, kind)
    return file.getvalue()


def make(folder: Path, page: str, files: Mapping[str, bytes] | None = None, **config: Any) -> Built:
    """Build a page as a PDF, beside files."""
    project = Project(folder)
    project.config = CONFIG
    project.write({"index.md": page})
    for name, content in (files or {}).items():
        (project.source / name).write_bytes(content)
    return project.build("typst-pdf", config=config)


def read(built: Built) -> Element:
    return structure(built.outdir / "doc.pdf")


def met(built: Built) -> list[str]:
    return claims(built.outdir / "doc.pdf")


# -- Pictures -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("p.png", b"", "unexpected end of file"),
        ("p.png", b"no picture", "Invalid PNG signature"),
        ("p.png", picture()[:-30], "unexpected end of file"),
        ("p.jpg", picture(), "Illegal start bytes"),
        ("p.svg", b"<svg", "missing root node"),
        ("p.svg", SVG.format('<image href="file:///etc/passwd"/>').encode(), "absolute paths"),
        ("p.svg", SVG.format('<image href="https://example.org/x.png"/>').encode(), "URLs"),
    ],
    ids=["empty", "none", "short", "other", "svg", "path", "address"],
)
def test_a_broken_picture_is_left_out(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    page = f"# T\n\nBefore ![words]({name}) ![](ok.png) ![](bare{name})\n\n![seen](ok.png)\n"
    files = {name: content, f"bare{name}": content, "ok.png": picture()}
    built = make(tmp_path, page, files)
    assert len(built.warnings) == 2
    for warning, file in zip(sorted(built.warnings), (f"bare{name}", name), strict=True):
        assert f"index.md: WARNING: doc.pdf: the picture “{file}” is left out: " in warning
        assert said in warning
    assert read(built).text.startswith("TBefore words ")
    assert [it.alt for it in read(built).all("Figure")] == ["seen"]
    assert met(built) == ALL


def test_a_pdf_is_no_picture_but_another_file_of_its_name_is(tmp_path: Path) -> None:
    page = "# T\n\n```{image} a.*\n:alt: one\n```\n\n```{image} b.*\n:alt: two\n```\n"
    built = make(tmp_path, page, {"a.pdf": b"", "a.png": picture(), "b.pdf": b""})
    (warning,) = built.warnings
    assert "index.md:7: WARNING: A PDF cannot show “b.pdf”" in warning
    assert [it.alt for it in read(built).all("Figure")] == ["one"]
    assert read(built).text == "Ttwo"


def test_colors_for_printers_are_accessible_but_not_to_be_kept(tmp_path: Path) -> None:
    built = make(tmp_path, "# T\n\n![a](p.jpg)\n", {"p.jpg": picture("jpeg", "CMYK")})
    (warning,) = built.warnings
    assert "CMYK" in warning
    assert met(built) == ["ua1"]


def test_a_figure_without_its_picture_is_a_text(tmp_path: Path) -> None:
    page = "# T\n\n```{figure} p.png\nCaption\n```\n\n```{figure} ok.png\n:alt: A\n```\n"
    built = make(tmp_path, page, {"ok.png": picture()})
    (warning,) = built.warnings
    assert "image file not readable: p.png" in warning
    assert [it.text for it in read(built).all("Caption")] == ["Caption"]
    assert [it.alt for it in read(built).all("Figure")] == ["A"]
    assert met(built) == ALL


@pytest.mark.parametrize("file", ["missing.png", "broken.png", "ok.png"])
def test_pictures_in_no_paragraph_have_room_between_them(tmp_path: Path, file: str) -> None:
    linked = f"[![A]({file})](https://example.org)"
    page = "# T\n\n```{eval-rst}\n" + f".. image:: {file}\n   :alt: A\n" * 2 + "```\n"
    page += f"\n{linked} {linked}\n\n```{{eval-rst}}\n"
    page += f".. image:: {file}\n   :alt: L\n   :target: https://example.org\n" * 2 + "```\n"
    built = make(tmp_path, page, {"broken.png": b"", "ok.png": picture()})
    assert all(file in warning for warning in built.warnings)
    words = [it.text.strip() for it in read(built).all("P")]
    assert words == (["", ""] if file == "ok.png" else ["A", "A", "A A", "L L"])
    assert met(built) == ALL


# -- Nothing where something should be ----------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "",
        "Text",
        "#\n\nText",
        "# T\n\n##\n\nText",
        "# T\n\n## ![](p.png)\n\nText",
        "# T\n\n## ![alt](p.png)\n\nText",
        "# T\n\n```{math}\n```\n\n$$ $$\n\n|  |\n|--|\n|  |\n\n-\n- a\n\n[](https://example.org)\n",
        "# T\n\n[^n]\n\n[^n]: \n",
    ],
    ids=range(8),
)
def test_what_is_empty_is_no_fault(tmp_path: Path, page: str) -> None:
    built = make(tmp_path, page, {"p.png": picture()})
    assert built.warnings == []
    assert met(built) == ALL
    assert ("Text" in page) == ("Text" in read(built).text)


# -- Words --------------------------------------------------------------------


def test_long_words_end_where_lines_do(tmp_path: Path) -> None:
    word = "longword" * 30
    page = f"# {word}\n\n{word} `{word}`\n\n```\n{word}\n```\n\n"
    page += "|1|2|3|4|5|6|7|8|\n|" + "-|" * 8 + "\n|" + "Donaudampfschifffahrt|" * 8 + "\n"
    built = make(tmp_path, page)
    assert built.warnings == []
    assert met(built) == ALL
    text = read(built).text
    assert text.count(word) == 4
    assert text.count("Donaudampfschifffahrt") == 8
    # Nothing is drawn behind the end of the lines.
    source = built.app.doctreedir / "typst_pdf/doc.pdf/main.typ"
    sheet = typst.compile(source, format="png", ppi=40)
    assert isinstance(sheet, bytes)
    drawn = Image.open(io.BytesIO(sheet)).convert("L")
    edge = drawn.crop((int(drawn.width * 0.87), 0, drawn.width, drawn.height))
    assert edge.getextrema() == (255, 255)


# -- Extensions of Sphinx -----------------------------------------------------


@pytest.mark.parametrize("shows", [True, False])
def test_what_is_to_be_done_is_shown_where_pages_show_it(tmp_path: Path, shows: bool) -> None:
    extensions = [*CONFIG["extensions"], "sphinx.ext.todo"]
    page = "# T\n\n```{todo}\nSecret\n```\n"
    built = make(tmp_path, page, extensions=extensions, todo_include_todos=shows)
    assert built.warnings == []
    assert read(built).text == ("TTodoSecret" if shows else "T")


def test_summaries_graphs_and_code_in_lines_are_there(tmp_path: Path) -> None:
    extensions = [*CONFIG["extensions"], "sphinx.ext.autosummary", "sphinx.ext.graphviz"]
    page = """# T

```{eval-rst}
.. autosummary::

   json.loads

.. graphviz::
   :caption: Caption
   :alt: A graph

   digraph { a -> b }

An :cpp:expr:`a*b`.
```
"""
    built = make(tmp_path, page, extensions=extensions)
    (warning,) = built.warnings
    assert "has only the text of a node “graphviz”" in warning
    text = read(built).text
    assert "json.loads" in read(built).all("Table")[0].text
    assert "A graph" in text
    assert text.endswith("An a * b.")
    assert met(built) == ALL


def test_signatures_lead_to_what_is_in_them(tmp_path: Path) -> None:
    page = """# T

```{eval-rst}
.. py:class:: Path(x: int, y: str = "a, b") -> Path
.. py:function:: f(a: Path, b: list[Path] = []) -> Path
```
"""
    built = make(tmp_path, page)
    assert built.warnings == []
    pdf = read(built)
    assert pdf.text == (
        "Tclass Path(x: int, y: str = 'a, b') -> Pathf(a: Path, b: list[Path] = []) -> Path"
    )
    assert [(it.text, it.goal) for it in pdf.all("Link")] == [("Path", 1)] * 4
    assert met(built) == ALL


# -- Documents that become one ------------------------------------------------


def test_notes_of_several_documents_have_numbers_of_their_own(tmp_path: Path) -> None:
    page = "a[^n] b[^1] c[^n]\n\n[^n]: N\n\n[^1]: M\n"
    built = make(
        tmp_path,
        "# T\n\n```{toctree}\na\nb\n```\n",
        {"a.md": b"# A\n\n" + page.encode(), "b.md": b"# B\n\n" + page.encode()},
    )
    assert [it.text for it in read(built).all("Note")] == ["1N", "2M", "3N", "4M"]


# -- Languages ----------------------------------------------------------------


@pytest.mark.parametrize("language", ["ar", "de", "en"])
def test_what_begins_a_line_is_on_its_side(tmp_path: Path, language: str) -> None:
    built = make(tmp_path, "# T\n\n```{note}\nText\n```\n", language=language)
    kept = built.app.doctreedir / "typst_pdf/doc.pdf"
    side = "right" if language == "ar" else "left"
    assert f'begin: "{side}"' in (kept / "document.typ").read_text("utf-8")
    assert ("Note" in (kept / "main.typ").read_text("utf-8")) == (language == "en")
    assert met(built) == ALL


# -- Styles, and Typst in documents -------------------------------------------


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("", "module `style` does not contain `classes`"),
        ('#panic("x")', "line 1 of its style: panicked with: x"),
        ("\n#let look(body) = {", "line 2 of its style: unclosed delimiter"),
        ('#read("/etc/passwd")', "line 1 of its style: file not found"),
        ('#read("../../../../etc/passwd")', "would escape the project root"),
        ('#import "look.typ": *\n#let look(body) = while true { 1 }', "line 2 of its style: "),
    ],
    ids=range(6),
)
def test_faults_of_a_style_are_told(tmp_path: Path, style: str, said: str) -> None:
    row = ("index", "doc.pdf", "T", "A", {"style": "own.typ"})
    built = make(tmp_path, "# T\n", {"own.typ": style.encode()}, typst_pdf_documents=[row])
    (warning,) = built.warnings
    assert "doc.pdf: it cannot be made: " in warning
    assert said in warning
    assert not (built.outdir / "doc.pdf").exists()


def test_faults_of_raw_typst_are_told(tmp_path: Path) -> None:
    built = make(tmp_path, '# T\n\n```{raw} typst\n#panic("x")\n```\n')
    (warning,) = built.warnings
    assert "doc.pdf: it cannot be made: raw Typst in it: panicked with: x" in warning
