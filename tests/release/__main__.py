"""Compile what visitors copy with six styles, and look for what no reference may lack.

``make release-check`` runs this. It prints a table and what is wrong, and writes each
reference to ``_build/release-check``, to be read. It ends with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from release.references import lacks, repeated, wanted
from release.styles import STYLES
from release.tex import compiled, missing_programs
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.reading.relations import record_of
from sphinx_publications.reading.site_bibliography import read_bibliography
from support import ROOT

if TYPE_CHECKING:
    from release.styles import Style
    from release.tex import Compiled
    from sphinx_publications.model.publication import Publication

OUT: Final = ROOT / "_build" / "release-check"
#: The entries of the site, and made ones, which have all that any style asks for …
SETS: Final = {"pubs": ROOT / "pubs.bib", "made": ROOT / "tests" / "data" / "made.bib"}
COMPLETE: Final = "made"
#: … but for who wrote a page that nobody signed, and the year of a paper in press.
UNKNOWN: Final = {("nobody2012", "author"), ("ferreira-inpress", "year")}
#: What a style asks for → the fields of which one answers it. It is no fault of what was
#: copied if its source has none of them: facts cannot be invented.
FACTS: Final = {
    r"BibTeX: empty publisher in (\S+)": ("publisher",),
    r"BibTeX: empty address in (\S+)": ("address",),
    r"BibTeX: page numbers missing in (?:both .* fields in )?(\S+)": ("pages", "eid"),
    r"BibTeX: no number and no volume in (\S+)": ("volume", "number", "issue"),
    r"BibTeX: empty author in (\S+)": ("author", "editor", "organization", "institution"),
    r"biber: WARN - legacy year field .* in entry '(\S+)' is not an integer.*": ("year",),
    r"biber: WARN - Datamodel: Entry '(\S+)' .* value of field 'year' .*": ("year",),
}
PARTS: Final = ("title", "author", "year", "locator", "state")


class Result(NamedTuple):
    """A set of entries in one document of one style."""

    name: str
    entries: int
    #: What is wrong, and what the sources of the entries do not say.
    warnings: list[str]
    facts: list[tuple[str, str]]
    #: Part of a reference → the cite keys of those that lack it.
    lacking: dict[str, list[str]]
    #: What a reference says twice: it is to be looked at, and may be wanted.
    twice: list[str]

    def row(self) -> list[str]:
        """Return what the table has of it."""
        counts = [len(self.warnings), len(self.facts)]
        counts += [len(self.lacking[part]) for part in PARTS]
        return [self.name, *map(str, [self.entries, *counts, len(self.twice)])]

    @property
    def wrong(self) -> list[str]:
        """Return a line for each warning, and for each part that references lack."""
        lacking = {part: keys for part, keys in self.lacking.items() if keys}
        return [*self.warnings, *(f"no {part}: {', '.join(it)}" for part, it in lacking.items())]

    @property
    def unknown(self) -> list[str]:
        """Return a line for each field that sources lack."""
        keys: dict[str, list[str]] = {}
        for key, field in sorted(set(self.facts)):
            keys.setdefault(field, []).append(key)
        return [f"{field} ({len(those)}): {', '.join(those)}" for field, those in keys.items()]


def missing_fact(warning: str, listed: Mapping[str, Publication]) -> tuple[str, str] | None:
    """Return the cite key and the field that *warning* asks for, if its source has none."""
    for pattern, fields in FACTS.items():
        match = re.fullmatch(pattern, warning)
        if match and match[1] in listed:
            record = record_of(listed[match[1]])
            has = {**record.fields, "year": record.date.year}
            return None if any(has.get(name) for name in fields) else (match[1], fields[0])
    return None


def judged(
    name: str, listed: Mapping[str, Publication], copied: Mapping[str, str], seen: Compiled
) -> Result:
    """Return what there is to say of a compiled document."""
    result = Result(name, len(listed), [], [], {part: [] for part in PARTS}, [])
    for warning in seen.warnings:
        fact = missing_fact(warning, listed)
        if fact and (fact in UNKNOWN or not name.startswith(COMPLETE)):
            result.facts.append(fact)
        else:
            result.warnings.append(warning)
    for key, publication in listed.items():
        want, text = wanted(publication, copied[key]), seen.texts.get(key, "")
        for part in lacks(want, text):
            result.lacking[part].append(key)
        result.twice.extend(f"{key}: {said}" for said in repeated(want, text))
    return result


def written(path: Path, texts: Mapping[str, str]) -> None:
    """Write references to be read, in the order in which the style has them."""
    lines = [f"{number}. {text}  [{key}]\n" for number, (key, text) in enumerate(texts.items(), 1)]
    path.write_text("\n".join(lines), encoding="utf-8")


def checked(name: str, source: Path, styles: Iterable[Style]) -> list[Result]:
    """Compile all that a file's lists show, in each document of each style."""
    reading = read_bibliography({source: source.name}, {})
    listed = {entry.key: entry for entry in reading.publications if entry.listed}
    copied = {key: as_bibtex(entry) for key, entry in listed.items()}
    # Of another key the documents would not know.
    assert all(f"{{{key}," in text for key, text in copied.items())
    results = []
    for style in styles:
        for document in style.documents:
            called = f"{name} {style.name} {document}"
            folder = OUT / "work" / called.replace(" ", "-")
            print(called, file=sys.stderr)
            seen = compiled(folder, style, document, "\n\n".join(copied.values()), list(copied))
            written(OUT / f"{called.replace(' ', '-')}.txt", seen.texts)
            results.append(judged(called, listed, copied, seen))
    return results


def print_results(results: Sequence[Result]) -> None:
    """Print the table, and below it what is wrong, what is unknown, and what is said twice."""
    head = ["set, style, document", "entries", "warnings", "facts", *PARTS, "twice"]
    for row in [head, *(result.row() for result in results)]:
        print(f"{row[0]:36}" + "".join(f"{cell:>9}" for cell in row[1:]))
    print("\nwarnings: of BibTeX, biber and LaTeX; title to state: references that lack it;")
    print("facts: warnings of a field that the source has not; twice: said more than once")
    print_details("What is wrong", {result.name: result.wrong for result in results})
    unknown = {result.name: result.unknown for result in results}
    print_details("What a style asks for, and the source does not say", unknown)
    print_details("What is said twice", {result.name: result.twice for result in results})


def print_details(title: str, details: Mapping[str, Sequence[str]]) -> None:
    """Print the lines of each document, those that several have once."""
    names: dict[tuple[str, ...], list[str]] = {}
    for name, lines in details.items():
        names.setdefault(tuple(lines), []).append(name)
    names.pop((), None)
    print(f"\n{title}:" + ("" if names else " nothing"))
    for lines, found in names.items():
        print(f"\n  {', '.join(found)}:")
        for line in lines:
            print(f"    {line}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(prog="release", description=__doc__)
    names = [style.name for style in STYLES]
    parser.add_argument("--style", choices=names, action="append", help="only this style")
    parser.add_argument("--set", choices=SETS, action="append", help="only this set")
    asked = parser.parse_args(arguments)
    if missing := missing_programs():
        print(f"not installed: {', '.join(missing)} (TeX Live, biber, Poppler)", file=sys.stderr)
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    styles = [style for style in STYLES if style.name in (asked.style or names)]
    results = [result for name in asked.set or SETS for result in checked(name, SETS[name], styles)]
    print_results(results)
    print(f"\nThe references are in {OUT}/*.txt")
    return 1 if any(result.wrong for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
