"""What the directive's options do, and what it says of wrong ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from sphinx_publications.listing.options import LIST_OPTIONS
from sphinx_publications.text.control_characters import CONTROL
from support import ROOT

if TYPE_CHECKING:
    from support import Built, Project

    Build = Callable[..., Built]

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")


def _page(options: str, body: str = "") -> str:
    return f"# Papers\n\n```{{publications}}\n{options}\n\n{body}\n```\n"


def _outline(built: Built) -> list[str]:
    """Return headings and numbered titles of the page, in order."""
    lines = []
    for node in built.html().cssselect("[role=main] :is(h2, h3, p.rubric, li.pub-item)"):
        if node.tag == "li":
            number = "".join(part.text_content() for part in node.cssselect(".pub-number"))
            lines.append(f"{number}{node.cssselect('.pub-title')[0].text_content()}")
        else:
            lines.append(f"{node.tag} {node.text_content().rstrip('¶')}")
    return lines


ROBUST, FAST = "Robust LLMs & K-wise Comparisons.", "Fast Lists."
DRAFT, ICML = "A Draft: What Comes Next?", "International Conference on Machine Learning."


@pytest.mark.parametrize(
    ("options", "body", "outline"),
    [
        (
            "",
            "",
            ["h2 Journal articles", f"[J1] {ROBUST}", "h2 Conference papers", f"[C1] {FAST}",
             "h2 Books", f"[B1] {ICML}", "h2 Preprints and manuscripts", f"[P1] {DRAFT}"],
        ),
        (
            ":group-by: year",
            "",
            ["h2 2024", f"[1] {DRAFT}", "h2 2023", f"[2] {FAST}", f"[3] {ICML}", "h2 2022",
             f"[4] {ROBUST}"],
        ),
        (
            ":group-by: year\n:sort: year\n:numbering: continuous",
            "",
            ["h2 2022", f"[1] {ROBUST}", "h2 2023", f"[2] {FAST}", f"[3] {ICML}", "h2 2024",
             f"[4] {DRAFT}"],
        ),
        (
            ":group-by: none\n:numbering: reversed\n:filter: year >= \"2023\"",
            "",
            [f"[3] {DRAFT}", f"[2] {FAST}", f"[1] {ICML}"],
        ),
        (
            ":group-by: status, year\n:numbering: none\n:filter: author % 'zhu'",
            "",
            ["h2 Published", "h3 2023", FAST, "h3 2022", ROBUST, "h2 In submission", "h3 2024",
             DRAFT],
        ),
        (
            ":group-by: venue\n:sort: file",
            "",
            ["h2 ICML", f"[1] {FAST}", f"[2] {ICML}",
             "h2 IEEE Transactions on Information Theory", f"[3] {ROBUST}", "h2 Other",
             f"[4] {DRAFT}"],
        ),
        (":group-by: none\n:limit: 2\n:numbering: group", "", [f"[1] {DRAFT}", f"[2] {FAST}"]),
        ("", "doe2023fast\nzhu2022robust", [FAST, ROBUST]),
        ("", "doe2023fast, zhu2022robust", [FAST, ROBUST]),
        (":sort: title\n:numbering: continuous", "zhu2022robust doe2023fast",
         [f"[1] {FAST}", f"[2] {ROBUST}"]),
        (":filter: key in {'nothing'}", "", []),
    ],
    ids=["default", "year", "oldest", "reversed", "nested", "venue", "limit", "picked", "commas",
         "picked-sorted", "empty"],
)  # fmt: skip
def test_options(build: Build, options: str, body: str, outline: list[str]) -> None:
    built = build({"index.md": _page(options, body), "pubs.bib": BIB})
    assert built.warnings == []
    assert _outline(built) == outline


def test_numbers_go_on_over_the_lists_of_a_page(build: Build) -> None:
    page = (
        "# Papers\n\n{cite}`zhu2022robust,doe2023fast`\n\n## Talks\n\n```{publications}\n"
        ':filter: year >= "2023"\n:group-by: none\n```\n\n## Others\n\n```{publications}\n'
        ':filter: year < "2024"\n:group-by: year\n```\n'
    )
    built = build({"index.md": page, "pubs.bib": BIB})
    assert built.warnings == []
    # A paper of both lists has one number.
    assert [line for line in _outline(built) if line.startswith("[")] == [
        f"[1] {DRAFT}", f"[2] {FAST}", f"[3] {ICML}", f"[2] {FAST}", f"[3] {ICML}", f"[4] {ROBUST}",
    ]  # fmt: skip
    cited = built.html().cssselect("section > p")[0].text_content()
    assert cited == "[4, 2]"


def test_groups_prefixes_and_defaults_of_the_site(build: Build) -> None:
    built = build(
        {"index.md": _page(""), "pubs.bib": BIB},
        publications_groups={
            "zhu": {"title": "By Zhu", "prefix": "Z", "filter": 'author % "^Zhu, Banghua"'},
        },
        publications_numbering="prefixed reversed",
        publications_sort="file",
    )
    assert built.warnings == []
    assert _outline(built) == [
        "h2 By Zhu",
        f"[Z2] {ROBUST}",
        f"[Z1] {DRAFT}",
        "h2 Other publications",
        f"[2] {FAST}",
        f"[1] {ICML}",
    ]


@pytest.mark.parametrize(
    ("options", "body", "warning"),
    [
        (
            ":filter: year >>> 3",
            "",
            ":filter: is no valid expression at column 8; all entries are shown"
            " [publications.filter]",
        ),
        (
            ":filter: cited",
            "",
            ":filter: uses “cited”, which a publication list cannot know (use"
            " sphinxcontrib-bibtex’s “bibliography” directive for cited works); all entries are"
            " shown [publications.filter]",
        ),
        (
            ":filter: __import__('os')",
            "",
            ":filter: uses “__import__('os')”, which the filter language does not have; all"
            " entries are shown [publications.filter]",
        ),
        (
            ":numbering: roman",
            "",
            ":numbering: is “roman”, but is one of group, prefixed, continuous, none, or"
            " “reversed” with one of them; it is ignored [publications.option]",
        ),
        (
            ":limit: many",
            "",
            ":limit: is “many”, but is a number from 1; it is ignored [publications.option]",
        ),
        (
            ":sort: -yeer",
            "",
            ":sort: names “yeer”, which is no field of any entry; did you mean “year”?"
            " [publications.option]",
        ),
        (
            ":group-by: flavour",
            "",
            ":group-by: names “flavour”, which is no field of any entry [publications.option]",
        ),
        (
            ":filter: keywrods % 'x'",
            "",
            ":filter: names “keywrods”, which is no field of any entry; did you mean “keywords”?"
            " [publications.option]",
        ),
        (
            ":limit: ²",
            "",
            ":limit: is “²”, but is a number from 1; it is ignored [publications.option]",
        ),
        (
            ":file: /",
            "",
            ":file: names “/”, which bibtex_bibfiles has not (known: pubs.bib)"
            " [publications.option]",
        ),
        (
            ":file: other.bib",
            "",
            ":file: names “other.bib”, which bibtex_bibfiles has not (known: pubs.bib)"
            " [publications.option]",
        ),
        (
            "",
            "zhu2022robust\ndoe2023fst",
            "doe2023fst: is in no .bib file; did you mean “doe2023fast”? [publications.key]",
        ),
    ],
)
def test_bad_option_is_reported_with_its_line(
    build: Build, options: str, body: str, warning: str
) -> None:
    built = build({"index.md": _page(options, body), "pubs.bib": BIB})
    assert built.warnings == [f"index.md:3: WARNING: {warning}"]


@pytest.mark.parametrize(
    ("config", "warning"),
    [
        (
            {"publications_owner": 3},
            'publications_owner is a BibTeX name or a list of them: "Zhu, Banghua"',
        ),
        (
            {"publications_groups": {"a": {"title": "A"}}},
            'publications_groups needs a "title" and a "filter" for the group “a”',
        ),
        (
            {"publications_groups": {"a": {"title": "A", "filter": "year >"}}},
            "publications_groups has a wrong filter in the group “a”: it is no valid expression"
            " at its end",
        ),
        (
            {"publications_numbering": "roman"},
            "publications_numbering is “roman”, but is one of group, prefixed, continuous, none,"
            " or “reversed” with one of them",
        ),
        (
            {"publications_file_types": ["*.py"]},
            'publications_file_types lists the ends of file names: ["py", "R"]',
        ),
        (
            {"publications_links": ["talk"]},
            'publications_links maps BibTeX fields to the labels of their links: {"talk": "Talk"},'
            ' or to labels and addresses of identifiers: {"ads": ("ADS",'
            ' "https://ui.adsabs.harvard.edu/abs/{}")}',
        ),
    ],
)
def test_bad_setting_is_reported_and_the_default_used(
    build: Build, config: dict[str, object], warning: str
) -> None:
    built = build({"index.md": _page(""), "pubs.bib": BIB}, **config)
    expected = f"WARNING: conf.py: {warning}; its default is used [publications.config]"
    assert expected in built.warnings
    # Sphinx has its own word on a wrong type.
    assert [line for line in built.warnings if "has type" not in line] == [expected]
    assert _outline(built)[:2] == ["h2 Journal articles", f"[J1] {ROBUST}"]


def test_control_characters_of_settings_reach_no_page(build: Build) -> None:
    groups = {"all": {"title": "\x1b[1mAll\u202e", "prefix": "\x07A", "filter": "True"}}
    files = {"index.md": _page(""), "pubs.bib": BIB}
    settings: dict[str, object] = {
        "publications_owner": "Do\x1be, Jane",
        "publications_links": {"x": "X\x9b"},
    }
    settings |= {"publications_groups": groups, "publications_numbering": "prefixed"}
    built = build(files, **settings)
    assert built.warnings == []
    assert _outline(built)[0] == "h2 [1mAll"
    assert _outline(built)[1].startswith("[A1] ")
    assert re.search(CONTROL, built.html().text_content()) is None


def test_missing_files_setting(build: Build) -> None:
    built = build({"index.md": _page("")}, bibtex_bibfiles=None)
    assert built.warnings == [
        "WARNING: conf.py: bibtex_bibfiles is not set; name your files:"
        ' bibtex_bibfiles = ["pubs.bib"] [publications.config]'
    ]
    assert build({"index.md": "# Home\n"}, bibtex_bibfiles=None).warnings == []


def test_a_name_that_no_file_can_have(build: Build) -> None:
    built = build({"index.md": _page(""), "pubs.bib": BIB}, bibtex_bibfiles=["a\0.bib", "pubs.bib"])
    assert built.warnings == [
        "WARNING: conf.py: bibtex_bibfiles names “a\\x00.bib”, which no file can be called; it is"
        " left out [publications.config]"
    ]
    assert len(built.html().cssselect(".pub-item")) > 2


def test_bad_entries_cost_themselves_only(build: Build) -> None:
    bad = (
        "@article{broken,\n  title = {Open {brace},\n  year = {2020},\n}\n\n"
        "@articel{typo,\n  title = {A Typo in the Type},\n  title = {Twice},\n"
        "  author = {Zhu, Banghua},\n  month = foo,\n  url = {javascript:alert(1)},\n}\n\n"
    )
    built = build({"index.md": _page(":group-by: none\n:sort: file"), "pubs.bib": bad + BIB})
    assert built.warnings == [
        "pubs.bib:2: WARNING: broken: field “title” has no closing brace; it is taken up to the"
        " next field [publications.syntax]",
        "pubs.bib:8: WARNING: typo: field “title” is given twice; the first is used (A Typo in"
        " the Type) [publications.duplicate_field]",
        "pubs.bib:10: WARNING: typo: field “month”: “foo” is no number and no @string; it is"
        " taken as it stands (put braces around it) [publications.macro]",
        "pubs.bib:6: WARNING: typo: “@articel” is no known entry type; it is laid out as @misc"
        " [publications.entry_type]",
        "pubs.bib:11: WARNING: typo: field “url” has the scheme “javascript:”; only web"
        " addresses become links; no link is made [publications.link]",
    ]
    titles = [line.partition("] ")[2] for line in _outline(built)]
    assert titles == ["Open brace.", "A Typo in the Type.", ROBUST, FAST, DRAFT, ICML]


def test_unknown_option_costs_nothing_but_itself(build: Build) -> None:
    page = "Papers\n======\n\n.. publications::\n   :bogus: 3\n   :no-index: yes\n   :filter:\n"
    built = build({"index.rst": page, "pubs.bib": BIB})
    options = ", ".join(LIST_OPTIONS)
    assert built.warnings == [
        f"index.rst:4: WARNING: :bogus: is no option of this directive (known: {options})"
        " [publications.option]",
        "index.rst:4: WARNING: :filter: is no valid expression at all: it is empty; all entries are"
        " shown [publications.filter]",
    ]
    assert len(_outline(built)) == 8


def test_names_of_options_have_no_case(build: Build) -> None:
    page = _page(":group-by: Year\n:sort: Title\n:numbering: None")
    built = build({"index.md": page, "pubs.bib": BIB})
    assert built.warnings == []
    assert _outline(built)[0] == "h2 2024"


@pytest.mark.parametrize(
    ("expression", "titles"),
    [
        ('type == "phdthesis"', ["A."]),
        ('basetype == "thesis"', ["A."]),
        ('school == "UCB"', ["A."]),
        ('institution == "UCB"', ["A."]),
        ('journaltitle == "JJ"', ["B."]),
        ('date >= "2021-06"', ["B."]),
        ('year == "2021"', ["A.", "B."]),
    ],
)
def test_filters_know_the_authors_own_words(
    build: Build, expression: str, titles: list[str]
) -> None:
    bib = (
        "@phdthesis{a, title={A}, school={UCB}, date={2021-05}}\n"
        "@article{b, title={B}, journaltitle={JJ}, date={2021-07-01}}\n"
    )
    page = _page(f":filter: {expression}\n:group-by: none\n:numbering: none\n:sort: file")
    built = build({"index.md": page, "pubs.bib": bib})
    assert built.warnings == []
    assert _outline(built) == titles


def test_one_file_may_be_named_without_brackets(build: Build) -> None:
    built = build({"index.md": _page(""), "pubs.bib": BIB}, bibtex_bibfiles="pubs.bib")
    assert built.warnings == []
    assert len(_outline(built)) == 8


def test_reports_can_be_silenced(build: Build) -> None:
    bad = "@articel{typo,\n  title = {A Typo},\n  month = foo,\n}\n"
    built = build(
        {"index.md": _page(""), "pubs.bib": bad},
        suppress_warnings=["publications.entry_type", "publications.macro"],
    )
    assert built.warnings == []


def _pseudo_xml(built: Built) -> str:
    """Return the doctree without what tells the source's name, and its own heading's case."""
    return re.sub(r' (source|ids|names|myst_[a-z_]+)="[^"]*"', "", built.doctree())


def test_restructuredtext_and_markdown_give_the_same_tree(project: Project) -> None:
    options = ":group-by: kind, year\n:numbering: prefixed\n:sort: -year, title"
    rst = "Papers\n======\n\n.. publications::\n" + "".join(
        f"   {line}\n" for line in options.splitlines()
    )
    project.write({"pubs.bib": BIB, "index.rst": rst})
    one = _pseudo_xml(project.build("pseudoxml", out="rst"))
    (project.source / "index.rst").unlink()
    project.write({"index.md": _page(options)})
    other = _pseudo_xml(project.build("pseudoxml", out="md"))
    assert one.splitlines()[1:] == other.splitlines()[1:]
    assert one.count("<publication_item") == 4


def test_inside_an_admonition_headings_are_rubrics(build: Build) -> None:
    page = "# P\n\n::::{note}\n```{publications}\n:group-by: year\n```\n::::\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    assert built.warnings == []
    assert _outline(built)[0] == "p 2024"


def test_heading_and_entry_ids_never_clash(build: Build) -> None:
    bib = "@misc{papers,\n  title = {One},\n  year = 2020,\n}\n" * 1
    page = "# Papers\n\n```{publications}\n:group-by: year\n```\n\n# More\n\n"
    page += "```{publications}\n:group-by: year\n```\n"
    built = build({"index.md": page, "pubs.bib": bib})
    ids = [node.get("id") for node in built.html().cssselect("[id]")]
    assert len(ids) == len(set(ids))
    assert "papers-2" in ids
    assert {"publications-2020", "publications-2020-2"} <= set(ids)


def test_local_files_are_copied_and_linked(project: Project) -> None:
    bib = "@misc{a,\n  title = {A},\n  year = 2020,\n  pdf = {files/a.pdf},\n"
    bib += "  slides = {files/b.pdf},\n}\n"
    project.write({"index.md": _page(""), "pubs.bib": bib, "files/a.pdf": "%PDF"})
    built = project.build()
    assert built.warnings == [
        "pubs.bib:1: WARNING: a: field “slides”: the file “files/b.pdf” does not exist; no link"
        " is made [publications.link]"
    ]
    (link,) = built.html().cssselect(".pub-links a")
    assert (link.text, link.get("aria-label")) == ("PDF", None)
    (title,) = built.html().cssselect(f'[id="{link.get("aria-describedby")}"]')
    assert title.text_content() == "A"
    assert (built.outdir / link.get("href")).read_text(encoding="utf-8") == "%PDF"


NOT_PUBLISHED = {
    "conf.py": "names “{}”, the configuration of the site, which is never published",
    "CONF.PY": "names “{}”, the configuration of the site, which is never published",
    "sub/conf.py": "names “{}”, the configuration of the site, which is never published",
    "conf%2Epy": "names “{}”, the configuration of the site, which is never published",
    "/./conf.py": "names “{}”, the configuration of the site, which is never published",
    "conf.py/": "names “{}”, the configuration of the site, which is never published",
    "conf.py.": "is neither a web address nor a file: “{}”",
    "conf.py%00.pdf": "is neither a web address nor a file: “{}”",
    "conf.py%0a.pdf": "is neither a web address nor a file: “{}”",
    "sub://x.pdf": "has the scheme “sub:”; only web addresses become links",
    "sub/x://x.pdf": "is neither a web address nor a file: “{}”",
    "conf.py?x.pdf": "the file “{}” does not exist",
    "conf.py#x.pdf": "the file “{}” does not exist",
    "a.pdf/../conf.py": "leads out of the folder of the site: “{}”",
    "../x.py": "leads out of the folder of the site: “{}”",
    ".env": "names “{}”, which is hidden, and never published",
    ".htpasswd.pdf": "names “{}”, which is hidden, and never published",
    "files/.git/config.pdf": "names “{}”, which is hidden, and never published",
    "files/%2Egit/config.pdf": "names “{}”, which is hidden, and never published",
    "index.md": "names “{}”, which is of no kind that is published"
    ' (if it shall be: publications_file_types = ["md"] in conf.py)',
    "x.R": "names “{}”, which is of no kind that is published"
    ' (if it shall be: publications_file_types = ["r"] in conf.py)',
    "server.key": "names “{}”, which is of no kind that is published"
    ' (if it shall be: publications_file_types = ["key"] in conf.py)',
    "x.pdf~": "names “{}”, which is of no kind that is published",
    "Makefile": "is neither a web address nor a file: “{}”",
    "to-conf.pdf": "the file “{}” leads to “conf.py”, the configuration of the site, which is"
    " never published",
    "to-hidden.pdf": "the file “{}” leads to “.secret/x.pdf”, which is hidden, and never published",
    "folder/x.pdf": "the file “{}” leads to “.secret/x.pdf”, which is hidden, and never published",
    "to-passwd.pdf": "the file “{}” leads to “secret.txt.old”, which is of no kind that is"
    ' published (if it shall be: publications_file_types = ["old"] in conf.py)',
}
IS_PUBLISHED = ["a.pdf", "A.PDF", "files/b c.tar.gz", "/nb.ipynb", "./d.csv", "to-paper.pdf"]


def _write_files(project: Project) -> None:
    names = (
        "conf.py CONF.PY sub/conf.py conf%2Epy conf.py. .env .htpasswd.pdf files/.git/config.pdf"
    )
    names += " files/%2Egit/config.pdf x.R server.key x.pdf~ Makefile .secret/x.pdf a.pdf A.PDF"
    names += " nb.ipynb d.csv sub/x:/x.pdf ../x.py ../secret.txt.old ../papers/paper.pdf"
    project.write(dict.fromkeys([*names.split(), "files/b c.tar.gz"], "secret"))
    links = {
        "to-conf.pdf": "conf.py",
        "to-hidden.pdf": ".secret/x.pdf",
        "folder": ".secret",
        "to-passwd.pdf": "../secret.txt.old",
        "to-paper.pdf": "../papers/paper.pdf",
    }
    for name, target in links.items():
        (project.source / name).symlink_to(target)


@pytest.mark.parametrize("field", ["pdf", "code"])
def test_no_file_of_the_project_is_published_by_accident(project: Project, field: str) -> None:
    _write_files(project)
    names = [*NOT_PUBLISHED, *IS_PUBLISHED]
    bib = "".join(
        f"@misc{{k{line}, title = {{A}}, note = {{{line}}}, {field} = {{{name}}}}}\n"
        for line, name in enumerate(names, start=1)
    )
    project.write({"index.md": _page(""), "pubs.bib": bib})
    built = project.build()
    reported = []
    for line, (name, message) in enumerate(NOT_PUBLISHED.items(), start=1):
        colon = ":" if message.startswith("the file") else ""
        end = "" if message.startswith("is neither") else "; no link is made"
        reported.append(
            f"pubs.bib:{line}: WARNING: k{line}: field “{field}”{colon} {message.format(name)}{end}"
            " [publications.link]"
        )
    assert sorted(built.warnings) == sorted(reported)
    copied = {path.name for path in (built.outdir / "_downloads").rglob("*") if path.is_file()}
    assert {name for name in copied if not name.endswith(".bib")} == {
        "a.pdf",
        "A.PDF",
        "b c.tar.gz",
        "nb.ipynb",
        "d.csv",
        "paper.pdf",
    }
    assert len(built.html().cssselect(".pub-links a")) == len(IS_PUBLISHED)


def test_a_picture_is_published_by_the_same_rules(project: Project) -> None:
    project.write(
        {
            "index.md": _page(""),
            ".secret/x.png": "x",
            "conf.py": "x",
            "pubs.bib": "@misc{a, title = {A}, preview = {.secret/x.png}}\n"
            "@misc{b, title = {B}, preview = {to-conf.png}}\n",
        }
    )
    (project.source / "to-conf.png").symlink_to("conf.py")
    built = project.build()
    assert sorted(built.warnings) == [
        "pubs.bib:1: WARNING: a: field “preview” names “.secret/x.png”, which is hidden, and"
        " never published; no picture is shown [publications.link]",
        "pubs.bib:2: WARNING: b: field “preview”: the file “to-conf.png” leads to “conf.py”,"
        " the configuration of the site, which is never published; no picture is shown"
        " [publications.link]",
    ]
    assert not list(built.outdir.glob("_images/*"))


def test_a_setting_extends_what_is_published(project: Project) -> None:
    _write_files(project)
    bib = "@misc{a, title = {A}, code = {x.R}}\n@misc{b, title = {B}, code = {conf.py}}\n"
    project.write({"index.md": _page(""), "pubs.bib": bib})
    assert len(project.build().warnings) == 2
    for types in (["py", ".r"], ("PY", "R")):
        built = project.build(config={"publications_file_types": types})
        assert built.warnings == [
            "pubs.bib:2: WARNING: b: field “code” names “conf.py”, the configuration of the site,"
            " which is never published; no link is made [publications.link]"
        ]
        assert [link.text for link in built.html().cssselect(".pub-links a")] == ["Code"]


def test_a_symbolic_link_that_leads_elsewhere_after_an_edit(project: Project) -> None:
    _write_files(project)
    bib = "@misc{a, title = {A}, pdf = {to-paper.pdf}}\n"
    project.write({"index.md": _page(""), "pubs.bib": bib})
    assert project.build().warnings == []
    (project.source / "to-paper.pdf").unlink()
    (project.source / "to-paper.pdf").symlink_to("conf.py")
    built = project.build()
    assert len(built.warnings) == 1
    assert built.html().cssselect(".pub-links") == []


@pytest.mark.parametrize("builder", ["latex", "text", "man", "texinfo"])
def test_formats_without_copied_files_do_not_mention_them(project: Project, builder: str) -> None:
    bib = (
        "@misc{a, title = {A}, pdf = {f.pdf}}\n@misc{b, title={B}, pdf={f.pdf}, doi={10.1000/1}}\n"
    )
    project.write({"index.md": _page(""), "pubs.bib": bib, "f.pdf": "%PDF"})
    config = {"man_pages": [("index", "p", "P", [], 7)], "man_show_urls": True}
    built = project.build(builder, config=config)
    assert built.warnings == []
    suffix = {"latex": "tex", "text": "txt", "man": "7", "texinfo": "texi"}[builder]
    (output,) = [p for p in built.outdir.glob(f"*.{suffix}") if "sphinx" not in p.name]
    text = output.read_text(encoding="utf-8")
    assert "PDF" not in text
    assert "DOI" in text


def test_stylesheet_is_published(build: Build) -> None:
    built = build({"index.md": _page(""), "pubs.bib": BIB})
    assert (built.outdir / "_static" / "publications.css").exists()
    sheets = [
        link.get("href").split("?")[0] for link in built.html().cssselect("link[rel~=stylesheet]")
    ]
    assert "_static/publications.css" in sheets


def test_pages_ask_for_the_stylesheet_if_they_show_something_of_ours(project: Project) -> None:
    pages = {"pub": "{pub}`cites`", "any": "{any}`cites`", "link": "[](#cites)"}
    others = {"cite": "{cite:p}`cites`", "ref": "{any}`elsewhere`", "home": "(elsewhere)=\n# Home"}
    project.write({f"{name}.md": text + "\n" for name, text in (pages | others).items()})
    project.write({"index.md": _page(""), "pubs.bib": "@misc{cites, title = {Cites}}\n"})
    project.config["nitpicky"] = False

    def asking(built: Built) -> set[str]:
        names = [*pages, *others, "index"]
        return {name for name in names if "publications.css" in built.text(f"{name}.html")}

    assert asking(project.build()) == {*pages, "index"}
    # A role of ours shows a title without a list, too.
    project.edit("index.md", "# Home\n")
    again, fresh = project.rebuild()
    assert asking(again) == asking(fresh) == {"pub"}


def test_twins_are_one_item_that_all_their_keys_lead_to(build: Build) -> None:
    source = "@misc{a, title={T}, doi={10.1000/182}}\n@misc{b, title={T}, doi={10.1000/182}}\n"
    page = "# P\n\n{cite}`b` {pub:title}`b` [](#b)\n\n```{publications}\n:group-by: none\n```\n"
    built = build({"index.md": page, "pubs.bib": source}, publications_fold_twins=True)
    assert built.warnings == []
    assert len(built.html().cssselect(".pub-item")) == 1
    assert {it.get("href") for it in built.html().cssselect("p a.internal")} == {"#a"}
