"""What the references and citations of a page show, or could show, as digests."""

from __future__ import annotations

from typing import Any

from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from sphinx_publications.cite.citation_domain import citation_domain_of
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.sphinx_ext.page_records import CrossReference
from sphinx_publications.text.digests import digest

__all__ = ["possible_digests", "shown_digest"]


def possible_digests(env: BuildEnvironment) -> dict[str, str]:
    """Return docname → a digest of all that its references and bibliographies may show, or link to.

    It is the same for two builds only if the page shows the same in both; it takes much
    less time than to find out what exactly the page shows.
    """
    domain, cite = domain_of(env), citation_domain_of(env)
    known: dict[str, Any] = {}
    possible = {}
    is_asked = domain.is_asked
    for docname in domain.references.keys() | domain.lists.keys() | cite.bibliography_pages:
        references = domain.references.get(docname, ())
        keys = sorted({key for reference in references for key in domain.keys_in(reference)})
        for key in keys:
            if key not in known:
                content = domain.reference_content(key) if is_asked else None
                known[key] = (content, cite.reference_content(key))
        entries = cite.bibliography_content(docname)
        pages = domain.linked_pages(docname)
        possible[docname] = digest(([(key, known[key]) for key in keys], entries, pages))
    return possible


def shown_digest(env: BuildEnvironment, builder: Builder, docname: str) -> str:
    """Return a digest of what a page shows of publications, in the output of *builder*."""
    references = sorted(domain_of(env).references.get(docname, ()))
    shown = [(reference, _shown(env, builder, docname, reference)) for reference in references]
    pages = domain_of(env).linked_pages(docname)
    return digest((shown, citation_domain_of(env).bibliography_content(docname), pages))


def _shown(
    env: BuildEnvironment, builder: Builder, docname: str, reference: CrossReference
) -> object:
    domain, cite = domain_of(env), citation_domain_of(env)
    name, role, target, explicit = reference
    if name == "any":
        role = "title" if domain.answers_any(target, docname) else "p"
        name = domain.name if role == "title" else cite.name
        if name == cite.name:
            if not cite.reference_content(target):
                return None  # it leads to something else
            target = cite.own_keys.get(target, target)
    if name == cite.name:
        return cite.shown(docname, builder, role, target)
    return domain.shown(target, role, builder, explicit=explicit)
