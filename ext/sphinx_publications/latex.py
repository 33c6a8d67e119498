"""LaTeX in a BibTeX field → :mod:`~sphinx_publications.inline` text.

The only room that knows LaTeX. Splitting into macros, groups and mathematics
is pylatexenc's work; this module says what each construct means on a page.
Nothing is ever executed: a macro is either in a table or reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pylatexenc import latex2text, latexwalker, macrospec

from sphinx_publications.inline import Link, Math, Span, Style, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_publications.inline import Inline, InlineText

#: Bounds on one field. A page of text is some 3,000 characters; a title nests three
#: groups. What exceeds them is shown as plain text instead of being taken apart.
MAX_LENGTH: Final = 100_000
MAX_DEPTH: Final = 40

#: Macros whose one argument is set in a style.
_STYLES: Final = {
    "emph": Style.EMPHASIS,
    "textit": Style.EMPHASIS,
    "textsl": Style.EMPHASIS,
    "mkbibemph": Style.EMPHASIS,
    "textbf": Style.STRONG,
    "mkbibbold": Style.STRONG,
    "textsc": Style.SMALL_CAPS,
    "texttt": Style.CODE,
    "textsuperscript": Style.SUPERSCRIPT,
    "mkbibsuperscript": Style.SUPERSCRIPT,
    "textsubscript": Style.SUBSCRIPT,
    "mkbibsubscript": Style.SUBSCRIPT,
}
#: Declarations: they set the rest of their group, as in ``{\em …}``.
_DECLARATIONS: Final = {
    "em": Style.EMPHASIS,
    "it": Style.EMPHASIS,
    "itshape": Style.EMPHASIS,
    "sl": Style.EMPHASIS,
    "slshape": Style.EMPHASIS,
    "bf": Style.STRONG,
    "bfseries": Style.STRONG,
    "sc": Style.SMALL_CAPS,
    "scshape": Style.SMALL_CAPS,
    "tt": Style.CODE,
    "ttfamily": Style.CODE,
}
#: Macros that change nothing we show: the argument, if any, follows as it is.
_TRANSPARENT: Final = frozenset(
    "text textrm textnormal textup textmd textsf mbox hbox uppercase MakeUppercase lowercase"
    " underline uline enquote mkbibquote mkbibparens NoCaseChange bibstring protect relax"
    " rm rmfamily sf sffamily normalfont upshape mdseries selectfont noopsort"
    " small footnotesize scriptsize tiny normalsize large Large LARGE huge Huge"
    " nolinkurl path boldsymbol leavevmode allowbreak nobreak ignorespaces xspace".split()
)
#: Quotation macros: what stands around the argument.
_QUOTES: Final = {"enquote": "“”", "mkbibquote": "“”", "mkbibparens": "()"}
#: Symbols beyond pylatexenc's tables, and spaces.
_SYMBOLS: Final = {
    " ": " ",
    "\n": " ",
    "\\": " ",
    "newline": " ",
    "linebreak": " ",
    "par": " ",
    ",": "\u202f",
    ";": " ",
    ":": " ",
    "!": "",
    "/": "",
    "-": "\u00ad",
    "@": "",
    "%": "%",
    "quad": " ",
    "qquad": " ",
    "thinspace": "\u202f",
    "space": " ",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textquotedbl": '"',
    "textunderscore": "_",
    "textdollar": "$",
    "textpercent": "%",
    "textampersand": "&",
    "textbraceleft": "{",
    "textbraceright": "}",
    "lbrace": "{",
    "rbrace": "}",
    "textasteriskcentered": "*",
    "textdagger": "†",
    "textdaggerdbl": "‡",
    "dag": "†",
    "ddag": "‡",
    "textellipsis": "…",
    "dots": "…",
    "textregistered": "®",
    "textcopyright": "©",
    "texttrademark": "™",
    "textdegree": "°",
    "degree": "°",
    "textordfeminine": "ª",
    "textordmasculine": "º",
    "textexclamdown": "¡",
    "textquestiondown": "¿",
    "textperiodcentered": "·",
    "textbullet": "•",
    "textsection": "§",
    "S": "§",
    "P": "¶",
    "pounds": "£",
    "textsterling": "£",
    "textvisiblespace": "␣",
    "slash": "/",
    "hyphen": "-",
    "textnumero": "№",
    "guillemotleft": "«",
    "guillemotright": "»",
    "guilsinglleft": "‹",
    "guilsinglright": "›",
    "quotedblbase": "„",
    "quotesinglbase": "‚",
    "glqq": "„",
    "grqq": "“",
    "th": "þ",
    "TH": "Þ",
    "dh": "ð",
    "DH": "Ð",
    "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ",
    "NG": "Ŋ",
    "LaTeX": "LaTeX",
    "LaTeXe": "LaTeX2e",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "XeTeX": "XeTeX",
    "LuaTeX": "LuaTeX",
    "pdfTeX": "pdfTeX",
    "textalpha": "α",
    "textbeta": "β",
    "textmu": "µ",
    "textgamma": "γ",
}
#: Accents: pylatexenc composes them with their argument.
_ACCENTS: Final = frozenset("'`\"^~=.cHkbdruv")
#: Accents that pylatexenc lacks, as combining characters behind the first letter.
_COMBINING: Final = {"t": "\u0361", "h": "\u0309", "textcommabelow": "\u0326", "G": "\u030f"}
#: Macros of which one argument is shown: which.
_CHOICES: Final = {"texorpdfstring": 0, "textcolor": -1}
#: Macros that mean mathematics wherever they stand.
_MATHS: Final = frozenset({"ensuremath", "mathrm", "mathbf", "mathcal", "mathbb", "mathit"})

_SPECIAL: Final = re.compile(r"[\\${}~%`'&^]|--")
_NEEDS_PARSER: Final = re.compile(r"[\\$~%`&^]|''|--")
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
#: ``%`` starts no comment in a BibTeX field: people write "50% faster".
_BARE_PERCENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%")
_ESCAPED: Final = re.compile(r"\\([%_&#${}~^])(?:\{\})?|\{([_~#%&])\}")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a field says, and what of it could not be understood."""

    text: InlineText
    problems: tuple[str, ...] = ()


