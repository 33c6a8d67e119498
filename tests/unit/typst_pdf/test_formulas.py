from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from typst_pdf.formulas import FormulaError, to_typst

FORMULAS = r"""
x^2 + y_i - 1
-x = -\sin x \cdot \log_2 n
\sum_{i=1}^n i = \frac{n(n+1)}{2}
\int_0^\infty e^{-x^2} \, dx = \frac{\sqrt{\pi}}{2}
\int\limits_0^1 f(x)\,\mathrm{d}x + \oint_\gamma g + \iint_D h
\frac{a}{b} + \tfrac12 + \dfrac12 + x^{\frac{a}{b}}
\binom{n}{k} = \frac{n!}{k!\,(n-k)!}
{n \choose k} \genfrac{[}{]}{0pt}{}{n}{k}
\sqrt{x^2+1} + \sqrt[3]{\frac12}
\hat x + \tilde{x} + \bar x + \vec v + \dot x + \ddot x + \check a + \breve a + \mathring{A}
\widehat{abc} + \widetilde{abc} + \overline{ab} + \underline{ab} + \overrightarrow{AB} + \hat{abc}
\overbrace{a+b}^{n} + \underbrace{c+d}_{\text{two terms}} + \underbracket{x} + \overparen{xy}
\begin{pmatrix}a&b\\c&d\end{pmatrix} \begin{bmatrix}1&\cdots&n\\\vdots&\ddots&\vdots\end{bmatrix}
\begin{vmatrix}a&b\\c&d\end{vmatrix} = ad-bc, \quad \begin{Vmatrix}a\end{Vmatrix}
f(x) = \begin{cases} \frac{x}{2} & \text{if } x \text{ is even} \\ 3x & \text{else} \end{cases}
\begin{aligned} a &= b + c \\ d + e &= f \end{aligned}
\begin{align} a &= b \\ c &= d \nonumber \\ e+f &= g \tag{*} \end{align}
\begin{align*} a &= b & c &= d \\ aa &= bb & cc &= dd \end{align*}
\begin{equation} E = mc^2 \end{equation}
\begin{gather} a = b \\ c + d = e + f + g \end{gather}
\begin{multline} a + b + c + d \\ = e \end{multline}
\begin{array}{l|c}a&b\\\hline cc&d\end{array}
\begin{array}{|c|c|}\hline a&b\\\hline c&d\\\hline\end{array}
\begin{array}{rcl}a&=&b\\cc&=&d\end{array}
\begin{rcases}a\\bbb\end{rcases} = c
\phantom{xyz} a \hphantom{x} b \vphantom{\frac ab} c
\boxed{E = mc^2} + \cancel{x} + \bcancel{y} + \xcancel{z} + \boxed{\frac ab}
\color{red} x + \textcolor{blue}{y} = z
\mathrm{d}\mathbf{x}\mathbb{R}\mathcal{L}\mathfrak{g}\mathsf{A}\mathtt{A}\mathscr{L}\boldsymbol{\alpha}
\left(\frac ab\right) \left\|\frac xy\right\| \left.\frac{df}{dx}\right|_{x=0}
\left\{ x \in \mathbb{R} \;\middle|\; \frac{x}{2} > 1 \right\}
\bigl(x\bigr) \Bigl[x\Bigr] \biggl\{x\biggr\} \Biggl|x\Biggr|
x' + x'' + f'_i + {f'}^2
1, 2, \dots, n + \cdots + \vdots + \ddots + \ldots
\overset{a}{=} \underset{b}{x} \stackrel{\text{def}}{=} a
\not= \neq \not\in a \not\subset b
\lim_{x\to 0} \frac{\sin x}{x} = 1
\arg\max_x f(x) + \operatorname*{argmin}_{\theta\in\Theta} L(\theta) + \operatorname{Tr} A
\liminf_{n\to\infty} a_n \le \Pr[X] \gcd(a,b)
\text{if } x > 0 \text{ then \textbf{bold} or \emph{it}}
A \xrightarrow[a]{f \circ g} B \xleftarrow{h} C \mapsto D
a\,b\;c\!d\quad e\qquad f~g\ h
a \equiv b \pmod{n}, \; a \bmod b
\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\vartheta\kappa\lambda\mu\nu\xi\pi\rho\sigma\tau\phi\varphi\chi\psi\omega
\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Phi\Psi\Omega\varGamma
\rightarrow\leftarrow\Rightarrow\Leftrightarrow\longrightarrow\hookrightarrow\rightleftharpoons\uparrow
a \iff b \implies c
f\colon A\to B, \quad x : y, \quad a := b
|x| + \|y\| + \lvert z \rvert
\langle\psi|\phi\rangle + \bra{x}\ket{x}
\lfloor x\rfloor + \lceil y \rceil
\mathcal{O}(n \log n) + O(N)
\mathbf{Z}_q \times \mathbb{R}^{n\times m}
\{y_{i}^{2}\}_{i=1}^{n}
\mu^{+}\to e^{+}\gamma
\sqrt{s} = 200\,\mathrm{GeV}
10^{-3}\,\% + 90^\circ
1{,}000 + 3.14 a/b
A^\top + A^{\mathsf{T}} + A^\dagger + A^*
\nabla\cdot\vec{B} = 0, \quad \partial_t u = \Delta u
\overline{\mathrm{MS}} + \hat{\mathbf{x}} + \dot{\vec x}
\prod_{p} \frac{1}{1-p^{-s}} = \zeta(s)
\bigcup_{i\in I} A_i \cap \bigoplus_j V_j
\sum\nolimits_i x_i + \textstyle\sum_{j} y_j
\sum_{i<j} \sum_{k} a_{ij} b^{k}
{}_a^bX + \prescript{14}{6}{C} + \sideset{_a^b}{_c^d}\sum
\cfrac{1}{1+\cfrac{1}{2}}
\sin^2\theta + \cos^2\theta = 1, \; \log(x)
\mathit{diff} + \mathrm{diff} + \bm{ab}
\forall \varepsilon > 0 \; \exists \delta > 0
A \cup B \subseteq C \setminus D, \; \emptyset \in \mathcal{P}(X)
a \pm b \mp c \times d \div e \otimes f \oplus g \ast h
a \le b \ge c \ll d \approx e \sim f \simeq g \propto h \perp i \mid j \parallel k
\hbar\ell\Re\Im\aleph\partial\infty\imath
\det(A - \lambda I) = 0
P(A\mid B) = \frac{P(B\mid A)\,P(A)}{P(B)}
x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}
\mathbb{E}_{x\sim p}\left[\log \frac{p(x)}{q(x)}\right]
H_2O + \mathrm{Fe}_2\mathrm{O}_3 + {}^{13}\mathrm{C}
2^{2^{x}} + a_{i_j} + e^{i\pi}
\& \% \$ \# \_
\underset{x\to 0}{\operatorname{argmin}} + \underset{x}{\arg\min}
\sum_{\begin{subarray}{l}i<n\\j<m\end{subarray}} a_{ij}
\begin{dcases}\frac ab & x\\\end{dcases}
[0, 1) \cup (2, 3]
\overleftarrow{AB} + \overleftrightarrow{AB} + \utilde{x} + \underline{\underline x}
x \in \left[0, \tfrac12\right)
\frac{}{} + x^{} + {}
Ünïcode é < > x
K
W^\pm
\ell_1
_{2}
""".strip().splitlines()

