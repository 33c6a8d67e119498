"""What a command costs as a whole process."""

from __future__ import annotations

import math
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU time, user and system, in seconds, or instructions in billions; peak memory in MiB."""

    cpu: float
    memory: float = math.nan


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
    done = _run([sys.executable, "-S", "-c", _LAUNCHER, *command])
    cpu, memory = map(float, done.stdout.split())
    return Cost(cpu, memory)


def instructions_of(command: Sequence[str]) -> Cost:
    """Run *command* under valgrind and return how many instructions of the processor it took.

    These are the same from run to run, whatever else the machine does; but not all take the same
    time, and memory that is far away costs none. It takes fifty times as long.

    :raises FileNotFoundError: if valgrind is not installed.
    :raises subprocess.CalledProcessError: if the command fails.
    """
    tool = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = _run(["valgrind", *tool, *command])
    (counted,) = re.findall(r"I\s+refs:\s+([\d,]+)", done.stderr)
    return Cost(int(counted.replace(",", "")) / 1e9)


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONHASHSEED": "0"}
    # What pip installs is compiled; what is measured from its sources shall be, too.
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=True)


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
