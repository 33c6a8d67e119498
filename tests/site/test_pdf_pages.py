"""PDFs beside the pages of a build, and links to them, in small projects."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from pickle import PicklingError
from typing import Any
from urllib.parse import urljoin

import pikepdf
import pytest

from support import Built, Project
from typst_pdf import process
from typst_pdf.builder import TypstPdfBuilder

PAGES = {
    "index.md": "# Home\n\nSee {pdf}`the handout <hand/out.pdf>` today.\n\n"
    "```{toctree}\nhand/one\nnotes\n```\n",
    "hand/one.md": "# One\n\n```{container} offer\n{pdf}`As PDF <hand/out.pdf>`\n```\n\nApples.\n\n"
    "```{toctree}\ntwo\n```\n",
    "hand/two.md": "# Two\n\n```{include} /parts/three.txt\n```\n",
    "parts/three.txt": "Bananas.\n",
    "notes.md": "# Notes\n\nCherries.\n",
    "look/own.typ": '#import "look.typ": *\n',
}


class Handout(Project):
    """A project with a document of two pages, one of which includes a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.config["extensions"] = ["myst_parser", "typst_pdf"]
        del self.config["bibtex_bibfiles"]
        self.options: dict[str, Any] = {"style": "look/own.typ"}
        self.name_target("hand/out.pdf")
        self.write(PAGES)

    def name_target(self, target: str) -> None:
        """Have the document become another file."""
        row = ("hand/one", target, "A handout", "Ann Owner", self.options)
        self.config["typst_pdf_documents"] = [row]


@pytest.fixture
def project(tmp_path: Path) -> Handout:
    return Handout(tmp_path)


def words(path: Path) -> str:
    """Return the text of a PDF as one line."""
    from pypdf import PdfReader

    text = " ".join(page.extract_text() for page in PdfReader(path).pages)
    return " ".join(text.split())


def addresses(built: Built, name: str) -> list[str]:
    return [link.get("href", "") for link in built.html(name).cssselect("a.pdf-link")]


@pytest.mark.parametrize(
    ("builder", "home", "own"),
    [
        ("html", "index.html", "hand/one.html"),
        ("dirhtml", "index.html", "hand/one/index.html"),
        ("singlehtml", "index.html", "index.html"),
    ],
)
def test_web_pages_link_to_the_file(project: Handout, builder: str, home: str, own: str) -> None:
    built = project.build(builder)
    assert built.warnings == []
    file = built.outdir / "hand/out.pdf"
    for page in {home, own}:
        for address in addresses(built, page):
            assert urljoin(f"/{page}", address) == "/hand/out.pdf"
    texts = [link.text_content() for link in built.html(own).cssselect("a.pdf-link")]
    assert texts[-1] == "As PDF"
    (said,) = [link.text_content() for link in built.html(home).cssselect("a.pdf-link")][:1]
    assert said == "the handout"
    assert words(file) == "One Apples. Two Bananas."


def test_a_page_that_is_the_document_says_how_large_it_is(project: Handout) -> None:
    project.write({"notes.md": "# Notes\n\n{pdf}`As PDF <notes.pdf>`\n\nCherries.\n"})
    project.config["typst_pdf_documents"].append(("notes", "notes.pdf", "Notes", "Ann"))
    for word in ("Cherries", "Damsons", "Damsons " * 500):
        project.edit("notes.md", project.source.joinpath("notes.md").read_text() + word)
        built = project.build("html")
        size = round((built.outdir / "notes.pdf").stat().st_size / 1000)
        (link,) = built.html("notes.html").cssselect("a.pdf-link")
        assert link.text_content() == f"As PDF ({size} kB)"


@pytest.mark.parametrize("base", ["", "https://example.org/me/"])
@pytest.mark.parametrize("builder", ["text", "latex", "epub", "pseudoxml"])
def test_other_outputs_link_to_the_web(project: Handout, builder: str, base: str) -> None:
    built = project.build(builder, config={"html_baseurl": base, "version": "1"})
    assert [text for text in built.warnings if "epub" not in text] == []
    files = [path for path in built.outdir.rglob("*") if path.suffix == ".pdf"]
    assert files == []
    texts = [
        path.read_text(encoding="utf-8")
        for path in built.outdir.rglob("*")
        if path.suffix in {".txt", ".tex", ".xhtml", ".pseudoxml"}
    ]
    assert any("the handout" in text for text in texts)
    assert not any("As PDF" in text or "offer" in text for text in texts)
    if builder != "text":
        has_address = any(f"{base}hand/out.pdf" in text for text in texts if base)
        assert has_address == bool(base)


