from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from docutils.nodes import make_id
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.listing.settings import Settings
from sphinx_publications.model.library import Library, assemble, assign_ids
from sphinx_publications.model.publication import ResourceLink
from sphinx_publications.model.reports import Subtype
from sphinx_publications.reading.site_bibliography import read_bibliography

IDS = {
    "legal keys": (
        ["zhu2023principled", "Zhu_2023", "a-b", "x"],
        ["zhu2023principled", "Zhu_2023", "a-b", "x"],
    ),
    "keys that differ by case": (["Zhu", "zhu"], ["Zhu", "zhu"]),
    "other keys": (
        ["DBLP:conf/icml/Zhu23", "a.b", "müller", "2023zhu"],
        ["dblp-conf-icml-zhu23", "a-b", "muller", "zhu"],
    ),
    "keys that fall on one id": (["a:b", "a.b", "a/b"], ["a-b", "a-b-2", "a-b-3"]),
    "a legal key keeps its id": (
        ["a:b", "a-b", "a.b", "a-b-2"],
        ["a-b-3", "a-b", "a-b-4", "a-b-2"],
    ),
    "keys without a letter": (
        ["朱", "1", "邦"],
        [f"publication-{number}" for number in ("33bc330c", "83dcefb7", "6f72ce29")],
    ),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("keys", "ids"), IDS.values(), ids=list(IDS))
def test_ids(keys: list[str], ids: list[str]) -> None:
    assert assign_ids(keys, make_id) == dict(zip(keys, ids, strict=True))


KEYS = st.lists(
    st.text(st.sampled_from("aB1-_:./ é朱"), min_size=1, max_size=4) | st.text(max_size=4),
    unique=True,
    max_size=12,
)


@given(KEYS)
def test_ids_are_distinct_and_legal_everywhere(keys: list[str]) -> None:
    ids = assign_ids(keys, make_id)
    assert set(ids) == set(keys)
    assert len(set(ids.values())) == len(keys)
    legal = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
    assert [node_id for node_id in ids.values() if not legal.fullmatch(node_id)] == []


@given(KEYS)
def test_ids_are_the_same_each_time(keys: list[str]) -> None:
    assert assign_ids(keys, make_id) == assign_ids(keys, make_id)


@given(KEYS, KEYS)
def test_a_legal_key_keeps_its_id_whatever_is_added(keys: list[str], more: list[str]) -> None:
    legal = [key for key in keys if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*", key)]
    ids = assign_ids([*(key for key in more if key not in keys), *keys], make_id)
    assert [ids[key] for key in legal] == legal


def library_of(
    folder: Path, files: Mapping[str, str], settings: Settings | None = None
) -> tuple[Library, list[str]]:
    """Return the library in *files*, written to *folder*, and its reports."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = settings or Settings()
    paths = {folder / name: name for name in files}
    reading = read_bibliography(paths, dict(settings.links))
    library = assemble(paths, reading.publications, make_id)
    return library, [str(report) for report in reading.reports]


FILES = {
    "b.bib": "@misc{Zhu:2023, title = {Z}}\n@misc{jiao2022, title = {J}}",
    "a.bib": "@xdata{x}\n@misc{zhu-2023, title = {Y}}\n@misc{Jiao2022, title = {K}}",
}


def test_a_library(tmp_path: Path) -> None:
    library, reports = library_of(tmp_path, FILES)
    keys = ["Zhu:2023", "jiao2022", "zhu-2023", "Jiao2022"]
    assert reports == []
    assert [publication.key for publication in library.publications] == keys
    assert [publication.position for publication in library.publications] == [0, 1, 2, 3]
    assert library.files == {
        tmp_path / "b.bib": ("Zhu:2023", "jiao2022"),
        tmp_path / "a.bib": ("zhu-2023", "Jiao2022"),
    }
    assert library.by_key == dict(zip(keys, library.publications, strict=True))
    assert library.ids == {
        "Zhu:2023": "zhu-2023-2",
        "jiao2022": "jiao2022",
        "zhu-2023": "zhu-2023",
        "Jiao2022": "Jiao2022",
    }


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("Zhu:2023", "Z"),
        ("zhu:2023", "Z"),
        ("ZHU-2023", "Y"),
        ("jiao2022", "J"),
        ("Jiao2022", "K"),
        ("JIAO2022", None),
        ("nobody", None),
        ("", None),
    ],
)
def test_find(tmp_path: Path, key: str, title: str | None) -> None:
    library, _ = library_of(tmp_path, FILES)
    found = library.find(key)
    assert (found.title_text if found else None) == title


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("zhu-2023", "zhu-2023: is in no .bib file; did you mean “zhu2023”?"),
        ("something else", "something else: is in no .bib file"),
        ("", "is in no .bib file"),
        (
            "zhu2023",
            "zhu2023: is in a.bib:1, but on no list: add a “publications” directive that shows it",
        ),
    ],
)
def test_missing(tmp_path: Path, key: str, text: str) -> None:
    library, _ = library_of(tmp_path, {"a.bib": "@misc{zhu2023, title={A}} @misc{b, title={B}}"})
    report = library.missing(key)
    assert (report.subtype, report.key, report.text) == (Subtype.KEY, key, text)


def test_reports_of_all_rooms_come_together(tmp_path: Path) -> None:
    library, reports = library_of(
        tmp_path, {"a.bib": "@misc{a, title = {A}\n@gadget{b, title = foo, doi = {x}}"}
    )
    assert list(library.by_key) == ["a", "b"]
    assert reports == [
        "a.bib:1: a: the closing brace of the entry is missing",
        "a.bib:2: b: field “title”: “foo” is no number and no @string;"
        " it is taken as it stands (put braces around it)",
        "a.bib:2: b: “@gadget” is no known entry type; it is laid out as @misc",
        "a.bib:2: b: field “doi” is no DOI: “x” (a DOI looks like 10.1000/182)",
    ]


def test_a_site_has_link_fields_of_its_own(tmp_path: Path) -> None:
    settings = Settings(links=(("talk", "Talk"),))
    library, reports = library_of(
        tmp_path, {"a.bib": "@misc{k, title={T}, talk={https://t.org}}"}, settings
    )
    assert reports == []
    assert library.by_key["k"].links == (ResourceLink("talk", "Talk", "https://t.org"),)


def test_the_empty_library() -> None:
    assert read_bibliography({}, {}) == ((), {}, ())
    assert assemble({}, (), make_id) == Library()
