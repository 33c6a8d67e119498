"""Cite keys that several entries have: which entry keeps the key, and what is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from sphinx_publications.bib.entries import Bibliography, Entry
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.safe_names import free_name

__all__ = ["with_distinct_keys"]


def with_distinct_keys(entries: list[Entry], reports: list[Report]) -> Bibliography:
    """Return *entries* with distinct keys: the first keeps its key, later ones get a number.

    :param reports: those of the files, to which those of repeated keys are added.
    """
    taken = {entry.key for entry in entries}
    last_numbers: dict[str, int] = {}
    counts = Counter(entry.key for entry in entries)
    result: dict[str, Entry] = {}
    same_content: dict[Hashable, Entry] = {}
    for entry in entries:
        if counts[entry.key] > 1:
            # Line breaks in fields make no difference.
            fields = ((name, " ".join(field.value.split())) for name, field in entry.fields.items())
            content = (entry.key, entry.type, frozenset(fields))
            copied = same_content.setdefault(content, entry)
            if copied is not entry:
                place = _place(copied, entry)
                message = f"is an identical copy of the entry in {place}; it is shown once"
                reports.append(entry.report(Subtype.DUPLICATE_KEY, message))
                continue
        first = result.setdefault(entry.key, entry)
        if first is entry:
            continue
        key = free_name(entry.key, taken, last_numbers)
        taken.add(key)
        message = (
            f"has the cite key of another entry ({_place(first, entry)});"
            f" this one is cited as “{key}”: give it a key of its own"
        )
        reports.append(entry.report(Subtype.DUPLICATE_KEY, message))
        result[key] = entry._replace(key=key)
    return Bibliography(tuple(result.values()), tuple(reports))


def _place(entry: Entry, seen_from: Entry) -> str:
    same_file = entry.path == seen_from.path
    return f"line {entry.line}" if same_file else f"{entry.path}:{entry.line}"
