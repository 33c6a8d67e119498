"""The tree of a field's LaTeX, from pylatexenc → inline text.

pylatexenc splits the source into macros, groups and formulas; this module says how each is
shown. Nothing is executed: a macro is in a table, or it is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from pylatexenc import latexwalker, macrospec

from sphinx_publications.text import latex_macros as tables
from sphinx_publications.text.formulas.notations import NOTATIONS
from sphinx_publications.text.formulas.rewriting import read_formula
from sphinx_publications.text.formulas.syntax_tree import FormulaError, UnknownCommandError
from sphinx_publications.text.html_to_latex import html_to_latex
from sphinx_publications.text.inline import (
    Inline,
    InlineText,
    Link,
    Math,
    Span,
    Style,
    join,
    plain,
    without_links,
)
from sphinx_publications.text.latex_accents import with_accent
from sphinx_publications.text.latex_source import (
    ESCAPE,
    NUMBERED_FORMULA,
    SPACES,
    Decoded,
    collapsed,
    decode_verbatim,
    numbered_formulas,
    plain_text,
    unbalanced,
    unescaped_formulas,
    with_formulas,
)
from sphinx_publications.text.scanner import brace_at, unwrapped, without_braces

__all__ = ["read"]

_BLANK: Final = " \N{NO-BREAK SPACE}"
_SEVERAL_SPACES: Final = re.compile(" {2,}")
#: A percent sign begins no comment in a BibTeX field: people write "50% faster".
_BARE_PERCENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%")
_DELIMITERS: Final = re.compile(r"^(?:\$\$?|\\[(\[])|(?:\$\$?|\\[)\]])$")
#: "$5 and $": a formula that ends behind a space, and has a digit behind it, is two amounts.
_MONEY: Final = re.compile(r"\$(\d[^${}\\]*[\s(](?:US)?)\$")
_LONE_DOLLAR: Final = "has a “$” without its partner (a dollar sign is written “\\$”)"
_BEFORE_DIGIT: Final = re.compile(rf"{NUMBERED_FORMULA.pattern}(?=\d)")
_BARE_DOLLAR: Final = re.compile(r"(?<!\\)\$")
_NUMBERED_OR_BARE: Final = re.compile(rf"{NUMBERED_FORMULA.pattern}|{_BARE_DOLLAR.pattern}")
#: How many tokens pylatexenc may read: so many for each character, and so many in any case. It
#: needs one or two; but it reads an argument without an end twice for each level of nesting.
_TOKENS_EACH: Final = 5
_TOKENS_AT_LEAST: Final = 200


def read(source: str) -> Decoded:
    """Return the text of the LaTeX *source*, and the problems in it. Never raises."""
    return _Reader(source).read()


@cache  # takes 0.1 ms, and each text with LaTeX needs it
def _walker_context() -> macrospec.LatexContextDb:
    """Return the macros that pylatexenc knows, and the numbers of arguments of further ones."""
    context = latexwalker.get_default_latex_context_db()
    one = [*tables.STYLES, *tables.ONE_ARGUMENT]
    one += [name for name in tables.DROPPED if context.get_macro_spec(name) is None]
    one += [name for name in tables.ACCENTS if name.isalpha()]
    context.add_context_category(
        "sphinx_publications",
        prepend=True,
        macros=[
            *(macrospec.std_macro(name, False, 1) for name in one),
            *(macrospec.MacroSpec(name, "*{") for name in tables.QUOTES),
            *(macrospec.MacroSpec(name, "[{{") for name in tables.CHOICES),
            *(
                macrospec.MacroSpec(name, f"[{'{' * count}")
                for name, count in tables.SETTINGS.items()
            ),
            *(macrospec.MacroSpec(name, spec) for name, (spec, _) in NOTATIONS.items()),
            macrospec.std_macro("href", False, 2),
            macrospec.std_macro("item", True, 0),
        ],
        environments=[
            macrospec.EnvironmentSpec(name, "{" * count)
            for name, count in tables.ENVIRONMENTS.items()
        ],
    )
    return context


class _Walker(latexwalker.LatexWalker):  # type: ignore[misc] # pylatexenc has no types
    """pylatexenc's parser with a bound on its steps; it needs exponentially many at times."""

    def __init__(self, source: str) -> None:
        super().__init__(source, latex_context=_walker_context(), tolerant_parsing=True)
        self.left = _TOKENS_AT_LEAST + _TOKENS_EACH * len(source)

    def get_token(self, *args: Any, **kwargs: Any) -> latexwalker.LatexToken:
        self.left -= 1
        if self.left < 0:
            # Not LatexWalkerParseError, which pylatexenc catches to go on.
            raise latexwalker.LatexWalkerError("nested too deeply")
        return super().get_token(*args, **kwargs)


