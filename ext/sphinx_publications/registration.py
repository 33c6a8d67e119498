"""The extension's parts, registered with Sphinx."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from sphinx_publications.cite import (
    bibliography_directive,
    citation_domain,
    citation_roles,
    latex_links,
)
from sphinx_publications.incremental import (
    changed_pages,
    kept_entries,
    kept_publications,
    outdated_pages,
    publication_pages,
)
from sphinx_publications.incremental.code_version import code_version
from sphinx_publications.sphinx_ext import (
    config,
    directive,
    domain,
    heading_transform,
    page_transforms,
    roles,
)
from sphinx_publications.sphinx_ext.output import (
    assets,
    bibtex_files,
    builder_traits,
    builder_transforms,
    epub,
    mathematics,
    written_nodes,
)
from sphinx_publications.sphinx_ext.pages import heads

__all__ = ["register"]


def register(app: Sphinx, release: str) -> ExtensionMetadata:
    """Register everything.

    :param release: the version of the extension.
    """
    app.setup_extension("sphinxcontrib.bibtex")
    modules = (
        config, written_nodes, domain, builder_traits, roles, directive,
        citation_domain, citation_roles, bibliography_directive, kept_publications, kept_entries,
        latex_links,
        heading_transform, page_transforms, builder_transforms, outdated_pages, changed_pages,
        mathematics, bibtex_files, epub, assets, heads, publication_pages,
    )  # fmt: skip
    for module in modules:
        module.setup(app)
    return {
        "version": release,
        "env_version": code_version(release, Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
