"""The configuration of the manual of sphinx_publications."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "ext"), str(HERE / "_ext")]

project = "sphinx-publications"
author = "The sphinx-publications developers"
project_copyright = author
extensions = ["myst_parser", "sphinx_publications", "declarations"]
exclude_patterns = ["_ext"]
nitpicky = True

bibtex_bibfiles = ["papers.bib"]
publications_owner = "Doe, Jane"

html_theme = "pydata_sphinx_theme"
html_title = "sphinx-publications"
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"secondary_sidebar_items": ["page-toc"]}
html_sidebars = {"**": []}
