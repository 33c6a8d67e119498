"""Each builder writes the list in full, and reads well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from support import Built, Project

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
PAGE = """
Publications
============

.. publications::
   :numbering: prefixed
   :filter: type != "proceedings"

See :pub:`doe2023fast`, :pub:number:`zhu2022robust` and :cite:t:`zhu2022robust`.
"""
CONFIG = {
    "publications_owner": "Zhu, Banghua",
    "html_math_renderer": "mathml",
    "version": "1",
    "copyright": "x",
    "epub_show_urls": "no",
    "man_pages": [("index", "publications", "Publications", [], 7)],
    "man_show_urls": True,
}
BUILDERS = [
    "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml",
    "gettext",
]  # fmt: skip


def _build(project: Project, builder: str) -> Built:
    project.write({"index.rst": PAGE, "pubs.bib": BIB})
    return project.build(builder, config=CONFIG)


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_is_quiet(project: Project, builder: str) -> None:
    built = _build(project, builder)
    assert built.warnings == []
    assert any(built.outdir.iterdir())


def test_text(project: Project) -> None:
    assert _build(project, "text").text("index.txt") == (
        """\
Publications
************

^* Equal contribution.


Journal articles
================

[J1] Robust LLMs & K-wise *Comparisons*. **Banghua Zhu**^*, Jörg
     Müller^* et al. *IEEE Transactions on Information Theory*,
     68(12), pp. 8156–8196, 2022.

     DOI: https://doi.org/10.1109/TIT.2022.3185139
     arXiv: https://arxiv.org/abs/2103.12021
     Code: https://example.org/code


Conference papers
=================

[C1] Fast Lists. Jane Doe, **B. Zhu**. *ICML (International Conference
     on Machine Learning)*, 2023, p. 7, PMLR.


Preprints and manuscripts
=========================

[P1] A Draft: What Comes Next? **Banghua Zhu**. In submission, 2024.
     Preliminary version at a workshop.

See Fast Lists, [J1] and Zhu *et al.* [J1].
""".replace("pp. ", "pp.\N{NO-BREAK SPACE}").replace("p. 7", "p.\N{NO-BREAK SPACE}7")
    )


def test_latex(project: Project) -> None:
    source = _build(project, "latex").text("test.tex")
    assert source[source.index(r"\begin{description}") : source.index(r"\end{description}")] == (
        r"""\begin{description}
\item[{{[}J1{]}}] \phantomsection\label{\detokenize{index:zhu2022robust}}"""
        r"""\hypertarget{cite.index:zhu2022robust}{}
\sphinxAtStartPar
\DUrole{pub-title}{Robust LLMs \& \(K\)\sphinxhyphen{}wise \sphinxstyleemphasis{Comparisons}.} """
        r"""\DUrole{pub-authors}{\sphinxstylestrong{Banghua Zhu}$^{\text{*}}$, Jörg Müller"""
        r"""$^{\text{*}}$ et al.} """
        r"""\DUrole{pub-imprint}{\sphinxstyleemphasis{IEEE Transactions on Information Theory}, """
        r"""68(12), pp."""
        "\N{NO-BREAK SPACE}"
        r"""8156\textendash{}8196, 2022.}

\sphinxAtStartPar
"""
        r"""\sphinxhref{https://doi.org/10.1109/TIT.2022.3185139}{DOI} · """
        r"""\sphinxhref{https://arxiv.org/abs/2103.12021}{arXiv} · """
        r"""\sphinxhref{https://example.org/code}{Code}

"""
    )
    assert (
        r"{\hyperref[\detokenize{index:doe2023fast}]{\sphinxcrossref{\DUrole{pub-ref}{"
        r"\DUrole{pub-ref-title}{Fast Lists}}}}}"
    ) in source
    assert r"{[}\hyperlink{cite.index:zhu2022robust}{J1}{]}" in source


def test_manual_page(project: Project) -> None:
    source = _build(project, "man").text("publications.7")
    start = source.index('.IP "[J1]"')
    # Without the places where an address may be broken, and Sphinx's own style of links,
    # which differs between its versions.
    item = re.sub(r"\\[:%]|\\X'[^']*'", "", source[start : source.index(".UNINDENT", start)])
    reference, _, links = item.partition(".sp\n")
    item = reference + ".sp\n" + re.sub(r"\\f[BIP]", "", links)
    assert item == (
        r""".IP "[J1]" 5
Robust LLMs & K\-wise \fIComparisons\fP\&. \fBBanghua Zhu\fP\s-2\u*\d\s0, Jörg Müller\s-2\u*\d\s0"""
        r""" et al. \fIIEEE Transactions on Information Theory\fP, 68(12), pp.\ 8156–8196, 2022.
.sp
DOI <https://doi.org/10.1109/TIT.2022.3185139>"""
        r""" · arXiv <https://arxiv.org/abs/2103.12021>"""
        r""" · Code <https://example.org/code>
"""
    )


def test_texinfo(project: Project) -> None:
    source = _build(project, "texinfo").text("test.texi")
    table = source[source.index("@table @asis") : source.index("@end table")]
    assert re.sub(r"@anchor\{\w+\}", "", table) == (
        """@table @asis

@item [J1]
@anchor{index zhu2022robust}
Robust LLMs & @math{K}-wise `Comparisons'. @strong{Banghua Zhu}@w{^*}, Jörg Müller@w{^*} """
        """et al. `IEEE Transactions on Information Theory', 68(12), pp. 8156–8196, 2022.

"""
        """DOI@footnote{https://doi.org/10.1109/TIT.2022.3185139} · """
        """arXiv@footnote{https://arxiv.org/abs/2103.12021} · """
        """Code@footnote{https://example.org/code}
"""
    )


