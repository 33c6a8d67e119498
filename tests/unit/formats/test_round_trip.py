"""What visitors copy says the same to other programs, and to us."""

from __future__ import annotations

from collections.abc import Mapping

import pybtex.database.input.bibtex as pybtex_input
import pytest
from bibtexparser.entrypoint import parse_string

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import FileBytes
from sphinx_publications.model.months import MONTHS
from unit.formats.exports import MADE, Exported, exported, made, of_files

SOURCES = [pytest.param(made(), id=f"{MADE} made")]
SOURCES += [pytest.param(source, id=name) for name, source in of_files()]
#: A macro as it is exported → its value.
MACROS = {f"<{month.macro}>": month.name for month in MONTHS}


def by_us(text: str) -> tuple[str, str, Mapping[str, str]]:
    read = parse_bib_files([(FileBytes(text.encode()), "x.bib")])
    assert read.reports == ()
    (entry,) = read.entries
    return (
        entry.type,
        entry.key,
        {name: " ".join(field.value.split()) for name, field in entry.fields.items()},
    )


def by_bibtexparser(text: str) -> tuple[str, str, Mapping[str, str]]:
    library = parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {field.key: " ".join(str(field.value).split()) for field in entry.fields}
    if f"<{fields.get('month')}>" in MACROS:  # which it leaves as it is
        fields["month"] = MACROS[f"<{fields['month']}>"]
    return entry.entry_type, entry.key, fields


def by_pybtex(text: str) -> tuple[str, str, Mapping[str, str]]:
    ((key, entry),) = pybtex_input.Parser(person_fields=()).parse_string(text).entries.items()
    return entry.type, key, dict(entry.fields)


def expected(entry: Exported, *, lower: bool) -> tuple[str, str, Mapping[str, str]]:
    return (
        entry.type,
        entry.key,
        {
            name.lower() if lower else name: MACROS.get(value, " ".join(value.split()))
            for name, value in entry.fields.items()
        },
    )


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_copied_is_read_alike_by_all(source: str) -> None:
    for entry in exported(source):
        assert by_us(entry.text) == expected(entry, lower=True)
        assert by_bibtexparser(entry.text) == expected(entry, lower=False)
        assert by_pybtex(entry.text) == expected(entry, lower=False)


def test_all_types_and_most_fields_are_copied() -> None:
    entries = exported(made())
    assert len(entries) == MADE
    assert len({entry.type for entry in entries}) >= 10
    assert len({name for entry in entries for name in entry.fields}) >= 40
