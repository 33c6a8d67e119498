"""Any .bib builds: what is broken costs itself, and what is saved can be cited."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_publications.bib.bib_files import parse_bib
from sphinx_publications.reading.publications import read_publications
from support import ROOT

if TYPE_CHECKING:
    from support import Built, Project

    Build = Callable[..., Built]

PAGE = "# Papers\n\n```{publications}\n:group-by: none\n:sort: file\n```\n"


def entry(number: int) -> str:
    """Return one entry of a thousand, with what entries have."""
    return (
        f"@article{{key{number},\n"
        f"  author  = {{Zhu, Banghua and M{{\\\"u}}ller, J{{\\'e}}r{number}}},\n"
        f"  title   = {{Paper {number} on {{RLHF}} and $x_{{{number}}}$}},\n"
        f"  journal = {{Journal of {number}}},\n"
        f"  year    = {1900 + number % 120},\n"
        f'  note    = "Read, at {number}",\n'
        "}\n\n"
    )


@cache
def thousand() -> tuple[str, ...]:
    return tuple(map(entry, range(1000)))


@cache
def whole() -> dict[str, object]:
    """Return what each entry of the thousand says where none is broken."""
    return said("".join(thousand()))


def said(source: str) -> dict[str, object]:
    publications, _ = read_publications(parse_bib(source, "pubs.bib").entries)
    return {
        publication.key: (publication.title, publication.authors, publication.date,
                          publication.venue, dict(publication.texts), dict(publication.fields))
        for publication in publications
    }  # fmt: skip


@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    number=st.integers(0, 999),
    place=st.integers(0, 10_000),
    length=st.sampled_from([0, 1, 1, 2, 5, 30]),
    piece=st.sampled_from(
        ["", "{", "}", '"', "{{{", "}}}", ",", "=", "#", "%", "\\", "$", "\n", "\x00", "(", ")",
         "key = ", "@", "@x", "&", "<i>", "\n\n\n", "{\\", "\\}"]
    ),
)  # fmt: skip
def test_one_broken_entry_among_a_thousand_leaves_the_others_as_they_are(
    number: int, place: int, length: int, piece: str
) -> None:
    broken = thousand()[number]
    # Within the entry: the empty line that separates it from the next stays.
    inside = broken.rstrip()
    start = place % len(inside)
    broken = inside[:start] + piece + inside[start + length :] + "\n\n"
    entries = [*thousand()[:number], broken, *thousand()[number + 1 :]]
    result = said("".join(entries))
    others = {key: value for key, value in whole().items() if key != f"key{number}"}
    assert {key: result.get(key) for key in others} == others


@pytest.mark.parametrize(("option", "status"), [("-W", 1), ("-n", 0)])
def test_warnings_are_fatal_for_those_who_want_it(
    project: Project, option: str, status: int
) -> None:
    bib = entry(1) + "@article{broken,\n  title = {Open {brace},\n  year = 2020,\n}\n" + entry(2)
    conf = "import sys\nsys.path.insert(0, {!r})\nextensions = ['sphinx_publications']\n"
    conf += "bibtex_bibfiles = ['pubs.bib']\n"
    project.write(
        {
            "conf.py": conf.format(str(ROOT / "ext")),
            "index.rst": "Papers\n======\n\n.. publications::\n",
            "pubs.bib": bib,
        }
    )
    command = [sys.executable, "-m", "sphinx", "-q", option, "--keep-going"]
    command += [str(project.source), str(project.folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "pubs.bib:4" not in done.stdout
    assert "broken: field “title” has no closing brace" in done.stderr
    assert "Traceback" not in done.stderr
    page = (project.folder / "out" / "index.html").read_text(encoding="utf-8")
    assert page.count('class="pub-item') == 3


@pytest.mark.parametrize(
    ("files", "key", "title"),
    [
        (
            {"pubs.bib": b"@misc{broken, title = {Saved}\n  note = {x"},
            "broken",
            "Saved",
        ),
        (
            {"pubs.bib": b"@misc{k, title = {First}}\n@misc{k, title = {Second}}"},
            "k-2",
            "Second",
        ),
        (
            {"pubs.bib": "@misc{latin, title = {Größe}, author={Müller}}".encode("latin-1")},
            "latin",
            "Größe",
        ),
        ({"pubs.bib": b"@misc{title = {No Key}, year = 2020}"}, "2020", "No Key"),
    ],
    ids=["salvaged", "renamed", "latin-1", "without a key"],
)
def test_citations_land_on_what_was_saved(
    project: Project, files: dict[str, bytes], key: str, title: str
) -> None:
    project.write({"index.md": PAGE + f"\nSee {{cite}}`{key}` and {{pub}}`{key}`.\n"})
    for name, data in files.items():
        (project.source / name).write_bytes(data)
    built = project.build()
    assert not any("in no .bib file" in line for line in built.warnings)
    (item,) = [
        item
        for item in built.html().cssselect("li.pub-item")
        if item.cssselect(".pub-title")[0].text_content() == f"{title}."
    ]
    links = [a.get("href") for a in built.html().cssselect("section > p a.internal")]
    assert links == [f"#{item.get('id')}"] * 2


def test_footnotes_and_bibliographies_of_broken_entries(build: Build) -> None:
    bib = (
        "@article{nojournal, title = {No {\\unknown Journal}, author = {Doe, Jane}\n}\n"
        "@weird{odd, title = {Odd}, author = {A, B, C, D}}\n"
    )
    page = "# P\n\n{footcite}`nojournal` {footcite}`odd`\n\n```{footbibliography}\n```\n\n"
    page += "```{bibliography}\n:all:\n```\n"
    built = build({"index.md": page, "pubs.bib": bib})
    assert not any("[bibtex." in line for line in built.warnings)
    text = built.html().text_content()
    assert "missing" not in text
    assert "Odd" in text


def test_progress_is_shown_for_thousands_of_entries(project: Project) -> None:
    page = "# P\n\n{pub:count}`all`\n"
    project.write({"index.md": page, "pubs.bib": "".join(map(entry, range(2000)))})
    built = project.build(config={"suppress_warnings": ["publications"]})
    assert "reading publications..." in built.status
    assert "publications: 2000 in 1 file" in built.status


def test_reports_are_counted_in_one_line(build: Build) -> None:
    bib = "@misc{a, title = {A}, month = x, note = {\\foo}, author = y}\n"
    built = build({"index.md": PAGE, "pubs.bib": bib})
    assert "publications: 1 in 1 file; 3 reports: 1 latex, 2 macro" in built.status


def _with(field: str, value: str) -> str:
    return f"@misc{{a, title = {{A}}, {field} = {{{value}}}}}"


HUGE = {
    "a field of ten megabytes": _with("note", "word " * 2_000_000),
    "a hundred thousand open braces": _with("note", "{" * 100_000),
    "as many pairs": _with("note", "{" * 100_000 + "}" * 100_000),
    "ten thousand authors": _with("author", " and ".join(f"Doe{n}, J" for n in range(10_000))),
    "a long line of parents": "@misc{a, title = {A}, crossref = {p0}}\n"
    + "".join(f"@misc{{p{n}, title = {{P}}, crossref = {{p{n + 1}}}}}\n" for n in range(2_000)),
    "macros of macros": '@string{s0 = "xxxxxxxxxx"}\n'
    + "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(60))
    + "@misc{a, title = {A}, note = s60}",
    "too many braces": "@misc{a, title = {A}}\n" + "{}" * 2_100_000,
}


@pytest.mark.parametrize("source", HUGE.values(), ids=list(HUGE))
def test_huge_input_is_bounded(source: str) -> None:
    bibliography = parse_bib(source, "pubs.bib")
    publications, reports = read_publications(bibliography.entries)
    assert all(len(report.message) < 1000 for report in (*bibliography.reports, *reports))
    if "{}{}" not in source:
        assert publications[0].title_text == "A"


def test_formulas_that_are_none_are_shown_as_their_source(build: Build) -> None:
    bib = (
        "@misc{co2, title = {Reduction of CO$_2$ with $^{13}$C}}\n\n"
        "@misc{rows, title = {Of $x & y$}}\n\n"
        "@misc{bold, title = {Of $\\bm{x}$}, abstract = {And $\\foo{x}$}}\n"
    )
    page = f"{PAGE[:-4]}:details: abstract\n```\n\nAlso $\\foo{{x}}$.\n"
    config = {"html_math_renderer": "mathml", "myst_enable_extensions": ["dollarmath"]}
    built = build({"index.md": page, "pubs.bib": bib}, **config)
    titles = [node.text_content() for node in built.html().cssselect(".pub-title")]
    assert titles == ["Reduction of CO2 with 13C.", "Of x & y.", "Of 𝒙."]
    assert built.warnings == [
        "pubs.bib:3: WARNING: rows: field “title” has the formula “x & y”, which"
        " TeX would refuse (“&” without a backslash); its source is shown [publications.latex]",
        "pubs.bib:5: WARNING: bold: field “abstract” uses “\\foo” in mathematics;"
        " its source is shown [publications.latex]",
        'index.md:9: WARNING: the formula “\\foo{x}” cannot be drawn (Unknown command "\\foo");'
        " its source is shown [publications.math]",
    ]


@pytest.mark.parametrize("digits", ["9" * 5000, "٣" * 5000, "²"], ids=["nines", "Arabic", "raised"])
def test_numbers_that_are_none_end_no_build(build: Build, digits: str) -> None:
    names = "title year volume number pages edition month chapter eprint isbn author+an doi".split()
    bib = "".join(
        f"@book{{k{place}, author = {{Doe, Jane}}, publisher = {{P}},"
        f" {'' if name == 'title' else f'title = {{T{place}}},'}"
        f" {'' if name == 'year' else 'year = 2020,'}"
        f"\n {name} = {{{digits}{'=equal' if '+' in name else ''}}}}}\n"
        for place, name in enumerate(names)
    )
    page = "# P\n\n```{publications}\n:group-by: year, volume\n:sort: volume, -year\n:chart:\n```\n"
    page += f"\n```{{publications}}\n:limit: {digits}\n:filter: year >= {digits}\n```\n"
    page += "\n{cite:t}`k1` {footcite}`k2`\n\n```{footbibliography}\n```\n"
    page += "\n```{bibliography}\n:all:\n```\n"
    built = build({"index.md": page, "pubs.bib": bib})
    assert len({item.get("id") for item in built.html().cssselect("li.pub-item[id]")}) == len(names)
    assert len(built.html().cssselect("div.citation")) == len(names)
    shown = digits[:200] + "…" * (len(digits) > 200)
    assert [line for line in built.warnings if "[publications.option]" in line] == [
        f"index.md:9: WARNING: :limit: is “{shown}”, but is a number from 1;"
        " it is ignored [publications.option]"
    ]
