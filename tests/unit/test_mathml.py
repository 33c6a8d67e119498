from __future__ import annotations

import pytest
from docutils.utils.math import MathError
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_publications.mathml import to_mathml

START = '<math xmlns="http://www.w3.org/1998/Math/MathML">'
NO_BASE = "<mrow></mrow>"
PIECES = (
    r"x _ ^ { } & \\ ( ) \frac \sqrt \left \right \text \begin{matrix} \end{matrix} \bm".split()
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
    assert drawn.startswith(START)
    assert drawn.endswith("</math>")
