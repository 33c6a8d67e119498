"""The ``publications`` directive: the author's words → a query → nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, TypeVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_publications import diagnostics
from sphinx_publications.config import parse_list, parse_numbering
from sphinx_publications.domain import ListedItem, ListRecord, domain_of
from sphinx_publications.filters import FilterError, compile_filter
from sphinx_publications.query import Numbering, Query, missing_keys, run
from sphinx_publications.render import Renderer
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from sphinx_publications.filters import Predicate
    from sphinx_publications.library import Library
    from sphinx_publications.model import Publication
    from sphinx_publications.query import Group

T = TypeVar("T")

#: An author's word for "do not": ``:group-by: none``.
_NONE: Final = frozenset({"none", "no"})


class PublicationsDirective(SphinxDirective):
    """A list of publications, chosen, sorted, grouped and numbered as its options say."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "group-by": directives.unchanged_required,
        "filter": directives.unchanged_required,
        "sort": directives.unchanged_required,
        "numbering": directives.unchanged_required,
        "limit": directives.unchanged_required,
        "file": directives.unchanged_required,
        "no-index": directives.flag,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        library = domain_of(self.env).library
        for path in library.files:
            self.env.note_dependency(str(path))
        options = OptionReader(self.options, list(self.content), library)
        query, publications = options.query(), options.publications()
        self._report(options.reports)
        root = run(publications, query, library.settings.kinds)
        items = cast("dict[str, str]", self.env.temp_data.setdefault("publications_items", {}))
        page = PageIds(self.state.document, library, items)
        renderer = Renderer(
            docname=self.env.docname,
            owner=library.settings.owner,
            item_ids=page.of_item,
            heading_id=page.of_heading,
            sections=isinstance(self.state_machine.node, (nodes.document, nodes.section)),
        )
        result = renderer.render(root)
        page.register(result)
        for node in result:
            if isinstance(node, nodes.Element):
                node["classes"] += self.options.get("class", [])
        self._note(root, query, page)
        return result

    def _note(self, root: Group, query: Query, page: PageIds) -> None:
        """Tell the domain what the page shows."""
        items = {
            item.publication.key: ListedItem(
                item.publication.key, page.items[item.publication.key], item.number
            )
            for item in reversed(list(root.walk()))  # of several places, the first counts
        }
        record = ListRecord(
            self.env.docname,
            "no-index" in self.options,
            query.is_excerpt,
            tuple(reversed(items.values())),
        )
        domain_of(self.env).note_list(record)

    def _report(self, reports: Sequence[Report]) -> None:
        diagnostics.emit(reports, location=(self.env.docname, self.lineno))


class PageIds:
    """The ids of the page that is being read.

    :param items: cite key → the id of its item, for all lists of the page so far.
    """

    def __init__(self, document: nodes.document, library: Library, items: dict[str, str]) -> None:
        self.document = document
        self.library = library
        self.items = items
        self.taken: set[str] = set()

    def of_item(self, publication: Publication) -> list[str]:
        """Return the id of a publication's item, unless the page has the item already."""
        if publication.key in self.items:
            return []
        node_id = self.items[publication.key] = self._free(self.library.ids[publication.key])
        return [node_id]

    def of_heading(self, text: str) -> str:
        """Return an id for a group's heading."""
        return self._free(nodes.make_id(text))

    def _free(self, wanted: str) -> str:
        candidate, number = wanted, 2
        while candidate in self.document.ids or candidate in self.taken:
            candidate, number = f"{wanted}-{number}", number + 1
        self.taken.add(candidate)
        return candidate

    def register(self, result: Sequence[nodes.Node]) -> None:
        """Make the ids in *result* known to the document, so that nothing else takes them."""
        for root in result:
            for node in root.findall(nodes.Element):
                for node_id in node["ids"]:
                    self.document.ids[node_id] = node


class OptionReader:
    """The options and the body of one directive → a query; what is wrong is collected."""

    def __init__(self, options: dict[str, str], content: Sequence[str], library: Library) -> None:
        self.options = options
        self.library = library
        self.reports: list[Report] = []
        self.keys = self._keys(content)

    def query(self) -> Query:
        """Return what the author asks for; a bad option counts as not given."""
        settings = self.library.settings
        picked = bool(self.keys)
        # A hand-picked list is as its author wrote it, unless the options say more.
        numbering, reverse = (Numbering.NONE, False) if picked else settings.numbering
        if "numbering" in self.options:
            parsed = self._parsed("numbering", parse_numbering)
            numbering, reverse = parsed or (numbering, reverse)
        return Query(
            filter=self._filter(),
            sort=self._names("sort", () if picked else settings.sort, {"file"}),
            group_by=self._names("group-by", () if picked else settings.group_by, _NONE),
            numbering=numbering,
            reverse=reverse,
            limit=self._parsed("limit", _positive) if "limit" in self.options else None,
            keys=self.keys,
        )

    def publications(self) -> tuple[Publication, ...]:
        """Return the publications of the files asked for; by default of all."""
        if "file" not in self.options:
            return self.library.publications
        keys: set[str] = set()
        for name in parse_list(self.options["file"]):
            files = [path for path in self.library.files if path.match(name.lstrip("/"))]
            if not files:
                known = ", ".join(path.name for path in self.library.files) or "none"
                message = f":file: names “{name}”, which bibtex_bibfiles has not (known: {known})"
                self.reports.append(Report(Subtype.OPTION, message))
            for path in files:
                keys.update(self.library.files[path])
        return tuple(pub for pub in self.library.publications if pub.key in keys)

    def _keys(self, content: Sequence[str]) -> tuple[str, ...]:
        keys = []
        words = [word for line in content for word in line.replace(",", " ").split()]
        for word in words:
            publication = self.library.find(word)
            keys.append(publication.key if publication else word)
        for key in missing_keys(self.library.publications, Query(keys=tuple(keys))):
            near = self.library.near(key)
            message = "is in no .bib file" + (f"; did you mean “{near}”?" if near else "")
            self.reports.append(Report(Subtype.KEY, message, key=key))
        return tuple(keys)

    def _names(
        self, option: str, default: tuple[str, ...], nothing: frozenset[str] | set[str]
    ) -> tuple[str, ...]:
        names = parse_list(self.options[option]) if option in self.options else default
        return () if len(names) == 1 and names[0].lower() in nothing else names

    def _filter(self) -> Predicate | None:
        if "filter" not in self.options:
            return None
        try:
            return compile_filter(self.options["filter"])
        except FilterError as error:
            message = f":filter: {error}; all entries are shown"
            self.reports.append(Report(Subtype.FILTER, message))
            return None

    def _parsed(self, option: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(self.options[option])
        except ValueError as error:
            self.reports.append(Report(Subtype.OPTION, f":{option}: {error}; it is ignored"))
            return None


def _positive(text: str) -> int:
    if not text.strip().isdigit() or int(text) < 1:
        raise ValueError(f"is “{text}”, but is a number from 1")
    return int(text)


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("publications", PublicationsDirective)
