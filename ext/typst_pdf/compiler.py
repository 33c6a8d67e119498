"""Sources in Typst → a PDF that anybody can read, and that can be kept.

Typst has threads of its own, which a process that is forked later would wait for in vain: it
runs in a process of its own, as a program that is this file.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typst

if TYPE_CHECKING:
    from typst import PDFStandard

__all__ = ["compile_pdf"]

#: Accessible, and to be kept: ISO 14289-1 and ISO 19005-2, level A.
_STANDARDS: Final[list[PDFStandard]] = ["ua-1", "a-2a"]
#: A picture in colors for printers, which cannot be kept, can be accessible.
_LESS: Final[tuple[list[PDFStandard], ...]] = (["ua-1"], [])
#: Where a diagnostic begins, and where it says that it is about a style, or Typst in a document.
_SAID: Final = re.compile(r"^(?:error|warning): ", re.MULTILINE)
_IN_STYLE: Final = re.compile(r"[\\/]?style\.typ:(\d+):")
_IN_RAW: Final = re.compile(r"^\d+ │ eval\(", re.MULTILINE)
#: Characters that no font draws.
_LACKING: Final = re.compile(r"the text `(.+?)` could not be displayed with font")
#: How many are said.
_MOST: Final = 5


def compile_pdf(folder: Path, font_paths: Iterable[Path]) -> list[str]:
    """Make ``document.pdf`` of ``main.typ`` in *folder*; return what its author should know.

    There is no file if it cannot be made.
    """
    command = [sys.executable, __file__, str(folder), *map(str, font_paths)]
    done = subprocess.run(  # noqa: S603 - a program of ours, and paths
        command, capture_output=True, check=False, text=True, encoding="utf-8"
    )
    if done.returncode:
        return [f"it cannot be made: Typst ended with {done.returncode}: {done.stderr.strip()}"]
    return json.loads(done.stdout)


def _compile(folder: Path, font_paths: list[str]) -> list[str]:
    """Do it in this process.

    The same sources give the same bytes: the system's fonts, which differ, are not used. Where
    the standards cannot be met, the PDF is one that says nothing of them; a picture that cannot
    be drawn is not there.
    """
    fonts = typst.Fonts(include_system_fonts=False, font_paths=font_paths)
    problems: list[str] = []
    undrawn: dict[str, list[str]] = {}
    standards, *less = [_STANDARDS, *_LESS]
    while True:
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(folder / "main.typ"),
                root=str(folder),
                font_paths=fonts,
                format="pdf",
                sys_inputs={"undrawn": "\n".join(undrawn)},
                pdf_standards=standards,
            )
        except typst.TypstError as error:
            if less and error.message.startswith("PDF/"):
                if standards is _STANDARDS:  # the others ask for nothing more
                    problems += _told("it is not as accessible as it should be", error)
                standards = less.pop(0)
                continue
            if undrawn or not (undrawn := _undrawn(folder, fonts)):
                return problems + _told("it cannot be made", error)
            problems += [text for told in undrawn.values() for text in told]
            continue
        (folder / "document.pdf").write_bytes(pdf)
        return problems + [text for said in warnings for text in _told("Typst warns", said)]


def _undrawn(folder: Path, fonts: typst.Fonts) -> dict[str, list[str]]:
    """Return the pictures that Typst cannot draw, and what it says of each."""
    found = {}
    one = folder / "picture.typ"
    one.write_text("#image(sys.inputs.picture)", "utf-8")
    for path in sorted(folder.glob("pictures/*")):
        name = f"pictures/{path.name}"
        try:
            typst.compile(one, font_paths=fonts, format="pdf", sys_inputs={"picture": name})
        except typst.TypstError as error:
            # Its name is some digits, and what its author knows it by.
            found[name] = _told(f"the picture “{path.name.partition('-')[2]}” is left out", error)
    return found


def _told(problem: str, said: typst.TypstError | typst.TypstWarning) -> list[str]:
    """Return each thing that Typst says once, with its line in the style if it is there."""
    told = {}
    hints = "".join(f" ({hint})" for hint in said.hints)
    lacking = "".join(dict.fromkeys(_LACKING.findall(said.diagnostic)))
    if lacking:
        told[
            f"{problem}: no font has “{lacking}”: name one in “fonts”, its folder in “font_paths”"
        ] = 1
    for text in _SAID.split(said.diagnostic)[1:]:
        words = text.partition("\n")[0].strip()
        if _LACKING.search(words):
            continue
        if "unresolved import" in words:
            hints = ' (a style begins with #import "look.typ": *)'
        line = _IN_STYLE.search(text)
        place = f"line {line[1]} of its style: " if line else ""
        place = "raw Typst in it: " if _IN_RAW.search(text) else place
        if "info.paper" in text:  # all papers that there are
            place, words = "option “paper”: ", f"{words[:60]}…"
        told[f"{problem}: {place}{words}{hints}"] = 1
    found = list(told) or [f"{problem}: {said.message}{hints}"]
    rest = len(found) - _MOST
    return [*found[:_MOST], *([f"{problem}: and {rest} more of this kind"] if rest > 0 else [])]


if __name__ == "__main__":
    json.dump(_compile(Path(sys.argv[1]), sys.argv[2:]), sys.stdout)
