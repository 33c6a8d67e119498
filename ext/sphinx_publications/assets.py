"""The stylesheet that goes with the lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_static_path(app: Sphinx) -> None:
    """Have our ``static`` folder copied, for builders that write HTML."""
    # Sphinx 9.1 has app.add_static_dir for this; 9.0 is the newest on Python 3.11.
    if app.builder.format == "html":
        app.config.html_static_path.append(str(Path(__file__).parent / "static"))


def setup(app: Sphinx) -> None:
    """Register the stylesheet."""
    app.add_css_file("publications.css")
    app.connect("builder-inited", add_static_path)
