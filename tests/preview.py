"""The picture of the home page, which the README and links to the site show.

``make preview`` runs ``python tests/preview.py _build/html _static/preview.png``. The picture
carries a stamp, a text chunk of the PNG: the words of the page that it was made from.
tests/site/test_preview.py compares them with those of the page as it is built now.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from browser import started
from served import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: What links on social networks show at their largest, in pixels.
SIZE: Final = (1200, 630)
#: 960 pixels of CSS, the narrowest window with the whole navigation: its text can still be
#: read where the picture is shown at half its size.
SCALE: Final = 1.25
VIEWPORT: Final = {"width": round(SIZE[0] / SCALE), "height": round(SIZE[1] / SCALE)}
#: Left blank at the lower edge, in pixels of CSS.
MARGIN: Final = 16
#: The page's black, white and purple and what smooths the edges of letters: a third of the bytes.
COLOURS: Final = 32
#: The keyword of the text chunk.
STAMP: Final = "Words of the page"


@contextmanager
def visited(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open the home page of the site at *address* as the picture shows it."""
    context = browser.new_context(
        **{
            "viewport": VIEWPORT,
            "device_scale_factor": SCALE,
            "color_scheme": "light",
            "reduced_motion": "reduce",
            **options,
        }
    )
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


def words(page: Page) -> str:
    """Return all words that can be read on a page, with one space between them.

    Those of the whole page, for which of them the picture shows depends on the fonts that are
    installed; and not those of folded and hidden parts, which no picture can show.
    """
    return " ".join(page.locator("body").inner_text().split())


def make(browser: Browser, address: str, picture: Path) -> None:
    """Write the picture, with its stamp."""
    with visited(browser, address) as page:
        stamp = PngInfo()
        stamp.add_itxt(STAMP, words(page), zip=True)
        box = page.locator("article").bounding_box()
        assert box, "the home page has no article"
        height = VIEWPORT["height"] - MARGIN - box["y"]
        # A column breaks between lines, and what is left goes into the next, out of the picture.
        style = f"article {{ columns: 1; column-fill: auto; height: {height}px; overflow: clip }}"
        style += "article :is(h1, h2, h3, dt) { break-after: avoid }"
        shot = page.screenshot(style=style, animations="disabled")
    with Image.open(BytesIO(shot)) as image:
        few = image.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    few.save(picture, "PNG", optimize=True, pnginfo=stamp)


def complaint(picture: Path, now: str) -> str:
    """Return what is wrong with the picture of a page that has these words; "" for nothing."""
    with Image.open(picture) as image:
        size, then = image.size, image.info.get(STAMP)
    if then == now and size == SIZE:
        return ""
    if then is None:
        fault = "has no stamp that says of which page it is"
    elif then != now:
        old, new = _difference(then.split(), now.split())
        fault = f"is of a page that said “{old}”; the home page says “{new}”"
    else:
        fault = f"has {size[0]} × {size[1]} pixels, not {SIZE[0]} × {SIZE[1]}"
    return f"{picture.name} {fault}. Run “make preview”, look at it, and commit it."


def _difference(then: list[str], now: list[str]) -> tuple[str, str]:
    """Return where two texts begin to differ, with the words around it."""
    codes = SequenceMatcher(None, then, now, autojunk=False).get_opcodes()
    a, b, c, d = next(places for what, *places in codes if what != "equal")
    return " ".join(then[max(a - 2, 0) : b + 2]), " ".join(now[max(c - 2, 0) : d + 2])


if __name__ == "__main__":
    site, picture = map(Path, sys.argv[1:])
    with served(site) as address, started() as browser:
        make(browser, address, picture)
    print(f"{picture} shows the home page of {site}. Look at it, and commit it.")
