"""Who searches the site finds the place that says it, once, and lands there."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from axe import script
from support import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from support import Output, Project

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
#: Low enough that a place must be scrolled to.
LOW = {"width": 1000, "height": 420}
#: How far what was shown has moved, but for the header, which is the same on all pages
#: (test_served.py): a busy machine may show it before it has all of it.
SHIFTS = """
window.shifts = [];
const inHeader = ({ node }) => node instanceof Element && node.closest("header");
new PerformanceObserver((list) => window.shifts.push(
  ...list.getEntries().filter((e) => !e.sources.every(inHeader)).map((e) => e.value)
)).observe({ type: "layout-shift", buffered: true });
"""
CONTACT = "index.html#"
EDUCATION = "pages/experience.html#education"
WORK = "pages/experience.html#past-work-experience"
PAPERS = "pages/publications.html"
#: What people type → the title of the first result, and where it leads.
FIRST = {
    "PhD": ("University of California, Berkeley", EDUCATION),
    "Ph.D.": ("University of California, Berkeley", EDUCATION),
    "phd thesis": ("University of California, Berkeley", EDUCATION),
    "Jiao": ("University of California, Berkeley", EDUCATION),
    "degree": ("Education", EDUCATION),
    "advisor": ("University of California, Berkeley", EDUCATION),
    "GPA": ("Tsinghua University", EDUCATION),
    "email": ("E-mail and profiles", CONTACT),
    "e-mail": ("E-mail and profiles", CONTACT),
    "mail": ("E-mail and profiles", CONTACT),
    "contact": ("E-mail and profiles", CONTACT),
    "google scholar": ("E-mail and profiles", CONTACT),
    "twitter": ("E-mail and profiles", CONTACT),
    "banghua@uw.edu": ("E-mail and profiles", CONTACT),
    "code": ("Publications with code", f"{PAPERS}?with=code"),
    "github": ("Publications with code", f"{PAPERS}?with=code"),
    "robotics": ("Student Researcher, Google Robotics", WORK),
    "internships": ("Research Intern, Microsoft Research", WORK),
    "Work experience": ("Past Work Experience", WORK),
    "experience": ("Experience", "pages/experience.html"),
    "Nexusflow": ("Cofounder, Nexusflow AI", "pages/experience.html#current-employment"),
    "awards": ("Awards", "pages/experience.html#awards"),
    "Sakrison": ("Awards", "pages/experience.html#awards"),
    "sakrisson": ("Awards", "pages/experience.html#awards"),
    "teaching": ("Teaching", "pages/teaching.html"),
    "course": ("Short course", "pages/teaching.html#short-course"),
    "classes": ("Short course", "pages/teaching.html#short-course"),
    "CV": ("Curriculum Vitae", "pages/cv.html"),
    "résumé": ("Curriculum Vitae", "pages/cv.html"),
    "curriculum vitae": ("Curriculum Vitae", "pages/cv.html"),
    "publications": ("Publications", PAPERS),
    "large language models": ("Large language models", "index.html#research-areas"),
    "caching": ("On Optimal Caching and Model", f"{PAPERS}#zhu2023optimal"),
    "cache": ("On Optimal Caching and Model", f"{PAPERS}#zhu2023optimal"),
    "s-lora": ("SLoRA: Scalable Serving", f"{PAPERS}#sheng2024slora"),
    "slora": ("SLoRA: Scalable Serving", f"{PAPERS}#sheng2024slora"),
    "code for starling": ("Starling-7B", f"{PAPERS}#zhu2023starling"),
    "stackelberg": ("Online Learning in Stackelberg Games", f"{PAPERS}#zhao2023online"),
    "josephine": ("Jump-Start Reinforcement Learning", f"{PAPERS}#uchendu2023jump"),
    "ICRA": ("Guided Online Distillation", f"{PAPERS}#li2024guided"),
    "robotics and automation": ("Guided Online Distillation", f"{PAPERS}#li2024guided"),
    "fine tuning": ("Fine-Tuning Language Models", f"{PAPERS}#zhu2023fine"),
    "pessimism": ("Bridging Offline", f"{PAPERS}#rashidinejad2022bridging"),
    "imitation pessimism": ("Bridging Offline", f"{PAPERS}#rashidinejad2022bridging"),
    "Tale of Pessimism": ("Bridging Offline", f"{PAPERS}#rashidinejad2022bridging"),
}
HOSTILE = [
    "<img src=x onerror=window.ran=1>",
    '"><script>window.ran=1</script>',
    "</script><script>window.ran=1</script>",
    "javascript:window.ran=1",
    "__proto__ constructor toString",
    "(((.*+?^$|[\\",
    "\u202egnp.exe\u0000\u2028",
    "%00%zz&q=other#x",
    "🎉 漢字 e\u0301",
    "learning " * 2000,
]
#: Where the words of a text fragment are shown, all that is before and behind them included;
#: null if the page does not have them. Spaces make no difference.
SHOWN = """([prefix, text, suffix]) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let all = "";
  const places = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (let at = 0; at < node.data.length; at++) {
      if (/\\s/.test(node.data[at])) continue;
      all += node.data[at];
      places.push([node, at]);
    }
  }
  const bare = (it) => it.replace(/\\s/g, "");
  const found = all.indexOf(bare(prefix + text + suffix));
  if (found < 0) return null;
  const range = document.createRange();
  range.setStart(...places[found + bare(prefix).length]);
  range.setEnd(...places[found + bare(prefix).length + 1]);
  const { top, bottom } = range.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""