def test_a_document_does_not_offer_itself(project: Handout) -> None:
    built = project.build("typst-pdf")
    assert built.warnings == []
    assert words(built.outdir / "hand/out.pdf") == "One Apples. Two Bananas."
    assert [path.name for path in built.outdir.rglob("*") if path.is_file()] == ["out.pdf"]


def test_both_ways_lead_to_the_same_bytes(project: Handout) -> None:
    only = "```{only} html\nPears.\n```\n\n```{only} typst\nPlums.\n```\n"
    project.edit("hand/two.md", f"# Two\n\n{only}\nSee [](/notes).\n")
    project.config["html_baseurl"] = "https://example.org/"
    beside = project.build("html").outdir / "hand/out.pdf"
    alone = project.build("typst-pdf").outdir / "hand/out.pdf"
    assert beside.read_bytes() == alone.read_bytes()
    parallel = project.build("html", out="parallel", jobs=2).outdir / "hand/out.pdf"
    assert parallel.read_bytes() == alone.read_bytes()
    assert words(alone) == "One Apples. Two Plums. See Notes."


@pytest.mark.parametrize(
    ("builder", "config", "page"),
    [
        ("html", {}, "notes.html"),
        ("html", {"html_file_suffix": ".htm"}, "notes.htm"),
        ("html", {"html_link_suffix": ""}, "notes"),
        ("typst-pdf", {"html_link_suffix": ""}, "notes"),
        ("typst-pdf", {"html_file_suffix": ".htm"}, "notes.htm"),
        ("dirhtml", {}, "notes/"),
    ],
)
def test_links_to_other_pages_lead_to_the_web(
    project: Handout, builder: str, config: dict[str, str], page: str
) -> None:
    project.edit("hand/two.md", "# Two\n\nSee [](/notes).\n")
    built = project.build(builder, config={**config, "html_baseurl": "https://example.org/"})
    with pikepdf.open(built.outdir / "hand/out.pdf") as pdf:
        links = [link for it in pdf.pages for link in it.get("/Annots", [])]
        assert [str(link["/A"]["/URI"]) for link in links] == [f"https://example.org/{page}"]


def test_no_fork_is_needed(project: Handout, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = project.build("typst-pdf").outdir / "hand/out.pdf"
    monkeypatch.setattr(process, "parallel_available", False)
    built = project.build("html")
    assert built.warnings == []
    assert (built.outdir / "hand/out.pdf").read_bytes() == expected.read_bytes()


# -- When it is made again ----------------------------------------------------------


def test_nothing_is_done_when_nothing_changed(
    project: Handout, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.build("html")
    monkeypatch.setattr(process, "ProcessPoolExecutor", None)
    assert project.build("html").written == []
    # Nor when a page is written that is not in it.
    project.edit("notes.md", "# Notes\n\nDamsons.\n")
    assert project.build("html").written == ["index", "notes"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("hand/one.md", PAGES["hand/one.md"].replace("Apples", "Figs"), "One Figs. Two Bananas."),
        ("hand/two.md", "# Two\n\nGrapes.\n", "One Apples. Two Grapes."),
        ("parts/three.txt", "Kiwis.\n", "One Apples. Two Kiwis."),
        (
            "look/own.typ",
            '#import "look.typ": *\n#let look(it) = { show "Apples": "Limes"; it }\n',
            "One Limes. Two Bananas.",
        ),
    ],
)
def test_what_it_shows_makes_it_again(
    project: Handout, name: str, text: str, expected: str
) -> None:
    project.build("html", out="kept")
    project.edit(name, text)
    again, fresh = project.rebuild(out="kept")
    file = "hand/out.pdf"
    assert words(again.outdir / file) == expected
    assert (again.outdir / file).read_bytes() == (fresh.outdir / file).read_bytes()
    assert again.text("hand/one.html") == fresh.text("hand/one.html")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hand/two.md", PAGES["hand/two.md"] + "\n% A comment.\n"),
        ("notes.md", "# Notes\n\nDamsons.\n"),
    ],
)
def test_what_it_does_not_show_leaves_it(project: Handout, name: str, text: str) -> None:
    file = project.build("html").outdir / "hand/out.pdf"
    kept = project.folder / "doctrees/html/typst_pdf/hand%2Fout.pdf/document.pdf"
    before = file.stat().st_mtime_ns, kept.stat().st_mtime_ns
    project.edit(name, text)
    project.build("html")
    assert (file.stat().st_mtime_ns, kept.stat().st_mtime_ns) == before


