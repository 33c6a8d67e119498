"""A list as its author asks for it: options and body → a query → groups of publications.

What is wrong with them is collected, and the list is made as well as can be.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from docutils.parsers.rst import directives

from sphinx_publications.listing.facets import make_finder, traits_in
from sphinx_publications.listing.filters import FilterError, compile_filter, names_in
from sphinx_publications.listing.list_digest import list_digest
from sphinx_publications.listing.options import LIST_OPTIONS, ListRequest
from sphinx_publications.listing.query import Query, missing_keys, run, unknown_name
from sphinx_publications.listing.reference import reference
from sphinx_publications.listing.settings import (
    NONE,
    Numbering,
    details_for,
    parse_details,
    parse_list,
    parse_numbering,
    parse_switch,
)
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.integers import integer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import PurePath

    from sphinx_publications.listing.facets import Finder
    from sphinx_publications.listing.filters import Predicate
    from sphinx_publications.listing.query import Group
    from sphinx_publications.listing.reference import Reference
    from sphinx_publications.listing.settings import Detail, Settings
    from sphinx_publications.listing.year_counts import Chart
    from sphinx_publications.model.library import Library
    from sphinx_publications.model.publication import Publication

T = TypeVar("T")

#: An author's word for "do not": ``:group-by: none``.


class MadeList(NamedTuple):
    """A list, ready to be rendered."""

    request: ListRequest
    root: Group
    #: Cite key → what the reference says.
    references: dict[str, Reference]
    classes: list[str]
    reports: list[Report]
    #: The numbers of the chart asked for; None if there is nothing to be drawn.
    chart: Chart | None
    #: What stands above the list, if anything.
    finder: Finder | None


def make_list(
    options: Mapping[str, str], content: Iterable[str], library: Library, settings: Settings
) -> MadeList:
    """Return the list that an author has asked for with *options* and the body *content*."""
    reader = OptionReader(options, content, library, settings)
    query, publications = reader.query(), reader.publications()
    no_index, classes = reader.flag("no-index"), reader.classes()
    wants_chart = reader.chart()
    root = run(publications, query, settings.kinds)
    references = {
        item.publication.key: reference(item.publication, letters=settings.letters)
        for item in root.walk()
    }
    chart = _chart(root, settings) if wants_chart else None
    finder, found = None, None
    if reader.wants_finder(len(references), is_full=not (no_index or query.is_excerpt)):
        found = traits_in(root, settings.kinds)
        finder = make_finder(found, settings.kinds)
    details = reader.details(len(references))
    request = ListRequest(
        options=tuple(options.items()),
        content=tuple(content),
        no_index=no_index,
        details=details,
        excerpt=query.is_excerpt,
        digest=list_digest(
            root, references, library, details, reader.reports, chart, (finder, found)
        ),
    )
    return MadeList(request, root, references, classes, reader.reports, chart, finder)


def is_outdated(request: ListRequest, library: Library, settings: Settings) -> bool:
    """Tell whether a list would show something else than it did when it was read."""
    made = make_list(dict(request.options), request.content, library, settings)
    return made.request.digest != request.digest


def _chart(root: Group, settings: Settings) -> Chart | None:
    # Imported by who needs it: few lists have one.
    from sphinx_publications.listing.year_counts import chart_of

    chart = chart_of(root, settings.kinds)
    return chart if chart.columns() else None


class OptionReader:
    """The options and the body of one directive → a query; what is wrong is collected."""

    def __init__(
        self,
        options: Mapping[str, str],
        content: Iterable[str],
        library: Library,
        settings: Settings,
    ) -> None:
        self.options = options
        self.library = library
        self.settings = settings
        self.reports: list[Report] = [
            Report(
                Subtype.OPTION,
                f":{name}: is no option of this directive (known: {', '.join(LIST_OPTIONS)})",
            )
            for name in options
            if name not in LIST_OPTIONS
        ]
        self.keys = self._keys(content)

    def query(self) -> Query:
        """Return what the author asks for; a bad option counts as not given."""
        settings = self.settings
        picked = bool(self.keys)
        limit = self._parsed("limit", _positive) if "limit" in self.options else None
        # A selection has no numbers of its own, lest they contradict those that are cited;
        # and a hand-picked list is as its author wrote it, unless the options say more.
        is_excerpt = picked or limit is not None
        numbering, reverse = (Numbering.NONE, False) if is_excerpt else settings.numbering
        if "numbering" in self.options:
            parsed = self._parsed("numbering", parse_numbering)
            numbering, reverse = parsed or (numbering, reverse)
        return Query(
            filter=self._filter(),
            sort=self._names("sort", () if picked else settings.sort, {"file"}),
            group_by=self._names("group-by", () if picked else settings.group_by, NONE),
            numbering=numbering,
            reverse=reverse,
            limit=limit,
            keys=self.keys,
        )

    def publications(self) -> tuple[Publication, ...]:
        """Return the publications that the list is made of: of the files asked for, or of all."""
        known = self.library.publications
        # What is kept off lists may be named.
        found = known if self.keys else tuple(pub for pub in known if pub.listed)
        if "file" not in self.options:
            return found
        keys: set[str] = set()
        for name in parse_list(self.options["file"]):
            files = [path for path in self.library.files if _is_file(path, name)]
            if not files:
                names = ", ".join(path.name for path in self.library.files) or "none"
                message = f":file: names “{name}”, which bibtex_bibfiles has not (known: {names})"
                self.reports.append(Report(Subtype.OPTION, message))
            for path in files:
                keys.update(self.library.files[path])
        return tuple(pub for pub in found if pub.key in keys)

    def _keys(self, content: Iterable[str]) -> tuple[str, ...]:
        keys = []
        words = [word for line in content for word in line.replace(",", " ").split()]
        for word in words:
            publication = self.library.find(word)
            keys.append(publication.key if publication else word)
        missing = missing_keys(self.library.publications, Query(keys=tuple(keys)))
        self.reports += [self.library.missing(key) for key in missing]
        return tuple(keys)

    def _names(
        self, option: str, default: tuple[str, ...], nothing: frozenset[str] | set[str]
    ) -> tuple[str, ...]:
        if option not in self.options:
            return default
        names = tuple(name.lower() for name in parse_list(self.options[option]))
        if len(names) == 1 and names[0] in nothing:
            return ()
        known = [name for name in names if self._knows(name.lstrip("+-"), option)]
        return tuple(known) if known else default

    def _knows(self, name: str, option: str) -> bool:
        """Tell whether *name* is something to sort or group by; report it if not."""
        report = unknown_name(name, self.library.publications)
        if report:
            self.reports.append(report._replace(message=f":{option}: {report.message}"))
        return report is None

    def details(self, size: int) -> tuple[Detail, ...]:
        """Return what shall fold out under the references of a list of *size* publications."""
        wanted = self.settings.details
        if "details" in self.options:
            parsed = self._parsed("details", parse_details)
            wanted = wanted if parsed is None else parsed
        return details_for(size) if wanted is None else wanted

    def flag(self, option: str) -> bool:
        """Tell whether an option without a value is given."""
        return self.options.get(option, "no").strip().lower() not in {"no", "false", "0"}

    def chart(self) -> bool:
        """Tell whether a chart is asked for."""
        return "chart" in self.options and bool(self._parsed("chart", parse_switch))

    def wants_finder(self, size: int, *, is_full: bool) -> bool:
        """Tell whether a list of *size* publications shall have a finder.

        :param is_full: the list is neither an excerpt nor a copy of another.
        """
        least = self.settings.finder
        wanted = is_full and 0 < least <= size
        if "finder" in self.options:
            said = self._parsed("finder", parse_switch)
            wanted = wanted if said is None else said
        return wanted and size > 0

    def classes(self) -> list[str]:
        """Return the CSS classes asked for."""
        text = self.options.get("class", "")
        if not text:
            return []
        return self._parsed("class", directives.class_option) or []

    def _filter(self) -> Predicate | None:
        if "filter" not in self.options:
            return None
        expression = self.options["filter"]
        try:
            predicate = compile_filter(expression)
        except FilterError as error:
            message = f":filter: {error}; all entries are shown"
            self.reports.append(Report(Subtype.FILTER, message))
            return None
        for name in sorted(names_in(expression)):
            self._knows(name, "filter")
        return predicate

    def _parsed(self, option: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(self.options[option])
        except ValueError as error:
            self.reports.append(Report(Subtype.OPTION, f":{option}: {error}; it is ignored"))
            return None


def _is_file(path: PurePath, name: str) -> bool:
    """Tell whether a file is meant by *name*, its path or the end of it."""
    parts = PurePosixPath(name.lstrip("/")).parts
    return bool(parts) and path.parts[-len(parts) :] == parts


def _positive(text: str) -> int:
    number = integer(text)
    if number is None or number < 1:
        raise ValueError(f"is “{text}”, but is a number from 1")
    return number
