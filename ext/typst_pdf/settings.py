"""The setting ``typst_pdf_documents``: which documents become PDFs, and how these look."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

__all__ = ["Document", "documents", "setup"]

logger = logging.getLogger(__name__)

_FIRST: Final = ("docname", "target", "title", "author")


@dataclass(frozen=True)
class Document:
    """A PDF: a row of the setting, as in ``latex_documents``, with a dictionary of options."""

    #: The document it begins with; those in its toctrees follow.
    docname: str
    #: The file, as a path from the folder of the output.
    target: str
    #: What readers of PDFs show as its name.
    title: str
    author: str
    #: Typst's name of the paper: https://typst.app/docs/reference/layout/page/#parameters-paper
    paper: str = "a4"
    #: Families of fonts: the first that has a character draws it.
    fonts: tuple[str, ...] = ("Libertinus Serif", "New Computer Modern")
    code_fonts: tuple[str, ...] = ("DejaVu Sans Mono",)
    #: Folders with fonts, from the folder of ``conf.py``. Those of the system, which differ, are
    #: not used; Typst brings the ones above.
    font_paths: tuple[str, ...] = ()
    #: What stands at the head of each page but the first; the title by default.
    header: str = ""
    #: A file in Typst, from the folder of ``conf.py``, that says how it looks.
    style: str = ""
    #: The day that the file names as its own; that of ``SOURCE_DATE_EPOCH`` by default.
    date: dt.date | None = None
    #: Classes of text that begins items of lists and is their label: a number in brackets.
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check what is given.

        :raises ValueError: with what is wrong, in words about the setting.
        """
        for name in ("docname", "target", "title", "author", "paper", "header", "style"):
            if not isinstance(getattr(self, name), str):
                raise ValueError(f"“{name}” is no text")  # noqa: TRY004 - one kind of fault
        for name in ("fonts", "code_fonts", "font_paths", "labels"):
            value = getattr(self, name)
            is_list = isinstance(value, (list, tuple))
            if not is_list or not all(isinstance(item, str) for item in value):
                raise ValueError(f"“{name}” is no list of texts")
        if not self.fonts or not self.code_fonts:
            raise ValueError("text and code need a font")
        if self.date is not None and not isinstance(self.date, dt.date):
            raise ValueError("“date” is no datetime.date")
        path = PurePosixPath(self.target)
        if path.suffix != ".pdf" or path.is_absolute() or ".." in path.parts:
            raise ValueError(f"“{self.target}” is no path of a .pdf file in the output")
        if not self.title.strip():
            raise ValueError("a PDF needs a title")

    def day(self) -> dt.date:
        """Return the day that the file names as its own; it is never that of the build."""
        if self.date:
            return self.date
        moment = os.environ.get("SOURCE_DATE_EPOCH", "")
        seconds = int(moment) if moment.isdecimal() else 0
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date()


def documents(config: Config) -> list[Document]:
    """Return the documents of the setting, without rows that are none."""
    return [document for document, _, _ in _rows(config) if document]


def report(_app: Sphinx, config: Config) -> None:
    """Report rows of the setting that are no documents."""
    for _, row, problem in _rows(config):
        if problem:
            _warn("%s: %s", row, problem)


def report_missing(app: Sphinx, env: BuildEnvironment) -> None:
    """Report documents and files that the project does not have."""
    for document in documents(env.config):
        if document.docname not in env.found_docs:
            _warn("%s: there is no document “%s”", document.target, document.docname)
        for name in document.font_paths:
            if not Path(app.confdir, name).is_dir():
                _warn("%s: there is no folder “%s”", document.target, name)
        style = Path(app.confdir, document.style)
        if document.style and not style.is_file():
            _warn("%s: there is no file “%s”", document.target, document.style)
        elif document.style:
            try:
                style.read_text("utf-8")
            except UnicodeDecodeError:
                _warn("%s: “%s” is not in UTF-8", document.target, document.style)


def _warn(message: str, *arguments: object) -> None:
    message = f"typst_pdf_documents: {message}"
    logger.warning(message, *arguments, type="typst_pdf", subtype="setting")


def _rows(config: Config) -> Iterator[tuple[Document | None, Any, str]]:
    """Yield the document of each row, the row, and what is wrong with it."""
    targets = set()
    for row in config.typst_pdf_documents:
        try:
            document = _document(row)
        except (TypeError, ValueError) as error:
            yield None, row, str(error)
            continue
        if document.target in targets:
            yield None, row, f"two documents become “{document.target}”"
        else:
            targets.add(document.target)
            yield document, row, ""


def _document(row: Any) -> Document:
    if not isinstance(row, (list, tuple)) or not 4 <= len(row) <= 5:
        raise ValueError(f"a row is ({', '.join(_FIRST)}) or ({', '.join(_FIRST)}, options)")
    options = row[4] if len(row) == 5 else {}
    if not isinstance(options, dict):
        raise ValueError("the options are no dictionary")  # noqa: TRY004 - one kind of fault
    known = [field.name for field in fields(Document) if field.name not in _FIRST]
    if unknown := [name for name in options if name not in known]:
        raise ValueError(f"there is no option “{unknown[0]}”; there are {', '.join(known)}")
    return Document(*row[:4], **dict(_frozen(options)))


def _frozen(options: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in options.items():
        yield name, tuple(value) if isinstance(value, list) else value


def setup(app: Sphinx) -> None:
    """Register the setting, and what reports its faults."""
    # Links are checked when pages are read.
    app.add_config_value("typst_pdf_documents", [], "env", list)
    app.connect("config-inited", report)
    app.connect("env-check-consistency", report_missing)
