"""Hostile entries are inert: in a browser, and in every builder's output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from support import ROOT, Project

if TYPE_CHECKING:
    from pathlib import Path

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
