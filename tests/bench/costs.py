"""How the cost of checks and reports grows: ``PYTHONPATH=tests python -m bench.costs``.

It prints CPU seconds for a number of entries and for four times as many, measured in one run, and
the exponent between them: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from docutils.nodes import make_id

from sphinx_publications.check.rules import Context, check
from sphinx_publications.formats.exchange.csl_json import as_csl
from sphinx_publications.formats.exchange.ris import as_ris
from sphinx_publications.formats.exchange.variables.works import work_of
from sphinx_publications.listing.filters import compile_filter
from sphinx_publications.model.library import assemble
from sphinx_publications.model.reports import grouped
from unit.helpers import read

_PAPER = "@article{{e{0}, title={{{1}}}, author={{{2}}}, journal={{J}}, year=2020, pages={{{0}}}}}"


def _checked(title: str, author: str) -> Callable[[int], Callable[[], object]]:
    def prepare(count: int) -> Callable[[], object]:
        numbers = range(count)
        papers = (_PAPER.format(n, title.format(n * 7919), author.format(n)) for n in numbers)
        publications, _ = read("\n".join(papers))
        return lambda: list(grouped(check(publications, Context())))

    return prepare


def _unknown_keys(count: int) -> Callable[[], object]:
    publications, _ = read(
        "\n".join(f"@misc{{wang{n}principled, title={{T}}}}" for n in range(count))
    )
    library = assemble({}, publications, make_id)
    return lambda: [library.missing(f"wang{n}principle") for n in range(count // 4)]


def _macros(count: int) -> Callable[[], object]:
    source = "\n".join(f"@article{{e{n}, title={{T}}, journal=j{n}}}" for n in range(count))
    return lambda: read(source)


def _searched(count: int) -> Callable[[], object]:
    (publication,), _ = read(f"@misc{{a, title={{{'a' * 10 * count}!}}}}")
    matches = compile_filter('title % "(a+)+$"')
    return lambda: [matches(publication) for _ in range(100)]


def _exported(piece: str, field: str) -> Callable[[int], Callable[[], object]]:
    def prepare(count: int) -> Callable[[], object]:
        title = "" if field == "title" else "title = {T}, "
        publications, _ = read(f"@article{{k, {title}{field} = {{x {piece * 5 * count}}}}}")
        works = [work_of(publication) for publication in publications]
        return lambda: [(as_csl(work), as_ris(work)) for work in works]

    return prepare


COSTS: dict[str, Callable[[int], Callable[[], object]]] = {
    "the same title and author": _checked("Editorial", "Doe, Jane"),
    "almost the same titles": _checked("A representation theory of kind {0}", "Doe, Jane"),
    "persons of one family": _checked("T {0}", "Wang, W{0}n"),
    "unknown keys, a quarter": _unknown_keys,
    "undefined macros": _macros,
    "(a+)+$ in a filter": _searched,
    "a long title, exported": _exported("Word ", "title"),
    "braces in a title, exported": _exported("{A} b ", "title"),
    "formulas in a note, exported": _exported("$x$ ", "note"),
    "tags in a note, exported": _exported("<i ", "note"),
    "pages, exported": _exported("1-", "pages"),
}


def main(count: int = 1_000) -> None:
    """Print a line for each cost."""
    for name, prepare in COSTS.items():
        seconds = []
        for size in (count, 4 * count):
            run = prepare(size)
            begun = time.process_time()
            run()
            seconds.append(time.process_time() - begun)
        exponent = math.log(seconds[1] / seconds[0]) / math.log(4)
        print(f"{name:28} {seconds[0]:.3f} s {seconds[1]:.3f} s, exponent {exponent:.2f}")


if __name__ == "__main__":
    main()
