"""Added to a project that has not asked for anything of ours, the extension changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

import guest

if TYPE_CHECKING:
    from support import Project

BIB = r"""@article{doe2020,
  author = {Doe, Jane and M{\"u}ller, J{\"o}rg and {\O}sterg{\aa}rd, S{\o}ren and Roe, Jim},
  title = {A Study of {DNA} in the {Baltic} Sea, Part II},
  journal = {The Journal}, volume = {3}, number = {2}, pages = {1--20}, year = {2020},
  doi = {10.1000/182}, url = {https://example.org/a_b?c=d&e=f},
}
@inproceedings{roe2020,
  author = {Roe, Jim and Doe, Jane and others},
  title = {On $\alpha$-Stable \emph{Laws} and $x^2 < y$},
  booktitle = {Proc. of the 3rd Conference}, year = {2020}, month = jul, editor = {Poe, Ann},
}
@book{zeta1999, editor = {Zeta, Zoe}, title = {The Book of {\"U}ber-Things}, publisher = {Press},
  year = {1999}, edition = {Second}}
"""
CITED = """Home
====

:cite:p:`roe2020,doe2020`, :cite:t:`zeta1999`, :cite:p:`{see}doe2020{p. 3}`, :any:`doe2020`.

.. math:: e^{i\\pi} = -1
   :label: euler

As :eq:`euler` says, :math:`x^2 < y`.

"""
MYST = """# Notes

{cite:p}`doe2020` {footcite}`roe2020` [](#target) $a_1$

(target)=
## Results

```{eval-rst}
.. footbibliography::
```

$$
\\int_0^1 x
$$ (integral)
"""
#: All that titles, names and fields have that a reader of BibTeX and a style may treat apart.
BOGUNAVIC = r"""@comment{by hand}
@string{jgg = "Journal of {G}rimm"}
@article{bogunavic2009,
  author = {{\v s}Bogunavi{\'c}, V{\"u}k and van der Berg, Jan and {The {ABC} Group} and others},
  title = {Über {Das} {M\"archen}: \emph{Italics}, \textbf{Bold}, $\frac{1}{2}$ \& {\LaTeX}},
  journal = jgg # { (new)}, year = 2009, month = 5, pages = {1-2}, note = {See \url{https://a.org/x}},
}
@article(lowercase, author = "Zeta, Q. and Alpha, R.", title = "THE {USA} And Us", journal = jgg,
  year = "2001")
@misc{UPPER, title = {No author at all}, howpublished = {Web}, year = {in press}}
@inproceedings{child, author = {Kid, A.}, title = {Child Of {X}}, crossref = {parent}}
@proceedings{parent, title = {Parent}, booktitle = {Of {P}apers}, year = 1998, editor = {Ed, I.}}
@article{incomplete, author = {Lack, O.}, title = {A {Title} Without}, year = 2002}
"""
ALL = "Home\n====\n\n:cite:p:`roe2020,doe2020` :cite:t:`bogunavic2009,lowercase,UPPER,zeta1999`\n"
ALL += ":footcite:p:`lowercase,bogunavic2009` :footcite:t:`UPPER`\n\n.. bibliography::\n   :all:\n"
ALL += "\n.. footbibliography::\n"
Example: TypeAlias = "tuple[list[str], dict[str, Any], dict[str, str]]"
STOCK = ["sphinxcontrib.bibtex"]
#: Project → its builders, its extensions and settings, its files.
PROJECTS: dict[str, Example] = {
    "no bibliography, but mathematics, a label like a key, the same heading twice": (
        ["html", "text", "latex", "gettext", "singlehtml", "epub", "texinfo"],
        {"extensions": ["sphinx.ext.autosectionlabel"], "numfig": True},
        {
            "index.rst": "Home\n====\n\n.. toctree::\n\n   other\n\n.. math:: a\n   :label: e\n\n"
            ".. _doe2020:\n\nResults\n-------\n\n:ref:`doe2020` :eq:`e` :math:`b < c` [CIT]_\n\n"
            ".. [CIT] A citation of docutils.\n",
            "other.rst": "Other\n=====\n\nResults\n-------\n\n:math:`d`, :any:`doe2020`\n",
        },
    ),
    "a bibliography in the order of the file": (
        ["html", "latex", "epub", "json"],
        {"extensions": STOCK, "bibtex_bibfiles": ["pubs.bib"], "bibtex_default_style": "unsrt"},
        {
            "index.rst": CITED + ".. bibliography::\n   :all:\n",
            "pubs.bib": BIB,
        },
    ),
    "a bibliography of its own, footnotes, pages in Markdown, headings as labels": (
        ["html", "latex", "gettext", "singlehtml"],
        {
            "extensions": [*STOCK, "myst_parser", "sphinx.ext.autosectionlabel"],
            "bibtex_bibfiles": ["pubs.bib"],
            "bibtex_default_style": "unsrt",
            "bibtex_reference_style": "author_year",
            "myst_enable_extensions": ["dollarmath"],
            "autosectionlabel_prefix_document": True,
        },
        {
            "index.rst": CITED + ".. toctree::\n\n   notes\n   works\n",
            "notes.md": MYST,
            "works.rst": "Works\n=====\n\n.. bibliography::\n",
            "pubs.bib": BIB,
        },
    ),
    **{
        f"titles, names and labels in the style {style}, cited as {referencing}": (
            ["html", "latex", "text"],
            {
                "extensions": STOCK,
                "bibtex_bibfiles": ["pubs.bib", "more.bib"],
                "bibtex_default_style": style,
                "bibtex_reference_style": referencing,
            },
            {"index.rst": ALL, "pubs.bib": BIB, "more.bib": BOGUNAVIC},
        )
        for style, referencing in (
            ("alpha", "label"),
            ("plain", "author_year"),
            ("unsrt", "super"),
            ("unsrtalpha", "label"),
        )
    },
    "a key in two files, a file that is missing, keys that are nowhere, fields that are missing": (
        ["html", "text"],
        {"extensions": STOCK, "bibtex_bibfiles": ["pubs.bib", "gone.bib", "more.bib", "last.bib"]},
        {
            "index.rst": ALL + ":cite:`nobody,doe2020`, :footcite:`nobody`, :cite:`DOE2020`\n\n"
            ".. bibliography:: last.bib\n   :all:\n   :keyprefix: l-\n\n   nobody\n   late\n",
            "pubs.bib": BIB,
            "more.bib": BOGUNAVIC + BIB + "@misc{lost, title = {Behind the Key}}",
            "last.bib": "@misc{late, title = {After {All}}, author = {Late, A.}, year = 1}\n"
            "@misc{later, title = {A Field again}, year = 1, year = 2}\n@misc{last, title = {X}}",
        },
    ),
    "the same, and some warnings suppressed": (
        ["html"],
        {
            "extensions": STOCK,
            "bibtex_bibfiles": ["more.bib"],
            "suppress_warnings": ["bibtex.missing_field", "bibtex.key_not_found"],
        },
        {"index.rst": ALL, "more.bib": BOGUNAVIC},
    ),
    "two bibliographies of all, on two pages": (
        ["html"],
        {"extensions": STOCK, "bibtex_bibfiles": ["pubs.bib"], "bibtex_tooltips_style": "plain"},
        {
            "index.rst": CITED + ".. toctree::\n\n   a\n   b\n",
            "a.rst": "A\n=\n\n:cite:`zeta1999,doe2020,roe2020`\n\n.. bibliography::\n   :all:\n",
            "b.rst": "B\n=\n\n:cite:`zeta1999,doe2020`\n\n"
            ".. bibliography::\n   :filter: key % 'z'\n",
            "pubs.bib": BIB,
        },
    ),
    "bibliographies with prefixes, filters and numbers": (
        ["html", "text"],
        {
            "extensions": STOCK,
            "bibtex_bibfiles": ["pubs.bib"],
            "bibtex_cite_id": "cite-{bibliography_count}-{key}",
        },
        {
            "index.rst": "Home\n====\n\n:cite:`a-doe2020` :cite:`b-roe2020`\n\n.. bibliography::\n"
            "   :keyprefix: a-\n   :labelprefix: A\n   :style: plain\n\n.. bibliography::\n"
            "   :keyprefix: b-\n   :labelprefix: B\n   :filter: cited\n\n.. bibliography::\n"
            "   :list: enumerated\n   :filter: author % 'Roe' and year > '1999'\n",
            "pubs.bib": BIB,
        },
    ),
}


@pytest.fixture(autouse=True)
def _one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def built(project: Project, builder: str, extensions: list[str]) -> dict[str, bytes]:
    """Return the output files, and the warnings."""
    out = f"{builder}-{len(extensions)}"
    result = project.build(builder, config={"extensions": extensions}, out=out)
    return guest.output(result.outdir, "\n".join(result.warnings))


def assert_unchanged(project: Project, example: Example) -> None:
    builders, settings, files = example
    project.config = {"project": "Test", "copyright": "x", "html_theme": "basic", **settings}
    project.write(files)
    for builder in builders:
        stock = built(project, builder, settings["extensions"])
        assert len(stock) > 1
        ours = built(project, builder, [*settings["extensions"], "sphinx_publications"])
        assert guest.differences(stock, ours) == {}


#: Projects in which all that is cited is in a bibliography.
CITING = [
    name
    for name, (_, settings, _) in PROJECTS.items()
    if "bibtex_bibfiles" in settings and not name.startswith("a key in two")
]


@pytest.mark.parametrize("name", CITING)
def test_a_list_on_a_new_page_changes_no_other(project: Project, name: str) -> None:
    _, settings, files = PROJECTS[name]
    project.config = {"project": "Test", "copyright": "x", "html_theme": "basic", **settings}
    project.config["extensions"] = [*settings["extensions"], "sphinx_publications"]
    pages = [name.rpartition(".")[0] for name in files if not name.endswith(".bib")]
    shown: list[dict[str, bytes]] = []
    for text in ("Nothing.", ".. publications::"):
        project.write({**files, "works/list.rst": f":orphan:\n\nWorks\n=====\n\n{text}\n"})
        built = project.build(out=f"out-{len(shown)}")
        said = [line for line in built.warnings if "[publications." not in line]
        texts = {page: built.text(f"{page}.html").encode() for page in pages}
        shown.append({**texts, "warnings": "\n".join(said).encode()})
    assert "pub-list" in built.text("works/list.html")
    assert guest.differences(*shown) == {}


@pytest.mark.parametrize("example", PROJECTS.values(), ids=list(PROJECTS))
def test_a_project_stays_as_it_was(project: Project, example: Example) -> None:
    assert_unchanged(project, example)


def test_the_program_says_what_differs_and_what_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        # A project that is another one with us, and one that lacks a setting.
        "other/conf.py": "def setup(app):\n    if 'sphinx_publications' in app.extensions:\n"
        "        app.config.rst_epilog = 'More.'\n",
        "other/index.rst": "Home.\n",
        "broken/conf.py": "extensions = ['sphinxcontrib.bibtex']",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    other, broken = str(tmp_path / "other"), str(tmp_path / "broken")
    assert guest.main(["-b", "text", other, broken]) == 1
    unset = "sphinx.errors.ExtensionError: You must configure the bibtex_bibfiles setting"
    assert capsys.readouterr().out.splitlines() == [
        f"{other}: 1 differ",
        "  index.txt",
        "    @@ -1,0 +2,2 @@",
        "    +",
        "    +More.",
        "",
        "1 projects built, of which 1 differ",
        "1 cannot be built, whatever we do:",
        f"  {broken}: {unset}",
    ]
    assert guest.main([broken]) == 2