@pytest.mark.parametrize("builder", ["html", "typst-pdf"])
@pytest.mark.parametrize(
    ("base", "goal"),
    [("https://example.org/", "https://example.org/publications/doe2020.html"), ("", None)],
)
def test_citations_lead_to_the_page_of_a_publication(
    project: Handout, builder: str, base: str, goal: str | None
) -> None:
    # As on web pages, so that both change for the same reasons.
    project.config |= {
        "extensions": ["myst_parser", "sphinx_publications", "typst_pdf"],
        "bibtex_bibfiles": ["pubs.bib"],
        "publications_pages": True,
        "publications_citations": "pages",
        "html_baseurl": base,
    }
    entry = "@article{doe2020, title = {T}, author = {Doe, Jane}, year = 2020, journal = {J}}"
    project.write({"pubs.bib": entry, "notes.md": "# Notes\n\n```{publications}\n```\n"})
    project.edit("hand/two.md", "# Two\n\nSee {pub}`doe2020`.\n")
    built = project.build(builder)
    assert built.warnings == []
    assert words(built.outdir / "hand/out.pdf") == "One Apples. Two See T."
    with pikepdf.open(built.outdir / "hand/out.pdf") as pdf:
        links = [str(it["/A"]["/URI"]) for page in pdf.pages for it in page.get("/Annots", [])]
    assert links == ([goal] if goal else [])


def test_a_deleted_file_is_made_again(project: Handout) -> None:
    file = project.build("html").outdir / "hand/out.pdf"
    before = file.read_bytes()
    file.unlink()
    project.build("html")
    assert file.read_bytes() == before


def test_another_day_or_font_makes_it_again(
    project: Handout, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.source / "fonts").mkdir()
    project.options |= {"font_paths": ["fonts"], "fonts": ["DejaVu Sans", "Libertinus Serif"]}
    built = project.build("html")
    assert ["unknown font family: dejavu sans" in text for text in built.warnings] == [True]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    built = project.build("html")
    with pikepdf.open(built.outdir / "hand/out.pdf") as pdf:
        assert "19700102" in str(pdf.docinfo["/CreationDate"])
    theme = find_spec("sphinx_rtd_theme")
    assert theme
    assert theme.origin
    font = next(Path(theme.origin).parent.rglob("*.ttf"))
    shutil.copy(font, project.source / "fonts")
    kept = project.folder / "doctrees/html/typst_pdf/hand%2Fout.pdf/circumstances"
    before = kept.read_text()
    project.build("html")
    assert kept.read_text() != before


def test_a_file_of_the_author_stays(project: Handout) -> None:
    project.build("html")
    project.config["typst_pdf_documents"] = []
    project.write({"extra/hand/out.pdf": "by hand"})
    project.config |= {"html_extra_path": ["extra"], "suppress_warnings": ["typst_pdf.link"]}
    built = project.build("html")
    assert (built.outdir / "hand/out.pdf").read_text() == "by hand"


def test_another_name_leaves_no_old_file(project: Handout) -> None:
    built = project.build("html")
    project.name_target("hand/other.pdf")
    project.edit("index.md", PAGES["index.md"].replace("out.pdf", "other.pdf"))
    project.edit("hand/one.md", PAGES["hand/one.md"].replace("out.pdf", "other.pdf"))
    again = project.build("html")
    assert again.warnings == []
    assert [path.name for path in built.outdir.rglob("*.pdf")] == ["other.pdf"]


# -- What goes wrong ----------------------------------------------------------------


