"""Find the browser that the tests drive, start it, or bring one.

Run as a script it prints nothing when there is a browser, installs one where it
may, and otherwise ends with one line that says what to install.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MISSING: Final = "The tests need a browser: install Chromium or Google Chrome, and run again."
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def installed() -> str | None:
    """Return the path of an installed Chromium or Chrome, or of Playwright's own."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    for application in APPLICATIONS:
        if Path(application).exists():
            return application
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def started() -> Iterator[Browser]:
    """Start it for as long as the block runs; a machine without one ends the program."""
    path = installed()
    if path is None:
        sys.exit(MISSING)
    # Chromium's sandbox does not run as root, and its own background traffic is none of ours.
    arguments = ["--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def bring() -> None:
    """Install Playwright's own Chromium, or else Debian's, as far as this is possible."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
        commands += [
            [*prefix, "apt-get", "update", "-qq"],
            [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        ]
    for command in commands:
        try:
            subprocess.run(command, check=False, timeout=600, capture_output=True)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if installed():
            return


if __name__ == "__main__":
    if installed() is None:
        print("No Chromium or Chrome found; trying to install one …", file=sys.stderr)
        bring()
    if installed() is None:
        sys.exit(MISSING)
