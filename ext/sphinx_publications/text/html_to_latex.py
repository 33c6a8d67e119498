"""HTML that databases leave in the fields they export → LaTeX of the same meaning."""

from __future__ import annotations

import html
import re
from typing import Final

from sphinx_publications.text.control_characters import without_controls

__all__ = ["address_in", "html_to_latex", "replace_entities"]

#: HTML tag → LaTeX macro; a tag with "" is dropped.
_TAGS: Final = {
    "i": "emph", "em": "emph", "italic": "emph", "b": "textbf", "strong": "textbf",
    "bold": "textbf", "sub": "textsubscript", "inf": "textsubscript", "sup": "textsuperscript",
    "tt": "texttt", "code": "texttt", "monospace": "texttt", "sc": "textsc", "scp": "textsc",
    "p": "", "span": "", "title": "", "u": "", "br": "", "a": "href",
    # Around formulas, in exports of IEEE Xplore.
    "inline-formula": "", "tex-math": "",
}  # fmt: skip
_TAG: Final = re.compile(rf"<(/?)(?:jats:)?({'|'.join(_TAGS)})(?:\s[^<>]*)?(/?)>", re.IGNORECASE)
#: A tag whose brackets are written in LaTeX or as entities.
_ESCAPED_TAG: Final = re.compile(
    r"(?:\{\\textless\}|\\textless(?:\{\}|\s)|\$<\$|&lt;)"
    rf"(/?(?:{'|'.join(_TAGS)})/?)"
    r"(?:\{\\textgreater\}|\\textgreater(?:\{\}|\s)|\$>\$|&gt;)",
    re.IGNORECASE,
)
#: A space that IEEE Xplore writes behind a formula.
_END_OF_FORMULA: Final = re.compile(r"(?<!\s)\s++(?=</(?:tex-math|inline-formula)>)", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"""\shref\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)
#: A scheme that is none of the web's, such as "javascript:".
_FOREIGN: Final = re.compile(r"(?!https?:|ftp:|mailto:)[^/?#]*:", re.IGNORECASE)
_ENTITY: Final = re.compile(
    r"(?:\\?&|\{\\&\})(?:\\?(#\d{1,7}|#[xX][0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));"
)
_TEX_CHARACTERS: Final = str.maketrans({
    **{character: f"\\{character}" for character in "&%$#_{}"},
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
})  # fmt: skip


def html_to_latex(source: str) -> tuple[str, tuple[str, ...]]:
    r"""Return *source* with LaTeX for its HTML, and problems to report.

    >>> html_to_latex("H<sub>2</sub>O &amp; more")
    ('H\\textsubscript{2}O \\& more', ())
    """
    if not ("<" in source or "&" in source or "\\textless" in source):
        return source, ()
    source = _ESCAPED_TAG.sub(r"<\1>", source)
    source = _END_OF_FORMULA.sub("", source)
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if _TAGS[name] and not tag[1]:
            opened.append(tag)
        elif _TAGS[name] and (not opened or opened.pop()[2].lower() != name):
            lonely = tag[0]
            break
    else:
        lonely = opened[0][0] if opened else ""
    # No exporter writes "javascript:"; such a link stays plain text.
    if not lonely and not any(_FOREIGN.match(address_in(tag[0])) for tag in _TAG.finditer(source)):
        source = _TAG.sub(_to_macro, source)
    # A bare name, or an address; anything else may be "a<b and c>d".
    is_tag = re.fullmatch(r"</?\w+>", lonely) or address_in(lonely)
    problems = [f"has a “{lonely}” without its partner"] if is_tag else []
    return replace_entities(source, problems), tuple(problems)


def replace_entities(source: str, problems: list[str]) -> str:
    r"""Return *source* with the characters of HTML's entities, as LaTeX: ``\&`` for "&amp;".

    :param problems: receives a message on each entity of an invisible character.
    """
    if "&" not in source:
        return source

    def to_latex(entity: re.Match[str]) -> str:
        name = f"&{entity[1] or entity[2]};"
        text = html.unescape(name)
        if text == name:
            return entity[0]
        seen = without_controls(text)
        if not seen:
            problems.append(f"has “{entity[0]}”, which is an invisible character; it is left out")
        return seen.translate(_TEX_CHARACTERS)

    return _ENTITY.sub(to_latex, source)


def _to_macro(tag: re.Match[str]) -> str:
    macro = _TAGS[tag[2].lower()]
    if not macro:
        return " " if tag[2].lower() in {"br", "p", "title"} else ""
    if tag[1]:
        return "}"
    if macro != "href":
        return f"\\{macro}{{"
    # Braces would end the argument. A link without an address becomes a group.
    address = address_in(tag[0]).replace("{", "%7B").replace("}", "%7D")
    return f"\\href{{{address}}}{{" if address else "{"


def address_in(text: str) -> str:
    """Return the address of the first link in the HTML *text*, or "" if it has none."""
    found = _ADDRESS.search(text) if "<" in text and "<a" in text.lower() else None
    return html.unescape(next(filter(None, found.groups()), "")).strip() if found else ""
