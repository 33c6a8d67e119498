"""The settings of a site, ``publications_…`` in ``conf.py``: each is declared once, here.

A setting is a field of :class:`Settings` that :func:`setting` declares. Its registration with
Sphinx, its check, its value and its entry in the manual are made from the declaration.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self, TypeVar

from sphinx_publications.listing.filters import FilterError, Predicate, compile_filter
from sphinx_publications.listing.references.style import PRESETS, Style, problem_of
from sphinx_publications.model.entry_types import DEFAULT_GROUPS
from sphinx_publications.model.link_labels import LinkField
from sphinx_publications.reading import lazy_reading
from sphinx_publications.reading.local_files import FILE_TYPES

if TYPE_CHECKING:
    from sphinx_publications.model.persons import Person

__all__ = [
    "AUTO", "FACETS", "FILE_FORMATS", "OFFERS_BIBTEX", "PAGE", "SETTINGS", "BadValueError",
    "Citations",
    "Detail", "Format", "Kind", "Numbering", "Setting", "Settings", "details_for", "parse_details",
    "parse_group_by", "parse_list", "parse_numbering", "parse_settings", "parse_sort",
    "parse_switch",
]  # fmt: skip

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

#: Longer lists fold out neither abstracts nor BibTeX, unless their author asks for it.
_LONG: Final = 300
#: What stands for the page of a publication among the kinds of links.
PAGE: Final = "page"
#: What stands for all links that lead to the work itself.
AUTO: Final = "auto"
#: How an author asks for no groups or no details.
_NOTHING: Final = {("none",), ("no",)}


class BadValueError(ValueError):
    """A setting or an option cannot have its value; the message goes on after its name.

    All functions that parse settings and options raise it.
    """


class Numbering(StrEnum):
    """How the references of a list are numbered."""

    GROUP = "group"  #: [1], [2]… afresh in each group and list
    PREFIXED = "prefixed"  #: [J1], [J2]…, [C1]… on a page; without a prefix [1], [2]…
    CONTINUOUS = "continuous"  #: [1], [2]… through all such lists of a page
    NONE = "none"


class Detail(StrEnum):
    """An addition to a reference."""

    ABSTRACT = "abstract"  #: folds out
    CITE = "cite"  #: its BibTeX, to copy or to download; folds out
    BIBTEX = "bibtex"  #: a link to its BibTeX, which costs a page next to nothing


class Citations(StrEnum):
    """What citations of an entry lead to that is on a list, and in a bibliography elsewhere."""

    BIBLIOGRAPHIES = "bibliographies"
    LISTS = "lists"
    PAGES = "pages"  #: and all other links to publications, too


class Format(StrEnum):
    """What machines are given: metadata in pages, and files, one row each.

    Behind the name of a file stand the end of its name and its media type.
    """

    BIBTEX = "bibtex", ".bib", "application/x-bibtex"
    RIS = "ris", ".ris", "application/x-research-info-systems"
    CSL_JSON = "csl-json", ".csl.json", "application/vnd.citationstyles.csl+json"
    FEED = "feed", ".atom", "application/atom+xml"
    HIGHWIRE = "highwire"
    JSON_LD = "json-ld"
    OPEN_GRAPH = "open-graph"
    SIGNPOSTING = "signposting"

    extension: str
    media_type: str

    def __new__(cls, name: str, extension: str = "", media_type: str = "") -> Self:
        """Make a member that equals its *name*."""
        made = str.__new__(cls, name)
        made._value_, made.extension, made.media_type = name, extension, media_type
        return made


#: The formats of files that each publication has beside its page.
FILE_FORMATS: Final = (Format.BIBTEX, Format.RIS, Format.CSL_JSON)
#: What visitors choose from above a list, by the names that stand in addresses.
FACETS: Final = ("kind", "year", "venue", "topic", "with")
#: With one of these an entry has a file of its BibTeX, which visitors take along.
OFFERS_BIBTEX: Final = frozenset({Detail.CITE, Detail.BIBTEX})


class Kind(NamedTuple):
    """A group that the author has defined: an item of ``publications_groups``."""

    name: str
    title: str
    prefix: str  #: stands before the numbers of the group: "J"
    matches: Predicate


def parse_list(text: str) -> tuple[str, ...]:
    """Return the names in a comma-separated text: "a, b" → ("a", "b")."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def parse_group_by(text: str) -> tuple[str, ...]:
    """Return the fields to group by: "kind, year", or "none"."""
    names = parse_list(text.lower())
    return () if names in _NOTHING else names


