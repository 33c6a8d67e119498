"""A page looks with the rules that it holds as it would with all of its stylesheets."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import tinycss2
from PIL import Image, ImageChops

from served import PAGES, served
from site_styles import Words, cut, inlined, rules_of
from support import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from support import Output, Project

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
LANDSCAPE = {"width": 844, "height": 390}

PAGE = """<html><head></head><body id="top"><p class="a b" hidden style="color: var(--used)">x</p>
<input type="search"><a data-open-now href="#">x</a>
<script>node.classList.add("ready"); node.dataset.someState = "--run";</script>
<script type="application/ld+json">{"@type": "table"}</script></body></html>"""


def _cut(css: str, page: str = PAGE) -> str:
    return cut(rules_of(tinycss2.parse_stylesheet(css, True, True), "styles"), Words(page))


@pytest.mark.parametrize(
    "css",
    [
        "p{color:red}",
        "P{color:red}",
        ".a.b{color:red}",
        "#top>.a{color:red}",
        "*{color:red}",
        "[hidden]{color:red}",
        '[type="search"]{color:red}',
        ".ready{color:red}",
        "[data-some-state]{color:red}",
        "p[open]{color:red}",
        "p:hover::before{color:red}",
        ":is(.no, .a):not(.never){color:red}",
        "tbody{color:red}",
        "@media print{.a{color:red}}",
        "@page{margin:1cm}",
        "@view-transition{navigation:auto}",
        ":root{--used:red}",
        ":root{--run:red}",
        ":root{--one:var(--two);--two:red}p{color:var(--one)}",
        '@property --used{syntax:"*";inherits:true}',
        "@keyframes turn{to{rotate:1turn}}p{animation:turn 1s}",
        '@font-face{font-family:"A B";src:url("a.woff2")}p{font:1em "A B"}',
        '@font-face{font-family:A B;src:local("A")}p{font-family:C,A B}',
        ':root{--f:"A B"}@font-face{font-family:A B;src:local("A")}p{font:var(--f)}',
    ],
)
def test_what_a_page_uses_stays(css: str) -> None:
    def lean(text: str) -> str:
        return "".join(text.lower().split()).replace(";}", "}")

    assert lean(_cut(css)).replace('"_static/styles/', '"') == lean(css)


@pytest.mark.parametrize(
    "css",
    [
        "table{color:red}",
        ".c{color:red}",
        ".a.c{color:red}",
        ".a .c p{color:red}",
        "#other{color:red}",
        "[title]{color:red}",
        "[type=number]{color:red}",
        "p:is(.c, .d){color:red}",
        "p:has(> .c){color:red}",
        ":host{color:red}",
        ":root{--unused:red}",
        ":root{--one:var(--two);--two:red}",
        '@property --unused{syntax:"*";inherits:true}',
        "@keyframes turn{to{rotate:1turn}}",
        "@font-face{font-family:A B;src:local(A)}",
        "@media print{.c{color:red}}",
        '@charset "UTF-8";',
        "p{}",
        "/* p */",
    ],
)
def test_what_no_page_uses_goes(css: str) -> None:
    assert _cut(css) == ""


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".c, p > a, .d { color : red ; }", "p>a{color:red}"),
        ("p { margin: 0  auto !important }", "p{margin:0 auto!important}"),
        ("p { width: calc(1px + 2em); --run: ; }", "p{width:calc(1px + 2em);--run:}"),
        ("@media  screen and (width > 1px) { p { color: red } }",
         "@media screen and (width > 1px){p{color:red}}"),
        ("p { background: url(../a.png) }", 'p{background:url("_static/a.png")}'),
        ("p { background: url(data:x) }", 'p{background:url("data:x")}'),
        ("p { color: red; & a { color: blue } }", "p {color: red;& a {color: blue } }"),
    ],
)  # fmt: skip
def test_rules_are_written_in_few_characters(css: str, expected: str) -> None:
    assert _cut(css) == expected


def test_rules_stand_where_the_stylesheets_stood() -> None:
    links = '<link rel="stylesheet" href="../_static/a.css?v=1" /><b>'
    links += '<link rel="stylesheet" type="text/css" href="../_static/b/b.css" />'
    links += '<link rel="stylesheet" href="https://a.example/c.css" />'
    css = {"a.css": "b{color:red}", "b/b.css": 'b{background:url(x.png)}.s{content:"</style>"}'}
    folders = {"a.css": "", "b/b.css": "b"}

    def rules(name: str) -> list[Any]:
        return [*rules_of(tinycss2.parse_stylesheet(css[name]), folders[name])]

    page = inlined(links + '<script src="_static/s.js"></script>', rules, lambda name: {"s"})
    style, rest = page.split("</style>")
    assert style.strip() == (
        '<style>b{color:red}b{background:url("../_static/b/x.png")}.s{content:"<\\/style>"}'
    )
    assert rest == (
        '<b><link rel="stylesheet" href="https://a.example/c.css" />'
        '<script src="_static/s.js"></script>'
    )


# -- The site ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site as it would be with all stylesheets whole; return its address."""
    built = build_site("html", tmp_path_factory.mktemp("whole"), options=("-D", "site_styles=0"))
    with served(built.outdir) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_a_small_part(site: Callable[[str], Output], name: str) -> None:
    page = site("html").html(name)
    assert page.cssselect('link[rel="stylesheet"]') == []
    (style,) = page.cssselect("head > style")
    assert 15_000 < len(style.text) < 50_000


