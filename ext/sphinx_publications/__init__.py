"""Publication lists from BibTeX, in every Sphinx builder.

``extensions = ["sphinx_publications"]`` gives a site the ``publications``
directive, the ``pub`` roles, and cite keys that link from anywhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything; called by Sphinx."""
    # Not at the top: all before the nodes can be used without Sphinx.
    from sphinx_publications.cite import bibliography_directive, citation_domain, citation_roles
    from sphinx_publications.incremental import freshness, kept_publications
    from sphinx_publications.incremental.code_version import code_version
    from sphinx_publications.nodes import chart_nodes, details, elements, finder_nodes
    from sphinx_publications.sphinx_ext import (
        assets,
        config,
        directive,
        domain,
        epub,
        filling,
        mathematics,
        roles,
        transforms,
    )

    app.setup_extension("sphinxcontrib.bibtex")
    for module in (
        config,
        elements,
        chart_nodes,
        finder_nodes,
        domain,
        details,
        roles,
        directive,
        citation_domain,
        citation_roles,
        bibliography_directive,
        kept_publications,
        transforms,
        filling,
        freshness,
        mathematics,
        epub,
        assets,
    ):
        module.setup(app)
    return {
        "version": __version__,
        "env_version": code_version(__version__, Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
