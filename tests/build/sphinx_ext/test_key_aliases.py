"""A renamed key breaks no link: the old one is in biblatex's ``ids``, in real builds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from outputs import assert_same
from support import Project

if TYPE_CHECKING:
    from support import Built

    Build = Callable[..., Built]

BIB = """\
@article{new, ids = {old, DBLP:old}, author = {Roe, Jane}, title = {One}, journal = {J}, year = 2021}
@article{other, author = {Poe, Al}, title = {Two}, journal = {J}, year = 2020}
"""  # noqa: E501
LIST = "# Papers\n\n```{publications}\n```\n"
INDEX = "# Home\n\n```{toctree}\npapers\ntext\n```\n"


def _files(text: str, bib: str = BIB, papers: str = LIST) -> dict[str, str]:
    pages = {"index.md": INDEX, "papers.md": papers, "text.md": f"# Text\n\n{text}\n"}
    return {**pages, "pubs.bib": bib}


def _links(built: Built, page: str = "text.html") -> list[tuple[str, str]]:
    body = built.html(page).cssselect("section > p a.internal, section > p a.external")
    return [(link.text_content(), link.get("href")) for link in body]


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("{pub}`old`", "One"),
        ("{pub}`Old`", "One"),
        ("{pub}`DBLP:old`", "One"),
        ("{pub:number}`old`", "[J1]"),
        ("{pub:short}`old`", "Roe, 2021"),
        ("{pub:authors}`old`", "Roe"),
        ("{pub:year}`old`", "2021"),
        ("{pub:full}`old`", "“One” (Roe, 2021)"),
        ("{pub}`my words <old>`", "my words"),
        ("{any}`old`", "One"),
        ("[my words](#old)", "my words"),
        ("[](#old)", "One"),
        ("[](#DBLP:old)", "One"),
        ("{cite}`old`", "J1"),
        ("{cite}`DBLP:old`", "J1"),
        ("{cite:t}`OLD`", "J1"),
        ("{cite:year}`old`", "2021"),
        ("{cite:author}`old`", "Roe"),
        # An entry is in a citation once.
        ("{cite}`old,new,DBLP:old`", "J1"),
    ],
)
def test_links_by_an_old_key_land_on_the_entry(build: Build, role: str, text: str) -> None:
    built = build(_files(role))
    assert built.warnings == []
    assert _links(built) == [(text, "papers.html#new")]


def test_an_old_key_in_a_heading(build: Build) -> None:
    built = build(_files("Nothing.") | {"text.md": "# On {pub}`old`\n"})
    assert "On One" in built.html("text.html").cssselect("title")[0].text


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub"])
def test_old_links_from_elsewhere_land_on_the_entry(build: Build, builder: str) -> None:
    built = build(_files("Nothing."), builder, version="1", copyright="x")
    assert built.warnings == []
    name = {"dirhtml": "papers/index.html", "singlehtml": "index.html", "epub": "papers.xhtml"}
    page = built.html(name.get(builder, "papers.html"))
    (item,) = page.cssselect("li#new")
    assert [place.get("id") for place in item.xpath("./span[@id]")] == ["old", "dblp-old"]
    assert len(page.cssselect("#old")) == len(page.cssselect("#dblp-old")) == 1


@pytest.mark.parametrize(
    ("builder", "file", "anchors"),
    [
        ("latex", "t.tex", [
            r"\label{\detokenize{papers:new}}", r"\label{\detokenize{papers:old}}",
            r"\hypertarget{cite.papers:new}", r"\hypertarget{cite.papers:old}",
        ]),
        ("texinfo", "t.texi", ["@anchor{papers new}", "@anchor{papers old}"]),
        ("xml", "papers.xml", ['ids="new old dblp-old"']),
    ],
)  # fmt: skip
def test_other_builders_with_anchors(
    build: Build, builder: str, file: str, anchors: list[str]
) -> None:
    documents = {
        "latex_documents": [("index", "t.tex", "T", "A", "howto")],
        "texinfo_documents": [("index", "t", "T", "A", "t", "T", "T")],
    }
    built = build(_files("{cite}`old` {pub}`old`"), builder, **documents)
    assert built.warnings == []
    text = built.text(file)
    assert [text.count(anchor) for anchor in anchors] == [1] * len(anchors)


def test_what_else_has_the_name_keeps_it(build: Build) -> None:
    # A label of the page, and an item whose cite key is made into an id.
    bib = BIB.replace("DBLP:old", "p-q, text").replace("{other,", "{p/q,")
    papers = "# Papers\n\n(old)=\n## Old\n\n```{publications}\n```\n"
    built = build(_files("{pub}`old` {pub}`text` {pub}`p-q` {pub}`p/q`", bib, papers))
    assert built.warnings == [
        "papers.md:4: WARNING: old: “#old” is the address of something else on this page, so the"
        " publication has no address of this name, and links from elsewhere go astray; rename it,"
        " or choose another cite key [publications.key]"
    ]
    assert _links(built) == [*[("One", "papers.html#new")] * 3, ("Two", "papers.html#p-q")]
    page = built.html("papers.html")
    assert [place.get("id") for place in page.cssselect("li#new > span[id]")] == ["p-q-2", "text"]
    assert len(page.cssselect("#old")) == 1
    assert not page.cssselect("li #old")


def test_each_list_has_the_anchors_and_a_page_has_them_once(build: Build) -> None:
    papers = LIST + "\n## Picked\n\n```{publications}\nold\n```\n"
    files = _files("```{publications}\nDBLP:old\n```\n", papers=papers)
    built = build(files)
    assert built.warnings == []
    for page in ("papers.html", "text.html"):
        assert len(built.html(page).cssselect("li#new > #old")) == 1
    assert len(built.html("papers.html").cssselect("#old")) == 1


def test_the_inventory_has_old_keys_with_the_address_of_the_entry(build: Build) -> None:
    built = build(_files("Nothing."))
    data = (built.outdir / "objects.inv").read_bytes()
    publications = InventoryFile.loads(data, uri="").data["pub:publication"]
    assert {key: (item.uri, item.display_name) for key, item in publications.items()} == {
        "new": ("papers.html#new", "One"),
        "old": ("papers.html#new", "One"),
        "DBLP:old": ("papers.html#new", "One"),
        "other": ("papers.html#other", "Two"),
    }


@pytest.mark.parametrize(
    "source", ["{external+roe:pub}`old`", "{pub}`old`", "{any}`old`", "{pub}`roe:DBLP:old`"]
)
def test_another_site_links_by_an_old_key(tmp_path: Path, source: str) -> None:
    ours, theirs = Project(tmp_path / "ours"), Project(tmp_path / "theirs")
    ours.write(_files("Nothing."))
    inventory = ours.build().outdir / "objects.inv"
    theirs.write({"index.md": f"# Theirs\n\n{source}\n"})
    built = theirs.build(
        config={
            "extensions": ["myst_parser", "sphinx_publications", "sphinx.ext.intersphinx"],
            "intersphinx_mapping": {"roe": ("https://roe.example/", str(inventory))},
            "bibtex_bibfiles": [],
        }
    )
    assert built.warnings == []
    assert _links(built, "index.html") == [("One", "https://roe.example/papers.html#new")]


def test_visitors_take_along_the_entry_under_its_key_from_the_old_address_too(
    build: Build,
) -> None:
    folder = build(_files("Nothing.")).outdir / "_downloads/bibtex"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    assert sorted(path.name for path in folder.iterdir()) == [
        "DBLP-old-046267c0.bib", "new.bib", "old.bib", "other.bib",
    ]  # fmt: skip
    assert texts[0] == texts[1] == texts[2]
    assert texts[0].startswith("@article{new,")
    assert "ids" not in texts[0]


def test_wrong_aliases_are_reported_and_the_real_key_has_them(build: Build) -> None:
    bib = BIB + "@misc{third, title = {Three},\n  ids = {other, old}}\n"
    built = build(_files("{pub}`other`, {cite:t}`other`, {pub}`old`", bib))
    reason = "and leads there: take it out of this one [publications.duplicate_key]"
    assert built.warnings == [
        "pubs.bib:4: WARNING: third: field “ids” names “other”, which is the cite key of another"
        f" entry (line 2) {reason}",
        "pubs.bib:4: WARNING: third: field “ids” names “old”, which is also named by another"
        f" entry (line 1) {reason}",
    ]
    assert [href for _, href in _links(built)] == [
        "papers.html#other", "papers.html#other", "papers.html#new",
    ]  # fmt: skip


def test_an_entry_on_no_list_is_reported_under_the_key_that_was_written(build: Build) -> None:
    built = build(_files("{pub}`old`", papers="# Papers\n"))
    assert built.warnings == [
        "text.md:3: WARNING: old: is in pubs.bib:1, but on no list: add a “publications”"
        " directive that shows it [publications.key]"
    ]
    # Where nothing of ours is asked for, sphinxcontrib-bibtex has its say.
    built = build(_files("{cite}`old`", papers="# Papers\n"))
    assert built.warnings == [
        'text.md:3: WARNING: could not find bibtex key "old" [bibtex.key_not_found]'
    ]


# -- sphinxcontrib-bibtex's own lists ------------------------------------------

BIBLIOGRAPHY = "```{{bibliography}}\n{}\n```\n"


def _citations(built: Built) -> list[str]:
    return [
        place.text_content().split(".")[1].strip()
        for place in built.html("text.html").cssselect("div.citation p")
    ]


@pytest.mark.parametrize(
    ("cited", "options", "shown"),
    [
        ("{cite}`old`", "", ["One"]),
        ("{cite}`old` {cite}`new` {cite}`DBLP:old`", "", ["One"]),
        ("{cite}`old,new`", ":all:", ["Two", "One"]),
        ("{cite}`old`", ':filter: docname in docnames and key == "new"', ["One"]),
        # In the order of citations, whatever the keys.
        ("{cite}`other` {cite}`old`", ":style: unsrt", ["Two", "One"]),
        ("{cite}`old` {cite}`other` {cite}`new`", ":style: unsrt", ["One", "Two"]),
        ("{cite}`p-old` {cite}`p-new`", ":keyprefix: p-", ["One"]),
        ("Nothing.", "\nold", ["One"]),
        ("Nothing.", ":keyprefix: p-\n\nold\nnew", ["One"]),
    ],
)
def test_a_bibliography_has_who_is_cited_by_an_old_key(
    build: Build, cited: str, options: str, shown: list[str]
) -> None:
    text = f"{cited}\n\n{BIBLIOGRAPHY.format(options)}"
    built = build(_files(text, papers="# Papers\n"))
    assert built.warnings == []
    # Of "plain" and "unsrt": authors. title. journal, year.
    assert _citations(built) == shown
    targets = {f"#{place.get('id')}" for place in built.html("text.html").cssselect(".citation")}
    assert {href for _, href in _links(built)} <= targets


def test_who_is_cited_by_an_old_key_is_not_among_the_others(build: Build) -> None:
    built = build(_files(f"{{cite}}`old`\n\n{BIBLIOGRAPHY.format(':notcited:')}"))
    assert built.warnings == []
    assert _citations(built) == ["Two"]
    assert _links(built) == [("J1", "papers.html#new")]


@pytest.mark.parametrize("source", ["{any}`old`", "[](#old)", "{cite:t}`old`"])
def test_links_by_an_old_key_to_a_bibliography(build: Build, source: str) -> None:
    papers = f"# Papers\n\n{BIBLIOGRAPHY.format(':all:')}"
    (link,) = _links(build(_files(source, papers=papers)))
    assert link == _links(build(_files(source.replace("old", "new"), papers=papers)))[0]
    assert link[1].startswith("papers.html#id")


def test_a_cite_key_behind_a_prefix_comes_before_an_alias(build: Build) -> None:
    bib = BIB.replace("DBLP:old", "p-other")
    text = f"{{cite}}`p-other`\n\n{BIBLIOGRAPHY.format(':keyprefix: p-')}"
    built = build(_files(text, bib, papers="# Papers\n"))
    assert built.warnings == []
    assert _citations(built) == ["Two"]


def test_an_entry_has_one_footnote(build: Build) -> None:
    text = "{footcite}`old` {footcite}`new` {footcite:t}`DBLP:old,new`\n\n"
    built = build(_files(f"{text}```{{footbibliography}}\n```\n"))
    assert built.warnings == []
    page = built.html("text.html")
    assert len(page.cssselect("aside.footnote")) == 1
    assert [link.text_content() for link in page.cssselect("p a.footnote-reference")] == ["[1]"] * 3


# -- incremental builds --------------------------------------------------------

SITE = {
    "index.md": "# Home\n\n```{toctree}\nlist\nlinks\nnew\nsecond\nplain\n```\n",
    "list.md": "# List\n\n```{publications}\n:filter: key != 'second'\n```\n",
    "links.md": "# By an old key\n\n{pub}`old` {cite:t}`old` {any}`old` [](#old)\n",
    "new.md": "# New\n\n{pub}`new` {cite:t}`new`\n",
    "second.md": "# Second\n\n```{publications}\nsecond\n```\n",
    "plain.md": "# Plain\n\nNothing.\n",
}
ENTRY = (
    "@misc{{new, title = {{One}}, ids = {{{}}}}}\n@misc{{second, title = {{Two}}, ids = {{{}}}}}\n"
)


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        (("", ""), ("old", ""), ["links", "list"]),
        (("old", ""), ("", ""), ["links", "list"]),
        (("old", ""), ("older", ""), ["links", "list"]),
        (("x", ""), ("y", ""), ["list"]),
        (("old", ""), ("", "old"), ["links", "list", "second"]),
        (("old", "old"), ("", "old"), ["links", "list", "second"]),
        (("old", ""), ("old", "old"), []),
        (("old", ""), (" old ,", ""), []),
        (("old", ""), ("old, new", ""), []),
        (("old", ""), ("old", "x"), ["second"]),
        # Two names of one id: the inventory has another one.
        (("a:b", ""), ("a.b", ""), ["list"]),
    ],
)
def test_an_alias_owes_the_pages_that_show_it(
    project: Project, before: tuple[str, str], after: tuple[str, str], written: list[str]
) -> None:
    project.write({**SITE, "pubs.bib": ENTRY.format(*before)})
    project.build()
    project.edit("pubs.bib", ENTRY.format(*after))
    again, fresh = project.rebuild()
    assert [name for name in again.written if name != "index"] == written
    assert again.read == [name for name in written if name != "links"]
    assert_same(again, fresh)


def test_a_renamed_key_changes_no_page_that_links_by_the_old_one(project: Project) -> None:
    entry = "@misc{{{}, title = {{One}}{}}}\n"
    project.write({**SITE, "pubs.bib": entry.format("old", "")})
    first = project.build()
    project.edit("pubs.bib", entry.format("new", ", ids = {old}"))
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    texts = [[text for text, _ in _links(built, "links.html")] for built in (first, again)]
    assert texts[0] == texts[1]
    assert [href for _, href in _links(again, "links.html")] == ["list.html#new"] * 4
