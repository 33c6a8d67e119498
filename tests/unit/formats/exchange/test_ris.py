"""Publications as records of RIS."""

from __future__ import annotations

import re

import pytest
import rispy

from sphinx_publications.formats.exchange import facts
from sphinx_publications.formats.exchange.facts import one_line
from sphinx_publications.formats.exchange.ris import as_ris
from sphinx_publications.formats.exchange.variables.works import work_of
from sphinx_publications.model.entry_types import ENTRY_TYPES, EntryType
from sphinx_publications.reading.relations import record_of
from unit.formats.exchange.entries import ENTRIES
from unit.formats.exports import MADE, made, of_files, publications_in
from unit.helpers import read

#: Cite key → the record of the entry, but for its key and its end.
RECORDS = {
    "article": """\
TY  - JOUR
TI  - Deep GAN Stones: On Kᵢ² and H₂O
AU  - Grün, Jane
AU  - et al.,
PY  - 2021
DA  - 2021/05/03/
Y2  - 2022/01/05/
T2  - Journal of Stones
J2  - J. Stones
VL  - 12
IS  - 3
SN  - 1234-5679
LA  - en
C2  - PMC99
DO  - 10.1000/182
UR  - https://e.org/182
AB  - We let n stones fall.
SP  - 101
EP  - 137
N1  - With a map. arXiv:2101.00001
N1  - PMID: 12345678
""",
    "news": """\
TY  - NEWS
TI  - Stones Roll
AU  - Roe, Jane
PY  - 2020
DA  - 2020/05/06/
T2  - The Times
SP  - 12
""",
    "press": """\
TY  - JOUR
TI  - In Stone We Trust
AU  - Roe, Jane
T2  - J. Stones
N1  - In press
""",
    "paper": """\
TY  - CONF
TI  - Stones
AU  - Roe, J
A2  - Low, A
PY  - 2020
T2  - Stones 2020
C3  - Proceedings of the Conference on Stones
T3  - LNS
C1  - Kiel
CY  - New York
PB  - ACM
VL  - 7
IS  - 2
SN  - 9783161484100
N1  - In press
""",
    "chapter": """\
TY  - CHAP
TI  - On Stones
AU  - van der Berg, Jan
AU  - Knuth, Donald, Jr.
A2  - Low, Ann
A4  - Poe, Jim
C2  - Doe, John
PY  - 2001
T2  - Handbook of Stones
T3  - Stone Studies
CY  - Kiel
PB  - Dune
SV  - 7
SE  - 3
ET  - 2
NV  - 2
SP  - 1
EP  - 20
""",
    "book": """\
TY  - BOOK
TI  - The Republic
AU  - Plato,
A4  - Lee, Desmond
PY  - 2003
ST  - Republic
PB  - Penguin
SP  - 345
ET  - 2
""",
    "volume": """\
TY  - EDBOOK
TI  - Stones of the World
AU  - Low, Ann
AU  - et al.,
PY  - 2019
T2  - Lecture Notes in Stones
PB  - Dune
VL  - 7
""",
    "thesis": """\
TY  - THES
TI  - 石头的历史
AU  - 周, 杰倫
PY  - 2010
PB  - 北京大学
SP  - 120
M3  - PhD thesis
LA  - zh
""",
    "report": """\
TY  - RPRT
TI  - Sieves
AU  - The ABC Team Inc.,
AU  - Roe, J
PY  - 2020
DA  - 2020/05//
PB  - CERN
SN  - CERN-2020-1
M3  - Technical report
""",
    "preprint": """\
TY  - UNPB
TI  - Rivers
AU  - Delta Collaboration,
AU  - Poe, Jim
PY  - 2023
T2  - arXiv
PB  - arXiv
DP  - arXiv
AN  - arXiv:2309.16292
DO  - 10.48550/arXiv.2309.16292
""",
    "patent": """\
TY  - PAT
TI  - A sieve
AU  - Wilson, Ann
PY  - 2006
DA  - 2006/09/14/
PB  - Sieve Makers, Inc.
SN  - US7654321B2
C3  - US
""",
    "dataset": """\
TY  - DATA
TI  - The Stone Corpus
AU  - Stone Survey,
PY  - 2021
PB  - Zenodo
ET  - 1.2
DO  - 10.5281/zenodo.1
""",
    "software": """\
TY  - COMP
TI  - stonecount: Counting Stones
AU  - Roe, Jane
PY  - 2022
ET  - 2.0
UR  - https://e.org/sc
""",
    "talk": """\
TY  - SLIDE
TI  - How Rocks Roll
AU  - Roe, Jane
PY  - 2022
DA  - 2022/02/28/
T2  - Gordon Conference
CY  - Ventura
M3  - Invited talk
""",
    "film": """\
TY  - MPCT
TI  - Stones
AU  - Doe, J
PY  - 1999
""",
    "page": """\
TY  - ELEC
TI  - My Page
AU  - The Stone Society,
Y2  - 2022/01/05/
UR  - https://e.org
N1  - Early Access
""",
}
END = "ER  - \n"