def parse_sort(text: str) -> tuple[str, ...]:
    """Return the fields to sort by: "-year, title", or "file" for the order of the files."""
    names = parse_list(text.lower())
    return () if names == ("file",) else names


def parse_numbering(text: str) -> tuple[Numbering, bool]:
    """Return a numbering and whether it runs backwards: "prefixed reversed"."""
    words = text.lower().split()
    reverse = "reversed" in words
    styles = [word for word in words if word != "reversed"] or ["continuous" if reverse else ""]
    known = [numbering.value for numbering in Numbering]
    if len(styles) != 1 or styles[0] not in known:
        choices = ", ".join(known)
        raise BadValueError(f"is “{text}”, but is one of {choices}, or “reversed” with one of them")
    return Numbering(styles[0]), reverse


def parse_details(text: str) -> tuple[Detail, ...]:
    """Return the details in a text: "abstract, cite", or "none"."""
    names = parse_list(text.lower())
    if names in _NOTHING:
        return ()
    known = [detail.value for detail in Detail]
    if not names or set(names) - set(known):
        raise BadValueError(f"is “{text}”, but is one or more of {', '.join(known)}, or none")
    return tuple(Detail(name) for name in dict.fromkeys(names))


def details_for(size: int) -> tuple[Detail, ...]:
    """Return the details of a list of *size* publications whose author asks for none.

    A page of more than a megabyte keeps its visitors waiting.
    """
    return (Detail.ABSTRACT, Detail.CITE) if size <= _LONG else (Detail.BIBTEX,)


def parse_switch(text: str) -> bool:
    """Return whether an option is on: "yes", "no"; no text is "yes"."""
    word = text.strip().lower()
    if word in {"", "yes", "true", "on", "1"}:
        return True
    if word in {"no", "false", "off", "0"}:
        return False
    raise BadValueError(f"is “{text}”, but is yes or no")


def _texts(value: Any, problem: str) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, (list, tuple)) or not all(isinstance(text, str) for text in texts):
        raise BadValueError(problem)
    return tuple(texts)


def _owner_names(value: Any) -> tuple[str, ...]:
    names = _texts(value, 'is a BibTeX name or a list of them: "Zhu, Banghua"')
    for name in names:
        if name and not re.search(r"\w", name):
            raise BadValueError(f"holds “{name}”, which is no BibTeX name")
    return names


def _parse_owner(value: Any) -> tuple[Person, ...]:
    lists = map(lazy_reading.parse_names, _owner_names(value))
    return tuple(person for names in lists for person in names.persons)


def _parse_groups(value: Any) -> tuple[Kind, ...]:
    if not isinstance(value, dict):
        raise BadValueError("maps the name of each group to its title, prefix and filter")
    kinds = []
    for name, group in value.items():
        if not isinstance(group, dict) or not {"title", "filter"} <= set(group):
            raise BadValueError(f'needs a "title" and a "filter" for the group “{name}”')
        if unknown := set(group) - {"title", "filter", "prefix"}:
            entry = min(map(str, unknown))
            raise BadValueError(f"has an unknown entry “{entry}” in the group “{name}”")
        if not all(isinstance(text, str) for text in group.values()):
            raise BadValueError(f"holds something that is no text in the group “{name}”")
        try:
            matches = compile_filter(group["filter"])
        except FilterError as error:
            message = f"has a wrong filter in the group “{name}”: it {error}"
            raise BadValueError(message) from error
        kinds.append(Kind(name, group["title"], group.get("prefix", ""), matches))
    return tuple(kinds)


