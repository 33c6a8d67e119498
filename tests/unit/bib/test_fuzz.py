"""20,000 broken files; ``make fuzz`` reads a million."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support import ROOT

pytestmark = pytest.mark.slow


def test_nothing_raises_hangs_or_swells() -> None:
    # In processes of its own, whose memory is its own.
    command = [sys.executable, str(ROOT / "tests" / "fuzz.py"), "20000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("20,000 inputs, 0 failures;")
