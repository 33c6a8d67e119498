"""The configuration of the site: data, no logic.

What each setting of the lists means is told in README.md; Sphinx's own are in
https://www.sphinx-doc.org/en/master/usage/configuration.html
"""

import contextlib
import io
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

# The extension lies beside this file; it need not be installed.
sys.path.insert(0, str(Path(__file__).parent / "ext"))

from sphinx_publications.listing.references.style import DEFAULT

# On import it prints that it cannot draw preview images; this site has one of its own.
with contextlib.redirect_stdout(io.StringIO()):
    import sphinxext.opengraph  # noqa: F401

# -- Whose site it is ----------------------------------------------------------

project = "Banghua Zhu"
author = "Banghua Zhu"
project_copyright = "Banghua Zhu"
# The date of the CV, of which "Now" and "In submission" are true. Pages show it, and manuals.
today = "March 2025"
version = today[-4:]  # EPUB asks for one
html_title = "Banghua Zhu"
html_favicon = "_static/favicon.svg"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "https://banghua.me/")
html_context = {
    # On paper, above each page.
    "owner_email": "banghua@uw.edu",
    "owner_homepage": "https://banghua.me/",
    # What a link to the page of a paper shows when it is shared, as links to other pages do.
    "preview": {
        "og:image": urljoin(html_baseurl, "_static/preview.png"),
        "og:image:alt": "The home page of Banghua Zhu",
        "og:image:width": "1200",
        "og:image:height": "630",
    },
}

# -- What is read --------------------------------------------------------------

extensions = [
    "myst_parser",
    "sphinx_publications",
    "site_icons",
    "site_map",
    "site_pages",
    "site_search",
    "site_styles",
    "sphinxext.opengraph",
    "notfound.extension",
    "typst_pdf",
]
include_patterns = ["index.md", "pages/**"]
templates_path = ["_templates"]
# Puts into each page the style rules that it uses.
template_bridge = "site_styles.PageTemplates"
language = "en"
nitpicky = True

# -- Publications --------------------------------------------------------------

bibtex_bibfiles = ["pubs.bib"]

publications_owner = "Zhu, Banghua"
# The groups of the CV. Work that is submitted to a conference stands among the
# conference papers; its entry has the "entrysubtype" conference.
publications_groups = {
    "journal": {
        "title": "Journal Papers",
        "prefix": "J",
        "filter": 'type == "article"',
    },
    "conference": {
        "title": "Conference Papers",
        "prefix": "C",
        "filter": 'type == "inproceedings" or entrysubtype == "conference"',
    },
    "manuscripts": {
        "title": "Manuscripts",
        "prefix": "M",
        "filter": 'type == "unpublished"',
    },
}
# The CV's own order and numbers: [1]… in each group. In running text, where such a
# number could be any group's, papers have their titles.
publications_sort = "file"
# One word for the page of a paper, whichever field has it.
publications_links = {"website": "Web page"}
# Each paper has a page; search engines are told whose site it is.
publications_pages = True
publications_profile = {
    "name": "Banghua Zhu",
    "jobTitle": "Assistant Professor",
    "affiliation": ["University of Washington", "Nexusflow AI"],
    "alumniOf": ["University of California, Berkeley", "Tsinghua University"],
    "email": "banghua@uw.edu",
    "sameAs": [
        "https://scholar.google.com/citations?user=iyDxq0EAAAAJ",
        "https://www.linkedin.com/in/banghua-zhu-171902aa",
        "https://x.com/BanghuaZ",
    ],
}
publications_numbering = "group"
# Where a work appeared, and when, stand in one place of each reference.
publications_style = replace(
    DEFAULT,
    imprints={"article": "venue year volume_number pages"},
)

# -- Markdown ------------------------------------------------------------------

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath"]

# -- HTML ----------------------------------------------------------------------

html_theme = "pydata_sphinx_theme"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_last_updated_fmt = None
html_permalinks_icon = "¶"
html_domain_indices = False
html_use_index = False