def decode(source: str) -> Decoded:
    """Return what the LaTeX *source* of a field says.

    Never raises. White space is collapsed as TeX does; braces that only protect
    capitals disappear; unknown macros are reported and their arguments shown.
    """
    if _CONTROL.search(source):
        source = _CONTROL.sub("", source)
    if not _SPECIAL.search(source):
        return Decoded(join([_SPACES.sub(" ", source).strip()]))
    if len(source) > MAX_LENGTH or _depth(source) > MAX_DEPTH:
        text = _SPACES.sub(" ", re.sub(r"[{}]", "", source)).strip()
        return Decoded(join([text]), ("is too long or nested too deeply; shown as plain text",))
    if not _NEEDS_PARSER.search(source):
        # Protective braces and apostrophes only: half of all fields, at a tenth of the time.
        text = source.replace("{", "").replace("}", "").replace("'", "’")
        return Decoded(join([_SPACES.sub(" ", text).strip()]), _unbalanced(source))
    return _Reader(source).read()


def decode_verbatim(source: str) -> str:
    """Return an address or identifier as typed, with TeX's escapes undone."""
    text = _CONTROL.sub("", source)
    text = text.replace(r"\textunderscore", "_").replace(r"\textasciitilde", "~")
    text = text.replace(r"\url{", "{")
    text = _ESCAPED.sub(lambda match: match[1] or match[2], text)
    text = text.strip()
    while text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    return text


def _depth(source: str) -> int:
    depth = deepest = 0
    for character in re.sub(r"\\.", "", source):
        if character == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "}":
            depth -= 1
    return deepest


def _unbalanced(source: str) -> tuple[str, ...]:
    return () if source.count("{") == source.count("}") else ("has unbalanced braces",)


@cache
def _walker_context() -> macrospec.LatexContextDb:
    """Return pylatexenc's macros, and the arguments of those that it does not know."""
    context = latexwalker.get_default_latex_context_db()
    one = [*_STYLES, *_QUOTES, "nolinkurl", "path", "mbox", "hbox", "textcommabelow", "text"]
    one += ["uline", "NoCaseChange", "noopsort", "bibstring", "textmd", "textup", "textsf"]
    one += ["uppercase", "lowercase", "MakeUppercase", "boldsymbol", "t", "h", "G", "textnormal"]
    context.add_context_category(
        "sphinx_publications",
        prepend=True,
        macros=[
            *(macrospec.std_macro(name, False, 1) for name in one),
            macrospec.std_macro("href", False, 2),
            macrospec.std_macro("texorpdfstring", False, 2),
            macrospec.std_macro("textcolor", False, 2),
        ],
    )
    return context


@cache
def _symbols() -> dict[str, str]:
    """Macro name → character, for all macros that stand for themselves."""
    symbols: dict[str, str] = {}
    for spec in latex2text.get_default_latex_context_db().iter_macro_specs():
        text = spec.simplify_repl
        if isinstance(text, str) and "%" not in text:
            symbols.setdefault(spec.macroname, text)
    # "\today" would put the day of the build into the page.
    symbols.pop("today", None)
    return {**symbols, **_SYMBOLS}


@cache
def _composer() -> latex2text.LatexNodes2Text:
    return latex2text.LatexNodes2Text()


