from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_publications.text import latex_tree
from sphinx_publications.text.inline import (
    Inline,
    InlineText,
    Link,
    Math,
    Span,
    Style,
    plain,
    walk,
)
from sphinx_publications.text.latex import MAX_DEPTH, MAX_LENGTH, decode, smart_quotes
from sphinx_publications.text.latex_accents import replace_accents
from sphinx_publications.text.latex_macros import LETTERS
from sphinx_publications.text.latex_source import Decoded, decode_verbatim

ACCENTS = {
    r"G\"odel": "Gödel",
    r"G\"{o}del": "Gödel",
    r"G{\"o}del": "Gödel",
    r"G{\"{o}}del": "Gödel",
    r"{G\"odel}": "Gödel",
    "Gödel": "Gödel",
    r"Universit\"at Z\"urich": "Universität Zürich",
    r"\'Ecole": "École",
    r"{\'E}cole": "École",
    r"{\' E}cole": "École",
    r"Poincar\'e's": "Poincaré’s",
    r"\`a la": "à la",
    r"l'h\^opital": "l’hôpital",
    r"Ni\~no": "Niño",
    r"\=o": "ō",
    r"\.z": "ż",
    r"\c{c}": "ç",
    r"\c c": "ç",
    r"\c{S}ahin": "Şahin",
    r"Cz{\k e}stochowa": "Częstochowa",
    r"Erd\H{o}s": "Erdős",
    r"Erd{\H o}s": "Erdős",
    r"Erd{\H{o}}s": "Erdős",
    r"\v{C}ech": "Čech",
    r"{\v C}ech": "Čech",
    r"\u{g}": "ğ",
    r"\r{a}": "å",
    r"\b{b}": "ḇ",
    r"\d{d}": "ḍ",
    r"\h{a}": "a\N{COMBINING HOOK ABOVE}",
    r"\textcommabelow{s}": "s\N{COMBINING COMMA BELOW}",
    r"na\"\i ve": "naïve",
    r"na\"{\i}ve": "naïve",
    r"{\'\i}": "í",
    r"{\i}": "ı",
    r"stra\ss e": "straße",
    r"stra{\ss}e": "straße",
    r"stra\ss{}e": "straße",
    r"\AA ngstr\"om": "Ångström",
    r"{\aa}": "å",
    r"{\O}rsted": "Ørsted",
    r"\L ukasz": "Łukasz",
    r"{\l}": "ł",
    r"\ae{} \OE{}": "æ Œ",
    r"\dj{} \th{}": "đ þ",
    "朱邦华": "朱邦华",
}


@pytest.mark.parametrize(("source", "text"), ACCENTS.items(), ids=list(ACCENTS))
def test_accents(source: str, text: str) -> None:
    decoded = decode(source)
    assert decoded.problems == ()
    assert unicodedata.normalize("NFC", plain(decoded.text)) == unicodedata.normalize("NFC", text)


EMPHASIS = Span(Style.EMPHASIS, ("x",))


def emphasis(*text: Inline) -> Span:
    return Span(Style.EMPHASIS, text)


STYLES: dict[str, InlineText] = {
    r"\emph{x}": (EMPHASIS,),
    r"\textit{x}": (EMPHASIS,),
    r"\textsl{x}": (EMPHASIS,),
    r"\mkbibemph{x}": (EMPHASIS,),
    r"\emph x": (EMPHASIS,),
    r"{\em x}": (EMPHASIS,),
    r"{\em x} y": (EMPHASIS, " y"),
    r"{\it x\/} y": (EMPHASIS, " y"),
    r"{\itshape x}": (EMPHASIS,),
    r"\em x": (EMPHASIS,),
    r"\textbf{x}": (Span(Style.STRONG, ("x",)),),
    r"{\bf x}": (Span(Style.STRONG, ("x",)),),
    r"\textsc{Ab}": (Span(Style.SMALL_CAPS, ("Ab",)),),
    r"{\sc Ab}": (Span(Style.SMALL_CAPS, ("Ab",)),),
    r"\texttt{a_b}": (Span(Style.CODE, ("a_b",)),),
    r"{\tt a}": (Span(Style.CODE, ("a",)),),
    r"1\textsuperscript{st}": ("1", Span(Style.SUPERSCRIPT, ("st",))),
    r"H\textsubscript{2}O": ("H", Span(Style.SUBSCRIPT, ("2",)), "O"),
    r"a \emph{ x } b": ("a ", EMPHASIS, " b"),
    r"\emph{a \textbf{b} c}": (Span(Style.EMPHASIS, ("a ", Span(Style.STRONG, ("b",)), " c")),),
    r"{\bf a {\it x} c} d": (Span(Style.STRONG, ("a ", EMPHASIS, " c")), " d"),
    r"\emph{$x$-wise}": (Span(Style.EMPHASIS, (Math("x"), "-wise")),),
    r"\protect\emph{x}": (EMPHASIS,),
    # What has no style of its own is set like the text around it.
    r"\textrm{x}": ("x",),
    r"\mbox{x-y}": ("x-y",),
    r"\underline{x}": ("x",),
    r"\textcolor{red}{x}": ("x",),
    r"\foreignlanguage{german}{x}": ("x",),
    # As ADS writes "z ~ 2".
    r"z \raisebox{-0.5ex}\textasciitilde 2": ("z ~2",),
    r"{\small x}": ("x",),
}


