"""What a command costs as a whole process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU time, user and system, in seconds; peak memory in MiB."""

    cpu: float
    memory: float


#: Runs a command and prints its cost. It is a process of its own because Linux counts
#: the memory of a process that starts another towards the peak of that other.
_LAUNCHER: Final = """\
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def cost_of(command: Sequence[str]) -> Cost:
    """Run *command* and return what it took.

    :raises subprocess.CalledProcessError: if it fails.
    """
    environ = {**os.environ, "PYTHONHASHSEED": "0"}
    # What pip installs is compiled; what is measured from its sources shall be, too.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *command],
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    cpu, memory = map(float, done.stdout.split())
    return Cost(cpu, memory)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


def spread(ratios: Sequence[float]) -> str:
    """Return the median of ratios, with the lowest and the highest: "0.77× (0.74–0.81)"."""
    low, high = min(ratios), max(ratios)
    return f"{statistics.median(ratios):.2f}× ({low:.2f}–{high:.2f})"
