"""The finder as its users have it: typed into, clicked, sent to somebody, gone back from."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect

from bench.corpus import bibliography
from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.listing.grouping import kind_of
from sphinx_publications.listing.settings import Settings
from sphinx_publications.reading.publications import read_publications
from sphinx_publications.text.inline import plain
from unit.helpers import reference

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from sphinx_publications.model.publication import Publication
    from support import Output, Project

    Site = Callable[[str], Output]

CV = "pages/publications.html"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a browser in which no page may complain."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def opened(page: Page, site: Site) -> Page:
    """Open the list of the CV, 31 publications in three groups."""
    page.goto((site("html").outdir / CV).as_uri())
    return page


@pytest.fixture
def show(page: Page, project: Project) -> Callable[..., Page]:
    """Return a function that opens a page with the Markdown and the BibTeX given."""

    def show_page(markdown: str, bib: str, **config: Any) -> Page:
        project.write({"index.md": markdown, "pubs.bib": bib})
        built = project.build(config={"html_math_renderer": "mathml", **config})
        assert built.warnings == []
        page.goto((built.outdir / "index.html").as_uri())
        return page

    return show_page


def form(page: Page) -> Locator:
    return page.get_by_role("search", name="Find publications", exact=True)


def field(page: Page) -> Locator:
    return form(page).get_by_role("searchbox", name="Find publications")


def status(page: Page) -> Locator:
    return form(page).get_by_role("status")


def facets(page: Page) -> Locator:
    return form(page).get_by_text("Filter by", exact=False)


def button(page: Page, name: str) -> Locator:
    return form(page).get_by_role("button", name=re.compile(f"^{re.escape(name)} *[0-9]+$"))


def keys(page: Page) -> list[str]:
    """Return the cite keys of the items that are seen, in their order."""
    return page.locator("li.pub-item:visible").evaluate_all("all => all.map(e => e.dataset.key)")


def numbers(page: Page) -> dict[str, str]:
    """Return cite key → number, of the items that are seen."""
    return dict(
        page.locator("li.pub-item:visible").evaluate_all(
            "all => all.map(e => [e.dataset.key, e.querySelector('.pub-number').textContent])"
        )
    )


def headings(page: Page) -> list[str]:
    return page.locator(".pub-group > :is(h2, h3, .rubric):visible").evaluate_all(
        "all => all.map(e => e.firstChild.data + e.querySelector('.pub-count').textContent)"
    )


def address(page: Page) -> str:
    return page.url.partition(".html")[2]


def has_address(page: Page, end: str) -> None:
    page.wait_for_url(lambda url: url.partition(".html")[2] == end)


MARKED = """() => [...CSS.highlights.get("pub-match")].map((mark) => {
    const range = new Range();
    range.setStart(mark.startContainer, mark.startOffset);
    range.setEnd(mark.endContainer, mark.endOffset);
    return range.toString();
})"""


def has_marks(page: Page, *texts: str) -> None:
    """Wait until these texts, and no others, are marked."""
    page.wait_for_function(f"texts => String(({MARKED})().sort()) === String(texts)", arg=[*texts])


# -- typing ----------------------------------------------------------------------


def test_every_word_must_occur(opened: Page) -> None:
    before = numbers(opened)
    assert len(before) == 31
    expect(status(opened)).to_have_text("31 publications")
    field(opened).press_sequentially("jiao")
    some = keys(opened)
    field(opened).press_sequentially(" feedback")
    both = keys(opened)
    assert both == ["wu2023pairwise", "zhu2023principled"]
    assert set(both) < set(some) < set(before)
    expect(status(opened)).to_have_text("2 of 31 publications")
    # The numbers are those that people cite.
    assert numbers(opened) == {key: before[key] for key in both}
    # One of them has been published with its authors in another order.
    has_marks(opened, "Feedback", "Feedback", "Jiao", "Jiao", "Jiao")


def test_headings_and_contents_follow(opened: Page) -> None:
    assert headings(opened) == ["Journal Papers 6", "Conference Papers 21", "Manuscripts 4"]
    contents = opened.get_by_role("navigation", name="On this page").get_by_role("link")
    expect(contents).to_have_text(headings(opened))
    field(opened).fill("principled")
    assert headings(opened) == ["Conference Papers 1"]
    expect(contents).to_have_text(["Conference Papers 1"])
    field(opened).fill("")
    expect(contents).to_have_text(["Journal Papers 6", "Conference Papers 21", "Manuscripts 4"])


def test_nothing_found_is_said(opened: Page, base: str) -> None:
    said = opened.locator(".pub-finder-none")
    expect(said).to_be_hidden()
    expect(opened.locator(".pub-legend")).to_be_visible()
    field(opened).fill("<i>nothing</i> & this")
    expect(status(opened)).to_have_text("0 of 31 publications")
    assert keys(opened) == []
    assert headings(opened) == []
    expect(said).to_have_text(
        "No publication matches <i>nothing</i> & this. Clear Search the whole site"
    )
    # Nothing explains signs that are not there.
    expect(opened.locator(".pub-legend")).to_be_hidden()
    search = said.get_by_role("link")
    address = search.evaluate("link => link.href")
    assert address.endswith("/search.html?q=%3Ci%3Enothing%3C%2Fi%3E+%26+this")
    said.get_by_role("button", name="Clear").click()
    expect(status(opened)).to_have_text("31 publications")
    expect(said).to_be_hidden()
    expect(field(opened)).to_be_focused()
    opened.goto(f"{base}/{CV}?q=nothing&year=2023&topic=Statistics")
    expect(said).to_contain_text("No publication matches nothing, 2023, Statistics.")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("2021", ["zhu2021x"]),
        # The venue in full where its short form stands; keywords that are printed nowhere.
        ("machine learning", ["zhu2021x"]),
        ("icml", ["zhu2021x"]),
        ("secret", ["zhu2021x"]),
        ("spotlight", ["zhu2022y"]),
        # Labels of links, and what they lead to; cite keys, not parts of them.
        ("arxiv doi", ["zhu2021x"]),
        ("PDF", ["zhu2021x"]),
        ("doi:10.1000/182", ["zhu2021x"]),
        ("https://doi.org/10.1000/182", ["zhu2021x"]),
        ("http://www.arxiv.org/pdf/2101.00001v3", ["zhu2021x"]),
        ("zhu2022Y", ["zhu2022y"]),
        ("zhu2022", []),
        # Other titles, and other words for what a work comes with.
        ("first things", ["zhu2021x"]),
        ("first-THINGS", ["zhu2021x"]),
        ("ONE-things", []),
        ("number two", ["zhu2022y"]),
        ("secundus", ["zhu2022y"]),
        ("datasets", ["zhu2022y"]),
        ("source software", []),
        # The kind of a work; neither numbers nor the names of the data.
        ("conference papers", ["zhu2021x"]),
        ("[3]", []),
        ("finder", []),
        # Signs and words that join names.
        ("Zhu, B., and et al.: “One”.", ["zhu2021x"]),
        ("and", ["zhu2022y"]),
        ('"machine learning"', ["zhu2021x"]),
        ('"learning machine"', []),
        ("…", ["zhu2021x", "zhu2022y"]),
        # One and many, and all ways to write hyphens.
        ("machines", ["zhu2021x"]),
        ("policy", ["zhu2022y"]),
        ("offpolicies", ["zhu2022y"]),
        ("off policies", ["zhu2022y"]),
        ("off‑policies", ["zhu2022y"]),
        ("policies-off", []),
        ("class-boxes", ["zhu2022y"]),
        ("on-policy", []),
        ("k-off", []),
        ("classes", ["zhu2022y"]),
        ("boxes", ["zhu2022y"]),
        ("analysis", ["zhu2022y"]),
        ("status", []),
        ("cats", []),
        ("GPUs", ["zhu2022y"]),
        ("analyses", ["zhu2022y"]),
        ("indices", ["zhu2022y"]),
        ("responses databases", ["zhu2022y"]),
        ('"GPUs"', []),
        # What else is pasted, and how venues and years are written together.
        ("@inproceedings{zhu2021x,", ["zhu2021x"]),
        ("\\citep{zhu2022y}", ["zhu2022y"]),
        ("title = {O{n}e}, year = 2021", ["zhu2021x"]),
        ("ICML'21 Zhu", ["zhu2021x"]),
        ("icml2021", ["zhu2021x"]),
        ("arXiv preprint arXiv:2101.00001v2 [cs.LG]", ["zhu2021x"]),
        ("https://arxiv.org/abs/2101.00001?utm_source=x#abstract", ["zhu2021x"]),
        ("https://ar5iv.labs.arxiv.org/html/2101.00001", ["zhu2021x"]),
        ("https://dx.doi.org/10.1000%2F182", ["zhu2021x"]),
        ("https://x.org/data", ["zhu2022y"]),
        ("https://elsewhere.org/index.html#zhu2021x", ["zhu2021x"]),
        ("https://elsewhere.org/publications/zhu2022y.html", ["zhu2022y"]),
        (
            "Doe, J. (2022, July). Two: Off-policy class box analysis. In Press (pp. 1-2).",
            ["zhu2022y"],
        ),
        ("github datasets", []),
        ("other publications", ["zhu2022y"]),
    ],
)
def test_what_is_searched(show: Callable[..., Page], query: str, found: list[str]) -> None:
    bib = (
        "@inproceedings{zhu2021x, title={One}, author={Zhu, Banghua}, year=2021, abbr={ICML},"
        " booktitle={Machine Learning}, keywords={Secret word}, doi={10.1000/182},"
        " eprint={2101.00001}, eprinttype={arxiv}, shorttitle={First Things}}\n"
        "@misc{zhu2022y, title={Two: Off-Policy Class Box Analysis of Statements and Locating"
        " GPU Index Response Database},"
        " author={Doe, J}, note={Spotlight}, alias={Number {Two}; Secundus}, data={https://x.org/data/}}\n"
    )
    page = show("# P\n\n```{publications}\n:finder:\n```\n", bib)
    field(page).fill(query)
    assert keys(page) == found


#: Title, what is typed, and what of the title is marked.
FOLDED = (
    ("Über Müller", "muller", ["Müller"]),
    ("Über Muller", "MÜLLER", ["Muller"]),
    ("Mu\u0308ller", "muller", ["Mu\u0308ller"]),
    ("Mu\u0308ller", "u", ["u\u0308"]),
    ("Die Straße", "strasse", ["Straße"]),
    ("Die Straße", "s", ["S", "ß", "ß"]),
    ("Die Strasse", "straße", ["Strasse"]),
    ("E\ufb03cient", "fic", ["\ufb03c"]),
    ("Æsir and Ægir", "aes", ["Æs"]),
    ("Ørsted, Łódź", "orsted lodz", ["Ørsted", "Łódź"]),
    ("ΟΔΟΣ οδός", "οδος", ["ΟΔΟΣ", "οδός"]),
    ("İstanbul ısı", "istanbul isi", ["ısı", "İstanbul"]),
    ("𝔸rt 𝒜 x", "art a", ["𝒜", "𝔸", "𝔸rt"]),
    ("K‑wise – Bayes’ rule", "k-wise bayes'", ["Bayes", "K‑wise"]),
    ("Kwise rule-based", "k-wise rulebased", ["Kwise", "rule-based"]),
    ("Two policies, organs", "policy organs", ["organs", "policies"]),
    ("A GAN for an organ", "gans", ["GAN"]),
    ("한국어", "한", ["한"]),
    ("A \\emph{bold} move", "bold", ["bold"]),
    ("Semi\\emph{norm}s", "seminorms", ["Seminorms"]),
)


def test_accents_case_and_signs_count_for_nothing(show: Callable[..., Page]) -> None:
    entries = [f"@misc{{k{n}, title={{{title}}}}}" for n, (title, *_) in enumerate(FOLDED)]
    options = ":finder:\n:group-by: none\n:sort: file"
    page = show(f"# P\n\n```{{publications}}\n{options}\n```\n", "\n".join(entries))
    page.evaluate(
        """titles => titles.forEach((title, n) => {
            // The BibTeX reader composes accents; other sources of a page need not.
            const node = document.querySelector(`[data-key=k${n}] .pub-title`).firstChild;
            if (title.normalize() !== title) node.data = title;
        })""",
        [title for title, *_ in FOLDED],
    )
    for n, (_, query, marked) in enumerate(FOLDED):
        field(page).fill(query)
        assert f"k{n}" in keys(page), query
        in_title = f"""() => {{
            const marks = [...CSS.highlights.get("pub-match")];
            const node = document.querySelector("[data-key=k{n}]");
            const texts = ({MARKED})();
            return texts.filter((text, at) => node.contains(marks[at].startContainer));
        }}"""
        page.wait_for_function(
            f"marked => ({in_title})().sort().join() === marked", arg=",".join(sorted(marked))
        )


class Entry(NamedTuple):
    """A publication, and all that can be found of it."""

    key: str
    text: str
    #: The words for its kind, and what they may be plurals of.
    kind: frozenset[str]


def folded(text: str) -> str:
    """Return *text* without accents and case, by Unicode's own tables."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    for one, other in ("øo", "łl", "đd", "–-", "’'"):
        letters = letters.replace(one, other)
    return letters