def test_a_link_to_no_document_is_reported(project: Handout) -> None:
    project.edit("notes.md", "# Notes\n\nSee {pdf}`that one <none.pdf>`.\n")
    built = project.build("html")
    (warning,) = built.warnings
    assert warning == (
        "notes.md:3: WARNING: pdf: there is no PDF “none.pdf” in typst_pdf_documents,"
        " which has hand/out.pdf [typst_pdf.link]"
    )
    assert "See that one." in built.html("notes.html").text_content()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("hand/one", "a row is (docname, target, title, author) or (docname, target, title,"),
        (("hand/one", "a.pdf", "A"), "a row is"),
        (("none", "a.pdf", "A", "B"), "there is no document “none”"),
        (("hand/one", "a.txt", "A", "B"), "“a.txt” is no path of a .pdf file in the output"),
        (("hand/one", "/a.pdf", "A", "B"), "“/a.pdf” is no path"),
        (("hand/one", "../a.pdf", "A", "B"), "“../a.pdf” is no path"),
        (("hand/one", "a.pdf", " ", "B"), "a PDF needs a title"),
        (("hand/one", "a.pdf", "A", 3), "“author” is no text"),
        (("hand/one", "a.pdf", "A", "B", {"papr": "a4"}), "there is no option “papr”; there are"),
        (("hand/one", "a.pdf", "A", "B", {"fonts": "Arial"}), "“fonts” is no list of texts"),
        (("hand/one", "a.pdf", "A", "B", {"date": "2025"}), "“date” is no datetime.date"),
        (("hand/one", "a.pdf", "A", "B", {"style": "no.typ"}), "no file “no.typ”"),
        (("hand/one", "a.pdf", "A", "B", {"style": "look"}), "no file “look”"),
        (("hand/one", "a.pdf", "A", "B", {"font_paths": ["no"]}), "no folder “no”"),
        (("hand/one", "a.pdf", "A", "B", {"fonts": []}), "text and code need a font"),
        (("hand/one", "a.pdf", "A", "B", 3), "the options are no dictionary"),
        (("hand/one", "hand/out.pdf", "A", "B"), "two documents become “hand/out.pdf”"),
    ],
)
@pytest.mark.parametrize("builder", ["html", "typst-pdf"])
def test_a_faulty_setting_is_reported(
    project: Handout, builder: str, row: object, problem: str
) -> None:
    project.config["typst_pdf_documents"].append(row)
    built = project.build(builder)
    (warning,) = built.warnings
    assert problem in warning
    assert warning.startswith("WARNING: typst_pdf_documents: ")
    assert warning.endswith("[typst_pdf.setting]")
    assert words(built.outdir / "hand/out.pdf") == "One Apples. Two Bananas."


@pytest.mark.parametrize("builder", ["html", "typst-pdf"])
def test_a_fault_in_a_style_is_reported_with_its_line(project: Handout, builder: str) -> None:
    project.edit("look/own.typ", '#import "look.typ": *\n\n#let look(body) = nosuch(body)\n')
    built = project.build(builder)
    assert built.warnings == [
        "hand/one.md: WARNING: hand/out.pdf: it cannot be made: line 3 of its style:"
        " unknown variable: nosuch [typst_pdf.compile]"
    ]
    assert not (built.outdir / "hand/out.pdf").exists()
    if builder == "html":
        # The page does not offer what is not there; others are not written again for it.
        assert addresses(built, "hand/one.html") == []
        assert addresses(built, "index.html") == ["hand/out.pdf"]
        assert not built.html("hand/one.html").cssselect(".offer")
    project.edit("look/own.typ", PAGES["look/own.typ"])
    built = project.build(builder)
    assert built.warnings == []
    assert words(built.outdir / "hand/out.pdf") == "One Apples. Two Bananas."


def test_what_cannot_be_made_any_more_is_not_there(project: Handout) -> None:
    for builder in ("html", "typst-pdf"):
        project.edit("look/own.typ", PAGES["look/own.typ"])
        file = project.build(builder).outdir / "hand/out.pdf"
        assert file.exists()
        project.edit("look/own.typ", "#panic()")
        project.build(builder)
        assert not file.exists()


def test_a_paper_that_is_none_is_reported(project: Handout) -> None:
    project.options["paper"] = "letter"
    (warning,) = project.build("typst-pdf").warnings
    assert "hand/out.pdf: it cannot be made: option “paper”: expected" in warning
    assert len(warning) < 200


