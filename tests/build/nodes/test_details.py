"""What folds out under a reference, in each builder, and the files that go with it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_publications.formats.bibtex import as_bibtex
from unit.helpers import read

if TYPE_CHECKING:
    from support import Built, Project

    Build = Callable[..., Built]

BIB = """\
@article{zhu2022robust,
  author = {Zhu, Banghua and Doe, Jane},
  title = {Robust $K$ & <More>},
  journaltitle = {Annals of Statistics},
  year = 2022,
  url = {https://example.org/robust},
  abstract = {We bound {\\em everything} by $x + y$ of $K$. See \\href{https://example.org}{here}.},
  annotation = {Secret},
}

@misc{DBLP:x/y, title = {Plain}}
"""
PAGE = "# Papers\n\n```{publications}\n:group-by: none\n:sort: file\n:numbering: none\n```\n"
FILES = {"index.md": PAGE, "pubs.bib": BIB}
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mo>+</mo><mi>y</mi></math>'
ITEM = f"""\
<li class="pub-item pub-type-article" id="zhu2022robust"><div class="pub-reference">\
<span class="pub-title"><a class="pub-title-link" href="https://example.org/robust" \
id="pub_.0.0">Robust <i>K</i> &amp; &lt;More&gt;</a>.</span> \
<span class="pub-authors">Banghua Zhu, Jane Doe.</span> \
<span class="pub-imprint"><em>Annals of Statistics</em>, 2022.</span></div>
<p class="pub-links"><a aria-describedby="pub_.0.0" \
class="pub-link pub-link-url reference external" href="https://example.org/robust">Web page</a></p>
<details class="pub-details pub-abstract">\
<summary aria-describedby="pub_.0.0">Abstract</summary>
<p>We bound <em>everything</em> by {MATH} of <i>K</i>. See \
<a class="reference external" href="https://example.org">here</a>.</p>
</details>
<details class="pub-details pub-cite">\
<summary aria-describedby="pub_.0.0">Cite</summary>
<div class="pub-take"><button aria-describedby="pub_.0.0" aria-label="Copy BibTeX" \
class="pub-copy" type="button">Copy</button> \
<button aria-describedby="pub_.0.0" class="pub-copy" type="button" \
value="#zhu2022robust">Copy link</button> \
<a aria-describedby="pub_.0.0" class="pub-download" \
download="zhu2022robust.bib" href="_downloads/bibtex/zhu2022robust.bib">Download .bib</a></div>
<code class="pub-bibtex">&#64;article{{zhu2022robust,
  author  = {{Zhu, Banghua and Doe, Jane}},
  title   = {{Robust $K$ \\&amp; $&lt;$More$&gt;$}},
  journal = {{Annals of Statistics}},
  year    = {{2022}},
  note    = {{https://example.org/robust}},
  url     = {{https://example.org/robust}},
}}</code>
</details>
<a aria-describedby="pub_.0.0" aria-label="Permalink" class="headerlink" \
href="#zhu2022robust">¶</a></li>
"""


def _bibtex_files(built: Built) -> dict[str, str]:
    folder = built.outdir / "_downloads" / "bibtex"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*")}


def test_the_html_of_a_reference(build: Build) -> None:
    built = build(FILES, html_math_renderer="mathml")
    source = built.text("index.html")
    start = source.index('<li class="pub-item')
    assert source[start : source.index("<li ", start + 1)] == ITEM
    assert built.warnings == []


def test_files_hold_what_is_shown(build: Build) -> None:
    publications, _ = read(BIB)
    files = _bibtex_files(build(FILES))
    assert sorted(files.values()) == sorted(
        f"{as_bibtex(pub, abstract=True)}\n" for pub in publications
    )


@pytest.mark.parametrize(
    ("options", "summaries"),
    [
        ({}, ["Abstract", "Cite", "Cite"]),
        ({"page": ":details: none"}, []),
        ({"page": ":details: cite"}, ["Cite", "Cite"]),
        ({"page": ":details: cite, abstract"}, ["Cite", "Abstract", "Cite"]),
        ({"conf": "none"}, []),
        ({"conf": "none", "page": ":details: abstract"}, ["Abstract"]),
    ],
)
def test_what_folds_out_is_chosen(
    build: Build, options: dict[str, str], summaries: list[str]
) -> None:
    page = PAGE.replace(":sort: file\n", f":sort: file\n{options.get('page', ':sort: file')}\n")
    config = {"publications_details": options["conf"]} if "conf" in options else {}
    built = build({**FILES, "index.md": page}, **config)
    assert built.warnings == []
    assert [node.text for node in built.html().cssselect("details > summary")] == summaries
    offered = summaries.count("Cite")
    assert len(_bibtex_files(built)) == offered
    scripts = built.html().xpath("//script/@src[contains(., 'publications-copy')]")
    assert len(scripts) == bool(offered)


def _downloads(built: Built) -> list[tuple[str, str]]:
    links = built.html().cssselect("li.pub-item > a.pub-download")
    return [(link.text, link.get("href")) for link in links]


def test_a_link_to_the_file_may_do(build: Build) -> None:
    built = build({**FILES, "index.md": PAGE.replace(":sort", ":details: bibtex\n:sort")})
    links = _downloads(built)
    assert links[0] == ("BibTeX", "_downloads/bibtex/zhu2022robust.bib")
    assert [(built.outdir / href).exists() for _, href in links] == [True, True]
    assert "We bound" in built.text(links[0][1])
    assert built.html().cssselect("details") == []
    assert built.html().xpath("//script/@src[contains(., 'publications-copy')]") == []


@pytest.mark.parametrize(
    ("count", "conf", "folds"), [(300, "auto", 300), (301, "auto", 0), (301, "cite", 301)]
)
def test_long_lists_stay_light(build: Build, count: int, conf: str, folds: int) -> None:
    bib = "".join(f"@misc{{k{n}, title = {{T}}}}\n" for n in range(count))
    built = build({"index.md": PAGE, "pubs.bib": bib}, publications_details=conf)
    assert len(built.html().cssselect("details.pub-cite")) == folds
    assert len(_downloads(built)) == (0 if folds else count)


def test_wrong_words_are_reported(build: Build) -> None:
    page = PAGE.replace(":sort: file", ":sort: file\n:details: cite, all")
    built = build({**FILES, "index.md": page}, publications_details="all")
    assert built.warnings == [
        "WARNING: conf.py: publications_details is “all”, but is one or more of abstract,"
        " cite, bibtex, or none; its default is used [publications.config]",
        "index.md:3: WARNING: :details: is “cite, all”, but is one or more of abstract,"
        " cite, bibtex, or none; it is ignored [publications.option]",
    ]
    assert len(built.html().cssselect("details")) == 3


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo"])
def test_what_is_printed_has_none(build: Build, builder: str) -> None:
    config: dict[str, object] = (
        {"man_pages": [("index", "test", "Test", [], 7)]} if builder == "man" else {}
    )
    built = build(FILES, builder=builder, **config)
    assert built.warnings == []
    names = {"text": "index.txt", "latex": "test.tex", "man": "test.7", "texinfo": "test.texi"}
    text = built.text(names[builder])
    assert "Annals of Statistics" in text
    assert "We bound" not in text
    assert "journaltitle" not in text


def test_an_epub_has_abstracts(build: Build) -> None:
    built = build(FILES, builder="epub", version="1", copyright="x")
    assert built.warnings == []
    assert [node.text for node in built.html("index.xhtml").cssselect("summary")] == ["Abstract"]
    assert not (built.outdir / "_downloads").exists()


def test_files_follow_the_lists(project: Project) -> None:
    project.write(FILES)
    assert len(_bibtex_files(project.build())) == 2
    project.write({"pubs.bib": BIB.partition("@misc")[0].replace("Annals", "Records")})
    files = _bibtex_files(project.build())
    assert list(files) == ["zhu2022robust.bib"]
    assert "Records of Statistics" in files["zhu2022robust.bib"]
    project.write({"index.md": "# Papers\n"})
    assert _bibtex_files(project.build()) == {}


def test_a_file_is_kept_for_the_list_that_offers_it(project: Project) -> None:
    # The longer list has the address of the entry, and offers nothing.
    page = "# Papers\n\n```{publications}\n:details: none\n```\n\n```{publications}\n"
    page += ":details: bibtex\n\nzhu2022robust\n```\n"
    project.write({**FILES, "index.md": page})
    first = _bibtex_files(project.build())
    assert list(first) == ["zhu2022robust.bib"]
    # No page is written, and none of the files is deleted.
    again = project.build()
    assert again.written == []
    assert _bibtex_files(again) == first


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_files_are_where_links_lead(project: Project, builder: str) -> None:
    page = PAGE.replace(":sort", ":details: bibtex\n:sort")
    project.write({**FILES, "index.md": f"{page}\n```{{toctree}}\ndeep/page\n```\n"})
    project.write({"deep/page.md": page.replace("Papers", "Deep")})
    serial = project.build(builder)
    for name in serial.outdir.rglob("*.html"):
        for link in serial.html(str(name)).cssselect("a.pub-download"):
            assert (name.parent / link.get("href")).is_file()
    parallel = project.build(builder, out="parallel", jobs=2)
    assert len(_bibtex_files(serial)) == 2
    assert _bibtex_files(parallel) == _bibtex_files(serial)


def test_a_long_list_of_authors_folds(build: Build, tmp_path: Path) -> None:
    names = [f"Given Name{n}" for n in range(30)]
    names[14] = "Banghua Zhu"
    bib = f"@misc{{long, title = {{Long}}, author = {{{' and '.join(names)}}}}}"
    built = build({"index.md": PAGE, "pubs.bib": bib}, publications_owner="Zhu, Banghua")
    (authors,) = built.html().cssselect(".pub-authors")
    for summary in authors.cssselect("summary"):
        assert summary.get("aria-label") in {"9 more authors", "13 more authors"}
        tail = summary.tail.lstrip()
        summary.drop_tree()
        assert tail.startswith(("Given Name5,", "Given Name15,"))
    shown = " ".join(authors.text_content().split())
    assert shown == ", ".join(names) + "."
    text = build({"index.md": PAGE, "pubs.bib": bib}, builder="text").text("index.txt")
    assert ", ".join(names) in " ".join(text.split())


PICTURED = BIB.replace("url =", "preview = {img/robust.svg}, previewalt = {A \\'etude}, url =")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'


def test_a_preview_is_shown_with_its_text(project: Project) -> None:
    project.write({**FILES, "pubs.bib": PICTURED, "img/robust.svg": SVG})
    built = project.build()
    assert built.warnings == []
    (picture,) = built.html().cssselect("li.pub-item img")
    assert dict(picture.attrib) == {
        "alt": "A étude",
        "class": "pub-preview",
        "loading": "lazy",
        "src": "_images/robust.svg",
    }
    assert (built.outdir / "_images/robust.svg").read_text(encoding="utf-8") == SVG
    assert "preview" not in built.html().cssselect(".pub-bibtex")[0].text_content()
    project.write({"pubs.bib": BIB})
    assert project.build().html().cssselect("li.pub-item img") == []


def test_a_preview_without_a_text_is_passed_over(build: Build) -> None:
    bib = PICTURED.replace("previewalt", "annotation")
    built = build({**FILES, "pubs.bib": bib, "img/robust.svg": SVG})
    assert built.html().cssselect("li.pub-item img")[0].get("alt") == ""


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
def test_other_builders_pass_a_preview_over(build: Build, builder: str) -> None:
    files = {**FILES, "pubs.bib": PICTURED, "img/robust.svg": SVG}
    assert build(files, builder=builder, version="1", copyright="x").warnings == []


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("img/robust.svg", "the file “img/robust.svg” does not exist; no picture is shown"),
        ("https://example.org/a.png", "is on another host; a picture is a file of the site"),
        ("../secret.png", "leads out of the folder of the site: “../secret.png”; no link is made"),
        ("paper.pdf", "is no picture: “paper.pdf” (png, jpg, svg, webp, …)"),
    ],
)
def test_a_bad_preview_is_reported_and_costs_nothing_else(
    build: Build, target: str, problem: str
) -> None:
    built = build({**FILES, "pubs.bib": PICTURED.replace("img/robust.svg", target)})
    assert len(built.warnings) == 1
    assert "zhu2022robust: field “preview”" in built.warnings[0]
    assert problem in built.warnings[0]
    assert built.html().cssselect("li.pub-item img") == []
    assert len(built.html().cssselect("li.pub-item")) == 2


def test_a_long_key_costs_nothing(build: Build) -> None:
    built = build({"index.md": PAGE, "pubs.bib": f"@misc{{{'k' * 300}, title = {{T}}}}"})
    assert len(_bibtex_files(built)) == 1


def test_nothing_is_left_behind_when_nothing_is_offered(project: Project) -> None:
    project.write(FILES)
    project.build()
    project.write({"index.md": PAGE.replace(":sort", ":details: none\n:sort")})
    assert not (project.build().outdir / "_downloads").exists()


def test_xml_has_no_bibtex(build: Build) -> None:
    text = build(FILES, builder="xml").text("index.xml")
    assert "Annals of Statistics" in text
    assert "journaltitle" not in text
    assert "We bound" not in text


@pytest.mark.parametrize("name", ["publications_details", "publications_numbering"])
def test_none_is_no_setting(build: Build, name: str) -> None:
    built = build(FILES, **{name: None})
    assert f"WARNING: conf.py: {name} is a text; its default is used" in str(built.warnings)


@pytest.mark.parametrize("builder", ["html", "singlehtml", "text"])
def test_a_file_that_cannot_be_read_has_no_link(
    project: Project, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It was there when its entry was read.
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith(".pdf"))
    bib = "@misc{a, title = {A}, pdf = {a.pdf}, url = {https://e.org/a}}"
    project.write({"index.md": "# P\n\n```{publications}\n```\n", "pubs.bib": bib, "a.pdf": "%"})
    built = project.build(builder)
    (warning,) = built.warnings
    assert "a.pdf" in warning
    text = built.text("index.txt" if builder == "text" else "index.html")
    assert ("e.org/a" in text, "PDF" in text) == (True, False)