def searched(publication: Publication) -> Entry:
    venue, said = publication.venue, reference(publication)
    texts = [
        *(plain(sentence.text) for sentence in said.sentences),
        *(link.label for link in said.links),
        *([venue.short, plain(venue.name)] if venue else []),
        publication.value("year"),
        publication.value("keywords").replace(", ", "\n"),
    ]
    kind = kind_of(publication, Settings().groups)
    words = folded(kind.title if kind else "").split()
    found = frozenset(form for word in words if len(word) > 3 for form in forms(word))
    return Entry(publication.key, "\n".join(folded(text) for text in texts), found)


def bare(word: str) -> str:
    """Return *word* without the signs around it."""
    while word and unicodedata.category(word[0])[0] == "P":
        word = word[1:]
    while word and word[-1] != "#" and unicodedata.category(word[-1])[0] == "P":
        word = word[:-1]
    return word


def forms(word: str) -> set[str]:
    """Return a word, and what it may be the plural of."""
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return {word}
    found = {word, word[:-1]}
    if word.endswith("es"):
        found.add(word[:-2])
    for plural, singular in (("ies", "y"), ("ses", "sis"), ("ices", "ix"), ("ices", "ex")):
        if word.endswith(plural):
            found.add(word.removesuffix(plural) + singular)
    return found