@pytest.mark.parametrize(("source", "text"), STYLES.items(), ids=list(STYLES))
def test_styles(source: str, text: InlineText) -> None:
    assert decode(source) == Decoded(text)


CHARACTERS = {
    r"\&\$\%\_\#\{\}": "&$%_#{}",
    "AT&T": "AT&T",
    "50% faster": "50% faster",
    r"50\% faster": "50% faster",
    r"\"o, 100%": "ö, 100%",
    "a_b, #1 and x^2": "a_b, #1 and x^2",
    r"from \$5 to \$6": "from $5 to $6",
    "A~B": "A\N{NO-BREAK SPACE}B",
    r"A\ B\\C": "A B C",
    r"a\,b": "a\N{NARROW NO-BREAK SPACE}b",
    r"x\-y": "x\N{SOFT HYPHEN}y",
    r"\~{}": "~",
    r"\^{}": "^",
    r"\textasciitilde": "~",
    r"\textbackslash": "\\",
    "3--4": "3–4",
    "a---b": "a—b",
    "a - b": "a - b",
    r"a\textendash b\textemdash c": "a–b—c",
    "``a'' and `b'": "“a” and ‘b’",
    r"\enquote{a}": "“a”",
    r"\enquote*{a}": "‘a’",
    '"a"': "“a”",
    "don't": "don’t",
    "{don't}": "don’t",
    r"\ldots": "…",
    r"\copyright": "©",
    r"\texttrademark": "™",
    r"\S 5": "§5",
    r"\LaTeX{} and Bib\TeX": "LaTeX and BibTeX",
    r"\beta-VAE": "β-VAE",
    "?`Que?": "¿Que?",
    # The argument is there for sorting only (Patashnik, BibTeXing, section 4).
    r"{\noopsort{1973b}}1973": "1973",
    "{GAN}s for {NLP}": "GANs for NLP",
    "{Deconstructing {GAN}s}": "Deconstructing GANs",
    "MiXed {C}apitals STAY": "MiXed Capitals STAY",
    "a  b\n\tc ": "a b c",
    " { a } ": "a",
    "a\r\n\r\n  b": "a b",
    "": "",
    "{}": "",
    "\\": "",
}


@pytest.mark.parametrize(("source", "text"), CHARACTERS.items(), ids=list(CHARACTERS))
def test_characters_and_white_space(source: str, text: str) -> None:
    assert decode(source) == Decoded((text,) if text else ())


MATHEMATICS: dict[str, InlineText] = {
    "$x$": (Math("x"),),
    r"\(x\)": (Math("x"),),
    r"\[x\]": (Math("x"),),
    "$$x$$": (Math("x"),),
    r"\ensuremath{x^{2}}": (Math("x^{2}"),),
    r"\ensuremath{$x$}": (Math("x"),),
    "The $K$-wise {CNN}": ("The ", Math("K"), "-wise CNN"),
    r"$\mathcal{O}(n^{2})$ time": (Math(r"\mathcal{O}(n^{2})"), " time"),
    "$a$$b$": (Math("a"), Math("b")),
    r"$a\$b$": (Math(r"a\$b"),),
    "$a\n  b$": (Math("a b"),),
    r"\$5 and $x$": ("$5 and ", Math("x")),
    r"\mathbb{R}": (Math(r"\mathbb{R}"),),
    r"\mathbb R": (Math(r"\mathbb R"),),
    r"\texorpdfstring{$\beta$}{beta}-VAE": (Math(r"\beta"), "-VAE"),
    "$ $": (),
    r"{\boldmath $x$}\unboldmath": (Math("x"),),
    r"5 $\AA^{-1}$": ("5 ", Math(r"\text{Å}^{-1}")),
}


@pytest.mark.parametrize(("source", "text"), MATHEMATICS.items(), ids=list(MATHEMATICS))
def test_mathematics(source: str, text: InlineText) -> None:
    assert decode(source) == Decoded(text)


LINKS: dict[str, InlineText] = {
    r"\url{http://a.b/c_d~e%f&g#h}": (Link("http://a.b/c_d~e%f&g#h", ("http://a.b/c_d~e%f&g#h",)),),
    r"\url{http://a.b/c\_d\%20e}": (Link("http://a.b/c_d%20e", ("http://a.b/c_d%20e",)),),
    r"See \url{http://a.b}.": ("See ", Link("http://a.b", ("http://a.b",)), "."),
    r"\href{http://a.b}{The \emph{x} page}": (Link("http://a.b", ("The ", EMPHASIS, " page")),),
    r"\href{http://a.b}{}": (Link("http://a.b", ("http://a.b",)),),
}


