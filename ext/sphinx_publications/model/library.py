"""All publications of a site: how they are found by cite key, and the ids of their items."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_publications.model.reports import Nearest, Report, Subtype
from sphinx_publications.text.safe_names import checksum, free_name, page_names

if TYPE_CHECKING:
    from sphinx_publications.model.publication import Publication

__all__ = ["Library", "assemble", "assign_ids"]

#: A cite key that can be an id as it is, in every builder.
_LEGAL_ID: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9_]|-(?!-))*")
#: Never changed.
_NOTHING: Final[Mapping[Any, Any]] = {}


class Library(NamedTuple):
    """The publications in the order of the files, and views of them."""

    publications: tuple[Publication, ...] = ()
    #: ``.bib`` file → the cite keys in it.
    files: Mapping[Path, tuple[str, ...]] = _NOTHING
    by_key: Mapping[str, Publication] = _NOTHING
    #: Another key of a publication → its cite key.
    aliases: Mapping[str, str] = _NOTHING
    #: Cite key or alias in lower case → the one cite key that it is; "" if it is several.
    folded: Mapping[str, str] = _NOTHING
    #: Cite key or alias → an id of the item, unless a page has given that to something else.
    ids: Mapping[str, str] = _NOTHING
    #: Cite key or alias → the name of its page; empty if publications have no pages.
    page_names: Mapping[str, str] = _NOTHING
    #: Finds the cite key or alias that an author may have meant.
    nearest: Nearest = Nearest()

    def find(self, key: str) -> Publication | None:
        """Return the publication with the cite key, or else the alias, *key*.

        Another case is understood, too, unless two cite keys differ in nothing but case.
        """
        own = self.aliases.get(key) or self.folded.get(key.casefold(), "")
        return self.by_key.get(key) or self.by_key.get(own)

    def missing(self, key: str) -> Report:
        """Return the report of a cite key that leads to no list: why, and what to do."""
        publication = self.find(key)
        if publication is None:
            return Report(Subtype.KEY, "is in no .bib file", key=key, suggestion=self.nearest(key))
        advice = "add a “publications” directive that shows it"
        if not publication.listed:
            advice = "its “options” keep it off lists that do not name it"
        message = f"is in {publication.path}:{publication.line}, but on no list: {advice}"
        return Report(Subtype.KEY, message, key=key)


def assemble(
    files: Mapping[Path, str],
    publications: tuple[Publication, ...],
    make_id: Callable[[str], str],
    *,
    pages: bool = False,
) -> Library:
    """Return the library of *publications*.

    :param files: path → the name that reports use for it.
    :param make_id: turns any text into a legal id (docutils' function of this name).
    :param pages: each publication has a page of its own.
    """
    by_key = {publication.key: publication for publication in publications}
    aliases = {alias: key for key in by_key for alias in by_key[key].aliases}
    folded = {**_folded(aliases), **_folded({key: key for key in by_key})}
    keys: dict[str, list[str]] = {}
    for publication in publications:
        keys.setdefault(publication.path, []).append(publication.key)
    return Library(
        publications=publications,
        files={path: tuple(keys.get(name, ())) for path, name in files.items()},
        by_key=by_key,
        aliases=aliases,
        folded=folded,
        ids=assign_ids(by_key, make_id, aliases),
        page_names=page_names([*by_key, *aliases]) if pages else _NOTHING,
        nearest=Nearest([*by_key, *aliases]),
    )


def _folded(names: Mapping[str, str]) -> dict[str, str]:
    """Return the *names* of cite keys in lower case → the one cite key, or "" if it is several."""
    folded: dict[str, str] = {}
    for name, key in names.items():
        folded[name.casefold()] = key if folded.get(name.casefold(), key) == key else ""
    return folded


def assign_ids(
    keys: Iterable[str], make_id: Callable[[str], str], aliases: Mapping[str, str] = _NOTHING
) -> dict[str, str]:
    """Return an id for each cite key: the key itself where it is a legal id.

    Keys that fall on one id are told apart by a number, in the order of the file;
    legal keys come first, so that none of them is pushed off its own id.

    :param aliases: alias → cite key. They take no id from a cite key, and may have the id of
        their own.
    """

    def made(key: str) -> str:
        # A key without a single letter of the alphabet: "朱" is "publication-33bc330c".
        return make_id(key) or f"publication-{checksum(key)}"

    keys = list(keys)
    ids = {key: key for key in keys if _LEGAL_ID.fullmatch(key)}
    taken = set(ids.values())
    last: dict[str, int] = {}
    for key in filter(lambda key: key not in ids, keys):
        ids[key] = free_name(made(key), taken, last)
        taken.add(ids[key])
    legal = {alias: alias for alias in aliases if _LEGAL_ID.fullmatch(alias)}
    for alias in (*legal, *(alias for alias in aliases if alias not in legal)):
        wanted, own = legal.get(alias) or made(alias), ids[aliases[alias]]
        ids[alias] = own if wanted == own else free_name(wanted, taken, last)
        taken.add(ids[alias])
    return ids
