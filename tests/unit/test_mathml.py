from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from docutils.utils.math import MathError
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_publications.mathml import to_mathml

START = '<math xmlns="http://www.w3.org/1998/Math/MathML">'
MSTYLE = "{http://www.w3.org/1998/Math/MathML}mstyle"
NO_BASE = "<mrow></mrow>"
PIECES = (
    r"x _ ^ { } & \\ ( ) \frac \sqrt \left \right \text \begin{matrix} \end{matrix} \bm"
    r" \sin \operatorname \vec \begin{smallmatrix} \end{smallmatrix} \scriptstyle < &".split()
)


@pytest.mark.parametrize(
    ("tex", "drawn"),
    [
        ("K", "<mi>K</mi>"),
        ("x_2", "<msub><mi>x</mi><mn>2</mn></msub>"),
        # As in H$_2$O, $^{13}$C and 10$^{-3}$.
        ("_2", f"<msub>{NO_BASE}<mn>2</mn></msub>"),
        (" ^{13}", f"<msup>{NO_BASE}<mn>13</mn></msup>"),
        ("x^{_2}", f"<msup><mi>x</mi><msub>{NO_BASE}<mn>2</mn></msub></msup>"),
        (r"\{_2", "<msub><mo>{</mo><mn>2</mn></msub>"),
        # As XHTML has it: a book with what HTML allows beyond cannot be opened.
        (r"\sin x", "<mi>sin</mi><mo>\u2061</mo><mi>x</mi>"),
        (
            r"\vec{x}",
            '<mover accent="true"><mi>x</mi><mstyle scriptlevel="+1">'
            '<mo stretchy="false">→</mo></mstyle></mover>',
        ),
        (
            r"\begin{smallmatrix} \vec{x} \end{smallmatrix}",
            '<mstyle scriptlevel="1"><mtable rowspacing="0.02em" columnspacing="0.333em">'
            '<mtr><mtd><mover accent="true"><mi>x</mi><mstyle scriptlevel="+1">'
            '<mo stretchy="false">→</mo></mstyle></mover></mtd></mtr></mtable></mstyle>',
        ),
        (
            r"x {\scriptstyle y}",
            '<mi>x</mi><mstyle displaystyle="false" scriptlevel="1"><mi>y</mi></mstyle>',
        ),
    ],
)
def test_formulas_are_drawn(tex: str, drawn: str) -> None:
    assert to_mathml(tex) == f"{START}{drawn}</math>"


@given(st.lists(st.sampled_from([*PIECES, " "]), max_size=8).map("".join))
@example("a & b")
@example(r"x \\ y")
def test_a_formula_is_drawn_or_refused(tex: str) -> None:
    try:
        drawn = to_mathml(tex)
    except MathError:
        return
    assert drawn.startswith(START.removesuffix(">"))
    assert drawn.endswith("</math>")
    elements = [*ET.fromstring(drawn).iter()]  # it is well-formed without names of characters
    assert {node.tag for node in elements[1:] if "scriptlevel" in node.attrib} <= {MSTYLE}
