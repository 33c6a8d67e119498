"""LaTeX in a BibTeX field → :mod:`~sphinx_publications.inline` text.

The only room that knows LaTeX. Splitting into macros, groups and mathematics
is pylatexenc's work; this module says what each construct means on a page.
Nothing is ever executed: a macro is either in a table or reported.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pylatexenc import latexwalker, macrospec

from sphinx_publications import latex_tables as tables
from sphinx_publications.accents import accented, replace_accents
from sphinx_publications.html_markup import html_to_latex, may_hold_html
from sphinx_publications.inline import Link, Math, Span, Style, join, plain
from sphinx_publications.quotes import curled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_publications.inline import Inline, InlineText

#: Bounds on one field. A page of text is some 3,000 characters; a title nests three
#: groups. What exceeds them is shown as plain text instead of being taken apart.
MAX_LENGTH: Final = 100_000
MAX_DEPTH: Final = 40

_SPECIAL: Final = re.compile(r"[\\${}~%`'&^<]|--")
_NEEDS_PARSER: Final = re.compile(r"[\\$~%`&^<]|''|--")
_BLANK: Final = " \N{NO-BREAK SPACE}"
_SEVERAL_SPACES: Final = re.compile(" {2,}")
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
#: Control characters, and those that turn the rest of the line around.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
#: A long address goes over several lines, which are none of its own.
_LINE_BREAK: Final = re.compile(r"\s*[\r\n]\s*")
_ESCAPE: Final = re.compile(r"\\.", re.DOTALL)
#: ``%`` starts no comment in a BibTeX field: people write "50% faster".
_BARE_PERCENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%")
_MATH_MACRO: Final = re.compile(r"\\(?:([A-Za-z@]+)|.)", re.DOTALL)
_MATH_ENVIRONMENT: Final = re.compile(r"\\(?:begin|end)\s*\{([^{}]*)\}")
_BARE_DOLLAR: Final = re.compile(r"(?<!\\)\$")

#: How addresses and identifiers spell characters that TeX would take for its own.
_VERBATIM: Final = (
    (re.compile(r"\\url\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"), r"\1"),
    (re.compile(r"\$\\sim\$"), "~"),
    (re.compile(r"\\(?:text)?asciitilde(?:\{\}|[ ]+|(?![A-Za-z]))"), "~"),
    (re.compile(r"\\textunderscore(?:\{\}|[ ]+|(?![A-Za-z]))"), "_"),
    (re.compile(r"\{\\([%_&#$~^])(?:\{\})?\}"), r"\1"),
    (re.compile(r"\\([%_&#${}~^])(?:\{\})?"), r"\1"),
    (re.compile(r"\{([_~#%&])\}"), r"\1"),
)


class Decoded(NamedTuple):
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
    decoded = _decode(source)
    return decoded._replace(text=tuple(curled(decoded.text))) if '"' in source else decoded


def _decode(source: str) -> Decoded:
    if not _SPECIAL.search(source):
        return Decoded(join([_SPACES.sub(" ", source).strip()]))
    if len(source) > MAX_LENGTH or _depth(source)[1] > MAX_DEPTH:
        text = _SPACES.sub(" ", re.sub(r"[{}]", "", source)).strip()
        return Decoded(join([text]), ("is too long or nested too deeply; shown as plain text",))
    simple = replace_accents(source)
    if not _NEEDS_PARSER.search(simple):
        # Accents, protective braces, apostrophes: most fields, at a tenth of the time.
        text = simple.replace("{", "").replace("}", "").replace("'", "’")
        return Decoded(join([_SPACES.sub(" ", text).strip()]), _unbalanced(source))
    return _Reader(source).read()


def decode_verbatim(source: str) -> str:
    """Return an address or identifier as typed, with TeX's escapes undone."""
    text = _LINE_BREAK.sub("", _CONTROL.sub("", source))
    for pattern, replacement in _VERBATIM:
        text = pattern.sub(replacement, text)
    text = text.strip()
    while len(text) > 1 and text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    return text


