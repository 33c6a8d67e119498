"""What LaTeX makes of lists: ``make tex``, which needs TeX Live and Poppler."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support import Built

    Build = Callable[..., Built]

PAGE = "# Papers\n\nSee {pub}`p1`, {pub:full}`p12` and {cite}`p3`.\n\n```{publications}\n```\n"
#: Formulas that TeX stops at, and what stands in the text for them.
MALFORMED = {
    "x^a^b": "x^a^b",
    r"\left( x": r"\left( x",
    r"\frac{a}": r"\frac{a}",
    "a & b": "a & b",
    "a # b": "a # b",
    r"x \right) y": r"x \right) y",
    r"\sqrt": r"\sqrt",
    r"\begin{matrix} a": r"\begin{matrix} a",
    r"\foo{x}": r"\foo{x}",
    r"\middle| x": r"\middle| x",
}
#: Plain TeX, and commands of packages that Sphinx does not load.
PLAIN = [
    r"{\rm H}_2", r"{\bf B}", r"{\cal N}=4", r"a \over b", r"\textnormal{for all } x",
    r"n \choose k", r"\pmatrix{a & b \cr c & d}", r"\root 3 \of x", r"\bm{\alpha} \mathscr{L} α",
    "50 % of {\\it x}",
    r"\text{α ≤ é ₂} x² é",
    r"x$ 10\,$\mu$m of {\alpha} and β → ∞ $y",
]  # fmt: skip


def compiled(built: Built) -> str:
    """Return the text of the PDF that LaTeX makes of a project, as ``make latexpdf`` does."""
    (source,) = built.outdir.glob("test.tex")
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", source.name]
    done = subprocess.run(command, cwd=built.outdir, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:].decode(errors="replace")
    return pdf_text(built.outdir / "test.pdf")


def pdf_text(path: Path) -> str:
    """Return the words of a PDF, with one space between them."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True)
    return " ".join(done.stdout.split())


def test_lists_with_any_formula_become_a_pdf(build: Build) -> None:
    formulas = [*MALFORMED, *PLAIN]
    bib = "\n".join(
        f"@misc{{p{number}, title = {{Begin{number} ${formula}$ End{number}}}}}"
        for number, formula in enumerate(formulas)
    )
    built = build({"index.md": PAGE, "pubs.bib": bib}, "latex")
    assert len(built.warnings) == len(MALFORMED)
    text = compiled(built)
    for number, formula in enumerate(formulas):
        assert f"Begin{number} " in text
        assert f"End{number}." in text
        if formula in MALFORMED:
            shown = MALFORMED[formula].replace(" ", "")
            assert f"Begin{number}{shown}End{number}" in text.replace(" ", "")


def test_charts_are_set_as_tables(build: Build) -> None:
    bib = "@misc{a, title = {A}, year = 2020}\n@book{b, title = {B}, year = 2022}\n"
    page = "# Papers\n\n```{publications}\n:chart:\n```\n"
    text = compiled(build({"index.md": page, "pubs.bib": bib}, "latex"))
    assert "2022" in text


def test_references_may_stand_in_headings_and_captions(build: Build) -> None:
    page = (
        "Papers of :pub:authors:`a`\n==========================\n\n"
        "On :pub:`a`, :pub:full:`a`\n--------------------------\n\n"
        ".. table:: Of :pub:`a`, :pub:short:`a`, :pub:number:`a`, :pub:count:`all`\n\n"
        "   == ==\n   a  b\n   == ==\n\n"
        ".. list-table:: Of :pub:`a`, :pub:year:`a`\n   :class: longtable\n\n   * - a\n     - b\n\n"
        ".. code-block:: python\n   :caption: By :pub:`a`, :pub:short:`a`\n\n   x = 1\n\n"
        ".. publications::\n"
    )
    bib = "@article{a, author = {Doe, Jane}, title = {The $x^2$ \\& \\emph{A}}, year = 2020}\n"
    text = compiled(build({"index.rst": page, "pubs.bib": bib}, "latex"))
    assert text.count("Doe, 2020") >= 3