def finds(entry: Entry, word: str) -> bool:
    """Tell whether *word* is in an entry: letters in a row, without hyphens, or another form."""
    text, parts = entry.text.replace("-", ""), [part for part in word.split("-") if part]
    joined = "".join(parts)
    if joined in text or joined == entry.key:
        return True
    bares = [bare(each) for each in entry.text.split()]
    words = {
        it.removesuffix("'s") for each in bares for it in (each.replace("-", ""), *each.split("-"))
    }
    known = {form for each in words for form in forms(each)}
    if any(form in known | entry.kind for form in forms(joined)):
        return True
    if dated := re.fullmatch(r"([^\W\d_]+)'?((?:19|20)?\d\d)", word):
        return dated[1] in text and dated[2] in text
    spaced = " " + " ".join(entry.text.replace("-", " ").split())
    before = " ".join(parts[:-1])
    return len(parts) > 1 and any(f" {before} {form}" in spaced for form in forms(parts[-1]))


def split(word: str) -> list[str]:
    """Return the initials in *word*; it is a year without its letter."""
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):
        return word.split(".")
    return [re.sub(r"^((?:19|20)\d\d)[^\W\d_]$", r"\1", word)]


def queries(entries: list[Entry], count: int) -> Iterator[str]:
    """Yield pieces of words that occur, and some that do not, one to three at a time."""
    dice = random.Random(7)
    for _ in range(count):
        words = []
        for _ in range(dice.choice((1, 1, 2, 2, 3))):
            word = dice.choice(dice.choice(entries).text.split())
            start = dice.randrange(max(1, len(word) - 2))
            words.append(word[start : start + dice.randint(2, 8)])
        # As people type: in either case, with accents or without.
        yield dice.choice((str.upper, str, str.title))(
            dice.choice(("", " ")).join(words[:1])
        ) + "".join(f" {word}" for word in words[1:])


