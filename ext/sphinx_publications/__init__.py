"""Publication lists from BibTeX, in every Sphinx builder.

``extensions = ["sphinx_publications"]`` gives a site the ``publications``
directive, the ``pub`` roles, and cite keys that link from anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything; called by Sphinx."""
    # Not at the top: the rooms left of "render" can be used without Sphinx.
    from sphinx_publications import (
        assets,
        chart_nodes,
        citations,
        code_state,
        config,
        details,
        directives,
        domain,
        epub,
        filling,
        finder_nodes,
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
        chart_nodes,
        finder_nodes,
        domain,
        details,
        roles,
        directives,
        citations,
        loading,
        transforms,
        filling,
        freshness,
        mathml,
        epub,
        assets,
    ):
        room.setup(app)
    return {
        "version": __version__,
        # What another version, or this one before a change, has read is read again.
        "env_version": crc32(f"{__version__} {code_state.state_of_code()}".encode()),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
