"""Fields that biblatex prints: none of them vanishes."""

from __future__ import annotations

import pytest

from sphinx_publications.model.entry_types import ENTRY_TYPES
from sphinx_publications.model.marks import Mark
from sphinx_publications.text.inline import Span, Style, plain
from unit.helpers import entry, read_one, reference, reference_text

PEOPLE = {
    "a translator beside an author": (
        "book",
        "author={Original, Otto}, translator={Roe, Jane}, publisher={New Press}, date={2019}",
        "T | Otto Original | Translated by Jane Roe, New Press, 2019",
    ),
    "an editor beside an author": (
        "book",
        "author={Poe, Jim}, editor={Roe, Jane}, publisher={P}, year={2020}",
        "T | Jim Poe | Edited by Jane Roe, P, 2020",
    ),
    "each role, in biblatex's order": (
        "book",
        "author={A, Ann}, afterword={I, Ida}, foreword={H, Hal}, introduction={G, Gus},"
        " commentator={F, Fay}, annotator={E, Eve}, translator={D, Dan}, editor={B, Bob and C, Cy}",
        "T | Ann A | Edited by Bob B and Cy C, translated by Dan D, annotated by Eve E, with a"
        " commentary by Fay F, with an introduction by Gus G, with a foreword by Hal H, with an"
        " afterword by Ida I",
    ),
    "types of editors": (
        "book",
        "author={A, Ann}, editor={B, Bob}, editortype={compiler}, editora={C, Cy},"
        " editoratype={redactor}, editorb={D, Dan and others}, editorbtype={collaborator},"
        " editorc={E, Eve}",
        "T | Ann A | Compiled by Bob B, redacted by Cy C, in collaboration with Dan D et al.,"
        " edited by Eve E",
    ),
    "a type of an author's own": (
        "book",
        "author={A, Ann}, editora={B, Bob}, editoratype={stage design}",
        "T | Ann A | Stage design: Bob B",
    ),
    "compilers in front": (
        "collection",
        "editor={B, Bob and C, Cy}, editortype={compiler}, publisher={P}",
        "T | Bob B, Cy C (comps.) | P",
    ),
    "a translator alone": ("book", "translator={D, Dan}, year=2020", "T | Dan D (trans.) | 2020"),
    "many names": (
        "incollection",
        "author={A, Ann}, booktitle={B}, translator={B, Bob and C, Cy and D, Dan}",
        "T | Ann A | B, translated by Bob B, Cy C and Dan D",
    ),
    "the author of the book": (
        "inbook",
        "author={A, Ann}, booktitle={B}, bookauthor={B, Bob}, editor={C, Cy}",
        "T | Ann A | B, by Bob B, edited by Cy C",
    ),
    "the same author": ("inbook", "author={A, Ann}, booktitle={B}, bookauthor={A, Ann}",
                        "T | Ann A | B"),
    "holders": (
        "patent",
        "author={A, Ann}, number={7}, holder={Roe, Jane and {Example Corp.}}, year=2020",
        "T | Ann A | Patent 7, Jane Roe, Example Corp., 2020",
    ),
}  # fmt: skip
VOLUMES = {
    "a series with volume and number": (
        "book",
        "author={A, B}, volume={2}, series={Classics}, number={14}, publisher={New Press}",
        "T | B A | Vol. 2, Classics 14, New Press",
    ),
    "a series with a volume": ("book", "volume={2}, series={C}, year=2020", "T | C 2, 2020"),
    "a number beside a volume": (
        "inproceedings",
        "booktitle={Proc. AAAI}, volume=37, number=13, pages={1--2}, year=2023",
        "T | Proc. AAAI, 2023, vol. 37(13), pp. 1–2",
    ),
    "the journal of a book": (
        "book",
        "author={A, F}, journal={Neural Computing}, volume=35, publisher={Springer}, year=2023",
        "T | F A | Neural Computing 35, Springer, 2023",
    ),
    "a journal that is the title": ("book", "journal={T}, publisher={P}", "T | P"),
    "a book of several": (
        "incollection",
        "author={Roe, Jane}, booktitle={Handbook}, booksubtitle={All of Them},"
        " maintitle={Big Series}, mainsubtitle={A to Z}, volume={2}, publisher={P}, date={2017}",
        "T | Jane Roe | Handbook: All of Them, vol. 2 of Big Series: A to Z, P, 2017",
    ),
    "part of a volume": (
        "book", "maintitle={M}, volume=2, part=1, publisher={P}", "T | Vol. 2.1 of M, P"
    ),
    "volumes": ("mvbook", "author={A, B}, volumes=3, year=2020", "T | B A | 3 vols., 2020"),
    "volumes in words": ("book", "volumes={three volumes}, year=1", "T | three volumes, 1"),
    "pages in total": (
        "book", "publisher={P}, date={2019}, pagetotal={345}", "T | P, 2019, 345 pp."
    ),
    "pages in total, in words": ("book", "pagetotal={xii, 345 p.}", "T | xii, 345 p."),
}  # fmt: skip
TITLES = {
    "an addition to the title, and the title of an issue": (
        "article",
        "author={Roe, Jane}, titleaddon={Guest editorial}, journaltitle={J},"
        " issuetitle={Special Issue on Rocks}, volume={3}, date={2020-05}",
        "T | Guest editorial | Jane Roe | J, 3, Special Issue on Rocks, 2020",
    ),
    "when it was first published": (
        "book",
        "origdate={1901}, publisher={P}, date={2019}",
        "T | P, 2019, first published 1901",
    ),
    "under which title": (
        "book",
        "origtitle={Steine}, origdate={1901-05}, publisher={P}, date={2019}",
        "T | P, 2019, first published as Steine, 1901",
    ),
}
DAYS = {
    "a talk": (
        "unpublished",
        "author={Roe, Jane}, type={Invited talk}, eventtitle={Gordon Conference on Stone},"
        " venue={Ventura, CA}, date={2022-02-28}",
        "T | Jane Roe | Invited talk, Gordon Conference on Stone, Ventura, CA, February 28, 2022",
    ),
    "days of an event": (
        "presentation",
        "author={Roe, Jane}, eventtitle={Rocks}, eventtitleaddon={RX}, eventdate={2021-06-01/04},"
        " venue={Rome}",
        "T | Jane Roe | Rocks, RX, Rome, June 1, 2021",
    ),
    "an event in one month": (
        "talk", "eventtitle={R}, eventdate={2021-06-01/2021-06-04}", "T | R, June 1–4, 2021"
    ),
    "an event in two months": (
        "talk", "eventtitle={R}, eventdate={2021-06-28/2021-07-02}", "T | R, June 28–July 2, 2021"
    ),
    "an event in two years": (
        "talk",
        "eventtitle={R}, eventdate={2021-12-28/2022-01-02}",
        "T | R, December 28, 2021–January 2, 2022",
    ),
    "an event without an end": (
        "talk", "eventtitle={R}, eventdate={2021-06-28/}", "T | R, June 28, 2021"
    ),
    "a month": ("talk", "venue={R}, date={2021-06}", "T | R, June 2021"),
    "BibTeX's month": ("talk", "venue={R}, year=2021, month=jun, day=3", "T | R, June 3, 2021"),
    "a year": ("talk", "venue={R}, year=2021", "T | R, 2021"),
    "a venue said once": ("talk", "eventtitle={ICML}, venue={icml}, year=2021", "T | ICML, 2021"),
    "a manuscript": ("unpublished", "author={A, B}, date={2021-06-28}", "T | B A | 2021"),
    "a patent": ("patent", "number=7, date={2021-06-28}", "T | Patent 7, June 28, 2021"),
}  # fmt: skip
HOUSES = {
    "a thesis that a publisher has": (
        "phdthesis",
        "author={Roe, Jane}, school={Roe University}, publisher={ProQuest}, year=2020",
        "T | Jane Roe | PhD thesis, Roe University, ProQuest, 2020",
    ),
    "one house under two names": (
        "inproceedings",
        "booktitle={B}, organization={IEEE}, publisher={Ieee}",
        "T | B, Ieee",
    ),
    "a part of its name": (
        "inproceedings",
        "booktitle={B}, organization={ACM}, publisher={ACM Press}",
        "T | B, ACM Press",
    ),
}
YEARS = {
    "the year is not first": ("inproceedings", "publisher={AIAA}, year=2017", "T | AIAA, 2017"),
    "nor before pages": ("inproceedings", "pages={1--2}, year=2017", "T | Pp. 1–2, 2017"),
    "the venue ends in it": ("inproceedings", "booktitle={ICML 2020}, year=2020", "T | ICML 2020"),
    "the venue ends in another": (
        "inproceedings",
        "booktitle={ICML 2019}, year=2020",
        "T | ICML 2019, 2020",
    ),
    "the venue ends in more digits": (
        "inproceedings",
        "booktitle={ICML 12020}, year=2020",
        "T | ICML 12020, 2020",
    ),
}
NUMBERS = {
    "130406": "article 130406",
    "e2312573121": "article e2312573121",
    "e7": "article e7",
    "Article 12": "article 12",
    "art. e12": "article e12",
    "L25": "p. L25",
    "S105": "p. S105",
    "xiv": "p. xiv",
    "1234": "p. 1234",
    "12345--12350": "pp. 12345–12350",
    "e12--e15": "pp. e12–e15",
    "10 pages": "10 pages",
}
ALL = {
    f"{kind}: {name}": case
    for kind, cases in {
        "people": PEOPLE, "volumes": VOLUMES, "titles": TITLES, "houses": HOUSES, "years": YEARS,
        "days": DAYS,
    }.items()
    for name, case in cases.items()
}  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "text"), ALL.values(), ids=list(ALL))
def test_fields(kind: str, fields: str, text: str) -> None:
    assert reference_text(entry(fields, kind)) == text


