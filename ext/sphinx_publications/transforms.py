"""What a single builder needs done to the finished tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_publications.domain import domain_of
from sphinx_publications.nodes import publication_item

if TYPE_CHECKING:
    from sphinx.application import Sphinx


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
        for reference in self.document.findall(nodes.reference):
            address = reference.get("refuri", "")
            if address.startswith("#document-") and address.count("#") > 1:
                reference["refuri"] = f"#{address.rpartition('#')[2]}"


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(OnePageTransform)
