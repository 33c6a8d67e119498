"""How long the finder takes to answer a key, with a thousand publications on a page.

Run ``PYTHONPATH=ext:tests python -m bench.keystrokes``. Chromium writes a trace while
keys are typed at the speed of a quick typist; of each key it holds when it was pressed,
how long the page's own thread was busy with it, up to the picture that shows the answer,
and when that picture was on the screen. A field without a finder, on the same page, tells
how much of the last is the browser's own.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.corpus import bibliography
from browser import started
from support import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZE: Final = 1000
TEXTS: Final = ("learning", "garcia robust", "neurips 2004", "zhu minimax rates", "e", "müller")
PAUSE: Final = 90  # milliseconds between keys
CATEGORIES: Final = "devtools.timeline,disabled-by-default-devtools.timeline"
PLAIN: Final = """
    const field = document.createElement("input");
    field.id = "plain";
    document.querySelector("form.pub-finder").before(field);
"""


def build(folder: Path) -> Path:
    """Build the page, and return it."""
    project = Project(folder)
    project.config |= {"html_theme": "alabaster", "html_math_renderer": "mathml"}
    page = "# Papers\n\n```{publications}\n:group-by: year\n```\n"
    project.write({"index.md": page, "pubs.bib": bibliography(SIZE)})
    return project.build().outdir / "index.html"


def trace(browser: Browser, page: Page, field: str) -> list[dict[str, Any]]:
    """Type into *field*, and return the events of the trace."""
    path = Path(tempfile.mkdtemp()) / "trace.json"
    page.locator(field).click()
    browser.start_tracing(page=page, path=path, categories=CATEGORIES.split(","))
    for text in TEXTS:
        page.keyboard.type(text, delay=PAUSE)
        for _ in text:
            page.keyboard.press("Backspace", delay=0)
            page.wait_for_timeout(PAUSE)
    browser.stop_tracing()
    events: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["traceEvents"]
    return events


def shown(events: list[dict[str, Any]]) -> list[float]:
    """Return for each key how long it took until its picture was on the screen."""
    return [
        event["args"]["data"]["duration"]
        for event in events
        if event["name"] == "EventTiming"
        and event["ph"] == "b"
        and event["args"]["data"]["type"] == "keydown"
    ]


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def busy(events: list[dict[str, Any]]) -> list[float]:
    """Return for each key how long the page's thread worked until it had painted."""
    keys = [
        e for e in events if e["name"] == "EventDispatch" and e["args"]["data"]["type"] == "keydown"
    ]
    work = sorted(
        (e for e in events if e["name"] == "RunTask" and e["ph"] == "X"), key=lambda e: e["ts"]
    )
    commits = sorted(e["ts"] + e.get("dur", 0) for e in events if e["name"] == "Commit")
    times = []
    for key in keys:
        end = next((at for at in commits if at > key["ts"]), None)
        if end is None:
            continue
        mine = [
            min(e["ts"] + e["dur"], end) - max(e["ts"], key["ts"])
            for e in work
            if _thread(e) == _thread(key) and e["ts"] < end and e["ts"] + e["dur"] > key["ts"]
        ]
        times.append(sum(mine) / 1000)
    return times


def report(what: str, times: list[float]) -> str:
    """Return a line with the median and the 99th percentile."""
    p99 = statistics.quantiles(times, n=100)[98]
    return (
        f"{what:<36} {len(times):>4} keys  median {statistics.median(times):5.1f} ms"
        f"  p99 {p99:5.1f} ms  longest {max(times):5.1f} ms"
    )


def main() -> int:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder, started() as browser:
        address = build(Path(folder)).as_uri()
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.evaluate(PLAIN)
        for name, field in (("plain field", "#plain"), ("finder", ".pub-finder-field")):
            events = trace(browser, page, field)
            print(report(f"{name}: the page's work until painted", busy(events)))
            print(report(f"{name}: key to screen", shown(events)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
