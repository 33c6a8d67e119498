"""The links under a reference, one row each: labels, in the order shown, and addresses.

Labels are message ids: plain English, to be translated where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

__all__ = ["HOST_LABELS", "LINK_FIELDS", "LinkField", "kinds_of_material", "kinds_of_work"]


class LinkField(NamedTuple):
    """A field whose value is an address or a file; or an identifier, which has an address."""

    name: str
    label: str
    #: The address of an identifier, which takes the place of "{}".
    address: str = ""
    #: Where in a value the identifier is: the first group of a regular expression; "" for all
    #: of it.
    pattern: str = ""
    #: Other names; those of an identifier are names for it in ``eprinttype``, too.
    aliases: str = ""
    #: As in :class:`~sphinx_publications.model.fields.KnownField`; identifiers find a work,
    #: and its parent has others.
    inherited: bool = True
    finds: bool = False
    bibtex: str = ""
    #: It is no text of the work but something beside it, which visitors look for: its code.
    material: bool = False
    #: What else visitors call it who look for it.
    words: str = ""


LINK_FIELDS: Final = (
    LinkField("pdf", "PDF", inherited=False, finds=True),
    LinkField("doi", "DOI", "https://doi.org/{}", bibtex="all"),
    LinkField("arxiv", "arXiv", "https://arxiv.org/abs/{}", aliases="arxivid"),
    LinkField(
        "openreview", "OpenReview", "https://openreview.net/forum?id={}", r"(?:^|[?&]id=)([\w-]+)$"
    ),
    LinkField(
        "pmid", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/{}/", r"^(?:PMID:?\s*)?(\d+)$", "pubmed"
    ),
    LinkField(
        "pmcid",
        "PubMed Central",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/",
        r"^(?:PMC)?(\d+)",
        "pmc",
    ),
    LinkField("hal", "HAL", "https://hal.science/{}", aliases="hal_id halid"),
    LinkField("bibcode", "ADS", "https://ui.adsabs.harvard.edu/abs/{}"),
    LinkField("ssrn", "SSRN", "https://ssrn.com/abstract={}", r"^(?:.*ssrn.*?)?(\d+)\D*$"),
    LinkField(
        "mrnumber",
        "MathSciNet",
        "https://mathscinet.ams.org/mathscinet-getitem?mr={}",
        r"^(?:MR)?(\d+)",
        "mr",
    ),
    LinkField(
        "zbl",
        "zbMATH",
        "https://zbmath.org/?q=an:{}",
        r"^(?:Zbl\s*)?(\d[\d.]*\d)$",
        "zblnumber zbmath",
    ),
    LinkField("jstor", "JSTOR", "https://www.jstor.org/stable/{}"),
    LinkField("googlebooks", "Google Books", "https://books.google.com/books?id={}"),
    LinkField("hdl", "Handle", "https://hdl.handle.net/{}"),
    LinkField("html", "HTML", finds=True),
    LinkField("url", "Web page", inherited=False, finds=True, bibtex="all"),
    LinkField(
        "code", "Code", material=True, words="software implementation repository source github"
    ),
    LinkField("data", "Data", material=True, words="dataset"),
    LinkField("slides", "Slides", material=True, words="presentation"),
    LinkField("poster", "Poster", material=True),
    LinkField("video", "Video", material=True, words="talk recording"),
    LinkField("supp", "Supplement"),
    LinkField("blog", "Blog"),
    LinkField("website", "Website", finds=True),
)
#: Hosts, without "www.", whose name tells the reader more than "Web page".
HOST_LABELS: Final = {
    "arxiv.org": "arXiv",
    "doi.org": "DOI",
    "dx.doi.org": "DOI",
    "openreview.net": "OpenReview",
    "proceedings.mlr.press": "PMLR",
    "papers.nips.cc": "NeurIPS proceedings",
    "proceedings.neurips.cc": "NeurIPS proceedings",
    "proceedings.mlsys.org": "MLSys proceedings",
    "aclanthology.org": "ACL Anthology",
    "hal.science": "HAL",
    "jstor.org": "JSTOR",
    "ssrn.com": "SSRN",
    "papers.ssrn.com": "SSRN",
    "pubmed.ncbi.nlm.nih.gov": "PubMed",
    "ui.adsabs.harvard.edu": "ADS",
    "dl.acm.org": "ACM",
    "ieeexplore.ieee.org": "IEEE Xplore",
    "link.springer.com": "Springer",
}


def kinds_of_work(own: Iterable[LinkField] = ()) -> frozenset[str]:
    """Return the kinds of links that lead to a work itself, under any of their names.

    :param own: the link fields of a site.
    """
    rows = [row for row in (*LINK_FIELDS, *own) if row.finds or row.address]
    return frozenset({"eprint"}.union(*({row.name, *row.aliases.split()} for row in rows)))


def kinds_of_material(own: Iterable[LinkField] = ()) -> frozenset[str]:
    """Return the kinds of links that lead to something beside a work: its code, its data.

    :param own: the link fields of a site; one that we do not know leads to such a thing.
    """
    known = {row.name for row in LINK_FIELDS}
    more = {row.name for row in own if row.name not in known and not row.address}
    return frozenset(more.union(row.name for row in LINK_FIELDS if row.material))
