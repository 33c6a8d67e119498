"""The CV as PDF: what validators ask for, what they do not see, and what the page says.

Its text is compared with the page of the CV, block by block; where paper says a thing in other
words, these are in the constants here. What is true of its owner is in ``test_truth.py``, for that
page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import pikepdf
import pypdf
import pytest
from pikepdf import Name

from pdf_checks import STANDARDS, Verdict, second_opinion, verapdf
from pdfs import Block, Element, artifacts, blocks, outline, structure, syntax_of
from support import build_site, copy_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from pikepdf import Object, Pdf

    from support import Output

    Site = Callable[[str], Output]
    Copies = dict[str, Path]

    #: Of a paper or a fault, by standard: what the one and the other validator says.
    Verdicts = dict[tuple[str, str], tuple[Verdict, Verdict]]

pytestmark = pytest.mark.slow

PAGE = "pages/cv.html"
FILE = "pages/banghua-zhu-cv.pdf"
#: Paper → width and height, in points.
PAPERS = {"us-letter": (612, 792), "a4": (595.276, 841.89)}
#: The most pages that it may have.
PAGES = 4
FACTS = {
    "title": "Curriculum Vitae of Banghua Zhu",
    "author": "Banghua Zhu",
    "language": "en",
    "day": "2025-03-01",  # the first of the month that pages name
}
#: What it says of itself, besides, in its metadata.
METADATA = (
    "dc:title", "dc:creator", "dc:description", "dc:language", "xmp:CreateDate", "xmp:ModifyDate",
    "pdfuaid:part", "pdfaid:part", "pdfaid:conformance",
)  # fmt: skip
HEADER = "Banghua Zhu · Curriculum Vitae"
#: The labels of the lists of publications.
LABELS = [[f"[{number}]" for number in range(1, count + 1)] for count in (6, 21, 4)]

#: Kind of a link → what paper says instead of its word on the web; {} is where it leads.
LINKS = {
    "arxiv": ("https://arxiv.org/abs/", "arXiv:{}"),
    "doi": ("https://doi.org/", "doi:{}"),
    "blog": ("https://", "Blog: {}"),
    "code": ("https://", "Code: {}"),
    "data": ("https://", "Data: {}"),
    "website": ("https://", "Web page: {}"),
}
#: What is on the page for those who read it on the web.
ONLY_ON_THE_WEB = ".headerlink, .site-pdf, .pub-link-pdf"


# -- What there is ------------------------------------------------------------


@dataclass
class Cv:
    """The CV on some paper."""

    path: Path
    pdf: Pdf
    structure: Element
    blocks: list[Block]


def opened(path: Path) -> Cv:
    root = structure(path)
    return Cv(path, pikepdf.open(path), root, blocks(root))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the site to another folder."""
    folder = tmp_path_factory.mktemp("copy") / "source"
    copy_site(folder)
    return folder


