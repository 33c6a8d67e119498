"""The BibTeX that visitors take along says what the author wrote, and nothing private."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.corpus import bibliography
from sphinx_publications.formats.bibtex import as_bibtex
from sphinx_publications.formats.bibtex_types import FIELDS
from sphinx_publications.reading.name_signs import names_without_signs
from sphinx_publications.reading.person_names import parse_names
from sphinx_publications.reading.public_fields import public_fields
from sphinx_publications.reading.relations import record_of
from sphinx_publications.text.safe_names import safe_name
from support import ROOT
from unit.helpers import read, read_one

if TYPE_CHECKING:
    from sphinx_publications.model.persons import Person
    from sphinx_publications.model.publication import Publication

REAL = (ROOT / "pubs.bib").read_text(encoding="utf-8")
MADE = (ROOT / "tests/data/made.bib").read_text(encoding="utf-8")


def entries_of(source: str) -> list[tuple[str, dict[str, str]]]:
    """Return the entries in *source*, types and names of fields in the case in which they are."""
    return [
        (kind, dict(re.findall(r"^  ([\w+]+) += (.*),$", body, re.MULTILINE)))
        for kind, body in re.findall(r"^@(\w+)\{(.*?)^\}", source, re.MULTILINE | re.DOTALL)
    ]


SOURCES = pytest.mark.parametrize(
    "source", [REAL, bibliography(500), MADE], ids=["31", "500", "made"]
)


def persons_of(publication: Publication) -> list[Person]:
    return [person._replace(marks=frozenset()) for person in publication.creators]


@SOURCES
def test_what_is_copied_is_read_as_the_record_that_was_published(source: str) -> None:
    listed = [publication for publication in read(source)[0] if publication.listed]
    copies, reports = read("\n\n".join(map(as_bibtex, listed)))
    assert reports == []
    assert [copy.key for copy in copies] == [publication.key for publication in listed]
    for publication, copy in zip(listed, copies, strict=True):
        record = record_of(publication)
        assert copy.title == record.title
        assert copy.date.year == record.date.year
        assert copy.date.month == record.date.month
        if record.authors and not record.text("collaboration"):
            assert persons_of(copy) == persons_of(record)
        identifiers = {"doi", "arxiv", "pubmed"}
        given = {link.kind for link in record.links}
        assert identifiers & given <= {link.kind for link in copy.links}


@SOURCES
def test_a_copy_of_a_copy_is_the_same(source: str) -> None:
    copies = {publication.key: as_bibtex(publication) for publication in read(source)[0]}
    again, _ = read("\n\n".join(copies.values()))
    assert {publication.key: as_bibtex(publication) for publication in again} == copies


@SOURCES
def test_what_is_copied_has_types_and_fields_of_bibtex_and_biblatex_only(source: str) -> None:
    for publication in read(source)[0]:
        ((kind, fields),) = entries_of(as_bibtex(publication))
        assert kind in set(
            "article book booklet inbook incollection inproceedings manual"
            " mastersthesis misc phdthesis proceedings techreport".split()
        )
        names = {name.partition("+")[0] for name in fields}
        assert names <= FIELDS[kind] | {"archivePrefix", "primaryClass", "key", "pubstate"}
        assert "year" in fields or not publication.date.text
        if kind in {"misc", "article"} and publication.links:
            assert {"doi", "eprint", "url", "pages", "howpublished"} & names


@given(
    st.dictionaries(
        st.sampled_from(["note", "publisher", "series", "howpublished", "addendum", "isbn"]),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60),
        max_size=5,
    ),
    st.sampled_from(["misc", "book", "article", "online", "unpublished"]),
)
def test_any_balanced_value_survives(values: dict[str, str], kind: str) -> None:
    balanced = {name: re.sub("[{}\\\\@\ue000]", "", text) for name, text in values.items()}
    lines = "".join(f"  {name} = {{{{{text}}}}},\n" for name, text in balanced.items())
    publication = read(f"@{kind}{{key, title = {{T}}, author = {{Roe, Jane}},\n{lines}}}")[0][0]
    copied = as_bibtex(publication)
    ((again,), reports) = read(copied)
    assert reports == []
    assert as_bibtex(again) == copied
    assert again.text("note").startswith(publication.text("note").rstrip(". "))
    assert again.text("addendum") == publication.text("addendum")


#: What an author writes → what a visitor copies, whole.
WHOLE = {
    "an article in biblatex's words": (
        """@article{k, author={Doe, Jane and Roe, Richard}, title={On X}, subtitle={A Study},
        journaltitle={J. of Y}, date={2021-05-07}, volume={3}, issue={2}, eid={e123},
        doi={https://doi.org/10.1000/182}, issn={0378-5955}, publisher={P}, abbr={JY},
        urldate={2021-01-01}, url={https://e.org/a_b?x=1&y=2%203}, keywords={k}}""",
        """@article{k,
  author  = {Doe, Jane and Roe, Richard},
  title   = {On X: A Study},
  journal = {J. of Y},
  volume  = {3},
  number  = {2},
  pages   = {e123},
  issn    = {0378-5955},
  date    = {2021-05-07},
  year    = {2021},
  month   = may,
  doi     = {10.1000/182},
  url     = {https://e.org/a_b?x=1&y=2%203},
  urldate = {2021-01-01},
}""",
    ),
    "a preprint of Scholar": (
        "@article{k, author={Doe, J}, title={T}, journal={arXiv preprint arXiv:2309.16292},"
        " year={2023}}",
        """@misc{k,
  author        = {Doe, J},
  title         = {T},
  year          = {2023},
  note          = {arXiv:2309.16292},
  eprint        = {2309.16292},
  archivePrefix = {arXiv},
}""",
    ),
    "a preprint of DBLP": (
        "@article{k, author={Doe, J}, title={T}, journal={CoRR}, volume={abs/2309.16292},"
        " year={2023}, eprinttype={arXiv}, eprint={2309.16292}}",
        """@misc{k,
  author        = {Doe, J},
  title         = {T},
  year          = {2023},
  note          = {arXiv:2309.16292},
  eprint        = {2309.16292},
  archivePrefix = {arXiv},
}""",
    ),
    "a preprint with its class": (
        "@unpublished{k, author={Doe, J}, title={T}, year=2024, eprint={arXiv:q-bio/0401001},"
        " archivePrefix={arXiv}, primaryClass={q-bio.GN}, pubstate={inpreparation}, code={https://e.org}}",
        """@misc{k,
  author        = {Doe, J},
  title         = {T},
  year          = {2024},
  note          = {In preparation. arXiv:q-bio/0401001},
  eprint        = {q-bio/0401001},
  archivePrefix = {arXiv},
  primaryClass  = {q-bio.GN},
}""",
    ),
    "a paper that is submitted, without a journal": (
        "@article{k, author={Doe, J}, title={T}, year=2024, pubstate={submitted},"
        " website={https://e.org/a_b}}",
        """@misc{k,
  author = {Doe, J},
  title  = {T},
  year   = {2024},
  note   = {In submission. https://e.org/a\\_b},
  url    = {https://e.org/a_b},
}""",
    ),
    "a paper in press": (
        "@article{k, author={Doe, J}, title={T}, journal={J}, year={in press}, doi={10.1000/x_y}}",
        """@article{k,
  author   = {Doe, J},
  title    = {T},
  journal  = {J},
  pubstate = {inpress},
  year     = {in press},
  note     = {doi:10.1000/x\\_y},
  doi      = {10.1000/x_y},
}""",
    ),
    "a paper to appear": (
        "@inproceedings{k, author={Doe, J}, title={T}, booktitle={C}, pubstate={forthcoming},"
        " year=2027, note={Oral.}, eprint={2301.11270}}",
        """@inproceedings{k,
  author        = {Doe, J},
  title         = {T},
  booktitle     = {C},
  year          = {2027},
  note          = {To appear. Oral. arXiv:2301.11270},
  eprint        = {2301.11270},
  archivePrefix = {arXiv},
}""",
    ),
    "a state that the note says": (
        "@unpublished{k, author={Doe, J}, title={T}, year=2024, pubstate={submitted},"
        " note={Under review}}",
        "@misc{k,\n  author = {Doe, J},\n  title  = {T},\n  year   = {2024},\n"
        "  note   = {Under review},\n}",
    ),
    "an unpublished work of which nothing is said": (
        "@unpublished{k, author={Doe, J}, title={T}, year=2024}",
        "@misc{k,\n  author = {Doe, J},\n  title  = {T},\n  year   = {2024},\n"
        "  note   = {Unpublished manuscript},\n}",
    ),
    "a website where there is a locator": (
        "@inproceedings{k, author={Doe, J}, title={T}, booktitle={C}, pages={1--2}, year=2024,"
        " website={https://e.org}, video={https://v.org}, blog={https://b.org}, data={https://d.org}}",
        """@inproceedings{k,
  author    = {Doe, J},
  title     = {T},
  booktitle = {C},
  pages     = {1--2},
  year      = {2024},
}""",
    ),
    "a collaboration": (
        "@article{k, author={Aad, G. and others}, collaboration={ATLAS}, title={T}, journal={J},"
        " volume=716, pages={1-29}, year=2012}",
        """@article{k,
  author  = {{ATLAS Collaboration} and Aad, G. and others},
  title   = {T},
  journal = {J},
  volume  = {716},
  pages   = {1--29},
  year    = {2012},
}""",
    ),
    "a book with both, and both numbers": (
        "@book{k, author={Doe, Jane}, title={T}, editor={Poe, Jim and Moe, M}, publisher={S},"
        " year=2020, series={LNM}, volume=12, number=3, location={Berlin}}",
        """@book{k,
  author    = {Doe, Jane},
  title     = {T},
  publisher = {S},
  series    = {LNM},
  volume    = {12},
  address   = {Berlin},
  year      = {2020},
  note      = {Edited by Jim Poe and M Moe. No. 3},
}""",
    ),
    "a part of a book": (
        "@inbook{k, author={Doe, J}, title={T}, booktitle={The Whole}, booksubtitle={All},"
        " editor={Roe, R}, publisher={S}, pages={1--3}, date={2019/2020}}",
        """@incollection{k,
  author    = {Doe, J},
  title     = {T},
  booktitle = {The Whole: All},
  editor    = {Roe, R},
  publisher = {S},
  pages     = {1--3},
  date      = {2019/2020},
  year      = {2019--2020},
}""",
    ),
    "a part of a book without an editor": (
        "@inbook{k, author={Doe, J}, title={T}, booktitle={The Whole}, booksubtitle={All},"
        " bookauthor={Doe, J}, publisher={S}, pages={1--3}, year=2020}",
        """@inbook{k,
  author     = {Doe, J},
  title      = {T},
  booktitle  = {The Whole: All},
  bookauthor = {Doe, J},
  publisher  = {S},
  pages      = {1--3},
  year       = {2020},
  note       = {In The Whole: All},
}""",
    ),
    "a part of a book as BibTeX has it": (
        "@inbook{k, author={Doe, J}, title={The Whole}, chapter={3}, publisher={S},"
        " pages={1--3}, year=2020}",
        """@book{k,
  author    = {Doe, J},
  title     = {The Whole},
  publisher = {S},
  year      = {2020},
  note      = {Chapter 3. Pages 1--3},
}""",
    ),
    "names that BibTeX cannot read, and addresses that plain documents cannot print": (
        "@misc{k, author={family=Laan, given=Pieter, prefix=van der and family=Roe, given=Édít and"
        " others}, title={Na{\\\"\\i}ve caf{\\'e} ü}, year=2020, howpublished={\\url{https://e.org/a_b}},"
        " note={See \\href{https://e.org}{this page}}}",
        """@misc{k,
  author = {van der Laan, Pieter and Roe, {\\'E}d{\\'i}t and others},
  title  = {Na{\\"i}ve caf{\\'e} ü},
  year   = {2020},
  note   = {See this page. https://e.org/a\\_b},
  url    = {https://e.org/a_b},
}""",
    ),
    "pages with a dash of print": (
        "@article{k, author={Doe, J}, title={T}, journal={J}, pages={1–2}, year=2020,"
        ' month={M{\\"a}rz}}',
        """@article{k,
  author  = {Doe, J},
  title   = {T},
  journal = {J},
  pages   = {1--2},
  year    = {2020},
  month   = mar,
}""",
    ),
    "a book with editors only": (
        "@book{k, editor={Doe, J}, title={T}, publisher={S}, year={{1990}}, volume={{II}},"
        " month={July/August}}",
        """@proceedings{k,
  editor    = {Doe, J},
  title     = {T},
  publisher = {S},
  volume    = {II},
  year      = {1990},
  month     = {July/August},
}""",
    ),
    "a day in BibTeX's words": (
        "@article{k, author={Doe, J}, title={T}, journal={J}, pages={1}, year=2020,"
        " month=5 # {~} # jun}",
        """@article{k,
  author  = {Doe, J},
  title   = {T},
  journal = {J},
  pages   = {1},
  date    = {2020-06-05},
  year    = {2020},
  month   = jun,
}""",
    ),
    "an edited book": (
        "@collection{k, editor={Doe, J}, title={T}, edition={3}, publisher={S}, year=2020}",
        """@proceedings{k,
  editor    = {Doe, J},
  title     = {T},
  publisher = {S},
  year      = {2020},
  note      = {3rd edition},
}""",
    ),
    "data": (
        "@dataset{k, author={Doe, J}, title={T}, publisher={Zenodo \\& Co}, version={2.1},"
        " date={2020-02}, doi={10.5281/zenodo.1}}",
        """@misc{k,
  author       = {Doe, J},
  title        = {T},
  year         = {2020},
  month        = feb,
  howpublished = {Version 2.1, Zenodo \\& Co},
  note         = {doi:10.5281/zenodo.1},
  doi          = {10.5281/zenodo.1},
}""",
    ),
    "software of a company": (
        "@software{k, title={T}, organization={Corp}, version={1.0}, year=2020,"
        " code={https://e.org/x}}",
        """@misc{k,
  title        = {T},
  author       = {{Corp}},
  year         = {2020},
  howpublished = {Version 1.0},
  note         = {https://e.org/x},
  url          = {https://e.org/x},
}""",
    ),
    "a patent": (
        "@patent{k, author={Doe, J}, title={T}, number={7,654,321}, type={patentus},"
        " holder={Corp}, date={2010-01-05}}",
        """@misc{k,
  author       = {Doe, J},
  title        = {T},
  date         = {2010-01-05},
  year         = {2010},
  month        = jan,
  howpublished = {US patent 7,654,321, Corp},
}""",
    ),
    "a bachelor's thesis": (
        "@thesis{k, author={Doe, J}, title={T}, type={bathesis}, institution={UCB}, year=2020}",
        """@mastersthesis{k,
  author = {Doe, J},
  title  = {T},
  type   = {Bachelor's thesis},
  school = {UCB},
  year   = {2020},
}""",
    ),
    "a doctoral thesis": (
        "@thesis{k, author={Doe, J}, title={T}, type={phdthesis}, institution={UCB}, year=2020}",
        "@phdthesis{k,\n  author = {Doe, J},\n  title  = {T},\n  school = {UCB},\n"
        "  year   = {2020},\n}",
    ),
    "a report": (
        "@report{k, author={Doe, J}, title={T}, type={White paper}, publisher={UN}, number=42,"
        " year=2020}",
        """@techreport{k,
  author      = {Doe, J},
  title       = {T},
  type        = {White paper},
  institution = {UN},
  number      = {42},
  year        = {2020},
}""",
    ),
    "another archive": (
        "@misc{k, author={Doe, J}, title={T}, eprint={12345678}, eprinttype={pubmed}, year=2020}",
        """@misc{k,
  author        = {Doe, J},
  title         = {T},
  year          = {2020},
  note          = {{PubMed} 12345678},
  eprint        = {12345678},
  archivePrefix = {pubmed},
}""",
    ),
    "nobody": (
        "@online{k, title={T \\& U}, url={https://e.org}, urldate={2020-01-02}, year=2020}",
        """@misc{k,
  title   = {T \\& U},
  year    = {2020},
  note    = {https://e.org},
  url     = {https://e.org},
  urldate = {2020-01-02},
  key     = {T \\& U},
}""",
    ),
}


@pytest.mark.parametrize(("written", "copied"), WHOLE.values(), ids=list(WHOLE))
def test_a_whole_entry(written: str, copied: str) -> None:
    assert as_bibtex(read_one(written)) == copied


#: What was wrong when it was pasted: field of the source → what has to stand in the copy.
PASTED = {
    "a bare percent sign ends a line of TeX": (
        "@article{k, author={Smith & Sons}, title={50% of R&D in a_b}, journal={J}, year=2021}",
        ["author  = {Smith \\& Sons}", "title   = {50\\% of R\\&D in a\\_b}"],
    ),
    "a lone dollar sign": ("@misc{k, title={At $5 each}}", ["title = {{At \\$5 each}}"]),
    "a brace alone": (
        r"@dataset{k, title={T}, publisher={Set of \{x and more}}",
        [r"howpublished = {Set of \textbraceleft{}x and more}"],
    ),
    "HTML": (
        "@article{k, title={<i>E. coli</i> in H<sub>2</sub>O}, journal={A &amp; B}, volume=1}",
        [r"\emph{E. coli} in H\textsubscript{2}O", r"journal = {A \& B}"],
    ),
    "formulas stay": (
        r"@misc{k, title={On {$K_{i}^2$} and \(x_1\) & $\mathbb{Z}$}}",
        [r"title = {On {$K_{i}^2$} and \(x_1\) \& $\mathbb{Z}$}"],
    ),
    "commands that run": (
        r"@misc{k, title={\input{/etc/passwd} x}, note={\write18{rm}}, howpublished={\openout}}",
        [r"title        = {{/etc/passwd x}}", r"howpublished = {\textbackslash{}openout}"],
    ),
    "commands of other packages": (
        r"@article{k, title={\mkbibquote{A} $x$}, journal={\prl}, year={{\noopsort{b}}2020}}",
        ["journal = {PhRvL}", "year    = {2020}", "$x$"],
    ),
    "an address of a publisher is no arXiv number": (
        "@article{k, title={T}, journal={J}, volume=1,"
        " eprint={https://e.org/doi/pdf/10.1111/j.1467-9868.2005.00503.x}}",
        ["url     = {https://e.org/doi/pdf"],
    ),
    "an address of arXiv is one": (
        "@misc{k, title={T}, eprint={https://arxiv.org/abs/2301.11270v2}}",
        ["eprint        = {2301.11270v2}", "note          = {arXiv:2301.11270v2}"],
    ),
    "arXiv's number in a volume": (
        "@article{k, title={T}, journal={ArXiv}, volume={abs/2005.14165}}",
        ["@misc{k,", "eprint        = {2005.14165}"],
    ),
    "a journal that only begins so": (
        "@article{k, title={T}, journal={arXiv-reviewed Journal}, volume=3}",
        ["@article{k,", "journal = {arXiv-reviewed Journal}"],
    ),
    "arXiv's DOI": (
        "@misc{k, title={T}, publisher={arXiv}, doi={10.48550/arXiv.2301.11270}}",
        ["note          = {arXiv:2301.11270}", "eprint        = {2301.11270}"],
    ),
    "names in other scripts stay": (
        "@misc{k, title={T}, author={Παπαδόπουλος, Γιώργος and Иванов, И. and 周, 杰倫}}",
        ["{Παπαδόπουλος, Γιώργος and Иванов, И. and 周, 杰倫}"],
    ),
    "et al.": ("@misc{k, title={T}, author={Roe, J. et al.}}", ["author = {Roe, J. and others}"]),
    "a sentence in braces": (
        "@unpublished{k, title={T}, note={\\emph{Under review?}}, eprint={2301.11270}}",
        ["note          = {\\emph{Under review?} arXiv:2301.11270}"],
    ),
    "quotation marks that touch each other": (
        "@misc{k, title={\\enquote*{\\enquote{A} \\enquote{B}}}, note={\\enquote{C\\enquote{D}}}}",
        ["title = {{`{}``A'' ``B'''}}", "note  = {``C`D'{}''}"],
    ),
    "a link in a style": (
        "@misc{k, title={\\emph{A \\href{https://x.org}{{\\sffamily b}}} C}}",
        ["title = {{\\emph{A b} C}}"],
    ),
    "a thesis that says no more": (
        "@thesis{k, author={R, J}, title={T}, institution={U}, year=2020}",
        ["@phdthesis{k,", "type   = {Thesis}"],
    ),
    "a thesis in other words": (
        "@thesis{k, author={R, J}, title={T}, institution={U}, type={Master's Thesis}}",
        ["@mastersthesis{k,"],
    ),
    "a talk": (
        "@unpublished{k, author={R, J}, title={T}, type={Invited talk}, eventtitle={W}}",
        ["howpublished = {Invited talk, W}"],
    ),
    "several days are none": (
        "@misc{k, title={T}, year=2017, month={23--29 Jul}}",
        ["month = jul"],
    ),
    "numbers with their names": (
        "@article{k, title={T}, journal={J}, volume={Vol. 3}, number={No. 2}, pages={pp. 3-4}}",
        ["volume  = {3}", "number  = {2}", "pages   = {3--4}"],
    ),
    "a state in the author's words": (
        "@unpublished{k, title={T}, pubstate={submitted}, note={Under review at X?},"
        " eprint={2301.11270}}",
        ["note          = {Under review at X? arXiv:2301.11270}"],
    ),
    "links with braces and escapes in them": (
        r"@misc{k, title={T}, note={See \url{https://e.org/a\_b/{\~{}}c}, \path{/d{e}} and"
        r" \href{https://{e}.org}{my {GAN} \emph{page}}}}",
        [r"https://e.org/a\_b/\textasciitilde{}c, ", r" and my {GAN} \emph{page}}"],
    ),
    "an address and nothing else": (
        r"@misc{k, title={T}, howpublished={{\url{https://e.org/a}}}}",
        ["url   = {https://e.org/a}"],
    ),
    "numbers in braces": (
        "@article{k, title={T}, journal={J}, volume={{{3}}}, number={{1}--{2}}, pages={{5 -- 6}}}",
        ["volume  = {3}", "number  = {{1}--{2}}", "pages   = {5--6}"],
    ),
    "the place of a mark": (
        "@misc{k, title={T}, author={A, B and C, D}, author+an={1=equal; 2=equal},"
        " collaboration={X}}",
        ["author+an = {2=equal; 3=equal}"],
    ),
    "a record that says little": (
        "@inproceedings{k, author={R, J}, title={Old}, booktitle={C}, pages={1--2}, related={n},"
        " relatedtype={publishedas}} @misc{n, title={New}, options={skipbib}}",
        ["@inproceedings{k,", "title     = {New}", "author    = {R, J}", "pages     = {1--2}"],
    ),
}


@pytest.mark.parametrize(("written", "expected"), PASTED.values(), ids=list(PASTED))
def test_what_is_pasted_does_no_harm(written: str, expected: list[str]) -> None:
    publications, _ = read(written)
    copied = as_bibtex(publications[0])
    assert [piece for piece in expected if piece not in copied] == []
    assert "9868.2005" not in copied.replace("j.1467-9868.2005", "")
    assert as_bibtex(read(copied)[0][0]) == copied


def test_the_record_that_was_published_is_copied_under_the_key_of_the_entry() -> None:
    source = """
@inproceedings{own, author={Doe, J}, title={Old}, booktitle={C}, pages={1--2}, year=2023,
  related={new}, relatedtype={publishedas}, award={Best}}
@inproceedings{new, author={Roe, R}, title={New}, booktitle={C}, pages={1--2}, year=2023,
  options={skipbib}}
@unpublished{later, author={Doe, J}, title={L}, year=2023, pubstate={submitted}, related={new},
  relatedtype={laterversion}}
@unpublished{draft, author={Doe, J}, title={D}, year=2023, pubstate={submitted}, related={pre},
  relatedtype={preprint}}
@unpublished{pre, author={Doe, J}, title={P}, year=2022, eprint={2201.00001}, options={skipbib}}
"""
    copied = {publication.key: as_bibtex(publication) for publication in read(source)[0]}
    assert copied["own"] == (
        "@inproceedings{own,\n  author    = {Roe, R},\n  title     = {New},\n"
        "  booktitle = {C},\n  pages     = {1--2},\n  year      = {2023},\n}"
    )
    assert "title  = {L}" in copied["later"]
    assert copied["draft"] == (
        "@misc{draft,\n  author        = {Doe, J},\n  title         = {P},\n"
        "  year          = {2022},\n  note          = {In submission. arXiv:2201.00001},\n"
        "  eprint        = {2201.00001},\n  archivePrefix = {arXiv},\n}"
    )


def test_nothing_private_is_copied() -> None:
    source = """\
@PhDThesis{Zhu:2023/a,
  author = {Banghua   Zhu and
            others}, journaltitle = "J", school = "UC " # bk, month = jan,
  title = {{LLM}s \\& \\'E $K$}, date = 2023-05, archivePrefix = {arXiv}, eprint = {2301.11270},
  note = {}, keywords = {mine}, abstract = {Long.}, annote = {Secret}, Bdsk-Url-1 = {x},
  selected = {true}, pdf = {papers/a.pdf}, slides = {https://example.org/s.pdf},
  mynote = {Mean}, review = {Weak}, poster = {/home/me/p.pdf}, execute = {x}, code = {www.x.org},
}
"""
    (publication,), _ = read("@string{bk = {Berkeley}}\n" + source)
    assert (
        as_bibtex(publication)
        == """\
@phdthesis{Zhu:2023/a,
  author        = {Banghua Zhu and others},
  school        = {UC Berkeley},
  title         = {{LLM}s \\& \\'E $K$},
  year          = {2023},
  month         = may,
  eprint        = {2301.11270},
  archivePrefix = {arXiv},
}"""
    )
    assert "abstract      = {Long.}" in as_bibtex(publication, abstract=True)


def test_what_is_inherited_is_written_out() -> None:
    source = (
        "@inproceedings{a, author = {Roe, J}, title = {T}, crossref = {p}}\n"
        "@proceedings{p, title = {Proceedings}, year = 2023}\n"
    )
    publication = read(source)[0][0]
    assert as_bibtex(publication) == (
        "@inproceedings{a,\n  author    = {Roe, J},\n  title     = {T},\n"
        "  booktitle = {Proceedings},\n  year      = {2023},\n}"
    )


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("Roe*, Jane", "Roe, Jane"),
        ("Roe$^{*}$, Jane", "Roe, Jane"),
        (r"\textbf{Roe, Jane}", "Roe, Jane"),
        (r"{\bf Roe}, Jane", "Roe, Jane"),
        (r"Jane Roe\textsuperscript{1}", "Jane Roe"),
        ("Roe†, Jane and Doe¹, J.", "Roe, Jane and Doe, J."),
        (r"Roe, Jane\thanks{By X; and Y} and others", "Roe, Jane and others"),
        (r"Roe, Jane\orcidlink{0000-0002-1825-0097}", "Roe, Jane"),
        ("Jane Roe*, John Doe†, and Max Poe", "Jane Roe and John Doe and Max Poe"),
        (r"{\textbf{Barnes and Noble}} and Roe, J", "{Barnes and Noble} and Roe, J"),
        (
            r"Maury, J{\'{e}}r{\^{o}}me$^{1}$ and C{\^{o}}rtes, A.",
            r"Maury, J{\'{e}}r{\^{o}}me and C{\^{o}}rtes, A.",
        ),
        # What has no signs is as it is written.
        (r"Maury, J{\'{e}}r{\^{o}}me and Beno{\^{\i}}t, B.", None),
        (r"M\"uller, J. ; Stra\ss{}, A", None),
        ("{A*STAR} and van der Berg, Jan", None),
        (r"{C\# Team} and M\textsuperscript{c}Donald, A", None),
        ("Smith & Sons", None),
    ],
)
@pytest.mark.parametrize("field", ["author", "editor", "translator", "bookauthor", "holder"])
def test_no_sign_around_a_name_goes_into_papers_of_others(
    field: str, written: str, copied: str | None
) -> None:
    (publication,), _ = read(f"@book{{a, title = {{T}}, {field} = {{{written}}}}}")
    assert dict(public_fields(publication))[field] == (written if copied is None else copied)