HOSTILE = [
    r"\text{\#panic(1)}",
    r"\text{\#panic(\textbf{x})}",
    r"\text{\") panic(1}",
    r"\text{\\\") panic(1) (\"}",
    r'\text{") panic("x") (symbol("}',
    r"\text{`panic(1)`} ` ``` `",
    r"\text{\$ panic() \$} \$",
    r"\text{]\#panic(1)[}",
    r'")panic("',
    r'"]#panic("x")[#"',
    '\\text{") \n panic(1)}',
    "a // b /* c",
    r"\operatorname{panic(1)}",
    r"\operatorname{\")panic(1)}",
    r"\tag{x}\text{x}",
    r"\begin{align}a\tag{\") panic(1}\end{align}",
    r"\color{red); panic(1}x",
    r"\textcolor{\#ff0000\"); panic(1)}{x}",
    r"\hspace{1em) panic(1}",
    r"\text{<mi>x</mi>&lt;&quot;}",
    r"\text{</mtext></math>}",
    r"\text{]]>&amp;}",
    r"\text{@label <label> = * _ ~}",
    r"\text{\\u{22}}",
    "\u201c\u201d\u0301",
    "}{",
    "$x$",
    "\\",
]


class MissingGlyphError(Exception):
    """A character that Typst's own fonts have not."""


