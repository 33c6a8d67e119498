r"""Signs that people write around names: asterisks, daggers, numbers of affiliations, styles.

An asterisk says that contributions are equal. What others mean, a site cannot know; they
are no part of the name, neither on a page nor in what visitors copy. Accents are part of
it: the ``^`` in ``J{\'{e}}r{\^{o}}me`` raises nothing.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from sphinx_publications.reading.name_splitting import ASTERISKS, SIGNS, may_have_signs, split_names
from sphinx_publications.text.latex_source import SPACES

#: The characters of a group without its braces, and with braces in it: ``\mathrm{a}``.
_INNER: Final = r"(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+"
_GROUP: Final = rf"\{{{_INNER}\}}"
#: An asterisk that people write behind a name for "equal contribution"; not that of A*STAR.
_ASTERISK: Final = (
    rf"(?:\\?[{ASTERISKS}](?![^\W\d_])|(?<![^\W\d_])\\?[{ASTERISKS}]"
    r"|\\(?:ast|star|textasteriskcentered)(?![A-Za-z])(?:\{\})?)"
)
_RAISING: Final = r"textsuperscript|ensuremath|mkbibsuperscript"
#: It goes with the braces around it, and with what raises it: ``\textsuperscript{*}Doe``.
_IN_BRACES: Final = rf"\{{\s*{_ASTERISK}\s*\}}"
_RAISED_MARK: Final = (
    rf"(?:\$\s*(?:\{{\}}\s*)?\^\s*(?:{_IN_BRACES}|{_ASTERISK})\s*\$"
    rf"|\\(?:{_RAISING})\s*{_IN_BRACES}|{_IN_BRACES}|{_ASTERISK})"
)
_MARK: Final = re.compile(rf"\{{\s*{_RAISED_MARK}\s*\}}|{_RAISED_MARK}")
#: Macros for such characters; of notes, with what belongs to them; and what raises something.
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
    rf"|(?<!\\)\^(?:{_GROUP}|\\[A-Za-z]++|[^\s\\{{}}$,;^])?"
    rf"|\\(?:{_NOTES}|{_RAISING})(?![A-Za-z])\s*(?:\[[^\[\]]*\])?(?:\s*{_GROUP})?"
    rf"|\\(?:{_SYMBOLS})(?![A-Za-z])(?:\{{\}})?|<sup>[^<]*</sup>|\\?#|[{SIGNS}])"
)
#: One sign, or several behind each other.
_SIGNS: Final = re.compile(rf"(?:(?:\{{\s*(?:{_SIGN}\s*)++\}}|{_SIGN})\s*+)++")
#: What is raised, if it is no letter, is a sign wherever it stands.
_RAISED: Final = re.compile(
    rf"\{{?(?:\$\s*(?:\{{\}}\s*)?\^|\^|\\(?:{_RAISING})\s*\{{|<sup>|[†‡¹²³⁰⁴-⁹])\{{?(?P<letter>[^\W\d_])?"
)
#: All that says nothing by itself.
_WRAPPING: Final = re.compile(
    rf"\\(?:{_RAISING}|(?:text|math)(?:rm|it|bf|sf|tt|normal)?)(?![A-Za-z])|</?sup>|[{{}}$^\s,;()\\]"
)
#: Numbers that touch a name of which a comma tells that it is a person's: "Doe1,2, Jane". But
#: "N0, G." is called so.
_NUMBER: Final = re.compile(r"(?<=[^\W\d_]),?[1-9]\d?(?:,[1-9]\d?)*(?=\s*(?:,|$))")
#: What joined a sign to its name.
_LOOSE: Final = re.compile(r"(?:[\s~]|\\[,;!]){1,4}(?=,|$)")
_DECLARATIONS: Final = "bf|it|em|sl|sc|tt|rm|sf|bfseries|itshape|slshape|scshape"
#: What sets a name, or a part of it, in some style; whom it means is not a matter of style.
_STYLED: Final = re.compile(
    r"(?P<open>\{)?\\(?:text(?:bf|it|sl|sc|rm|normal|up|md|sf)|emph|u?u(?:nder)?line|hl|mkbib\w+"
    rf"|(?:href|textcolor)\s*{_GROUP})\s*\{{(?P<inner>{_INNER})\}}(?(open)\}})"
    rf"|\{{\\(?:{_DECLARATIONS})(?![A-Za-z])\s*+(?P<rest>{_INNER})\}}"
    r"|</?(?:b|i|u|em|strong|span)(?:\s[^<>]*)?>"
)
#: Styles within styles.
_DEEPEST: Final = 3
_ORCID_LINK: Final = re.compile(rf"\\orcid(?:link|ID)?(?![A-Za-z])\s*({_GROUP})")


class Bare(NamedTuple):
    """A name without what is none of it."""

    name: str
    #: There was an asterisk.
    has_asterisk: bool = False
    orcid: str = ""


def without_signs(name: str, problems: list[str]) -> Bare:
    """Return *name* without signs and styles, and what they say.

    :param problems: receives which signs are left out.
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
    if "," in result and not result.startswith("{") and "=" not in result:
        result = _NUMBER.sub(note, result)
    if found:
        signs = ", ".join(f"“{sign}”" for sign in dict.fromkeys(found))
        problems.append(f"has {signs} behind the name “{written}”; left out")
    if result != name:
        result = _LOOSE.sub("", SPACES.sub(" ", result)).strip()
    return Bare(result, unmarked != bare, orcid)


def names_without_signs(value: str) -> str:
    """Return a list of names without signs: as it is written, if it has none."""
    names = split_names(value, [])
    bare = [without_signs(name, []).name for name in names]
    if bare == names:
        return value
    return " and ".join(name.strip() for name in bare if name.strip())


def _unstyled(styled: re.Match[str]) -> str:
    text = styled["inner"] or styled["rest"] or ""
    # Braces keep a body together whose name has an "and" in it.
    return f"{{{text}}}" if " and " in text else text


def _is_sign(sign: re.Match[str]) -> bool:
    """Tell whether something between the letters of a name is no part of it."""
    name, start, end = sign.string, *sign.span()
    if start and name[start - 1].isdigit():
        return False  # "3\textsuperscript{rd}"
    if end == len(name) or name[end] in ",}":
        return True
    # Before a name, or within it; but "M\textsuperscript{c}Donald" is a name.
    raised = _RAISED.match(name, start)
    return raised is not None and name[0] != "{" and not (start and raised["letter"])
