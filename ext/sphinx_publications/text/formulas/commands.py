r"""The commands that formulas may have, as tables.

They are LaTeX's, those of the packages that Sphinx loads (amsmath, amssymb), and others that
can be rewritten in these, as far as math-core converts them. Commands that define, number or
colour (``\newcommand``, ``\tag``, ``\color``) are left out.
"""

from __future__ import annotations

from typing import Final, TypeVar

__all__ = [
    "ALIASES", "ARITIES", "BRACKETS", "CHARACTERS", "COLUMNS", "COMPOSED", "DECLARATIONS",
    "ENVIRONMENTS", "ENVIRONMENT_ALIASES", "EXPANSIONS", "INFIXES", "INVISIBLE", "KNOWN",
    "MATRICES", "OPENING", "PLAIN", "REWRITTEN", "SIZES", "SYMBOLS", "TEXTS", "TEXT_COMMANDS",
]  # fmt: skip

_Value = TypeVar("_Value")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _by_word(groups: dict[_Value, str]) -> dict[str, _Value]:
    """Return word → value for *groups*, value → the words that have it."""
    return {word: value for value, words in groups.items() for word in words.split()}


#: Command → the number of its arguments.
ARITIES: Final = _by_word({
    1: """
    acute bar boldsymbol breve check ddddot dddot ddot dot grave hat hphantom mathbb mathbf
    mathbin mathcal mathclose mathfrak mathinner mathit mathop mathopen mathord mathpunct
    mathrel mathring mathrm mathsf mathtt mod operatorname operatornamewithlimits overbrace
    overleftarrow overleftrightarrow overline overrightarrow phantom pmod pod sqrt tilde
    underbar underbrace underleftarrow underleftrightarrow underline underrightarrow vec
    vphantom widehat widetilde xleftarrow xrightarrow
    """,
    2: "binom cfrac dbinom dfrac frac overset stackrel tbinom tfrac underset",
    6: "genfrac",
})  # fmt: skip
#: Commands that enlarge the bracket behind them.
SIZES: Final = _words("""
    Big big Bigg bigg Biggl biggl Biggm biggm Biggr biggr Bigl bigl Bigm bigm Bigr bigr left
    middle right
""")
#: Commands for brackets that can be enlarged.
BRACKETS: Final = _words("""
    backslash Downarrow downarrow langle lbrace lbrack lceil lfloor lgroup llcorner lmoustache
    lrcorner lVert lvert rangle rbrace rbrack rceil rfloor rgroup rmoustache rVert rvert
    ulcorner Uparrow uparrow Updownarrow updownarrow urcorner Vert vert { | }
""")
#: Bracket → 1 if it opens, -1 if it closes.
OPENING: Final = _by_word({
    1: r"""( [ \{ \lbrace \lbrack \langle \lfloor \lceil \lvert \lVert \lgroup \lmoustache
    \ulcorner \llcorner \bigl \Bigl \biggl \Biggl ⟨ ⌈ ⌊ ⟦""",
    -1: r""") ] \} \rbrace \rbrack \rangle \rfloor \rceil \rvert \rVert \rgroup \rmoustache
    \urcorner \lrcorner \bigr \Bigr \biggr \Biggr ⟩ ⌉ ⌋ ⟧""",
})  # fmt: skip
#: Commands without arguments that TeX expands to several tokens: they need braces where they
#: are an argument, an exponent or an index.
COMPOSED: Final = _words("""
    arccos arcsin arctan arg bigcap bigcup bigodot bigoplus bigotimes bigsqcup biguplus bigvee
    bigwedge bmod bowtie cdots colon cong coprod cos cosh cot coth csc dashleftarrow
    dashrightarrow ddots deg det dim displaystyle doteq dots enspace exp gcd hom idotsint iff
    iiiint iiint iint impliedby implies inf injlim int Join ker ldots lg lim liminf limsup ln
    log Longrightarrow longrightarrow max medspace min models negmedspace negthickspace
    negthinspace notin oint Pr prod projlim qquad quad scriptscriptstyle scriptstyle sec sin
    sinh sum sup tan tanh textstyle thickspace thinspace vdots
""")
#: Commands without arguments that are one token.
SYMBOLS: Final = _words("""
    aleph alpha amalg angle approx approxeq ast asymp backepsilon backprime backsim backsimeq
    barwedge Bbbk because beta beth between bigcirc bigstar bigtriangledown bigtriangleup
    blacklozenge blacksquare blacktriangle blacktriangledown blacktriangleleft
    blacktriangleright bot Box boxdot boxminus boxplus boxtimes bullet Bumpeq bumpeq Cap cap
    cdot cdotp checkmark chi circ circeq circlearrowleft circlearrowright circledast circledcirc
    circleddash circledR circledS clubsuit complement Cup cup curlyeqprec curlyeqsucc curlyvee
    curlywedge curvearrowleft curvearrowright dag dagger daleth dashv ddag ddagger Delta delta
    diagdown diagup Diamond diamond diamondsuit digamma displaylimits div divideontimes Doteq
    doteqdot dotplus doublebarwedge doublecap doublecup downdownarrows downharpoonleft
    downharpoonright ell emptyset epsilon eqcirc eqsim eqslantgtr eqslantless equiv eta exists
    fallingdotseq Finv flat forall frown Game Gamma gamma ge geq geqq geqslant gets gg ggg gggtr
    gimel gnapprox gneq gneqq gnsim gtrapprox gtrdot gtreqless gtreqqless gtrless gtrsim
    gvertneqq hbar heartsuit hookleftarrow hookrightarrow hslash Im imath in infty intercal iota
    jmath kappa Lambda lambda land ldotp le leadsto Leftarrow leftarrow leftarrowtail
    leftharpoondown leftharpoonup leftleftarrows Leftrightarrow leftrightarrow leftrightarrows
    leftrightharpoons leftrightsquigarrow leftthreetimes leq leqq leqslant lessapprox lessdot
    lesseqgtr lesseqqgtr lessgtr lesssim lhd limits ll Lleftarrow lll llless lnapprox lneq lneqq
    lnot lnsim Longleftarrow longleftarrow Longleftrightarrow longleftrightarrow longmapsto
    looparrowleft looparrowright lor lozenge Lsh ltimes lvertneqq mapsto measuredangle mho mid
    mp mu multimap nabla natural ncong ne nearrow neg neq nexists ngeq ngeqq ngeqslant ngtr ni
    nLeftarrow nleftarrow nLeftrightarrow nleftrightarrow nleq nleqq nleqslant nless nmid
    nolimits not nparallel nprec npreceq nRightarrow nrightarrow nsim nsubseteq nsubseteqq nsucc
    nsucceq nsupseteq nsupseteqq ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq
    nu nVDash nVdash nvDash nvdash nwarrow odot Omega omega ominus oplus oslash otimes owns
    parallel partial perp Phi phi Pi pi pitchfork pm prec precapprox preccurlyeq preceq
    precnapprox precneqq precnsim precsim prime propto Psi psi Re restriction rhd rho Rightarrow
    rightarrow rightarrowtail rightharpoondown rightharpoonup rightleftarrows rightleftharpoons
    rightrightarrows rightsquigarrow rightthreetimes risingdotseq Rrightarrow Rsh rtimes searrow
    setminus sharp Sigma sigma sim simeq smile spadesuit sphericalangle sqcap sqcup sqsubset
    sqsubseteq sqsupset sqsupseteq square star Subset subset subseteq subseteqq subsetneq
    subsetneqq succ succapprox succcurlyeq succeq succnapprox succneqq succnsim succsim Supset
    supset supseteq supseteqq supsetneq supsetneqq surd swarrow tau therefore Theta theta times
    to top triangle triangledown triangleleft trianglelefteq triangleq triangleright
    trianglerighteq twoheadleftarrow twoheadrightarrow unlhd unrhd upharpoonleft upharpoonright
    uplus Upsilon upsilon upuparrows varDelta varepsilon varGamma varkappa varLambda varnothing
    varOmega varPhi varphi varPi varpi varPsi varrho varSigma varsigma varsubsetneq
    varsubsetneqq varsupsetneq varsupsetneqq varTheta vartheta vartriangle vartriangleleft
    vartriangleright varUpsilon varXi Vdash vDash vdash vee veebar Vvdash wedge wp wr Xi xi zeta
""") | frozenset(filter(str.isalpha, BRACKETS))
#: Commands of one character: spaces, and special characters of TeX.
CHARACTERS: Final = frozenset(",;:!>|{}_&%#$\\ ")
#: All commands without arguments.
PLAIN: Final = SYMBOLS | COMPOSED | CHARACTERS
#: Commands of one character that are dropped.
INVISIBLE: Final = frozenset("/@-")
#: Environment → how many columns it may have; ten is amsmath's ``MaxMatrixCols``.
COLUMNS: Final = {
    **dict.fromkeys("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix".split(), 10),
    "cases": 2, "gathered": 1, "subarray": 1,
}  # fmt: skip
#: Environment → the one that is set in its place.
ENVIRONMENT_ALIASES: Final = {"smallmatrix": "matrix", "split": "aligned"}
ENVIRONMENTS: Final = frozenset({*COLUMNS, *ENVIRONMENT_ALIASES, "aligned", "array"})
#: Declaration of plain TeX, for the rest of its group → the command with an argument.
DECLARATIONS: Final = _by_word({
    "mathrm": "rm sc rmfamily scshape upshape mdseries normalfont", "mathbf": "bf bfseries",
    "mathit": "it sl em mit itshape slshape", "mathsf": "sf sffamily", "mathtt": "tt ttfamily",
    "mathcal": "cal", "boldsymbol": "boldmath",
})  # fmt: skip
#: Command of plain TeX between two parts of a fraction → the command in front of both.
INFIXES: Final = {
    "over": r"\frac", "choose": r"\binom", "atop": r"\genfrac{}{}{0pt}{}",
    "brack": r"\genfrac{[}{]}{0pt}{}", "brace": r"\genfrac{\{}{\}}{0pt}{}",
}  # fmt: skip
#: Environments that plain TeX writes as commands.
MATRICES: Final = frozenset({"matrix", "pmatrix", "cases"})
#: Command that prints text → the one of LaTeX in its place.
TEXTS: Final = _by_word({
    "text": "text mbox hbox fbox textnormal textup textmd textsc", "textrm": "textrm",
    "textit": "textit textsl emph", "textbf": "textbf", "textsf": "textsf", "texttt": "texttt",
})  # fmt: skip
#: Commands that may stand in such text.
TEXT_COMMANDS: Final = _words("""
    textasciitilde textasciicircum textbackslash textbar textless textgreater textendash
    textemdash textbraceleft textbraceright textdegree textdollar textellipsis textdagger ldots
    dots textunderscore textquotedblleft textquotedblright textquoteleft textquoteright
""")
#: Command of a package, another program or older TeX → the command of LaTeX.
ALIASES: Final = _by_word({
    "boldsymbol": "bm pmb mathbold", "mathcal": "mathscr", "mathbb": "mathds mathbbm Bbb",
    "mathfrak": "frak", "mathit": "mathnormal", "mathrm": "mathup symup", "mathbf": "symbf",
    "cdots": "dotsb dotsm dotsi", "ldots": "dotsc dotso", "setminus": "smallsetminus",
    "mu": "micro upmu", "in": "isin", "aleph": "alef", "emptyset": "empty", "ddots": "iddots",
    "tfrac": "nicefrac sfrac",
})  # fmt: skip
#: The same for LaTeX that is no single command, or not allowed in text. ``#1`` is the argument.
EXPANSIONS: Final = {
    "ensuremath": "#1", "smash": "#1", "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "ket": r"|#1\rangle", "bra": r"\langle #1|", "braket": r"\langle #1\rangle", "abs": "|#1|",
    "norm": r"\|#1\|", "slashed": r"\not #1", "widecheck": r"\check{#1}", "protect": "",
    "relax": "", "leavevmode": "", "argmax": r"\operatorname*{arg\,max}",
    "argmin": r"\operatorname*{arg\,min}", "lt": "<", "gt": ">", "coloneqq": ":=",
    "coloneq": ":=", "eqqcolon": "=:", "vcentcolon": ":", "degree": r"^{\circ}",
    "celsius": r"^{\circ}\mathrm{C}", "reals": r"\mathbb{R}", "R": r"\mathbb{R}",
    "N": r"\mathbb{N}", "Z": r"\mathbb{Z}", "Alpha": r"\mathrm{A}", "Beta": r"\mathrm{B}",
    "Epsilon": r"\mathrm{E}", "Zeta": r"\mathrm{Z}", "Eta": r"\mathrm{H}", "Iota": r"\mathrm{I}",
    "Kappa": r"\mathrm{K}", "Mu": r"\mathrm{M}", "Nu": r"\mathrm{N}", "Omicron": r"\mathrm{O}",
    "Rho": r"\mathrm{P}", "Tau": r"\mathrm{T}", "Chi": r"\mathrm{X}", "omicron": "o",
    "textsuperscript": r"^{\text{#1}}", "textsubscript": r"_{\text{#1}}",
    "textdegree": r"^{\circ}", "textless": "<", "textgreater": ">", "textbar": "|",
    "textminus": "-", "textquotesingle": "{'}", "textunderscore": r"\_", "textmu": r"\mu",
    "textalpha": r"\alpha", "textbeta": r"\beta", "textgamma": r"\gamma", "textpm": r"\pm",
    "texttimes": r"\times", "textdiv": r"\div", "textperiodcentered": r"\cdot",
    "textasciitilde": r"\sim", "textbullet": r"\bullet", "textdagger": r"\dagger",
    "textrightarrow": r"\rightarrow", "textleftarrow": r"\leftarrow",
    "textbackslash": r"\backslash", "AA": r"\text{Å}", "unboldmath": "",
}  # fmt: skip
#: Commands that are rewritten.
REWRITTEN: Final = frozenset({*DECLARATIONS, *TEXTS, *MATRICES, *EXPANSIONS, "root"})
#: All commands that formulas may have.
KNOWN: Final = frozenset(
    {*PLAIN, *ARITIES, *SIZES, *REWRITTEN, *ALIASES, *INFIXES, *TEXT_COMMANDS}
    | {"begin", "end", "of", "cr", "buildrel"}
)