def compile_pdf(*formulas: str) -> None:
    """Make an accessible PDF with Typst expressions."""
    head = '#set document(title: "x")\n#set text(lang: "en")\n'
    equations = (f'#math.equation(block: true, alt: "x", {formula})\n' for formula in formulas)
    source = (head + "".join(equations)).encode()
    try:
        typst.compile(source, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed with font" in str(error):
            raise MissingGlyphError from error
        raise


@pytest.mark.parametrize(
    ("tex", "block", "expected"),
    [
        ("x", False, 'symbol("x")'),
        ("-x + 1", False, '[#math.class("normal", symbol("−"))#symbol("x")#symbol("+")#"1"]'),
        (r"\frac{a}{\sqrt[3]{b}}", False, 'math.frac(symbol("a"), math.root("3", symbol("b")))'),
        (
            r"\sum_{i=1}^n",
            True,
            'math.attach(symbol("∑"), b: [#symbol("i")'
            '#math.class("normal", symbol("="))#"1"], t: symbol("n"))',
        ),
        (r"\int\limits_0", False, 'math.attach(math.limits(symbol("∫")), b: "0")'),
        (r"\lim_{x}", True, 'math.attach(math.limits("lim"), b: symbol("x"))'),
        (r"\lim_{x}", False, 'math.attach("lim", b: symbol("x"))'),
        (
            r"\hat{x}\widehat{x}\overline{x}",
            False,
            '[#math.accent(symbol("x"), "\u02c6", size: 0%)'
            '#math.accent(symbol("x"), "\u0302")#math.overline(symbol("x"))]',
        ),
        (r"\left(\frac12\right)", False, 'math.lr([#symbol("(")#math.frac("1", "2")#symbol(")")])'),
        (
            r"\binom{n}{k}",
            False,
            'math.lr([#symbol("(")#math.mat(delim: none, row-gap: 0.3em, (symbol("n"),), '
            '(symbol("k"),))#symbol(")")])',
        ),
        (
            r"\begin{aligned}a&=b\end{aligned}",
            True,
            "math.mat(delim: none, column-gap: 0em, row-gap: 0.6em, ([#["
            '#math.display(symbol("a"))#$&$.body]'
            '#math.display([#symbol("=")#symbol("b")])],))',
        ),
        (
            r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
            False,
            'math.lr([#symbol("(")#math.mat(delim: none, column-gap: 0em, row-gap: 0.35em, (['
            '#math.inline(symbol("a"))#h(0.5em)], [#h(0.5em)#math.inline(symbol("b"))],), (['
            '#math.inline(symbol("c"))#h(0.5em)], [#h(0.5em)'
            '#math.inline(symbol("d"))],))#symbol(")")])',
        ),
        (r"\color{red}x", False, 'text(fill: rgb("#FF0000"), symbol("x"))'),
        (
            r"\sin x\!\text{ if }",
            False,
            '[#[#"sin"#[#h(0.1667em)]#symbol("x")]#h(-0.1667em)#"\xa0if\xa0"]',
        ),
        (
            r"\mathcal{L}\mathrm{d}\Gamma\varGamma",
            False,
            '[#symbol("\u2112\ufe00")#math.upright(symbol("d"))'
            '#math.upright(symbol("\u0393"))#math.italic(symbol("\u0393"))]',
        ),
        (
            r"\bigl(x\bigr)",
            False,
            '[#math.lr(size: 1.2em, symbol("("))#symbol("x")#math.lr(size: 1.2em, symbol(")"))]',
        ),
        (
            r"\phantom{x}\cancel{y}",
            False,
            '[#math.class("normal", hide(symbol("x")))'
            '#math.class("normal", math.cancel(symbol("y")))]',
        ),
        ("f'_i", False, 'math.attach(symbol("f"), b: symbol("i"), t: symbol("′"))'),
        (
            r"1,\dots,n",
            False,
            '[#"1"#symbol(",")#math.class("normal", symbol("…"))#symbol(",")#symbol("n")]',
        ),
        ("1{,}5", False, '[#"1"#math.class("normal", symbol(","))#"5"]'),
        (
            r"\underbrace{x}_{n}",
            False,
            'math.attach(math.limits(math.underbrace(symbol("x"))), b: symbol("n"))',
        ),
        ("", False, "[]"),
    ],
)
def test_expressions(tex: str, block: bool, expected: str) -> None:
    assert to_typst(tex, block=block) == expected


@pytest.mark.parametrize("tex", FORMULAS)
def test_formulas_are_drawn(tex: str) -> None:
    compile_pdf(to_typst(tex, block=True), to_typst(tex))


def code_of(expression: str) -> str:
    """Return an expression without what its strings hold."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', expression, flags=re.DOTALL)


#: All that stands outside strings.
CODE = re.compile(
    r"""(?:math\.[a-z]+ | symbol | text | rgb | box | hide | h
    | (?:fill|size|stroke|inset|width|height|baseline|delim|augment|hline|vline|row-gap|column-gap
    |top-edge|bottom-edge|inverted|cross|[tb][lr]?):
    | none | true | -?[0-9.]+(?:em|pt|%)? | \$&\$\.body | "" | [][(),\s#])*""",
    re.VERBOSE,
)


@pytest.mark.parametrize("tex", [*HOSTILE, *FORMULAS])
def test_nothing_of_a_formula_is_code(tex: str) -> None:
    try:
        expression = to_typst(tex, block=True)
    except FormulaError:
        return
    assert CODE.fullmatch(code_of(expression)), expression
    compile_pdf(expression)


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\nosuch", r'Unknown command "\nosuch"'),
        ("x" * 5_001, "longer than a formula can be"),
        ("([" * 16, "too many brackets within each other"),
        (r"\lbrace " * 17, "too many brackets within each other"),
        (r"\sqrt{" * 60 + "}" * 60, "nested too deeply"),
        ("x\x80", "a character that no font draws"),
        ("x\u2028", "a character that no font draws"),
        ("x\ud800", "a character that no font draws"),
    ],
)
def test_what_cannot_be_converted(tex: str, message: str) -> None:
    with pytest.raises(FormulaError, match=f"^{re.escape(message)}$"):
        to_typst(tex)


