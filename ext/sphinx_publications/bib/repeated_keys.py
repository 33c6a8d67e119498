"""Cite keys, or aliases of them, that several entries have: which entry has it, and a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from sphinx_publications.bib.entries import Bibliography, Entry
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.text.safe_names import free_name

__all__ = ["key_aliases", "with_distinct_keys"]


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


def key_aliases(entries: Iterable[Entry], reports: list[Report]) -> dict[str, str]:
    """Return alias → cite key, of the aliases that *entries* with distinct keys name in ``ids``.

    An alias that is a cite key is none. One that several entries name is an alias of the first.

    :param reports: receives reports of both.
    """
    by_key = {entry.key: entry for entry in entries}
    owners: dict[str, Entry] = {}
    for entry in by_key.values():
        names = entry.fields["ids"].value.split(",") if "ids" in entry.fields else ()
        for alias in filter(None, (" ".join(name.split()) for name in names)):
            owner = by_key.get(alias) or owners.setdefault(alias, entry)
            if owner is entry:
                continue
            said = "is the cite key of" if alias in by_key else "is also named by"
            message = (
                f"field “ids” names “{alias}”, which {said} another entry"
                f" ({_place(owner, entry)}) and leads there: take it out of this one"
            )
            reports.append(entry.report(Subtype.DUPLICATE_KEY, message, "ids"))
    return {alias: owner.key for alias, owner in owners.items()}


def _place(entry: Entry, seen_from: Entry) -> str:
    same_file = entry.path == seen_from.path
    return f"line {entry.line}" if same_file else f"{entry.path}:{entry.line}"