class _Reader:
    """One field: its source, the formulas in it, and the problems found so far."""

    def __init__(self, source: str) -> None:
        #: What is in force at the place that is read: the case, the styles that were declared, and
        #: how many quotations are open, by their marks.
        self.recase: Callable[[str], str] = str
        self.declared: set[Style] = set()
        self.levels: Counter[str] = Counter()
        source, markup = html_to_latex(unescaped_formulas(source))
        self.source = _BARE_PERCENT.sub(r"\1\\%", source)
        self.problems: list[str] = [*unbalanced(source), *markup]
        bare = source.replace(r"\\", "")
        if ESCAPE.sub("", bare).count("$") % 2:
            # An odd number of dollar signs: one is no delimiter but an amount of money.
            self.source = _BARE_DOLLAR.sub(r"\\$", self.source)
            self.problems.append(_LONE_DOLLAR)
        for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]")):
            if bare.count(opening) != bare.count(closing):
                self.problems.append(f"has a “{opening}” or “{closing}” without its partner")
        numbered, self.formulas = numbered_formulas(self.source)
        if "$" in ESCAPE.sub("", NUMBERED_FORMULA.sub("", numbered.replace(r"\\", ""))):
            # Dollar signs in pairs that enclose nothing: "$$" at the end, "{$}{$}".
            numbered = _NUMBERED_OR_BARE.sub(lambda sign: sign[0] if sign[1] else r"\$", numbered)
            self.problems.append(_LONE_DOLLAR)
        self.source = _BEFORE_DIGIT.sub(self._amount, numbered)

    def _amount(self, number: re.Match[str]) -> str:
        """Return a numbered formula in front of a digit, or its source as text if it is money."""
        money = _MONEY.fullmatch(self.formulas[int(number[1])])
        if money is None:
            return number[0]
        self.problems.append(
            f"has “{money[0]}”, taken for amounts of money (write “\\$” for these)"
        )
        return f"\\${money[1]}\\$"

    def _verbatim(self, node: latexwalker.LatexNode) -> str:
        return with_formulas(node.latex_verbatim(), self.formulas)

    def read(self) -> Decoded:
        try:
            nodes, _, _ = _Walker(self.source).get_latex_nodes()
            pieces = _set_off(self._pieces(nodes))[1]
        except (latexwalker.LatexWalkerError, IndexError, AttributeError, RecursionError):
            # pylatexenc fails at some malformed input although it is told to be tolerant.
            source = with_formulas(self.source, self.formulas).replace(r"\$", "$")
            return plain_text(source, *self.problems, "is no valid LaTeX; shown as typed")
        return Decoded(pieces, tuple(dict.fromkeys(self.problems)))

    def _pieces(self, nodes: Sequence[latexwalker.LatexNode]) -> Iterator[Inline]:
        for index, node in enumerate(nodes):
            if isinstance(node, latexwalker.LatexCharsNode):
                text = node.chars.replace("`", "‘").replace("'", "’")
                yield self.recase(SPACES.sub(" ", text))
            elif isinstance(node, latexwalker.LatexGroupNode):
                pieces = self._pieces(node.nodelist)
                yield from _set_off(pieces)[1] if _is_letter(node) else pieces
            elif isinstance(node, latexwalker.LatexMathNode):
                yield self._math(node)
            elif isinstance(node, latexwalker.LatexSpecialsNode):
                characters = node.specials_chars
                yield tables.SPECIALS.get(characters, SPACES.sub(" ", characters))
            elif isinstance(node, latexwalker.LatexEnvironmentNode):
                if node.environmentname not in tables.ENVIRONMENTS:
                    self.problems.append(f"uses the environment “{node.environmentname}”")
                yield from self._pieces(node.nodelist)
            elif isinstance(node, latexwalker.LatexMacroNode):
                style = tables.DECLARATIONS.get(node.macroname)
                if style is None:
                    yield from self._macro(node)
                elif style not in self.declared:  # else it is in force already
                    self.declared.add(style)
                    yield from _span(style, self._pieces(nodes[index + 1 :]))
                    self.declared.remove(style)
                    return

    def _math(self, node: latexwalker.LatexMathNode) -> Inline:
        source = node.latex_verbatim()
        number = NUMBERED_FORMULA.fullmatch(f"{{{source}}}")
        tex = _DELIMITERS.sub("", self.formulas[int(number[1])] if number else source)
        return self._safe_math(collapsed(tex))

    def _safe_math(self, tex: str) -> Inline:
        """Return the formula *tex*, or its source as text if it is not safe.

        Sphinx's LaTeX writer copies formulas to the PDF's source: "input" would be executed.
        """
        if not tex:
            return ""
        try:
            return Math(read_formula(tex))
        except UnknownCommandError as error:
            message = f"uses {error} in mathematics"
        except FormulaError as error:
            message = f"has the formula “{tex}”, which TeX would refuse ({error})"
        self.problems.append(f"{message}; its source is shown")
        return Span(Style.CODE, (tex,))

    def _macro(self, node: latexwalker.LatexMacroNode) -> Iterator[Inline]:
        name = node.macroname
        arguments = [arg for arg in (node.nodeargd.argnlist if node.nodeargd else ()) if arg]
        if name in tables.DROPPED or name in tables.SETTINGS:
            return
        if name in tables.ACCENTS:
            yield from self._accent(name, arguments)
        elif name in tables.MATHS and arguments:
            tex = self._verbatim(node).strip()
            if name == "ensuremath":
                tex = unwrapped(self._verbatim(arguments[0]))
            yield self._safe_math(_BARE_DOLLAR.sub("", tex).strip())
        elif arguments and name not in tables.symbols():
            yield from self._macro_with_arguments(name, arguments)
        elif name in tables.symbols():
            yield self.recase(tables.symbols()[name])
        elif name not in tables.TRANSPARENT:
            self._report_unknown(name)
            # A group behind the macro is shown in its place; else the macro itself.
            if brace_at(self.source, node.pos + node.len) <= 0:
                yield f"\\{name}{node.macro_post_space}"

    def _accent(self, name: str, arguments: list[latexwalker.LatexNode]) -> Iterator[Inline]:
        pieces = list(_set_off(self._pieces(arguments))[1])
        if pieces and isinstance(pieces[0], str):
            pieces[0] = with_accent(pieces[0], name)
        yield from pieces or [tables.BARE_ACCENTS.get(name, "")]

    def _macro_with_arguments(
        self, name: str, arguments: list[latexwalker.LatexNode]
    ) -> Iterator[Inline]:
        if name in NOTATIONS:
            said = NOTATIONS[name][1]([_argument(self._verbatim(it)) for it in arguments])
            # A command that is none of theirs is read as it is elsewhere.
            yield from self._pieces(arguments) if "\\" in plain(said) else said
        elif name in tables.STYLES:
            yield from _span(tables.STYLES[name], self._pieces(arguments))
        elif name in tables.QUOTES:
            marks = tables.QUOTES[name]
            level = self.levels[marks]  # 1 within the outer marks, 2 within the inner ones
            inner = level == 1 or (level == 0 and len(arguments) > 1)  # the star is an argument
            self.levels[marks] = 1 + inner
            yield from (marks[2 * inner], *self._pieces(arguments[-1:]), marks[2 * inner + 1])
            self.levels[marks] = level
        elif name in {"url", "href"}:
            url = decode_verbatim(self._verbatim(arguments[0]))
            before, text, behind = _set_off(self._pieces(arguments[1:]))
            yield from (before, Link(url, without_links(text) or (url,)), behind)
        elif name in tables.CASES:
            recase, self.recase = self.recase, tables.CASES[name]
            yield from self._pieces(arguments)
            self.recase = recase
        elif name in tables.CHOICES:
            yield from self._pieces([arguments[tables.CHOICES[name]]])
        else:
            if name not in tables.TRANSPARENT:
                self._report_unknown(name)
            yield from self._pieces(arguments)

    def _report_unknown(self, name: str) -> None:
        self.problems.append(f"uses the unknown LaTeX command “\\{name}”")


