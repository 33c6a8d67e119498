"""Find axe-core, the rules of accessibility, in npm's current release, or bring it.

Run as a script it prints nothing when it is there, and installs it where it may. Where there
is no npm, the release in the PyPI package serves, which is some months older; in continuous
integration it does not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from axe_playwright_python.base import AXE_FILE_PATH

#: An exact version: another has other rules.
PACKAGE: Final = "axe-core@4.14.1"
FOLDER: Final = Path(sys.prefix, "share", PACKAGE)
SCRIPT: Final = FOLDER / "node_modules" / "axe-core" / "axe.min.js"


def script() -> Path:
    """Return the file of axe-core."""
    return SCRIPT if SCRIPT.exists() else AXE_FILE_PATH


def bring() -> None:
    """Install axe-core beside what else is in the environment of the tests."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(FOLDER), "--no-audit", "--no-fund"]
    subprocess.run([*command, "--ignore-scripts", PACKAGE], check=False, capture_output=True)


if __name__ == "__main__":
    if not SCRIPT.exists() and shutil.which("npm"):
        bring()
    if not SCRIPT.exists() and os.environ.get("CI"):
        sys.exit(f"The tests need {PACKAGE}: install npm, and run again.")
