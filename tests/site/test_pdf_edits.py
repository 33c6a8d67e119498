"""After any edits, the PDFs of a site that is built again are those of a fresh build."""

from __future__ import annotations

from typing import Any, ClassVar, Final

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

import edit_machine
from edit_machine import Edit, Edits, make_edits

pytestmark = pytest.mark.slow

STYLE: Final = "parts/style.typ"
STYLES: Final = (
    '#import "look.typ": *\n',
    '#import "look.typ": *\n#let classes = ("pub-owner": it => underline(it))\n',
    '#import "look.typ": *\n#let link-text(address, names, body) = body + ": " + address\n',
)
#: What may become PDFs: one page with a list, all pages, a page that others may have no list of.
ROWS: Final[tuple[tuple[Any, ...], ...]] = (
    ("papers", "papers.pdf", "Papers", "Ann", {"style": STYLE, "labels": ["pub-number"]}),
    ("papers", "papers.pdf", "Papers", "Ann", {"paper": "us-letter"}),
    ("papers", "other/name.pdf", "Papers", "Ann"),
    ("index", "all.pdf", "All", "Ann", {"style": STYLE}),
    ("notes", "notes.pdf", "Notes", "Ann", {"header": "Notes"}),
)
LINKS: Final = tuple(f"{{pdf}}`As PDF <{row[1]}>`" for row in ROWS)
#: A method of the machine, and its arguments.
PDF_EDITS: Final[list[st.SearchStrategy[Edit]]] = [
    st.tuples(
        st.just("choose_documents"),
        st.fixed_dictionaries({"rows": st.lists(st.sampled_from(ROWS), max_size=3)}),
    ),
    st.tuples(st.just("change_style"), st.fixed_dictionaries({"style": st.sampled_from(STYLES)})),
    st.tuples(st.just("delete_pdfs"), st.fixed_dictionaries({})),
    st.tuples(
        st.just("add_block"),
        st.fixed_dictionaries(
            {
                "name": st.sampled_from(["papers", "notes"]),
                "index": st.integers(0, 3),
                "block": st.sampled_from(LINKS),
            }
        ),
    ),
]


class PdfEdits(Edits):
    """The edits that people make of a site with PDFs."""

    steps: ClassVar = 0

    def prepare(self) -> None:
        config = self.site.project.config
        config["extensions"] = [*config["extensions"], "typst_pdf"]
        config["suppress_warnings"] = ["toc", "typst_pdf"]
        self.choose_documents([ROWS[0], ROWS[3]])
        self.change_style(STYLES[0])
        self.site.pages["papers"].blocks.insert(0, LINKS[0])

    @rule(
        edit=st.deferred(lambda: st.one_of(*PDF_EDITS, *PDF_EDITS, *PDF_EDITS, *edit_machine.EDITS))
    )
    def make(self, edit: Edit) -> None:
        self.make_edit(edit)

    def choose_documents(self, rows: list[tuple[Any, ...]]) -> None:
        by_target = {row[1]: row for row in rows}
        self.site.project.config["typst_pdf_documents"] = list(by_target.values())
        self.site.all_may_change = True

    def delete_pdfs(self) -> None:
        for row in ROWS:
            self.site.project.folder.joinpath("out/kept", row[1]).unlink(missing_ok=True)
        self.site.all_may_change = True

    def change_style(self, style: str) -> None:
        self.site.parts[STYLE] = [style]
        self.site.all_may_change = True


@pytest.mark.parametrize("part", range(2))
def test_any_edits_lead_to_the_files_that_a_fresh_build_makes(part: int) -> None:
    make_edits(PdfEdits, part)