def test_results_are_those_of_a_plain_search(show: Callable[..., Page]) -> None:
    source = bibliography(300)
    page = show("# P\n\n```{publications}\n:group-by: kind, year\n```\n", source)
    publications, _ = read_publications(parse_bib(source, "pubs.bib").entries)
    # A formula is its source in plain text, and a drawing in HTML.
    formulas = {pub.key for pub in publications if "$" in pub.fields["title"]}
    entries = [searched(pub) for pub in publications]
    asked = list(queries([entry for entry in entries if entry.key not in formulas], 200))
    shown = page.evaluate(
        """queries => queries.map((query) => {
            const field = document.querySelector(".pub-finder input");
            field.value = query;
            field.dispatchEvent(new InputEvent("input", {bubbles: true}));
            const items = [...document.querySelectorAll("li.pub-item")];
            return items.filter((item) => item.checkVisibility()).map((item) => item.dataset.key);
        })""",
        asked,
    )
    sizes = set()
    for query, found in zip(asked, shown, strict=True):
        words = [part for it in folded(query).split() for part in split(bare(it)) if part]
        words = [word for word in words if word not in {"and", "et", "al"}] or words
        expected = {entry.key for entry in entries if all(finds(entry, word) for word in words)}
        assert len(found) == len(set(found)), query
        assert set(found) - formulas == expected - formulas, query
        sizes.add(len(expected))
    assert min(sizes) < 3
    assert max(sizes) > 100
    assert len(sizes) > 50


def test_names_that_are_folded_away_are_found(opened: Page) -> None:
    opened.evaluate("""() => {
        const authors = document.querySelector("#zhu2023principled .pub-authors");
        authors.innerHTML += "<details class=pub-fold><summary>and 9 more</summary>"
            + "Zebedee</details>";
    }""")
    field(opened).fill("zebedee")
    assert keys(opened) == ["zhu2023principled"]
    field(opened).fill("9 more")
    assert keys(opened) == []


# -- choosing --------------------------------------------------------------------


