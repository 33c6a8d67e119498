"""The bridge to sphinxcontrib-bibtex: its ``cite`` roles land on our lists.

Two things make it. :class:`CitationDomain` answers for the keys on our lists and
leaves all others to the domain that it extends. And our reader hands its entries
over before sphinxcontrib-bibtex would parse the files: what both see is the same,
files are read once, and a broken entry does not end the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import pybtex.database
from docutils import nodes
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.unsrt import Style as UnsrtStyle
from sphinx.util.display import status_iterator
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.roles import CiteRole
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from sphinx_publications import diagnostics
from sphinx_publications.config import settings_from
from sphinx_publications.domain import domain_of
from sphinx_publications.inline import plain
from sphinx_publications.library import read_library
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_publications.bibtex import Entry
    from sphinx_publications.library import Library
    from sphinx_publications.model import Publication
    from sphinx_publications.names import Person


#: From how many entries on reading them takes a second.
_MANY: Final = 2000


class CitationDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, which also knows the entries on our lists.

    A citation lands on a ``bibliography`` of its own page, else on our list, else
    on a ``bibliography`` elsewhere.
    """

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference:
        # In the order of the text, which is the order of the citation.
        targets = {part.key: part for part in parse_citation_targets(target)}
        references = []
        for key, part in targets.items():
            reference = self._reference(part, builder, fromdocname)
            if reference is None:
                diagnostics.emit([domain_of(self.env).library.missing(key)], location=node)
            else:
                references.append(reference)
        result = nodes.inline(target, classes=["bibtex-citation"])
        result += format_references(self.reference_style, typ, references).render(self.backend)
        # Sphinx only puts the node into the page; as for its own domain, it is no single link.
        return cast("nodes.reference", result)

    def resolve_any_xref(  # type: ignore[override] # the two bases disagree
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        # One of the two domains must give way, or every key would be ambiguous.
        if domain_of(env).find(target):
            return []
        return super().resolve_any_xref(env, fromdocname, builder, target, node, contnode)

    def _reference(
        self, part: CitationTarget, builder: Builder, fromdocname: str
    ) -> tuple[pybtex.database.Entry, FormattedEntry, SphinxReferenceInfo] | None:
        citations = [
            citation
            for citation in self._citations_by_key.get(part.key, ())
            if self.bibliographies[citation.bibliography_key].list_ == "citation"
        ]
        local = [c for c in citations if c.bibliography_key.docname == fromdocname]
        found = domain_of(self.env).find(part.key, builder)
        if found is not None and not local:
            publication, address, _ = found
            entry = to_pybtex(publication)
            label = address.number or publication.short
            formatted = FormattedEntry(publication.key, Text(publication.title_text), label)
            todocname, node_id = address.docname, address.node_id
            title: str | None = publication.title_text
        elif citations:
            citation = (local or citations)[-1]
            entry, formatted = citation.entry, citation.formatted_entry
            todocname, node_id = citation.bibliography_key.docname, citation.citation_id
            title = _tooltip(citation)
        else:
            return None
        info = SphinxReferenceInfo(
            builder=builder,
            fromdocname=fromdocname,
            todocname=todocname,
            citation_id=node_id,
            title=title,
            pre_text=part.pre,
            post_text=part.post,
        )
        return entry, formatted, info

    @property
    def _citations_by_key(self) -> Mapping[str, list[Citation]]:
        """The citations of ``bibliography`` directives, by key.

        Their domain looks through all of them for every reference, which is
        quadratic; the index is made anew when their number has changed.
        """
        index: tuple[int, dict[str, list[Citation]]]
        index = self.__dict__.get("_index", (-1, {}))
        if index[0] != len(self.citations):
            by_key: dict[str, list[Citation]] = {}
            for citation in self.citations:
                by_key.setdefault(citation.key, []).append(citation)
            index = self.__dict__["_index"] = (len(self.citations), by_key)
        return index[1]


def _tooltip(citation: Citation) -> str | None:
    return str(citation.tooltip_entry.text) if citation.tooltip_entry else None


def to_pybtex(publication: Publication) -> pybtex.database.Entry:
    """Return *publication* as the entry that sphinxcontrib-bibtex works with."""
    fields = dict(publication.fields)
    for name in ("author", "editor"):
        fields.pop(name, None)
    if publication.date.text:
        fields["year"] = publication.date.text
    # What our reader has made of the title, in braces so that it keeps its capitals.
    fields["title"] = f"{{{_tex_free(publication.title_text)}}}"
    # pybtex's styles know BibTeX's own types and stop at any other.
    known = hasattr(UnsrtStyle, f"get_{publication.type}_template")
    persons = {
        role: [_to_pybtex_person(person) for person in people]
        for role, people in (("author", publication.authors), ("editor", publication.editors))
        if people
    }
    if publication.more_authors:
        persons["author"].append(pybtex.database.Person(last="others"))
    kind = publication.type if known else "misc"
    entry = pybtex.database.Entry(kind, fields=fields, persons=persons)
    entry.key = publication.key
    return entry


def _tex_free(text: str) -> str:
    """Return *text* without characters that pybtex would take for LaTeX."""
    return re.sub(r"[\\{}$~%]", " ", text)


def _formattable(entry: pybtex.database.Entry, publication: Publication) -> pybtex.database.Entry:
    """Return *entry* such that pybtex's styles can format it.

    They publish "missing journal in …" where a field is missing, and end the build at
    a brace too many; what they cannot format is given to them as plain text.
    """
    try:
        UnsrtStyle().format_entry("", entry)
    except Exception:  # whatever it is, the entry must not end the build
        texts = {"title": publication.title_text, "year": publication.date.text}
        if publication.venue:
            texts["howpublished"] = plain(publication.venue.name)
        fields = {name: _tex_free(text) for name, text in texts.items() if text}
        safe = pybtex.database.Entry("misc", fields=fields, persons=entry.persons)
        safe.key = entry.key
        return safe
    return entry


def _to_pybtex_person(person: Person) -> pybtex.database.Person:
    return pybtex.database.Person(
        first=person.given, prelast=person.prefix, last=person.family, lineage=person.suffix
    )


class LazyEntries(Mapping[str, pybtex.database.Entry]):
    """The publications as pybtex entries, made when asked for; as a pickle it is empty.

    Few entries are ever asked for, and each build hands over its own: neither
    their making nor their storing shall cost anything.
    """

    def __init__(self, library: Library | None = None) -> None:
        self.library = library

    def __getitem__(self, key: str) -> pybtex.database.Entry:
        publication = self.library.find(key) if self.library else None
        if publication is None:
            raise KeyError(key)
        return _formattable(to_pybtex(publication), publication)

    def __iter__(self) -> Iterator[str]:
        return iter(self.library.by_key if self.library else ())

    def __len__(self) -> int:
        return len(self.library.by_key) if self.library else 0

    def __reduce__(self) -> tuple[Any, ...]:
        return LazyEntries, ()


def to_bibdata(library: Library, encoding: str) -> BibData:
    """Return *library* as sphinxcontrib-bibtex keeps the files that it has read."""
    data = pybtex.database.BibliographyData()
    data.entries = LazyEntries(library)
    bibfiles = {
        path: BibFile(mtime=get_mtime(path), keys=dict.fromkeys(keys))
        for path, keys in library.files.items()
    }
    return BibData(encoding=encoding, bibfiles=bibfiles, data=data)


def read_bibliography(app: Sphinx) -> None:
    """Read the ``.bib`` files, for our domain and for sphinxcontrib-bibtex's."""
    files = {(app.confdir / name).resolve(): str(name) for name in app.config.bibtex_bibfiles}
    encoding = app.config.bibtex_encoding
    settings = settings_from(app.config)
    library, reports = read_library(
        files, settings, nodes.make_id, encoding, partial(_show_progress, app), app.srcdir
    )
    diagnostics.emit(reports)
    diagnostics.summarize(len(library.publications), len(files), reports)
    domain_of(app.env).library = library
    cite = cast("CitationDomain", app.env.get_domain("cite"))
    # Its own handler compares the files' times with these, and finds nothing to do.
    cite.data["bibdata"] = to_bibdata(library, encoding)


def _show_progress(app: Sphinx, entries: list[Entry]) -> Iterable[Entry]:
    """Return *entries*, with a progress line where there are so many that it takes time."""
    if len(entries) < _MANY:
        return entries
    return status_iterator(
        entries,
        "reading publications... ",
        "brown",
        len(entries),
        app.verbosity,
        stringify_func=lambda entry: entry.key,
    )


def outdated_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to be written again because a reference on them changed."""
    domain = domain_of(env)
    references = {docname: set(keys) for docname, keys in domain.references.items()}
    cite = cast("CitationDomain", env.get_domain("cite"))
    for citation in cite.citation_refs:
        keys = references.setdefault(citation.docname, set())
        keys.update(target.key for target in citation.targets)
    return list(domain.outdated_references(references, app.builder.name))


class SafeCiteRole(CiteRole):
    """A ``cite`` role that survives what ends the build in the one that it extends.

    ``{cite}`!key` `` is Sphinx's way to ask for no link; and a citation may be malformed.
    """

    def result_nodes(
        self, document: nodes.document, env: BuildEnvironment, node: Element, is_ref: bool
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not is_ref:
            return [node], []
        try:
            list(parse_citation_targets(self.target))
        except ValueError:
            message = f"“{self.target}” is no citation: keys, with commas between them"
            diagnostics.emit([Report(Subtype.KEY, message)], location=(env.docname, self.lineno))
            return [nodes.inline(self.rawtext, self.target)], []
        return super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]


def setup(app: Sphinx) -> None:
    """Extend sphinxcontrib-bibtex, which must be set up."""
    app.add_domain(CitationDomain, override=True)
    for name in CitationDomain.roles:
        app.add_role_to_domain(CitationDomain.name, name, SafeCiteRole(), override=True)
    app.add_role("cite", SafeCiteRole(), override=True)
    # Before its handler, which has the default priority of 500.
    app.connect("builder-inited", read_bibliography, priority=400)
    app.connect("env-updated", outdated_pages)