@pytest.mark.parametrize("opening", [r"x^{", r"\frac1{", r"\overset{a}{", r"\boxed{", r"\binom1{"])
def test_what_is_as_deep_as_can_be_is_drawn(opening: str) -> None:
    for depth in range(60, 0, -1):
        try:
            expression = to_typst(opening * depth + "x" + "}" * depth, block=True)
        except FormulaError:
            continue
        compile_pdf(expression)
        return
    pytest.fail("never converted")


def test_many_brackets_take_no_time() -> None:
    start = time.perf_counter()
    to_typst("(a+" * 16)
    to_typst("(a)[b]" * 500)
    assert time.perf_counter() - start < 5


PIECES = st.sampled_from(
    [piece for tex in FORMULAS for piece in re.findall(r"\\[A-Za-z]+|\\.|.", tex)]
)
SOURCES = st.one_of(
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(st.sampled_from([*FORMULAS, *HOSTILE]), max_size=3).map(" ".join),
    st.text(st.characters(max_codepoint=0x24F), max_size=40),
    st.text(st.sampled_from(r"\{}[]()^_&#$%~\"`'<>/*ab1 "), max_size=40),
)


@given(SOURCES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_text_is_drawn_or_refused(tex: str, block: bool) -> None:
    try:
        expression = to_typst(tex, block=block)
    except FormulaError:
        return
    assert CODE.fullmatch(code_of(expression)), expression
    with suppress(MissingGlyphError):
        compile_pdf(expression)
