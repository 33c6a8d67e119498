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
from sphinx_publications.model.link_labels import LinkField
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
    reading = read_bibliography(paths, settings.links)
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
    settings = Settings(links=(LinkField("talk", "Talk"),))
    library, reports = library_of(
        tmp_path, {"a.bib": "@misc{k, title={T}, talk={https://t.org}}"}, settings
    )
    assert reports == []
    assert library.by_key["k"].links == (ResourceLink("talk", "Talk", "https://t.org"),)


def test_the_empty_library() -> None:
    assert read_bibliography({}, {}) == ((), {}, ())
    assert assemble({}, (), make_id) == Library()


ALIASED = (
    "@misc{a, title={A}, ids={old, Key, both}}\n@misc{key, title={B}, ids={Old2, OLD2, BOTH}}\n"
)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("old", "A"),
        ("OLD", "A"),
        ("Key", "A"),
        ("key", "B"),
        ("KEY", "B"),
        ("old2", "B"),
        ("both", "A"),
        ("BOTH", "B"),
        ("Both", None),
    ],
)
def test_find_by_an_alias(tmp_path: Path, key: str, title: str | None) -> None:
    library, reports = library_of(tmp_path, {"a.bib": ALIASED})
    found = library.find(key)
    assert reports == []
    assert (found.title_text if found else None) == title


def test_an_alias_changes_neither_publications_nor_keys(tmp_path: Path) -> None:
    library, _ = library_of(tmp_path, {"a.bib": ALIASED})
    assert [*library.by_key] == ["a", "key"]
    assert library.files == {tmp_path / "a.bib": ("a", "key")}
    assert library.aliases == {
        "old": "a", "Key": "a", "both": "a", "Old2": "key", "OLD2": "key", "BOTH": "key",
    }  # fmt: skip


def test_missing_by_an_alias(tmp_path: Path) -> None:
    library, _ = library_of(tmp_path, {"a.bib": "@misc{zhu, title={A}, ids={jiao2023}}"})
    said = "is in a.bib:1, but on no list: add a “publications” directive that shows it"
    assert library.missing("jiao2023").text == f"jiao2023: {said}"
    assert library.missing("jiao2033").text.endswith("did you mean “jiao2023”?")


def test_twins_and_copies_with_one_alias(tmp_path: Path) -> None:
    entry = "@misc{k, title={A}, ids={old}}\n"
    library, reports = library_of(tmp_path, {"a.bib": entry + entry + entry.replace("A", "B")})
    assert library.aliases == {"old": "k"}
    assert [line.partition("]")[0] for line in reports] == [
        "a.bib:2: k: is an identical copy of the entry in line 1; it is shown once",
        "a.bib:3: k: has the cite key of another entry (line 1); this one is cited as “k-2”:"
        " give it a key of its own",
        "a.bib:3: k-2: field “ids” names “old”, which is also named by another entry (line 1)"
        " and leads there: take it out of this one",
    ]


@pytest.mark.parametrize(
    ("keys", "aliases", "ids"),
    [
        (["k"], {"old": "k"}, ["k", "old"]),
        # A cite key keeps its id, whatever aliases there are.
        (["a:b", "k"], {"a-b": "k", "a.b": "k"}, ["a-b", "k", "a-b-2", "a-b-3"]),
        # "a-b" was renamed to "a:b": its address is the one that it had.
        (["a:b"], {"a-b": "a:b", "a.b": "a:b"}, ["a-b", "a-b", "a-b"]),
        (["k"], {"a:b": "k", "a-b": "k"}, ["k", "a-b-2", "a-b"]),
        (["k"], {"朱": "k"}, ["k", "publication-33bc330c"]),
    ],
)
def test_ids_of_aliases(keys: list[str], aliases: dict[str, str], ids: list[str]) -> None:
    expected = dict(zip((*keys, *aliases), ids, strict=True))
    assert assign_ids(keys, make_id, aliases) == expected


@given(KEYS, KEYS)
def test_aliases_take_no_id_from_a_cite_key(keys: list[str], more: list[str]) -> None:
    aliases = {alias: keys[0] for alias in more if alias not in keys} if keys else {}
    ids = assign_ids(keys, make_id, aliases)
    assert {key: ids[key] for key in keys} == assign_ids(keys, make_id)
    others = {ids[alias] for alias in aliases}
    assert not others.intersection(ids[key] for key in keys[1:])