def test_values_of_a_facet_widen_and_facets_narrow(opened: Page) -> None:
    facets(opened).click()
    button(opened, "2024").click()
    expect(button(opened, "2024")).to_have_attribute("aria-pressed", "true")
    expect(status(opened)).to_have_text("7 of 31 publications")
    # What the other years have stays: they would come on top.
    expect(button(opened, "2023")).to_have_text("2023 16")
    button(opened, "2023").click()
    expect(status(opened)).to_have_text("23 of 31 publications")
    button(opened, "Manuscripts").click()
    expect(status(opened)).to_have_text("4 of 31 publications")
    assert headings(opened) == ["Manuscripts 4"]
    # None of the manuscripts is of ICML: the button is there, but leads nowhere.
    icml = button(opened, "ICML")
    expect(icml).to_have_attribute("aria-disabled", "true")
    icml.focus()
    expect(icml).to_be_focused()
    opened.keyboard.press("Enter")
    expect(icml).to_have_attribute("aria-pressed", "false")
    expect(status(opened)).to_have_text("4 of 31 publications")
    button(opened, "Manuscripts").click()
    expect(status(opened)).to_have_text("23 of 31 publications")
    expect(icml).to_have_attribute("aria-disabled", "false")
    # What is chosen can be given up, also where it leaves nothing.
    icml.click()
    field(opened).fill("nothing like this")
    expect(icml).to_have_text("ICML 0")
    icml.click()
    expect(icml).to_have_attribute("aria-pressed", "false")
    expect(icml).to_have_attribute("aria-disabled", "true")


def test_the_count_of_a_button_is_what_it_gives(opened: Page) -> None:
    facets(opened).click()
    field(opened).fill("learning")
    pressed = 0
    for name in ("Journal Papers", "Conference Papers", "2023", "2022", "ICML", "ICLR"):
        target = button(opened, name)
        if target.get_attribute("aria-disabled") == "true":
            continue
        count = int(target.locator(".pub-facet-count").inner_text())
        target.click()
        assert len(keys(opened)) == count
        target.click()
        pressed += 1
    assert pressed >= 4


def test_topics(show: Callable[..., Page]) -> None:
    bib = (
        "@misc{a, title={A}, keywords={x, y}}\n@misc{b, title={B}, keywords={y; z}}\n"
        "@misc{c, title={C}}\n"
    )
    page = show("# P\n\n```{publications}\n:finder:\n:group-by: keywords\n```\n", bib)
    assert headings(page) == ["x 1", "y 2", "z 1", "Other 1"]
    # An entry that stands in two groups is one publication.
    expect(status(page)).to_have_text("3 publications")
    facets(page).click()
    # Topics of one publication come behind those of several.
    expect(button(page, "y")).to_be_visible()
    expect(button(page, "x")).to_be_hidden()
    form(page).get_by_role("button", name="2 more").click()
    expect(button(page, "x")).to_be_focused()
    expect(form(page).get_by_role("button", name="2 more")).to_have_count(0)
    button(page, "x").click()
    expect(status(page)).to_have_text("1 of 3 publications")
    assert headings(page) == ["x 1", "y 1"]
    assert address(page) == "?topic=x"


def test_nested_groups(show: Callable[..., Page]) -> None:
    bib = (
        "@article{a, title={A}, year=2020}\n@article{b, title={B}, year=2021}\n"
        "@book{c, title={C}, year=2020}\n"
    )
    for markdown in ("{}", "::::{{note}}\n{}\n::::"):
        listing = "```{publications}\n:finder:\n:group-by: kind, year\n```"
        page = show("# P\n\n" + markdown.format(listing) + "\n", bib)
        assert headings(page) == ["Journal articles 2", "2021 1", "2020 1", "Books 1", "2020 1"]
        field(page).fill("a.")
        assert headings(page) == ["Journal articles 1", "2020 1"]
        field(page).fill("c.")
        assert headings(page) == ["Books 1", "2020 1"]


def test_clear_and_escape(opened: Page) -> None:
    facets(opened).click()
    clear = form(opened).get_by_role("button", name="Clear")
    expect(clear).to_be_hidden()
    for way in ("Clear", "Escape"):
        button(opened, "2023").click()
        field(opened).fill("learning")
        expect(status(opened)).not_to_have_text("31 publications")
        if way == "Clear":
            clear.click()
        else:
            opened.keyboard.press("Escape")
        expect(field(opened)).to_have_value("")
        expect(field(opened)).to_be_focused()
        expect(button(opened, "2023")).to_have_attribute("aria-pressed", "false")
        expect(status(opened)).to_have_text("31 publications")
        expect(clear).to_be_hidden()
        assert len(keys(opened)) == 31
        assert address(opened) == ""
        has_marks(opened)


def test_by_keyboard_alone(opened: Page) -> None:
    keyboard = opened.keyboard
    for _ in range(40):
        keyboard.press("Tab")
        if field(opened).evaluate("field => field === document.activeElement"):
            break
    expect(field(opened)).to_be_focused()
    keyboard.type("learn")
    keyboard.press("Tab")
    expect(form(opened).get_by_role("button", name="Clear")).to_be_focused()
    keyboard.press("Tab")
    expect(facets(opened)).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(button(opened, "Journal Papers")).to_be_focused()
    keyboard.press("Space")
    expect(button(opened, "Journal Papers")).to_have_attribute("aria-pressed", "true")
    assert [heading.rpartition(" ")[0] for heading in headings(opened)] == ["Journal Papers"]
    outline = button(opened, "Journal Papers").evaluate("node => getComputedStyle(node).outline")
    assert "2px" in outline
    keyboard.press("Escape")
    expect(field(opened)).to_be_focused()
    assert len(keys(opened)) == 31