def _parse_links(value: Any) -> tuple[LinkField, ...]:
    if not isinstance(value, dict):
        raise BadValueError(_LINKS)
    rows = []
    for name, said in value.items():
        label, address = (said, "") if isinstance(said, str) else _label_and_address(said)
        if not isinstance(name, str):
            raise BadValueError(_LINKS)
        rows.append(LinkField(name.lower(), label, address))
    return tuple(rows)


#: An address without anything that had to be encoded.
_ADDRESS: Final = re.compile(r"(?:https?|ftp)://\w[\w.~:/?#@!$&'()*+,;=%-]*", re.ASCII)
_LINKS: Final = (
    'maps BibTeX fields to the labels of their links: {"talk": "Talk"}, or to labels and'
    ' addresses of identifiers: {"ads": ("ADS", "https://ui.adsabs.harvard.edu/abs/{}")}'
)


def _label_and_address(value: Any) -> tuple[str, str]:
    texts = _texts(value, _LINKS)
    if len(texts) != 2:
        raise BadValueError(_LINKS)
    label, address = texts
    try:
        pieces = list(Formatter().parse(address))
    except ValueError:
        pieces = []
    places = [tuple(place) for _, *place in pieces if place[0] is not None]
    literal = "".join(text for text, *_ in pieces)
    if places != [("", "", None)] or not _ADDRESS.fullmatch(literal):
        raise BadValueError(f"has the address “{address}”, which is no web address with one {{}}")
    return label, address


def _parse_file_types(value: Any) -> frozenset[str]:
    problem = 'lists the ends of file names: ["py", "R"]'
    types = _texts(value, problem)
    if not all(re.fullmatch(r"\.?[\w+-]+", file_type) for file_type in types):
        raise BadValueError(problem)
    return FILE_TYPES.union(file_type.lower().lstrip(".") for file_type in types)


def _parse_number(value: Any) -> int:
    # False is 0 in Python, never; True is 1, always.
    if not isinstance(value, int) or value < 0:
        raise BadValueError("is a number (0 for never)")
    return int(value)


def _parse_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("is True or False")
    return value


def _parse_style(value: Any) -> Style:
    if isinstance(value, Style):
        if problem := problem_of(value):
            raise BadValueError(problem)
        return value
    if not isinstance(value, str) or value not in PRESETS:
        known = ", ".join(f"“{name}”" for name in PRESETS)
        raise BadValueError(f"is {known}, or a Style of the module {Style.__module__}")
    return PRESETS[value]


def _parse_venue(value: Any) -> str:
    if value not in ("short", "full", "both"):  # a list is in no set
        raise BadValueError("is “short”, “full” or “both”")
    return str(value)


def _parse_choice(kind: type[E], value: Any) -> E:
    known = [choice.value for choice in kind]
    if value not in known:
        raise BadValueError(f"is one of {', '.join(known)}")
    return kind(value)


def _parse_title_link(text: str) -> tuple[str, ...]:
    names = parse_list(text.lower())
    if names == (AUTO,):
        return (PAGE, AUTO)
    if not names:
        raise BadValueError("is auto, none, or names of links with commas between: “page, pdf”")
    return () if names in _NOTHING else names


def _parse_formats(text: str) -> frozenset[Format]:
    names, known = parse_list(text.lower()), [it.value for it in Format]
    if names == ("all",):
        return frozenset(Format)
    if names in _NOTHING:
        return frozenset()
    if not names or set(names) - set(known):
        raise BadValueError(f"is “{text}”, but is all, none, or some of {', '.join(known)}")
    return frozenset(map(Format, names))