def _depth(source: str) -> tuple[int, int]:
    """Return how deep braces go: the lowest and the highest level."""
    depth = lowest = highest = 0
    for brace in re.findall(r"[{}]", _ESCAPE.sub("", source)):
        depth += 1 if brace == "{" else -1
        lowest, highest = min(lowest, depth), max(highest, depth)
    return lowest, highest


def _unbalanced(source: str) -> tuple[str, ...]:
    bare = _ESCAPE.sub("", source)
    if bare.count("{") == bare.count("}") and _depth(bare)[0] == 0:
        return ()
    return ("has unbalanced braces",)


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


class _Reader:
    """One field on its way through pylatexenc's node tree."""

    def __init__(self, source: str) -> None:
        markup: tuple[str, ...] = ()
        if may_hold_html(source):
            source, markup = html_to_latex(source)
        self.source = _BARE_PERCENT.sub(r"\1\\%", source)
        self.problems: list[str] = [*_unbalanced(source), *markup]
        bare = source.replace(r"\\", "")
        if _ESCAPE.sub("", bare).count("$") % 2:
            # One dollar opens no mathematics: it is an amount of money.
            self.source = _BARE_DOLLAR.sub(r"\\$", self.source)
            self.problems.append("has a “$” without its partner (a dollar sign is written “\\$”)")
        for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]")):
            if bare.count(opening) != bare.count(closing):
                self.problems.append(f"has a “{opening}” or “{closing}” without its partner")

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
        return Decoded(_trim(_collapsed(pieces)), tuple(dict.fromkeys(self.problems)))

    def _pieces(self, nodes: Sequence[latexwalker.LatexNode]) -> Iterator[Inline]:
        for index, node in enumerate(nodes):
            if isinstance(node, latexwalker.LatexCharsNode):
                text = node.chars.replace("`", "‘").replace("'", "’")
                yield _SPACES.sub(" ", text)
            elif isinstance(node, latexwalker.LatexGroupNode):
                yield from self._pieces(node.nodelist)
            elif isinstance(node, latexwalker.LatexMathNode):
                yield self._math(node)
            elif isinstance(node, latexwalker.LatexSpecialsNode):
                characters = node.specials_chars
                yield tables.SPECIALS.get(characters, _SPACES.sub(" ", characters))
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
        tex = node.latex_verbatim()
        tex = tex.removeprefix(str(node.delimiters[0])).removesuffix(str(node.delimiters[1]))
        return self._safe_math(_SPACES.sub(" ", tex).strip())

    def _safe_math(self, tex: str) -> Inline:
        """Return mathematics, or its source as text if it would do more than stand there.

        Sphinx's LaTeX writer hands mathematics on as it is: "input" in it would be obeyed.
        """
        if not tex:
            return ""
        names = set(_MATH_MACRO.findall(tex)) - tables.math_macros()
        names |= {*_MATH_ENVIRONMENT.findall(tex)} - tables.MATH_ENVIRONMENTS
        names -= {"", "begin", "end"}
        if names or "^^" in tex:
            shown = ", ".join(f"“\\{name}”" for name in sorted(names)) or "“^^”"
            self.problems.append(f"uses {shown} in mathematics; its source is shown")
            return Span(Style.CODE, (tex,))
        return Math(tex)

    def _macro(self, node: latexwalker.LatexMacroNode) -> Iterator[Inline]:
        name = node.macroname
        arguments = [arg for arg in (node.nodeargd.argnlist if node.nodeargd else ()) if arg]
        if name in tables.DROPPED:
            return
        if name in tables.ACCENTS:
            yield from self._accent(name, arguments)
        elif name in tables.MATHS and arguments:
            tex = node.latex_verbatim().strip()
            if name == "ensuremath":
                tex = arguments[0].latex_verbatim().removeprefix("{").removesuffix("}")
            yield self._safe_math(tex.replace("$", "").strip())
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
            pieces[0] = accented(pieces[0][:1], name) + pieces[0][1:]
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
            url = decode_verbatim(arguments[0].latex_verbatim())
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
