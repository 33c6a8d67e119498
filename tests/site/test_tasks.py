"""What visitors come for, done as they do it, with each tap and key counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from served import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from support import Output

LIST: Final = "pages/publications.html"
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "permissions": ["clipboard-read", "clipboard-write"],
}


class Visitor:
    """A person with a phone, who taps what is on the screen."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.taps = 0

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.base}/{path}", wait_until="networkidle")

    def taps_on(self, target: Locator) -> None:
        """Tap what is there, which takes scrolling at most up and down."""
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + 24 <= 390
        assert min(box["width"], box["height"]) >= 20
        self.taps += 1
        target.tap()

    def item(self, key: str) -> Locator:
        return self.page.locator(f"li.pub-item#{key}")

    def copied(self) -> str:
        expect(self.page.get_by_role("button", name=re.compile("^Cop")).first).to_be_visible()
        return str(self.page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def visitor(chromium: Browser, base: str) -> Iterator[Visitor]:
    context = chromium.new_context(**PHONE)
    yield Visitor(context.new_page(), base)
    context.close()


@pytest.fixture
def elsewhere(visitor: Visitor) -> list[str]:
    """Have other hosts answer; return the addresses that they were asked for."""
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, body="elsewhere")

    visitor.page.context.route(lambda url: not url.startswith(visitor.base), answer)
    return asked


def test_bibtex_of_the_stackelberg_paper(visitor: Visitor) -> None:
    visitor.opens(LIST)
    visitor.taps_on(visitor.page.get_by_role("searchbox", name="Find publications"))
    visitor.page.keyboard.type("stackelberg")
    visitor.taps_on(visitor.page.get_by_text("Cite", exact=True).locator("visible=true"))
    visitor.taps_on(visitor.page.get_by_role("button", name="Copy BibTeX"))
    assert visitor.taps <= 3
    assert visitor.copied().startswith("@inproceedings{zhao2023online,")


def test_neurips_2023(visitor: Visitor) -> None:
    visitor.opens(LIST)
    visitor.taps_on(visitor.page.get_by_text("Filter by"))
    visitor.taps_on(visitor.page.get_by_role("button", name=re.compile("^NeurIPS")))
    visitor.taps_on(visitor.page.get_by_role("button", name=re.compile("^2023")))
    assert visitor.taps <= 3
    found = visitor.page.locator("li.pub-item:visible")
    expect(found).to_have_count(2)
    # On the first screen, nothing of which was scrolled away.
    assert visitor.page.evaluate("scrollY") == 0
    expect(found.first.locator(".pub-title-link")).to_be_in_viewport()


def test_neurips_2023_typed(visitor: Visitor) -> None:
    visitor.opens(LIST)
    visitor.taps_on(visitor.page.get_by_role("searchbox", name="Find publications"))
    visitor.page.keyboard.type("optimal neurips 2023")
    found = visitor.page.locator("li.pub-item:visible")
    expect(found.first).to_be_in_viewport(ratio=0.5)
    assert visitor.taps == 1


def test_a_filter_that_was_sent_begins_with_what_it_finds(visitor: Visitor) -> None:
    visitor.opens(f"{LIST}?venue=NeurIPS&year=2023")
    expect(visitor.page.get_by_role("button", name=re.compile("^2022"))).to_be_hidden()
    expect(visitor.page.locator("li.pub-item:visible").first).to_be_in_viewport(ratio=0.9)


def test_pdf_of_s_lora(visitor: Visitor, elsewhere: list[str]) -> None:
    visitor.opens(LIST)
    paper = visitor.item("sheng2024slora")
    visitor.taps_on(paper.get_by_role("link", name="PDF", exact=True))
    visitor.page.wait_for_url("https://arxiv.org/**")
    assert visitor.taps == 1
    assert elsewhere == ["https://arxiv.org/pdf/2311.03285"]