def _parse_profile(value: Any) -> Mapping[str, Any]:
    problem = 'maps properties of schema.org’s Person to values: {"jobTitle": "Professor"}'
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise BadValueError(problem)
    try:
        json.dumps(value)
    except (TypeError, ValueError) as error:
        raise BadValueError(problem) from error
    return value


def _parse_text(parse: Callable[[str], T], value: Any) -> T:
    if not isinstance(value, str):
        raise BadValueError("is a text")
    return parse(value)


class Setting(NamedTuple):
    """The declaration of a setting."""

    #: As in ``conf.py``: "publications_owner".
    name: str
    #: The default, as it would be written in ``conf.py``.
    default: Any
    types: frozenset[type]
    #: Returns the value of the field of :class:`Settings`, or raises :class:`BadValueError`.
    parse: Callable[[Any], Any]
    #: Raises :class:`BadValueError`, too, but loads little: each build checks its settings.
    check: Callable[[Any], object]
    #: For the manual: sentences, with code in two backquotes.
    help: str


def setting(
    default: Any,
    parse: Callable[[Any], T],
    help: str,  # noqa: A002 # argparse's word
    *more_types: type,
    check: Callable[[Any], object] | None = None,
) -> T:
    """Return a field of :class:`Settings`, declared with the fields of :class:`Setting`."""
    types = frozenset({type(default), *more_types})
    declared = Setting("", default, types, parse, check or parse, help)
    return field(default_factory=partial(parse, default), metadata={"setting": declared})