# -- the address -----------------------------------------------------------------


def test_the_address_can_be_sent_to_somebody(opened: Page, context: BrowserContext) -> None:
    facets(opened).click()
    for name in ("2022", "2023", "Journal Papers", "IEEE Transactions on Information Theory"):
        button(opened, name).click()
    button(opened, "Journal Papers").click()
    field(opened).fill("bandit & off-policy")
    field(opened).press("Enter")
    field(opened).fill("bandit é off-policy")
    field(opened).press("Enter")
    assert address(opened) == (
        "?q=bandit+%C3%A9+off-policy&year=2023&year=2022"
        "&venue=IEEE+Transactions+on+Information+Theory"
    )
    field(opened).fill("bandit")
    field(opened).press("Enter")
    expect(status(opened)).to_have_text("1 of 31 publications")
    other = context.new_page()
    other.goto(opened.url)
    expect(field(other)).to_have_value("bandit")
    expect(status(other)).to_have_text("1 of 31 publications")
    assert keys(other) == keys(opened) == ["ma2022minimax"]
    # What hides entries is seen, and can be undone; the rest is folded away.
    chips = form(other).get_by_role("button", name=re.compile("^Remove "))
    expect(chips).to_have_text(["2023 ×", "2022 ×", "IEEE Transactions on Information Theory ×"])
    expect(button(other, "2022")).to_be_hidden()
    facets(other).click()
    expect(button(other, "2022")).to_have_attribute("aria-pressed", "true")
    expect(button(other, "2024")).to_have_attribute("aria-pressed", "false")
    has_marks(other, "Bandit")


def test_what_else_stands_in_the_address_stays(opened: Page) -> None:
    opened.goto(f"{opened.url}?utm=x&year=1066&q=minimax")
    expect(status(opened)).to_have_text("1 of 31 publications")
    field(opened).fill("minimax off")
    has_address(opened, "?utm=x&q=minimax+off")


def test_back_and_forward(opened: Page) -> None:
    field(opened).press_sequentially("learning")
    has_address(opened, "?q=learning")
    facets(opened).click()
    button(opened, "Manuscripts").click()
    assert address(opened) == "?q=learning&kind=manuscripts"
    manuscripts = keys(opened)
    opened.go_back()
    has_address(opened, "?q=learning")
    assert set(keys(opened)) > set(manuscripts)
    expect(button(opened, "Manuscripts")).to_have_attribute("aria-pressed", "false")
    # Back undoes all that was typed, not its last letter.
    opened.go_back()
    has_address(opened, "")
    expect(field(opened)).to_have_value("")
    assert len(keys(opened)) == 31
    opened.go_forward()
    opened.go_forward()
    has_address(opened, "?q=learning&kind=manuscripts")
    assert keys(opened) == manuscripts


def test_enter_does_not_load_the_page_again(opened: Page) -> None:
    opened.evaluate("window.isTheSame = true")
    field(opened).fill("learning")
    field(opened).press("Enter")
    has_address(opened, "?q=learning")
    assert opened.evaluate("window.isTheSame") is True


def test_the_entry_that_the_address_leads_to_wins(opened: Page) -> None:
    start = opened.url
    opened.goto(f"{start}?q=minimax&year=2022#zhu2023principled")
    expect(opened.locator("#zhu2023principled")).to_be_in_viewport()
    expect(field(opened)).to_have_value("")
    assert address(opened) == "#zhu2023principled"
    # Also where it is a link on the page, or a group.
    for target in ("zhu2023principled", "publications-conference"):
        opened.goto(start)
        field(opened).fill("generalized resilience")
        expect(opened.locator(f"#{target}")).to_be_hidden()
        opened.evaluate("id => { location.hash = id; }", target)
        expect(opened.locator(f"#{target}")).to_be_in_viewport()
        expect(status(opened)).to_have_text("31 publications")
        has_address(opened, f"#{target}")


def test_an_entry_that_is_found_keeps_the_filter(opened: Page) -> None:
    opened.goto(f"{opened.url}?q=principled#zhu2023principled")
    expect(opened.locator("#zhu2023principled")).to_be_in_viewport()
    expect(status(opened)).to_have_text("1 of 31 publications")


def test_typing_wins_over_the_address(opened: Page) -> None:
    opened.goto(f"{opened.url}#zhu2023principled")
    field(opened).fill("generalized resilience")
    # It does not say any more what is not shown.
    has_address(opened, "?q=generalized+resilience")
    expect(opened.locator("#zhu2023principled")).to_be_hidden()


