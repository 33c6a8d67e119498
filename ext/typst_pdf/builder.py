"""The builder ``typst-pdf``: documents → Typst → PDF/UA and PDF/A."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util import logging
from sphinx.util.nodes import inline_all_toctrees

from typst_pdf.compiler import compile_pdf
from typst_pdf.kept import Kept, circumstances
from typst_pdf.settings import Document, documents
from typst_pdf.syntax import array, call, dictionary, string
from typst_pdf.translator import TypstTranslator

__all__ = ["TypstPdfBuilder", "setup"]

logger = logging.getLogger(__name__)

_FILES: Final = ("elements.typ", "look.typ")
#: What Typst draws; it draws PDFs, too, but not in those that meet standards.
_PICTURES: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
#: A language as gettext names it: "pt_BR", "sr@latin".
_LANGUAGE: Final = re.compile(r"(?P<language>[a-z]{2,3})(?:[_-](?P<region>[A-Z]{2}))?(?![A-Za-z])")

#: Those that Typst writes from right to left.
_LEFTWARD: Final = frozenset("ar dv fa he ks pa ps sd ug ur yi".split())


class TypstPdfBuilder(Builder):
    """Makes the documents of ``typst_pdf_documents``."""

    name = "typst-pdf"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types = [*dict.fromkeys(_PICTURES.values())]  # noqa: RUF012 - Sphinx has it so

    #: Pictures of other hosts are not fetched, but reported.
    supported_remote_images = True

    #: The one that is being made.
    document: Document
    #: Document → the address of its page, if another builder writes pages.
    addresses: Mapping[str, str]

    def init(self) -> None:
        """Begin without documents."""
        self.addresses = {}
        self._members: set[str] = set()
        self._pictures: dict[str, Path] = {}

    def get_outdated_docs(self) -> str:
        """Say what is looked at; what has not changed is not made again."""
        return "all PDFs"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a document: in the same PDF, or on the web.

        :raises sphinx.errors.NoUri: if it is in neither.
        """
        if docname in self._members:
            return f"%{quote(docname)}"
        base = self.config.html_baseurl
        if not base:
            raise NoUri(docname, typ)
        page = self.addresses.get(docname)
        if page is None:
            suffixes = (self.config.html_link_suffix, self.config.html_file_suffix, ".html")
            page = quote(docname + next(it for it in suffixes if it is not None))
        return urljoin(base, page)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return the address of *to*: nothing is relative in a PDF."""
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Make each document that has changed, and put it into the folder of the output."""
        for document in documents(self.config):
            if document.docname in self.env.found_docs:
                self.make(document).put_into(self.outdir)

    def make(self, document: Document) -> Kept:
        """Make a document, if what it shows has changed; return where it is kept."""
        kept = Kept.of(self.doctreedir, document.target)
        self.document = document
        sources, around = self._sources(document), circumstances(document, self.confdir)
        if kept.is_made_of(sources, around):
            return kept
        kept.begin(sources, around)
        fonts = [Path(self.confdir, path) for path in document.font_paths]
        for problem in compile_pdf(kept.folder, fonts):
            logger.warning(
                "%s: %s",
                document.target,
                problem,
                location=document.docname,
                type="typst_pdf",
                subtype="compile",
            )
        if kept.pdf.exists():
            kept.end(sources, around)
        return kept

    # -- Sources --------------------------------------------------------------

    def _sources(self, document: Document) -> dict[str, bytes]:
        """Return all files that the PDF is made of."""
        tree = self._assembled(document)
        self._pictures = {}
        translator = self.create_translator(tree, self)
        assert isinstance(translator, TypstTranslator)
        tree.walkabout(translator)
        style = Path(self.confdir, document.style)
        own = style.read_bytes() if style.is_file() else b'#import "look.typ": *\n'
        main = '#import "elements.typ": *\n#import "style.typ"\n'
        main += self._about(document, tree) + f"#show: style.look\n#{{\n{translator.source}\n}}\n"
        return {
            "main.typ": main.encode(),
            "style.typ": own,
            "document.typ": self._info(document).encode(),
            **{name: Path(__file__).with_name(name).read_bytes() for name in _FILES},
            **{name: path.read_bytes() for name, path in self._pictures.items()},
        }

    def _assembled(self, document: Document) -> nodes.document:
        """Return the document with those in its toctrees, all references resolved."""
        docname = document.docname
        self._members = {docname}
        tree = self.env.get_doctree(docname)
        tree = inline_all_toctrees(self, self._members, docname, tree, lambda text: text, [docname])
        tree["docname"] = docname
        self.env.resolve_references(tree, docname, self)
        return tree

    def picture(self, node: nodes.image) -> str | None:
        """Return the name of a picture among the sources; None if there is no file."""
        found = node.get("candidates", {"*": node["uri"]})
        kinds = ("*", *self.supported_image_types)
        uri = next((found[kind] for kind in (*kinds, *found) if kind in found), node["uri"])
        path = self.srcdir / uri
        if "://" in uri:
            problem = "A PDF cannot show “%s” of another host: put the picture into the project."
        elif not path.is_file():
            return None  # reported when the document was read
        elif path.suffix.lower() not in _PICTURES:
            problem = f"A PDF cannot show “%s”, only {', '.join(_PICTURES)}: it has its words."
        else:
            digest = hashlib.sha256(uri.encode()).hexdigest()[:16]
            # A file has no longer name than 255 bytes.
            name = f"pictures/{digest}-{path.stem[:40]}{path.suffix.lower()}"
            self._pictures[name] = path
            return name
        logger.warning(problem, uri, location=node, type="typst_pdf", subtype="picture")
        return None

    def _info(self, document: Document) -> str:
        """Return what a style may want to know."""
        values = {
            "title": string(document.title),
            "author": string(document.author),
            "header": string(document.header or document.title),
            "paper": string(document.paper),
            "fonts": array(string(font) for font in document.fonts),
            "code-fonts": array(string(font) for font in document.code_fonts),
            "begin": string("right" if self._language()[0] in _LEFTWARD else "left"),
        }
        return f"#let info = {dictionary(values)}\n"

    def _language(self) -> tuple[str, str]:
        """Return the language of all documents, and the region, "" for any."""
        spoken = _LANGUAGE.match(self.config.language or "en")
        return (spoken["language"], spoken["region"] or "") if spoken else ("en", "")

    def _about(self, document: Document, tree: nodes.document) -> str:
        """Return the statements on the whole document: what it is, its language."""
        language, region = self._language()
        day = document.day()
        described = [
            meta["content"]
            for meta in tree.findall(nodes.meta)
            if meta.get("name") == "description"
        ]
        arguments = {
            "title": string(document.title),
            "author": string(document.author),
            "date": f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        }
        if described:
            arguments["description"] = string(described[0])
        text = {"lang": string(language)}
        if region:
            text["region"] = string(region)
        return "".join(
            f"#set {call(name, dictionary(values)[1:-1])}\n"
            for name, values in (("document", arguments), ("text", text))
        )


def setup(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(TypstPdfBuilder)