@dataclass(frozen=True)
class Settings:
    """The values of all settings. Those that are not given have their defaults."""

    owner: tuple[Person, ...] = setting(
        "",
        _parse_owner,
        "Whose site it is, as a BibTeX name (``Doe, Jane``) or a list of variants of it. The name"
        " is set in bold in every list; it is found with accents, initials and particles.",
        list,
        tuple,
        check=_owner_names,
    )
    groups: tuple[Kind, ...] = setting(
        DEFAULT_GROUPS,
        _parse_groups,
        "The groups of ``:group-by: kind``, in their order. The name of each group is mapped to"
        " its ``title``, its ``filter``, and the ``prefix`` of its numbers, which may be left out."
        " An entry belongs to the first group whose filter it matches.",
    )
    links: tuple[LinkField, ...] = setting(
        {},
        _parse_links,
        'Further BibTeX fields that become links, and their labels: ``{"talk": "Talk"}``. A field'
        " of an identifier has a label and an address, in which ``{}`` stands for the identifier:"
        ' ``{"ads": ("ADS", "https://ui.adsabs.harvard.edu/abs/{}")}``; it is known as an'
        " ``eprinttype``, too.",
    )
    #: The kinds of files that are published, by the ends of their names: "pdf".
    file_types: frozenset[str] = setting(
        [],
        _parse_file_types,
        'Further kinds of files that links may publish, by the ends of their names: ``["py"]``.'
        " Documents, slides, pictures, films, archives, data and notebooks may be published"
        " without it; hidden files and ``conf.py`` never are.",
        str,
        tuple,
    )
    #: Entries with one DOI and one title are one publication.
    fold_twins: bool = setting(
        False,  # the default
        _parse_bool,
        "Whether entries with the same DOI and title are one publication, which has the cite keys"
        " of all of them; otherwise they are reported.",
    )
    group_by: tuple[str, ...] = setting(
        "kind", partial(_parse_text, parse_group_by), "The fields by which lists are grouped."
    )
    sort: tuple[str, ...] = setting(
        "-year, title", partial(_parse_text, parse_sort), "The fields by which lists are sorted."
    )
    numbering: tuple[Numbering, bool] = setting(
        "prefixed",
        partial(_parse_text, parse_numbering),
        "How the references of full lists are numbered.",
    )
    #: None for details that suit the length of a list.
    details: tuple[Detail, ...] | None = setting(
        "auto",
        partial(_parse_text, lambda text: None if text == "auto" else parse_details(text)),
        "The details of each reference. ``auto`` is ``abstract, cite``, and ``bibtex`` for lists"
        f" of more than {_LONG} publications, which keeps their pages light.",
    )
    fold_authors: int = setting(
        20,
        _parse_number,
        "From so many authors on the middle of their names is folded away, but never the owner"
        " nor a name with a mark; ``0`` for never.",
    )
    style: Style = setting(  # noqa: RUF009 # it is immutable
        "default",
        _parse_style,
        "How references look: the name of a style, or a ``Style`` of the module"
        f" ``{Style.__module__}``, such as its ``DEFAULT`` with some fields replaced.",
        Style,
    )
    venue: str = setting(
        "short",
        _parse_venue,
        "Whether references name venues by their ``short`` form, with the name in a tooltip; by"
        " their ``full`` name; or by ``both``, the short form behind the name.",
    )
    citations: Citations = setting(  # noqa: RUF009 # it is immutable
        "bibliographies",
        partial(_parse_choice, Citations),
        "What ``cite`` roles lead to where an entry is both on a list and in a ``bibliography`` on"
        " another page: ``bibliographies``, ``lists`` or ``pages``. With ``pages`` they, and all"
        " other links to a publication, lead to its page, where it has one. A ``bibliography`` of"
        " its own page always comes first.",
    )
    pages: bool = setting(
        False,  # the default
        _parse_bool,
        "Whether each publication on a list has a page of its own, ``publications/KEY.html``, with"
        " metadata for machines, and files to take along; in pages of HTML.",
    )
    #: Kinds of links, the best first; :data:`PAGE` and :data:`AUTO` are none of an entry.
    title_link: tuple[str, ...] = setting(
        "auto",
        partial(_parse_text, _parse_title_link),
        "What the title of a reference on a page of HTML leads to, the best first: ``page`` is the"
        " page of the publication, if publications have pages; any other name is that of a field"
        " whose link the entry has, ``pdf, doi``. ``auto`` is its page, or else the first of its"
        " links that leads to the work itself; ``none`` is no link.",
    )
    formats: frozenset[Format] = setting(
        "all",
        partial(_parse_text, _parse_formats),
        "What machines are given, if publications have pages: ``all``, ``none``, or some of the"
        " files ``bibtex``, ``ris``, ``csl-json`` and ``feed``, and the metadata ``highwire``,"
        " ``json-ld``, ``open-graph`` and ``signposting``, with commas between.",
    )
    profile: Mapping[str, Any] = setting(
        {},
        _parse_profile,
        "Facts about the owner for search engines, in the home page’s metadata: properties of"
        " schema.org’s ``Person``, such as ``jobTitle``, ``affiliation`` and ``sameAs``.",
    )
    finder: int = setting(
        10,
        _parse_number,
        "From so many publications on a full list has a finder; ``0`` for never.",
        bool,
    )
    #: References show the letters behind years: the site cites by author and year. It follows
    #: from ``bibtex_reference_style``.
    letters: bool = False

    @property
    def file_formats(self) -> tuple[Format, ...]:
        """The formats of the files that each publication has beside its page."""
        return tuple(it for it in FILE_FORMATS if it in self.formats)


#: The declarations of all settings, in the order of the manual.
SETTINGS: Final = tuple(
    part.metadata["setting"]._replace(name=f"publications_{part.name}")
    for part in fields(Settings)
    if part.metadata
)


def parse_settings(values: Mapping[str, Any], *, letters: bool = False) -> Settings:
    """Return the settings with the *values* that ``conf.py`` gives them, by name."""
    parsed = {
        declared.name.removeprefix("publications_"): declared.parse(values[declared.name])
        for declared in SETTINGS
    }
    return Settings(**parsed, letters=letters)
