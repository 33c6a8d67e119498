"""The meaning of LaTeX's macros in text, as tables from the name without its backslash."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from pylatexenc import latex2text

from sphinx_publications.text.inline import Style

__all__ = [
    "ACCENTS", "BARE_ACCENTS", "CASES", "CHOICES", "DECLARATIONS", "DROPPED", "ENVIRONMENTS",
    "LETTERS", "MATHS", "ONE_ARGUMENT", "QUOTES", "SETTINGS", "SPECIALS", "STYLES", "TRANSPARENT",
    "symbols",
]  # fmt: skip

#: A style, the macros that set their argument in it, and the declarations that set the rest of
#: their group in it, as in ``{\\em …}``.
_STYLES: Final = (
    (Style.EMPHASIS, "emph textit textsl mkbibemph", "em it itshape sl slshape"),
    (Style.STRONG, "textbf mkbibbold", "bf bfseries"),
    (Style.SMALL_CAPS, "textsc", "sc scshape"),
    (Style.CODE, "texttt", "tt ttfamily"),
    (Style.SUPERSCRIPT, "textsuperscript mkbibsuperscript", ""),
    (Style.SUBSCRIPT, "textsubscript mkbibsubscript", ""),
)
#: Macro with an argument → its style.
STYLES: Final = {name: style for style, names, _ in _STYLES for name in names.split()}
#: Declaration → its style.
DECLARATIONS: Final = {name: style for style, _, names in _STYLES for name in names.split()}
#: Quotation macro → the marks around its argument, and those within another one.
QUOTES: Final = {"enquote": "“”‘’", "mkbibquote": "“”‘’", "mkbibparens": "()[]"}
#: Macros that change the case of their argument, or keep it from others.
CASES: Final[dict[str, Callable[[str], str]]] = {
    "uppercase": str.upper, "MakeUppercase": str.upper,
    "lowercase": str.lower, "MakeLowercase": str.lower, "NoCaseChange": str,
}  # fmt: skip
#: Macros with one argument, which is shown in their place; pylatexenc does not know most.
ONE_ARGUMENT: Final = (
    *"text textrm textnormal textup textmd textsf mbox hbox underline uline".split(),
    *"bibstring nolinkurl path boldsymbol textlatin textgreek textcyrillic textenglish".split(),
    *"textgerman textfrench textspanish textitalian textrussian textarabic texthebrew".split(),
    *CASES,
)
#: Macros that are not shown themselves, nor reported, whether an argument follows or not.
TRANSPARENT: Final = frozenset({*ONE_ARGUMENT, *QUOTES}).union(
    "protect relax rm rmfamily sf sffamily normalfont upshape mdseries selectfont small".split(),
    "footnotesize scriptsize tiny normalsize large Large LARGE huge Huge leavevmode".split(),
    "allowbreak nobreak ignorespaces xspace boldmath unboldmath".split(),
)
#: Symbols and spaces that pylatexenc does not have, or has with another character.
_SYMBOLS: Final = {
    "\n": " ", "\\": " ", "newline": " ", "linebreak": " ", "par": " ", ",": "\u202f", "/": "",
    "@": "", "%": "%", "quad": " ", "qquad": " ", "thinspace": "\u202f", "space": " ",
    "textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^",
    "textquotedbl": '"', "textunderscore": "_", "textpercent": "%", "textampersand": "&",
    "textbraceleft": "{", "textbraceright": "}", "textasteriskcentered": "*", "ddag": "‡",
    "copyright": "©", "registered": "®", "euro": "€", "EUR": "€", "degree": "°",
    "textperiodcentered": "·", "S": "§", "P": "¶", "pounds": "£", "slash": "/", "hyphen": "-",
    "lq": "‘", "rq": "’", "glqq": "„", "grqq": "“", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e",
    "TeX": "TeX",
    "BibTeX": "BibTeX", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX", "pdfTeX": "pdfTeX",
    "textalpha": "α", "textbeta": "β", "textgamma": "γ",
}  # fmt: skip
#: Accent → the combining character, which stands behind the letter.
ACCENTS: Final = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "H": "\u030b", "k": "\u0328", "b": "\u0331", "d": "\u0323",
    "r": "\u030a", "u": "\u0306", "v": "\u030c", "t": "\u0361", "h": "\u0309", "G": "\u030f",
    "textcommabelow": "\u0326",
}  # fmt: skip
#: Letters that are not a letter with an accent; names have them.
LETTERS: Final = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "th": "þ", "TH": "Þ", "dh": "ð", "DH": "Ð",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "uhorn": "ư", "Uhorn": "Ư", "ohorn": "ơ",
    "Ohorn": "Ơ",
}  # fmt: skip
#: Accents without a letter.
BARE_ACCENTS: Final = {"'": "’", "`": "‘", "~": "~", "^": "^"}
#: Sequences of characters with a meaning of their own.
SPECIALS: Final = {
    "~": "\N{NO-BREAK SPACE}", "--": "–", "---": "—", "``": "“", "''": "”", "!`": "¡", "?`": "¿",
}  # fmt: skip
#: Macros that are dropped with their argument: they only sort, space or label.
DROPPED: Final = frozenset(
    "noopsort SortNoop label index hspace vspace phantom ref autoref pageref cref Cref eqref"
    " cite citet citep citealp citeauthor citeyear footnote thanks".split()
)
#: AASTeX's macros for journals, which exports of astronomers' databases contain; see
#: https://journals.aas.org/aastexguide/#abbreviations
_JOURNALS: Final = {
    "aj": "AJ", "actaa": "AcA", "araa": "ARA&A", "apj": "ApJ", "apjl": "ApJL", "apjs": "ApJS",
    "apjlett": "ApJL", "apjsupp": "ApJS", "ao": "ApOpt", "applopt": "ApOpt", "apss": "Ap&SS",
    "aap": "A&A", "astap": "A&A", "aapr": "A&A Rv", "aaps": "A&AS", "azh": "AZh", "baas": "BAAS",
    "bac": "BAICz", "caa": "ChA&A", "cjaa": "ChJA&A", "icarus": "Icarus", "jcap": "JCAP",
    "jrasc": "JRASC", "memras": "MmRAS", "mnras": "MNRAS", "na": "NewA", "nar": "NewAR",
    "pra": "PhRvA", "prb": "PhRvB", "prc": "PhRvC", "prd": "PhRvD", "pre": "PhRvE",
    "prl": "PhRvL", "pasa": "PASA", "pasp": "PASP", "pasj": "PASJ", "rmxaa": "RMxAA",
    "qjras": "QJRAS", "skytel": "S&T", "solphys": "SoPh", "sovast": "Soviet Ast.",
    "ssr": "SSRv", "zap": "ZA", "nat": "Nature", "iaucirc": "IAUC",
    "aplett": "Astrophys. Lett.", "apspr": "Astrophys. Space Phys. Res.", "bain": "BAN",
    "fcp": "FCPh", "gca": "GeoCoA", "grl": "Geophys. Res. Lett.", "jcp": "JChPh",
    "jgr": "J. Geophys. Res.", "jqsrt": "JQSRT", "maps": "M&PS", "memsai": "MmSAI",
    "nphysa": "NuPhA", "physrep": "PhR", "physscr": "PhyS", "planss": "Planet. Space Sci.",
    "procspie": "Proc. SPIE", "psj": "PSJ",
}  # fmt: skip
#: Macro of which one argument is shown → the index of this argument.
CHOICES: Final = {"texorpdfstring": 0, "textcolor": -1, "raisebox": -1, "foreignlanguage": -1}
#: Macros whose arguments are no text, and how many these are.
SETTINGS: Final = {
    "selectlanguage": 1, "color": 1, "fontsize": 2, "fontfamily": 1, "fontencoding": 1,
    "fontseries": 1, "fontshape": 1, "usefont": 4, "linespread": 1, "setcounter": 2,
    "setlength": 2, "addtolength": 2, "hyphenation": 1, "vadjust": 1,
}  # fmt: skip
#: Environments whose text is shown without a report, and the number of their arguments.
ENVIRONMENTS: Final = {
    "otherlanguage": 1, "otherlanguage*": 1, "center": 0, "quote": 0, "small": 0,
    "footnotesize": 0, "english": 0, "german": 0, "french": 0,
}  # fmt: skip
#: Macros whose argument is a formula, also outside of dollar signs.
MATHS: Final = frozenset({"ensuremath", "mathrm", "mathbf", "mathcal", "mathbb", "mathit"})


@cache  # takes 0.2 ms, and each macro needs it that has no argument
def symbols() -> dict[str, str]:
    """Return macro → characters, for all macros that stand for these and take no argument."""
    known: dict[str, str] = {}
    # The other categories have placeholders ("<ref>"), and macros of one university.
    categories = ["latex-base", "latex-approximations", "nonascii-specials", "advanced-symbols"]
    for spec in latex2text.get_default_latex_context_db().iter_macro_specs(categories):
        text = spec.simplify_repl
        if isinstance(text, str) and "%" not in text:
            known.setdefault(spec.macroname, text)
    # "\\today" would print the day of the build; the others stand for no characters.
    for name in ("today", "item", "input", "include"):
        known.pop(name, None)
    return {**known, **_SYMBOLS, **LETTERS, **_JOURNALS}
