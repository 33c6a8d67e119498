"""PDFs beside the pages of an HTML build, and links to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from pickle import PicklingError
from typing import Final
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole
from sphinx.util.osutil import relative_uri

from typst_pdf.builder import TypstPdfBuilder
from typst_pdf.kept import Kept, circumstances
from typst_pdf.process import Heard, make_beside
from typst_pdf.settings import Document, documents

__all__ = ["PdfRole", "pdf_link", "setup"]

logger = logging.getLogger(__name__)

#: Builders whose output are pages on the web.
_WEB: Final = frozenset(["dirhtml", "html", "singlehtml"])


class pdf_link(nodes.Inline, nodes.TextElement):  # noqa: N801 - as docutils has it
    """A link to the PDF ``target``; ``docname`` is the page that it is on."""


class PdfRole(ReferenceRole):
    """The role ``pdf``, as in ``{pdf}`CV as PDF <cv.pdf>```: text, and the target of a document.

    A page that is the whole document says how large the file is. On the page that a document
    begins with, other outputs than web pages have nothing there; elsewhere they link to the web.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, or its text if there is no such PDF."""
        words, target = self.title, self.target
        targets = [document.target for document in documents(self.config)]
        if target not in targets:
            known = ", ".join(targets) or "none"
            logger.warning(
                "pdf: there is no PDF “%s” in typst_pdf_documents, which has %s",
                target,
                known,
                location=self.get_location(),
                type="typst_pdf",
                subtype="link",
            )
            return [nodes.inline(self.rawtext, words)], []
        link = pdf_link(self.rawtext, words, target=target, docname=self.env.docname)
        return [link], []


class PdfPages:
    """What a build knows of its PDFs."""

    def __init__(self) -> None:
        #: The targets of those that were made, or could not be.
        self._made: set[str] = set()
        #: Target → the document, and those in its toctrees.
        self._members: dict[str, frozenset[str]] = {}

    def begin(self, _app: Sphinx) -> None:
        """Forget those of an earlier build."""
        self._made, self._members = set(), {}

    def outdated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Have a page written whose PDF is not there, or was made by another version of us."""
        return [
            document.docname
            for document in documents(app.config)
            if app.builder.name in _WEB
            and document.docname in env.found_docs
            and not _is_current(document, app)
        ]

    def resolve(self, app: Sphinx, tree: nodes.document, docname: str) -> None:
        """Make the PDFs that a page is in or links to, and have its links lead to them."""
        links = list(tree.findall(pdf_link))
        if app.builder.name not in _WEB:
            for link in links:
                self._resolve_elsewhere(app, link)
            return
        if not self._members:
            self._members = {
                document.target: frozenset(_members(app.env, document.docname))
                for document in documents(app.config)
                if document.docname in app.env.found_docs
            }
        linked = {link["target"] for link in links}
        written = {part["docname"] for part in tree.findall(addnodes.start_of_file)} | {docname}
        wanted = {
            target
            for target, members in self._members.items()
            if not written.isdisjoint(members)
            or (target in linked and not Path(app.outdir, target).exists())
        } - self._made
        if wanted:
            self._make(app, wanted)
        for link in links:
            self._resolve_on_the_web(app, link, docname)

    def _make(self, app: Sphinx, targets: set[str]) -> None:
        self._made |= targets
        try:
            heard = make_beside(app, targets)
        except (OSError, PicklingError) as error:
            text = f"{', '.join(sorted(targets))}: it cannot be made: {error}"
            heard = [Heard(text, None, "compile")]
        for text, location, subtype in heard:
            logger.warning("%s", text, location=location, type="typst_pdf", subtype=subtype)
        for target in targets:
            Kept.of(app.doctreedir, target).put_into(app.outdir)

    def _resolve_on_the_web(self, app: Sphinx, link: pdf_link, docname: str) -> None:
        file = Path(app.outdir, link["target"])
        uri = relative_uri(app.builder.get_target_uri(docname), quote(link["target"]))
        if not self._is_own(app, link):
            # Whether there is a file is not known when all pages but this one have changed.
            _lead_to(link, uri)
        elif not file.exists():
            _remove(link)
        else:
            # A page says what changes with it alone.
            is_whole = self._members[link["target"]] == {link["docname"]}
            _lead_to(link, uri, f" ({_size(file.stat().st_size)})" if is_whole else "")

    def _resolve_elsewhere(self, app: Sphinx, link: pdf_link) -> None:
        if self._is_own(app, link):
            _remove(link)
        elif app.config.html_baseurl:
            _lead_to(link, urljoin(app.config.html_baseurl, quote(link["target"])))
        else:
            link.replace_self(link.children)

    @staticmethod
    def _is_own(app: Sphinx, link: pdf_link) -> bool:
        own = {document.target: document.docname for document in documents(app.config)}
        return own.get(link["target"]) == link["docname"]

    def clean(self, app: Sphinx, exception: Exception | None) -> None:
        """Remove PDFs that an earlier build made of documents that are no more."""
        if exception or app.builder.name not in {*_WEB, TypstPdfBuilder.name}:
            return
        targets = {
            document.target
            for document in documents(app.config)
            if document.docname in app.env.found_docs
        }
        for kept in Kept.all(app.doctreedir):
            if kept.target not in targets:
                kept.take_out_of(app.outdir)


def _is_current(document: Document, app: Sphinx) -> bool:
    kept = Kept.of(app.doctreedir, document.target)
    is_there = not kept.pdf.exists() or Path(app.outdir, document.target).exists()
    return is_there and kept.is_of(circumstances(document, app.confdir))


def _members(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield a document and those in its toctrees."""
    seen, waiting = set(), [docname]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += env.toctree_includes.get(name, [])
            yield name


def _lead_to(link: pdf_link, uri: str, said: str = "") -> None:
    children = [*link.children, nodes.Text(said)]
    link.replace_self(
        nodes.reference(
            "", "", *children, refuri=uri, internal="://" not in uri, classes=["pdf-link"]
        )
    )


def _remove(link: nodes.Element) -> None:
    """Take out a link, and what would be empty without it."""
    parent = link.parent
    parent.remove(link)
    if isinstance(parent, (nodes.paragraph, nodes.container)) and not parent.children:
        _remove(parent)


def _size(size: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1e3, 1):.0f} kB"


def setup(app: Sphinx) -> None:
    """Register the role, and what makes PDFs and links to them."""
    app.add_node(pdf_link)
    app.add_role("pdf", PdfRole())
    pages = PdfPages()
    app.connect("builder-inited", pages.begin)
    app.connect("env-updated", pages.outdated)
    app.connect("doctree-resolved", pages.resolve)
    app.connect("build-finished", pages.clean)