def test_html(project: Project) -> None:
    page = _build(project, "html").html()
    assert [item.get("id") for item in page.cssselect("ol.pub-list > li.pub-item")] == [
        "zhu2022robust",
        "doe2023fast",
        "zhu2024draft",
    ]
    first = page.cssselect("#zhu2022robust")[0]
    assert [node.text_content() for node in first.cssselect(".pub-owner")] == ["Banghua Zhu"]
    assert first.cssselect(".pub-title math") == []
    assert [node.text for node in first.cssselect(".pub-title i")] == ["K"]
    (title,) = first.cssselect("a.pub-title-link")
    assert title.get("href") == "https://arxiv.org/pdf/2103.12021"
    assert {link.get("aria-describedby") for link in first.cssselect(".pub-links a")} == {
        title.get("id")
    }
    links = {link.text: link.get("href") for link in first.cssselect(".pub-links a")}
    assert links == {
        "PDF": "https://arxiv.org/pdf/2103.12021",
        "DOI": "https://doi.org/10.1109/TIT.2022.3185139",
        "arXiv": "https://arxiv.org/abs/2103.12021",
        "Code": "https://example.org/code",
    }
    venue = page.cssselect("#doe2023fast abbr")[0]
    assert (venue.text, venue.get("title")) == (
        "ICML",
        "International Conference on Machine Learning",
    )


def test_singlehtml_has_each_id_once_and_links_that_land(project: Project) -> None:
    project.write(
        {
            "index.rst": f"{PAGE}\n.. toctree::\n\n   more\n",
            "more.rst": "More\n====\n\n.. publications::\n   :limit: 1\n\nSee"
            " :pub:`zhu2024draft`, :cite:t:`zhu2022robust`.\n",
            "pubs.bib": BIB,
        }
    )
    built = project.build("singlehtml", config=CONFIG)
    assert built.warnings == []
    page = built.html()
    items = [item.get("id") for item in page.cssselect("li.pub-item")]
    assert items == ["zhu2022robust", "doe2023fast", "zhu2024draft", None]
    links = [link.get("href") for link in page.cssselect("p a.internal")]
    assert links[-2:] == ["#zhu2024draft", "#zhu2022robust"]


def test_html_asks_no_other_host(project: Project) -> None:
    page = _build(project, "html").html()
    assert [
        address
        for node in page.iter("script", "link", "img", "iframe")
        if (address := node.get("src") or node.get("href") or "").startswith(("http", "//"))
    ] == []


def test_gettext_asks_for_no_translation_of_references(project: Project) -> None:
    built = _build(project, "gettext")
    catalogs = "".join(path.read_text(encoding="utf-8") for path in built.outdir.glob("*.pot"))
    assert 'msgid "Publications"' in catalogs
    assert "Robust" not in catalogs


def test_unknown_builder_falls_back_to_bullet_lists(project: Project) -> None:
    from docutils import nodes

    from sphinx_publications.nodes.elements import publication_item, publication_list

    assert issubclass(publication_list, nodes.bullet_list)
    assert issubclass(publication_item, nodes.list_item)
    assert _build(project, "xml").text("index.xml").count("<publication_number") == 3


def test_all_links_of_an_epub_have_their_address_behind_them(project: Project) -> None:
    bib = "@misc{a,\n title = {A}, url = {https://example.org/a}}\n"
    bib += "@misc{b,\n title = {B $x$}, url = {https://example.org/b}}\n"
    page = "# P\n\n```{publications}\n```\n"
    project.write({"index.md": page, "pubs.bib": bib})
    built = project.build("epub", config={"version": "1", "epub_show_urls": "inline"})
    text = built.text("index.xhtml")
    assert "[https://example.org/a]" in text
    assert "[https://example.org/b]" in text


def test_an_epub_has_no_links_to_files_that_are_not_in_it(project: Project) -> None:
    bib = "@misc{a,\n title = {A}, pdf = {a.pdf}, url = {https://example.org/a}}\n"
    bib += "@misc{b,\n title = {B}, pdf = {a.pdf}}\n"
    page = "# P\n\n```{publications}\n```\n"
    project.write({"index.md": page, "pubs.bib": bib, "a.pdf": "%PDF"})
    built = project.build("epub", config=CONFIG)
    assert built.warnings == []
    rows = [row.text_content() for row in built.html("index.xhtml").cssselect(".pub-links")]
    assert rows == ["Web page"]


@pytest.mark.parametrize("builder", ["html", "text", "latex", "man", "texinfo", "xml", "pseudoxml"])
def test_a_badge_is_in_every_builder(project: Project, builder: str) -> None:
    source = "@article{a, title={T}, journal={Soft Matter}, abbr={Topic}, doi={10.1000/182}}"
    page = "# P\n\n```{publications}\n:group-by: none\n:details: none\n```\n"
    project.write({"pubs.bib": source, "index.md": page})
    if builder == "man":
        project.config["man_pages"] = [("index", "p", "P", "A", 1)]
    built = project.build(builder)
    assert built.warnings == []
    texts = (
        path.read_text(encoding="utf-8")
        for path in built.outdir.rglob("*")
        if path.suffix in {".html", ".txt", ".tex", ".1", ".texi", ".xml", ".pseudoxml"}
    )
    found = [text for text in texts if "Topic" in text]
    assert found
    if builder == "text":
        assert "\n    Topic\n    DOI: https://doi.org/10.1000/182" in found[0]
