"""What biber reads of what visitors copy: ``make tex``."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import FileBytes
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.reading.person_names import parse_names
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode
from unit.formats.exports import exported, made, of_files

#: Fields of BibTeX → biblatex's, which biber writes.
NAMES = {
    "journal": "journaltitle", "school": "institution", "address": "location", "key": "sortkey",
    "archiveprefix": "eprinttype", "primaryclass": "eprintclass", "annote": "annotation",
}  # fmt: skip
#: biber skips an entry with names that are no names, and says so.
NO_NAMES = re.compile(r"\band\s+and\b|^and\b|\band$|;|,.*,.*,")
#: biber writes what it has read of these in another form, or leaves out what its data model does
#: not allow: years in words, volumes that are no numbers, marks of names.
WRITTEN_OTHERWISE = re.compile(r"year|month|key|.*date|volumes?|pagetotal|.*\+an.*")
#: Part of a value → why biber has another one.
READ_OTHERWISE = {
    r"\textsuperscript{2} ;": "a semicolon parts ranges of pages",
    r"Mart\'ın": "it puts the accent behind the dotless letter",
    r"\t{oo}": "it has no tie over two letters",
    ", and ": "commas part the names in the source, which is reported",
    r" \& ": "so does a sign",
    "\N{COMBINING ACUTE ACCENT}": "it composes letters",
    "\N{COMBINING CARON}": "it composes letters",
}


def said(value: str, name: str) -> list[str]:
    """Return a text as it is read, or the names in it."""
    if name in FIELDS and FIELDS[name].kind == "names":
        value = value.replace("~", " ")
        return [" ".join(person.name.split()) for person in parse_names(value).persons]
    return [" ".join(plain(decode(value).text).split())]


def test_biber_reads_what_is_copied(tmp_path: Path) -> None:
    entries = [entry for _, source in [("", made()), *of_files()] for entry in exported(source)]
    texts = [
        entry.text.replace(f"{{{entry.key}", f"{{k{number}", 1)
        for number, entry in enumerate(entries)
    ]
    (tmp_path / "copied.bib").write_text("\n\n".join(texts), encoding="utf-8")
    command = ["biber", "--tool", "--validate-datamodel", "--output-file", "read.bib", "copied.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not re.search("FATAL|syntax error", done.stdout + done.stderr)
    data = FileBytes((tmp_path / "read.bib").read_bytes())
    read = {entry.key: entry for entry in parse_bib_files([(data, "read.bib")]).entries}
    skipped, wrong = 0, []
    for number, entry in enumerate(entries):
        again = read.get(f"k{number}")
        if again is None:
            skipped += 1
            names = [it for name, it in entry.fields.items() if name in ("author", "editor")]
            assert any(NO_NAMES.search(it) for it in names), entry.text
            continue
        for name, value in entry.fields.items():
            other = name.lower() if name.lower() in again.fields else NAMES.get(name.lower(), name)
            if WRITTEN_OTHERWISE.fullmatch(name) or not any(said(value, name)):
                continue
            if NO_NAMES.search(value) or any(part in value for part in READ_OTHERWISE):
                continue
            field = again.fields.get(other)
            if field is None or said(field.value, name) != said(value, name):
                wrong.append(f"{entry.key}: {name}: {value!r} → {field.value if field else None!r}")
    print(f"{len(entries)} entries, {skipped} skipped for their names, {len(wrong)} wrong")
    assert wrong == []
