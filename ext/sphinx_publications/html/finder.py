"""The form that filters a list, as HTML; and what the script has to know of each item."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from sphinx_publications.listing.words import around

if TYPE_CHECKING:
    from sphinx_publications.listing.facets import Choice, Facet, Traits
    from sphinx_publications.listing.words import Words

__all__ = ["form_attributes", "form_contents", "item_attributes"]


def _form_name(place: int, words: Words) -> str:
    """Return what the form of the list at *place* on the page is called.

    Landmarks of one page that do the same are told apart by their names.
    """
    return words.one_of_finders.format(place + 1) if place else words.finder


def form_attributes(place: int, list_name: str, words: Words) -> dict[str, str]:
    """Return the attributes of a ``form``, with the words that its script needs.

    :param list_name: what the form and its list are called.
    """
    said = {
        "shown": words.shown_of_all,
        "remove": words.remove,
        "named": words.named,
        "venue": words.venue,
        "topic": words.topic,
        "also": words.also_known,
        "key": words.cite_key,
        "link": words.link,
    }
    return {
        "role": "search",
        "aria-label": _form_name(place, words),
        "data-list": list_name,
        **{f"data-{name}": _capital(text) for name, text in said.items()},
    }


def form_contents(
    size: int, facets: Sequence[Facet], words: Words, search: str = ""
) -> Iterator[str]:
    """Yield what is in the ``form`` of a list of *size* publications.

    :param search: the address of the page that searches the whole site; or empty.
    """
    pattern = words.publication if size == 1 else words.publications
    # The number has an element of its own, which the script changes.
    before, behind = (f"<span>{escape(it)}</span>" if it else "" for it in around(pattern))
    status = f'{before}<span class="pub-finder-shown">{size}</span>{behind}'
    yield (
        '<div class="pub-finder-line">\n'
        # The field is within its label: no id that could clash with another. It has no name:
        # what Sphinx's own search is asked for, it writes into all fields called "q".
        f'<label><span class="pub-finder-label">{escape(words.finder)}</span>\n'
        '<input class="pub-finder-field" type="search" autocomplete="off" autocapitalize="none"'
        ' spellcheck="false" enterkeyhint="search"></label>\n'
        # It begins with a number, which has no direction of its own.
        f'<p class="pub-finder-status" role="status" dir="auto">{status}</p>\n'
        f'<button type="reset" class="pub-finder-clear" hidden>{escape(words.clear)}</button>\n'
        "</div>\n"
        '<ul class="pub-chips" hidden></ul>\n'
        # For paper, which shows no form.
        '<p class="pub-finder-said"></p>\n'
    )
    yield f'<p class="pub-finder-closest" hidden>{escape(words.closest)}</p>\n'
    yield _nothing_found(words, search)
    if facets:
        names = words.listed([facet.label for facet in facets], words.alternative)
        said = escape(words.filter_by.format(names))
        yield f'<details class="pub-facets"><summary>{said}</summary>\n'
        yield from (_facet(facet, words) for facet in facets)
        yield "</details>\n"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _nothing_found(words: Words, search: str) -> str:
    before, behind = map(escape, around(words.no_match))
    ways = [f'<button type="reset">{escape(words.clear)}</button>']
    if search:
        ways.append(f'<a href="{escape(search)}">{escape(words.search_site)}</a>')
    said = f"{before}<em></em>{behind}"
    return f'<p class="pub-finder-none" hidden>{said} {" ".join(ways)}</p>\n'


def _facet(facet: Facet, words: Words) -> str:
    buttons = [*map(_button, facet.choices)]
    if facet.rare:
        more = escape(words.more.format(len(facet.rare)))
        buttons.append(f'<button type="button" class="pub-more">{more}</button>')
        buttons += (_button(choice, " hidden") for choice in facet.rare)
    inner = "\n".join(buttons)
    legend = facet.legend or _capital(facet.label)
    return (
        f'<fieldset class="pub-facet" name="{facet.name}"><legend>{escape(legend)}</legend>\n'
        f'<div class="pub-choices">\n{inner}\n</div>\n</fieldset>\n'
    )


def _button(choice: Choice, more: str = "") -> str:
    if choice.words:
        more = f'{more} data-words="{escape(choice.words)}"'
    return (
        f'<button type="button" aria-pressed="false" value="{escape(choice.value)}"{more}>'
        f'<span class="pub-facet-label">{escape(choice.label)}</span>'
        f' <span class="pub-facet-count">{choice.size}</span></button>'
    )


def item_attributes(key: str, traits: Traits) -> dict[str, str]:
    """Return what the script has to know of an item, as attributes of its element."""
    values = {"key": key, "kind": traits.kind, "year": traits.year, "venue": traits.venue}
    # No topic has a semicolon in it: there it would have been two.
    values["topics"] = ";".join(traits.topics)
    values["with"] = " ".join(kind for kind, _ in traits.materials)
    if traits.also_known:
        values["also"] = json.dumps(traits.also_known, ensure_ascii=False)
    return {f"data-{name}": value for name, value in values.items() if value}
