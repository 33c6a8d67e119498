"""Entries to export: made ones of all types and fields, and those of all files of the tests."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_publications.bib.bib_files import parse_bib_files
from sphinx_publications.bib.file_bytes import FileBytes
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.publications import read_publications
from support import ROOT
from unit.bib.test_causes import CAUSES, read_cases

__all__ = ["Exported", "exported", "made", "of_files", "written"]

MADE: Final = 500
_TYPES: Final = (*ENTRY_TYPES, "unknowntype")
_PIECES: Final = (
    "Learning|the|of|Networks|{GAN}|{{BERT}}|Größe|数学|Παπαδόπουλος|naïve|A|x|–|—|“so”|…|R&D|50%|a_b|#1"
    "|$5|~|^|<i>E. coli</i>|&amp;|<|>|\\|/|a@b.org|a=b|a, b|(x)|[y]|;|!|?|''so''|``so''|\"so\"|`|'"
    r"|\&|\%|\_|\#|\$5|\{x\}|\{|\}|\\|\~{}|\^{}|\textbackslash{}|\textbraceleft|G\"odel|{\'e}|\c{c}|{\o}"
    r"|{\H{o}}|\v Z|\ss{}|\emph{so {deep}}|\textbf{x}|{\em so}|\textsc{Sc}|\url{https://e.org/a_b%20c}"
    r"|\href{https://e.org/#x}{here}|\enquote{so}|\mkbibquote{so}|\LaTeX|\TeX{}|\noopsort{b}|\input{x}"
    r"|\unknown{x}|\foo|$x_i^2$|$K$|\(x_{1}\)|$\{x\}$|$\mathbb{Z}$|$a|H$_2$O|\textsuperscript{2}|{|}"
    "|\u200b|\u202e|\x07|𝕏|\u00a0|é|ﬁ|İ|ß"
).split("|")
_NAMES: Final = (
    r"Zhu, Banghua|Jane Roe|van der Berg, Jan|{Barnes and Noble, Inc.}|Doe*, John|M\"uller, J."
    r"|G{\"o}del, Kurt|Knuth, Jr., D. E.|周, 杰倫|Иванов, И.|de la Vall{\'e}e Poussin, Ch.|Plato"
    r"|Roe, J\thanks{X}|{The ABC Team}|O'Neil, T.-H.|Erdős, Pál|A. B. C.|Roe$^{1}$, R|{\L}uk, {\O}"
).split("|")
_DATES: Final = "2020|2020-05|2020-05-06|2020/2021|2020-02/2020-03|~1900|in press|{1990}".split("|")
_MONTHS: Final = 'jan|{March}|{5}|{July/August}|"5~" # jun|{23--29 Jul}|dec # { 1}'.split("|")
_IDENTIFIERS: Final = (
    "10.1000/182|https://doi.org/10.1/a_b|10.1002/(SICI)1<1::AID>3.0.CO;2-P|2301.11270v2|hep-th/9901001"
    r"|978-3-16-148410-0|https://e.org/~me/a%20b?c=d&e=f#g|www.e.org/x_y|\url{https://e.org}|papers/a.pdf"
    "|PMC123|javascript:x"
).split("|")


class Exported(NamedTuple):
    """An exported entry, as the text says it: one field a line."""

    text: str
    type: str
    key: str
    #: Field → value without its braces; a macro as it stands, in angle brackets.
    fields: dict[str, str]


def _value(chance: random.Random, kind: str, name: str) -> str:
    """Return the source of a value."""
    if name == "month":
        return chance.choice(_MONTHS)
    if kind == "names":
        text = " and ".join(chance.sample(_NAMES, chance.choice((1, 1, 2, 3, 5))))
    elif kind == "date" or name == "year":
        text = chance.choice(_DATES)
    elif kind in {"identifier", "link", "verbatim"}:
        text = chance.choice((*_IDENTIFIERS, *_PIECES))
    else:
        text = chance.choice((" ", " ", "")).join(chance.choices(_PIECES, k=chance.randrange(1, 7)))
    if name == "pages":
        text = chance.choice(("1--20", "1–20", "xi", "pp. 3-4", "e12", text))
    if text.count("{") != text.count("}"):
        text = re.sub("[{}]", "", text)
    return f"{{{text}}}"


def made(count: int = MADE) -> str:
    """Return a file with *count* entries of all types and fields."""
    chance = random.Random(15)
    entries = []
    known = [field for field in FIELDS.values() if field.name not in {"crossref", "xdata", "ids"}]
    for number in range(count):
        kind = _TYPES[number % len(_TYPES)]
        required = ENTRY_TYPES[kind].required if kind in ENTRY_TYPES else ""
        fields = [FIELDS[chance.choice(names.split("|"))] for names in required.split()]
        fields += [*chance.sample(known, chance.randrange(2, 12)), FIELDS["title"], FIELDS["year"]]
        key = chance.choice(("k{}", "Key:{}", "a/b-{}", "ö{}", "x_{}", "{}", "k'{}", "k.+{}"))
        lines = [f"  {it.name} = {_value(chance, it.kind, it.name)},\n" for it in fields]
        entries.append(f"@{kind}{{{key.format(number)},\n{''.join(dict.fromkeys(lines))}}}\n")
    return "\n".join(entries)


def of_files() -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of the cases and files of the tests, and of the site."""
    for path in CAUSES:
        for case in read_cases(path):
            yield f"{path.stem}: {case.name}", case.source
    for path in [*sorted((ROOT / "tests" / "data").glob("*.bib")), Path(ROOT, "pubs.bib")]:
        yield path.name, path.read_text(encoding="utf-8")


def publications_in(source: str) -> tuple[Publication, ...]:
    read = parse_bib_files([(FileBytes(source.encode()), "x.bib")])
    return read_publications(read.entries)[0]


def exported(source: str) -> list[Exported]:
    """Return what the publications in *source* become, each once."""
    texts = dict.fromkeys(as_bibtex(it, abstract=True) for it in publications_in(source))
    return [written(text) for text in texts]


def written(text: str) -> Exported:
    """Return what an exported *text* says, as the writer writes it."""
    first, *lines, last = text.split("\n")
    header = re.fullmatch(r"@(\w+)\{([^\s,{}]+),?", first)
    assert header, first
    assert last == "}" or not lines
    fields = {}
    for line in lines:
        field = re.fullmatch(r"  ([A-Za-z][\w+:.-]*) *= (?:\{(.*)\}|(\w+)),", line)
        assert field, line
        assert field[1] not in fields
        fields[field[1]] = field[2] if field[3] is None else f"<{field[3]}>"
    return Exported(text, header[1], header[2], fields)
