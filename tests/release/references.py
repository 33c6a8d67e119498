"""What a reader of a reference must see, by the entry that was copied and its source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_publications.model.entry_types import canonical_type
from sphinx_publications.reading.relations import record_of
from sphinx_publications.text.inline import Math, plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_source import decode_verbatim
from unit.helpers import read

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

#: Each finds a work, whatever it is.
_ADDRESSES: Final = ("doi", "eprint", "url")
#: Type → what else does, each by itself if all its fields are there.
_LOCATORS: Final[Mapping[str, list[tuple[str, ...]]]] = {
    "article": [("pages",), ("eid",), ("volume", "number")],
    "inproceedings": [("pages",), ("eid",)],
    "incollection": [("pages",), ("chapter",)],
    "inbook": [("pages",), ("chapter",)],
    "book": [("publisher",)],
    "booklet": [("howpublished",)],
    "collection": [("publisher",)],
    "proceedings": [("publisher",), ("organization",)],
    "manual": [("organization",)],
    "report": [("institution", "number")],
    "thesis": [("institution",)],
    "patent": [("number",)],
    "standard": [("number",)],
    "presentation": [("eventtitle",), ("venue",)],
}
#: What does so if there is nothing better.
_ELSE: Final = ("institution", "howpublished", "publisher", "organization", "volume")
#: Status → the words of which one tells of it.
_STATES: Final = {
    "submitted": ("submitted", "in submission", "under review"),
    "inpreparation": ("in preparation", "draft"),
    "forthcoming": ("forthcoming", "to appear", "accepted"),
    "inpress": ("in press",),
    "prepublished": ("pre-published", "preprint"),
    "unpublished": ("unpublished", "manuscript", "preprint", "draft"),
}
#: An accent that TeX sets beside its letter, and the space that it stands in.
_ACCENTS: Final = re.compile(r"\s?[\u00a8\u00af\u00b4\u00b8\u02c6-\u02dd`^~\u02d9]\s?(?=\w)")
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ȷ": "j", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"}
)
#: IEEEtran has a dash for authors who are those of the reference before.
_AS_BEFORE: Final = re.compile(r"(?:\[\d+\] )?——")
#: What is shorter may be part of anything.
_TELLING: Final = 5


class Wanted(NamedTuple):
    """What a reference must have."""

    #: What stands between formulas, which are not text in a PDF.
    title: tuple[str, ...]
    #: The last name of the first author; empty if there is none.
    name: str
    year: str
    #: One of these, with all its parts.
    locators: tuple[tuple[str, ...], ...]
    #: One of these; empty for what is published.
    states: tuple[str, ...]
    #: What is said once.
    once: tuple[str, ...]


def wanted(publication: Publication, copied: str) -> Wanted:
    """Return what a reference of the entry *copied* must have."""
    copies, _ = read(copied)
    (copy,) = copies
    record = record_of(publication)
    addresses = [(value,) for name in _ADDRESSES if (value := _value(copy, name))]
    locators: list[tuple[str, ...]] = [
        parts
        for names in _LOCATORS.get(canonical_type(copy.type), [])
        if all(parts := tuple(_value(copy, name) for name in names))
    ]
    otherwise = [(value,) for name in _ELSE if (value := _value(copy, name))]
    status = record.status
    if not status and record.type == "unpublished" and not record.links:
        status = "unpublished"
    states = _STATES.get(status, (status,)) if status else ()
    return Wanted(
        tuple(plain((piece,)) for piece in copy.title if not isinstance(piece, Math)),
        copy.creators[0].last_name if copy.creators else "",
        # BibTeX's styles print it as it stands.
        str(record.date.year or record.date.text),
        tuple([*locators, *addresses] or otherwise),
        states,
        (*(value for (value,) in addresses), *states),
    )


def _value(copy: Publication, name: str) -> str:
    value = copy.fields.get(name, "")
    return decode_verbatim(value) if name in _ADDRESSES else plain(decode(value).text)


def lacks(want: Wanted, text: str) -> Iterator[str]:
    """Yield what a reference has not: "title", "author", "year", "locator", "state"."""
    if not want.title or not all(is_in(part, text) for part in want.title):
        yield "title"
    if not is_in(want.name, text) and not _AS_BEFORE.match(text):
        yield "author"
    if not is_in(want.year, text):
        yield "year"
    if not any(all(is_in(part, text) for part in parts) for parts in want.locators):
        yield "locator"
    if want.states and not any(is_in(state, text) for state in want.states):
        yield "state"


def repeated(want: Wanted, text: str) -> Iterator[str]:
    """Yield what a reference says more than once."""
    letters = "".join(_words(text))
    # The address of a DOI has the DOI in it: what is left out is found no more.
    for said in sorted(want.once, key=len, reverse=True):
        sought = "".join(_words(said))
        if letters.count(sought) > 1:
            yield said
        letters = letters.replace(sought, " ")


def is_in(part: str, text: str) -> bool:
    """Tell whether *text* has *part*, whatever the style made of case, accents and signs."""
    words, sought = _words(text), _words(part)
    if len("".join(sought)) >= _TELLING:
        return "".join(sought) in "".join(words)
    ends = range(len(words) - len(sought) + 1)
    return any(words[start : start + len(sought)] == sought for start in ends)


def _words(text: str) -> list[str]:
    """Return the runs of Latin letters and of digits, without accents."""
    text = unicodedata.normalize("NFKD", _ACCENTS.sub("", text)).casefold().translate(_LETTERS)
    text = re.sub("[\u0300-\u036f]", "", text)
    return re.findall(r"[a-z]+|[0-9]+", text)
