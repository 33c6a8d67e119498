"""The pages of publications, and the files beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
import rispy
from lxml import etree

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import FileBytes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from support import Built, Project

    Build = Callable[..., Built]

BASE = "https://example.org/site/"
BIB = """\
@article{Doe2020,
  author = {Doe, Jane and Zhu, Banghua and Roe, R.},
  author+an = {1=equal; 2=equal},
  title = {On $K$-wise Stones & \\emph{More}},
  journal = {Annals of Stones},
  volume = 3, number = 2, pages = {1--20},
  year = 2020, month = may,
  doi = {10.1000/182},
  abstract = {We weigh $K$ stones \\textless b\\textgreater.},
  award = {Best Paper},
  note = {With an appendix},
  ids = {doe2020old},
}
@misc{doe2020, author = {Doe, Jane}, title = {On K-wise Stones}, year = 2019,
  eprint = {1901.00001}, related = {Doe2020}, relatedtype = {laterversion}}
@inproceedings{roe:2021, author = {Roe, R.}, title = {Later & <later>}, date = {2021-05-07},
  booktitle = {Proceedings of Rocks}, pdf = {files/roe.pdf}, preview = {files/roe.png}}
@misc{bare, title = {No author}}
@misc{unlisted, author = {Doe, Jane}, title = {Unlisted}, year = 2000, options = {skipbib}}
"""
INDEX = """\
# Home of {pub}`roe:2021`

```{toctree}
in/papers
```

