"""What folds out: an abstract, BibTeX to take along, the middle of a long list of authors.

Made for pages: HTML folds with ``<details>``, which needs no script. An EPUB has the
abstracts; what is printed, and plain text, have neither.
"""

from __future__ import annotations

import posixpath
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_publications.listing.settings import Detail
from sphinx_publications.nodes.elements import open_tag
from sphinx_publications.nodes.inline_nodes import inline
from sphinx_publications.sphinx_ext.domain import domain_of
from sphinx_publications.text.safe_names import safe_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from sphinx_publications.model.publication import Publication

#: Where the files are that visitors take along, from the root of the site.
FOLDER = "_downloads/bibtex"
#: With these there is a file.
OFFERED = frozenset({Detail.CITE, Detail.BIBTEX})
_SUMMARIES = {Detail.ABSTRACT: "Abstract", Detail.CITE: "Cite"}


class publication_details(nodes.container):
    """Something that folds out: ``summary``, and ``label``, which names it without its context."""


class publication_bibtex(nodes.literal_block):
    """A BibTeX entry, to be copied.

    ``file`` is the name under which ``saved`` is offered: the same, and the abstract.
    """


class publication_download(nodes.paragraph):
    """A link to the file of a BibTeX entry, with the same attributes."""


class publication_fold(nodes.inline):
    """Names in the middle of a long list of authors; ``count`` tells how many."""


class publication_authors(nodes.inline):
    """The names of the authors, of which some may be folded away."""

    tag: str


def details(publication: Publication, wanted: Iterable[Detail]) -> Iterator[nodes.Element]:
    """Yield what stands behind the links of *publication*: what folds out, mostly."""
    for detail in wanted:
        content = _content(publication, detail)
        if isinstance(content, publication_download):
            yield content
        elif content is not None:
            summary = _SUMMARIES[detail]
            yield publication_details(
                "",
                content,
                summary=summary,
                label=f"{summary}: {publication.title_text}",
                classes=["pub-details", f"pub-{detail}"],
            )


def _content(publication: Publication, detail: Detail) -> nodes.Element | None:
    if detail is Detail.ABSTRACT:
        abstract = publication.texts.get("abstract", ())
        return nodes.paragraph("", "", *inline(abstract)) if abstract else None
    # Imported by who shows BibTeX: most builds read no page with a list.
    from sphinx_publications.formats.bibtex import as_bibtex

    offer = {
        "file": file_name(publication.key),
        "saved": as_bibtex(publication, abstract=True),
        "title": publication.title_text,
    }
    if detail is Detail.BIBTEX:
        return publication_download("", "BibTeX", **offer)
    source = as_bibtex(publication)
    return publication_bibtex(source, source, **offer)


def file_name(key: str) -> str:
    """Return what the file of the entry *key* is called."""
    return f"{safe_name(key)}.bib"


class DetailsTransform(SphinxPostTransform):
    """Take out what is for pages only, where something else is written."""

    # When all items are filled in.
    default_priority = 3

    def run(self, **kwargs: Any) -> None:
        builder = self.app.builder
        if builder.format == "html" and builder.name != "epub":
            return
        unwanted: list[nodes.Element] = list(self.document.findall(publication_download))
        unwanted += [
            node
            for node in self.document.findall(publication_details)
            if not (builder.name == "epub" and "pub-abstract" in node["classes"])
        ]
        for node in unwanted:
            node.parent.remove(node)


def visit_details_html(self: HTML5Translator, node: publication_details) -> None:
    self.body.append(self.starttag(node, "details", ""))
    open_tag(self, "summary", **{"aria-label": node["label"]})
    self.body.append(f"{self.encode(node['summary'])}</summary>\n")


def depart_details_html(self: HTML5Translator, node: publication_details) -> None:
    self.body.append("</details>\n")


def visit_bibtex_html(self: HTML5Translator, node: publication_bibtex) -> None:
    # No <pre>: of each, pydata-sphinx-theme asks whether it can be scrolled, which costs a
    # page with a thousand of them seconds.
    open_tag(self, "code", **{"class": "pub-bibtex"})
    self.body.append(f"{self.encode(node.astext())}</code>\n")
    open_tag(self, "div", **{"class": "pub-take"})
    label = f"Copy BibTeX: {node['title']}"
    open_tag(self, "button", **{"class": "pub-copy", "type": "button", "aria-label": label})
    self.body.append("Copy</button>\n")
    _offer(self, node, "Download .bib")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def visit_download_html(self: HTML5Translator, node: publication_download) -> None:
    _offer(self, node, node.astext())
    self.body.append("\n")
    raise nodes.SkipNode


def _offer(
    self: HTML5Translator, node: publication_bibtex | publication_download, text: str
) -> None:
    """Write the file of an entry, and a link to it."""
    path = Path(self.builder.outdir, FOLDER, node["file"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{node['saved']}\n", encoding="utf-8", newline="\n")
    address = posixpath.join(self.builder.dlpath, "bibtex", quote(node["file"]))
    # A name begins with the words that are seen: who speaks to a browser says these.
    label = f"{text}: {node['title']}"
    link = {"href": address, "download": node["file"], "aria-label": label}
    open_tag(self, "a", **{"class": "pub-download"}, **link)
    self.body.append(f"{self.encode(text)}</a>")


def visit_authors_html(self: HTML5Translator, node: publication_authors) -> None:
    # What folds may not stand in a <span>; everything else may stand in a line of text.
    node.tag = "span" if node.next_node(publication_fold) is None else "div"
    self.body.append(self.starttag(node, node.tag, ""))


def depart_authors_html(self: HTML5Translator, node: publication_authors) -> None:
    self.body.append(f"</{node.tag}>")


def visit_fold_html(self: HTML5Translator, node: publication_fold) -> None:
    if self.builder.name == "epub":
        self.body.append(self.starttag(node, "span", ""))
        return
    count = node["count"]
    open_tag(self, "details", **{"class": "pub-fold"})
    open_tag(self, "summary", **{"aria-label": f"{count} more authors"})
    self.body.append(f"{count} more</summary> ")


def depart_fold_html(self: HTML5Translator, node: publication_fold) -> None:
    self.body.append("</span>" if self.builder.name == "epub" else "</details>")


def remove_unlisted(app: Sphinx, exception: Exception | None) -> None:
    """Delete the files of entries that no list offers any more."""
    folder = Path(app.outdir, FOLDER)
    if exception is not None or app.builder.format != "html" or not folder.is_dir():
        return
    lists = domain_of(app.env).lists.values()
    offered = {
        file_name(item.key)
        for records in lists
        for record in records
        if OFFERED.intersection(record.request.details)
        for item in record.items
    }
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name not in offered:
                path.unlink()
        if not offered:
            folder.rmdir()
            folder.parent.rmdir()  # if Sphinx has nothing in it


def setup(app: Sphinx) -> None:
    """Register the nodes with their visitors."""
    app.add_post_transform(DetailsTransform)
    app.add_node(publication_details, html=(visit_details_html, depart_details_html))
    app.add_node(publication_authors, html=(visit_authors_html, depart_authors_html))
    app.add_node(publication_fold, html=(visit_fold_html, depart_fold_html))
    app.add_node(publication_bibtex, html=(visit_bibtex_html, None))
    app.add_node(publication_download, html=(visit_download_html, None))
    app.connect("build-finished", remove_unlisted)
