"""Builders and writers that the extension does not know: those that people use, and one made up.

What reaches their writers is standard, so that nothing is lost and nothing fails.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from docutils.core import publish_from_doctree

from support import ROOT

if TYPE_CHECKING:
    from support import Built, Project

BIB = r"""
@article{robust,
  author = {Zhu, Banghua and Doe, Jane and others},
  author+an = {1=equal; 2=equal},
  author+an:orcid = {1="0000-0002-1825-0097"},
  title = {Robust $K$-wise \emph{Comparisons} with \textsc{Small} Caps},
  journal = {Annals of Statistics},
  abbr = {AoS},
  year = {2022},
  doi = {10.1214/21-AOS2112},
  abstract = {We bound everything.},
  pdf = {files/paper.pdf},
  preview = {img/one.svg},
  note = {Oral},
}
@article{second, author = {Roe, Al}, title = {Second}, journal = {Annals of Statistics},
  abbr = {AoS}, year = {2022}}
@misc{Ü:2+x, title = {Any Key}, author = {Doe, Jane}, year = {2021},
  url = {https://example.org/any}}
"""
#: A page for each thing that lists and references can have.
FILES = {
    "index.md": "# Home\n\n```{toctree}\npapers\ndeep/cited\n```\n",
    "papers.md": (
        "# Papers\n\n```{publications}\n:finder: yes\n:chart: yes\n:numbering: prefixed\n"
        ":details: abstract, cite, bibtex\n```\n\n## Selected\n\n```{publications}\n"
        ":limit: 1\n:numbering: none\n```\n"
    ),
    "deep/cited.md": (
        "# Cited\n\n{pub}`robust`, {pub:number}`robust`, {pub:full}`Ü:2+x`, {cite:t}`second`"
        " and {cite:p}`robust`\n"
    ),
    "pubs.bib": BIB,
    "img/one.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>\n',
    "files/paper.pdf": "%PDF",
}
#: What a reader must find, whatever the builder writes around it.
REFERENCES = [
    "[J1] Robust K-wise Comparisons with Small Caps. Banghua Zhu*, Jane Doe* et al."
    " AoS (Annals of Statistics), 2022. Oral.",
    "[J2] Second. Al Roe. AoS, 2022.",
    "[O1] Any Key. Jane Doe. 2021.",
]
HEADINGS = ["Papers", "Journal articles (2)", "Other publications (1)", "Selected"]


def _built(
    project: Project,
    builder: str,
    extension: str,
    files: dict[str, str] | None = None,
    **options: Any,
) -> Built:
    project.write({**FILES, **(files or {})})
    project.config |= {"publications_owner": "Zhu, Banghua"}
    project.config["extensions"] = ["myst_parser", "sphinx_publications", extension]
    built = project.build(builder, **options)
    assert built.warnings == []
    return built


@pytest.mark.more
def test_markdown_has_all_of_a_list(project: Project) -> None:
    built = _built(project, "markdown", "sphinx_markdown_builder")
    page = built.text("papers.md")
    assert re.findall(r"^#+ (.*)$", page, re.MULTILINE)[:4] == HEADINGS
    text = re.sub(r"\[([^][]+)\]\([^()]*\)|</?sub>|[*\\$]", r"\1", page)
    for reference in REFERENCES:
        assert reference.replace("*", "") in text
    assert "$K$" in page
    assert "| 2022" in page
    assert "[DOI](https://doi.org/10.1214/21-AOS2112)" in page
    assert "[Web page](https://example.org/any)" in page
    (file,) = re.findall(r"\[PDF\]\((_downloads/.*?)\)", page)[:1]
    assert (built.outdir / file).read_text(encoding="utf-8") == "%PDF"
    assert "We bound" not in page


@pytest.mark.more
def test_links_land_in_markdown(project: Project) -> None:
    built = _built(project, "markdown", "sphinx_markdown_builder")
    page, cited = built.text("papers.md"), built.text("deep/cited.md")
    anchors = set(re.findall(r'<a id="(.*?)">', page))
    links = re.findall(r"\(\.\./papers\.md#(.*?)\)", cited)
    assert len(links) == 5
    assert set(links) <= anchors
    assert page.count('<a id="robust">') == 1


def _plain(source: str) -> str:
    """Return the text in Confluence's XML."""
    text = re.sub(r"<ac:parameter.*?</ac:parameter>", "", source)
    return " ".join(re.sub(r"<[^<>]*>|&\w+;", "", text).split())


@pytest.mark.more
@pytest.mark.parametrize("builder", ["confluence", "singleconfluence"])
def test_confluence_has_all_of_a_list(project: Project, builder: str) -> None:
    built = _built(project, builder, "sphinxcontrib.confluencebuilder")
    source = built.text("papers.conf" if builder == "confluence" else "index.conf")
    text = _plain(source)
    for expected in (*REFERENCES, *HEADINGS[1:]):
        assert expected in text
    assert "<code>K</code>" in source
    assert '<a href="https://doi.org/10.1214/21-AOS2112">DOI</a>' in source
    assert '<ri:attachment ri:filename="paper.pdf">' in source
    assert "We bound" not in text


@pytest.mark.more
def test_links_land_in_confluence(project: Project) -> None:
    built = _built(project, "confluence", "sphinxcontrib.confluencebuilder")
    anchor = r'ac:name="anchor">\s*<ac:parameter ac:name="">(.*?)</'
    anchors = re.findall(anchor, built.text("papers.conf"))
    links = re.findall(r'<ac:link ac:anchor="(.*?)">', built.text("deep/cited.conf"))
    assert len(links) == 5
    assert set(links) <= set(anchors)


@pytest.mark.more
def test_a_pdf_without_latex_has_all_of_a_list(project: Project) -> None:
    from pypdf import PdfReader

    settings = {
        "extensions": ["myst_parser", "sphinx_publications", "rst2pdf.pdfbuilder"],
        "bibtex_bibfiles": ["pubs.bib"],
        "publications_owner": "Zhu, Banghua",
        "pdf_documents": [("index", "works", "Works", "Jane Doe")],
    }
    conf = "\n".join(f"{name} = {value!r}" for name, value in settings.items())
    project.write({**FILES, "conf.py": conf})
    # In a process of its own, at whose end its file is closed.
    command = [sys.executable, "-m", "sphinx", "-qb", "pdf", str(project.source)]
    command += [str(project.folder)]
    subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT / "ext")}, check=True)
    pages = PdfReader(project.folder / "works.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for expected in (*REFERENCES, *HEADINGS):
        assert expected.replace("K-wise", "-wise") in text  # rst2pdf has matplotlib draw formulas
    assert "Robust -wise Comparisons with Small Caps, [J1], “Any Key” (Doe, 2021), Roe" in text
    links = [note.get_object() for page in pages for note in page.get("/Annots") or ()]
    addresses = [link["/A"]["/URI"] for link in links if "/A" in link]
    assert {"https://doi.org/10.1214/21-AOS2112", "https://example.org/any"} <= {*addresses}
    # The contents have two for each of seven headings; all references are links.
    assert len(links) - len(addresses) == 2 * 7 + 5


@pytest.mark.parametrize("writer", ["html4", "html5", "latex", "manpage", "pseudoxml", "xetex"])
def test_docutils_own_writers_have_all_of_a_list(project: Project, writer: str) -> None:
    # What one downloads is a node of Sphinx's, in whatever page it stands.
    files = {"pubs.bib": BIB.replace("  pdf = {files/paper.pdf},\n", "")}
    built = _strict(project, files)
    tree = built.app.env.get_and_resolve_doctree("papers", built.app.builder)
    said = publish_from_doctree(
        tree,
        writer_name=writer,
        settings_overrides={
            "output_encoding": "unicode", "math_output": "LaTeX", "warning_stream": False,
            "use_latex_citations": True, "legacy_column_widths": False,
        },
    )  # fmt: skip
    text = " ".join(re.sub(r"<[^<>]*>|\\[a-zA-Z]+|[{}]|\\[&,]", "", said).split())
    assert "equal contribution" in text.lower()
    for words in ("Annals of Statistics", "wise", "Small Caps", "Any Key", "[J2]"):
        assert words in text


def _strict(project: Project, files: dict[str, str] | None = None, **options: Any) -> Built:
    return _built(project, "strict", "strict_builder", files, **options)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_writer_gets_standard_nodes_only(project: Project, jobs: int) -> None:
    # The writer itself fails on any other.
    lines = _strict(project, jobs=jobs).text("papers.strict").splitlines()
    assert [line for line in HEADINGS if line not in lines] == []
    assert [line for line in REFERENCES if line not in lines] == []
    assert lines.count("#robust") == 1
    assert "PDF · DOI" in lines


def test_contents_of_other_pages_are_standard(project: Project) -> None:
    # Sphinx puts them in behind all transforms. A count would be out of date after an edit.
    lines = _strict(project).text("index.strict").splitlines()
    assert "Journal articles" in lines
    assert "Journal articles (2)" not in lines


def test_what_was_stored_serves_a_builder_that_is_known(project: Project) -> None:
    _strict(project, doctrees="shared")
    after = project.build("html", doctrees="shared")
    fresh = project.build("html", out="fresh", fresh=True)
    assert after.read == []
    for name in ("index.html", "papers.html", "deep/cited.html"):
        assert after.text(name) == fresh.text(name)