@pytest.mark.parametrize(("source", "text"), LINKS.items(), ids=list(LINKS))
def test_links(source: str, text: InlineText) -> None:
    assert decode(source) == Decoded(text)


#: What databases leave in the fields that they export.
MARKUP: dict[str, InlineText] = {
    "<i>x</i> y": (EMPHASIS, " y"),
    "<I>x</I>": (EMPHASIS,),
    "<em>a <b>b</b></em>": (Span(Style.EMPHASIS, ("a ", Span(Style.STRONG, ("b",)))),),
    "H<sub>2</sub>O<sup>+</sup>": (
        "H",
        Span(Style.SUBSCRIPT, ("2",)),
        "O",
        Span(Style.SUPERSCRIPT, ("+",)),
    ),
    "<scp>Dna</scp>": (Span(Style.SMALL_CAPS, ("Dna",)),),
    "<jats:italic>x</jats:italic>": (EMPHASIS,),
    'An <inline-formula><tex-math notation="LaTeX">$x$</tex-math></inline-formula>-tree': (
        "An ",
        Math("x"),
        "-tree",
    ),
    "{<i>x</i>}": (EMPHASIS,),
    '<a href="https://e.org/a_b%20c#d&amp;e">x</a> y': (
        Link("https://e.org/a_b%20c#d&e", ("x",)),
        " y",
    ),
    "a <A rel=x HREF='https://e.org/'><i>x</i></A>": (
        "a ",
        Link("https://e.org/", (EMPHASIS,)),
    ),
    "<a href=https://e.org/{x}>x</a>": (Link("https://e.org/%7Bx%7D", ("x",)),),
    '<a name="x">y</a> and <a>z</a>': ("y and z",),
    "a<br/>b": ("a b",),
    "AT&amp;T": ("AT&T",),
    r"AT\&amp;T": ("AT&T",),
    "G&ouml;del, G&#246;del, G&#xF6;del": ("Gödel, Gödel, Gödel",),
    "&#36;5, 5&#37;, &#123;&#125;&#35;&#95;&#126;&#94;": ("$5, 5%, {}#_~^",),
    "&amp;lt;": ("&lt;",),
    # What is no such markup is what the author says.
    "R&D; R&x;": ("R&D; R&x;",),
    "a<b and c>d": ("a<b and c>d",),
    "p<0.05, List<T>": ("p<0.05, List<T>",),
    "$a<b$ and $b>c$": (Math("a<b"), " and ", Math("b>c")),
    "<script>x</script>": ("<script>x</script>",),
    "<img src=x onerror=y>": ("<img src=x onerror=y>",),
    "<a href=JavaScript:x>y</a>": ("<a href=JavaScript:x>y</a>",),
    "<a href=javascript&colon;x>y</a>": ("<a href=javascript:x>y</a>",),
    "<a" + " href=x" * 10_000: ("<a" + " href=x" * 10_000,),
    "&#92;emph&#123;x&#125;": (r"\emph{x}",),
}


@pytest.mark.parametrize(
    ("source", "text", "tag"),
    [
        ("<i>x", "<i>x", "<i>"),
        ("&lt;i&gt;", "<i>", "<i>"),
        ("<b>&lt;", "<b><", "<b>"),
        ("</i>x<i>", "</i>x<i>", "</i>"),
        ("<i>a<b>b</i></b>", "<i>a<b>b</i></b>", "</i>"),
    ],
)
def test_a_tag_without_its_partner_stays_text(source: str, text: str, tag: str) -> None:
    assert decode(source) == Decoded((text,), (f"has a “{tag}” without its partner",))


@pytest.mark.parametrize(("source", "text"), MARKUP.items(), ids=[key[:40] for key in MARKUP])
def test_markup_of_databases(source: str, text: InlineText) -> None:
    assert decode(source) == Decoded(text)


@pytest.mark.parametrize("name", ["ref", "autoref", "cref", "eqref", "cite", "citet", "citep"])
def test_a_reference_within_a_text_leaves_no_placeholder(name: str) -> None:
    assert plain(decode(f"a\\{name}{{b}}").text) in {"a", "ab"}


@pytest.mark.parametrize("name", ["noopsort", "label", "index", "hspace", "vspace", "phantom"])
def test_what_is_not_printed_is_dropped(name: str) -> None:
    assert decode(f"a\\{name}{{1em}}b") == Decoded(("ab",))


@pytest.mark.parametrize(
    ("source", "text"), [(r"\apj", "ApJ"), (r"{\mnras}", "MNRAS"), (r"\aap, 5", "A&A, 5")]
)
def test_journals_of_astronomers(source: str, text: str) -> None:
    assert decode(source) == Decoded((text,))


UNBALANCED = "has unbalanced braces"
LONE_DOLLAR = "has a “$” without its partner (a dollar sign is written “\\$”)"
BOUNDS = "is too long or nested too deeply; shown as plain text"


def unknown(name: str) -> str:
    return f"uses the unknown LaTeX command “\\{name}”"


