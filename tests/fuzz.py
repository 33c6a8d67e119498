"""Throw broken .bib files at the reading rooms: nothing may raise, hang or swell.

``python tests/fuzz.py 1000000`` (or ``make fuzz``) reads so many inputs on all
cores; the test suite reads 20,000. Half of the inputs are the awkward files of the tests,
broken at a few places; half are made of pieces of BibTeX, in the order of its grammar or in
none, cut off, repeated, and deep in one another. The seed makes every run the same.
"""

from __future__ import annotations

import random
import resource
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "ext"))

#: An input that takes more CPU time is a hang; what a process may use of memory.
SECONDS = 2.0
MEGABYTES = 300

_PIECES = (
    "@ { } ( ) \" , = # % \\ $ ~ & < > ' ` ^ _ - -- \n \r \t @article{ @misc{k, @string{ @comment{"
    " @preamble{ title author year crossref xdata \\emph{ \\textsc{ \\href{ \\url{ \\' {\\\"o} \\v"
    " \\input{ \\begin{x} \\end{x} $x$ \\( \\) \\[ <i> </i> &amp; &#0; &lt;script&gt; javascript:"
    " data: http:// 10.1000/ and others 1=equal ; é 朱 ع \ufeff \u202e \x00 \x1b \ud7ff 𝕏"
).split(" ")
_PIECES += [" ", "  ", "\n\n", "{" * 50, "}" * 50, "9" * 40, "a" * 200]


#: Pieces of BibTeX by their places in an entry. Some are faulty.
_HEADERS = (
    "@article{key, @misc{k @misc(k, @ book {b, @thesis{, @in-proceedings{x, @commented{c, @Misc{K,"
    " @string{m= @STRING( @comment{ @preamble{ @misc @misckey, %@misc{z, @{ @online{é朱, @string{m,"
).split(" ")
_NAMES = (
    "title author year journal month note crossref url doi abstract editor+an bdsk-url-1 Title"
    " date keywords xdata pages na{me 1st title= é a%b"
).split(" ")
_VALUES = (
    '{x}¦{{x}}¦{}¦"x"¦""¦2020¦jan¦m¦M¦nosuch¦{a, b = {c}}¦"a {"} b"¦{\\{x}¦{x\\}}¦{\\{x\\}}¦"\\{"'
    '¦{Zhu, Banghua and Jiao, J.}¦{a\n  b = {c},\n  d}¦"a\n@ home (b) c"¦{a\n@misc{b, c={d}}\nd}'
    '¦{x¦"x¦x}¦x"¦{50% x}¦{https://e.org/?a=b#c}¦{1/x(1")y}¦two words¦1--2¦{$x_{i}$}¦{G{\\"o}del}'
    "¦{k}¦{\\emph{x \\textbf{y}}}¦{x}}¦{x}} y}"
).split("¦")
_JOINTS = (" # ", "#", " ", " # # ", "\n#\n")
_ENDS = (",\n  ", ", ", ",", "\n  ", " ", "; ", ",,", "", " % c\n", "},\n", "}}", ")\n", "\n\n")
_CLOSES = ("}\n", "\n}\n\n", ")\n", "}", "", "}}\n", "} % c\n", "} text\n", ",}\n", "}@misc{l,")


@dataclass
class Outcome:
    """What some thousand inputs came to."""

    inputs: int = 0
    slowest: float = 0.0
    megabytes: int = 0
    failures: list[str] = field(default_factory=list)


def corpus() -> list[str]:
    """Return the files to break."""
    data = ROOT / "tests" / "data"
    texts = [path.read_text(encoding="utf-8") for path in sorted(data.glob("*.bib"))]
    texts.append((ROOT / "pubs.bib").read_text(encoding="utf-8"))
    entries = [f"@{entry}" for text in texts for entry in text.split("\n@") if "{" in entry]
    for path in sorted((data / "causes").glob("*.txt")):
        cases = path.read_text(encoding="utf-8").split("\n== ")[1:]
        entries += [case.partition("\n")[2].partition("\n-- shown")[0] for case in cases]
    return entries


