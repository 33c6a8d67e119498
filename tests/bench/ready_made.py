"""The bound: what any extension costs that puts these nodes on a page.

No bibliography, no options: nodes written down in a JSON file become docutils nodes.
"""

import json
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def make(tree: Any) -> nodes.Node:
    """Return the node that is written down as *tree*."""
    if isinstance(tree, str):
        return nodes.Text(tree)
    name, attributes, children = tree
    node = getattr(nodes, name)("", **attributes)
    node += [make(child) for child in children]
    return cast("nodes.Element", node)


class ReadyMadeDirective(SphinxDirective):
    """All nodes of the file."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(str(Path(self.env.srcdir, "nodes.json")))
        trees = json.loads(Path(self.env.srcdir, "nodes.json").read_bytes())
        return [make(tree) for tree in trees]


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("ready-made", ReadyMadeDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
