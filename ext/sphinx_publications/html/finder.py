"""The form that filters a list, as HTML; and what the script has to know of each item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from sphinx_publications.listing.words import around

if TYPE_CHECKING:
    from sphinx_publications.listing.facets import Choice, Facet, Traits
    from sphinx_publications.listing.words import Words

__all__ = ["finder_name", "form_contents", "item_attributes"]


def finder_name(place: int, words: Words) -> str:
    """Return what the form of the list at *place* on the page is called.

    Landmarks of one page that do the same are told apart by their names.
    """
    return words.one_of_finders.format(place + 1) if place else words.finder


def form_contents(size: int, facets: Sequence[Facet], words: Words) -> Iterator[str]:
    """Yield what is in the ``form`` of a list of *size* publications."""
    pattern = words.publication if size == 1 else words.publications
    # The number has an element of its own, which the script changes.
    before, behind = (f"<span>{escape(it)}</span>" if it else "" for it in around(pattern))
    status = f'{before}<span class="pub-finder-shown">{size}</span>{behind}'
    yield (
        '<div class="pub-finder-line">\n'
        # The field is within its label: no id that could clash with another. It has no name:
        # what Sphinx's own search is asked for, it writes into all fields called "q".
        f'<label><span class="pub-finder-label">{escape(words.finder)}</span>\n'
        '<input class="pub-finder-field" type="search" autocomplete="off"'
        ' autocapitalize="none" spellcheck="false" enterkeyhint="search"></label>\n'
        # It begins with a number, which has no direction of its own.
        f'<p class="pub-finder-status" role="status" dir="auto">{status}</p>\n'
        f'<button type="reset" class="pub-finder-clear" hidden>{escape(words.clear)}</button>\n'
        "</div>\n"
    )
    if facets:
        names = words.listed([facet.label for facet in facets], words.alternative)
        said = escape(words.filter_by.format(names))
        yield f'<details class="pub-facets"><summary>{said}</summary>\n'
        yield from map(_facet, facets)
        yield "</details>\n"


def _facet(facet: Facet) -> str:
    buttons = "\n".join(map(_button, facet.choices))
    title = escape(f"{facet.label[:1].upper()}{facet.label[1:]}")
    return (
        f'<fieldset class="pub-facet" name="{facet.name}"><legend>{title}</legend>\n'
        f"{buttons}\n</fieldset>\n"
    )


def _button(choice: Choice) -> str:
    return (
        f'<button type="button" aria-pressed="false" value="{escape(choice.value)}">'
        f'{escape(choice.label)} <span class="pub-facet-count">{choice.size}</span></button>'
    )


def item_attributes(key: str, traits: Traits) -> dict[str, str]:
    """Return what the script has to know of an item, as attributes of its element."""
    values = {"key": key, "kind": traits.kind, "year": traits.year, "venue": traits.venue}
    # No topic has a semicolon in it: there it would have been two.
    values["topics"] = ";".join(traits.topics)
    return {f"data-{name}": value for name, value in values.items() if value}