class _Reader:
    """One field on its way through pylatexenc's node tree."""

    def __init__(self, source: str) -> None:
        self.source = _BARE_PERCENT.sub(r"\1\\%", source)
        bare = re.sub(r"\\.", "", source)
        self.problems: list[str] = list(_unbalanced(bare))
        if bare.count("$") % 2:
            # One dollar opens no mathematics: it is an amount of money.
            self.source = re.sub(r"(?<!\\)\$", r"\\$", self.source)
            self.problems.append("has a “$” without its partner (a dollar sign is written “\\$”)")

    def read(self) -> Decoded:
        walker = latexwalker.LatexWalker(
            self.source, latex_context=_walker_context(), tolerant_parsing=True
        )
        try:
            nodes, _, _ = walker.get_latex_nodes()
            pieces = join(self._pieces(nodes))
        except (latexwalker.LatexWalkerError, IndexError, AttributeError, RecursionError):
            # pylatexenc gives up on some malformed input even when it is told to be
            # tolerant; the author's characters are still better than none.
            text = _SPACES.sub(" ", re.sub(r"[{}]", "", self.source)).strip()
            return Decoded(join([text]), (*self.problems, "is no valid LaTeX; shown as typed"))
        return Decoded(_trim(pieces), tuple(dict.fromkeys(self.problems)))

    def _pieces(self, nodes: Sequence[latexwalker.LatexNode]) -> Iterator[Inline]:
        for index, node in enumerate(nodes):
            if node is None:
                continue
            if isinstance(node, latexwalker.LatexCharsNode):
                text = node.chars.replace("`", "‘").replace("'", "’")
                yield _SPACES.sub(" ", text)
            elif isinstance(node, latexwalker.LatexGroupNode):
                yield from self._pieces(node.nodelist)
            elif isinstance(node, latexwalker.LatexMathNode):
                yield self._math(node)
            elif isinstance(node, latexwalker.LatexSpecialsNode):
                yield self._specials(node)
            elif isinstance(node, latexwalker.LatexEnvironmentNode):
                self.problems.append(f"uses the environment “{node.environmentname}”")
                yield from self._pieces(node.nodelist)
            elif isinstance(node, latexwalker.LatexMacroNode):
                if node.macroname in _DECLARATIONS:
                    rest = join(self._pieces(nodes[index + 1 :]))
                    yield Span(_DECLARATIONS[node.macroname], rest)
                    return
                yield from self._macro(node)

    def _math(self, node: latexwalker.LatexMathNode) -> Inline:
        tex = node.latex_verbatim()
        tex = tex.removeprefix(str(node.delimiters[0])).removesuffix(str(node.delimiters[1]))
        tex = _SPACES.sub(" ", tex).strip()
        return Math(tex) if tex else ""

    def _specials(self, node: latexwalker.LatexSpecialsNode) -> str:
        if node.specials_chars == "&":
            return "&"
        return str(_composer().nodelist_to_text([node]))

    def _macro(self, node: latexwalker.LatexMacroNode) -> Iterator[Inline]:
        arguments = [arg for arg in (node.nodeargd.argnlist if node.nodeargd else ()) if arg]
        if node.macroname in _ACCENTS:
            # "\\'" with nothing to stand on is an apostrophe that somebody escaped.
            yield str(_composer().nodelist_to_text([node])) if arguments else "’"
        elif arguments:
            yield from self._macro_with_arguments(node.macroname, arguments)
        elif node.macroname in _symbols():
            yield _symbols()[node.macroname]
        elif node.macroname not in _TRANSPARENT:
            self._report_unknown(node.macroname)
            # What follows in braces is shown instead; otherwise the command itself.
            if not self._argument_follows(node):
                yield f"\\{node.macroname}{node.macro_post_space}"

    def _macro_with_arguments(
        self, name: str, arguments: list[latexwalker.LatexNode]
    ) -> Iterator[Inline]:
        if name in _STYLES:
            yield Span(_STYLES[name], _trim(join(self._pieces(arguments))))
        elif name in _QUOTES:
            yield from (_QUOTES[name][0], *self._pieces(arguments), _QUOTES[name][1])
        elif name in {"url", "href"}:
            url = decode_verbatim(arguments[0].latex_verbatim())
            text = _trim(join(self._pieces(arguments[1:]))) or (url,)
            yield Link(url, text)
        elif name in _MATHS:
            tex = arguments[0].latex_verbatim()
            bare = tex.removeprefix("{").removesuffix("}")
            yield Math((bare if name == "ensuremath" else f"\\{name}{tex}").replace("$", ""))
        elif name in _COMBINING:
            base = "".join(str(piece) for piece in self._pieces(arguments))
            yield base[:1] + _COMBINING[name] + base[1:]
        elif name in _CHOICES:
            yield from self._pieces([arguments[_CHOICES[name]]])
        else:
            if name not in _TRANSPARENT:
                self._report_unknown(name)
            yield from self._pieces(arguments)

    def _report_unknown(self, name: str) -> None:
        self.problems.append(f"uses the unknown LaTeX command “\\{name}”")

    def _argument_follows(self, node: latexwalker.LatexMacroNode) -> bool:
        """Tell whether an unknown macro has something in braces behind it, to be shown instead."""
        return self.source[node.pos + node.len : node.pos + node.len + 1] == "{"


def _trim(text: InlineText) -> InlineText:
    """Return *text* without white space at its ends."""
    if not text:
        return text
    pieces = list(text)
    if isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip(" ")
    if isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip(" ")
    return join(pieces)