@pytest.mark.parametrize(("pages", "text"), NUMBERS.items())
def test_pages_and_article_numbers(pages: str, text: str) -> None:
    shown = reference_text(entry(f"journal={{J}}, pages={{{pages}}}", "article"))
    assert shown == f"T | J, {text}"


ROLES = (
    "editor editora editorb editorc translator annotator commentator introduction foreword"
    " afterword".split()
)


@pytest.mark.parametrize(
    ("role", "kind"),
    [("holder", "patent")]
    + [(role, row.name) for role in ROLES for row in ENTRY_TYPES.values() if row.layout],
)
def test_the_owner_is_marked_in_each_role(role: str, kind: str) -> None:
    publication = entry(f"author={{Poe, Jim}}, {role}={{Zoe, Zed and Roe, Jane}}", kind)
    owner = read_one("@misc{o, title={O}, author={Roe, J.}}").authors
    shown = reference(publication, owner=owner).sentences
    imprint = next(it for it in shown if it.name == "imprint").text
    assert Span(Style.OWNER, ("Jane Roe",)) in imprint
    assert "Zed Zoe" in plain(imprint)


def test_marks_and_orcid_stand_behind_names_in_each_role() -> None:
    fields = r"author={A, B}, translator={Roe, Jane}, translator+an={1=equal}"
    fields += ', translator+an:orcid={1="0000-0002-1825-0097"}'
    (sentence,) = (it for it in reference(entry(fields, "book")).sentences if it.name == "imprint")
    assert "https://orcid.org/0000-0002-1825-0097" in str(sentence.text)
    assert Span(Style.MARK, ("*",)) in sentence.text
    assert reference(entry(fields, "book")).marks == {Mark.EQUAL}


def test_a_talk_without_a_date_has_that_of_its_event() -> None:
    publication = entry("eventtitle={R}, eventdate={2021-06-01/2021-06-04}", "talk")
    assert publication.date.iso == "2021-06-01"
