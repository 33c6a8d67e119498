"""Throw broken .bib files at the reading rooms: nothing may raise, hang or swell.

``python tests/fuzz.py 1000000`` (or ``make fuzz``) reads so many inputs on all
cores; the test suite reads 20,000. Inputs are the awkward files of the tests and
generated entries, broken at a few places; the seed makes every run the same.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "ext"))

#: An input that takes longer is a hang; what a process may use of memory.
SECONDS = 2.0
MEGABYTES = 300

_PIECES = (
    "@ { } ( ) \" , = # % \\ $ ~ & < > ' ` ^ _ - -- \n \r \t @article{ @misc{k, @string{ @comment{"
    " @preamble{ title author year crossref xdata \\emph{ \\textsc{ \\href{ \\url{ \\' {\\\"o} \\v"
    " \\input{ \\begin{x} \\end{x} $x$ \\( \\) \\[ <i> </i> &amp; &#0; &lt;script&gt; javascript:"
    " data: http:// 10.1000/ and others 1=equal ; é 朱 ع \ufeff \u202e \x00 \x1b \ud7ff 𝕏"
).split(" ")
_PIECES += [" ", "  ", "\n\n", "{" * 50, "}" * 50, "9" * 40, "a" * 200]


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


def inputs(seed: int, count: int, texts: list[str]) -> Iterator[bytes]:
    """Yield *count* inputs."""
    chance = random.Random(seed)
    for _ in range(count):
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
    from sphinx_publications.bib.bib_files import parse_bib
    from sphinx_publications.bib.decoding import decode_file
    from sphinx_publications.check.rules import Context, check
    from sphinx_publications.listing.reference import reference
    from sphinx_publications.reading.publications import read_publications

    text, _ = decode_file(data, "utf-8-sig")
    bibliography = parse_bib(text, "fuzz.bib")
    publications, _ = read_publications(bibliography.entries)
    for publication in publications:
        reference(publication)
        _ = publication.short
    check(publications, Context())


def fuzz(seed: int, count: int) -> Outcome:
    """Read *count* inputs and say what they came to."""
    outcome = Outcome()
    for data in inputs(seed, count, corpus()):
        start = time.perf_counter()
        try:
            read(data)
        except Exception as error:  # any exception is a failure
            outcome.failures.append(f"{type(error).__name__}: {error}: {data!r}")
        seconds = time.perf_counter() - start
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