@pytest.fixture(scope="module")
def copies(site: Site, source: Path) -> Copies:
    """Make the CV on each paper, and again where and when nothing is as it was.

    The first of them is made with the pages. The others are made by its own builder, in another
    folder; the last is made from what is left of the one before.
    """
    conf = source / "conf.py"
    text = conf.read_text(encoding="utf-8")
    assert text.count('"us-letter"') == 1
    made = {"us-letter": site("html").outdir / FILE}
    for paper, environment, options in (
        ("a4", {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "0"}, []),
        ("us-letter", {"PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1700000000"}, ["-j", "2"]),
    ):
        conf.write_text(text.replace('"us-letter"', f'"{paper}"'), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            out = build_site("typst-pdf", source.parent, source, options=options).outdir
        kept = source.parent / f"{paper}.pdf"
        kept.write_bytes((out / FILE).read_bytes())
        made["again" if paper in made else paper] = kept
    return made


@pytest.fixture(scope="module", params=PAPERS)
def cv(request: pytest.FixtureRequest, copies: Copies) -> Cv:
    """Return the CV on each paper."""
    return opened(copies[request.param])


@pytest.fixture(scope="module")
def page(site: Site) -> HtmlElement:
    """Return the CV as a page."""
    return site("html").html(PAGE)


def on_paper(page: HtmlElement) -> HtmlElement:
    """Return the article of the page, with the words that paper has."""
    (article,) = deepcopy(page).cssselect("article.bd-article")
    for node in article.cssselect(ONLY_ON_THE_WEB):
        node.tail = (node.tail or "").removeprefix(" · ")
        node.drop_tree()
    for kind, (before, words) in LINKS.items():
        for link in article.cssselect(f".pub-link-{kind}"):
            assert link.get("href").startswith(before)
            said = words.format(link.get("href").removeprefix(before).rstrip("/"))
            (item,) = link.xpath("ancestor::li[contains(@class, 'pub-item')]")
            # What a reference says its link does not say again.
            if kind != "arxiv" or said not in text_of(*item.cssselect(".pub-reference")):
                link.text = said
    # Where it is first mentioned, a venue has its name; on the web it is seen when pointed at.
    named: set[str] = set()
    for venue in article.cssselect("abbr[title]"):
        if venue.text not in named:
            named.add(venue.text)
            venue.text += f" ({venue.get('title')})"
    for separator in article.cssselect(".site-contact p > *"):
        separator.tail = (separator.tail or "").replace(" · ", " ")
    return article


def text_of(*nodes: HtmlElement) -> str:
    return " ".join(" ".join(node.text_content() for node in nodes).split())


def letters_of(*texts: str) -> str:
    """Return texts without what is between words."""
    return "".join("".join(texts).split())


def blocks_of(article: HtmlElement) -> list[tuple[str, str]]:
    """Return what a PDF has of a page: kinds of elements, and texts."""
    found = []
    for node in article.cssselect("h1, h2, h3, p:not(.pub-links), dt, ul > li, li.pub-item"):
        if node.tag == "dt":
            found.append(("Lbl", text_of(node)))
        elif node.get("class", "").startswith("pub-item"):
            (number,) = node.cssselect(".pub-number")
            found.append(("Lbl", text_of(number)))
            number.drop_tree()
            found.append(("LBody", text_of(*node.cssselect(".pub-reference, .pub-links"))))
        elif node.tag == "li":
            found.append(("Lbl", "•"))
        else:
            found.append((node.tag.upper(), text_of(node)))
    return found


def headings(root: Element) -> list[Element]:
    return root.all("H1", "H2", "H3", "H4", "H5", "H6")


def lists_of_papers(root: Element) -> list[Element]:
    return [
        element
        for element in root.all("L")
        if any(label.text.startswith("[") for label in element.all("Lbl"))
    ]


# -- Validators ---------------------------------------------------------------


def elements(pdf: Pdf, kind: str) -> list[Object]:
    """Return the elements of a kind, to be changed."""

    def walk(node: Any) -> Any:
        for child in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield child
                yield from walk(child.get("/K", pikepdf.Array()))

    return [node for node in walk(pdf.Root.StructTreeRoot.K) if str(node.S) == f"/{kind}"]


def edit_metadata(pdf: Pdf, old: str, new: str = "") -> None:
    before = pdf.Root.Metadata.read_bytes().decode()
    assert old in before
    pdf.Root.Metadata.write(before.replace(old, new).encode())


def fonts(pdf: Pdf) -> list[Object]:
    found = {font.objgen: font for page in pdf.pages for _, font in page.Resources.Font.items()}
    return list(found.values())


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def no_title(pdf: Pdf) -> None:
    del pdf.docinfo["/Title"]
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{FACTS["title"]}</rdf:li></rdf:Alt>'
    edit_metadata(pdf, f"<dc:title>{title}</dc:title>")


def title_is_not_shown(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def not_called_accessible(pdf: Pdf) -> None:
    edit_metadata(pdf, "<pdfuaid:part>1</pdfuaid:part>")


def no_structure(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def a_heading_is_skipped(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


def a_picture_without_words(pdf: Pdf) -> None:
    elements(pdf, "P")[-1].S = Name.Figure


def a_link_without_words(pdf: Pdf) -> None:
    del pdf.pages[1].Annots[0].Contents


def a_mark_that_is_no_part(pdf: Pdf) -> None:
    pdf.pages[1].contents_add(b"0 0 9 9 re f")


def a_list_item_outside(pdf: Pdf) -> None:
    elements(pdf, "L")[0].S = Name.Div


def a_font_that_is_not_embedded(pdf: Pdf) -> None:
    descriptor = fonts(pdf)[0].DescendantFonts[0].FontDescriptor
    for name in ("/FontFile2", "/FontFile3"):
        if name in descriptor:
            del descriptor[name]


def letters_without_meaning(pdf: Pdf) -> None:
    del fonts(pdf)[0].ToUnicode


#: What is done to a good file → the standards that it meets no more.
FAULTS: Final[dict[Callable[[Pdf], None], list[str]]] = {
    no_language: ["ua1"],
    no_title: ["ua1"],
    title_is_not_shown: ["ua1"],
    not_called_accessible: ["ua1"],
    no_structure: ["ua1", "2a"],
    a_heading_is_skipped: ["ua1"],
    a_picture_without_words: ["ua1"],
    a_link_without_words: ["ua1"],
    a_mark_that_is_no_part: ["ua1"],
    a_list_item_outside: ["ua1"],
    a_font_that_is_not_embedded: ["ua1", "2a"],
    letters_without_meaning: ["ua1", "2a"],
}


def read_from_the_end(pdf: Pdf) -> None:
    (document,) = elements(pdf, "Document")
    document.K = pikepdf.Array(reversed(list(document.K)))


def a_heading_is_a_paragraph(pdf: Pdf) -> None:
    elements(pdf, "H3")[0].S = Name.P


def a_label_is_text(pdf: Pdf) -> None:
    elements(pdf, "Lbl")[-1].S = Name.P


def a_link_leads_elsewhere(pdf: Pdf) -> None:
    pdf.pages[1].Annots[0].A.URI = pikepdf.String("https://example.org/")


def a_link_only_for_pointers(pdf: Pdf) -> None:
    link = elements(pdf, "Link")[2]
    content, annotation = list(link.K)
    assert annotation.Type == Name.OBJR
    link.K = content


def another_outline(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = pikepdf.String("Contents")


#: Faults that no validator sees.
UNSEEN: Final = (
    read_from_the_end, a_heading_is_a_paragraph, a_label_is_text, a_link_leads_elsewhere,
    a_link_only_for_pointers, another_outline,
)  # fmt: skip


def faulty(copies: Copies, change: Callable[[Pdf], None], folder: Path) -> Path:
    """Return a copy with a fault."""
    path = folder / f"{change.__name__}.pdf"
    with pikepdf.open(copies["us-letter"]) as pdf:
        change(pdf)
        pdf.save(path)
    return path


@pytest.fixture(scope="module")
def verdicts(copies: Copies, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """Return what two validators say of the CV on each paper, and of copies with faults.

    One program looks at all of them: it takes a second to start.
    """
    folder = tmp_path_factory.mktemp("faults")
    asked = [(paper, standard, copies[paper]) for paper in PAPERS for standard in STANDARDS]
    for change, standards in FAULTS.items():
        path = faulty(copies, change, folder)
        asked += [(change.__name__, standard, path) for standard in standards]
    said = verapdf(
        {it: [path for _, standard, path in asked if standard == it] for it in STANDARDS}
    )
    return {
        (name, standard): (said[standard, path], second_opinion(standard, path))
        for name, standard, path in asked
    }


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("paper", PAPERS)
def test_validators_find_nothing(verdicts: Verdicts, paper: str, standard: str) -> None:
    assert verdicts[paper, standard] == (Verdict(True, []), Verdict(True, []))


def test_files_are_sound(copies: Copies, tmp_path: Path) -> None:
    content = copies["us-letter"].read_bytes()
    length = re.findall(rb"/Length \d+", content)[-1]
    (tmp_path / "cut.pdf").write_bytes(content.replace(length, b"/Length 1".ljust(len(length))))
    assert syntax_of(tmp_path / "cut.pdf") != []
    assert [syntax_of(copies[paper]) for paper in PAPERS] == [[], []]


@pytest.mark.parametrize(
    ("fault", "standard"),
    [(change.__name__, standard) for change, standards in FAULTS.items() for standard in standards],
)
def test_validators_find_faults(verdicts: Verdicts, fault: str, standard: str) -> None:
    first, second = verdicts[fault, standard]
    assert first.compliant is second.compliant is False
    assert first.failed
    assert second.failed


# -- What validators do not see -----------------------------------------------


def told(path: Path) -> tuple[object, ...]:
    """Return what the tests below look at, in one."""
    root = structure(path)
    texts = [(block.role, block.text) for block in blocks(root)]
    return texts, [link.targets for link in root.all("Link")], outline(path)


@pytest.mark.parametrize("fault", UNSEEN)
def test_what_validators_do_not_see_is_seen_here(
    copies: Copies, fault: Callable[[Pdf], None], tmp_path: Path
) -> None:
    assert told(copies["us-letter"]) != told(faulty(copies, fault, tmp_path))


def test_the_document_tells_of_itself(cv: Cv, page: HtmlElement) -> None:
    (description,) = page.xpath("//meta[@name='description']/@content")
    moment = FACTS["day"].replace("-", "")
    about = {str(name): str(value) for name, value in cv.pdf.docinfo.items()}
    about.pop("/Creator")
    assert about == {
        "/Title": FACTS["title"],
        "/Author": FACTS["author"],
        "/Subject": description,
        "/CreationDate": f"D:{moment}000000Z",
        "/ModDate": f"D:{moment}000000Z",
    }
    said = cv.pdf.open_metadata()
    assert {name: said[name] for name in METADATA} == {
        "dc:title": FACTS["title"],
        "dc:creator": [FACTS["author"]],
        "dc:description": description,
        "dc:language": {FACTS["language"]},
        "xmp:CreateDate": f"{FACTS['day']}T00:00:00Z",
        "xmp:ModifyDate": f"{FACTS['day']}T00:00:00Z",
        "pdfuaid:part": "1",
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
    }
    assert str(cv.pdf.Root.Lang) == FACTS["language"]
    assert bool(cv.pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_headings_are_those_of_the_page(cv: Cv, page: HtmlElement) -> None:
    found = [(heading.role, heading.text) for heading in headings(cv.structure)]
    assert found == [
        (node.tag.upper(), text_of(node))
        for node in on_paper(page).cssselect("h1, h2, h3, h4, h5, h6")
    ]
    assert [kind for kind, _ in found].index("H1") == 0
    assert [kind for kind, _ in found].count("H1") == 1


def test_the_outline_leads_to_the_headings(cv: Cv) -> None:
    assert outline(cv.path) == [
        (int(heading.role[1]), heading.text, heading.pages[0]) for heading in headings(cv.structure)
    ]


def test_publications_are_lists_with_labels(cv: Cv) -> None:
    lists = lists_of_papers(cv.structure)
    assert [[label.text for label in it.all("Lbl")] for it in lists] == LABELS
    for papers in lists:
        assert {part.role for part in papers.parts if isinstance(part, Element)} == {"LI"}
        for item in papers.all("LI"):
            roles = [part.role for part in item.parts if isinstance(part, Element)]
            assert roles == ["Lbl", "LBody"]


def test_links_are_those_of_the_page(cv: Cv, page: HtmlElement) -> None:
    wanted = [
        (text_of(link), unquote(link.get("href")))
        for link in on_paper(page).cssselect("a[href]:not(.pub-title-link)")
    ]
    links = cv.structure.all("Link")
    assert [(link.text, link.goal) for link in links] == wanted
    kinds = Counter(address.partition(":")[0] for _, address in wanted)
    assert kinds["mailto"] == 1
    assert kinds["https"] > 50


def test_each_place_to_point_at_is_in_the_structure_once(cv: Cv) -> None:
    on_pages = [
        (number, link.objgen, str(link.A.URI))
        for number, page in enumerate(cv.pdf.pages, 1)
        for link in page.get("/Annots", [])
    ]
    in_structure = [target for link in cv.structure.all("Link") for target in link.targets]
    assert sorted((it.page, it.number, it.goal) for it in in_structure) == sorted(on_pages)
    assert [target for target in in_structure if not target.contents] == []


def test_fonts_are_in_the_file_and_say_what_their_letters_are(cv: Cv) -> None:
    assert len(fonts(cv.pdf)) >= 3
    for font in fonts(cv.pdf):
        (inner,) = font.DescendantFonts
        assert "/ToUnicode" in font
        assert any(name in inner.FontDescriptor for name in ("/FontFile2", "/FontFile3"))


def test_pages_have_the_size_of_the_paper(copies: Copies) -> None:
    for paper, size in PAPERS.items():
        cv = opened(copies[paper])
        assert 1 < len(cv.pdf.pages) <= PAGES
        for page in cv.pdf.pages:
            assert [float(it) for it in page.mediabox] == pytest.approx([0, 0, *size], abs=0.01)


def test_pages_say_whose_they_are_but_not_to_those_who_listen(cv: Cv) -> None:
    count = len(cv.pdf.pages)
    for number, found in enumerate(artifacts(cv.path), 1):
        said = [it for it in found if it[1]]
        assert said == ([("/Header", f"{HEADER}{number} / {count}")] if number > 1 else [])


# -- Text ---------------------------------------------------------------------


def test_the_text_is_that_of_the_page(cv: Cv, page: HtmlElement) -> None:
    assert [(block.role, block.text) for block in cv.blocks] == blocks_of(on_paper(page))
    assert not any("/XObject" in sheet.Resources for sheet in cv.pdf.pages)  # pictures


def test_nothing_of_the_page_is_left_out_of_the_comparison(page: HtmlElement) -> None:
    texts = [text for kind, text in blocks_of(on_paper(page)) if text != "•"]
    assert letters_of(*texts) == letters_of(text_of(on_paper(page)))


@pytest.fixture(scope="module")
def copied(copies: Copies) -> str:
    """Return what a person gets who copies all of the CV, line by line."""
    pages = [page.extract_text() for page in pypdf.PdfReader(copies["us-letter"]).pages]
    lines = [line.strip() for page in pages for line in page.splitlines()]
    return "\n".join(line for line in lines if not line.startswith(HEADER))


def test_what_is_copied_is_what_is_read(copied: str, copies: Copies) -> None:
    read = [block.text for block in opened(copies["us-letter"]).blocks]
    assert letters_of(copied) == letters_of(*read)


def test_letters_are_copied_as_letters(copied: str) -> None:
    for words in ("Pairwise or K-wise Comparisons", "Joséphine Simon", "Efficient", "Offline"):
        assert words in " ".join(copied.split())
    assert re.findall("[\ue000-\uf8ff\ufb00-\ufb06\ufffd\xad]", copied) == []


def test_no_word_is_parted_at_the_end_of_a_line(copied: str, page: HtmlElement) -> None:
    words = set(text_of(on_paper(page)).split())
    ends = re.findall(r"(\S+[-\u2010\xad])\n(\S+)", copied)
    assert [a + b for a, b in ends if a + b not in words] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_no_mark_is_parted_from_its_name(copies: Copies, paper: str) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(copies[paper]).pages]
    lines = [line.strip() for page in pages for line in page.splitlines()]
    assert [line for line in lines if line.startswith(("*", ","))] == ["* Equal contribution."]


# -- Pages --------------------------------------------------------------------


def test_no_heading_stands_at_the_foot_of_a_page(cv: Cv) -> None:
    alone = [
        block.text
        for block, following in pairwise(cv.blocks)
        if block.role.startswith("H") and block.texts[-1].page != following.texts[0].page
    ]
    assert alone == []


def test_no_position_stands_at_the_foot_of_a_page(cv: Cv) -> None:
    terms = [
        (block, following)
        for block, following in pairwise(cv.blocks)
        if (block.role, following.role) == ("Lbl", "P")
    ]
    assert len(terms) > 6
    assert [a.text for a, b in terms if a.texts[-1].page != b.texts[0].page] == []


def test_no_reference_is_parted_by_the_end_of_a_page(cv: Cv) -> None:
    items = [item for papers in lists_of_papers(cv.structure) for item in papers.all("LI")]
    assert len(items) == sum(len(labels) for labels in LABELS)
    assert [item.text for item in items if len(item.pages) != 1] == []
    assert len({item.pages[0] for item in items}) > 1


# -- The same bytes -----------------------------------------------------------


def test_bytes_are_the_same_in_another_folder_builder_process_and_year(copies: Copies) -> None:
    assert copies["us-letter"].read_bytes() == copies["again"].read_bytes()
    assert copies["us-letter"].read_bytes() != copies["a4"].read_bytes()
