"""Signs that people write behind names: asterisks, daggers, numbers of affiliations.

An asterisk says that contributions are equal. What others mean, a site cannot know; they
are no part of the name.
"""

from __future__ import annotations

import re
from typing import Final

#: An asterisk that people write behind a name for "equal contribution".
_MARK: Final = re.compile(
    r"\s*(?:\{\s*(?:\*|\$\s*\^?\s*\{?\*\}?\s*\$)\s*\}|\$\s*\^?\s*\{?\s*(?:\*|\\ast|\\star)\s*\}?\s*\$"
    r"|\\textsuperscript\s*\{\s*\*\s*\}|\^\{\s*\*\s*\}|\\textasteriskcentered(?:\{\})?|\*)"
)
#: Other signs that people write behind a name: of affiliations, of footnotes.
_NOTE: Final = re.compile(
    r"\s*(?:\$\s*\^\s*(?:\{(?P<a>[^{}$]*)\}|(?P<b>\\[A-Za-z]+|[^\s\\{}$]))\s*\$"
    r"|\^\{(?P<c>[^{}]*)\}|\\textsuperscript\s*\{(?P<d>[^{}]*)\}"
    r"|\\(?:thanks|footnote|footnotemark|inst|IEEEauthorrefmark)\b\s*(?:\[[^\]]*\])?(?:\{[^{}]*\})?"
    r"|\{?\\(?:dag|ddag|dagger|ddagger|S|P)\b(?:\{\})?\}?|[†‡§¶¹²³⁰⁴-⁹]+)(?=\s*(?:,|\}|$|[†‡§¶¹²³⁰⁴-⁹$\\^]))"
)
_MAY_HAVE_NOTE: Final = re.compile(r"[$^†‡§¶¹²³⁰⁴-⁹]|\\(?:text|than|foot|inst|IEEE|d|S|P)")
_ORCID_LINK: Final = re.compile(r"\s*\\orcid(?:link|ID)?\s*\{([^{}]*)\}")
#: What sets a whole name in some style; whom it means is not a matter of style.
_STYLED: Final = re.compile(
    r"\{?\\(?:text(?:bf|it|sl|sc|rm|normal)|emph|underline|uline)\s*\{((?:[^{}]|\{[^{}]*\})*)\}\}?"
)
_ASTERISK: Final = re.compile(r"\\(?:ast|star)\b")


def without_signs(name: str, problems: list[str]) -> tuple[str, bool, str]:
    """Return *name* without the signs behind it, whether one was an asterisk, and its ORCID.

    :param problems: receives which others are left out.
    """
    orcid = ""
    if "\\" in name:
        styled = _STYLED.fullmatch(name.strip())
        name = styled[1] if styled else name
        orcid = " ".join(_ORCID_LINK.findall(name))
        name = _ORCID_LINK.sub("", name)
    bare = _MARK.sub("", name) if "*" in name or "\\" in name else name
    has_asterisk = bare != name
    if not _MAY_HAVE_NOTE.search(bare):
        return bare, has_asterisk, orcid
    for note in _NOTE.finditer(bare):
        sign = next((text for text in note.groups() if text is not None), note[0]).strip()
        has_asterisk = has_asterisk or bool(_ASTERISK.search(sign))
        if sign:
            problems.append(f"has “{note[0].strip()}” behind the name “{name.strip()}”; left out")
    return _NOTE.sub("", bare), has_asterisk, orcid
