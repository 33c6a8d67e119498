"""A field with LaTeX in it, taken apart.

Splitting into macros, groups and mathematics is pylatexenc's work; this room says what
each construct means on a page. Nothing is ever executed: a macro is either in a table
or reported.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pylatexenc import latexwalker, macrospec

from sphinx_publications.text import latex_macros as tables
from sphinx_publications.text.formulas.rewriting import read_formula
from sphinx_publications.text.formulas.syntax_tree import FormulaError, UnknownCommandError
from sphinx_publications.text.html_to_latex import html_to_latex, may_hold_html
from sphinx_publications.text.inline import Link, Math, Span, Style, join, plain
from sphinx_publications.text.latex_accents import accented
from sphinx_publications.text.latex_source import (
    ESCAPE,
    SPACES,
    Decoded,
    decode_verbatim,
    numbered_formulas,
    unbalanced,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_publications.text.inline import Inline, InlineText

_BLANK: Final = " \N{NO-BREAK SPACE}"
_SEVERAL_SPACES: Final = re.compile(" {2,}")
#: ``%`` starts no comment in a BibTeX field: people write "50% faster".
_BARE_PERCENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%")
#: A formula's number, where the formula was.
_NUMBERED: Final = re.compile(r"\{\$([0-9]{1,6})\$\}")
_DELIMITERS: Final = re.compile(r"^(?:\$\$?|\\[(\[])|(?:\$\$?|\\[)\]])$")
#: "$5 and $10": no formula ends behind a space and in front of a digit.
_MONEY: Final = re.compile(r"\$(\d[^${}\\]*[\s(](?:US)?)\$")
_LONE_DOLLAR: Final = "has a “$” without its partner (a dollar sign is written “\\$”)"
_BEFORE_DIGIT: Final = re.compile(rf"{_NUMBERED.pattern}(?=\d)")
_BARE_DOLLAR: Final = re.compile(r"(?<!\\)\$")
_NUMBERED_OR_BARE: Final = re.compile(rf"{_NUMBERED.pattern}|{_BARE_DOLLAR.pattern}")
#: pylatexenc reads each sign once, or twice where formulas are. In its tolerance it reads the
#: arguments of a macro again when one of them does not end: twice as often for each level.
_READ_AGAIN: Final = 5
_READ_AT_LEAST: Final = 200


def read(source: str) -> Decoded:
    """Return what *source* says. Never raises."""
    return _Reader(source).read()


@cache
def _walker_context() -> macrospec.LatexContextDb:
    """Return pylatexenc's macros, and the arguments of those that it does not know."""
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
            *(macrospec.std_macro(name, False, 2) for name in ("href", *tables.CHOICES)),
            macrospec.std_macro("item", True, 0),
        ],
    )
    return context


class _Walker(latexwalker.LatexWalker):  # type: ignore[misc] # pylatexenc has no types
    """pylatexenc's reader, which gives up instead of reading the same again and again."""

    def __init__(self, source: str) -> None:
        super().__init__(source, latex_context=_walker_context(), tolerant_parsing=True)
        self.left = _READ_AT_LEAST + _READ_AGAIN * len(source)

    def get_token(self, *args: Any, **kwargs: Any) -> latexwalker.LatexToken:
        self.left -= 1
        if self.left < 0:
            # Not its LatexWalkerParseError, after which it would go on.
            raise latexwalker.LatexWalkerError("nested too deeply")
        return super().get_token(*args, **kwargs)