FAULTS: dict[str, tuple[str, str]] = {
    "{x": ("x", UNBALANCED),
    "x}": ("x", UNBALANCED),
    r"{\emph{x}": ("x", UNBALANCED),
    "}x{": ("x", UNBALANCED),
    "$": ("$", LONE_DOLLAR),
    "costs $5": ("costs $5", LONE_DOLLAR),
    r"costs $5 or \$6": ("costs $5 or $6", LONE_DOLLAR),
    "a $x$ and $y": ("a $x$ and $y", LONE_DOLLAR),
    # As many as there should be, but not where they should be.
    "$x$ and $$ y": ("x and $$ y", LONE_DOLLAR),
    r"{\$0\$} and $$ y": ("$0$ and $$ y", LONE_DOLLAR),
    "{$}x{$}": ("$x$", LONE_DOLLAR),
    r"$\mathrm{x$}": (r"$\mathrm{x\$}", LONE_DOLLAR),
    r"\foo{x}": ("x", unknown("foo")),
    r"\foo{x} \foo{y}": ("x y", unknown("foo")),
    r"a \foo b": (r"a \foo b", unknown("foo")),
    r"\foo": (r"\foo", unknown("foo")),
    # What depends on the day or on files is shown, not done.
    r"\today": (r"\today", unknown("today")),
    r"\input{/etc/passwd}": ("/etc/passwd", unknown("input")),
    r"\include{/etc/passwd}": ("/etc/passwd", unknown("include")),
}


@pytest.mark.parametrize(("source", "result"), FAULTS.items(), ids=list(FAULTS))
def test_what_is_wrong_is_reported_and_its_text_kept(source: str, result: tuple[str, str]) -> None:
    decoded = decode(source)
    assert (plain(decoded.text), decoded.problems) == (result[0], (result[1],))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (r"\'{\today}", "today"),
        (r"\'\include{x}", "include"),
        (r"\^\sqrt{2}", "sqrt"),
        (r"\'{\foo{x}}", "foo"),
    ],
)
def test_a_command_under_an_accent_is_unknown_as_well(source: str, name: str) -> None:
    assert decode(source).problems == (unknown(name),)


@pytest.mark.parametrize("source", [r"A \(x", r"A \[x", r"x\) B", r"\begin{equation}x"])
def test_mathematics_that_is_open_at_one_end_is_reported(source: str) -> None:
    assert decode(source).problems != ()


@pytest.mark.parametrize(
    ("source", "text", "amounts"),
    [
        ("It costs $5 and $10 a day", "It costs $5 and $10 a day", "$5 and $"),
        ("$20 ($30) of $x$", "$20 ($30) of x", "$20 ($"),
        ("US$5 and US$10", "US$5 and US$10", "$5 and US$"),
        (r"$\sim$5 and $10^3$", r"\sim5 and 10^3", ""),
        ("$x$5 and $2$", "x5 and 2", ""),
        ("$5$ and $10$", "5 and 10", ""),
        ("$2 x$10", "2 x10", ""),
    ],
)
def test_amounts_of_money_are_no_formula(source: str, text: str, amounts: str) -> None:
    message = f"has “{amounts}”, taken for amounts of money (write “\\$” for these)"
    decoded = decode(source)
    assert (plain(decoded.text), decoded.problems) == (text, (message,) if amounts else ())


def test_every_problem_is_named_once() -> None:
    assert decode(r"{\foo{a} \bar{b} \foo{c} $5").problems == (
        UNBALANCED,
        LONE_DOLLAR,
        unknown("foo"),
        unknown("bar"),
    )


def test_nesting_within_bounds() -> None:
    assert decode("{" * MAX_DEPTH + r"\'e" + "}" * MAX_DEPTH) == Decoded(("é",))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("{" * (MAX_DEPTH + 1) + "x" + "}" * (MAX_DEPTH + 1), "x", id="too deep"),
        pytest.param("{" * 50_000 + "x" + "}" * 50_000, "x", id="much too deep"),
        pytest.param("{x}" + "y" * MAX_LENGTH, "x" + "y" * MAX_LENGTH, id="too long"),
    ],
)
def test_what_exceeds_the_bounds_is_plain_text(source: str, text: str) -> None:
    assert decode(source) == Decoded((text,), (BOUNDS,))


@pytest.mark.parametrize(
    ("source", "problems"),
    [
        ("$" + r"\frac{" * 38 + "x$", (UNBALANCED, LONE_DOLLAR)),
        (r"\frac{" * 38 + "x", (UNBALANCED,)),
        (r"\href{" * 38 + "x", (UNBALANCED,)),
        (r"\sqrt[" * 38 + "x", ()),
    ],
)
def test_arguments_that_do_not_end_are_not_read_again_for_each_level(
    source: str, problems: tuple[str, ...]
) -> None:
    # pylatexenc alone would take until the end of days.
    text = re.sub("[{}]", "", source)
    assert decode(source) == Decoded((text,), (*problems, "is no valid LaTeX; shown as typed"))


