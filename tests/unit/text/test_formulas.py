"""What is a formula, how it is written in LaTeX's own words, and how it is drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_publications.text.formulas import commands as names
from sphinx_publications.text.formulas.mathml import to_mathml
from sphinx_publications.text.formulas.rewriting import read_formula
from sphinx_publications.text.formulas.syntax_tree import FormulaError, UnknownCommandError

START = '<math xmlns="http://www.w3.org/1998/Math/MathML">'
MSTYLE = "{http://www.w3.org/1998/Math/MathML}mstyle"

UNCHANGED = [
    "x", "x_2", "_2", "^{13}", "K", r"\mathcal{O}(n^{2})", r"\mathbb R", r"\frac12", r"\frac{a}{b}",
    r"\left( x \right]", r"\left. x \middle| y \right|_0", r"\sqrt[3]{x}", r"\sum_{i=1}^n x_i",
    r"\text{if } x", r"\operatorname{argmax}", r"a\&b", r"50\%", r"\#P", r"{}_{2}F_1", r"x''",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\lim\limits_{x\to 0}", r"\|x\|", r"\not\in",
    r"\bigl( x \bigr)", r"\overset{a}{b}", r"\underbrace{x}_{n}", r"\pmod{p}", r"90^\circ",
    r"\sqrt{s}=13\,\mathrm{TeV}", r"\tilde\chi^0_1", r"x^{y^z}", r"B^0_s\to\mu^+\mu^-", "α_é < β",
    r"\operatorname*{arg\,min}_x", r"\hat x", r"\mathrm{CO_2}", r"\displaystyle x", "~", "", "{}",
    r"\begin{array}{l|r} a & b \\ c \end{array}", r"\begin{aligned} a & b & c & d \end{aligned}",
    r"x_\alpha", r"\boldsymbol\beta", r"{\frac{a}{b}}",
]  # fmt: skip
#: As people write it → as LaTeX has it.
REWRITTEN = {
    r"{\rm H}_2": r"\mathrm{H}_2",
    r"{\rm H\/}_2": r"\mathrm{H}_2",
    r"{\bf B}": r"\mathbf{B}",
    r"{\cal N}=4": r"\mathcal{N}=4",
    r"\cal{N}=4": r"\mathcal{N}=4",
    r"\cal N": r"\mathcal{N}",
    r"{\it x}{\sf y}{\tt z}{\mit w}{\em v}": r"\mathit{x}\mathsf{y}\mathtt{z}\mathit{w}\mathit{v}",
    r"{\bf x \rm y}": r"{\mathbf{x}\mathrm{y}}",
    r"\rm H_2O": r"\mathrm{H_2O}",
    r"x_{\rm max}": r"x_{\mathrm{max}}",
    r"x_\rm max": r"x_{\mathrm{max}}",
    r"\mathop{\rm tr}": r"\mathop{\mathrm{tr}}",
    r"{\boldmath x}": r"\boldsymbol{x}",
    r"{\rm }x": "{}x",
    r"\nicefrac12": r"\tfrac12",
    r"x^\sfrac{a}{b}": r"x^{\tfrac{a}{b}}",
    r"5\,\upmu": r"5\,\mu",
    r"5\,\AA": r"5\,\text{Å}",
    r"\unboldmath x": "x",
    r"a \over b": r"\frac{a}{b}",
    r"1 + {a \over b}": r"1 + \frac{a}{b}",
    r"x^{a \over b}": r"x^{\frac{a}{b}}",
    r"{\rm d}x \over {\rm d}t": r"\frac{\mathrm{d}x}{\mathrm{d}t}",
    r"\left(a \over b\right)": r"\left(\frac{a}{b}\right)",
    r"n \choose k": r"\binom{n}{k}",
    r"a \atop b": r"\genfrac{}{}{0pt}{}{a}{b}",
    r"a \brack b": r"\genfrac{[}{]}{0pt}{}{a}{b}",
    r"a \brace b": r"\genfrac{\{}{\}}{0pt}{}{a}{b}",
    r"\root 3 \of x": r"\sqrt[3]{x}",
    r"x \buildrel a \over = y": r"x \overset{a}{=} y",
    r"\matrix{a & b \cr c & d \cr}": r"\begin{matrix}a & b \\ c & d\end{matrix}",
    r"\pmatrix{a\over b & {\rm c}\cr}": r"\begin{pmatrix}\frac{a}{b}& \mathrm{c}\end{pmatrix}",
    r"\begin{cases} a \over b & c \\ d \end{cases}": (
        r"\begin{cases}\frac{a}{b}& c \\ d \end{cases}"
    ),
    r"\begin{smallmatrix} a \end{smallmatrix}": r"\begin{matrix} a \end{matrix}",
    r"\substack{a\\b}": r"\begin{subarray}{c}a\\b\end{subarray}",
    r"{\Bbb R} {\frak g}": r"{\mathbb R} {\mathfrak g}",
    r"\bm{x} \mathscr{L} \mathds 1": r"\boldsymbol{x} \mathcal{L} \mathbb 1",
    r"\textnormal{x} \mbox{for all } \hbox y": r"\text{x} \text{for all } \text{y}",
    r"\text{a_b & 5% #1 a^b}": r"\text{a\_b \& 5\% \#1 a\textasciicircum{}b}",
    r"\text{if $x$ or {\rm y}}": r"\text{if }x\text{ or {y}}",
    r"\text{Schr\"odinger}": r"\text{Schrödinger}",
    r"\mbox{M\"ossbauer \'{e}}": r"\text{Mössbauer é}",
    r"\ensuremath{x^2}": "x^2",
    r"50 % of": r"50 \% of",
    r"10\textdegree": r"10^{\circ}",
    r"x\textsuperscript{2}": r"x^{\text{2}}",
    r"\argmin_x \ket{\psi}": r"\operatorname*{arg\,min}_x |\psi\rangle",
    r"x_\mathrm{max}^\frac12": r"x_{\mathrm{max}}^{\frac12}",
    r"x^\sin y": r"x^{\sin} y",
    r"a \\ [b": r"a \\ {}[b",
    r"\Mu \isin \R": r"\mathrm{M} \in \mathbb{R}",
}
#: What TeX would stop at → why.
REFUSED = {
    "x^a^b": "two exponents or two indices in a row",
    "x_a_b": "two exponents or two indices in a row",
    "x^{a}^{b}": "two exponents or two indices in a row",
    "x'^a^b": "two exponents or two indices in a row",
    r"\left( x": r"“\left” without its partner",
    r"x \right)": r"“\right” without its partner",
    r"\left x \right)": "a bracket is missing",
    r"\left( x \right": "a bracket is missing",
    r"x \middle| y": r"“\middle” without its partner",
    r"\bigl x": "a bracket is missing",
    r"\frac{a}": "an argument is missing",
    r"\frac": "an argument is missing",
    r"\frac1^2": "an argument is missing",
    r"\sqrt": "an argument is missing",
    r"\hat": "an argument is missing",
    r"\text": "an argument is missing",
    "x^": "an argument is missing",
    "_": "an argument is missing",
    "x__a": "an argument is missing",
    "a & b": "“&” without a backslash",
    r"\left( a & b \right)": "“&” without a backslash",
    "#": "“#” without a backslash",
    "#P": "“#” without a backslash",
    "a #1 b": "“#” without a backslash",
    r"\begin{array}{c} a & b \end{array}": "a row with too many columns",
    r"\begin{cases} a \\ b & c & d \end{cases}": "a row with too many columns",
    r"\cases{a & b & c \cr}": "a row with too many columns",
    r"\begin{matrix}" + "a &" * 10 + r"a \end{matrix}": "a row with too many columns",
    "{x": "“{” without its partner",
    "x}": "“}” without its partner",
    r"\begin{matrix} a": r"“\begin{matrix}” without its partner",
    r"\end{matrix}": r"“\end” without its partner",
    r"\begin{matrix} a \end{pmatrix}": r"“\begin{matrix}” without its “\end”",
    r"a \over b \over c": "more than one fraction in a group",
    r"\sqrt[3": "“[” without its partner",
    r"x\limits_a": "“\\limits” behind what can have none",
    "{" * 50 + "}" * 50: "nested too deeply",
    r"\hat" * 50 + " x": "nested too deeply",
    "(" * 17: "too many brackets within each other",
    "x+" * 3000: "longer than a formula can be",
}
UNKNOWN = {
    r"\input{x}": "“\\input”",
    r"\write18{rm} \href{x}{y}": "“\\href”, “\\write”",
    r"\newcommand{\a}{b}\a": "“\\a”, “\\newcommand”",
    r"\begin{tikzpicture} x \end{tikzpicture}": "“\\tikzpicture”",
    r"\text{\foo}": "“\\foo”",
    r"\tag{1} \label{x}": "“\\label”, “\\tag”",
    "a^^5cinput": "“^^”",
}
PIECES = (
    r"x _ ^ { } & \\ ( ) [ ] | ' % # $ ~ é α \frac \sqrt \left( \right) \left. \middle| \text \mbox"
    r" \begin{matrix} \end{matrix} \bm \rm \cal \over \choose \root \of \cr \sin \sum \limits"
    r" \hat \bigl( \, \! \bar \operatorname \textdegree \substack \not \pmod \stackrel \matrix"
    r" \mathrm \foo"
).split()


@pytest.mark.parametrize("tex", UNCHANGED)
def test_latex_stays_as_it_is(tex: str) -> None:
    assert read_formula(tex) == tex


@pytest.mark.parametrize(("source", "tex"), REWRITTEN.items(), ids=list(REWRITTEN))
def test_plain_tex_and_commands_of_packages_become_latex(source: str, tex: str) -> None:
    assert read_formula(source) == tex
    assert read_formula(tex) == tex


@pytest.mark.parametrize(("source", "why"), REFUSED.items(), ids=[name[:20] for name in REFUSED])
def test_what_tex_would_stop_at_is_refused(source: str, why: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read_formula(source)
    assert str(refused.value) == why


@pytest.mark.parametrize(("source", "shown"), UNKNOWN.items(), ids=list(UNKNOWN))
def test_unknown_commands_are_named(source: str, shown: str) -> None:
    with pytest.raises(UnknownCommandError) as refused:
        read_formula(source)
    assert str(refused.value) == shown


@given(st.lists(st.sampled_from([*PIECES, " ", "{x}"]), max_size=8).map("".join))
@example(r"\mathrm\underbrace\alpha")
@example(r"\stackrel1^2")
@example(r"\\ [ a")
def test_a_formula_is_read_and_drawn_or_refused(source: str) -> None:
    try:
        tex = read_formula(source)
    except FormulaError:
        return
    assert read_formula(tex) == tex
    drawn = to_mathml(tex)
    # Well-formed without names of characters, and styles where MathML 3 has them: as in a book.
    elements = [*ET.fromstring(drawn).iter()]
    assert {node.tag for node in elements[1:] if "scriptlevel" in node.attrib} <= {MSTYLE}


def _uses(name: str) -> list[str]:
    """Return ways to write a command, one of which has what it needs."""
    return [f"\\{name}{rest}" for rest in ("", "{x}", "{x}{y}", "{(}{)}{0pt}{}{x}{y}", "(", "_x")]


@pytest.mark.parametrize("name", sorted({*names.SYMBOLS, *names.COMPOSED, *names.ARITIES}))
def test_each_command_that_is_known_is_drawn(name: str) -> None:
    def is_formula(tex: str) -> bool:
        try:
            return read_formula(f"\\sum{tex}" if "limits" in name else tex) != ""
        except FormulaError:
            return False

    assert any(map(is_formula, _uses(name)))


@pytest.mark.parametrize(
    ("tex", "drawn"),
    [
        ("K", "<mi>K</mi>"),
        ("x_2", "<msub><mi>x</mi><mn>2</mn></msub>"),
        ("_2", "<msub><mrow></mrow><mn>2</mn></msub>"),
        (r"\{_2", '<msub><mo stretchy="false">{</mo><mn>2</mn></msub>'),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        (r"\text{<b>}", "<mtext>&lt;b&gt;</mtext>"),
    ],
)
def test_formulas_are_drawn(tex: str, drawn: str) -> None:
    assert to_mathml(tex) == f"{START}{drawn}</math>"
