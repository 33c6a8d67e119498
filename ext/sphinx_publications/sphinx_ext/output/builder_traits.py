"""Sphinx's builders → their traits: the one place that asks which builder it is."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_publications.listing.builders import BUILDERS, UNKNOWN, BuilderTraits
from sphinx_publications.sphinx_ext.domain import domain_of

__all__ = ["setup", "traits_of"]


def traits_of(builder: Builder) -> BuilderTraits:
    """Return what the output of *builder* can show.

    The builder "dirhtml" has the traits of "html", because its class is derived from that
    of "html" and writes the same format.
    """
    bases = (base for base in type(builder).__mro__ if vars(base).get("name") in BUILDERS)
    base = next(bases, None)
    if base is None or getattr(base, "format", "") != builder.format:
        return UNKNOWN
    traits = BUILDERS[vars(base)["name"]]
    # Sphinx's mark of books and help files.
    is_book = getattr(builder, "embedded", False)
    return traits._replace(scripts=False, own_pages=False) if is_book else traits


def note_traits(app: Sphinx) -> None:
    """Tell the domain, which transforms and visitors can ask, what the builder can show."""
    domain_of(app.env).traits = traits_of(app.builder)


def setup(app: Sphinx) -> None:
    """Have the traits known before pages are read."""
    app.connect("builder-inited", note_traits)
