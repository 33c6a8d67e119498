"""The files of all publications: what is in them, and a digest of what decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple, cast

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_publications.listing.settings import SETTINGS, Format
from sphinx_publications.model.publication import Publication
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.domain import PAGES
from sphinx_publications.sphinx_ext.pages.addresses import LISTS, file_path
from sphinx_publications.sphinx_ext.pages.contents import Content, Contents
from sphinx_publications.sphinx_ext.pages.feeds import FEED, feed_of, has_feed
from sphinx_publications.sphinx_ext.pages.list_files import chunks, named_lists
from sphinx_publications.sphinx_ext.pages.page_printer import PagePrinter
from sphinx_publications.sphinx_ext.pages.shells import SHELL
from sphinx_publications.sphinx_ext.report_logging import log_reports
from sphinx_publications.text.digests import digest

__all__ = ["Output", "Outputs", "pages_of_project"]


class Output(NamedTuple):
    """Files that are written together, by their paths from the folder of the output."""

    #: A digest of all that decides what is in them.
    state: str
    paths: tuple[str, ...]
    #: Returns what is in each of them, in their order, as chunks.
    make: Callable[[], Iterator[Iterable[bytes]]]


class Outputs:
    """The files of the publications of a build."""

    def __init__(self, app: Sphinx, scratch: Path) -> None:
        """Render what is around all pages.

        :param scratch: a file that may be written.
        """
        # Another builder has no pages of publications, by its traits.
        self.builder = cast("StandaloneHTMLBuilder", app.builder)
        self.config = app.config
        self.contents = Contents(self.builder)
        self.domain = self.contents.domain
        self._printer = PagePrinter(self.contents, scratch)
        version = app.extensions["sphinx_publications"].metadata["env_version"]
        settings = repr([(it.name, self.config[it.name]) for it in SETTINGS])
        names = ("html_baseurl", "html_title", "language", "project")
        site = [self.domain.settings.letters, *map(self.config.__getattr__, names)]
        #: A digest of what decides what is in all files; and with it what is around pages.
        self._site = digest((version, settings, site))
        self._common = {
            owner: digest((self._site, shell)) for owner, shell in self._printer.shells.items()
        }
        self._pages_of_project = pages_of_project(app)

    @property
    def state(self) -> str:
        """A digest of all that decides what is in any of the files; it takes little time."""
        titles = {name: title.astext() for name, title in self.builder.env.titles.items()}
        domain = self.domain
        references = {name: sorted(found) for name, found in domain.references.items()}
        return digest(
            (
                self._site,
                self._common,
                domain.fingerprint,
                domain.lists,
                references,
                titles,
                self.contents.copied_files(),
                sorted(self.builder.env.found_docs),
            )
        )

    def paths(self) -> Iterator[str]:
        """Yield the paths of all files, and perhaps of some more; it takes little time."""
        keys = self.domain.addressed
        for key in keys:
            for name in (key, *self.domain.library.by_key[key].aliases):
                page = self.domain.page_of(name)
                yield self._page_path(page)
                yield from self._paths_beside(page)
            if any(link.local for link in self.domain.library.by_key[key].links):
                yield self.contents.addresses.beside(self.domain.page_of(key), ".pdf")
        for name in named_lists(self.domain, keys):
            for it in self.domain.settings.file_formats:
                yield file_path(f"{LISTS}/{name}", it)
        yield FEED

    def __iter__(self) -> Iterator[Output]:
        """Yield the files of each publication, and then those of lists.

        Those of a publication have to be there before the next are made.
        """
        states: dict[str, str] = {}
        for content in self.contents:
            output = self._of_publication(content)
            states[content.publication.key] = output.state
            yield output
            for alias in content.publication.aliases:
                yield from self._of_alias(alias, content)
        yield from self._of_lists(states)

    def _of_publication(self, content: Content) -> Output:
        pdf = [content.files[content.pdf]] if content.pdf else []
        if self._page_path(content.page) in self._pages_of_project:
            self._report_document(content.page, content.publication)
        paths = (*self._own_page(content.page), *self._paths_beside(content.page), *pdf)
        state = digest((self._common[content.owner], content.state))
        return Output(state, paths, partial(self._made, content))

    def _of_alias(self, alias: str, content: Content) -> Iterator[Output]:
        """Yield the page that leads on from another key of a publication."""
        page = self.domain.page_of(alias)
        if self._page_path(page) in self._pages_of_project:
            self._report_document(page, content.publication)
        for path in self._own_page(page):
            html = self._printer.redirection(content)
            yield Output(digest(html), (path,), partial(iter, [[html]]))

    def _of_lists(self, states: Mapping[str, str]) -> Iterator[Output]:
        for name, keys in named_lists(self.domain, [*states]).items():
            state = digest([self._site, *(states[key] for key in keys)])
            for kind in self.domain.settings.file_formats:
                path = file_path(f"{LISTS}/{name}", kind)
                yield Output(state, (path,), partial(self._list_file, kind, keys))
        if has_feed(self.contents.addresses):
            yield Output(
                digest([self._site, *states.items()]), (FEED,), partial(self._feed, [*states])
            )

    def _list_file(self, kind: Format, keys: list[str]) -> Iterator[Iterable[bytes]]:
        folder, page_of = str(self.builder.outdir), self.domain.page_of
        yield chunks(kind, (f"{folder}/{file_path(page_of(key), kind)}" for key in keys))

    def _feed(self, keys: list[str]) -> Iterator[Iterable[bytes]]:
        publications = map(self.domain.library.by_key.__getitem__, keys)
        yield [feed_of(self.contents.addresses, publications).encode()]

    def _own_page(self, page: str) -> list[str]:
        """Return the path of a page, unless the project has a page of this name."""
        path = self._page_path(page)
        return [] if path in self._pages_of_project else [path]

    def _paths_beside(self, page: str) -> Iterator[str]:
        """Yield the paths of the files beside a page."""
        for it in self.domain.settings.file_formats:
            yield file_path(page, it)

    def _made(self, content: Content) -> Iterator[Iterable[bytes]]:
        """Yield the page of a publication, and the files beside it."""
        if self._own_page(content.page):
            yield [self._printer.page(content)]
        for text in self._files(content.publication):
            yield [text.encode()]
        if content.pdf:
            yield _chunks_of(self.contents.source_of(content.pdf))

    def _page_path(self, page: str) -> str:
        before, behind = self._around_name
        return f"{before}{page.rpartition('/')[2]}{behind}"

    @cached_property
    def _around_name(self) -> list[str]:
        """What stands in the path of a page before its name, and behind it."""
        path = Path(self.builder.get_outfilename(SHELL)).relative_to(self.builder.outdir)
        return path.as_posix().split(SHELL.rpartition("/")[2])

    def _files(self, publication: Publication) -> Iterator[str]:
        """Yield what is in the files beside the page of a publication."""
        kinds = self.domain.settings.file_formats
        language = self.config.language.partition("_")[0]
        work = lazy_printing.work_of(publication, language) if {*kinds} - {Format.BIBTEX} else None
        for kind in kinds:
            if work is None or kind is Format.BIBTEX:
                yield f"{self.domain.bibtex_of(publication)}\n"
            elif kind is Format.RIS:
                yield lazy_printing.as_ris(work)
            else:
                yield f"[\n{lazy_printing.csl_json(work)}\n]\n"

    def _report_document(self, page: str, publication: Publication) -> None:
        message = f"“{page}” is a page of this project, to which links to its own page lead"
        place = publication.path, publication.line, publication.key
        log_reports([Report(Subtype.KEY, message, *place)])


def pages_of_project(app: Sphinx) -> set[str]:
    """Return the paths of the pages of the project that are in the folder of publications."""
    builder = cast("StandaloneHTMLBuilder", app.builder)
    names = (name for name in app.env.found_docs if name.startswith(f"{PAGES}/"))
    paths = (Path(builder.get_outfilename(name)).relative_to(app.outdir) for name in names)
    return {path.as_posix() for path in paths}


def _chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(partial(file.read, 1 << 20), b"")