def test_a_dollar_sign_within_arguments_closes_no_formula() -> None:
    # pylatexenc, which takes it for an end, would read these again as well.
    source = "$" + r"\frac{" * 38 + "x$" + "}" * 38
    assert decode(source) == Decoded(("$x$",), (LONE_DOLLAR, unknown("frac")))


def test_plain_text_may_be_of_any_length() -> None:
    assert decode("y" * (MAX_LENGTH + 1)) == Decoded(("y" * (MAX_LENGTH + 1),))


@pytest.mark.parametrize(
    "source",
    ["a\x00b", "a\x07b", "a\x1bb", "a\x7fb", "a\x85b", "a\x9fb", "a\x00{b}", "$a\x00b$"],
    ids=ascii,
)
def test_control_characters_are_dropped(source: str) -> None:
    decoded = decode(source)
    assert (plain(decoded.text), decoded.problems) == ("ab", ())


VERBATIM = {
    "http://a.b/c_d": "http://a.b/c_d",
    r"http://a.b/c\_d\%20e\&f\#g": "http://a.b/c_d%20e&f#g",
    r"\url{http://a.b/c}": "http://a.b/c",
    "{http://a.b/c}": "http://a.b/c",
    " http://a.b ": "http://a.b",
    "{{ http://a.b }}": "http://a.b",
    r"{\url{http://a.b/{\_}c}}": "http://a.b/_c",
    "{http://a.b} and {http://c.d}": "{http://a.b} and {http://c.d}",
    r"\{http://a.b\}": "{http://a.b}",
    "http://a.b/\r\n  c \n\n d": "http://a.b/cd",
    "http://a.b/" + " \n" * 50_000 + "c" + " " * 50_000 + "d": "http://a.b/c" + " " * 50_000 + "d",
    "{" * 5 + "http://a.b/" + "}" * 5: "http://a.b/",
    r"\url{" * 50_000: r"\url{" * 50_000,
    # As reference managers write what TeX would take for a command.
    "10.1007/978-3-642-04898-2{_}2": "10.1007/978-3-642-04898-2_2",
    r"10.1007/978-3-642-04898-2{\_}2": "10.1007/978-3-642-04898-2_2",
    r"10.1007/978-3-642-04898-2{\textunderscore}2": "10.1007/978-3-642-04898-2_2",
    r"10.1007/978-3-642-04898-2\textunderscore{}2": "10.1007/978-3-642-04898-2_2",
    r"http://a.b/\~{}me": "http://a.b/~me",
    r"http://a.b/{\~{}}me": "http://a.b/~me",
    r"http://a.b/{\textasciitilde}me": "http://a.b/~me",
    r"http://a.b/\textasciitilde{}me": "http://a.b/~me",
    r"http://a.b/\textasciitilde me": "http://a.b/~me",
    r"http://a.b/$\sim$me": "http://a.b/~me",
    "http://a.b/x--y": "http://a.b/x--y",
    "http://a.b/\x00\x1bc": "http://a.b/c",
}


@pytest.mark.parametrize(("source", "text"), VERBATIM.items(), ids=[key[:40] for key in VERBATIM])
def test_addresses_are_taken_as_typed(source: str, text: str) -> None:
    assert decode_verbatim(source) == text


FRAGMENTS = (
    r"\emph{ \textbf \em \bf { } $ $$ \( \) \[ \] \begin{x} \end{x} \verb| \url{ \href{ \' \" \c \t"
    r" \i \ensuremath \mathbb \foo \sqrt \today \input{ \\ \% % & ~ ` '' -- ---"
    r" # ^ _ [ ] \enquote{ \char \ %"
).split()
LATEX = st.lists(st.one_of(st.sampled_from([*FRAGMENTS, " ", "x"]), st.text(max_size=4))).map(
    "".join
)


def _strings(text: InlineText) -> Iterator[str]:
    for piece in text:
        yield from _strings_of(piece)


def _strings_of(piece: Inline) -> Iterator[str]:
    if isinstance(piece, str):
        yield piece
    elif isinstance(piece, Math):
        yield piece.tex
    elif isinstance(piece, Link):
        yield piece.url
        yield from _strings(piece.children)
    elif isinstance(piece, Span):
        yield from _strings(piece.children)


@given(LATEX)
def test_any_text_is_decoded(source: str) -> None:
    decoded = decode(source)
    assert all(decoded.problems)
    assert len(set(decoded.problems)) == len(decoded.problems)


@given(LATEX)
def test_no_control_character_comes_through(source: str) -> None:
    text = "".join(_strings(decode(source).text))
    assert [ascii(char) for char in text if unicodedata.category(char) == "Cc"] == []


@given(LATEX)
def test_any_text_is_an_address_without_control_characters_at_its_ends(source: str) -> None:
    text = decode_verbatim(source)
    assert text == text.strip()


@given(st.text(st.sampled_from("abcABC019äÉ朱 .,:;!?()[]/*+=<>|@#_\t\n"), max_size=30))
def test_text_without_latex_says_what_it_says(source: str) -> None:
    expected = " ".join(source.split())
    assert decode(source) == Decoded((expected,) if expected else ())


