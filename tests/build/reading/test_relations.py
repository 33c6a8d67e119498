"""Other records of a work, and entries that are on no list, in real builds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import Built, Project

    Build = Callable[..., Built]

BIB = """
@inproceedings{own, author={Roe, Jane}, title={Old $K$}, booktitle={Conf}, year=2023, pages={1--2},
  related={new}, relatedtype={publishedas}, award={Best \\emph{paper}}, note={N}}
@inproceedings{new, author={Roe, Jane}, title={New $K$}, booktitle={Conf}, year=2023,
  pages={1--2}, url={https://example.org/new}, options={skipbib}}
@misc{other, title={Other}, year=2022}
"""
PAGE = "# Papers\n\n```{publications}\n:group-by: none\n```\n"


def test_another_record_is_a_sentence_of_its_own(build: Build) -> None:
    built = build({"index.md": PAGE, "pubs.bib": BIB})
    assert built.warnings == []
    items = built.html().cssselect("li.pub-item")
    assert [item.get("id") for item in items] == ["own", "other"]
    spans = [
        (span.get("class"), " ".join(span.text_content().split()))
        for span in items[0].cssselect(".pub-reference > span")
        if span.get("class") != "pub-number"
    ]
    assert spans[3:] == [
        ("pub-note", "N."),
        ("pub-award", "Best paper."),
        ("pub-related", "Published as “New K”."),
    ]
    (link,) = items[0].cssselect(".pub-related a")
    assert link.get("href") == "https://example.org/new"
    (copied,) = items[0].cssselect(".pub-bibtex")
    assert copied.text_content().splitlines()[:3] == [
        "@inproceedings{own,",
        "  author    = {Roe, Jane},",
        "  title     = {New $K$},",
    ]


def test_every_builder_says_it(build: Build) -> None:
    files = {"index.md": PAGE, "pubs.bib": BIB}
    text = " ".join(build(files, "text").text("index.txt").split())
    assert "N. Best *paper*. Published as “New K”." in text
    tex = " ".join(build(files, "latex").text("test.tex").split())
    assert r"Published as \sphinxhref{https://example.org/new}{“New \(K\)”}." in tex
    assert "Other." in tex


def test_what_is_on_no_list_can_be_named_by_hand(build: Build) -> None:
    page = "# Papers\n\n{cite}`new` {pub}`new`\n\n```{publications}\nnew\n```\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    assert built.warnings == []
    assert [item.get("id") for item in built.html().cssselect("li.pub-item")] == ["new"]
    assert [a.get("href") for a in built.html().cssselect("p a.internal")] == ["#new", "#new"]


@pytest.mark.parametrize("role", ["pub", "cite"])
def test_a_reference_to_what_is_on_no_list_says_why(build: Build, role: str) -> None:
    built = build({"index.md": f"{PAGE}\n{{{role}}}`new`\n", "pubs.bib": BIB})
    (warning,) = built.warnings
    assert warning.endswith(
        "index.md:7: WARNING: new: is in pubs.bib:4, but on no list: its “options” keep it off"
        " lists that do not name it [publications.key]"
    )


def test_a_filter_a_file_and_a_limit_do_not_bring_it_back(build: Build) -> None:
    page = (
        "# Papers\n\n```{publications}\n:filter: year == '2023'\n```\n\n"
        "```{publications}\n:file: pubs.bib\n:limit: 5\n```\n"
    )
    built = build({"index.md": page, "pubs.bib": BIB})
    titles = [title.text_content() for title in built.html().cssselect("li.pub-item .pub-title")]
    assert len(titles) == 3
    assert not any(title.startswith("New") for title in titles)


def test_a_bibliography_of_sphinxcontrib_bibtex_has_all_entries(build: Build) -> None:
    page = "# Papers\n\n```{eval-rst}\n.. bibliography::\n   :all:\n```\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    assert len(built.html().cssselect("div.citation, dl.citation dt")) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("New $K$", "Newer"),
        ("example.org/new", "example.org/newer"),
        ("publishedas", "laterversion"),
        ("pages={1--2}, url", "pages={1--3}, url"),
        ("options={skipbib}", "note={X}"),
        ("related={new}, ", ""),
    ],
)
def test_lists_follow_other_records(project: Project, old: str, new: str) -> None:
    index = "# Home\n\n```{toctree}\nlist\nplain\n```\n"
    project.write({"index.md": index, "list.md": PAGE, "plain.md": "# Plain\n", "pubs.bib": BIB})
    project.build()
    project.write({"pubs.bib": BIB.replace(old, new)})
    built = project.build()
    assert built.read == ["list"]
    assert "plain" not in built.written
    fresh = project.build(out="fresh", fresh=True)
    for name in ("list.html", "_downloads/bibtex/own.bib", "objects.inv"):
        assert (built.outdir / name).read_bytes() == (fresh.outdir / name).read_bytes()