@pytest.mark.parametrize("key", ENTRIES)
def test_a_whole_record(key: str) -> None:
    record = as_ris(work_of(publications_in(ENTRIES[key])[0]))
    assert record.replace(f"ID  - {key}\n", "") == f"{RECORDS[key]}{END}"


#: Fields of an entry → the lines of its record, but for those of every entry.
LINES = {
    "article: author = {{Smith, Inc.} and van Gogh}": "TY JOUR|AU Smith Inc.,|AU van Gogh,",
    "book: author = {Roe, J}, editor = {Doe, J}, series = {LNS}, number = 3": (
        "TY BOOK|AU Roe, J|A3 Doe, J|T2 LNS|M1 3"
    ),
    "report: editor = {Doe, J and others}, institution = {U}, pagetotal = 12": (
        "TY RPRT|A2 Doe, J|A2 et al.,|PB U|SP 12"
    ),
    "article: journal = {J}, pages = {1--5, 9}, date = {2020-05}": (
        "TY JOUR|PY 2020|DA 2020/05//|T2 J|SP 1|EP 5, 9"
    ),
    "article: journal = {J}, pages = {S1-5--S1-9}": "TY JOUR|T2 J|SP S1-5|EP S1-9",
    "article: journal = {J}, pages = {e12}, pubstate = {submitted}, year = 2020": (
        "TY JOUR|PY 2020|T2 J|SP e12|N1 In submission"
    ),
    "misc: pubstate = {submitted}": "TY GEN|N1 In submission",
    "misc: note = {\\textless script\\textgreater 1 \\textless{} 2}": "TY GEN|N1 < script>1 < 2",
    "software: language = {french}, version = {1}, edition = {2}": "TY COMP|ET 1",
    "dataset: isbn = {0306406152}": "TY DATA|SN 0306406152",
    "inproceedings: booktitle = {B}, issn = {1234-5679}": "TY CONF|T2 B|C3 B",
    "article: journal = {J}, issn = {1234-5679}, isbn = {0306406152}": (
        "TY JOUR|T2 J|SN 1234-5679"
    ),
    "online: urldate = {2020-01-02}": "TY ELEC",
    "unpublished: type = {Draft}, title = {T}": "TY MANSCPT|M3 Draft",
}


@pytest.mark.parametrize(("fields", "lines"), LINES.items(), ids=list(LINES))
def test_fields_become_lines(fields: str, lines: str) -> None:
    kind, _, written = fields.partition(": ")
    record = as_ris(work_of(read(f"@{kind}{{key, title = {{T}}, {written}}}")[0][0]))
    own = record.removesuffix(END).replace("ID  - key\n", "").replace("TI  - T\n", "")
    assert own.replace("  - ", " ").strip().split("\n") == lines.split("|")


def test_the_published_record_is_described_under_the_key_of_the_entry() -> None:
    source = """
@inproceedings{own, author={Doe, J}, title={Old}, booktitle={C}, year=2023, related={new},
  relatedtype={publishedas}}
@inproceedings{new, author={Roe, R}, title={New}, booktitle={D}, year=2024, options={skipbib}}
"""
    record = as_ris(work_of(read(source)[0][0]))
    assert record.startswith("TY  - CONF\nID  - own\nTI  - New\nAU  - Roe, R\nPY  - 2024\n")


# -- any entry ------------------------------------------------------------------------

#: A tag that the reader does not know, but Zotero and EndNote do.
ELSEWHERE = {"SV"}
SOURCES = [pytest.param(made(), id=f"{MADE} made")]
SOURCES += [pytest.param(source, id=name) for name, source in of_files()]
LINE = re.compile(r"[A-Z][A-Z0-9]  - \S(?:.*\S)?")
#: Soft hyphens are parts of words, although they are not printable.
INVISIBLE = "\xad"


@pytest.mark.parametrize("source", SOURCES)
def test_records_are_read_without_loss(source: str) -> None:
    publications = publications_in(source)
    texts = [as_ris(work_of(publication)) for publication in publications]
    for text in texts:
        lines = text.removesuffix(END).rstrip("\n").split("\n")
        assert text.endswith(f"\n{END}")
        assert all(map(LINE.fullmatch, lines))
        assert all(line.replace(INVISIBLE, "").isprintable() for line in lines)
    found = rispy.loads("\n".join(texts)) if texts else []
    assert len(found) == len(publications)
    for it, publication in zip(found, publications, strict=True):
        record = record_of(publication)
        assert set(it.get("unknown_tag", ())) <= ELSEWHERE
        assert it["id"] == publication.key
        assert it["title"] == facts.title(record)
        if record.date.year is not None:
            assert it["year"] == str(record.date.year)
        if it["type_of_reference"] != "EDBOOK":
            names = [name.split(",")[0] for name in it.get("authors", [])]
            persons = [person for person in record.authors if person.given]
            assert {one_line(it.last_name).replace(",", "") for it in persons} <= set(names)


@pytest.mark.parametrize("row", ENTRY_TYPES.values(), ids=list(ENTRY_TYPES))
def test_a_type_is_one_of_ris(row: EntryType) -> None:
    assert row.ris in rispy.TYPE_OF_REFERENCE_MAPPING
