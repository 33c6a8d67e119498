"""The site says what the CV says, on every page and in every format."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html
from sphinx.util.inventory import InventoryFile

from support import ROOT, Project

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from support import Output

    Site = Callable[[str], Output]

DATA = ROOT / "tests" / "data"
PAGES = {
    "index": "index.html",
    "publications": "pages/publications.html",
    "teaching": "pages/teaching.html",
    "experience": "pages/experience.html",
    "cv": "pages/cv.html",
}
BUILDERS = [
    "html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml",
    "gettext",
]  # fmt: skip


class Listed(NamedTuple):
    """One publication of the CV."""

    group: str
    number: str
    title: str
    authors: str
    venue: str
    year: str
    note: str


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


CV = [Listed(*(part.strip() for part in line.split("|"))) for line in _lines("cv-publications.txt")]


def _plain(text: str) -> str:
    """Return *text* with dashes made hyphens and white space made one."""
    return " ".join(re.sub(r"\s*[‐‑–—-]\s*", "-", text).split())


def _article(page: HtmlElement) -> HtmlElement:
    return page.cssselect("article.bd-article")[0]


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_is_quiet(site: Site, builder: str) -> None:
    assert site(builder).warnings == []


@pytest.mark.parametrize("page", ["publications", "cv"])
def test_all_publications_in_the_order_and_under_the_numbers_of_the_cv(
    site: Site, page: str
) -> None:
    article = _article(site("html").html(PAGES[page]))
    shown = []
    for section in article.cssselect("section.pub-group"):
        heading = section.cssselect("h2, h3")[0].text_content().rstrip("¶").split()[0]
        for item in section.cssselect("li.pub-item"):
            number = item.cssselect(".pub-number")[0].text_content().strip("[] ")
            title = item.cssselect(".pub-title")[0].text_content()
            shown.append((heading, number, title.removesuffix(".")))
    assert shown == [(entry.group, entry.number, entry.title) for entry in CV]


@pytest.mark.parametrize("page", ["publications", "cv"])
def test_authors_venue_year_and_note_are_the_cvs(site: Site, page: str) -> None:
    items = _article(site("html").html(PAGES[page])).cssselect("li.pub-item")
    assert len(items) == len(CV) == 31
    for item, entry in zip(items, CV, strict=True):
        assert item.cssselect(".pub-authors")[0].text_content() == f"{entry.authors}."
        imprint = "".join(node.text_content() for node in item.cssselect(".pub-imprint"))
        venue = "".join(node.text_content() for node in item.cssselect(".pub-imprint em"))
        assert venue == entry.venue
        assert entry.year in imprint.replace(",", "").replace(".", "").split() or not entry.year
        # Where nothing else is said of where it is, the status has the year behind it.
        status = re.match(r"In (?:submission|preparation)(?=, \d{4}\.$)", imprint)
        said = [f"{status[0]}."] if status else []
        notes = " ".join([*said, *(node.text_content() for node in item.cssselect(".pub-note"))])
        assert notes == entry.note
        assert re.search(r"\b20\d\d\b", imprint)


def test_the_owner_is_bold_in_every_reference(site: Site) -> None:
    items = _article(site("html").html(PAGES["publications"])).cssselect("li.pub-item")
    owners = [[node.text for node in item.cssselect("strong.pub-owner")] for item in items]
    assert owners == [["Banghua Zhu"]] * 31


def test_equal_contribution_is_marked_and_explained(site: Site) -> None:
    article = _article(site("html").html(PAGES["publications"]))
    marks = [len(item.cssselect("sup.pub-mark")) for item in article.cssselect("li.pub-item")]
    assert {n: count for n, count in enumerate(marks, 1) if count} == {6: 3, 19: 2, 25: 3, 28: 3}
    assert [node.text_content() for node in article.cssselect(".pub-legend")] == [
        "* Equal contribution."
    ]


def test_mathematics_and_accents(site: Site) -> None:
    article = _article(site("html").html(PAGES["publications"]))
    # A letter alone is text, which everyone reads and hears.
    letters = [node.text_content() for node in article.cssselect("#zhu2023principled i")]
    assert letters == ["K"]
    assert article.cssselect("math") == []
    assert "Joséphine Simon" in article.cssselect("#uchendu2023jump")[0].text_content()
    assert r"Pairwise or \(K\)\sphinxhyphen{}wise" in site("latex").text("banghua-zhu-cv.tex")


@pytest.mark.parametrize("line", _lines("cv-facts.txt"))
def test_every_fact_of_the_cv_is_on_its_pages(site: Site, line: str) -> None:
    pages, _, fact = (part.strip() for part in line.partition("|"))
    for page in pages.split(","):
        text = _article(site("html").html(PAGES[page.strip()])).text_content()
        assert _plain(fact) in _plain(text.replace("¶", "")), page


def test_the_sections_of_the_cv_stand_in_its_order(site: Site) -> None:
    headings = _article(site("html").html(PAGES["cv"])).cssselect("h1, h2, h3")
    assert [heading.text_content().rstrip("¶") for heading in headings] == [
        "Curriculum Vitae",
        "Current Employment",
        "Education",
        "Publications",
        "Journal Papers",
        "Conference Papers",
        "Manuscripts",
        "Past Work Experience",
        "Awards",
    ]


def test_nothing_unverified_is_printed_or_exported(site: Site) -> None:
    unverified = [
        "TIT.2022.3162335", "iaab018", "TIT.2020.2983698", "7iaAlIlV2H", "3580507.3597673",
        "v206/zhu23b", "ISIT44484.2020.9173995", "2k7w1d6WqX", "2311.11981", "v202/zhao23g",
    ]  # fmt: skip
    texts = [site("html").text(name) for name in PAGES.values()]
    texts.append((ROOT / "pubs.bib").read_text(encoding="utf-8"))
    assert [word for word in unverified if any(word in text for text in texts)] == []


def test_the_text_of_the_publications_page(site: Site) -> None:
    expected = (ROOT / "tests/site/expected/publications.txt").read_text(encoding="utf-8")
    assert site("text").text("pages/publications.txt") == expected


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_every_internal_link_lands(site: Site, builder: str) -> None:
    out = site(builder).outdir
    # 404.html is served at any depth: its addresses begin at the root of the site.
    documents = (path for path in out.rglob("*.html") if "_static" not in path.parts)
    pages = {path: html.parse(str(path)).getroot() for path in documents}
    ids = {path: set(page.xpath("//@id | //a/@name")) for path, page in pages.items()}
    missing = []
    for path, page in pages.items():
        for address in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            parts = urlsplit(address)
            # On a single page the theme still links to a search page, which Sphinx leaves out.
            theirs = builder == "singlehtml" and parts.path in {"search.html", "searchindex.js"}
            if parts.scheme or parts.netloc or theirs:
                continue
            base = out if parts.path.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            if not target.exists() or (
                parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]
            ):
                missing.append((path.name, address))
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_cite_keys_in_running_text_lead_to_the_publications_page(site: Site, page: str) -> None:
    article = _article(site("html").html(PAGES[page]))
    addresses = article.xpath(".//a[contains(@class, 'internal')]/@href")
    cited = [address for address in addresses if "#" in address and address[0] != "#"]
    assert len(cited) == {"index": 14, "experience": 3}.get(page, 0)
    assert all("publications.html#" in address for address in cited)


@pytest.mark.parametrize("page", PAGES)
def test_pages_tell_machines_what_they_are(site: Site, page: str) -> None:
    document = site("html").html(PAGES[page])
    head = {
        node.get("name") or node.get("property"): node.get("content")
        for node in document.cssselect("meta[content]")
    }
    title = document.cssselect("title")[0].text
    assert document.get("lang") == "en"
    assert "Banghua Zhu" in title
    assert "documentation" not in title
    assert len(document.cssselect("h1")) == 1
    assert 50 <= len(head["description"]) <= 200
    assert head["og:site_name"] == "Banghua Zhu"
    assert head["og:title"]
    canonical = document.cssselect("link[rel=canonical]")[0].get("href")
    assert canonical == f"https://banghua.me/{PAGES[page]}"
    assert document.cssselect("link[rel=icon]")[0].get("href").endswith("favicon.svg")


def test_the_page_asks_no_other_host(site: Site) -> None:
    for path in site("html").outdir.rglob("*.html"):
        page = html.parse(str(path)).getroot()
        asked = page.xpath(
            "//script/@src | //img/@src | //iframe/@src | //link[contains(@rel, 'stylesheet') or "
            "contains(@rel, 'preload') or contains(@rel, 'icon')]/@href"
        )
        assert [address for address in asked if urlsplit(address).netloc] == []


def test_sitemap_and_notfound_page(site: Site) -> None:
    out = site("html").outdir
    sitemap = etree.parse(str(out / "sitemap.xml"))
    locations = {node.text for node in sitemap.iter("{*}loc")}
    papers = {it for it in locations if it.startswith("https://banghua.me/publications/")}
    assert len(papers) == 31
    assert locations - papers == {f"https://banghua.me/{name}" for name in PAGES.values()}
    page = html.parse(str(out / "404.html")).getroot()
    assert all(address.startswith("/") for address in page.xpath("//link[@rel='stylesheet']/@href"))


def test_inventory_serves_other_sites(site: Site, tmp_path: Path) -> None:
    inventory = site("html").outdir / "objects.inv"
    objects = InventoryFile.loads(inventory.read_bytes(), uri="").data["pub:publication"]
    assert len({objects[key].uri for key in objects}) == 31
    project = Project(tmp_path)
    project.write({"index.md": "# Theirs\n\n{external+zhu:pub}`zhu2023principled`\n"})
    built = project.build(
        config={
            "extensions": ["myst_parser", "sphinx_publications", "sphinx.ext.intersphinx"],
            "intersphinx_mapping": {"zhu": ("https://banghua.me/", str(inventory))},
            "bibtex_bibfiles": [],
        }
    )
    assert built.warnings == []
    link = built.html().cssselect("section a.reference.external")[0]
    assert link.get("href") == "https://banghua.me/pages/publications.html#zhu2023principled"


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ("uchendu2023jumpstart", "uchendu2023jump"),
        ("zhu2020tukey", "zhu2020when"),
        ("zhu2022nonparametric", "zhu2022robustnonparametric"),
        ("zhu2023bounds", "zhu2023optimalbounds"),
        ("zhu2023finetuning", "zhu2023fine"),
    ],
)
def test_links_by_the_keys_of_before_still_lead_to_the_papers(
    site: Site, old: str, key: str
) -> None:
    out = site("html").outdir
    for name in (PAGES["publications"], PAGES["cv"]):
        assert len(site("html").html(name).cssselect(f"li#{key} > #{old}")) == 1
    files = [(out / f"_downloads/bibtex/{name}.bib").read_bytes() for name in (old, key)]
    assert files[0] == files[1]
    objects = InventoryFile.loads((out / "objects.inv").read_bytes(), uri="").data
    uris = {objects["pub:publication"][name].uri for name in (old, key)}
    assert uris == {f"pages/publications.html#{key}"}


def test_bibtex_is_in_one_style() -> None:
    text = (ROOT / "pubs.bib").read_text(encoding="utf-8")
    names = re.findall(r"^  ([\w+]+) +=", text, re.MULTILINE)
    assert set(names) == {
        "author", "author+an", "title", "journal", "booktitle", "abbr", "year", "volume",
        "number", "pages", "series", "doi", "eprint", "eprinttype", "url", "code", "website",
        "blog", "data", "keywords", "pubstate", "note", "annotation", "award", "related",
        "relatedtype", "options", "institution", "month", "ids", "entrysubtype",
    }  # fmt: skip
    papers, others = text.split("% Other records of works above")
    assert re.findall(r"^@(?!article|inproceedings|unpublished)\w+", papers, re.MULTILINE) == []
    keys = re.findall(r"^@\w+\{([^,]+),$", papers, re.MULTILINE)
    assert len(keys) == 31
    related = re.findall(r"^  related +=  ?\{([^,]+)\},$", papers, re.MULTILINE)
    assert re.findall(r"^@\w+\{([^,]+),$", others, re.MULTILINE) == related
    assert others.count("  = {skipbib},") == len(related)
    keys += related
    assert all(re.fullmatch(r"[a-z]+20\d\d[a-z]+", key) for key in keys)


def test_cite_keys_follow_the_rule_that_the_file_states() -> None:
    papers = (ROOT / "pubs.bib").read_text(encoding="utf-8").partition("% Other records")[0]
    entry = re.compile(
        r"^@\w+\{(\w+),$.*?^  author +=  ?\{([\w-]+),.*?^  title +=  ?\{(.*?)\},$"
        r".*?^  year +=  ?\{(\d+)\}",
        re.MULTILINE | re.DOTALL,
    )
    expected: dict[str, str] = {}
    for key, family, title, year in entry.findall(papers):
        words = re.findall(r"[a-z]+", title.lower())
        first = next(word for word in words if word not in {"a", "the", "on"})
        name = f"{family.lower()}{year}{first}"
        # A second word, where another paper has that key already.
        second = key.removeprefix(name) if name in expected.values() else ""
        assert not second or second in words
        expected[key] = name + second
    assert len(expected) == 31
    assert {key: name for key, name in expected.items() if key != name} == {}


def test_read_the_docs_configuration_is_valid() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    command += ["vendor.readthedocs", str(ROOT / ".readthedocs.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_constraints_pin_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_the_stylesheet_has_the_icons_that_are_cut_out() -> None:
    config: dict[str, dict[str, tuple[str, str]]] = {}
    source = (ROOT / "conf.py").read_text(encoding="utf-8")
    exec(source[source.index("site_icons = {") : source.index("ogp_site_url")], {}, config)
    style = (ROOT / "_static/site.css").read_text(encoding="utf-8")
    for name, (_, characters) in config["site_icons"].items():
        assert f'src: url("{name}") format("woff2");\n  unicode-range: {characters};' in style


def test_search_index_knows_the_pages(site: Site) -> None:
    source = site("html").text("searchindex.js")
    index = json.loads(source.removeprefix("Search.setIndex(").removesuffix(")"))
    assert "overoptim" in index["terms"]
