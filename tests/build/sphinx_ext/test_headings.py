"""Headings of lists beside those that are there: ids, labels, sources of translations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sphinx import locale

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import Built

    Build = Callable[..., Built]

BIB = """
@article{doe2023beta, title = {Beta}, author = {Doe, Jane}, journal = {J}, year = 2023}
@article{roe2022, title = {Alpha}, author = {Roe, Jim}, journal = {J}, year = 2022,
  author+an = {1=equal}}
@inproceedings{poe2023, title = {Gamma}, author = {Poe, Kim}, booktitle = {C}, year = 2023,
  ids = {poe-old}}
"""
LIST = "```{publications}\n:group-by: type\n```\n"
IN_RST = "```{eval-rst}\n.. publications::\n   :group-by: type\n```\n"
AUTO = ["myst_parser", "sphinx_publications", "sphinx.ext.autosectionlabel"]


def ids_of(built: Built, name: str = "index.html") -> list[str]:
    return [node.get("id") for node in built.html(name).cssselect("[id]")]


@pytest.mark.parametrize(
    "body",
    [
        LIST + IN_RST,
        IN_RST + LIST,
        IN_RST + IN_RST,
        f"{LIST}## More\n\n{IN_RST}",
        LIST.replace("type", "type\n:chart:") + IN_RST.replace("type", "type\n   :chart:"),
        "```{eval-rst}\n.. _doe2023beta:\n\nPublications article\n--------------------\n\nX\n```\n"
        + LIST,
    ],
)
def test_lists_in_markdown_and_in_rst_have_different_ids(build: Build, body: str) -> None:
    built = build({"index.md": f"# Papers\n\n{body}", "pubs.bib": BIB})
    ids = ids_of(built)
    assert len(ids) == len(set(ids))
    assert {"publications-article", "doe2023beta", "roe2022", "poe2023", "poe-old"} <= set(ids)
    # Contents of the page lead to its headings.
    links = {a.get("href") for a in built.html().cssselect("a[href^='#']")}
    assert {link[1:] for link in links if len(link) > 1} <= set(ids)


def labels(built: Built) -> dict[str, tuple[str, str, str]]:
    found = built.app.env.domains.standard_domain.labels
    return {name: found[name] for name in found if found[name][1].startswith("publications")}


@pytest.mark.parametrize("prefixed", [False, True])
def test_each_heading_is_a_label_of_its_own(build: Build, prefixed: bool) -> None:
    one = f"# Papers\n\n{LIST}\n## More\n\n{LIST}\n{{ref}}`two:Journal articles`\n"
    files = {"index.md": one, "two.md": f"# Two\n\n{LIST}", "pubs.bib": BIB}
    files["index.md"] += "\n```{toctree}\ntwo\n```\n"
    options = {"extensions": AUTO, "autosectionlabel_prefix_document": prefixed}
    built = build(files, **options)
    assert built.warnings == []
    assert labels(built) == {
        "index:journal articles": ("index", "publications-article", "Journal articles"),
        "index:conference papers": ("index", "publications-inproceedings", "Conference papers"),
        "index:journal articles-2": ("index", "publications-article-2", "Journal articles"),
        "index:conference papers-2": ("index", "publications-inproceedings-2", "Conference papers"),
        "two:journal articles": ("two", "publications-article", "Journal articles"),
        "two:conference papers": ("two", "publications-inproceedings", "Conference papers"),
    }
    (link,) = built.html().cssselect("a[href='two.html#publications-article'] .std-ref")
    assert link.text_content() == "Journal articles"


def test_a_label_is_not_that_of_a_heading_of_the_author(build: Build) -> None:
    page = f"# Papers\n\n## Journal articles\n\nMine.\n\n## List\n\n{LIST}"
    options = {"extensions": AUTO, "autosectionlabel_prefix_document": True}
    built = build({"index.md": page, "pubs.bib": BIB}, **options)
    assert built.warnings == []
    assert "index:journal articles-2" in labels(built)


@pytest.mark.parametrize("option", [":group-by: type", ":chart:\n:group-by: none", ""])
def test_a_label_before_a_list_leads_to_it(build: Build, option: str) -> None:
    page = f"# Papers\n\n(mine)=\n```{{publications}}\n{option}\n```\n\n[there](#mine)\n"
    built = build({"index.md": page, "pubs.bib": BIB})
    assert built.warnings == []
    assert len(built.html().cssselect("a[href='#mine']")) == 1
    assert ids_of(built).count("mine") == 1


def test_labels_of_nested_headings_have_the_names_above(build: Build) -> None:
    page = "# Papers\n\n```{contents} Journal articles\n```\n"
    page += LIST.replace("type", "year, type") + LIST
    options = {"extensions": AUTO, "autosectionlabel_prefix_document": True}
    built = build({"index.md": page, "pubs.bib": BIB}, **options)
    assert built.warnings == []
    assert list(labels(built)) == [
        "index:2023",
        "index:2023 journal articles",
        "index:2023 conference papers",
        "index:2022",
        "index:2022 journal articles",
        "index:journal articles",
        "index:conference papers",
    ]


def test_a_heading_has_no_address_of_an_entry(build: Build) -> None:
    bib = BIB.replace("{roe2022,", "{publications-article,")
    built = build({"index.md": f"# Papers\n\n{LIST}", "pubs.bib": bib})
    assert built.warnings == []
    (item,) = built.html().cssselect("li#publications-article")
    assert "Alpha" in item.text_content()
    assert len(built.html().cssselect("section#publications-article-2")) == 1


@pytest.mark.parametrize("prefixed", [False, True])
def test_labels_stay_when_a_list_grows_a_finder(build: Build, prefixed: bool) -> None:
    page = f"# Papers\n\n{LIST.replace('type', 'type{}')}\n{{ref}}`index:Journal articles`\n"
    for finder in ("", "\n:finder: 1"):
        files = {"index.md": page.replace("{}", finder), "pubs.bib": BIB}
        options = {"extensions": AUTO, "autosectionlabel_prefix_document": prefixed}
        built = build(files, **options)
        assert built.warnings == []
        (link,) = built.html().cssselect("p a.reference.internal[href='#publications-article']")
        assert link.text_content() == "Journal articles"
        assert len(built.html().cssselect("h2 .pub-count")) == (2 if finder else 0)


@pytest.mark.parametrize(
    ("before", "behind", "taken", "said"),
    [
        ("", "(doe2023beta)=\nText.\n", "doe2023beta", "has “#doe2023beta-2”"),
        ("(doe2023beta)=\n## Own\n\n", "", "doe2023beta", "has “#doe2023beta-2”"),
        ("## Roe2022\n\n", "", "roe2022", "has “#roe2022-2”"),
        ("", "(poe-old)=\nText.\n", "poe-old", "has no address of this name"),
        ("", "```{eval-rst}\n.. _roe2022:\n\nText.\n```\n", "roe2022", "has “#roe2022-2”"),
    ],
)
def test_a_label_that_is_a_cite_key_is_reported(
    build: Build, before: str, behind: str, taken: str, said: str
) -> None:
    page = f"# Papers\n\n{before}## List\n\n```{{publications}}\n```\n\n{behind}"
    built = build({"index.md": page, "pubs.bib": BIB})
    (warning,) = built.warnings
    place, message = warning.split(": WARNING: ")
    assert message == (
        f"{taken}: “#{taken}” is the address of something else on this page, so the publication"
        f" {said}, and links from elsewhere go astray; rename it, or choose another cite"
        " key [publications.key]"
    )
    assert re.fullmatch(r"index\.md:\d+", place)
    ids = ids_of(built)
    assert len(ids) == len(set(ids))
    assert (f"{taken}-2" in ids) == ("-2" in said)


def test_translators_get_headings_without_counts_and_no_legend(build: Build) -> None:
    files = {"index.md": f"# Papers\n\n{LIST}", "pubs.bib": BIB}
    built = build(files, "gettext", publications_finder=1, extensions=AUTO)
    messages = re.findall(r'^msgid "(.+)"$', built.text("index.pot"), re.MULTILINE)
    assert messages == ["Papers", "Journal articles", "Conference papers"]


@pytest.mark.parametrize("extensions", [AUTO[:2], AUTO])
def test_a_translated_heading_keeps_its_count(
    build: Build, extensions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Sphinx keeps translations for later builds in the same process.
    monkeypatch.setattr(locale, "translators", {})
    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po += 'msgid "Journal articles"\nmsgstr "Zeitschriften"\n'
    files = {"index.md": f"# Papers\n\n{LIST}", "pubs.bib": BIB}
    files["locale/de/LC_MESSAGES/index.po"] = po
    options = {"publications_finder": 1, "language": "de", "locale_dirs": ["locale"]}
    options["extensions"] = extensions
    source = build(files, "gettext", **options).text("index.pot")
    assert ("Journal articles" in source, "Zeitschriften" in source) == (True, False)
    built = build(files, **options)
    found = built.app.env.domains.standard_domain.labels
    assert ("index:journal articles" in found) == (extensions == AUTO)
    heading = built.html().cssselect("h2")[0]
    assert heading.text == "Zeitschriften "
    assert heading.cssselect(".pub-count")[0].text == "2"
    assert "Equal contribution" in built.html().cssselect(".pub-legend")[0].text_content()
