"""The options of a list: each is declared once, here; and what a page remembers of a list.

An option is a field of :class:`ListOptions` that :func:`option` declares. The directive's
``option_spec``, the reader of options and the manual are made from the declarations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, NamedTuple, TypeVar

from sphinx_publications.listing import settings
from sphinx_publications.listing.filters import Predicate, compile_filter
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.integers import integer

__all__ = ["LIST_OPTIONS", "ListOptions", "ListRequest", "Option", "read_options"]

T = TypeVar("T")


class Option(NamedTuple):
    """The declaration of an option."""

    #: As in the directive, and of its field of :class:`ListOptions`: "group-by", "group_by".
    name: str
    field: str
    #: Returns the value of the field, or raises :class:`ValueError`.
    parse: Callable[[str], Any]
    #: For the manual: sentences, with code in two backquotes.
    help: str
    #: The value of an option that is not given.
    default: Any
    #: Instead, the setting of the same name has it.
    has_setting: bool = False
    #: The subtype of the report of a bad value, and what it says of the list.
    subtype: Subtype = Subtype.OPTION
    instead: str = "it is ignored"


def option(
    parse: Callable[[str], T],
    help: str,  # noqa: A002 # argparse's word
    default: T,
    **more: Any,
) -> T:
    """Return a field of :class:`ListOptions`, declared with the fields of :class:`Option`."""
    declared = Option("", "", parse, help, default, **more)
    return field(default=default, metadata={"option": declared})


def _parse_limit(text: str) -> int:
    number = integer(text)
    if number is None or number < 1:
        raise settings.BadValueError(f"is “{text}”, but is a number from 1")
    return number


@dataclass(frozen=True)
class ListOptions:
    """The values of all options of a list."""

    group_by: tuple[str, ...] = option(
        settings.parse_group_by,
        "The fields by which the list is grouped, the outermost first: ``kind`` (the groups of"
        " ``publications_groups``), ``year``, ``venue``, ``status``, ``basetype``, ``keywords`` or"
        " any other field; or ``none``. Without it a hand-picked list has no groups.",
        (),
    )
    filter: Predicate | None = option(  # noqa: RUF009 # it is a field
        compile_filter,
        "An expression in sphinxcontrib-bibtex’s filter language that the entries of the list"
        ' match: ``year >= "2023" and author % "Doe"``.',
        None,
        subtype=Subtype.FILTER,
        instead="all entries are shown",
    )
    sort: tuple[str, ...] = option(
        settings.parse_sort,
        "The fields by which the list is sorted, with ``-`` in front for descending. ``date`` is"
        " year, month and day; ``file`` keeps the order of the ``.bib`` files. Without it a"
        " hand-picked list is sorted as its keys are.",
        (),
    )
    numbering: tuple[settings.Numbering, bool] = option(
        settings.parse_numbering,
        "``prefixed`` ([J1], [J2] …), ``group`` ([1], [2] … in each group), ``continuous`` ([1],"
        " [2] … through the list) or ``none``. ``reversed``, alone or with one of them, counts"
        " down. Without it selections have no numbers.",
        (settings.Numbering.NONE, False),
    )
    limit: int | None = option(_parse_limit, "The greatest number of entries that are shown.", None)
    file: tuple[str, ...] = option(
        settings.parse_list,
        "The ``.bib`` files whose entries are shown: names, or ends of paths, with commas between.",
        (),
    )
    #: None for details that suit the length of the list.
    details: tuple[settings.Detail, ...] | None = option(
        settings.parse_details,
        "The details of each reference: ``abstract`` and ``cite`` (its BibTeX, to copy or to"
        " download) fold out, ``bibtex`` is a link to the BibTeX; or ``none``.",
        None,
    )
    #: The least number of publications with which the list has a finder; 0 for never.
    finder: int = option(
        settings.parse_switch,
        "Whether a field and buttons above the list filter it, in pages with scripts: ``yes`` or"
        " ``no``. Without it selections have none.",
        False,
    )
    chart: bool = option(
        settings.parse_switch,
        "Puts a small picture of the publications per year and kind above the list, with the"
        " numbers as a table.",
        False,
    )
    no_index: bool = option(
        settings.parse_switch,
        "The list owns no addresses: links to its entries lead to other lists.",
        False,
    )
    class_: str = option(str, "CSS classes of the list.", "")

    #: The body of the directive: hand-picked cite keys in the order wanted; none for all.
    keys: tuple[str, ...] = ()

    @property
    def is_excerpt(self) -> bool:
        """Whether the list is a selection rather than a full list."""
        return bool(self.keys) or self.limit is not None


#: The declarations of all options by their names, in the order of the manual.
LIST_OPTIONS: Final[Mapping[str, Option]] = {
    name: part.metadata["option"]._replace(
        name=name, field=part.name, has_setting=part.name in settings.Settings.__dataclass_fields__
    )
    for part in fields(ListOptions)
    if part.metadata
    for name in [part.name.rstrip("_").replace("_", "-")]
}


def read_options(texts: Mapping[str, str]) -> tuple[dict[str, Any], list[Report]]:
    """Return the values of the options that are given, and what is wrong with others.

    :param texts: the options as written: "no-index" → "yes".
    :return: field of :class:`ListOptions` → value: "no_index" → True.
    """
    values: dict[str, Any] = {}
    reports = []
    for name, text in texts.items():
        declared = LIST_OPTIONS.get(name)
        if declared is None:
            message = f":{name}: is no option of this directive (known: {', '.join(LIST_OPTIONS)})"
            reports.append(Report(Subtype.OPTION, message))
            continue
        try:
            value = declared.parse(text)
        except ValueError as error:
            reports.append(Report(declared.subtype, f":{name}: {error}; {declared.instead}"))
        else:
            # A list of nothing, as in ":sort:", says no more than no option.
            if value or text.strip(" ,"):
                values[declared.field] = value
    return values, reports


class ListRequest(NamedTuple):
    """A ``publications`` directive as its author wrote it, and what its list shows."""

    options: tuple[tuple[str, str], ...]
    content: tuple[str, ...]
    no_index: bool  #: the list does not want to own addresses
    details: tuple[settings.Detail, ...]  #: those of its references
    excerpt: bool  #: the list is a selection (hand-picked, limited) rather than a full list
    #: Of all that the list shows.
    digest: str
    #: Of the fields that its BibTeX is made of, if it offers any.
    fields: str

    @property
    def is_full(self) -> bool:
        """Whether the list has addresses, and all publications that its options choose."""
        return not (self.no_index or self.excerpt)

    @property
    def has_all(self) -> bool:
        """Whether the list has all publications of the site."""
        return self.is_full and {"filter", "file"}.isdisjoint(name for name, _ in self.options)

    @property
    def rank(self) -> tuple[bool, bool]:
        """Sorts lists by how much they are entitled to addresses."""
        return self.no_index, self.excerpt
