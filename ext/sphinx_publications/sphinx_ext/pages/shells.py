"""What a theme puts around the text of a page, rendered once for all publications.

A page through the templates of a theme takes milliseconds, and Sphinx asks all extensions
about it. So one page is rendered with marks in the places of what differs, taken apart at these
marks, and filled for each publication.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, Final, NamedTuple

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext.domain import PAGES
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["SHELL", "Shell", "render", "updated"]

#: The name of the page that is rendered. No template changes it, and no address escapes it.
_NAME: Final = "publicationnamemark"
#: The page that is rendered; what acts on a page by its name sees this one.
SHELL: Final = f"{PAGES}/{_NAME}"
#: Part of a page → the mark in its place.
_MARKS: Final = {
    "name": _NAME,
    "title": "publicationtitlemark",
    "head": "publicationheadmark",
    "body": "publicationbodymark",
    "updated": "publicationupdatedmark",
}
_ANY_MARK: Final = re.compile("|".join(_MARKS.values()))
#: One that a template has changed: "Publicationtitlemark", "publicationtit...".
_CHANGED_MARK: Final = re.compile(r"publication(?:title|body)m", re.IGNORECASE)
_PARTS: Final = {mark: part for part, mark in _MARKS.items()}


class Shell(NamedTuple):
    """The HTML around what is a page's own."""

    #: Pieces of HTML, and between each two of them the name of a part.
    pieces: tuple[str, ...]
    parts: tuple[str, ...]

    def filled(self, parts: Mapping[str, str]) -> str:
        """Return a page with its own *parts*: "name", "title", "head", "body" and "updated"."""
        texts = [self.pieces[0]]
        for part, piece in zip(self.parts, self.pieces[1:], strict=True):
            texts += (parts[part], piece)
        return "".join(texts)


def render(builder: StandaloneHTMLBuilder, parents: list[dict[str, str]], file: Path) -> Shell:
    """Return the shell of pages whose way up is *parents*, as Sphinx has them in its templates.

    :param file: a file that may be written.
    """
    context: dict[str, Any] = {
        "title": _MARKS["title"],
        "body": _MARKS["body"],
        "metatags": _MARKS["head"],
        "parents": parents,
        "prev": None,
        "next": None,
        "meta": {},
        "toc": "",
        "display_toc": False,
        "sourcename": "",
        "page_source_suffix": "",
    }
    if builder.globalcontext.get("last_updated"):
        context["last_updated"] = _MARKS["updated"]
    builder.handle_page(SHELL, context, outfilename=file)
    html = file.read_text(encoding=builder.config.html_output_encoding)
    file.unlink()
    if _MARKS["head"] not in html:  # its theme has no place for it
        html = html.replace("</head>", f"{_MARKS['head']}\n</head>", 1)
    parts = tuple(_PARTS[mark] for mark in _ANY_MARK.findall(html))
    pieces = tuple(_ANY_MARK.split(html))
    if "body" not in parts or any(_CHANGED_MARK.search(piece) for piece in pieces):
        message = (
            "a template of this site changes the title or the text of pages, which those of"
            " publications do not get by it (publications_pages)"
        )
        log_reports([Report(Subtype.CONFIG, message, "conf.py")])
    return Shell(pieces, parts)


def updated(builder: StandaloneHTMLBuilder) -> str:
    """Return the day of the build, where the site shows it, as HTML."""
    return escape(str(builder.globalcontext.get("last_updated") or ""))
