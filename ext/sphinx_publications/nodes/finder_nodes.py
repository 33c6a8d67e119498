"""The nodes of the finder: the form above a list, and the counts in its headings.

The form is for pages that run scripts: for all other builders a transform takes it out.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_publications.nodes.elements import publication_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.text import TextTranslator

    from sphinx_publications.listing.facets import Choice, Facet, Finder, Traits

SCRIPT: Final = "publications.js"
#: Facet → what it is called.
TITLES: Final[Mapping[str, str]] = {
    "kind": "Kind",
    "year": "Year",
    "venue": "Venue",
    "topic": "Topic",
}


class publication_finder(nodes.Invisible, nodes.Element):
    """A form that filters a list.

    ``list`` names it and its list; ``size`` and ``facets`` are a
    :class:`~sphinx_publications.listing.facets.Finder`'s, ``place`` is its place on the page.
    """


class publication_count(nodes.inline):
    """How many publications a group has, behind its heading; ``count`` is the number."""


def make_finder_node(finder: Finder, name: str, place: int) -> nodes.Element:
    """Return the form of a list.

    :param name: the name that the list has, too.
    """
    return publication_finder(
        "", list=name, place=place, size=finder.size, facets=finder.facets, classes=["pub-finder"]
    )


def make_count(count: int) -> nodes.Element:
    """Return the count behind a heading."""
    return publication_count("", f" ({count})", count=count)


def runs_scripts(builder: Builder) -> bool:
    """Tell whether what *builder* writes is read in a browser, and not in a book or a help."""
    return builder.format == "html" and not getattr(builder, "embedded", False)


class FinderTransform(SphinxPostTransform):
    """Take finders out where they could not work."""

    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        if runs_scripts(self.app.builder):
            return
        for form in list(self.document.findall(publication_finder)):
            form.parent.remove(form)
        for node in self.document.findall(publication_list):
            node.attributes.pop("finder", None)


def visit_finder_html(self: HTML5Translator, node: publication_finder) -> None:
    # Landmarks of one page that do the same are told apart by their names.
    name = "Find publications" + (f" (list {node['place'] + 1})" if node["place"] else "")
    attributes = {"role": "search", "aria-label": name, "data-list": node["list"]}
    self.body.append(self.starttag(node, "form", **attributes))
    size = node["size"]
    self.body.append(
        '<div class="pub-finder-line">\n'
        # The field is within its label: no id that could clash with another. It has no name:
        # what Sphinx's own search is asked for, it writes into all fields called "q".
        '<label><span class="pub-finder-label">Find publications</span>\n'
        '<input class="pub-finder-field" type="search" autocomplete="off"'
        ' autocapitalize="none" spellcheck="false" enterkeyhint="search"></label>\n'
        # It begins with a number, which has no direction of its own.
        f'<p class="pub-finder-status" role="status" dir="auto"><span>{size}</span>'
        f" <span>publication{'' if size == 1 else 's'}</span></p>\n"
        '<button type="reset" class="pub-finder-clear" hidden>Clear</button>\n'
        "</div>\n"
    )
    if node["facets"]:
        titles = [TITLES[facet.name].lower() for facet in node["facets"]]
        said = " or ".join([", ".join(titles[:-1]), titles[-1]] if titles[1:] else titles)
        self.body.append(f'<details class="pub-facets"><summary>Filter by {said}</summary>\n')
        self.body += [_facet(facet) for facet in node["facets"]]
        self.body.append("</details>\n")
    self.body.append("</form>\n")
    raise nodes.SkipNode


def _facet(facet: Facet) -> str:
    buttons = "\n".join(map(_button, facet.choices))
    return (
        f'<fieldset class="pub-facet" name="{facet.name}"><legend>{TITLES[facet.name]}</legend>\n'
        f"{buttons}\n</fieldset>\n"
    )


def _button(choice: Choice) -> str:
    return (
        f'<button type="button" aria-pressed="false" value="{escape(choice.value)}">'
        f'{escape(choice.label)} <span class="pub-facet-count">{choice.size}</span></button>'
    )


def visit_count_html(self: HTML5Translator, node: publication_count) -> None:
    if not _is_in_contents(node) or node.parent["refuri"].startswith("#"):
        self.body.append(f' <span class="pub-count">{node["count"]}</span>')
    raise nodes.SkipNode


def visit_count_text(self: TextTranslator, node: publication_count) -> None:
    if _is_in_contents(node):
        raise nodes.SkipNode


def _is_in_contents(node: publication_count) -> bool:
    """Tell whether a count is in the contents of a site rather than in a heading.

    On other pages it is left out there: all of them would have to be written again for
    each publication, and Sphinx does not know of it.
    """
    return isinstance(node.parent, nodes.reference) and "anchorname" in node.parent


def item_attributes(key: str, traits: Traits) -> dict[str, str]:
    """Return what the script has to know of an item, as attributes of its element."""
    values = {
        "key": key,
        "kind": traits.kind,
        "year": traits.year,
        "venue": traits.venue,
        # No topic has a semicolon in it: there it would have been two.
        "topics": ";".join(traits.topics),
    }
    return {f"data-{name}": value for name, value in values.items() if value}


def add_script(
    app: Sphinx, pagename: str, templatename: str, context: Any, doctree: nodes.document | None
) -> None:
    """Load the script on pages that have a finder, and on no others."""
    if doctree is not None and next(doctree.findall(publication_finder), None):
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> None:
    """Register the nodes, and the script that goes with them."""
    app.add_post_transform(FinderTransform)
    app.add_node(publication_finder, html=(visit_finder_html, None))
    app.add_node(
        publication_count,
        html=(visit_count_html, None),
        text=(visit_count_text, None),
    )
    app.connect("html-page-context", add_script)
