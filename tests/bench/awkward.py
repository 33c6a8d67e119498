"""What broken files cost, at n, 2n and 4n: is reading linear in the length of any input?

Run ``PYTHONPATH=ext:tests python -m bench.awkward``; names of inputs say which are measured.
Each row has medians of CPU time of reading a file up to its publications, and the exponent:
1 is linear, 2 is quadratic. The three sizes are measured in turn, in one process.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Final

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import FileBytes
from sphinx_publications.reading.publications import read_publications

#: No exponent shall be larger.
AIM: Final = 1.2
#: n is doubled until reading takes so many seconds, or the text has so many characters.
SECONDS, CHARACTERS = 0.1, 400_000


def _field(name: str, start: str, repeated: str, end: str = "}") -> Callable[[int], str]:
    return lambda n: f"@misc{{k, {name} = {start}{repeated * n}{end}}}\n"


def _numbered(line: str, before: str = "@misc{k,\n", behind: str = "}\n") -> Callable[[int], str]:
    """Return a maker of texts with *line* n times, and 0, 1, 2 … in the place of "#"."""
    return lambda n: before + "".join(line.replace("#", str(i)) for i in range(n)) + behind


INPUTS: Final[dict[str, Callable[[int], str]]] = {
    # Those that were quadratic.
    "@comments not closed": lambda n: "@comment{ x\n" * n,
    "braces not closed": lambda n: "@misc{k,\n" + " f1 = {x\n" * n,
    "quotes not closed": lambda n: "@misc{k,\n" + ' f1 = "x\n' * n,
    "spaces in an address": _field("url", "{http://a", " ", "b}"),
    "signs in an address": _field("url", "{http://a", ",;"),
    "parts of a DOI": _field("doi", "{", "10.1234.1."),
    # Where a parser that recovers looks ahead, or back.
    "fields not closed, of many names": _numbered(" f# = {x,\n"),
    "fields not closed, in one line": _numbered(" f# = {x,"),
    "quotes not closed, of many names": _numbered(' f# = "x,\n'),
    "braces too many": _numbered(" f# = {x}},\n"),
    "braces too many with text": _numbered(" f# = {x}} y},\n"),
    "braces that close too early": _numbered(" f# = {x}}\n"),
    "no commas": _numbered(" f# = {x}"),
    "no equals signs": _numbered(" f# {x},"),
    "equals signs": _field("title", "{x}", " ="),
    "words between fields": _numbered(" x y z, f# = {x},"),
    "bare words": _field("title", "x", " x", ""),
    "escaped braces": _numbered(r" f# = {\{x},"),
    "escaped braces in one value": _field("title", "{", r"\{"),
    "backslashes": _field("title", "{", "\\"),
    "quotes in quotes": _field("title", '"x', '" y "', '"'),
    "quotes and words": _field("title", '"', 'x"', ""),
    "joined values": _field("title", "{x}", " # {x}", ""),
    "number signs": _field("title", "{x}", " #", ""),
    "joined and not closed": _field("title", "{x}", " # {x", ""),
    "deep braces": lambda n: f"@misc{{k, title = {'{' * n}x{'}' * n}}}\n",
    "deep braces, not closed": lambda n: f"@misc{{k, title = {'{' * n}x\n",
    "closing braces": lambda n: "@misc{k, title = {x}" + "}" * n,
    "closing braces in lines": lambda n: "@misc{k, title = {x}" + "}\n" * n,
    "lines like fields in a value": _field("note", "{", " a = {b},\n"),
    "lines like fields in a value, cut off": lambda n: "@misc{k, note = {\n" + " a = {b},\n" * n,
    "lines like entries in a value": _field("note", "{", "@misc{b, title = {c}}\n"),
    "lines like entries in a value, cut off": (
        lambda n: "@misc{k, note = {\n" + "@misc{b, title = {c}}\n" * n
    ),
    "lines like entries in quotes, cut off": (
        lambda n: '@misc{k, note = "\n' + "@misc{b, title = {c}}\n" * n
    ),
    "headers in one another": lambda n: "@misc{k,\n" * n + "}" * n,
    "headers in one line": lambda n: "@misc{k," * n,
    "entries in one line, not closed": lambda n: "@misc{k, title = {x} " * n,
    "entries in one line, with text": lambda n: "@misc{k, title = {x}} y, z\t" * n,
    "headers in a broken value": _field("title = {x} note", "{", "@misc{k, "),
    "braces in numbers": _numbered(" f# = 1}1\n"),
    "headers in parentheses": lambda n: "@misc(k,\n" * n,
    "headers without braces": lambda n: "@misc k,\n a = {b},\n}\n" * n,
    "headers without keys": lambda n: "@misc{title = {x}, year = 2000}\n" * n,
    "entries not closed": lambda n: "@misc{k, title = {x\n" * n,
    "entries with one key": lambda n: "".join(f"@misc{{k, title = {{{i}}}}}\n" for i in range(n)),
    "at signs": lambda n: "@" * n,
    "types and white space": lambda n: "@misc" + " \n" * n,
    "fields of nobody": lambda n: " a = {b},\n" * n,
    "fields of nobody in entries": lambda n: "@misc{k}\n a = {b},\n}\n" * n,
    "one name": _numbered(" f = {x},\n"),
    "commas": lambda n: "@misc{k" + "," * n + "}",
    "per cent signs": lambda n: "@misc{k,\n" + "% a = {b\n" * n + "}",
    "comments closed in a comment": lambda n: "% @misc{k,\n" * n + "% " + "}" * n,
    "comments with entries": lambda n: "% @misc{k, title = {x\n" * n,
    "front matter": lambda n: "---\n" + "a: b\n" * n,
    "macros of macros": (
        lambda n: "@string{m0 = {x}}\n"
        + "".join(f"@string{{m{i + 1} = m{i} # m{i}}}\n" for i in range(n))
    ),
    "macros above their definitions": (
        lambda n: "".join(f"@string{{m{i} = m{i + 1}}}\n" for i in range(n))
        + "@misc{k, title = m0}\n"
    ),
    "macros not closed": lambda n: "".join(f"@string{{m{i} = {{x\n" for i in range(n)),
    "preambles not closed": lambda n: '@preamble{"x\n' * n,
    "names": _field("author", "{Doe, J.", " and Doe, J."),
    "commas in a name": _field("author", "{Doe", ", J"),
    "groups in a name": _field("author", "{Doe", "{,} and"),
    "commands in one another": _field("title", "{", r"\emph{", ""),
    "links in one another": _field("title", "{", r"\href{x}{"),
    "dollar signs": _field("title", "{", "$ "),
    "accents": _field("title", "{", r"\'{"),
    "entities": _field("title", "{", "&#"),
    "tags": _field("title", "{", "<i>"),
    "quotes of TeX": _field("title", "{", "``a "),
    "dashes in pages": _field("pages", "{1", "--1"),
    "dashes in a date": _field("date", "{2020", "-01"),
    "keywords": _field("keywords", "{a", ", a"),
    "annotations": _field("author+an", "{1=a", "; 1=a"),
    "line breaks": lambda n: "@misc{k,\n title = {x}" + "\n" * n + "}",
    "white space at a value's end": _field("title", "{x}", " ", "y"),
}  # fmt: skip


def seconds(text: str) -> float:
    """Return the CPU time of reading *text*."""
    data = FileBytes(text.encode())
    gc.collect()
    start = time.process_time()
    read_publications(parse_bib_files([(data, "x.bib")]).entries)
    return time.process_time() - start


def measured(make: Callable[[int], str], rounds: int) -> tuple[int, list[float]]:
    """Return n, and the medians at n, 2n and 4n."""
    n = 250
    while seconds(make(n)) < SECONDS and len(make(4 * n)) < CHARACTERS:
        n *= 2
    texts = [make(n), make(2 * n), make(4 * n)]
    times = [[seconds(text) for text in texts] for _ in range(rounds)]
    return n, [statistics.median(column) for column in zip(*times, strict=True)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each input; return 1 if an exponent is too large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of the names of inputs (all)")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    wanted = asked.names or [""]
    names = [name for name in INPUTS if any(part in name for part in wanted)]
    print(f"{'':42}{'n':>8}{'n':>9}{'2n':>9}{'4n':>9}  exponents")
    too_large = 0
    for name in names:
        n, (one, two, four) = measured(INPUTS[name], asked.rounds)
        exponents = math.log2(two / one), math.log2(four / two)
        # The larger sizes say what it comes to, if the text is not too long to be read at all.
        wrong = exponents[four > two] > AIM and max(two, four) > SECONDS / 10
        too_large += wrong
        row = "".join(f"{value:8.3f}s" for value in (one, two, four))
        signs = f"{exponents[0]:6.2f}{exponents[1]:6.2f}{'  !' if wrong else ''}"
        print(f"{name:42}{n:8,}{row}{signs}", flush=True)
    print(f"\n{len(names)} inputs, {too_large} with an exponent above {AIM}")
    return 1 if too_large else 0


if __name__ == "__main__":
    raise SystemExit(main())
