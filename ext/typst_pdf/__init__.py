"""Documents of a Sphinx project as tagged PDFs, made with Typst: neither TeX nor a browser.

``typst_pdf_documents`` says which; each becomes a file beside the pages of HTML builders, and
``sphinx-build -b typst-pdf`` makes nothing else. The role ``pdf`` links to one.

A docutils writer for standard nodes (:mod:`typst_pdf.translator`) writes calls of functions
(``elements.typ``), and a document's style says what these draw (``look.typ`` is the default).
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from typst_pdf import builder, pages, settings

__all__ = ["setup"]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the setting, the builder, and what makes PDFs beside pages."""
    settings.setup(app)
    builder.setup(app)
    pages.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
