"""Formulas as text: for titles where no mathematics is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.text.formulas import commands
from sphinx_publications.text.formulas.unicode_text import inline_of, plain_unicode, unicode_of
from sphinx_publications.text.inline import Math, Span, Style
from sphinx_publications.text.latex import decode

FORMULAS = {
    "K": "K",
    "K_{i}^2": "Kᵢ²",
    r"\alpha x": "αx",
    r"x \in X": "x ∈ X",
    r"x\in(0,1)": "x ∈ (0,1)",
    r"(\geq 2)": "(≥ 2)",
    r"\to\infty": "→ ∞",
    r"\mathbb{R}^n": "ℝⁿ",
    r"\mathbb{1}": "𝟙",
    r"\mathcal{O}(n\log n)": "O(n log n)",
    r"-\log_2 n": "−log₂ n",
    r"\log(1/\epsilon)": "log(1/ε)",
    r"p\operatorname*{argmax}x": "p argmax x",
    r"\frac{x}{2}": "x/2",
    r"\frac{a+b}{f(x)}": "(a+b)/f(x)",
    r"\sqrt{n}": "√n",
    r"\sqrt[3]{x+1}": "³√(x+1)",
    r"\binom{n}{k}": "C(n, k)",
    r"\genfrac{[}{]}{0pt}{}{n}{k}": "[n / k]",
    r"\hat x_{t+1}": "x̂ₜ₊₁",
    r"\tilde{O}": "Õ",
    r"\overline{AB}": "AB",
    r"\not=": "≠",
    r"x^{\text{new}}": "x^new",
    r"x_{\text{max, min}}": "x_(max, min)",
    "2^{2^n}": "2^(2ⁿ)",
    r"e^{i\pi}": "e^(iπ)",
    r"A^\top A": "AᵀA",
    r"W^\pm": "W±",
    r"90^\circ": "90°",
    "f'(x)": "f′(x)",
    r"\|x\|_p": "‖x‖ₚ",
    r"\left(\frac{1}{\epsilon}\right)^2": "(1/ε)²",
    r"\left.x\right|_0": "x|₀",
    r"\big[a, b\big]": "[a, b]",
    r"\begin{pmatrix} a & b \\ c & d\end{pmatrix}": "(a b ; c d)",
    r"\sum_{i=1}^n i": "∑ᵢ₌₁ⁿ i",
    r"a \xrightarrow{f} b": "a →ᶠ b",
    r"\overset{d}{=}": "=ᵈ",
    r"\pmod{p}": "(mod p)",
    r"x \bmod p": "x mod p",
    r"\sqrt{s}=13\,\text{TeV}": "√s=13 TeV",
    r"\phantom{x}y": "y",
    r"50\,\%": "50 %",
    r"\{a\}": "{a}",
    "n!": "n!",
    # What is no formula is its own source.
    r"\left(x": r"\left(x",
    "}x": "}x",
    "": "",
}  # fmt: skip


@pytest.mark.parametrize(("tex", "text"), FORMULAS.items(), ids=list(FORMULAS))
def test_a_formula_is_text(tex: str, text: str) -> None:
    assert unicode_of(tex) == text


def test_scripts_are_in_their_styles() -> None:
    assert inline_of("K_{i}^2") == (
        "K", Span(Style.SUBSCRIPT, ("i",)), Span(Style.SUPERSCRIPT, ("2",)),
    )  # fmt: skip


#: Functions that are printed by their names.
WORDS = frozenset(
    "Pr arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim ln"
    " log max min sec sin sinh sup tan tanh".split()
)


@pytest.mark.parametrize("name", sorted(commands.PLAIN | commands.TEXT_COMMANDS))
def test_a_command_is_a_sign_or_a_word_or_a_space(name: str) -> None:
    text = unicode_of(f"\\{name}")
    assert (text == name) is (name in WORDS or name in set("{}_&%#$"))
    assert not text.isascii() or len(text) < 2 or text in WORDS or " " in text or text == "mod"


def test_a_text_is_plain_with_its_formulas_in_unicode() -> None:
    text = (
        "H", Span(Style.SUBSCRIPT, ("2",)), "O, the 1", Span(Style.SUPERSCRIPT, ("st",)), " ",
        Span(Style.EMPHASIS, ("set of ", Math("K^2"))), Span(Style.MARK, ("*",)),
    )  # fmt: skip
    assert plain_unicode(text) == "H₂O, the 1st set of K²"
    assert plain_unicode(("As is",)) == "As is"
    assert plain_unicode(decode(r"Search for $W^\pm \to \ell\nu$").text) == "Search for W± → ℓν"


PIECES = st.sampled_from(
    [
        *r"\frac { } ^ _ a \alpha \left( \right) \begin{cases} \end{cases} \text \sqrt [ ]".split(),
        *r"& | \| \\ \mathbb \genfrac \log \operatorname * \pmod \not \overset \binom \to".split(),
        *r"\middle \over \xrightarrow é \foo $ % #".split(),
        *"\x1f\u2028\0\n \\",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text())
def test_any_source_is_text_on_one_line(tex: str) -> None:
    text = unicode_of(tex)
    assert "\n" not in text
    assert "\x1f" not in text
    assert text == text.strip(" ")