@pytest.mark.parametrize("fault", [PicklingError("a lambda"), OSError("no room")])
def test_a_build_goes_on_where_no_process_can_be_had(
    project: Handout, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(ProcessPoolExecutor, "submit", fail)
    built = project.build("html")
    (warning,) = built.warnings
    assert f"hand/out.pdf: it cannot be made: {fault}" in warning
    assert "Apples." in built.html("hand/one.html").text_content()


def test_a_build_goes_on_where_the_process_is_killed(
    project: Handout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TypstPdfBuilder, "make", lambda *_: os.kill(os.getpid(), 9))
    (warning,) = project.build("html").warnings
    assert "hand/out.pdf: it cannot be made: the process that makes it was ended" in warning


def test_pictures_of_other_hosts_are_reported_and_not_fetched(project: Handout) -> None:
    project.edit("hand/two.md", "# Two\n\n![A logo](http://127.0.0.1:9/logo.png) here.\n")
    for builder in ("typst-pdf", "html"):
        built = project.build(builder)
        assert built.warnings == [
            "hand/two.md:3: WARNING: A PDF cannot show “http://127.0.0.1:9/logo.png” of another"
            " host: put the picture into the project. [typst_pdf.picture]"
        ]
        assert words(built.outdir / "hand/out.pdf") == "One Apples. Two A logo here."


def test_what_is_in_html_is_reported(project: Handout) -> None:
    project.edit("hand/two.md", "# Two\n\n<div>\n<b>Figs.</b>\n</div>\n\nA<br>b <i>c</i>.\n")
    (warning,) = project.build("typst-pdf").warnings
    assert warning.startswith(
        "hand/two.md:3: WARNING: The PDF lacks what is in HTML here: write it"
    )


# -- The file -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "epoch", "day"),
    [
        (dt.date(2025, 3, 23), "86400", "2025-03-23"),
        (None, "86400", "1970-01-02"),
        (None, "", "1970-01-01"),
    ],
)
def test_its_day_is_never_that_of_the_build(
    project: Handout, monkeypatch: pytest.MonkeyPatch, option: dt.date | None, epoch: str, day: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    project.options["date"] = option
    built = project.build("typst-pdf")
    with pikepdf.open(built.outdir / "hand/out.pdf") as pdf, pdf.open_metadata() as about:
        assert str(pdf.docinfo["/CreationDate"])[2:10] == day.replace("-", "")
        assert str(about["xmp:CreateDate"]).startswith(day)


@pytest.mark.parametrize(
    ("paper", "size"), [("us-letter", (612, 792)), ("a4", (595, 842)), ("a5", (420, 595))]
)
def test_options_say_how_it_looks(project: Handout, paper: str, size: tuple[int, int]) -> None:
    project.edit("hand/two.md", "# Two\n\n" + "Bananas.\n\n" * 80)
    project.options |= {
        "paper": paper,
        "header": "Ann, 1",
        "fonts": ["New Computer Modern"],
    }
    built = project.build("typst-pdf")
    assert built.warnings == []
    with pikepdf.open(built.outdir / "hand/out.pdf") as pdf:
        box = [float(number) for number in pdf.pages[0].mediabox]
        assert tuple(round(number) for number in box[2:]) == size
        fonts = {
            re.sub(r"^[A-Z]{6}\+", "", str(font["/BaseFont"]).removeprefix("/"))
            for page in pdf.pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert {name.split("-")[0] for name in fonts} <= {"NewCM10", "NewCMMono10"}
    text = words(built.outdir / "hand/out.pdf")
    assert text.startswith("One Apples.")
    assert "Ann, 1 2 / " in text


@pytest.mark.parametrize(
    ("language", "said"),
    # No others: words that Sphinx has translated once stay so in this process.
    [("en", "en"), ("en_GB", "en-GB"), ("en@shaw", "en"), ("english", "en")],
)
def test_its_language_is_that_of_the_project(project: Handout, language: str, said: str) -> None:
    built = project.build("typst-pdf", config={"language": language})
    with pikepdf.open(built.outdir / "hand/out.pdf") as pdf:
        assert str(pdf.Root["/Lang"]) == said
