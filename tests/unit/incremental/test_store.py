"""The store: a value comes back as it was kept, or it was never kept."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import NamedTuple

import pytest

from sphinx_publications.incremental.store import Part, Store, write_whole


class Value(NamedTuple):
    number: int
    names: tuple[str, ...] = ()


VALUES = Part("values", Value)
NAMES: Part[tuple[str, ...]] = Part("names", tuple)


def test_each_part_keeps_its_value(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert (store.load(VALUES), store.load(NAMES)) == (None, None)
    store.save(VALUES, Value(1, ("a",)))
    store.save(NAMES, ("b",))
    store.save(VALUES, Value(2, ("c",)))
    assert (Store(tmp_path).load(VALUES), store.load(NAMES)) == (Value(2, ("c",)), ("b",))
    store.delete(VALUES)
    store.delete(VALUES)
    assert (store.load(VALUES), store.load(NAMES)) == (None, ("b",))
    assert [path.name for path in tmp_path.iterdir()] == ["names.pickle"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"another program's",
        pickle.dumps(Value(1))[:-1],
        pickle.dumps((1, ("a",))),
        pickle.dumps({}),
        pickle.dumps(Value(1)).replace(b"Value", b"Other"),
        pickle.dumps(Value(1)).replace(b"unit.incremental", b"unit.incremenTAL"),
        b"cnowhere.module\nClass\n.",
    ],
)
def test_what_is_no_value_of_the_part_is_not_used(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    assert content != pickle.dumps(Value(1))
    store.path(VALUES).write_bytes(content)
    assert store.load(VALUES) is None


def test_a_value_that_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        store = Store(folder)
        store.save(VALUES, Value(1))
        store.delete(VALUES)
        assert store.load(VALUES) is None
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "nowhere" / "file", b"x")


def test_a_part_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.save(VALUES, Value(1))

    def fill_the_disk(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:3])
        raise OSError("no space left")

    monkeypatch.setattr(type(tmp_path), "write_bytes", fill_the_disk)
    store.save(VALUES, Value(2))
    assert store.load(VALUES) == Value(1)