html_theme_options = {
    "logo": {"text": "Banghua Zhu"},
    "navbar_start": ["site-name"],
    "navbar_center": ["site-pages"],
    # Not the wide field: the same dialog, and Ctrl+K opens it, too.
    "navbar_persistent": ["search-button"],
    "back_to_top_button": False,
    "search_bar_text": "Search this site",
    "navbar_end": ["theme-switcher"],
    "icon_links_label": "E-mail and profiles",
    "icon_links": [
        {
            "name": "E-mail",
            "url": "mailto:banghua@uw.edu",
        },
        {
            "name": "Google Scholar",
            "url": "https://scholar.google.com/citations?user=iyDxq0EAAAAJ",
        },
        {
            "name": "LinkedIn",
            "url": "https://www.linkedin.com/in/banghua-zhu-171902aa",
        },
        {
            "name": "X",
            "url": "https://x.com/BanghuaZ",
        },
    ],
    # All pages are in the header: neither a way back nor an order to read them in.
    "article_header_start": [],
    "show_prev_next": False,
    # Where a page is longer than a screen.
    "secondary_sidebar_items": {
        "**": [],
        "pages/publications": ["page-toc"],
        "pages/experience": ["page-toc"],
        "pages/cv": ["page-toc"],
    },
    "footer_start": ["contact"],
    "footer_end": ["copyright"],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {"**": []}
# The icons that the theme shows; site.css has the same characters. Others
# come from the theme's own, larger files.
site_icons = {
    "icons-solid.woff2": ("fa-solid-900.woff2", "U+f002, U+f00d, U+f03a, U+f042, U+f185-f186"),
}

ogp_site_url = html_baseurl
ogp_site_name = "Banghua Zhu"
ogp_type = "website"
ogp_social_cards = {"enable": False}
ogp_image = "_static/preview.png"
ogp_image_alt = html_context["preview"]["og:image:alt"]
# Who knows the size shows the picture the first time that a link is shared.
ogp_custom_meta_tags = [
    f'<meta property="{name}" content="{size}" />'
    for name, size in html_context["preview"].items()
    if name.endswith(("width", "height"))
]

notfound_urls_prefix = urlsplit(html_baseurl).path
notfound_template = "404.html"
notfound_context = {"title": "Page not found"}

# -- Other formats -------------------------------------------------------------

epub_show_urls = "no"
# A book has a look of its own: what is made for the pages of the theme stays out of it.
epub_css_files: list[str] = []
epub_exclude_files = [
    "_static/site.css",
    "_static/site.js",
    "_static/site-search.css",
    "_static/preview.png",
]
latex_documents = [("pages/cv", "banghua-zhu-cv.tex", "Curriculum Vitae", "Banghua Zhu", "howto")]
# A CV has no contents, and no numbers before its headings.
latex_elements = {
    "papersize": "letterpaper",
    "tableofcontents": "",
    "preamble": r"\setcounter{secnumdepth}{0}",
}
typst_pdf_documents = [
    (
        "pages/cv",
        "pages/banghua-zhu-cv.pdf",
        "Curriculum Vitae of Banghua Zhu",
        "Banghua Zhu",
        {
            "paper": "us-letter",
            "style": "_templates/cv.typ",
            "header": "Banghua Zhu · Curriculum Vitae",
            "labels": ["pub-number"],
            "date": datetime.strptime(today, "%B %Y").date(),  # noqa: DTZ007 - a day, no moment
        },
    )
]
man_pages = [("pages/cv", "banghua-zhu", "Curriculum vitae", ["Banghua Zhu"], 7)]
man_show_urls = True
texinfo_documents = [
    (
        "index",
        "banghua-zhu",
        "Banghua Zhu",
        "Banghua Zhu",
        "banghua-zhu",
        "Curriculum vitae of Banghua Zhu",
        "Miscellaneous",
    )
]

# -- Checks --------------------------------------------------------------------

linkcheck_timeout = 20
linkcheck_retries = 2
