"""When all of a page is read: ids for the items of its lists, and records for the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.nodes.elements import publication_item
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.page_records import CrossReference, ListedItem, ListRecord
from sphinx_publications.sphinx_ext.report_logging import log_reports
from sphinx_publications.text.safe_names import free_name

if TYPE_CHECKING:
    from sphinx_publications.listing.options import ListRequest

__all__ = ["setup"]


class AddressTransform(SphinxTransform):
    """Give the items of a page's lists their ids, and tell the domain of the lists.

    Where lists of a page show the same entry, the item of one has the id, so that a
    reader lands at the number that was cited: full lists before selections, long ones
    before short ones, then the first. Other keys of the entry are further ids of it.
    """

    # When all directives have run, before ids are looked up (880 is "doctree-read").
    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        domain, docname = domain_of(self.env), self.env.docname
        lists: dict[int, list[publication_item]] = {}
        for item in self.document.findall(publication_item):
            lists.setdefault(item["place"], []).append(item)
        requests = cast("list[ListRequest]", self.env.temp_data.get("publications_lists", []))
        # A list without items is remembered, too: it may have some after an edit.
        for place in range(len(requests)):
            lists.setdefault(place, [])
        order = sorted(lists, key=lambda place: (*requests[place].rank, -len(lists[place]), place))
        given: dict[str, publication_item] = {}
        for place in order:
            listed: dict[str, ListedItem] = {}
            for item in lists[place]:
                key = item["key"]
                if key not in given:
                    wanted = domain.library.ids[key]
                    item["ids"] = [free_name(wanted, self.document.ids)]
                    if item["ids"] != [wanted]:
                        self.say_taken(key, wanted, f"has “#{item['ids'][0]}”")
                    self.document.ids[item["ids"][0]] = item
                    given[key] = item
                if item["ids"]:
                    title = domain.library.by_key[key].title_text
                    listed.setdefault(key, ListedItem(key, item["ids"][0], item["number"], title))
            others = dict.fromkeys(
                item["key"] for item in lists[place] if item["key"] not in listed
            )
            items, length = tuple(listed.values()), len(lists[place])
            aliases = {
                alias: key
                for key in (*listed, *others)
                for alias in domain.library.by_key[key].aliases
            }
            record = ListRecord(docname, requests[place], length, items, tuple(others), aliases)
            domain.note_list(record._replace(bibtex=domain.bibtex_digest(record)))
        for key, item in given.items():
            library = domain.library
            for alias in library.by_key[key].aliases:
                node_id = library.ids[alias]
                if node_id in self.document.ids:
                    self.say_taken(alias, node_id, "has no address of this name")
                    continue
                item["ids"].append(node_id)
                self.document.ids[node_id] = item

    def say_taken(self, key: str, node_id: str, result: str) -> None:
        """Report that something else on the page has the id of an entry."""
        holder = self.document.ids[node_id]
        message = (
            f"“#{node_id}” is the address of something else on this page, so the publication"
            f" {result}, and links from elsewhere go astray; rename it, or choose another cite key"
        )
        log_reports([Report(Subtype.KEY, message, key=key)], holder)


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
    """Tell whether *node* is in a heading, a caption, a term: names that other pages show.

    Headings stand in the contents of other pages; captions and terms are the texts of
    links, and stand in inventories and indexes.
    """
    names = (nodes.title, nodes.rubric, nodes.caption, nodes.term)
    while node is not None and not isinstance(node, names):
        node = node.parent
    return node is not None


def setup(app: Sphinx) -> None:
    app.add_transform(AddressTransform)
    app.add_transform(ReferenceTransform)
