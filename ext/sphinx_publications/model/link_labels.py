"""The links under a reference, one row each: labels, in the order shown, and addresses.

Labels are message ids: plain English, to be translated where they are shown.
"""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = ["HOST_LABELS", "LINK_FIELDS", "LinkField"]


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
    LinkField("code", "Code"),
    LinkField("data", "Data"),
    LinkField("slides", "Slides"),
    LinkField("poster", "Poster"),
    LinkField("video", "Video"),
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
