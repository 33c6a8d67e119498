"""Entries of many types, and with all kinds of names, numbers and dates."""

from __future__ import annotations

from typing import Final

__all__ = ["ENTRIES"]

#: Cite key → the entry.
ENTRIES: Final = {
    "article": r"""@article{article, author = {Gr{\"u}n, Jane and others},
  title = {Deep {GAN} Stones: On $K_i^2$ and H$_2$O},
  journaltitle = {Journal of Stones}, shortjournal = {J. Stones}, date = {2021-05-03}, volume = 12,
  number = 3, pages = {101--137}, doi = {10.1000/182}, eprint = {2101.00001}, issn = {1234-5679},
  url = {https://e.org/182}, urldate = {2022-01-05}, pmid = {12345678}, pmcid = {PMC99},
  language = {english}, abstract = {We let $n$ stones fall.}, note = {With a \emph{map}}}""",
    "news": """@article{news, author = {Roe, Jane}, title = {Stones Roll}, journal = {The Times},
  entrysubtype = {newspaper}, date = {2020-05-06}, eid = {12}}""",
    "press": """@article{press, author = {Roe, Jane}, title = {In Stone We Trust},
  journal = {J. Stones}, year = {in press}}""",
    "paper": """@inproceedings{paper, author = {Roe, J}, title = {Stones},
  booktitle = {Proceedings of the Conference on Stones}, eventtitle = {Stones 2020}, venue = {Kiel},
  eventdate = {2020-02-28/2020-03-02}, editor = {Low, A}, publisher = {ACM}, address = {New York},
  series = {LNS}, volume = 7, number = 2, year = 2020, pubstate = {inpress},
  isbn = {9783161484100}}""",
    "chapter": """@incollection{chapter, author = {van der Berg, Jan and Knuth, Jr., Donald},
  title = {On Stones}, booktitle = {Handbook of Stones}, bookauthor = {Doe, John},
  editor = {Low, Ann}, translator = {Poe, Jim}, editora = {Fox, Al}, editoratype = {compiler},
  chapter = 3, pages = {1--20}, publisher = {Dune}, address = {Kiel}, edition = {Second},
  series = {Stone Studies}, number = 7, volumes = 2, year = 2001}""",
    "book": """@book{book, author = {Plato}, title = {The Republic}, publisher = {Penguin},
  date = {2003~}, origdate = {-0380}, origtitle = {Politeia}, origpublisher = {Academy},
  translator = {Lee, Desmond}, pagetotal = 345, edition = {2nd}, shorttitle = {Republic}}""",
    "volume": """@proceedings{volume, editor = {Low, Ann and others}, title = {Stones of the World},
  series = {Lecture Notes in Stones}, volume = 7, date = {2019/2020}, publisher = {Dune}}""",
    "thesis": """@phdthesis{thesis, author = {周, 杰倫}, title = {石头的历史}, school = {北京大学},
  year = 2010, langid = {chinese}, pages = 120}""",
    "report": """@techreport{report, author = {{The ABC Team, Inc.} and Roe, J}, title = {Sieves},
  institution = {CERN}, number = {CERN-2020-1}, year = 2020, month = may}""",
    "preprint": """@misc{preprint, author = {Poe, Jim}, title = {Rivers}, year = 2023,
  eprint = {2309.16292}, eprinttype = {arxiv}, eprintclass = {cs.LG}, collaboration = {Delta},
  doi = {10.48550/arXiv.2309.16292}}""",
    "patent": """@patent{patent, author = {Wilson, Ann}, title = {A sieve}, number = {US7654321B2},
  holder = {{Sieve Makers, Inc.}}, nationality = {US}, date = {2006-09-14}, type = {patentus}}""",
    "dataset": """@dataset{dataset, organization = {Stone Survey}, title = {The Stone Corpus},
  publisher = {Zenodo}, version = {1.2}, doi = {10.5281/zenodo.1}, year = 2021}""",
    "software": """@software{software, author = {Roe, Jane}, title = {stonecount: Counting Stones},
  version = {2.0}, url = {https://e.org/sc}, year = 2022, language = {english}}""",
    "talk": """@unpublished{talk, author = {Roe, Jane}, title = {How Rocks Roll},
  eventtitle = {Gordon Conference}, venue = {Ventura}, date = {2022-02-28},
  type = {Invited talk}}""",
    "film": """@movie{film, author = {Roe, J}, editor = {Doe, J}, editortype = {director},
  title = {Stones}, date = {1999-22}}""",
    "page": """@online{page, title = {My Page}, organization = {The Stone Society},
  url = {https://e.org}, urldate = {2022-01-05}, year = {Early Access}}""",
}
