"""Publication lists from BibTeX, in every Sphinx builder.

``extensions = ["sphinx_publications"]`` gives a site the ``publications``
directive, the ``pub`` roles, and cite keys that link from anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything; called by Sphinx."""
    # Not at the top: the rooms left of "render" can be used without Sphinx.
    from sphinx_publications import (
        assets,
        citations,
        config,
        directives,
        domain,
        filling,
        freshness,
        loading,
        mathml,
        nodes,
        roles,
        transforms,
    )

    app.setup_extension("sphinxcontrib.bibtex")
    for room in (
        config,
        nodes,
        domain,
        roles,
        directives,
        citations,
        loading,
        transforms,
        filling,
        freshness,
        mathml,
        assets,
    ):
        room.setup(app)
    return {
        "version": __version__,
        # With each version: what an older one has read is not read as this one reads it.
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
