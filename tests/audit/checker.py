"""What the Nu HTML checker says, and whose affair it is."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from audit.tools import Tools

OURS: Final = "ours"


class Known(NamedTuple):
    """A message that is not to be mended here."""

    pattern: str
    whose: str
    why: str


#: All that is expected; any other message is ours.
KNOWN: Final = (
    Known(
        r"^CSS: Unrecognized at-rule “@(?:property|starting-style|view-transition)”",
        "the checker",
        "it knows no properties with types and no transitions of pages",
    ),
    Known(
        r"^CSS: “(?:anchor-name|position-anchor|position-area)”",
        "the checker",
        "it knows no anchors: https://www.w3.org/TR/css-anchor-position-1/",
    ),
    Known(
        r"^CSS: “transition”: “allow-discrete”",
        "the checker",
        "it does not know it: https://www.w3.org/TR/css-transitions-2/",
    ),
    Known(
        r"^CSS: “transition”: “--pst-",
        "pydata-sphinx-theme",
        "a rule of its sidebar, which pages hold",
    ),
    Known(
        r"^Document uses the Unicode Private Use Area",
        "pydata-sphinx-theme",
        "the characters of its icons, in rules that pages hold",
    ),
    Known(
        r"^Trailing slash on void elements",
        "Sphinx, docutils, pydata-sphinx-theme, sphinxext-opengraph",
        "they write HTML that is XML, too",
    ),
    Known(
        r"^The “main” role is unnecessary for element “main”",
        "pydata-sphinx-theme",
        "its layout.html",
    ),
    Known(
        r"^Article lacks heading",
        "pydata-sphinx-theme",
        "its <article> is around docutils' <section>, which has the heading",
    ),
    Known(
        r"^Consider using the “h1” element as a top-level heading only",
        "pydata-sphinx-theme",
        "its <article>, as above; there is one h1 on a page",
    ),
    Known(
        r"^CSS: (“container-type”|Unrecognized at-rule “@container”)",
        "the checker",
        "it knows no container queries: https://www.w3.org/TR/css-conditional-5/",
    ),
    Known(
        r"^CSS: Parse Error\.$",
        "the checker",
        "it knows no ::highlight(…), twice: https://www.w3.org/TR/css-highlight-api-1/",
    ),
)


class Message(NamedTuple):
    """A message, of one kind for all places that it is about."""

    #: "error", "warning" or "info".
    kind: str
    text: str
    whose: str
    why: str


def check(tools: Tools, folder: Path, files: Iterable[str]) -> Counter[tuple[str, Message]]:
    """Return how often the checker says what of each of *files* in *folder*."""
    command = [*tools.checker, "--format", "json", "--exit-zero-always", "--stdout"]
    command += ["--also-check-css", "--also-check-svg"]
    done = subprocess.run(
        [*command, *(str(folder / name) for name in files)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(f"The Nu HTML checker failed:\n{done.stderr}")
    said: Counter[tuple[str, Message]] = Counter()
    for message in json.loads(done.stdout)["messages"]:
        kind = message.get("subType", message["type"])
        name = Path(message["url"].removeprefix("file:")).relative_to(folder.resolve()).as_posix()
        said[name, sort(kind, message["message"])] += 1
    return said


def sort(kind: str, text: str) -> Message:
    """Return a message with whose affair it is."""
    for known in KNOWN:
        if re.search(known.pattern, text):
            return Message(kind, text, known.whose, known.why)
    return Message(kind, text, OURS, "")