def test_each_finder_has_its_own_list(show: Callable[..., Page]) -> None:
    listing = '```{publications}\n:finder:\n:group-by: none\n:filter: year == "20%d"\n```\n'
    bib = "".join(f"@misc{{k{n}, title={{T{n}}}, year={2020 + n % 2}}}\n" for n in range(6))
    page = show(f"# P\n\n{listing % 20}\n\n{listing % 21}", bib)
    second = page.get_by_role("search", name="Find publications (list 2)")
    second.get_by_role("searchbox").fill("t1")
    assert keys(page) == ["k0", "k2", "k4", "k1"]
    field(page).fill("t2")
    assert keys(page) == ["k2", "k1"]
    # The state of the first is in the address.
    has_address(page, "?q=t2")
    page.reload()
    assert keys(page) == ["k2", "k1", "k3", "k5"]
    has_marks(page, "T2")


# -- what is there before anybody types --------------------------------------------


def test_only_the_page_of_publications_has_one(site: Site) -> None:
    parts = "form.pub-finder, .pub-count, [data-key], script[src*='publications.js']"
    with_parts = {
        path.name
        for path in site("html").outdir.rglob("*.html")
        if site("html").html(str(path)).cssselect(parts)
    }
    assert with_parts == {"publications.html"}


def test_without_scripts_everything_is_readable_and_no_form_is_shown(
    chromium: Browser, site: Site
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site("html").outdir / CV).as_uri() + "?q=minimax")
    expect(page.locator("form.pub-finder")).to_have_count(1)
    expect(page.locator("form.pub-finder")).to_be_hidden()
    expect(page.locator("li.pub-item:visible")).to_have_count(31)
    context.close()


def test_a_browser_that_cannot_ask_for_scripting_shows_the_form(
    show: Callable[..., Page], project: Project
) -> None:
    page = show("# P\n\n```{publications}\n:finder:\n```\n", "@misc{a, title={A}}\n")
    sheet = project.folder / "out" / "html" / "_static" / "publications.css"
    css = sheet.read_text(encoding="utf-8")
    assert "(scripting: enabled)" in css
    sheet.write_text(css.replace("(scripting: enabled)", "(unheard-of)"), encoding="utf-8")
    page.reload()
    expect(field(page)).to_be_visible()
    page.get_by_text("Cite", exact=True).click()
    expect(page.get_by_role("button", name="Copy BibTeX")).to_be_visible()


def test_a_browser_without_highlights_filters_all_the_same(page: Page, site: Site) -> None:
    page.add_init_script("delete window.Highlight")
    page.goto((site("html").outdir / CV).as_uri())
    field(page).fill("principled")
    assert keys(page) == ["zhu2023principled"]
    assert page.evaluate("CSS.highlights.size") == 0


def test_nothing_moves_while_the_page_loads(show: Callable[..., Page], page: Page) -> None:
    page.add_init_script("""
        window.shifts = [];
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
                if (!entry.hadRecentInput) shifts.push(entry.value);
            }
        }).observe({type: "layout-shift", buffered: true});
        window.moved = () => new Promise((done) => {
            requestAnimationFrame(() => requestAnimationFrame(() => done(shifts)));
        });
    """)
    show("# P\n\n```{publications}\n```\n\n", bibliography(40), html_theme="alabaster")
    expect(field(page)).to_be_visible()
    assert page.evaluate("moved()") == []
    # The same observer sees what moves.
    page.evaluate("document.querySelector('form.pub-finder').style.marginTop = '200px'")
    assert page.evaluate("moved()") != []


