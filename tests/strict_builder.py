"""A Sphinx extension: a builder that nobody has heard of; its writer fails on nodes of ours."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

#: Where docutils' and Sphinx's own nodes are.
STANDARD = {"docutils.nodes", "sphinx.addnodes"}


class StrictBuilder(Builder):
    """Writes ids and texts, a line each."""

    name = "strict"
    format = "strict"
    allow_parallel = True

    def get_outdated_docs(self) -> Iterable[str]:
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        return f"{docname}.strict"

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        lines = []
        for node in doctree.findall(nodes.Element):
            assert type(node).__module__ in STANDARD, node
            # Plain data, which any writer can print.
            values = [value for value in node.attributes.values() if value is not None]
            assert all(isinstance(value, (str, int, list, dict)) for value in values), node
            lines += [f"#{name}" for name in node["ids"]]
            if isinstance(node, nodes.TextElement):
                lines.append(node.astext())
        path = self.outdir / f"{docname}.strict"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the builder."""
    app.add_builder(StrictBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
