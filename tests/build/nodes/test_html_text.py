"""References that are written as HTML text are what their nodes become, byte for byte."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.nodes import elements
from sphinx_publications.sphinx_ext.output import html_text, written_nodes
from unit.formats.exports import made, of_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from support import Project

LIST = ":::{{publications}}\n:group-by: none\n:details: {}\n:numbering: {}\n:::\n"
#: Authors with marks, iDs and folds, which few files of the tests have together.
AUTHORS = r"""
@misc{authors, title = {A "quoted" \texttt{a  b \emph{c}} and \textsc{Sc}}, year = 2020,
  author = {Zhu, Banghua and A, A and B, B and C, C and D, D and E, E and F, F and G, G and H, H
    and I, I and J, J and others},
  author+an = {1=equal; 2=equal, corresponding},
  author+an:orcid = {1="0000-0002-1825-0097"; 5="0000-0002-1825-0097"},
  abstract = {\href{https://e.org/?a=1&b=2}{A "link"} and $x<y$ and {\em\bf both}.},
  note = {DEEP},
  doi = {10.1000/a<b>"c}, url = {https://e.org/~x}, my_talk = {https://e.org/talk}}
@misc{files, title = {A "title"}, pdf = {files/a b.pdf}, url = {https://e.org/f},
  preview = {files/a.svg}, previewalt = {A "sketch" & more}}
@misc{more-files, title = {T}, slides = {files/a b.pdf}, pdf = {files/a b.pdf},
  poster = {files/none.pdf}, preview = {files/a.svg}}
"""
FILES = {"files/a b.pdf": "%PDF", "files/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'}


#: As deep as a field may be.
DEEP = r"\texttt{a $x$ " * 18 + "}" * 18


def sources() -> dict[str, str]:
    """Return the files of the tests, those that were made, and one with all kinds of authors."""
    texts = [made(), AUTHORS.replace("DEEP", DEEP), *(source for _, source in of_files())]
    return {f"{number}.bib": text for number, text in enumerate(texts)}


MORE = pytest.param("pydata_sphinx_theme", "#", marks=pytest.mark.more)


@pytest.mark.parametrize(("theme", "icon"), [("basic", ""), MORE])
def test_text_is_what_nodes_become(
    theme: str, icon: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sources()
    project.config |= {
        "html_theme": theme,
        "html_permalinks_icon": icon,
        "nitpicky": False,
        "suppress_warnings": ["publications"],
        "bibtex_bibfiles": list(files),
        "publications_owner": "Zhu, Banghua",
        "publications_fold_authors": 8,
        "publications_links": {"my_talk": "Talk & more"},
    }
    project.write(
        {
            **files,
            **FILES,
            "index.md": f"# Papers\n\n{LIST.format('abstract, cite', 'continuous')}",
            "few.md": f"---\norphan: true\n---\n# Few\n\n{LIST.format('bibtex', 'none')}",
        }
    )
    filled = Mock(side_effect=written_nodes.contents)
    monkeypatch.setattr(written_nodes, "contents", filled)
    as_text = project.build(out="text")
    assert filled.call_count == 0
    monkeypatch.setattr(html_text, "writes_text", lambda _: False)
    as_nodes = project.build(out="nodes")
    assert filled.call_count > 1000
    for name in ("index.html", "few.html"):
        text, expected = as_text.text(name), as_nodes.text(name)
        assert text.count("<li ") > 500
        assert text.splitlines() == expected.splitlines()


class Loud(HTML5Translator):
    """A translator with an element of its own for emphasis."""

    def visit_emphasis(self, _: nodes.Element) -> None:
        self.body.append("<em data-loud>")


def set_translator(app: Sphinx) -> None:
    app.set_translator("html", Loud)


def add_visitor(app: Sphinx) -> None:
    visitors = elements.writes("<em data-loud>"), elements.writes("</em>")
    app.add_node(nodes.emphasis, override=True, html=visitors)


def add_visitor_of_ours(app: Sphinx) -> None:
    visitors = elements.writes("<b data-loud>"), elements.writes("</b>")
    app.add_node(elements.publication_number, override=True, html=visitors)


def test_whoever_writes_our_nodes_otherwise_is_asked(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("loud")
    module.setup = add_visitor_of_ours  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "loud", module)
    project.config["extensions"] = [*project.config["extensions"], "loud"]
    page = f"# Papers\n\n{LIST.format('none', 'continuous')}"
    project.write({"pubs.bib": "@misc{a, title={T}}", "index.md": page})
    assert "<b data-loud>[1] </b>" in project.build().text("index.html")


def test_a_list_whose_items_somebody_has_moved_is_written(project: Project) -> None:
    page = "Papers\n======\n\n.. hlist::\n   :columns: 2\n\n   .. publications::\n"
    options = "      :group-by: none\n      :details: none\n"
    project.write({"pubs.bib": "@misc{a, title={T}}\n@misc{b, title={U}}"})
    project.write({"index.rst": page + options})
    assert len(project.build().html().find_class("pub-reference")) == 2


@pytest.mark.parametrize("setup", [set_translator, add_visitor])
def test_whoever_has_an_element_of_her_own_is_asked(
    setup: Callable[[Sphinx], None], project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("loud")
    module.setup = setup  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "loud", module)
    source = "@article{a, title={T \\emph{t}}, author={Doe, J}, journal={J}, year=2020}"
    page = f"# Papers\n\n{LIST.format('none', 'none')}"
    project.write({"pubs.bib": source, "index.md": page})
    assert project.build().text("index.html").count("<em>") == 2
    project.config["extensions"] = [*project.config["extensions"], "loud"]
    page = project.build(out="loud").text("index.html")
    assert "<em data-loud>J</em>" in page
    assert "<em data-loud>t</em>" in page