@contextmanager
def _visit(chromium: Browser, base: str, **options: Any) -> Iterator[Page]:
    """Open a page; no other host may be asked, and nothing may fail."""
    context = chromium.new_context(**{"viewport": PHONE, **options})
    page = context.new_page()
    failed: list[str] = []
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.on("request", lambda it: failed.append(it.url) if not it.url.startswith(base) else None)
    yield page
    context.close()
    assert failed == []


@pytest.fixture
def page(chromium: Browser, base: str) -> Iterator[Page]:
    with _visit(chromium, base) as page:
        yield page


@pytest.fixture(scope="module")
def searched(chromium: Browser, base: str) -> Iterator[Callable[[str], Locator]]:
    """Return a function that searches, and returns the links of the results."""
    with _visit(chromium, base, viewport=LOW) as page:

        def search(query: str) -> Locator:
            page.goto(f"{base}/search.html?q={quote(query)}", wait_until="commit")
            page.wait_for_load_state("domcontentloaded")
            return page.locator(".site-search-results > li h2 a")

        yield search


def _addresses(links: Locator) -> list[str]:
    return [link.get_attribute("href") or "" for link in links.all()]


@pytest.mark.parametrize("query", FIRST)
def test_what_people_mean_comes_first(searched: Callable[[str], Locator], query: str) -> None:
    title, place = FIRST[query]
    link = searched(query).first
    expect(link).to_contain_text(title)
    assert (link.get_attribute("href") or "").partition(":~:")[0] == place


@pytest.mark.parametrize("query", [*FIRST, "learning", "2023", "Berkeley"])
def test_what_is_said_twice_is_found_once(searched: Callable[[str], Locator], query: str) -> None:
    links = searched(query)
    addresses = _addresses(links)
    assert len(set(addresses)) == len(addresses) == links.count()
    # The CV repeats Experience and Publications, the home page some publications.
    assert {it for it in addresses if it.startswith("pages/cv.html")} <= {"pages/cv.html"}
    keys = [it for it in addresses if it.startswith(f"{PAPERS}#")]
    titles = [link.inner_text() for link in links.all()]
    assert len(set(keys)) == len(keys)
    assert len({*titles}) >= len(titles) - 1  # two pages may have a section of one name
    assert not any("highlight=" in it for it in addresses)


