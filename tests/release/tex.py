"""BibTeX, biber and LaTeX at work in a folder: what they complain of, and each reference."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from release.styles import Style

PROGRAMS: Final = ("pdflatex", "bibtex", "biber", "pdftotext")
#: Each program ends within so many seconds, or hangs.
_PATIENCE: Final = 300
#: BibTeX says where it found an error behind it, or in a line of its own.
_BIBTEX_ERROR: Final = re.compile(r"(?:while executing|(.*))---line \d+ of file")
_BIBER: Final = re.compile(r".*> ((?:WARN|ERROR|FATAL) - .*)")
_LATEX: Final = re.compile(
    r"(?:\S+\.\w+:\d+:|!) (?P<error>.*)"
    r"|(?P<warning>(?:LaTeX|Package \w+|Class \w+|pdfTeX) (?:\w+ )?[Ww]arning.*"
    r"|Missing character:.*)"
)
#: What LaTeX says of our pages and of fonts, and what biber has said before.
_NOT_OURS: Final = re.compile(
    r"LaTeX Font Warning: |Class acmart Warning: You do not have the .* installed"
    r"|Package biblatex Warning: Biber reported the following issues"
    r"|pdfTeX warning.*destination with the same identifier"
)


class Compiled(NamedTuple):
    """What became of a document."""

    #: What was complained of, each once: "BibTeX: empty year in x".
    warnings: tuple[str, ...]
    #: Cite key → its reference as text.
    texts: Mapping[str, str]


def missing_programs() -> list[str]:
    """Return what has to be installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


def compiled(folder: Path, style: Style, document: str, bib: str, keys: list[str]) -> Compiled:
    """Compile a document that cites all *keys* of the BibTeX text *bib*.

    :param folder: is made anew; what all programs wrote stays in it.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "copied.bib").write_text(bib, encoding="utf-8")
    source = style.source(document, keys, "copied")
    (folder / "paper.tex").write_text(source, encoding="utf-8")
    _latex(folder)
    if style.is_biblatex:
        status = _run(folder, "biber", "--validate-datamodel", "paper")
        warnings = [*_biber_warnings(_log(folder, "blg"))]
    else:
        status = _run(folder, "bibtex", "paper")
        warnings = [*_bibtex_warnings(_log(folder, "blg"))]
    if status and not warnings:
        warnings.append(f"{'biber' if style.is_biblatex else 'BibTeX'}: ended with {status}")
    _latex(folder)
    _latex(folder)
    warnings += _latex_warnings(_log(folder, "log"))
    return Compiled(tuple(dict.fromkeys(warnings)), _texts(folder, style, keys))


def _run(folder: Path, *command: str) -> int:
    """Run a program, whose complaints are in its log, and return its exit status."""
    # Lines of the logs are not broken.
    lines = {"max_print_line": "9999", "error_line": "254", "half_error_line": "238"}
    environment = {**os.environ, **lines}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    return done.returncode


def _latex(folder: Path) -> None:
    _run(folder, "pdflatex", "-interaction=nonstopmode", "-file-line-error", "paper")


def _log(folder: Path, suffix: str) -> str:
    path = folder / f"paper.{suffix}"
    return path.read_text("utf-8", errors="replace") if path.exists() else "> ERROR - no log"


def _bibtex_warnings(log: str) -> Iterator[str]:
    before = ""
    # BibTeX breaks its lines at 79 characters, and goes on with two spaces.
    for line in re.sub(r"\n  (?=\S)", " ", log).splitlines():
        error = _BIBTEX_ERROR.match(line)
        if line.startswith("Warning--"):
            yield f"BibTeX: {line.removeprefix('Warning--')}"
        elif error:
            yield f"BibTeX error: {error[1] or before}"
        elif line.startswith(("I couldn't open", "Sorry", "> ERROR")):
            yield f"BibTeX error: {line}"
        before = line


def _biber_warnings(log: str) -> Iterator[str]:
    for line in log.splitlines():
        if match := _BIBER.match(line):
            yield f"biber: {match[1]}"


def _latex_warnings(log: str) -> Iterator[str]:
    lines = log.splitlines()
    for number, line in enumerate(lines):
        match = _LATEX.match(line)
        if not match or _NOT_OURS.match(line):
            continue
        # The line below an error ends with the command that is meant.
        below = " ".join(lines[number + 1 : number + 2]) if match["error"] else ""
        command = below[-40:].strip() if "Undefined" in line else ""
        yield f"LaTeX: {match['error'] or match['warning']} {command}".rstrip()


def _texts(folder: Path, style: Style, keys: list[str]) -> dict[str, str]:
    """Return the references, which are the last pages of the PDF."""
    if not (folder / "paper.pdf").exists():
        return {}
    command = ["pdftotext", "-enc", "UTF-8", str(folder / "paper.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=_PATIENCE)
    pages = [" ".join(page.split()) for page in done.stdout.removesuffix("\f").split("\f")]
    if not style.is_biblatex:  # which sorts not, as the document asks
        aux = (folder / "paper.aux").read_text("utf-8", errors="replace")
        keys = re.findall(r"^\\bibcite\{(.*?)\}", aux, re.MULTILINE)
    return dict(zip(keys, pages[len(pages) - len(keys) :], strict=False))