def test_papers_with_code(visitor: Visitor) -> None:
    visitor.opens(LIST)
    visitor.taps_on(visitor.page.get_by_text("Filter by"))
    visitor.taps_on(visitor.page.get_by_role("button", name=re.compile("^Code")))
    assert visitor.taps == 2
    expect(visitor.page.locator("li.pub-item:visible")).to_have_count(7)


def test_share_one_paper(visitor: Visitor) -> None:
    visitor.opens(f"{LIST}?q=tukey")
    paper = visitor.item("zhu2020when")
    visitor.taps_on(paper.get_by_text("Cite", exact=True))
    visitor.taps_on(paper.get_by_role("button", name="Copy link"))
    assert visitor.taps == 2
    assert visitor.copied() == f"{visitor.base}/{LIST}#zhu2020when"
    expect(visitor.page.get_by_role("status").last).to_have_text("Copied")


def test_share_a_paper_from_its_page(visitor: Visitor) -> None:
    visitor.opens("publications/zhu2020when.html?from=elsewhere#top")
    visitor.taps_on(visitor.page.get_by_role("button", name="Copy link"))
    assert visitor.copied() == f"{visitor.base}/publications/zhu2020when.html"


def test_the_whole_cv(visitor: Visitor) -> None:
    visitor.opens("index.html")
    visitor.taps_on(visitor.page.get_by_role("link", name="Curriculum vitae"))
    expect(visitor.page).to_have_url(f"{visitor.base}/pages/cv.html")
    assert visitor.taps == 1
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator("li.pub-item:visible")).to_have_count(31)


@pytest.mark.parametrize(
    ("start", "name"),
    [("index.html", "CV as PDF"), ("pages/cv.html", re.compile(r"CV as PDF \(\d+ kB\)"))],
)
def test_the_cv_as_a_pdf(visitor: Visitor, start: str, name: str | re.Pattern[str]) -> None:
    visitor.opens(start)
    link = visitor.page.get_by_role("main").get_by_role("link", name=name, exact=True)
    expect(link).to_be_in_viewport(ratio=1)
    with visitor.page.expect_response("**/pages/banghua-zhu-cv.pdf") as answer:
        visitor.taps_on(link)
    assert visitor.taps == 1
    assert answer.value.headers["content-type"] == "application/pdf"


def test_write_to_the_owner(visitor: Visitor) -> None:
    visitor.opens("index.html")
    address = visitor.page.get_by_role("link", name="banghua@uw.edu")
    expect(address).to_have_count(1)
    expect(address).to_be_in_viewport(ratio=1)
    expect(address).to_have_attribute("href", re.compile("^mailto:banghua(@|%40)uw.edu$"))


def test_the_papers_of_a_research_area(visitor: Visitor) -> None:
    visitor.opens("index.html")
    visitor.taps_on(visitor.page.get_by_role("link", name="Game theory"))
    assert visitor.taps == 1
    found = "all => all.map(item => item.id).sort()"
    expect(visitor.page.locator("li.pub-item:visible")).to_have_count(3)
    keys = visitor.page.locator("li.pub-item:visible").evaluate_all(found)
    assert keys == ["zhao2023online", "zhu2023online", "zhu2023sample"]
    expect(visitor.page.get_by_role("button", name="Remove Game Theory")).to_be_visible()


def test_what_was_heard_in_a_talk(visitor: Visitor) -> None:
    visitor.opens("index.html")
    visitor.taps_on(visitor.page.get_by_role("link", name="S-LoRA", exact=True))
    assert visitor.taps == 1
    expect(visitor.item("sheng2024slora")).to_be_in_viewport()


def test_robotics_lands_at_the_paper(visitor: Visitor) -> None:
    visitor.opens("search.html?q=robotics")
    paper = visitor.page.get_by_role("main").get_by_role("link", name=re.compile("^Guided Online"))
    visitor.taps_on(paper)
    assert visitor.taps == 1
    expect(visitor.item("li2024guided").locator(".pub-title-link")).to_be_in_viewport(ratio=1)


