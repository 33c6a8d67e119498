"""Publications as items of CSL-JSON."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sphinx_publications.formats.exchange.csl_json import as_csl
from sphinx_publications.formats.exchange.variables.works import work_of
from sphinx_publications.model.entry_types import ENTRY_TYPES
from unit.formats.exchange.entries import ENTRIES
from unit.formats.exports import MADE, made, of_files, publications_in
from unit.helpers import entry, read

#: Cite key → the item of the entry, but for its key.
ITEMS: dict[str, dict[str, Any]] = {
    "article": {
        "type": "article-journal",
        "title": 'Deep <span class="nocase">GAN</span> stones: On'
        ' <span class="nocase">K<sub>i</sub><sup>2</sup></span> and H<sub>2</sub>O',
        "author": [{"family": "Grün", "given": "Jane"}, {"literal": "others"}],
        "issued": {"date-parts": [[2021, 5, 3]]},
        "accessed": {"date-parts": [[2022, 1, 5]]},
        "container-title": "Journal of Stones",
        "container-title-short": "J. Stones",
        "volume": "12",
        "issue": "3",
        "page": "101-137",
        "page-first": "101",
        "abstract": "We let n stones fall.",
        "note": "With a <i>map</i>. arXiv:2101.00001",
        "DOI": "10.1000/182",
        "ISSN": "1234-5679",
        "PMID": "12345678",
        "PMCID": "PMC99",
        "URL": "https://e.org/182",
        "language": "en",
    },
    "news": {
        "type": "article-newspaper",
        "title": "Stones roll",
        "author": [{"family": "Roe", "given": "Jane"}],
        "issued": {"date-parts": [[2020, 5, 6]]},
        "container-title": "The Times",
        "page": "12",
    },
    "press": {
        "type": "article-journal",
        "title": "In stone we trust",
        "author": [{"family": "Roe", "given": "Jane"}],
        "container-title": "J. Stones",
        "status": "in press",
    },
    "paper": {
        "type": "paper-conference",
        "title": "Stones",
        "author": [{"family": "Roe", "given": "J"}],
        "editor": [{"family": "Low", "given": "A"}],
        "issued": {"date-parts": [[2020]]},
        "event-date": {"date-parts": [[2020, 2, 28], [2020, 3, 2]]},
        "container-title": "Proceedings of the Conference on Stones",
        "event-title": "Stones 2020",
        "event-place": "Kiel",
        "collection-title": "LNS",
        "volume": "7",
        "collection-number": "2",
        "publisher": "ACM",
        "publisher-place": "New York",
        "status": "in press",
        "ISBN": "9783161484100",
    },
    "chapter": {
        "type": "chapter",
        "title": "On stones",
        "author": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
            {"family": "Knuth", "given": "Donald", "suffix": "Jr."},
        ],
        "editor": [{"family": "Low", "given": "Ann"}],
        "compiler": [{"family": "Fox", "given": "Al"}],
        "translator": [{"family": "Poe", "given": "Jim"}],
        "container-author": [{"family": "Doe", "given": "John"}],
        "issued": {"date-parts": [[2001]]},
        "container-title": "Handbook of Stones",
        "collection-title": "Stone Studies",
        "collection-number": "7",
        "page": "1-20",
        "page-first": "1",
        "edition": "2",
        "publisher": "Dune",
        "publisher-place": "Kiel",
        "chapter-number": "3",
        "number-of-volumes": "2",
    },
    "book": {
        "type": "book",
        "title": "The republic",
        "title-short": "Republic",
        "author": [{"literal": "Plato"}],
        "translator": [{"family": "Lee", "given": "Desmond"}],
        "issued": {"date-parts": [[2003]], "circa": True},
        "original-date": {"date-parts": [[-380]]},
        "number-of-pages": "345",
        "edition": "2",
        "publisher": "Penguin",
        "original-title": "Politeia",
        "original-publisher": "Academy",
    },
    "volume": {
        "type": "book",
        "title": "Stones of the World",
        "editor": [{"family": "Low", "given": "Ann"}, {"literal": "others"}],
        "issued": {"date-parts": [[2019], [2020]]},
        "collection-title": "Lecture Notes in Stones",
        "volume": "7",
        "publisher": "Dune",
    },
    "thesis": {
        "type": "thesis",
        "title": "石头的历史",
        "author": [{"family": "周", "given": "杰倫"}],
        "issued": {"date-parts": [[2010]]},
        "number-of-pages": "120",
        "publisher": "北京大学",
        "genre": "PhD thesis",
        "language": "zh",
    },
    "report": {
        "type": "report",
        "title": "Sieves",
        "author": [{"literal": "The ABC Team, Inc."}, {"family": "Roe", "given": "J"}],
        "issued": {"date-parts": [[2020, 5]]},
        "number": "CERN-2020-1",
        "publisher": "CERN",
        "genre": "Technical report",
    },
    "preprint": {
        "type": "article",
        "title": "Rivers",
        "author": [{"literal": "Delta Collaboration"}, {"family": "Poe", "given": "Jim"}],
        "issued": {"date-parts": [[2023]]},
        "publisher": "arXiv",
        "number": "arXiv:2309.16292",
        "DOI": "10.48550/arXiv.2309.16292",
    },
    "patent": {
        "type": "patent",
        "title": "A sieve",
        "author": [{"family": "Wilson", "given": "Ann"}],
        "issued": {"date-parts": [[2006, 9, 14]]},
        "number": "US7654321B2",
        "publisher": "Sieve Makers, Inc.",
        "genre": "US patent",
        "jurisdiction": "US",
    },
    "dataset": {
        "type": "dataset",
        "title": "The Stone Corpus",
        "author": [{"literal": "Stone Survey"}],
        "issued": {"date-parts": [[2021]]},
        "publisher": "Zenodo",
        "version": "1.2",
        "DOI": "10.5281/zenodo.1",
    },
    "software": {
        "type": "software",
        "title": "stonecount: Counting Stones",
        "author": [{"family": "Roe", "given": "Jane"}],
        "issued": {"date-parts": [[2022]]},
        "version": "2.0",
        "URL": "https://e.org/sc",
        "language": "en",
    },
    "talk": {
        "type": "speech",
        "title": "How rocks roll",
        "author": [{"family": "Roe", "given": "Jane"}],
        "issued": {"date-parts": [[2022, 2, 28]]},
        "event-title": "Gordon Conference",
        "event-place": "Ventura",
        "genre": "Invited talk",
    },
    "film": {
        "type": "motion_picture",
        "title": "Stones",
        "author": [{"family": "Roe", "given": "J"}],
        "director": [{"family": "Doe", "given": "J"}],
        "issued": {"date-parts": [[1999]], "season": 2},
    },
    "page": {
        "type": "webpage",
        "title": "My page",
        "author": [{"literal": "The Stone Society"}],
        "issued": {"literal": "Early Access"},
        "accessed": {"date-parts": [[2022, 1, 5]]},
        "URL": "https://e.org",
    },
}


@pytest.mark.parametrize("key", ENTRIES)
def test_a_whole_item(key: str) -> None:
    item = as_csl(work_of(publications_in(ENTRIES[key])[0]))
    assert item.pop("id") == item.pop("citation-key") == key
    assert item == ITEMS[key]


#: Fields of an entry → variables of its item.
VARIABLES = {
    # The roles of biblatex, and what else people write.
    "misc: editor = {Doe, J}, editortype = {organizer}": {"organizer": ["Doe"]},
    "misc: author = {Doe, J}, editora = {Roe, J}, editoratype = {redactor}": {
        "author": ["Doe"],
        "editor": ["Roe"],
    },
    "book: author = {Doe, J}, foreword = {Roe, J}, annotator = {Poe, J and others}": {
        "author": ["Doe"],
        "contributor": ["Poe", "Roe", "others"],
    },
    "inbook: author = {Doe, J}, bookauthor = {Doe, J}, booktitle = {B}": {
        "author": ["Doe"],
        "container-title": "B",
    },
    "misc: author = {Doe, J}, authortype = {painter}": {"author": ["Doe"]},
    # A body stands for the author where there is none.
    "manual: organization = {GNU}, address = {Bern}": {
        "author": ["GNU"],
        "publisher-place": "Bern",
    },
    "article: organization = {GNU}, journal = {J}": {
        "publisher": "GNU",
        "container-title": "J",
    },
    # Dates.
    "misc: year = {2000/2001}": {"issued": {"date-parts": [[2000], [2001]]}},
    "inproceedings: date = {2019-06-09/2019-06-15}, eventtitle = {E}": {
        "issued": {"date-parts": [[2019, 6, 9]]},
        "event-date": {"date-parts": [[2019, 6, 9], [2019, 6, 15]]},
        "event-title": "E",
    },
    "misc: date = {2019-06/2019-07}": {"issued": {"date-parts": [[2019, 6]]}},
    "misc: year = {Soon}, eventtitle = {E}": {
        "issued": {"literal": "Soon"},
        "event-title": "E",
    },
    "misc: date = {2019-06-09/2018}": {"issued": {"date-parts": [[2019, 6, 9]]}},
    "misc: date = {2019-06/}": {"issued": {"date-parts": [[2019, 6]]}},
    "misc: date = {1900?}": {"issued": {"date-parts": [[1900]], "circa": True}},
    "misc: date = {2020-21}": {"issued": {"date-parts": [[2020]], "season": 1}},
    "misc: year = {2022a}, month = may": {"issued": {"date-parts": [[2022, 5]]}},
    "misc: eventdate = {2020-01-02}": {
        "issued": {"date-parts": [[2020, 1, 2]]},
        "event-date": {"date-parts": [[2020, 1, 2]]},
    },
    "misc: urldate = {2020-01-02}": {},
    # A status is said once, by its variable.
    "misc: pubstate = {Under review}, note = {Under review}": {"status": "in submission"},
    "misc: pubstate = {Soon, I hope}, note = {Under review at J}": {
        "status": "Soon, I hope",
        "note": "Under review at J",
    },
    # What the work is a part of.
    "inproceedings: eventtitle = {E}, eventtitleaddon = {Online}": {
        "event-title": "E",
    },
    "inproceedings: venue = {ICML}": {"event-title": "ICML"},
    "inproceedings: booktitle = {B}, booktitleaddon = {Part 2}, shortbooktitle = {BB}": {
        "container-title": "B, Part 2",
        "container-title-short": "BB",
    },
    "book: journal = {LNS}, volume = {7}, maintitle = {Works}, part = {2}": {
        "container-title": "Works",
        "collection-title": "LNS",
        "volume": "7.2",
    },
    "inbook: booktitle = {B}, maintitle = {Works}, series = {2}": {
        "container-title": "B",
        "collection-title": "Works",
    },
    "article: journal = {J}, issuetitle = {Special}, number = 2, issue = {Spring}": {
        "container-title": "J",
        "volume-title": "Special",
        "issue": "2, Spring",
    },
    "periodical: journal = {T}, number = 3": {"issue": "3"},
    # Numbers.
    "article: journal = {J}, pages = {S1-5--S1-9}": {
        "container-title": "J",
        "page": "S1-5–S1-9",
        "page-first": "S1-5",
    },
    "article: journal = {J}, pages = {1--5, 9}": {
        "container-title": "J",
        "page": "1-5, 9",
        "page-first": "1",
    },
    "inproceedings: booktitle = {B}, number = 3": {"container-title": "B", "issue": "3"},
    "book: edition = {Tenth}, pages = {xi+300}": {"edition": "10", "page": "xi+300"},
    "book: edition = {Revised}": {"edition": "Revised"},
    "book: isbn = {978-3-16-148410-0, 0306406152}": {"ISBN": "978-3-16-148410-0 0306406152"},
    # Preprints, and the archives of published works.
    "article: publisher = {bioRxiv}, doi = {10.1101/1}": {
        "type": "article",
        "publisher": "bioRxiv",
        "DOI": "10.1101/1",
    },
    "article: journal = {arXiv preprint arXiv:2309.16292}": {
        "type": "article",
        "publisher": "arXiv",
        "number": "arXiv:2309.16292",
        "URL": "https://arxiv.org/abs/2309.16292",
    },
    "misc: eprint = {hal-01}, eprinttype = {HAL}": {
        "type": "article",
        "publisher": "HAL",
        "number": "hal-01",
        "URL": "https://hal.science/hal-01",
    },
    "online: eprint = {x}, eprinttype = {mine}, pubstate = {prepublished}": {
        "type": "article",
        "publisher": "mine",
        "number": "x",
    },
    "article: journal = {J}, eprint = {2301.00001}, note = {arXiv:2301.00001}": {
        "container-title": "J",
        "note": "arXiv:2301.00001",
        "URL": "https://arxiv.org/abs/2301.00001",
    },
    "article: journal = {J}, code = {https://e.org/code}, eprint = {2301.00001}": {
        "container-title": "J",
        "note": "arXiv:2301.00001",
        "URL": "https://arxiv.org/abs/2301.00001",
    },
    # What else is said of it.
    "misc: howpublished = {Software}, note = {Why?}, addendum = {So}": {
        "publisher": "Software",
        "note": "Why? So",
    },
    "misc: howpublished = {Software}, publisher = {P}": {"publisher": "P", "note": "Software"},
    "misc: howpublished = {https://e.org/x}": {},
    "article: entrysubtype = {magazine}": {"type": "article-magazine"},
    "review: title = {T}": {"type": "review"},
    "inreference: booktitle = {B}": {"type": "entry-encyclopedia", "container-title": "B"},
}  # fmt: skip


def family_names(value: Any) -> Any:
    """Return the family names in a list of names; any other value as it is."""
    is_names = isinstance(value, list)
    return [name.get("family") or name["literal"] for name in value] if is_names else value


@pytest.mark.parametrize(("fields", "variables"), VARIABLES.items(), ids=list(VARIABLES))
def test_fields_become_variables(fields: str, variables: dict[str, Any]) -> None:
    kind, _, written = fields.partition(": ")
    if "title" not in written.split():
        written = f"title = {{T}}, {written}"
    item = as_csl(work_of(read(f"@{kind}{{key, {written}}}")[0][0]))
    kind = ENTRY_TYPES[kind].csl if kind in ENTRY_TYPES else ""
    expected = {"id": "key", "citation-key": "key", "type": kind, "title": "T", **variables}
    assert {name: family_names(value) for name, value in item.items()} == expected


def test_the_published_record_is_described_under_the_key_of_the_entry() -> None:
    source = """
