"""The command line: ``python -m sphinx_publications check pubs.bib`` reports without a build."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import read_file, read_standard_input
from sphinx_publications.check.rules import Context, Rule, check
from sphinx_publications.check.terminal import as_json, as_text, print_line, until_nobody_reads
from sphinx_publications.model.reports import Report, Subtype, grouped, nearest
from sphinx_publications.reading.person_names import parse_names
from sphinx_publications.reading.publications import read_publications
from sphinx_publications.text.control_characters import CONTROL, visible

__all__ = ["FORMATS", "find_reports", "main", "parser"]

EPILOG: Final = (
    f"Rules, each of which --disable switches off: {', '.join(Rule)}; and what is said in a build,"
    f" too: {', '.join(Subtype)}. A file named - is standard input."
    " Exit status: 0 nothing to report, 1 something, 2 wrong arguments."
)

#: Reported once, and not by each build.
NO_BASE: Final = Report(
    Subtype.CONFIG,
    "no --base-url is given: without html_baseurl in conf.py, pages lack all that needs absolute"
    " addresses: the PDF for Google Scholar, the feed, the metadata of lists and of the home page",
)


def _json(report: Report) -> str:
    record = {
        "file": report.path,
        "line": report.line,
        "key": report.key,
        "rule": str(report.subtype),
        "message": report.message,
    }
    text = json.dumps(record, ensure_ascii=False)
    return re.sub(CONTROL, lambda character: as_json(character[0]), text)


def _gcc(report: Report) -> str:
    return f"{report.file}:{report.line or 1}:1: warning: {report.text} [{report.subtype}]"


def _github(report: Report) -> str:
    # The characters that end a property or the message of a workflow command need escapes.
    text = report.text.replace("%", "%25")
    path = report.file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::warning file={path},line={report.line or 1},title={report.subtype}::{text}"


FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": lambda report: f"{report} [{report.subtype}]",  # pubs.bib:12: key: message [rule]
    "json": _json,  # one object on each line
    "gcc": _gcc,  # for editors and problem matchers
    "github": _github,  # annotations of a workflow
}


def _rule(name: str) -> str:
    known = [*Rule, *Subtype]
    if name in known:
        return name
    near = nearest(name, known)
    advice = f'; did you mean "{near}"?' if near else f": {', '.join(known)}"
    raise argparse.ArgumentTypeError(f'"{visible(_written(name))}" is none of the rules{advice}')


def _folder(name: str) -> Path:
    if not os.path.isdir(name):  # noqa: PTH112 # accepts any name
        raise argparse.ArgumentTypeError(f'there is no folder "{visible(_written(name))}"')
    return Path(name)


def _written(argument: str) -> str:
    """Return the UTF-8 in *argument*, which Python has decoded as ASCII in some locales."""
    return os.fsencode(argument).decode(errors="surrogateescape")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    main = argparse.ArgumentParser(prog="python -m sphinx_publications")
    commands = main.add_subparsers(required=True, metavar="COMMAND")
    sub = commands.add_parser("check", help="report what is wrong with .bib files", epilog=EPILOG)
    sub.add_argument("files", nargs="+", metavar="FILE", help=".bib files; - for standard input")
    sub.add_argument(
        "--owner", type=_written, default="", help='whose papers they are: "Zhu, Banghua"'
    )
    sub.add_argument("--format", choices=FORMATS, default="text", help="how to write reports")
    sub.add_argument(
        "--disable",
        action="append",
        default=[],
        metavar="RULE",
        type=_rule,
        help="switch a rule off; may be given several times",
    )
    sub.add_argument(
        "--root", type=_folder, help="the folder that local files are in; default: the first file's"
    )
    sub.add_argument(
        "--pages",
        action="store_true",
        help="say what Google Scholar would not take (publications_pages)",
    )
    sub.add_argument(
        "--base-url", default="", help="the address of the site, for --pages: html_baseurl"
    )
    sub.add_argument("--encoding", default="utf-8-sig", help="default: utf-8-sig")
    return main


def find_reports(options: argparse.Namespace) -> list[Report]:
    """Return all reports on the files that *options* name."""
    names = {name: "<stdin>" if name == "-" else _written(name) for name in options.files}
    sources = (
        (read_standard_input() if name == "-" else read_file(Path(name)), shown)
        for name, shown in names.items()
    )
    bibliography = parse_bib_files(sources, options.encoding)
    publications, reports = read_publications(bibliography.entries)
    context = Context(
        owner=parse_names(options.owner).persons,
        root=options.root or Path(options.files[0]).parent,
        pages=options.pages,
    )
    found = [*bibliography.reports, *reports, *check(publications, context, options.disable)]
    if options.pages and not options.base_url:
        found.append(NO_BASE)
    shown = [report for report in found if report.subtype not in options.disable]
    order = {name: place for place, name in enumerate(names.values())}
    return sorted(shown, key=lambda report: (order.get(report.path, 0), report.line or 0))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line *arguments*, or the process's own; return the exit status."""
    status = 1  # if the reader stops reading, it has read a report
    with until_nobody_reads():
        options = parser().parse_args(arguments)
        reports = find_reports(options)
        status = 1 if reports else 0
        for report in grouped(reports) if options.format == "text" else reports:
            escape = as_json if options.format == "json" else as_text
            print_line(FORMATS[options.format](report), escape)
    return status