def test_without_a_pointer(chromium: Browser, base: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{base}/{LIST}", wait_until="networkidle")
    for key in ("/", *"tukey", "Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    # "Clear", what is chosen from, and then what was found: its title comes first.
    expect(page.locator("#zhu2020when .pub-title-link")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#zhu2020when").get_by_role("link", name="PDF")).to_be_focused()
    context.close()


# -- by ear ------------------------------------------------------------------------


#: What can be used, with its name, and the text that everyone sees of it.
USED: Final = ("link", "button", "DisclosureTriangle", "searchbox")


def _names(page: Page) -> list[tuple[str, str]]:
    """Return the accessible name and the visible text of all that can be used."""
    client = page.context.new_cdp_session(page)
    found = []
    for node in client.send("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        if role not in USED or node.get("ignored"):
            continue
        where = {"backendNodeId": node["backendDOMNodeId"]}
        element = client.send("DOM.resolveNode", where)["object"]["objectId"]
        text = client.send(
            "Runtime.callFunctionOn",
            {"objectId": element, "functionDeclaration": "function () { return this.innerText }"},
        )["result"].get("value")
        found.append((node["name"]["value"], text or ""))
    return found


@pytest.mark.parametrize("name", ["index.html", LIST])
def test_nothing_is_said_again_and_again(chromium: Browser, base: str, name: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{base}/{name}", wait_until="networkidle")
    shown = len(page.locator("body").inner_text().split())
    names = _names(page)
    unseen = sum(len(it.split()) for it, text in names if it.split() != text.split())
    # Names that are not what is seen: "Permalink" for "¶".
    assert unseen <= shown / 5
    # Of a publication the title is said once, and all else by short names.
    title = re.compile("Byzantine-Robust Federated|Bridging Offline")
    assert len([it for it, _ in names if title.search(it)]) == (name == LIST) + 1
    assert len([it for it, _ in names if it == "PDF"]) >= 5
    context.close()


def test_what_belongs_to_a_publication_says_which(chromium: Browser, base: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{base}/{LIST}")
    paper = page.locator("#zhu2023principled")
    title = (
        "Principled Reinforcement Learning with Human Feedback from Pairwise or K-wise Comparisons"
    )
    expect(paper.get_by_role("link", name=title, exact=True)).to_have_count(1)
    for link in paper.locator("a.pub-link, a.headerlink, summary").all():
        expect(link).to_have_accessible_description(title)
    assert page.locator(".pub-list a[title]").count() == 0
    context.close()


# -- what can be hit ---------------------------------------------------------------


@pytest.mark.parametrize("name", [*PAGES, f"{LIST}?q=learning&year=2023"])
def test_what_is_tapped_is_large_enough(visitor: Visitor, name: str) -> None:
    visitor.opens(name)
    page = visitor.page
    page.evaluate("document.querySelectorAll('details').forEach((node) => (node.open = true))")
    # As WCAG 2.2 has it (2.5.8): links within a line of text are as high as the line.
    small = page.evaluate(
        """(shown) => [...document.querySelectorAll("a[href], button, summary, input")]
            .filter((node) => node.checkVisibility(shown))
            .filter((node) => !node.closest("#pst-skip-link, .skip-link"))
            .filter((node) => {
                const box = node.getBoundingClientRect();
                const inLine = getComputedStyle(node).display === "inline"
                    && node.closest("p, dd, dt, .pub-reference, .pub-related, li");
                return box.width && !inLine && Math.min(box.width, box.height) < 24;
            })
            .map((node) => node.outerHTML.slice(0, 120))""",
        {"opacityProperty": True, "visibilityProperty": True},
    )
    assert small == []


def test_what_is_not_on_a_site_of_others_is_not_on_this(site: Callable[[str], Output]) -> None:
    # One place of each reference has venue and year, and each has its year.
    for item in site("html").html(LIST).cssselect("li.pub-item"):
        imprint = item.cssselect(".pub-imprint")[0].text_content()
        assert item.get("data-year") in imprint.split(" (")[0]
        assert re.match(r"[^,]+(?:, .*)?, \d{4}[,.]", imprint), imprint
