"""Entries of the ``.bib`` file are edited: pages that show something else are written again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from linked_site import BIB, FILES, NEW
from outputs import assert_same

if TYPE_CHECKING:
    from support import Built, Project


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (BIB, []),
        (BIB.replace("Robust", "Strong"), ["any", "list", "pub"]),
        (BIB.replace("Fast", "Slow"), ["cite", "list"]),
        # All numbers move by one: the page that shows a number is written again, too.
        (NEW + BIB, ["cite", "list"]),
    ],
    ids=["touched", "title", "cited-title", "prepended"],
)
def test_an_edited_entry_gives_the_site_of_a_fresh_build(
    project: Project, text: str, written: list[str]
) -> None:
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", text)
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    # Sphinx itself writes the pages again whose toctree names a page that is written.
    assert again.written == sorted({*written, *(["index"] if written else [])})


@pytest.mark.parametrize(
    ("change", "written"),
    [
        # Shown by the list, and by the tooltips of all links.
        (("Zhu, Banghua and Doe", "Zhu, Banghua and Roe"), ["list", "number", "short", "text"]),
        (("year = 2022", "year = 2021"), ["list", "number", "short", "text"]),
        # Shown by the list only: in its abstract, and in its BibTeX.
        (("title = {Robust", "abstract = {Long.}, title = {Robust"), ["list"]),
        (("title = {Robust", "langid = {german}, title = {Robust"), ["list"]),
        (("title = {Robust", "title   =   {{R}obust"), ["list"]),
        # Fields that nothing shows, not even the BibTeX of an article; and other words for one.
        (("title = {Robust", "isbn = {9783161484100}, title = {Robust"), []),
        (("title = {Robust", "annotation = {Mine.}, title = {Robust"), []),
        (("title = {Robust", "TITLE   =   {Robust"), []),
    ],
    ids=["author", "year", "abstract", "langid", "braces", "isbn", "annotation", "spelling"],
)
def test_references_are_written_again_for_what_they_show(
    project: Project, change: tuple[str, str], written: list[str]
) -> None:
    bib = (
        "@article{one,\n  author = {Zhu, Banghua and Doe, Jane},\n  title = {Robust},\n"
        "  year = 2022,\n}\n"
    )
    project.write(
        {
            "index.md": "# Home\n\n```{toctree}\nlist\nnumber\nshort\ntext\n```\n",
            "list.md": "# List\n\n```{publications}\n```\n",
            "number.md": "# Number\n\n{pub:number}`one` {cite:p}`one`\n",
            "short.md": "# Short\n\n{pub:year}`one`\n",
            "text.md": "# Text\n\n{cite:t}`one`\n",
            "pubs.bib": bib,
        }
    )
    project.build()
    assert change[0] in bib
    project.edit("pubs.bib", bib.replace(*change))
    again, fresh = project.rebuild()
    assert [name for name in again.written if name != "index"] == written
    assert_same(again, fresh)


@pytest.mark.parametrize(
    ("types", "read"),
    [
        (("misc", "gadget"), []),
        (("gadget", "misc"), []),
        (("report", "techreport"), ["list"]),
        (("phdthesis", "mastersthesis"), ["list"]),
    ],
)
def test_a_type_owes_what_is_seen_of_it(
    project: Project, types: tuple[str, str], read: list[str]
) -> None:
    # Found by random edits: what visitors copy has the same type.
    before, after = (f"@{kind}{{odd, title={{Odd}}, year=2020}}\n" for kind in types)
    project.write({**FILES, "pubs.bib": BIB + before})
    project.build()
    project.edit("pubs.bib", BIB + after)
    again, fresh = project.rebuild()
    assert again.read == read
    assert_same(again, fresh)


def test_a_field_owes_what_visitors_copy_of_it(project: Project) -> None:
    # Found by 10,000 random edits: an entry inherited a title that its BibTeX leaves out.
    entry = "@misc{odd, title = {Odd}, journal = {Annals}, year = 2020}\n"
    project.write({**FILES, "pubs.bib": BIB + entry})
    project.build()
    expected: list[tuple[str, list[str]]] = [
        ("booktitle = {Whole}", []),
        ("booktitle = {Whole}, langid = {german}", ["list"]),
        ("booktitle = {Other}, langid = {german}", []),
        ("langid = {french}", ["list"]),
    ]
    for fields, read in expected:
        project.edit("pubs.bib", BIB + entry.replace("year", f"{fields}, year"))
        again, fresh = project.rebuild()
        assert again.read == read
        assert_same(again, fresh)


def test_builders_that_share_pages_show_the_bibtex_of_now(project: Project) -> None:
    # The output of "text" has none: what it reads tells nothing of the BibTeX.
    project.write(FILES)
    for language, builder in enumerate(["html", "text", "html", "text", "text", "html", "html"]):
        entry = f"@misc{{odd, title = {{Odd}}, langid = {{l{language}}}, year = 2020}}\n"
        project.edit("pubs.bib", BIB + entry)
        again = project.build(builder, doctrees="shared")
        assert_same(again, project.build(builder, out="fresh", fresh=True))
        if builder == "html":
            assert f"l{language}" in again.text("list.html")
        shutil.rmtree(project.folder / "out/fresh")


def test_of_a_hundred_pages_those_are_written_that_show_what_changed(project: Project) -> None:
    pages = {f"p{n}.md": f"# Page {n}\n\nSee {{cite:t}}`doe2023fast`.\n" for n in range(97)}
    pages["p7.md"] += "\nSee {pub}`zhu2022robust`.\n"
    pages["p8.md"] += "\nSee [](#zhu2022robust) and {pub:year}`zhu2024draft`.\n"
    names = "\n".join(f"p{n}" for n in range(97))
    home = f"# Home\n\n```{{toctree}}\nlist\n{names}\n```\n"
    project.write({"list.md": FILES["list.md"], "pubs.bib": BIB, **pages, "index.md": home})
    built = project.build()
    assert len(built.written) == 99
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = project.rebuild()
    assert again.read == ["list"]
    # The home page is written by Sphinx, because its toctree names them.
    assert again.written == ["index", "list", "p7", "p8"]
    assert_same(again, fresh)


@pytest.mark.parametrize(
    "page",
    ["", ':filter: year == "2030"\n', "aaa2030\n"],
    ids=["no entries", "none matches", "picked too early"],
)
def test_a_list_without_members_gets_them(project: Project, page: str) -> None:
    project.write({**FILES, "list.md": f"# List\n\n```{{publications}}\n{page}```\n"})
    project.write({"pubs.bib": BIB if page else "% nothing yet\n"})
    project.build()
    project.edit("pubs.bib", NEW + BIB)
    again, fresh = project.rebuild()
    assert "Newest" in again.text("list.html")
    assert_same(again, fresh)


def test_deleted_entry_is_reported_where_it_is_cited(project: Project) -> None:
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", BIB.replace("doe2023fast", "doe2023quick"))
    again, fresh = project.rebuild()
    assert again.warnings == fresh.warnings
    assert [line.partition("WARNING: ")[2][:11] for line in again.warnings] == ["doe2023fast"]
    assert_same(again, fresh)


def test_the_title_of_a_deleted_entry_is_shown_nowhere(project: Project) -> None:
    project.write(FILES)
    project.build()
    project.edit("pubs.bib", BIB.replace("zhu2022robust", "zhu2022other"))
    again, fresh = project.rebuild()
    assert "Robust" not in again.html("pub.html").cssselect(".body")[0].text_content()
    assert_same(again, fresh)


def test_a_title_in_a_heading_goes_into_the_contents_of_other_pages(project: Project) -> None:
    project.write({**FILES, "plain.md": "# About {pub}`zhu2022robust`\n\nWords.\n"})
    project.build()
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = project.rebuild()
    assert "About Strong LLMs" in again.html().cssselect(".toctree-wrapper")[0].text_content()
    assert_same(again, fresh)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n'


@pytest.mark.parametrize(
    "text",
    [
        ".. _x:\n\n.. figure:: x.svg\n\n   On :pub:`zhu2022robust`\n\nSee :ref:`x`.\n",
        ".. _x:\n\n.. rubric:: On :pub:`zhu2022robust`\n\nSee :ref:`x`.\n",
        ".. code-block:: none\n   :caption: On :pub:`zhu2022robust`\n   :name: x\n\n   Code\n\n"
        "See :ref:`x`.\n",
        ".. glossary::\n\n   On :pub:`zhu2022robust`\n      A term.\n",
    ],
    ids=["figure", "rubric", "code", "term"],
)
def test_a_title_in_what_something_is_called_by_elsewhere(project: Project, text: str) -> None:
    files = {**FILES, "plain.rst": f"Plain\n=====\n\n{text}", "x.svg": SVG}
    del files["plain.md"]
    project.write(files)
    project.build()
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert "Strong" in again.text("plain.html")


def test_a_footnote_without_a_footbibliography_follows_its_entry(project: Project) -> None:
    # Found by random edits: MyST shows it, and nothing said that the page depends on the file.
    project.write({**FILES, "plain.md": "# Plain\n\n{footcite}`zhu2022robust`\n"})
    project.build()
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = project.rebuild()
    assert "Strong" in again.text("plain.html")
    assert_same(again, fresh)


def test_what_a_wrong_key_may_have_meant_owes_nothing(project: Project) -> None:
    # Found by random edits: seed 710000.
    files = {"index.md": "# Home\n\n```{publications}\nzhu2022robust\nzzz2030\n```\n"}
    project.write({**files, "pubs.bib": BIB})
    first = project.build()
    assert any("zzz2030: is in no .bib file [" in warning for warning in first.warnings)
    project.edit("pubs.bib", BIB + NEW.replace("aaa2030", "zzz2031"))
    assert project.build().read == []
    project.edit("index.md", f"{files['index.md']}\nMore.\n")
    again = project.build().warnings
    assert any("is in no .bib file; did you mean “zzz2031”?" in warning for warning in again)


def test_pages_with_references_that_lead_nowhere_owe_nothing_more(project: Project) -> None:
    # Found by random edits.
    text = "{pub}`nowhere` {pub:number}`zhu2022robust` {cite:p}`nobody,zhu2022robust`"
    project.write({**FILES, "plain.md": f"# Plain\n\n{text}\n"})
    project.build()
    project.edit("pubs.bib", BIB.replace("zhu2022robust,", "zhu2022robust, langid = {german},"))
    again, fresh = project.rebuild()
    assert again.written == ["index", "list"]
    project.edit("pubs.bib", BIB.replace("zhu2022robust", "nowhere"))
    again, fresh = project.rebuild()
    assert "plain" in again.written
    assert_same(again, fresh)


def test_links_to_something_else_owe_nothing(project: Project) -> None:
    text = "# Plain\n\n[page](any.md) {any}`there` [](#there) {pub:number}`zhu2022robust`\n"
    project.write({**FILES, "plain.md": f"(there)=\n\n{text}"})
    project.build()
    project.edit("pubs.bib", BIB.replace("zhu2022robust,", "zhu2022robust, langid = {german},"))
    again, fresh = project.rebuild()
    assert again.written == ["index", "list"]
    assert_same(again, fresh)


def test_a_reference_to_another_site_owes_nothing(project: Project) -> None:
    page = "# Plain\n\n{external+zhu:pub}`zhu2022robust` and {pub:year}`zhu2022robust`.\n"
    project.write({**FILES, "plain.md": page})
    project.config["bibtex_tooltips"] = False
    inventory = project.build(out="theirs").outdir / "objects.inv"
    extensions = ["myst_parser", "sphinx_publications", "sphinx.ext.intersphinx"]

    def build(**options: Any) -> Built:
        # Sphinx changes the mapping that it is given.
        mapping = {"zhu": ("https://zhu.example/", str(inventory))}
        config = {"extensions": extensions, "intersphinx_mapping": mapping}
        return project.build(config=config, **options)

    build()
    project.edit("pubs.bib", BIB.replace("Robust", "Strong"))
    again, fresh = build(), build(out="fresh", fresh=True)
    assert again.written == ["any", "index", "list", "pub"]
    assert again.text("plain.html") == fresh.text("plain.html")


FOUND = {
    "index.md": "# Home\n\n```{toctree}\nlist\npart\n```\n",
    "list.md": "# List\n\n```{publications}\n:finder:\n```\n",
    "part.md": "# Part\n\n```{publications}\n:filter: key == 'b'\n```\n",
    "pubs.bib": "@misc{a, title={A}, year=2020}\n@misc{b, title={B}, year=2021}\n",
}


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        # What is found, and not shown.
        ("title={A}", "title={A}, alias={Former}", ["list"]),
        ("title={A}", "title={A}, shorttitle={Short}", ["list"]),
        # What is shown: links, and what titles lead to.
        ("title={A}", "title={A}, code={https://e.org/c}", ["list"]),
        ("title={A}", "title={A}, eprint={2301.11270}", ["list"]),
        ("title={B}", "title={B}, eprint={2301.11270}", ["list", "part"]),
        ("title={A}", "title={A}, url={https://e.org/u}", ["list"]),
        # The status, with the year.
        ("title={A}", "title={A}, pubstate={submitted}", ["list"]),
        # A formula that becomes text.
        ("title={A}", "title={$A^2$}", ["list"]),
        # The items behind it have other places.
        ("@misc{a", "@misc{c, title={C}, year=2022}\n@misc{a", ["list"]),
    ],
)
@pytest.mark.parametrize("pages", [False, True])
def test_what_is_found_and_what_titles_lead_to_follows(
    project: Project, old: str, new: str, written: list[str], pages: bool
) -> None:
    project.config["publications_pages"] = pages
    project.write(FOUND)
    project.build()
    project.edit("pubs.bib", FOUND["pubs.bib"].replace(old, new))
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert {*again.written} - {"index"} >= {*written}
    if not pages:
        assert {*again.written} - {"index"} == {*written}
    project.edit("pubs.bib", FOUND["pubs.bib"])
    again, fresh = project.rebuild()
    assert_same(again, fresh)


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub"])
def test_titles_follow_the_setting(project: Project, builder: str) -> None:
    project.config |= {"version": "1", "copyright": "x"}
    bib = "@misc{a, title={A}, doi={10.1000/182}, url={https://e.org/u}}\n@misc{b, title={B}}\n"
    project.write({**FOUND, "pubs.bib": bib})
    for setting in ("auto", "url", "none", "url, doi", "auto"):
        project.config["publications_title_link"] = setting
        again = project.build(builder)
        fresh = project.build(builder, out=f"fresh-{builder}", fresh=True)
        if builder == "epub":  # it has the time in it
            assert again.text("list.xhtml") == fresh.text("list.xhtml")
        else:
            assert_same(again, fresh)


def test_lists_of_one_page_from_several_processes_are_the_same(project: Project) -> None:
    lists = "```{publications}\n```\n\n```{publications}\n:group-by: none\n```\n"
    pages = {f"p{n}.md": f"# P{n}\n\n{lists}" for n in range(6)}
    tree = "\n".join(f"p{n}" for n in range(6))
    project.write({**FOUND, **pages, "index.md": f"# H\n\n```{{toctree}}\n{tree}\n```\n"})
    for builder in ("html", "singlehtml"):
        serial = project.build(builder, out=f"{builder}-serial")
        assert_same(serial, project.build(builder, out=f"{builder}-parallel", jobs=2))