def _difference(pictures: list[bytes]) -> tuple[int, int, int, int] | None:
    """Return the box in which two pictures differ; None if they look the same.

    Chromium paints the corner of a border now with one shade of 255, now with the next: also when
    one page is compared with itself.
    """
    if pictures[0] == pictures[1]:
        return None
    images = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    assert images[0].size == images[1].size
    return ImageChops.difference(*images).point(lambda shades: max(shades - 2, 0)).getbbox()


def assert_same_pictures(one: Page, other: Page, **options: Any) -> None:
    """Fail with the place that differs unless two pages look the same."""
    # A busy machine may leave a part as it was before, until all is painted anew.
    for _ in range(4):
        if options.get("full_page"):
            # Such a picture scrolls the page elsewhere and shows what waits above the screen there.
            for page in (one, other):
                page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        pictures = [page.screenshot(animations="disabled", **options) for page in (one, other)]
        difference = _difference(pictures)
        if difference is None:
            return
        for page in (one, other):
            size = page.viewport_size or {"width": 1280, "height": 800}
            page.set_viewport_size({**size, "width": size["width"] + 8})
            page.set_viewport_size(size)
    assert difference is None


#: Resolves when a page has said the same for a while: a search tells of its progress.
SETTLED = """new Promise((done) => {
  let [text, times] = ["", 0];
  const look = setInterval(() => {
    times = document.body.innerText === text ? times + 1 : 0;
    text = document.body.innerText;
    if (times > 3) clearInterval(look), done();
  }, 200);
})"""


@contextmanager
def _both(
    chromium: Browser, base: str, whole: str, name: str, **options: Any
) -> Iterator[tuple[Page, Page]]:
    context = chromium.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **options})
    pages = (context.new_page(), context.new_page())
    for page, address in zip(pages, (base, whole), strict=True):
        page.goto(f"{address}/{name}", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
    yield pages
    context.close()


LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE, "is_mobile": True, "has_touch": True},
    "landscape": {"viewport": LANDSCAPE, "color_scheme": "dark"},
    "no-scripts": {"java_script_enabled": False, "viewport": PHONE},
    "forced-colours": {"forced_colors": "active"},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("look", LOOKS)
