"""A fault put into a healthy ``.bib`` file, and what it may cost.

The claims, each by its name:

other     no field of another entry changes, but values that use a macro that is hit
lost      no entry is lost, but where its own header is hit, and then there is a report
phantom   there is no further entry without a report
silent    if more changes than the field that is hit there is a report
text      if letters of the entry are in none of its fields any more there is a report
blamed    no report has the key of an entry that is not hit
cut       the same is found in the whole file as in the part of it that is tried

What is behind a "%" outside of values is a comment, and counted "apart": fields that are behind a
"%" that is put in, on its line; and if a comment is hit itself, fields in it and on the next line,
whose line break may be gone; an entry of which nothing but the key is before the "%", and one that
is all behind it, if there is a report; and a header in a comment whose "%" is gone, which begins an
entry then. Nothing else is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.entries import Bibliography, Entry
from sphinx_publications.bib.file_bytes import FileBytes
from support import ROOT
from unit.bib.healthy_bib import Block, blocks

__all__ = ["FILES", "Cutter", "Fault", "Healthy", "SingleFaults", "Tally", "parsed"]

FILES: Final = {
    path.name: path.read_text(encoding="utf-8")
    for path in (ROOT / "pubs.bib", ROOT / "tests" / "data" / "awkward.bib")
}
#: What is put in.
SIGNS: Final = '{}",=@#%\\()\n'
CLAIMS: Final = ("other", "lost", "phantom", "silent", "text", "blamed", "cut")
#: What is counted besides: no more changes than the field that is hit, without a report; there is a
#: report; comments, as above; values of other entries that use a macro that is hit.
COUNTED: Final = ("touched", "reported", "apart", "macros")


class Fault(NamedTuple):
    """The text between two indices is replaced by another."""

    start: int
    end: int
    text: str

    def put_into(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]

    def moved(self, offset: int) -> Fault:
        return Fault(self.start + offset, self.end + offset, self.text)


def parsed(text: str) -> Bibliography:
    """Return the entries and reports of the file "x.bib"."""
    return parse_bib_files([(FileBytes(text.encode()), "x.bib")])


class SingleFaults:
    """All faults of one character between the cite keys and the ends of entries, by number.

    Also those in the definitions of macros.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.positions = [
            position
            for block in blocks(text)
            if block.is_entry or block.kind == "string"
            for position in range(block.body, block.end)
        ]

    def __len__(self) -> int:
        return len(self.positions) * (1 + 2 * len(SIGNS))

    def fault(self, number: int) -> Fault:
        """Return a fault: a character is gone, is another, or another is put before it.

        Some are none: a sign is put in its own place.
        """
        place, which = divmod(number, 1 + 2 * len(SIGNS))
        position = self.positions[place]
        if which == 0:
            return Fault(position, position + 1, "")
        replaces, sign = divmod(which - 1, len(SIGNS))
        return Fault(position, position + replaces, SIGNS[sign])


def fields_of(entry: Entry) -> dict[str, str]:
    return {name: field.value for name, field in entry.fields.items()}


def letters(key: str, fields: Mapping[str, str]) -> int:
    """Return how many letters and digits an entry has."""
    return sum(map(str.isalnum, "".join([key, *fields, *fields.values()])))


