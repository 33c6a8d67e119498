"""Files with many publications: all of the site, those of a group, those of a list.

They are put together from the files of the publications, so their cost grows with the number of
publications alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from sphinx_publications.listing.settings import Format
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import PublicationDomain
from sphinx_publications.text.safe_names import free_name, safe_name

if TYPE_CHECKING:
    from sphinx_publications.listing.grouping import Group
    from sphinx_publications.listing.options import ListRequest

__all__ = ["chunks", "named_lists", "rows_of"]

#: The name of the files with all publications.
_ALL: Final = "all"


def _list_name(docname: str, place: int) -> str:
    """Return the name of the files with the publications of a list."""
    # No name of a group has a period.
    return f"{safe_name(docname)}.{place + 1}"


def _group_names(domain: PublicationDomain) -> dict[str, str]:
    """Return the name of a group of the settings → the name of its files."""
    names: dict[str, str] = {}
    for kind in domain.settings.groups:
        names[kind.name] = free_name(safe_name(kind.name), {_ALL, *names.values()})
    return names


def rows_of(
    domain: PublicationDomain, request: ListRequest, root: Group, docname: str, place: int
) -> list[tuple[str, str]]:
    """Return what a list offers to take along: a heading, "" for all of it, and a name of files.

    :param place: the number of the list on its page, from 0.
    """
    is_offered = domain.settings.pages and domain.settings.file_formats and request.is_full
    if not is_offered or next(root.walk(), None) is None:
        return []
    if not request.has_all:
        return [("", _list_name(docname, place))]
    names = _group_names(domain)
    groups = [it for it in root.groups if it.field == "kind" and it.value in names]
    return [("", _ALL), *((it.title, names[it.value]) for it in groups if len(groups) > 1)]


def named_lists(domain: PublicationDomain, keys: Sequence[str]) -> dict[str, list[str]]:
    """Return the names of files → the cite keys of the publications in them.

    :param keys: of all publications that have pages.
    """
    library, names = domain.library, _group_names(domain)
    listed = [key for key in keys if library.by_key[key].listed]
    lists: dict[str, list[str]] = {_ALL: listed}
    for key in listed:
        kind = lazy_printing.kind_of(library.by_key[key], domain.settings.groups)
        if kind is not None:
            lists.setdefault(names[kind.name], []).append(key)
    known = set(keys)
    for docname, records in sorted(domain.lists.items()):
        for place, record in enumerate(records):
            if record.request.is_full and not record.request.has_all:
                shown = (*(item.key for item in record.items), *record.others)
                lists[_list_name(docname, place)] = [key for key in shown if key in known]
    return {name: members for name, members in lists.items() if members}


#: What is around the entry in a file of CSL-JSON, and what is between two.
_BEGIN: Final = b"[\n"
_END: Final = b"\n]\n"
_BETWEEN: Final = b",\n"


def chunks(file: Format, paths: Iterable[str]) -> Iterator[bytes]:
    """Yield what is in a file with the entries of the files *paths*, one after the other."""
    is_json = file is Format.CSL_JSON
    between = _BEGIN if is_json else b""
    for path in paths:
        with open(path, "rb") as entry:  # noqa: PTH123 # of many files a path costs as much
            data = entry.read()
        yield between
        yield data.removeprefix(_BEGIN).removesuffix(_END) if is_json else data
        between = _BETWEEN if is_json else b"\n"
    yield _END if is_json else b""
