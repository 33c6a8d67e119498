"""Lighthouse's scores of a page, on the phone that it simulates."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from audit.tools import MissingError
from browser import installed

if TYPE_CHECKING:
    from audit.tools import Tools

CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
_FLAGS: Final = (
    "--headless=new --disable-background-networking --disable-component-update"
    " --disable-default-apps"
)


@dataclass(frozen=True, slots=True)
class Scores:
    """What Lighthouse gave a page."""

    #: Category → score, from 0 to 1.
    scores: dict[str, float]
    #: What is not perfect: of performance the measures and their causes, of others the rules.
    remarks: list[str]


def score(tools: Tools, address: str, runs: int) -> Scores:
    """Return the run whose performance is the median of several."""
    results = sorted((_run(tools, address) for _ in range(runs)), key=_performance)
    middle = median(range(runs))
    result = results[int(middle)]
    scores = {name: result["categories"][name]["score"] for name in CATEGORIES}
    return Scores(scores, list(_remarks(result)))


def _performance(result: dict[str, Any]) -> float:
    # A page that could not be measured has none.
    return float(result["categories"]["performance"]["score"] or 0)


def _run(tools: Tools, address: str) -> dict[str, Any]:
    browser = installed()
    if browser is None:
        raise MissingError("The audit needs Chromium or Google Chrome.")
    # Chromium's sandbox does not run as root.
    flags = f"{_FLAGS} --no-sandbox" if os.geteuid() == 0 else _FLAGS
    command = [*tools.lighthouse, address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    # Nothing of this goes to anyone.
    command.append("--no-enable-error-reporting")
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, timeout=300
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {address}:\n{done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _remarks(result: dict[str, Any]) -> Iterator[str]:
    audits = result["audits"]
    for name in CATEGORIES:
        for reference in result["categories"][name]["auditRefs"]:
            audit = audits[reference["id"]]
            imperfect = audit["score"] is not None and audit["score"] < 1
            if not imperfect or (name != "performance" and not reference["weight"]):
                continue
            shown = audit.get("displayValue", "").replace("\N{NO-BREAK SPACE}", " ")
            if not reference["weight"] and "savings" not in shown:
                continue
            measure = f" ({audit['score']:.2f})" if reference["weight"] else ""
            yield f"{audit['title']}{measure}{': ' if shown else ''}{shown}"
