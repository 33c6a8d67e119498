from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.text.formulas.mathml import strict_mathml

START = '<math xmlns="http://www.w3.org/1998/Math/MathML"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    "inner",
    [
        "><mi>x</mi>",
        ' display="block" displaystyle="true" scriptlevel="0"><mi>x</mi>',
        '><mstyle displaystyle="false" scriptlevel="1"><mi>x</mi></mstyle>',
        '><mtable displaystyle="true"><mtr><mtd><mi>x</mi></mtd></mtr></mtable>',
        '><mo movablelimits="false">∑</mo>',
        "><mo>&lt;</mo><mo>&amp;</mo><mo>&gt;</mo><mtext>&quot;&apos;&amp;alpha;</mtext>",
        "><mtext>a scriptlevel=1</mtext>",
    ],
)
def test_what_is_strict_is_left_as_it_is(inner: str) -> None:
    assert strict_mathml(f"{START}{inner}</math>") == f"{START}{inner}</math>"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<mo>&ApplyFunction;</mo>", "<mo>\u2061</mo>"),
        ("<mo>&nbsp;&lt;&alpha;&LT;&nosuch;</mo>", "<mo>\xa0&lt;α&lt;&amp;nosuch;</mo>"),
        (
            '<mtable scriptlevel="1" rowspacing="0.02em"><mtr><mtd></mtd></mtr></mtable>',
            '<mstyle scriptlevel="1"><mtable rowspacing="0.02em"><mtr><mtd></mtd></mtr></mtable>'
            "</mstyle>",
        ),
        (
            '<mtable displaystyle="false" scriptlevel="0"><mtr><mtd></mtd></mtr></mtable>',
            '<mstyle scriptlevel="0"><mtable displaystyle="false"><mtr><mtd></mtd></mtr></mtable>'
            "</mstyle>",
        ),
        (
            '<mfrac displaystyle="true" class="c"><mn>1</mn><mn>2</mn></mfrac>',
            '<mstyle displaystyle="true"><mfrac class="c"><mn>1</mn><mn>2</mn></mfrac></mstyle>',
        ),
        (
            '<mrow displaystyle="true" scriptlevel="0"><mi>x</mi></mrow>',
            '<mstyle displaystyle="true" scriptlevel="0"><mrow><mi>x</mi></mrow></mstyle>',
        ),
        (
            '<mtable><mtr><mtd displaystyle="true"><mi>x</mi><mi>y</mi></mtd></mtr></mtable>',
            '<mtable><mtr><mtd><mstyle displaystyle="true"><mi>x</mi><mi>y</mi></mstyle></mtd>'
            "</mtr></mtable>",
        ),
        (
            '<mover scriptlevel="1"><mi/><mrow displaystyle="true"><mo>&lt;</mo></mrow></mover>',
            '<mstyle scriptlevel="1"><mover><mi></mi><mstyle displaystyle="true"><mrow>'
            "<mo>&lt;</mo></mrow></mstyle></mover></mstyle>",
        ),
        (
            "<mtext>a <b><i>b</i></b></mtext><mi>i</mi>",
            f"<mtext>a <b {XHTML}><i {XHTML}>b</i></b></mtext><mi>i</mi>",
        ),
        (
            '<mrow scriptlevel="1"><mtext><span class="x">b</span></mtext></mrow>',
            f'<mstyle scriptlevel="1"><mrow><mtext><span {XHTML} class="x">b</span></mtext></mrow>'
            "</mstyle>",
        ),
    ],
)
def test_what_only_html_allows(inner: str, expected: str) -> None:
    assert strict_mathml(f"{START}>{inner}</math>") == f"{START}>{expected}</math>"


ELEMENTS = st.recursive(
    st.sampled_from(["<mi>x</mi>", "<mo>&sum;</mo>", "<mtext><b>&lt;</b></mtext>", "<mspace/>"]),
    lambda inner: st.builds(
        lambda name, attribute, parts: f"<{name}{attribute}>{''.join(parts)}</{name}>",
        st.sampled_from(["mrow", "mtd", "mtr", "mtable", "mstyle", "mover"]),
        st.sampled_from(["", ' scriptlevel="1"', ' class="a" displaystyle="true"']),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@given(ELEMENTS)
def test_any_formula_becomes_strict_and_stays_so(inner: str) -> None:
    math = strict_mathml(f"{START}>{inner}</math>")
    assert strict_mathml(math) == math
    namespace = "{http://www.w3.org/1998/Math/MathML}"
    elements = list(ET.fromstring(math).iter())
    owners = {
        element.tag.removeprefix(namespace)
        for element in elements
        if {"scriptlevel", "displaystyle"} & set(element.attrib)
    }
    assert owners <= {"mstyle", "mtable"}
    # Nothing is lost.
    assert len(elements) - inner.count("<m") - inner.count("<b") - 1 == math.count("<mstyle") - (
        inner.count("<mstyle")
    )