@pytest.mark.slow
@pytest.mark.parametrize("query", [*FIRST, "learning", "2023", "Berkeley", "Game theory"])
def test_a_result_leads_to_its_place(searched: Callable[[str], Locator], query: str) -> None:
    count = min(searched(query).count(), 3)
    for number in range(count):
        link = searched(query).nth(number)
        title = link.inner_text()
        address = link.get_attribute("href") or ""
        page = link.page
        link.click()
        page.wait_for_url(re.compile(r"^(?!.*/search\.html)"))
        page.wait_for_load_state("load")
        place, _, said = address.partition(":~:text=")
        node_id = place.partition("#")[2]
        if said:
            found = re.fullmatch(r"(?:(.*)-,)?([^,]*)(?:,-(.*))?", said)
            assert found
            words = [unquote(part or "") for part in found.groups()]
            page.wait_for_function(SHOWN, arg=words, timeout=5_000)
        elif node_id:
            shown = page.locator(f"[id='{node_id}']")
            expect(shown).to_be_in_viewport()
            expect(shown).to_contain_text(title)
        else:
            expect(page.locator("main h1")).to_be_in_viewport()
            assert page.evaluate("scrollY") == 0


def test_nothing_is_left_behind_by_a_search(chromium: Browser, base: str) -> None:
    with _visit(chromium, base, viewport=DESKTOP) as page:
        loaded: list[str] = []
        page.on("request", lambda sent: loaded.append(sent.url))
        page.goto(f"{base}/search.html?q=learning+experience", wait_until="networkidle")
        page.get_by_role("banner").get_by_role("link", name="CV", exact=True).click()
        page.wait_for_url("**/pages/cv.html")
        page.wait_for_load_state("networkidle")
        assert page.url == f"{base}/pages/cv.html"
        expect(page.get_by_text("Hide Search Matches")).to_have_count(0)
        expect(page.locator("main :is(mark, .highlighted)")).to_have_count(0)
        assert page.evaluate("localStorage.getItem('sphinx_highlight_terms')") is None
        assert [url for url in loaded if "fa-solid-900" in url] == []


