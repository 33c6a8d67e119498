"""Titles in built pages: what they lead to, and that all else names whose it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from lxml.html import document_fromstring

from sphinx_publications.listing.references.style import DEFAULT, SentenceStyle
from sphinx_publications.sphinx_ext.output import html_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from support import Built, Project

    Build = Callable[..., Built]

NAMES = " and ".join(f"Name{n}, A" for n in range(30))
BIB = f"""\
@article{{paper, title={{On $K$ \\& \\emph{{more}}}}, author={{Doe, Jane}}, year=2023,
  journal={{J}}, eprint={{math/0309136v2}}, doi={{10.1000/182}}, code={{https://e.org/c}},
  abstract={{A $x+y$.}}}}
@misc{{linked, title={{\\href{{https://e.org/t}}{{A link}} and "more"}}, year=2022,
  url={{https://e.org/u?a=1&b=<2>}}, ids={{old, older}}}}
@misc{{local, title={{Local}}, pdf={{files/a b.pdf}}, slides={{files/b.pdf}}, year=2021}}
@misc{{missing, title={{Missing}}, pdf={{files/none.pdf}}, doi={{10.1000/183}}, year=2020}}
@misc{{plain, title={{Plain}}, year=2019}}
@misc{{untitled, author={{{NAMES}}}, year=2018, url={{https://e.org/untitled}}}}
@misc{{coded, title={{Coded}}, code={{https://e.org/coded}}, year=2017, pubstate={{submitted}}}}
@misc{{Dübel+1, title={{Dübel <b>}}, abbr={{D}}, note={{N}}, html={{https://e.org/h}}}}
"""
LIST = "```{{publications}}\n:details: abstract, cite\n{}\n```\n"
TREE = "```{toctree}\nmore\ndeep/more\n```\n"
FILES = {
    "index.md": f"# Home\n\n{LIST.format('')}\n\n{LIST.format(':group-by: none')}\n{TREE}",
    "more.md": f"# More\n\n{LIST.format(':group-by: keywords, year')}",
    "deep/more.md": f"# Deep\n\n{LIST.format(':no-index:')}\n{LIST.format(':finder:')}",
    "pubs.bib": BIB,
    "files/a b.pdf": "%PDF",
    "files/b.pdf": "%PDF slides",
}
CONFIG: dict[str, Any] = {
    "version": "1",
    "copyright": "x",
    "suppress_warnings": ["publications"],
    "publications_fold_authors": 8,
}
BUILDERS = ["html", "dirhtml", "singlehtml", "json", "epub"]
#: Styles of references, in which another part may tell which work it is.
STYLES = {
    "default": DEFAULT,
    "authors first": replace(
        DEFAULT, sentences=(DEFAULT.sentences[2], DEFAULT.sentences[0], *DEFAULT.sentences[3:])
    ),
    "no titles": replace(DEFAULT, sentences=(SentenceStyle("authors"), SentenceStyle("imprint"))),
    "all in one": replace(
        DEFAULT, sentences=(SentenceStyle("line", "authors title year", joint="; "),)
    ),
    "nothing but authors": replace(DEFAULT, sentences=(SentenceStyle("authors"),)),
}


def pages(built: Built) -> Iterator[tuple[str, HtmlElement]]:
    """Yield the pages of HTML that were written, whatever the builder."""
    for path in sorted(built.outdir.rglob("*")):
        text = path.read_text(encoding="utf-8") if path.suffix in PAGES else ""
        if path.suffix == ".fjson":
            text = f"<html><body>{json.loads(text).get('body', '')}</body></html>"
        if "pub-item" in text:
            text = text.removeprefix('<?xml version="1.0" encoding="UTF-8"?>')
            yield str(path.relative_to(built.outdir)), document_fromstring(text)


PAGES = {".html", ".xhtml", ".fjson"}


def write(project: Project, **config: Any) -> None:
    project.config |= {**CONFIG, **config}
    project.write(FILES)


@pytest.mark.parametrize(
    ("builder", "style", "own"),
    [
        *(
            (builder, style, False)
            for builder in ("html", "singlehtml", "epub")
            for style in STYLES
        ),
        *((builder, "default", False) for builder in ("dirhtml", "json")),
        *(("html", style, True) for style in STYLES),
    ],
)
def test_what_describes_is_on_the_page_once(
    project: Project, builder: str, style: str, own: bool
) -> None:
    write(project, publications_style=STYLES[style], publications_pages=own)
    found = list(pages(project.build(builder)))
    assert len(found) == (1 if builder == "singlehtml" else 3)
    for name, page in found:
        ids = Counter(page.xpath("//@id"))
        # Where pages become one, headings of two may have one id.
        assert [it for it in page.xpath("//ol//@id") if ids[it] > 1] == [], name
        described = page.xpath("//li//@aria-describedby")
        assert described or style == "nothing but authors"
        assert [it for it in described if ids[it] != 1] == [], name
        for item in page.cssselect("li.pub-item"):
            named = set(item.xpath(".//@aria-describedby"))
            # All that an item has belongs to the one title in it.
            assert len(named) <= 1, name
            for title_id in named:
                (title,) = item.xpath(".//*[@id=$id]", id=title_id)
                assert title.text_content().strip(), name
                assert title.tag in {"a", "span", "div"}
                assert title.xpath("ancestor::div[@class='pub-reference']")


@pytest.mark.parametrize("own", [True, False], ids=["pages", "no pages"])
@pytest.mark.parametrize("as_text", [True, False], ids=["text", "nodes"])
@pytest.mark.parametrize("builder", BUILDERS)
def test_names_are_short_and_nothing_has_the_title_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, builder: str, as_text: bool, own: bool
) -> None:
    if not as_text:
        monkeypatch.setattr(html_text, "writes_text", lambda _: False)
    write(project, publications_pages=own, html_permalinks_icon="#")
    said: Counter[tuple[str, str, str]] = Counter()
    for _, page in pages(project.build(builder)):
        for item in page.cssselect("li.pub-item"):
            assert item.xpath(".//a/@title | .//summary/@title | .//button/@title") == []
            own_parts = item.xpath(
                "./p[contains(@class, 'pub-links')]/a | ./details/summary | ./a"
                " | ./details/div[@class='pub-take']/*"
            )
            for part in own_parts:
                assert part.get("aria-describedby", "").startswith("pub_."), part.get("class")
                said[part.tag, part.text_content(), part.get("aria-label", "")] += 1
    names = {label or text for _, text, label in said}
    offered = {"Cite", "Copy BibTeX", "Copy link", "Download .bib"}
    files = {"RIS", "CSL-JSON", "Download .bib"} if own and builder in {"html", "dirhtml"} else ()
    permalink = {"Permalink"}
    known = {"PDF", "DOI", "arXiv", "Code", "Web page", "HTML", "Slides", "Abstract"}
    # A book has no slides, and what follows from an address that it shows.
    assert names >= known - ({"Slides", "PDF"} if builder == "epub" else set())
    assert names - known <= offered | permalink | set(files)
    if builder != "epub":
        assert names >= offered | set(files)
    # A name that differs from what is seen begins with it, or is that of a sign.
    for _, text, label in said:
        assert not label or label.startswith(text) or text in {"#", "¶"}


@pytest.mark.parametrize("as_text", [True, False], ids=["text", "nodes"])
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_the_permalink_is_the_last_of_an_item(
    project: Project, monkeypatch: pytest.MonkeyPatch, builder: str, as_text: bool
) -> None:
    if not as_text:
        monkeypatch.setattr(html_text, "writes_text", lambda _: False)
    write(project)
    for _, page in pages(project.build(builder)):
        for item in page.cssselect("li.pub-item"):
            links = item.cssselect("a.headerlink")
            if item.get("id") is None:
                assert links == []
                continue
            (link,) = links
            assert link is item[-1]
            assert not (link.tail or "").strip()
            assert dict(link.attrib) == {
                "aria-label": "Permalink",
                "aria-describedby": link.get("aria-describedby"),
                "class": "headerlink",
                "href": f"#{item.get('id')}",
            }


@pytest.mark.parametrize(("builder", "switch"), [("html", False), ("epub", True)])
def test_where_there_are_no_permalinks_items_have_none(
    project: Project, builder: str, switch: bool
) -> None:
    write(project, html_permalinks=switch)
    for _, page in pages(project.build(builder)):
        assert page.cssselect("li.pub-item a.headerlink") == []


# -- what titles lead to -----------------------------------------------------------------


def title_links(page: HtmlElement) -> dict[str, str]:
    """Return the cite key → what the title of its last item leads to."""
    found = {}
    for item in page.cssselect("li.pub-item"):
        links = item.cssselect("a.pub-title-link")
        assert len(links) <= 1
        if item.get("id"):
            found[item.get("id")] = links[0].get("href") if links else ""
    return found


LEADS = {
    "paper": "https://arxiv.org/pdf/math/0309136v2",
    "linked": "https://e.org/u?a=1&b=%3C2%3E",
    "local": "_downloads/a b.pdf",
    "missing": "https://doi.org/10.1000/183",
    "plain": "",
    "untitled": "https://e.org/untitled",
    "coded": "",
    "dubel-1": "https://e.org/h",
}


def leads(project: Project, builder: str = "html", **config: Any) -> dict[str, str]:
    config = {"publications_links": {}, **config}
    project.write({**FILES, "index.md": f"# Home\n\n{LIST.format('')}", "pubs.bib": BIB})
    for name in ("more.md", "deep/more.md"):
        (project.source / name).unlink(missing_ok=True)
    project.config |= CONFIG
    ((_, page),) = pages(project.build(builder, config=config))
    found = title_links(page)
    # Files are in folders with digests for names.
    for key, address in found.items():
        if address.startswith(("_downloads/", "../_downloads/")):
            found[key] = f"_downloads/{unquote(address.rpartition('/')[2])}"
    return found


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "json"])
def test_titles_lead_to_the_work(project: Project, builder: str) -> None:
    assert leads(project, builder) == LEADS


@pytest.mark.parametrize("shown", ["no", "inline", "footnote"])
def test_titles_in_a_book_are_no_links(project: Project, shown: str) -> None:
    # Sphinx would write the address, or a number, into the title.
    project.config["epub_show_urls"] = shown
    assert leads(project, "epub") == dict.fromkeys(LEADS, "")


@pytest.mark.parametrize(
    ("setting", "changed"),
    [
        ("none", dict.fromkeys(LEADS, "")),
        ("page", dict.fromkeys(LEADS, "")),
        ("auto", {}),
        ("doi, pdf", {**dict.fromkeys(LEADS, ""), "paper": "https://doi.org/10.1000/182",
                      "local": LEADS["local"], "missing": LEADS["missing"]}),
        ("code", {**dict.fromkeys(LEADS, ""), "paper": "https://e.org/c",
                  "coded": "https://e.org/coded"}),
        ("slides", {**dict.fromkeys(LEADS, ""), "local": "_downloads/b.pdf"}),
    ],
)  # fmt: skip
def test_a_site_says_what_titles_lead_to(
    project: Project, setting: str, changed: dict[str, str]
) -> None:
    found = leads(project, publications_title_link=setting)
    assert found == {**LEADS, **changed}


@pytest.mark.parametrize(
    ("setting", "paper", "plain"),
    [
        ("auto", "publications/paper.html", "publications/plain.html"),
        ("page", "publications/paper.html", "publications/plain.html"),
        ("page, doi", "publications/paper.html", "publications/plain.html"),
        ("doi, page", "https://doi.org/10.1000/182", "publications/plain.html"),
        ("doi", "https://doi.org/10.1000/182", ""),
        ("none", "", ""),
    ],
)
def test_the_page_of_a_publication_is_one_of_the_kinds(
    project: Project, setting: str, paper: str, plain: str
) -> None:
    found = leads(project, publications_title_link=setting, publications_pages=True)
    assert (found["paper"], found["plain"]) == (paper, plain)


@pytest.mark.parametrize("setting", ["auto", "page", "doi, page", "doi", "none"])
@pytest.mark.parametrize("as_text", [True, False], ids=["text", "nodes"])
def test_the_page_of_a_publication_is_linked_once(
    project: Project, monkeypatch: pytest.MonkeyPatch, setting: str, as_text: bool
) -> None:
    if not as_text:
        monkeypatch.setattr(html_text, "writes_text", lambda _: False)
    write(project, publications_pages=True, publications_title_link=setting)
    page = project.build().html()
    for item in page.cssselect("li.pub-item"):
        links = item.cssselect("a[href^='publications/']:not([download])")
        assert len(links) == 1, item.get("id")


@pytest.mark.parametrize("builder", ["text", "latex", "man", "texinfo", "xml"])
def test_titles_are_no_links_elsewhere(project: Project, builder: str) -> None:
    write(project, man_pages=[("index", "p", "P", "A", 1)])
    built = project.build(builder)
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(built.outdir.rglob("*"))
        if path.suffix in {".txt", ".tex", ".1", ".texi", ".xml"}
    )
    assert "Coded" in text
    assert "pub_.0." not in text
    assert "pub-title-link" not in text
    assert "describedby" not in text or builder == "xml"
    # Only the row of links leads there.
    shown = {"latex": r"\sphinxhref{https://e.org/h}{HTML}", "text": "HTML: https://e.org/h"}
    if builder in shown:
        assert shown[builder] in text
        assert text.count("https://e.org/h") == text.count(shown[builder])


@pytest.mark.parametrize(
    ("builder", "style", "setting", "own"),
    [
        *(("html", style, "auto", True) for style in STYLES),
        *(("html", style, "auto", False) for style in STYLES),
        *(("html", "default", setting, True) for setting in ("none", "page", "doi, page", "pdf")),
        *(("html", "default", setting, False) for setting in ("none", "page", "slides, pdf")),
        *((builder, "default", "auto", False) for builder in ("singlehtml", "epub")),
        *((builder, "no titles", "none", False) for builder in ("singlehtml", "epub")),
    ],
)
def test_text_is_what_nodes_become(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    builder: str,
    style: str,
    setting: str,
    own: bool,
) -> None:
    write(
        project,
        publications_style=STYLES[style],
        publications_pages=own,
        publications_title_link=setting,
    )
    project.build(builder, out="text", doctrees="d")
    monkeypatch.setattr(html_text, "writes_text", lambda _: False)
    project.build(builder, out="nodes", doctrees="d", fresh=True)
    names = ["index.xhtml", "more.xhtml"] if builder == "epub" else ["index.html"]
    for name in names:
        texts = [
            (project.folder / "out" / out / name).read_text(encoding="utf-8")
            for out in ("text", "nodes")
        ]
        assert texts[0].splitlines() == texts[1].splitlines()


def test_a_book_has_addresses_behind_links_and_not_in_titles(project: Project) -> None:
    write(project, epub_show_urls="inline")
    page = project.build("epub").html("index.xhtml")
    titles = [node.text_content() for node in page.cssselect("#paper .pub-title")]
    assert titles == ["On K & more."]
    assert "[https://doi.org/10.1000/182]" in page.cssselect("#paper .pub-links")[0].text_content()


# -- ids that other things have, too -----------------------------------------------------


@pytest.mark.parametrize(
    ("names", "builder"),
    [
        (("a/b", "a-b"), "singlehtml"),
        (("論文", "本"), "singlehtml"),
        (("a", "a-0"), "singlehtml"),
        (("A", "a b"), "singlehtml"),
    ],
)
def test_pages_that_become_one_have_titles_of_their_own(
    project: Project, names: tuple[str, str], builder: str
) -> None:
    lists = "```{publications}\n:no-index:\n```\n\n"
    tree = "\n".join(names)
    project.write({f"{name}.md": f"# {name}\n\n{lists}{lists}" for name in names})
    project.write({"index.md": f"# H\n\n```{{toctree}}\n{tree}\n```\n"})
    project.write({"pubs.bib": "@misc{a, title={A}}\n@misc{b, title={B}}"})
    page = project.build(builder).html()
    ids = Counter(page.xpath("//li//@id"))
    assert len(ids) == 8
    assert set(ids.values()) == {1}


@pytest.mark.parametrize(
    ("page", "bib"),
    [
        ("# P\n\n{}", "@misc{pub-0-0, title={A}}\n@misc{b, title={B}}"),
        ("# P\n\n{}", "@misc{a, title={A}, ids={pub-0-0}}\n@misc{b, title={B}}"),
        ("# P\n\n{}\n\n## Pub 0 1\n\nText.\n", "@misc{a, title={A}}\n@misc{b, title={B}}"),
        ("# P\n\n(pub-0-0)=\n## X\n\n{}", "@misc{a, title={A}}\n@misc{b, title={B}}"),
    ],
)
def test_a_name_that_looks_like_ours_is_on_the_page_once(
    project: Project, page: str, bib: str
) -> None:
    project.write({"index.md": page.format("```{publications}\n```\n"), "pubs.bib": bib})
    built = project.build()
    ids = Counter(built.html().xpath("//@id"))
    assert {it: count for it, count in ids.items() if count > 1} == {}


# -- what is copied ----------------------------------------------------------------------


@pytest.mark.parametrize("as_text", [True, False], ids=["text", "nodes"])
@pytest.mark.parametrize("own", [True, False], ids=["pages", "no pages"])
def test_buttons_copy_the_bibtex_and_the_address(
    project: Project, monkeypatch: pytest.MonkeyPatch, own: bool, as_text: bool
) -> None:
    if not as_text:
        monkeypatch.setattr(html_text, "writes_text", lambda _: False)
    write(project, publications_pages=own)
    built = project.build()
    for name in ("index.html", "deep/more.html"):
        for item in built.html(name).cssselect("li.pub-item"):
            (take,) = item.cssselect("details.pub-cite > .pub-take")
            code = take.getnext()
            assert code.get("class") == "pub-bibtex"
            said = [
                (it.tag, it.text, it.get("aria-label"), it.get("value"))
                for it in take
                if it.tag == "button"
            ]
            node_id = item.get("id")
            key = code.text.partition("{")[2].partition(",")[0]
            address = f"#{node_id}" if node_id else ""
            if not node_id and own:
                up = "../" if "/" in name else ""
                page = take.cssselect("[download]")[0].get("href").rpartition(".")[0]
                address = f"{page}.html"
                assert address.startswith(f"{up}publications/"), key
                assert (built.outdir / name).parent.joinpath(address).is_file()
            expected: list[tuple[str, str, str | None, str | None]]
            expected = [("button", "Copy", "Copy BibTeX", None)]
            expected += [("button", "Copy link", None, address)] if address else []
            assert said == expected


def test_an_address_that_is_copied_is_on_the_page(project: Project) -> None:
    write(project)
    page = project.build().html()
    values = page.xpath("//button[@class='pub-copy']/@value")
    assert "#dubel-1" in values
    ids = set(page.xpath("//@id"))
    assert {value.removeprefix("#") for value in values} <= ids
