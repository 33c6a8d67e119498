"""The finder in built pages: where there is one, what is in it, and what other builders do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from lxml.html import fromstring

from bench.corpus import bibliography

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from support import Built, Project

    Build = Callable[..., Built]

BIB = """\
@article{one,
  title = {One}, author = {Doe, Jane}, journal = {Journal of "R\\&D" <1>}, year = 2021,
  keywords = {lists, theory},
}
@inproceedings{two,
  title = {Two}, author = {Doe, Jane}, booktitle = {Conference}, abbr = {Conf}, year = 2022,
  keywords = {lists},
}
@inproceedings{three,
  title = {Three}, author = {Roe, Bo}, booktitle = {Conference}, abbr = {Conf}, year = 2021,
}
"""


def _page(options: str = "", body: str = "") -> str:
    return f"# Papers\n\n```{{publications}}\n{options}\n\n{body}\n```\n"


def _many(count: int) -> str:
    entries = (f"@misc{{k{n}, title = {{T{n}}}, year = {2000 + n}}}\n" for n in range(count))
    return "".join(entries)


def _forms(built: Built, name: str = "index.html") -> list[HtmlElement]:
    return list(built.html(name).cssselect("form.pub-finder"))


def _scripts(built: Built, name: str = "index.html") -> list[str]:
    sources = [node.get("src", "") for node in built.html(name).cssselect("script")]
    return [source.split("?")[0] for source in sources if "publications.js" in source]


@pytest.mark.parametrize(
    ("count", "options", "body", "config", "has_one"),
    [
        (10, "", "", {}, True),
        (9, "", "", {}, False),
        (9, ":finder:", "", {}, True),
        (9, ":finder: yes", "", {}, True),
        (10, ":finder: no", "", {}, False),
        (10, ":no-index:", "", {}, False),
        (10, ":no-index:\n:finder:", "", {}, True),
        (12, ":limit: 11", "", {}, False),
        (12, ":limit: 11\n:finder: on", "", {}, True),
        (12, "", "k1 k2", {}, False),
        (12, ":filter: year >= \"2003\"", "", {}, False),
        (3, "", "", {"publications_finder": 3}, True),
        (12, "", "", {"publications_finder": 0}, False),
        (12, "", "", {"publications_finder": False}, False),
        (12, ":finder:", "", {"publications_finder": False}, True),
        (1, "", "", {"publications_finder": True}, True),
        (3, ":finder:\n:filter: False", "", {}, False),
    ],
)  # fmt: skip
def test_which_lists_have_a_finder(
    build: Build, count: int, options: str, body: str, config: dict[str, Any], has_one: bool
) -> None:
    built = build({"index.md": _page(options, body), "pubs.bib": _many(count)}, **config)
    assert built.warnings == []
    assert len(_forms(built)) == has_one
    # Nothing of it is anywhere else: neither the script, nor counts, nor data.
    assert _scripts(built) == ["_static/publications.js"] * has_one
    page = built.html()
    assert bool(page.cssselect(".pub-count")) == has_one
    assert bool(page.cssselect("[data-key], [data-year], [data-finder]")) == has_one


def test_an_option_that_is_neither_yes_nor_no_is_reported(build: Build) -> None:
    built = build({"index.md": _page(":finder: perhaps"), "pubs.bib": _many(10)})
    assert built.warnings == [
        "index.md:3: WARNING: :finder: is “perhaps”, but is yes or no; it is ignored"
        " [publications.option]"
    ]
    assert len(_forms(built)) == 1


@pytest.mark.parametrize("value", [-1, "ten"])
def test_a_bad_setting_is_reported_and_the_default_used(build: Build, value: object) -> None:
    files = {"index.md": _page(), "pubs.bib": _many(10)}
    built = build(files, publications_finder=value)
    assert [line for line in built.warnings if "has type" not in line] == [
        "WARNING: conf.py: publications_finder is a number (0 for never); its default is used"
        " [publications.config]"
    ]
    assert len(_forms(built)) == 1


def test_the_form(build: Build) -> None:
    built = build({"index.md": _page(":finder:"), "pubs.bib": BIB})
    assert built.warnings == []
    (form,) = _forms(built)
    assert (form.get("role"), form.get("aria-label")) == ("search", "Find publications")
    (label,) = form.cssselect("label")
    assert label.text_content().strip() == "Find publications"
    (field,) = label.cssselect("input")
    assert dict(field.attrib) == {
        "class": "pub-finder-field",
        "type": "search",
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
        "enterkeyhint": "search",
    }
    assert form.cssselect("[role=status]")[0].text_content() == "3 publications"
    assert form.cssselect("summary")[0].text_content() == "Filter by kind, year, venue or topic"
    facets = {
        facet.cssselect("legend")[0].text_content(): [
            (button.get("value"), " ".join(button.text_content().split()))
            for button in facet.cssselect("button[type=button][aria-pressed=false]")
        ]
        for facet in form.cssselect("details > fieldset")
    }
    assert facets == {
        "Kind": [("articles", "Journal articles 1"), ("conference", "Conference papers 2")],
        "Year": [("2022", "2022 1"), ("2021", "2021 2")],
        "Venue": [("Conf", "Conf 2"), ("Journal of “R&D” <1>", "Journal of “R&D” <1> 1")],
        "Topic": [("lists", "lists 2"), ("theory", "theory 1")],
    }


def test_without_anything_to_choose_there_is_only_the_field(build: Build) -> None:
    bib = "@misc{a, title = {A}}\n@misc{b, title = {B}}\n"
    built = build({"index.md": _page(":finder:"), "pubs.bib": bib})
    (form,) = _forms(built)
    assert form.cssselect("details, fieldset") == []


def test_items_say_what_they_are(build: Build) -> None:
    built = build({"index.md": _page(":finder:"), "pubs.bib": BIB})
    shown = [
        {name: value for name, value in item.attrib.items() if name.startswith("data-")}
        for item in built.html().cssselect("li.pub-item")
    ]
    assert shown == [
        {
            "data-key": "one",
            "data-kind": "articles",
            "data-year": "2021",
            "data-venue": "Journal of “R&D” <1>",
            "data-topics": "lists;theory",
        },
        {
            "data-key": "two",
            "data-kind": "conference",
            "data-year": "2022",
            "data-venue": "Conf",
            "data-topics": "lists",
        },
        {
            "data-key": "three",
            "data-kind": "conference",
            "data-year": "2021",
            "data-venue": "Conf",
        },
    ]


def test_markup_in_facets_is_text(build: Build) -> None:
    evil = '"><script>alert(1)</script>'
    bib = "".join(
        f"@misc{{k{n}, title={{T}}, keywords={{{evil}{n}}}, howpublished={{x}},"
        f" venue={{{evil}{n}}}}}\n"
        for n in range(3)
    )
    built = build({"index.md": _page(":finder:"), "pubs.bib": bib})
    page = built.html()
    assert page.cssselect("[role=main] script") == []
    values = [button.get("value") for button in page.cssselect("fieldset[name=topic] button")]
    assert len(values) == 3
    assert [item.get("data-topics") for item in page.cssselect("li.pub-item")] == values


def test_counts_stand_behind_headings_and_in_the_contents(build: Build) -> None:
    page = "# Papers\n\n```{publications}\n:finder:\n:group-by: kind, year\n```\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    html = built.html()
    headings = [
        node.text_content().rstrip("¶") for node in html.cssselect(".pub-group > :is(h2, h3)")
    ]
    assert headings == [
        "Journal articles 1",
        "2021 1",
        "Conference papers 2",
        "2022 1",
        "2021 1",
    ]
    contents = [link.text_content() for link in html.cssselect(".sphinxsidebar li li a")]
    assert contents == headings
    # Addresses of headings are the same with and without.
    assert [node.get("id") for node in html.cssselect("section.pub-group")][:2] == [
        "publications-articles",
        "publications-articles-2021",
    ]


def test_other_pages_name_headings_without_counts(project: Project) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\nlist\nother\n```\n",
        "list.md": _page(":finder:"),
        "other.md": "# Other\n",
        "pubs.bib": BIB,
    }
    project.write(files)
    # This theme shows the headings of all pages on all pages.
    config = {"html_theme": "alabaster", "html_theme_options": {"sidebar_collapse": False}}
    built = project.build(config=config)
    links = [link.text_content() for link in built.html("other.html").cssselect(".sphinxsidebar a")]
    assert "Conference papers" in links
    links = [link.text_content() for link in built.html("list.html").cssselect(".sphinxsidebar a")]
    assert "Conference papers 2" in links
    # So they need not be written again for each publication.
    project.edit("pubs.bib", BIB + BIB.replace("{one", "{uno").replace("{t", "{x"))
    again = project.build(config=config)
    assert again.written == ["index", "list"]
    fresh = project.build(config=config, out="fresh", fresh=True)
    for name in ("index.html", "list.html", "other.html"):
        assert again.text(name) == fresh.text(name)
    assert "Conference papers 4" in again.html("list.html").text_content()


def test_contents_in_plain_text_have_no_counts(project: Project) -> None:
    # Sphinx does not write the home page again for a change two steps below it.
    toctree = "```{{toctree}}\n{}\n```\n"
    files = {
        "index.md": "# Home\n\n" + toctree.format("part"),
        "part.md": "# Part\n\n" + toctree.format("list"),
        "list.md": _page(":finder:"),
        "pubs.bib": BIB,
    }
    project.write(files)
    built = project.build("text")
    assert "   * Conference papers\n" in built.text("index.txt")
    assert "Conference papers (2)\n" in built.text("list.txt")


def test_in_an_admonition_each_group_is_one_element(build: Build) -> None:
    page = "# P\n\n::::{note}\n```{publications}\n:finder:\n:group-by: kind, year\n```\n::::\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    assert built.warnings == []
    groups = built.html().cssselect("div.pub-group")
    assert [group.cssselect("p.rubric")[0].text_content() for group in groups] == [
        "Journal articles 1",
        "2021 1",
        "Conference papers 2",
        "2022 1",
        "2021 1",
    ]
    assert [len(group.cssselect("li.pub-item")) for group in groups] == [1, 1, 2, 1, 1]


def test_a_label_before_the_list_still_leads_to_it(build: Build) -> None:
    page = "# P\n\n(here)=\n```{publications}\n:finder:\n```\n\nSee {ref}`the list <here>`.\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    assert built.warnings == []
    html = built.html()
    assert len(html.cssselect("#here")) == 1
    assert [link.get("href") for link in html.cssselect("p a.internal")] == ["#here"]


TEXT = """\
Papers
******