def test_on_a_phone_the_list_begins_on_the_first_screen(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto((site("html").outdir / CV).as_uri())
    expect(page.locator("li.pub-item").first).to_be_in_viewport()
    expect(button(page, "2023")).to_be_hidden()
    field(page).fill("minimax")
    # Nothing lies over what is typed.
    clear = form(page).get_by_role("button", name="Clear").bounding_box()
    count = status(page).bounding_box()
    whole = field(page).bounding_box()
    assert clear
    assert count
    assert whole
    assert whole["x"] + whole["width"] / 2 < clear["x"]
    assert clear["x"] + clear["width"] <= whole["x"] + whole["width"]
    assert count["y"] >= whole["y"] + whole["height"]
    facets(page).tap()
    expect(button(page, "2023")).to_be_visible()
    # Those that stand alone are a finger wide. Choices are in rows, for what they find has to be
    # seen with them: 24 px is the least, and 36 with room between.
    for target, least in ((field(page), 44), (facets(page), 36), (button(page, "2023"), 36)):
        box = target.bounding_box()
        assert box
        assert box["height"] >= least
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_printed_is_what_was_found_without_the_form(opened: Page) -> None:
    field(opened).fill("principled")
    opened.emulate_media(media="print")
    assert keys(opened) == ["zhu2023principled"]
    # Whoever reads the paper knows that there are more.
    expect(form(opened).locator(":scope > :visible")).to_have_text(["1 of 31: principled"])
    opened.emulate_media(media="screen")
    form(opened).get_by_role("button", name="Clear").first.click()
    opened.emulate_media(media="print")
    expect(form(opened)).to_be_hidden()


def test_a_long_list_is_scrolled_and_linked_into(show: Callable[..., Page]) -> None:
    page = show("# P\n\n```{publications}\n:group-by: none\n```\n", bibliography(300))
    height = page.evaluate("document.documentElement.scrollHeight")
    field(page).focus()
    # Browsers know the heights of what they need not lay out any more.
    assert page.evaluate("document.documentElement.scrollHeight") == height
    field(page).fill("ørsted robust")
    expect(status(page)).to_have_text(re.compile("^[1-9][0-9]* of 300 publications$"))
    last = page.locator("li.pub-item").last.get_attribute("id")
    page.evaluate("id => { location.hash = id; }", last)
    expect(page.locator(f"#{last}")).to_be_in_viewport()
    expect(status(page)).to_have_text("300 publications")


def test_the_count_reads_from_left_to_right_on_a_page_that_does_not(opened: Page) -> None:
    opened.evaluate("document.documentElement.dir = 'rtl'")
    field(opened).fill("minimax")
    expect(status(opened)).to_have_text(re.compile(r"^\d of 31 publications$"))
    number, of = (status(opened).locator("span").nth(place).bounding_box() for place in (0, 1))
    assert number
    assert of
    assert number["x"] < of["x"]


# -- reasons, chips, keys ----------------------------------------------------------


def test_what_is_found_where_nobody_sees_it_is_said(opened: Page) -> None:
    reasons = opened.locator(".pub-reason:visible")
    field(opened).fill("game theory")
    expect(reasons).to_have_text(["Topic: Game Theory"] * 3)
    has_marks(opened, *["Game"] * 4, *["Theory"] * 3)
    field(opened).fill("minimax international conference")
    expect(reasons).to_have_count(0)
    field(opened).fill("jump international")
    expect(reasons).to_have_text(["Venue: International Conference on Machine Learning"])
    field(opened).fill("2301.11270 jordan")
    expect(reasons).to_have_text(["Link: https://arxiv.org/abs/2301.11270"])
    field(opened).fill("jump")
    expect(reasons).to_have_count(0)
    field(opened).fill("uchendu2023jumpstart")
    expect(reasons).to_have_text(["Cite key: uchendu2023jumpstart"])
    field(opened).fill("")
    expect(reasons).to_have_count(0)


def test_what_is_chosen_can_be_undone_one_by_one(opened: Page) -> None:
    facets(opened).click()
    for name in ("2023", "ICML", "Reinforcement Learning"):
        button(opened, name).click()
    chips = form(opened).locator(".pub-chip")
    expect(chips).to_have_text(["2023 ×", "ICML ×", "Reinforcement Learning ×"])
    opened.get_by_role("button", name="Remove ICML").click()
    expect(chips).to_have_text(["2023 ×", "Reinforcement Learning ×"])
    # Who goes on by keyboard is where they were.
    expect(chips.nth(1)).to_be_focused()
    expect(button(opened, "ICML")).to_have_attribute("aria-pressed", "false")
    has_address(opened, "?year=2023&topic=Reinforcement+Learning")
    opened.keyboard.press("Enter")
    opened.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(field(opened)).to_be_focused()
    expect(status(opened)).to_have_text("31 publications")


def test_papers_with_code(opened: Page) -> None:
    facets(opened).click()
    button(opened, "Code").click()
    has_address(opened, "?with=code")
    shown = opened.locator("li.pub-item:visible")
    expect(shown).to_have_count(7)
    expect(shown.get_by_role("link", name="Code", exact=True)).to_have_count(7)
    button(opened, "Data").click()
    expect(shown).to_have_count(7)


def test_a_slash_leads_to_the_field(opened: Page) -> None:
    opened.keyboard.press("/")
    expect(field(opened)).to_be_focused()
    expect(field(opened)).to_have_value("")
    opened.keyboard.type("and/or")
    expect(field(opened)).to_have_value("and/or")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Control+/")
    expect(field(opened)).not_to_be_focused()
    opened.keyboard.press("/")
    expect(field(opened)).to_be_focused()


def test_a_slash_belongs_to_who_took_it_first(opened: Page) -> None:
    opened.evaluate(
        "addEventListener('keydown', (event) => event.preventDefault(), { capture: true })"
    )
    opened.keyboard.press("/")
    expect(field(opened)).not_to_be_focused()