class Healthy:
    """A file without a fault, or a part of it, and how it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks = list(blocks(text))
        keys = {block.key for block in self.blocks if block.is_entry}
        self.entries = [entry for entry in parsed(text).entries if entry.key in keys]
        #: Of entries as the parser reads them.
        self.fields = {entry.key: fields_of(entry) for entry in self.entries}

    @cached_property
    def starts(self) -> dict[str, int]:
        """Cite key → index of the entry."""
        return {block.key: block.start for block in self.blocks if block.is_entry}

    def lines(self, fault: Fault) -> Iterator[tuple[Entry, int]]:
        """Yield each entry, and its line with *fault*."""
        shift = fault.text.count("\n") - self.text.count("\n", fault.start, fault.end)
        for entry in self.entries:
            behind = self.starts.get(entry.key, 0) >= fault.end
            yield entry, entry.line + shift * behind

    def hit(self, fault: Fault) -> list[Block]:
        """Return the blocks of which *fault* touches something."""
        last = max(fault.end - 1, fault.start)
        return [block for block in self.blocks if block.start <= last and fault.start < block.end]

    def using_macros(self) -> dict[str, set[str]]:
        """Return cite key → the fields whose value has a macro of the file."""
        names = [span.name for it in self.blocks if it.kind == "string" for span in it.fields]
        word = re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)
        return {
            block.key: {
                span.name
                for span in block.fields
                if names and word.search(self.text, self.text.index("=", span.start), span.end)
            }
            for block in self.blocks
        }

    def judge(self, fault: Fault) -> set[str]:
        """Return the claims that do not hold with *fault*, and as what it is counted."""
        hit = self.hit(fault)
        read = parsed(fault.put_into(self.text))
        found, more = self._found(fault, hit, read)
        others = {entry.key for entry in self.entries} - {block.key for block in hit}
        broken = {"reported"} if read.reports else set[str]()
        if more and not read.reports:
            broken.add("apart" if self._is_comment_sign(fault) else "phantom")
        macro_hit = any(block.kind == "string" for block in hit)
        excused = self.using_macros() if macro_hit else {}
        if not macro_hit and any(report.key in others for report in read.reports):
            broken.add("blamed")
        for key, fields in self.fields.items():
            if key in others and key in found:
                now = fields_of(found[key])
                changed = {it for it in fields.keys() | now if fields.get(it) != now.get(it)}
                if changed:
                    broken.add("macros" if changed <= excused.get(key, set()) else "other")
        for block in hit:
            header_hit = fault.start <= block.body and (read.reports or fault.end >= block.end)
            if block.key in found and block.is_entry and not read.reports:
                broken |= self._unreported(fault, block, found[block.key])
            elif block.key in self.fields.keys() - found and not header_hit:
                every = set(self.fields[block.key])
                nothing_left = read.reports and self._is_comment(fault, block, every, set())
                broken.add("apart" if nothing_left else "lost")
        if lost := others - found.keys():
            is_comment = read.reports and lost <= self._commented_out(fault)
            broken.add("apart" if is_comment else "lost")
        return broken or {"touched"}

    def _found(
        self, fault: Fault, hit: list[Block], read: Bibliography
    ) -> tuple[dict[str, Entry], bool]:
        """Return cite key → entry in *read*, and whether there are further entries."""
        rest = {(entry.line, entry.key): entry for entry in read.entries}
        found: dict[str, Entry] = {}
        for entry, line in self.lines(fault):
            if (line, entry.key) in rest:
                found[entry.key] = rest.pop((line, entry.key))
        for block in hit:
            if block.is_entry and block.key not in found and block.start <= fault.start:
                line = self.text.count("\n", 0, block.start) + 1
                renamed = next((it for it in rest.values() if it.line == line), None)
                if renamed and fault.start <= block.body:  # its key is another one now
                    found[block.key] = rest.pop((line, renamed.key))
        return found, bool(rest)

    def _unreported(self, fault: Fault, block: Block, now: Entry) -> set[str]:
        """Return the claims that do not hold of an entry that is hit without a report."""
        before, after = self.fields[block.key], fields_of(now)
        changed = {name for name in before if before[name] != after.get(name)}
        gained = after.keys() - before.keys()
        touched = block.near(fault.start, fault.end)
        most = 1 if fault.end - fault.start < 2 else len(touched)
        broken = set()
        renamed = len(gained) <= len(changed - after.keys())  # the name of a field is hit
        if not (changed <= touched and len(changed) <= most and (renamed or not gained)):
            broken.add("silent")
        if letters(now.key, after) < self._letters_left(fault, block):
            broken.add("text")
        return {"apart"} if broken and self._is_comment(fault, block, changed, gained) else broken

    def _letters_left(self, fault: Fault, block: Block) -> int:
        """Return how many letters and digits an entry has at least with *fault*."""
        fields = self.fields[block.key]
        kept = letters(block.key, fields)
        for span in block.fields:
            if fault.start <= span.end and span.start < max(fault.end, fault.start + 1):
                before = letters(self.text[span.start : span.end], {})
                after = letters(self.text[span.start : fault.start], {})
                after += letters(self.text[fault.end : span.end], {})
                value = letters(span.name, {"": fields.get(span.name, "")})
                # The value of a macro has other letters than its name.
                kept -= value - min(after, value - before + after)
        return kept

    def _is_comment_sign(self, fault: Fault) -> bool:
        """Tell whether a "%" that begins a comment is gone."""
        return any(
            (fault.start, fault.end) == (it.start, it.start + 1)
            for block in self.blocks
            for it in block.comments
        )

    def _commented_out(self, fault: Fault) -> set[str]:
        """Return the entries that are in a comment now, behind another on its line."""
        if fault.text != "%" or any(block.is_in_text(fault.start) for block in self.blocks):
            return set()
        line_end = self.text.find("\n", fault.end)
        return {block.key for block in self.blocks if fault.start < block.start < line_end}

    def _is_comment(self, fault: Fault, block: Block, changed: set[str], gained: set[str]) -> bool:
        """Tell whether fields are changed as they are in a comment now, or are no more."""
        position = fault.start
        line_end = self.text.find("\n", fault.end)
        in_comment = block.is_in_comment(position)
        if in_comment:  # the line break at its end may be gone, and the next line be of it
            line_end = self.text.find("\n", line_end + 1)
        elif fault.text != "%" or block.is_in_text(position) or gained:
            return False
        spans = [span for span in block.fields if span.name in changed]
        return all(span.end > position and span.start < line_end for span in spans)


class Cut(NamedTuple):
    """A part of a file."""

    healthy: Healthy
    #: How much less an index is in it.
    offset: int


class Cutter:
    """Cuts an entry and its neighbours out of a file: one before, two behind, and all macros."""

    def __init__(self, text: str) -> None:
        self.whole = Healthy(text)
        self._cuts: dict[int, Cut] = {}

    def around(self, fault: Fault) -> Cut:
        """Return the part of the file around *fault*, which is in one entry."""
        (block,) = self.whole.hit(fault)
        if not block.is_entry:
            return Cut(self.whole, 0)
        if block.start not in self._cuts:
            self._cuts[block.start] = self._cut(block)
        return self._cuts[block.start]

    def _cut(self, block: Block) -> Cut:
        text, every = self.whole.text, self.whole.blocks
        entries = [it for it in every if it.is_entry]
        place = entries.index(block)
        first, last = entries[max(place - 1, 0)], entries[place : place + 3][-1]
        start = max((it.end for it in every if it.end <= first.start), default=0)
        macros = "".join(
            text[it.start : it.end] + "\n"
            for it in every
            if it.kind == "string" and not start <= it.start < last.end
        )
        return Cut(Healthy(macros + text[start : last.end] + "\n"), len(macros) - start)


class Tally:
    """How many faults there were, and which claims did not hold."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.broken: list[str] = []

    def add(self, name: str, text: str, fault: Fault, broken: set[str]) -> None:
        self.counts.update(["faults", *broken])
        if broken := broken.intersection(CLAIMS):
            line = text.count("\n", 0, fault.start) + 1
            column = fault.start - text.rfind("\n", 0, fault.start)
            place = f"{name}:{line}:{column}"
            what = f"{text[fault.start : fault.end]!r} → {fault.text!r}"
            self.broken.append(f"{place}: {what}: {', '.join(sorted(broken))}")

    def figures(self) -> str:
        shown = ", ".join(f"{name} {self.counts[name]:,}" for name in (*COUNTED, *CLAIMS))
        return f"{self.counts['faults']:,} faults: {shown}"
