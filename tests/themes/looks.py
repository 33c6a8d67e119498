"""What a list must look like in a browser, whatever the theme makes of lists and of details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from themes.project import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

WIDTHS: Final = (1280, 390)
SCHEMES: Final = ("light", "dark")
#: Folds out what can be folded out in the finder, the chart and one reference.
_OPEN: Final = """key => {
  const within = `.pub-finder, .pub-chart, #${key}, .pub-item:has(.pub-fold)`;
  for (const node of document.querySelectorAll("details")) node.open ||= !!node.closest(within);
}"""
#: Tells whether the page has scrolled, and stands where it stood when it was last asked.
_HAS_SCROLLED: Final = """() => {
  const last = window.lastScrollY;
  window.lastScrollY = scrollY;
  return scrollY > 0 && scrollY === last;
}"""
#: Returns a sentence for each thing that is wrong.
_FAULTS: Final = """([key, wide]) => {
  const found = [];
  const wrong = (bad, text) => { if (bad) found.push(text); };
  const all = selector => [...document.querySelectorAll(selector)];
  const one = selector => document.querySelector(selector);
  const style = (node, part) => getComputedStyle(node, part);
  const box = node => node.getBoundingClientRect();
  const middle = node => box(node).top + box(node).height / 2;
  const one_row = nodes => nodes.every(node => Math.abs(middle(node) - middle(nodes[0])) < 6);

  // The legend of the chart: samples beside their words, as the bars are; no bullets.
  const legend = all(".pub-chart-legend > li");
  wrong(legend.length !== 3, "the legend has not three kinds");
  for (const entry of legend) {
    const [sample, word] = [entry.querySelector("svg"), entry.querySelector("a, span")];
    wrong(style(entry).listStyleType !== "none", `a bullet before ${word.textContent}`);
    wrong(word.getClientRects().length !== 1, `${word.textContent} is on several lines`);
    wrong(box(sample).right > box(word).left || !one_row([sample, word]),
      `the sample is not beside ${word.textContent}`);
  }
  wrong(wide && !one_row(legend), "the legend is on several rows");
  const colour = node => style(node).color;
  wrong(colour(one(".pub-chart-legend rect")) !== colour(one(".pub-chart-picture rect")),
    "a sample has another colour than its bars");
  for (const bar of all(".pub-chart-bar"))
    wrong(style(bar).textDecorationLine !== "none", "the numbers at bars are underlined");

  // What folds out: no box, no picture but the triangle.
  for (const node of all(".pub-details, .pub-fold, .pub-facets, .pub-chart-table")) {
    const [summary, look] = [node.firstElementChild, style(node)];
    const name = `${node.className}: `;
    wrong(look.borderTopWidth !== "0px" || look.boxShadow !== "none", `${name}a box around it`);
    for (const part of [node, summary])
      wrong(style(part).backgroundColor !== "rgba(0, 0, 0, 0)", `${name}a background`);
    wrong(style(summary, "::before").content !== "none", `${name}a picture before it`);
    const [fold, after] = [node.matches(".pub-fold"), style(summary, "::after")];
    wrong(after.content !== (fold ? '":"' : "none") || after.maskImage !== "none" && fold,
      `${name}a picture behind it`);
    wrong(style(summary).display !== (fold ? "inline" : "list-item"), `${name}no triangle`);
    wrong(style(summary).fontWeight !== style(node).fontWeight, `${name}it is a heading`);
  }
  wrong(style(one(".pub-bibtex")).fontWeight !== "400", "BibTeX is bold");
  for (const button of all(".pub-facet button"))
    wrong(style(button).backgroundColor !== "rgba(0, 0, 0, 0)", "a button looks chosen");

  // The list: at the edge of what is above it, with links in one row close under each reference.
  const item = one(`#${key}`);
  wrong(Math.abs(box(item).left - box(one(".pub-finder")).left) > 1, "the list is indented");
  wrong(Math.abs(box(item.querySelector(".pub-preview")).top - box(item).top) > 1,
    "the picture is not at the top of its reference");
  for (const node of all(".pub-item")) {
    const said = node.querySelector(".pub-reference");
    const row = [...node.querySelectorAll(
      ".pub-links a, .pub-details > summary, .pub-item > .pub-download")];
    const gap = box(row[0]).top - box(said).bottom;
    wrong(style(node).listStyleType !== "none", `${node.id}: a bullet`);
    wrong(!said.querySelector("img") && (gap < 0 || gap > 8),
      `${node.id}: ${gap}px above its links`);
    wrong(wide && !one_row(row), `${node.id}: its links are on several rows`);
    for (const link of row)
      wrong(link.getClientRects().length !== 1, `${node.id}: ${link.textContent} is broken`);
  }
  wrong(document.documentElement.scrollWidth > innerWidth, "the page is wider than the window");

  // Contrast: what is painted is read off a canvas, since colours are mixed by the browser.
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (color, under) => {
    context.fillStyle = `rgb(${under})`; context.fillRect(0, 0, 1, 1);
    context.fillStyle = color; context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => rgb.map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  // (The count behind a link of a theme's contents has the colour that the theme gives the link.)
  const texts = [":is(h1, h2, h3) > .pub-count", ".pub-related", ".pub-fold > summary",
    ".pub-finder-status", ".pub-facet > legend", ".pub-facet-count", ".pub-chart figcaption > span",
    ".pub-chart summary", ".pub-chart thead th", ".pub-chart tfoot th", ".pub-chart td",
    ...[".pub-number", "summary", ".pub-details > p", ".pub-bibtex"].map(it => `#${key} ${it}`)];
  for (const selector of texts) {
    const chain = [];
    for (let node = one(selector); node; node = node.parentElement) chain.unshift(node);
    const back = chain.reduce(
      (under, node) => over(style(node).backgroundColor, under), [255, 255, 255]);
    const [a, b] = [light(over(colour(chain.at(-1)), back)), light(back)];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    wrong(!(ratio >= 4.5), `${selector}: contrast ${ratio.toFixed(2)}`);
  }
  return [...new Set(found)];
}"""


def opened(browser: Browser, page_file: Path, width: int, scheme: str) -> Page:
    """Open a page that was built, with nothing fetched from elsewhere; close its context."""
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{page_file.as_uri()}#{KEY}")
    # Some themes scroll smoothly to the entry, for longer on a slow machine.
    page.wait_for_function(_HAS_SCROLLED, polling=200)
    return page


def faults(page: Page) -> list[str]:
    """Fold out what can be folded out, and return a sentence for each thing that is wrong."""
    page.evaluate(_OPEN, KEY)
    size: Any = page.viewport_size
    found: list[str] = page.evaluate(_FAULTS, [KEY, size["width"] >= 1000])
    return found