def test_a_page_looks_the_same(
    chromium: Browser, base: str, whole: str, name: str, look: str
) -> None:
    with _both(chromium, base, whole, name, **LOOKS[look]) as pages:
        assert_same_pictures(*pages, full_page=True)
        for page in pages:
            page.emulate_media(media="print")
        assert_same_pictures(*pages, full_page=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_folds_out_looks_the_same(
    chromium: Browser, base: str, whole: str, name: str, scheme: str
) -> None:
    with _both(chromium, base, whole, name, color_scheme=scheme) as pages:
        for page in pages:
            page.get_by_role("button", name="Color mode").click()
        assert_same_pictures(*pages)
        for page in pages:
            page.keyboard.press("Escape")
            page.keyboard.press("Control+k")
        assert_same_pictures(*pages)
        for page in pages:
            page.keyboard.press("Escape")
            page.evaluate("for (const n of document.querySelectorAll('details')) n.open = true")
        assert_same_pictures(*pages, full_page=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "pages/publications.html?q=learning&year=2023",
        "pages/publications.html?q=nothing+at+all",
        "pages/publications.html#zhu2020tukey",
        "search.html?q=learning",
        "search.html?q=nothingatall",
    ],
)
@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_what_scripts_make_looks_the_same(
    chromium: Browser, base: str, whole: str, name: str, look: str
) -> None:
    with _both(chromium, base, whole, name, **LOOKS[look]) as pages:
        for page in pages:
            page.evaluate(SETTLED)
        places = [page.evaluate("[scrollX, scrollY]") for page in pages]
        assert places[0] == places[1]
        assert_same_pictures(*pages)
        assert_same_pictures(*pages, full_page=True)


#: One of each kind of what can be used: those of the same tag and classes look alike.
KINDS = """() => {
  const kinds = new Map();
  for (const node of document.querySelectorAll("a[href], button, input, summary")) {
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    const place = node.closest("header, footer, nav, article")?.className;
    const kind = `${place} ${node.localName} ${node.className}`;
    if (!kinds.has(kind)) kinds.set(kind, node);
  }
  [...kinds.values()].forEach((node, number) => (node.dataset.kind = number));
  return kinds.size;
}"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["index.html", "pages/publications.html", "search.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_pointed_at_or_has_the_focus_looks_the_same(
    chromium: Browser, base: str, whole: str, name: str, scheme: str
) -> None:
    with _both(chromium, base, whole, name, color_scheme=scheme) as pages:
        counts = {page.evaluate(KINDS) for page in pages}
        assert len(counts) == 1
        for number in range(counts.pop()):
            for page in pages:
                node = page.locator(f"[data-kind='{number}']")
                page.keyboard.press("Tab")  # from now on the focus shows
                node.focus()
            assert_same_pictures(*pages)
            for page in pages:
                page.evaluate("document.activeElement.blur()")
                node = page.locator(f"[data-kind='{number}']")
                box = node.bounding_box()
                if box and box["y"] >= 0:  # not the link that only the keyboard brings forth
                    node.hover(force=True)
            assert_same_pictures(*pages)


def test_code_has_the_colours_of_the_theme(project: Project) -> None:
    # Its stylesheet is written when all pages are: they ask for it.
    project.config |= {
        "extensions": ["myst_parser", "site_styles"],
        "html_theme": "pydata_sphinx_theme",
        "template_bridge": "site_styles.PageTemplates",
    }
    del project.config["bibtex_bibfiles"]
    project.write({"index.md": "# P\n\n```python\ndef f(): pass\n```\n"})
    built = project.build()
    assert built.warnings == []
    links = [link.get("href") for link in built.html().cssselect("link[rel=stylesheet]")]
    assert [link.partition("?")[0] for link in links] == ["_static/pygments.css"]
    assert "html[data-theme" in (built.outdir / "_static/pygments.css").read_text(encoding="utf-8")
    assert ".bd-article" in built.html().cssselect("style")[-1].text