class _Reader:
    """One field on its way through pylatexenc's node tree."""

    def __init__(self, source: str) -> None:
        markup: tuple[str, ...] = ()
        if may_hold_html(source):
            source, markup = html_to_latex(source)
        self.source = _BARE_PERCENT.sub(r"\1\\%", source)
        self.problems: list[str] = [*unbalanced(source), *markup]
        bare = source.replace(r"\\", "")
        if ESCAPE.sub("", bare).count("$") % 2:
            # One dollar opens no mathematics: it is an amount of money.
            self.source = _BARE_DOLLAR.sub(r"\\$", self.source)
            self.problems.append(_LONE_DOLLAR)
        for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]")):
            if bare.count(opening) != bare.count(closing):
                self.problems.append(f"has a “{opening}” or “{closing}” without its partner")
        # pylatexenc would give what stands behind "$\\frac{a}$" to the macro in it.
        numbered, self.formulas = numbered_formulas(self.source)
        if "$" in ESCAPE.sub("", _NUMBERED.sub("", numbered.replace(r"\\", ""))):
            # "$$" at the end, or dollars in groups of their own: as many as there should be.
            numbered = _NUMBERED_OR_BARE.sub(lambda sign: sign[0] if sign[1] else r"\$", numbered)
            self.problems.append(_LONE_DOLLAR)
        self.source = _BEFORE_DIGIT.sub(self._amount, numbered)

    def _amount(self, number: re.Match[str]) -> str:
        """Return a formula in front of a digit as it is, or as text if it is about money."""
        money = _MONEY.fullmatch(self.formulas[int(number[1])])
        if money is None:
            return number[0]
        self.problems.append(
            f"has “{money[0]}”, taken for amounts of money (write “\\$” for these)"
        )
        return f"\\${money[1]}\\$"

    def _verbatim(self, node: latexwalker.LatexNode) -> str:
        """Return the source of *node* with its formulas in the place of their numbers."""
        return self._with_formulas(node.latex_verbatim())

    def _with_formulas(self, text: str) -> str:
        return _NUMBERED.sub(lambda number: self.formulas[int(number[1])], text)

    def read(self) -> Decoded:
        try:
            nodes, _, _ = _Walker(self.source).get_latex_nodes()
            pieces = join(self._pieces(nodes))
        except (latexwalker.LatexWalkerError, IndexError, AttributeError, RecursionError):
            # pylatexenc gives up on some malformed input even when it is told to be
            # tolerant; the author's characters are still better than none.
            text = self._with_formulas(self.source).replace(r"\$", "$")
            text = SPACES.sub(" ", re.sub(r"[{}]", "", text)).strip()
            return Decoded(join([text]), (*self.problems, "is no valid LaTeX; shown as typed"))
        return Decoded(_trim(_collapsed(pieces)), tuple(dict.fromkeys(self.problems)))

    def _pieces(self, nodes: Sequence[latexwalker.LatexNode]) -> Iterator[Inline]:
        for index, node in enumerate(nodes):
            if isinstance(node, latexwalker.LatexCharsNode):
                text = node.chars.replace("`", "‘").replace("'", "’")
                yield SPACES.sub(" ", text)
            elif isinstance(node, latexwalker.LatexGroupNode):
                yield from self._pieces(node.nodelist)
            elif isinstance(node, latexwalker.LatexMathNode):
                yield self._math(node)
            elif isinstance(node, latexwalker.LatexSpecialsNode):
                characters = node.specials_chars
                yield tables.SPECIALS.get(characters, SPACES.sub(" ", characters))
            elif isinstance(node, latexwalker.LatexEnvironmentNode):
                self.problems.append(f"uses the environment “{node.environmentname}”")
                yield from self._pieces(node.nodelist)
            elif isinstance(node, latexwalker.LatexMacroNode):
                if node.macroname in tables.DECLARATIONS:
                    rest = join(self._pieces(nodes[index + 1 :]))
                    yield Span(tables.DECLARATIONS[node.macroname], rest)
                    return
                yield from self._macro(node)

    def _math(self, node: latexwalker.LatexMathNode) -> Inline:
        source = node.latex_verbatim()
        number = _NUMBERED.fullmatch(f"{{{source}}}")
        tex = _DELIMITERS.sub("", self.formulas[int(number[1])] if number else source)
        return self._safe_math(SPACES.sub(" ", tex).strip())

    def _safe_math(self, tex: str) -> Inline:
        """Return mathematics, or the source as text of what is none or does more than that.

        Sphinx's LaTeX writer hands mathematics on as it is: "input" in it would be obeyed.
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
        if name in tables.DROPPED:
            return
        if name in tables.ACCENTS:
            yield from self._accent(name, arguments)
        elif name in tables.MATHS and arguments:
            tex = self._verbatim(node).strip()
            if name == "ensuremath":
                tex = self._verbatim(arguments[0]).removeprefix("{").removesuffix("}")
            yield self._safe_math(_BARE_DOLLAR.sub("", tex).strip())
        elif arguments and name not in tables.symbols():
            yield from self._macro_with_arguments(name, arguments)
        elif name in tables.symbols():
            yield tables.symbols()[name]
        elif name not in tables.TRANSPARENT:
            self._report_unknown(name)
            # What follows in braces is shown instead; otherwise the command itself.
            if not self._argument_follows(node):
                yield f"\\{name}{node.macro_post_space}"

    def _accent(self, name: str, arguments: list[latexwalker.LatexNode]) -> Iterator[Inline]:
        pieces = list(join(self._pieces(arguments)))
        if pieces and isinstance(pieces[0], str):
            pieces[0] = accented(pieces[0].lstrip(), name)
        yield from pieces or [tables.BARE_ACCENTS.get(name, "")]

    def _macro_with_arguments(
        self, name: str, arguments: list[latexwalker.LatexNode]
    ) -> Iterator[Inline]:
        if name in tables.STYLES:
            yield Span(tables.STYLES[name], _trim(join(self._pieces(arguments))))
        elif name in tables.QUOTES:
            starred = len(arguments) > 1
            quotes = tables.STARRED_QUOTES[name] if starred else tables.QUOTES[name]
            yield from (quotes[0], *self._pieces(arguments[-1:]), quotes[1])
        elif name in {"url", "href"}:
            url = decode_verbatim(self._verbatim(arguments[0]))
            text = _trim(join(self._pieces(arguments[1:]))) or (url,)
            yield Link(url, text)
        elif name in tables.CASES:
            yield from _recased(join(self._pieces(arguments)), tables.CASES[name])
        elif name in tables.CHOICES:
            yield from self._pieces([arguments[tables.CHOICES[name]]])
        else:
            if name not in tables.TRANSPARENT:
                self._report_unknown(name)
            yield from self._pieces(arguments)

    def _report_unknown(self, name: str) -> None:
        self.problems.append(f"uses the unknown LaTeX command “\\{name}”")

    def _argument_follows(self, node: latexwalker.LatexMacroNode) -> bool:
        """Tell whether an unknown macro has something in braces behind it, to be shown instead."""
        return self.source[node.pos + node.len : node.pos + node.len + 1] == "{"


def _collapsed(text: InlineText) -> InlineText:
    """Return *text* with spaces that pieces have brought together made one."""
    return tuple(
        _SEVERAL_SPACES.sub(" ", piece) if isinstance(piece, str) else piece for piece in text
    )


def _recased(text: InlineText, recase: Callable[[str], str]) -> Iterator[Inline]:
    for piece in text:
        if isinstance(piece, str):
            yield recase(piece)
        elif isinstance(piece, Span):
            yield Span(piece.style, tuple(_recased(piece.children, recase)))
        else:
            yield piece


def _trim(text: InlineText) -> InlineText:
    """Return *text* without white space at its ends, and empty if there is nothing else."""
    if not plain(text).strip():
        return ()
    pieces = list(text)
    if isinstance(pieces[0], str):
        pieces[0] = pieces[0].lstrip(_BLANK)
    if isinstance(pieces[-1], str):
        pieces[-1] = pieces[-1].rstrip(_BLANK)
    return join(pieces)
