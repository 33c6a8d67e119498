"""Entries with one field that can be told from all others, to see who prints it."""

from __future__ import annotations

from typing import Final

__all__ = ["entry_with", "marker"]

#: A field → those without which it says nothing.
_NEEDED: Final = {
    "booktitleaddon": "booktitle", "booksubtitle": "booktitle", "issuesubtitle": "issuetitle",
    "issuetitleaddon": "issuetitle", "journalsubtitle": "journaltitle",
    "journaltitleaddon": "journaltitle", "mainsubtitle": "maintitle",
    "maintitleaddon": "maintitle", "part": "maintitle volume", "origlanguage": "translator",
    "eprinttype": "eprint", "eprintclass": "eprint", "eventtitleaddon": "eventtitle",
    "venue": "eventtitle", "eventdate": "eventtitle", "editortype": "editor",
    "editoratype": "editora", "editorbtype": "editorb", "editorctype": "editorc",
    "urldate": "url", "origpublisher": "origdate", "origlocation": "origdate",
}  # fmt: skip
#: What every work has, and what works of some types have.
_BASE: Final = {"author": "Bb, A", "title": "Tt", "date": "1999"}
_BASES: Final = {
    "journaltitle": "article suppperiodical review",
    "booktitle": "inbook bookinbook suppbook incollection suppcollection inreference inproceedings",
    "institution": "thesis report",
}
_NAMES: Final = frozenset(
    "author editor editora editorb editorc translator annotator commentator introduction foreword"
    " afterword bookauthor holder shortauthor shorteditor sortname namea nameb namec".split()
)
#: The values of fields that are no text, and what is seen of them in English.
_VALUES: Final = {
    "date": ("1881", "1881"), "origdate": ("1871", "1871"), "urldate": ("1873-05-06", "1873"),
    "eventdate": ("1872-03-04/1872-03-06", "1872"), "language": ("french", "french"),
    "origlanguage": ("german", "german"), "editortype": ("compiler", "comp"),
    "editoratype": ("redactor", "red"), "editorbtype": ("reviser", "rev"),
    "editorctype": ("founder", "found"), "authortype": ("collaborator", "collab"),
    "doi": ("10.1000/Xxdoi", "Xxdoi"), "url": ("http://example.org/Xxurl", "Xxurl"),
    "eprint": ("2301.00001", "2301.00001"), "month": ("5", "may"),
}  # fmt: skip


def _value(field: str) -> str:
    if field in _NAMES:
        return f"Xx{field}, Q"
    return _VALUES.get(field, (f"Xx{field}", ""))[0]


def marker(field: str) -> str:
    """Return what a reference says that prints *field*."""
    return _VALUES.get(field, ("", f"Xx{field}"))[1]


def entry_with(key: str, entry_type: str, field: str) -> str:
    """Return an entry of *entry_type* with *field*, and with what it needs."""
    fields = dict(_BASE)
    fields |= {name: "Bb" for name, types in _BASES.items() if entry_type in types.split()}
    fields |= {name: _value(name) for name in _NEEDED.get(field, "").split()}
    fields[field] = _value(field)
    values = ", ".join(f"{name}={{{value}}}" for name, value in fields.items())
    return f"@{entry_type}{{{key}, {values}}}"