def made(chance: random.Random) -> str:
    """Return a text made of pieces of BibTeX."""
    pieces: list[str] = []
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        pieces.append(chance.choice(_HEADERS))
        for _ in range(chance.choice((0, 1, 2, 3, 5, 8))):
            pieces += [chance.choice(_NAMES), chance.choice((" = ", "=", "  =\n", "", "=="))]
            pieces.append(chance.choice(_VALUES))
            while chance.random() < 0.2:
                pieces += [chance.choice(_JOINTS), chance.choice(_VALUES)]
            pieces.append(chance.choice(_ENDS[:2] if chance.random() < 0.7 else _ENDS))
        pieces.append(chance.choice(_CLOSES[:2] if chance.random() < 0.6 else _CLOSES))
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        start = chance.randrange(len(pieces) + 1)
        end = min(len(pieces), start + chance.choice((0, 1, 2, 3, 10)))
        part = pieces[start:end]
        match chance.randrange(5):
            case 0:
                chance.shuffle(part)
            case 1:
                part = part[::-1]
            case 2:
                part = part * chance.choice((0, 2, 3, 30))
            case 3:
                depth = chance.choice((1, 2, 5, 50, 400))
                opened, closed = chance.choice(
                    ("{}", '""', "()", ("\\emph{", "}"), ("@misc{k,", "}"))
                )
                part = [opened * depth, *part, closed * chance.choice((depth, depth - 1, 0))]
            case _:
                part = [*part, chance.choice((*_PIECES, *_VALUES, *_CLOSES, *_HEADERS))]
        pieces[start:end] = part
    text = "".join(pieces)
    return text[: chance.randrange(len(text) + 1)] if chance.random() < 0.2 else text


def inputs(seed: int, count: int, texts: list[str]) -> Iterator[bytes]:
    """Yield *count* inputs."""
    chance = random.Random(seed)
    for number in range(count):
        if number % 2:
            yield made(chance).encode()
            continue
        text = "\n".join(chance.choices(texts, k=chance.choice((1, 1, 2, 3))))
        for _ in range(chance.choice((0, 1, 1, 2, 4, 8))):
            start = chance.randrange(len(text) + 1)
            end = min(len(text), start + chance.choice((0, 0, 1, 1, 2, 10, 200)))
            piece = "".join(chance.choices(_PIECES, k=chance.choice((0, 1, 1, 2))))
            text = text[:start] + piece + text[end:]
        data = text.encode("utf-8", "surrogatepass")
        if chance.random() < 0.1:
            data = text.encode(chance.choice(("utf-16", "cp1252", "cp1251", "gb18030")), "replace")
        if chance.random() < 0.1 and data:
            place = chance.randrange(len(data))
            data = data[:place] + chance.randbytes(chance.randrange(1, 9)) + data[place:]
        if chance.random() < 0.05:
            data = chance.randbytes(chance.randrange(200))
        yield data


def read(data: bytes) -> None:
    """Take *data* through all rooms left of the nodes."""
    from sphinx_publications.bib.bib_files import parse_bib_files
    from sphinx_publications.bib.file_bytes import FileBytes
    from sphinx_publications.check.rules import Context, check
    from sphinx_publications.formats.bibtex import as_bibtex
    from sphinx_publications.listing.references.composer import Composer
    from sphinx_publications.listing.settings import Settings
    from sphinx_publications.reading.publications import read_publications

    # As two files: macros are one namespace.
    cut = data.find(b"\n@", len(data) // 2) + 1
    files = [(FileBytes(part), "fuzz.bib") for part in (data[:cut], data[cut:])]
    bibliography = parse_bib_files(files)
    lines = 1 + data.count(b"\n") + data.count(b"\r")
    places = [entry.line for entry in bibliography.entries]
    places += [report.line or 1 for report in bibliography.reports]
    assert all(1 <= line <= lines for line in places), "a line that the file does not have"
    publications, _ = read_publications(bibliography.entries)
    composer = Composer(Settings())
    for publication in publications:
        composer.reference(publication)
        composer.short(publication)
        as_bibtex(publication)
    check(publications, Context())


def hangs(*_: object) -> None:
    raise TimeoutError


def fuzz(seed: int, count: int) -> Outcome:
    """Read *count* inputs and say what they came to."""
    outcome = Outcome()
    # What never ends is ended, but not what others' processes make slow.
    signal.signal(signal.SIGPROF, hangs)
    for data in inputs(seed, count, corpus()):
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, 2 * SECONDS)
        try:
            read(data)
        except Exception as error:  # any exception is a failure
            outcome.failures.append(f"{type(error).__name__}: {error}: {data!r}")
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        seconds = time.process_time() - start
        if seconds > SECONDS:
            outcome.failures.append(f"took {seconds:.1f} s: {data!r}")
        outcome.inputs += 1
        outcome.slowest = max(outcome.slowest, seconds)
    outcome.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return outcome


def main() -> int:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    batch = 5_000
    seeds = range(-(-total // batch))
    with ProcessPoolExecutor() as pool:
        outcomes = list(pool.map(fuzz, seeds, [batch] * len(seeds)))
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    megabytes = max(outcome.megabytes for outcome in outcomes)
    if megabytes > MEGABYTES:
        failures.append(f"used {megabytes} MB")
    for failure in failures[:20]:
        print(failure)
    print(
        f"{sum(outcome.inputs for outcome in outcomes):,} inputs, {len(failures)} failures;"
        f" slowest {max(outcome.slowest for outcome in outcomes) * 1000:.0f} ms;"
        f" at most {megabytes} MB"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
