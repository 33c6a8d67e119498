"""The sites that are compared: the same publications on one page, made in several ways.

Each is a home page and a page with the list, in Markdown, with Sphinx's own theme.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from bench.corpus import bibliography, key_of

EXT: Final = Path(__file__).parents[2] / "ext"
BENCH: Final = Path(__file__).parent
_CONF: Final = """\
import sys
sys.path[:0] = [{ext!r}, {bench!r}]
project = "Bench"
html_theme = "alabaster"
html_copy_source = False
extensions = {extensions!r}
"""
_OURS: Final = """\
bibtex_bibfiles = ["pubs.bib"]
publications_owner = "Zhu, Banghua"
"""
#: What all the sites show: references and links. (The finder would be made of nothing else.)
_LIST: Final = "```{publications}\n:details: none\n```"
#: Pages that cite, where a site has them.
PAGES: Final = 30


@dataclass(frozen=True, slots=True)
class Site:
    """A Sphinx project in a folder."""

    folder: Path

    def command(self, *options: str, out: str = "html") -> list[str]:
        """Return the command that builds it."""
        return [
            *(sys.executable, "-m", "sphinx", "-q", "-b", "html", *options),
            *("-d", str(self.folder / f"{out}-doctrees")),
            *(str(self.folder / "source"), str(self.folder / out)),
        ]


def _site(
    folder: Path,
    page: str,
    extensions: list[str],
    conf: str = "",
    more: Mapping[str, str] | None = None,
) -> Site:
    """Write a site whose list is on *page*."""
    source = folder / "source"
    source.mkdir(parents=True)
    more = more or {}
    pages = ["publications", *(name.removesuffix(".md") for name in more if name.endswith(".md"))]
    settings = _CONF.format(ext=str(EXT), bench=str(BENCH), extensions=["myst_parser", *extensions])
    files = {
        "conf.py": settings + conf,
        "index.md": "\n".join(["# Home", "", "```{toctree}", *pages, "```", ""]),
        "publications.md": f"# Publications\n\n{page}\n",
        **more,
    }
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    return Site(folder)


def empty(folder: Path, count: int) -> Site:
    """Return a site without publications."""
    return _site(folder, "None.", [])


def bridge(folder: Path, count: int) -> Site:
    """Return a site without publications that has loaded what our extension builds upon."""
    return _site(folder, "None.", ["sphinxcontrib.bibtex"], "bibtex_bibfiles = []\n")


def ours(
    folder: Path, count: int, more: Mapping[str, str] | None = None, page: str = _LIST
) -> Site:
    """Return a site with our list."""
    files = {"pubs.bib": bibliography(count), **(more or {})}
    return _site(folder, page, ["sphinx_publications"], _OURS, files)


def everything(folder: Path, count: int) -> Site:
    """Return a site with our list and all that it can have, which no other site has."""
    return ours(folder, count, page="```{publications}\n:details: abstract, cite\n```")


def peer(folder: Path, count: int) -> Site:
    """Return a site with sphinxcontrib-bibtex's list."""
    page = "```{bibliography}\n:all:\n```"
    # It says of every entry what it misses in it.
    conf = 'bibtex_bibfiles = ["pubs.bib"]\nsuppress_warnings = ["bibtex.missing_field"]\n'
    files = {"pubs.bib": bibliography(count)}
    return _site(folder, page, ["sphinxcontrib.bibtex"], conf, files)


def bound(folder: Path, count: int) -> Site:
    """Return a site whose list is nodes made ready: those of our list, one for one."""
    trees = [_tree(node) for node in _our_page(folder / "model", count).children[1:]]
    files = {"nodes.json": json.dumps(trees)}
    return _site(folder, "```{ready-made}\n```", ["ready_made"], more=files)


def static(folder: Path, count: int) -> Site:
    """Return a site whose list is written down in Markdown."""
    lines = []
    for section in _our_page(folder / "model", count).findall(nodes.section):
        heading, *rest = section.children
        if heading.astext() == "Publications":
            continue
        lines += [f"## {heading.astext()}", ""]
        for item in (item for node in rest for item in node.findall(nodes.list_item)):
            reference, *links = item.children
            lines += [f"1. {_markdown(reference)}", ""]
            lines += [f"   {_markdown(link)}\n" for link in links]
    return _site(folder, "\n".join(lines), [])


def _our_page(folder: Path, count: int) -> nodes.section:
    """Return the page that our list makes, complete."""
    site = ours(folder, count)
    source = site.folder / "source"
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=source,
            outdir=folder / "out",
            doctreedir=folder / "doctrees",
            buildername="dummy",
            status=None,
        )
        app.build()
        document = app.env.get_and_resolve_doctree("publications", app.builder)
    page = document.next_node(nodes.section)
    assert page is not None
    return page


def _tree(node: nodes.Node) -> Any:
    """Return *node* as data: docutils' own class for ours, and the attributes that these have."""
    if isinstance(node, nodes.Text):
        return node.astext()
    assert isinstance(node, nodes.Element)
    name = next(base.__name__ for base in type(node).__mro__ if base.__module__ == "docutils.nodes")
    names = ("ids", "classes", "names", "refuri", "explanation")
    attributes = {name: node[name] for name in names if node.get(name)}
    return [name, attributes, [_tree(child) for child in node.children]]


def _markdown(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return re.sub(r"([*\[\]_$`<])", r"\\\1", node.astext())
    inner = "".join(_markdown(child) for child in node.children)
    if isinstance(node, nodes.strong):
        return f"**{inner}**"
    if isinstance(node, nodes.emphasis):
        return f"*{inner}*"
    if isinstance(node, nodes.reference):
        return f"[{inner}]({node['refuri']})"
    return inner


def _pages(count: int, link: Callable[[str], str]) -> dict[str, str]:
    """Return pages that link to each publication once."""
    pages = {}
    for page in range(PAGES):
        keys = [key_of(number) for number in range(page, count, PAGES)]
        lines = [f"See {link(key)} for more." for key in keys]
        pages[f"page{page}.md"] = "\n\n".join([f"# Page {page}", *lines, ""])
    return pages


def citations(folder: Path, count: int) -> Site:
    """Return our list, cited from other pages with sphinxcontrib-bibtex's roles."""
    return ours(folder, count, _pages(count, lambda key: f"{{cite:t}}`{key}`"))


def listed(folder: Path, count: int, extension: str = "sphinxcontrib.bibtex") -> Site:
    """Return a bibliography of sphinxcontrib-bibtex, cited from other pages with its roles."""
    conf = 'bibtex_bibfiles = ["pubs.bib"]\nsuppress_warnings = ["bibtex.missing_field"]\n'
    files = {
        "pubs.bib": bibliography(count),
        **_pages(count, lambda key: f"{{cite:t}}`{key}`"),
    }
    return _site(folder, "```{bibliography}\n```", [extension], conf, files)


def guest(folder: Path, count: int) -> Site:
    """Return the same, with our extension added and nothing asked of it."""
    return listed(folder, count, "sphinx_publications")


def references(folder: Path, count: int) -> Site:
    """Return our list, linked from other pages with our roles."""
    return ours(folder, count, _pages(count, lambda key: f"{{pub:short}}`{key}`"))


def links(folder: Path, count: int) -> Site:
    """Return our list, and as many plain links on other pages."""
    text = "{ref}`Zhu et al., 2023 <there>`"
    pages = _pages(count, lambda key: text)
    pages["page0.md"] = f"(there)=\n{pages['page0.md']}"
    return ours(folder, count, pages)
