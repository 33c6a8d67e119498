"""Anchors as Sphinx's search index has to be given them."""

from __future__ import annotations


class SearchAnchor(str):
    """An anchor that is not equal to the name of its object, even where it is the same.

    Sphinx leaves an anchor that is equal to the name out of the search index, and makes
    it again from the name that is *displayed*: for a publication, from its title
    (https://github.com/sphinx-doc/sphinx/issues/10380). This one it keeps.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = str.__hash__
