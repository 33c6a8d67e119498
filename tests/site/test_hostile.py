"""Hostile entries are inert: in a browser, and in every builder's output."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from sphinx_publications.cli import FORMATS, find_reports, main, parser
from sphinx_publications.model.reports import grouped
from support import ROOT, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog

    from support import Built

BIB = (ROOT / "tests/data/hostile.bib").read_text(encoding="utf-8")
PAGE = (
    "# Papers\n\n```{publications}\n:numbering: prefixed\n```\n\nSee {pub}`markup1`, {cite}`tex`.\n"
)
CONFIG: dict[str, object] = {
    "publications_owner": "Zhu, Banghua",
    "html_math_renderer": "mathml",
    "version": "1",
    "copyright": "x",
    "man_pages": [("index", "p", "P", [], 7)],
}
BUILDERS = ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml"]


def _build(folder: Path, builder: str, bib: str = BIB) -> Built:
    project = Project(folder)
    project.write({"index.md": PAGE, "pubs.bib": bib})
    return project.build(builder, config=CONFIG)


def _events(chromium: Browser, built: Built) -> list[str]:
    """Return all that a page does beside reading its own files, under a policy for scripts."""
    context = chromium.new_context()
    page = context.new_page()
    events: list[str] = []

    def note_dialog(dialog: Dialog) -> None:
        events.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note_dialog)
    page.on("request", lambda request: events.append(request.url))
    page.on("pageerror", lambda error: events.append(str(error)))
    page.on("console", lambda message: events.append(message.text))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', event => {"
        " window.violated = true; console.log('CSP ' + event.blockedURI) })"
    )
    path = built.outdir / "index.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\' file:">'
    head = f"<head>{policy}<script>document.title = 'It ran';</script>"
    source = path.read_text(encoding="utf-8").replace("<head>", head, 1)
    path.write_text(source, encoding="utf-8")
    page.goto(path.as_uri())
    # A script of ours is stopped in every page; a busy machine tells of it late.
    page.evaluate(
        "new Promise(done => { const look = () => window.violated ? done() : setTimeout(look, 10);"
        " look() })"
    )
    page.evaluate(
        "for (const node of document.querySelectorAll('.pub-item, .pub-item *'))"
        " for (const name of ['mouseover', 'click', 'focus', 'load', 'error'])"
        " node.dispatchEvent(new CustomEvent(name, {bubbles: false}))"
    )
    page.wait_for_timeout(100)
    context.close()
    return [event for event in events if not event.startswith("file:")]


def test_no_script_runs_and_no_other_host_is_asked(chromium: Browser, tmp_path: Path) -> None:
    harmless = "@misc{markup1, title = {A}}\n@misc{tex, title = {B}}\n"
    expected = _events(chromium, _build(tmp_path / "harmless", "html", harmless))
    assert any(event.startswith("CSP") for event in expected)
    assert _events(chromium, _build(tmp_path / "hostile", "html")) == expected


def test_no_element_or_attribute_comes_from_a_field(tmp_path: Path) -> None:
    page = _build(tmp_path, "html").html()
    assert page.cssselect("[role=main] :is(script, img, iframe, svg, object, embed)") == []
    attributes = {name for node in page.cssselect("[role=main] *") for name in node.attrib}
    assert {name for name in attributes if name.startswith("on")} == set()
    links = page.cssselect(".pub-item a:not(.headerlink):not(.pub-download)")
    assert {link.get("href").partition(":")[0] for link in links} <= {"https", "http"}
    for link in page.cssselect(".pub-item :is(.headerlink, .pub-download)"):
        assert re.match(r"#|_downloads/bibtex/[\w-]+\.bib$", link.get("href"))


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_address_runs_a_script(tmp_path: Path, builder: str) -> None:
    built = _build(tmp_path, builder)
    pattern = re.compile(
        r"(?:href|src|refuri)\s*=\s*[\"']?\s*(?:javascript|data|vbscript|file):"
        r"|\\(?:sphinx)?href\{(?:javascript|data|vbscript|file):",
        re.IGNORECASE,
    )
    # The entry as text, for visitors to copy, is as its author wrote it.
    shown = re.compile(r"(<code class=\"pub-bibtex\"|<publication_bibtex )[^<]*")
    for path in built.outdir.rglob("*"):
        if path.suffix in {".html", ".xhtml", ".tex", ".texi", ".xml"}:
            text = shown.sub("", path.read_text(encoding="utf-8"))
            assert pattern.findall(text) == [], path.name


def test_latex_output_is_nothing_but_text(tmp_path: Path) -> None:
    source = _build(tmp_path, "latex").text("test.tex")
    body = source[source.index(r"\begin{description}") :]
    commands = set(re.findall(r"\\([A-Za-z]+)", body))
    assert commands & {
        "input", "write", "immediate", "def", "csname", "catcode", "openout", "read", "special",
        "verb", "include",
    } == set()  # fmt: skip
    assert "^^5c" not in body


def test_each_entry_is_there_and_each_fault_is_reported(tmp_path: Path) -> None:
    built = _build(tmp_path, "html")
    assert len(built.html().cssselect("li.pub-item")) == 8
    assert not any("Traceback" in line for line in built.warnings)
    subtypes = {line.rpartition("[publications.")[2].rstrip("]") for line in built.warnings}
    assert {"link", "latex", "crossref", "macro", "name"} <= subtypes


# What acts on a terminal, ends a line, turns one around, or may stand in no XML.
ACTS = "\x00\x07\x1b\x7f\x85\x9b\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ufffe"
FORGED = f"{ACTS}\x1b[31m\x1b]0;x\u2028\n::error file: x::forged\r::warning::too{ACTS}"
STAYS = "می\u200cخواهم \u200d so\u00adft"
SPOILT = f"""\
{ACTS}@{ACTS}string{{s{ACTS} = {{Publisher{FORGED}}}}}
@preamble{{ {{{FORGED}}} }} @comment{{{FORGED}}}
@art{ACTS}icle{{ke{FORGED}y,
  ti{ACTS}tle = {{Title {FORGED} {STAYS} &#27; &#x202e; %1b $x{ACTS}^2$ \\emph{{{FORGED}}}}},
  author{ACTS} = {{{ACTS}Zhu{ACTS}, Ban{FORGED}ghua and {{Group{FORGED}}} and Roe{ACTS}*, Jane}},
  author+an = {{1={FORGED}}}, editor = {{E{FORGED}, F}}, translator = {{T{FORGED}, F}},
  journal = {{J{FORGED}}}, abbr = {{A{FORGED}}}, volume = {{1{FORGED}}}, number = {{2{FORGED}}},
  pages = {{1{FORGED}--2}}, year = {{2020{ACTS}}}, month = ja{ACTS}n, publisher = s{ACTS},
  note = {{\\href{{http://a.example/{FORGED}}}{{here{FORGED}}} \\url{{http://b.example/{ACTS}}}}},
  abstract = {{Abstract {FORGED}}}, keywords = {{k{FORGED}, l}}, award = {{W{FORGED}}},
  doi = {{10.1000/{ACTS}x}}, url = {{http://c.example/{ACTS}}}, eprint = {{2301{ACTS}.11270}},
  pubstate = {{{FORGED}}}, crossref = {{{FORGED}}}, xdata = {{{FORGED}}}, type = {{t{FORGED}}},
  pdf = {{files/{ACTS}a.pdf}}, code = {{files/{FORGED}.zip}}, data = {{files/%1b%0a.csv}},
  slides = {{c{FORGED}.py}}, poster = {{../{FORGED}}}, video = {{js{FORGED}:alert(1)}},
  preview = {{p{FORGED}.png}}, previewalt = {{P{FORGED}}}, {ACTS}odd = {FORGED}, x{ACTS}y = 1,
}}
@mi{ACTS}sc{{twice, title = {{A}}, note{ACTS} = {{B{FORGED}}}, note = {{C{FORGED}}}}}
@misc{{twice, title = {{B{FORGED}}}
@{FORGED}kind{{lost, title = {{{FORGED}
"""
#: A path may have a line feed in it.
PATH = "pubs\n::error file=x::forged\x1b[31m\u202e.bib"


def _acting(text: str) -> list[str]:
    return sorted(set(re.findall("[\x00-\x08\x0b\x0e-\x1e\x7f-\x9f\ufffe\uffff]", text))) + sorted(
        set(re.findall("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028]", text))
    )


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("spoilt"))
    page = "# Papers\n\n```{publications}\n:numbering: prefixed\n:details: abstract, cite\n```\n"
    page += "\nSee {pub}`twice`, {cite}`twice`.\n"
    project.write({"index.md": page, PATH: SPOILT, "files/a.pdf": "%PDF"})
    return project


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_output_holds_what_acts(spoilt: Project, builder: str) -> None:
    built = spoilt.build(builder, config={**CONFIG, "bibtex_bibfiles": [PATH]})
    suffixes = {".html", ".xhtml", ".tex", ".txt", ".7", ".texi", ".xml", ".bib", ".js", ".opf"}
    files = [path for path in built.outdir.rglob("*") if path.suffix in suffixes]
    assert files
    for path in files:
        assert _acting(path.read_text(encoding="utf-8")) == [], path.name
        assert _acting(path.name) == []
        if path.suffix in {".xhtml", ".xml", ".opf"}:
            etree.parse(path, etree.XMLParser(resolve_entities=False))
    if builder in {"html", "epub", "xml", "text"}:
        suffix = {"html": "html", "epub": "xhtml", "xml": "xml", "text": "txt"}[builder]
        assert STAYS in " ".join(built.text(f"index.{suffix}").split())
    # Nothing is forged: each line is a warning of ours, and begins with where it belongs.
    shown = PATH.replace("\n", r"\n").replace("\x1b", r"\x1b").replace("\u202e", r"\u202e")
    assert [line for line in built.warnings if _acting(line)] == []
    assert [
        line
        for line in built.warnings
        if not (line.startswith(f"{shown}:") and re.search(r"\[publications\.\w+\]$", line))
    ] == []


def test_what_visitors_copy_and_download_holds_nothing_that_acts(spoilt: Project) -> None:
    built = spoilt.build(config={**CONFIG, "bibtex_bibfiles": [PATH]})
    copied = [node.text_content() for node in built.html().cssselect(".pub-bibtex")]
    assert [text for text in copied if _acting(text)] == []
    assert copied[0].startswith("@article{ke-31m-0;x-::error-file:-x::forged-::warning::tooy,\n")
    assert STAYS in copied[0]
    assert "Roe, Jane" in copied[0]
    names = sorted(path.name for path in (built.outdir / "_downloads").rglob("*.bib"))
    assert [name for name in names if not re.fullmatch(r"[\w-]+\.bib", name, re.ASCII)] == []
    assert [link.get("href") for link in built.html().cssselect(".pub-link-pdf")] != []


@pytest.mark.parametrize("style", FORMATS)
def test_what_the_checker_says_is_one_line_each(
    spoilt: Project, style: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(spoilt.source)
    options = parser().parse_args(["check", PATH, "--format", style, "--owner", "A\x1b\nB"])
    reports = find_reports(options)
    reports = [*grouped(reports)] if style == "text" else reports
    assert main(["check", PATH, "--format", style, "--owner", "A\x1b\nB"]) == 1
    output = capsys.readouterr().out
    assert _acting(output) == []
    lines = output.splitlines()
    assert len(lines) == len(reports) > 20
    shown = PATH.replace("\n", r"\n").replace("\x1b", r"\x1b").replace("\u202e", r"\u202e")
    if style == "json":
        assert [json.loads(line)["file"] for line in lines] == [PATH] * len(lines)
        assert [json.loads(line)["message"] for line in lines] == [r.message for r in reports]
    elif style == "github":
        escaped = shown.replace(":", "%3A")
        assert [line for line in lines if not line.startswith(f"::warning file={escaped},")] == []
    else:
        assert [line for line in lines if not line.startswith(f"{shown}:")] == []


def test_what_pages_cite_is_said_in_one_line(tmp_path: Path) -> None:
    project = Project(tmp_path)
    page = (
        "# P\n\n```{publications}\n:filter: year == \x1b\u202e\n:sort: \x1b\n\u202ekey\x9b\n```\n"
    )
    page += "\n{pub}`no\x1bkey`, {cite}`other\x1b\u202e`, {pub:year}`a\x9b`, [](#x\x1b\u202e)\n"
    project.write({"index.md": page, "pubs.bib": "@misc{a, title = {A}}"})
    warnings = project.build().warnings
    ours = [line for line in warnings if "[publications." in line]
    assert len(ours) > 4
    assert [line for line in ours if _acting(line)] == []