def _argument(source: str) -> str:
    """Return the source of an argument without its braces or brackets."""
    is_option = source.startswith("[") and source.endswith("]")
    return source[1:-1] if is_option else unwrapped(source)


def _is_letter(group: latexwalker.LatexGroupNode) -> bool:
    r"""Tell whether *group* is one accented letter: the spaces in ``{ \'o }`` do not count."""
    macros = [node for node in group.nodelist if without_braces(node.latex_verbatim()).strip()]
    return len(macros) == 1 and getattr(macros[0], "macroname", "") in (
        *tables.ACCENTS,
        *tables.LETTERS,
    )


def _set_off(pieces: Iterable[Inline]) -> tuple[str, InlineText, str]:
    r"""Return *pieces* with one space for several, and the white space before and behind them.

    Dropped macros leave spaces on both sides. Those at the ends of a style are set outside of
    it, so that two of "a \emph{ b}" are in one string.
    """
    text = [_SEVERAL_SPACES.sub(" ", it) if isinstance(it, str) else it for it in join(pieces)]
    before = behind = ""
    if text and isinstance(first := text[0], str):
        text[0] = first.lstrip(_BLANK)
        before = first[: len(first) - len(text[0])]
    if text and isinstance(last := text[-1], str):
        text[-1] = last.rstrip(_BLANK)
        behind = last[len(text[-1]) :]
    return before, join(text), behind


def _span(style: Style, pieces: Iterable[Inline]) -> Iterator[Inline]:
    before, text, behind = _set_off(pieces)
    yield from (before, *([Span(style, text)] if text else ()), behind)