@given(st.text(st.sampled_from("abC 朱."), min_size=1, max_size=10).filter(str.strip))
def test_braces_protect_capitals_only(source: str) -> None:
    assert decode(f"{{{source}}}") == decode(source)


@given(st.text(st.sampled_from("aé $%&#_{}~^\\`'-"), max_size=12))
def test_escaped_text_says_what_it_says(text: str) -> None:
    escapes = {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "'": r"\textquotesingle{}",
        "`": r"\textasciigrave{}",
        "-": "{-}",
        **{char: f"\\{char}" for char in "$%&#_{}"},
    }
    source = "".join(escapes.get(char, char) for char in text)
    expected = " ".join(text.split())
    assert decode(source) == Decoded((expected,) if expected else ())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('The "Real" Deal', ("The “Real” Deal",)),
        ('"Why?" ("x")', ("“Why?” (“x”)",)),
        ('5" disk', ("5” disk",)),
        ('a "{\\em b}" c', ("a “", Span(Style.EMPHASIS, ("b",)), "” c")),
        ('{\\em x "y"}"', (Span(Style.EMPHASIS, ("x “y”",)), "”")),
        ('\\texttt{"a"} "b"', (Span(Style.CODE, ('"a"',)), " “b”")),
        (r'\href{http://a.b}{a "c" d}', (Link("http://a.b", ("a “c” d",)),)),
        (r'"\href{http://a.b}{c}"', ("“", Link("http://a.b", ("c",)), "”")),
        (r'\href{http://a.b}{"c} \emph{x"}', (Link("http://a.b", ("“c",)), " ", emphasis("x”"))),
        (r'\href{http://a.b}{\emph{"c"}}', (Link("http://a.b", (emphasis("“c”"),)),)),
        (r'\emph{"\textbf{c}" d}', (emphasis("“", Span(Style.STRONG, ("c",)), "” d"),)),
        (r'"$x$" of "$y$', ("“", Math("x"), "” of “", Math("y"))),
        # A mark at the end of a piece is seen with what is behind the piece.
        (r'\emph{the 5"} disk', (emphasis("the 5”"), " disk")),
        (r'\emph{see "}x"', (emphasis("see “"), "x”")),
        # An address is shown as it is.
        (
            r'\url{http://a.b/"c"} "d"',
            (Link('http://a.b/"c"', ('http://a.b/"c"',)), " “d”"),
        ),
        (
            r'\textbf{"\texttt{"a" \emph{"b"}}"}',
            (Span(Style.STRONG, ("“", Span(Style.CODE, ('"a" ', emphasis('"b"'))), "”")),),
        ),
    ],
)
def test_straight_quotation_marks_become_typographic(source: str, text: InlineText) -> None:
    assert decode(source).text == text


#: Words and spaces, in styles and links → the words as they are read.
NESTED = st.recursive(
    st.sampled_from([("ab", "ab"), ("c", "c"), (" ", " "), ("  ", " "), (r"{}\cite{k}", "")]),
    lambda inner: st.tuples(
        st.sampled_from(
            [
                *(rf"\{name}{{#}}" for name in ("emph", "textbf", "texttt", "textsuperscript")),
                *(r"\href{http://x.org}{d#}", r"{\em{}#}", r"{\bf {}#}"),
                *("{#}", "<i>#</i>", r"\mbox{#}"),
            ]
        ),
        st.lists(inner, max_size=4),
    ).map(
        lambda made: (
            made[0].replace("#", "".join(source for source, _ in made[1])),
            ("d" if "href" in made[0] else "") + "".join(text for _, text in made[1]),
        )
    ),
    max_leaves=12,
)  # fmt: skip
FIELDS = st.lists(NESTED, max_size=6)


@given(FIELDS)
@example([(r"\emph{A {} B}", "A B")])
@example([(r"\emph{A }\textbf{ B}", "A B")])
@example([(r"a\emph{ b }c \emph{ } d", "a b c d")])
@example([(r"<i>E. coli </i>genome", "E. coli genome")])
@example([(r"\href{http://x.org}{ a }b", "a b")])
def test_no_space_is_lost_and_none_is_doubled(field: list[tuple[str, str]]) -> None:
    text = decode("".join(source for source, _ in field)).text
    assert plain(text) == " ".join("".join(words for _, words in field).split())
    # No style and no link is empty, begins or ends with a space.
    for piece in chain(*walk(text, lambda piece, inner: [piece, *chain(*inner)])):
        assert isinstance(piece, str) or (shown := plain((piece,))) == shown.strip() != ""


@given(FIELDS)
def test_the_case_of_each_word_is_changed(field: list[tuple[str, str]]) -> None:
    source = "".join(source for source, _ in field)
    plainly = plain(decode(source).text)
    assert plain(decode(rf"\MakeUppercase{{{source}}}").text) == plainly.upper()
    kept = rf"x \uppercase{{y \NoCaseChange{{{source}}} z}}"
    assert plain(decode(kept).text) == " ".join(f"x Y {plainly} Z".split())