@inproceedings{own, author={Doe, J}, title={Old}, booktitle={C}, year=2023, related={new},
  relatedtype={publishedas}}
@inproceedings{new, author={Roe, R}, title={New}, booktitle={D}, year=2024, options={skipbib}}
"""
    item = as_csl(work_of(read(source)[0][0]))
    assert (item["id"], item["title"], item["container-title"]) == ("own", "New", "D")


def test_names_have_no_markup() -> None:
    item = as_csl(work_of(entry(r"author = {\textless b\textgreater, {\textless i\textgreater}}")))
    assert item["author"] == [{"family": "<\u2060b>", "given": "<\u2060i>"}]


# -- any entry ------------------------------------------------------------------------

#: The types, and the variables by the kind of their values, as in the specification of CSL 1.0.2,
#: appendices III and IV.
TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic"
    " collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic"
    " hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet"
    " paper-conference patent performance periodical personal_communication post post-weblog"
    " regulation report review review-book software song speech standard thesis treaty"
    " webpage".split()
)
TEXTS = frozenset(
    "id citation-key type title title-short abstract chapter-number collection-number"
    " collection-title container-title container-title-short DOI edition event-place event-title"
    " genre ISBN ISSN issue jurisdiction language note number number-of-pages number-of-volumes"
    " original-publisher original-publisher-place original-title page page-first PMCID PMID"
    " publisher publisher-place status URL version volume volume-title".split()
)
NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director"
    " editor editorial-director executive-producer host illustrator interviewer narrator organizer"
    " performer producer script-writer translator".split()
)
DATES = frozenset({"accessed", "event-date", "issued", "original-date"})
NAME_PARTS = frozenset({"family", "given", "literal", "non-dropping-particle", "suffix"})
SOURCES = [pytest.param(made(), id=f"{MADE} made")]
SOURCES += [pytest.param(source, id=name) for name, source in of_files()]
#: A tag that a processor acts on.
TAG = re.compile(r"<(/?)([A-Za-z][^<>]*)>")
OURS = frozenset({"i", "b", "sup", "sub", "span"})


def check_text(text: str) -> None:
    assert text == " ".join(text.split(" "))
    assert "\n" not in text
    opened: list[str] = []
    for closing, name in TAG.findall(text):
        word = name.split()[0]
        assert word in OURS
        if closing:
            assert opened.pop() == word
        else:
            opened.append(word)
    assert opened == []


def check_date(date: dict[str, Any]) -> None:
    assert date.keys() <= {"date-parts", "season", "circa", "literal"}
    assert ("literal" in date) is not ("date-parts" in date)
    parts = date.get("date-parts", [[1]])
    assert 1 <= len(parts) <= 2
    assert all(1 <= len(part) <= 3 and all(type(it) is int for it in part) for part in parts)


@pytest.mark.parametrize("source", SOURCES)
def test_an_item_is_valid(source: str) -> None:
    for publication in publications_in(source):
        item = as_csl(work_of(publication))
        assert item["id"] == publication.key
        assert item["type"] in TYPES
        for name, value in item.items():
            assert value
            if name in NAMES:
                assert all(it and it.keys() <= NAME_PARTS and all(it.values()) for it in value)
            elif name in DATES:
                check_date(value)
            else:
                assert name in TEXTS
                assert type(value) is str
                if name not in {"id", "citation-key", "DOI", "URL"}:
                    check_text(value)


@pytest.mark.parametrize("row", ENTRY_TYPES.values(), ids=list(ENTRY_TYPES))
def test_a_type_is_one_of_csls(row: Any) -> None:
    assert row.csl in TYPES
