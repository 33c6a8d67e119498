"""The options of a list, and what a page remembers of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from sphinx_publications.listing.settings import Detail

#: The options of the ``publications`` directive.
LIST_OPTIONS: Final = tuple(
    "group-by filter sort numbering limit file details finder chart no-index class".split()
)


class ListRequest(NamedTuple):
    """What an author has written in a ``publications`` directive, and what came of it."""

    options: tuple[tuple[str, str], ...]
    content: tuple[str, ...]
    #: The list does not want to own addresses (``:no-index:``).
    no_index: bool
    #: What folds out under the references.
    details: tuple[Detail, ...]
    #: A selection (hand-picked, limited) rather than a full list.
    excerpt: bool
    #: Of all that the list shows: see :func:`~sphinx_publications.listing.list_digest.list_digest`.
    digest: str

    @property
    def rank(self) -> tuple[bool, bool]:
        """Sorts lists by how much they are entitled to addresses."""
        return self.no_index, self.excerpt