@given(FIELDS, FIELDS)
def test_a_pair_of_quotation_marks_stands_where_it_stands_in_plain_text(
    quoted: list[tuple[str, str]], rest: list[tuple[str, str]]
) -> None:
    first, second = ("".join(source for source, _ in field) for field in (quoted, rest))
    # Code would keep its marks.
    text = decode(f'"x{first}" y "{second}z"'.replace("texttt", "textsc")).text
    assert plain(text) == plain(decode(plain(text).translate(STRAIGHT)).text)
    assert '"' not in plain(text)


STRAIGHT = str.maketrans("“”", '""')
SITE = Link("http://x.org", ("MY PAGE",))
CASES: dict[str, InlineText] = {
    r"\MakeUppercase{see \href{http://x.org}{my page} now}": ("SEE ", SITE, " NOW"),
    r"\uppercase{\emph{\href{http://x.org}{my page}}}": (emphasis(SITE),),
    r"\MakeLowercase{A \href{http://X.org}{B}}": ("a ", Link("http://X.org", ("b",))),
    # An address is none of the words, nor is a formula.
    r"\MakeUppercase{at \url{http://x.org/a}}": (
        "AT ",
        Link("http://x.org/a", ("http://x.org/a",)),
    ),
    r"\MakeUppercase{a $x$ \ensuremath{y}}": ("A ", Math("x"), " ", Math("y")),
    r"\MakeUppercase{\emph{a \textbf{b}} c}": (
        emphasis("A ", Span(Style.STRONG, ("B",))),
        " C",
    ),
    r"\MakeUppercase{\'{e}t\'e stra{\ss}e \'{\i} {\o}}": ("ÉTÉ STRASSE Í Ø",),
    r"\MakeUppercase{a \NoCaseChange{pH} \textcolor{red}{b}} c": ("A pH B c",),
    r"\MakeUppercase{\NoCaseChange{a \emph{b}} \enquote{c}}": ("a ", emphasis("b"), " “C”"),
    # The inner one wins, as in LaTeX.
    r"\MakeUppercase{a \MakeLowercase{BC} d} e": ("A bc D e",),
    r"\NoCaseChange{a \MakeUppercase{b} c}": ("a B c",),
}


@pytest.mark.parametrize(("source", "text"), CASES.items(), ids=list(CASES))
def test_case(source: str, text: InlineText) -> None:
    assert decode(source) == Decoded(text)


QUOTATIONS: dict[str, InlineText] = {
    r"\enquote{a \enquote{b}}": ("“a ‘b’”",),
    r"\enquote{\enquote{a} b \enquote{c}} \enquote{d}": ("“‘a’ b ‘c’” “d”",),
    r"\enquote{a \enquote{b \enquote{c} d}} e": ("“a ‘b “c” d’” e",),
    r"\enquote*{a \enquote{b \enquote{c}}}": ("‘a “b ‘c’”’",),
    r"\enquote{a \enquote*{b \enquote*{c}}}": ("“a ‘b “c”’”",),
    r"\mkbibquote{a \enquote{b}}": ("“a ‘b’”",),
    r"\enquote{a \emph{b \enquote{c}}}": ("“a ", emphasis("b ‘c’"), "”"),
    r"\enquote{a \href{http://x.org}{\enquote{b}}}": ("“a ", Link("http://x.org", ("‘b’",)), "”"),
    r"\mkbibparens{a \mkbibparens{b \mkbibparens{c}}}": ("(a [b (c)])",),
    r"\mkbibparens{\enquote{a \mkbibparens{\enquote{b}}}}": ("(“a [‘b’]”)",),
}


@pytest.mark.parametrize(("source", "text"), QUOTATIONS.items(), ids=list(QUOTATIONS))
def test_quotations_within_quotations(source: str, text: InlineText) -> None:
    assert decode(source) == Decoded(text)


WHITE_SPACE: dict[str, InlineText] = {
    r"\emph{A {} B}": (emphasis("A B"),),
    r"\emph{a \cite{k} b}": (emphasis("a b"),),
    r"\href{http://x.org}{a {} b}": (Link("http://x.org", ("a b",)),),
    # A space at the end of a style stands beside it.
    r"\emph{A }\textbf{ B}": (emphasis("A"), " ", Span(Style.STRONG, ("B",))),
    r"a\emph{ x }b": ("a ", EMPHASIS, " b"),
    r"a{\em x }b": ("a", EMPHASIS, " b"),
    r"a \emph{ \textbf{ x } } b": ("a ", emphasis(Span(Style.STRONG, ("x",))), " b"),
    r"a\href{http://x.org}{ c }b": ("a ", Link("http://x.org", ("c",)), " b"),
    "<i>E. coli </i>genome": (emphasis("E. coli"), " genome"),
    r"\emph{ x }": (EMPHASIS,),
    r"\textbf{\href{http://x.org}{ c } }": (Span(Style.STRONG, (Link("http://x.org", ("c",)),)),),
    r"a\emph{ }b": ("a b",),
    r"a \emph{} b {\em} c": ("a b c",),
    r"\emph{\cite{k}}": (),
    r"\emph{$x$ }y": (emphasis(Math("x")), " y"),
}