See {cite:t}`Doe2020`, [](#Doe2020) and {pub}`doe2020old`.
"""
#: What titles lead to where publications have no pages.
TITLE_LINKS = {
    "Doe2020": "https://doi.org/10.1000/182",
    "doe2020": "https://arxiv.org/pdf/1901.00001",
    "roe-2021": "_downloads/…/roe.pdf",
    "bare": "",
}
#: The name of the page of "roe:2021".
ROE = "roe-2021-87e6cab7"
FILES = {
    "index.md": INDEX,
    "in/papers.md": "# Papers\n\n```{publications}\n:sort: file\n```\n",
    "pubs.bib": BIB,
    "files/roe.pdf": "%PDF-1.4",
    "files/roe.png": "PNG",
}


@pytest.fixture
def site(project: Project) -> Project:
    """Return a project with pages of publications."""
    project.config |= {
        "publications_pages": True,
        "publications_owner": "Zhu, Banghua",
        "html_baseurl": BASE,
        "html_copy_source": False,
    }
    project.write(FILES)
    return project


def title_links(page: HtmlElement) -> dict[str, str]:
    """Return the id of each item → what its title leads to, without a digest in it."""
    found = {}
    for item in page.cssselect("li.pub-item"):
        links = item.xpath(".//a[@class='pub-title-link']/@href")
        found[item.get("id")] = re.sub(r"/[0-9a-f]{32}/", "/…/", "".join(links))
    return found


def files_of(built: Built) -> list[str]:
    """Return the files in the folder of publications."""
    folder = built.outdir / "publications"
    paths = folder.rglob("*") if folder.exists() else ()
    return sorted(path.relative_to(folder).as_posix() for path in paths if path.is_file())


def broken_links(outdir: Path) -> list[str]:
    """Return the links of publications' pages that lead to nothing, or to no id of a page."""
    broken = []
    pages = {path: etree.HTML(path.read_bytes()) for path in outdir.rglob("*.html")}
    for path in (outdir / "publications").rglob("*.html"):
        tree = pages[path]
        address = f"http://host/{path.relative_to(outdir).as_posix()}"
        for link in tree.xpath("//@href | //@src"):
            parts = urlsplit(urljoin(address, link))
            if parts.netloc != "host":
                continue
            target = outdir / unquote(parts.path.lstrip("/"))
            target = target / "index.html" if target.is_dir() else target
            has_id = not parts.fragment or pages[target].xpath("//@id").count(parts.fragment)
            if not (target.is_file() and has_id):
                broken.append(f"{path.relative_to(outdir)}: {link}")
    return broken


BODY = """\
<section class="pub-page pub-type-article" id="Doe2020">
<h1>On <i>K</i>-wise Stones &amp; <em>More</em></h1>
<div class="pub-authors">Jane Doe<sup class="pub-mark">*</sup>, \
<strong class="pub-owner">Banghua Zhu</strong><sup class="pub-mark">*</sup>, R. Roe</div>
<div class="pub-imprint"><em>Annals of Stones</em>, 3(2), pp.\u00a01–20, 2020</div>
<div class="pub-note">With an appendix</div>
<div class="pub-award">Best Paper</div>
<p class="pub-legend"><sup class="pub-mark">*</sup> Equal contribution.</p>
<p class="pub-links"><a class="pub-link pub-link-doi reference external" \
href="https://doi.org/10.1000/182">DOI</a></p>
<section class="pub-abstract">
<h2>Abstract</h2>
<p>We weigh <i>K</i> stones &lt;b&gt;.</p>
</section>
<section class="pub-cite">
<h2>Cite</h2>
<div class="pub-take"><button aria-label="Copy BibTeX" class="pub-copy" type="button">Copy\
</button> <button class="pub-copy" type="button" value="Doe2020.html">Copy link</button> \
<a class="pub-download" download="Doe2020.bib" href="Doe2020.bib">Download .bib</a> \
<a class="pub-download" download="Doe2020.ris" href="Doe2020.ris">RIS</a> \
<a class="pub-download" download="Doe2020.csl.json" href="Doe2020.csl.json">CSL-JSON</a></div>
<code class="pub-bibtex">&#64;article{Doe2020,
  author    = {Doe, Jane and Zhu, Banghua and Roe, R.},
  author+an = {1=equal; 2=equal},
  title     = {On $K$-wise Stones \\&amp; \\emph{More}},
  journal   = {Annals of Stones},
  volume    = {3},
  number    = {2},
  pages     = {1--20},
  year      = {2020},
  month     = may,
  note      = {With an appendix},
  doi       = {10.1000/182},
}</code>
</section>
<section class="pub-versions">
<h2>Other versions</h2>
<ul>
<li><a href="doe2020-ff05435d.html">On K-wise Stones</a> arXiv:1901.00001, 2019</li>
</ul>
</section>
<section class="pub-cited-on">
<h2>Cited on</h2>
<ul>
<li><a href="../index.html">Home of Later &amp; &lt;later&gt;</a></li>
</ul>
</section>
<footer class="pub-around">
<p class="pub-place"><a href="../in/papers.html#Doe2020">Papers</a></p>
<nav aria-label="Publications before and after this one" class="pub-neighbours">
<p class="pub-next"><span>Next</span> <a href="roe-2021-87e6cab7.html" rel="next">\
Later &amp; &lt;later&gt;</a></p>
</nav>
</footer>
</section>
"""


def test_the_whole_page(site: Project) -> None:
    text = site.build().text("publications/Doe2020.html")
    begin = text.index('<section class="pub-page')
    assert text[begin : begin + len(BODY)] == BODY
    assert "<title>On K-wise Stones &amp; More" in text
    assert "mark" not in text.replace("pub-mark", "")  # of what was filled in


@pytest.mark.parametrize(
    ("builder", "pages"),
    [
        ("html", ["Doe2020.html", "doe2020-ff05435d.html", "roe-2021-87e6cab7.html"]),
        ("dirhtml", ["Doe2020/index.html", "doe2020-ff05435d/index.html"]),
    ],
)
def test_the_address_is_the_key_where_it_can_be(
    site: Project, builder: str, pages: list[str]
) -> None:
    built = site.build(builder)
    assert built.warnings == []
    files = files_of(built)
    assert {*pages} <= {*files}
    # By another key it leads on.
    old = next(file for file in files if file.startswith("doe2020old"))
    refresh = built.html(f"publications/{old}").cssselect("meta[http-equiv]")[0].get("content")
    target = "Doe2020.html" if builder == "html" else "../Doe2020/"
    assert refresh == f"0; url={target}"
    assert not any("unlisted" in file for file in files)


THEMES = ["basic", "alabaster", *(pytest.param(name, marks=pytest.mark.more) for name in
          ("furo", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme"))]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_link_is_broken_and_nothing_is_left_of_the_shell(
    site: Project, builder: str, theme: str
) -> None:
    site.config |= {"html_theme": theme, "html_last_updated_fmt": "%Y", "html_domain_indices": True}
    built = site.build(builder)
    assert built.warnings == []
    assert broken_links(built.outdir) == []
    page = "publications/Doe2020.html" if builder == "html" else "publications/Doe2020/index.html"
    tree = built.html(page)
    for text in (built.text(page), built.text(page.replace("Doe2020", "bare"))):
        assert "mark" not in text.replace("pub-mark", "").replace("bookmark", "")
    assert [it.text_content() for it in tree.cssselect(".pub-page h1")] == [
        "On K-wise Stones & More"
    ]
    address = page.removesuffix("index.html")
    assert tree.cssselect("[rel=canonical]")[0].get("href") == f"{BASE}{address}"
    styles = [link.get("href") for link in tree.cssselect("link[rel=stylesheet]")]
    assert any("publications-page.css" in style for style in styles)


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text", "man", "xml", "json"])
def test_other_builders_make_no_pages(site: Project, builder: str) -> None:
    site.config |= {"version": "1", "copyright": "x", "publications_citations": "pages"}
    built = site.build(builder)
    assert built.warnings == []
    assert files_of(built) == []
    if builder == "text":
        assert "Download" not in built.text("in/papers.txt")
    if builder == "singlehtml":
        page = built.html()
        assert not page.cssselect(".pub-take-all")
        # Titles lead to the work where there are no pages of it.
        assert title_links(page) == TITLE_LINKS


def test_a_site_without_pages_is_as_before(site: Project) -> None:
    del site.config["publications_pages"]
    built = site.build()
    assert files_of(built) == []
    page = built.html("in/papers.html")
    assert not page.cssselect(".pub-take-all, [rel=alternate]")
    assert title_links(page) == {
        key: f"../{link}" if link.startswith("_") else link for key, link in TITLE_LINKS.items()
    }
    assert "ld+json" not in built.text("in/papers.html")


def test_a_document_of_the_same_name_wins(site: Project) -> None:
    site.write({"publications/Doe2020.md": "---\norphan: true\n---\n\n# My own words\n"})
    built = site.build()
    assert built.warnings == [
        "pubs.bib:1: WARNING: Doe2020: “publications/Doe2020” is a page of this project, to which"
        " links to its own page lead [publications.key]"
    ]
    assert built.html("publications/Doe2020.html").cssselect("h1")[0].text == "My own words"
    assert "Doe2020.ris" in files_of(built)
    assert broken_links(built.outdir) == []
    (site.source / "publications/Doe2020.md").unlink()
    again, fresh = site.rebuild()
    assert again.text("publications/Doe2020.html") == fresh.text("publications/Doe2020.html")


def test_titles_link_or_a_link_stands_below(site: Project) -> None:
    item = site.build().html("in/papers.html").get_element_by_id("roe-2021")
    (link,) = item.cssselect(".pub-title > a.pub-title-link")
    assert link.get("href") == "../publications/roe-2021-87e6cab7.html"
    assert link.text == "Later & <later>"
    again = site.build(config={"publications_title_link": "none"})
    item = again.html("in/papers.html").get_element_by_id("roe-2021")
    assert not item.cssselect(".pub-title > a")
    assert item.cssselect(".pub-links > a.pub-link-page")[0].get("href") == link.get("href")


def test_a_translator_of_its_own_links_titles_too(site: Project) -> None:
    expected = site.build().html("in/papers.html").cssselect(".pub-title-link")
    site.write({"own.py": TRANSLATOR})
    site.config["extensions"] = [*site.config["extensions"], "own"]
    site.config |= {"publications_title_link": "page"}
    import sys

    sys.path.insert(0, str(site.source))
    try:
        found = site.build(out="own").html("in/papers.html").cssselect(".pub-title-link")
    finally:
        sys.path.remove(str(site.source))
    assert [it.get("href") for it in found] == [it.get("href") for it in expected]


TRANSLATOR = """\
from sphinx.writers.html5 import HTML5Translator

class Own(HTML5Translator):
    def visit_emphasis(self, node):
        super().visit_emphasis(node)

def setup(app):
    app.set_translator("html", Own)
"""


@pytest.mark.parametrize(
    ("citations", "target"),
    [("lists", "in/papers.html#Doe2020"), ("pages", "publications/Doe2020.html")],
)
def test_citations_lead_to_lists_or_pages(site: Project, citations: str, target: str) -> None:
    site.config["publications_citations"] = citations
    built = site.build()
    body = built.html().cssselect("p")[0]
    assert [link.get("href") for link in body.cssselect("a")] == [target] * 3
    objects = {name: docname for name, _, _, docname, _, _ in
               built.app.env.domains["pub"].get_objects()}  # fmt: skip
    assert set(objects.values()) == {"in/papers"}


def test_files_that_visitors_take_along(site: Project) -> None:
    built = site.build()
    folder = built.outdir / "publications"
    bib = parse_bib_files(
        [(FileBytes((folder / "~lists/all.bib").read_bytes()), "all.bib")], "utf-8"
    )
    items = json.loads((folder / "~lists/all.csl.json").read_text(encoding="utf-8"))
    with (folder / "~lists/all.ris").open(encoding="utf-8") as file:
        records = rispy.load(file)
    keys = ["Doe2020", "doe2020", "roe:2021", "bare"]
    assert sorted(item["id"] for item in items) == sorted(keys)
    assert sorted(record["id"] for record in records) == sorted(keys)
    assert {entry.key for entry in bib.entries} == {*keys}
    group = json.loads(built.text("publications/~lists/articles.csl.json"))
    assert [item["id"] for item in group] == ["Doe2020"]
    # Each by itself is the same.
    own = json.loads(built.text("publications/Doe2020.csl.json"))
    assert own[0] in items
    (details,) = built.html("in/papers.html").cssselect("details.pub-take-all")
    assert [line.text_content() for line in details.cssselect("summary, li > span")] == [
        "Download all 4", "All", "Journal articles", "Conference papers",
        "Preprints and manuscripts", "Other publications",
    ]  # fmt: skip


def test_a_filtered_list_has_files_of_its_own(site: Project) -> None:
    page = '# Few\n\n```{publications}\n:filter: author % "Roe"\n:group-by: year\n```\n'
    site.write({"few.md": f"---\norphan: true\n---\n\n{page}"})
    built = site.build()
    (details,) = built.html("few.html").cssselect("details.pub-take-all")
    links = [link.get("href") for link in details.cssselect("a")]
    assert links == [f"publications/~lists/few.1{end}" for end in (".bib", ".ris", ".csl.json")]
    items = json.loads(built.text("publications/~lists/few.1.csl.json"))
    assert sorted(item["id"] for item in items) == ["Doe2020", "roe:2021"]


@pytest.mark.parametrize(("builder", "folder"), [("html", ""), ("dirhtml", f"{ROE}/")])
def test_a_pdf_of_the_site_is_in_the_folder_of_the_page(
    site: Project, builder: str, folder: str
) -> None:
    built, path = site.build(builder), f"publications/{folder}{ROE}.pdf"
    assert built.text(path) == "%PDF-1.4"
    tree = built.html(f"publications/{folder}index.html" if folder else f"publications/{ROE}.html")
    assert tree.cssselect("[name=citation_pdf_url]")[0].get("content") == f"{BASE}{path}"
    link = tree.cssselect("a.pub-link-pdf")[0].get("href") or ""
    assert urljoin(f"{BASE}publications/{folder}", link) == f"{BASE}{path}"
    assert tree.cssselect("img.pub-preview")


def tags_of(built: Built, page: str) -> dict[str, list[str]]:
    """Return name → contents of the metadata of a page."""
    found: dict[str, list[str]] = {}
    for tag in built.html(page).cssselect("meta[content]"):
        name = tag.get("name") or tag.get("property") or ""
        found.setdefault(name, []).append(tag.get("content") or "")
    return found


def test_metadata_is_for_machines(site: Project) -> None:
    site.config["publications_profile"] = {"name": "Jane Zhu", "jobTitle": "Professor"}
    built = site.build()
    tags = tags_of(built, "publications/Doe2020.html")
    assert tags["citation_author"] == ["Doe, Jane", "Zhu, Banghua", "Roe, R."]
    assert tags["citation_title"] == ["On K-wise Stones & More"]
    assert tags["citation_publication_date"] == ["2020"]
    assert tags["description"] == tags["og:description"] == ["We weigh K stones <b>."]
    assert tags["og:url"] == [f"{BASE}publications/Doe2020.html"]
    # Without an author Scholar takes nothing; without an abstract Zotero has none.
    bare = tags_of(built, "publications/bare.html")
    assert not any(name.startswith("citation_") for name in bare)
    assert "description" not in tags_of(built, "publications/roe-2021-87e6cab7.html")
    (work,) = data_of(built, "publications/Doe2020.html")
    assert work["@type"] == "ScholarlyArticle"
    assert work["author"][1]["@id"] == f"{BASE}#owner"
    (home,) = data_of(built, "index.html")
    assert home["@type"] == "ProfilePage"
    assert home["mainEntity"]["@id"] == f"{BASE}#owner"
    (page,) = data_of(built, "in/papers.html")
    assert page["@type"] == "CollectionPage"
    assert [it["position"] for it in page["mainEntity"]["itemListElement"]] == [1, 2, 3, 4]
    lists = tags_of(built, "in/papers.html")
    assert not any(name.startswith("citation_") for name in lists)


def data_of(built: Built, page: str) -> list[Any]:
    """Return the things of schema.org in a page."""
    found = built.html(page).cssselect("script[type='application/ld+json']")
    return [json.loads(script.text or "") for script in found]


def test_without_an_address_nothing_is_absolute(site: Project) -> None:
    built = site.build(config={"html_baseurl": ""})
    assert built.warnings == []
    assert BASE not in "".join(built.text(f"publications/{file}") for file in files_of(built)
                               if not file.endswith((".pdf", ".png")))  # fmt: skip
    assert "~lists/new.atom" not in files_of(built)
    tags = tags_of(built, "publications/roe-2021-87e6cab7.html")
    assert "citation_pdf_url" not in tags
    assert "og:url" not in tags
    assert data_of(built, "index.html") == data_of(built, "in/papers.html") == []


@pytest.mark.parametrize(
    ("formats", "ends"),
    [("none", {".html", ".pdf"}), ("ris, feed", {".html", ".ris", ".atom", ".pdf"})],
)
def test_formats_can_be_switched_off(site: Project, formats: str, ends: set[str]) -> None:
    built = site.build(config={"publications_formats": formats})
    assert {Path(file).suffix for file in files_of(built)} == ends
    text = built.text("publications/Doe2020.html")
    assert not any(it in text for it in ("citation_", "og:", "ld+json", 'rel="describedby"'))
    assert broken_links(built.outdir) == []


def test_the_feed_is_one_to_a_parser(site: Project) -> None:
    built = site.build()
    text = built.text("publications/~lists/new.atom")
    etree.fromstring(text.encode())
    feed = feedparser.parse(text)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert [entry.id for entry in feed.entries] == [
        f"tag:example.org,2026:site/{key}" for key in ("roe:2021", "Doe2020", "doe2020")
    ]
    assert [entry.updated for entry in feed.entries] == [
        "2021-05-07T00:00:00Z", "2020-05-01T00:00:00Z", "2019-01-01T00:00:00Z",
    ]  # fmt: skip
    assert feed.entries[1].link == f"{BASE}publications/Doe2020.html"
    assert "Annals of Stones" in feed.entries[1].content[0].value
    (link,) = built.html("in/papers.html").cssselect("link[rel=alternate]")
    assert link.get("href") == "../publications/~lists/new.atom"


def test_the_search_finds_a_publication_once(site: Project) -> None:
    built = site.build()
    index = json.loads(built.text("searchindex.js")[len("Search.setIndex(") : -1])
    assert not any(name.startswith("publications/") for name in index["docnames"])


def test_a_document_wins_in_a_folder_and_over_another_key(site: Project) -> None:
    words = "---\norphan: true\n---\n\n# My own words\n"
    old = "doe2020old"
    site.write({"publications/Doe2020/index.md": words, f"publications/{old}.md": words})
    built = site.build("dirhtml")
    assert [warning.partition(" is a page")[0] for warning in built.warnings] == [
        "pubs.bib:1: WARNING: Doe2020: “publications/Doe2020”",
        f"pubs.bib:1: WARNING: Doe2020: “publications/{old}”",
    ]
    for page in ("Doe2020", old):
        assert (
            built.html(f"publications/{page}/index.html").cssselect("h1")[0].text == "My own words"
        )


def test_files_of_others_stay(site: Project) -> None:
    site.config["html_extra_path"] = ["extra"]
    site.write({"extra/publications/Doe2020.pdf": "%PDF", "extra/publications/bare.bib": "% mine"})
    built = site.build()
    assert built.text("publications/Doe2020.pdf") == "%PDF"
    again = site.build(config={"publications_pages": False})
    assert files_of(again) == ["Doe2020.pdf", "bare.bib"]


def test_lists_of_like_names_share_no_files(site: Project) -> None:
    head = "---\norphan: true\n---\n\n# Few\n\n"
    for number, name in enumerate(["a/b", "a-b", "A-b", "articles"]):
        page = f'{head}```{{publications}}\n:filter: year >= "20{18 + number}"\n```\n'
        site.write({f"{name}.md": page})
    built = site.build()
    trees = [built.html(f"{name}.html") for name in ("a/b", "a-b", "A-b", "articles", "in/papers")]
    links = [tree.cssselect(".pub-take-all li a")[0].get("href") or "" for tree in trees]
    names = {link.rpartition("/")[2] for link in links}
    assert len(names) == 5
    assert broken_links(built.outdir) == []


def test_an_empty_list_offers_nothing(site: Project) -> None:
    site.write({"pubs.bib": ""})
    built = site.build()
    assert files_of(built) == ["~lists/new.atom"]
    assert not built.html("in/papers.html").cssselect(".pub-take-all")


def test_all_is_what_the_full_list_has(site: Project) -> None:
    page = "---\norphan: true\n---\n\n# Few\n\n```{publications}\nunlisted\n```\n"
    site.write({"few.md": page})
    built = site.build()
    items = json.loads(built.text("publications/~lists/all.csl.json"))
    assert "unlisted" not in {item["id"] for item in items}
    assert "unlisted.html" in files_of(built)


def test_a_template_that_changes_titles_is_reported(site: Project) -> None:
    page = (
        '{% extends "!page.html" %}{% block body %}{{ title | upper }}{{ super() }}{% endblock %}'
    )
    site.write({"_templates/page.html": page})
    site.config["templates_path"] = [str(site.source / "_templates")]
    (warning,) = site.build().warnings
    assert "a template of this site changes the title or the text of pages" in warning


@pytest.mark.parametrize("base", ["/base/", "example.org"])
def test_a_base_without_a_host_is_none(site: Project, base: str) -> None:
    built = site.build(config={"html_baseurl": base})
    assert "~lists/new.atom" not in files_of(built)
    assert "og:url" not in tags_of(built, "publications/Doe2020.html")


def test_a_derived_pdf_is_a_link_of_pages_and_no_fact_of_formats(site: Project) -> None:
    bib = BIB.replace("abstract = {We", "eprint = {math/0309136v1}, abstract = {We")
    site.write({"pubs.bib": bib})
    built = site.build()
    assert built.warnings == []
    page = built.html("publications/Doe2020.html")
    row = [(link.text, link.get("href")) for link in page.cssselect(".pub-links > a")]
    assert row == [
        ("PDF", "https://arxiv.org/pdf/math/0309136v1"),
        ("DOI", "https://doi.org/10.1000/182"),
        ("arXiv", "https://arxiv.org/abs/math/0309136v1"),
    ]
    # Neither what visitors copy, nor what machines are told.
    for name in ("Doe2020.bib", "Doe2020.ris", "Doe2020.csl.json"):
        assert "arxiv.org/pdf" not in built.text(f"publications/{name}")
    for name in ("publications/Doe2020.html", "in/papers.html"):
        head = etree.tostring(built.html(name).find("head"), encoding="unicode")
        assert "arxiv.org/pdf" not in head
    assert page.xpath("//meta[@name='citation_pdf_url']") == []


def test_on_its_own_page_nothing_need_say_whose_it_is(site: Project) -> None:
    built = site.build()
    for name in ("Doe2020", ROE, "bare"):
        page = built.html(f"publications/{name}.html")
        assert page.xpath("//main//@aria-describedby | //section//@aria-describedby") == []
        buttons = page.cssselect(".pub-cite .pub-take > button")
        assert [(it.text, it.get("value")) for it in buttons] == [
            ("Copy", None),
            ("Copy link", f"{name}.html"),
        ]


@pytest.mark.parametrize("setting", ["auto", "doi, pdf", "none", "page, url"])
def test_titles_of_pages_are_headings_and_no_links(site: Project, setting: str) -> None:
    built = site.build(config={"publications_title_link": setting})
    for name in ("Doe2020", ROE, "bare"):
        (heading,) = built.html(f"publications/{name}.html").cssselect("h1")
        assert heading.cssselect("a") == []