def test_annotations_are_taken_along() -> None:
    source = "@misc{a, title = {T}, author = {Roe*, Jane}, author+an = {1=equal}}"
    assert as_bibtex(read_one(source)) == (
        "@misc{a,\n  title     = {T},\n  author    = {Roe, Jane},\n  author+an = {1=equal},\n}"
    )


NAMES_AND_SIGNS = st.lists(
    st.sampled_from(
        [*"*†¹$^{}, ", "Roe", "Jane", " and ", r"\^{o}", r"{\'{e}}", r"\textsuperscript{1}", "\\"]
    ),
    max_size=12,
).map("".join)


@given(NAMES_AND_SIGNS)
def test_what_is_copied_names_the_same_persons(value: str) -> None:
    copied = names_without_signs(value)
    persons = [person._replace(marks=frozenset()) for person in parse_names(value).persons]
    assert [*parse_names(copied).persons] == (
        persons if copied != value else [*parse_names(value).persons]
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (f"author={{A{',' * 50_000}é}}", ",,,{\\'e}"),
        (f"journal={{arxiv{'preprin' * 7_000}}}", "preprinpreprin"),
        (f"edition={{2{'~' * 50_000}ed}}", "edition   = {2~~"),
        (f"volume={{2{'~' * 50_000}–~3}}", "2--3"),
    ],
    ids=["author", "journal", "edition", "volume"],
)
def test_long_fields(fields: str, expected: str) -> None:
    assert expected in as_bibtex(read(f"@book{{k, title={{T}}, publisher={{P}}, {fields}}}")[0][0])


def test_what_would_spoil_the_file_of_a_visitor_is_left_out() -> None:
    publication = read_one("@misc{a, title = {T}}")
    spoilt = publication._replace(fields={"title": "T", "note": "a } b {", "x": "{"})
    assert as_bibtex(spoilt) == "@misc{a,\n  title = {T},\n  key   = {T},\n}"


def test_a_key_that_bibtex_cannot_read_becomes_one_that_it_can() -> None:
    publication = read_one("@misc{a, title = {T}}")._replace(key="a b{c")
    assert as_bibtex(publication).startswith("@misc{a-b-c,\n")


def test_names_of_files() -> None:
    assert safe_name("zhu2023principled") == "zhu2023principled"
    keys = [
        "DBLP:conf/x",
        "DBLP:conf.x",
        "../../etc",
        "日本",
        "a b",
        "Foo",
        "FOO",
        "con",
        "x" * 300,
    ]
    odd = [safe_name(key) for key in keys]
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,80}-[0-9a-f]{8}", name) for name in odd)
    assert len({name.lower() for name in odd}) == len(odd)