def test_a_search_loads_the_page_and_no_other(page: Page, base: str) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "requestfinished",
        lambda sent: sizes.update({urlsplit(sent.url).path: sent.sizes()["responseBodySize"]}),
    )
    page.goto(f"{base}/search.html?q=caching", wait_until="networkidle")
    names = {path.rpartition("/")[2] for path in sizes}
    assert not names & {"searchtools.js", "language_data.js", "searchindex.js"}
    assert [path for path in sizes if path.endswith(".html")] == ["/search.html"]
    # With the rules of its styles in it.
    assert sum(sizes.values()) < 23_000


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("query", ["caching", "learning", "nothing+at+all+xyzzy", ""])
def test_results_move_nothing(
    chromium: Browser, base: str, viewport: dict[str, int], query: str
) -> None:
    with _visit(chromium, base, viewport=viewport) as page:
        page.add_init_script(SHIFTS)
        page.goto(f"{base}/search.html?q={query}", wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("shifts") == []


def test_results_say_how_many_they_are_and_why(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=caching")
    expect(page).to_have_title("“caching” — Search — Banghua Zhu")
    expect(page.get_by_role("status")).to_have_text("3 results for “caching”")
    expect(page.get_by_role("searchbox")).to_have_value("caching")
    items = page.get_by_role("main").get_by_role("listitem")
    expect(items).to_have_count(3)
    expect(items.first.get_by_role("heading", level=2)).to_contain_text("Optimal Caching")
    expect(items.first).to_contain_text("Publications › Conference Papers")
    expect(items.first.locator("mark").first).to_have_text("Caching")
    more = page.get_by_role("link", name="Find “caching” among the publications")
    expect(more).to_have_attribute("href", "pages/publications.html?q=caching")
    page.goto(f"{base}/search.html?q=josephine")
    expect(page.get_by_role("status")).to_have_text("1 result for “josephine”")
    expect(page.locator(".site-search-results mark")).to_have_text("Joséphine")


def test_words_that_no_place_has_together(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=stackelberg+xyzzy")
    said = "2 results for “stackelberg xyzzy”, none with all of these words"
    expect(page.get_by_role("status")).to_have_text(said)


def test_nothing_found(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=xyzzy%26")
    expect(page.get_by_role("status")).to_have_text("Nothing on this site matches “xyzzy&”.")
    main = page.get_by_role("main")
    expect(main.get_by_role("listitem")).to_have_count(0)
    expect(main.get_by_role("link", name="Experience")).to_be_visible()
    main.get_by_role("link", name="Find “xyzzy&” among the publications").click()
    expect(page).to_have_url(f"{base}/pages/publications.html?q=xyzzy%26")


@pytest.mark.parametrize("address", ["search.html", "search.html?q=", "search.html?q=++"])
def test_no_query_is_just_the_field(page: Page, base: str, address: str) -> None:
    page.goto(f"{base}/{address}")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.locator("#site-search")).to_be_hidden()
    expect(page).to_have_title("Search — Banghua Zhu")


def test_a_search_from_any_page(page: Page, base: str) -> None:
    page.goto(f"{base}/pages/teaching.html", wait_until="networkidle")
    page.keyboard.press("Control+k")
    field = page.locator("dialog input[type=search]")
    expect(field).to_be_focused()
    field.fill("tale of pessimism")
    field.press("Enter")
    page.locator(".site-search-results a").first.click()
    expect(page).to_have_url(f"{base}/pages/publications.html#rashidinejad2022bridging")
    expect(page.locator("#rashidinejad2022bridging")).to_be_in_viewport()


def test_another_search_from_the_page_itself(page: Page, base: str) -> None:
    page.goto(f"{base}/search.html?q=caching")
    field = page.get_by_role("searchbox")
    field.fill("awards")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\.html\?q=awards#?$"))
    expect(page.locator(".site-search-results a").first).to_have_text("Awards")


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_query_is_nothing_but_text(page: Page, base: str, query: str) -> None:
    page.goto(f"{base}/search.html?q={quote(query)}", wait_until="networkidle")
    assert page.evaluate("window.ran") is None
    expect(page.get_by_role("status")).not_to_be_empty()
    main = page.get_by_role("main")
    expect(main.locator(":is(img, iframe, object, embed)")).to_have_count(0)
    hrefs = [link.get_attribute("href") or "" for link in main.get_by_role("link").all()]
    assert [it for it in hrefs if not re.match(r"(index|pages/\w+)\.html(?:[?#]|$)", it)] == []
    finder = [it for it in hrefs if it.startswith(f"{PAPERS}?q=")]
    assert [it for it in finder if set("<>\"'# ") & set(it)] == []


def test_without_scripts_the_page_says_so_and_leads_on(chromium: Browser, base: str) -> None:
    with _visit(chromium, base, java_script_enabled=False) as page:
        page.goto(f"{base}/search.html?q=caching")
        main = page.get_by_role("main")
        # Playwright's own texts leave out what is there only without scripts.
        assert "The search needs JavaScript, which is off." in main.inner_text()
        expect(main.get_by_role("searchbox")).to_be_hidden()
        names = [it.inner_text() for it in main.get_by_role("link").all()]
        assert names == [
            "Banghua Zhu",
            "Publications",
            "Experience",
            "Teaching",
            "Curriculum Vitae",
        ]
        main.get_by_role("link", name="Experience").click()
        expect(page).to_have_url(f"{base}/pages/experience.html")


@pytest.mark.parametrize("query", ["caching", "xyzzy"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_finger_hits_each_link(chromium: Browser, base: str, width: int, query: str) -> None:
    viewport = {"width": width, "height": 700}
    with _visit(chromium, base, viewport=viewport, has_touch=True, is_mobile=True) as page:
        page.goto(f"{base}/search.html?q={query}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for link in page.get_by_role("main").get_by_role("link").all():
            box = link.bounding_box()
            assert box
            assert box["height"] >= 24
            assert box["width"] >= 24


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("query", ["caching", "learning", "xyzzy"])
def test_no_rule_of_axe_is_broken_by_results(
    chromium: Browser, base: str, scheme: str, viewport: dict[str, int], query: str
) -> None:
    with _visit(chromium, base, viewport=viewport, color_scheme=scheme) as page:
        page.goto(f"{base}/search.html?q={query}", wait_until="networkidle")
        results = Axe.from_file(script()).run(page)
        assert results.violations_count == 0, results.generate_report()


# -- The index -----------------------------------------------------------------------------


def _index(page: Output, name: str = "search.html") -> dict[str, Any]:
    (source,) = page.html(name).cssselect("#site-search-index")
    found: dict[str, Any] = json.loads(source.text)
    return found


def test_a_place_is_in_the_index_once(site: Callable[[str], Output]) -> None:
    places = _index(site("html"))["places"]
    said = [(place["title"], str(place.get("texts"))) for place in places]
    assert len(set(said)) == len(said) > 50
    ids = {f"{place.get('page', 0)}#{place['id']}" for place in places if place["kind"] == "item"}
    assert len(ids) == 31


def test_a_place_is_where_the_index_says(site: Callable[[str], Output]) -> None:
    index = _index(site("html"))
    for place in index["places"]:
        page = site("html").html(index["pages"][place.get("page", 0)]["address"])
        assert not place.get("id") or len(page.cssselect(f"[id='{place['id']}']")) == 1


def test_what_people_mean_is_on_the_site(searched: Callable[[str], Locator]) -> None:
    with (ROOT / "ext/site_search.toml").open("rb") as file:
        meant = tomllib.load(file)
    for ours, theirs in meant["words"].items():
        expect(searched(ours).first).to_be_visible()
        # As it is looked up: small letters, no accents, no hyphens.
        assert [typed for typed in theirs if not re.fullmatch("[a-z0-9]+", typed)] == []


FILES = {
    "index.md": "# Home\n\nHello.\n\n## Part\n\nSame.\n\n:::{toctree}\none\ntwo\n:::\n",
    "one.md": "# One\n\n(part)=\n## Part\n\nSame.\n\n- Item\n\n  - Inner \\</script>\\<b>\n",
    "two.md": "# Two\n\n## Part\n\nSame.\n\n## Other\n\nMore *than* that.\n",
    "search.toml": """\
views = []
[words]
[containers]
[unsaid]
classes = []
[ignored]
words = ""
""",
    "_templates/search.html": "{{ site_search_index }}",
    "_static/site-search.css": "",
}


@pytest.fixture
def small(project: Project) -> Project:
    """Return a site of three pages that say the same, and something of their own."""
    project.config |= {
        "extensions": ["myst_parser", "site_search"],
        "html_theme": "pydata_sphinx_theme",
        "html_static_path": ["_static"],
        "templates_path": ["_templates"],
        "site_search": "search.toml",
    }
    del project.config["bibtex_bibfiles"]
    project.write(FILES)
    return project


@pytest.mark.parametrize(
    ("builder", "addresses"),
    [
        ("html", ["index.html", "one.html", "two.html"]),
        ("dirhtml", ["../", "../one/", "../two/"]),
    ],
)
def test_the_first_page_that_says_it_is_found(
    small: Project, builder: str, addresses: list[str]
) -> None:
    built = small.build(builder)
    source = built.text("search.html" if builder == "html" else "search/index.html")
    assert "<" not in source
    index = json.loads(source)
    assert [page["address"] for page in index["pages"]] == addresses
    places = [(it.get("page", 0), it.get("id", ""), it.get("texts")) for it in index["places"]]
    assert places == [
        (0, "", [["Hello."]]),
        (0, "part", [["Same."]]),
        (1, "", None),
        (1, "part", [["Same."], ["Item"], ["Inner </script><b>"]]),
        (2, "", None),
        (2, "other", [["More than that."]]),
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_after_an_edit_the_index_is_that_of_a_fresh_build(small: Project, jobs: int) -> None:
    small.build(jobs=jobs)
    small.edit("two.md", "# Two\n\n## Changed\n\nMore.\n")
    again, fresh = small.rebuild(jobs=jobs)
    assert "Changed" in again.text("search.html")
    assert again.text("search.html") == fresh.text("search.html")


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "text"])
def test_other_builders_have_no_search(small: Project, builder: str) -> None:
    built = small.build(builder)
    assert not [path for path in built.outdir.rglob("search.*") if path.name != "search.toml"]
