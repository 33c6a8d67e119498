"""Build lists under each theme, look at them in a browser, and take pictures.

``make themes`` runs this. It prints what is wrong under each theme, writes pictures to
``_build/themes``, to be looked at, and ends with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from browser import started
from support import ROOT, Project
from themes.looks import SCHEMES, WIDTHS, faults, opened
from themes.project import FILES, THEMES, settings

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

OUT: Final = ROOT / "_build" / "themes"


def built(theme: str) -> tuple[Path, list[str]]:
    """Build the project in a process of its own; return its page, and what was said.

    A theme may have a hand in all of Sphinx: the next one shall know nothing of it.
    """
    folder = OUT / "work" / theme
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(folder)
    config = {**project.config, **settings(theme)}
    lines = [f"{name} = {value!r}\n" for name, value in config.items()]
    project.write({**FILES, "conf.py": "".join(lines)})
    command = [sys.executable, "-m", "sphinx", "-q", str(project.source), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return folder / "html" / "index.html", done.stderr.splitlines()


def looked_at(browser: Browser, theme: str) -> Iterator[str]:
    """Take pictures of the page under *theme*; yield what is wrong."""
    page_file, said = built(theme)
    yield from said
    if not page_file.exists():
        return
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = opened(browser, page_file, width, scheme)
            yield from (f"{width} {scheme}: {fault}" for fault in faults(page))
            page.evaluate("scrollTo(0, 0)")  # where a header that stays in sight hides nothing
            page.screenshot(path=OUT / f"{theme}-{width}-{scheme}.png", full_page=True)
            page.context.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="themes", description=__doc__)
    parser.add_argument("theme", nargs="*", help=f"only these of {', '.join(THEMES)}")
    asked = parser.parse_args(arguments)
    OUT.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with started() as browser:
        for theme in asked.theme or THEMES:
            found = list(looked_at(browser, theme))
            wrong += bool(found)
            print(f"{theme} {version(theme)}: {len(found) or 'nothing'} wrong", flush=True)
            print("".join(f"    {line}\n" for line in found), end="")
    print(f"The pictures are in {OUT}/*.png")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
