"""Ask biblatex which fields it has and prints: ``python -m tex.biblatex_facts`` (ten minutes).

It writes ``tests/data/biblatex/fields.txt``, of each entry type the fields that the data model
has and those that the standard style prints, and ``references.txt``, the references to the
entries beside it. It needs pdflatex, biber and pdftotext; the tests need only the files.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from support import ROOT
from unit.listing.references.biblatex_fields import entry_with, marker

FACTS: Final = ROOT / "tests" / "data" / "biblatex"
_DOCUMENT: Final = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage[english]{babel}
\usepackage[backend=biber,style=numeric,maxbibnames=99]{biblatex}
\usepackage[paperwidth=400cm,paperheight=60cm,margin=1cm]{geometry}
\setlength{\parindent}{0pt}
\hyphenpenalty=10000
\addbibresource{entries.bib}
\begin{document}
\tiny
%s
\end{document}
"""
#: Not publications, or printed by no style of biblatex's own.
_NO_WORKS: Final = {"set", "xdata", "bibnote"}
#: Fields that name other entries or tell biblatex what to do; no text of theirs is printed.
_NO_TEXTS: Final = frozenset(
    "crossref entryset execute ids options related relatedoptions relatedstring relatedtype xdata"
    " xref".split()
)


def data_model() -> dict[str, list[str]]:
    """Return type → fields, of all types under "all", as blx-dm.def declares them."""
    path = subprocess.check_output(["kpsewhich", "blx-dm.def"], text=True).strip()
    source = re.sub("%.*", "", Path(path).read_text(encoding="utf-8"))
    types: list[str] = []
    for _, names in re.findall(r"\\DeclareDatamodelEntrytypes(\[.*?\])?\{([^#}]*)\}", source):
        types += _items(names)
    model: dict[str, list[str]] = {name: [] for name in ["all", *types]}
    declared = r"\\DeclareDatamodelEntryfields(?:\[([^\]]*)\])?\{([^#}]*)\}"
    for names, fields in re.findall(declared, source):
        for name in _items(names) or ["all"]:
            model[name] += _items(fields)
    return {name: _with_dates(fields) for name, fields in model.items() if name not in _NO_WORKS}


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _with_dates(fields: Iterable[str]) -> list[str]:
    """Return *fields* with "eventdate" in place of its thirteen parts: day, month, endyear…"""
    part = "(event|orig|url|)(?:end)?(?:day|month|year|hour|minute|second|timezone|yeardivision)"
    names = (f"{match[1]}date" if (match := re.fullmatch(part, name)) else name for name in fields)
    return sorted(set(names))


def printed(entries: Mapping[str, str]) -> dict[str, str]:
    """Return key → reference, of *entries*, whose values are the entries as BibTeX."""
    body = "\n\n".join(rf"\detokenize{{@@{key}:}} \fullcite{{{key}}}" for key in entries)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "entries.bib").write_text("\n".join(entries.values()), encoding="utf-8")
        Path(folder, "all.tex").write_text(_DOCUMENT % body, encoding="utf-8")
        latex = ["pdflatex", "-interaction=batchmode", "all"]
        for command in (latex, ["biber", "-q", "all"], latex):
            subprocess.run(command, cwd=folder, check=False, stdout=subprocess.DEVNULL)
        command = ["pdftotext", "-layout", "all.pdf", "-"]
        text = subprocess.check_output(command, cwd=folder, text=True)
    text = unicodedata.normalize("NFKC", text)
    return {
        key: " ".join(reference.split())
        for key, reference in re.findall(r"(?s)@@(\w+): (.*?)(?=@@|\Z)", text)
    }


def main() -> None:
    """Write both files."""
    model = data_model()
    cases = [
        (kind, field)
        for kind in model
        if kind != "all"
        for field in sorted({*model["all"], *model[kind]} - _NO_TEXTS)
    ]
    keys = [f"k{number}" for number in range(len(cases))]
    asked = zip(keys, cases, strict=True)
    texts = printed({key: entry_with(key, *case) for key, case in asked})
    lines = ["# biblatex: the fields of each entry type, and those that it prints."]
    lines += [f"all has {' '.join(model['all'])}"]
    for kind in model.keys() - {"all"}:
        shown = [
            field
            for key, (of, field) in zip(keys, cases, strict=True)
            if of == kind and marker(field).lower() in texts.get(key, "").lower()
        ]
        lines += [f"{kind} has {' '.join(model[kind])}".rstrip()]
        lines += [f"{kind} prints {' '.join(shown)}"]
    _write("fields.txt", [lines[0], *sorted(lines[1:])])
    source = (FACTS / "entries.bib").read_text(encoding="utf-8")
    entries = dict(_keyed(source))
    _write("references.txt", [f"{key}: {text}" for key, text in printed(entries).items()])


def _keyed(source: str) -> list[tuple[str, str]]:
    return [(match[1], match[0]) for match in re.finditer(r"(?m)^@\w+\{(\w+),.*$", source)]


def _write(name: str, lines: Iterable[str]) -> None:
    (FACTS / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