Journal articles (1)
====================

[J1] One. Jane Doe. *Journal of “R&D” <1>*, 2021.


Conference papers (2)
=====================

[C1] Two. Jane Doe. *Conf (Conference)*, 2022.

[C2] Three. Bo Roe. *Conf (Conference)*, 2021.
"""


def test_plain_text_has_the_counts_and_no_form(build: Build) -> None:
    built = build({"index.md": _page(":finder:"), "pubs.bib": BIB}, "text")
    assert built.warnings == []
    assert built.text("index.txt") == TEXT


@pytest.mark.parametrize(
    ("builder", "name", "heading"),
    [
        ("epub", "index.xhtml", '<h2>Journal articles <span class="pub-count">1</span></h2>'),
        ("latex", "test.tex", r"\chapter{Journal articles (1)}"),
        ("man", "p.7", ".SH JOURNAL ARTICLES (1)"),
        ("texinfo", "test.texi", "@chapter Journal articles (1)"),
        ("xml", "index.xml", "Journal articles<publication_count"),
        ("pseudoxml", "index.pseudoxml", "<publication_count"),
        ("gettext", "index.pot", 'msgid "Papers"'),
    ],
)
def test_builders_without_scripts_leave_the_form_out(
    project: Project, builder: str, name: str, heading: str
) -> None:
    project.write({"index.md": _page(":finder:"), "pubs.bib": BIB})
    config: dict[str, Any] = {
        "version": "1",
        "copyright": "x",
        "man_pages": [("index", "p", "P", [], 7)],
    }
    built = project.build(builder, config=config)
    assert built.warnings == []
    text = built.text(name)
    assert heading in text
    for left_out in ("Find publications", "publication_finder", "data-", "publications.js"):
        assert left_out not in text


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_other_builders_of_pages_have_it(project: Project, builder: str) -> None:
    files = {
        "index.md": f"{_page(':finder:')}\n```{{toctree}}\nmore\nnone\n```\n",
        "more.md": _page(":finder:"),
        "none.md": "# None\n",
        "pubs.bib": BIB,
    }
    project.write(files)
    built = project.build(builder)
    assert built.warnings == []
    names = [form.get("data-list") for form in _forms(built)]
    assert _scripts(built) == ["_static/publications.js"]
    if builder == "singlehtml":
        assert names == ["index-0", "more-0"]
    else:
        assert names == ["index-0"]
        assert _scripts(built, "more/index.html") == ["../_static/publications.js"]
        assert _scripts(built, "none/index.html") == []
    for form, name in zip(_forms(built), names, strict=True):
        lists = built.html().cssselect(f'.pub-list[data-finder="{name}"]')
        assert sum(len(each.cssselect("li.pub-item")) for each in lists) == 3, form


def test_two_finders_of_a_page_have_different_names(build: Build) -> None:
    page = _page(":finder:") + "\n## More\n\n```{publications}\n:finder:\n:no-index:\n```\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    assert [form.get("aria-label") for form in _forms(built)] == [
        "Find publications",
        "Find publications (list 2)",
    ]


@pytest.mark.parametrize(
    ("old", "new", "has_finder", "written"),
    [
        ("theory", "practice", True, ["index", "list"]),
        # Nobody sees keywords where there is no finder.
        ("theory", "practice", False, []),
        ("abbr = {Conf}", "abbr = {CF}", True, ["index", "list"]),
        ('"R\\&D"', '"A\\&B"', True, ["index", "list"]),
    ],
    ids=["keyword", "unseen keyword", "venue", "venue's name"],
)
def test_an_edit_writes_the_page_again_if_it_shows_something_else(
    project: Project, old: str, new: str, has_finder: bool, written: list[str]
) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\nlist\n```\n",
        "list.md": _page(":finder:" if has_finder else ""),
        "pubs.bib": BIB,
    }
    project.write(files)
    project.build()
    project.edit("pubs.bib", BIB.replace(old, new))
    again, fresh = project.build(), project.build(out="fresh", fresh=True)
    assert again.written == written
    assert again.text("list.html") == fresh.text("list.html")


def test_parallel_equals_serial(project: Project) -> None:
    pages = {f"p{n}.md": _page(":finder:") for n in range(6)}
    toctree = "\n".join(f"p{n}" for n in range(6))
    index = f"# Home\n\n```{{toctree}}\n{toctree}\n```\n"
    project.write({"index.md": index, "pubs.bib": bibliography(30), **pages})
    serial, parallel = project.build(out="serial"), project.build(out="parallel", jobs=2)
    for n in range(6):
        assert len(_forms(serial, f"p{n}.html")) == 1
        assert serial.text(f"p{n}.html") == parallel.text(f"p{n}.html")


def test_a_heading_that_is_the_title_of_the_page_has_no_count(build: Build) -> None:
    # Other pages show it: in links, and in "next" and "previous".
    page = ".. publications::\n   :group-by: year\n   :finder:\n"
    built = build({"index.rst": page, "pubs.bib": BIB})
    assert built.html().cssselect(".pub-count") == []
    assert len(_forms(built)) == 1


def test_the_chart_of_the_first_finder_is_linked(build: Build) -> None:
    lists = "```{publications}\n:finder:\n:chart:\n```\n\n"
    built = build({"index.md": f"# P\n\n{lists}## Q\n\n{lists}", "pubs.bib": BIB})
    charts = built.html().cssselect("figure.pub-chart")
    assert [bool(chart.cssselect("a.pub-chart-bar")) for chart in charts] == [True, False]


@pytest.mark.parametrize(
    ("builder", "name", "address"),
    [
        ("html", "deep/list.html", "../search.html"),
        ("dirhtml", "deep/list/index.html", "../../search/"),
        ("singlehtml", "index.html", None),
        ("json", "deep/list.fjson", None),
    ],
)
def test_where_nothing_is_found_the_whole_site_may_be_searched(
    build: Build, builder: str, name: str, address: str | None
) -> None:
    index = "# Home\n\n```{toctree}\ndeep/list\n```\n"
    built = build({"index.md": index, "deep/list.md": _page(":finder:"), "pubs.bib": BIB}, builder)
    assert built.warnings == []
    text = built.text(name)
    page = fromstring(json.loads(text)["body"] if builder == "json" else text)
    (nothing,) = page.cssselect("form .pub-finder-none")
    assert nothing.text_content().strip().startswith("No publication matches .")
    links = [link.get("href") for link in nothing.cssselect("a")]
    assert links == ([address] if address else [])
    if address:
        target = (built.outdir / name).parent / address
        assert (target / "index.html" if address.endswith("/") else target).is_file()


def test_a_builder_that_writes_no_search_has_no_link_to_it(build: Build) -> None:
    files = {"index.md": _page(":finder:"), "pubs.bib": BIB}
    (form,) = _forms(build(files, publications_pages=True, html_use_index=False))
    assert len(form.cssselect(".pub-finder-none a")) == 1


MATERIAL = """\
@misc{a, title={A}, code={https://e.org/a}, my_talk={https://e.org/t}, scan={X1}, year=2020,
  shorttitle={Short}, alias={Old "A" <b>; Older {\\'E}}}
@misc{b, title={B}, slides={files/s.pdf}, video={https://e.org/v}, blog={https://e.org/b}}
@misc{c, title={C}, poster={files/none.pdf}, data={https://e.org/d}, year=2021, doi={10.1000/182}}
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_items_say_what_they_come_with_and_how_else_they_are_called(
    project: Project, builder: str
) -> None:
    project.write({"index.md": _page(":finder:\n:sort: key"), "pubs.bib": MATERIAL})
    project.write({"files/s.pdf": "%PDF"})
    project.config["publications_links"] = {"my_talk": "Talk & more", "code": "Source"}
    built = project.build(builder, config={"suppress_warnings": ["publications"]})
    items = {item.get("data-key"): item for item in built.html().cssselect("li.pub-item")}
    assert {key: item.get("data-with") for key, item in items.items()} == {
        "a": "code my_talk",
        "b": "slides video",
        "c": "data",
    }
    assert json.loads(items["a"].get("data-also")) == ["Short", "Old “A” <b>", "Older É"]
    assert [items[key].get("data-also") for key in "bc"] == [None, None]
    (facet,) = built.html().cssselect("fieldset[name=with]")
    assert facet.cssselect("legend")[0].text == "With"
    choices = facet.cssselect("button[value]")
    assert [(it.get("value"), it.cssselect(".pub-facet-label")[0].text) for it in choices] == [
        ("code", "Source"),
        ("data", "Data"),
        ("slides", "Slides"),
        ("video", "Video"),
        ("my_talk", "Talk & more"),
    ]
    # Each choice is what items say.
    said = Counter(kind for it in items.values() for kind in it.get("data-with").split())
    counts = {it.get("value"): int(it.cssselect(".pub-facet-count")[0].text) for it in choices}
    assert counts == said


def test_other_names_are_printed_nowhere(build: Build) -> None:
    files = {"index.md": _page(":finder:\n:details: cite"), "pubs.bib": MATERIAL}
    built = build(files, suppress_warnings=["publications"])
    assert "Older" not in built.html().cssselect("[role=main], body")[0].text_content()
    built = build(files, "text", suppress_warnings=["publications"])
    assert "Older" not in built.text("index.txt")


def test_rare_choices_stand_behind_a_button(build: Build) -> None:
    venues = [*"AABB", *"CDEFGHI"]
    bib = "".join(
        f"@inproceedings{{k{n}, title={{T}}, booktitle={{V{venue}}}, year=2020}}\n"
        for n, venue in enumerate(venues)
    )
    built = build({"index.md": _page(":finder:"), "pubs.bib": bib})
    (facet,) = built.html().cssselect("fieldset[name=venue]")
    buttons = facet.cssselect(".pub-choices > button")
    shown = [(it.text_content(), it.get("hidden") is not None) for it in buttons]
    assert shown[:3] == [("VA 2", False), ("VB 2", False), ("7 more", False)]
    assert shown[3:] == [(f"V{letter} 1", True) for letter in "CDEFGHI"]
    assert buttons[2].get("value") is None


def test_the_form_has_the_words_of_its_script(build: Build) -> None:
    built = build({"index.md": _page(":finder:"), "pubs.bib": BIB})
    (form,) = _forms(built)
    said = {name: text for name, text in form.attrib.items() if name.startswith("data-")}
    assert said == {
        "data-list": "index-0",
        "data-shown": "{} of {}",
        "data-remove": "Remove {}",
        "data-named": "{}: {}",
        "data-venue": "Venue",
        "data-topic": "Topic",
        "data-also": "Also known as",
        "data-key": "Cite key",
        "data-link": "Link",
    }
