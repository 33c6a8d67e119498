r"""Signs around names: asterisks, daggers, numbers of affiliations; and styles of names.

An asterisk means equal contribution. The meaning of other signs differs from paper to paper:
they are removed from the name and reported. Accents belong to the name: the ``^`` in
``J{\'{e}}r{\^{o}}me`` is none of the signs.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_publications.reading.name_splitting import ASTERISKS, SIGNS, may_have_signs, split_names
from sphinx_publications.text.latex_source import SPACES
from sphinx_publications.text.scanner import GROUP, INNER, brace_at

__all__ = ["Bare", "names_without_signs", "without_signs"]

#: An asterisk for equal contribution; not one between letters, as in "A*STAR".
_ASTERISK: Final = (
    rf"(?:\\?[{ASTERISKS}](?![^\W\d_])|(?<![^\W\d_])\\?[{ASTERISKS}]"
    r"|\\(?:ast|star|textasteriskcentered)(?![A-Za-z])(?:\{\})?)"
)
_RAISING: Final = r"textsuperscript|ensuremath|mkbibsuperscript"
#: The same with braces around it, or raised: ``\textsuperscript{*}``.
_IN_BRACES: Final = rf"\{{\s*{_ASTERISK}\s*\}}"
_RAISED_MARK: Final = (
    rf"(?:\$\s*(?:\{{\}}\s*)?\^\s*(?:{_IN_BRACES}|{_ASTERISK})\s*\$"
    rf"|\\(?:{_RAISING})\s*{_IN_BRACES}|{_IN_BRACES}|{_ASTERISK})"
)
_MARK: Final = re.compile(rf"(\{{\s*)?{_RAISED_MARK}(?(1)\s*\}})")
#: Macros for signs, and macros for notes with their arguments.
_SYMBOLS: Final = (
    "d?dag(?:ger)?|S|P|text(?:dagger(?:dbl)?|section|paragraph|bullet|bardbl)|diamond|circ"
    "|bullet|sharp|natural|parallel|Letter|Envelope"
)
_NOTES: Final = (
    "thanks|footnote(?:mark|text)?|inst|corref|fnref|tnoteref|fnmark|authormark|affil|email"
    "|IEEEauthorrefmark|IEEEmembership"
)
_SIGN: Final = (
    r"(?:\$\s*(?:\{\}\s*)?\^[^$]{0,200}\$|\\\(\s*\^[^$]{0,200}?\\\)"  # $^{1}$
    rf"|\$(?:\s|\\(?:{_SYMBOLS})(?![A-Za-z])|[\d,;{SIGNS}])*+\$"  # $\dagger$
    rf"|(?<!\\)\^(?:{GROUP}|\\[A-Za-z]++|[^\s\\{{}}$,;^])?"
    rf"|\\(?:{_NOTES}|{_RAISING})(?![A-Za-z])\s*(?:\[[^\[\]]*\])?(?:\s*{GROUP})?"
    rf"|\\(?:{_SYMBOLS})(?![A-Za-z])(?:\{{\}})?|<sup>[^<]*</sup>|\\?#|[{SIGNS}])"
)
#: One or several signs.
_SIGNS: Final = re.compile(rf"(?:(?:\{{\s*(?:{_SIGN}\s*)++\}}|{_SIGN})\s*+)++")
#: A raised character; unless it is a letter, it is a sign in front of a name, too.
_RAISED: Final = re.compile(
    rf"\{{?(?:\$\s*(?:\{{\}}\s*)?\^|\^|\\(?:{_RAISING})\s*\{{|<sup>|[†‡¹²³⁰⁴-⁹])\{{?(?P<letter>[^\W\d_])?"
)
#: The parts of a sign that print nothing by themselves.
_WRAPPING: Final = re.compile(
    rf"\\(?:{_RAISING}|(?:text|math)(?:rm|it|bf|sf|tt|normal)?)(?![A-Za-z])|</?sup>|[{{}}$^\s,;()\\]"
)
#: Numbers behind a word of a name, as in "Doe1,2, Jane"; but "N0, G." is a name.
_NUMBER: Final = re.compile(r"(?<=[^\W\d_]),?[1-9]\d?(?:,[1-9]\d?)*(?=\s*(?:,|$))")
#: Spaces that were between a name and its sign.
_LOOSE: Final = re.compile(r"(?:[\s~]|\\[,;!]){1,4}(?=,|$)")
_DECLARATIONS: Final = "bf|it|em|sl|sc|tt|rm|sf|bfseries|itshape|slshape|scshape"
#: A name, or a part of it, in some style. The style is dropped: the person is the same.
_STYLED: Final = re.compile(
    r"(?P<open>\{)?\\(?:text(?:bf|it|sl|sc|rm|normal|up|md|sf)|emph|u?u(?:nder)?line|hl|mkbib\w+"
    rf"|(?:href|textcolor)\s*{GROUP})\s*\{{(?P<inner>{INNER})\}}(?(open)\}})"
    rf"|\{{\\(?:{_DECLARATIONS})(?![A-Za-z])\s*+(?P<rest>{INNER})\}}"
    r"|</?(?:b|i|u|em|strong|span)(?:\s[^<>]*)?>"
)
#: How many styles may be nested.
_DEEPEST: Final = 3
_ORCID_LINK: Final = re.compile(rf"\\orcid(?:link|ID)?(?![A-Za-z])\s*({GROUP})")


class Bare(NamedTuple):
    """A name without signs and styles, and the meaning of these."""

    name: str
    #: An asterisk stood at the name.
    has_asterisk: bool = False
    orcid: str = ""


def without_signs(name: str, problems: list[str]) -> Bare:
    """Return *name* without signs and styles, and the meaning of these.

    :param problems: receives a message with the signs that are left out.

    >>> without_signs("Doe*, Jane", [])
    Bare(name='Doe, Jane', has_asterisk=True, orcid='')
    """
    if not may_have_signs(name):
        return Bare(name)
    bare = name
    for _ in range(_DEEPEST):
        bare, count = _STYLED.subn(_unstyled, bare)
        if not count:
            break
    written = bare = bare.strip()
    orcid = " ".join(group[1:-1] for group in _ORCID_LINK.findall(bare))
    bare = _ORCID_LINK.sub("", bare)
    unmarked = _MARK.sub("", bare)
    found: list[str] = []

    def note(sign: re.Match[str]) -> str:
        if not _is_sign(sign):
            return sign[0]
        if _WRAPPING.sub("", sign[0]):
            found.append(sign[0].strip())
        return " " if sign[0][-1].isspace() else ""

    result = _SIGNS.sub(note, unmarked)
    if "," in result and brace_at(result, 0) <= 0 and "=" not in result:
        result = _NUMBER.sub(note, result)
    if found:
        signs = ", ".join(f"“{sign}”" for sign in dict.fromkeys(found))
        problems.append(f"has {signs} behind the name “{written}”; left out")
    if result != name:
        result = _LOOSE.sub("", SPACES.sub(" ", result)).strip()
    return Bare(result, unmarked != bare, orcid)


def names_without_signs(value: str) -> str:
    """Return the list of names *value* without signs; unchanged if it has none."""
    names = split_names(value, [])
    bare = [without_signs(name, []).name for name in names]
    if bare == names:
        return value
    return " and ".join(name.strip() for name in bare if name.strip())


def _unstyled(styled: re.Match[str]) -> str:
    text = styled["inner"] or styled["rest"] or ""
    # Braces keep the name of a body together that has an "and" in it.
    return f"{{{text}}}" if " and " in text else text


def _is_sign(sign: re.Match[str]) -> bool:
    """Tell whether the match of a *sign* in a name is really no part of the name."""
    name, start, end = sign.string, *sign.span()
    if start and name[start - 1].isdigit():
        return False  # "3\textsuperscript{rd}"
    if end == len(name) or name[end] == "," or brace_at(name, end) < 0:
        return True
    # In front of a name or within it; but "M\textsuperscript{c}Donald" is a name.
    raised = _RAISED.match(name, start)
    return raised is not None and brace_at(name, 0) <= 0 and not (start and raised["letter"])
