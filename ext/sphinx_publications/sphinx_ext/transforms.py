"""What is done to a page once all of it is read, and what single builders need done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_publications.nodes.elements import publication_item, publication_link, publication_links
from sphinx_publications.sphinx_ext.assets import is_used
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.page_records import CrossReference, ListedItem, ListRecord
from sphinx_publications.text.safe_names import free_name

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_publications.listing.options import ListRequest


class AddressTransform(SphinxTransform):
    """Give the items of a page's lists their ids, and tell the domain what the page has.

    Where lists of a page show the same entry, the item of one has the id, so that a
    reader lands at the number that was cited: full lists before selections, long ones
    before short ones, then the first.
    """

    # When all directives have run, before ids are looked up (880 is "doctree-read").
    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        domain, docname = domain_of(self.env), self.env.docname
        lists: dict[int, list[publication_item]] = {}
        for item in self.document.findall(publication_item):
            lists.setdefault(item["place"], []).append(item)
        requests = cast("list[ListRequest]", self.env.temp_data.get("publications_lists", []))
        # A list without members is remembered, too: there may be some after an edit.
        for place in range(len(requests)):
            lists.setdefault(place, [])
        order = sorted(lists, key=lambda place: (*requests[place].rank, -len(lists[place]), place))
        given: set[str] = set()
        for place in order:
            listed: dict[str, ListedItem] = {}
            for item in lists[place]:
                key = item["key"]
                if key not in given:
                    item["ids"] = [free_name(domain.library.ids[key], self.document.ids)]
                    self.document.ids[item["ids"][0]] = item
                    given.add(key)
                if item["ids"]:
                    number = item["number"].removeprefix("[").removesuffix("]")
                    title = domain.library.by_key[key].title_text
                    listed.setdefault(key, ListedItem(key, item["ids"][0], number, title))
            domain.note_list(
                ListRecord(docname, requests[place], len(lists[place]), tuple(listed.values()))
            )


class ReferenceTransform(SphinxTransform):
    """Tell the domain of a page's references, by whatever role or link."""

    # Behind MyST's transform (879) that makes references of its links.
    default_priority = 890

    def apply(self, **kwargs: Any) -> None:
        domain, docname = domain_of(self.env), self.env.docname
        for node in self.document.findall(addnodes.pending_xref):
            if node.get("intersphinx"):
                continue  # it leads to another site, and shows what stands there
            name, role, target = node.get("refdomain"), node["reftype"], node["reftarget"]
            explicit = bool(node.get("refexplicit"))
            if name == domain.name and not explicit and _is_in_name(node):
                domain.headings.setdefault(docname, {})[target] = domain.title_of(target)
            if role in {"any", "myst"} and name != "doc":
                name = "any"
            if name in {domain.name, "cite", "any"}:
                reference = CrossReference(name, role, target, explicit)
                domain.references.setdefault(docname, set()).add(reference)


def _is_in_name(node: nodes.Node | None) -> bool:
    """Tell whether *node* is in what Sphinx calls something by elsewhere.

    Headings stand in the contents of other pages; captions and terms are the texts of
    links, and stand in inventories and indexes.
    """
    names = (nodes.title, nodes.rubric, nodes.caption, nodes.term)
    while node is not None and not isinstance(node, names):
        node = node.parent
    return node is not None


class OnePageTransform(SphinxPostTransform):
    """Mend ids and links where all pages become one (``singlehtml``).

    An entry that several pages show would have its id several times: only the item
    at its address keeps it. And Sphinx writes a link to an id on another page as
    ``#document-page#id``, which no browser follows.
    """

    # After Sphinx's ReferencesResolver (10), which makes the links.
    default_priority = 900
    builders = ("singlehtml",)

    def run(self, **kwargs: Any) -> None:
        domain = domain_of(self.env)
        own = {(a.docname, a.node_id) for a, *_ in filter(None, domain.addresses.values())}
        for item in self.document.findall(publication_item):
            item["ids"] = [i for i in item["ids"] if (item["docname"], i) in own]
        if not is_used(self.env):
            return
        for reference in self.document.findall(nodes.reference):
            address = reference.get("refuri", "")
            if address.startswith("#document-") and address.count("#") > 1:
                reference["refuri"] = f"#{address.rpartition('#')[2]}"


class FileLinkTransform(SphinxPostTransform):
    """Take links to copied files out where nothing is copied: only pages in HTML have them."""

    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        if self.app.builder.format == "html" and self.app.builder.name != "epub":
            return
        for row in list(self.document.findall(publication_links)):
            links = [link for link in row if isinstance(link, publication_link)]
            if len(links) == len([node for node in row if isinstance(node, nodes.Element)]):
                continue
            if not links:
                row.parent.remove(row)
                continue
            row.children = []
            for index, link in enumerate(links):
                row.extend([nodes.Text(" · "), link] if index else [link])


def setup(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_transform(AddressTransform)
    app.add_transform(ReferenceTransform)
    app.add_post_transform(OnePageTransform)
    app.add_post_transform(FileLinkTransform)
