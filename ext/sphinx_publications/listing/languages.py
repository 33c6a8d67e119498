"""The names of languages, as biblatex, exporters and authors write them: "ngerman", "fr-CA"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

__all__ = ["language_codes", "language_names"]

#: LaTeX's names of languages that are none in English → their codes (biblatex manual, table 2).
_LATEX: Final = {
    "usenglish": "en", "ukenglish": "en", "british": "en", "american": "en", "canadian": "en",
    "australian": "en", "newzealand": "en", "ngerman": "de", "naustrian": "de", "austrian": "de",
    "swissgerman": "de", "nswissgerman": "de", "acadian": "fr", "canadien": "fr", "francais": "fr",
    "brazilian": "pt", "brazil": "pt", "portuges": "pt", "mexican": "es", "slovene": "sl",
    "norsk": "nb", "nynorsk": "nn", "farsi": "fa", "magyar": "hu", "bahasa": "id",
    "polutonikogreek": "el", "serbianc": "sr", "castilian": "es",
}  # fmt: skip

#: The languages of biblatex that are looked up by their own names: to load one takes 5 ms.
_OWN: Final = (
    "bg ca cs da de el es et eu fi fr gl hr hu is it ja ko lt lv mr nb nl nn pl pt ro ru sk sl sr"
    " sv tr uk zh"
)


def language_names(value: str, locale: str, left_out: str = "") -> list[str]:
    """Return the names of the languages in *value*: codes, LaTeX's names, or any other words.

    :param locale: the code of the language of the names.
    :param left_out: the code of a language that need not be named.
    """
    names = []
    for item in _items(value):
        code = _code(item, locale)
        if not code:
            names.append(f"{item[:1].upper()}{item[1:]}")  # the author's own words
        elif code != left_out:
            names.append(_names(locale)[code])
    return list(dict.fromkeys(names))


def language_codes(value: str) -> list[str]:
    """Return the codes of the languages in *value*, without those that are unknown."""
    return [code for item in _items(value) if (code := _code(item, "en"))]


def _items(value: str) -> list[str]:
    return list(filter(None, re.split(r"\s+and\s+|\s*[,;]\s*", value.strip())))


def _code(text: str, locale: str) -> str:
    """Return the code of the language that *text* names; "" if it is unknown."""
    name = text.partition("(")[0].strip().lower().removeprefix("lang")
    name = _LATEX.get(name, name)
    if re.fullmatch("[a-z]{2,3}(?:[-_][a-z0-9]+)*", name):
        code = re.split("[-_]", name)[0]
        code = str(get_global("language_aliases").get(code, code))
        if code in _names(locale):
            return code
    for known in (_codes(locale), _own_codes()):
        if name in known:
            return known[name]
    return ""


@cache
def _names(locale: str) -> dict[str, str]:
    """Return code → name; the names of Unicode's CLDR in the language *locale*."""
    return dict(Locale(locale).languages)


@cache
def _codes(locale: str) -> dict[str, str]:
    """Return name → code, of the names in English and in *locale*."""
    named = [item for language in ("en", locale) for item in _names(language).items()]
    # Of variants the language is said: "Simplified Chinese" is Chinese.
    return {name.lower(): code.partition("_")[0] for code, name in named}


@cache
def _own_codes() -> dict[str, str]:
    """Return name → code, of the names that languages have for themselves: "deutsch"."""
    return {_names(code).get(code, "").lower(): code for code in _OWN.split()}