@pytest.mark.parametrize(("source", "text"), WHITE_SPACE.items(), ids=list(WHITE_SPACE))
def test_white_space_in_styles(source: str, text: InlineText) -> None:
    assert decode(source) == Decoded(text)


def test_a_link_has_no_link_in_it() -> None:
    source = r"\href{http://x.org}{a \emph{b \url{http://y.org}} \href{http://z.org}{c}}"
    children = ("a ", emphasis("b http://y.org"), " c")
    assert decode(source) == Decoded((Link("http://x.org", children),))


@pytest.mark.parametrize(
    "source", [r"{\em\bf\sc\tt x}", r"\em x", r"\begin{y}\bf\em x\end{y}", r"\emph{\bf x}"]
)
def test_a_style_that_was_declared_often_nests_once(source: str) -> None:
    often = source.replace("x", r"\em\bf\sc\tt " * 500 + "x")
    text = decode(often).text
    assert plain(text) == "x"
    (levels,) = walk(text, lambda _, inner: 1 + max(inner, default=0))
    assert 5 <= levels <= 6


SPELLINGS = st.sampled_from(
    [rf"\{mark}{letter}" for mark in "'`\"^~=." for letter in ("o", "{e}", "{\\i}", "q", "{ou}")]
    + [rf"\{mark}{{{letter}}}" for mark in "cHkbdruvt" for letter in ("c", "o", "\\i", "")]
    + [rf"{{\{name}}}" for name in LETTERS]
    + [r"\o", r"\O ", r"\ss{}", r"\c c", r"\'\i", r"\'\i ", r"\'", "{", "}", "a", " ", "--", "~"]
    + [
        r"\\",
        r"\&",
        r"\alpha",
        "%",
        r"\' o",
        r"\c {c}",
        r"\'{ o }",
        r"\'{\^e}",
        r"\d{\^{o}}",
        r"\DJ ",
    ]
    + [
        r"\t{oo}",
        r"\t oo",
        r"\h{\^o}",
        r"\G{o}",
        r"\'\o",
        r"\'{\ae{}}",
        r"{ \'o }",
        r"\.{\i}",
        r"\uhorn",
    ]
)


@given(st.lists(st.one_of(SPELLINGS, SPELLINGS.map("{{{}}}".format)), max_size=8).map("".join))
@example(r"\'{o}{ \'o }")
def test_replacing_accents_changes_nothing_but_the_time(source: str) -> None:
    taken_apart = latex_tree.read(source)
    assert decode(source) == taken_apart._replace(text=smart_quotes(taken_apart.text))


def test_names_with_accents_are_not_taken_apart() -> None:
    source = r"Sch{\"o}lkopf, Bernhard and Garc{\'\i}a, {\O}ystein and \v{S}ev\v{c}ov"
    assert replace_accents(source) == "Schölkopf, Bernhard and García, Øystein and Ševčov"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"{\H{ \i" + "\t" * 50_000 + "}}", "i\N{COMBINING DOUBLE ACUTE ACCENT}"),
        (r"\H{\i" + "\t" * 50_000, r"\H{\i" + "\t" * 50_000),
        (r"{\=" + "\t" * 50_000 + r"{\O", r"{\=" + "\t" * 50_000 + r"{\O"),
        (r"{\o" + " " * 50_000, r"{\o" + " " * 50_000),
    ],
    ids=range(4),
)
def test_spaces_in_long_accents(source: str, text: str) -> None:
    assert replace_accents(source) == unicodedata.normalize("NFC", text)


#: Mathematics whose macros would take what stands behind them, and what is shown.
DELIMITED: dict[str, InlineText] = {
    r"On $\frac{a}$ and $b$": ("On ", Span(Style.CODE, (r"\frac{a}",)), " and ", Math("b")),
    r"$\sqrt$ x": (Span(Style.CODE, (r"\sqrt",)), " x"),
    r"$\left( x$, $y$": (Span(Style.CODE, (r"\left( x",)), ", ", Math("y")),
    r"$a \text{if $x$} b$ c": (Math(r"a \text{if }x b"), " c"),
    r"\emph$x$ y": (Span(Style.EMPHASIS, (Math("x"),)), " y"),
    r"{\em $x$} \(y\)": (Span(Style.EMPHASIS, (Math("x"),)), " ", Math("y")),
    r"$x$0$y$": (Math("x"), "0", Math("y")),
    r"\url{http://a.b/$x$}": (Link("http://a.b/$x$", ("http://a.b/$x$",)),),
}


@pytest.mark.parametrize(("source", "text"), DELIMITED.items(), ids=list(DELIMITED))
def test_a_formula_ends_where_its_dollar_sign_is(source: str, text: InlineText) -> None:
    assert decode(source).text == text
