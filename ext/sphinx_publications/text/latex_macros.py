"""What LaTeX's macros mean on a page: tables, for :mod:`sphinx_publications.text.latex`."""

from __future__ import annotations

from functools import cache
from typing import Final

from sphinx_publications.text.inline import Style

#: Macros whose one argument is set in a style.
STYLES: Final = {
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
DECLARATIONS: Final = {
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
TRANSPARENT: Final = frozenset(
    "text textrm textnormal textup textmd textsf mbox hbox uppercase MakeUppercase lowercase"
    " underline uline enquote mkbibquote mkbibparens NoCaseChange bibstring protect relax"
    " rm rmfamily sf sffamily normalfont upshape mdseries selectfont"
    " small footnotesize scriptsize tiny normalsize large Large LARGE huge Huge"
    " nolinkurl path boldsymbol leavevmode allowbreak nobreak ignorespaces xspace"
    " boldmath unboldmath".split()
)
#: Quotation macros: what stands around the argument, and in the starred form.
QUOTES: Final = {"enquote": "“”", "mkbibquote": "“”", "mkbibparens": "()"}
STARRED_QUOTES: Final = {"enquote": "‘’", "mkbibquote": "‘’", "mkbibparens": "()"}
#: Macros with one argument that pylatexenc does not know to have one.
ONE_ARGUMENT: Final = (
    "nolinkurl path mbox hbox text uline NoCaseChange bibstring textmd textup textsf uppercase"
    " lowercase MakeUppercase MakeLowercase boldsymbol textnormal underline".split()
)
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
    "copyright": "©",
    "registered": "®",
    "euro": "€",
    "EUR": "€",
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
#: Accents → the combining character that goes behind the first letter.
ACCENTS: Final = {
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "c": "\u0327",
    "H": "\u030b",
    "k": "\u0328",
    "b": "\u0331",
    "d": "\u0323",
    "r": "\u030a",
    "u": "\u0306",
    "v": "\u030c",
    "t": "\u0361",
    "h": "\u0309",
    "G": "\u030f",
    "textcommabelow": "\u0326",
}
#: Letters of their own, as people write them in names.
LETTERS: Final = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "th": "þ", "TH": "Þ", "dh": "ð", "DH": "Ð",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "uhorn": "ư", "Uhorn": "Ư", "ohorn": "ơ",
    "Ohorn": "Ơ",
}  # fmt: skip
#: What an accent is that stands over nothing.
BARE_ACCENTS: Final = {"'": "’", "`": "‘", "~": "~", "^": "^"}
#: Sequences of characters with a meaning.
SPECIALS: Final = {
    "~": "\N{NO-BREAK SPACE}",
    "--": "–",
    "---": "—",
    "``": "“",
    "''": "”",
    "!`": "¡",
    "?`": "¿",
}
#: Macros whose argument is not printed: they only sort, space or label.
DROPPED: Final = frozenset(
    "noopsort SortNoop label index hspace vspace phantom ref autoref pageref cref Cref eqref"
    " cite citet citep citealp citeauthor citeyear footnote thanks".split()
)
#: Journals as AASTeX's macros abbreviate them, in exports of astronomers' databases.
#: https://journals.aas.org/aastexguide/#abbreviations
_JOURNALS: Final = {
    "aj": "AJ", "actaa": "AcA", "araa": "ARA&A", "apj": "ApJ", "apjl": "ApJL", "apjs": "ApJS",
    "apjlett": "ApJL", "apjsupp": "ApJS", "ao": "ApOpt", "applopt": "ApOpt", "apss": "Ap&SS",
    "aap": "A&A",
    "astap": "A&A", "aapr": "A&A Rv", "aaps": "A&AS", "azh": "AZh", "baas": "BAAS",
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
#: Macros of which one argument is shown: which.
CHOICES: Final = {"texorpdfstring": 0, "textcolor": -1, "raisebox": -1, "foreignlanguage": -1}
#: Macros that change the case of their argument.
CASES: Final = {
    "uppercase": str.upper,
    "MakeUppercase": str.upper,
    "lowercase": str.lower,
    "MakeLowercase": str.lower,
}
#: Macros that mean mathematics wherever they stand.
MATHS: Final = frozenset({"ensuremath", "mathrm", "mathbf", "mathcal", "mathbb", "mathit"})


@cache
def symbols() -> dict[str, str]:
    """Return macro name → characters, for all macros that stand for themselves."""
    from pylatexenc import latex2text

    known: dict[str, str] = {}
    # The other categories are placeholders ("<ref>") and one university's own macros.
    categories = ["latex-base", "latex-approximations", "nonascii-specials", "advanced-symbols"]
    for spec in latex2text.get_default_latex_context_db().iter_macro_specs(categories):
        text = spec.simplify_repl
        if isinstance(text, str) and "%" not in text:
            known.setdefault(spec.macroname, text)
    # "\\today" would put the day of the build into the page; "\\item" is no character.
    for name in ("today", "item", "input", "include"):
        known.pop(name, None)
    return {**known, **_SYMBOLS, **LETTERS, **_JOURNALS}
