"""The picture at links to the site is of the home page as it is, word for word."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from preview import MARGIN, SCALE, SIZE, STAMP, VIEWPORT, complaint, make, visited, words
from served import PAGES, served
from support import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from support import Output

    Site = Callable[[str], Output]

PICTURE = ROOT / "_static" / "preview.png"


@pytest.fixture(scope="module")
def now(chromium: Browser, base: str) -> str:
    """Return the words of the home page."""
    with visited(chromium, base) as page:
        return words(page)


@contextmanager
def written(folder: Path, body: str) -> Iterator[str]:
    """Serve a home page of one's own."""
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(f"<!DOCTYPE html><body>{body}", encoding="utf-8")
    with served(folder) as address:
        yield address


def test_the_picture_is_of_the_home_page(now: str) -> None:
    assert complaint(PICTURE, now) == ""


def test_the_picture_is_small_and_has_a_clean_edge() -> None:
    assert PICTURE.stat().st_size < 45_000
    with Image.open(PICTURE) as image:
        edge = image.crop((0, SIZE[1] - round(MARGIN * SCALE), *SIZE)).convert("RGB")
    assert edge.getcolors() == [(edge.width * edge.height, (255, 255, 255))]


@pytest.mark.parametrize("name", PAGES)
def test_shared_links_know_its_size(site: Site, name: str) -> None:
    tags = site("html").html(name).cssselect("meta[property^='og:image']")
    said = {tag.get("property"): tag.get("content") for tag in tags}
    expected = {
        "og:image": "https://banghua.me/_static/preview.png",
        "og:image:alt": "The home page of Banghua Zhu",
        "og:image:width": str(SIZE[0]),
        "og:image:height": str(SIZE[1]),
    }
    # Nobody shares the search, nor what is not there.
    assert said == ({} if name in {"search.html", "404.html"} else expected)


# In the navigation, in the text, in the footer, which the picture does not show.
@pytest.mark.parametrize("word", ["Teaching", "Cofounder", "Copyright"])
def test_another_word_of_the_page_is_noticed(
    chromium: Browser, base: str, site: Site, tmp_path: Path, word: str
) -> None:
    make(chromium, base, tmp_path / "preview.png")
    changed = copytree(site("html").outdir, tmp_path / "html")
    page = (changed / "index.html").read_text(encoding="utf-8")
    assert word in page
    (changed / "index.html").write_text(page.replace(word, "Changed", 1), encoding="utf-8")
    with served(changed) as address, visited(chromium, address) as visit:
        said = complaint(tmp_path / "preview.png", words(visit))
    start, _, rest = said.partition("”; the home page says “")
    assert start.startswith("preview.png is of a page that said “")
    assert word in start
    assert "Changed" in rest
    assert rest.endswith("”. Run “make preview”, look at it, and commit it.")


@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "dark"},
        {"locale": "de-DE", "timezone_id": "Pacific/Auckland"},
        {"device_scale_factor": 3, "reduced_motion": "no-preference"},
        {"forced_colors": "active"},
        {"user_agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"},
    ],
    ids=lambda options: next(iter(options)),
)
def test_how_the_page_is_shown_does_not_matter(
    chromium: Browser, base: str, now: str, options: dict[str, Any]
) -> None:
    with visited(chromium, base, **options) as page:
        assert words(page) == now


def test_when_does_not_matter(chromium: Browser, base: str, now: str) -> None:
    with visited(chromium, base) as page:
        page.clock.set_fixed_time("2040-02-29T12:00:00")
        page.reload()
        assert page.evaluate("new Date().getFullYear()") == 2040
        assert words(page) == now


def test_which_fonts_there_are_does_not_matter(
    chromium: Browser, site: Site, tmp_path: Path, now: str
) -> None:
    other = copytree(site("html").outdir, tmp_path / "html")
    home = other / "index.html"
    page = home.read_text(encoding="utf-8")
    style = "<style>* { font: 30px/2 monospace !important }</style></head>"
    home.write_text(page.replace("</head>", style, 1), encoding="utf-8")
    with served(other) as address:
        make(chromium, address, tmp_path / "other.png")
    assert complaint(tmp_path / "other.png", now) == ""
    assert (tmp_path / "other.png").read_bytes() != PICTURE.read_bytes()


def test_words_are_what_can_be_read(chromium: Browser, tmp_path: Path) -> None:
    body = """
      <nav>One<p>two</p></nav><!-- no -->
      <article title="no">three\n   <b>fou</b>r,&nbsp;<i> five</i>
        <details><summary>Cite</summary>no</details>
        <p hidden>no</p><p style="display: none">no</p><p style="visibility: hidden">no</p>
        <img alt="no" src="none.svg"><input placeholder="no">
      </article><script>"no"</script>"""
    with written(tmp_path, body) as address, visited(chromium, address) as page:
        assert words(page) == "One two three four, five Cite"


def test_the_script_makes_the_same_picture_each_time(
    chromium: Browser, base: str, site: Site, tmp_path: Path, now: str
) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.png"
    script, folder = ROOT / "tests" / "preview.py", site("html").outdir
    command = [sys.executable, str(script), str(folder), str(first)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert complaint(first, now) == ""
    make(chromium, base, second)
    assert first.read_bytes() == second.read_bytes()


def test_no_line_is_cut(chromium: Browser, tmp_path: Path) -> None:
    # Each line is 20 pixels high, 25 in the picture, at places where the edge would cut one.
    for offset in (0, 8, 12):
        body = f"<article style='margin-top: {offset}px'>" + "<div>H</div>" * 60 + "</article>"
        style = "<style>body { margin: 0; font: 16px/20px sans-serif }</style>"
        with written(tmp_path, style + body) as address:
            make(chromium, address, tmp_path / "lines.png")
        with Image.open(tmp_path / "lines.png") as image:
            rows = [image.convert("L").crop((0, y, SIZE[0], y + 1)) for y in range(SIZE[1])]
        inked = [min(row.tobytes()) < 128 for row in rows]
        lines = "".join("# "[not ink] for ink in inked).split()
        assert len(lines) == (VIEWPORT["height"] - MARGIN - offset) // 20
        assert len(set(lines)) == 1


def test_what_is_wrong_is_said(chromium: Browser, tmp_path: Path) -> None:
    picture = tmp_path / "preview.png"
    todo = "Run “make preview”, look at it, and commit it."
    with written(tmp_path / "site", "<article>One two three, four five six.</article>") as address:
        make(chromium, address, picture)
    assert complaint(picture, "One two three, four five six.") == ""
    assert complaint(picture, "One two three, 4 five six. Seven") == (
        "preview.png is of a page that said “two three, four five six.”; the home page says"
        f" “two three, 4 five six.”. {todo}"
    )
    assert complaint(picture, "One two three, four five six. Seven") == (
        "preview.png is of a page that said “five six.”; the home page says"
        f" “five six. Seven”. {todo}"
    )
    assert complaint(picture, "two three, four five six.") == (
        "preview.png is of a page that said “One two three,”; the home page says"
        f" “two three,”. {todo}"
    )
    Image.new("P", SIZE).save(picture)
    assert complaint(picture, "One") == (
        f"preview.png has no stamp that says of which page it is. {todo}"
    )
    stamp = PngInfo()
    stamp.add_itxt(STAMP, "One")
    Image.new("P", (1200, 631)).save(picture, pnginfo=stamp)
    assert complaint(picture, "One") == (
        f"preview.png has 1200 × 631 pixels, not 1200 × 630. {todo}"
    )
