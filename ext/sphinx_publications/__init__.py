"""Publication lists from BibTeX, in every Sphinx builder.

``extensions = ["sphinx_publications"]`` gives a site the ``publications``
directive, the ``pub`` roles, and cite keys that link from anywhere.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything; called by Sphinx."""
    # All below the nodes can be used without Sphinx, which has to be there for the rest.
    registration = import_module("sphinx_publications.registration")
    return cast("ExtensionMetadata", registration.register(app, __version__))
